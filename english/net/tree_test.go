package net

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bestTree tries every tree with a single root.
func bestTree(n int, score []float32) float64 {
	heads := make([]int, n)
	best := math.Inf(-1)
	var try func(i int)
	try = func(i int) {
		if i == n {
			roots, sum := 0, 0.0
			for k, h := range heads {
				if h == 0 {
					roots++
				}
				sum += float64(score[k*(n+1)+h])
				seen := 0
				for j := k + 1; j != 0; j = heads[j-1] {
					if seen++; seen > n {
						return // a cycle
					}
				}
			}
			if roots == 1 {
				best = max(best, sum)
			}
			return
		}
		for h := 0; h <= n; h++ {
			if h != i+1 {
				heads[i] = h
				try(i + 1)
			}
		}
	}
	try(0)
	return best
}

func checkTree(t *testing.T, heads []int32) {
	t.Helper()
	roots := 0
	for i := range heads {
		if heads[i] == 0 {
			roots++
		}
		steps := 0
		for j := int32(i + 1); j != 0; j = heads[j-1] {
			if steps++; steps > len(heads) {
				t.Fatalf("heads %v hold a cycle", heads)
			}
		}
	}
	if roots != 1 {
		t.Fatalf("heads %v have %d roots", heads, roots)
	}
}

func TestDecodedTreeHasOneRootAndIsBestUnderIt(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var tree Tree
	near := 0
	const rounds = 400
	for range rounds {
		n := 1 + r.IntN(5)
		score := make([]float32, n*(n+1))
		for i := range score {
			score[i] = float32(r.NormFloat64())
		}
		for i := range n {
			score[i*(n+1)+i+1] = -1e9
		}
		heads := make([]int32, n)
		tree.Decode(heads, score)
		checkTree(t, heads)
		sum, root := 0.0, -1
		for i, h := range heads {
			sum += float64(score[i*(n+1)+int(h)])
			if h == 0 {
				root = i
			}
		}
		// among the trees under the same root, none is better
		fixed := append([]float32(nil), score...)
		for i := range n {
			if i != root {
				fixed[i*(n+1)] = -1e9
			}
		}
		if best := bestTree(n, fixed); math.Abs(best-sum) > 1e-4 {
			t.Fatalf("%d words: tree of score %g, the best under root %d has %g", n, sum, root+1, best)
		}
		if best := bestTree(n, score); math.Abs(best-sum) < 1e-4 {
			near++
		}
	}
	if near < rounds*9/10 {
		t.Errorf("only %d of %d trees are the best of all", near, rounds)
	}
}

func TestTreesOfHostileScores(t *testing.T) {
	var tree Tree
	for n := 1; n < 60; n++ {
		for _, f := range []func(i, h int) float32{
			func(i, h int) float32 { return 0 },
			func(i, h int) float32 { return float32(h) },                 // all to the last
			func(i, h int) float32 { return -float32(max(i-h, h-i)) },    // neighbours: cycles of two
			func(i, h int) float32 { return float32((i*7 + h*13) % 11) }, // cycles of all sizes
			func(i, h int) float32 { return -1e9 },
		} {
			score := make([]float32, n*(n+1))
			for i := range n {
				for h := 0; h <= n; h++ {
					score[i*(n+1)+h] = f(i+1, h)
				}
				score[i*(n+1)+i+1] = -1e9
			}
			heads := make([]int32, n)
			tree.Decode(heads, score)
			checkTree(t, heads)
		}
	}
}

func TestDistanceClasses(t *testing.T) {
	for i := 1; i < 200; i++ {
		for h := 0; h < 200; h++ {
			if d := Distance(i, h); d < 0 || d >= Distances {
				t.Fatalf("distance from %d to %d has class %d", i, h, d)
			}
		}
	}
	if Distance(5, 4) == Distance(5, 6) || Distance(5, 0) == Distance(5, 1) {
		t.Error("the classes do not tell sides, or the root, apart")
	}
}
