package desk

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso/archive"
)

// graphFile is a form in which the network comes as a file.
type graphFile struct {
	file, name, about, media string
	write                    func(io.Writer, *archive.Network) error
}

func graphFiles() []graphFile {
	return []graphFile{
		{"contacts.csv", "csv", "pairs as a table: how often their contact is reported, denied, planned, and who says so", "text/csv; charset=utf-8", networkCSV},
		{"contacts.json", "json", "who they are and the pairs, with who says so", "application/json; charset=utf-8", networkJSON},
		{"contacts.graphml", "graphml", "a graph for Gephi, Cytoscape, yEd", "application/graphml+xml; charset=utf-8", networkGraphML},
	}
}

// exportNetwork is the menu for a network as the page shows it: all files have the page's filters.
func exportNetwork(filters string) exportMenu {
	menu := exportMenu{What: "this network, as it is chosen above,"}
	for _, f := range graphFiles() {
		address := "/network/" + f.file
		if filters != "" {
			address += "?" + filters
		}
		menu.Files = append(menu.Files, exportFile{f.name, f.about, address})
	}
	return menu
}

// networkFile answers with the whole network as a file.
func (d *desk) networkFile(w http.ResponseWriter, r *http.Request) {
	files := graphFiles()
	i := slices.IndexFunc(files, func(f graphFile) bool { return f.file == r.PathValue("file") })
	if i < 0 {
		d.fail(w, r, http.StatusNotFound, "The network comes as contacts.csv, contacts.json and contacts.graphml.")
		return
	}
	form, err := d.askNetwork(r)
	if err == nil && form.Fault != "" {
		d.fail(w, r, http.StatusBadRequest, form.Fault)
		return
	}
	var found archive.Network
	if err == nil {
		found, err = d.store.Network(r.Context(), form.query)
	}
	var fault *archive.QueryError
	if errors.As(err, &fault) {
		d.fail(w, r, http.StatusBadRequest, fmt.Sprintf("“%s” cannot be searched as %s: %s.", fault.Value, fault.Field, fault.Want))
		return
	}
	if err != nil {
		d.broken(w, r, "the network", err)
		return
	}
	var b strings.Builder
	if err := files[i].write(&b, &found); err != nil {
		d.broken(w, r, "a file of the network", err)
		return
	}
	w.Header().Set("Content-Type", files[i].media)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s"`, r.PathValue("file")))
	_, _ = io.WriteString(w, b.String())
}

// plainCell keeps a spreadsheet from taking words for a formula.
func plainCell(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + s
	}
	return s
}

func networkCSV(w io.Writer, n *archive.Network) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"a", "a_number", "a_type", "b", "b_number", "b_type", "reported", "denied", "planned", "first", "last", "say_so"}}
	for _, e := range n.Edges {
		a, b := n.Nodes[e.A], n.Nodes[e.B]
		var says []string
		for _, s := range e.SaySos {
			says = append(says, s.Name)
		}
		rows = append(rows, []string{plainCell(a.Name), strconv.FormatInt(a.Entity, 10), a.Type, plainCell(b.Name), strconv.FormatInt(b.Entity, 10), b.Type,
			strconv.Itoa(e.Reported), strconv.Itoa(e.Denied), strconv.Itoa(e.Planned), e.First, e.Last, plainCell(strings.Join(says, "; "))})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func networkJSON(w io.Writer, n *archive.Network) error {
	if err := json.NewEncoder(w).Encode(n); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// GraphML as http://graphml.graphdrawing.org has it.
type (
	graphML struct {
		XMLName xml.Name   `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
		Keys    []graphKey `xml:"key"`
		Graph   graph      `xml:"graph"`
	}
	graphKey struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	}
	graph struct {
		Default string      `xml:"edgedefault,attr"`
		Nodes   []graphNode `xml:"node"`
		Edges   []graphEdge `xml:"edge"`
	}
	graphNode struct {
		ID   string      `xml:"id,attr"`
		Data []graphData `xml:"data"`
	}
	graphEdge struct {
		Source string      `xml:"source,attr"`
		Target string      `xml:"target,attr"`
		Data   []graphData `xml:"data"`
	}
	graphData struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
)

func networkGraphML(w io.Writer, n *archive.Network) error {
	g := graphML{Graph: graph{Default: "undirected"}}
	for _, k := range [][3]string{{"node", "label", "string"}, {"node", "type", "string"}, {"node", "number", "long"}, {"edge", "weight", "int"}, {"edge", "reported", "int"},
		{"edge", "denied", "int"}, {"edge", "planned", "int"}, {"edge", "first", "string"}, {"edge", "last", "string"}} {
		g.Keys = append(g.Keys, graphKey{k[1], k[0], k[1], k[2]})
	}
	for i, node := range n.Nodes {
		g.Graph.Nodes = append(g.Graph.Nodes, graphNode{"n" + strconv.Itoa(i), []graphData{{"label", node.Name}, {"type", node.Type}, {"number", strconv.FormatInt(node.Entity, 10)}}})
	}
	for _, e := range n.Edges {
		g.Graph.Edges = append(g.Graph.Edges, graphEdge{"n" + strconv.Itoa(e.A), "n" + strconv.Itoa(e.B), []graphData{{"weight", strconv.Itoa(e.N())},
			{"reported", strconv.Itoa(e.Reported)}, {"denied", strconv.Itoa(e.Denied)}, {"planned", strconv.Itoa(e.Planned)}, {"first", e.First}, {"last", e.Last}}})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write GraphML: %w", err)
	}
	if err := xml.NewEncoder(w).Encode(g); err != nil {
		return fmt.Errorf("write GraphML: %w", err)
	}
	return nil
}
