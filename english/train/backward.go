package train

import "sayso/english/nn"

// backward adds the gradients of all weights but the tables' to the worker's shard; dproj holds the gradient of the
// projections. The gradient of the inputs stays in dfeats for [worker.scatter].
func (w *worker) backward() {
	n, d, p := w.net, w.net.shape.width, &w.pass
	if w.guess == nil { // else guessLosses has left the gradient of the last layer
		p.LinearBack(p.ClearDx(), w.dproj, p.Output(), d, d, n.out, n.outBias, 0)
	}
	p.Backward()
	in := n.shape.vec + n.shape.affix
	w.dfeats = resize(w.dfeats, w.rows*in)
	clear(w.dfeats)
	p.LinearBack(w.dfeats, p.Dx, w.feats, in, in, n.in, n.inBias, 0)
	for i, m := range w.keepIn {
		w.dfeats[i] *= m
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
