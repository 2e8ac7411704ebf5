package archive

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"sayso"
)

// replace puts another record in the place of the one that an article has. Statements that stay as they are keep their
// rows, and people who stay as they are keep their links; all else is taken out and added anew.
func (b *batch) replace(id int64, article *sayso.Article, old, record *sayso.Record) error {
	if err := check(Entry{article, record}); err != nil {
		return err
	}
	at := momentOfPublished(article.Published)
	packed, hasText, err := packedRest(article, record)
	if err != nil {
		return err
	}
	if _, err := b.exec("UPDATE article_texts SET record = ?, has_text = ? WHERE article = ?", packed, hasText, id); err != nil {
		return err
	}
	if err := b.untie(id); err != nil {
		return err
	}
	if err := b.noDoubts(id); err != nil {
		return err
	}
	quoted, err := b.quotedIn(id)
	if err != nil {
		return err
	}
	ids, requote, err := b.replaceStatements(id, at, old, record)
	if err != nil {
		return err
	}
	if err := b.quoteAgain(id, article, record, ids, requote, quoted); err != nil {
		return fmt.Errorf("look for quotations: %w", err)
	}
	if _, err := b.exec("UPDATE articles SET statements = ? WHERE id = ?", len(record.Statements), id); err != nil {
		return err
	}
	if _, err := b.exec("UPDATE totals SET statements = statements + ?", len(record.Statements)-len(old.Statements)); err != nil {
		return err
	}
	if err := b.doubts(article, record, ids); err != nil {
		return err
	}
	return b.relinkArticle(id, at, article, old, record, ids)
}

// storedRow is the row of a statement as it is.
type storedRow struct {
	id      int64
	number  int
	voice   sql.NullInt64
	encoded string
	used    bool
}

