package stack

import (
	"math"
	"math/rand/v2"
	"sync"
)

// Shards is the number of parts that a step's sentences are split into. It is fixed, so that the sums of gradients,
// and so the weights, do not depend on the number of cores.
const Shards = 2

// Param is a matrix of weights with the state of the optimiser and one gradient for each shard.
type Param struct {
	Name       string
	Rows, Cols int
	W          []float32
	Grad       [Shards][]float32
	m, v       []float32
}

// NewParam returns a matrix of zeros.
func NewParam(name string, rows, cols int) *Param {
	p := &Param{Name: name, Rows: rows, Cols: cols}
	n := rows * cols
	p.W, p.m, p.v = make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range p.Grad {
		p.Grad[i] = make([]float32, n)
	}
	return p
}

// Random fills p with values of the standard deviation that keeps the scale of a sum over its rows.
func (p *Param) Random(r *rand.Rand, gain float64) *Param {
	s := gain * math.Sqrt(2/float64(p.Rows+p.Cols))
	for i := range p.W {
		p.W[i] = float32(r.NormFloat64() * s)
	}
	return p
}

// Fill sets all of p to x.
func (p *Param) Fill(x float32) *Param {
	for i := range p.W {
		p.W[i] = x
	}
	return p
}

// Optimiser holds the settings of Adam (Kingma and Ba 2015) for one step.
type Optimiser struct {
	rate, beta1, beta2, eps float32
	correct1, correct2      float32
}

// NewOptimiser returns the usual settings.
func NewOptimiser() *Optimiser {
	return &Optimiser{beta1: 0.9, beta2: 0.98, eps: 1e-8, correct1: 1, correct2: 1}
}

// Next sets the learning rate of the coming step and the bias corrections that go with it.
func (o *Optimiser) Next(step int, rate float32) {
	o.rate = rate
	o.correct1 = float32(1 - math.Pow(float64(o.beta1), float64(step)))
	o.correct2 = float32(1 - math.Pow(float64(o.beta2), float64(step)))
}

// Dense moves weights from to to-1 of p by the sum of their gradients and clears these.
func (o *Optimiser) Dense(p *Param, from, to int, scale float32) {
	for i := from; i < to; i++ {
		var g float32
		for s := range p.Grad {
			g += p.Grad[s][i]
			p.Grad[s][i] = 0
		}
		o.Move(&p.W[i], &p.m[i], &p.v[i], g*scale)
	}
}

// Move moves one weight with its moments m and v by its gradient g.
func (o *Optimiser) Move(w, m, v *float32, g float32) {
	*m += (1 - o.beta1) * (g - *m)
	*v += (1 - o.beta2) * (g*g - *v)
	*w -= o.rate * (*m / o.correct1) / (float32(math.Sqrt(float64(*v/o.correct2))) + o.eps)
}

// Forget starts the averages of p anew.
func (p *Param) Forget() {
	clear(p.m)
	clear(p.v)
}

// Step moves all params by their gradients, one half of each on either of two goroutines.
func (o *Optimiser) Step(params []*Param, scale float32) {
	var wait sync.WaitGroup
	for half := range 2 {
		wait.Go(func() {
			for _, p := range params {
				from, to := len(p.W)/2*half, len(p.W)/2
				if half == 1 {
					to = len(p.W)
				}
				o.Dense(p, from, to, scale)
			}
		})
	}
	wait.Wait()
}
