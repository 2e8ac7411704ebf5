package reading

import (
	"sayso/english"
)

// The filter estimates, for a cue with the parts that were found for it, the probability that it is a statement as people
// would mark it. It is a field of sequences of length one.

const (
	filterOut = iota
	filterIn
	filterLabels
)

// tenth makes a probability coarse.
func tenth(p float32) uint32 { return uint32(p * 10) }

// filterFeatures appends the features of candidate n among all candidates of a text, and to names, unless it is nil, what they
// are.
func (f *finder) filterFeatures(dst []uint32, names *[]string, r *Reader, all []candidate, n int) []uint32 {
	c := &all[n]
	v := &f.view
	k := uint32(2000)
	add := func(name string, values ...uint32) {
		if names != nil {
			*names = append(*names, name)
		}
		h := feature(k)
		for _, x := range values {
			h = h.with(x)
		}
		dst = append(dst, uint32(h))
		k++
	}
	head := r.cueHead(v, c.cue)
	lemma := v.lemma[head]
	prob, sure := tenth(c.prob), tenth(c.sure)
	shape := uint32(len(c.content))
	if len(c.source) > 0 {
		shape |= 8
	}
	if len(c.source) > 1 {
		shape |= 16
	}
	length, first, firstTag, kind := uint32(0), uint32(outside), uint32(outside), uint32(9)
	side := uint32(0)
	if len(c.content) > 0 {
		total := 0
		for _, t := range c.content {
			total += t.end - t.first
			if t.first < c.cue.first {
				side |= 1
			} else {
				side |= 2
			}
		}
		length = bucket(total)
		first, firstTag = v.words[c.content[0].first], v.tags[c.content[0].first]
		kind = uint32(len(r.kind(c.content)))
	}
	sourceTag, sourceWord, sourceLength := uint32(outside), uint32(outside), uint32(0)
	if len(c.source) > 0 {
		t := c.source[0]
		sourceTag, sourceWord = v.tags[t.end-1], v.words[t.end-1]
		sourceLength = bucket(t.end - t.first)
	}
	rule, agrees := uint32(99), uint32(9)
	if c.rule >= 0 {
		s := &r.found[c.rule]
		rule = uint32(s.rule)
		if s.depth > 0 {
			rule += 32
		}
		agrees = tenth(overlapOf(s.content, c.content))
		if overlapOf(s.source, c.source) > 0 {
			agrees += 16
		}
	}
	// other candidates: whose content holds this cue, whose content this one's shares
	held, shares, near := uint32(0), uint32(0), uint32(0)
	for m := max(0, n-12); m < min(len(all), n+12); m++ {
		o := &all[m]
		if m == n || o.cue.first < c.cue.end && c.cue.first < o.cue.end {
			continue
		}
		if covers(o.content, c.cue) {
			if o.prob > c.prob {
				held |= 2
			} else {
				held |= 1
			}
		}
		if covers(c.content, o.cue) {
			if o.prob > c.prob {
				near |= 2
			} else {
				near |= 1
			}
		}
		if overlapOf(o.content, c.content) > 0.5 {
			if o.prob > c.prob {
				shares |= 2
			} else {
				shares |= 1
			}
		}
	}
	depth := v.quotes[c.cue.first]
	origin := uint32(0)
	if c.byRule {
		origin = 1
	}
	add("always")
	add("cue's probability", prob)
	add("parts' probability", sure)
	add("cue's probability, parts' probability", prob, sure)
	add("lemma", lemma)
	add("lemma, cue's probability", lemma, prob)
	add("lemma, which parts", lemma, shape)
	add("lemma, side of the content, quotation kind", lemma, side, kind)
	add("lemma, source's tag", lemma, sourceTag)
	add("tag", v.tags[head])
	add("tag, cue's probability", v.tags[head], prob)
	add("tag, which parts", v.tags[head], shape)
	add("which parts", shape)
	add("which parts, cue's probability", shape, prob)
	add("which parts, side of the content", shape, side)
	add("content's length", length)
	add("content's length, side of the content", length, side)
	add("content's length, lemma", length, lemma)
	add("content's first word", first)
	add("content's first tag, side of the content", firstTag, side)
	add("content's first tag, lemma", firstTag, lemma)
	add("quotation kind, side of the content", kind, side)
	add("quotation kind, side of the content, cue's probability", kind, side, prob)
	add("source's tag", sourceTag)
	add("source's tag, cue's probability", sourceTag, prob)
	add("source's word", sourceWord)
	add("source's length, source's tag", sourceLength, sourceTag)
	add("rule", rule)
	add("rule, agreement with the rule", rule, agrees)
	add("rule, cue's probability", rule, prob)
	add("rule, agreement with the rule, parts' probability", rule, agrees, sure)
	add("inside another content", held)
	add("inside another content, cue's probability", held, prob)
	add("inside another content, depth in quotations", held, depth)
	add("another cue inside", near)
	add("another cue inside, cue's probability", near, prob)
	add("content shared", shares)
	add("content shared, cue's probability", shares, prob)
	add("depth in quotations", depth)
	add("depth in quotations, cue's probability", depth, prob)
	add("depth in quotations, lemma", depth, lemma)
	add("length of the cue, cue's probability", uint32(c.cue.end-c.cue.first), prob)
	add("found by rule, cue's probability", origin, prob)
	add("found by rule, rule", origin, rule)
	add("found by rule, rule, cue's probability", origin, rule, prob)
	add("found by rule, quotation kind, side of the content", origin, kind, side)
	add("found by rule, content's length", origin, length)
	add("found by rule, which parts", origin, shape)
	headline := uint32(0)
	if v.para[c.cue.first] == 0 {
		headline = 1
	}
	add("headline, cue's probability", headline, prob)
	add("word behind the cue, lemma", at(v.words, c.cue.end), lemma)
	add("tag before the cue, tag", at(v.tags, c.cue.first-1), v.tags[head])
	add("lexicon class, cue's probability, which parts", at(v.takes, head), prob, shape)
	if r.doc.Tokens[head].Tag == english.VBG {
		add("tag before the cue, side of the content, which parts", at(v.tags, c.cue.first-1), side, shape)
	}
	x := &v.tree
	way := uint32(9)
	if len(c.content) > 0 {
		f.paths.from(x, head)
		t := c.content[len(c.content)-1]
		for i := t.first; i < t.end; i++ {
			if p := f.paths.to(x, i); p.above*6+p.steps < way&0xff || i == t.first {
				way = p.above*6 + p.steps | p.via<<8 | p.cueVia<<16
			}
		}
	}
	add("path to the content", way)
	add("path to the content, lemma", way, lemma)
	add("path to the content, word class", way, x.fine[head])
	add("path to the content, cue's probability", way, prob)
	add("path to the content, side of the content, quotation kind", way, side, kind)
	add("base form, clause governed", x.base[head], x.clause[head])
	add("base form, clause governed, subject", x.base[head], x.clause[head], x.subject[head])
	add("word class, cue's probability", x.fine[head], prob)
	add("word class, clause governed, subject", x.fine[head], x.clause[head], x.subject[head])
	add("clause governed, subject, cue's probability", x.clause[head], x.subject[head], prob)
	add("relation, cue's probability", x.rel[head], prob)
	add("relation, clause governed, tag", x.rel[head], x.clause[head], v.tags[head])
	add("subject's word, word class", x.subjectWord[head], x.fine[head])
	name := uint32(0)
	if len(c.source) > 0 {
		for i := c.source[0].first; i < c.source[0].end; i++ {
			name = max(name, x.name[i])
		}
	}
	add("name, cue's probability", name, prob)
	add("name, source's tag, source's length", name, sourceTag, sourceLength)
	return dst
}

// overlapOf is the Jaccard overlap of two lists of ranges, in tokens.
func overlapOf(a, b []tokens) float32 {
	shared, total := 0, 0
	for _, s := range a {
		total += s.end - s.first
		for _, t := range b {
			if n := min(s.end, t.end) - max(s.first, t.first); n > 0 {
				shared += n
			}
		}
	}
	for _, t := range b {
		total += t.end - t.first
	}
	total -= shared
	if total == 0 {
		return 0
	}
	return float32(shared) / float32(total)
}

// covers reports whether one of the ranges holds all of t.
func covers(parts []tokens, t tokens) bool {
	for _, p := range parts {
		if p.first <= t.first && t.end <= p.end {
			return true
		}
	}
	return false
}
