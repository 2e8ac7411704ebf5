package desk

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso/archive"
)

// edgesInTable is how many edges the page lists; the files have them all.
const edgesInTable = 40

func (d *desk) routeNetwork(mux *routes) {
	mux.HandleFunc("GET /network", d.network)
	mux.HandleFunc("GET /network/passages", d.passages)
	mux.HandleFunc("GET /network/{file}", d.networkFile)
}

// networkForm is what the form of the page says, as it was typed, and what it was found to mean.
type networkForm struct {
	Around, By, Outlet, After, Before string
	Reported, Denied, Planned         bool
	Fault                             string
	Several                           []named
	query                             archive.NetworkQuery
}

// askNetwork reads the form. A fault is in the form; an error is the archive's.
func (d *desk) askNetwork(r *http.Request) (networkForm, error) {
	v := r.URL.Query()
	f := networkForm{Around: strings.TrimSpace(v.Get("around")), By: strings.TrimSpace(v.Get("by")), Outlet: strings.TrimSpace(v.Get("outlet")),
		After: strings.TrimSpace(v.Get("after")), Before: strings.TrimSpace(v.Get("before")), Reported: v.Get("reported") != "", Denied: v.Get("denied") != "", Planned: v.Get("planned") != ""}
	f.query = archive.NetworkQuery{Outlet: f.Outlet, After: f.After, Before: f.Before, Reported: f.Reported, Denied: f.Denied, Planned: f.Planned}
	if f.Reported == f.Denied && f.Denied == f.Planned {
		f.Reported, f.Denied, f.Planned = true, true, true
	}
	for _, asked := range []struct {
		field string
		name  *string
		to    *int64
	}{{"around", &f.Around, &f.query.Around}, {"by", &f.By, &f.query.By}} {
		if *asked.name == "" || f.Fault != "" {
			continue
		}
		list, err := d.store.Entities(r.Context(), *asked.name)
		switch {
		case errors.Is(err, archive.ErrNotFound):
			f.Fault = fmt.Sprintf("Nobody here goes by “%s”.", *asked.name)
		case err != nil:
			return f, err
		case len(list) > 1 && list[0].Articles < 10*list[1].Articles:
			f.Fault = fmt.Sprintf("Several go by “%s”:", *asked.name)
			for _, e := range list[:min(len(list), 12)] {
				next := url.Values{}
				for k := range v {
					next.Set(k, v.Get(k))
				}
				next.Set(asked.field, numberOf(e.ID))
				f.Several = append(f.Several, named{e, "/network?" + next.Encode()})
			}
		default:
			*asked.to = list[0].ID
		}
	}
	return f, nil
}

// Filters are the form's fields for the address of another page of the same network.
func (f *networkForm) Filters() url.Values {
	v := url.Values{}
	set := func(k, s string) {
		if s != "" {
			v.Set(k, s)
		}
	}
	set("around", f.Around)
	set("by", f.By)
	set("outlet", f.Outlet)
	set("after", f.After)
	set("before", f.Before)
	if !f.Reported || !f.Denied || !f.Planned {
		for k, on := range map[string]bool{"reported": f.Reported, "denied": f.Denied, "planned": f.Planned} {
			if on {
				v.Set(k, "1")
			}
		}
	}
	return v
}

type networkData struct {
	networkForm
	Found    archive.Network
	Table    []edgeLine
	Drawing  *drawing
	Download string // the filters, for the addresses of the files
	Export   exportMenu
}

// edgeLine is an edge in the table.
type edgeLine struct {
	A, B archive.Node
	archive.Edge
	URL string
}

// drawing is what the script draws, as short as it can be said: the passages' addresses are made by the script.
type drawing struct {
	Nodes   [][4]any `json:"nodes"` // name, type, passages, entity
	Edges   [][5]int `json:"edges"` // places of both nodes; reported, denied, planned
	Filters string   `json:"filters"`
}

func nodeRef(n archive.Node) string {
	if n.Entity != 0 {
		return numberOf(n.Entity)
	}
	return n.Name
}

func (f *networkForm) edgeURL(a, b archive.Node) string {
	v := f.Filters()
	v.Set("a", nodeRef(a))
	v.Set("b", nodeRef(b))
	return "/network/passages?" + v.Encode()
}

