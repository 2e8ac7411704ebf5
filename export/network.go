package export

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"sayso"
)

// network gathers what gexf and graphml write: people, organisations, places, unnamed sources and outlets as nodes; edges
// for who met whom (as reported, denied or planned), who quotes whom, who speaks about whom and to whom. There is an edge
// for every statement or contact, with its id, so that each can be looked up; parallel edges are meant.
type network struct {
	options Options
	seen    map[string]bool
	node    func(vertex) error
	edge    func(link) error
	written int
}

// vertex is a node; kind is the type of its entity, or outlet.
type vertex struct{ id, label, kind, gender, wikidata string }

// link is an edge; kind is contact, quotes, speaks about or speaks to, status that of a contact.
type link struct {
	id, source, target  string
	kind, status, label string
	date, saySo, outlet string
	statement, url      string
	weight              float64
	directed            bool
}

func (n *network) write(it *Item) error {
	it.begin()
	for i := range it.Record.Entities {
		e := &it.Record.Entities[i]
		if err := n.once(vertex{it.personID(e.ID), e.Name, string(e.Type), e.Gender, wikidata(e)}); err != nil {
			return err
		}
	}
	outlet := ""
	if it.Article.Outlet != "" {
		outlet = "outlet:" + strings.ToLower(bare(it.Article.Outlet))
		if err := n.once(vertex{id: outlet, label: it.Article.Outlet, kind: "outlet"}); err != nil {
			return err
		}
	}
	for i := range it.Record.Statements {
		if err := n.statement(it, &it.Record.Statements[i], outlet); err != nil {
			return err
		}
	}
	for i := range it.Record.Contacts {
		c := &it.Record.Contacts[i]
		one, other := sides(c)
		when := c.When
		if ftmDate(when) == "" {
			when = it.day()
		}
		for _, a := range one {
			for _, b := range other {
				if err := n.add(it, link{source: it.personID(a), target: it.personID(b), kind: "contact", status: c.Status(), label: c.Verb,
					date: when, saySo: it.saySo(c.SaySo), statement: it.statementID(c.ID), weight: c.Confidence}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (n *network) statement(it *Item, s *sayso.Statement, outlet string) error {
	if it.entities[s.Speaker.Entity] == nil {
		return nil
	}
	who := it.personID(s.Speaker.Entity)
	e := link{source: who, label: string(s.Mode), date: it.day(), saySo: s.Speaker.Who(), statement: it.statementID(s.ID), weight: s.Confidence, directed: true}
	if s.SaidOn != "" {
		e.date = s.SaidOn
	}
	if s.Denial {
		e.status = "denial"
	}
	if outlet != "" {
		q := e
		q.source, q.target, q.kind = outlet, who, "quotes"
		if err := n.add(it, q); err != nil {
			return err
		}
	}
	for _, about := range s.About {
		if it.entities[about] != nil && about != s.Speaker.Entity {
			a := e
			a.target, a.kind = it.personID(about), "speaks about"
			if err := n.add(it, a); err != nil {
				return err
			}
		}
	}
	for _, p := range s.Addressee {
		if it.entities[p.Entity] != nil && p.Entity != s.Speaker.Entity {
			a := e
			a.target, a.kind = it.personID(p.Entity), "speaks to"
			if err := n.add(it, a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (n *network) once(x vertex) error {
	if n.seen[x.id] {
		return nil
	}
	n.seen[x.id] = true
	return n.node(x)
}

func (n *network) add(it *Item, e link) error {
	if !n.seen[e.source] || !n.seen[e.target] {
		return nil // a party that the record has no entity for
	}
	n.written++
	e.id = fmt.Sprint(n.written)
	e.outlet, e.url = it.Article.Outlet, it.address(n.options)
	return n.edge(e)
}

// split writes nodes at once and keeps edges until all nodes are written, as gexf and graphml have them.
type split struct {
	network
	to   io.Writer
	kept *spool
}

func newSplit(w io.Writer, o Options) (*split, error) {
	edges, err := newSpool()
	if err != nil {
		return nil, err
	}
	return &split{network{options: o, seen: map[string]bool{}}, w, edges}, nil
}

func (s *split) Write(it *Item) error { return s.write(it) }

// close writes what stands between nodes and edges, the edges, and the end.
func (s *split) close(between, after string) error {
	_, err := io.WriteString(s.to, between)
	if err == nil {
		err = s.kept.copyTo(s.to)
	}
	if err == nil {
		_, err = io.WriteString(s.to, after)
	}
	return errors.Join(err, s.kept.remove())
}
