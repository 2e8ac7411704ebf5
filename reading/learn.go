package reading

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"

	"sayso"
	"sayso/english"
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
func study(articles []Marked, analysis func() *english.Analysis, c wordClasses) []studied {
	out := make([]studied, len(articles))
	work := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			r := withGrammar(analysis(), c)
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

// take makes the finder see a studied article.
func (f *finder) take(a *studied) {
	f.view, f.byRule, f.ruleOf, f.text = a.finder.view, a.finder.byRule, a.finder.ruleOf, a.finder.text
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

// partWindow is the window of a marked cue with its labels.
type partWindow struct {
	cue        tokens
	head       int
	first, end int
	labels     []uint8
}

// partWindows returns those of all marked cues.
func (a *studied) partWindows() (out []partWindow) {
	r, v := a.reader, &a.finder.view
	for _, s := range a.marked {
		cue := r.tokensOf(s.Cue)
		if len(cue) == 0 {
			continue
		}
		w := partWindow{cue: cue[0], head: r.cueHead(v, cue[0])}
		w.first, w.end = r.window(v, w.cue)
		w.labels = make([]uint8, w.end-w.first)
		label(w.labels, r.tokensOf(s.Content), w.first, contentBegin)
		label(w.labels, r.tokensOf(s.Source), w.first, sourceBegin)
		begin(w.labels)
		out = append(out, w)
	}
	return out
}

// leastCue is the probability from which a cue is considered at all.
const leastCue = 0.1

// LearnOptions say how to train. The zero value of a field stands for what the embedded weights were trained with.
type LearnOptions struct {
	Seed uint64
	// Analysis returns what reads the English of the articles; nil stands for the embedded models.
	Analysis func() *english.Analysis
	// Epochs is how often the network sees the articles.
	Epochs int
	// Progress, if set, is called after every epoch.
	Progress func(what string, epoch int, loss float64)
}

func (o *LearnOptions) say(what string, epoch int, loss float64) {
	if o.Progress != nil {
		o.Progress(what, epoch, loss)
	}
}

// Learn trains the weights of the reading on marked articles and returns the file that is embedded as weights.bin. The
// same articles and options give the same bytes on one architecture.
func Learn(articles []Marked, o LearnOptions) []byte {
	if o.Epochs == 0 {
		o.Epochs = 9
	}
	if o.Analysis == nil {
		o.Analysis = english.NewAnalysis
	}
	classes := learnClasses(o.Analysis().Model(), o.Seed)
	all := study(articles, o.Analysis, classes)
	filter, calibration := learnFilter(all, o)
	return weights{classes: classes, filter: filter, calibration: calibration}.file(learn(all, o, "all"))
}

// ReadMarked reads articles with the statements that people marked in them, one JSON object a line: text, and
// attributions (or statements) with source, cue and content as lists of [start, end).
func ReadMarked(r io.Reader) ([]Marked, error) {
	var out []Marked
	err := eachLine(r, func(line []byte) error {
		var a struct {
			ID           string            `json:"id"`
			Text         string            `json:"text"`
			Attributions []sayso.Statement `json:"attributions"`
			Statements   []sayso.Statement `json:"statements"`
		}
		if err := json.Unmarshal(line, &a); err != nil {
			return err
		}
		statements := append(a.Attributions, a.Statements...)
		for _, s := range statements {
			if !lieIn(slices.Concat(s.Source, s.Cue, s.Content), sayso.Span{End: len(a.Text)}) {
				return fmt.Errorf("statement %q does not lie in the text of %d bytes", s.ID, len(a.Text))
			}
		}
		out = append(out, Marked{a.ID, a.Text, statements})
		return nil
	})
	return out, err
}

// learn trains the network and returns its file.
func learn(articles []studied, o LearnOptions, what string) []byte {
	texts := passages(articles)
	if len(texts) == 0 {
		return nil
	}
	width := len(texts[0].States) / len(texts[0].Cues)
	return neural.Learn(texts, neural.Options{
		Shape: neural.Shape{States: width, Flags: numFlagRows, Layers: "cscs", Width: 256, Units: 128, PartLayers: "cs", Places: numPlaces,
			Ways: numWays},
		CueAllowed: cueAllowed, PartAllowed: partAllowed, Epochs: o.Epochs, Rate: 1e-3, Seed: o.Seed + 3,
		Progress: func(epoch int, cues, parts float64) {
			o.say(what+", cues", epoch, cues)
			o.say(what+", parts", epoch, parts)
		}}).File()
}

// passageWords is the number of words from which a passage to learn from ends with its paragraph.
const passageWords = 500

// passages cuts the articles into passages of whole paragraphs for the network to learn from.
func passages(articles []studied) (out []neural.Passage) {
	for i := range articles {
		a := &articles[i]
		r, cues, t := a.reader, a.cueLabels(), &a.finder.text
		windows, f := a.partWindows(), a.finder
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
				f.placesOf(r, w.cue, w.head, from, to)
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

// learnFilter trains the filter on what networks trained on two thirds of the articles find in the third one, and the
// calibration on what filters trained likewise make of it.
func learnFilter(articles []studied, o LearnOptions) (*crf.Model, calibration) {
	const folds = 3
	var held [folds][]studied
	var networks [folds]*neural.Model
	var examples [folds][]crf.Sequence
	for fold := range folds {
		var train []studied
		for i, a := range articles {
			if i%folds == fold {
				held[fold] = append(held[fold], a)
			} else {
				train = append(train, a)
			}
		}
		networks[fold] = mustLoad(learn(train, o, fmt.Sprintf("fold %d", fold+1)))
		examples[fold] = examplesOf(networks[fold], held[fold])
	}
	var known []judged
	for fold := range folds {
		var others []crf.Sequence
		for k, e := range examples {
			if k != fold {
				others = append(others, e...)
			}
		}
		f := finder{network: neural.NewReader(networks[fold]), filter: crf.Train(slices.Values(others), filterOptions(o))}
		for _, a := range held[fold] {
			f.take(&a)
			known = append(known, f.judged(a.reader, f.candidates(a.reader, leastCue), a.marked)...)
		}
	}
	return crf.Train(slices.Values(slices.Concat(examples[:]...)), filterOptions(o)), learnCalibration(known)
}

// mustLoad loads a network that has just been learnt.
func mustLoad(network []byte) *neural.Model {
	m, _, err := neural.Load(network)
	if err != nil {
		panic("reading: the network just learnt: " + err.Error())
	}
	return m
}

func filterOptions(o LearnOptions) crf.Options {
	return crf.Options{Labels: filterLabels, Bits: 17, Epochs: 12, Rate: 0.05, Dropout: 0.2, L2: 1e-4, Seed: o.Seed + 2,
		Progress: func(epoch int, loss float64) { o.say("filter", epoch, loss) }}
}

// examplesOf returns what a finder that has learnt from other articles takes for statements in these, and which of them
// are.
func examplesOf(m *neural.Model, articles []studied) (out []crf.Sequence) {
	f := finder{network: neural.NewReader(m)}
	for _, a := range articles {
		f.take(&a)
		all := f.candidates(a.reader, leastCue)
		right := a.reader.matches(all, a.marked)
		for i := range all {
			l := uint8(filterOut)
			if right[i] {
				l = filterIn
			}
			out = append(out, crf.Sequence{Features: [][]uint32{f.filterFeatures(nil, nil, a.reader, all, i)}, Labels: []uint8{l}})
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
