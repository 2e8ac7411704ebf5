package reading

import "sayso/english"

// Labels of the field that finds source and content of a cue.
const (
	partOut = iota
	sourceBegin
	sourceIn
	contentBegin
	contentIn
	partLabels
)

func partAllowed(from, to int) bool {
	switch to {
	case sourceIn:
		return from == sourceBegin || from == sourceIn
	case contentIn:
		return from == contentBegin || from == contentIn
	}
	return true
}

// window returns the tokens in which source and content of a cue are sought: its paragraph, at most 220 tokens to
// either side, and the next paragraph where a colon introduces it.
func (r *Reader) window(v *view, c tokens) (first, end int) {
	first, end = c.first, c.end
	p := v.para[c.first]
	for first > 0 && v.para[first-1] == p && c.first-first < 220 {
		first--
	}
	for end < len(v.para) && v.para[end] == p && end-c.end < 220 {
		end++
	}
	if end < len(v.para) && v.para[end] != p && r.isForm(end-1, ":") {
		for p = v.para[end]; end < len(v.para) && v.para[end] == p && end-c.end < 440; {
			end++
		}
	}
	return first, end
}

// partFeatures appends the features of token i with regard to cue c. others tells for every token whether it belongs to
// another cue, byRule what the rules took it for with regard to this cue, p the paths through the tree to it.
func (r *Reader) partFeatures(dst []uint32, v *view, i int, c tokens, others, byRule []uint32, head int, p *paths) []uint32 {
	n := uint32(1000)
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
	dir, dist := uint32(0), 0
	switch {
	case i < c.first:
		dir, dist = 1, c.first-i
	case i >= c.end:
		dir, dist = 2, i-c.end+1
	}
	sent := int(v.sent[i] - v.sent[c.first])
	where := dir*16 + uint32(max(-3, min(3, sent))+3)
	lemma := v.lemma[head]
	db := bucket(dist)
	// quotation: inside the same one as the cue, another, none; and whether the cue is outside all
	qs := uint32(0)
	switch {
	case v.quoteID[i] < 0 && v.quoteID[c.first] >= 0:
		qs = 1
	case v.quoteID[i] < 0:
		qs = 0
	case v.quoteID[i] == v.quoteID[c.first]:
		qs = 2
	default:
		qs = 3
		// the quotation next to the cue in its direction?
		if between := r.quotesBetween(v, i, c); between > 1 {
			qs = 3 + min(between, 3)
		}
	}
	edge := uint32(0)
	if i > 0 && v.quoteID[i-1] != v.quoteID[i] {
		edge |= 1
	}
	if i+1 < len(v.quoteID) && v.quoteID[i+1] != v.quoteID[i] {
		edge |= 2
	}
	if i == 0 || v.sent[i-1] != v.sent[i] {
		edge |= 4
	}
	if i+1 == len(v.sent) || v.sent[i+1] != v.sent[i] {
		edge |= 8
	}
	lo, hi := i, c.first
	if dir == 2 {
		lo, hi = c.end, i
	}
	commas := uint32(min(4, v.comma[hi]-v.comma[lo]))
	verbs := uint32(min(4, v.verbs[hi]-v.verbs[lo]))
	stops := uint32(min(2, v.stop[hi]-v.stop[lo]))
	other := uint32(0)
	for k := lo; k < hi && k < lo+60; k++ {
		if others[k] != 0 {
			other++
			if other == 2 {
				break
			}
		}
	}
	next, prev := at(v.words, c.end), at(v.words, c.first-1)
	nextTag, prevTag := at(v.tags, c.end), at(v.tags, c.first-1)
	rule := byRule[i]

	add(dir)
	add(dir, db)
	add(dir, db, t(0))
	add(where)
	add(where, t(0))
	add(dir, w(0))
	add(dir, w(0), db)
	add(dir, w(-1))
	add(dir, w(1))
	add(dir, t(-1), t(0))
	add(dir, t(0), t(1))
	add(dir, t(-1), t(0), t(1))
	add(dir, t(-2), t(-1), t(0))
	add(dir, t(0), t(1), t(2))
	add(dir, w(-1), t(0))
	add(dir, t(0), w(1))
	add(dir, at(v.shapes, i), at(v.shapes, i-1))
	add(lemma, dir, t(0))
	add(lemma, dir, w(0))
	add(lemma, dir, db)
	add(lemma, dir, qs)
	add(lemma, where)
	add(v.tags[head], dir, t(0))
	add(v.tags[head], dir, db)
	add(v.tags[head], dir, commas, verbs)
	add(dir, qs, edge)
	add(dir, qs, edge, commas)
	add(dir, qs, stops)
	add(dir, qs, t(0))
	add(dir, qs, w(0))
	add(where, qs)
	add(dir, commas, t(0))
	add(dir, commas, verbs)
	add(dir, commas, db)
	add(dir, verbs, t(0))
	add(dir, verbs, other)
	add(dir, other, t(0))
	add(dir, other, commas)
	add(dir, other, qs)
	add(others[i], dir)
	add(others[i], at(others, i-1), dir)
	add(next, dir, t(0))
	add(next, dir, db)
	add(next, where, qs)
	add(prev, dir, t(0))
	add(prev, dir, db)
	add(nextTag, prevTag, where)
	add(nextTag, prevTag, dir, commas)
	add(nextTag, dir, commas, qs)
	add(rule)
	add(rule, dir)
	add(rule, dir, t(0))
	add(rule, at(byRule, i-1), at(byRule, i+1))
	add(rule, qs, edge)
	add(rule, lemma)
	add(rule, other, commas)
	add(dir, edge, t(0))
	add(dir, edge, t(1))
	add(dir, edge, where)
	if i > 0 && i+1 < len(v.words) {
		add(w(-1), w(0), w(1), dir)
	} else {
		n++
	}
	// the way through the tree to the cue
	x := &v.tree
	here := p.to(x, i)
	var before, behind path
	if i > 0 {
		before = p.to(x, i-1)
	}
	if i+1 < len(x.head) {
		behind = p.to(x, i+1)
	}
	way := uint32(feature(here.above).with(here.via).with(here.cueVia))
	add(way)
	add(way, dir)
	add(way, dir, t(0))
	add(way, here.steps, x.rel[i])
	add(way, lemma)
	add(way, v.tags[head])
	add(way, qs, edge)
	add(way, rule)
	add(way, db, dir)
	add(way, commas, dir)
	add(way, other)
	add(way, x.clause[head])
	add(way, x.name[i], dir)
	add(here.above, here.via, dir)
	add(here.above, here.via, before.above, before.via)
	add(here.above, here.via, behind.above, behind.via)
	add(here.above, here.via, before.above, before.via, behind.above, behind.via, dir)
	add(here.via, here.steps, t(0), dir)
	add(here.via, x.fine[head])
	add(here.via, x.coarse[head], dir, qs)
	add(x.rel[i], dir, db)
	add(x.name[i], dir, db)
	add(at(x.name, i-1), x.name[i], at(x.name, i+1), dir)
	add(x.fine[i], dir)
	add(x.fine[i], way)
	add(x.fine[head], dir, t(0))
	add(x.coarse[head], where, qs)
	add(x.clause[head], dir, qs)
	add(x.clause[head], x.subject[head], dir, db)
	return dst
}

// quotesBetween counts the quotations that begin between token i and the cue.
func (r *Reader) quotesBetween(v *view, i int, c tokens) uint32 {
	lo, hi := i, c.first
	if i >= c.end {
		lo, hi = c.end, i
	}
	n, last := uint32(0), int32(-1)
	for k := lo; k <= hi && k < len(v.quoteID); k++ {
		if q := v.quoteID[k]; q >= 0 && q != last {
			n++
			last = q
		}
	}
	return n
}

// cueHead returns the token that carries a cue's meaning: its last word of the lexicon, else its last verb, else its
// last word.
func (r *Reader) cueHead(v *view, c tokens) int {
	head := c.end - 1
	found := false
	for i := c.first; i < c.end; i++ {
		if r.doc.Tokens[i].Tag.Verb() {
			head, found = i, true
		}
	}
	for i := c.first; i < c.end; i++ {
		if v.takes[i] != 0 && (r.doc.Tokens[i].Tag.Verb() || !found) {
			head = i
		}
	}
	if r.doc.Tokens[head].Kind == english.Mark && head > c.first {
		head--
	}
	return head
}
