package export

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
)

// sheet is one of the tables.
type sheet struct {
	name    string
	columns []string
}

// sheets are the tables of csv and xlsx. Columns are only ever added, at the end.
var sheets = []sheet{
	{"statements", []string{"statement", "article", "url", "title", "outlet", "author", "published", "speaker", "speaker_id",
		"speaker_type", "wikidata", "source", "role_as_printed", "cue", "mode", "kind", "content", "content_start", "content_end",
		"addressee", "addressee_ids", "venue", "venue_outlet", "venue_with", "via", "chain", "said_on", "within", "negated",
		"omission", "hypothetical", "denial", "about", "about_ids", "confidence"}},
	{"contacts", []string{"contact", "article", "url", "outlet", "published", "a", "a_ids", "verb", "b", "b_ids", "negated", "planned",
		"requested", "when", "where", "topic", "words", "say_so", "on_say_so_of", "confidence"}},
	{"people", []string{"id", "type", "name", "names", "gender", "wikidata", "of", "articles"}},
	{"roles", []string{"person", "person_id", "role", "org", "org_id", "former", "then", "from", "until", "change", "changed_on", "by",
		"words", "say_so", "on_say_so_of", "article", "url", "outlet", "published"}},
	{"disputes", []string{"dispute", "side", "statement", "contact", "speaker", "words", "article", "url", "outlet", "published"}},
}

// The places of the tables in sheets.
const (
	statementsSheet = iota
	contactsSheet
	peopleSheet
	rolesSheet
	disputesSheet
)

// tabler makes rows of items.
type tabler struct {
	options Options
	row     func(sheet int, cells []string) error
	// people are those seen so far whom other articles may have as well, in the order in which they came; byID is where.
	people []personRow
	byID   map[int64]int
}

// personRow is a row of the people: what all articles say of one.
type personRow struct {
	id       string
	entity   sayso.Entity
	of       string
	articles int
}

func (t *tabler) write(it *Item) error {
	it.begin()
	for _, f := range []func(*Item) error{t.statements, t.contacts, t.roles, t.disputes, t.entities} {
		if err := f(it); err != nil {
			return err
		}
	}
	return nil
}

// entities writes those of this article alone, and keeps the others: they have one row at the end.
func (t *tabler) entities(it *Item) error {
	for i := range it.Record.Entities {
		e := &it.Record.Entities[i]
		number := it.People[e.ID]
		if number == 0 {
			one := personRow{id: it.personID(e.ID)}
			one.add(it, e)
			if err := t.person(&one); err != nil {
				return err
			}
			continue
		}
		at, known := t.byID[number]
		if !known {
			at = len(t.people)
			t.byID[number] = at
			t.people = append(t.people, personRow{id: it.personID(e.ID)})
		}
		t.people[at].add(it, e)
	}
	return nil
}

// add adds what an article has of somebody. Names are copied, since they may be cut out of the article's text, which must not
// be kept for them.
func (p *personRow) add(it *Item, e *sayso.Entity) {
	if p.articles == 0 {
		p.entity.Type, p.entity.Name = e.Type, strings.Clone(e.Name)
	}
	p.articles++
	for _, name := range e.Names {
		p.entity.Names = appendNew(p.entity.Names, name)
	}
	for _, same := range e.SameAs {
		p.entity.SameAs = appendNew(p.entity.SameAs, same)
	}
	if p.entity.Gender == "" {
		p.entity.Gender = e.Gender
	}
	if e.Of != "" {
		p.of = it.personID(e.Of)
	}
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, strings.Clone(s))
}

func (t *tabler) person(p *personRow) error {
	e := &p.entity
	return t.row(peopleSheet, []string{p.id, string(e.Type), e.Name, strings.Join(e.Names, "; "), e.Gender, wikidata(e), p.of,
		strconv.Itoa(p.articles)})
}

