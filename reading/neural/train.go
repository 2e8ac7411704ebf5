package neural

import (
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"sync"

	"sayso/english/nn"
	"sayso/english/stack"
	"sayso/reading/crf"
)

// Passage is some paragraphs of a marked article, to learn from.
type Passage struct {
	Text
	// Sentences are where the sequences of cue labels begin and end.
	Sentences [][2]int
	Cues      []uint8 // label of each token
	Windows   []Window
}

// Window is where the parts of a marked cue are sought.
type Window struct {
	First, End, Anchor int
	Places, Ways       []uint16
	Labels             []uint8
}

// Options say how to train.
type Options struct {
	Shape
	CueAllowed, PartAllowed func(from, to int) bool
	Epochs                  int
	Rate                    float64
	Seed                    uint64
	// Progress, if set, is called after every epoch with the mean losses of a token, for cues and for parts.
	Progress func(epoch int, cues, parts float64)
}

// Trained is a network as it was learnt, in floats.
type Trained struct {
	shape                                                Shape
	in, inBias                                           *stack.Param
	flags                                                *stack.Param
	layers                                               *stack.Stack
	cue, cueBias                                         *stack.Param
	units                                                *stack.Param
	places, ways                                         *stack.Param
	partLayers                                           *stack.Stack
	out, outBias                                         *stack.Param
	cueTransitions, cueStart, partTransitions, partStart *stack.Param
	params                                               []*stack.Param
}

func newTrained(o *Options) *Trained {
	r := rand.New(rand.NewPCG(o.Seed, 11))
	s := o.Shape
	t := &Trained{shape: s}
	add := func(p *stack.Param) *stack.Param { t.params = append(t.params, p); return p }
	t.in, t.inBias = add(stack.NewParam("in", 2*s.States, s.Width).Random(r, 1)), add(stack.NewParam("in.bias", 1, s.Width))
	t.flags = add(stack.NewParam("flags", s.Flags, s.Width))
	for i := range t.flags.W {
		t.flags.W[i] = float32(r.NormFloat64() * 0.2)
	}
	t.layers = stack.New(s.Width, s.Layers, r)
	t.params = append(t.params, t.layers.Params()...)
	t.cue, t.cueBias = add(stack.NewParam("cue", s.Width, cueColumns).Random(r, 1)), add(stack.NewParam("cue.bias", 1, cueColumns))
	t.units = add(stack.NewParam("units", s.Width, 2*s.Units).Random(r, 1))
	t.places, t.ways = add(stack.NewParam("places", s.Places, s.Units)), add(stack.NewParam("ways", s.Ways, s.Units))
	for _, p := range []*stack.Param{t.places, t.ways} {
		for i := range p.W {
			p.W[i] = float32(r.NormFloat64() * 0.3)
		}
	}
	t.partLayers = stack.New(s.Units, s.PartLayers, r)
	for _, p := range t.partLayers.Params() {
		p.Name = "part." + p.Name
		add(p)
	}
	t.out, t.outBias = add(stack.NewParam("out", s.Units, outColumns).Random(r, 1)), add(stack.NewParam("out.bias", 1, outColumns))
	t.cueTransitions, t.cueStart = add(stack.NewParam("cue.transitions", CueLabels, CueLabels)), add(stack.NewParam("cue.start", 1, CueLabels))
	t.partTransitions, t.partStart = add(stack.NewParam("part.transitions", PartLabels, PartLabels)), add(stack.NewParam("part.start", 1, PartLabels))
	crf.Allow(t.cueTransitions.W, t.cueStart.W, CueLabels, o.CueAllowed)
	crf.Allow(t.partTransitions.W, t.partStart.W, PartLabels, o.PartAllowed)
	return t
}

// Learn trains a network. The same passages and options give the same network, on any number of cores.
func Learn(passages []Passage, o Options) *Trained {
	t := newTrained(&o)
	var workers [stack.Shards]*worker
	for i := range workers {
		workers[i] = newWorker(t, i)
	}
	opt := stack.NewOptimiser()
	steps := o.Epochs * ((len(passages) + stack.Shards - 1) / stack.Shards)
	step := 0
	for epoch := range o.Epochs {
		order := rand.New(rand.NewPCG(o.Seed, uint64(100+epoch))).Perm(len(passages))
		for at := 0; at < len(order); at += stack.Shards {
			var wait sync.WaitGroup
			step++
			words := 0
			for k, w := range workers[:min(stack.Shards, len(order)-at)] {
				p := &passages[order[at+k]]
				words += len(p.Cues)
				wait.Go(func() {
					w.seed((o.Seed<<40 ^ uint64(step)<<8 ^ uint64(k)) * 0x9e3779b97f4a7c15)
					w.learn(p)
				})
			}
			wait.Wait()
			warm := min(1, float32(step)/200)
			opt.Next(step, float32(o.Rate)*warm*max(0.01, 1-float32(step)/float32(steps)))
			opt.Step(t.params, 1/float32(max(words, 1)))
		}
		if o.Progress != nil {
			var cues, parts, tokens, places float64
			for _, w := range workers {
				cues, parts, tokens, places = cues+w.cueLoss, parts+w.partLoss, tokens+w.tokens, places+w.positions
				w.cueLoss, w.partLoss, w.tokens, w.positions = 0, 0, 0, 0
			}
			o.Progress(epoch+1, cues/max(1, tokens), parts/max(1, places))
		}
	}
	return t
}

// File returns the weights for [Load].
func (t *Trained) File() []byte {
	shape, err := json.Marshal(&t.shape)
	if err != nil {
		panic("neural: a shape that JSON cannot hold: " + err.Error()) // it is numbers and a string
	}
	w := &writer{binary.LittleEndian.AppendUint32(nil, uint32(len(shape)))}
	w.out = append(w.out, shape...)
	matrix := func(p *stack.Param, bias []float32) { w.matrix(p.W, p.Rows, p.Cols, bias) }
	matrix(t.in, t.inBias.W)
	w.floats(t.flags.W)
	layers := func(s *stack.Stack) {
		w.floats(s.InGain.W)
		w.floats(s.InBeta.W)
		for _, l := range s.Layers {
			matrix(l.W, l.B.W)
			w.floats(l.Gain.W)
			w.floats(l.Bias.W)
		}
	}
	layers(t.layers)
	matrix(t.cue, t.cueBias.W)
	matrix(t.units, make([]float32, t.units.Cols))
	w.floats(t.places.W)
	w.floats(t.ways.W)
	layers(t.partLayers)
	matrix(t.out, t.outBias.W)
	for _, p := range []*stack.Param{t.cueTransitions, t.cueStart, t.partTransitions, t.partStart} {
		w.floats(p.W)
	}
	return w.out
}

// floatsOf makes floats of integers of [nn.Fixed].
func floatsOf(dst []float32, q []int16) {
	for i, v := range q {
		dst[i] = float32(v) * (1.0 / nn.Fixed)
	}
}
