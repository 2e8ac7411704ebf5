package desk

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
)

func TestCut(t *testing.T) {
	tell := func(parts []part) string {
		var b strings.Builder
		for _, p := range parts {
			if p.Match {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	if got := tell(cut("the harbours are closed", []sayso.Span{{Start: 4, End: 12}, {Start: 17, End: 23}})); got != "the [harbours] are [closed]" {
		t.Error(got)
	}
	for _, word := range []string{"é", "word ", "averylongword"} {
		long := strings.Repeat(word, 20_000)
		for _, at := range []int{0, 20, 1400, 5000, len(long) - 4} {
			at -= at % len(word)
			got := tell(cut(long, []sayso.Span{{Start: at, End: at + len(strings.TrimSpace(word))}}))
			if len(got) > cutAt+60 || !utf8.ValidString(got) || strings.Count(got, "[") != 1 || !strings.Contains(got, "…") {
				t.Errorf("%d bytes of %q with a match at %d: %.80q", len(got), word, at, got)
			}
		}
		if got := tell(cut(long, nil)); len(got) > cutAt+10 || !utf8.ValidString(got) {
			t.Errorf("%d bytes of %q", len(got), word)
		}
	}
}
