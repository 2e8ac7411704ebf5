package reading

import (
	"strings"

	"sayso"
	"sayso/english"
)

// rolesOfTrees reads the roles that a sentence gives a person apart from the name: "Marrow is the palace's adviser", "who
// served as ambassador", "the moderator of the debate, Ilse Marrow". With named it takes the persons who stand there by
// name; without, those who stand there by pronoun or phrase, for which the speakers must be known.
func (r *Reader) rolesOfTrees(named bool) {
	b := &r.branches
	if !b.there() {
		return
	}
	for i := range b.head {
		if !r.doc.Tokens[i].Tag.Noun() || r.people.at[i] > 0 && r.doc.Tokens[i].Tag.ProperNoun() && !function(r.lower(i)) {
			continue
		}
		w := r.lower(i)
		if !functionOrPlural(w) {
			continue
		}
		h := int(b.head[i])
		switch {
		case b.under(i, isCopula) >= 0:
			cop := b.under(i, isCopula)
			s, _ := r.subjectOfVerb(i)
			if s < 0 || r.negatedVerb(i) || r.unreal(i) || r.doc.Tokens[i].Tag == english.NNS && b.under(s, isConjunct) < 0 {
				continue
			}
			if i > 0 && changes[r.lower(i-1)] != "" && r.doc.Tokens[i-1].Tag == english.VBN {
				continue // was elected mayor: see findChanges
			}
			r.giveRole(named, s, i, r.isAny(cop, "was", "were") || r.isAny(cop, "been") && r.had(i))
		case h < 0:
		case b.rel[i] == isApposition && r.people.at[h] > 0 && function(w):
			r.giveRole(named, h, i, false)
		case r.caseOf(i) == "as":
			r.roleAs(named, i, h)
		}
		for k := b.kid[i]; k >= 0; k = b.next[k] {
			if b.rel[k] == isApposition && int(k) > i && r.people.at[k] > 0 && r.people.at[i] == 0 {
				r.giveRole(named, int(k), i, false)
			}
		}
	}
}

// had reports whether the verb at token i is in the past perfect.
func (r *Reader) had(i int) bool {
	a := r.branches.under(i, isAux)
	return a >= 0 && r.isAny(a, "had")
}

// roleNouns are nouns of which an "as" gives the role: "her role as mayor".
var roleNouns = wordSet("role position job post tenure stint term work career time years affiliation life")

// labels are verbs whose "as" tells what somebody is taken for.
var labels = wordSet("describe described describes describing denounce denounced see saw seen view viewed portray portrayed portraying regard regarded " +
	"dismiss dismissed dismissing mock mocked cast casts casting characterize characterized brand branded branding depict depicted recognize " +
	"recognized know known knew such same well cite cited use used")

// roleAs reads the role at token i with "as" before it, which depends on token h.
func (r *Reader) roleAs(named bool, i, h int) {
	b := &r.branches
	if r.lower(i) == "friend" || labels[r.lower(h)] {
		return
	}
	if changes[r.lower(h)] != "" {
		return // see findChanges
	}
	if !r.verbAt(h) {
		if !roleNouns[r.lower(h)] {
			return
		}
		if o := b.under(h, isOwner); o >= 0 {
			r.giveRole(named, o, i, false)
			return
		}
		h = int(b.head[h])
		if h < 0 || !r.verbAt(h) {
			return
		}
	}
	s, passive := r.subjectOfVerb(h)
	if s < 0 || passive || r.negatedVerb(h) || r.unreal(h) {
		return
	}
	former := r.doc.Tokens[h].Tag == english.VBD && serves[r.lower(h)] && r.isAny(h, "served", "worked", "acted")
	r.giveRole(named, s, i, former)
}

var serves = wordSet("served worked acted")

// giveRole gives the people in the list at token s the role whose head is token i.
func (r *Reader) giveRole(named bool, s, i int, former bool) {
	var buf [8]int
	for _, m := range r.members(buf[:0], s) {
		n := int(r.people.at[m]) - 1
		if n >= 0 != named {
			continue
		}
		if n < 0 {
			if n = r.standsFor(m); n < 0 {
				continue
			}
		}
		if r.people.all[n].kind != sayso.Person {
			continue
		}
		first := r.modifiersBefore(i)
		end := i + 1
		stop := r.roleTail(end)
		at := r.nounPhraseAt(m)
		f := roleFound{person: n, org: -1, by: -1, at: tokens{min(at.first, first), max(at.end, stop)}}
		f.role = r.plainRole(&f, n, first, end)
		if f.role == "" {
			continue
		}
		f.former = f.former || former
		r.attach(&f, n, end, stop)
		f.from, f.until = r.term(stop)
		if f.until != "" {
			f.former = true
		}
		if !r.knownRole(&f) {
			r.enterRole(f)
		}
	}
}

