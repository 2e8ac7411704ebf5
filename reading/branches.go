package reading

import "sayso/english"

// relation is a dependency of the trees, as far as the passes over circumstances, contacts and roles ask for it.
type relation uint8

const (
	otherRelation relation = iota
	isSubject
	isPassiveSubject
	isObject
	isIndirectObject
	isOblique
	isAgent
	isNominal // nmod
	isOwner   // nmod:poss
	isApposition
	isConjunct
	isConjunction
	isCase
	isMark
	isCopula
	isAux
	isAdverb
	isClause // acl
	isRelative
	isAdverbial // advcl
	isOpenClause
	isClausal // ccomp
	isLoose   // parataxis
	isCompound
	isFlat
	isTitle // nmod:desc
	isAdjective
	isDeterminer
	isNumber
	isMarkOfText // punct
	isTime       // obl:unmarked
)

var relationOf = map[string]relation{"nsubj": isSubject, "nsubj:outer": isSubject, "nsubj:pass": isPassiveSubject, "obj": isObject,
	"iobj": isIndirectObject, "obl": isOblique, "obl:agent": isAgent, "nmod": isNominal, "nmod:poss": isOwner, "appos": isApposition,
	"conj": isConjunct, "cc": isConjunction, "case": isCase, "mark": isMark, "cop": isCopula, "aux": isAux, "aux:pass": isAux,
	"advmod": isAdverb, "acl": isClause, "acl:relcl": isRelative, "advcl": isAdverbial, "xcomp": isOpenClause, "ccomp": isClausal,
	"parataxis": isLoose, "compound": isCompound, "flat": isFlat, "nmod:desc": isTitle, "amod": isAdjective, "det": isDeterminer,
	"nummod": isNumber, "punct": isMarkOfText, "obl:unmarked": isTime}

// branches are the trees of an article as the later passes walk them: downwards. It is empty where the reader has no
// trees.
type branches struct {
	head []int32
	rel  []relation
	// kid is the first token that depends on each, next the one after it with the same head; -1 where there is none.
	kid, next []int32
	last      []int32 // scratch: the last kid so far
	// left and right bound all that depends on a token, itself included.
	left, right []int32
	kinds       []relation // of the model's relations
}

// grow builds the branches of the reader's trees.
func (b *branches) grow(a *english.Analysis) {
	b.head = b.head[:0]
	if a == nil {
		return
	}
	if b.kinds == nil {
		for _, name := range a.Model().Header.Rels {
			b.kinds = append(b.kinds, relationOf[name])
		}
	}
	n := len(a.Tokens)
	b.rel, b.left, b.right, b.kid, b.next, b.last = b.rel[:0], b.left[:0], b.right[:0], b.kid[:0], b.next[:0], b.last[:0]
	for i := range n {
		g := &a.Grammar[i]
		b.head, b.rel = append(b.head, g.Head), append(b.rel, b.kinds[g.Rel])
		b.left, b.right = append(b.left, int32(i)), append(b.right, int32(i)+1)
		b.kid, b.next, b.last = append(b.kid, -1), append(b.next, -1), append(b.last, -1)
	}
	for i := range b.head {
		h := b.head[i]
		if h < 0 {
			continue
		}
		if b.last[h] < 0 {
			b.kid[h] = int32(i)
		} else {
			b.next[b.last[h]] = int32(i)
		}
		b.last[h] = int32(i)
		for k, up := int32(i), h; up >= 0; k, up = up, b.head[up] {
			if b.left[up] <= b.left[k] && b.right[up] >= b.right[k] {
				break
			}
			b.left[up], b.right[up] = min(b.left[up], b.left[k]), max(b.right[up], b.right[k])
		}
	}
}

// there reports whether there are trees.
func (b *branches) there() bool { return len(b.head) > 0 }

// under returns the first token that depends on i by the relation, -1 if none does.
func (b *branches) under(i int, rel relation) int {
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		if b.rel[k] == rel {
			return int(k)
		}
	}
	return -1
}

// isVerb reports whether token i is a verb by its tag.
func (r *Reader) verbAt(i int) bool { return r.doc.Tokens[i].Tag.Verb() }

