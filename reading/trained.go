package reading

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"sayso/english"
	"sayso/reading/crf"
)

//go:embed weights.bin
var weightsFile []byte

const weightsMagic = "saysoREAD3\n\x00"

// weights are the trained fields. They may be shared.
type weights struct {
	classes             *wordClasses
	cues, parts, filter *crf.Model
	calibration         calibration
}

// trained are the embedded weights, used where they lie in the binary.
var trained = sync.OnceValue(func() weights {
	w, err := loadWeights(weightsFile)
	if err != nil {
		panic("reading: embedded weights.bin: " + err.Error())
	}
	return w
})

func loadWeights(file []byte) (w weights, err error) {
	if len(file) < len(weightsMagic) || string(file[:len(weightsMagic)]) != weightsMagic {
		return w, fmt.Errorf("not weights of this version")
	}
	rest := file[len(weightsMagic):]
	if w.classes, rest, err = loadClasses(rest); err != nil {
		return w, err
	}
	for _, part := range []struct {
		name   string
		model  **crf.Model
		labels int
	}{{"cues", &w.cues, cueLabels}, {"parts", &w.parts, partLabels}, {"filter", &w.filter, filterLabels}} {
		if *part.model, rest, err = crf.Load(rest); err != nil {
			return w, fmt.Errorf("%s: %w", part.name, err)
		}
		if got := (*part.model).Labels(); got != part.labels {
			return w, fmt.Errorf("%s: %d labels, want %d", part.name, got, part.labels)
		}
	}
	w.calibration = measuredCalibration
	if len(rest) > 0 { // weights learnt before there was one end here
		w.calibration, _, err = loadCalibration(rest)
	}
	return w, err
}

// file returns the weights as they are embedded.
func (w weights) file() []byte {
	out := w.classes.append([]byte(weightsMagic))
	for _, m := range []*crf.Model{w.cues, w.parts, w.filter} {
		out = m.Append(out)
	}
	if w.calibration != (calibration{}) {
		out = w.calibration.append(out)
	}
	return out
}

