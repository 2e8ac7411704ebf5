package nn

import "math"

// Activations become integers in steps of 1/Fixed.
const Fixed = 256

// NormaliseRows brings each row of x, of the width of gain, to mean 0 and deviation 1, times gain, plus bias, and sets q
// to the same as integers of [Fixed]. The width must be a multiple of 16. Sums are those of sixteen lanes.
func NormaliseRows(x []float32, q []int16, gain, bias []float32) {
	n := len(gain)
	rows := len(x) / n
	if rows == 0 {
		return
	}
	_, _ = q[rows*n-1], bias[n-1]
	switch {
	case hasAVX512:
		normalise16(&x[0], &q[0], rows, n, &gain[0], &bias[0])
	case hasAVX2:
		normalise8(&x[0], &q[0], rows, n, &gain[0], &bias[0])
	default:
		for i := range rows {
			plainNormalise(x[i*n:(i+1)*n], gain, bias)
			Quantise(q[i*n:(i+1)*n], x[i*n:(i+1)*n], Fixed)
		}
	}
}

func plainNormalise(x, gain, bias []float32) {
	var s [16]float32
	for i, v := range x {
		s[i&15] += v
	}
	mean := sum16(&s) / float32(len(x))
	s = [16]float32{}
	for i, v := range x {
		d := v - mean
		s[i&15] += float32(d * d)
	}
	v := sum16(&s)/float32(len(x)) + 1e-5
	inv := 1 / float32(math.Sqrt(float64(v)))
	for i, v := range x {
		x[i] = float32(float32((v-mean)*inv)*gain[i]) + bias[i]
	}
}

// sum16 adds the lanes in halves, as vector kernels do.
func sum16(s *[16]float32) float32 {
	for n := 8; n > 0; n /= 2 {
		for i := range n {
			s[i] += s[i+n]
		}
	}
	return s[0]
}

// Quantise sets q to x·scale, rounded and bounded by [MaxInput].
func Quantise(q []int16, x []float32, scale float32) {
	q = q[:len(x)]
	i := 0
	if hasAVX2 && len(x) >= 16 {
		i = len(x) &^ 15
		quantise8(&q[0], &x[0], i, scale)
	}
	const half = MaxInput + 0.5
	for ; i < len(x); i++ {
		v := float32(x[i]*scale) + half
		if v < 0 {
			v = 0
		} else if v > 2*MaxInput {
			v = 2 * MaxInput
		}
		q[i] = int16(int32(v) - MaxInput)
	}
}

// Rectify sets q to x+y as integers of [Fixed], what is below nothing being nothing.
func Rectify(q []int16, x, y []float32) {
	n := len(q)
	x, y = x[:n], y[:n]
	i := 0
	if hasAVX2 && n >= 16 {
		i = n &^ 15
		rectify8(&q[0], &x[0], &y[0], i)
	}
	for ; i < n; i++ {
		v := float32(float32(x[i]+y[i])*Fixed) + 0.5
		if !(v > 0) {
			v = 0
		}
		q[i] = int16(min(v, MaxInput))
	}
}

// Widen sets x to what the integers q of [Fixed] stand for.
func Widen(x []float32, q []int16) {
	x = x[:len(q)]
	i := 0
	if hasAVX2 && len(q) >= 16 {
		i = len(q) &^ 15
		widen8(&x[0], &q[0], i)
	}
	for ; i < len(q); i++ {
		x[i] = float32(q[i]) * (1.0 / Fixed)
	}
}

// MaxAbs returns the greatest absolute value in x, 0 if there is none.
func MaxAbs(x []float32) float32 {
	var top float32
	i := 0
	if hasAVX2 && len(x) >= 8 {
		i = len(x) &^ 7
		top = maxAbs8(&x[0], i)
	}
	for ; i < len(x); i++ {
		top = max(top, x[i], -x[i])
	}
	return top
}

// Greatest returns the number of the first greatest value.
func Greatest(x []float32) int {
	if hasAVX2 && len(x) >= 8 && len(x)%8 == 0 {
		return greatest8(&x[0], len(x))
	}
	best, at := x[0], 0
	for i, v := range x {
		if v > best {
			best, at = v, i
		}
	}
	return at
}

// ScaleInts sets out to sums·scale + bias.
func ScaleInts(out []float32, sums []int32, scale float32, bias []float32) {
	n := len(sums)
	out, bias = out[:n], bias[:n]
	i := 0
	if hasAVX2 && n >= 8 {
		i = n &^ 7
		scale8(&out[0], &sums[0], i, scale, &bias[0])
	}
	for ; i < n; i++ {
		out[i] = float32(float32(sums[i])*scale) + bias[i]
	}
}

// ScaleColumns sets out to sums·back·scale + bias, with a scale and a bias for each column.
func ScaleColumns(out []float32, sums []int32, back float32, scale, bias []float32) {
	n := len(sums)
	out, scale, bias = out[:n], scale[:n], bias[:n]
	i := 0
	if hasAVX2 && n >= 8 {
		i = n &^ 7
		columns8(&out[0], &sums[0], i, back, &scale[0], &bias[0])
	}
	for ; i < n; i++ {
		out[i] = float32(float32(float32(sums[i])*back)*scale[i]) + bias[i]
	}
}

// AddBytes adds f·x to y. Unlike [AddScaled] it rounds the products, the same on every machine.
func AddBytes(y []float32, f float32, x []int8) {
	n := len(x)
	y = y[:n]
	i := 0
	if hasAVX2 && n >= 8 {
		i = n &^ 7
		addBytes8(&y[0], &x[0], i, f)
	}
	for ; i < n; i++ {
		y[i] += float32(f * float32(x[i]))
	}
}
