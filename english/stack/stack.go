package stack

import (
	"math"
	"math/rand/v2"

	"sayso/english/nn"
)

// Layer is one layer over the words of a sequence, followed by a residual sum and a normalisation.
type Layer struct {
	Kind       byte // c: convolution over three words; s: scan over the sequence, one half each way
	W, B       *Param
	Gain, Bias *Param
}

// Stack is a row of layers behind a normalisation of their input.
type Stack struct {
	Width          int
	InGain, InBeta *Param
	Layers         []Layer
}

// New returns a stack of layers of the given kinds with random weights.
func New(width int, kinds string, r *rand.Rand) *Stack {
	d := width
	s := &Stack{Width: d, InGain: NewParam("in.gain", 1, d).Fill(1), InBeta: NewParam("in.beta", 1, d)}
	for i := range kinds {
		name := "layer" + string('0'+byte(i))
		l := Layer{Kind: kinds[i]}
		if l.Kind == 'c' {
			l.W, l.B = NewParam(name, 3*d, d).Random(r, 1.4), NewParam(name+".bias", 1, d)
		} else {
			l.W, l.B = NewParam(name, d, 2*d).Random(r, 1), NewParam(name+".bias", 1, 2*d)
			for x := range d {
				l.B.W[x] = float32(-0.5 + 2.5*r.Float64())
			}
		}
		l.Gain, l.Bias = NewParam(name+".gain", 1, d).Fill(1), NewParam(name+".beta", 1, d)
		s.Layers = append(s.Layers, l)
	}
	return s
}

// Params are all weights.
func (s *Stack) Params() []*Param {
	out := []*Param{s.InGain, s.InBeta}
	for _, l := range s.Layers {
		out = append(out, l.W, l.B, l.Gain, l.Bias)
	}
	return out
}

// Span is where the rows of a sequence begin and end. A row of zeros stands before and behind each sequence.
type Span struct{ First, End int }

// Pass computes a stack for one shard of a step. It keeps its memory between steps.
type Pass struct {
	Stack *Stack
	Shard int
	// Train turns dropout on; Drop is its rate behind each layer.
	Train bool
	Drop  float32
	Rand  Rand
	// Scratch is the memory of the products.
	Scratch nn.Scratch
	// Sums is the input, to be filled after [Pass.Begin]: rows of the stack's width.
	Sums []float32
	// Dx is the gradient of the last layer's output, to be filled before [Pass.Backward], which turns it into that of
	// the input.
	Dx []float32

	spans []Span
	rows  int
	x     [][]float32 // output of the input's normalisation and of each layer: rows × width
	pre   [][]float32 // before the activation
	act   [][]float32 // activation, before dropout
	keep  [][]float32 // dropout
	sum   [][]float32 // normalised residual sums, before gain and bias
	scale [][]float32 // 1/deviation of each row
	dy    []float32
	carry []float32
}

func resize(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	return s[:n]
}

// Begin starts a pass over sequences of which the last ends before the last of the given number of rows.
func (p *Pass) Begin(spans []Span, rows int) {
	p.spans, p.rows = spans, rows
	if k := len(p.Stack.Layers); p.x == nil {
		p.x, p.pre, p.act = make([][]float32, k+1), make([][]float32, k), make([][]float32, k)
		p.keep, p.sum, p.scale = make([][]float32, k), make([][]float32, k+1), make([][]float32, k+1)
	}
	p.Sums = resize(p.Sums, rows*p.Stack.Width)
}

// Forward computes all layers and returns the last one's output.
func (p *Pass) Forward() []float32 {
	s := p.Stack
	p.normalise(0, p.Sums, s.InGain, s.InBeta)
	for l := range s.Layers {
		p.layer(l)
	}
	return p.x[len(s.Layers)]
}

// Output is what [Pass.Forward] returned last.
func (p *Pass) Output() []float32 { return p.x[len(p.Stack.Layers)] }

// ClearDx makes room for the gradient of the output and sets it to zero.
func (p *Pass) ClearDx() []float32 {
	p.Dx = resize(p.Dx, p.rows*p.Stack.Width)
	clear(p.Dx)
	return p.Dx
}

// Backward adds the gradients of the weights to the pass's shard and leaves that of the input in Dx.
func (p *Pass) Backward() {
	for l := len(p.Stack.Layers) - 1; l >= 0; l-- {
		p.layerBack(l)
	}
	p.normaliseBack(0, p.Stack.InGain, p.Stack.InBeta)
}

