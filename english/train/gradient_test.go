package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"sayso/english/net"
	"sayso/english/stack"
)

// A small world of invented sentences, enough to exercise every task.
func sampleSentences() []sentence {
	s := func(scope nameScope, words ...word) sentence { return sentence{words: words, names: scope} }
	return []sentence{
		s(allNames,
			word{form: "Odile", lemma: "Odile", upos: "PROPN", xpos: "NNP", feats: "Number=Sing", head: 2, rel: "nsubj", name: "B-PER"},
			word{form: "laughed", lemma: "laugh", upos: "VERB", xpos: "VBD", feats: "Tense=Past", head: 0, rel: "root", name: "O"},
			word{form: ".", lemma: ".", upos: "PUNCT", xpos: ".", feats: "_", head: 2, rel: "punct", name: "O"}),
		s(threeNames,
			word{form: "The", lemma: "the", upos: "DET", xpos: "DT", feats: "_", head: 2, rel: "det", name: "O"},
			word{form: "mayor", lemma: "mayor", upos: "NOUN", xpos: "NN", feats: "Number=Sing", head: 3, rel: "nsubj", name: "O"},
			word{form: "left", lemma: "leave", upos: "VERB", xpos: "VBD", feats: "Tense=Past", head: 0, rel: "root", name: "O"},
			word{form: "Port", lemma: "Port", upos: "PROPN", xpos: "NNP", feats: "Number=Sing", head: 5, rel: "compound", name: "B-LOC"},
			word{form: "Breck", lemma: "Breck", upos: "PROPN", xpos: "NNP", feats: "Number=Sing", head: 3, rel: "obj", name: "I-LOC"}),
		s(noNames,
			word{form: "He", lemma: "he", upos: "PRON", xpos: "PRP", head: -1},
			word{form: "left", lemma: "leave", upos: "VERB", xpos: "VBD", head: -1}),
	}
}

func sampleItems(t testing.TB) (*network, []*item) {
	t.Helper()
	in := sampleSentences()
	l := &labels{
		upos:  collect(in, 1, func(w *word) string { return w.upos }),
		xpos:  collect(in, 1, func(w *word) string { return w.xpos }),
		feats: collect(in, 1, func(w *word) string { return w.feats }),
		rels:  collect(in, 1, func(w *word) string { return w.rel }),
		names: newInventory(net.NameTags()),
	}
	v := countWords(normalForms(in), 1, 100)
	e := &encoder{labels: l, vocab: v, counts: map[string]int{}, flags: map[string]byte{"odile": net.FemaleName}, cache: map[string][]uint32{}}
	var items []*item
	for i := range in {
		items = append(items, e.encode(&in[i]))
	}
	r := rand.New(rand.NewPCG(7, 7))
	vectors := make([]float32, len(v.words)*16)
	for i := range vectors {
		vectors[i] = float32(r.NormFloat64())
	}
	return newNetwork(shape{vec: 16, affix: 16, width: 16, layers: "csc", arc: 16, rel: 16}, l, vectors, 3), items
}

func TestGradientsAgreeWithDifferences(t *testing.T) {
	n, items := sampleItems(t)
	w := &worker{net: n, train: true}
	total := func() float64 {
		w.pass.Rand = 12345
		w.loss = [7]float64{}
		w.forward(items)
		w.losses()
		var sum float64
		for k, l := range w.loss[:tasks] {
			sum += l * float64(weightOf[k])
		}
		return sum
	}
	total()
	w.backward()
	w.scatter()
	r := rand.New(rand.NewPCG(1, 1))
	check := func(name string, x *float32, got float32) {
		const h = 1e-3
		saved := *x
		*x = saved + h
		up := total()
		*x = saved - h
		down := total()
		*x = saved
		want := (up - down) / (2 * h)
		if math.Abs(want-float64(got)) > 0.02+0.05*math.Abs(want) {
			t.Errorf("%s: gradient %g, by differences %g", name, got, want)
		}
	}
	// computing a loss adds to the parser's gradients, so those of the first pass are kept
	first := map[string][]float32{}
	for _, p := range n.dense {
		first[p.Name] = slices.Clone(p.Grad[0])
	}
	for _, p := range n.dense {
		for range 12 {
			i := r.IntN(len(p.W))
			check(p.Name, &p.W[i], first[p.Name][i])
		}
	}
	for name, tab := range map[string]*table{"words": n.words, "affix": n.affix} {
		for range 20 {
			k := r.IntN(len(tab.rows))
			i := r.IntN(tab.cols)
			check(name, &tab.row(tab.rows[k])[i], tab.grads[k*tab.cols+i])
		}
	}
}

func TestFastExponential(t *testing.T) {
	for x := float32(-30); x < 30; x += 0.0371 {
		want := math.Exp(float64(x))
		if got := float64(stack.Exp(x)); math.Abs(got-want) > 2e-4*want {
			t.Errorf("exp(%g) = %g, want %g", x, got, want)
		}
	}
}
