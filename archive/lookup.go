package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sayso"
)

// Has reports whether the article with this key, the whole of it, is kept.
func (a *Archive) Has(ctx context.Context, key string) (bool, error) {
	var has bool
	err := a.readers.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM articles WHERE key = ?)", key).Scan(&has)
	return has, a.wrap("look up", err)
}

// minPrefix is the shortest start of a key that stands for an article.
const minPrefix = 8

// Article returns an article and its record as they went in, byte for byte. key is the article's key or the start of
// it, 8 characters or more; the errors are ErrNotFound and ErrAmbiguous.
func (a *Archive) Article(ctx context.Context, key string) (Entry, error) {
	var entry Entry
	err := a.read(ctx, func(tx *sql.Tx) (err error) {
		entry, err = article(ctx, tx, key)
		return err
	})
	if err != nil {
		err = fmt.Errorf("article %q: %w", key, err)
		wrapped := &Error{Op: "look up", Path: a.path, Err: err, Hint: hint(err)}
		switch {
		case errors.Is(err, ErrAmbiguous):
			wrapped.Hint = "give more of its key"
		case errors.Is(err, ErrNotFound) && len(key) < minPrefix:
			wrapped.Hint = fmt.Sprintf("give its key, or at least the first %d characters of it", minPrefix)
		}
		return Entry{}, wrapped
	}
	return entry, nil
}

func article(ctx context.Context, tx *sql.Tx, key string) (Entry, error) {
	id, err := articleFrom(ctx, tx, key)
	if err != nil {
		return Entry{}, err
	}
	var found sayso.Article
	var record sayso.Record
	var rest string
	var hasText bool
	err = tx.QueryRowContext(ctx, `SELECT a.published, a.name, a.title, a.author, a.url, a.language, a.path,
		a.sha256, a.date_source, a.left_out, a.pages,
		coalesce(o.name, ''), t.text, t.record, t.has_text
		FROM articles a JOIN texts t ON t.article = a.id LEFT JOIN outlets o ON o.id = a.outlet WHERE a.id = ?`, id).
		Scan(&found.Published, &found.ID, &found.Title, &found.Author, &found.URL, &found.Language, &found.Path,
			&found.SHA256, &found.DateSource, &found.LeftOut, &found.Pages, &found.Outlet, &found.Text, &rest, &hasText)
	if err != nil {
		return Entry{}, err
	}
	if err := json.Unmarshal([]byte(rest), &record); err != nil {
		return Entry{}, fmt.Errorf("its record: %w", err)
	}
	if hasText {
		record.Text = found.Text
	}
	rows, err := tx.QueryContext(ctx, "SELECT statement FROM statements WHERE article = ? ORDER BY number", id)
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var encoded string
		var s sayso.Statement
		if err := row.Scan(&encoded); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(encoded), &s); err != nil {
			return fmt.Errorf("its record: %w", err)
		}
		record.Statements = append(record.Statements, s)
		return nil
	})
	if err != nil {
		return Entry{}, err
	}
	return Entry{Article: &found, Record: &record}, nil
}

// articleFrom returns the row of the only article whose key starts with prefix, in whatever capitals: ErrNotFound where there is
// none or prefix is too short, ErrAmbiguous where there are several.
func articleFrom(ctx context.Context, tx *sql.Tx, prefix string) (int64, error) {
	prefix = strings.ToLower(prefix)
	if len(prefix) < minPrefix || strings.Trim(prefix, "0123456789abcdef") != "" {
		return 0, ErrNotFound
	}
	ids, err := articlesFrom(ctx, tx, prefix)
	switch {
	case err != nil:
		return 0, err
	case len(ids) == 0:
		return 0, ErrNotFound
	case len(ids) > 1:
		return 0, fmt.Errorf("%w have a key that starts so", ErrAmbiguous)
	}
	return ids[0], nil
}

// articlesFrom returns the ids of the articles whose key starts with prefix, two at most.
func articlesFrom(ctx context.Context, tx *sql.Tx, prefix string) ([]int64, error) {
	// "g" is behind every digit of a key.
	return column[int64](tx.QueryContext(ctx, "SELECT id FROM articles WHERE key >= ?1 AND key < ?1 || 'g' LIMIT 2", prefix))
}

