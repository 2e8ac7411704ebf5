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

// filterFeatures appends the features of candidate n among all candidates of a text.
func (f *finder) filterFeatures(dst []uint32, r *Reader, all []candidate, n int) []uint32 {
	c := &all[n]
	v := &f.view
	k := uint32(2000)
	add := func(values ...uint32) {
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
	add()
	add(prob)
	add(sure)
	add(prob, sure)
	add(lemma)
	add(lemma, prob)
	add(lemma, shape)
	add(lemma, side, kind)
	add(lemma, sourceTag)
	add(v.tags[head])
	add(v.tags[head], prob)
	add(v.tags[head], shape)
	add(shape)
	add(shape, prob)
	add(shape, side)
	add(length)
	add(length, side)
	add(length, lemma)
	add(first)
	add(firstTag, side)
	add(firstTag, lemma)
	add(kind, side)
	add(kind, side, prob)
	add(sourceTag)
	add(sourceTag, prob)
	add(sourceWord)
	add(sourceLength, sourceTag)
	add(rule)
	add(rule, agrees)
	add(rule, prob)
	add(rule, agrees, sure)
	add(held)
	add(held, prob)
	add(held, depth)
	add(near)
	add(near, prob)
	add(shares)
	add(shares, prob)
	add(depth)
	add(depth, prob)
	add(depth, lemma)
	add(uint32(c.cue.end-c.cue.first), prob)
	add(origin, prob)
	add(origin, rule)
	add(origin, rule, prob)
	add(origin, kind, side)
	add(origin, length)
	add(origin, shape)
	headline := uint32(0)
	if v.para[c.cue.first] == 0 {
		headline = 1
	}
	add(headline, prob)
	add(at(v.words, c.cue.end), lemma)
	add(at(v.tags, c.cue.first-1), v.tags[head])
	add(at(v.takes, head), prob, shape)
	if r.doc.Tokens[head].Tag == english.VBG {
		add(at(v.tags, c.cue.first-1), side, shape)
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
	add(way)
	add(way, lemma)
	add(way, x.fine[head])
	add(way, prob)
	add(way, side, kind)
	add(x.base[head], x.clause[head])
	add(x.base[head], x.clause[head], x.subject[head])
	add(x.fine[head], prob)
	add(x.fine[head], x.clause[head], x.subject[head])
	add(x.clause[head], x.subject[head], prob)
	add(x.rel[head], prob)
	add(x.rel[head], x.clause[head], v.tags[head])
	add(x.subjectWord[head], x.fine[head])
	name := uint32(0)
	if len(c.source) > 0 {
		for i := c.source[0].first; i < c.source[0].end; i++ {
			name = max(name, x.name[i])
		}
	}
	add(name, prob)
	add(name, sourceTag, sourceLength)
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
