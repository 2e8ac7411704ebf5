package train

import (
	"math"

	"sayso/english/net"
	"sayso/english/nn"
	"sayso/english/stack"
)

// The tasks, in the order of worker.loss.
const (
	taskArc = iota
	taskRel
	taskUPOS
	taskXPOS
	taskFeats
	taskNames
	tasks
)

// weightOf says how much each task's loss counts.
var weightOf = [tasks]float32{1, 0.7, 0.4, 0.4, 0.3, 1.1}

// threeNamesWeight is how much more the names of a corpus count that marks three types only.
const threeNamesWeight = 1.5

// arcWork is the memory of the parser's scores.
type arcWork struct {
	head, word, keepHead, keepWord           []float32 // activated projections, dropout
	query, score, hidden, keepHidden, logits []float32
	dhead, dword, dquery, dhidden            []float32
}

// losses computes the losses of all items, and the gradient of the projections if the worker trains.
func (w *worker) losses() {
	w.dproj = resize(w.dproj, len(w.proj))
	clear(w.dproj)
	for k, it := range w.items {
		w.classify(k, taskUPOS, w.net.heads.upos, len(w.net.labels.upos.values), it.upos)
		w.classify(k, taskXPOS, w.net.heads.xpos, len(w.net.labels.xpos.values), it.xpos)
		w.classify(k, taskFeats, w.net.heads.feats, len(w.net.labels.feats.values), it.feats)
		if it.scope != noNames {
			w.classifyNames(k)
		}
		if it.head[0] >= 0 {
			w.parse(k)
		}
	}
}

// softmax turns scores into probabilities, in place, and returns the number of the greatest.
func softmax(p []float32) int {
	best := 0
	for i, v := range p {
		if v > p[best] {
			best = i
		}
	}
	top := p[best]
	var sum float32
	for i, v := range p {
		e := stack.Exp(v - top)
		p[i] = e
		sum += e
	}
	for i := range p {
		p[i] /= sum
	}
	return best
}

func logLoss(p float32) float64 { return -math.Log(max(float64(p), 1e-12)) }

func (w *worker) classify(k, task, at, n int, gold []int32) {
	width := w.net.heads.width
	for i, g := range gold {
		if g < 0 {
			continue
		}
		r := w.starts[k] + i
		p := w.dproj[r*width+at : r*width+at+n]
		copy(p, w.proj[r*width+at:])
		best := softmax(p)
		w.loss[task] += logLoss(p[g])
		w.counted[task]++
		if best == int(g) {
			w.correct[task]++
		}
		p[g]--
		for j := range p {
			p[j] *= weightOf[task]
		}
	}
}

// classifyNames learns the name tags. Where a corpus marks three types only, an unmarked word may be a name of another
// type: the tags of those types share the probability of O.
func (w *worker) classifyNames(k int) {
	it, width, at := w.items[k], w.net.heads.width, w.net.heads.names
	more := float32(1)
	if it.scope == threeNames { // fewer than the newswire's
		more = threeNamesWeight
	}
	const three = 1 + 4*3
	for i, g := range it.name {
		if g < 0 {
			continue
		}
		r := w.starts[k] + i
		p := w.dproj[r*width+at : r*width+at+net.NumNameTags]
		copy(p, w.proj[r*width+at:])
		best := softmax(p)
		w.counted[taskNames]++
		if best == int(g) {
			w.correct[taskNames]++
		}
		if g == 0 && it.scope == threeNames {
			z := p[0]
			for _, v := range p[three:] {
				z += v
			}
			w.loss[taskNames] += float64(more) * logLoss(z)
			share := 1/max(z, 1e-12) - 1
			for j := range p {
				if j == 0 || j >= three {
					p[j] = -p[j] * share
				}
			}
		} else {
			w.loss[taskNames] += float64(more) * logLoss(p[g])
			p[g]--
		}
		for j := range p {
			p[j] *= more * weightOf[taskNames]
		}
	}
}

