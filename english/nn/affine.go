package nn

// Affine is an integer product and what makes floats of its sums: each is multiplied by the scale of its column, then
// the bias of the column is added.
type Affine struct {
	Weights
	Scale, Bias []float32
}

// Apply sets out, of m rows of f.N, to the affine image of the rows of a. Row i of a begins at a[i*row]; rows may
// overlap. Values of a must lie within ±MaxInput.
func (f *Affine) Apply(out []float32, a []int16, m, row int) { f.apply(out, a, m, row, 0) }

// AddPositive is [Affine.Apply], but what is above zero of the image is added to out.
func (f *Affine) AddPositive(out []float32, a []int16, m, row int) { f.apply(out, a, m, row, 1) }

// rowBlock is the number of rows that go through the weights together: a panel of weights stays in the nearest cache
// for all of them, and they themselves stay near from one panel to the next.
const rowBlock = 96

func (f *Affine) apply(out []float32, a []int16, m, row, add int) {
	for first := 0; first < m; first += rowBlock {
		f.block(out[first*f.N:], a[first*row:], min(rowBlock, m-first), row, add)
	}
}

func (f *Affine) block(out []float32, a []int16, m, row, add int) {
	k, n := f.K, f.N
	_, _, _, _ = a[(m-1)*row+k-1], out[m*n-1], f.Scale[n-1], f.Bias[n-1]
	for j := 0; j < n; {
		panel, scale, bias := f.packed[j*k:], f.Scale[j:], f.Bias[j:]
		i, step := 0, 16
		if hasAVX512 {
			if j+32 <= n && m >= 12 {
				step = 32
			}
			for ; i+12 <= m; i += 12 {
				if step == 32 {
					affine12x32(k/2, &a[i*row], row*2, &panel[0], k*32, &out[i*n+j], n*4, &scale[0], &bias[0], add)
				} else {
					affine12x16(k/2, &a[i*row], row*2, &panel[0], &out[i*n+j], n*4, &scale[0], &bias[0], add)
				}
			}
		}
		for half := 0; half < step; half += 16 {
			f.rest(out[j+half:], a, i, m, row, j+half, add)
		}
		j += step
	}
}

// rest computes rows i to m-1 of the sixteen columns from j, of which the first of row 0 goes to out[0].
func (f *Affine) rest(out []float32, a []int16, i, m, row, j, add int) {
	k, n := f.K, f.N
	panel, scale, bias := f.packed[j*k:(j+16)*k], f.Scale[j:j+16], f.Bias[j:j+16]
	if hasAVX2 {
		for ; i+6 <= m; i += 6 {
			affine6x16(k/2, &a[i*row], row*2, &panel[0], &out[i*n], n*4, &scale[0], &bias[0], add)
		}
		for ; i < m; i++ {
			affine1x16(k/2, &a[i*row], &panel[0], &out[i*n], &scale[0], &bias[0], add)
		}
	}
	var sums [16]int32
	for ; i < m; i++ {
		plainInts1x16(k/2, a[i*row:], panel, sums[:])
		plainAffine(out[i*n:], &sums, scale, bias, add)
	}
}

func plainAffine(out []float32, sums *[16]int32, scale, bias []float32, add int) {
	for x, s := range sums {
		// the conversions keep compilers from fusing product and sum
		v := float32(float32(s)*scale[x]) + bias[x]
		if add == 0 {
			out[x] = v
			continue
		}
		if !(v > 0) {
			v = 0
		}
		out[x] += v
	}
}
