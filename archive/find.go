package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"

	"sayso/query"
)

// defaultLimit is how many hits Find returns if the query does not say.
const defaultLimit = 50

// Ranking and counting take time with every match; both stop somewhere, so that a query takes a fraction of a second in
// an archive of any size. (Variables for the tests.)
var (
	// rankedAtMost is how many matches, the newest, are put in the order of their relevance.
	rankedAtMost = 2_000
	// countedAtMost is where Found.Total stops, and countingWork how many rows are read for it at most beyond what the page
	// needed.
	countedAtMost = 10_000
	countingWork  = 40_000
)

// Find returns the statements that match q. Hits, Total and Facets are of the same moment, whatever is added meanwhile. An
// order or offset that cannot be meant is a *QueryError.
func (a *Archive) Find(ctx context.Context, q Query) (Found, error) {
	found, err := a.find(ctx, q)
	return found, a.wrap("find", err)
}

func (q Query) check() error {
	if q.Order != "" && q.Order != Newest && q.Order != Relevance {
		return &QueryError{Field: "order", Value: string(q.Order), Want: "want one of newest, relevance"}
	}
	if q.Offset < 0 {
		return &QueryError{Field: "offset", Value: fmt.Sprint(q.Offset), Want: "0 or more"}
	}
	return nil
}

func (a *Archive) find(ctx context.Context, q Query) (found Found, err error) {
	if err := q.check(); err != nil {
		return found, err
	}
	limit := q.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	err = a.read(ctx, func(tx *sql.Tx) error {
		m := newMatcher(q.Where)
		p := a.planner(ctx, tx)
		r := &result{search: &search{q: q, m: m, p: p}, most: math.MaxInt}
		if limit >= 0 && q.Offset < math.MaxInt-limit {
			r.most = q.Offset + limit
		}
		if err := r.collect(); err != nil {
			return err
		}
		found.Total, found.AtLeast = len(r.ids), r.more
		if err := r.exact(&found); err != nil {
			return err
		}
		if q.Facets {
			if found.Facets, err = p.facets(r.ids, found); err != nil {
				return err
			}
		}
		if err := r.rank(); err != nil {
			return err
		}
		page := r.ids[min(q.Offset, len(r.ids)):min(r.most, len(r.ids))]
		return p.hits(page, m, func(hit Hit) error {
			found.Hits = append(found.Hits, hit)
			return nil
		})
	})
	return found, err
}

// Each calls f for every hit of q in order, ignoring Limit and Offset, and stops at its first error, which it returns
// as it is. The hits are read as they come: memory does not grow with their number. f may use the archive.
func (a *Archive) Each(ctx context.Context, q Query, f func(Hit) error) error {
	if err := q.check(); err != nil {
		return err
	}
	var own error
	err := a.read(ctx, func(tx *sql.Tx) error {
		r := &result{search: &search{q: q, m: newMatcher(q.Where), p: a.planner(ctx, tx)}, most: rankedAtMost, pageOnly: true}
		for {
			if err := r.collect(); err != nil {
				return err
			}
			more := r.more
			if err := r.rank(); err != nil {
				return err
			}
			for page := range slices.Chunk(r.ids, 200) {
				err := r.p.hits(page, r.m, func(hit Hit) error {
					own = f(hit)
					return own
				})
				if err != nil {
					return err
				}
			}
			if !more {
				return nil
			}
			r.ids, r.ranked = r.ids[:0], true // what follows is not ranked
		}
	})
	if own != nil {
		return own
	}
	return a.wrap("find", err)
}

// read runs f on the archive as it is now.
func (a *Archive) read(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := a.readers.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = f(tx)
	// A context that ends takes the transaction with it.
	if end := tx.Rollback(); err == nil && !errors.Is(end, sql.ErrTxDone) {
		err = end
	}
	return err
}

func (a *Archive) planner(ctx context.Context, tx *sql.Tx) *planner {
	return &planner{ctx: ctx, tx: tx, roles: &a.roles}
}

