package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// What a hit is made of.
const (
	hitColumns = `s.statement, s.source, s.cue, s.content, a.key, a.published, a.name, a.title, a.author, a.url,
		a.language, a.path, coalesce(o.name, ''), s.id,
		coalesce((SELECT x.entity FROM marks d JOIN appearances x ON x.id = d.appearance WHERE d.statement = s.id), 0), s.article`
	hitTables = `statements s CROSS JOIN articles a ON a.id = s.article LEFT JOIN outlets o ON o.id = a.outlet`
)

// IRI names a statement for ever, whatever host shows it.
func (h *Hit) IRI() string { return "urn:sayso:" + h.Key + ":" + url.PathEscape(h.Statement.ID) }

// hits calls f for statements in the order of their ids, with the matches of the words marked.
func (p *planner) hits(ids []int64, m *matcher, f func(Hit) error) error {
	if len(ids) == 0 {
		return nil
	}
	return each(p.ctx, p.tx, func(hit Hit) error {
		hit.Marks = m.marks(hit.Content)
		return f(hit)
	}, `SELECT `+hitColumns+` FROM json_each(?) j CROSS JOIN `+hitTables+` WHERE s.id = j.value ORDER BY j.id`, idList(ids))
}

// idList writes ids as JSON, as a parameter of SQL.
func idList(ids []int64) string {
	b := make([]byte, 0, 16*len(ids)+2)
	b = append(b, '[')
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return string(append(b, ']'))
}

// each calls f for the hits that an SQL query gives.
func each(ctx context.Context, tx *sql.Tx, f func(Hit) error, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	return eachRow(rows, err, func(row *sql.Rows) error {
		hit, err := scanHit(row)
		if err != nil {
			return err
		}
		return f(hit)
	})
}

func scanHit(rows *sql.Rows, more ...any) (Hit, error) {
	var hit Hit
	var encoded string
	a := &hit.Article
	err := rows.Scan(append([]any{&encoded, &hit.Source, &hit.Cue, &hit.Content, &hit.Key, &a.Published, &a.ID, &a.Title, &a.Author,
		&a.URL, &a.Language, &a.Path, &a.Outlet, &hit.id, &hit.Entity, &hit.Added}, more...)...)
	if err != nil {
		return hit, err
	}
	if err := json.Unmarshal([]byte(encoded), &hit.Statement); err != nil {
		return hit, fmt.Errorf("statement of article %s: %w", hit.Key, err)
	}
	return hit, nil
}

// sortDown puts what is in ids from start on in falling order, each once.
func sortDown(ids []int64, start int) []int64 {
	part := ids[start:]
	slices.SortFunc(part, func(x, y int64) int { return cmp.Compare(y, x) })
	return append(ids[:start], slices.Compact(part)...)
}

// clean makes control characters spaces: a NUL would end an expression early.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))
}
