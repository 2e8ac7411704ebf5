package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"sayso"
)

// defaultLimit is how many hits Find returns if the query does not say.
const defaultLimit = 50

// Ranking and counting take time with every match; both stop somewhere, so that a query takes a fraction of a second in
// an archive of any size. (Variables for the tests.)
var (
	// rankedAtMost is how many matches, the newest, are put in the order of their relevance.
	rankedAtMost = 20_000
	// countedAtMost is where Found.Total stops.
	countedAtMost = 1_000_000
)

// Find returns the statements that match q. A query that cannot be meant is a *QueryError. Hits and Total are of the
// same moment, whatever is added meanwhile.
func (a *Archive) Find(ctx context.Context, q Query) (Found, error) {
	found, err := a.find(ctx, q)
	return found, a.wrap("find", err)
}

func (a *Archive) find(ctx context.Context, q Query) (found Found, err error) {
	err = a.read(ctx, func(tx *sql.Tx) error {
		s, ok, err := resolve(ctx, tx, q)
		if err != nil || !ok {
			return err
		}
		limit := q.Limit
		if limit == 0 {
			limit = defaultLimit
		}
		err = s.hits(ctx, tx, limit, q.Offset, func(hit Hit) error {
			found.Hits = append(found.Hits, hit)
			return nil
		})
		if err != nil {
			return err
		}
		// Most lists end before their limit, and then they are counted already.
		if n := len(found.Hits); (limit < 0 || n < limit) && (n > 0 || q.Offset == 0) {
			found.Total = q.Offset + n
			return nil
		}
		found.Total, found.AtLeast, err = s.count(ctx, tx)
		return err
	})
	return found, err
}

