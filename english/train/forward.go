package train

import (
	"sayso/english/nn"
	"sayso/english/stack"
)

// worker computes one shard of a step: scores, losses and gradients. It keeps its memory between steps.
type worker struct {
	net   *network
	train bool

	items  []*item
	starts []int // row of the first word of each item; a row of zeros stands before and behind each
	spans  []stack.Span
	rows   int

	feats  []float32 // inputs: rows × (vec+affix)
	hidden []int32   // row of the word table used for each row, after dropout
	keepIn []float32 // dropout of the inputs
	pass   stack.Pass
	proj   []float32 // projections: rows × heads.width

	dproj, dfeats []float32

	arcs    arcWork
	guess   *guessTask // set where the worker guesses hidden words instead of reading sentences
	loss    [7]float64
	correct [7]int
	counted [7]int
}

func resize(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	return s[:n]
}

const (
	dropInput = 0.15
	dropLayer = 0.25
	dropHead  = 0.33
)

// forward lays the items out and computes all projections.
func (w *worker) forward(items []*item) {
	n := w.net
	w.items, w.starts, w.spans, w.rows = items, w.starts[:0], w.spans[:0], 1
	for _, it := range items {
		w.starts = append(w.starts, w.rows)
		w.spans = append(w.spans, stack.Span{First: w.rows, End: w.rows + len(it.words)})
		w.rows += len(it.words) + 1
	}
	w.inputs()
	d, in := n.shape.width, n.shape.vec+n.shape.affix
	p := &w.pass
	p.Stack, p.Train, p.Drop = n.stack, w.train, dropLayer
	p.Begin(w.spans, w.rows)
	p.Linear(p.Sums, w.feats, in, in, n.in, n.inBias, 0)
	last := p.Forward()
	if w.guess != nil {
		return
	}
	w.proj = resize(w.proj, w.rows*n.heads.width)
	p.Linear(w.proj, last, d, d, n.out, n.outBias, 0)
}

// inputs looks the words and their features up.
func (w *worker) inputs() {
	n := w.net
	vec, in := n.shape.vec, n.shape.vec+n.shape.affix
	w.feats = resize(w.feats, w.rows*in)
	clear(w.feats)
	if cap(w.hidden) < w.rows {
		w.hidden = make([]int32, w.rows*2)
	}
	w.hidden = w.hidden[:w.rows]
	if w.guess != nil {
		w.guess.hidden, w.guess.targets = w.guess.hidden[:0], w.guess.targets[:0]
	}
	for k, it := range w.items {
		for i, word := range it.words {
			r := w.starts[k] + i
			switch {
			case w.guess != nil:
				if w.hide(r, word) {
					w.hidden[r] = -1
					continue
				}
			case w.train && w.pass.Rand.Chance(it.rare[i]):
				word = 0
			}
			w.hidden[r] = word
			copy(w.feats[r*in:], n.words.row(word))
			sum := w.feats[r*in+vec : (r+1)*in]
			for _, f := range it.affix[i] {
				nn.AddScaled(sum, 1, n.affix.row(int32(f)))
			}
		}
	}
	if w.train {
		w.keepIn = resize(w.keepIn, len(w.feats))
		w.pass.Rand.Mask(w.keepIn, dropInput)
		for i, m := range w.keepIn {
			w.feats[i] *= m
		}
	}
}