func (d *desk) network(w http.ResponseWriter, r *http.Request) {
	form, err := d.askNetwork(r)
	if err != nil {
		d.broken(w, r, "who is asked for", err)
		return
	}
	data := networkData{networkForm: form, Download: form.Filters().Encode()}
	status := http.StatusOK
	if form.Fault == "" {
		var fault *archive.QueryError
		data.Found, err = d.store.Network(r.Context(), form.query)
		switch {
		case errors.As(err, &fault):
			data.Fault, status = fmt.Sprintf("“%s” cannot be searched as %s: %s.", fault.Value, fault.Field, fault.Want), http.StatusBadRequest
		case err != nil:
			d.broken(w, r, "the network", err)
			return
		}
	}
	data.Export = exportWith("what is said in these articles", askTerms("outlet=", form.Outlet, "date", period(form.After, form.Before)), form.query.Around)
	n := &data.Found
	for _, e := range n.Edges[:min(len(n.Edges), edgesInTable)] {
		data.Table = append(data.Table, edgeLine{n.Nodes[e.A], n.Nodes[e.B], e, form.edgeURL(n.Nodes[e.A], n.Nodes[e.B])})
	}
	if len(n.Edges) > 0 {
		data.Drawing = &drawing{Filters: data.Download, Nodes: make([][4]any, len(n.Nodes)), Edges: make([][5]int, len(n.Edges))}
		for i, node := range n.Nodes {
			data.Drawing.Nodes[i] = [4]any{shorten(node.Name, 60), node.Type[:min(1, len(node.Type))], node.N, node.Entity}
		}
		for i, e := range n.Edges {
			data.Drawing.Edges[i] = [5]int{e.A, e.B, e.Reported, e.Denied, e.Planned}
		}
	}
	d.show(w, r, status, "network", page{Title: "Network of contacts", Here: "contacts", Data: data})
}

type passagesData struct {
	networkForm
	A, B       string
	List       []archive.ContactFound
	Back       string
	Prev, Next string
	From, To   int
}

func (d *desk) passages(w http.ResponseWriter, r *http.Request) {
	form, err := d.askNetwork(r)
	if err != nil {
		d.broken(w, r, "who is asked for", err)
		return
	}
	v := r.URL.Query()
	_, offset := queryOf(v)
	data := passagesData{networkForm: form, A: v.Get("a"), B: v.Get("b"), Back: "/network?" + form.Filters().Encode()}
	ref := func(name *string) archive.NodeRef {
		id, err := strconv.ParseInt(strings.TrimPrefix(*name, "#"), 10, 64)
		if err != nil || !strings.HasPrefix(*name, "#") {
			return archive.NodeRef{Name: *name}
		}
		if list, err := d.store.Entities(r.Context(), *name); err == nil && len(list) == 1 {
			*name = list[0].Name
			id = list[0].ID
		}
		return archive.NodeRef{Entity: id}
	}
	a, b := ref(&data.A), ref(&data.B)
	var more bool
	if data.List, more, err = d.store.Between(r.Context(), form.query, a, b, pageSize, offset); err != nil {
		d.broken(w, r, "the passages of two", err)
		return
	}
	data.From, data.To = offset+1, offset+len(data.List)
	data.Prev, data.Next = turn(v, pageSize, offset, len(data.List), more)
	d.show(w, r, http.StatusOK, "passages", page{Title: data.A + " and " + data.B, Here: "contacts", Data: data})
}

// networkFile answers with the whole network as a file.
func (d *desk) networkFile(w http.ResponseWriter, r *http.Request) {
	write, media := map[string]func(io.Writer, *archive.Network) error{"contacts.csv": networkCSV, "contacts.json": networkJSON, "contacts.graphml": networkGraphML}[r.PathValue("file")], ""
	switch r.PathValue("file") {
	case "contacts.csv":
		media = "text/csv; charset=utf-8"
	case "contacts.json":
		media = "application/json; charset=utf-8"
	case "contacts.graphml":
		media = "application/graphml+xml; charset=utf-8"
	default:
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
	if err := write(&b, &found); err != nil {
		d.broken(w, r, "a file of the network", err)
		return
	}
	w.Header().Set("Content-Type", media)
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

// period is a condition on dates from two fields of a form, "" without either.
func period(after, before string) string {
	if after == "" && before == "" {
		return ""
	}
	return cmp.Or(after, "..") + "/" + cmp.Or(before, "..")
}
