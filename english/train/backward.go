package train

import "sayso/english/nn"

// backward adds the gradients of all weights but the tables' to the worker's shard; dproj holds the gradient of the
// projections. The gradient of the inputs stays in dfeats for [worker.scatter].
func (w *worker) backward() {
	n, d := w.net, w.net.shape.width
	L := len(n.layers)
	if w.guess == nil { // else guessLosses has left the gradient in dx
		w.dx = resize(w.dx, w.rows*d)
		clear(w.dx)
		w.linearBack(w.dx, w.dproj, w.x[L], d, d, n.out, n.outBias, 0)
	}
	for l := L - 1; l >= 0; l-- {
		w.layerBack(l)
	}
	w.normaliseBack(0, n.inGain, n.inBeta)
	in := n.shape.vec + n.shape.affix
	w.dfeats = resize(w.dfeats, w.rows*in)
	clear(w.dfeats)
	w.linearBack(w.dfeats, w.dx, w.feats, in, in, n.in, n.inBias, 0)
	for i, m := range w.keepIn {
		w.dfeats[i] *= m
	}
}

// linearBack adds the gradients of linear: of p, of bias, and of x into dx.
func (w *worker) linearBack(dx, dy, x []float32, width, k int, p, bias *param, back int) {
	m := w.rows - 2*back
	g := bias.grad[w.shard]
	for r := back; r < w.rows-back; r++ {
		nn.AddScaled(g, 1, dy[r*p.cols:(r+1)*p.cols])
	}
	dyIn := nn.Dense(dy[back*p.cols:], p.cols)
	nn.MulAdd(&w.scratch, k, p.cols, m, nn.Matrix{Data: x, Row: 1, Col: width}, dyIn, nn.Dense(p.grad[w.shard], p.cols))
	for part := 0; part*width < k; part++ {
		wt := nn.Dense(p.w[part*width*p.cols:], p.cols).Transposed()
		nn.MulAdd(&w.scratch, m, width, p.cols, dyIn, wt, nn.Dense(dx[part*width:], width))
	}
}

// normaliseBack turns dx, the gradient of x[l], into the gradient of the residual sums.
func (w *worker) normaliseBack(l int, gain, bias *param) {
	d := w.net.shape.width
	gg, gb := gain.grad[w.shard], bias.grad[w.shard]
	r := 0
	zero := func(to int) {
		if r < to {
			clear(w.dx[r*d : to*d])
		}
	}
	for k, it := range w.items {
		zero(w.starts[k])
		for r = w.starts[k]; r < w.starts[k]+len(it.words); r++ {
			dx, z := w.dx[r*d:(r+1)*d], w.sum[l][r*d:(r+1)*d]
			var mean, proj float32
			for i, g := range dx {
				gg[i] += g * z[i]
				gb[i] += g
				g *= gain.w[i]
				dx[i] = g
				mean += g
				proj += g * z[i]
			}
			mean /= float32(d)
			proj /= float32(d)
			inv := w.scale[l][r]
			for i, g := range dx {
				dx[i] = (g - mean - z[i]*proj) * inv
			}
		}
	}
	zero(w.rows)
}

func (w *worker) layerBack(l int) {
	d := w.net.shape.width
	ly := &w.net.layers[l]
	w.normaliseBack(l+1, ly.gain, ly.bias)
	// dx is now the gradient of the residual sum: it flows on to x[l] and into the layer.
	dy := resize(w.dy, w.rows*ly.w.cols)
	w.dy = dy
	if ly.kind == 'c' {
		for i, g := range w.dx {
			if w.pre[l][i] > 0 {
				dy[i] = g * w.keep[l][i]
			} else {
				dy[i] = 0
			}
		}
		w.linearBack(w.dx, dy, w.x[l], d, 3*d, ly.w, ly.b, 1)
		return
	}
	clear(dy)
	half := d / 2
	for k, it := range w.items {
		n := len(it.words)
		carry := make([]float32, d)
		for i := n - 1; i >= 0; i-- {
			f, b := w.starts[k]+i, w.starts[k]+n-1-i
			w.scanRowBack(l, f, f-1, 0, half, i == 0, carry)
			w.scanRowBack(l, b, b+1, half, d, i == 0, carry)
		}
	}
	w.linearBack(w.dx, dy, w.x[l], d, d, ly.w, ly.b, 0)
}

// scanRowBack undoes scanRow; carry is the gradient of the state that reaches the row from those after it.
func (w *worker) scanRowBack(l, r, before, from, to int, first bool, carry []float32) {
	d := w.net.shape.width
	p, dy := w.pre[l][r*2*d:(r+1)*2*d], w.dy[r*2*d:(r+1)*2*d]
	dx, keep := w.dx[r*d:(r+1)*d], w.keep[l][r*d:(r+1)*d]
	var prev []float32
	if !first {
		prev = w.act[l][before*d : (before+1)*d]
	}
	for i := from; i < to; i++ {
		g := dx[i]*keep[i] + carry[i]
		z, c := p[i], p[d+i]
		dz := -c
		if !first {
			dz += prev[i]
		}
		dy[i] = g * dz * z * (1 - z)
		dy[d+i] = g * (1 - z)
		carry[i] = g * z
	}
}

// scatter adds the gradients of the inputs to the rows of the tables they came from.
func (w *worker) scatter() {
	n := w.net
	vec, in := n.shape.vec, n.shape.vec+n.shape.affix
	for k, it := range w.items {
		for i := range it.words {
			r := w.starts[k] + i
			if w.hidden[r] < 0 {
				continue
			}
			nn.AddScaled(n.words.gradient(w.hidden[r]), 1, w.dfeats[r*in:r*in+vec])
			g := w.dfeats[r*in+vec : (r+1)*in]
			for _, f := range it.affix[i] {
				nn.AddScaled(n.affix.gradient(int32(f)), 1, g)
			}
		}
	}
}
