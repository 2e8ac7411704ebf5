package train

import (
	"math/rand/v2"
	"sync"

	"sayso/english/net"
	"sayso/english/stack"
)

// shape is the size of the network.
type shape struct {
	vec, affix int    // widths of a word's vector and of its summed features
	width      int    // of the layers
	layers     string // c: convolution over three words; s: scan over the sentence, one half each way
	arc, rel   int    // widths of the parser's projections
}

var defaultShape = shape{vec: 128, affix: 96, width: 256, layers: "cscscs", arc: 192, rel: 160}

// heads are where the columns of the projection of the last layer begin.
type heads struct{ arcHead, arcWord, relHead, relWord, upos, xpos, feats, names, width int }

func headsOf(s shape, l *labels) heads {
	var h heads
	at := 0
	take := func(n int) int { a := at; at += (n + 15) &^ 15; return a }
	h.arcHead, h.arcWord = take(s.arc), take(s.arc)
	h.relHead, h.relWord = take(s.rel), take(s.rel)
	h.upos, h.xpos = take(len(l.upos.values)), take(len(l.xpos.values))
	h.feats, h.names = take(len(l.feats.values)), take(net.NumNameTags)
	h.width = at
	return h
}

// network holds all weights. See the doc of package net for what is computed.
type network struct {
	shape  shape
	heads  heads
	labels *labels

	words, affix *table
	in, inBias   *stack.Param
	stack        *stack.Stack
	out, outBias *stack.Param
	arc, arcBias *stack.Param // bilinear form of word and head; bias of the word's side
	arcRoot      *stack.Param // the root as a head
	relRoot      *stack.Param
	dist         *stack.Param // score of the distance between word and head
	relOut, relB *stack.Param
	dense        []*stack.Param
}

// relWidth is the number of columns of the relations' scores.
func (n *network) relWidth() int { return n.relOut.Cols }

func newNetwork(s shape, l *labels, vectors []float32, seed uint64) *network {
	r := rand.New(rand.NewPCG(seed, 2))
	n := &network{shape: s, labels: l, heads: headsOf(s, l)}
	n.words, n.affix = newTable(len(vectors)/s.vec, s.vec), newTable(net.AffixRows, s.affix)
	copy(n.words.w, vectors)
	for i := range n.affix.w {
		n.affix.w[i] = float32(r.NormFloat64() * 0.1)
	}
	clear(n.affix.w[:s.affix])
	add := func(p *stack.Param) *stack.Param { n.dense = append(n.dense, p); return p }
	d := s.width
	n.in = add(stack.NewParam("in", s.vec+s.affix, d).Random(r, 1))
	n.inBias = add(stack.NewParam("in.bias", 1, d))
	n.stack = stack.New(d, s.layers, r)
	n.dense = append(n.dense, n.stack.Params()...)
	n.out, n.outBias = add(stack.NewParam("out", d, n.heads.width).Random(r, 1)), add(stack.NewParam("out.bias", 1, n.heads.width))
	n.arc, n.arcBias = add(stack.NewParam("arc", s.arc, s.arc).Random(r, 0.7)), add(stack.NewParam("arc.bias", 1, s.arc))
	n.arcRoot, n.relRoot = add(stack.NewParam("arc.root", 1, s.arc).Random(r, 1)), add(stack.NewParam("rel.root", 1, s.rel).Random(r, 1))
	n.dist = add(stack.NewParam("distance", 1, net.Distances))
	rels := (len(l.rels.values) + 15) &^ 15
	n.relOut, n.relB = add(stack.NewParam("rel", s.rel, rels).Random(r, 1)), add(stack.NewParam("rel.bias", 1, rels))
	return n
}

// step moves all weights by the gradients of the shards.
func (n *network) step(o *stack.Optimiser, scale float32) {
	var wait sync.WaitGroup
	wait.Go(func() { n.words.move(o, scale) })
	wait.Go(func() { n.affix.move(o, scale) })
	o.Step(n.dense, scale)
	wait.Wait()
}
