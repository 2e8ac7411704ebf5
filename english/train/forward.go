package train

import (
	"math"

	"sayso/english/nn"
)

// worker computes one shard of a step: scores, losses and gradients. It keeps its memory between steps.
type worker struct {
	net     *network
	shard   int
	scratch nn.Scratch
	rng     uint64
	train   bool

	items  []*item
	starts []int // row of the first word of each item; a row of zeros stands before and behind each
	rows   int

	feats  []float32   // inputs: rows × (vec+affix)
	hidden []int32     // row of the word table used for each row, after dropout
	keepIn []float32   // dropout of the inputs
	x      [][]float32 // output of the input layer and of each layer: rows × width
	pre    [][]float32 // before the activation
	act    [][]float32 // activation, before dropout
	keep   [][]float32 // dropout
	sum    [][]float32 // normalised residual sums, before gain and bias
	scale  [][]float32 // 1/deviation of each row
	proj   []float32   // projections: rows × heads.width

	dx, dy, dproj, dfeats []float32

	arcs    arcWork
	guess   *guessTask // set where the worker guesses hidden words instead of reading sentences
	loss    [7]float64
	correct [7]int
	counted [7]int
}

func resize(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	return s[:n]
}

func (w *worker) random() uint32 {
	w.rng ^= w.rng << 13
	w.rng ^= w.rng >> 7
	w.rng ^= w.rng << 17
	return uint32(w.rng >> 32)
}

// chance reports true with probability p.
func (w *worker) chance(p float32) bool { return float32(w.random()>>8)/(1<<24) < p }

// mask fills m with 0 at rate p and 1/(1-p) elsewhere.
func (w *worker) mask(m []float32, p float32) {
	limit := uint32(float64(p) * 65536)
	on := 1 / (1 - p)
	for i := 0; i < len(m); {
		v := w.random()
		for k := 0; k < 2 && i < len(m); k++ {
			if v&0xffff < limit {
				m[i] = 0
			} else {
				m[i] = on
			}
			v >>= 16
			i++
		}
	}
}

const (
	dropInput = 0.15
	dropLayer = 0.25
	dropHead  = 0.33
)

// forward lays the items out and computes all projections.
func (w *worker) forward(items []*item) {
	n := w.net
	w.items, w.starts, w.rows = items, w.starts[:0], 1
	for _, it := range items {
		w.starts = append(w.starts, w.rows)
		w.rows += len(it.words) + 1
	}
	w.inputs()
	d, in := n.shape.width, n.shape.vec+n.shape.affix
	if w.x == nil {
		k := len(n.layers)
		w.x, w.pre, w.act = make([][]float32, k+1), make([][]float32, k), make([][]float32, k)
		w.keep, w.sum, w.scale = make([][]float32, k), make([][]float32, k+1), make([][]float32, k+1)
	}
	first := resize(w.dy, w.rows*d)
	w.dy = first
	w.linear(first, w.feats, in, in, n.in, n.inBias, 0)
	w.normalise(0, first, n.inGain, n.inBeta)
	for l := range n.layers {
		w.layer(l)
	}
	if w.guess != nil {
		return
	}
	w.proj = resize(w.proj, w.rows*n.heads.width)
	w.linear(w.proj, w.x[len(n.layers)], d, d, n.out, n.outBias, 0)
}

// inputs looks the words and their features up.
func (w *worker) inputs() {
	n := w.net
	vec, in := n.shape.vec, n.shape.vec+n.shape.affix
	w.feats = resize(w.feats, w.rows*in)
	clear(w.feats)
	if cap(w.hidden) < w.rows {
		w.hidden = make([]int32, w.rows*2)
	}
	w.hidden = w.hidden[:w.rows]
	if w.guess != nil {
		w.guess.hidden, w.guess.targets = w.guess.hidden[:0], w.guess.targets[:0]
	}
	for k, it := range w.items {
		for i, word := range it.words {
			r := w.starts[k] + i
			switch {
			case w.guess != nil:
				if w.hide(r, word) {
					w.hidden[r] = -1
					continue
				}
			case w.train && w.chance(it.rare[i]):
				word = 0
			}
			w.hidden[r] = word
			copy(w.feats[r*in:], n.words.row(word))
			sum := w.feats[r*in+vec : (r+1)*in]
			for _, f := range it.affix[i] {
				nn.AddScaled(sum, 1, n.affix.row(int32(f)))
			}
		}
	}
	if w.train {
		w.keepIn = resize(w.keepIn, len(w.feats))
		w.mask(w.keepIn, dropInput)
		for i, m := range w.keepIn {
			w.feats[i] *= m
		}
	}
}