// activate copies columns of the projections of item k, below the row of the root if it has one, through a rectifier
// and dropout.
func (w *worker) activate(dst, keep []float32, k, at, n int, root []float32) ([]float32, []float32) {
	width, words := w.net.heads.width, len(w.items[k].words)
	first := 0
	if root != nil {
		first = 1
	}
	dst, keep = resize(dst, (words+first)*n), resize(keep, (words+first)*n)
	if root != nil {
		copy(dst, root)
	}
	if w.train {
		w.pass.Rand.Mask(keep, dropHead)
		if root != nil {
			for i := range n {
				keep[i] = 1
			}
		}
	}
	for i := range words {
		src := w.proj[(w.starts[k]+i)*width+at : (w.starts[k]+i)*width+at+n]
		to, m := dst[(i+first)*n:(i+first+1)*n], keep[(i+first)*n:(i+first+1)*n]
		for j, v := range src {
			if v < 0 {
				v = 0
			}
			if !w.train {
				m[j] = 1
			}
			if v == 0 {
				m[j] = 0
			}
			to[j] = v * m[j]
		}
	}
	return dst, keep
}

// arcScores fills score[i*(n+1)+h] with how well h suits as the head of word i+1.
func (w *worker) arcScores(k int) {
	a, n, s := &w.arcs, w.net, w.net.shape
	a.head, a.keepHead = w.activate(a.head, a.keepHead, k, n.heads.arcHead, s.arc, n.arcRoot.W)
	a.word, a.keepWord = w.activate(a.word, a.keepWord, k, n.heads.arcWord, s.arc, nil)
	words := len(w.items[k].words)
	a.query = resize(a.query, words*s.arc)
	for i := range words {
		copy(a.query[i*s.arc:], n.arcBias.W)
	}
	nn.MulAdd(&w.pass.Scratch, words, s.arc, s.arc, nn.Dense(a.word, s.arc), nn.Dense(n.arc.W, s.arc), nn.Dense(a.query, s.arc))
	a.score = resize(a.score, words*(words+1))
	for i := range words {
		q := a.query[i*s.arc : (i+1)*s.arc]
		for h := 0; h <= words; h++ {
			a.score[i*(words+1)+h] = nn.Dot(q, a.head[h*s.arc:(h+1)*s.arc]) + n.dist.W[net.Distance(i+1, h)]
		}
		a.score[i*(words+1)+i+1] = -1e9
	}
}

// relScores fills logits with the scores of the relations of all words to the heads given.
func (w *worker) relScores(k int, heads []int32) {
	a, n, s := &w.arcs, w.net, w.net.shape
	width, words := n.heads.width, len(heads)
	a.hidden, a.keepHidden = resize(a.hidden, words*s.rel), resize(a.keepHidden, words*s.rel)
	if w.train {
		w.pass.Rand.Mask(a.keepHidden, dropHead)
	}
	for i, h := range heads {
		r := w.starts[k] + i
		x := w.proj[r*width+n.heads.relWord : r*width+n.heads.relWord+s.rel]
		y := n.relRoot.W
		if h > 0 {
			r := w.starts[k] + int(h) - 1
			y = w.proj[r*width+n.heads.relHead : r*width+n.heads.relHead+s.rel]
		}
		to, m := a.hidden[i*s.rel:(i+1)*s.rel], a.keepHidden[i*s.rel:(i+1)*s.rel]
		for j := range to {
			v := x[j] + y[j]
			if v <= 0 {
				v, m[j] = 0, 0
			} else if !w.train {
				m[j] = 1
			}
			to[j] = v * m[j]
		}
	}
	c := n.relWidth()
	a.logits = resize(a.logits, words*c)
	for i := range words {
		copy(a.logits[i*c:(i+1)*c], n.relB.W)
	}
	nn.MulAdd(&w.pass.Scratch, words, c, s.rel, nn.Dense(a.hidden, s.rel), nn.Dense(n.relOut.W, c), nn.Dense(a.logits, c))
}