// Each calls f for every hit of q in order, ignoring Limit and Offset, and stops at its first error, which it returns
// as it is. The hits are read as they come: memory does not grow with their number. f may use the archive.
func (a *Archive) Each(ctx context.Context, q Query, f func(Hit) error) error {
	var own error
	err := a.read(ctx, func(tx *sql.Tx) error {
		s, ok, err := resolve(ctx, tx, q)
		if err != nil || !ok {
			return err
		}
		return s.hits(ctx, tx, -1, 0, func(hit Hit) error {
			own = f(hit)
			return own
		})
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

// resolve compiles q, and reports false if it names a speaker that there is not.
func resolve(ctx context.Context, tx *sql.Tx, q Query) (search, bool, error) {
	s, wanted, err := compile(q)
	if err != nil {
		return s, false, err
	}
	if len(wanted) > 0 {
		s.add(matchFacets(wanted))
	}
	if q.SpeakerIs == "" {
		return s, true, nil
	}
	rows, err := tx.QueryContext(ctx, "SELECT id FROM speakers WHERE name = ?", q.SpeakerIs)
	if err != nil {
		return s, false, err
	}
	var same []string
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return s, false, errors.Join(err, rows.Close())
		}
		same = append(same, `"`+speakerTerm(id)+`"`)
	}
	if err := rows.Err(); err != nil || len(same) == 0 {
		return s, false, err
	}
	s.add("facets : (" + strings.Join(same, " OR ") + ")")
	return s, true, nil
}

// What a hit is made of. The marks of matches are bytes that UTF-8 does not have, so that no text holds them.
const (
	hitColumns = `s.statement, s.source, s.cue, s.content, a.key, a.published, a.name, a.title, a.author, a.url,
		a.language, a.path, coalesce(o.name, ''), s.id,
		coalesce((SELECT x.entity FROM said d JOIN appearances x ON x.id = d.appearance WHERE d.statement = s.id AND d.part = 0), 0)`
	hitTables   = `statements s CROSS JOIN articles a ON a.id = s.article LEFT JOIN outlets o ON o.id = a.outlet`
	markStart   = 0xfe
	markEnd     = 0xff
	highlighted = `highlight(words, 0, CAST(x'fe' AS TEXT), CAST(x'ff' AS TEXT))`
)

// hits calls f for the hits from offset on, at most limit if that is not negative.
func (s search) hits(ctx context.Context, tx *sql.Tx, limit, offset int, f func(Hit) error) error {
	if s.ranked && offset < rankedAtMost {
		ranked := rankedAtMost - offset
		if limit >= 0 && limit <= ranked {
			return s.ranking(ctx, tx, limit, offset, f)
		}
		if err := s.ranking(ctx, tx, ranked, offset, f); err != nil {
			return err
		}
		offset = rankedAtMost
		limit = max(limit-ranked, -1)
	}
	if s.match == "" {
		return each(ctx, tx, f, `SELECT `+hitColumns+`, '' FROM `+hitTables+`
			WHERE s.id >= ? AND s.id < ? ORDER BY s.id DESC LIMIT ? OFFSET ?`, s.from, s.to, limit, offset)
	}
	marks := "''"
	if s.marked {
		marks = highlighted
	}
	return each(ctx, tx, f, `SELECT `+hitColumns+`, `+marks+` FROM words CROSS JOIN `+hitTables+`
		WHERE words MATCH ? AND words.rowid >= ? AND words.rowid < ? AND s.id = words.rowid
		ORDER BY words.rowid DESC LIMIT ? OFFSET ?`, s.match, s.from, s.to, limit, offset)
}

// ranking calls f for the hits from offset on by relevance. Which they are is found first: to mark the matches in what
// is not on the page would cost more than to rank it.
func (s search) ranking(ctx context.Context, tx *sql.Tx, limit, offset int, f func(Hit) error) error {
	return each(ctx, tx, f, `SELECT `+hitColumns+`, `+highlighted+`
		FROM (SELECT id, score FROM
				(SELECT rowid AS id, rank AS score FROM words WHERE words MATCH ?1 AND rowid >= ?2 AND rowid < ?3
				ORDER BY rowid DESC LIMIT ?6)
			ORDER BY score, id DESC LIMIT ?4 OFFSET ?5) best
		CROSS JOIN words CROSS JOIN `+hitTables+`
		WHERE words MATCH ?1 AND words.rowid = best.id AND s.id = best.id ORDER BY best.score, best.id DESC`,
		s.match, s.from, s.to, limit, offset, rankedAtMost)
}

// each calls f for the hits that an SQL query gives.
func each(ctx context.Context, tx *sql.Tx, f func(Hit) error, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() // an error of the rows is in rows.Err
	for rows.Next() {
		hit, err := scanHit(rows)
		if err != nil {
			return err
		}
		if err := f(hit); err != nil {
			return err
		}
	}
	return rows.Err()
}

func scanHit(rows *sql.Rows) (Hit, error) {
	var hit Hit
	var encoded, withMarks string
	a := &hit.Article
	err := rows.Scan(&encoded, &hit.Source, &hit.Cue, &hit.Content, &hit.Key, &a.Published, &a.ID, &a.Title, &a.Author,
		&a.URL, &a.Language, &a.Path, &a.Outlet, &hit.id, &hit.Entity, &withMarks)
	if err != nil {
		return hit, err
	}
	if err := json.Unmarshal([]byte(encoded), &hit.Statement); err != nil {
		return hit, fmt.Errorf("statement of article %s: %w", hit.Key, err)
	}
	hit.Marks = marks(withMarks, hit.Content)
	return hit, nil
}

// marks takes the places of the marks out of a text that has them. A content with a NUL, which highlight cuts short, has
// no marks.
func marks(text, content string) []sayso.Span {
	var spans []sayso.Span
	taken := 0 // marks before i
	for i := range len(text) {
		switch text[i] {
		case markStart:
			spans = append(spans, sayso.Span{Start: i - taken})
			taken++
		case markEnd:
			if len(spans) == 0 {
				return nil
			}
			spans[len(spans)-1].End = i - taken
			taken++
		}
	}
	if len(text)-taken != len(content) {
		return nil
	}
	return spans
}

// count tells how many statements match in all.
func (s search) count(ctx context.Context, tx *sql.Tx) (n int, atLeast bool, err error) {
	switch {
	case s.match == "" && !s.bounded:
		err = tx.QueryRowContext(ctx, "SELECT statements FROM totals").Scan(&n)
	case s.match == "":
		err = tx.QueryRowContext(ctx, "SELECT coalesce(sum(statements), 0) FROM articles WHERE moment >= ? AND moment < ?",
			s.from>>idBits, s.to>>idBits).Scan(&n)
	default:
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM
			(SELECT 1 FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? LIMIT ?)`,
			s.match, s.from, s.to, countedAtMost+1).Scan(&n)
		if n > countedAtMost {
			return countedAtMost, true, err
		}
	}
	return n, false, err
}
