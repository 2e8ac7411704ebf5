package net

import "sayso/english/nn"

// arcMemory is what a reader needs for the trees of a batch. Rows are those of the batch from row 1.
type arcMemory struct {
	head, word, query []int16
	rows              []float32 // queries, then scores of relations, before they become integers or numbers
	back              []float32 // what the products of each query must be multiplied with
	root              []int16   // the heads of one sentence, the root first
	heads             nn.Weights
	sums              []int32
	score             []float32
	tree              []int32
	zero              []float32
}

// queryMax bounds the queries, and their products with heads of k columns so that they stay in an int32.
func queryMax(k int) float32 { return min(2000, float32((1<<31-1)/(nn.MaxInput*k))) }

// parse finds the trees of the pieces in the batch, and the relations.
func (r *Reader) parse(out []Word) {
	r.queries()
	for _, p := range r.pieces {
		n := int(p.end - p.first)
		r.arcScores(n, int(p.start))
		r.arcs.tree = grow(r.arcs.tree, n)
		r.tree.Decode(r.arcs.tree, r.arcs.score[:n*(n+1)])
		for i, h := range r.arcs.tree {
			out[int(p.first)+i].Head = h
		}
	}
	r.relations(out)
}

// queries computes for each row what it is as a head, and what it asks of a head.
func (r *Reader) queries() {
	m, a := r.model, &r.arcs
	c, k := &m.columns, m.Header.Arc
	a.zero = grow(a.zero, k)
	a.head, a.word, a.query = grow(a.head, r.inner*k), grow(a.word, r.inner*k), grow(a.query, r.inner*k)
	for i := range r.inner {
		row := r.row(int32(i + 1))
		nn.Rectify(a.head[i*k:(i+1)*k], row[c.arcHead:], a.zero)
		nn.Rectify(a.word[i*k:(i+1)*k], row[c.arcWord:], a.zero)
	}
	a.rows, a.back = grow(a.rows, r.inner*k), grow(a.back, r.inner)
	m.arc.Apply(a.rows, a.word, r.inner, k)
	limit := queryMax(k)
	for i := range r.inner {
		row := a.rows[i*k : (i+1)*k]
		top := max(nn.MaxAbs(row), 1e-6)
		nn.Quantise(a.query[i*k:(i+1)*k], row, limit/top)
		a.back[i] = top / (limit * fixed)
	}
}

// arcScores fills score with how well each of the n words in the batch from row start suits as the head of each other.
func (r *Reader) arcScores(n, start int) {
	m, a := r.model, &r.arcs
	k := m.Header.Arc
	a.root = grow(a.root, (n+1)*k)
	copy(a.root, m.arcRoot)
	copy(a.root[k:], a.head[(start-1)*k:(start-1+n)*k])
	a.heads.SetColumns(a.root, n+1, k)
	w := a.heads.N
	a.sums = grow(a.sums, n*w)
	nn.MulInts(a.sums, a.query[(start-1)*k:], n, k, a.heads)
	// Rows are written in full vectors; what is too much is overwritten by the next row.
	a.score = grow(a.score, n*(n+1)+w)
	for i := range n {
		score := a.score[i*(n+1):]
		sums, back := a.sums[i*w:(i+1)*w], a.back[start-1+i]
		nn.ScaleInts(score, sums, back, m.distances[MaxSentence-1-i:])
		score[0] = float32(float32(sums[0])*back) + m.dist[0]
		score[i+1] = -1e9
	}
}

func (r *Reader) relations(out []Word) {
	m, a := r.model, &r.arcs
	c, k := &m.columns, m.Header.Rel
	a.word = grow(a.word, r.inner*k)
	for _, p := range r.pieces {
		for i := p.first; i < p.end; i++ {
			row, y := p.start+i-p.first, m.relRoot
			if h := out[i].Head; h > 0 {
				y = r.row(p.start + h - 1)[c.relHead:]
			}
			nn.Rectify(a.word[int(row-1)*k:int(row)*k], r.row(row)[c.relWord:], y)
		}
	}
	w := m.rel.N
	a.rows = grow(a.rows, r.inner*w)
	m.rel.Apply(a.rows, a.word, r.inner, k)
	for _, p := range r.pieces {
		for i := p.first; i < p.end; i++ {
			at := int(p.start+i-p.first-1) * w
			out[i].Rel = uint8(nn.Greatest(a.rows[at : at+w]))
		}
	}
}
