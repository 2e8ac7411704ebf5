package reading_test

import (
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/reading"
)

// What was marked by people outside comes from files that anybody may have changed: places outside the text are refused, not
// learnt from.
func TestMarkedPlacesLieInTheText(t *testing.T) {
	for line, wrong := range map[string]bool{
		`{"id": "a", "text": "No, she said.", "attributions": [{"id": "s1", "source": [[4, 7]], "cue": [[8, 12]], "content": [[0, 2]]}]}`: false,
		`{"id": "a", "text": "No, she said.", "attributions": [{"id": "s1", "source": [[4, 7]], "cue": [[8, 14]], "content": [[0, 2]]}]}`: true,
		`{"id": "a", "text": "No, she said.", "statements": [{"id": "s1", "content": [[90, 95]]}]}`:                                       true,
		`{"id": "a", "text": "No, she said.", "statements": [{"id": "s1", "content": [[5, 2]]}]}`:                                         true,
	} {
		if _, err := reading.ReadMarked(strings.NewReader(line)); (err != nil) != wrong {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// checkMarked checks that all that is marked lies in its text.
func checkMarked(t *testing.T, articles []reading.Marked) {
	for _, a := range articles {
		for _, s := range a.Statements {
			for _, part := range slices.Concat(s.Source, s.Cue, s.Content) {
				if !(sayso.Span{End: len(a.Text)}).Contains(part) || part.End < part.Start {
					t.Fatalf("%v does not lie in the text of %d bytes", part, len(a.Text))
				}
			}
		}
	}
}

func FuzzReadMarked(f *testing.F) {
	f.Add(`{"id": "a", "text": "No, she said.", "attributions": [{"id": "s1", "source": [[4, 7]], "cue": [[8, 12]], "content": [[0, 2]]}]}` + "\n\n" +
		`{"text": "", "statements": []}`)
	f.Fuzz(func(t *testing.T, lines string) {
		if articles, err := reading.ReadMarked(strings.NewReader(lines)); err == nil {
			checkMarked(t, articles)
		}
	})
}

func FuzzReadCorrected(f *testing.F) {
	f.Add(`{"id": "a", "text": "No, she said.\n\nYes, he said.", "attributions": [{"id": "s1", "source": [[20, 22]], "cue": [[23, 27]], "content": [[15, 18]]}], "reviewed": [[0, 13], [15, 28]]}`)
	f.Add(`{"text": "a", "reviewed": [[0, 1], [0, 1]]}`)
	f.Fuzz(func(t *testing.T, lines string) {
		if articles, err := reading.ReadCorrected(strings.NewReader(lines)); err == nil {
			checkMarked(t, articles)
		}
	})
}
