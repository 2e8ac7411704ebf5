package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// graphML writes the network in GraphML.
type graphML struct {
	*split
	out *bufio.Writer
}

// The attributes of nodes and edges, in the order in which they are written.
var (
	graphNodeKeys = []string{"label", "type", "gender", "wikidata"}
	graphEdgeKeys = []string{"kind", "status", "verb", "date", "say_so", "outlet", "statement", "url"}
)

func newGraphML(w io.Writer, o Options) (Writer, error) {
	out := bufio.NewWriter(w)
	s, err := newSplit(out, o)
	if err != nil {
		return nil, err
	}
	g := &graphML{s, out}
	s.node = func(n vertex) error {
		_, err := fmt.Fprintf(out, "<node id=\"%s\">%s</node>\n", xmlText(n.id), graphData(graphNodeKeys, n.label, n.kind, n.gender, n.wikidata))
		return err
	}
	s.edge = func(e link) error {
		_, err := fmt.Fprintf(s.kept, "<edge id=\"e%s\" source=\"%s\" target=\"%s\" directed=\"%t\">%s<data key=\"weight\">%s</data></edge>\n",
			e.id, xmlText(e.source), xmlText(e.target), e.directed,
			graphData(graphEdgeKeys, e.kind, e.status, e.label, e.date, e.saySo, e.outlet, e.statement, e.url), number(e.weight))
		return err
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`)
	for _, key := range graphNodeKeys {
		fmt.Fprintf(&b, "<key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n", key, key)
	}
	for _, key := range graphEdgeKeys {
		fmt.Fprintf(&b, "<key id=\"%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"string\"/>\n", key, key)
	}
	b.WriteString("<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n<graph id=\"sayso\" edgedefault=\"directed\">\n")
	_, err = out.WriteString(b.String())
	return g, err
}

// graphData writes the values that are not empty.
func graphData(keys []string, values ...string) string {
	var b strings.Builder
	for i, key := range keys {
		if values[i] != "" {
			fmt.Fprintf(&b, "<data key=\"%s\">%s</data>", key, xmlText(values[i]))
		}
	}
	return b.String()
}

func (g *graphML) Close() error {
	if err := g.close("", "</graph>\n</graphml>\n"); err != nil {
		return err
	}
	return g.out.Flush()
}
