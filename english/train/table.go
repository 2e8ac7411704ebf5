package train

import "sayso/english/stack"

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
func (t *table) move(o *stack.Optimiser, scale float32) {
	for k, i := range t.rows {
		w, m, v := t.row(i), t.m[int(i)*t.cols:], t.v[int(i)*t.cols:]
		for x, g := range t.grads[k*t.cols : (k+1)*t.cols] {
			o.Move(&w[x], &m[x], &v[x], g*scale)
		}
		t.slot[i] = 0
	}
	t.rows, t.grads = t.rows[:0], t.grads[:0]
}
