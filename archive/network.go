package archive

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"sayso/authority"
)

// NetworkQuery says which contacts make a network. Empty fields do not restrict.
type NetworkQuery struct {
	// Around is an entity: those in contact with it, and the contacts among them.
	Around int64
	// After and Before bound the date of publication, both inclusive, as in Query.
	After, Before string
	// By is who says so: an entity; Outlet is the whole name of an outlet that says so in its own voice.
	By     int64
	Outlet string
	// Reported, Denied and Planned choose; none of them chooses all.
	Reported, Denied, Planned bool
	// Edges is the most edges, those with most passages; 2,000 if zero.
	Edges int
}

// Network is who is in contact with whom.
type Network struct {
	// Nodes come by the number of their passages, the most first; an edge's A and B are places in Nodes.
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`
	// Contacts counts the passages in all edges, Left the edges that were left out because there were too many; each of
	// those has at most Below passages.
	Contacts int `json:"contacts"`
	Left     int `json:"left,omitempty"`
	Below    int `json:"below,omitempty"`
	// Part is true where there are more contacts than a network is made of: it has the latest.
	Part bool `json:"part,omitempty"`
}

// Node is somebody who is in contact with others.
type Node struct {
	// Entity is its number, 0 for a group without a name of its own.
	Entity int64  `json:"entity,omitempty"`
	Name   string `json:"name"`
	Type   string `json:"type"`
	N      int    `json:"n"`
}

// Edge is all that is said of the contact of two.
type Edge struct {
	A int `json:"a"`
	B int `json:"b"`
	// Reported, Denied and Planned count passages: that they were in contact, that they were not, that they will be.
	Reported int `json:"reported,omitempty"`
	Denied   int `json:"denied,omitempty"`
	Planned  int `json:"planned,omitempty"`
	// First and Last are the days of the earliest and the latest article.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
	// SaySos names who says so, those who say it most first, at most 5.
	SaySos []Count `json:"say_so,omitempty"`
}

// N counts the passages.
func (e Edge) N() int { return e.Reported + e.Denied + e.Planned }

const (
	networkEdges    = 2000
	networkContacts = 50_000
	edgeSaySos      = 5
)

// Network returns the network of contacts.
func (a *Archive) Network(ctx context.Context, q NetworkQuery) (Network, error) {
	from, to, err := q.bounds()
	if err != nil {
		return Network{}, err
	}
	var n Network
	err = a.read(ctx, func(tx *sql.Tx) error {
		g := &gathering{q: q, nodes: map[nodeKey]*nodeGathered{}, edges: map[[2]nodeKey]*edgeGathered{}}
		if err := g.read(ctx, tx, int64(from), int64(to)); err != nil {
			return err
		}
		n = g.network()
		for i := range n.Nodes {
			node := &n.Nodes[i]
			if node.Entity == 0 {
				continue
			}
			if err := scanIf(tx.QueryRowContext(ctx, "SELECT name, type FROM entities WHERE id = ?", node.Entity), &node.Name, &node.Type); err != nil {
				return err
			}
		}
		return nil
	})
	return n, a.wrap("look up", err)
}

// nodeKey is an entity, or the name of a group that has no number.
type nodeKey struct {
	entity int64
	name   string
}

func (k nodeKey) compare(o nodeKey) int {
	return cmp.Or(cmp.Compare(k.entity, o.entity), cmp.Compare(k.name, o.name))
}

type nodeGathered struct {
	name string
	n    int
}

type edgeGathered struct {
	Edge
	first, last moment
	saySos      map[string]int
}

// gathering makes a network of contacts as they are read.
type gathering struct {
	q        NetworkQuery
	nodes    map[nodeKey]*nodeGathered
	edges    map[[2]nodeKey]*edgeGathered
	contacts int
	part     bool
	// between are two nodes whose contacts alone are asked for: found has them.
	between *[2]nodeKey
	found   []int64
}

// read reads contacts, the latest first, each with the parties of both sides.
func (g *gathering) read(ctx context.Context, tx *sql.Tx, from, to int64) error {
	where, args := "c.moment >= ? AND c.moment < ?", []any{from, to}
	if g.q.Around != 0 {
		// Those around it, and what is between any two of them.
		where += ` AND c.id IN (WITH near AS MATERIALIZED (SELECT p.contact FROM appearances x CROSS JOIN parties p ON p.appearance = x.id WHERE x.entity = ?),
			others AS MATERIALIZED (SELECT DISTINCT y.entity FROM near n CROSS JOIN parties r ON r.contact = n.contact CROSS JOIN appearances y ON y.id = r.appearance LIMIT 400)
			SELECT contact FROM near UNION
			SELECT p.contact FROM others o CROSS JOIN appearances x ON x.entity = o.entity CROSS JOIN parties p ON p.appearance = x.id
			GROUP BY p.contact HAVING count(DISTINCT p.side) = 2)`
		args = append(args, g.q.Around)
	}
	if g.between != nil {
		for _, k := range g.between {
			if k.entity != 0 {
				where += " AND c.id IN (SELECT p.contact FROM appearances x CROSS JOIN parties p ON p.appearance = x.id WHERE x.entity = ?)"
				args = append(args, k.entity)
			}
		}
	}
	if g.q.By != 0 {
		where += " AND c.statement IN (SELECT d.statement FROM appearances x CROSS JOIN said d ON d.appearance = x.id AND d.part = 0 WHERE x.entity = ?)"
		args = append(args, g.q.By)
	}
	if g.q.Outlet != "" {
		where += " AND c.statement IS NULL AND a.outlet = (SELECT id FROM outlets WHERE name = ?)"
		args = append(args, g.q.Outlet)
	}
	if g.q.Reported || g.q.Denied || g.q.Planned {
		kinds := "0"
		for _, k := range []struct {
			on  bool
			sql string
		}{{g.q.Reported, "c.negated = 0 AND c.planned = 0"}, {g.q.Denied, "c.negated = 1"}, {g.q.Planned, "c.negated = 0 AND c.planned = 1"}} {
			if k.on {
				kinds += " OR " + k.sql
			}
		}
		where += " AND (" + kinds + ")"
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT c.id, c.moment, c.negated, c.planned, coalesce(w.name, ''), c.statement IS NULL, coalesce(o.name, ''),
		p.side, p.name, coalesce(x.entity, 0)
		FROM (SELECT c.id, c.moment, c.negated, c.planned, c.statement, a.outlet FROM contacts c CROSS JOIN articles a ON a.id = c.article WHERE %s ORDER BY c.moment DESC, c.id LIMIT %d) c
		CROSS JOIN parties p ON p.contact = c.id LEFT JOIN appearances x ON x.id = p.appearance LEFT JOIN statements s ON s.id = c.statement LEFT JOIN voices v ON v.id = s.voice LEFT JOIN speakers w ON w.id = v.speaker LEFT JOIN outlets o ON o.id = c.outlet
		ORDER BY c.moment DESC, c.id, p.side, p.number`, where, networkContacts+1), args...)
	var now contactRow
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var next contactRow
		var side int
		var party nodeGathered
		var entity int64
		if err := row.Scan(&next.id, &next.at, &next.negated, &next.planned, &next.speaker, &next.own, &next.outlet, &side, &party.name, &entity); err != nil {
			return err
		}
		if next.id != now.id {
			g.add(&now)
			now = next
		}
		key := nodeKey{entity: entity}
		if entity == 0 {
			key.name = authority.Fold(party.name)
			if key.name == "" {
				return nil
			}
		}
		now.names = append(now.names, party.name)
		now.sides[min(side, 1)] = append(now.sides[min(side, 1)], key)
		now.order = append(now.order, key)
		return nil
	})
	g.add(&now)
	return err
}

