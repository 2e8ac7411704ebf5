package reading

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"sayso/reading/crf"
	"sayso/reading/neural"
)

//go:embed weights.bin
var weightsFile []byte

const weightsMagic = "saysoREAD4\n\x00"

// weights are what was trained. They may be shared.
type weights struct {
	classes     wordClasses
	filter      *crf.Model
	calibration calibration
	network     *neural.Model
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
	if w.filter, rest, err = crf.Load(rest); err != nil {
		return w, fmt.Errorf("filter: %w", err)
	}
	if w.filter.Labels != filterLabels {
		return w, fmt.Errorf("filter: %d labels, want %d", w.filter.Labels, filterLabels)
	}
	if w.calibration, rest, err = loadCalibration(rest); err != nil {
		return w, err
	}
	if w.network, _, err = neural.Load(rest); err != nil {
		return w, err
	}
	if w.network.Flags != numFlagRows || w.network.Places != numPlaces || w.network.Ways != numWays {
		return w, fmt.Errorf("the network is of another version")
	}
	return w, nil
}

// file returns the weights as they are embedded; network is its file.
func (w weights) file(network []byte) []byte {
	out := w.filter.Append(w.classes.append([]byte(weightsMagic)))
	return append(w.calibration.append(out), network...)
}

// finder finds statements by trained weights. The rules' own findings are among what they see.
type finder struct {
	filter       *crf.Model
	calibration  calibration
	network      *neural.Reader
	scratch      crf.Scratch
	view         view
	byRule       []uint32 // what the rules took each token for
	paths        paths
	text         neural.Text
	places, ways []uint16
	features     []uint32
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

// study fills what the fields need to know of the text.
func (f *finder) study(r *Reader) {
	r.look(&f.view)
	f.markRules(r)
	t := &f.text
	t.States, t.Inputs = r.grammar.States()
	t.Ends = t.Ends[:0]
	for _, p := range r.doc.Paragraphs {
		t.Ends = append(t.Ends, r.doc.Sentences[p.End-1].End)
	}
	f.flag(r)
}

// Rows of the network's table of flags: what the quotation marks, the rules, the place in the text and the lexicon tell of
// a token.
const (
	flagQuote   = 0
	flagRule    = flagQuote + 3*4
	flagPlace   = flagRule + 5*32
	flagTakes   = flagPlace + 4*4
	numFlagRows = flagTakes + 64
)

// flag fills the flags of the text.
func (f *finder) flag(r *Reader) {
	v, t := &f.view, &f.text
	t.Flags = t.Flags[:0]
	for i := range v.words {
		quote := int(min(v.quotes[i], 2)) * 4
		if i == 0 || v.quoteID[i-1] != v.quoteID[i] {
			quote |= 1
		}
		if i+1 == len(v.words) || v.quoteID[i+1] != v.quoteID[i] {
			quote |= 2
		}
		place := min(int(v.para[i]), 3) * 4
		if i == 0 || v.sent[i-1] != v.sent[i] {
			place |= 1
		}
		if i+1 == len(v.words) || v.sent[i+1] != v.sent[i] {
			place |= 2
		}
		takes := 0
		if x := v.takes[i]; x > 0 {
			takes = 1 + int(x)%63
		}
		t.Flags = append(t.Flags, uint16(flagQuote+quote), uint16(flagRule+int(f.byRule[i])%160), uint16(flagPlace+place), uint16(flagTakes+takes))
	}
}

// numWays is the number of ways through the tree from a cue to a token that the network tells apart.
const numWays = 512

// numPlaces is the number of places where a token can stand with regard to a cue.
const numPlaces = 3 * 3 * 13 * 4

// placesOf fills places and ways with where the tokens of a window stand and which way through the tree leads to each
// from the cue, whose head is given.
func (f *finder) placesOf(r *Reader, c tokens, head, first, end int) {
	f.places, f.ways = f.places[:0], f.ways[:0]
	v := &f.view
	f.paths.from(&v.tree, head)
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
		way := f.paths.to(&v.tree, i)
		f.ways = append(f.ways, uint16(feature(way.above).with(way.via).with(way.cueVia).with(min(way.steps, 2))%numWays))
	}
	// what the rules took for source and content of the same cue
	if n := r.ruleAt(c); n >= 0 {
		for k, parts := range [2][]tokens{r.found[n].source, r.found[n].content} {
			for _, t := range parts {
				for i := max(t.first, first); i < min(t.end, end); i++ {
					f.places[i-first] = f.places[i-first]%(3*13*4) + uint16(k+1)*3*13*4
				}
			}
		}
	}
}

// ruleAt returns the number of the rules' first statement whose cue shares a token with c, -1 if there is none.
func (r *Reader) ruleAt(c tokens) int {
	for i := range r.found {
		if s := &r.found[i]; len(s.cue) > 0 && s.cue[0].first < c.end && c.first < s.cue[0].end {
			return i
		}
	}
	return -1
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
	for i := range all {
		f.features = f.filterFeatures(f.features[:0], nil, r, all, i)
		all[i].right = f.filter.Marginals(&f.scratch, f.filter.Emissions(&f.scratch, [][]uint32{f.features}))[filterIn]
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
	c.rule = r.ruleAt(c.cue)
}
