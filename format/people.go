package format

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
	"sayso/export"
)

// Person is a person as the archive has it, with what is shown of it.
type Person struct {
	Profile     archive.Profile
	Said, About archive.Found
	Contacts    archive.FoundContacts
	Disputes    archive.FoundDisputes
}

// Archive writes what the archive knows across articles: people, contacts, disputes.
type Archive struct {
	text  *text
	lines *jsonLines
	table *csv.Writer
}

// NewArchive returns a writer in the format of that name.
func NewArchive(name string, w io.Writer, o Options) (*Archive, error) {
	switch name {
	case "text":
		return &Archive{text: newText(w, o)}, nil
	case "jsonl":
		return &Archive{lines: &jsonLines{out: bufio.NewWriter(w)}}, nil
	case "csv":
		return &Archive{table: csv.NewWriter(w)}, nil
	}
	return nil, unknown(name)
}

// rows writes a table with a header.
func (a *Archive) rows(header []string, rows [][]string) error {
	if err := a.table.Write(header); err != nil {
		return err
	}
	for _, row := range rows {
		for i := range row {
			row[i] = export.Harmless(row[i])
		}
		if err := a.table.Write(row); err != nil {
			return err
		}
	}
	a.table.Flush()
	return a.table.Error()
}

// Entities writes a list of people or organisations, one a line.
func (a *Archive) Entities(list []archive.Entity) error {
	switch {
	case a.lines != nil:
		for i := range list {
			if err := a.lines.line(&list[i]); err != nil {
				return err
			}
		}
		return nil
	case a.table != nil:
		var rows [][]string
		for _, e := range list {
			rows = append(rows, []string{strconv.FormatInt(e.ID, 10), string(e.Type), e.Name, strconv.Itoa(e.Articles), strconv.Itoa(e.Statements)})
		}
		return a.rows([]string{"number", "type", "name", "articles", "statements"}, rows)
	}
	for _, e := range list {
		a.text.wrap([]piece{{dim, fmt.Sprintf("#%d", e.ID)}, {bold, e.Name}, {dim, fmt.Sprintf("· %s · %s in %s", e.Type, many(e.Statements, "statement"), many(e.Articles, "article"))}}, 0, 4)
	}
	return a.text.out.Flush()
}

func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// foundAcross is a statement with its way to the page.
type foundAcross struct {
	found
	Chain []string `json:"chain,omitempty"`
}

func across(h *archive.Hit) *foundAcross {
	if h == nil {
		return nil
	}
	return &foundAcross{found{articleOf(h.Key, &h.Article), &h.Statement, h.Source, h.Cue, h.Content}, h.Chain}
}

func articleOf(key string, a *sayso.Article) foundArticle {
	return foundArticle{key, a.ID, a.Title, a.Outlet, a.Author, a.URL, a.Published}
}

// contactLine is a contact as JSON.
type contactLine struct {
	Article  foundArticle         `json:"article"`
	Contact  *sayso.Contact       `json:"contact"`
	A        []archive.PartyFound `json:"a"`
	B        []archive.PartyFound `json:"b"`
	Words    string               `json:"words,omitempty"`
	SaySo    *foundAcross         `json:"say_so,omitempty"`
	Chain    []string             `json:"chain,omitempty"`
	Disputed int64                `json:"disputed,omitempty"`
}

func contactOf(c *archive.ContactFound) contactLine {
	return contactLine{articleOf(c.Key, &c.Article), &c.Contact, c.A, c.B, c.Words, across(c.SaySo), c.Chain, c.Disputed}
}

type evidenceLine struct {
	Statement *foundAcross `json:"statement,omitempty"`
	Contact   *contactLine `json:"contact,omitempty"`
}

type disputeLine struct {
	ID      int64          `json:"id"`
	Across  bool           `json:"across"`
	Reason  string         `json:"reason,omitempty"`
	Asserts []evidenceLine `json:"asserts"`
	Denies  []evidenceLine `json:"denies"`
}

