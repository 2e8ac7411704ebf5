package archive

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func marked(list []Piece) string {
	var b strings.Builder
	for _, p := range list {
		switch p.Op {
		case Same:
			b.WriteString(p.Text)
		case Added:
			b.WriteString("[+" + p.Text + "]")
		case Dropped:
			b.WriteString("[-" + p.Text + "]")
		}
	}
	return b.String()
}

func TestTextsAreComparedWordByWord(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"We never met him.", "We never met him.", "We never met him."},
		{"We never met him.", "“We NEVER met him,”", "“We NEVER met him,”"},
		{"We don't know him.", "We don’t know her.", "We don’t know [-him.][+her.]"},
		{"He was not at our office, and nobody was at his.", "He was not at our office.", "He was not at our office.[-and nobody was at his.]"},
		{"They left.", "On Sunday they left.", "[+On Sunday ]they left."},
		{"", "News.", "[+News.]"},
		{"News.", "", "[-News.]"},
	} {
		if got := marked(pieces(c.a, c.b)); got != c.want {
			t.Errorf("%q, %q: %s\nwant %s", c.a, c.b, got, c.want)
		}
	}
}

// What is the same or added is the second text; what is the same or dropped has the words of the first.
func TestComparedTextsAreWhole(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"the ", "palace, ", "said ", "no. ", "“never” ", "we ", "met"}), 0, 400)
	rapid.Check(t, func(t *rapid.T) {
		a, b := strings.Join(words.Draw(t, "a"), ""), strings.Join(words.Draw(t, "b"), "")
		var first, second string
		for _, p := range pieces(a, b) {
			if p.Op != Added {
				first += p.Text + " "
			}
			if p.Op != Dropped {
				second += p.Text
			}
		}
		if second != b {
			t.Fatalf("%q, want %q", second, b)
		}
		x, y := textWords(a), textWords(first)
		if len(x) != len(y) {
			t.Fatalf("%q, want the words of %q", first, a)
		}
		for i := range x {
			if x[i].hash != y[i].hash {
				t.Fatalf("%q, want the words of %q", first, a)
			}
		}
	})
}