// subjectOfVerb returns the head of the subject of the verb at token i: its own, or that of the verb it is joined to, is the
// complement of, or the clause around it ("Marrow left after meeting …"); the noun it tells of in a relative clause. -1
// if there is none. passive tells that the subject is that of a passive.
func (r *Reader) subjectOfVerb(i int) (subject int, passive bool) {
	b := &r.branches
	own := true // the voice is still that of the verb that was asked for
	for steps := 0; i >= 0 && steps < 5; steps++ {
		if s := b.under(i, isSubject); s >= 0 {
			return r.whoOf(s, i), false
		}
		if s := b.under(i, isPassiveSubject); s >= 0 {
			return r.whoOf(s, i), own
		}
		h := int(b.head[i])
		if h < 0 {
			return -1, false
		}
		switch b.rel[i] {
		case isConjunct:
			if !r.verbAt(h) && b.under(h, isCopula) < 0 {
				return -1, false
			}
		case isOpenClause, isAdverbial:
			if b.rel[i] == isOpenClause {
				// "asked Falk to meet Vash": the object does it
				if o := b.under(h, isObject); o >= 0 && r.verbAt(h) && !subjectKeepers[r.lower(h)] {
					return o, false
				}
				if o := b.under(h, isIndirectObject); o >= 0 {
					return o, false
				}
			}
		case isRelative, isClause:
			if r.verbAt(h) {
				return -1, false
			}
			if b.rel[i] == isClause && r.isAny(i-1, "to") {
				if o := b.under(h, isOwner); o >= 0 {
					return o, false // his offer to meet
				}
				for k := b.kid[h]; k >= 0 && int(k) < i; k = b.next[k] {
					if b.rel[k] == isNominal && r.caseOf(int(k)) == "of" {
						return int(k), false // the duty of the envoy to meet
					}
				}
				if o := i - 3; o >= 0 && h == i-2 && r.people.at[o] > 0 && lexicon().form[r.lower(h)]&thirdPerson != 0 {
					return o, false // "Marrow plans to meet", the verb taken for a noun
				}
				// "had a plan to meet": whoever had it
				i = h
				for steps := 0; i >= 0 && !r.verbAt(i) && steps < 3; steps++ {
					i = int(b.head[i])
				}
				if i < 0 {
					return -1, false
				}
				own = false
				continue
			}
			if b.rel[i] == isClause && r.doc.Tokens[i].Tag == english.VBN {
				return h, true
			}
			return h, false
		case isClausal:
			// "The envoy also met Vash, Marrow said": the tree may give both subjects to the verb of saying
			first, count := -1, 0
			for k := b.kid[h]; k >= 0; k = b.next[k] {
				if b.rel[k] == isSubject {
					if count++; count == 1 {
						first = int(k)
					}
				}
			}
			if count > 1 && first < i {
				return first, false
			}
			return -1, false
		default:
			return -1, false
		}
		own = own && b.rel[i] == isConjunct && r.doc.Tokens[i].Tag == english.VBN
		i = h
	}
	return -1, false
}

// subjectKeepers are verbs with an object and an infinitive where the subject does both: "used the trip to meet".
var subjectKeepers = wordSet("used use uses using promised promise promises took take takes taken took had")

// whoOf returns the noun a relative pronoun stands for, s itself if it is none. verb is the verb of the relative clause.
func (r *Reader) whoOf(s, verb int) int {
	b := &r.branches
	if !r.isAny(s, "who", "which", "that", "whom") {
		return s
	}
	for steps := 0; steps < 4; steps++ {
		h := int(b.head[verb])
		if h < 0 {
			return s
		}
		if b.rel[verb] == isRelative {
			return h
		}
		if b.rel[verb] != isConjunct {
			return s
		}
		verb = h
	}
	return s
}

