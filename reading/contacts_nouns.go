package reading

import (
	"sayso"
	"sayso/english"
)

// Contacts told by nouns: "a meeting between Marrow and Stell", "their phone call".

// meetingByNoun reads the contact that the noun at token i tells of, if it does.
func (r *Reader) meetingByNoun(record *sayso.Record, i int, verb string) {
	b := &r.branches
	if verb == "call" && !(i > 0 && r.isAny(i-1, "phone", "telephone", "video", "conference")) && !r.hasCase(i, "with", "between") {
		return // a call for peace
	}
	sent := -1
	if verb == "write" && !r.hasCase(i, "to", "between", "with") {
		// they sent a letter on Thursday to the council
		if h := int(b.head[i]); h >= 0 && b.rel[i] == isObject && issues[r.lower(h)] {
			for k := b.kid[h]; k >= 0; k = b.next[k] {
				if int(k) > i && r.caseOf(int(k)) == "to" {
					sent = int(k)
				}
			}
		}
		if sent < 0 {
			return
		}
	}
	if r.gerund(record, i, verb) {
		return
	}
	found := sides{verb: verb, at: i, clause: -1}
	between, with := -1, sent
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		if b.rel[k] != isNominal && b.rel[k] != isOblique && b.rel[k] != isAgent || int(k) < i {
			continue
		}
		switch c := r.caseOf(int(k)); c {
		case "between", "among":
			between = int(k)
		case "with":
			if with < 0 || !r.partyAt(with) {
				with = int(k)
			}
		case "to":
			if verb == "write" || verb == "visit" || verb == "call" {
				with = int(k)
			}
		case "against":
			if verb == "debate" {
				with = int(k)
			}
		case "of":
			if verb == "interview" || verb == "question" {
				with = int(k)
			}
		}
	}
	if with < 0 && between < 0 {
		// the tree may hang the party on the verb beside the noun
		letter := verb == "write" && r.isAny(i+1, "to")
		if h := int(b.head[i]); h >= 0 && i+1 < len(b.head) && (letter || r.isAny(i+1, "with", "between")) {
			for k := b.kid[h]; k >= 0; k = b.next[k] {
				if c := r.caseOf(int(k)); int(k) > i && (c == "with" || c == "between" || letter && c == "to") {
					if c == "between" {
						between = int(k)
					} else {
						with = int(k)
					}
					break
				}
			}
		}
	}
	up := r.outOfQuantity(i)
	governor := int(b.head[up])
	for steps := 0; governor >= 0 && !r.verbAt(governor) && (b.rel[up] == isOblique || b.rel[up] == isTime || b.rel[up] == isAdverb) && steps < 3; steps++ {
		up, governor = governor, int(b.head[governor])
	}
	if governor >= 0 && r.verbAt(governor) {
		found.clause = governor
		found.negated = r.negatedVerb(governor)
		w := r.lower(governor)
		found.planned = r.unreal(governor) || wishes[w] && b.rel[up] == isObject || (wishes[w] || w == "set") && b.rel[up] == isPassiveSubject || r.scheduled(governor)
		found.asked = requests[r.lower(governor)] && b.rel[up] == isObject
		if refusals[r.lower(governor)] && b.rel[up] == isObject {
			found.negated, found.planned = !found.negated, false // denied a meeting with
		}
	}
	if d := b.under(i, isDeterminer); d >= 0 && r.isAny(d, "no") || b.under(up, isDeterminer) >= 0 && r.isAny(b.under(up, isDeterminer), "no") {
		found.negated = true
	}
	if i > 0 && r.isAny(i-1, "planned", "upcoming", "scheduled", "proposed", "possible", "future", "next") {
		found.planned = true
	}
	var buf [8]int
	switch {
	case between >= 0:
		all := r.members(buf[:0], between)
		if len(all) < 2 {
			return
		}
		found.a, found.b = all[:1], all[1:]
	case with >= 0:
		found.b = r.members(buf[:0], with)
		a := b.under(i, isOwner)
		if a < 0 {
			a = r.compoundParty(i)
		}
		if a < 0 && governor >= 0 && r.verbAt(governor) {
			w := r.lower(governor)
			aside := b.rel[up] == isOblique || b.rel[up] == isTime || b.rel[up] == isAdverb || b.rel[up] == isAdverbial // in a meeting with B, A said
			if aside || supports[w] || wishes[w] || refusals[w] {
				passive := false
				if a, passive = r.subjectOfVerb(governor); aside && passive {
					a = b.under(governor, isAgent) // was mentioned by A in an interview with B
				}
				if _, meets := meetings[w]; meets && !aside && contains(r.meetingsAt, governor) {
					return
				}
			}
		}
		if a < 0 && b.rel[up] == isNominal && governor >= 0 && !r.verbAt(governor) {
			a = b.under(governor, isOwner)
		}
		if a < 0 {
			return
		}
		found.a = r.members(nil, a)
	case verb == "interview" && r.compoundParty(i) >= 0 && governor >= 0 && r.verbAt(governor) && b.rel[up] != isSubject:
		// in a Herald interview A said
		a, _ := r.subjectOfVerb(governor)
		if a < 0 {
			return
		}
		found.a, found.b = r.members(nil, a), []int{r.compoundParty(i)}
	case b.under(i, isOwner) >= 0 && r.isAny(b.under(i, isOwner), "their"):
		own := b.under(i, isOwner)
		if one, two := r.lastTwo(own); len(one) > 0 {
			r.enterContact(record, &found, one, two, tokens{own, i + 1})
		}
		return
	default:
		return
	}
	r.enterSides(record, &found)
}

