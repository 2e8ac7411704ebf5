package train

import (
	"slices"

	"sayso/english/net"
	"sayso/english/stack"
)

// file returns the network, the vocabulary and the tables beside it as a file for package net.
func file(n *network, v *vocabulary, flags map[string]byte, lemmas lemmaRules, corpora []string, seed uint64) ([]byte, error) {
	b := &net.Builder{}
	h := &b.Header
	h.Corpora, h.Seed = corpora, seed
	h.Layers, h.Width, h.Arc, h.Rel = n.shape.layers, n.shape.width, n.shape.arc, n.shape.rel
	h.UPOS, h.XPOS = n.labels.upos.values, n.labels.xpos.values
	h.Feats, h.Rels = n.labels.feats.values, n.labels.rels.values
	h.LemmaScripts = lemmas.scripts
	b.Words("vocab", net.VocabTable(v.words))
	var flagged []string
	for w := range flags {
		flagged = append(flagged, w)
	}
	slices.Sort(flagged)
	b.Words("flags", net.FlagTable(flagged, flags))
	b.Words("lemmas", net.LemmaTable(lemmas.keys, lemmas.numbers))
	b.Rows("words", n.words.w, len(n.words.slot), n.words.cols)
	b.Rows("affix", n.affix.w, len(n.affix.slot), n.affix.cols)
	matrix := func(p, bias *stack.Param) {
		b.Columns(p.Name, p.W, p.Rows, p.Cols)
		b.Floats(p.Name+".bias", bias.W)
	}
	matrix(n.in, n.inBias)
	b.Floats("in.gain", n.stack.InGain.W)
	b.Floats("in.beta", n.stack.InBeta.W)
	for _, l := range n.stack.Layers {
		matrix(l.W, l.B)
		b.Floats(l.Gain.Name, l.Gain.W)
		b.Floats(l.Bias.Name, l.Bias.W)
	}
	matrix(n.out, n.outBias)
	matrix(n.arc, n.arcBias)
	b.Floats("arc.root", n.arcRoot.W)
	b.Floats("rel.root", n.relRoot.W)
	b.Floats("distance", n.dist.W)
	matrix(n.relOut, n.relB)
	return b.Bytes()
}
