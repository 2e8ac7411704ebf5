package mcp

import (
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
)

// Statement is a statement as the tools give it.
type Statement struct {
	Permalink string `json:"permalink" jsonschema:"the permanent address of its page"`
	Article   string `json:"article" jsonschema:"the key of its article"`
	ID        string `json:"id" jsonschema:"its id in the article"`
	Speaker   Entity `json:"speaker"`
	// Words are the content's.
	Words    string `json:"words" jsonschema:"what was said, in the very words of the article; in quotation marks only what is quoted"`
	Cue      string `json:"cue,omitempty"`
	Kind     string `json:"kind" jsonschema:"direct, mixed or indirect: how much stands in quotation marks"`
	Mode     string `json:"mode"`
	Denial   bool   `json:"denial,omitempty"`
	Negated  bool   `json:"negated,omitempty" jsonschema:"that it was said is denied or it was not said"`
	Omission bool   `json:"omission,omitempty" jsonschema:"it was not disclosed"`
	Would    bool   `json:"hypothetical,omitempty"`
	// To are the addressees.
	To         []string `json:"to,omitempty"`
	Venue      string   `json:"venue,omitempty"`
	SaidOn     string   `json:"said_on,omitempty"`
	Chain      []string `json:"chain,omitempty" jsonschema:"from the speaker through those who relayed it to the outlet of the article"`
	Title      string   `json:"title,omitempty"`
	Outlet     string   `json:"outlet,omitempty"`
	Published  string   `json:"published,omitempty"`
	URL        string   `json:"url,omitempty" jsonschema:"the article's own address"`
	Confidence float64  `json:"confidence" jsonschema:"how sure the reading is that source, cue and words are right, 0 to 1"`
}

// Entity is a person, organisation or place, or somebody unnamed, who has no number.
type Entity struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Number int64  `json:"number,omitempty" jsonschema:"the number across the archive, to ask for with the tool person"`
	Page   string `json:"page,omitempty"`
}

// Contact is a contact as the tools give it.
type Contact struct {
	Permalink string   `json:"permalink"`
	A         []string `json:"a"`
	Verb      string   `json:"verb"`
	B         []string `json:"b"`
	Status    string   `json:"status" jsonschema:"reported, denied, planned or requested"`
	Words     string   `json:"words" jsonschema:"the passage"`
	When      string   `json:"when,omitempty"`
	Where     string   `json:"where,omitempty"`
	Topic     string   `json:"topic,omitempty"`
	SaySo     string   `json:"say_so" jsonschema:"on whose say-so"`
	Chain     []string `json:"chain,omitempty"`
	Outlet    string   `json:"outlet,omitempty"`
	Published string   `json:"published,omitempty"`
}

// Evidence is a statement or a contact on a side of a dispute.
type Evidence struct {
	Statement *Statement `json:"statement,omitempty"`
	Contact   *Contact   `json:"contact,omitempty"`
}

// Dispute is what some assert and others deny.
type Dispute struct {
	Asserts []Evidence `json:"asserts"`
	Denies  []Evidence `json:"denies"`
	Reason  string     `json:"reason,omitempty" jsonschema:"why statements of different articles are held to be about the same"`
}

// StatementPage is a statement in full.
type StatementPage struct {
	Statement
	Passage  string      `json:"passage" jsonschema:"the paragraphs of the article in which it stands"`
	Within   []Statement `json:"within,omitempty" jsonschema:"the statements that hold it, the innermost first"`
	Holds    []Statement `json:"holds,omitempty"`
	About    []Entity    `json:"about,omitempty"`
	Contacts []Contact   `json:"contacts,omitempty"`
	Disputes []Dispute   `json:"disputes,omitempty"`
}

// Reading is the record of a text that was handed in.
type Reading struct {
	Statements []Read    `json:"statements"`
	Contacts   []Contact `json:"contacts,omitempty"`
	Roles      []string  `json:"roles,omitempty"`
	Disputes   []string  `json:"disputes,omitempty"`
}

// Read is a statement of a text that was handed in.
type Read struct {
	ID         string   `json:"id"`
	Speaker    string   `json:"speaker"`
	Source     string   `json:"source,omitempty"`
	Cue        string   `json:"cue,omitempty"`
	Words      string   `json:"words"`
	Kind       string   `json:"kind"`
	Mode       string   `json:"mode"`
	Denial     bool     `json:"denial,omitempty"`
	Negated    bool     `json:"negated,omitempty"`
	To         []string `json:"to,omitempty"`
	Via        []string `json:"via,omitempty"`
	SaidOn     string   `json:"said_on,omitempty"`
	Within     string   `json:"within,omitempty"`
	Confidence float64  `json:"confidence"`
}

