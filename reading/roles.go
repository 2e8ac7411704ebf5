package reading

import (
	"strings"

	"sayso"
	"sayso/english"
)

// roleFound is a passage that gives a person a role.
type roleFound struct {
	person, org int // entities; org is -1 where none is named
	role        string
	former      bool
	at          tokens
}

// findRoles reads the roles that stand beside names: "palace adviser Ilse Marrow", "Marrow, a spokesman for the
// palace", "the president's adviser, Ilse Marrow".
func (r *Reader) findRoles() {
	c := &r.people
	r.roles = r.roles[:0]
	for n := range c.all {
		if c.all[n].kind != sayso.Person {
			continue
		}
		for _, m := range c.all[n].mentions {
			r.roleBefore(n, m)
			r.roleAfter(n, m)
		}
	}
}

// roleBefore reads the role before the name m of entity n.
func (r *Reader) roleBefore(n int, m tokens) {
	end := m.first
	if end > 0 && r.isForm(end-1, ",") {
		end-- // the president's adviser, Ilse Marrow
	}
	if end == 0 || r.startsSentence(end) {
		return
	}
	head := r.lower(end - 1)
	if !roles[head] && !(titles[head] && r.capital(end-1)) || r.people.at[end-1] > 0 && end == m.first {
		return
	}
	if end < m.first && !r.genitiveOrThe(end) {
		return
	}
	first := end - 1
	for first > 0 && !r.startsSentence(first) {
		tag := r.doc.Tokens[first-1].Tag
		if tag.Noun() || tag == english.JJ || tag == english.POS || tag == english.HYPH || tag == english.AFX || tag == english.CD {
			first--
			continue
		}
		break
	}
	r.addRoleOf(n, tokens{first, m.end}, first, end)
}

// genitiveOrThe reports whether the phrase that ends before token end opens with "the", "his" or a genitive, so that a
// name behind a comma is its apposition and not a new member of a list.
func (r *Reader) genitiveOrThe(end int) bool {
	for k := end - 1; k >= 0 && k > end-9; k-- {
		switch tag := r.doc.Tokens[k].Tag; {
		case tag == english.POS || tag == english.PRPS || r.isAny(k, "the"):
			return true
		case tag.Noun() || tag == english.JJ || tag == english.HYPH:
		default:
			return false
		}
	}
	return false
}

// roleAfter reads the role in apposition behind the name m of entity n.
func (r *Reader) roleAfter(n int, m tokens) {
	k := m.end
	if k+2 >= len(r.doc.Tokens) || !r.isForm(k, ",") || r.startsSentence(k) {
		return
	}
	k++
	first := k
	if r.isAny(k, "a", "an", "the", "his", "her", "its", "their") {
		first++
	}
	head := -1
	end := first
	for ; end < len(r.doc.Tokens) && end < first+12 && !r.startsSentence(end); end++ {
		tag := r.doc.Tokens[end].Tag
		if roles[r.lower(end)] {
			head = end
		}
		if !tag.Noun() && tag != english.JJ && tag != english.POS && tag != english.HYPH && tag != english.AFX && tag != english.CC && tag != english.VBG {
			break
		}
	}
	if head < 0 || head != end-1 {
		return
	}
	stop := end
	if end+1 < len(r.doc.Tokens) && r.isAny(end, "of", "for", "at", "to", "in", "with") {
		it := r.flat(end+1, min(end+16, len(r.doc.Tokens)))
		if np := r.nounPhrase(it, 0); np > 0 {
			stop = it[np-1].end
		}
		r.release(it)
	}
	if !r.addRoleOf(n, tokens{m.first, stop}, first, end) {
		return
	}
	last := &r.roles[len(r.roles)-1]
	if last.org < 0 {
		for i := end; i < stop; i++ {
			if o := int(r.people.at[i]) - 1; o >= 0 && o != n {
				last.org = o
				break
			}
		}
	}
}

// addRoleOf enters the role of tokens first to end-1, which may hold the name of the organisation as well,
// and reports whether there was one.
func (r *Reader) addRoleOf(n int, at tokens, first, end int) bool {
	f := roleFound{person: n, org: -1, at: at}
	start := first
	for i := first; i < end; i++ {
		if o := int(r.people.at[i]) - 1; o >= 0 && o != n {
			f.org = o
			start = i + 1
			continue
		}
		switch w := r.lower(i); {
		case w == "'s" || w == "’s":
			start = i + 1
		case w == "former" || w == "ex":
			f.former = true
			if start == i {
				start++
			}
		}
	}
	for start < end && (r.isForm(start, "-") || r.isAny(start, "then")) {
		start++
	}
	if start >= end {
		return false // nothing but a name or a genitive
	}
	f.role = r.doc.Words(start, end)
	r.people.all[n].addRole(f.role)
	r.roles = append(r.roles, f)
	return true
}

// writeRoles writes the roles into the record, each once for a person.
func (r *Reader) writeRoles(record *sayso.Record) {
	seen := map[string]bool{}
	for _, f := range r.roles {
		key := entityID(f.person) + "\x00" + strings.ToLower(f.role)
		if f.org >= 0 {
			key += "\x00" + entityID(f.org)
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		role := sayso.Role{Person: entityID(f.person), Role: f.role, Former: f.former, Span: r.spans([]tokens{f.at})[0]}
		if f.org >= 0 {
			role.Org = entityID(f.org)
		}
		role.SaySo = sayso.SaySoArticle
		if i := r.holder(record, role.Span); i >= 0 {
			role.SaySo = record.Statements[i].ID
		}
		record.Roles = append(record.Roles, role)
	}
}

// holder returns the innermost statement whose content holds the span, -1 if it is the article's own voice.
func (r *Reader) holder(record *sayso.Record, span sayso.Span) int {
	best, size := -1, 0
	for i := range record.Statements {
		for _, part := range record.Statements[i].Content {
			if part.Contains(span) && (best < 0 || part.Len() < size) {
				best, size = i, part.Len()
			}
		}
	}
	return best
}
