package nn

// Weights is an integer matrix of k×n packed for [MulInts]: blocks of 16 columns, in each the pairs of rows.
type Weights struct {
	K, N   int
	packed []int16
}

// Pack returns the weights of a row-major matrix of k×n. k must be even and n a multiple of 16.
func Pack(w []int8, k, n int) Weights {
	if k%2 != 0 || n%16 != 0 || len(w) != k*n {
		panic("nn: matrix cannot be packed")
	}
	p := make([]int16, k*n)
	for r := 0; r < k; r += 2 {
		for j := 0; j < n; j += 16 {
			one, two := (*[16]int8)(w[r*n+j:]), (*[16]int8)(w[(r+1)*n+j:])
			to := (*[32]int16)(p[j*k+r*16:])
			for x := range one {
				to[2*x], to[2*x+1] = int16(one[x]), int16(two[x])
			}
		}
	}
	return Weights{k, n, p}
}

// MaxInput bounds the absolute value of the inputs of [MulInts], so that sums of up to 2,000 products stay in an int32.
const MaxInput = 8191

// MulInts sets out, of m rows of w.N, to the product of a and w. Row i of a begins at a[i*row]; rows may overlap.
// Values of a must lie within ±MaxInput.
func MulInts(out []int32, a []int16, m, row int, w Weights) {
	if m == 0 {
		return
	}
	_, _ = a[(m-1)*row+w.K-1], out[m*w.N-1]
	for j := 0; j < w.N; j += 16 {
		panel := w.packed[j*w.K : (j+16)*w.K]
		i := 0
		if hasAVX512 {
			for ; i+12 <= m; i += 12 {
				ints12x16(w.K/2, &a[i*row], row*2, &panel[0], &out[i*w.N+j], w.N*4)
			}
		}
		if hasAVX2 {
			for ; i+6 <= m; i += 6 {
				ints6x16(w.K/2, &a[i*row], row*2, &panel[0], &out[i*w.N+j], w.N*4)
			}
			for ; i < m; i++ {
				ints1x16(w.K/2, &a[i*row], &panel[0], &out[i*w.N+j])
			}
		}
		for ; i < m; i++ {
			plainInts1x16(w.K/2, a[i*row:], panel, out[i*w.N+j:])
		}
	}
}

func plainInts1x16(pairs int, a, panel []int16, out []int32) {
	var sum [16]int32
	for p := 0; p < pairs; p++ {
		x, y := int32(a[2*p]), int32(a[2*p+1])
		row := panel[32*p : 32*p+32]
		for j := range sum {
			sum[j] += x*int32(row[2*j]) + y*int32(row[2*j+1])
		}
	}
	copy(out[:16], sum[:])
}
