package crf

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomModel returns a field of random weights.
func randomModel(r *rand.Rand, labels, bits int) *Model {
	m := &Model{Chain: Chain{Labels: labels}, mask: 1<<bits - 1, step: 1.0 / 64, table: make([]byte, labels<<bits)}
	for i := range m.table {
		m.table[i] = byte(r.IntN(256))
	}
	for range labels {
		m.Start = append(m.Start, r.Float32()-0.5)
	}
	for range labels * labels {
		m.Transitions = append(m.Transitions, r.Float32()-0.5)
	}
	return m
}

func randomSequence(r *rand.Rand, n, most int) [][]uint32 {
	out := make([][]uint32, n)
	for i := range out {
		for range r.IntN(most + 1) {
			out[i] = append(out[i], r.Uint32())
		}
	}
	return out
}

func TestWeightsOfFeaturesAreAddedUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		m := randomModel(r, 1+r.IntN(8), 1+r.IntN(6))
		features := randomSequence(r, 1, 1000)[0]
		if r.IntN(2) == 0 {
			features = append(features, m.mask, m.mask-1, 0) // the ends of the table
		}
		var want [8]int32
		for _, f := range features {
			for l := range m.Labels {
				want[l] += int32(int8(m.table[int(f&m.mask)*m.Labels+l]))
			}
		}
		if got := m.sums(features); got != want {
			t.Fatalf("%d features of %d labels sum up to %v, want %v", len(features), m.Labels, got, want)
		}
	}
}

// On short sequences all paths can be tried.
func TestMarginalsAndBestPathByEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var s Scratch
	for range 40 {
		const L, n = 3, 4
		m := randomModel(r, L, 5)
		seq := randomSequence(r, n, 3)
		var total float64
		sums := make([]float64, n*L)
		most, best := math.Inf(-1), []uint8(nil)
		for k := range 81 {
			path := []uint8{uint8(k % 3), uint8(k / 3 % 3), uint8(k / 9 % 3), uint8(k / 27)}
			score := float64(m.Start[path[0]])
			for i, l := range path {
				score += float64(float32(m.sums(seq[i])[l]) * m.step)
				if i > 0 {
					score += float64(m.Transitions[int(path[i-1])*L+int(l)])
				}
			}
			if score > most+1e-5 {
				most, best = score, path
			}
			total += math.Exp(score)
			for i, l := range path {
				sums[i*L+int(l)] += math.Exp(score)
			}
		}
		if got := m.Best(&s, m.Emissions(&s, seq)); !slices.Equal(got, best) {
			t.Errorf("best path %v, want %v", got, best)
		}
		for i, p := range m.Marginals(&s, m.Emissions(&s, seq)) {
			if math.Abs(float64(p)-sums[i]/total) > 1e-4 {
				t.Errorf("marginal %d is %g, want %g", i, p, sums[i]/total)
			}
		}
	}
}