// parse adds the losses and gradients of the tree of item k.
func (w *worker) parse(k int) {
	a, n, s, it := &w.arcs, w.net, w.net.shape, w.items[k]
	words, width := len(it.words), n.heads.width
	w.arcScores(k)
	a.dhead, a.dquery = resize(a.dhead, (words+1)*s.arc), resize(a.dquery, words*s.arc)
	clear(a.dhead)
	clear(a.dquery)
	ddist := n.dist.Grad[w.pass.Shard]
	for i, g := range it.head {
		p := a.score[i*(words+1) : (i+1)*(words+1)]
		best := softmax(p)
		w.loss[taskArc] += logLoss(p[g])
		w.counted[taskArc]++
		if best == int(g) {
			w.correct[taskArc]++
		}
		p[g]--
		q, dq := a.query[i*s.arc:(i+1)*s.arc], a.dquery[i*s.arc:(i+1)*s.arc]
		for h, v := range p {
			if v > -1e-5 && v < 1e-5 || h == i+1 {
				continue
			}
			v *= weightOf[taskArc]
			nn.AddScaled(dq, v, a.head[h*s.arc:(h+1)*s.arc])
			nn.AddScaled(a.dhead[h*s.arc:(h+1)*s.arc], v, q)
			ddist[net.Distance(i+1, h)] += v
		}
	}
	a.dword = resize(a.dword, words*s.arc)
	clear(a.dword)
	w.bilinearBack(words)
	nn.AddScaled(n.arcRoot.Grad[w.pass.Shard], 1, a.dhead[:s.arc])
	for i := range words {
		row := w.dproj[(w.starts[k]+i)*width:]
		for j := range s.arc {
			row[n.heads.arcHead+j] += a.dhead[(i+1)*s.arc+j] * a.keepHead[(i+1)*s.arc+j]
			row[n.heads.arcWord+j] += a.dword[i*s.arc+j] * a.keepWord[i*s.arc+j]
		}
	}
	w.relations(k)
}

func (w *worker) bilinearBack(words int) {
	a, n, s := &w.arcs, w.net, w.net.shape.arc
	g := n.arcBias.Grad[w.pass.Shard]
	for i := range words {
		nn.AddScaled(g, 1, a.dquery[i*s:(i+1)*s])
	}
	nn.MulAdd(&w.pass.Scratch, s, s, words, nn.Dense(a.word, s).Transposed(), nn.Dense(a.dquery, s), nn.Dense(n.arc.Grad[w.pass.Shard], s))
	nn.MulAdd(&w.pass.Scratch, words, s, s, nn.Dense(a.dquery, s), nn.Dense(n.arc.W, s).Transposed(), nn.Dense(a.dword, s))
}

// relations adds the losses and gradients of the relations of item k to their true heads.
func (w *worker) relations(k int) {
	a, n, s, it := &w.arcs, w.net, w.net.shape.rel, w.items[k]
	words, width, c := len(it.words), n.heads.width, n.relWidth()
	w.relScores(k, it.head)
	for i, g := range it.rel {
		p := a.logits[i*c : i*c+len(n.labels.rels.values)]
		if g < 0 {
			clear(a.logits[i*c : (i+1)*c])
			continue
		}
		best := softmax(p)
		w.loss[taskRel] += logLoss(p[g])
		w.counted[taskRel]++
		if best == int(g) {
			w.correct[taskRel]++
		}
		p[g]--
		for j := range p {
			p[j] *= weightOf[taskRel]
		}
		clear(a.logits[i*c+len(p) : (i+1)*c])
	}
	bias := n.relB.Grad[w.pass.Shard]
	for i := range words {
		nn.AddScaled(bias, 1, a.logits[i*c:(i+1)*c])
	}
	nn.MulAdd(&w.pass.Scratch, s, c, words, nn.Dense(a.hidden, s).Transposed(), nn.Dense(a.logits, c), nn.Dense(n.relOut.Grad[w.pass.Shard], c))
	a.dhidden = resize(a.dhidden, words*s)
	clear(a.dhidden)
	nn.MulAdd(&w.pass.Scratch, words, s, c, nn.Dense(a.logits, c), nn.Dense(n.relOut.W, c).Transposed(), nn.Dense(a.dhidden, s))
	for i, h := range it.head {
		d := a.dhidden[i*s : (i+1)*s]
		for j := range d {
			d[j] *= a.keepHidden[i*s+j]
		}
		at := (w.starts[k]+i)*width + n.heads.relWord
		nn.AddScaled(w.dproj[at:at+s], 1, d)
		if h == 0 {
			nn.AddScaled(n.relRoot.Grad[w.pass.Shard], 1, d)
		} else {
			at = (w.starts[k]+int(h)-1)*width + n.heads.relHead
			nn.AddScaled(w.dproj[at:at+s], 1, d)
		}
	}
}