func evidence(list []archive.Evidence) []evidenceLine {
	var out []evidenceLine
	for _, e := range list {
		line := evidenceLine{Statement: across(e.Statement)}
		if e.Contact != nil {
			c := contactOf(e.Contact)
			line.Contact = &c
		}
		out = append(out, line)
	}
	return out
}

func disputeOf(d *archive.DisputeFound) disputeLine {
	return disputeLine{d.ID, d.Across, d.Reason, evidence(d.Asserts), evidence(d.Denies)}
}

// Person writes all of a person: as JSON one object, as CSV what the person said and what others said.
func (a *Archive) Person(p *Person) error {
	switch {
	case a.lines != nil:
		line := struct {
			archive.Profile
			Said         []*foundAcross `json:"said,omitempty"`
			SaidAbout    []*foundAcross `json:"said_about,omitempty"`
			ContactList  []contactLine  `json:"contact_list,omitempty"`
			DisputesList []disputeLine  `json:"dispute_list,omitempty"`
		}{Profile: p.Profile}
		for i := range p.Said.Hits {
			line.Said = append(line.Said, across(&p.Said.Hits[i]))
		}
		for i := range p.About.Hits {
			line.SaidAbout = append(line.SaidAbout, across(&p.About.Hits[i]))
		}
		for i := range p.Contacts.Contacts {
			line.ContactList = append(line.ContactList, contactOf(&p.Contacts.Contacts[i]))
		}
		for i := range p.Disputes.Disputes {
			line.DisputesList = append(line.DisputesList, disputeOf(&p.Disputes.Disputes[i]))
		}
		return a.lines.line(line)
	case a.table != nil:
		var rows [][]string
		for part, list := range [][]archive.Hit{p.Said.Hits, p.About.Hits} {
			for i := range list {
				h := &list[i]
				rows = append(rows, []string{[]string{"said", "about"}[part], h.Key, h.Article.ID, h.Article.Outlet, h.Article.Published, h.Article.Title, h.Statement.ID,
					string(h.Statement.Kind), string(h.Statement.Mode), h.Statement.Speaker.Name, h.Source, h.Cue, h.Content, strings.Join(h.Chain, " > "),
					h.Statement.SaidOn, strconv.FormatBool(h.Statement.Negated), strconv.FormatBool(h.Statement.Denial)})
			}
		}
		return a.rows([]string{"part", "key", "article", "outlet", "published", "title", "statement", "kind", "mode", "speaker", "source", "cue", "content", "chain",
			"said_on", "negated", "denial"}, rows)
	}
	a.person(p)
	return a.text.out.Flush()
}

// person writes a person for people.
func (a *Archive) person(p *Person) {
	t, e := a.text, &p.Profile
	t.gap()
	t.wrap([]piece{{bold, e.Name}, {dim, fmt.Sprintf("· #%d · %s", e.ID, e.Type)}}, 0, 0)
	when := e.First
	if e.Last != e.First {
		when += " to " + e.Last
	}
	t.wrap([]piece{{dim, dotted([]string{many(e.Statements, "statement"), "in " + many(e.Articles, "article"), when})}}, 0, 0)
	if len(e.Names) > 1 {
		t.wrap([]piece{{dim, "named as"}, {plain, names10(e.Names)}}, 2, 4)
	}
	if len(e.Outlets) > 0 {
		t.wrap([]piece{{dim, "in"}, {plain, names10(e.Outlets)}}, 2, 4)
	}
	a.heading("Roles", len(e.Roles))
	for i, r := range e.Roles {
		if i == 12 {
			t.wrap([]piece{{dim, fmt.Sprintf("and %d more", len(e.Roles)-i)}}, 2, 0)
			break
		}
		t.wrap([]piece{{plain, roleWords(&r)}, {dim, "· " + dotted([]string{many(r.Articles, "article"), r.Last, saySo(r.SaySo, "")})}}, 2, 4)
	}
	if k := e.Known; k != nil {
		a.heading("Known", 1)
		t.wrap([]piece{{plain, k.Name}, {dim, "· " + dotted([]string{k.Wikidata, k.List})}}, 2, 4)
		for _, r := range k.Roles {
			t.wrap([]piece{{plain, dotted([]string{r.Role, r.Org, r.Place})}, {dim, r.From + " to " + r.To}}, 4, 2)
		}
	}
	a.hits("Said", &p.Said)
	a.hits("Others said", &p.About)
	a.heading("Contacts", len(p.Contacts.Contacts))
	for i := range p.Contacts.Contacts {
		a.contact(&p.Contacts.Contacts[i])
	}
	a.heading("Disputes", len(p.Disputes.Disputes))
	for i := range p.Disputes.Disputes {
		a.dispute(&p.Disputes.Disputes[i])
	}
	a.heading("Perhaps the same", len(e.Candidates))
	for _, c := range e.Candidates {
		line := []piece{{dim, fmt.Sprintf("#%d", c.ID)}, {plain, c.Name}, {dim, "· in " + many(c.Articles, "article")}}
		for _, reason := range c.For {
			line = append(line, piece{dim, "·"}, piece{green, reason})
		}
		for _, reason := range c.Against {
			line = append(line, piece{dim, "·"}, piece{red, reason})
		}
		t.wrap(line, 2, 4)
	}
}

