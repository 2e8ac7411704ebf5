package format

import (
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
)

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

// Contacts writes contacts.
func (a *Archive) Contacts(list []archive.ContactFound) error {
	return write(a, list, listing[archive.ContactFound]{
		columns: contactColumns,
		rows:    func(c *archive.ContactFound) [][]string { return [][]string{contactRow(c)} },
		line:    func(c *archive.ContactFound) any { return contactOf(c) },
		text:    a.contact,
	})
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

func partyNames(list []archive.PartyFound) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name)
	}
	return strings.Join(out, ", ")
}
