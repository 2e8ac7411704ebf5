package train

import (
	"math"
	"math/rand/v2"
)

// shards is the number of parts that a step's sentences are split into. It is fixed, so that the sums of gradients,
// and so the weights, do not depend on the number of cores.
const shards = 2

// param is a matrix of weights with the state of the optimiser and one gradient for each shard.
type param struct {
	name       string
	rows, cols int
	w, m, v    []float32
	grad       [shards][]float32
}

func newParam(name string, rows, cols int) *param {
	p := &param{name: name, rows: rows, cols: cols}
	n := rows * cols
	p.w, p.m, p.v = make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range p.grad {
		p.grad[i] = make([]float32, n)
	}
	return p
}

// random fills p with values of the standard deviation that keeps the scale of a sum over its rows.
func (p *param) random(r *rand.Rand, gain float64) *param {
	s := gain * math.Sqrt(2/float64(p.rows+p.cols))
	for i := range p.w {
		p.w[i] = float32(r.NormFloat64() * s)
	}
	return p
}

func (p *param) fill(x float32) *param {
	for i := range p.w {
		p.w[i] = x
	}
	return p
}

// optimiser holds the settings of Adam for one step.
type optimiser struct {
	rate, beta1, beta2, eps float32
	correct1, correct2      float32
}

func newOptimiser() *optimiser {
	return &optimiser{beta1: 0.9, beta2: 0.98, eps: 1e-8, correct1: 1, correct2: 1}
}

// next sets the learning rate of the coming step and the bias corrections that go with it.
func (o *optimiser) next(step int, rate float32) {
	o.rate = rate
	o.correct1 = float32(1 - math.Pow(float64(o.beta1), float64(step)))
	o.correct2 = float32(1 - math.Pow(float64(o.beta2), float64(step)))
}

// dense moves weights from to to-1 of p by the sum of their gradients and clears these.
func (o *optimiser) dense(p *param, from, to int, scale float32) {
	for i := from; i < to; i++ {
		var g float32
		for s := range p.grad {
			g += p.grad[s][i]
			p.grad[s][i] = 0
		}
		o.move(&p.w[i], &p.m[i], &p.v[i], g*scale)
	}
}

func (o *optimiser) move(w, m, v *float32, g float32) {
	*m += (1 - o.beta1) * (g - *m)
	*v += (1 - o.beta2) * (g*g - *v)
	*w -= o.rate * (*m / o.correct1) / (float32(math.Sqrt(float64(*v/o.correct2))) + o.eps)
}

// table is a matrix of which a step touches a few rows only.
type table struct {
	cols    int
	w, m, v []float32
	slot    []int32 // 1 + the place of a row's gradient in grads, 0 if untouched
	rows    []int32
	grads   []float32
}

func newTable(rows, cols int) *table {
	n := rows * cols
	return &table{cols: cols, w: make([]float32, n), m: make([]float32, n), v: make([]float32, n), slot: make([]int32, rows)}
}

func (t *table) row(i int32) []float32 { return t.w[int(i)*t.cols : (int(i)+1)*t.cols] }

// gradient returns the place where the gradient of row i is summed up.
func (t *table) gradient(i int32) []float32 {
	if t.slot[i] == 0 {
		t.rows = append(t.rows, i)
		t.slot[i] = int32(len(t.rows))
		n := len(t.rows) * t.cols
		if n > cap(t.grads) {
			g := make([]float32, n, 2*n)
			copy(g, t.grads)
			t.grads = g
		}
		t.grads = t.grads[:n]
		clear(t.grads[n-t.cols:])
	}
	at := int(t.slot[i]-1) * t.cols
	return t.grads[at : at+t.cols]
}

// move moves the touched rows and forgets their gradients.
func (t *table) move(o *optimiser, scale float32) {
	for k, i := range t.rows {
		w, m, v := t.row(i), t.m[int(i)*t.cols:], t.v[int(i)*t.cols:]
		for x, g := range t.grads[k*t.cols : (k+1)*t.cols] {
			o.move(&w[x], &m[x], &v[x], g*scale)
		}
		t.slot[i] = 0
	}
	t.rows, t.grads = t.rows[:0], t.grads[:0]
}
