package reading

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"sync"

	"sayso"
	"sayso/english"
	"sayso/english/net"
	"sayso/reading/crf"
	"sayso/reading/neural"
)

// Marked is an article with the statements that people marked in it.
type Marked struct {
	ID         string
	Text       string
	Statements []sayso.Statement
}

// tokensOf turns byte spans into token ranges: every token that a span touches.
func (r *Reader) tokensOf(spans sayso.Spans) []tokens {
	var out []tokens
	for _, s := range spans {
		lo, hi := 0, len(r.doc.Tokens)
		for lo < hi {
			mid := (lo + hi) / 2
			if int(r.doc.Tokens[mid].End) <= s.Start {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		end := lo
		for end < len(r.doc.Tokens) && int(r.doc.Tokens[end].Start) < s.End {
			end++
		}
		if end > lo {
			out = append(out, tokens{lo, end})
		}
	}
	return out
}

func label(labels []uint8, parts []tokens, first int, begin uint8) {
	for _, t := range parts {
		for i := t.first; i < t.end; i++ {
			if k := i - first; k >= 0 && k < len(labels) {
				labels[k] = begin + 1
				if i == t.first {
					labels[k] = begin
				}
			}
		}
	}
}

// studied is a marked article as the fields see it.
type studied struct {
	reader *Reader
	finder *finder
	marked []sayso.Statement
}

// study reads the articles as far as the fields need it, once for all epochs.
func study(articles []Marked, c *wordClasses) []studied {
	out := make([]studied, len(articles))
	work := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			r := withGrammar(c)
			for i := range work {
				f := &finder{}
				r.findByRules(articles[i].Text)
				f.study(r)
				f.text.States, f.text.Inputs = slices.Clone(f.text.States), slices.Clone(f.text.Inputs)
				out[i] = studied{r.keep(), f, articles[i].Statements}
			}
		})
	}
	for i := range articles {
		work <- i
	}
	close(work)
	wait.Wait()
	return out
}

// keep returns a copy of what the reader holds of its text, without the means to read another one.
func (r *Reader) keep() *Reader {
	d := r.doc
	doc := &english.Document{Text: d.Text, Tokens: slices.Clone(d.Tokens), Sentences: slices.Clone(d.Sentences), Paragraphs: slices.Clone(d.Paragraphs)}
	return &Reader{doc: doc, quotations: slices.Clone(r.quotations), quoteAt: slices.Clone(r.quoteAt), found: slices.Clone(r.found),
		inside: slices.Clone(r.inside)}
}

// cueLabels returns the cue labels of all tokens.
func (a *studied) cueLabels() []uint8 {
	labels := make([]uint8, len(a.reader.doc.Tokens))
	for _, s := range a.marked {
		if cue := a.reader.tokensOf(s.Cue); len(cue) > 0 {
			label(labels, cue[:1], 0, cueBegin)
		}
	}
	for _, s := range a.reader.doc.Sentences {
		begin(labels[s.First:s.End])
	}
	return labels
}

// begin makes of the inside of a part whose beginning is missing its beginning: labels are odd where a part begins, and
// even, one more, inside it.
func begin(labels []uint8) {
	for i, l := range labels {
		if l > 0 && l%2 == 0 && (i == 0 || labels[i-1] != l && labels[i-1] != l-1) {
			labels[i]--
		}
	}
}

// cueSequences yields the sentences of the articles with their cues labelled.
func cueSequences(articles []studied) iter.Seq[crf.Sequence] {
	return func(yield func(crf.Sequence) bool) {
		for _, a := range articles {
			r, labels := a.reader, a.cueLabels()
			f := finder{view: a.finder.view, byRule: a.finder.byRule}
			for _, s := range r.doc.Sentences {
				if !yield(crf.Sequence{Features: f.cueSequence(r, s), Labels: labels[s.First:s.End]}) {
					return
				}
			}
		}
	}
}

// partWindow is the window of a marked cue with its labels.
type partWindow struct {
	cue        tokens
	head       int
	first, end int
	labels     []uint8
}

// partWindows returns those of all marked cues, and a finder that sees which tokens belong to any of them.
func (a *studied) partWindows() ([]partWindow, *finder) {
	r := a.reader
	f := &finder{view: a.finder.view, byRule: a.finder.byRule, others: make([]uint32, len(r.doc.Tokens))}
	var out []partWindow
	for _, s := range a.marked {
		cue := r.tokensOf(s.Cue)
		for _, t := range cue {
			for i := t.first; i < t.end; i++ {
				f.others[i] = 1
			}
		}
		if len(cue) == 0 {
			continue
		}
		w := partWindow{cue: cue[0], head: r.cueHead(&f.view, cue[0])}
		w.first, w.end = r.window(&f.view, w.cue)
		w.labels = make([]uint8, w.end-w.first)
		label(w.labels, r.tokensOf(s.Content), w.first, contentBegin)
		label(w.labels, r.tokensOf(s.Source), w.first, sourceBegin)
		begin(w.labels)
		out = append(out, w)
	}
	return out, f
}

