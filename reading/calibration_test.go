package reading

import (
	"math"
	"math/rand/v2"
	"testing"

	"sayso"
)

// TestLearnCalibration draws statements whose true probabilities are known and wants them back.
func TestLearnCalibration(t *testing.T) {
	want := calibration{{0.8, 0.7}, {1, 0}, {0.5, -0.3}}
	r := rand.New(rand.NewPCG(1, 2))
	var all []judged
	for i := range 60000 {
		k := sayso.Kinds[i%3]
		p := r.Float32()
		all = append(all, judged{k, p, r.Float64() < want.confidence(k, p)})
	}
	got := learnCalibration(all)
	for _, k := range sayso.Kinds {
		for _, p := range []float32{0.1, 0.3, 0.5, 0.8, 0.95} {
			if a, b := got.confidence(k, p), want.confidence(k, p); math.Abs(a-b) > 0.02 {
				t.Errorf("%s, %.2f: %.3f, want %.3f", k, p, a, b)
			}
		}
	}
}

func TestCalibrationOfNothing(t *testing.T) {
	c := learnCalibration(nil)
	for _, k := range sayso.Kinds {
		if got := c.confidence(k, 0.7); math.Abs(got-0.7) > 1e-6 {
			t.Errorf("%s: %.3f, want it left as it is", k, got)
		}
	}
}

func TestCalibrationIsMonotone(t *testing.T) {
	// all wrong above, all right below: the order of the filter stands nevertheless
	var all []judged
	for i := range 200 {
		all = append(all, judged{sayso.Indirect, float32(i) / 200, i < 100})
	}
	c := learnCalibration(all)
	if c.confidence(sayso.Indirect, 0.9) < c.confidence(sayso.Indirect, 0.1) {
		t.Errorf("confidence falls: %+v", c)
	}
}

func TestCalibrationFile(t *testing.T) {
	some := calibration{{0.8, 0.7}, {0.6, 0.4}, {0.5, 0.1}}
	file := some.append([]byte("x"))[1:]
	got, rest, err := loadCalibration(append(file, 7))
	if err != nil || got != some || len(rest) != 1 {
		t.Errorf("got %v, %v, %v", got, rest, err)
	}
	for _, bad := range [][]byte{nil, file[:len(file)-1], make([]byte, calibrationSize)} {
		if _, _, err := loadCalibration(bad); err == nil {
			t.Errorf("%d bytes of nonsense were taken for a calibration", len(bad))
		}
	}
}

// TestJudged shows what a calibration is learnt from: the statements the weights find, with whether they are right.
func TestJudged(t *testing.T) {
	const text = "Ilse Marrow said that the harbour was closed. Tom Achterberg said that nobody would sail."
	marked := []sayso.Statement{{Source: sayso.Spans{{Start: 0, End: 11}}, Cue: sayso.Spans{{Start: 12, End: 16}}, Content: sayso.Spans{{Start: 17, End: 44}}}}
	r := New()
	r.findByRules(text)
	f := r.finder
	f.study(r)
	got := f.judged(r, f.candidates(r, leastCue), marked)
	if len(got) != 2 || !got[0].right || got[1].right || got[0].p <= 0 || got[0].kind != sayso.Indirect {
		t.Errorf("got %+v, want one right and one wrong", got)
	}
}
