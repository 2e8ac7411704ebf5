package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"sayso/authority"
	"sayso/query"
)

// plan is a condition as the archive answers it. Whatever the index of words can answer by itself is one expression of the
// index; the rest are streams, joined here.
type plan struct {
	op query.Op // And, Or, Not; Word for everything that has no kids
	of []plan
	// One of these is set where op is Word.
	match  string                             // an expression of the index
	within *bounds64                          // statements published in a time
	fetch  func(bounds64, *planner) fetchFunc // anything else
	direct func(*planner) (stream, error)     // ids that are known
	prefix bool                               // match has a beginning of words, which is dear to start
}

type fetchFunc = func(below int64, n int) ([]int64, error)

// bounds64 are ids from (inclusive) and to (exclusive).
type bounds64 struct{ from, to int64 }

var unbounded = bounds64{0, math.MaxInt64}

func (b bounds64) and(c bounds64) bounds64 { return bounds64{max(b.from, c.from), min(b.to, c.to)} }

// planner makes plans and their streams within a transaction.
type planner struct {
	ctx   context.Context
	tx    *sql.Tx
	roles *roleNames
}

// plan translates a query. A nil query is a plan for everything.
func (p *planner) plan(n *query.Node) (plan, error) {
	if n == nil {
		return plan{op: query.Word, within: &bounds64{0, math.MaxInt64}}, nil
	}
	switch n.Op {
	case query.And, query.Or, query.Not:
		kids := make([]plan, len(n.Args))
		for i, arg := range n.Args {
			var err error
			if kids[i], err = p.plan(arg); err != nil {
				return plan{}, err
			}
		}
		return combine(n.Op, kids), nil
	case query.Word, query.Phrase:
		return wordPlan(n), nil
	}
	return p.field(n)
}

// combine joins plans, and makes one expression of those that the index can answer together.
func combine(op query.Op, kids []plan) plan {
	if op == query.Not {
		return plan{op: query.Not, of: kids}
	}
	var matches, not []string
	var rest []plan
	prefix := false
	for _, k := range kids {
		switch {
		case k.match != "":
			matches = append(matches, k.match)
		case op == query.And && k.op == query.Not && k.of[0].match != "":
			not = append(not, k.of[0].match)
			k = k.of[0]
		default:
			rest = append(rest, k)
			continue
		}
		prefix = prefix || k.prefix
	}
	between := " AND "
	if op == query.Or {
		between = " OR "
	}
	index := plan{op: query.Word, match: group(matches, between), prefix: prefix}
	if len(not) > 0 {
		if len(matches) > 0 {
			index.match = "(" + index.match + " NOT " + group(not, " OR ") + ")"
		} else {
			rest = append(rest, plan{op: query.Not, of: []plan{{op: query.Word, match: group(not, " OR "), prefix: prefix}}})
		}
	}
	if len(rest) == 0 {
		return index
	}
	if index.match != "" {
		rest = append([]plan{index}, rest...)
	}
	if len(rest) == 1 {
		return rest[0]
	}
	return plan{op: op, of: rest}
}

func group(list []string, between string) string {
	if len(list) == 1 {
		return list[0]
	}
	if len(list) == 0 {
		return ""
	}
	return "(" + strings.Join(list, between) + ")"
}

// wordPlan matches a word or phrase. It is a string of the index's language, inside which nothing has a meaning of its own.
func wordPlan(n *query.Node) plan {
	match := `{content source cue speaker} : "` + strings.ReplaceAll(clean(n.Text), `"`, " ") + `"`
	if n.Prefix {
		match += " *"
	}
	return plan{op: query.Word, match: match, prefix: n.Prefix}
}

// facetPlan matches terms of facets, all of which must be there.
func facetPlan(terms []string) plan {
	return plan{op: query.Word, match: `facets : ("` + strings.Join(terms, `" AND "`) + `")`}
}

func namePlan(name, facet string) plan {
	var terms []string
	for _, word := range nameWords(name) {
		terms = append(terms, word+facet)
	}
	if len(terms) == 0 {
		return nothing()
	}
	return facetPlan(terms)
}

func nothing() plan {
	return plan{op: query.Word, direct: func(*planner) (stream, error) { return &list{}, nil }}
}

