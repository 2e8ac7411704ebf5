package archive

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sayso/authority"
)

// OutletPage is what is known of an outlet.
type OutletPage struct {
	Name string
	// Entity is the organisation of its name that articles speak of, 0 if there is none.
	Entity int64
	// Measures are of its statements; Share is what they are for all outlets together.
	Measures
	All Measures
	// Months are its measures in order of time; Speakers are whom it quotes most.
	Months   []Measured
	Speakers []EntityCount
	First    string
	Last     string
	// Relies are those it names between a speaker and itself ("told Channel Nine"), by statements, in its latest articles;
	// CarriedBy are the outlets that name it so.
	Relies    []EntityCount
	CarriedBy []Count
	// Latest are its latest articles.
	Latest []Place
}

const (
	// outletArticles is how many articles of an outlet are asked for chains, the latest; outletLatest how many are listed.
	outletArticles = 500
	outletLatest   = 12
)

// Outlet returns what is known of the outlet of this very name, or ErrNotFound.
func (a *Archive) Outlet(ctx context.Context, name string) (OutletPage, error) {
	p := OutletPage{Name: name}
	all, err := a.Numbers(ctx, NumbersQuery{})
	if err != nil {
		return p, err
	}
	p.All = all.Total
	own, err := a.Numbers(ctx, NumbersQuery{Outlet: name})
	if err != nil {
		return p, err
	}
	p.Measures, p.Months, p.Speakers = own.Total, own.Months, own.Speakers
	err = a.read(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT id FROM outlets WHERE name = ?", name).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("outlet %q: %w", name, ErrNotFound)
		}
		if err != nil {
			return err
		}
		return p.fill(ctx, tx, id)
	})
	return p, a.wrap("look up", err)
}

func (p *OutletPage) fill(ctx context.Context, tx *sql.Tx, id int64) (err error) {
	if p.First, p.Last, err = bounds(ctx, tx, "(SELECT id, moment FROM articles WHERE outlet = ?1)", "moment", "id", id); err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, `SELECT e.id FROM entity_keys k JOIN entities e ON e.id = k.entity WHERE k.key = ? AND k.kind IN (?, ?) AND e.type = 'organisation'
		ORDER BY e.articles DESC, e.id LIMIT 1`, authority.Fold(p.Name), keyFull, keyOther).Scan(&p.Entity)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if p.Relies, err = entityCounts(ctx, tx, `SELECT e.id, e.name, count(*) FROM
		(SELECT id FROM articles WHERE outlet = ?1 ORDER BY moment DESC LIMIT ?2) a CROSS JOIN appearances x ON x.article = a.id
		CROSS JOIN said v ON v.appearance = x.id AND v.part = 2 CROSS JOIN entities e ON e.id = x.entity WHERE e.id <> ?3 GROUP BY e.id ORDER BY 3 DESC, e.name, e.id LIMIT 20`,
		id, outletArticles, p.Entity); err != nil {
		return err
	}
	if p.Entity != 0 {
		if p.CarriedBy, err = counts(ctx, tx, `SELECT o.name, count(*) FROM (SELECT id, article FROM appearances WHERE entity = ?1 ORDER BY moment DESC LIMIT ?2) x
			CROSS JOIN said v ON v.appearance = x.id AND v.part = 2 CROSS JOIN articles a ON a.id = x.article CROSS JOIN outlets o ON o.id = a.outlet
			WHERE o.id <> ?3 GROUP BY o.id`, p.Entity, portraitArticles, id); err != nil {
			return err
		}
	}
	rows, err := tx.QueryContext(ctx, "SELECT key, title, published, name FROM articles WHERE outlet = ? ORDER BY moment DESC LIMIT ?", id, outletLatest)
	p.Latest, err = collect(rows, err, func(row *sql.Rows, in *Place) error {
		err := row.Scan(&in.Key, &in.Title, &in.Published, &in.As)
		in.Outlet, in.Title = p.Name, cmp.Or(in.Title, in.As)
		return err
	})
	return err
}

// entityCounts reads entities with a number each.
func entityCounts(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]EntityCount, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	return collect(rows, err, func(row *sql.Rows, c *EntityCount) error { return row.Scan(&c.ID, &c.Name, &c.N) })
}
