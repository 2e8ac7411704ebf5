package split

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Gold is a text with its words as they should be cut.
type Gold struct {
	Text  string
	Words []Word
}

// example is one decision with its right answer.
type example struct {
	slots []uint32
	yes   bool
}

// Learn returns the file of a model that cuts the texts as they should be. The same texts and seed give the same bytes.
func Learn(texts []Gold, seed uint64) []byte {
	var tokens, sentences []example
	for i := range texts {
		tokens = append(tokens, tokenExamples(&texts[i])...)
		sentences = append(sentences, sentenceExamples(&texts[i])...)
	}
	return File(fit(tokens, seed, 10), fit(sentences, seed+1, 10), joinedWords(texts))
}

// tokenExamples are the places within runs where a token ends or goes on.
func tokenExamples(g *Gold) (out []example) {
	ends := map[int32]bool{}
	for i, w := range g.Words {
		if i+1 == len(g.Words) || !g.Words[i+1].Clitic {
			ends[w.End] = true
		}
	}
	var a []atom
	eachRun(g.Text, func(start, end int, _, _ bool) {
		a = atoms(a[:0], g.Text, start, end)
		around := contextOf(g.Text, start, end)
		last := true
		for i := 1; i < len(a); i++ {
			if around.inside(a[i].start) || titleAt(g.Text, a[i-1], a[i]) {
				last = false
				continue
			}
			e := example{tokenFeatures(nil, g.Text, window(a, i), min(i, reach), around, last), ends[a[i].start]}
			last = e.yes
			out = append(out, e)
		}
	})
	return out
}

// sentenceExamples are the places where a sentence could end.
func sentenceExamples(g *Gold) (out []example) {
	var win [6]wordInfo
	eachBoundary(g.Words, g.Text, &win, func(i, since, quotes int) bool {
		e := example{sentenceFeatures(nil, &win, g.Words[i].Space, since, quotes), g.Words[i].Sentence}
		out = append(out, e)
		return e.yes
	}, func(int) {})
	return out
}

// prune takes the features out that occur in fewer than least examples: they say more of the example than of English.
func prune(examples []example, least int) {
	seen := make([]int, 1<<Bits)
	for _, e := range examples {
		for _, f := range e.slots {
			seen[f]++
		}
	}
	for i, e := range examples {
		examples[i].slots = slices.DeleteFunc(e.slots, func(f uint32) bool { return seen[f] < least })
	}
}

// fit learns the weights of a logistic regression with a learning rate for each weight (Duchi et al. 2011), and
// averages over the second half of the passes.
func fit(examples []example, seed uint64, passes int) []int8 {
	const n = 1 << Bits
	w, square, sum := make([]float64, n), make([]float64, n), make([]float64, n)
	prune(examples, 3)
	r := rand.New(rand.NewPCG(seed, 5))
	for pass := range passes {
		r.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			s := 0.0
			for _, f := range e.slots {
				s += w[f]
			}
			g := 1 / (1 + math.Exp(-s))
			if e.yes {
				g--
			}
			for _, f := range e.slots {
				d := g + 1e-5*w[f]
				square[f] += d * d
				w[f] -= 0.03 * d / (math.Sqrt(square[f]) + 1e-6)
			}
		}
		if pass >= passes/2 {
			for i, v := range w {
				sum[i] += v
			}
		}
	}
	top := 1e-9
	for _, v := range sum {
		top = max(top, math.Abs(v))
	}
	out := make([]int8, n)
	for i, v := range sum {
		out[i] = int8(math.Round(v / top * 127))
	}
	return out
}

// joinedWords are the words without an apostrophe that are two words more often than one: "cannot", "gonna".
func joinedWords(texts []Gold) (out []string) {
	whole, parted := map[string]int{}, map[string]int{}
	for _, g := range texts {
		for i, w := range g.Words {
			form := strings.ToLower(g.Text[w.Start:w.End])
			if len(form) > 9 || strings.ContainsAny(form, "'’ \n") {
				continue
			}
			if i+1 < len(g.Words) && g.Words[i+1].Clitic {
				second := strings.ToLower(g.Text[g.Words[i+1].Start:g.Words[i+1].End])
				if len(form)+len(second) <= 9 && !strings.ContainsAny(second, "'’ \n") {
					parted[form+" "+second]++
				}
			} else if !w.Clitic {
				whole[form]++
			}
		}
	}
	for pair, n := range parted {
		if n > whole[strings.Replace(pair, " ", "", 1)] && n >= 2 {
			out = append(out, pair)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Compare(a, b) })
	return out
}
