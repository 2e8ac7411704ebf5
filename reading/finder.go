package reading

import (
	"cmp"
	"slices"
	"sort"

	"sayso/reading/crf"
	"sayso/reading/neural"
)

// finder finds statements by trained weights. The rules' own findings are among what they see.
type finder struct {
	filter       *crf.Model
	calibration  calibration
	network      *neural.Reader
	scratch      crf.Scratch
	view         view
	byRule       []uint32 // what the rules took each token for
	ruleOf       []int32  // 1 + number of the first statement of the rules whose cue has the token, 0 if none
	paths        paths
	text         neural.Text
	places, ways []uint16
	turns        int         // of a transcript, as the rules see it
	features     [1][]uint32 // of the candidate that is judged
}

// candidate is a cue that the finder considers, with the parts it found for it.
type candidate struct {
	cue     tokens
	prob    float32 // of the cue
	source  []tokens
	content []tokens
	// right is the probability that the whole is a statement as people mark them.
	right float32
	// sure is the mean probability of the labels of source and content.
	sure float32
	rule int // the statement of the rules with the same cue, -1 if none
	why  []string
	// byRule: the parts are the rules' own.
	byRule bool
}

// candidates finds cues of at least the given probability, with their parts, in a text that was studied.
func (f *finder) candidates(r *Reader, least float32) []candidate {
	var out []candidate
	f.network.Read(&f.text)
	cues := &f.network.Model().Cues
	for _, s := range r.doc.Sentences {
		p := cues.Marginals(&f.scratch, f.network.CueScores(int(s.First), int(s.End)))
		n := int(s.End - s.First)
		for k := 0; k < n; k++ {
			if p[k*cueLabels+cueBegin] < least {
				continue
			}
			end := k + 1
			for end < n && p[end*cueLabels+cueIn] > 0.5*p[k*cueLabels+cueBegin] && p[end*cueLabels+cueIn] > p[end*cueLabels+cueBegin] {
				end++
			}
			out = append(out, candidate{cue: tokens{int(s.First) + k, int(s.First) + end}, prob: p[k*cueLabels+cueBegin], rule: -1})
			k = end - 1
		}
	}
	for i := range out {
		f.findParts(r, &out[i])
	}
	return f.addRules(r, f.addVariants(r, out))
}

// addRules adds the statements of the rules, with the parts they gave them, wherever the fields found others or none.
// The filter decides between the two.
func (f *finder) addRules(r *Reader, all []candidate) []candidate {
	slices.SortStableFunc(all, byCue)
	n := len(all)
	longest := 0
	for i := range all {
		longest = max(longest, all[i].cue.end-all[i].cue.first)
	}
	for i := range r.found {
		s := &r.found[i]
		if len(s.cue) == 0 || s.depth > 0 || s.rule == nested {
			continue
		}
		c := candidate{cue: s.cue[0], source: s.source, content: s.content, rule: i, byRule: true}
		same := false
		from := sort.Search(n, func(m int) bool { return all[m].cue.first > c.cue.first-longest })
		for m := from; m < n && all[m].cue.first < c.cue.end; m++ {
			if o := &all[m]; c.cue.first < o.cue.end {
				c.prob = max(c.prob, o.prob)
				same = same || o.cue == c.cue && slices.Equal(o.source, c.source) && slices.Equal(o.content, c.content)
			}
		}
		if !same {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, byCue)
	return all
}

func byCue(a, b candidate) int { return cmp.Compare(a.cue.first, b.cue.first) }

// choose keeps, of candidates that share cue words, the one most likely right.
func choose(all []candidate) []candidate {
	var out []candidate
	for i := range all {
		c := &all[i]
		if len(c.content) == 0 {
			continue
		}
		if n := len(out); n > 0 && out[n-1].cue.end > c.cue.first {
			if c.right > out[n-1].right {
				out[n-1] = *c
			}
			continue
		}
		out = append(out, *c)
	}
	return out
}

// agrees reports whether a statement of the rules has the same source and content.
func (c *candidate) agrees(s *statement) bool {
	return slices.Equal(c.source, s.source) && slices.Equal(c.content, s.content)
}

// turnConfidence is how sure each turn of a transcript is.
const turnConfidence = 0.9

// opensTurn reports whether a statement of the rules is a turn of a transcript: a paragraph that begins with the speaker
// and a colon.
func (f *finder) opensTurn(r *Reader, s *statement) bool {
	v := &f.view
	if s.rule != colon || s.depth > 0 || len(s.source) != 1 || len(s.cue) != 1 || !r.isForm(s.cue[0].first, ":") || s.source[0].end != s.cue[0].first {
		return false
	}
	first := s.source[0].first
	return first == 0 || v.para[first-1] != v.para[first]
}

// countTurns counts the turns of a transcript that the rules found.
func (f *finder) countTurns(r *Reader) {
	f.turns = 0
	for i := range r.found {
		if f.opensTurn(r, &r.found[i]) {
			f.turns++
		}
	}
}

// judge sets right on every candidate and returns the best for every cue.
func (f *finder) judge(r *Reader, all []candidate) []candidate {
	f.countTurns(r)
	for i := range all {
		f.features[0] = f.filterFeatures(f.features[0][:0], nil, r, all, i)
		all[i].right = f.filter.Marginals(&f.scratch, f.filter.Emissions(&f.scratch, f.features[:]))[filterIn]
		if c := &all[i]; c.rule >= 0 && r.found[c.rule].rule == signature && c.agrees(&r.found[c.rule]) {
			// layout, which the corpus has too rarely to learn from
			c.right = max(c.right, float32(signature.confidence()))
		} else if f.turns >= turnsOfTranscript && c.rule >= 0 && f.opensTurn(r, &r.found[c.rule]) && c.agrees(&r.found[c.rule]) {
			c.right = max(c.right, turnConfidence)
		}
	}
	if r.explain {
		for i := range all {
			all[i].why = f.explainCandidate(r, all, i)
		}
	}
	return choose(all)
}

// findParts labels the window of a cue.
func (f *finder) findParts(r *Reader, c *candidate) {
	first, end := r.window(&f.view, c.cue)
	head := r.cueHead(&f.view, c.cue)
	f.placesOf(r, c.cue, head, first, end)
	scores := f.network.PartScores(first, end, head, f.places, f.ways)
	parts := &f.network.Model().Parts
	path := parts.Best(&f.scratch, scores)
	p := parts.Marginals(&f.scratch, scores)
	var sum float32
	n := 0
	for k := 0; k < len(path); k++ {
		l := path[k]
		if l != partOut {
			sum += p[k*partLabels+int(l)]
			n++
		}
		if l != sourceBegin && l != contentBegin {
			continue
		}
		e := k + 1
		for e < len(path) && path[e] == l+1 {
			e++
		}
		t := tokens{first + k, first + e}
		if l == sourceBegin {
			c.source = append(c.source, t)
		} else {
			c.content = append(c.content, t)
		}
	}
	if n > 0 {
		c.sure = sum / float32(n)
	}
	c.rule = f.ruleAt(c.cue)
}