// knownRole reports whether the person has the role already, from nearby.
func (r *Reader) knownRole(f *roleFound) bool {
	for i := range r.roles {
		o := &r.roles[i]
		if o.person == f.person && o.role == f.role && o.at.first < f.at.end && f.at.first < o.at.end {
			if o.from == "" && o.until == "" {
				o.from, o.until = f.from, f.until
			}
			return true
		}
	}
	return false
}

// term reads "from 2012 until 2015", "since March 2014" behind token k: years or months, in ISO 8601.
func (r *Reader) term(k int) (from, until string) {
	for end := min(k+10, len(r.doc.Tokens)); k < end && !(r.startsSentence(k)); k++ {
		d, next := r.monthOrYear(k + 1)
		switch r.lower(k) {
		case "from", "since":
			from = d
		case "to", "until", "till", "through":
			until = d
		case "between":
			from = d
		case "and", "-", "–":
			if from == "" {
				return
			}
			until = d
		case "in", "under", "at", "for", ",":
			continue
		default:
			return
		}
		if d == "" {
			return
		}
		k = next - 1
	}
	return
}

// monthOrYear reads a year, or a month with its year, at token k.
func (r *Reader) monthOrYear(k int) (string, int) {
	n := len(r.doc.Tokens)
	if k >= n {
		return "", k
	}
	if m, ok := monthNumber[r.lower(k)]; ok && r.capital(k) {
		if y := r.number(k+1, n); y >= 1900 && y <= 2100 {
			return date(y, m, 1)[:7], k + 2
		}
		return "", k
	}
	if y := r.number(k, n); y >= 1900 && y <= 2100 {
		return date(y, 1, 1)[:4], k + 1
	}
	return "", k
}

// rolesOfPhrases gives people the roles under which the article goes on to speak of them: "the palace spokesman", once it
// is known who that is.
func (r *Reader) rolesOfPhrases() {
	c := &r.people
	for n := range c.all {
		if c.all[n].kind != sayso.Person {
			continue
		}
		for _, m := range c.all[n].mentions {
			if m.empty() || m.end-m.first < 2 {
				continue
			}
			h := r.headOf(m)
			if c.at[h] > 0 || !r.doc.Tokens[h].Tag.Noun() || !function(r.lower(h)) {
				continue
			}
			first := m.first
			if r.isAny(first, "a", "an") {
				first++
			}
			f := roleFound{person: n, org: -1, by: -1, at: tokens{m.first, m.end}}
			f.role = r.plainRole(&f, n, first, h+1)
			if f.role == "" {
				continue
			}
			r.attach(&f, n, h+1, m.end)
			if !r.hasOffice(n, r.lower(h)) {
				r.enterRole(f)
			}
		}
	}
}

// hasOffice reports whether a role of person n with that last word is kept already.
func (r *Reader) hasOffice(n int, head string) bool {
	for i := range r.roles {
		if f := &r.roles[i]; f.person == n && len(f.role) >= len(head) && strings.EqualFold(f.role[len(f.role)-len(head):], head) {
			return true
		}
	}
	return false
}

// officeHolder returns the one person of whom the article says, before or later, that they hold the office by which the
// phrase t speaks of somebody: "the Norland ambassador"; -1 if there is none, or more than one.
func (r *Reader) officeHolder(t tokens) int {
	h := r.headOf(t)
	if !r.isAny(t.first, "the") || h < t.first+1 || r.people.at[h] > 0 || !function(r.lower(h)) {
		return -1
	}
	phrase := r.doc.Words(t.first+1, h+1)
	found := -1
	for i := range r.roles {
		f := &r.roles[i]
		first := r.modifiersBefore(h)
		if strings.EqualFold(f.role, phrase) && h > t.first+1 || f.org >= 0 && strings.EqualFold(lastWord(f.role), r.doc.Form(h)) && r.namedIn(f.org, first, h) {
			if found >= 0 && found != f.person {
				return -1
			}
			found = f.person
		}
	}
	return found
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// namedIn reports whether tokens first to end-1 name entity n.
func (r *Reader) namedIn(n, first, end int) bool {
	for k := first; k < end; k++ {
		if int(r.people.at[k])-1 == n {
			return true
		}
	}
	return false
}

// standsFor returns the entity that the noun or pronoun at token i stands for, -1 if that is not known.
func (r *Reader) standsFor(i int) int {
	if n := int(r.people.at[i]) - 1; n >= 0 {
		return n
	}
	t := r.nounPhraseAt(i)
	last, within := r.before(t.first)
	n, _, _ := r.resolve(t, last, within)
	return n
}