// search is a query on its way.
type search struct {
	q      Query
	m      *matcher
	p      *planner
	plan   plan
	stream stream
	below  int64 // of the ids that are not read yet
}

// result is what a search has found so far.
type result struct {
	*search
	// most is how many statements are wanted; those beyond are only counted, unless pageOnly is set.
	most     int
	pageOnly bool
	ids      []int64
	// more is true where there are more, or may be.
	more   bool
	ranked bool
}

// collect reads ids: those that are wanted, then on to the bounds of counting.
func (r *result) collect() (err error) {
	if r.stream == nil {
		if r.plan, err = r.p.plan(r.q.Where); err != nil {
			return err
		}
		if r.stream, err = r.p.stream(r.plan, unbounded); err != nil {
			return err
		}
		r.below = math.MaxInt64
	}
	r.more = false
	wanted, count := r.most, countedAtMost
	if r.pageOnly {
		count = 0
	}
	if r.q.Order == Relevance && len(r.m.terms) > 0 {
		wanted = max(wanted, rankedAtMost)
	}
	if r.plan.within != nil { // counted otherwise
		count = 0
	}
	if r.q.Facets {
		wanted = max(wanted, facetsAtMost)
	}
	enough := -1 // the work at which counting ends
	for {
		id, err := r.stream.next(r.below)
		if id == none || err != nil {
			return err
		}
		if n := len(r.ids); n >= wanted {
			if enough < 0 {
				enough = r.p.work.rows + countingWork
			}
			if n >= count || r.p.work.rows >= enough {
				r.more = true
				return nil
			}
		}
		r.ids, r.below = append(r.ids, id), id
	}
}

// exact counts what is counted without looking at every statement.
func (r *result) exact(found *Found) (err error) {
	if r.plan.within == nil || !r.more {
		return nil
	}
	b := *r.plan.within
	if b == unbounded {
		err = r.p.tx.QueryRowContext(r.p.ctx, "SELECT statements FROM totals").Scan(&found.Total)
	} else {
		err = r.p.tx.QueryRowContext(r.p.ctx, "SELECT coalesce(sum(statements), 0) FROM articles WHERE moment >= ? AND moment < ?",
			b.from>>idBits, b.to>>idBits).Scan(&found.Total)
	}
	found.AtLeast = false
	return err
}

// rank puts the newest of the ids in the order of relevance, if that is asked for.
func (r *result) rank() error {
	if r.ranked || r.q.Order != Relevance || len(r.m.terms) == 0 {
		return nil
	}
	r.ranked = true
	first := r.ids[:min(rankedAtMost, len(r.ids))]
	list := make([]candidate, 0, len(first))
	rows, err := r.p.tx.QueryContext(r.p.ctx, `SELECT s.id, s.content, s.source, s.cue, coalesce(p.name, '') FROM json_each(?) j
		CROSS JOIN statements s ON s.id = j.value LEFT JOIN voices v ON v.id = s.voice LEFT JOIN speakers p ON p.id = v.speaker`, idList(first))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var content, source, cue, speaker string
		if err := rows.Scan(&id, &content, &source, &cue, &speaker); err != nil {
			return err
		}
		list = append(list, r.m.weigh(id, content, source, cue, speaker))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rank(list)
	for i, c := range list {
		first[i] = c.id
	}
	return nil
}

// Matches reports which of some statements, by their rows, match a query.
func (p *planner) matches(where *query.Node, ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	plan, err := p.plan(where)
	if err != nil {
		return nil, err
	}
	s, err := p.stream(plan, bounds64{ids[len(ids)-1], ids[0] + 1})
	if err != nil {
		return nil, err
	}
	join := &both{in: []stream{&list{ids: ids}, s}}
	var found []int64
	for below := ids[0] + 1; ; {
		id, err := join.next(below)
		if id == none || err != nil {
			return found, err
		}
		found, below = append(found, id), id
	}
}
