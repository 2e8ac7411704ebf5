package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// levels runs f with the kernels of each kind that the machine has, the plain ones first.
func levels(f func(name string)) {
	avx2, avx512 := hasAVX2, hasAVX512
	defer func() { hasAVX2, hasAVX512 = avx2, avx512 }()
	hasAVX2, hasAVX512 = false, false
	f("plain")
	if avx2 {
		hasAVX2 = true
		f("AVX2")
	}
	if avx512 {
		hasAVX512 = true
		f("AVX-512")
	}
}

// sameBits fails where two results differ in any bit.
func sameBits(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: element %d is %x, the plain kernel gives %x", what, i, math.Float32bits(got[i]), math.Float32bits(want[i]))
		}
	}
}

func randomInts(r *rand.Rand, n int) []int16 {
	a := make([]int16, n)
	for i := range a {
		a[i] = int16(r.IntN(2*MaxInput+1) - MaxInput)
	}
	return a
}

func randomWeights(r *rand.Rand, k, n int) Weights {
	w := make([]int8, k*n)
	for i := range w {
		w[i] = int8(r.IntN(255) - 127)
	}
	return Pack(w, k, n)
}

func TestAffineKernelsGiveTheSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 60 {
		m, n, k := 1+r.IntN(120), 16*(1+r.IntN(6)), 2*(1+r.IntN(300))
		row := k
		if r.IntN(2) == 0 {
			row = 2 * (1 + r.IntN(k/2))
		}
		a := randomInts(r, (m-1)*row+k)
		f := Affine{randomWeights(r, k, n), values(r, n), values(r, n)}
		for i := range f.Scale {
			f.Scale[i] *= 1e-6
		}
		before := values(r, m*n)
		var image, sum []float32
		levels(func(name string) {
			out := make([]float32, m*n)
			f.Apply(out, a, m, row)
			added := append([]float32(nil), before...)
			f.AddPositive(added, a, m, row)
			if name == "plain" {
				image, sum = out, added
				for i := range out {
					if want := before[i] + max(out[i], 0); added[i] != want {
						t.Fatalf("%g added to %g gives %g", out[i], before[i], added[i])
					}
				}
				return
			}
			sameBits(t, name, out, image)
			sameBits(t, name+", added", added, sum)
		})
	}
}

func BenchmarkAffine(b *testing.B) {
	m, n, k := 192, 256, 768
	a, out := make([]int16, m*256+k), make([]float32, m*n)
	f := Affine{Pack(make([]int8, k*n), k, n), make([]float32, n), make([]float32, n)}
	for b.Loop() {
		f.Apply(out, a, m, 256)
	}
	b.ReportMetric(float64(b.N)*2*float64(m*n*k)/float64(b.Elapsed().Nanoseconds()), "GOP/s")
}

func TestColumnsThatAreSet(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	var w Weights
	for range 20 {
		m, n, k := 1+r.IntN(20), 1+r.IntN(40), 2*(1+r.IntN(50))
		a, b := randomInts(r, m*k), randomInts(r, n*k)
		w.SetColumns(b, n, k)
		out := make([]int32, m*w.N)
		MulInts(out, a, m, k, w)
		for i := range m {
			for j := range w.N {
				want := int32(0)
				if j < n {
					for x := range k {
						want += int32(a[i*k+x]) * int32(b[j*k+x])
					}
				}
				if out[i*w.N+j] != want {
					t.Fatalf("%d×%d×%d: element %d,%d is %d, want %d", m, n, k, i, j, out[i*w.N+j], want)
				}
			}
		}
	}
}