func (a *Archive) heading(title string, n int) {
	if n > 0 {
		a.text.out.WriteByte('\n')
		a.text.wrap([]piece{{bold, title}}, 0, 0)
	}
}

func (a *Archive) hits(title string, found *archive.Found) {
	a.heading(title, len(found.Hits))
	for i := range found.Hits {
		a.hit(&found.Hits[i])
	}
}

// hit writes a statement and its way to the page.
func (a *Archive) hit(h *archive.Hit) {
	a.text.statement(&h.Statement, h.Source, h.Cue, h.Content, 0)
	a.text.wrap([]piece{{dim, way(h.Chain, &h.Article)}}, 6, 2)
}

// way writes a chain and the article that it ends in.
func way(chain []string, a *sayso.Article) string {
	title := a.Title
	if title == "" {
		title = a.ID
	}
	return dotted([]string{strings.Join(append(chain, "this article"), " → "), day(a.Published), title})
}

func saySo(name string, kind sayso.SpeakerType) string {
	if name == "" {
		return ""
	}
	return name + " " + says(name, kind) + " so"
}

func roleWords(r *archive.RoleSeen) string {
	words := r.Role
	if r.Former {
		words = "former " + words
	}
	if r.Org != "" {
		words += ", " + r.Org
	}
	return words
}

func names10(list []archive.Count) string {
	var out []string
	for i, c := range list {
		if i == 10 {
			out = append(out, fmt.Sprintf("and %d more", len(list)-i))
			break
		}
		out = append(out, fmt.Sprintf("%s (%d)", c.Name, c.N))
	}
	return strings.Join(out, ", ")
}

func partyNames(list []archive.PartyFound) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name)
	}
	return strings.Join(out, ", ")
}

// contact writes a contact, its passage and on whose say-so it rests.
func (a *Archive) contact(c *archive.ContactFound) {
	line := []piece{{red, "⇄"}, {bold, partyNames(c.A)}, {dim, "— " + c.Contact.Verb + " —"}, {bold, partyNames(c.B)}}
	for _, note := range []struct {
		is   bool
		code string
		text string
	}{{c.Contact.Negated, magenta, "did not"}, {c.Contact.Planned, magenta, "planned"}, {c.Contact.When != "", plain, c.Contact.When},
		{c.Contact.Where != "", plain, c.Contact.Where}, {c.Contact.Topic != "", plain, "on " + c.Contact.Topic}, {c.Disputed != 0, red, "disputed"}} {
		if note.is {
			line = append(line, piece{dim, "·"}, piece{note.code, note.text})
		}
	}
	a.text.wrap(line, 2, 2)
	a.text.wrap([]piece{{plain, c.Words}}, 6, 0)
	by := "the article says so"
	if c.SaySo != nil {
		by = saySo(c.Chain[0], c.SaySo.Statement.Speaker.Type)
	}
	a.text.wrap([]piece{{dim, by + " · " + way(c.Chain, &c.Article)}}, 6, 2)
}

