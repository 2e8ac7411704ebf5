package train

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"sayso/english/net"
	"sayso/english/nn"
)

// vocabulary numbers words by their normal form; number 0 stands for all others.
type vocabulary struct {
	words  []string
	counts []int
	number map[string]int32
}

func normal(form string) string { return string(net.Normal(nil, form)) }

// countWords returns the words that occur at least least times, the most frequent first, at most limit of them.
func countWords(texts [][]string, least, limit int) *vocabulary {
	counts := map[string]int{}
	for _, t := range texts {
		for _, w := range t {
			counts[w]++
		}
	}
	v := &vocabulary{words: []string{""}, counts: []int{0}, number: map[string]int32{}}
	var words []string
	for w, c := range counts {
		if c >= least {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	for _, w := range words[:min(limit-1, len(words))] {
		v.number[w] = int32(len(v.words))
		v.words = append(v.words, w)
		v.counts = append(v.counts, counts[w])
	}
	return v
}

// trainVectors learns one vector of dim values for each word from the sentences it stands in: skip-gram with negative
// sampling (Mikolov et al. 2013), with a narrow window, so that words of like grammar come to lie together.
func trainVectors(v *vocabulary, texts [][]string, dim, epochs int, seed uint64, progress func(done float64)) []float32 {
	r := rand.New(rand.NewPCG(seed, 1))
	n := len(v.words)
	in, out := make([]float32, n*dim), make([]float32, n*dim)
	for i := range in[dim:] {
		in[dim+i] = (r.Float32() - 0.5) / float32(dim)
	}
	total := 0
	for _, c := range v.counts {
		total += c
	}
	keep := make([]float32, n)
	for i, c := range v.counts {
		f := float64(c) / float64(total) / 5e-4
		keep[i] = float32(min(1, (math.Sqrt(f)+1)/max(f, 1e-9)))
	}
	noise := noiseTable(v.counts)
	var sigmoid [1024]float32
	for i := range sigmoid {
		sigmoid[i] = float32(1 / (1 + math.Exp(-(float64(i)-512)/64)))
	}
	const window, negatives = 4, 5
	grad := make([]float32, dim)
	ids := make([]int32, 0, 256)
	seen, all := 0, epochs*total
	for range epochs {
		for _, t := range texts {
			ids = ids[:0]
			for _, w := range t {
				if id := v.number[w]; id > 0 {
					seen++
					if r.Float32() < keep[id] {
						ids = append(ids, id)
					}
				}
			}
			rate := float32(0.04) * max(0.001, 1-float32(seen)/float32(all))
			for i, centre := range ids {
				x := in[int(centre)*dim : (int(centre)+1)*dim]
				reach := 1 + r.IntN(window)
				for j := max(0, i-reach); j < min(len(ids), i+reach+1); j++ {
					if j == i {
						continue
					}
					clear(grad)
					for k := 0; k <= negatives; k++ {
						target, want := ids[j], float32(1)
						if k > 0 {
							target, want = noise[r.IntN(len(noise))], 0
							if target == ids[j] {
								continue
							}
						}
						y := out[int(target)*dim : (int(target)+1)*dim]
						at := int(nn.Dot(x, y)*64) + 512
						g := (want - sigmoid[min(max(at, 0), 1023)]) * rate
						nn.AddScaled(grad, g, y)
						nn.AddScaled(y, g, x)
					}
					nn.AddScaled(x, 1, grad)
				}
			}
			if progress != nil {
				progress(float64(seen) / float64(all))
			}
		}
	}
	return in
}

// noiseTable lists words as often as they are to be drawn: by their count to the power of 3/4.
func noiseTable(counts []int) []int32 {
	sum := 0.0
	for _, c := range counts {
		sum += math.Pow(float64(c), 0.75)
	}
	const size = 1 << 20
	table := make([]int32, 0, size+len(counts))
	for i, c := range counts {
		for k := 0; k < int(math.Ceil(math.Pow(float64(c), 0.75)/sum*size)); k++ {
			table = append(table, int32(i))
		}
	}
	return table
}

// scaleVectors brings the vectors to a deviation of 0.3 on average, so that they weigh as much as the other features.
func scaleVectors(vec []float32, dim int) {
	var sum float64
	for _, v := range vec[dim:] {
		sum += float64(v) * float64(v)
	}
	f := float32(0.3 / math.Sqrt(sum/float64(len(vec)-dim)))
	for i := range vec {
		vec[i] *= f
	}
}