func (p *planner) field(n *query.Node) (plan, error) {
	number, isNumber := n.Number()
	switch n.Field {
	case "kind":
		return facetPlan([]string{n.Text + facetKind}), nil
	case "mode":
		return facetPlan([]string{n.Text + facetMode}), nil
	case "is":
		if n.Text == "disputed" {
			return plan{op: query.Word, fetch: disputed}, nil
		}
		return facetPlan([]string{n.Text + facetFlag}), nil
	case "venue":
		return namePlan(n.Text, facetVenue), nil
	case "date":
		period, err := query.ParseDate(n.Text)
		if err != nil {
			return plan{}, err
		}
		b := bounds64{yearOneMoment.firstID(), math.MaxInt64} // nothing without a date
		if !period.Start.IsZero() {
			b.from = momentOf(period.Start).firstID()
		}
		if !period.End.IsZero() {
			b.to = momentOf(period.End).firstID()
		}
		return plan{op: query.Word, within: &b}, nil
	case "outlet":
		if n.Exact {
			// A query has apostrophes where the name has quotation marks.
			return p.exact(`SELECT id FROM outlets WHERE name = ?1 OR instr(?1, char(39)) > 0 AND ?1 = replace(replace(replace(replace(replace(replace(
				name, '"', char(39)), '“', char(39)), '”', char(39)), '„', char(39)), '«', char(39)), '»', char(39))`, n.Text, outletTerm)
		}
		return namePlan(n.Text, facetOutlet), nil
	case "role":
		return p.rolePlan(n.Text)
	case "speaker":
		switch {
		case isNumber:
			return p.people([]int64{number}, partSpeaker), nil
		case n.Exact:
			return p.exact("SELECT id FROM speakers WHERE name = ?", n.Text, speakerTerm)
		}
		return p.named(n.Text, facetName, partSpeaker)
	case "to":
		if isNumber {
			return p.people([]int64{number}, partAddressee), nil
		}
		return p.named(n.Text, facetAddressee, partAddressee)
	case "via":
		if isNumber {
			return p.people([]int64{number}, partVia), nil
		}
		return p.named(n.Text, facetVia, partVia)
	case "about":
		if isNumber {
			return p.people([]int64{number}, partAbout), nil
		}
		ids, err := p.entitiesNamed(n.Text, true)
		return p.people(ids, partAbout), err
	}
	return plan{}, fmt.Errorf("the archive does not know the field %q", n.Field)
}

// exact matches the terms of rows that have a name.
func (p *planner) exact(lookUp, name string, term func(int64) string) (plan, error) {
	ids, err := column[int64](p.tx.QueryContext(p.ctx, lookUp, name))
	if err != nil || len(ids) == 0 {
		return nothing(), err
	}
	var matches []string
	for _, id := range ids {
		matches = append(matches, `"`+term(id)+`"`)
	}
	return plan{op: query.Word, match: "facets : " + group(matches, " OR ")}, nil
}

// named matches who has a part in a statement by the words of the name there, and, wherever they are named otherwise, those
// whose whole name it is.
func (p *planner) named(name, facet string, part int) (plan, error) {
	words := namePlan(name, facet)
	ids, err := p.entitiesNamed(name, false)
	if err != nil || len(ids) == 0 {
		return words, err
	}
	return combine(query.Or, []plan{words, p.people(ids, part)}), nil
}

// maxNamesakes is how many of one name are looked for, those who are quoted most.
const maxNamesakes = 100

// entitiesNamed returns who has a name: as the whole name, or as an acronym; with parts, as the first or last name as well.
func (p *planner) entitiesNamed(name string, parts bool) ([]int64, error) {
	parsed, folded := authority.ParseName(name), authority.Fold(name)
	full, last := "", ""
	if parsed.Full() {
		full = parsed.Key()
	} else if parts {
		last = parsed.Last
	}
	return column[int64](p.tx.QueryContext(p.ctx, `SELECT e.id FROM entities e WHERE e.id IN (
		SELECT entity FROM entity_keys WHERE key = ?1 AND kind = 0 AND ?1 <> ''
		UNION SELECT entity FROM entity_keys WHERE key = ?2 AND kind IN (0, 4) AND ?2 <> ''
		UNION SELECT entity FROM entity_keys WHERE key = ?3 AND kind IN (1, 2, 3) AND ?3 <> '') ORDER BY e.statements DESC, e.id LIMIT ?4`,
		full, folded, last, maxNamesakes))
}

// people matches the statements in which one of some entities has a part.
func (p *planner) people(ids []int64, part int) plan {
	if len(ids) == 0 {
		return nothing()
	}
	kids := make([]plan, len(ids))
	for i, id := range ids {
		kids[i] = plan{op: query.Word, fetch: func(b bounds64, p *planner) fetchFunc {
			return func(below int64, n int) ([]int64, error) {
				return p.said(id, part, bounds64{b.from, min(below, b.to)}, n)
			}
		}}
	}
	return combine(query.Or, kids)
}

