package neural

import (
	"sayso/english/nn"
	"sayso/english/stack"
	"sayso/reading/crf"
)

// Rates of dropout.
const (
	dropInput = 0.15
	dropLayer = 0.3
	dropPart  = 0.2
)

// partShare is how much the losses of parts count beside those of cues.
const partShare = 0.5

// worker computes one shard of a step: losses and gradients of one passage. It keeps its memory between steps.
type worker struct {
	t       *Trained
	pass    stack.Pass
	scratch crf.Scratch

	row          []int // of each token
	spans        []stack.Span
	wide, keepIn []float32
	dwide        []float32
	cues, dcues  []float32
	units        []float32
	dunits       []float32
	e, de        []float32

	above   stack.Pass // over the windows of cues
	windows []stack.Span
	parts   []float32
	dparts  []float32

	cueLoss, partLoss, tokens, positions float64
}

func newWorker(t *Trained, shard int) *worker {
	w := &worker{t: t}
	w.pass.Stack, w.pass.Shard, w.pass.Train, w.pass.Drop = t.layers, shard, true, dropLayer
	w.above.Stack, w.above.Shard, w.above.Train, w.above.Drop = t.partLayers, shard, true, dropPart
	return w
}

func (w *worker) seed(x uint64) {
	w.pass.Rand, w.above.Rand = stack.Rand(x), stack.Rand(x^0xabcdef12345)
}

// learn adds the losses of a passage and their gradients.
func (w *worker) learn(p *Passage) {
	t, s := w.t, &w.t.shape
	n, S, d := len(p.Cues), s.States, s.Width
	w.row, w.spans = w.row[:0], w.spans[:0]
	row := 1
	for _, end := range p.Ends {
		first := row
		for len(w.row) < int(end) {
			w.row = append(w.row, row)
			row++
		}
		w.spans = append(w.spans, stack.Span{First: first, End: row})
		row++
	}
	rows := row
	w.wide, w.keepIn, w.dwide = grow(w.wide, rows*2*S), grow(w.keepIn, rows*2*S), grow(w.dwide, rows*2*S)
	clear(w.wide)
	clear(w.dwide)
	for i, row := range w.row {
		floatsOf(w.wide[row*2*S:], p.States[i*S:(i+1)*S])
		floatsOf(w.wide[row*2*S+S:], p.Inputs[i*S:(i+1)*S])
	}
	w.pass.Rand.Mask(w.keepIn, dropInput)
	for i, k := range w.keepIn {
		w.wide[i] *= k
	}
	w.pass.Begin(w.spans, rows)
	w.pass.Linear(w.pass.Sums, w.wide, 2*S, 2*S, t.in, t.inBias, 0)
	for i, row := range w.row {
		for _, f := range p.Flags[i*NumFlags : (i+1)*NumFlags] {
			nn.AddScaled(w.pass.Sums[row*d:(row+1)*d], 1, t.flags.W[int(f)*d:int(f+1)*d])
		}
	}
	last := w.pass.Forward()
	W := s.Units
	w.cues, w.dcues = grow(w.cues, rows*cueColumns), grow(w.dcues, rows*cueColumns)
	w.units, w.dunits = grow(w.units, rows*2*W), grow(w.dunits, rows*2*W)
	clear(w.dcues)
	clear(w.units)
	clear(w.dunits)
	w.pass.Linear(w.cues, last, d, d, t.cue, t.cueBias, 0)
	nn.MulAdd(&w.pass.Scratch, rows, 2*W, d, nn.Dense(last, d), nn.Dense(t.units.W, 2*W), nn.Dense(w.units, 2*W))
	w.tokens += float64(n)
	for _, sentence := range p.Sentences {
		w.cueLosses(p, sentence[0], sentence[1])
	}
	w.partLosses(p)
	dx := w.pass.ClearDx()
	w.pass.LinearBack(dx, w.dcues, last, d, d, t.cue, t.cueBias, 0)
	nn.MulAdd(&w.pass.Scratch, d, 2*W, rows, nn.Dense(last, d).Transposed(), nn.Dense(w.dunits, 2*W), nn.Dense(t.units.Grad[w.pass.Shard], 2*W))
	nn.MulAdd(&w.pass.Scratch, rows, d, 2*W, nn.Dense(w.dunits, 2*W), nn.Dense(t.units.W, 2*W).Transposed(), nn.Dense(dx, d))
	w.pass.Backward()
	w.pass.LinearBack(w.dwide, w.pass.Dx, w.wide, 2*S, 2*S, t.in, t.inBias, 0)
	g := t.flags.Grad[w.pass.Shard]
	for i, row := range w.row {
		for _, f := range p.Flags[i*NumFlags : (i+1)*NumFlags] {
			nn.AddScaled(g[int(f)*d:int(f+1)*d], 1, w.pass.Dx[row*d:(row+1)*d])
		}
	}
}