// contactRow is a contact while its parties are read.
type contactRow struct {
	id               int64
	at               moment
	negated, planned bool
	speaker, outlet  string
	own              bool
	sides            [2][]nodeKey
	order            []nodeKey
	names            []string
}

// add makes edges of every two parties on different sides.
func (g *gathering) add(c *contactRow) {
	if c.id == 0 {
		return
	}
	if g.contacts++; g.contacts > networkContacts {
		g.part = true
		return
	}
	if g.between != nil {
		has := func(side int, k nodeKey) bool { return slices.Contains(c.sides[side], k) }
		if a, b := g.between[0], g.between[1]; has(0, a) && has(1, b) || has(0, b) && has(1, a) {
			g.found = append(g.found, c.id)
		}
		return
	}
	for i, key := range c.order {
		if g.nodes[key] == nil {
			g.nodes[key] = &nodeGathered{name: c.names[i]}
		}
	}
	says := c.speaker
	switch {
	case c.own && c.outlet != "":
		says = c.outlet
	case c.own:
		says = "the article"
	case says == "":
		says = "somebody"
	}
	for _, one := range c.sides[0] {
		for _, other := range c.sides[1] {
			k := [2]nodeKey{one, other}
			if d := one.compare(other); d == 0 {
				continue
			} else if d > 0 {
				k = [2]nodeKey{other, one}
			}
			e := g.edges[k]
			if e == nil {
				e = &edgeGathered{saySos: map[string]int{}}
				g.edges[k] = e
			}
			switch {
			case c.negated:
				e.Denied++
			case c.planned:
				e.Planned++
			default:
				e.Reported++
			}
			if c.at > 0 {
				e.first = c.at // they come the latest first
				e.last = max(e.last, c.at)
			}
			e.saySos[says]++
		}
	}
}

