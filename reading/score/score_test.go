package score

import (
	"math"
	"strings"
	"testing"

	"sayso"
)

// at returns the span of the first occurrence of words in text.
func at(text, words string) sayso.Spans {
	i := strings.Index(text, words)
	return sayso.Spans{{Start: i, End: i + len(words)}}
}

func TestTokens(t *testing.T) {
	text := "“Don't,” said É. Marrow—twice."
	var got []string
	for _, s := range tokenise(text) {
		got = append(got, s.Of(text))
	}
	if want := "“|Don|'|t|,|”|said|É|.|Marrow|—|twice|."; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
}

func TestFigures(t *testing.T) {
	const text = `Ilse Marrow said that the old harbour was closed. "Nobody sails," she added.`
	gold := []Attribution{
		{Source: at(text, "Ilse Marrow"), Cue: at(text, "said"), Content: at(text, "that the old harbour was closed")},
		{Source: at(text, "she"), Cue: at(text, "added"), Content: at(text, `"Nobody sails,"`)},
	}
	for _, c := range []struct {
		name      string
		predicted []Attribution
		want      map[string][2]float64 // precision and recall
	}{
		{"the same", gold, map[string][2]float64{"exact.all": {100, 100}, "statement": {100, 100}, "statement.strict": {100, 100},
			"span.content": {100, 100}, "label.source": {100, 100}, "overlap.all": {100, 100}}},
		{"nothing", nil, map[string][2]float64{"exact.all": {0, 0}, "statement": {0, 0}}},
		{"a surname and most of the content", []Attribution{{Source: at(text, "Marrow"), Cue: at(text, "said"), Content: at(text, "the old harbour was closed")}},
			map[string][2]float64{"exact.cue": {100, 50}, "exact.source": {0, 0}, "statement": {100, 50}, "statement.strict": {0, 0},
				"label.content": {100, 500.0 / 11}}},
		{"the wrong source", []Attribution{{Source: at(text, "she"), Cue: at(text, "said"), Content: at(text, "that the old harbour was closed")}},
			map[string][2]float64{"statement": {0, 0}, "exact.content": {100, 50}}},
	} {
		var s Sums
		s.Add(text, c.predicted, gold)
		for name, want := range c.want {
			f := s.Figure(name)
			if math.Abs(f.Precision()-want[0]) > 0.01 || math.Abs(f.Recall()-want[1]) > 0.01 {
				t.Errorf("%s: %s is %.2f / %.2f, want %v", c.name, name, f.Precision(), f.Recall(), want)
			}
		}
	}
	var s Sums
	s.Add(text, gold[:1], gold)
	if s.RecallOf(sayso.Indirect) != 100 || s.RecallOf(sayso.Direct) != 0 {
		t.Errorf("recall by kind: indirect %.0f, direct %.0f", s.RecallOf(sayso.Indirect), s.RecallOf(sayso.Direct))
	}
}

func TestReliability(t *testing.T) {
	const text = `Ilse Marrow said that the old harbour was closed. "Nobody sails," she added.`
	gold := []Attribution{{Source: at(text, "Ilse Marrow"), Cue: at(text, "said"), Content: at(text, "that the old harbour was closed")}}
	right := gold[0]
	right.Confidence = 0.9
	wrong := Attribution{Source: at(text, "she"), Cue: at(text, "added"), Content: at(text, `"Nobody sails,"`), Confidence: 0.4}
	var s Sums
	s.Add(text, []Attribution{right, wrong}, gold)
	if n, said, share := s.Reliability(9); n != 1 || said != 0.9 || share != 1 {
		t.Errorf("bin of 0.9: %d, %v, %v", n, said, share)
	}
	if n, _, share := s.Reliability(4); n != 1 || share != 0 {
		t.Errorf("bin of 0.4: %d, %v", n, share)
	}
	if got := s.CalibrationError(); math.Abs(got-0.25) > 1e-9 {
		t.Errorf("calibration error %v, want 0.25", got)
	}
}
