package nn

import "unsafe"

// SetColumns makes w the matrix of which column j is a[j*k:(j+1)*k], for n columns; k must be even. Columns up to the
// next multiple of 16 are zero. It is for products of two computed matrices; [Pack] is for trained ones.
func (w *Weights) SetColumns(a []int16, n, k int) {
	w.K, w.N = k, (n+15)&^15
	if cap(w.packed) < k*w.N {
		w.packed = make([]int16, k*w.N*3/2)
	}
	w.packed = w.packed[:k*w.N]
	if n%16 != 0 {
		clear(w.packed[(w.N-16)*k:])
	}
	if n == 0 || k == 0 {
		return
	}
	// pairs of int16 are moved as one value
	from, to := unsafe.Slice((*int32)(unsafe.Pointer(&a[0])), n*k/2), unsafe.Slice((*int32)(unsafe.Pointer(&w.packed[0])), len(w.packed)/2)
	for j := range n {
		at := j&^15*k/2 + j&15
		for _, v := range from[j*k/2 : (j+1)*k/2] {
			to[at] = v
			at += 16
		}
	}
}
