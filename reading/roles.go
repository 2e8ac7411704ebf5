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
	then        bool
	from, until string
	change      sayso.Change
	changedOn   string
	by          int // the entity behind a change, -1 where none is named
	at          tokens
}

// findRoles reads the roles that stand beside names: "palace adviser Ilse Marrow", "Marrow, a spokesman for the
// palace", "the president's adviser, Ilse Marrow", "Marrow is the palace's adviser".
func (r *Reader) findRoles() {
	c := &r.people
	r.branches.grow(r.grammar)
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
	r.rolesOfTrees(true)
}

// roleBefore reads the roles before the name m of entity n: an office ("Sen."), and what stands before that.
func (r *Reader) roleBefore(n int, m tokens) {
	end := m.first
	if end > 0 && !r.startsSentence(end) {
		k := end
		for k > 0 && k > end-3 && !r.startsSentence(k) && offices[r.lower(k-1)] {
			k--
		}
		if k < end {
			first := r.modifiersBefore(k)
			for j := first; j < k; j++ {
				if function(r.lower(j)) { // Republican nominee Gov. Marrow: two roles
					first = j + 1
				}
			}
			r.addRoleOf(n, tokens{first, m.end}, first, end)
			end = first
		} else if _, ok := honorifics[r.lower(end-1)]; ok {
			end--
		}
	}
	comma := end > 0 && end == m.first && r.isForm(end-1, ",")
	if comma {
		end-- // the president's adviser, Ilse Marrow
	}
	if end == 0 || r.startsSentence(end) && end == m.first {
		return
	}
	if r.officeOf(n, m, end) {
		return
	}
	for range 3 {
		head := r.lower(end - 1)
		if !function(head) && !(titles[head] && r.capital(end-1)) || r.people.at[end-1] > 0 && !comma {
			return
		}
		if comma && !r.genitiveOrThe(end) {
			return
		}
		first := r.modifiersBefore(end - 1)
		r.addRoleOf(n, tokens{first, m.end}, first, end)
		if end = first; end == 0 || comma || r.startsSentence(end) {
			return
		}
	}
}

// modifiersBefore returns the first token of the phrase whose head is token k.
func (r *Reader) modifiersBefore(k int) int {
	first := k
	for first > 0 && !r.startsSentence(first) {
		tag := r.doc.Tokens[first-1].Tag
		if tag.Noun() || tag == english.JJ || tag == english.JJS || tag == english.POS || tag == english.HYPH || tag == english.AFX || tag == english.CD ||
			tag == english.VBN && r.isAny(first-1, "retired", "fired", "disgraced") || tag == english.VBG && r.isAny(first-1, "running", "acting") {
			if tag.Noun() && r.doc.Tokens[first].Tag == english.JJ && function(r.lower(first-1)) {
				break // his running mate presidential nominee Marrow: two roles
			}
			first--
			continue
		}
		break
	}
	return first
}