// partSequences yields the window of every marked cue with source and content labelled.
func partSequences(articles []studied) iter.Seq[crf.Sequence] {
	return func(yield func(crf.Sequence) bool) {
		for i := range articles {
			windows, f := articles[i].partWindows()
			for _, w := range windows {
				if !yield(crf.Sequence{Features: f.partSequence(articles[i].reader, w.cue, w.first, w.end), Labels: w.labels}) {
					return
				}
			}
		}
	}
}

// leastCue is the probability from which a cue is considered at all.
const leastCue = 0.1

// LearnOptions say how to train. The zero value of a field stands for what the embedded weights were trained with.
type LearnOptions struct {
	Seed uint64
	// CueBits and PartBits are the sizes of the tables: 2^bits slots.
	CueBits, PartBits uint
	// Epochs is how often the fields see the articles, NetworkEpochs how often the network does.
	Epochs, NetworkEpochs int
	// Dropout is the share of features left out at random.
	Dropout float64
	// Progress, if set, is called after every epoch.
	Progress func(what string, epoch int, loss float64)
}

// Learn trains the weights of the reading on marked articles and returns the file that is embedded as weights.bin. The
// same articles and options give the same bytes on one architecture.
func Learn(articles []Marked, o LearnOptions) []byte {
	if o.CueBits == 0 {
		o.CueBits = 20
	}
	if o.PartBits == 0 {
		o.PartBits = 20
	}
	if o.Epochs == 0 {
		o.Epochs = 5
	}
	if o.NetworkEpochs == 0 {
		o.NetworkEpochs = 8
	}
	if o.Dropout == 0 {
		o.Dropout = 0.4
	}
	classes := learnClasses(net.Embedded(), o.Seed)
	all := study(articles, classes)
	filter := learnFilter(all, o)
	f := learn(all, o)
	return weights{classes, f.cues, f.parts, filter, nil}.file(f.networkFile)
}

// ReadMarked reads articles with the statements that people marked in them, one JSON object a line: text, and
// attributions (or statements) with source, cue and content as lists of [start, end).
func ReadMarked(r io.Reader) ([]Marked, error) {
	var out []Marked
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var a struct {
			ID           string            `json:"id"`
			Text         string            `json:"text"`
			Attributions []sayso.Statement `json:"attributions"`
			Statements   []sayso.Statement `json:"statements"`
		}
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, Marked{a.ID, a.Text, append(a.Attributions, a.Statements...)})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("behind line %d: %w", len(out), err)
	}
	return out, nil
}

// learnt is what the finder of one set of articles goes by.
type learnt struct {
	cues, parts *crf.Model
	network     *neural.Model
	networkFile []byte
}

// learn trains both fields and the network, and pools their opinions.
func learn(articles []studied, o LearnOptions) *learnt {
	l := &learnt{}
	var reports sync.Mutex
	say := func(what string, epoch int, loss float64) {
		if o.Progress != nil {
			reports.Lock()
			defer reports.Unlock()
			o.Progress(what, epoch, loss)
		}
	}
	progress := func(what string) func(int, float64) {
		return func(epoch int, loss float64) { say(what, epoch, loss) }
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		l.cues = crf.Train(cueSequences(articles), crf.Options{Labels: cueLabels, Bits: o.CueBits, Allowed: cueAllowed, Epochs: o.Epochs,
			Rate: 0.1, Dropout: o.Dropout, Seed: o.Seed, Progress: progress("cues")})
	})
	wait.Go(func() {
		l.parts = crf.Train(partSequences(articles), crf.Options{Labels: partLabels, Bits: o.PartBits, Allowed: partAllowed, Epochs: o.Epochs,
			Rate: 0.1, Dropout: o.Dropout, Seed: o.Seed + 1, Progress: progress("parts")})
	})
	wait.Wait()
	width := net.Embedded().Header.Width
	n := neural.Learn(passages(articles), neural.Options{
		Shape:      neural.Shape{States: width, Flags: numFlagRows, Layers: "cscs", Width: 256, Units: 96, Places: numPlaces, Ways: numWays},
		CueAllowed: cueAllowed, PartAllowed: partAllowed, Epochs: o.NetworkEpochs, Rate: 1e-3, Seed: o.Seed + 3,
		Progress: func(epoch int, cues, parts float64) {
			say("network, cues", epoch, cues)
			say("network, parts", epoch, parts)
		}})
	l.cues.Pool(1-networkShare, n.CueTransitions.W, n.CueStart.W)
	l.parts.Pool(1-networkShare, n.PartTransitions.W, n.PartStart.W)
	l.networkFile = n.File(networkShare)
	var err error
	if l.network, _, err = neural.Load(l.networkFile); err != nil {
		panic("reading: the network just learnt: " + err.Error())
	}
	return l
}

