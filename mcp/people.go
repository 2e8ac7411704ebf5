package mcp

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"sayso/archive"
)

type personIn struct {
	Name   string `json:"name,omitempty" jsonschema:"a name or a part of one"`
	Number int64  `json:"number,omitempty" jsonschema:"the number, where it is known; then no name is needed"`
	Limit  int    `json:"limit,omitempty" jsonschema:"how many statements and contacts of each kind to give, at most 100; 20 if absent"`
}

// Role is a function that articles give somebody.
type Role struct {
	Role   string `json:"role"`
	Org    string `json:"org,omitempty"`
	Former bool   `json:"former,omitempty"`
	First  string `json:"first,omitempty" jsonschema:"date of the first article that says so"`
	Last   string `json:"last,omitempty"`
	SaySo  string `json:"say_so" jsonschema:"on whose say-so, in the latest article"`
}

// PersonPage is what the archive has of somebody.
type PersonPage struct {
	// Candidates are those who go by the name, where there are several: nothing else is given then.
	Candidates []Candidate `json:"candidates,omitempty" jsonschema:"several go by this name: ask again with a number"`
	Entity     *Entity     `json:"entity,omitempty"`
	Names      []string    `json:"names,omitempty"`
	Gender     string      `json:"gender,omitempty"`
	Roles      []Role      `json:"roles,omitempty"`
	Known      string      `json:"known,omitempty" jsonschema:"the entry of a list of known people that this is"`
	Outlets    []string    `json:"outlets,omitempty" jsonschema:"outlets that quote them, the most frequent first"`
	First      string      `json:"first,omitempty"`
	Last       string      `json:"last,omitempty"`
	Total      int         `json:"total" jsonschema:"statements in all"`
	Said       []Statement `json:"said,omitempty"`
	About      []Statement `json:"said_about,omitempty" jsonschema:"what others said about them"`
	Contacts   []Contact   `json:"contacts,omitempty"`
	MaybeSame  []string    `json:"maybe_same,omitempty" jsonschema:"others who may or may not be the same, with what speaks for and against it"`
}

// Candidate is one of several who go by a name.
type Candidate struct {
	Entity
	Articles   int `json:"articles"`
	Statements int `json:"statements"`
}

func (s *server) person(ctx context.Context, in personIn) (PersonPage, error) {
	e, several, err := s.whoIs(ctx, in.Name, in.Number)
	if err != nil || several != nil {
		return PersonPage{Candidates: several}, err
	}
	p, err := s.Store.Portrait(ctx, e.ID)
	if err != nil {
		return PersonPage{}, fmt.Errorf("look up %s: %w", e.Name, err)
	}
	one := s.entity(p.Entity)
	out := PersonPage{Entity: &one, Gender: p.Gender, First: p.First, Last: p.Last, Total: p.Statements}
	for _, n := range p.Names {
		out.Names = append(out.Names, n.Name)
	}
	for _, o := range p.QuotedBy {
		out.Outlets = append(out.Outlets, o.Name)
	}
	for _, r := range p.Roles {
		say := r.SaySo
		if say == "" {
			say = "the article's own voice"
		}
		out.Roles = append(out.Roles, Role{r.Role, r.Org, r.Former, r.First, r.Last, say})
	}
	if p.Known != nil {
		out.Known = strings.TrimSpace(p.Known.Name + " " + p.Known.Wikidata)
	}
	for _, c := range p.Candidates {
		out.MaybeSame = append(out.MaybeSame, fmt.Sprintf("#%d %s: for it %s; against it %s", c.ID, c.Name, reasons(c.For), reasons(c.Against)))
	}
	limit, _ := page(in.Limit, 0)
	said, _, err := s.Store.Latest(ctx, e.ID, archive.SpeakerPart, limit, 0)
	if err != nil {
		return PersonPage{}, fmt.Errorf("what %s said: %w", e.Name, err)
	}
	about, _, err := s.Store.Latest(ctx, e.ID, archive.AboutPart, limit, 0)
	if err != nil {
		return PersonPage{}, fmt.Errorf("what others said about %s: %w", e.Name, err)
	}
	contacts, _, err := s.Store.LatestContacts(ctx, e.ID, limit)
	if err != nil {
		return PersonPage{}, fmt.Errorf("the contacts of %s: %w", e.Name, err)
	}
	out.Said, out.About = s.all(said), s.all(about)
	for i := range contacts {
		out.Contacts = append(out.Contacts, s.contact(&contacts[i]))
	}
	return out, nil
}

