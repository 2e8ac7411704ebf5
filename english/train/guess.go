package train

import (
	"math/rand/v2"

	"sayso/english/nn"
	"sayso/english/stack"
)

// Before it learns from annotation, the network learns to guess words that are hidden from it in plain text, from the
// words around them (Devlin et al. 2019, in small). What its layers learn of English so helps the trees and names.

const (
	// guessed is the number of words that can be guessed: the most frequent ones.
	guessed = 4096
	// hideRate is the share of words hidden.
	hideRate = 0.15
)

// guessTask is what a worker needs to guess hidden words.
type guessTask struct {
	out, bias *stack.Param
	hidden    []int32 // rows hidden
	targets   []int32
	x, logits []float32
	dx        []float32
}

// hide decides whether the word at row r is hidden, and remembers it if it can be guessed.
func (w *worker) hide(r int, word int32) bool {
	if !w.pass.Rand.Chance(hideRate) {
		return false
	}
	if word > 0 && word <= guessed {
		w.guess.hidden = append(w.guess.hidden, int32(r))
		w.guess.targets = append(w.guess.targets, word-1)
	}
	return true
}

// guessLosses computes the losses of the hidden words and leaves the gradient of the last layer in dx.
func (w *worker) guessLosses() {
	g, d := w.guess, w.net.shape.width
	last := w.pass.Output()
	m := len(g.hidden)
	dx := w.pass.ClearDx()
	if m == 0 {
		return
	}
	g.x, g.dx, g.logits = resize(g.x, m*d), resize(g.dx, m*d), resize(g.logits, m*guessed)
	for i, r := range g.hidden {
		copy(g.x[i*d:(i+1)*d], last[int(r)*d:])
		copy(g.logits[i*guessed:(i+1)*guessed], g.bias.W)
	}
	nn.MulAdd(&w.pass.Scratch, m, guessed, d, nn.Dense(g.x, d), nn.Dense(g.out.W, guessed), nn.Dense(g.logits, guessed))
	bias := g.bias.Grad[w.pass.Shard]
	for i, t := range g.targets {
		p := g.logits[i*guessed : (i+1)*guessed]
		best := softmax(p)
		w.loss[0] += logLoss(p[t])
		w.counted[0]++
		if best == int(t) {
			w.correct[0]++
		}
		p[t]--
		nn.AddScaled(bias, 1, p)
	}
	clear(g.dx)
	nn.MulAdd(&w.pass.Scratch, d, guessed, m, nn.Dense(g.x, d).Transposed(), nn.Dense(g.logits, guessed), nn.Dense(g.out.Grad[w.pass.Shard], guessed))
	nn.MulAdd(&w.pass.Scratch, m, d, guessed, nn.Dense(g.logits, guessed), nn.Dense(g.out.W, guessed).Transposed(), nn.Dense(g.dx, d))
	for i, r := range g.hidden {
		nn.AddScaled(dx[int(r)*d:(int(r)+1)*d], 1, g.dx[i*d:(i+1)*d])
	}
}

// learnToGuess trains the layers of n on plain sentences, once through them.
func learnToGuess(n *network, items []*item, batch int, rate float32, seed uint64, progress func(share, right float64)) {
	r := rand.New(rand.NewPCG(seed, 3))
	out, bias := stack.NewParam("guess", n.shape.width, guessed).Random(r, 1), stack.NewParam("guess.bias", 1, guessed)
	t := &trainer{net: n, schedule: schedule{batch: batch, rate: rate, seed: seed + 77}, opt: stack.NewOptimiser()}
	for i := range t.workers {
		t.workers[i] = newWorker(n, i)
		t.workers[i].guess = &guessTask{out: out, bias: bias}
	}
	words := 0
	for _, it := range items {
		words += len(it.words)
	}
	t.steps = words/batch + 1
	n.dense = append(n.dense, out, bias)
	for at := 0; at < len(items); {
		at = t.one(items, at)
		if t.step%1000 == 0 || at == len(items) {
			a, b := t.workers[0], t.workers[1]
			progress(float64(at)/float64(len(items)), float64(a.correct[0]+b.correct[0])/float64(a.counted[0]+b.counted[0]))
			for _, w := range t.workers {
				w.loss[0], w.counted[0], w.correct[0] = 0, 0, 0
			}
		}
	}
	n.dense = n.dense[:len(n.dense)-2]
	n.forgetMoments()
}

// plainItems returns some of the sentences, in an order by chance, with the given number of words in all.
func (e *encoder) plainItems(sentences [][]string, words int, seed uint64) (out []*item) {
	r := rand.New(rand.NewPCG(seed, 4))
	for _, i := range r.Perm(len(sentences)) {
		s := sentences[i]
		if len(s) < 4 || len(s) > 100 {
			continue
		}
		if words -= len(s); words < 0 {
			break
		}
		out = append(out, e.plain(s))
	}
	return out
}

// forgetMoments starts the optimiser's averages anew.
func (n *network) forgetMoments() {
	for _, p := range n.dense {
		p.Forget()
	}
	for _, t := range []*table{n.words, n.affix} {
		clear(t.m)
		clear(t.v)
	}
}

// plain turns a sentence of plain text into an item.
func (e *encoder) plain(forms []string) *item {
	it := &item{words: make([]int32, len(forms)), affix: make([][]uint32, len(forms))}
	for i, f := range forms {
		it.words[i] = e.vocab.number[normal(f)]
		it.affix[i] = e.features(f)
	}
	return it
}
