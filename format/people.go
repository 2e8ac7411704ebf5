package format

import (
	"fmt"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
)

// Person is a person as the archive has it, with what is shown of it.
type Person struct {
	Profile     archive.Profile
	Said, About archive.Found
	Contacts    archive.FoundContacts
	Disputes    archive.FoundDisputes
}

// Entities writes a list of people or organisations, one a line.
func (a *Archive) Entities(list []archive.Entity) error {
	return write(a, list, listing[archive.Entity]{
		columns: []string{"number", "type", "name", "articles", "statements"},
		rows: func(e *archive.Entity) [][]string {
			return [][]string{{strconv.FormatInt(e.ID, 10), string(e.Type), e.Name, strconv.Itoa(e.Articles), strconv.Itoa(e.Statements)}}
		},
		text: func(e *archive.Entity) {
			a.text.wrap([]piece{{dim, fmt.Sprintf("#%d", e.ID)}, {bold, e.Name}, {dim, fmt.Sprintf("· %s · %s in %s", e.Type, many(e.Statements, "statement"), many(e.Articles, "article"))}}, 0, 4)
		},
	})
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
		}{Profile: p.Profile, Said: acrossAll(p.Said.Hits), SaidAbout: acrossAll(p.About.Hits)}
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
