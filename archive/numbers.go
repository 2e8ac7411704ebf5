package archive

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"sync"
	"time"

	"sayso"
)

// NumbersQuery restricts what is counted. Empty fields do not.
type NumbersQuery struct {
	// Outlet is the whole name of an outlet.
	Outlet string
	// Period is a year or a month: "2031", "2031-03".
	Period string
}

// Measures are what is counted of statements.
type Measures struct {
	Articles   int `json:"articles"`
	Statements int `json:"statements"`
	// Direct, Mixed and Indirect are their kinds; together they are Statements.
	Direct   int `json:"direct"`
	Mixed    int `json:"mixed"`
	Indirect int `json:"indirect"`
	// People and Organisations are statements of named ones; Unnamed those of "two officials"; Writer those of the
	// article's own I or we; Nobody those without a source. Together they are Statements.
	People        int `json:"people"`
	Organisations int `json:"organisations"`
	Unnamed       int `json:"unnamed"`
	Writer        int `json:"writer"`
	Nobody        int `json:"nobody"`
	// Female and Male are statements of people of whom most articles give evidence of that gender.
	Female int `json:"female"`
	Male   int `json:"male"`
}

func (m *Measures) add(o Measures) {
	m.Articles += o.Articles
	m.Statements += o.Statements
	m.Direct += o.Direct
	m.Mixed += o.Mixed
	m.Indirect += o.Indirect
	m.People += o.People
	m.Organisations += o.Organisations
	m.Unnamed += o.Unnamed
	m.Writer += o.Writer
	m.Nobody += o.Nobody
	m.Female += o.Female
	m.Male += o.Male
}

// Named are the statements of named people and organisations.
func (m Measures) Named() int { return m.People + m.Organisations }

// Measured is a name, an outlet's or a month's, with its measures.
type Measured struct {
	Name string `json:"name"`
	Measures
}

// Numbers say who is quoted how often, where, when and how.
type Numbers struct {
	Total Measures `json:"total"`
	// Speakers are those quoted most, at most 50.
	Speakers []EntityCount `json:"speakers"`
	// Outlets come by statements, the most first; Months in order of time, undated articles last as "".
	Outlets []Measured `json:"outlets"`
	Months  []Measured `json:"months"`
	// At is when this was counted: numbers of a large archive that grows are counted anew every minute, not at every look.
	At time.Time `json:"at"`
}

// numbersSpeakers is how many speakers numbers name.
const numbersSpeakers = 50

// cube holds measures by outlet and month, and who is quoted most by outlet, by month and by year.
type cube struct {
	at       time.Time
	totals   [2]int64
	cells    map[cell]Measures
	outlets  map[int64]string
	speakers map[string][]EntityCount // by "" for all, "outlet/" and the name, a year or a month
}

type cell struct {
	outlet int64
	month  string
}

// cubes keeps the last count.
type cubes struct {
	mu   sync.Mutex
	last *cube
}

// How long a count is good for where nothing was added since, and where something was.
const (
	cubeGood  = 5 * time.Minute
	cubeStale = time.Minute
)

// Numbers counts.
func (a *Archive) Numbers(ctx context.Context, q NumbersQuery) (Numbers, error) {
	var n Numbers
	if q.Period != "" {
		if _, _, ok := period(q.Period); !ok || len(q.Period) > 7 {
			return n, &QueryError{Field: "period", Value: q.Period, Want: "a year or a month: 2031 or 2031-03"}
		}
	}
	c, err := a.count(ctx)
	if err != nil {
		return n, a.wrap("count", err)
	}
	n.At = c.at
	outlets, months := map[string]*Measures{}, map[string]*Measures{}
	add := func(to map[string]*Measures, name string, m Measures) {
		if to[name] == nil {
			to[name] = &Measures{}
		}
		to[name].add(m)
	}
	for at, m := range c.cells {
		name := c.outlets[at.outlet]
		if q.Outlet != "" && name != q.Outlet || !strings.HasPrefix(at.month, q.Period) {
			continue
		}
		n.Total.add(m)
		add(outlets, name, m)
		add(months, at.month, m)
	}
	list := func(from map[string]*Measures, order func(x, y Measured) int) []Measured {
		out := make([]Measured, 0, len(from))
		for name, m := range from {
			out = append(out, Measured{name, *m})
		}
		slices.SortFunc(out, order)
		return out
	}
	n.Outlets = list(outlets, func(x, y Measured) int {
		return cmp.Or(cmp.Compare(y.Statements, x.Statements), cmp.Compare(x.Name, y.Name))
	})
	n.Months = list(months, func(x, y Measured) int {
		if (x.Name == "") != (y.Name == "") {
			return cmp.Compare(y.Name, x.Name)
		}
		return cmp.Compare(x.Name, y.Name)
	})
	switch {
	case q.Outlet != "" && q.Period != "":
		n.Speakers, err = a.speakersIn(ctx, q)
	case q.Outlet != "":
		n.Speakers = c.speakers["outlet/"+q.Outlet]
	default:
		n.Speakers = c.speakers[q.Period]
	}
	return n, a.wrap("count", err)
}

