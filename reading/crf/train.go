package crf

import (
	"math"
	"math/rand/v2"
)

// Sequence is one training example: the hashes and the right label of every position.
type Sequence struct {
	Features [][]uint32
	Labels   []uint8
}

// Options say how to train.
type Options struct {
	Labels int
	// Bits is the size of the table: 2^Bits slots.
	Bits uint
	// Allowed tells which transitions may be; From is -1 for the start.
	Allowed func(from, to int) bool
	Epochs  int
	Rate    float64 // of AdaGrad
	Dropout float64 // share of the features left out of a position at random
	L2      float64
	Seed    uint64
	// Progress, if set, is called after every epoch with the mean negative log-likelihood of a position.
	Progress func(epoch int, loss float64)
}

// Train fits a field by stochastic gradient descent with AdaGrad (Duchi, Hazan and Singer 2011). The same sequences and
// options give the same model.
func Train(sequences func(yield func(Sequence) bool), o Options) *Model {
	L := o.Labels
	size := L << o.Bits
	mask := uint32(1)<<o.Bits - 1
	w := make([]float32, size)
	g2 := make([]float32, size)
	trans := make([]float32, L*L)
	transG := make([]float32, L*L)
	start := make([]float32, L)
	startG := make([]float32, L)
	if o.Allowed != nil {
		Allow(trans, start, L, o.Allowed)
	}
	rng := rand.New(rand.NewPCG(o.Seed, 0x5a7))
	rate := float32(o.Rate)
	step := func(w, g2 *float32, g float32) {
		*g2 += g * g
		*w -= rate * g / float32(math.Sqrt(float64(*g2)+1e-6))
	}
	var e, p []float32
	var scratch Scratch
	dTrans, dStart := make([]float32, L*L), make([]float32, L)
	var kept [][]uint32
	keepScale := float32(1 / (1 - o.Dropout))
	threshold := uint32(o.Dropout * (1 << 32))
	if o.Dropout <= 0 {
		threshold = 0
	}
	for epoch := 1; epoch <= o.Epochs; epoch++ {
		loss, positions := 0.0, 0
		sequences(func(s Sequence) bool {
			n := len(s.Labels)
			if n == 0 {
				return true
			}
			if cap(e) < n*L {
				e, p = make([]float32, n*L*2), make([]float32, n*L*2)
			}
			e, p = e[:n*L], p[:n*L]
			for len(kept) < n {
				kept = append(kept, nil)
			}
			for i, fs := range s.Features {
				k := kept[i][:0]
				for l := 0; l < L; l++ {
					e[i*L+l] = 0
				}
				for _, f := range fs {
					if threshold > 0 && rng.Uint32() < threshold {
						continue
					}
					at := (f & mask) * uint32(L)
					k = append(k, at)
					for l := uint32(0); l < uint32(L); l++ {
						e[i*L+int(l)] += w[at+l]
					}
				}
				for l := 0; l < L; l++ {
					e[i*L+l] *= keepScale
				}
				kept[i] = k
			}
			clear(dTrans)
			clear(dStart)
			loss += Gradient(&scratch, e, s.Labels, L, trans, start, p, dTrans, dStart)
			positions += n
			for l, g := range dStart {
				if start[l] > Impossible/2 {
					step(&start[l], &startG[l], g)
				}
			}
			for k, g := range dTrans {
				if trans[k] > Impossible/2 && g != 0 {
					step(&trans[k], &transG[k], g/float32(math.Sqrt(float64(n))))
				}
			}
			l2 := float32(o.L2)
			for i := 0; i < n; i++ {
				for l := 0; l < L; l++ {
					g := p[i*L+l]
					if g < 1e-3 && g > -1e-3 {
						continue
					}
					g *= keepScale
					for _, at := range kept[i] {
						k := at + uint32(l)
						step(&w[k], &g2[k], g+l2*w[k])
					}
				}
			}
			return true
		})
		if o.Progress != nil {
			o.Progress(epoch, loss/float64(max(positions, 1)))
		}
	}
	return quantise(w, trans, start, L, mask)
}

func top(e []float32) int {
	best := 0
	for l := range e {
		if e[l] > e[best] {
			best = l
		}
	}
	return best
}

// quantise rounds the weights to 8 bits. Weights beyond the 99.99th percentile of their size are cut to it, so that few
// large ones do not make the steps coarse.
func quantise(w, trans, start []float32, labels int, mask uint32) *Model {
	var hist [4096]int
	n := 0
	for _, x := range w {
		if x != 0 {
			hist[min(int(math.Abs(float64(x))*256), len(hist)-1)]++
			n++
		}
	}
	limit, left := len(hist), n/5000
	for left >= 0 && limit > 1 {
		limit--
		left -= hist[limit]
	}
	step := float32(limit+1) / 256 / 127
	m := &Model{Chain: Chain{labels, trans, start}, mask: mask, step: step, table: make([]byte, len(w))}
	for i, x := range w {
		q := math.Round(float64(x / step))
		m.table[i] = byte(int8(math.Max(-127, math.Min(127, q))))
	}
	return m
}
