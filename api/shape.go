package api

import (
	"github.com/danielgtaylor/huma/v2"

	"sayso"
	"sayso/archive"
)

// Types of the record whose JSON is not what their Go type says; they stand in for them in the description.
type (
	spanSchema        struct{}
	kindSchema        struct{}
	modeSchema        struct{}
	speakerTypeSchema struct{}
	entityTypeSchema  struct{}
)

func (spanSchema) Schema(huma.Registry) *huma.Schema {
	two, zero := 2, 0.0
	return &huma.Schema{Type: huma.TypeArray, Description: "[start, end): byte offsets into the article's text", MinItems: &two, MaxItems: &two,
		Items: &huma.Schema{Type: huma.TypeInteger, Minimum: &zero}}
}

func (kindSchema) Schema(huma.Registry) *huma.Schema { return words(sayso.Kinds) }

// Modes may become more.
func (modeSchema) Schema(huma.Registry) *huma.Schema {
	s := words(sayso.Modes)
	s.Examples, s.Enum = s.Enum[:1], nil
	s.Description = "what the cue does: say, ask, deny, claim, confirm and others"
	return s
}

func (speakerTypeSchema) Schema(huma.Registry) *huma.Schema {
	return words([]sayso.SpeakerType{sayso.SpeakerPerson, sayso.SpeakerOrganisation, sayso.SpeakerUnnamed, sayso.SpeakerWriter, sayso.SpeakerNone})
}

func (entityTypeSchema) Schema(huma.Registry) *huma.Schema {
	return words([]sayso.EntityType{sayso.Person, sayso.Organisation, sayso.Place, sayso.Unnamed})
}

func words[T ~string](list []T) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, w := range list {
		s.Enum = append(s.Enum, string(w))
	}
	return s
}

// Paged are the parameters of lists.
type Paged struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"how many to return"`
	Cursor string `query:"cursor" maxLength:"64" doc:"the next of the page before; the list stays as it is while articles are added"`
}

func (p Paged) mark() (archive.Mark, error) {
	m, err := archive.ParseMark(p.Cursor)
	if p.Cursor == "" {
		return archive.Mark{}, nil
	}
	if err != nil {
		return m, wrong("query.cursor", "want the next of the page before", p.Cursor)
	}
	return m, nil
}

// ArticleHead is an article without its text.
type ArticleHead struct {
	Key       string `json:"key" doc:"what makes it this article: the SHA-256 of address, outlet, date, title and text"`
	ID        string `json:"id" doc:"its name where it came from"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Author    string `json:"author,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty" doc:"as precise as it is known: 2031, 2031-05, 2031-05-14 or with the time"`
}

// StatementFound is a statement with its words and its article.
type StatementFound struct {
	Article   ArticleHead     `json:"article"`
	Statement sayso.Statement `json:"statement" doc:"as it stands in the article's record"`
	Source    string          `json:"source,omitempty" doc:"the words of the source; parts are joined by \" … \""`
	Cue       string          `json:"cue,omitempty"`
	Content   string          `json:"content,omitempty"`
	Marks     []sayso.Span    `json:"marks,omitempty" doc:"the matches of the query in content, as byte offsets into it"`
	Person    int64           `json:"person,omitempty" doc:"the speaker's number across the archive"`
	Chain     []string        `json:"chain,omitempty" doc:"the way of the word to the page, from the speaker to the outlet"`
}

// ContactFound is a contact with its article and what it rests on.
type ContactFound struct {
	Article  ArticleHead          `json:"article"`
	Contact  sayso.Contact        `json:"contact" doc:"as it stands in the article's record"`
	A        []archive.PartyFound `json:"a" doc:"one side, by numbers across the archive"`
	B        []archive.PartyFound `json:"b" doc:"the other side"`
	Words    string               `json:"words,omitempty" doc:"the passage"`
	SaySo    *StatementFound      `json:"say_so,omitempty" doc:"the statement on which it rests; absent where it is the article's own voice"`
	Chain    []string             `json:"chain,omitempty"`
	Disputed int64                `json:"disputed,omitempty" doc:"the number of a dispute that has it"`
}

// Evidence is a statement or a contact on a side of a dispute.
type Evidence struct {
	Statement *StatementFound `json:"statement,omitempty"`
	Contact   *ContactFound   `json:"contact,omitempty"`
}

// DisputeFound is a dispute with the evidence of both sides.
type DisputeFound struct {
	ID      int64      `json:"id"`
	Across  bool       `json:"across" doc:"the sides are in different articles"`
	Reason  string     `json:"reason,omitempty" doc:"why they are held to be about the same"`
	Asserts []Evidence `json:"asserts"`
	Denies  []Evidence `json:"denies"`
}

func headOf(key string, a *sayso.Article) ArticleHead {
	return ArticleHead{key, a.ID, a.Title, a.Outlet, a.Author, a.URL, a.Published}
}

func statementOf(h *archive.Hit) StatementFound {
	return StatementFound{headOf(h.Key, &h.Article), h.Statement, h.Source, h.Cue, h.Content, h.Marks, h.Entity, h.Chain}
}

func contactOf(c *archive.ContactFound) ContactFound {
	out := ContactFound{Article: headOf(c.Key, &c.Article), Contact: c.Contact, A: some(c.A), B: some(c.B), Words: c.Words, Chain: c.Chain, Disputed: c.Disputed}
	if c.SaySo != nil {
		s := statementOf(c.SaySo)
		out.SaySo = &s
	}
	return out
}

func disputeOf(d *archive.DisputeFound) DisputeFound {
	return DisputeFound{d.ID, d.Across, d.Reason, each(d.Asserts, evidenceOf), each(d.Denies, evidenceOf)}
}

func evidenceOf(e *archive.Evidence) Evidence {
	var out Evidence
	if e.Statement != nil {
		s := statementOf(e.Statement)
		out.Statement = &s
	}
	if e.Contact != nil {
		c := contactOf(e.Contact)
		out.Contact = &c
	}
	return out
}

// each puts a list into another shape. It is never nil: an empty list is [] in JSON.
func each[T, S any](list []T, shape func(*T) S) []S {
	out := make([]S, len(list))
	for i := range list {
		out[i] = shape(&list[i])
	}
	return out
}

func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