// finder finds statements by trained weights. The rules' own findings are among its features.
type finder struct {
	cues, parts, filter *crf.Model
	calibration         calibration
	scratch             crf.Scratch
	view                view
	byRule              []uint32 // what the rules took each token for
	others              []uint32
	local               []uint32
	paths               paths
	places              []uint16
	// states are those of the tokens; cueUnits and partUnits what they contribute to the hidden layers.
	states              []int16
	cueUnits, partUnits []float32
	sums                []int32
	added               []float32
	features            [][]uint32
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

// Tokens as the rules took them: part times 32 plus rule.
const (
	ruleCue     = 1 << 5
	ruleSource  = 2 << 5
	ruleContent = 3 << 5
	ruleInside  = 4 << 5 // content, inside a quotation or another content
)

// markRules fills byRule from the statements the rules found.
func (f *finder) markRules(r *Reader) {
	f.byRule = append(f.byRule[:0], make([]uint32, len(r.doc.Tokens))...)
	mark := func(parts []tokens, x uint32, over bool) {
		for _, t := range parts {
			for i := t.first; i < t.end; i++ {
				if over || f.byRule[i] == 0 {
					f.byRule[i] = x
				}
			}
		}
	}
	for i := range r.found {
		s := &r.found[i]
		mark(s.content, ruleContent+uint32(s.rule), s.depth == 0 && s.rule != nested)
	}
	for i := range r.found {
		s := &r.found[i]
		if s.depth > 0 || s.rule == nested {
			mark(s.cue, ruleInside+uint32(s.rule), true)
			continue
		}
		mark(s.source, ruleSource+uint32(s.rule), true)
		mark(s.cue, ruleCue+uint32(s.rule), true)
	}
}

// cueSequence fills features with those of the sentence.
func (f *finder) cueSequence(r *Reader, s english.Sentence) [][]uint32 {
	n := int(s.End - s.First)
	for len(f.features) < n {
		f.features = append(f.features, nil)
	}
	for k := 0; k < n; k++ {
		f.features[k] = r.cueFeatures(f.features[k][:0], &f.view, int(s.First)+k, f.byRule)
	}
	return f.features[:n]
}

// partSequence fills features with those of a cue's window.
func (f *finder) partSequence(r *Reader, c tokens, first, end int) [][]uint32 {
	n := end - first
	for len(f.features) < n {
		f.features = append(f.features, nil)
	}
	f.local = append(f.local[:0], make([]uint32, len(r.doc.Tokens))...)
	for i := range r.found {
		s := &r.found[i]
		if len(s.cue) == 0 || s.cue[0].first >= c.end || c.first >= s.cue[0].end {
			continue
		}
		for _, t := range s.source {
			for k := t.first; k < t.end; k++ {
				f.local[k] = ruleSource + uint32(s.rule)
			}
		}
		for _, t := range s.content {
			for k := t.first; k < t.end; k++ {
				f.local[k] = ruleContent + uint32(s.rule)
			}
		}
		break
	}
	// what the rules give to other cues
	for i := first; i < end; i++ {
		if f.local[i] == 0 && f.byRule[i] != 0 {
			f.local[i] = 8<<5 + f.byRule[i]>>5
		}
	}
	head := r.cueHead(&f.view, c)
	f.paths.from(&f.view.tree, head)
	for k := 0; k < n; k++ {
		f.features[k] = r.partFeatures(f.features[k][:0], &f.view, first+k, c, f.others, f.local, head, &f.paths)
	}
	return f.features[:n]
}

// study fills what the features need to know of the text.
func (f *finder) study(r *Reader) {
	r.look(&f.view)
	f.markRules(r)
	f.states = r.grammar.States()
}

// project computes what the states contribute to the hidden layers.
func (f *finder) project() {
	for _, p := range []struct {
		field *crf.Model
		units *[]float32
	}{{f.cues, &f.cueUnits}, {f.parts, &f.partUnits}} {
		n := len(f.view.words) * p.field.Hidden.Columns()
		*p.units = slices.Grow((*p.units)[:0], n)[:n]
		f.sums = slices.Grow(f.sums[:0], n)[:n]
		p.field.Hidden.Project(*p.units, f.sums, f.states)
	}
}

// scores returns the hidden layer's scores of tokens first to end-1. anchor is the token of the cue, -1 where there is
// none.
func (f *finder) scores(field *crf.Model, units []float32, first, end, anchor int) []float32 {
	n := (end - first) * field.Labels()
	f.added = slices.Grow(f.added[:0], n)[:n]
	clear(f.added)
	c := field.Hidden.Columns()
	var a []float32
	if anchor >= 0 {
		a = units[anchor*c : (anchor+1)*c]
	}
	field.Hidden.Scores(f.added, units[first*c:end*c], a, f.places)
	return f.added
}

// numPlaces is the number of places where a token can stand with regard to a cue.
const numPlaces = 3 * 13 * 4

// placesOf fills places with where the tokens of a window stand.
func (f *finder) placesOf(c tokens, first, end int) {
	f.places = f.places[:0]
	v := &f.view
	for i := first; i < end; i++ {
		dir, dist := 0, 0
		switch {
		case i < c.first:
			dir, dist = 1, c.first-i
		case i >= c.end:
			dir, dist = 2, i-c.end+1
		}
		q := 0
		if v.quoteID[i] >= 0 {
			q = 1
			if v.quoteID[i] == v.quoteID[c.first] {
				q = 2
			}
		} else if v.sent[i] != v.sent[c.first] {
			q = 3
		}
		f.places = append(f.places, uint16((dir*13+int(bucket(dist)))*4+q))
	}
}

// candidates finds cues of at least the given probability, with their parts, in a text that was studied.
func (f *finder) candidates(r *Reader, least float32) []candidate {
	var out []candidate
	f.project()
	for _, s := range r.doc.Sentences {
		seq := f.cueSequence(r, s)
		f.places = f.places[:0]
		p := f.cues.Marginals(&f.scratch, seq, f.scores(f.cues, f.cueUnits, int(s.First), int(s.End), -1))
		for k := 0; k < len(seq); k++ {
			if p[k*cueLabels+cueBegin] < least {
				continue
			}
			end := k + 1
			for end < len(seq) && p[end*cueLabels+cueIn] > 0.5*p[k*cueLabels+cueBegin] && p[end*cueLabels+cueIn] > p[end*cueLabels+cueBegin] {
				end++
			}
			out = append(out, candidate{cue: tokens{int(s.First) + k, int(s.First) + end}, prob: p[k*cueLabels+cueBegin], rule: -1})
			k = end - 1
		}
	}
	f.others = append(f.others[:0], make([]uint32, len(r.doc.Tokens))...)
	for _, c := range out {
		if c.prob < 0.4 {
			continue
		}
		for i := c.cue.first; i < c.cue.end; i++ {
			f.others[i] = 1
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
	n := len(all)
	for i := range r.found {
		s := &r.found[i]
		if len(s.cue) == 0 || s.depth > 0 || s.rule == nested {
			continue
		}
		c := candidate{cue: s.cue[0], source: s.source, content: s.content, rule: i, byRule: true}
		same := false
		for m := range all[:n] {
			o := &all[m]
			if o.cue.first < c.cue.end && c.cue.first < o.cue.end {
				c.prob = max(c.prob, o.prob)
				same = same || o.cue == c.cue && slices.Equal(o.source, c.source) && slices.Equal(o.content, c.content)
			}
		}
		if !same {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return a.cue.first - b.cue.first })
	return all
}

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

// judge sets right on every candidate and returns the best for every cue.
func (f *finder) judge(r *Reader, all []candidate) []candidate {
	var features [1][]uint32
	for i := range all {
		features[0] = f.filterFeatures(features[0][:0], r, all, i)
		all[i].right = f.filter.Marginals(&f.scratch, features[:], nil)[filterIn]
		if c := &all[i]; c.byRule && r.found[c.rule].rule == signature {
			// layout, which the corpus has too rarely to learn from
			c.right = max(c.right, float32(signature.confidence()))
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
	seq := f.partSequence(r, c.cue, first, end)
	f.placesOf(c.cue, first, end)
	added := f.scores(f.parts, f.partUnits, first, end, r.cueHead(&f.view, c.cue))
	path := slices.Clone(f.parts.Best(&f.scratch, seq, added))
	p := f.parts.Marginals(&f.scratch, seq, added)
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
	for i := range r.found {
		if s := &r.found[i]; len(s.cue) > 0 && s.cue[0].first < c.cue.end && c.cue.first < s.cue[0].end {
			c.rule = i
			break
		}
	}
}
