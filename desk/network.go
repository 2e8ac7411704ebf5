package desk

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

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
	Download string // the filters, for the addresses of other pages
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
	data.Export = exportNetwork(data.Download)
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
