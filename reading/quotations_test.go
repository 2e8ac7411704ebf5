package reading_test

import (
	"slices"
	"strings"
	"testing"

	"sayso"
)

// TestQuotationMarks holds that quotations in the marks of other countries are read like those in English ones: each its own,
// also where two stand side by side.
func TestQuotationMarks(t *testing.T) {
	type said struct{ speaker, content string }
	var cases = []struct {
		text string // with < and > for the marks
		want []said
	}{
		{"<The port is closed,> Marta Venn said. <It will open in May,> said Goran Stell.",
			[]said{{"Marta Venn", "<The port is closed,>"}, {"Goran Stell", "<It will open in May,>"}}},
		{"<The port is closed> <It will open in May> Marta Venn said.", []said{{"Marta Venn", "<The port is closed> … <It will open in May>"}}},
		{"Marta Venn said: <The port is closed.> <It will open in May.>", []said{{"Marta Venn", "<The port is closed.> … <It will open in May.>"}}},
		{"Marta Venn spoke. <The port is closed.> <It will open in May,> she said.", []said{{"Marta Venn", "<The port is closed.> … <It will open in May,>"}}},
		{"Marta Venn said the <Blue Harbour> was closed and the <Red Harbour> open.",
			[]said{{"Marta Venn", "the <Blue Harbour> was closed and the <Red Harbour> open"}}},
	}
	for _, marks := range [][2]string{{"“", "”"}, {"«", "»"}, {"»", "«"}, {"„", "“"}, {"„", "”"}} {
		for _, c := range cases {
			marked := strings.NewReplacer("<", marks[0], ">", marks[1])
			text := marked.Replace(c.text)
			t.Run(text, func(t *testing.T) {
				var got []said
				for _, s := range full(&sayso.Article{Text: text}).Statements {
					var parts []string
					for _, p := range s.Content {
						parts = append(parts, text[p.Start:p.End])
					}
					got = append(got, said{s.Speaker.Name, strings.Join(parts, " … ")})
				}
				var want []said
				for _, w := range c.want {
					want = append(want, said{w.speaker, marked.Replace(w.content)})
				}
				if !slices.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
			})
		}
	}
}
