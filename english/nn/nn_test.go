package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

func values(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

func TestProductEqualsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		m, n, k := 1+r.IntN(40), 16*(1+r.IntN(3)), 1+r.IntN(1100)
		for _, transposed := range [][2]bool{{false, false}, {true, false}, {false, true}, {true, true}} {
			a, b := Dense(values(r, m*k), k), Dense(values(r, k*n), n)
			if transposed[0] {
				a = Dense(a.Data, m).Transposed()
			}
			if transposed[1] {
				b = Dense(b.Data, k).Transposed()
			}
			c := values(r, m*n)
			want := make([]float64, m*n)
			for i := range m {
				for j := range n {
					s := float64(c[i*n+j])
					for x := range k {
						s += float64(a.Data[i*a.Row+x*a.Col]) * float64(b.Data[x*b.Row+j*b.Col])
					}
					want[i*n+j] = s
				}
			}
			MulAdd(&Scratch{}, m, n, k, a, b, Dense(c, n))
			for i := range want {
				if math.Abs(want[i]-float64(c[i])) > 1e-3 {
					t.Fatalf("%d×%d×%d, transposed %v: element %d is %g, want %g", m, n, k, transposed, i, c[i], want[i])
				}
			}
		}
	}
}

func TestIntegerKernelsAgreeExactly(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		m, n, k := 1+r.IntN(40), 16*(1+r.IntN(3)), 2*(1+r.IntN(400))
		row := k
		if r.IntN(2) == 0 {
			row = 2 * (1 + r.IntN(k/2)) // overlapping rows
		}
		a := make([]int16, (m-1)*row+k)
		for i := range a {
			a[i] = int16(r.IntN(2*MaxInput+1) - MaxInput)
		}
		w := make([]int8, k*n)
		for i := range w {
			w[i] = int8(r.IntN(255) - 127)
		}
		out := make([]int32, m*n)
		MulInts(out, a, m, row, Pack(w, k, n))
		for i := range m {
			for j := range n {
				var s int32
				for x := range k {
					s += int32(a[i*row+x]) * int32(w[x*n+j])
				}
				if out[i*n+j] != s {
					t.Fatalf("%d×%d×%d: element %d,%d is %d, want %d", m, n, k, i, j, out[i*n+j], s)
				}
			}
		}
		plain := make([]int32, m*n)
		saved, wide := hasAVX2, hasAVX512
		hasAVX2, hasAVX512 = false, false
		MulInts(plain, a, m, row, Pack(w, k, n))
		hasAVX2, hasAVX512 = saved, wide
		for i := range plain {
			if plain[i] != out[i] {
				t.Fatalf("plain kernel gives %d, fast one %d", plain[i], out[i])
			}
		}
	}
}

func TestWideKernelGivesTheSameBits(t *testing.T) {
	if !hasAVX512 {
		t.Skip("no AVX-512 on this machine")
	}
	r := rand.New(rand.NewPCG(7, 8))
	for range 40 {
		m, n, k := 1+r.IntN(60), 16*(1+r.IntN(3)), 1+r.IntN(700)
		a, b, c := Dense(values(r, m*k), k), Dense(values(r, k*n), n), values(r, m*n)
		narrow := append([]float32(nil), c...)
		MulAdd(&Scratch{}, m, n, k, a, b, Dense(c, n))
		hasAVX512 = false
		MulAdd(&Scratch{}, m, n, k, a, b, Dense(narrow, n))
		hasAVX512 = true
		for i := range c {
			if c[i] != narrow[i] {
				t.Fatalf("%d×%d×%d: element %d is %g with AVX-512, %g without", m, n, k, i, c[i], narrow[i])
			}
		}
	}
}

func TestVectorSums(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for n := range 70 {
		a, b := values(r, n), values(r, n)
		var want float64
		for i := range a {
			want += float64(a[i]) * float64(b[i])
		}
		if got := Dot(a, b); math.Abs(float64(got)-want) > 1e-4 {
			t.Errorf("dot product of %d values: %g, want %g", n, got, want)
		}
		c := append([]float32(nil), b...)
		AddScaled(c, 2, a)
		for i := range c {
			if math.Abs(float64(c[i]-(b[i]+2*a[i]))) > 1e-5 {
				t.Errorf("sum of %d values: element %d is %g", n, i, c[i])
			}
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	m, n, k := 1024, 192, 576
	x, w, y := Dense(values(r, m*192+k), 192), Dense(values(r, k*n), n), Dense(values(r, m*n), n)
	var s Scratch
	for b.Loop() {
		MulAdd(&s, m, n, k, x, w, y)
	}
	b.ReportMetric(float64(b.N)*2*float64(m*n*k)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
}

func BenchmarkMulInts(b *testing.B) {
	m, n, k := 192, 256, 768
	a, out := make([]int16, m*256+k), make([]int32, m*n)
	w := Pack(make([]int8, k*n), k, n)
	for b.Loop() {
		MulInts(out, a, m, 256, w)
	}
	b.ReportMetric(float64(b.N)*2*float64(m*n*k)/float64(b.Elapsed().Nanoseconds()), "GOP/s")
}