// gerund reads a verb that the tags take for a noun: "denied meeting Vash".
func (r *Reader) gerund(record *sayso.Record, i int, verb string) bool {
	b := &r.branches
	h := int(b.head[i])
	if h < 0 || !r.isForm(i, "meeting") || !r.verbAt(h) || b.rel[i] != isObject && b.rel[i] != isOpenClause || b.under(i, isDeterminer) >= 0 ||
		b.under(i, isOwner) >= 0 || i+1 >= len(b.head) {
		return false
	}
	next := i + 1
	if r.isAny(next, "with") {
		next++
	}
	if next >= len(b.head) {
		return false
	}
	t := &r.doc.Tokens[next]
	if !t.Tag.ProperNoun() && t.Tag != english.PRP && t.Tag != english.PRPS && t.Tag != english.DT {
		return false
	}
	s, _ := r.subjectOfVerb(h)
	if s < 0 {
		return false
	}
	it := r.flat(next, min(next+8, len(r.doc.Tokens)))
	np := r.nounPhrase(it, 0)
	r.release(it)
	if np == 0 {
		return false
	}
	other := r.headOf(tokens{next, next + np})
	w := r.lower(h)
	r.enterSides(record, &sides{verb: verb, at: i, clause: h, a: []int{s}, b: []int{other}, negated: refusals[w] != r.negatedVerb(h),
		planned: wishes[w] && !refusals[w]})
	return true
}

// hasCase reports whether a phrase with one of the prepositions hangs on the noun at token i, or follows it.
func (r *Reader) hasCase(i int, cases ...string) bool {
	if i+1 < len(r.doc.Tokens) && r.isAny(i+1, cases...) {
		return true
	}
	b := &r.branches
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		c := r.caseOf(int(k))
		for _, want := range cases {
			if c == want {
				return true
			}
		}
	}
	return false
}

// outOfQuantity climbs from a noun to the one that counts it: from "meetings" to "lots of meetings".
func (r *Reader) outOfQuantity(i int) int {
	b := &r.branches
	for range 2 {
		h := int(b.head[i])
		if h < 0 || b.rel[i] != isNominal || r.caseOf(i) != "of" || h > i {
			break
		}
		switch r.lower(h) {
		case "lots", "lot", "number", "series", "round", "couple", "dozens", "hundreds", "plenty", "kind", "kinds", "sort", "first", "second", "last", "most", "part":
			i = h
			continue
		}
		break
	}
	return i
}

// compoundParty returns the head of a name right before the noun at token i: "a Herald interview"; -1 if there is none.
func (r *Reader) compoundParty(i int) int {
	for k := i - 1; k >= 0 && k > i-3; k-- {
		if n := int(r.people.at[k]) - 1; n >= 0 {
			if r.people.all[n].kind != sayso.Place && !months[r.lower(k)] && !weekdays[r.lower(k)] {
				return k
			}
			return -1
		}
		if !r.doc.Tokens[k].Tag.Noun() && r.doc.Tokens[k].Tag != english.JJ {
			return -1
		}
	}
	return -1
}

// partyAt reports whether the phrase at token i stands for people or a body.
func (r *Reader) partyAt(i int) bool { return r.personal(r.nounPhraseAt(i)) }
