package nn

// Sigmas is the logistic function in steps of 1/256 from -8 to 8.
type Sigmas [sigmaSteps + 1]float32

const sigmaSteps = 4096

// NewSigmas computes the table with plain sums and products only.
func NewSigmas() *Sigmas {
	var t Sigmas
	for i := range t {
		x := (float64(i) - sigmaSteps/2) * (16.0 / sigmaSteps)
		t[i] = float32(1 / (1 + exp(-x)))
	}
	return &t
}

// exp is e to the power of x, by the series of x/64 raised to the 64th power: math.Exp may differ in its last bit from
// one architecture to another.
func exp(x float64) float64 {
	y := x / 64
	sum, term := 1.0, 1.0
	for k := 1; k < 16; k++ {
		term = float64(term*y) / float64(k)
		sum += term
	}
	for range 6 {
		sum = float64(sum * sum)
	}
	return sum
}

func (t *Sigmas) at(x float32) float32 {
	i := float32((x+8)*(sigmaSteps/16.0)) + 0.5
	if !(i > 0) {
		i = 0
	}
	return t[int32(min(i, sigmaSteps))]
}

// Scan moves the states h by one row: h becomes z·h + (1-z)·values, where z is the logistic function of gates, and is
// added to x.
func (t *Sigmas) Scan(h, gates, values, x []float32) {
	n := len(h)
	gates, values, x = gates[:n], values[:n], x[:n]
	i := 0
	if hasAVX512 && n >= 16 {
		i = n &^ 15
		scan16(&h[0], &gates[0], &values[0], &x[0], i, &t[0])
	}
	if hasAVX2 && n >= i+8 {
		from := i
		i = n &^ 7
		scan8(&h[from], &gates[from], &values[from], &x[from], i-from, &t[0])
	}
	for ; i < n; i++ {
		z := t.at(gates[i])
		state := float32(z*h[i]) + float32((1-z)*values[i])
		h[i] = state
		x[i] += state
	}
}