// count returns the cube, counting if the last one is too old.
func (a *Archive) count(ctx context.Context) (*cube, error) {
	a.cubes.mu.Lock()
	defer a.cubes.mu.Unlock()
	var totals [2]int64
	if err := a.readers.QueryRowContext(ctx, "SELECT articles, statements FROM totals").Scan(&totals[0], &totals[1]); err != nil {
		return nil, err
	}
	if last := a.cubes.last; last != nil {
		age := time.Since(last.at)
		// A small archive is counted in no time: always show it as it is.
		if last.totals == totals && age < cubeGood || age < cubeStale && totals[1] > 20_000 {
			return last, nil
		}
	}
	c := &cube{at: time.Now(), totals: totals, cells: map[cell]Measures{}, outlets: map[int64]string{}, speakers: map[string][]EntityCount{}}
	if err := a.read(ctx, func(tx *sql.Tx) error { return c.fill(ctx, tx) }); err != nil {
		return nil, err
	}
	a.cubes.last = c
	return c, nil
}

// fill goes once over the indices of articles, statements, voices and appearances: no row with words in it is read.
func (c *cube) fill(ctx context.Context, tx *sql.Tx) error {
	cells := map[cell]*Measures{}
	months := map[moment]string{0: ""} // by day
	monthOf := func(at moment) string {
		if at == 0 {
			return ""
		}
		day := (at - 1) / (24 * 60)
		name, ok := months[day+1]
		if !ok {
			name = at.month()
			months[day+1] = name
		}
		return name
	}
	at := func(outlet int64, month string) *Measures {
		k := cell{outlet, month}
		if cells[k] == nil {
			cells[k] = &Measures{}
		}
		return cells[k]
	}
	articles := map[int64]cell{}
	var id, outlet, entity int64
	var when moment
	var n int
	var kind string
	scan := func(query string, f func(), to ...any) error {
		rows, err := tx.QueryContext(ctx, query)
		return eachRow(rows, err, func(row *sql.Rows) error {
			err := row.Scan(to...)
			f()
			return err
		})
	}
	if err := scan("SELECT id, name FROM outlets", func() { c.outlets[id] = kind }, &id, &kind); err != nil {
		return err
	}
	if err := scan("SELECT id, coalesce(outlet, 0), moment, statements FROM articles", func() {
		articles[id] = cell{outlet, monthOf(when)}
		m := at(outlet, articles[id].month)
		m.Articles++
		m.Statements += n
		m.Nobody += n // until a voice is found
	}, &id, &outlet, &when, &n); err != nil {
		return err
	}
	if err := scan("SELECT article, kind, count(*) FROM statements s GROUP BY article, kind", func() {
		m := at(articles[id].outlet, articles[id].month)
		switch sayso.Kind(kind) {
		case sayso.Direct:
			m.Direct += n
		case sayso.Mixed:
			m.Mixed += n
		default:
			m.Indirect += n
		}
	}, &id, &kind, &n); err != nil {
		return err
	}
	types := map[int64]string{}
	if err := scan("SELECT id, type FROM speakers", func() { types[id] = kind }, &id, &kind); err != nil {
		return err
	}
	if err := scan("SELECT speaker, coalesce(outlet, 0), moment, statements FROM voices INDEXED BY voices_by_speaker", func() {
		m := at(outlet, monthOf(when))
		switch sayso.SpeakerType(types[id]) {
		case sayso.SpeakerPerson:
			m.People += n
		case sayso.SpeakerOrganisation:
			m.Organisations += n
		case sayso.SpeakerUnnamed:
			m.Unnamed += n
		case sayso.SpeakerWriter:
			m.Writer += n
		default:
			return
		}
		m.Nobody -= n
	}, &id, &outlet, &when, &n); err != nil {
		return err
	}
	genders := map[int64]int{}
	if err := scan("SELECT id, female - male FROM entities WHERE female <> male AND type = 'person' AND statements > 0", func() { genders[entity] = n }, &entity, &n); err != nil {
		return err
	}
	by := map[string]map[int64]int{}
	quoted := func(in string) {
		if by[in] == nil {
			by[in] = map[int64]int{}
		}
		by[in][entity] += n
	}
	if err := scan("SELECT entity, article, statements FROM appearances INDEXED BY appearances_over_time WHERE statements > 0", func() {
		in := articles[id]
		m := at(in.outlet, in.month)
		if g := genders[entity]; g > 0 {
			m.Female += n
		} else if g < 0 {
			m.Male += n
		}
		quoted("")
		quoted("outlet/" + c.outlets[in.outlet])
		if in.month != "" {
			quoted(in.month)
			quoted(in.month[:4])
		}
	}, &entity, &id, &n); err != nil {
		return err
	}
	for k, m := range cells {
		c.cells[k] = *m
	}
	for in, counts := range by {
		most, err := mostOf(ctx, tx, counts)
		if err != nil {
			return err
		}
		c.speakers[in] = most
	}
	return nil
}

