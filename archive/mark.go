package archive

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Mark is a place in a list: behind the row it names. Lists are ordered by what a row never changes, so that a list that
// is asked for page by page has every row once, whatever is added meanwhile; a row that goes in before the mark is not
// seen any more. The zero Mark is the start.
type Mark struct {
	// Row is the row's number, Moment its place in time where the list is ordered by that first, and Class what comes
	// before time.
	Row, Moment, Class int64
}

// String writes a mark as a word for addresses, "" for the start.
func (m Mark) String() string {
	if m == (Mark{}) {
		return ""
	}
	b := binary.AppendVarint(nil, m.Row)
	b = binary.AppendVarint(b, m.Moment)
	b = binary.AppendVarint(b, m.Class)
	return base64.RawURLEncoding.EncodeToString(b)
}

// ParseMark reads what String has written.
func ParseMark(word string) (Mark, error) {
	var m Mark
	b, err := base64.RawURLEncoding.DecodeString(word)
	if err != nil || len(b) > 3*binary.MaxVarintLen64 {
		return m, errors.New("this is no mark of a place in a list")
	}
	for _, part := range []*int64{&m.Row, &m.Moment, &m.Class} {
		n, size := binary.Varint(b)
		if size <= 0 && len(word) > 0 {
			return Mark{}, errors.New("this is no mark of a place in a list")
		}
		*part, b = n, b[max(0, size):]
	}
	if len(b) > 0 {
		return Mark{}, errors.New("this is no mark of a place in a list")
	}
	return m, nil
}

// FindPast is Find for lists that are read page by page: it returns the hits behind past, and the mark of the last one,
// zero where the list ends. By relevance a mark is a count, since what is added changes the order: there a hit can come
// twice or never while articles are added. q.Offset does not count.
func (a *Archive) FindPast(ctx context.Context, q Query, past Mark) (Found, Mark, error) {
	var found Found
	var next Mark
	if past.Row < 0 || past.Row > math.MaxInt32 && q.Order == Relevance {
		return found, next, &QueryError{Field: "cursor", Value: past.String(), Want: "want what the page before gave"}
	}
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	// One more than is wanted tells whether there are more.
	q.Offset, q.Limit = 0, limit+1
	if past == (Mark{}) || q.Order == Relevance {
		q.Offset = int(past.Row)
		var err error
		if found, err = a.find(ctx, q); err != nil {
			return Found{}, next, a.wrap("find", err)
		}
	} else if err := a.findBelow(ctx, q, past.Row, &found); err != nil {
		return Found{}, next, a.wrap("find", err)
	}
	if len(found.Hits) > limit {
		found.Hits = found.Hits[:limit]
		if next.Row = found.Hits[limit-1].id; q.Order == Relevance {
			next.Row = int64(q.Offset + limit)
		}
	}
	return found, next, nil
}

// findBelow finds the newest statements whose number is below row. What it counts is the whole list.
func (a *Archive) findBelow(ctx context.Context, q Query, row int64, found *Found) error {
	if err := q.check(); err != nil {
		return err
	}
	return a.read(ctx, func(tx *sql.Tx) error {
		m, p := newMatcher(q.Where), a.planner(ctx, tx)
		whole := &result{q: q, m: m, p: p}
		if err := whole.collect(q.Limit); err != nil {
			return err
		}
		if err := whole.count(found); err != nil {
			return err
		}
		if found.AtLeast {
			found.Total = max(round(found.Total), q.Limit)
		}
		rest := &result{q: q, m: m, p: p}
		if err := rest.collect(0); err != nil {
			return err
		}
		rest.below = row
		if err := rest.collect(q.Limit); err != nil {
			return err
		}
		return p.hits(rest.ids, m, func(hit Hit) error {
			found.Hits = append(found.Hits, hit)
			if q.Chains {
				return chainOf(ctx, tx, &found.Hits[len(found.Hits)-1])
			}
			return nil
		})
	})
}

// behind is the condition that a row comes behind a mark in a list by class and moment, the highest first, and number.
// The arguments are the parameters' numbers.
func behind(class, moment, row string, mark Mark, args *[]any) string {
	if mark == (Mark{}) {
		return "1"
	}
	n := len(*args)
	*args = append(*args, mark.Class, mark.Moment, mark.Row)
	return fmt.Sprintf("(%s < ?%d OR %s = ?%d AND (%s < ?%d OR %s = ?%d AND %s > ?%d))", class, n+1, class, n+1, moment, n+2, moment, n+2, row, n+3)
}
