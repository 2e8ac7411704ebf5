package archive_test

import (
	"fmt"
	"testing"

	"sayso"
	"sayso/archive"
)

func TestPartsAreFoundByWordsOrPositions(t *testing.T) {
	const text = "She said no. He said “no, never” … and left. She said no."
	late := &sayso.Statement{Cue: sayso.Spans{{Start: 55, End: 59}}}
	for _, c := range []struct {
		words string
		near  *sayso.Statement
		want  string
	}{
		{"She said", nil, "[{0 8}]"},
		{"She said", late, "[{51 59}]"},
		{"no, never … left", nil, "[{24 33} {45 49}]"},
		{"13-15,4-8", nil, "[{13 15} {4 8}]"},
		{"  ", nil, "[]"},
		{"nobody", nil, "“nobody” does not stand in the text"},
		{"99999999999999999999-1", nil, "position 99999999999999999999-1: strconv.Atoi: parsing \"99999999999999999999\": value out of range"},
	} {
		spans, err := archive.FindPart(text, c.words, c.near)
		got := fmt.Sprint(spans)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.words, got, c.want)
		}
	}
}