// mostOf names those with the highest counts.
func mostOf(ctx context.Context, tx *sql.Tx, counts map[int64]int) ([]EntityCount, error) {
	list := make([]EntityCount, 0, len(counts))
	for id, n := range counts {
		list = append(list, EntityCount{ID: id, N: n})
	}
	slices.SortFunc(list, func(x, y EntityCount) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.ID, y.ID)) })
	list = slices.Clip(list[:min(len(list), numbersSpeakers)])
	for i := range list {
		if err := scanIf(tx.QueryRowContext(ctx, "SELECT name FROM entities WHERE id = ?", list[i].ID), &list[i].Name); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// speakersIn counts the speakers of one outlet in one period.
func (a *Archive) speakersIn(ctx context.Context, q NumbersQuery) (list []EntityCount, err error) {
	start, end, _ := period(q.Period)
	err = a.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT x.entity, sum(x.statements) FROM outlets o CROSS JOIN articles a ON a.outlet = o.id AND a.moment >= ? AND a.moment < ?
			CROSS JOIN appearances x ON x.article = a.id WHERE o.name = ? AND x.statements > 0 GROUP BY x.entity`, int64(momentOf(start)), int64(momentOf(end)), q.Outlet)
		counts := map[int64]int{}
		err = eachRow(rows, err, func(row *sql.Rows) error {
			var id int64
			var n int
			err := row.Scan(&id, &n)
			counts[id] = n
			return err
		})
		if err != nil {
			return err
		}
		list, err = mostOf(ctx, tx, counts)
		return err
	})
	return list, err
}

// Gendered returns statements of people of whom most articles give evidence of a gender, "female" or "male", the newest
// first. more is true where there are more behind them.
func (a *Archive) Gendered(ctx context.Context, gender string, q NumbersQuery, limit, offset int) (hits []Hit, more bool, err error) {
	from, to := moment(0), moment(1)<<38
	if q.Period != "" {
		start, end, ok := period(q.Period)
		if !ok {
			return nil, false, &QueryError{Field: "period", Value: q.Period, Want: "a year or a month: 2031 or 2031-03"}
		}
		from, to = momentOf(start), momentOf(end)
	}
	sign := 1
	switch gender {
	case "male":
		sign = -1
	case "female":
	default:
		return nil, false, &QueryError{Field: "gender", Value: gender, Want: "female or male"}
	}
	err = a.read(ctx, func(tx *sql.Tx) error {
		articles, args := "articles a INDEXED BY articles_by_moment", []any{int64(from), int64(to), sign, limit + 1, max(0, offset)}
		where := ""
		if q.Outlet != "" {
			articles, where, args = "articles a INDEXED BY articles_by_outlet", " AND a.outlet = (SELECT id FROM outlets WHERE name = ?6)", append(args, q.Outlet)
		}
		ids, err := column[int64](tx.QueryContext(ctx, `SELECT d.statement FROM `+articles+` CROSS JOIN appearances x ON x.article = a.id AND x.statements > 0 AND x.type = 'person'
			CROSS JOIN entities e ON e.id = x.entity CROSS JOIN said d ON d.appearance = x.id AND d.part = 0
			WHERE a.moment >= ?1 AND a.moment < ?2 AND (e.female - e.male) * ?3 > 0`+where+` ORDER BY a.moment DESC, d.statement DESC LIMIT ?4 OFFSET ?5`, args...))
		if err != nil {
			return err
		}
		ids, more = cut(ids, limit)
		hits, err = hitsByID(ctx, tx, ids)
		return err
	})
	return hits, more, a.wrap("look up", err)
}