// networkShare is the weight of the network's opinion beside that of the fields' features. Chosen on the development
// part of PolNeAR.
const networkShare = 0.5

// passageWords is the number of words from which a passage to learn from ends with its paragraph.
const passageWords = 500

// passages cuts the articles into passages of whole paragraphs for the network to learn from.
func passages(articles []studied) (out []neural.Passage) {
	for i := range articles {
		a := &articles[i]
		r, cues, t := a.reader, a.cueLabels(), &a.finder.text
		windows, f := a.partWindows()
		wide := len(t.States) / max(1, len(cues))
		first := 0
		for p := 0; p < len(t.Ends); p++ {
			end := int(t.Ends[p])
			if end-first < passageWords && p+1 < len(t.Ends) {
				continue
			}
			if end == first {
				continue
			}
			x := neural.Passage{Text: neural.Text{States: t.States[first*wide : end*wide], Inputs: t.Inputs[first*wide : end*wide],
				Flags: t.Flags[first*neural.NumFlags : end*neural.NumFlags]}, Cues: cues[first:end]}
			for _, e := range t.Ends[:p+1] {
				if int(e) > first && (len(x.Ends) == 0 || x.Ends[len(x.Ends)-1] < e-int32(first)) {
					x.Ends = append(x.Ends, e-int32(first))
				}
			}
			for _, s := range r.doc.Sentences {
				if int(s.First) >= first && int(s.End) <= end && s.End > s.First {
					x.Sentences = append(x.Sentences, [2]int{int(s.First) - first, int(s.End) - first})
				}
			}
			for _, w := range windows {
				// a window that goes on into the next passage is cut
				from, to := max(w.first, first), min(w.end, end)
				if w.cue.first < first || w.cue.first >= end || w.head >= end {
					continue
				}
				f.paths.from(&f.view.tree, w.head)
				f.placesOf(w.cue, from, to)
				labels := slices.Clone(w.labels[from-w.first : to-w.first])
				begin(labels)
				x.Windows = append(x.Windows, neural.Window{First: from - first, End: to - first, Anchor: w.head - first,
					Places: slices.Clone(f.places), Ways: slices.Clone(f.ways), Labels: labels})
			}
			out = append(out, x)
			first = end
		}
	}
	return out
}

// learnFilter trains the filter on what fields trained on two thirds of the articles find in the third one.
func learnFilter(articles []studied, o LearnOptions) *crf.Model {
	const folds = 3
	var examples []crf.Sequence
	for fold := range folds {
		var train, held []studied
		for i, a := range articles {
			if i%folds == fold {
				held = append(held, a)
			} else {
				train = append(train, a)
			}
		}
		examples = append(examples, examplesOf(learn(train, o), held)...)
	}
	return crf.Train(slices.Values(examples), filterOptions(o))
}

func filterOptions(o LearnOptions) crf.Options {
	return crf.Options{Labels: filterLabels, Bits: 17, Epochs: 12, Rate: 0.05, Dropout: 0.2, L2: 1e-4, Seed: o.Seed + 2,
		Progress: func(epoch int, loss float64) {
			if o.Progress != nil {
				o.Progress("filter", epoch, loss)
			}
		}}
}

// examplesOf returns what a finder that has learnt from other articles takes for statements in these, and which of them
// are.
func examplesOf(l *learnt, articles []studied) (out []crf.Sequence) {
	f := finder{cues: l.cues, parts: l.parts, network: neural.NewReader(l.network)}
	for _, a := range articles {
		f.view, f.byRule, f.text = a.finder.view, a.finder.byRule, a.finder.text
		all := f.candidates(a.reader, leastCue)
		right := a.reader.matches(all, a.marked)
		for i := range all {
			l := uint8(filterOut)
			if right[i] {
				l = filterIn
			}
			out = append(out, crf.Sequence{Features: [][]uint32{f.filterFeatures(nil, a.reader, all, i)}, Labels: []uint8{l}})
		}
	}
	return out
}

// matches tells of every candidate whether it is one of the marked statements: contents that share half their tokens,
// sources that share one.
func (r *Reader) matches(all []candidate, marked []sayso.Statement) []bool {
	out := make([]bool, len(all))
	for _, s := range marked {
		content, source := r.tokensOf(s.Content), r.tokensOf(s.Source)
		for i := range all {
			c := &all[i]
			if overlapOf(c.content, content) >= 0.5 && (len(source) == 0 && len(c.source) == 0 || overlapOf(source, c.source) > 0) {
				out[i] = true
			}
		}
	}
	return out
}
