package nn

// Matrix is a row-major view of float32 values. Element (i, j) is Data[i*Row+j*Col]. Rows may overlap: a Row smaller
// than the width makes the window of a convolution without a copy.
type Matrix struct {
	Data     []float32
	Row, Col int
}

// Dense returns a matrix over data whose rows of the given width lie one after the other.
func Dense(data []float32, width int) Matrix { return Matrix{data, width, 1} }

// Transposed returns the matrix with rows and columns exchanged, over the same data.
func (m Matrix) Transposed() Matrix { return Matrix{m.Data, m.Col, m.Row} }

// Scratch is memory that MulAdd reuses between calls. Each goroutine needs its own.
type Scratch struct{ panel []float32 }

// MulAdd adds A·B to C, with A of m×k, B of k×n and C of m×n. n must be a multiple of 16 and C.Col 1.
func MulAdd(s *Scratch, m, n, k int, a, b, c Matrix) {
	if n%16 != 0 || c.Col != 1 {
		panic("nn: width of the product is no multiple of 16")
	}
	if m == 0 || n == 0 || k == 0 {
		return
	}
	_, _ = a.Data[(m-1)*a.Row+(k-1)*a.Col], b.Data[(k-1)*b.Row+(n-1)*b.Col]
	_ = c.Data[(m-1)*c.Row+n-1]
	const kMax = 512 // rows of B packed at once: 32 KB
	if cap(s.panel) < 16*kMax {
		s.panel = make([]float32, 16*kMax)
	}
	for k0 := 0; k0 < k; k0 += kMax {
		kn := min(kMax, k-k0)
		panel := s.panel[:16*kn]
		for j := 0; j < n; j += 16 {
			pack(panel, b, k0, j, kn)
			i := 0
			if hasAVX512 {
				for ; i+12 <= m; i += 12 {
					kernel12x16(kn, &a.Data[i*a.Row+k0*a.Col], a.Row*4, a.Col*4, &panel[0], &c.Data[i*c.Row+j], c.Row*4)
				}
			}
			if hasAVX2 {
				for ; i+6 <= m; i += 6 {
					kernel6x16(kn, &a.Data[i*a.Row+k0*a.Col], a.Row*4, a.Col*4, &panel[0], &c.Data[i*c.Row+j], c.Row*4)
				}
				for ; i < m; i++ {
					kernel1x16(kn, &a.Data[i*a.Row+k0*a.Col], a.Col*4, &panel[0], &c.Data[i*c.Row+j])
				}
			}
			for ; i < m; i++ {
				plain1x16(kn, a.Data[i*a.Row+k0*a.Col:], a.Col, panel, c.Data[i*c.Row+j:])
			}
		}
	}
}

// pack copies 16 columns of kn rows of B side by side.
func pack(panel []float32, b Matrix, k0, j, kn int) {
	if b.Col == 1 {
		for k := 0; k < kn; k++ {
			at := (k0+k)*b.Row + j
			copy(panel[16*k:16*k+16], b.Data[at:at+16])
		}
		return
	}
	for x := 0; x < 16; x++ {
		at := k0*b.Row + (j+x)*b.Col
		for k := 0; k < kn; k++ {
			panel[16*k+x] = b.Data[at]
			at += b.Row
		}
	}
}

func plain1x16(k int, a []float32, step int, panel, c []float32) {
	var sum [16]float32
	for x := 0; x < k; x++ {
		v := a[x*step]
		row := panel[16*x : 16*x+16]
		for j := range sum {
			sum[j] += v * row[j]
		}
	}
	for j, v := range sum {
		c[j] += v
	}
}

// Dot returns the sum of the products of a and b, which have the same length.
func Dot(a, b []float32) float32 {
	n := len(a)
	b = b[:n]
	var s float32
	i := 0
	if hasAVX2 && n >= 16 {
		i = n &^ 15
		s = dot16(i, &a[0], &b[0])
	}
	for ; i < n; i++ {
		s += a[i] * b[i]
	}
	return s
}

// AddScaled adds f·x to y.
func AddScaled(y []float32, f float32, x []float32) {
	n := len(x)
	y = y[:n]
	i := 0
	if hasAVX2 && n >= 16 {
		i = n &^ 15
		axpy16(i, f, &x[0], &y[0])
	}
	for ; i < n; i++ {
		y[i] += f * x[i]
	}
}
