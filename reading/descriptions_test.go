package reading_test

import (
	"testing"

	"sayso"
)

// TestDescriptions holds whom a definite phrase stands for: nobody who is known to hold another office, no grown person by a
// word for a child.
func TestDescriptions(t *testing.T) {
	for _, c := range []struct{ text, addressee string }{
		{"Tom Miller plans to meet the council on Friday.\n\nMary Stone asked the boy whether he had seen the dog.", "the boy"},
		{"Tom Miller, the palace spokesman, spoke on Monday. Mary Stone asked the minister whether he would leave.", "the minister"},
		{"Tom Miller, the fisheries minister, spoke on Monday. Mary Stone asked the minister whether he would leave.", "Tom Miller"},
		{"Sen. Tom Miller spoke on Monday. Mary Stone asked the senator whether he would leave.", "Tom Miller"},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := ""
			for _, s := range full(&sayso.Article{Text: c.text}).Statements {
				for _, p := range s.Addressee {
					got = p.Name
				}
			}
			if got != c.addressee {
				t.Errorf("%s\nsaid to %q, want %q", c.text, got, c.addressee)
			}
		})
	}
}
