package reading

import "sayso/english"

// Labels of the field that finds cues.
const (
	cueOut = iota
	cueBegin
	cueIn
	cueLabels
)

func cueAllowed(from, to int) bool { return to != cueIn || from == cueBegin || from == cueIn }

// cueFeatures appends the features of token i as part of a cue. byRule holds what the rules took each token for.
func (r *Reader) cueFeatures(dst []uint32, v *view, i int, byRule []uint32) []uint32 {
	n := uint32(0)
	add := func(values ...uint32) {
		h := feature(n)
		for _, x := range values {
			h = h.with(x)
		}
		dst = append(dst, uint32(h))
		n++
	}
	w := func(k int) uint32 { return at(v.words, i+k) }
	t := func(k int) uint32 { return at(v.tags, i+k) }
	l := func(k int) uint32 { return at(v.lemma, i+k) }
	q := v.quotes[i]
	add()
	add(w(0))
	add(l(0))
	add(l(0), t(0))
	add(at(v.stems, i), t(0))
	add(t(0))
	add(t(-1), t(0))
	add(t(0), t(1))
	add(t(-1), t(0), t(1))
	add(t(-2), t(-1), t(0))
	add(t(0), t(1), t(2))
	add(w(-1))
	add(w(1))
	add(w(-2))
	add(w(2))
	add(w(-1), l(0))
	add(l(0), w(1))
	add(l(0), t(1))
	add(l(0), t(-1))
	add(l(0), t(-1), t(1))
	add(l(0), t(1), t(2))
	add(l(-1), t(0))
	add(l(1), t(0))
	add(l(-1), w(0), l(1))
	add(at(v.shapes, i), t(0))
	add(at(v.takes, i), t(0))
	add(at(v.takes, i), t(1))
	add(at(v.takes, i-1), t(0))
	add(at(v.takes, i+1), t(0))
	add(at(v.takes, i+2), t(0), t(1))
	add(q)
	add(q, l(0))
	add(q, t(0))
	rule := at(byRule, i)
	add(rule)
	add(rule, l(0))
	add(rule, t(0))
	add(at(byRule, i-1), t(0))
	add(at(byRule, i+1), t(0))
	add(at(byRule, i-1), rule, at(byRule, i+1))
	add(rule, at(v.takes, i), q)
	// quotation marks near by, in the sentence
	add(r.quoteNear(v, i, -1), t(0))
	add(r.quoteNear(v, i, 1), t(0))
	add(r.quoteNear(v, i, -1), r.quoteNear(v, i, 1), at(v.takes, i))
	add(bucket(i-int(r.doc.Sentences[v.sent[i]].First)), t(0))
	add(bucket(int(r.doc.Sentences[v.sent[i]].End)-i), t(0))
	headline := uint32(0)
	if v.para[i] == 0 {
		headline = 1
	}
	add(headline, t(0))
	// the verb group: the verb to which an auxiliary or adverb belongs
	next := i + 1
	for next < len(v.tags) && next < i+6 && (v.tags[next] == uint32(english.RB) || v.tags[next] == uint32(english.MD) || v.tags[next] == uint32(english.TO)) {
		next++
	}
	add(at(v.lemma, next), t(0))
	add(at(v.takes, next), t(0), w(0))
	prev := i - 1
	for prev >= 0 && prev > i-6 && (v.tags[prev] == uint32(english.RB) || v.tags[prev] == uint32(english.MD) || v.tags[prev] == uint32(english.TO)) {
		prev--
	}
	add(at(v.lemma, prev), t(0))
	add(at(v.tags, prev), l(0))
	// ending and head of the word
	form := r.doc.Form(i)
	for k := 2; k <= 4; k++ {
		if len(form) > k+1 {
			add(uint32(k), hashWord(form[len(form)-k:]))
		} else {
			n++
		}
	}
	for k := 3; k <= 6; k += 3 {
		if len(form) > k {
			add(uint32(k), hashWord(form[:k]), t(0))
		} else {
			n++
		}
	}
	// "that", a colon or a quotation further on in the clause
	add(r.aheadOf(v, i), t(0))
	add(r.aheadOf(v, i), l(0))
	// tree, names and classes of words
	x := &v.tree
	rel, base, clause, subject, kids, fine := x.rel[i], x.base[i], x.clause[i], x.subject[i], x.kids[i], x.fine[i]
	headBase, headClause, headSubject, headFine := uint32(0), uint32(0), uint32(0), uint32(0)
	if h := x.head[i]; h >= 0 {
		headBase, headClause, headSubject, headFine = x.base[h], x.clause[h], x.subject[h], x.fine[h]
	}
	add(base)
	add(base, t(0))
	add(base, clause)
	add(base, clause, subject)
	add(base, subject)
	add(base, rel)
	add(base, kids)
	add(fine)
	add(fine, t(0))
	add(fine, clause)
	add(fine, clause, subject)
	add(fine, rel)
	add(fine, q)
	add(x.coarse[i], clause, subject, t(0))
	add(x.coarse[i], kids)
	add(at(x.fine, i-1), t(0))
	add(at(x.fine, i+1), t(0))
	add(at(x.fine, i-1), fine)
	add(fine, at(x.fine, i+1))
	add(rel)
	add(rel, t(0))
	add(rel, headBase)
	add(rel, headFine)
	add(rel, headClause, headSubject)
	add(rel, base, headClause)
	add(clause, subject)
	add(clause, subject, t(0))
	add(clause, kids, t(0))
	add(x.subjectWord[i], clause)
	add(x.subjectWord[i], base)
	add(x.name[i], t(0))
	add(at(x.name, i-1), x.name[i], at(x.name, i+1))
	add(at(v.takes, i), clause, subject)
	return dst
}

// quoteNear tells how far the next quotation mark of the paragraph lies in direction dir: 0 none, 1 next, 2 within
// three, 3 further.
func (r *Reader) quoteNear(v *view, i, dir int) uint32 {
	for k, n := i+dir, 1; k >= 0 && k < len(v.para) && v.para[k] == v.para[i] && n < 30; k, n = k+dir, n+1 {
		if r.doc.Tokens[k].Kind == english.Quote {
			switch {
			case n == 1:
				return 1
			case n <= 3:
				return 2
			}
			return 3
		}
	}
	return 0
}

// aheadOf tells what stands first of "that", "to", a colon, a quotation, a comma, a stop or a finite verb behind token i.
func (r *Reader) aheadOf(v *view, i int) uint32 {
	s := r.doc.Sentences[v.sent[i]]
	for k := i + 1; k < int(s.End) && k < i+10; k++ {
		t := &r.doc.Tokens[k]
		switch {
		case t.Kind == english.Quote:
			return 1
		case t.Kind == english.Stop:
			return 2
		case t.Tag == english.Comma:
			return 3
		case t.Tag == english.Colon:
			return 4
		case t.Tag == english.TO:
			return 5
		case t.Tag.Finite():
			return 6
		case r.isForm(k, "that"):
			return 7
		}
	}
	return 0
}