// negatedVerb reports whether the verb at token i is denied: "did not meet", "never met", "refused to meet", "without
// meeting", "nobody met".
func (r *Reader) negatedVerb(i int) bool {
	b := &r.branches
	for steps := 0; i >= 0 && steps < 4; steps++ {
		for k := b.kid[i]; k >= 0; k = b.next[k] {
			switch b.rel[k] {
			case isAdverb, isMark, otherRelation, isConjunction, isDeterminer, isCase:
				if w := r.lower(int(k)); negators[w] || w == "without" {
					return true
				}
			case isSubject, isPassiveSubject, isObject:
				if w := r.lower(int(k)); w == "nobody" || w == "none" || w == "neither" || w == "nothing" {
					return true
				}
				if d := b.under(int(k), isDeterminer); d >= 0 && (r.lower(d) == "no" || r.lower(d) == "neither") {
					return true
				}
			}
		}
		h := int(b.head[i])
		if h < 0 || b.rel[i] != isOpenClause && b.rel[i] != isConjunct {
			return false
		}
		if b.rel[i] == isOpenClause && refusals[r.lower(h)] {
			return !r.negatedVerb(h)
		}
		if b.rel[i] == isConjunct && (b.under(i, isSubject) >= 0 || b.under(i, isPassiveSubject) >= 0) {
			return false
		}
		i = h
	}
	return false
}

// refusals are verbs whose infinitive did not come true.
var refusals = wordSet("refuse refused refuses refusing decline declined declines declining fail failed fails failing neglected neglect neglects " +
	"forgot forget forgets omitted omit avoided avoid avoids avoiding denied denies deny denying")

// nounPhraseAt returns the tokens of the phrase around the noun at token i, without relative clauses, appositions and
// further members of a list.
func (r *Reader) nounPhraseAt(i int) tokens {
	b := &r.branches
	i = r.owned(i)
	if n := r.people.at[i]; n > 0 {
		t := tokens{i, i + 1}
		for t.first > 0 && r.people.at[t.first-1] == n && !r.startsSentence(t.first) {
			t.first--
		}
		for t.end < len(r.people.at) && r.people.at[t.end] == n && !r.startsSentence(t.end) {
			t.end++
		}
		return t
	}
	t := tokens{i, i + 1}
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		switch b.rel[k] {
		case isCase, isMarkOfText, isApposition, isConjunct, isConjunction, isRelative, isLoose, isCopula, isMark, isAux, isSubject, isPassiveSubject,
			isAdverb, isOblique, isAdverbial, isTime, isClausal, isOpenClause:
			continue
		case isClause:
			if int(k) > i+1 {
				continue
			}
		case isNominal:
			if w := r.caseOf(int(k)); (w == "about" || w == "regarding" || w == "concerning") && functionOrPlural(r.lower(i)) {
				continue // asked the mayor about the fire
			}
		}
		if int(k) < i {
			t.first = min(t.first, int(b.left[k]))
		} else {
			t.end = max(t.end, int(b.right[k]))
		}
	}
	return r.trim(t)
}

// owned returns the noun that the name at token i owns where the tree took the owner for the head: from "Herald" to "Marrow"
// in "the Herald's Ilse Marrow".
func (r *Reader) owned(i int) int {
	n := len(r.doc.Tokens)
	if r.branches.rel[i] == isOwner {
		return i
	}
	k := i + 1
	for k < n && r.people.at[i] > 0 && r.people.at[k] == r.people.at[i] {
		k++
	}
	if k+1 >= n || !r.isAny(k, "'s", "’s", "'", "’") || r.doc.Tokens[k].Space || !r.doc.Tokens[k].Space && r.isAny(k, "'", "’") && r.inside[i] {
		return i
	}
	last := i
	for k++; k < n && k < i+8 && (r.doc.Tokens[k].Tag.Noun() || r.doc.Tokens[k].Tag == english.JJ || r.people.at[k] > 0) && !r.startsSentence(k); k++ {
		if r.doc.Tokens[k].Tag.Noun() || r.people.at[k] > 0 {
			last = k
		}
	}
	return last
}

// members returns the heads of a list that begins with token i: "Marrow, Falk and their aides".
func (r *Reader) members(dst []int, i int) []int {
	b := &r.branches
	dst = append(dst, i)
	for k := b.kid[i]; k >= 0 && len(dst) < 8; k = b.next[k] {
		if b.rel[k] == isConjunct && r.doc.Tokens[k].Tag != english.VBD {
			dst = append(dst, int(k))
		}
	}
	return dst
}

// caseOf returns the preposition of the noun at token i, in small letters; empty if it has none.
func (r *Reader) caseOf(i int) string {
	if k := r.branches.under(i, isCase); k >= 0 {
		return r.lower(k)
	}
	return ""
}
