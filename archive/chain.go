package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"sayso"
	"sayso/authority"
)

// chain is the way of a statement to the page: its speaker; who reports it, inside out, where it stands in the
// statements of others; the outlet it was said on or to; who relayed it; and the outlet of the article. outer are the
// statements that hold it, the innermost first; told are the outlets to which it was said.
func chain(s *sayso.Statement, outer []sayso.Statement, told []string, outlet string) []string {
	var way []string
	add := func(name string) {
		folded := authority.Fold(name)
		if folded == "" {
			return
		}
		for i, known := range way {
			if authority.Fold(known) == folded {
				if i > 0 && i == len(way)-1 {
					way[i] = name
				}
				return
			}
		}
		way = append(way, name)
	}
	way = append(way, s.Speaker.Who())
	for i := range outer {
		add(outer[i].Speaker.Who())
	}
	for _, t := range told {
		add(t)
	}
	for i := -1; i < len(outer); i++ {
		at := s
		if i >= 0 {
			at = &outer[i]
		}
		if at.Venue != nil {
			add(at.Venue.Outlet)
		}
		for _, p := range at.Via {
			add(p.Name)
		}
	}
	// "the Herald" and "The Breck Herald" are one outlet.
	if last := authority.Fold(way[len(way)-1]); strings.HasSuffix(authority.Fold(outlet), " "+last) {
		way[len(way)-1] = outlet
		return way
	}
	add(outlet)
	return way
}

// chainOf fills in the chain of a hit.
func chainOf(ctx context.Context, tx *sql.Tx, hit *Hit) error {
	var outer []sayso.Statement
	for within := hit.Statement.Within; within != "" && len(outer) < 8; {
		var encoded string
		err := tx.QueryRowContext(ctx, `SELECT statement FROM statements WHERE article = (SELECT article FROM statements WHERE id = ?1) AND statement ->> '$.id' = ?2`,
			hit.id, within).Scan(&encoded)
		if err == sql.ErrNoRows {
			break
		}
		if err != nil {
			return err
		}
		var s sayso.Statement
		if err := json.Unmarshal([]byte(encoded), &s); err != nil {
			return err
		}
		outer = append(outer, s)
		within = s.Within
	}
	// An addressee is a link of the chain where it is an outlet: it publishes articles here, or is known to report.
	// The addressees are found first, hence the LIMIT: what is asked of each costs much more.
	told, err := column[string](tx.QueryContext(ctx, `SELECT x.name FROM (SELECT x.id, x.name, x.entity FROM appearances x CROSS JOIN said d ON d.appearance = x.id AND d.part = 1 AND d.statement = ?1
			WHERE x.article = ?2 AND x.type = 'organisation' LIMIT -1) x
		WHERE (EXISTS (SELECT 1 FROM outlets o WHERE o.name = x.name OR o.name = 'The ' || x.name) OR
			EXISTS (SELECT 1 FROM appearances y JOIN said v ON v.appearance = y.id AND v.part = 2 WHERE y.entity = x.entity) OR
			EXISTS (SELECT 1 FROM appearances y JOIN said v ON v.appearance = y.id AND v.part = 0 JOIN statements r ON r.id = v.statement
				WHERE y.entity = x.entity AND r.mode = 'report')) ORDER BY x.id`, hit.id, hit.Added))
	if err != nil {
		return err
	}
	hit.Chain = chain(&hit.Statement, outer, told, hit.Article.Outlet)
	return nil
}
