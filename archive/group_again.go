package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"sayso"
)

// repeatedMark is the search term of a statement that an earlier article of the same text has as well.
const repeatedMark = " repeated" + facetFlag

// groupRest compares the articles that have not been compared, of an archive from before there were groups.
func (a *Archive) groupRest(ctx context.Context) error {
	for more := true; more; {
		err := a.write(ctx, func(b *batch) error {
			ids, err := column[int64](b.query("SELECT id FROM articles WHERE id > (SELECT grouped FROM totals) ORDER BY id LIMIT ?", relinkBatch))
			if err != nil {
				return err
			}
			more = len(ids) == relinkBatch
			if len(ids) == 0 {
				return nil
			}
			return b.groupAgain(ids)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// groupAgain compares articles that are there already.
func (b *batch) groupAgain(ids []int64) error {
	g, err := newGrouper(b)
	if err != nil {
		return err
	}
	entries := make([]Entry, len(ids))
	rows := make([][]int64, len(ids))
	for i, id := range ids {
		if entries[i], rows[i], err = b.storedEntry(id); err != nil {
			return fmt.Errorf("article %d: %w", id, err)
		}
	}
	if err := g.ahead(entries); err != nil {
		return err
	}
	for i, id := range ids {
		article, record := entries[i].Article, entries[i].Record
		said := g.says(id, article, record)
		repeated, err := g.place(id, article)
		if err != nil {
			return err
		}
		for k, h := range said {
			if h == 0 || !repeated[h] {
				continue
			}
			if err := b.unindex(rows[i][k]); err != nil {
				return err
			}
			if _, err := b.exec("UPDATE marks SET facets = facets || ? WHERE statement = ?", repeatedCode, rows[i][k]); err != nil {
				return err
			}
			if _, err := b.exec(`INSERT INTO words (rowid, content, source, cue, speaker, facets)
				SELECT id, content, source, cue, speaker, facets FROM statement_words WHERE id = ?`, rows[i][k]); err != nil {
				return err
			}
		}
		if err := g.quote(id, article, record, rows[i]); err != nil {
			return err
		}
	}
	if err := g.flush(); err != nil {
		return err
	}
	_, err = b.exec("UPDATE totals SET grouped = ?", ids[len(ids)-1])
	return err
}

// storedEntry reads of an article what it is compared by, and the rows of its statements.
func (b *batch) storedEntry(id int64) (Entry, []int64, error) {
	entry := Entry{Article: &sayso.Article{}, Record: &sayso.Record{}}
	a := entry.Article
	err := b.queryRow(`SELECT a.published, a.title, a.url, coalesce(o.name, ''), t.text FROM articles a JOIN texts t ON t.article = a.id
		LEFT JOIN outlets o ON o.id = a.outlet WHERE a.id = ?`, id).Scan(&a.Published, &a.Title, &a.URL, &a.Outlet, &a.Text)
	if err != nil {
		return entry, nil, err
	}
	rows, err := b.query("SELECT id, statement FROM statements WHERE article = ? ORDER BY number", id)
	if err != nil {
		return entry, nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var row int64
		var encoded string
		var s sayso.Statement
		if err := rows.Scan(&row, &encoded); err != nil {
			return entry, nil, err
		}
		if err := json.Unmarshal([]byte(encoded), &s); err != nil {
			return entry, nil, errors.Join(errPacked, err)
		}
		ids, entry.Record.Statements = append(ids, row), append(entry.Record.Statements, s)
	}
	return entry, ids, rows.Err()
}
