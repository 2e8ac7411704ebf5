package train

import (
	"math/rand/v2"
	"sync"

	"sayso/english/net"
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

// layer is one layer over the words of a sentence, followed by a residual sum and a normalisation.
type layer struct {
	kind       byte
	w, b       *param
	gain, bias *param
}

// network holds all weights. See the doc of package net for what is computed.
type network struct {
	shape  shape
	heads  heads
	labels *labels

	words, affix   *table
	in, inBias     *param
	inGain, inBeta *param
	layers         []layer
	out, outBias   *param
	arc, arcBias   *param // bilinear form of word and head; bias of the word's side
	arcRoot        *param // the root as a head
	relRoot        *param
	dist           *param // score of the distance between word and head
	relOut, relB   *param
	dense          []*param
}

// relWidth is the number of columns of the relations' scores.
func (n *network) relWidth() int { return n.relOut.cols }

func newNetwork(s shape, l *labels, vectors []float32, seed uint64) *network {
	r := rand.New(rand.NewPCG(seed, 2))
	n := &network{shape: s, labels: l, heads: headsOf(s, l)}
	n.words, n.affix = newTable(len(vectors)/s.vec, s.vec), newTable(net.AffixRows, s.affix)
	copy(n.words.w, vectors)
	for i := range n.affix.w {
		n.affix.w[i] = float32(r.NormFloat64() * 0.1)
	}
	clear(n.affix.w[:s.affix])
	add := func(p *param) *param { n.dense = append(n.dense, p); return p }
	d := s.width
	n.in = add(newParam("in", s.vec+s.affix, d).random(r, 1))
	n.inBias = add(newParam("in.bias", 1, d))
	n.inGain, n.inBeta = add(newParam("in.gain", 1, d).fill(1)), add(newParam("in.beta", 1, d))
	for i := range s.layers {
		k := s.layers[i]
		name := "layer" + string('0'+byte(i))
		l := layer{kind: k}
		if k == 'c' {
			l.w, l.b = add(newParam(name, 3*d, d).random(r, 1.4)), add(newParam(name+".bias", 1, d))
		} else {
			l.w, l.b = add(newParam(name, d, 2*d).random(r, 1)), add(newParam(name+".bias", 1, 2*d))
			for x := range d {
				l.b.w[x] = float32(-0.5 + 2.5*r.Float64())
			}
		}
		l.gain, l.bias = add(newParam(name+".gain", 1, d).fill(1)), add(newParam(name+".beta", 1, d))
		n.layers = append(n.layers, l)
	}
	n.out, n.outBias = add(newParam("out", d, n.heads.width).random(r, 1)), add(newParam("out.bias", 1, n.heads.width))
	n.arc, n.arcBias = add(newParam("arc", s.arc, s.arc).random(r, 0.7)), add(newParam("arc.bias", 1, s.arc))
	n.arcRoot, n.relRoot = add(newParam("arc.root", 1, s.arc).random(r, 1)), add(newParam("rel.root", 1, s.rel).random(r, 1))
	n.dist = add(newParam("distance", 1, net.Distances))
	rels := (len(l.rels.values) + 15) &^ 15
	n.relOut, n.relB = add(newParam("rel", s.rel, rels).random(r, 1)), add(newParam("rel.bias", 1, rels))
	return n
}

// step moves all weights by the gradients of the shards.
func (n *network) step(o *optimiser, scale float32) {
	var wg sync.WaitGroup
	wg.Go(func() { n.words.move(o, scale) })
	wg.Go(func() { n.affix.move(o, scale) })
	for half := range 2 {
		wg.Go(func() {
			for _, p := range n.dense {
				from, to := len(p.w)/2*half, len(p.w)/2
				if half == 1 {
					to = len(p.w)
				}
				o.dense(p, from, to, scale)
			}
		})
	}
	wg.Wait()
}