// cueLosses adds the loss of the cue labels of tokens first to end-1, and its gradients.
func (w *worker) cueLosses(p *Passage, first, end int) {
	const L = CueLabels
	t, n, shard := w.t, end-first, w.pass.Shard
	w.e, w.de = grow(w.e, n*L), grow(w.de, n*L)
	for i := range n {
		copy(w.e[i*L:(i+1)*L], w.cues[w.row[first+i]*cueColumns:])
	}
	w.cueLoss += crf.Gradient(&w.scratch, w.e, p.Cues[first:end], L, t.cueTransitions.W, t.cueStart.W, w.de, t.cueTransitions.Grad[shard], t.cueStart.Grad[shard])
	for i := range n {
		copy(w.dcues[w.row[first+i]*cueColumns:], w.de[i*L:(i+1)*L])
	}
}

// partLosses adds the losses of the part labels of all windows, and their gradients.
func (w *worker) partLosses(p *Passage) {
	if len(p.Windows) == 0 {
		return
	}
	const L = PartLabels
	t, W, shard := w.t, w.t.shape.Units, w.pass.Shard
	w.windows = w.windows[:0]
	row := 1
	for i := range p.Windows {
		n := p.Windows[i].End - p.Windows[i].First
		w.windows = append(w.windows, stack.Span{First: row, End: row + n})
		row += n + 1
	}
	a := &w.above
	a.Begin(w.windows, row)
	clear(a.Sums)
	// each calls f with every token of every window: its row, those of the token and the cue below, and the values by
	// which it is known
	each := func(f func(row []float32, token, cue int, place, way int), rows []float32) {
		for k := range p.Windows {
			x := &p.Windows[k]
			for i := range x.End - x.First {
				r := w.windows[k].First + i
				f(rows[r*W:(r+1)*W], w.row[x.First+i]*2*W, w.row[x.Anchor]*2*W+W, int(x.Places[i])*W, int(x.Ways[i])*W)
			}
		}
	}
	each(func(row []float32, token, cue, place, way int) {
		copy(row, w.units[token:token+W])
		nn.AddScaled(row, 1, w.units[cue:cue+W])
		nn.AddScaled(row, 1, t.places.W[place:place+W])
		nn.AddScaled(row, 1, t.ways.W[way:way+W])
	}, a.Sums)
	last := a.Forward()
	w.parts, w.dparts = grow(w.parts, row*outColumns), grow(w.dparts, row*outColumns)
	clear(w.dparts)
	a.Linear(w.parts, last, W, W, t.out, t.outBias, 0)
	var transitions [L * L]float32
	var start [L]float32
	for k := range p.Windows {
		x, first := &p.Windows[k], w.windows[k].First
		n := x.End - x.First
		w.e, w.de = grow(w.e, n*L), grow(w.de, n*L)
		for i := range n {
			copy(w.e[i*L:(i+1)*L], w.parts[(first+i)*outColumns:])
		}
		w.partLoss += crf.Gradient(&w.scratch, w.e, x.Labels, L, t.partTransitions.W, t.partStart.W, w.de, transitions[:], start[:])
		w.positions += float64(n)
		for i := range n {
			nn.AddScaled(w.dparts[(first+i)*outColumns:(first+i)*outColumns+L], partShare, w.de[i*L:(i+1)*L])
		}
	}
	nn.AddScaled(t.partTransitions.Grad[shard], partShare, transitions[:])
	nn.AddScaled(t.partStart.Grad[shard], partShare, start[:])
	a.LinearBack(a.ClearDx(), w.dparts, last, W, W, t.out, t.outBias, 0)
	a.Backward()
	places, ways := t.places.Grad[shard], t.ways.Grad[shard]
	each(func(row []float32, token, cue, place, way int) {
		nn.AddScaled(w.dunits[token:token+W], 1, row)
		nn.AddScaled(w.dunits[cue:cue+W], 1, row)
		nn.AddScaled(places[place:place+W], 1, row)
		nn.AddScaled(ways[way:way+W], 1, row)
	}, a.Dx)
}