func (s *server) of(h *archive.Hit) Statement {
	x := &h.Statement
	out := Statement{Permalink: s.Base + "/statement/" + h.Key[:min(16, len(h.Key))] + "/" + x.ID, Article: h.Key, ID: x.ID,
		Speaker: Entity{Name: x.Speaker.Who(), Type: string(x.Speaker.Type), Number: h.Entity}, Words: h.Content, Cue: h.Cue,
		Kind: string(x.Kind), Mode: string(x.Mode), Denial: x.Denial, Negated: x.Negated, Omission: x.Omission, Would: x.Hypothetical,
		To: partyNames(x.Addressee), SaidOn: x.SaidOn, Chain: h.Chain, Title: h.Article.Title, Outlet: h.Article.Outlet,
		Published: h.Article.Published, URL: h.Article.URL, Confidence: x.Confidence}
	if h.Entity != 0 {
		out.Speaker.Page = s.page(h.Entity)
	}
	if x.Venue != nil {
		out.Venue = strings.Join(strings.Fields(x.Venue.Kind+" "+x.Venue.Outlet+" "+x.Venue.With), " ")
	}
	return out
}

func (s *server) all(hits []archive.Hit) []Statement {
	var list []Statement
	for i := range hits {
		list = append(list, s.of(&hits[i]))
	}
	return list
}

func (s *server) page(entity int64) string {
	return s.Base + "/person/" + strconv.FormatInt(entity, 10)
}

func (s *server) entity(e archive.Entity) Entity {
	return Entity{Name: e.Name, Type: string(e.Type), Number: e.ID, Page: s.page(e.ID)}
}

func partyNames(list []sayso.Party) []string {
	var names []string
	for _, p := range list {
		names = append(names, p.Name)
	}
	return names
}

func (s *server) contact(c *archive.ContactFound) Contact {
	names := func(side []archive.PartyFound) []string {
		list := []string{}
		for _, p := range side {
			list = append(list, p.Name)
		}
		return list
	}
	out := Contact{Permalink: s.Base + "/article/" + c.Key[:min(16, len(c.Key))] + "#" + c.Contact.ID, A: names(c.A), Verb: c.Contact.Verb, B: names(c.B),
		Status: c.Contact.Status(), Words: c.Words, When: c.Contact.When, Where: c.Contact.Where, Topic: c.Contact.Topic,
		SaySo: "the article's own voice", Chain: c.Chain, Outlet: c.Article.Outlet, Published: c.Article.Published}
	if c.SaySo != nil {
		out.SaySo = c.SaySo.Statement.Speaker.Who()
		out.Permalink = s.of(c.SaySo).Permalink
	}
	return out
}

func (s *server) dispute(d *archive.DisputeFound) Dispute {
	side := func(list []archive.Evidence) []Evidence {
		out := []Evidence{}
		for _, e := range list {
			var x Evidence
			if e.Statement != nil {
				one := s.of(e.Statement)
				x.Statement = &one
			}
			if e.Contact != nil {
				one := s.contact(e.Contact)
				x.Contact = &one
			}
			out = append(out, x)
		}
		return out
	}
	return Dispute{Asserts: side(d.Asserts), Denies: side(d.Denies), Reason: d.Reason}
}

// readingOf writes a record in words.
func readingOf(a *sayso.Article, r *sayso.Record) Reading {
	out := Reading{Statements: []Read{}}
	byID := map[string]*sayso.Statement{}
	names := map[string]string{}
	for _, e := range r.Entities {
		names[e.ID] = e.Name
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		byID[s.ID] = s
		out.Statements = append(out.Statements, Read{ID: s.ID, Speaker: s.Speaker.Who(), Source: s.Source.Of(a.Text), Cue: s.Cue.Of(a.Text),
			Words: s.Content.Of(a.Text), Kind: string(s.Kind), Mode: string(s.Mode), Denial: s.Denial, Negated: s.Negated,
			To: partyNames(s.Addressee), Via: partyNames(s.Via), SaidOn: s.SaidOn, Within: s.Within, Confidence: s.Confidence})
	}
	saySo := func(id string) string {
		if s := byID[id]; s != nil {
			return s.Speaker.Who() + " (" + id + ")"
		}
		return "the article's own voice"
	}
	side := func(parties [][]string, i int) []string {
		list := []string{}
		if i < len(parties) {
			for _, id := range parties[i] {
				list = append(list, names[id])
			}
		}
		return list
	}
	for i := range r.Contacts {
		c := &r.Contacts[i]
		out.Contacts = append(out.Contacts, Contact{A: side(c.Parties, 0), Verb: c.Verb, B: side(c.Parties, 1), Status: c.Status(),
			Words: c.Span.Of(a.Text), When: c.When, Where: c.Where, Topic: c.Topic, SaySo: saySo(c.SaySo)})
	}
	for _, role := range r.Roles {
		words := names[role.Person] + ": " + role.Role
		if role.Former {
			words = names[role.Person] + ": former " + role.Role
		}
		if role.Org != "" {
			words += ", " + names[role.Org]
		}
		out.Roles = append(out.Roles, words+" ("+saySo(role.SaySo)+")")
	}
	for _, d := range r.Disputes {
		out.Disputes = append(out.Disputes, strings.Join(d.Denies, ", ")+" denies what "+strings.Join(append(append([]string{}, d.Asserts...), d.Contacts...), ", ")+" asserts")
	}
	return out
}
