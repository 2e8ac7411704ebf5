package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"sayso/query"
)

// Ranking and counting take time with every match; both stop somewhere, so that a query takes a fraction of a second in
// an archive of any size. What is on a page never depends on it. (Variables for the tests.)
var (
	// rankedAtMost is how many matches, the newest, are put in the order of their relevance.
	rankedAtMost = 500
	// countedAtMost is where Found.Total stops, and countingTime how long is counted beyond what is on the page. Some
	// expressions of the index cost much and find little; only the clock tells them.
	countedAtMost = 10_000
	countingTime  = 8 * time.Millisecond
	// samplingTime is how long more is looked for to make facets of.
	samplingTime = 10 * time.Millisecond
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
	if asksAside(q.Where) {
		return a.findAside(ctx, q)
	}
	limit := limitOf(q.Limit)
	err = a.read(ctx, func(tx *sql.Tx) error {
		m := newMatcher(q.Where)
		p := a.planner(ctx, tx)
		r := &result{q: q, m: m, p: p}
		if r.wanted = math.MaxInt; limit >= 0 && q.Offset < math.MaxInt-limit {
			r.wanted = q.Offset + limit
		}
		ranked := q.Order == Relevance && len(m.terms) > 0
		wanted := r.wanted
		if ranked {
			wanted = max(wanted, rankedAtMost)
		}
		if err := r.collect(wanted); err != nil {
			return err
		}
		if q.Facets && r.more {
			if err := r.within(samplingTime, func() error { return r.collect(facetsAtMost) }); err != nil {
				return err
			}
		}
		if err := r.count(&found); err != nil {
			return err
		}
		if q.Facets {
			if found.Facets, err = p.facets(r.ids, found); err != nil {
				return err
			}
		}
		if ranked {
			if err := r.rank(); err != nil {
				return err
			}
		}
		page := r.ids[min(q.Offset, len(r.ids)):min(r.wanted, len(r.ids))]
		if err := p.hits(page, m, func(hit Hit) error {
			found.Hits = append(found.Hits, hit)
			return nil
		}); err != nil || !q.Chains {
			return err
		}
		for i := range found.Hits {
			if err := chainOf(ctx, tx, &found.Hits[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if found.AtLeast {
		found.Total = max(round(found.Total), q.Offset+len(found.Hits))
	}
	return found, err
}

// round takes all figures of a number but the first down to zero: where counting stopped says little more.
func round(n int) int {
	unit := 1
	for n/unit >= 10 {
		unit *= 10
	}
	return n / unit * unit
}

// Each calls f for every hit of q in order, ignoring Limit and Offset, and stops at its first error, which it returns
// as it is. The hits are read as they come: memory does not grow with their number. f may use the archive.
func (a *Archive) Each(ctx context.Context, q Query, f func(Hit) error) error {
	if err := q.check(); err != nil {
		return err
	}
	if asksAside(q.Where) {
		return a.eachAside(ctx, q, f)
	}
	var own error
	err := a.read(ctx, func(tx *sql.Tx) error {
		r := &result{q: q, m: newMatcher(q.Where), p: a.planner(ctx, tx)}
		for first := true; ; first = false {
			if err := r.collect(rankedAtMost); err != nil {
				return err
			}
			if first && q.Order == Relevance && len(r.m.terms) > 0 { // what follows is not ranked
				if err := r.rank(); err != nil {
					return err
				}
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
			if !r.more {
				return nil
			}
			r.ids = r.ids[:0]
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

// result is what a query has found so far.
type result struct {
	q      Query
	m      *matcher
	p      *planner
	plan   plan
	stream stream
	// wanted is where the page ends, among all that is found.
	wanted int
	// ids are what was read of the stream, below the last of them is what was not; more is true if there may be more.
	ids   []int64
	below int64
	more  bool
}

// collect reads on until there are so many ids, or no more.
func (r *result) collect(n int) (err error) {
	if r.stream == nil {
		if r.plan, err = r.p.plan(r.q.Where); err != nil {
			return err
		}
		if r.stream, err = r.p.stream(r.plan, unbounded); err != nil {
			return err
		}
		r.below, r.more = math.MaxInt64, true
	}
	for r.more && len(r.ids) < n {
		id, err := r.stream.next(r.below)
		if err != nil {
			return err
		}
		if r.more = id != none; r.more {
			r.ids, r.below = append(r.ids, id), id
		}
	}
	return nil
}

// within lets f read for some time. That the time is over is no error.
func (r *result) within(limit time.Duration, f func() error) error {
	whole := r.p.ctx
	var stop context.CancelFunc
	r.p.ctx, stop = context.WithTimeout(whole, limit)
	err := f()
	over := r.p.ctx.Err() != nil && whole.Err() == nil
	stop()
	r.p.ctx = whole
	if over {
		return nil
	}
	return err
}

// count tells how many statements match in all.
func (r *result) count(found *Found) (err error) {
	found.Total, found.AtLeast = len(r.ids), r.more
	if !r.more {
		return nil
	}
	if b := r.plan.within; b != nil { // counted already, or by articles
		found.AtLeast = false
		if *b == unbounded {
			return r.p.tx.QueryRowContext(r.p.ctx, "SELECT statements FROM totals").Scan(&found.Total)
		}
		return r.p.tx.QueryRowContext(r.p.ctx, "SELECT coalesce(sum(statements), 0) FROM articles WHERE moment >= ? AND moment < ?",
			b.from>>idBits, b.to>>idBits).Scan(&found.Total)
	}
	if found.Total >= countedAtMost {
		found.Total = countedAtMost
		return nil
	}
	return r.within(countingTime, func() error {
		if r.plan.match != "" {
			return r.countMatches(found)
		}
		for found.Total < countedAtMost {
			id, err := r.stream.next(r.below)
			if err != nil {
				return err
			}
			if id == none {
				found.AtLeast = false
				return nil
			}
			found.Total++
			r.below = id
		}
		id, err := r.stream.next(r.below)
		found.AtLeast = id != none
		return err
	})
}

// countMatches counts on where the index alone answers, by chunks of growing size without looking at each match.
func (r *result) countMatches(found *Found) error {
	for size := 1000; ; size *= 4 {
		size = min(size, countedAtMost+1-found.Total)
		var n int
		var lowest int64
		err := r.p.tx.QueryRowContext(r.p.ctx, `SELECT count(*), coalesce(min(rowid), 0) FROM
			(SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)`, r.plan.match, r.below, size).Scan(&n, &lowest)
		if err != nil {
			return err
		}
		if found.Total += n; found.Total > countedAtMost {
			found.Total = countedAtMost
			return nil
		}
		if n < size {
			found.AtLeast = false
			return nil
		}
		r.below = lowest
	}
}

// rank puts the newest of the ids in the order of relevance.
func (r *result) rank() error {
	first := r.ids[:min(rankedAtMost, len(r.ids))]
	list := make([]candidate, 0, len(first))
	// Candidates of one article stand in a row: its text is read and unpacked once for all of them.
	rows, err := r.p.tx.QueryContext(r.p.ctx, `SELECT id, article, packed, name, iif(article = lag(article) OVER (ORDER BY key), NULL, (SELECT t.text FROM article_texts t WHERE t.article = c.article))
		FROM (SELECT j.key AS key, s.id AS id, s.article AS article, s.packed AS packed, coalesce(p.name, '') AS name FROM json_each(?) j
			CROSS JOIN statement_rows s ON s.id = j.value LEFT JOIN voices v ON v.id = s.voice LEFT JOIN speakers p ON p.id = v.speaker) c ORDER BY key`, idList(first))
	if err != nil {
		return err
	}
	defer rows.Close()
	text := ""
	for rows.Next() {
		var id, article int64
		var packed, packedText sql.RawBytes
		var speaker string
		if err := rows.Scan(&id, &article, &packed, &speaker, &packedText); err != nil {
			return err
		}
		if packedText != nil {
			if text, err = unpack(packedText); err != nil {
				return fmt.Errorf("text of article %d: %w", article, err)
			}
		}
		words, err := wordsOf(packed, text)
		if err != nil {
			return fmt.Errorf("statement %d: %w", id, err)
		}
		list = append(list, r.m.weigh(id, words[2], words[0], words[1], speaker))
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
