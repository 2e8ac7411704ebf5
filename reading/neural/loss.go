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
	dropUnit  = 0.3
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
	hidden, keep []float32
	dhidden      []float32
	dbase, base  []float32

	cueLoss, partLoss, tokens, positions float64
}

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
	for i := range p.Windows {
		w.partLosses(&p.Windows[i])
	}
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
	w.cueLoss += crf.Gradient(&w.scratch, w.e, p.Cues[first:end], L, t.CueTransitions.W, t.CueStart.W, w.de, t.CueTransitions.Grad[shard], t.CueStart.Grad[shard])
	for i := range n {
		copy(w.dcues[w.row[first+i]*cueColumns:], w.de[i*L:(i+1)*L])
	}
}

// partLosses adds the loss of the part labels of a window, and its gradients.
func (w *worker) partLosses(x *Window) {
	const L = PartLabels
	t, n, W, shard := w.t, x.End-x.First, w.t.shape.Units, w.pass.Shard
	w.e, w.de = grow(w.e, n*L), grow(w.de, n*L)
	w.hidden, w.keep, w.dhidden = grow(w.hidden, n*W), grow(w.keep, n*W), grow(w.dhidden, W)
	w.base, w.dbase = grow(w.base, W), grow(w.dbase, W)
	w.pass.Rand.Mask(w.keep, dropUnit)
	anchor := w.row[x.Anchor]*2*W + W
	copy(w.base, t.bias.W)
	nn.AddScaled(w.base, 1, w.units[anchor:anchor+W])
	for i := range n {
		h, k := w.hidden[i*W:(i+1)*W], w.keep[i*W:(i+1)*W]
		at := w.row[x.First+i] * 2 * W
		place, way := t.places.W[int(x.Places[i])*W:][:W], t.ways.W[int(x.Ways[i])*W:][:W]
		e := w.e[i*L : (i+1)*L]
		clear(e)
		for j, v := range w.units[at : at+W] {
			v += w.base[j] + place[j] + way[j]
			if v <= 0 || k[j] == 0 {
				h[j], k[j] = 0, 0
				continue
			}
			h[j] = v * k[j]
			for l, o := range t.out.W[j*L : (j+1)*L] {
				e[l] += h[j] * o
			}
		}
	}
	var transitions [L * L]float32
	var start [L]float32
	w.partLoss += crf.Gradient(&w.scratch, w.e, x.Labels, L, t.PartTransitions.W, t.PartStart.W, w.de, transitions[:], start[:])
	nn.AddScaled(t.PartTransitions.Grad[shard], partShare, transitions[:])
	nn.AddScaled(t.PartStart.Grad[shard], partShare, start[:])
	w.positions += float64(n)
	clear(w.dbase)
	dout, dplaces, dways := t.out.Grad[shard], t.places.Grad[shard], t.ways.Grad[shard]
	for i := range n {
		de := w.de[i*L : (i+1)*L]
		var most float32
		for l := range de {
			de[l] *= partShare
			most = max(most, de[l], -de[l])
		}
		if most < 1e-4 {
			continue
		}
		h, k := w.hidden[i*W:(i+1)*W], w.keep[i*W:(i+1)*W]
		for j := range W {
			w.dhidden[j] = 0
			if k[j] == 0 {
				continue
			}
			var sum float32
			out, g := t.out.W[j*L:(j+1)*L], dout[j*L:(j+1)*L]
			for l, v := range de {
				sum += v * out[l]
				g[l] += v * h[j]
			}
			w.dhidden[j] = sum * k[j]
		}
		at := w.row[x.First+i] * 2 * W
		nn.AddScaled(w.dunits[at:at+W], 1, w.dhidden)
		nn.AddScaled(dplaces[int(x.Places[i])*W:][:W], 1, w.dhidden)
		nn.AddScaled(dways[int(x.Ways[i])*W:][:W], 1, w.dhidden)
		nn.AddScaled(w.dbase, 1, w.dhidden)
	}
	nn.AddScaled(t.bias.Grad[shard], 1, w.dbase)
	nn.AddScaled(w.dunits[anchor:anchor+W], 1, w.dbase)
}