// replaceStatements brings the rows of an article's statements, their voices and the index of words to what a record has.
// It returns the rows' ids in the order of the record, and which statements may carry another quotation than their row did.
func (b *batch) replaceStatements(id int64, at moment, old, record *sayso.Record) (ids []int64, requote []bool, err error) {
	var outlet sql.NullInt64
	if err := b.queryRow("SELECT outlet FROM articles WHERE id = ?", id).Scan(&outlet); err != nil {
		return nil, nil, err
	}
	rows, err := b.storedRows(id)
	if err != nil {
		return nil, nil, err
	}
	back, err := b.asideRows(id)
	if err != nil {
		return nil, nil, err
	}
	b.rowsOf = back
	taken := map[int64]bool{}
	for i := range rows {
		taken[rows[i].id] = true
		if n := rows[i].number; n < len(old.Statements) {
			b.rowsOf[old.Statements[n].ID] = rows[i].id
		}
	}
	// Nor is a new statement to have a row that another one of this article gets back.
	if _, err := b.reserve(at, 0); err != nil {
		return nil, nil, err
	}
	for _, row := range b.rowsOf {
		if row >= at.firstID() && row < (at+1).firstID() {
			b.next[at] = max(b.next[at], row+1)
		}
	}
	voices, err := b.storedVoices(id)
	if err != nil {
		return nil, nil, err
	}
	facetsOf := map[int64]string{}
	for _, v := range voices {
		facetsOf[v.id] = v.facets
	}
	spoken, voiceOf, err := b.voicesOf(record)
	if err != nil {
		return nil, nil, err
	}
	// Voices that there are already keep their rows.
	for _, v := range spoken {
		for i := range voices {
			if !voices[i].used && voices[i].speaker == v.speaker && voices[i].facets == v.facets {
				voices[i].used, v.id = true, voices[i].id
				break
			}
		}
		if v.id != 0 {
			if _, err := b.exec("UPDATE voices SET statements = ? WHERE id = ?", v.statements, v.id); err != nil {
				return nil, nil, err
			}
			continue
		}
		if err := b.queryRow(`INSERT INTO voices (article, speaker, outlet, moment, statements, facets) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
			id, v.speaker, outlet, int64(at), v.statements, v.facets).Scan(&v.id); err != nil {
			return nil, nil, err
		}
		facetsOf[v.id] = v.facets
	}
	encoded := make([]string, len(record.Statements))
	for i := range record.Statements {
		data, err := json.Marshal(&record.Statements[i])
		if err != nil {
			return nil, nil, fmt.Errorf("statement %s: %w", record.Statements[i].ID, err)
		}
		encoded[i] = string(data)
	}
	ids, requote = make([]int64, len(record.Statements)), make([]bool, len(record.Statements))
	from := b.pairRows(rows, record.Statements, encoded, old)
	// Rows that go, and rows that change, leave the index as long as all that they are made of is as it was.
	changes := make([]bool, len(record.Statements))
	for i, r := range from {
		changes[i] = r == nil || r.encoded != encoded[i] || facetsOf[r.voice.Int64] != voiceFacetsOf(voiceOf[i])
		requote[i] = changes[i] && (r == nil || r.number >= len(old.Statements) || !sameQuoted(&old.Statements[r.number], &record.Statements[i]))
		if r != nil && changes[i] {
			if err := b.unindex(r.id); err != nil {
				return nil, nil, err
			}
		}
	}
	for i := range rows {
		if r := &rows[i]; !r.used {
			if err := b.unindex(r.id); err != nil {
				return nil, nil, err
			}
			if _, err := b.exec("DELETE FROM statement_rows WHERE id = ?", r.id); err != nil {
				return nil, nil, err
			}
		}
	}
	// Numbers are unique in an article: first out of the way, then to their place.
	if _, err := b.exec("UPDATE statement_rows SET number = -1 - number WHERE article = ?", id); err != nil {
		return nil, nil, err
	}
	for i := range record.Statements {
		s := &record.Statements[i]
		var voice sql.NullInt64
		if v := voiceOf[i]; v != nil {
			voice = sql.NullInt64{Int64: v.id, Valid: true}
		}
		r := from[i]
		if r == nil {
			if ids[i] = b.rowsOf[s.ID]; ids[i] == 0 || taken[ids[i]] { // what comes back gets its old row
				if ids[i], err = b.reserve(at, 1); err != nil {
					return nil, nil, err
				}
			}
			taken[ids[i]] = true
		} else {
			ids[i] = r.id
		}
		if r != nil && !changes[i] {
			if _, err := b.exec("UPDATE statement_rows SET number = ?, voice = ? WHERE id = ?", i, voice, ids[i]); err != nil {
				return nil, nil, err
			}
			continue
		}
		packed, err := packStatement(s)
		if err != nil {
			return nil, nil, err
		}
		kept, marked := "UPDATE statement_rows SET number = ?, voice = ?, kind = ?, mode = ?, packed = ? WHERE id = ? AND article = ?",
			"UPDATE marks SET facets = ? || iif(instr(facets, '"+repeatedCode+"') > 0, '"+repeatedCode+"', '') WHERE statement = ?"
		if r == nil {
			kept = "INSERT INTO statement_rows (number, voice, kind, mode, packed, id, article) VALUES (?, ?, ?, ?, ?, ?, ?)"
			marked = "INSERT INTO marks (facets, statement, outlet, appearance) SELECT ?1, id, coalesce(outlet, 0), 0 FROM (SELECT ?2 AS id, outlet FROM articles WHERE id = ?3)"
		}
		if _, err := b.exec(kept, i, voice, kindCode(s.Kind), modeCode(s.Mode), packed, ids[i], id); err != nil {
			return nil, nil, err
		}
		args := []any{marksOf(s), ids[i], id}
		if r != nil {
			args = args[:2]
		}
		if _, err := b.exec(marked, args...); err != nil {
			return nil, nil, err
		}
	}
	for i := range voices {
		if !voices[i].used {
			if _, err := b.exec("DELETE FROM voices WHERE id = ?", voices[i].id); err != nil {
				return nil, nil, err
			}
		}
	}
	if err := b.countVoices(old, record, voices); err != nil {
		return nil, nil, err
	}
	for i := range ids {
		if changes[i] {
			if _, err := b.exec(`INSERT INTO words (rowid, content, source, cue, speaker, facets)
				SELECT id, content, source, cue, speaker, facets FROM statement_words WHERE id = ?`, ids[i]); err != nil {
				return nil, nil, err
			}
		}
	}
	return ids, requote, nil
}

// asideRows returns the rows that the statements of an article had which are put aside, by their IDs.
func (b *batch) asideRows(id int64) (map[string]int64, error) {
	rows, err := b.query(`SELECT statement ->> '$.id', id FROM aside x WHERE article = ? AND NOT EXISTS (SELECT 1 FROM statements s WHERE s.id = x.id)`, id)
	list := map[string]int64{}
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var local string
		var id int64
		err := row.Scan(&local, &id)
		list[local] = id
		return err
	})
	return list, err
}

// unindex takes a statement out of the index of words. The row, its voice and its outlet must be as they were.
func (b *batch) unindex(id int64) error {
	_, err := b.exec(`INSERT INTO words (words, rowid, content, source, cue, speaker, facets)
		SELECT 'delete', id, content, source, cue, speaker, facets FROM statement_words WHERE id = ?`, id)
	return err
}

func (b *batch) storedRows(id int64) ([]storedRow, error) {
	rows, err := b.query("SELECT id, number, voice, statement FROM statements WHERE article = ? ORDER BY number", id)
	return collect(rows, err, func(row *sql.Rows, r *storedRow) error { return row.Scan(&r.id, &r.number, &r.voice, &r.encoded) })
}

// pairRows gives each statement the row of the one that it was: one that is the same to the letter, else the one that
// shares most of its parts, else none.
func (b *batch) pairRows(rows []storedRow, statements []sayso.Statement, encoded []string, old *sayso.Record) []*storedRow {
	from := make([]*storedRow, len(statements))
	same := map[string][]*storedRow{}
	for i := range rows {
		same[rows[i].encoded] = append(same[rows[i].encoded], &rows[i])
	}
	for i := range statements {
		if list := same[encoded[i]]; len(list) > 0 {
			from[i], same[encoded[i]] = list[0], list[1:]
			from[i].used = true
		}
	}
	for i := range statements {
		if from[i] != nil {
			continue
		}
		most := sameAlter
		var best *storedRow
		for k := range rows {
			if r := &rows[k]; !r.used && r.number < len(old.Statements) {
				if w := overlap(&statements[i], &old.Statements[r.number]); w >= most {
					best, most = r, w
				}
			}
		}
		if best != nil {
			from[i], best.used = best, true
		}
	}
	return from
}

// spokenVoice is a voice of a record that is to be written.
type spokenVoice struct {
	id, speaker int64
	facets      string
	statements  int
}

func voiceFacetsOf(v *spokenVoice) string {
	if v == nil {
		return ""
	}
	return v.facets
}

// voiceNames are a voice of a record with the forms of its name.
type voiceNames struct {
	entity string
	speakerKey
	names      []string
	statements int
}

// namesOfVoices lists the voices of a record as Add makes them: one for every entity and chosen name. of tells for each
// statement which is its voice, -1 for none.
func namesOfVoices(record *sayso.Record) (list []voiceNames, of []int) {
	forms := map[string][]string{}
	for i := range record.Entities {
		e := &record.Entities[i]
		forms[e.ID] = append([]string{e.Name}, e.Names...)
	}
	for i := range record.Statements {
		s := &record.Statements[i]
		if s.Speaker.Name == "" {
			of = append(of, -1)
			continue
		}
		key := speakerKey{s.Speaker.Name, s.Speaker.Type}
		at := slices.IndexFunc(list, func(v voiceNames) bool { return v.entity == s.Speaker.Entity && v.speakerKey == key })
		if at < 0 {
			v := voiceNames{entity: s.Speaker.Entity, speakerKey: key, names: []string{key.name}}
			for _, name := range forms[s.Speaker.Entity] {
				if name != "" && !slices.Contains(v.names, name) {
					v.names = append(v.names, name)
				}
			}
			at, list = len(list), append(list, v)
		}
		list[at].statements++
		of = append(of, at)
	}
	return list, of
}

// voicesOf makes the voices of a record, and tells for each statement which is its own.
func (b *batch) voicesOf(record *sayso.Record) (list []*spokenVoice, of []*spokenVoice, err error) {
	names, places := namesOfVoices(record)
	for i := range names {
		id, err := b.speakerID(names[i].speakerKey)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, &spokenVoice{speaker: id, facets: voiceFacets(id, names[i].names), statements: names[i].statements})
	}
	for _, place := range places {
		if place < 0 {
			of = append(of, nil)
		} else {
			of = append(of, list[place])
		}
	}
	return list, of, nil
}

func (b *batch) speakerID(key speakerKey) (id int64, err error) {
	err = b.queryRow(`INSERT INTO speakers (name, type) VALUES (?, ?)
		ON CONFLICT (name, type) DO UPDATE SET statements = statements RETURNING id`, key.name, string(key.kind)).Scan(&id)
	return id, err
}

type storedVoice struct {
	id, speaker int64
	facets      string
	used        bool
}

func (b *batch) storedVoices(id int64) ([]storedVoice, error) {
	rows, err := b.query("SELECT id, speaker, facets FROM voices WHERE id IN (SELECT voice FROM statement_rows WHERE article = ?) ORDER BY id", id)
	return collect(rows, err, func(row *sql.Rows, v *storedVoice) error { return row.Scan(&v.id, &v.speaker, &v.facets) })
}

// countVoices brings what is counted of speakers and their names from one record of an article to another. Speakers of
// whom nothing is left go.
func (b *batch) countVoices(old, record *sayso.Record, voices []storedVoice) error {
	type form struct {
		speaker int64
		name    string
	}
	statements, forms := map[int64]int{}, map[form]int{}
	for sign, r := range map[int]*sayso.Record{-1: old, 1: record} { // sums do not depend on the order
		list, _ := namesOfVoices(r)
		for i := range list {
			id, err := b.speakerID(list[i].speakerKey)
			if err != nil {
				return err
			}
			statements[id] += sign * list[i].statements
			for _, name := range list[i].names {
				forms[form{id, name}] += sign
			}
		}
	}
	for _, id := range sortedInts(statements) {
		if _, err := b.exec("UPDATE speakers SET statements = statements + ? WHERE id = ?", statements[id], id); err != nil {
			return err
		}
	}
	var keys []form
	for k := range forms {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(x, y form) int { return cmp.Or(cmp.Compare(x.speaker, y.speaker), cmp.Compare(x.name, y.name)) })
	for _, k := range keys {
		if forms[k] == 0 {
			continue
		}
		if _, err := b.exec(`INSERT INTO names (speaker, name, articles) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET articles = articles + excluded.articles`, k.speaker, k.name, forms[k]); err != nil {
			return err
		}
		if _, err := b.exec("DELETE FROM names WHERE speaker = ? AND name = ? AND articles <= 0", k.speaker, k.name); err != nil {
			return err
		}
	}
	for _, id := range sortedInts(statements) {
		if statements[id] >= 0 {
			continue
		}
		var spoken bool
		if err := b.queryRow("SELECT EXISTS (SELECT 1 FROM voices WHERE speaker = ?)", id).Scan(&spoken); err != nil {
			return err
		}
		if !spoken {
			for _, query := range []string{"DELETE FROM names WHERE speaker = ?", "DELETE FROM speakers WHERE id = ?"} {
				if _, err := b.exec(query, id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func sortedInts(m map[int64]int) []int64 {
	var list []int64
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// letters is a statement's JSON.
func letters(s *sayso.Statement) string {
	data, err := json.Marshal(s)
	if err != nil {
		return ""
	}
	return string(data)
}
