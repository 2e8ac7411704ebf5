package reading_test

import (
	"os"
	"testing"

	"sayso"
	"sayso/reading"
	"sayso/reading/score"
)

// TestBars holds the reading to what it must reach on the development part of PolNeAR, where that is.
func TestBars(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	f, err := os.Open("../../shared/data/polnear/dev/articles.jsonl")
	if err != nil {
		t.Skip("the corpora are not here")
	}
	defer f.Close()
	articles, err := reading.ReadMarked(f)
	if err != nil {
		t.Fatal(err)
	}
	r := reading.New()
	var sums score.Sums
	for _, a := range articles {
		found := r.Read(&sayso.Article{ID: a.ID, Text: a.Text}).Outer()
		sums.Add(a.Text, score.Of(found), score.Of(a.Statements))
	}
	for _, bar := range []struct {
		figure string
		least  float64
	}{{"statement", 66}, {"statement.strict", 53}, {"exact.all", 46}, {"span.content", 53}, {"span.source", 70}, {"span.cue", 67}, {"label.content", 84}} {
		if got := sums.Figure(bar.figure).F1(); got < bar.least {
			t.Errorf("%s: F1 %.2f, the bar is %.0f", bar.figure, got, bar.least)
		}
	}
	for kind, least := range map[sayso.Kind]float64{sayso.Direct: 93, sayso.Mixed: 78, sayso.Indirect: 54} {
		if got := sums.RecallOf(kind); got < least {
			t.Errorf("recall of %s statements: %.2f, the bar is %.0f", kind, got, least)
		}
	}
}