// officeOf reads an office with "of" before the name of entity n: "Secretary of State Ilse Marrow", "Speaker of the
// House Tom Falk".
func (r *Reader) officeOf(n int, m tokens, end int) bool {
	for k := end - 1; k > 0 && k > end-5 && r.capital(k) && !r.startsSentence(k); k-- {
		of := k - 1
		if r.isForm(of, "the") && of > 0 {
			of--
		}
		if of > 0 && r.isForm(of, "of") && function(r.lower(of-1)) && r.capital(of-1) {
			first := r.modifiersBefore(of - 1)
			f := roleFound{person: n, org: -1, by: -1, at: tokens{first, m.end}}
			f.role = r.plainRole(&f, n, first, of)
			if o := int(r.people.at[k]) - 1; o >= 0 && o != n && r.lower(of-1) != "secretary" {
				f.org = o
			} else {
				f.role = r.doc.Words(first, end)
				for f.role != "" && (strings.HasPrefix(f.role, "then-") || strings.HasPrefix(f.role, "Then-")) {
					f.role, f.then = f.role[5:], true
				}
			}
			r.enterRole(f)
			return true
		}
	}
	return false
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

// roleAfter reads the roles in apposition behind the name m of entity n: "Marrow (R-Breck), now an adviser to the palace
// and a fellow at …".
func (r *Reader) roleAfter(n int, m tokens) {
	k := m.end
	count := len(r.doc.Tokens)
	if k+2 < count && r.doc.Tokens[k].Tag == english.OpenBracket {
		for j := k + 1; j < count && j < k+8; j++ {
			if r.doc.Tokens[j].Tag == english.CloseBracket {
				k = j + 1
				break
			}
		}
	}
	if k+2 >= count || r.startsSentence(k) || !r.isForm(k, ",") && r.doc.Tokens[k].Kind != english.Dash {
		return
	}
	k++
	former, then := false, false
	for k < count && r.isAny(k, "now", "then", "currently", "formerly", "once", "until", "recently", "himself", "herself", "also", "who") {
		switch r.lower(k) {
		case "then":
			then = true
		case "formerly", "once", "until", "recently":
			former = true
		case "who":
			return
		}
		k++
	}
	from := len(r.roles)
	for members := 0; members < 3; members++ {
		head, end := r.functionPhrase(k)
		if head < 0 {
			break
		}
		first := k
		if r.isAny(first, "a", "an", "the", "his", "her", "its", "their") {
			first++
		}
		stop := r.roleTail(end)
		// the next name begins: Marrow, palace adviser Tom Falk
		if stop < count && int(r.people.at[stop])-1 >= 0 && stop == end && r.people.all[r.people.at[stop]-1].kind == sayso.Person && !r.startsSentence(stop) {
			break
		}
		if !r.addRoleOf(n, tokens{m.first, stop}, first, end) {
			break
		}
		r.attach(&r.roles[len(r.roles)-1], n, end, stop)
		k = stop
		if k < count && r.isForm(k, ",") {
			k++
		}
		if k >= count || !r.isForm(k, "and") {
			break
		}
		k++
	}
	for i := from; i < len(r.roles); i++ {
		r.roles[i].former = r.roles[i].former || former
		r.roles[i].then = r.roles[i].then || then
	}
}

// functionPhrase reads the noun phrase that begins with token k and returns its head, if that is a function's noun, and
// the token after it; a head of -1 if it is none.
func (r *Reader) functionPhrase(k int) (head, end int) {
	first := k
	if first < len(r.doc.Tokens) && r.isAny(first, "a", "an", "the", "his", "her", "its", "their") {
		first++
	}
	head = -1
	end = first
	for ; end < len(r.doc.Tokens) && end < first+12 && !(end > first && r.startsSentence(end)); end++ {
		tag := r.doc.Tokens[end].Tag
		if !tag.Noun() && tag != english.JJ && tag != english.JJS && tag != english.POS && tag != english.HYPH && tag != english.AFX && tag != english.VBG &&
			tag != english.CD && !(tag == english.VBN && end == first) && !(tag == english.Comma && end > first && r.doc.Tokens[end-1].Tag == english.JJ) &&
			!(tag == english.RB && end == first) {
			break
		}
		if function(r.lower(end)) {
			head = end
		}
	}
	if head < 0 || head != end-1 {
		return -1, end
	}
	return head, end
}

// roleTail returns the token after what belongs to the role that ends before token end: "of the palace", "for policy
// at the institute".
func (r *Reader) roleTail(end int) int {
	stop := end
	for range 3 {
		if stop+1 >= len(r.doc.Tokens) || r.startsSentence(stop) || !r.isAny(stop, "of", "for", "at", "to", "in", "with", "on") {
			break
		}
		it := r.flat(stop+1, min(stop+17, len(r.doc.Tokens)))
		np := r.bareForward(it, 0)
		time := np > 0 && (r.onlyTime(it, 0, np) || r.doc.Tokens[it[np-1].first].Kind == english.Number)
		if np > 0 && !time {
			stop = it[np-1].end
		}
		r.release(it)
		if np == 0 || time {
			break
		}
	}
	return stop
}

// attach gives the role f of entity n what stands in its attachments, tokens end to stop-1: the organisation, or where
// none is named the rest of the role ("chief of staff").
func (r *Reader) attach(f *roleFound, n, end, stop int) {
	first := -1
	for i := end; i < stop; i++ {
		o := int(r.people.at[i]) - 1
		if o < 0 || o == n {
			continue
		}
		if first < 0 {
			first = i
		}
		if f.org < 0 || r.people.all[f.org].kind == sayso.Place && r.people.all[o].kind == sayso.Organisation {
			f.org = o
		}
	}
	if stop > end && r.isAny(end, "of", "for") {
		to := stop
		if first >= 0 {
			to = end
			for k := end + 1; k < first; k++ { // vice president for policy at the Institute
				if r.isAny(k, "at", "for", "of", "in") {
					to = k
				}
			}
		}
		if to > end && to-end <= 5 {
			f.role += " " + r.doc.Words(end, to)
		}
	}
}

// addRoleOf enters the role of tokens first to end-1, which may hold the name of the organisation as well,
// and reports whether there was one.
func (r *Reader) addRoleOf(n int, at tokens, first, end int) bool {
	f := roleFound{person: n, org: -1, by: -1, at: at}
	f.role = r.plainRole(&f, n, first, end)
	if f.role == "" {
		return false // nothing but a name or a genitive
	}
	r.enterRole(f)
	return true
}

// plainRole reads the role of tokens first to end-1 into f and returns its words, without organisation, "former" and
// "then".
func (r *Reader) plainRole(f *roleFound, n, first, end int) string {
	start := first
	for i := first; i < end; i++ {
		if o := int(r.people.at[i]) - 1; o >= 0 && o != n && (i+1 < end || !function(r.lower(i))) {
			if f.org < 0 || r.people.all[o].kind != sayso.Place {
				f.org = o
			}
			start = i + 1
			continue
		}
		switch w := r.lower(i); w {
		case "'s", "’s", "'", "’":
			start = i + 1
		case "former", "ex", "retired", "onetime", "erstwhile", "ex-president":
			f.former = true
			if start == i && w != "ex-president" {
				start++
			}
		case "then", "then-president":
			f.then = true
			if start == i && w == "then" {
				start++
			}
		case "longtime", "long-time", "current", "two", "three", "several":
			if start == i {
				start++
			}
		}
	}
	for start < end && (r.isForm(start, "-") || r.isAny(start, "a", "an", "the", "his", "her", "its", "their", ",", "'s", "’s")) {
		start++
	}
	if start >= end {
		return ""
	}
	switch w := r.lower(end - 1); w {
	case "democrat", "republican":
		if !r.isAny(start, "top", "ranking", "leading", "senior", "chief") {
			return "" // a member of the party
		}
	}
	return r.doc.Words(start, end)
}