// linear sets out to the product of the rows of x with p, plus bias. For a window of three rows, k is three times the
// width and back 1: the window of row r begins one row before it.
func (w *worker) linear(out, x []float32, width, k int, p, bias *param, back int) {
	for r := 0; r < w.rows; r++ {
		copy(out[r*p.cols:(r+1)*p.cols], bias.w)
	}
	m := w.rows - 2*back
	nn.MulAdd(&w.scratch, m, p.cols, k, nn.Dense(x, width), nn.Dense(p.w, p.cols), nn.Dense(out[back*p.cols:], p.cols))
}

// normalise makes x[l] of the residual sums s: each row to mean 0 and deviation 1, times gain, plus bias.
func (w *worker) normalise(l int, s []float32, gain, bias *param) {
	d := w.net.shape.width
	w.x[l], w.sum[l], w.scale[l] = resize(w.x[l], w.rows*d), resize(w.sum[l], w.rows*d), resize(w.scale[l], w.rows)
	clear(w.x[l])
	for k, it := range w.items {
		for r := w.starts[k]; r < w.starts[k]+len(it.words); r++ {
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
			w.scale[l][r] = inv
			z, x := w.sum[l][r*d:(r+1)*d], w.x[l][r*d:(r+1)*d]
			for i, v := range row {
				z[i] = (v - mean) * inv
				x[i] = z[i]*gain.w[i] + bias.w[i]
			}
		}
	}
}

func (w *worker) layer(l int) {
	n, d := w.net, w.net.shape.width
	ly := &n.layers[l]
	w.pre[l] = resize(w.pre[l], w.rows*ly.w.cols)
	w.act[l] = resize(w.act[l], w.rows*d)
	if ly.kind == 'c' {
		w.linear(w.pre[l], w.x[l], d, 3*d, ly.w, ly.b, 1)
		for i, v := range w.pre[l][:w.rows*d] {
			w.act[l][i] = max(v, 0)
		}
	} else {
		w.linear(w.pre[l], w.x[l], d, d, ly.w, ly.b, 0)
		w.scan(l)
	}
	s := resize(w.dy, w.rows*d)
	w.dy = s
	if w.train {
		w.keep[l] = resize(w.keep[l], w.rows*d)
		w.mask(w.keep[l], dropLayer)
		for i, v := range w.act[l] {
			s[i] = w.x[l][i] + v*w.keep[l][i]
		}
	} else {
		for i, v := range w.act[l] {
			s[i] = w.x[l][i] + v
		}
	}
	w.normalise(l+1, s, ly.gain, ly.bias)
}

func sigmoid(x float32) float32 { return 1 / (1 + exp(-x)) }

// exp is e to the power of x to some four digits, x being held within ±55.
func exp(x float32) float32 {
	t := min(max(x, -80), 80) * math.Log2E
	k := float32(int32(t+128) - 128) // rounds down
	f := t - k
	p := 1 + f*(0.6931472+f*(0.24022651+f*(0.05550327+f*(0.009618437+f*0.0013397))))
	return p * math.Float32frombits(uint32(int32(k)+127)<<23)
}

// scan runs h = z·h' + (1-z)·c over each sentence, where h' is the state of the word before in the first half of the
// columns and of the word behind in the second. pre holds z (before the sigmoid) and c.
func (w *worker) scan(l int) {
	d := w.net.shape.width
	half := d / 2
	for k, it := range w.items {
		n := len(it.words)
		for i := range n {
			f, b := w.starts[k]+i, w.starts[k]+n-1-i
			w.scanRow(l, f, f-1, 0, half, i == 0)
			w.scanRow(l, b, b+1, half, d, i == 0)
		}
	}
}

func (w *worker) scanRow(l, r, before, from, to int, first bool) {
	d := w.net.shape.width
	p, h := w.pre[l][r*2*d:(r+1)*2*d], w.act[l][r*d:(r+1)*d]
	var prev []float32
	if !first {
		prev = w.act[l][before*d : (before+1)*d]
	}
	for i := from; i < to; i++ {
		z := sigmoid(p[i])
		p[i] = z // the sigmoid is kept for the way back
		v := (1 - z) * p[d+i]
		if !first {
			v += z * prev[i]
		}
		h[i] = v
	}
}