// streams makes the stream of a plan. What is outside of the bounds may be left out of it.
func (p *planner) stream(q plan, b bounds64) (stream, error) {
	switch q.op {
	case query.And:
		join := &both{}
		for _, k := range q.of {
			if k.within != nil {
				b = b.and(*k.within)
			}
		}
		for _, k := range q.of {
			if k.within != nil {
				continue
			}
			kid, out := k, false
			if out = k.op == query.Not; out {
				kid = k.of[0]
			}
			s, err := p.stream(kid, b)
			if err != nil {
				return nil, err
			}
			if out {
				join.out = append(join.out, s)
			} else {
				join.in = append(join.in, s)
			}
		}
		if len(join.in) == 0 {
			join.in = []stream{p.all(b)}
		}
		return join, nil
	case query.Or:
		join := &either{}
		for _, k := range q.of {
			s, err := p.stream(k, b)
			if err != nil {
				return nil, err
			}
			join.of = append(join.of, s)
		}
		return join, nil
	case query.Not:
		s, err := p.stream(q.of[0], b)
		return &both{in: []stream{p.all(b)}, out: []stream{s}}, err
	}
	switch {
	case q.within != nil:
		return p.all(b.and(*q.within)), nil
	case q.direct != nil:
		return q.direct(p)
	case q.fetch != nil:
		return &cursor{fetch: q.fetch(b, p)}, nil
	}
	c := &cursor{fetch: func(below int64, n int) ([]int64, error) {
		return p.ids(`SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?`,
			q.match, min(below, b.to), b.from, n)
	}}
	if q.prefix { // starting it anew costs more than reading on
		c.size, c.used = maxChunk, 1
	}
	return c, nil
}

// all gives every statement.
func (p *planner) all(b bounds64) stream {
	return &cursor{fetch: func(below int64, n int) ([]int64, error) {
		return p.ids(`SELECT statement FROM marks WHERE statement < ? AND statement >= ? ORDER BY statement DESC LIMIT ?`,
			min(below, b.to), b.from, n)
	}}
}

// ids reads a column of ids.
func (p *planner) ids(query string, args ...any) ([]int64, error) {
	return column[int64](p.tx.QueryContext(p.ctx, query, args...))
}

func disputed(b bounds64, p *planner) fetchFunc {
	return func(below int64, n int) ([]int64, error) {
		return p.ids(`SELECT DISTINCT statement FROM disputants WHERE statement > 0 AND statement < ? AND statement >= ? ORDER BY statement DESC LIMIT ?`,
			min(below, b.to), b.from, n)
	}
}

// said reads the statements in which an entity has a part, below a bound: those of its appearances, the latest first, to the
// end of a moment, as ids are in order from moment to moment only.
func (p *planner) said(entity int64, part int, b bounds64, n int) (ids []int64, err error) {
	if b.to <= b.from {
		return nil, nil
	}
	rows, err := p.tx.QueryContext(p.ctx, `SELECT x.moment, d.statement FROM appearances x CROSS JOIN said d ON d.appearance = x.id AND d.part = ?
		WHERE x.entity = ? AND x.moment <= ? AND x.moment >= ? ORDER BY x.moment DESC`, part, entity, (b.to-1)>>idBits, b.from>>idBits)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	start, last := 0, int64(-1) // where the present moment starts in ids
	for rows.Next() {
		var at, id int64
		if err := rows.Scan(&at, &id); err != nil {
			return nil, err
		}
		if at != last {
			ids = sortDown(ids, start)
			if len(ids) >= n {
				return ids, nil
			}
			start, last = len(ids), at
		}
		if id < b.to && id >= b.from {
			ids = append(ids, id)
		}
	}
	return sortDown(ids, start), rows.Err()
}

// manyHolders is from how many holders of a role on their statements are not looked for one by one.
const manyHolders = 64

// rolePlan matches what those said of whom any article says that they hold a role.
func (p *planner) rolePlan(role string) (plan, error) {
	words := strings.Fields(authority.Fold(role))
	former := len(words) > 1 && words[0] == "former"
	if former {
		words = words[1:]
	}
	roles, err := p.roles.with(p.ctx, p.tx, words)
	if err != nil || len(roles) == 0 {
		return nothing(), err
	}
	encoded, err := json.Marshal(roles)
	if err != nil {
		return plan{}, err
	}
	ids, err := p.ids(`SELECT DISTINCT x.entity FROM json_each(?) j CROSS JOIN roles r ON r.role = j.value AND r.former = ?
		JOIN appearances x ON x.id = r.appearance ORDER BY x.entity`, string(encoded), former)
	if err != nil {
		return plan{}, err
	}
	if len(ids) <= manyHolders {
		return p.people(ids, partSpeaker), nil
	}
	if encoded, err = json.Marshal(ids); err != nil {
		return plan{}, err
	}
	holders := string(encoded)
	return plan{op: query.Word, fetch: func(b bounds64, p *planner) fetchFunc {
		return func(below int64, n int) ([]int64, error) {
			return p.ids(`SELECT m.statement FROM marks m CROSS JOIN appearances x ON x.id = m.appearance
				WHERE m.statement < ? AND m.statement >= ? AND x.entity IN (SELECT value FROM json_each(?)) ORDER BY m.statement DESC LIMIT ?`,
				min(below, b.to), b.from, holders, n)
		}
	}}, nil
}
