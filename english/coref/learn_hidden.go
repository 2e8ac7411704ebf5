package coref

import (
	"math"
	"math/rand/v2"
)

// hiddenLearner learns the network of [hidden] by the gradient that the learner of the weights finds.
type hiddenLearner struct {
	rows, out         []float32
	rowsSum, outSum   []float32 // of squared gradients
	rowsMean, outMean []float32 // sums over snapshots
	snapshots         int
	layer             [memberWidth]float32
}

func newHiddenLearner(random *rand.Rand) *hiddenLearner {
	const n = hiddenRows * memberWidth
	l := &hiddenLearner{rows: make([]float32, n), out: make([]float32, memberWidth), rowsSum: make([]float32, n), outSum: make([]float32, memberWidth),
		rowsMean: make([]float32, n), outMean: make([]float32, memberWidth)}
	for i := range l.rows {
		l.rows[i] = (random.Float32() - 0.5) * 0.2
	}
	for i := range l.out {
		l.out[i] = random.Float32() - 0.5
	}
	return l
}

// forward fills the layer and returns the output.
func (l *hiddenLearner) forward(seen []uint32) float32 {
	if len(seen) == 0 {
		return 0
	}
	l.layer = [memberWidth]float32{}
	for _, s := range seen {
		if s == 0 {
			continue // left out
		}
		row := l.rows[(s&(hiddenRows-1))*memberWidth:][:memberWidth]
		for j, w := range row {
			l.layer[j] += w
		}
	}
	var sum float32
	for j, x := range l.layer {
		sum += max(x, 0) * l.out[j]
	}
	return sum
}

// update takes a step against gradient g of the output.
func (l *hiddenLearner) update(seen []uint32, g, rate float32) {
	if len(seen) == 0 {
		return
	}
	l.forward(seen)
	var back [memberWidth]float32
	for j, x := range l.layer {
		if x > 0 {
			back[j] = g * l.out[j]
			d := g * x
			l.outSum[j] += d * d
			l.out[j] -= rate * d / (float32(math.Sqrt(float64(l.outSum[j]))) + 0.1)
		}
	}
	for _, s := range seen {
		if s == 0 {
			continue
		}
		at := (s & (hiddenRows - 1)) * memberWidth
		row, sum := l.rows[at:][:memberWidth], l.rowsSum[at:][:memberWidth]
		for j, d := range back {
			if d == 0 {
				continue
			}
			sum[j] += d * d
			row[j] -= rate * d / (float32(math.Sqrt(float64(sum[j]))) + 0.1)
		}
	}
}

// remember adds the present weights to the mean.
func (l *hiddenLearner) remember() {
	l.snapshots++
	for i, w := range l.rows {
		l.rowsMean[i] += w
	}
	for i, w := range l.out {
		l.outMean[i] += w
	}
}

// network returns the mean of the weights of all members in bytes, side by side.
func network(all []*hiddenLearner) hidden {
	rows, out := make([]float32, hiddenRows*hiddenWidth), make([]float32, 0, hiddenWidth)
	for k, l := range all {
		n := float32(max(l.snapshots, 1))
		for i, w := range l.rowsMean {
			rows[i/memberWidth*hiddenWidth+k*memberWidth+i%memberWidth] = w / n
		}
		for _, w := range l.outMean {
			out = append(out, w/n/float32(len(all)))
		}
	}
	var h hidden
	var scale float32
	h.rows, h.scale = inBytes(rows)
	h.out, scale = inBytes(out)
	h.scale *= scale
	return h
}

// inBytes returns numbers in steps of a 127th of the greatest, and the step.
func inBytes(x []float32) ([]byte, float32) {
	top := float32(0)
	for _, w := range x {
		top = max(top, float32(math.Abs(float64(w))))
	}
	scale := max(top, 1e-6) / 127
	out := make([]byte, len(x))
	for i, w := range x {
		out[i] = byte(int8(math.RoundToEven(float64(w / scale))))
	}
	return out, scale
}
