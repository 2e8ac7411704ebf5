package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// wide returns values of which some are great and some are exactly zero.
func wide(r *rand.Rand, n int) []float32 {
	out := values(r, n)
	for i := range out {
		switch r.IntN(8) {
		case 0:
			out[i] *= 100
		case 1:
			out[i] = 0
		case 2:
			out[i] = float32(r.IntN(64)-32) / 512
		}
	}
	return out
}

func sameInts(t *testing.T, what string, got, want []int16) {
	t.Helper()
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: element %d is %d, the plain kernel gives %d", what, i, got[i], want[i])
		}
	}
}

func TestKernelsOfRowsGiveTheSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	sigmas := NewSigmas()
	for range 200 {
		n, rows := 16*(1+r.IntN(20)), 1+r.IntN(5)
		x, y, gain, bias := wide(r, rows*n), wide(r, rows*n), wide(r, n), wide(r, n)
		ints, sums, small := randomInts(r, n), make([]int32, n), make([]int8, n)
		for i := range sums {
			sums[i], small[i] = r.Int32()-1<<30, int8(r.IntN(255)-127)
		}
		part := n - r.IntN(16) // not all kernels ask for full vectors
		scale := float32(r.Float64() * 300)
		type result struct {
			floats [][]float32
			ints   [][]int16
			at     [3]int
		}
		var plain result
		levels(func(name string) {
			var got result
			clone := func(v []float32) []float32 {
				c := append([]float32(nil), v...)
				got.floats = append(got.floats, c)
				return c
			}
			newInts := func(n int) []int16 {
				q := make([]int16, n)
				got.ints = append(got.ints, q)
				return q
			}
			NormaliseRows(clone(x), newInts(rows*n), gain, bias)
			Quantise(newInts(part), x[:part], scale)
			Rectify(newInts(part), x, y)
			Widen(clone(x[:part]), ints[:part])
			ScaleInts(clone(x[:part]), sums[:part], scale, bias)
			ScaleColumns(clone(x[:part]), sums[:part], scale, gain, bias)
			AddBytes(clone(x[:part]), scale, small[:part])
			h, out := clone(y[:part]), clone(x[:part])
			for range 3 {
				sigmas.Scan(h, gain, bias, out)
			}
			got.floats = append(got.floats, []float32{MaxAbs(x[:part])})
			got.at = [3]int{Greatest(x), Greatest(x[:part]), Greatest(make([]float32, n))}
			if name == "plain" {
				plain = got
				return
			}
			for i := range plain.floats {
				sameBits(t, name, got.floats[i], plain.floats[i])
			}
			for i := range plain.ints {
				sameInts(t, name, got.ints[i], plain.ints[i])
			}
			if got.at != plain.at {
				t.Fatalf("%s: greatest values at %v, the plain kernel finds %v", name, got.at, plain.at)
			}
		})
	}
}

func TestNormalisedRowsHaveMeanAndDeviation(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	n := 64
	x, q, gain := values(r, 2*n), make([]int16, 2*n), make([]float32, n)
	for i := range gain {
		gain[i] = 1
	}
	NormaliseRows(x, q, gain, make([]float32, n))
	for row := range 2 {
		var sum, squares float64
		for i, v := range x[row*n : (row+1)*n] {
			sum += float64(v)
			squares += float64(v) * float64(v)
			if d := math.Abs(float64(q[row*n+i]) - 256*float64(v)); d > 0.51 {
				t.Errorf("%g is %d steps", v, q[row*n+i])
			}
		}
		if math.Abs(sum/float64(n)) > 1e-5 || math.Abs(squares/float64(n)-1) > 1e-3 {
			t.Errorf("row %d: mean %g, mean square %g", row, sum/float64(n), squares/float64(n))
		}
	}
}

func TestQuantisedValuesAreBounded(t *testing.T) {
	levels(func(name string) {
		x, q := make([]float32, 16), make([]int16, 16)
		copy(x, []float32{1e9, -1e9, 0, 1, -1, 0.5 / Fixed, -0.4 / Fixed, 32, -32})
		Quantise(q, x, Fixed)
		sameInts(t, name, q, []int16{MaxInput, -MaxInput, 0, Fixed, -Fixed, 1, 0, MaxInput, -MaxInput})
		Rectify(q, x, make([]float32, 16))
		sameInts(t, name, q, []int16{MaxInput, 0, 0, Fixed, 0, 1, 0, MaxInput, 0})
	})
}

func TestSigmasAreTheLogisticFunction(t *testing.T) {
	s := NewSigmas()
	for x := -12.0; x < 12; x += 0.01 {
		if got, want := float64(s.at(float32(x))), 1/(1+math.Exp(-x)); math.Abs(got-want) > 6e-4 {
			t.Errorf("at %g: %g, want %g", x, got, want)
		}
	}
	if s.at(float32(math.Inf(1))) != s[sigmaSteps] || s.at(float32(math.Inf(-1))) != s[0] {
		t.Error("the table has no ends")
	}
}

func BenchmarkScan(b *testing.B) {
	r := rand.New(rand.NewPCG(25, 26))
	const n = 128
	h, gates, v, x := values(r, n), values(r, n), values(r, n), values(r, n)
	t := NewSigmas()
	levels(func(name string) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				t.Scan(h, gates, v, x)
				clear(x)
			}
		})
	})
}

func BenchmarkNormaliseRows(b *testing.B) {
	r := rand.New(rand.NewPCG(27, 28))
	const n = 256
	x, q, gain, bias := values(r, 12*n), make([]int16, 12*n), values(r, n), values(r, n)
	levels(func(name string) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				NormaliseRows(x, q, gain, bias)
			}
		})
	})
}
