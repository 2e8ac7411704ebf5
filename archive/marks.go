package archive

import (
	"context"
	"encoding/json"
	"fmt"

	"sayso"
)

// markAll fills the marks of an archive from before there were any, and builds its index of words anew with them; in one
// transaction, so that a crash leaves it to be done again.
func (a *Archive) markAll(ctx context.Context) error {
	var behind bool
	err := a.writer.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM statements) AND NOT EXISTS (SELECT 1 FROM marks)").Scan(&behind)
	if err != nil || !behind {
		return err
	}
	return a.write(ctx, func(b *batch) error {
		const chunk = 1000
		for next := int64(0); ; {
			rows, err := b.query(`SELECT s.id, s.statement, coalesce(a.outlet, 0),
				coalesce((SELECT d.appearance FROM appearances x JOIN said d ON d.appearance = x.id AND d.part = 0 AND d.statement = s.id WHERE x.article = s.article), 0)
				FROM statements s JOIN articles a ON a.id = s.article WHERE s.id >= ? ORDER BY s.id LIMIT ?`, next, chunk)
			if err != nil {
				return err
			}
			type mark struct {
				id, outlet, appearance int64
				encoded                string
			}
			var list []mark
			for rows.Next() {
				var m mark
				if err := rows.Scan(&m.id, &m.encoded, &m.outlet, &m.appearance); err != nil {
					rows.Close()
					return err
				}
				list = append(list, m)
			}
			if err := rows.Close(); err != nil {
				return err
			}
			if err := rows.Err(); err != nil {
				return err
			}
			for _, m := range list {
				var s sayso.Statement
				if err := json.Unmarshal([]byte(m.encoded), &s); err != nil {
					return fmt.Errorf("statement %d: %w", m.id, err)
				}
				if _, err := b.exec("INSERT INTO marks (statement, outlet, appearance, facets) VALUES (?, ?, ?, ?)",
					m.id, m.outlet, m.appearance, marksOf(&s)); err != nil {
					return err
				}
				next = m.id + 1
			}
			if len(list) < chunk {
				break
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		_, err := b.exec("INSERT INTO words (words) VALUES ('rebuild')")
		return err
	})
}