// network puts in order what was gathered.
func (g *gathering) network() Network {
	n := Network{Contacts: min(g.contacts, networkContacts), Part: g.part}
	keys := make([][2]nodeKey, 0, len(g.edges))
	for k := range g.edges {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(x, y [2]nodeKey) int {
		a, b := g.edges[x], g.edges[y]
		return cmp.Or(cmp.Compare(b.N(), a.N()), cmp.Compare(b.last, a.last), x[0].compare(y[0]), x[1].compare(y[1]))
	})
	most := g.q.Edges
	if most <= 0 {
		most = networkEdges
	}
	if len(keys) > most {
		n.Left, n.Below = len(keys)-most, g.edges[keys[most]].N()
		keys = keys[:most]
	}
	for _, k := range keys {
		g.nodes[k[0]].n += g.edges[k].N()
		g.nodes[k[1]].n += g.edges[k].N()
	}
	var order []nodeKey
	for k, node := range g.nodes {
		if node.n > 0 {
			order = append(order, k)
		}
	}
	slices.SortFunc(order, func(x, y nodeKey) int { return cmp.Or(cmp.Compare(g.nodes[y].n, g.nodes[x].n), x.compare(y)) })
	place := map[nodeKey]int{}
	for i, k := range order {
		place[k] = i
		n.Nodes = append(n.Nodes, Node{Entity: k.entity, Name: g.nodes[k].name, Type: "unnamed", N: g.nodes[k].n})
	}
	for _, k := range keys {
		e := g.edges[k]
		e.A, e.B = place[k[0]], place[k[1]]
		if e.last > 0 {
			e.First, e.Last = e.first.day(), e.last.day()
		}
		e.SaySos, _ = cut(sortedCounts(e.saySos), edgeSaySos)
		n.Edges = append(n.Edges, e.Edge)
	}
	return n
}

// NodeRef names a node: an entity, or the name of a group without a number.
type NodeRef struct {
	Entity int64
	Name   string
}

func (r NodeRef) key() nodeKey {
	if r.Entity != 0 {
		return nodeKey{entity: r.Entity}
	}
	return nodeKey{name: authority.Fold(r.Name)}
}

// Between returns the passages of an edge, the latest first: contacts of the network between two of its nodes.
func (a *Archive) Between(ctx context.Context, q NetworkQuery, one, other NodeRef, limit, offset int) (found []ContactFound, more bool, err error) {
	from, to, err := q.bounds()
	if err != nil {
		return nil, false, err
	}
	q.Around = 0
	err = a.read(ctx, func(tx *sql.Tx) error {
		g := &gathering{q: q, nodes: map[nodeKey]*nodeGathered{}, edges: map[[2]nodeKey]*edgeGathered{}, between: &[2]nodeKey{one.key(), other.key()}}
		if err := g.read(ctx, tx, int64(from), int64(to)); err != nil {
			return err
		}
		ids := g.found[min(max(0, offset), len(g.found)):]
		ids, more = cut(ids, limit)
		found, err = contactsByID(ctx, tx, ids)
		return err
	})
	return found, more, a.wrap("look up", err)
}

// bounds are the moments from and to which contacts are asked for.
func (q *NetworkQuery) bounds() (from, to moment, err error) {
	from, to = moment(-1), moment(1)<<38
	if q.After != "" {
		start, _, ok := period(q.After)
		if !ok {
			return 0, 0, &QueryError{Field: "after", Value: q.After, Want: "a date: 2031, 2031-05 or 2031-05-14"}
		}
		from = momentOf(start)
	}
	if q.Before != "" {
		_, end, ok := period(q.Before)
		if !ok {
			return 0, 0, &QueryError{Field: "before", Value: q.Before, Want: "a date: 2031, 2031-05 or 2031-05-14"}
		}
		to = momentOf(end)
		from = max(from, 1)
	}
	return from, to, nil
}
