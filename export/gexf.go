package export

import (
	"bufio"
	"fmt"
	"io"
)

// gexf writes the network in GEXF 1.3, edges dated, for Gephi 0.9.3 and later.
type gexf struct {
	*split
	out *bufio.Writer
}

func newGEXF(w io.Writer, o Options) (Writer, error) {
	out := bufio.NewWriter(w)
	s, err := newSplit(out, o)
	if err != nil {
		return nil, err
	}
	g := &gexf{s, out}
	s.node = func(n vertex) error {
		_, err := fmt.Fprintf(out, `<node id="%s" label="%s"><attvalues><attvalue for="type" value="%s"/>%s%s</attvalues></node>`+"\n",
			xmlText(n.id), xmlText(n.label), xmlText(n.kind), attvalue("gender", n.gender), attvalue("wikidata", n.wikidata))
		return err
	}
	s.edge = func(e link) error {
		kind, when := "undirected", ""
		if e.directed {
			kind = "directed"
		}
		if len(e.date) >= 10 && ftmDate(e.date) != "" {
			when = fmt.Sprintf(` start="%s"`, e.date[:10])
		}
		_, err := fmt.Fprintf(s.kept, `<edge id="%s" source="%s" target="%s" type="%s" kind="%s" label="%s" weight="%s"%s><attvalues>`+
			`<attvalue for="statement" value="%s"/>%s%s%s%s</attvalues></edge>`+"\n",
			e.id, xmlText(e.source), xmlText(e.target), kind, e.kind, xmlText(e.label), number(max(e.weight, 0.01)), when,
			xmlText(e.statement), attvalue("status", e.status), attvalue("say_so", e.saySo), attvalue("outlet", e.outlet), attvalue("url", e.url))
		return err
	}
	_, err = fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>sayso %s</creator><description>Contacts and quotations, each on somebody's say-so</description></meta>
<graph mode="dynamic" defaultedgetype="directed" timeformat="date">
<attributes class="node">
<attribute id="type" title="type" type="string"/>
<attribute id="gender" title="gender" type="string"/>
<attribute id="wikidata" title="wikidata" type="string"/>
</attributes>
<attributes class="edge">
<attribute id="statement" title="statement" type="string"/>
<attribute id="status" title="status" type="string"/>
<attribute id="say_so" title="say-so" type="string"/>
<attribute id="outlet" title="outlet" type="string"/>
<attribute id="url" title="url" type="string"/>
</attributes>
<nodes>
`, xmlText(o.Version))
	return g, err
}

func attvalue(name, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf(`<attvalue for="%s" value="%s"/>`, name, xmlText(value))
}

func (g *gexf) Close() error {
	if err := g.close("</nodes>\n<edges>\n", "</edges>\n</graph>\n</gexf>\n"); err != nil {
		return err
	}
	return g.out.Flush()
}
