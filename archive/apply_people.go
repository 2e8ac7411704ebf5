package archive

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/authority"
)

// entity returns the ID of the entity that goes by a name in the record. The one that had the ID before comes first, if
// it has the name. Where nobody has it, one is added of the type given, unless that is empty.
func (a *applied) entity(name, before string, kind sayso.EntityType) string {
	folded := authority.Fold(name)
	if folded == "" {
		return ""
	}
	called := func(e *sayso.Entity) bool {
		return authority.Fold(e.Name) == folded || slices.ContainsFunc(e.Names, func(n string) bool { return authority.Fold(n) == folded })
	}
	found, any := "", ""
	for i := range a.record.Entities {
		e := &a.record.Entities[i]
		if !called(e) {
			continue
		}
		if e.ID == before && before != "" {
			return before
		}
		if found == "" && (e.Type == kind || kind == "") {
			found = e.ID
		}
		if any == "" {
			any = e.ID
		}
	}
	switch {
	case found != "":
		return found
	case kind == "":
		return any
	}
	e := sayso.Entity{ID: a.freeEntity(), Type: kind, Name: name, Names: []string{name}}
	a.record.Entities = append(a.record.Entities, e)
	return e.ID
}

// freeEntity returns an ID behind all that there are.
func (a *applied) freeEntity() string {
	last := 0
	for i := range a.record.Entities {
		if n, err := strconv.Atoi(strings.TrimPrefix(a.record.Entities[i].ID, "e")); err == nil && n > last {
			last = n
		}
	}
	return "e" + strconv.Itoa(last+1)
}

func (a *applied) typeOf(id string) sayso.EntityType {
	for i := range a.record.Entities {
		if a.record.Entities[i].ID == id {
			return a.record.Entities[i].Type
		}
	}
	return ""
}

// speaker ties a speaker to an entity of the record.
func (a *applied) speaker(s sayso.Speaker) sayso.Speaker {
	s.Name = oneLine(s.Name)
	if s.Name == "" {
		if s.Type != sayso.SpeakerWriter {
			s = sayso.Speaker{Type: sayso.SpeakerNone}
		}
		return s
	}
	switch s.Type {
	case sayso.SpeakerPerson:
		s.Entity = a.entity(s.Name, s.Entity, sayso.Person)
	case sayso.SpeakerOrganisation:
		s.Entity = a.entity(s.Name, s.Entity, sayso.Organisation)
	case sayso.SpeakerUnnamed, sayso.SpeakerWriter, sayso.SpeakerNone:
		s.Entity = a.entity(s.Name, s.Entity, "")
	default: // whoever has the name, else a person
		s.Entity = a.entity(s.Name, s.Entity, "")
		if s.Entity == "" {
			s.Entity = a.entity(s.Name, "", sayso.Person)
		}
		switch a.typeOf(s.Entity) {
		case sayso.Person:
			s.Type = sayso.SpeakerPerson
		case sayso.Unnamed:
			s.Type = sayso.SpeakerUnnamed
		default:
			s.Type = sayso.SpeakerOrganisation
		}
	}
	return s
}

// parties ties names to entities of the record, as far as it has them.
func (a *applied) parties(list []sayso.Party) []sayso.Party {
	var out []sayso.Party
	for _, p := range list {
		if p.Name = oneLine(p.Name); p.Name != "" {
			p.Entity = a.entity(p.Name, p.Entity, "")
			out = append(out, p)
		}
	}
	return out
}

// contact applies a correction of a contact.
func (a *applied) contact(c *Correction) outcome {
	at := a.findContact(&c.Target)
	if at < 0 {
		was := sayso.Spans{c.Target.Contact.Span}
		if c.Change.None && !slices.ContainsFunc(a.record.Contacts, func(x sayso.Contact) bool { return was.Overlaps(sayso.Spans{x.Span}) }) {
			return outcome{InForce, ""} // nobody reads it there any more
		}
		return outcome{Unanchored, ""}
	}
	n := &a.record.Contacts[at]
	a.dropped[n.ID] = c.Change.None
	if c.Change.Parties != nil {
		n.Parties = make([][]string, 2)
		for side, names := range c.Change.Parties {
			for _, name := range names {
				if id := a.entity(oneLine(name), "", partyType(name)); id != "" {
					n.Parties[side] = append(n.Parties[side], id)
				}
			}
		}
	}
	set(&n.Verb, c.Change.Verb)
	set(&n.Negated, c.Change.Negated)
	set(&n.Planned, c.Change.Planned)
	return outcome{InForce, n.ID}
}

// partyType guesses what a name that the article's record does not have stands for: without a capital, a group.
func partyType(name string) sayso.EntityType {
	first, _ := utf8.DecodeRuneInString(strings.TrimPrefix(strings.TrimSpace(name), "the "))
	if unicode.IsUpper(first) {
		return sayso.Person
	}
	return sayso.Unnamed
}

// findContact returns the place of the contact that a correction is about, -1 if it is not there: one of the same verb or
// of one of the same parties, in a passage of which half is the same.
func (a *applied) findContact(t *Target) int {
	best, most := -1, 0.5
	was := sayso.Spans{t.Contact.Span}
	for i := range a.record.Contacts {
		c := &a.record.Contacts[i]
		now := sayso.Spans{c.Span}
		both := inCommon(was, now)
		w := float64(both) / float64(max(1, length(was)+length(now)-both))
		if c.ID == t.Contact.ID {
			w += 0.01 // of two told in one breath
		}
		if w > most && (c.Verb == t.Contact.Verb || a.partyInCommon(c, t)) {
			best, most = i, w
		}
	}
	return best
}

func (a *applied) partyInCommon(c *sayso.Contact, t *Target) bool {
	if t.Parties == nil {
		return false
	}
	for _, side := range namesOf(a.record, c) {
		for _, name := range side {
			for _, others := range t.Parties {
				if slices.ContainsFunc(others, func(o string) bool { return authority.Fold(o) == authority.Fold(name) }) {
					return true
				}
			}
		}
	}
	return false
}

// namesOf returns the names of a contact's two sides.
func namesOf(record *sayso.Record, c *sayso.Contact) (names [2][]string) {
	for side, list := range c.Parties[:min(2, len(c.Parties))] {
		for _, id := range list {
			for i := range record.Entities {
				if record.Entities[i].ID == id {
					names[side] = append(names[side], record.Entities[i].Name)
				}
			}
		}
	}
	return names
}

// kindOf tells how much of a content stands in quotation marks: of all its letters, those after an opening mark and before
// a closing one, in its own parts.
func kindOf(text string, content sayso.Spans) sayso.Kind {
	in, out := 0, 0
	for _, s := range content {
		quoted := false
		// A part may begin just behind the mark that opens it.
		if before := strings.TrimRight(text[:s.Start], " "); before != "" {
			r, _ := utf8.DecodeLastRuneInString(before)
			quoted = r == '“' || r == '„' || r == '«'
		}
		for _, r := range text[s.Start:s.End] {
			switch {
			case r == '“' || r == '„' || r == '«':
				quoted = true
			case r == '”' || r == '»':
				quoted = false
			case r == '"':
				quoted = !quoted
			case !unicode.IsLetter(r) && !unicode.IsNumber(r):
			case quoted:
				in++
			default:
				out++
			}
		}
	}
	switch {
	case in == 0:
		return sayso.Indirect
	case out == 0:
		return sayso.Direct
	}
	return sayso.Mixed
}
