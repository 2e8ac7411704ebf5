package net

import "sayso/english/nn"

// arcMemory is what a reader needs to score the arcs of a sentence.
type arcMemory struct {
	head, word, query, hidden []int16
	score, row                []float32
	sums                      []int32
}

// queryMax bounds the queries, so that their products with heads of up to 128 columns stay in an int32.
const queryMax = 2000

// parse finds the tree of the words that lie in the batch from row start, and the relations.
func (r *Reader) parse(out []Word, start int) {
	n := len(out)
	r.heads = grow(r.heads, n)
	r.arcScores(n, start)
	r.tree.Decode(r.heads, r.arcs.score[:n*(n+1)])
	r.relations(out, start)
}

func (r *Reader) arcScores(n, start int) {
	m, a := r.model, &r.arcs
	c, k := m.columns, m.Header.Arc
	a.head, a.word = grow(a.head, (n+1)*k), grow(a.word, n*k)
	copy(a.head, m.arcRoot)
	for i := range n {
		row := r.proj[(start+i)*c.width : (start+i+1)*c.width]
		rectify(a.head[(i+1)*k:(i+2)*k], row[c.arcHead:c.arcHead+k])
		rectify(a.word[i*k:(i+1)*k], row[c.arcWord:c.arcWord+k])
	}
	a.sums = grow(a.sums, n*k)
	nn.MulInts(a.sums, a.word, n, k, m.arc.w)
	a.query, a.row = grow(a.query, k), grow(a.row, k)
	a.score = grow(a.score, n*(n+1))
	for i := range n {
		floatsOf(a.row, a.sums[i*k:(i+1)*k], &m.arc)
		var top float32 = 1e-6
		for _, v := range a.row {
			top = max(top, v, -v)
		}
		quantiseRow(a.query, a.row, queryMax/top)
		back := top / (queryMax * fixed)
		score := a.score[i*(n+1) : (i+1)*(n+1)]
		for h := range score {
			sum := nn.DotInts(a.query, a.head[h*k:(h+1)*k])
			score[h] = float32(float32(sum)*back) + m.dist[Distance(i+1, h)]
		}
		score[i+1] = -1e9
	}
}

// rectify quantises x, what is below nothing being nothing.
func rectify(q []int16, x []float32) {
	q = q[:len(x)]
	for i, v := range x {
		if v <= 0 {
			q[i] = 0
			continue
		}
		q[i] = int16(min(float32(v*fixed)+0.5, nn.MaxInput))
	}
}

func (r *Reader) relations(out []Word, start int) {
	m, a := r.model, &r.arcs
	c, k, n := m.columns, m.Header.Rel, len(out)
	a.hidden, a.row = grow(a.hidden, n*k), grow(a.row, k)
	for i, h := range r.heads {
		x := r.proj[(start+i)*c.width+c.relWord:]
		y := m.relRoot
		if h > 0 {
			y = r.proj[(start+int(h)-1)*c.width+c.relHead:]
		}
		x, y = x[:k], y[:k]
		for j := range a.row {
			a.row[j] = x[j] + y[j]
		}
		rectify(a.hidden[i*k:(i+1)*k], a.row)
	}
	a.sums = grow(a.sums, n*m.relCols)
	nn.MulInts(a.sums, a.hidden, n, k, m.rel.w)
	a.row = grow(a.row, max(k, m.relCols))
	for i := range out {
		row := a.row[:m.relCols]
		floatsOf(row, a.sums[i*m.relCols:(i+1)*m.relCols], &m.rel)
		out[i].Rel = uint8(greatest(row[:len(m.Header.Rels)]))
		out[i].Head = r.heads[i]
	}
}