// Linear sets out to the product of the rows of x with w, plus bias. For a window of three rows, k is three times the
// width and back 1: the window of row r begins one row before it.
func (p *Pass) Linear(out, x []float32, width, k int, w, bias *Param, back int) {
	for r := 0; r < p.rows; r++ {
		copy(out[r*w.Cols:(r+1)*w.Cols], bias.W)
	}
	m := p.rows - 2*back
	nn.MulAdd(&p.Scratch, m, w.Cols, k, nn.Dense(x, width), nn.Dense(w.W, w.Cols), nn.Dense(out[back*w.Cols:], w.Cols))
}

// LinearBack adds the gradients of Linear: of w, of bias, and of x into dx.
func (p *Pass) LinearBack(dx, dy, x []float32, width, k int, w, bias *Param, back int) {
	m := p.rows - 2*back
	g := bias.Grad[p.Shard]
	for r := back; r < p.rows-back; r++ {
		nn.AddScaled(g, 1, dy[r*w.Cols:(r+1)*w.Cols])
	}
	dyIn := nn.Dense(dy[back*w.Cols:], w.Cols)
	nn.MulAdd(&p.Scratch, k, w.Cols, m, nn.Matrix{Data: x, Row: 1, Col: width}, dyIn, nn.Dense(w.Grad[p.Shard], w.Cols))
	for part := 0; part*width < k; part++ {
		wt := nn.Dense(w.W[part*width*w.Cols:], w.Cols).Transposed()
		nn.MulAdd(&p.Scratch, m, width, w.Cols, dyIn, wt, nn.Dense(dx[part*width:], width))
	}
}

// normalise makes x[l] of the residual sums s: each row to mean 0 and deviation 1, times gain, plus bias.
func (p *Pass) normalise(l int, s []float32, gain, bias *Param) {
	d := p.Stack.Width
	p.x[l], p.sum[l], p.scale[l] = resize(p.x[l], p.rows*d), resize(p.sum[l], p.rows*d), resize(p.scale[l], p.rows)
	clear(p.x[l])
	for _, span := range p.spans {
		for r := span.First; r < span.End; r++ {
			row := s[r*d : (r+1)*d]
			var mean, square float32
			for _, v := range row {
				mean += v
			}
			mean /= float32(d)
			for _, v := range row {
				square += (v - mean) * (v - mean)
			}
			inv := float32(1 / math.Sqrt(float64(square/float32(d)+1e-5)))
			p.scale[l][r] = inv
			z, x := p.sum[l][r*d:(r+1)*d], p.x[l][r*d:(r+1)*d]
			for i, v := range row {
				z[i] = (v - mean) * inv
				x[i] = z[i]*gain.W[i] + bias.W[i]
			}
		}
	}
}

func (p *Pass) layer(l int) {
	d := p.Stack.Width
	ly := &p.Stack.Layers[l]
	p.pre[l] = resize(p.pre[l], p.rows*ly.W.Cols)
	p.act[l] = resize(p.act[l], p.rows*d)
	if ly.Kind == 'c' {
		p.Linear(p.pre[l], p.x[l], d, 3*d, ly.W, ly.B, 1)
		for i, v := range p.pre[l][:p.rows*d] {
			p.act[l][i] = max(v, 0)
		}
	} else {
		p.Linear(p.pre[l], p.x[l], d, d, ly.W, ly.B, 0)
		p.scan(l)
	}
	s := resize(p.dy, p.rows*d)
	p.dy = s
	if p.Train {
		p.keep[l] = resize(p.keep[l], p.rows*d)
		p.Rand.Mask(p.keep[l], p.Drop)
		for i, v := range p.act[l] {
			s[i] = p.x[l][i] + v*p.keep[l][i]
		}
	} else {
		for i, v := range p.act[l] {
			s[i] = p.x[l][i] + v
		}
	}
	p.normalise(l+1, s, ly.Gain, ly.Bias)
}

func sigmoid(x float32) float32 { return 1 / (1 + Exp(-x)) }

// Exp is e to the power of x to some four digits, x being held within ±55.
func Exp(x float32) float32 {
	t := min(max(x, -80), 80) * math.Log2E
	k := float32(int32(t+128) - 128) // rounds down
	f := t - k
	p := 1 + f*(0.6931472+f*(0.24022651+f*(0.05550327+f*(0.009618437+f*0.0013397))))
	return p * math.Float32frombits(uint32(int32(k)+127)<<23)
}

