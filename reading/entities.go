package reading

import (
	"slices"
	"strconv"
	"strings"

	"sayso"
)

func entityID(n int) string { return "e" + strconv.Itoa(n+1) }

// unnamed enters a source that is none of the article's names. Bodies of the same words are one ("the campaign"),
// people are not: two officials here and two officials there need not be the same.
func (c *cast) unnamed(r *Reader, t tokens, name string, typ sayso.SpeakerType) int {
	if r.grammar != nil {
		return c.unnamedKnown(r, t, name, typ)
	}
	for n := range c.all {
		if slices.Contains(c.all[n].mentions, t) && c.all[n].name == name {
			return n // the same words once more: the source of two cues
		}
	}
	kind := sayso.Unnamed
	if typ == sayso.SpeakerOrganisation {
		kind = sayso.Organisation
		for n := range c.all {
			if c.all[n].kind == kind && strings.EqualFold(c.all[n].name, name) {
				c.all[n].mentions = append(c.all[n].mentions, t)
				return n
			}
		}
	}
	c.all = append(c.all, person{kind: kind, name: name, names: []string{name}, mentions: []tokens{t}})
	return len(c.all) - 1
}

// entities writes the cast into the record: everybody named, and the unnamed whom something refers to.
func (c *cast) entities(r *Reader) []sayso.Entity {
	var out []sayso.Entity
	for n := range c.all {
		p := &c.all[n]
		if len(p.mentions) == 0 {
			continue
		}
		e := sayso.Entity{ID: entityID(n), Type: p.kind, Name: p.name, Gender: p.gender}
		e.Names = append(e.Names, p.name)
		for _, name := range p.names {
			if !slices.Contains(e.Names, name) {
				e.Names = append(e.Names, name)
			}
		}
		if p.kind == sayso.Unnamed {
			e.Names = nil
		}
		all := append(slices.Clone(p.mentions), p.others...)
		sortMentions(all)
		e.Mentions = r.spans(all)
		e.Mentions = slices.Compact(e.Mentions)
		out = append(out, e)
	}
	return out
}

// party returns an entity as a party of a statement.
func (c *cast) party(n int) sayso.Party {
	return sayso.Party{Entity: entityID(n), Name: c.all[n].name}
}

// lookAhead gives sources that were introduced without a name ("a spokesman for the palace said") the person of whom
// the article tells later, and only later, that they have that role, if there is but one.
func (r *Reader) lookAhead(record *sayso.Record) {
	c := &r.people
	for i := range record.Statements {
		s := &record.Statements[i]
		if s.Speaker.Type != sayso.SpeakerUnnamed || len(r.found[i].source) == 0 {
			continue
		}
		t := r.found[i].source[0]
		found, head := -1, ""
		if last := r.compoundOf(t); last >= 0 {
			head = r.lower(last)
			found = r.roleBeside(head, t)
		} else if r.isAny(t.first, "a", "an") {
			head = r.lower(r.headOf(t))
			found = r.laterBearer(head, t)
		}
		if found >= 0 && !r.otherGender(head, found) {
			old := s.Speaker.Entity
			s.Speaker = sayso.Speaker{Entity: entityID(found), Name: c.all[found].name, Type: sayso.SpeakerPerson}
			c.all[found].mentions = append(c.all[found].mentions, t)
			c.drop(old)
			r.speakers[i] = found
		}
	}
}

// laterBearer returns the one person of whom the article tells only behind t that they have a role, -1 if there is none or more.
func (r *Reader) laterBearer(head string, t tokens) int {
	if !roles[head] {
		return -1
	}
	c := &r.people
	found := -1
	for n := range c.all {
		p := &c.all[n]
		if p.kind != sayso.Person || p.mentions[0].first < t.end {
			continue
		}
		if slices.ContainsFunc(p.roles, func(role string) bool { return strings.HasSuffix(role, head) }) {
			if found >= 0 {
				return -1
			}
			found = n
		}
	}
	return found
}

// roleBeside returns the one person whom a headline calls by a role and the name of somebody else, "Marrow Campaign Manager": the
// article has the same two beside each other. -1 if there is none or more.
func (r *Reader) roleBeside(head string, t tokens) int {
	found := -1
	for k := range r.roles {
		f := &r.roles[k]
		if !holds(f.role, head) || f.person == found {
			continue
		}
		beside := false
		for i := max(f.at.first-rolesReach, 0); i < min(f.at.end+rolesReach, len(r.doc.Tokens)) && !beside; i++ {
			for j := t.first; j < t.end-1 && !beside; j++ {
				beside = (i < t.first || i >= t.end) && r.capital(i) && r.grammar.NameOf(j) > 0 && int(r.people.at[i])-1 != f.person && r.doc.Form(i) == r.doc.Form(j)
			}
		}
		if !beside {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = f.person
	}
	return found
}

// rolesReach is how many tokens may lie between a role and the name of whom one has it for.
const rolesReach = 8

// drop leaves the entity of an unnamed source that turned out to be somebody named without mentions; the record then
// does without it.
func (c *cast) drop(id string) {
	for n := range c.all {
		if entityID(n) == id {
			c.all[n].mentions = nil
		}
	}
}

// isAny reports whether there is a token i and it is one of the forms, in small letters.
func (r *Reader) isAny(i int, forms ...string) bool {
	return i >= 0 && i < len(r.doc.Tokens) && slices.Contains(forms, r.lower(i))
}