// finish writes the people who may be in several articles.
func (t *tabler) finish() error {
	for i := range t.people {
		if err := t.person(&t.people[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tabler) statements(it *Item) error {
	a, text := it.Article, it.Article.Text
	at := newOffsets(text)
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		var id, qid, start, end, within string
		if s.Speaker.Entity != "" {
			id = it.personID(s.Speaker.Entity)
		}
		if e := it.entities[s.Speaker.Entity]; e != nil {
			qid = wikidata(e)
		}
		if len(s.Content) > 0 {
			bounds := s.Content.Bounds()
			start, end = strconv.Itoa(at.points(bounds.Start)), strconv.Itoa(at.points(bounds.End))
		}
		if s.Within != "" {
			within = it.statementID(s.Within)
		}
		venue := s.Venue
		if venue == nil {
			venue = &sayso.Venue{}
		}
		names, ids := it.parties(s.Addressee)
		via, _ := it.parties(s.Via)
		if err := t.row(statementsSheet, []string{it.statementID(s.ID), it.Key, a.URL, a.Title, a.Outlet, a.Author, a.Published,
			s.Speaker.Name, id, string(s.Speaker.Type), qid, s.Source.Of(text), it.rolesOf(s.Speaker.Entity), s.Cue.Of(text),
			string(s.Mode), string(s.Kind), s.Content.Of(text), start, end, names, ids, venue.Kind, venue.Outlet, venue.With, via,
			it.chainText(s), s.SaidOn, within, yes(s.Negated), yes(s.Omission), yes(s.Hypothetical), yes(s.Denial),
			strings.Join(it.names(s.About), "; "), it.ids(s.About), number(s.Confidence)}); err != nil {
			return err
		}
	}
	return nil
}

func (t *tabler) contacts(it *Item) error {
	a := it.Article
	for i := range it.Record.Contacts {
		c := &it.Record.Contacts[i]
		one, other := sides(c)
		if err := t.row(contactsSheet, []string{it.statementID(c.ID), it.Key, a.URL, a.Outlet, a.Published,
			strings.Join(it.names(one), "; "), it.ids(one), c.Verb, strings.Join(it.names(other), "; "), it.ids(other),
			yes(c.Negated), yes(c.Planned), yes(c.Requested), c.When, c.Where, c.Topic, c.Span.Of(a.Text), it.restsOn(c.SaySo),
			it.saySo(c.SaySo), number(c.Confidence)}); err != nil {
			return err
		}
	}
	return nil
}

func (t *tabler) roles(it *Item) error {
	a := it.Article
	for i := range it.Record.Roles {
		r := &it.Record.Roles[i]
		var org, orgID, by string
		if r.Org != "" {
			org, orgID = it.name(r.Org), it.personID(r.Org)
		}
		if r.By != "" {
			by = it.name(r.By)
		}
		if err := t.row(rolesSheet, []string{it.name(r.Person), it.personID(r.Person), r.Role, org, orgID, yes(r.Former), yes(r.Then),
			r.From, r.Until, string(r.Change), r.ChangedOn, by, r.Span.Of(a.Text), it.restsOn(r.SaySo), it.saySo(r.SaySo), it.Key,
			a.URL, a.Outlet, a.Published}); err != nil {
			return err
		}
	}
	return nil
}

func (t *tabler) disputes(it *Item) error {
	a := it.Article
	for i := range it.Record.Disputes {
		d := &it.Record.Disputes[i]
		id := it.short() + "-d" + strconv.Itoa(i+1)
		row := func(side, statement, contact, who, words string) error {
			return t.row(disputesSheet, []string{id, side, statement, contact, who, words, it.Key, a.URL, a.Outlet, a.Published})
		}
		for _, part := range []struct {
			side string
			ids  []string
		}{{"asserts", d.Asserts}, {"denies", d.Denies}} {
			for _, s := range part.ids {
				if s := it.statements[s]; s != nil {
					if err := row(part.side, it.statementID(s.ID), "", s.Speaker.Who(), s.Content.Of(a.Text)); err != nil {
						return err
					}
				}
			}
		}
		for _, id := range d.Contacts {
			for j := range it.Record.Contacts {
				if c := &it.Record.Contacts[j]; c.ID == id {
					side := "asserts"
					if c.Negated {
						side = "denies"
					}
					if err := row(side, "", it.statementID(c.ID), it.saySo(c.SaySo), c.Span.Of(a.Text)); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// sides are the two parties of a contact.
func sides(c *sayso.Contact) (one, other []string) {
	if len(c.Parties) > 0 {
		one = c.Parties[0]
	}
	if len(c.Parties) > 1 {
		other = c.Parties[1]
	}
	return one, other
}

// parties are the names and the ids of parties.
func (it *Item) parties(list []sayso.Party) (names, ids string) {
	var n, i []string
	for _, p := range list {
		n = append(n, p.Name)
		if p.Entity != "" {
			i = append(i, it.personID(p.Entity))
		}
	}
	return strings.Join(n, "; "), strings.Join(i, "; ")
}

// ids are the ids of entities.
func (it *Item) ids(entities []string) string {
	list := make([]string, len(entities))
	for i, e := range entities {
		list[i] = it.personID(e)
	}
	return strings.Join(list, "; ")
}

// rolesOf are the roles that the article gives somebody, as printed.
func (it *Item) rolesOf(entity string) string {
	var list []string
	for i := range it.Record.Roles {
		r := &it.Record.Roles[i]
		if entity == "" || r.Person != entity {
			continue
		}
		role := r.Role
		if r.Former {
			role = "former " + role
		}
		if r.Org != "" {
			role += ", " + it.name(r.Org)
		}
		list = appendNew(list, role)
	}
	return strings.Join(list, "; ")
}

// restsOn is the statement on which something rests, or "article".
func (it *Item) restsOn(saySo string) string {
	if saySo == "" || saySo == sayso.SaySoArticle {
		return sayso.SaySoArticle
	}
	return it.statementID(saySo)
}

func yes(b bool) string { return strconv.FormatBool(b) }

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// formula are the characters that make spreadsheets compute a cell that begins with them, the wide ones in East Asian
// versions; a spreadsheet looks for them behind a tab or line break, too.
const formula = "=+-@\t\r\n＝＋－＠"

// Harmless puts an apostrophe before a cell of CSV that a spreadsheet would compute: news is full of "@name", and a file
// of somebody else's words must not compute. Whoever needs such a cell as it was takes another format.
func Harmless(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune(formula, first) {
		return "'" + cell
	}
	return cell
}
