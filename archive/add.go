package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"sayso"
)

// Add keeps the entries, in one transaction: after an error, or a crash, none of them. It reports how many were new; an
// article that is there already is left as it is. If another process is adding, Add waits for it, up to a minute.
//
// A transaction costs more than an article: give Add some dozens or hundreds at a time.
func (a *Archive) Add(ctx context.Context, entries []Entry) (added int, err error) {
	for _, entry := range entries {
		if err := check(entry); err != nil {
			return 0, a.wrap("add", err)
		}
	}
	var tx *sql.Tx
	err = retry(ctx, lockWait, func() (err error) {
		tx, err = a.writer.BeginTx(ctx, nil)
		return err
	})
	if err != nil {
		return 0, a.wrap("add", err)
	}
	added, err = addAll(ctx, tx, entries, &a.lists)
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		tx.Rollback() // after a failed commit as well; what it reports adds nothing to err
		return 0, a.wrap("add", err)
	}
	return added, nil
}

// check reports an entry that could not be given back as it is.
func check(entry Entry) error {
	switch {
	case entry.Article == nil:
		return fmt.Errorf("an entry without an article")
	case entry.Record == nil:
		return fmt.Errorf("article %q: there is no record of it", entry.Article.ID)
	}
	text := entry.Article.Text
	for i := range entry.Record.Statements {
		s := &entry.Record.Statements[i]
		for _, spans := range []sayso.Spans{s.Source, s.Cue, s.Content} {
			for _, span := range spans {
				if span.Start < 0 || span.End < span.Start || span.End > len(text) ||
					!boundary(text, span.Start) || !boundary(text, span.End) {
					return fmt.Errorf("article %q: statement %s: the span %d to %d is not a part of its text of %d bytes",
						entry.Article.ID, s.ID, span.Start, span.End, len(text))
				}
			}
		}
	}
	return nil
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// row is one statement to insert.
type row struct {
	id, article          int64
	number               int
	voice                sql.NullInt64
	statement            *sayso.Statement
	source, cue, content string
	speaker, facets      string
	packed               []byte
	outlet, appearance   int64
	marks                string
}

type outlet struct {
	id       int64
	facets   string
	articles int
}

func addAll(ctx context.Context, tx *sql.Tx, entries []Entry, known *knownLists) (int, error) {
	b := newBatch(tx, known)
	err := tx.QueryRow(`SELECT (SELECT coalesce(max(id), 0) FROM articles), (SELECT coalesce(max(id), 0) FROM voices),
		(SELECT coalesce(max(id), 0) FROM speakers)`).Scan(&b.lastArticle, &b.lastVoice, &b.lastSpeaker)
	if err != nil {
		return 0, err
	}
	if err := b.speakersAhead(entries); err != nil {
		return 0, err
	}
	if b.grouper, err = newGrouper(b); err != nil {
		return 0, err
	}
	if err := b.grouper.ahead(entries); err != nil {
		return 0, err
	}
	if b.linker, err = newLinker(b); err != nil {
		return 0, err
	}
	b.linker.marked = true
	b.reader = ReaderOf(ctx)
	for _, entry := range entries {
		// The statements below run without the context, which would cost a goroutine each.
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := b.add(entry); err != nil {
			return 0, fmt.Errorf("article %q: %w", entry.Article.ID, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := b.finish(); err != nil {
		return 0, err
	}
	if err := b.linker.settle(); err != nil {
		return 0, err
	}
	// In a batch of its own: what this one gathered is in its tables now.
	return b.addedArticles, newBatch(tx, known).carryToNew(ctx, b.grouper.versions)
}

func (b *batch) add(entry Entry) error {
	article, record := entry.Article, entry.Record
	at := momentOfPublished(article.Published)
	publisher, err := b.outlet(article.Outlet)
	if err != nil {
		return err
	}
	var outletID sql.NullInt64
	if publisher.id != 0 {
		outletID = sql.NullInt64{Int64: publisher.id, Valid: true}
	}
	id := b.lastArticle + 1
	result, err := b.exec(`INSERT INTO articles
		(id, key, moment, statements, outlet, published, name, title, author, url, language, path, sha256, date_source, left_out, pages)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
		id, article.Key(), int64(at), len(record.Statements), outletID, article.Published, article.ID, article.Title,
		article.Author, article.URL, article.Language, article.Path,
		article.SHA256, string(article.DateSource), article.LeftOut, string(article.Pages))
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err // there already
	}
	b.lastArticle = id
	b.addedArticles++
	publisher.articles++
	packed, hasText, err := packedRest(article, record)
	if err != nil {
		return err
	}
	text, err := pack(article.Text)
	if err != nil {
		return err
	}
	if _, err := b.exec("INSERT INTO article_texts (article, has_text, text, record) VALUES (?, ?, ?, ?)", id, hasText, text, packed); err != nil {
		return err
	}
	if err := b.readBy(id, b.reader, ""); err != nil {
		return err
	}
	said := b.grouper.says(id, article, record)
	repeated, err := b.grouper.place(id, article)
	if err != nil {
		return err
	}
	ids, err := b.addStatements(id, at, outletID, outletFacets(publisher.id, publisher.facets), article, record)
	if err != nil {
		return err
	}
	if err := b.doubts(article, record, ids); err != nil {
		return err
	}
	for i, h := range said {
		if h != 0 && repeated[h] {
			r := &b.statements[len(b.statements)-1-i] // they are in the table's order
			r.marks, r.facets = r.marks+repeatedCode, r.facets+repeatedMark
		}
	}
	if err := b.grouper.quote(id, article, record, ids); err != nil {
		return err
	}
	appeared, err := b.linker.appear(id, article.Key(), at, article, record, ids)
	if err != nil {
		return err
	}
	for i := range record.Statements {
		b.statements[len(b.statements)-1-i].appearance = appeared[record.Statements[i].Speaker.Entity]
	}
	return nil
}

// addStatements takes the statements of an article to be inserted and returns their ids.
func (b *batch) addStatements(id int64, at moment, outletID sql.NullInt64, outletFacets string, article *sayso.Article,
	record *sayso.Record) ([]int64, error) {
	if len(record.Statements) == 0 {
		return nil, nil
	}
	first, err := b.reserve(at, len(record.Statements))
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(record.Statements))
	forms := map[string][]string{}
	for i := range record.Entities {
		e := &record.Entities[i]
		forms[e.ID] = append([]string{e.Name}, e.Names...)
	}
	type voiceKey struct {
		entity string
		speakerKey
	}
	voices := map[voiceKey]*voice{}
	var order []*voice
	start := len(b.statements)
	for i := range record.Statements {
		s := &record.Statements[i]
		ids[i] = first + int64(len(record.Statements)-1-i)
		// Ids fall as the text goes on: what is newest first is, within an article, from its start.
		r := row{id: ids[i], article: id, number: i, statement: s,
			source: s.Source.Of(article.Text), cue: s.Cue.Of(article.Text), content: s.Content.Of(article.Text),
			speaker: s.Speaker.Name}
		if r.packed, err = packStatement(s); err != nil {
			return nil, err
		}
		if s.Speaker.Name != "" {
			key := voiceKey{s.Speaker.Entity, speakerKey{s.Speaker.Name, s.Speaker.Type}}
			v := voices[key]
			if v == nil {
				if v, err = b.voice(key.speakerKey, forms[s.Speaker.Entity]); err != nil {
					return nil, err
				}
				voices[key] = v
				order = append(order, v)
			}
			v.statements++
			v.speaker.statements++
			r.voice = sql.NullInt64{Int64: v.id, Valid: true}
			r.facets = v.facets
		}
		terms := markFacets(s)
		r.outlet, r.marks = outletID.Int64, packTerms(terms)
		r.facets = statementFacets(r.facets, outletFacets, terms)
		b.statements = append(b.statements, r)
	}
	slices.Reverse(b.statements[start:])
	for _, v := range order {
		b.voices = append(b.voices, []any{v.id, id, v.speaker.id, outletID, int64(at), v.statements, v.facets})
	}
	return ids, nil
}

// reserve returns the first of n free ids in a row for statements of a moment.
func (b *batch) reserve(at moment, n int) (int64, error) {
	for m := at; ; m++ {
		next, ok := b.next[m]
		if !ok {
			// What this batch has reserved is not in the table yet, but then it is in b.next.
			err := b.queryRow("SELECT coalesce(max(id) + 1, ?1) FROM statement_rows WHERE id >= ?1 AND id < ?2",
				m.firstID(), (m + 1).firstID()).Scan(&next)
			if err != nil {
				return 0, err
			}
		}
		if next+int64(n) <= (m + 1).firstID() {
			b.next[m] = next + int64(n)
			return next, nil
		}
	}
}

// outlet returns the outlet of a name; of no name, one that is not kept.
func (b *batch) outlet(name string) (*outlet, error) {
	if o := b.outlets[name]; o != nil {
		return o, nil
	}
	o := &outlet{}
	if name != "" {
		o.facets = facets(facetOutlet, nameWords(name))
		err := b.queryRow(`INSERT INTO outlets (name, facets) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET facets = facets RETURNING id, facets`, name, o.facets).Scan(&o.id, &o.facets)
		if err != nil {
			return nil, fmt.Errorf("outlet %q: %w", name, err)
		}
	}
	b.outlets[name] = o
	return o, nil
}

// finish inserts what was gathered.
func (b *batch) finish() error {
	slices.SortFunc(b.statements, func(x, y row) int { return cmp.Compare(x.id, y.id) })
	if err := b.finishSpeakers(); err != nil {
		return err
	}
	rows := b.bulk("INSERT", "statement_rows", "id, article, number, voice, kind, mode, packed", "")
	marks := b.bulk("INSERT", "marks", "statement, outlet, appearance, facets", "")
	words := b.bulk("INSERT", "words", "rowid, content, source, cue, speaker, facets", "")
	for i := range b.statements {
		r := &b.statements[i]
		err := errors.Join(rows.add(r.id, r.article, r.number, r.voice, kindCode(r.statement.Kind), modeCode(r.statement.Mode), r.packed),
			marks.add(r.id, r.outlet, r.appearance, r.marks),
			words.add(r.id, r.content, r.source, r.cue, r.speaker, r.facets))
		if err != nil {
			return err
		}
	}
	if err := errors.Join(rows.flush(), marks.flush(), words.flush()); err != nil {
		return err
	}
	if err := b.grouper.flush(); err != nil {
		return err
	}
	for _, o := range b.outlets {
		if o.articles > 0 && o.id != 0 {
			if _, err := b.exec("UPDATE outlets SET articles = articles + ? WHERE id = ?", o.articles, o.id); err != nil {
				return err
			}
		}
	}
	_, err := b.exec("UPDATE totals SET articles = articles + ?, statements = statements + ?, grouped = ?", b.addedArticles, len(b.statements), b.lastArticle)
	return err
}

// encodeRest writes what of a record is not kept elsewhere: without its statements, and without its text where that is
// the article's.
func encodeRest(article *sayso.Article, record *sayso.Record) (rest string, hasText bool, err error) {
	short := *record
	if short.Statements != nil {
		short.Statements = []sayso.Statement{} // "[]", where no list at all is "null"
	}
	if hasText = short.Text != "" && short.Text == article.Text; hasText {
		short.Text = ""
	}
	data, err := json.Marshal(&short)
	return string(data), hasText, err
}