// scan runs h = z·h' + (1-z)·c over each sequence, where h' is the state of the word before in the first half of the
// columns and of the word behind in the second. pre holds z (before the sigmoid) and c.
func (p *Pass) scan(l int) {
	d := p.Stack.Width
	half := d / 2
	for _, span := range p.spans {
		n := span.End - span.First
		for i := range n {
			f, b := span.First+i, span.End-1-i
			p.scanRow(l, f, f-1, 0, half, i == 0)
			p.scanRow(l, b, b+1, half, d, i == 0)
		}
	}
}

func (p *Pass) scanRow(l, r, before, from, to int, first bool) {
	d := p.Stack.Width
	y, h := p.pre[l][r*2*d:(r+1)*2*d], p.act[l][r*d:(r+1)*d]
	var prev []float32
	if !first {
		prev = p.act[l][before*d : (before+1)*d]
	}
	for i := from; i < to; i++ {
		z := sigmoid(y[i])
		y[i] = z // the sigmoid is kept for the way back
		v := (1 - z) * y[d+i]
		if !first {
			v += z * prev[i]
		}
		h[i] = v
	}
}

// normaliseBack turns Dx, the gradient of x[l], into the gradient of the residual sums.
func (p *Pass) normaliseBack(l int, gain, bias *Param) {
	d := p.Stack.Width
	gg, gb := gain.Grad[p.Shard], bias.Grad[p.Shard]
	r := 0
	zero := func(to int) {
		if r < to {
			clear(p.Dx[r*d : to*d])
		}
	}
	for _, span := range p.spans {
		zero(span.First)
		for r = span.First; r < span.End; r++ {
			dx, z := p.Dx[r*d:(r+1)*d], p.sum[l][r*d:(r+1)*d]
			var mean, proj float32
			for i, g := range dx {
				gg[i] += g * z[i]
				gb[i] += g
				g *= gain.W[i]
				dx[i] = g
				mean += g
				proj += g * z[i]
			}
			mean /= float32(d)
			proj /= float32(d)
			inv := p.scale[l][r]
			for i, g := range dx {
				dx[i] = (g - mean - z[i]*proj) * inv
			}
		}
	}
	zero(p.rows)
}

func (p *Pass) layerBack(l int) {
	d := p.Stack.Width
	ly := &p.Stack.Layers[l]
	p.normaliseBack(l+1, ly.Gain, ly.Bias)
	// Dx is now the gradient of the residual sum: it flows on to x[l] and into the layer.
	dy := resize(p.dy, p.rows*ly.W.Cols)
	p.dy = dy
	if ly.Kind == 'c' {
		for i, g := range p.Dx {
			if p.pre[l][i] > 0 {
				dy[i] = g * p.keep[l][i]
			} else {
				dy[i] = 0
			}
		}
		p.LinearBack(p.Dx, dy, p.x[l], d, 3*d, ly.W, ly.B, 1)
		return
	}
	clear(dy)
	half := d / 2
	p.carry = resize(p.carry, d)
	for _, span := range p.spans {
		clear(p.carry)
		n := span.End - span.First
		for i := n - 1; i >= 0; i-- {
			f, b := span.First+i, span.End-1-i
			p.scanRowBack(l, f, f-1, 0, half, i == 0)
			p.scanRowBack(l, b, b+1, half, d, i == 0)
		}
	}
	p.LinearBack(p.Dx, dy, p.x[l], d, d, ly.W, ly.B, 0)
}

// scanRowBack undoes scanRow; carry is the gradient of the state that reaches the row from those after it.
func (p *Pass) scanRowBack(l, r, before, from, to int, first bool) {
	d := p.Stack.Width
	y, dy := p.pre[l][r*2*d:(r+1)*2*d], p.dy[r*2*d:(r+1)*2*d]
	dx, keep, carry := p.Dx[r*d:(r+1)*d], p.keep[l][r*d:(r+1)*d], p.carry
	var prev []float32
	if !first {
		prev = p.act[l][before*d : (before+1)*d]
	}
	for i := from; i < to; i++ {
		g := dx[i]*keep[i] + carry[i]
		z, c := y[i], y[d+i]
		dz := -c
		if !first {
			dz += prev[i]
		}
		dy[i] = g * dz * z * (1 - z)
		dy[d+i] = g * (1 - z)
		carry[i] = g * z
	}
}
