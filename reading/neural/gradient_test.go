package neural

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// invented returns a passage of two paragraphs with states by chance, a cue in either and a window over both.
func invented(s Shape) Passage {
	r := rand.New(rand.NewPCG(4, 4))
	const n = 11
	p := Passage{Text: Text{Ends: []int32{6, n}}, Sentences: [][2]int{{0, 6}, {6, n}}, Cues: []uint8{0, 1, 2, 0, 0, 0, 0, 0, 1, 0, 0}}
	for range n * s.States {
		p.States = append(p.States, int16(r.IntN(1024)-512))
		p.Inputs = append(p.Inputs, int16(r.IntN(1024)-512))
	}
	for range n * NumFlags {
		p.Flags = append(p.Flags, uint16(r.IntN(s.Flags)))
	}
	w := Window{First: 0, End: n, Anchor: 1, Labels: []uint8{1, 0, 0, 3, 4, 4, 3, 4, 0, 1, 2}}
	for range n {
		w.Places, w.Ways = append(w.Places, uint16(r.IntN(s.Places))), append(w.Ways, uint16(r.IntN(s.Ways)))
	}
	p.Windows = []Window{w}
	return p
}

func allowed(from, to int) bool { return to == 0 || to%2 == 1 || from == to || from == to-1 }

var small = Shape{States: 16, Flags: 5, Layers: "cs", Width: 32, Units: 32, PartLayers: "cs", Places: 4, Ways: 3}

func TestGradientsAgreeWithDifferences(t *testing.T) {
	o := &Options{Shape: small, CueAllowed: allowed, PartAllowed: allowed, Seed: 3}
	net := newTrained(o)
	w := newWorker(net, 0)
	p := invented(small)
	total := func() float64 {
		w.seed(999)
		w.cueLoss, w.partLoss = 0, 0
		w.learn(&p)
		return w.cueLoss + partShare*w.partLoss
	}
	total()
	first := map[string][]float32{}
	for _, p := range net.params {
		first[p.Name] = slices.Clone(p.Grad[0])
	}
	r := rand.New(rand.NewPCG(1, 2))
	checked, off := 0, 0
	for _, p := range net.params {
		for range 15 {
			i := r.IntN(len(p.W))
			if p.W[i] < -1000 {
				continue // a transition that may not be
			}
			const h = 3e-3
			saved := p.W[i]
			p.W[i] = saved + h
			up := total()
			p.W[i] = saved - h
			down := total()
			p.W[i] = saved
			want := (up - down) / (2 * h)
			if got := float64(first[p.Name][i]); math.Abs(want-got) > 0.03+0.05*math.Abs(want) {
				t.Logf("%s: gradient %g, by differences %g", p.Name, got, want)
				off++
			}
			checked++
		}
	}
	// where a step crosses the kink of a rectifier, the difference is no derivative
	if off > checked/50 {
		t.Errorf("%d of %d gradients differ from differences", off, checked)
	}
}

func TestLearntNetworkGivesTheLabels(t *testing.T) {
	p := invented(small)
	o := Options{Shape: small, CueAllowed: allowed, PartAllowed: allowed, Seed: 3, Epochs: 400, Rate: 1e-2}
	net := Learn([]Passage{p}, o)
	b := net.File()
	again := Learn([]Passage{p}, o).File()
	if !slices.Equal(b, again) {
		t.Error("the same passages and seed give other bytes")
	}
	m, rest, err := Load(append(b, "rest"...))
	if err != nil || string(rest) != "rest" {
		t.Fatalf("Load: %v, %q left", err, rest)
	}
	read := NewReader(m)
	read.Read(&p.Text)
	n := len(p.Cues)
	cues := read.CueScores(0, n)
	x := p.Windows[0]
	parts := read.PartScores(0, n, x.Anchor, x.Places, x.Ways)
	for i := range n {
		if got := best(cues[i*CueLabels : (i+1)*CueLabels]); got != p.Cues[i] {
			t.Errorf("cue label of token %d is %d, want %d", i, got, p.Cues[i])
		}
		if got := best(parts[i*PartLabels : (i+1)*PartLabels]); got != x.Labels[i] {
			t.Errorf("part label of token %d is %d, want %d", i, got, x.Labels[i])
		}
	}
}

func best(v []float32) uint8 {
	b := 0
	for i := range v {
		if v[i] > v[b] {
			b = i
		}
	}
	return uint8(b)
}

func TestLoadRefusesDamagedFiles(t *testing.T) {
	b := newTrained(&Options{Shape: small, CueAllowed: allowed, PartAllowed: allowed}).File()
	for _, n := range []int{0, 3, 20, 200, len(b) - 1} {
		if _, _, err := Load(b[:n]); err == nil {
			t.Errorf("%d of %d bytes load", n, len(b))
		}
	}
}