func reasons(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

// whoIs finds the one that is meant, or lists several.
func (s *server) whoIs(ctx context.Context, name string, number int64) (archive.Entity, []Candidate, error) {
	if number != 0 {
		name = "#" + strconv.FormatInt(number, 10)
	}
	if strings.TrimSpace(name) == "" {
		return archive.Entity{}, nil, errors.New("whom do you mean? Give a name or a number")
	}
	list, err := s.Store.Entities(ctx, name)
	if errors.Is(err, archive.ErrNotFound) || err == nil && len(list) == 0 {
		return archive.Entity{}, nil, fmt.Errorf("nobody in the archive goes by %q; search_statements with speaker: finds parts of names", name)
	}
	if err != nil {
		return archive.Entity{}, nil, fmt.Errorf("look up %q: %w", name, err)
	}
	if len(list) == 1 {
		return list[0], nil, nil
	}
	var several []Candidate
	for _, e := range list[:min(len(list), defaultLimit)] {
		several = append(several, Candidate{s.entity(e), e.Articles, e.Statements})
	}
	return archive.Entity{}, several, nil
}

type contactsIn struct {
	A       string `json:"a,omitempty" jsonschema:"a name; absent for all contacts"`
	ANumber int64  `json:"a_number,omitempty" jsonschema:"the number instead of the name"`
	B       string `json:"b,omitempty" jsonschema:"the other party; absent for all contacts of a"`
	BNumber int64  `json:"b_number,omitempty"`
	Limit   int    `json:"limit,omitempty" jsonschema:"at most 100; 20 if absent"`
	Skip    int    `json:"skip,omitempty"`
}

type contactsOut struct {
	Total       int         `json:"total"`
	Contacts    []Contact   `json:"contacts"`
	CandidatesA []Candidate `json:"candidates_a,omitempty" jsonschema:"several go by the name a: ask again with a_number"`
	CandidatesB []Candidate `json:"candidates_b,omitempty"`
}

func (s *server) contacts(ctx context.Context, in contactsIn) (contactsOut, error) {
	out := contactsOut{Contacts: []Contact{}}
	q := archive.ContactQuery{}
	q.Limit, q.Offset = page(in.Limit, in.Skip)
	for _, side := range []struct {
		name    string
		number  int64
		id      *int64
		several *[]Candidate
	}{{in.A, in.ANumber, &q.A, &out.CandidatesA}, {in.B, in.BNumber, &q.B, &out.CandidatesB}} {
		if side.name == "" && side.number == 0 {
			continue
		}
		e, several, err := s.whoIs(ctx, side.name, side.number)
		if err != nil {
			return out, err
		}
		*side.id, *side.several = e.ID, several
	}
	if out.CandidatesA != nil || out.CandidatesB != nil {
		return out, nil
	}
	if q.A == 0 {
		q.A, q.B = q.B, 0
	}
	found, err := s.Store.Contacts(ctx, q)
	if err != nil {
		return out, fmt.Errorf("look up contacts: %w", err)
	}
	out.Total = found.Total
	for i := range found.Contacts {
		out.Contacts = append(out.Contacts, s.contact(&found.Contacts[i]))
	}
	return out, nil
}

type disputesIn struct {
	Name   string `json:"name,omitempty" jsonschema:"somebody who is on a side; absent for all disputes"`
	Number int64  `json:"number,omitempty"`
	Limit  int    `json:"limit,omitempty" jsonschema:"at most 100; 20 if absent"`
	Skip   int    `json:"skip,omitempty"`
}

type disputesOut struct {
	Total      int         `json:"total"`
	Disputes   []Dispute   `json:"disputes"`
	Candidates []Candidate `json:"candidates,omitempty" jsonschema:"several go by this name: ask again with a number"`
}

func (s *server) disputes(ctx context.Context, in disputesIn) (disputesOut, error) {
	out := disputesOut{Disputes: []Dispute{}}
	q := archive.DisputeQuery{}
	q.Limit, q.Offset = page(in.Limit, in.Skip)
	if in.Name != "" || in.Number != 0 {
		e, several, err := s.whoIs(ctx, in.Name, in.Number)
		if err != nil || several != nil {
			out.Candidates = several
			return out, err
		}
		q.Entity = e.ID
	}
	found, err := s.Store.Disputes(ctx, q)
	if err != nil {
		return out, fmt.Errorf("look up disputes: %w", err)
	}
	out.Total = found.Total
	for i := range found.Disputes {
		out.Disputes = append(out.Disputes, s.dispute(&found.Disputes[i]))
	}
	return out, nil
}
