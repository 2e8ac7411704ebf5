package archive

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"sayso/authority"
	"sayso/query"
)

// Statements that were put aside are in no index: there are few of them. A query asks for them by "is:rejected" or
// "is:hidden", as one of the conditions that must hold; the other conditions are held against each.

// asksAside reports whether a query asks for statements that were put aside.
func asksAside(where *query.Node) bool {
	return slices.ContainsFunc(where.Conditions(), func(n *query.Node) bool {
		return n.Op == query.Is && n.Field == "is" && (n.Text == "rejected" || n.Text == "hidden")
	})
}

// eachAside calls f for the statements that were put aside and match, the newest first.
func (a *Archive) eachAside(ctx context.Context, q Query, f func(Hit) error) error {
	var own error
	err := a.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT s.statement, s.source, s.cue, s.content, a.key, a.published, a.name, a.title, a.author, a.url,
			a.language, a.path, coalesce(o.name, ''), s.id, 0, s.article, s.hidden
			FROM aside s JOIN articles a ON a.id = s.article LEFT JOIN outlets o ON o.id = a.outlet ORDER BY a.moment DESC, s.article, s.id DESC`)
		if err != nil {
			return err
		}
		defer rows.Close()
		marks := newMatcher(q.Where)
		for rows.Next() {
			x := asideHit{}
			if x.Hit, err = scanHit(rows, &x.hidden); err != nil {
				return err
			}
			is, err := x.matches(q.Where)
			if err != nil {
				return err
			}
			if is {
				x.Marks = marks.marks(x.Content)
				if own = f(x.Hit); own != nil {
					return own
				}
			}
		}
		return rows.Err()
	})
	if own != nil {
		return own
	}
	return a.wrap("find", err)
}

// findAside answers a query for statements that were put aside.
func (a *Archive) findAside(ctx context.Context, q Query) (found Found, err error) {
	limit := limitOf(q.Limit)
	err = a.eachAside(ctx, q, func(hit Hit) error {
		if found.Total >= q.Offset && (limit < 0 || found.Total < q.Offset+limit) {
			found.Hits = append(found.Hits, hit)
		}
		found.Total++
		return nil
	})
	if q.Facets {
		found.Facets = &Facets{}
	}
	return found, err
}

// asideHit is a statement that was put aside, held against a query.
type asideHit struct {
	Hit
	hidden bool
}

func (x *asideHit) matches(n *query.Node) (bool, error) {
	if n == nil {
		return true, nil
	}
	switch n.Op {
	case query.And, query.Or:
		for _, arg := range n.Args {
			is, err := x.matches(arg)
			if err != nil || is == (n.Op == query.Or) {
				return is, err
			}
		}
		return n.Op == query.And, nil
	case query.Not:
		is, err := x.matches(n.Args[0])
		return !is, err
	case query.Word, query.Phrase:
		m := newMatcher(&query.Node{Op: n.Op, Text: n.Text, Prefix: n.Prefix})
		for _, words := range []string{x.Content, x.Source, x.Cue, x.Statement.Speaker.Name} {
			if len(m.marks(words)) > 0 {
				return true, nil
			}
		}
		return false, nil
	}
	s := &x.Statement
	switch n.Field {
	case "speaker":
		return named(n, s.Speaker.Name), nil
	case "outlet":
		return named(n, x.Article.Outlet), nil
	case "to":
		return named(n, partyNames(s.Addressee)...), nil
	case "via":
		return named(n, partyNames(s.Via)...), nil
	case "venue":
		return s.Venue != nil && named(n, s.Venue.Kind, s.Venue.Outlet), nil
	case "kind":
		return n.Text == string(s.Kind), nil
	case "mode":
		return n.Text == string(s.Mode), nil
	case "date":
		p, err := query.ParseDate(n.Text)
		if err != nil {
			return false, &QueryError{Field: n.Field, Value: n.Text, Want: err.Error()}
		}
		at := momentOfPublished(x.Article.Published)
		return at != 0 && (p.Start.IsZero() || at >= momentOf(p.Start)) && (p.End.IsZero() || at < momentOf(p.End)), nil
	case "is":
		switch n.Text {
		case "rejected":
			return !x.hidden, nil
		case "hidden":
			return x.hidden, nil
		case "disputed":
			return false, nil
		}
		return slices.Contains(strings.Fields(markFacets(s)), n.Text+facetFlag), nil
	}
	return false, &QueryError{Field: n.Field, Value: n.Text, Want: fmt.Sprintf("%s: cannot be asked of statements that were rejected or hidden", n.Field)}
}

// named reports whether one of several names has all words of a value.
func named(n *query.Node, names ...string) bool {
	wanted := nameWords(authority.Fold(n.Text))
	return slices.ContainsFunc(names, func(name string) bool {
		have := nameWords(authority.Fold(name))
		if n.Exact {
			return slices.Equal(have, wanted)
		}
		return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(have, w) })
	})
}