// Contacts writes contacts.
func (a *Archive) Contacts(list []archive.ContactFound) error {
	switch {
	case a.lines != nil:
		for i := range list {
			if err := a.lines.line(contactOf(&list[i])); err != nil {
				return err
			}
		}
		return nil
	case a.table != nil:
		var rows [][]string
		for i := range list {
			rows = append(rows, contactRow(&list[i]))
		}
		return a.rows(contactColumns, rows)
	}
	for i := range list {
		a.contact(&list[i])
	}
	return a.text.out.Flush()
}

var contactColumns = []string{"key", "article", "outlet", "published", "title", "contact", "a", "verb", "b", "negated", "planned", "when", "where", "topic",
	"say_so", "statement", "chain", "words", "disputed"}

func contactRow(c *archive.ContactFound) []string {
	by, statement, disputed := "article", "", ""
	if c.SaySo != nil {
		by, statement = c.Chain[0], c.SaySo.Statement.ID
	}
	if c.Disputed != 0 {
		disputed = strconv.FormatInt(c.Disputed, 10)
	}
	a := &c.Article
	return []string{c.Key, a.ID, a.Outlet, a.Published, a.Title, c.Contact.ID, partyNames(c.A), c.Contact.Verb, partyNames(c.B), strconv.FormatBool(c.Contact.Negated),
		strconv.FormatBool(c.Contact.Planned), c.Contact.When, c.Contact.Where, c.Contact.Topic, by, statement, strings.Join(c.Chain, " > "), c.Words, disputed}
}

// dispute writes both sides of a dispute.
func (a *Archive) dispute(d *archive.DisputeFound) {
	where := "in one article"
	if d.Across {
		where = "across articles"
	}
	a.text.wrap([]piece{{red, "≠"}, {dim, dotted([]string{fmt.Sprintf("#%d", d.ID), where, d.Reason})}}, 0, 2)
	for _, side := range []struct {
		title string
		list  []archive.Evidence
	}{{"asserted", d.Asserts}, {"denied", d.Denies}} {
		a.text.wrap([]piece{{bold, side.title}}, 1, 0)
		for _, e := range side.list {
			if e.Statement != nil {
				a.hit(e.Statement)
			} else {
				a.contact(e.Contact)
			}
		}
	}
}

// Disputes writes disputes; as CSV, one row for each statement or contact of either side.
func (a *Archive) Disputes(list []archive.DisputeFound) error {
	switch {
	case a.lines != nil:
		for i := range list {
			if err := a.lines.line(disputeOf(&list[i])); err != nil {
				return err
			}
		}
		return nil
	case a.table != nil:
		var rows [][]string
		for i := range list {
			d := &list[i]
			for side, evidence := range [][]archive.Evidence{d.Asserts, d.Denies} {
				for _, e := range evidence {
					rows = append(rows, evidenceRow(d, []string{"asserts", "denies"}[side], e))
				}
			}
		}
		return a.rows([]string{"dispute", "across", "side", "key", "article", "outlet", "published", "title", "statement", "contact", "speaker", "words", "chain"}, rows)
	}
	for i := range list {
		a.text.gap()
		a.dispute(&list[i])
	}
	return a.text.out.Flush()
}

func evidenceRow(d *archive.DisputeFound, side string, e archive.Evidence) []string {
	row := []string{strconv.FormatInt(d.ID, 10), strconv.FormatBool(d.Across), side}
	if h := e.Statement; h != nil {
		a := &h.Article
		return append(row, h.Key, a.ID, a.Outlet, a.Published, a.Title, h.Statement.ID, "", h.Statement.Speaker.Name, h.Content, strings.Join(h.Chain, " > "))
	}
	c := e.Contact
	a := &c.Article
	return append(row, c.Key, a.ID, a.Outlet, a.Published, a.Title, "", c.Contact.ID, partyNames(c.A)+"; "+partyNames(c.B), c.Words, strings.Join(c.Chain, " > "))
}
