package archive

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/authority"
)

// The parts that an entity can have in a statement.
const (
	partSpeaker = iota
	partAddressee
	partVia
	partAbout
)

// insert is a row that is written when the appearances have been.
type insert struct {
	query string
	args  []any
}

// appear takes the entities of an article, and all that points to them, to be linked and written. ids are the rows of
// the record's statements. It returns the rows of appearances by the entities' IDs.
func (l *linker) appear(id int64, key string, at moment, article *sayso.Article, record *sayso.Record, ids []int64) (map[string]int64, error) {
	names := namesIn(record)
	traits := traitsOf(article, record, names)
	spoken := map[string]int{}
	statementIDs := make(map[string]int64, len(ids))
	for i := range record.Statements {
		s := &record.Statements[i]
		if s.Speaker.Entity != "" {
			spoken[s.Speaker.Entity]++
		}
		statementIDs[s.ID] = ids[i]
	}
	appeared := map[string]int64{}
	for i := range record.Entities {
		e := &record.Entities[i]
		if e.Type == sayso.Unnamed || e.ID == "" || appeared[e.ID] != 0 || len(names[i].Last) == 0 && (e.Type == sayso.Person || authority.Fold(e.Name) == "") {
			continue // two officials here are not the two officials there
		}
		l.lastAppearance++
		x := &appearance{id: l.lastAppearance, article: id, articleKey: key, local: e.ID, kind: e.Type, name: oneLine(e.Name),
			gender: e.Gender, at: at, statements: spoken[e.ID], traits: traits[i], hashed: hashTraits(traits[i]), parsed: names[i], order: i}
		x.names = append(x.names, x.name)
		for _, form := range e.Names {
			if form = oneLine(form); form != "" && !slices.Contains(x.names, form) {
				x.names = append(x.names, form)
			}
		}
		if e.Type == sayso.Person {
			found, err := l.known(x, article.Published)
			if err != nil {
				return nil, err
			}
			x.authority = found
		}
		appeared[e.ID] = x.id
		l.pending = append(l.pending, x)
	}
	later := func(query string, args ...any) { l.inserts = append(l.inserts, insert{query, args}) }
	said := func(statement int64, part int, entity string) {
		if x := appeared[entity]; x != 0 {
			l.parts = append(l.parts, [3]int64{x, int64(part), statement})
		}
	}
	for i := range record.Statements {
		s := &record.Statements[i]
		said(ids[i], partSpeaker, s.Speaker.Entity)
		for _, p := range s.Addressee {
			said(ids[i], partAddressee, p.Entity)
		}
		for _, p := range s.Via {
			said(ids[i], partVia, p.Entity)
		}
		for _, e := range s.About {
			said(ids[i], partAbout, e)
		}
	}
	rests := func(saySo string) sql.NullInt64 {
		statement, ok := statementIDs[saySo]
		return sql.NullInt64{Int64: statement, Valid: ok}
	}
	local := make(map[string]*sayso.Entity, len(record.Entities))
	for i := range record.Entities {
		local[record.Entities[i].ID] = &record.Entities[i]
	}
	name := func(id string) string {
		if e := local[id]; e != nil {
			return e.Name
		}
		return ""
	}
	for i := range record.Roles {
		r := &record.Roles[i]
		if x := appeared[r.Person]; x != 0 {
			later("INSERT INTO roles (article, appearance, role, org, former, start, stop, statement) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
				id, x, r.Role, name(r.Org), r.Former, r.Span.Start, r.Span.End, rests(r.SaySo))
		}
	}
	contacts := map[string]int64{}
	for i := range record.Contacts {
		c := &record.Contacts[i]
		if len(c.Parties) != 2 {
			continue
		}
		encoded, err := json.Marshal(c)
		if err != nil {
			return nil, fmt.Errorf("contact %s: %w", c.ID, err)
		}
		words := ""
		if c.Span.Start >= 0 && c.Span.Start <= c.Span.End && c.Span.End <= len(article.Text) {
			words = c.Span.Of(article.Text)
		}
		l.lastContact++
		contact := l.lastContact
		contacts[c.ID] = contact
		later("INSERT INTO contacts (id, article, moment, contact, words, verb, negated, planned, statement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			contact, id, int64(at), string(encoded), strings.ToValidUTF8(words, "\uFFFD"), c.Verb, c.Negated, c.Planned, rests(c.SaySo))
		for side, list := range c.Parties {
			for k, e := range list {
				later("INSERT INTO parties (contact, side, number, name, appearance) VALUES (?, ?, ?, ?, ?)", contact, side, k, name(e), appeared[e])
			}
		}
		l.contacts = append(l.contacts, addedContact{id: contact, article: id, at: at, contact: c, appeared: appeared})
	}
	for i := range record.Disputes {
		d := &record.Disputes[i]
		l.lastDispute++
		later("INSERT INTO disputes (id, moment, article, reason) VALUES (?, ?, ?, '')", l.lastDispute, int64(at), id)
		for denies, list := range [][]string{d.Asserts, d.Denies} {
			for _, s := range list {
				if statement := statementIDs[s]; statement != 0 {
					later("INSERT OR IGNORE INTO disputants (dispute, denies, statement, contact) VALUES (?, ?, ?, 0)", l.lastDispute, denies, statement)
				}
			}
		}
	}
	for i := range record.Statements {
		l.spoken = append(l.spoken, addedStatement{id: ids[i], article: id, at: at, text: article.Text, statement: &record.Statements[i], appeared: appeared})
	}
	l.articles++
	return appeared, nil
}

// oneLine makes white space blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// settle links all that has appeared and writes it.
func (l *linker) settle() error {
	if err := l.link(l.pending); err != nil {
		return err
	}
	if err := l.gather(); err != nil {
		return err
	}
	if err := l.retry(); err != nil {
		return err
	}
	if err := l.flush(); err != nil {
		return err
	}
	said := l.bulk("INSERT OR IGNORE", "said", "appearance, part, statement", "")
	slices.SortFunc(l.parts, func(x, y [3]int64) int { return slices.Compare(x[:], y[:]) })
	for _, p := range l.parts {
		if err := said.add(p[0], p[1], p[2]); err != nil {
			return err
		}
		if p[1] == partSpeaker && !l.marked {
			if _, err := l.exec("UPDATE marks SET appearance = ? WHERE statement = ?", p[0], p[2]); err != nil {
				return err
			}
		}
	}
	if err := said.flush(); err != nil {
		return err
	}
	for _, in := range l.inserts {
		if _, err := l.exec(in.query, in.args...); err != nil {
			return err
		}
	}
	if err := l.findDisputes(); err != nil {
		return err
	}
	_, err := l.exec("UPDATE totals SET linked = linked + ?", l.articles)
	return err
}