// Speaker returns the speaker of this very name, or ErrNotFound. Its names are the most used first, behind the name
// itself; its outlets, the most frequent first.
func (a *Archive) Speaker(ctx context.Context, name string) (Speaker, error) {
	found := Speaker{Name: name, Names: []string{name}}
	err := a.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT type, (SELECT sum(statements) FROM speakers WHERE name = ?1) FROM speakers
			WHERE name = ?1 ORDER BY statements DESC, type LIMIT 1`, name).Scan(&found.Type, &found.Statements)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("speaker %q: %w", name, ErrNotFound)
		}
		if err != nil {
			return err
		}
		if found.First, found.Last, err = bounds(ctx, tx, `voices v JOIN speakers p ON p.id = v.speaker AND p.name = ?1`,
			"v.moment", "v.article", name); err != nil {
			return err
		}
		forms, err := counts(ctx, tx, `SELECT n.name, sum(n.articles) FROM names n JOIN speakers p ON p.id = n.speaker
			WHERE p.name = ?1 AND n.name <> ?1 GROUP BY n.name`, name)
		if err != nil {
			return err
		}
		for _, form := range forms {
			found.Names = append(found.Names, form.Name)
		}
		found.Outlets, err = counts(ctx, tx, `SELECT o.name, c.n FROM (SELECT v.outlet, sum(v.statements) AS n
			FROM speakers p JOIN voices v ON v.speaker = p.id WHERE p.name = ?1 GROUP BY v.outlet) c
			JOIN outlets o ON o.id = c.outlet`, name)
		return err
	})
	if err != nil {
		return Speaker{}, a.wrap("look up", err)
	}
	return found, nil
}

// mostFrequent is how many outlets and speakers a summary has at most.
const mostFrequent = 50

// Summary tells what the archive holds.
func (a *Archive) Summary(ctx context.Context) (Summary, error) {
	var sum Summary
	err := a.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT articles, statements FROM totals").Scan(&sum.Articles, &sum.Statements)
		if err != nil {
			return err
		}
		if sum.First, sum.Last, err = bounds(ctx, tx, "articles", "moment", "id"); err != nil {
			return err
		}
		if sum.Outlets, err = counts(ctx, tx, "SELECT name, articles FROM outlets ORDER BY articles DESC LIMIT ?1",
			mostFrequent); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT `+entityColumns+` FROM (
			SELECT * FROM (SELECT * FROM entities WHERE type = 'person' AND statements > 0 ORDER BY statements DESC LIMIT ?1)
			UNION ALL SELECT * FROM (SELECT * FROM entities WHERE type = 'organisation' AND statements > 0 ORDER BY statements DESC LIMIT ?1)) e
			ORDER BY e.statements DESC, e.articles DESC, e.id LIMIT ?1`, mostFrequent)
		sum.Speakers, err = entitiesOf(rows, err)
		return err
	})
	if err != nil {
		return Summary{}, a.wrap("sum up", err)
	}
	return sum, nil
}

// bounds returns the first and last date of publication among rows that have a moment and an article.
func bounds(ctx context.Context, tx *sql.Tx, from, at, article string, args ...any) (first, last string, err error) {
	for _, end := range []struct {
		published *string
		order     string
	}{{&first, "ASC"}, {&last, "DESC"}} {
		err := scanIf(tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT published FROM articles WHERE id =
			(SELECT %s FROM %s WHERE %s > 0 ORDER BY %s %s LIMIT 1)`, article, from, at, at, end.order), args...), end.published)
		if err != nil {
			return "", "", err
		}
		*end.published = day(*end.published)
	}
	return first, last, nil
}

// counts reads names and numbers, adds up those of one name, and sorts them, the most frequent first.
func counts(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]Count, error) {
	sums := map[string]int{}
	rows, err := tx.QueryContext(ctx, query, args...)
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var name string
		var n int
		err := row.Scan(&name, &n)
		sums[name] += n
		return err
	})
	return sortedCounts(sums), err
}

// sortedCounts makes a list of counts, the highest first.
func sortedCounts(sums map[string]int) []Count {
	var list []Count
	for name, n := range sums {
		list = append(list, Count{name, n})
	}
	slices.SortFunc(list, func(x, y Count) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Name, y.Name)) })
	return list
}
