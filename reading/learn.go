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
				f.states = slices.Clone(f.states)
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

// states returns those of tokens first to end-1.
func (a *studied) states(first, end int) []int16 {
	d := len(a.finder.states) / len(a.reader.doc.Tokens)
	return a.finder.states[first*d : end*d]
}

// keep returns a copy of what the reader holds of its text, without the means to read another one.
func (r *Reader) keep() *Reader {
	d := r.doc
	doc := &english.Document{Text: d.Text, Tokens: slices.Clone(d.Tokens), Sentences: slices.Clone(d.Sentences), Paragraphs: slices.Clone(d.Paragraphs)}
	return &Reader{doc: doc, quotations: slices.Clone(r.quotations), quoteAt: slices.Clone(r.quoteAt), found: slices.Clone(r.found),
		inside: slices.Clone(r.inside)}
}

// cueSequences yields the sentences of the articles with their cues labelled.
func cueSequences(articles []studied) iter.Seq[crf.Sequence] {
	return func(yield func(crf.Sequence) bool) {
		for _, a := range articles {
			r := a.reader
			labels := make([]uint8, len(r.doc.Tokens))
			for _, s := range a.marked {
				if cue := r.tokensOf(s.Cue); len(cue) > 0 {
					label(labels, cue[:1], 0, cueBegin)
				}
			}
			f := finder{view: a.finder.view, byRule: a.finder.byRule}
			for _, s := range r.doc.Sentences {
				if labels[s.First] == cueIn { // a cue over the end of a sentence
					labels[s.First] = cueBegin
				}
				if !yield(crf.Sequence{Features: f.cueSequence(r, s), Labels: labels[s.First:s.End],
					States: a.states(int(s.First), int(s.End))}) {
					return
				}
			}
		}
	}
}

// partSequences yields the window of every marked cue with source and content labelled.
func partSequences(articles []studied) iter.Seq[crf.Sequence] {
	return func(yield func(crf.Sequence) bool) {
		for _, a := range articles {
			r := a.reader
			f := finder{view: a.finder.view, byRule: a.finder.byRule, others: make([]uint32, len(r.doc.Tokens))}
			for _, s := range a.marked {
				for _, t := range r.tokensOf(s.Cue) {
					for i := t.first; i < t.end; i++ {
						f.others[i] = 1
					}
				}
			}
			for _, s := range a.marked {
				cue := r.tokensOf(s.Cue)
				if len(cue) == 0 {
					continue
				}
				c := cue[0]
				first, end := r.window(&f.view, c)
				labels := make([]uint8, end-first)
				label(labels, r.tokensOf(s.Content), first, contentBegin)
				label(labels, r.tokensOf(s.Source), first, sourceBegin)
				f.placesOf(c, first, end)
				head := r.cueHead(&f.view, c)
				if !yield(crf.Sequence{Features: f.partSequence(r, c, first, end), Labels: labels,
					States: a.states(first, end), Anchor: a.states(head, head+1), Places: f.places}) {
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
	Epochs            int
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
	if o.Dropout == 0 {
		o.Dropout = 0.4
	}
	classes := learnClasses(net.Embedded(), o.Seed)
	all := study(articles, classes)
	filter := learnFilter(all, o)
	f := learn(all, o)
	return weights{classes: classes, cues: f.cues, parts: f.parts, filter: filter}.file()
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

// learn trains both fields.
func learn(articles []studied, o LearnOptions) *finder {
	f := &finder{}
	width := net.Embedded().Header.Width
	var reports sync.Mutex
	progress := func(what string) func(int, float64) {
		return func(epoch int, loss float64) {
			if o.Progress != nil {
				reports.Lock()
				defer reports.Unlock()
				o.Progress(what, epoch, loss)
			}
		}
	}
	var wait sync.WaitGroup
	wait.Go(func() {
		f.cues = crf.Train(cueSequences(articles), crf.Options{Labels: cueLabels, Bits: o.CueBits, Allowed: cueAllowed, Epochs: o.Epochs,
			Rate: 0.1, Dropout: o.Dropout, Seed: o.Seed, Progress: progress("cues"),
			Hidden: &crf.HiddenOptions{Inputs: width, Width: 64, Dropout: 0.3, Rate: 0.02}})
	})
	wait.Go(func() {
		f.parts = crf.Train(partSequences(articles), crf.Options{Labels: partLabels, Bits: o.PartBits, Allowed: partAllowed, Epochs: o.Epochs,
			Rate: 0.1, Dropout: o.Dropout, Seed: o.Seed + 1, Progress: progress("parts"),
			Hidden: &crf.HiddenOptions{Inputs: width, Width: 64, Places: numPlaces, Anchored: true, Dropout: 0.3, Rate: 0.02}})
	})
	wait.Wait()
	return f
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
		learnt := learn(train, o)
		for _, a := range held {
			f := finder{cues: learnt.cues, parts: learnt.parts, view: a.finder.view, byRule: a.finder.byRule, states: a.finder.states}
			all := f.candidates(a.reader, leastCue)
			right := a.reader.matches(all, a.marked)
			for i := range all {
				l := uint8(filterOut)
				if right[i] {
					l = filterIn
				}
				examples = append(examples, crf.Sequence{Features: [][]uint32{f.filterFeatures(nil, a.reader, all, i)}, Labels: []uint8{l}})
			}
		}
	}
	return crf.Train(slices.Values(examples), crf.Options{Labels: filterLabels, Bits: 17, Epochs: 12, Rate: 0.05, Dropout: 0.2, L2: 1e-4, Seed: o.Seed + 2,
		Progress: func(epoch int, loss float64) {
			if o.Progress != nil {
				o.Progress("filter", epoch, loss)
			}
		}})
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
