package archive

import (
	"database/sql"
	"fmt"
	"slices"

	"sayso"
)

// quotedIn returns the quotations that an article's statements are variants of, by their rows.
func (b *batch) quotedIn(article int64) (map[int64]int64, error) {
	of := map[int64]int64{}
	rows, err := b.query("SELECT d.statement, d.quotation FROM statement_rows s JOIN quoted d ON d.statement = s.id WHERE s.article = ?", article)
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var statement, quotation int64
		err := row.Scan(&statement, &quotation)
		of[statement] = quotation
		return err
	})
	return of, err
}

// quoteAgain finds the quotations of those statements of an article that are new or other ones, after their rows were written,
// as Add does. before is quotedIn from before. A quotation of which nothing is left is gone by then: the tables see to that.
func (b *batch) quoteAgain(id int64, article *sayso.Article, record *sayso.Record, ids []int64, changes []bool, before map[int64]int64) error {
	if len(before) == 0 && !slices.Contains(changes, true) {
		return nil
	}
	g, err := newGrouper(b)
	if err != nil {
		return err
	}
	g.own = map[int64]int64{}
	// Only what changed is looked at, under its place in the record.
	changed := *record
	changed.Statements = make([]sayso.Statement, len(record.Statements))
	for i := range record.Statements {
		if changes[i] {
			changed.Statements[i] = record.Statements[i]
		}
	}
	if err := g.aheadQuotes(article, &changed); err != nil {
		return err
	}
	carries := map[int64]bool{}
	for _, q := range g.prepared[article].quotes {
		carries[ids[q.number]] = true
	}
	for i, row := range ids {
		quotation := before[row]
		if !changes[i] || quotation == 0 {
			continue
		}
		var statements int
		if err := b.queryRow("SELECT statements FROM quotations WHERE id = ?", quotation).Scan(&statements); err != nil {
			return fmt.Errorf("quotation %d: %w", quotation, err)
		}
		if statements == 1 && carries[row] { // nobody else's: it keeps its number, whatever its words are now
			g.own[row] = quotation
			continue
		}
		if _, err := b.exec("DELETE FROM quoted WHERE statement = ?", row); err != nil {
			return err
		}
	}
	if g.groups[id], err = g.groupsOf(id); err != nil {
		return err
	}
	if err := g.quote(id, article, &changed, ids); err != nil {
		return err
	}
	if err := g.flushQuotes(); err != nil {
		return err
	}
	touched := map[int64]int{}
	for _, quotation := range before {
		touched[quotation]++
	}
	for quotation, c := range g.clusters {
		if c != nil && c.dirty {
			touched[quotation]++
		}
	}
	for _, quotation := range sortedInts(touched) {
		if err := b.countQuotation(quotation); err != nil {
			return fmt.Errorf("quotation %d: %w", quotation, err)
		}
	}
	return nil
}

// sameQuoted reports whether two statements of one text are the same as far as their quotations go.
func sameQuoted(a, b *sayso.Statement) bool {
	return a.Kind == b.Kind && slices.Equal(a.Content, b.Content) && a.Speaker.Name == b.Speaker.Name && a.Speaker.Type == b.Speaker.Type
}

// countQuotation counts the statements of a quotation, and finds the fullest of them, anew. One without any goes; one that is
// gone stays so.
func (b *batch) countQuotation(id int64) error {
	type variant struct {
		row           int64
		content, kind string
	}
	rows, err := b.query(`SELECT s.id, s.content, s.kind FROM (SELECT statement FROM quoted WHERE quotation = ? ORDER BY article, statement LIMIT ?) d
		JOIN statements s ON s.id = d.statement`, id, variantsAtMost)
	variants, err := collect(rows, err, func(row *sql.Rows, v *variant) error { return row.Scan(&v.row, &v.content, &v.kind) })
	if err != nil {
		return err
	}
	var fullest int64
	most := -1
	for _, v := range variants {
		q, _ := wordingOf(v.content, sayso.Kind(v.kind))
		if n := len(q.words); n > most {
			fullest, most = v.row, n
		}
	}
	if len(variants) == 0 {
		_, err = b.exec("DELETE FROM quotations WHERE id = ?", id)
		return err
	}
	_, err = b.exec(`UPDATE quotations SET fullest = ?, words = ?, statements = (SELECT count(*) FROM quoted WHERE quotation = ?3),
		articles = (SELECT count(DISTINCT article) FROM quoted WHERE quotation = ?3) WHERE id = ?3`, fullest, max(0, most), id)
	return err
}
