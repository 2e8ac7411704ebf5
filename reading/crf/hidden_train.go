package crf

import (
	"math"
	"math/rand/v2"

	"sayso/english/nn"
)

// hiddenTrainer learns a [Hidden].
type hiddenTrainer struct {
	o                         HiddenOptions
	labels                    int
	in, anchor                *dense
	bias, place, out          *dense
	x, y, units, keep, dunits []float32
	rows                      []int32
	a, da                     []float32
	scratch                   nn.Scratch
	rng                       *rand.Rand
}

// dense is a matrix of weights with its gradients, moved by AdaGrad.
type dense struct{ w, g, sum []float32 }

func newDense(n int, deviation float64, r *rand.Rand) *dense {
	d := &dense{make([]float32, n), make([]float32, n), make([]float32, n)}
	for i := range d.w {
		d.w[i] = float32(r.NormFloat64() * deviation)
	}
	return d
}

func (d *dense) step(rate float32, from, to int) {
	for i := from; i < to; i++ {
		g := d.g[i]
		if g == 0 {
			continue
		}
		d.sum[i] += g * g
		d.w[i] -= rate * g / float32(math.Sqrt(float64(d.sum[i])+1e-6))
		d.g[i] = 0
	}
}

func newHiddenTrainer(o HiddenOptions, labels int, seed uint64) *hiddenTrainer {
	r := rand.New(rand.NewPCG(seed, 0xd1))
	t := &hiddenTrainer{o: o, labels: labels, rng: r}
	deviation := 1 / math.Sqrt(float64(o.Inputs))
	t.in = newDense(o.Inputs*o.Width, deviation, r)
	if o.Anchored {
		t.anchor = newDense(o.Inputs*o.Width, deviation, r)
	}
	t.bias, t.place = newDense(o.Width, 0, r), newDense(o.Places*o.Width, 0.1, r)
	t.out = newDense(o.Width*labels, 0.1, r)
	return t
}

func sized(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	return s[:n]
}

func floatsOf(dst []float32, states []int16) {
	for i, v := range states {
		dst[i] = float32(v) * stateScale
	}
}

// forward adds the layer's part to the scores e.
func (t *hiddenTrainer) forward(e []float32, s *Sequence) {
	n, W, D, L := len(s.Labels), t.o.Width, t.o.Inputs, t.labels
	t.x, t.units, t.keep = sized(t.x, n*D), sized(t.units, n*W), sized(t.keep, n*W)
	floatsOf(t.x, s.States)
	base := make([]float32, W)
	copy(base, t.bias.w)
	if t.anchor != nil {
		t.a = sized(t.a, D)
		floatsOf(t.a, s.Anchor)
		nn.MulAdd(&t.scratch, 1, W, D, nn.Dense(t.a, D), nn.Dense(t.anchor.w, W), nn.Dense(base, W))
	}
	for i := range n {
		row := t.units[i*W : (i+1)*W]
		copy(row, base)
		if t.o.Places > 0 {
			nn.AddScaled(row, 1, t.place.w[int(s.Places[i])*W:int(s.Places[i]+1)*W])
		}
	}
	nn.MulAdd(&t.scratch, n, W, D, nn.Dense(t.x, D), nn.Dense(t.in.w, W), nn.Dense(t.units, W))
	threshold := uint32(t.o.Dropout * (1 << 32))
	kept := float32(1 / (1 - t.o.Dropout))
	for i, v := range t.units {
		t.keep[i] = 0
		if v <= 0 || t.rng.Uint32() < threshold {
			t.units[i] = 0
			continue
		}
		t.keep[i] = kept
		t.units[i] = v * kept
	}
	for i := range n {
		for j, v := range t.units[i*W : (i+1)*W] {
			if v > 0 {
				for l := range L {
					e[i*L+l] += v * t.out.w[j*L+l]
				}
			}
		}
	}
}

// backward moves the weights by the gradient g of the scores of the sequence of the last forward.
func (t *hiddenTrainer) backward(g []float32, s *Sequence) {
	n, W, D, L := len(s.Labels), t.o.Width, t.o.Inputs, t.labels
	// only positions that still have something to teach
	t.rows = t.rows[:0]
	for i := range n {
		for l := range L {
			if v := g[i*L+l]; v > 1e-3 || v < -1e-3 {
				t.rows = append(t.rows, int32(i))
				break
			}
		}
	}
	m := len(t.rows)
	if m == 0 {
		return
	}
	t.dunits, t.y, t.da = sized(t.dunits, m*W), sized(t.y, m*D), sized(t.da, W)
	clear(t.da)
	for k, i := range t.rows {
		copy(t.y[k*D:(k+1)*D], t.x[int(i)*D:(int(i)+1)*D])
		d := t.dunits[k*W : (k+1)*W]
		gi := g[int(i)*L : (int(i)+1)*L]
		for j := range W {
			d[j] = 0
			if u := int(i)*W + j; t.keep[u] > 0 {
				var sum float32
				for l, v := range gi {
					sum += v * t.out.w[j*L+l]
					t.out.g[j*L+l] += v * t.units[u]
				}
				d[j] = sum * t.keep[u]
			}
		}
		nn.AddScaled(t.da, 1, d)
		if t.o.Places > 0 {
			nn.AddScaled(t.place.g[int(s.Places[i])*W:int(s.Places[i]+1)*W], 1, d)
		}
	}
	nn.AddScaled(t.bias.g, 1, t.da)
	nn.MulAdd(&t.scratch, D, W, m, nn.Dense(t.y, D).Transposed(), nn.Dense(t.dunits, W), nn.Dense(t.in.g, W))
	rate := float32(t.o.Rate)
	if t.anchor != nil {
		for d, v := range t.a {
			nn.AddScaled(t.anchor.g[d*W:(d+1)*W], v, t.da)
		}
		t.anchor.step(rate, 0, len(t.anchor.w))
	}
	t.in.step(rate, 0, len(t.in.w))
	t.bias.step(rate, 0, W)
	t.out.step(rate, 0, len(t.out.w))
	if t.o.Places > 0 {
		for _, i := range t.rows {
			p := int(s.Places[i])
			t.place.step(rate, p*W, (p+1)*W)
		}
	}
}

// layer returns what was learnt, with the weights of the products in 8 bits.
func (t *hiddenTrainer) layer() (*Hidden, []int8) {
	W, D := t.o.Width, t.o.Inputs
	columns := W
	if t.anchor != nil {
		columns *= 2
	}
	h := &Hidden{labels: t.labels, inputs: D, width: W, places: t.o.Places, anchored: t.anchor != nil,
		scale: make([]float32, columns), bias: t.bias.w, place: t.place.w, out: t.out.w}
	weights := make([]int8, D*columns)
	for j := range columns {
		m, c := t.in.w, j
		if j >= W {
			m, c = t.anchor.w, j-W
		}
		var top float32
		for d := range D {
			top = max(top, m[d*W+c], -m[d*W+c])
		}
		if top == 0 {
			continue
		}
		for d := range D {
			weights[d*columns+j] = int8(math.Round(float64(m[d*W+c] / top * 127)))
		}
		h.scale[j] = top / 127 * stateScale
	}
	h.pack(weights, columns)
	return h, weights
}
