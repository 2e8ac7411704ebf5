package coref

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestHiddenStep checks that a small step against the gradient changes the output by about the step times the square of
// the gradient: that the gradient is the output's.
func TestHiddenStep(t *testing.T) {
	l := newHiddenLearner(rand.New(rand.NewPCG(1, 2)))
	seen := []uint32{7, 900, 4095 + 3, 0, 31}
	before := l.forward(seen)
	rows := append([]float32(nil), l.rows...)
	const h = 1e-3
	// by differences, for the weights of one row
	for j := range memberWidth {
		at := 7*memberWidth + j
		l.rows[at] = rows[at] + h
		slope := float64(l.forward(seen)-before) / h
		l.rows[at] = rows[at]
		l.forward(seen)
		want := 0.0
		if l.layer[j] > 0 {
			want = float64(l.out[j])
		}
		if math.Abs(slope-want) > 0.05 && math.Abs(float64(l.layer[j])) > 2*h {
			t.Errorf("weight %d: slope %g, want %g", j, slope, want)
		}
	}
	l.update(seen, 1, 1e-3)
	if after := l.forward(seen); after >= before {
		t.Errorf("a step against the gradient raised the output from %g to %g", before, after)
	}
	for i, w := range l.rows {
		if row := i / memberWidth; w != rows[i] && row != 7 && row != 900 && row != 2 && row != 31 {
			t.Fatalf("row %d of nothing seen was changed", row)
		}
	}
}

// TestNetworkInBytes checks that members side by side in bytes give the mean of what each gives.
func TestNetworkInBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var all []*hiddenLearner
	seen := []uint32{1, 2, 3, 500, 1000, 77}
	want := 0.0
	for range members {
		l := newHiddenLearner(random)
		l.remember()
		all = append(all, l)
		want += float64(l.forward(seen)) / members
	}
	h := network(all)
	if got := float64(h.score(seen)); math.Abs(got-want) > 0.02 {
		t.Errorf("score in bytes %g, the members' mean %g", got, want)
	}
	if got := h.score(nil); got != 0 {
		t.Errorf("score of nothing seen is %g", got)
	}
}
