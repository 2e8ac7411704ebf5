package reading_test

import (
	"testing"

	"sayso"
)

// TestHeadlines holds who speaks in the first line of an article: cue and source, empty where nobody does.
func TestHeadlines(t *testing.T) {
	const body = "\n\nIlse Marrow, the prime minister, lives in Breck. Goran Stell is the palace spokesman. The harbour of Breck lies in the north.\n"
	for _, c := range []struct{ line, source, content string }{
		{"PM: taxes will rise", "PM", "taxes will rise"},
		{"Marrow: we will rebuild the harbour", "Marrow", "we will rebuild the harbour"},
		{"Stell: Envoy met both campaigns", "Stell", "Envoy met both campaigns"},
		{"Police: man shot two", "Police", "man shot two"},
		{"Union: strike begins on Monday", "Union", "strike begins on Monday"},
		{"Report: budget to shrink by half", "Report", "budget to shrink by half"},
		{"Minister to resign, sources say", "sources", "Minister to resign"},
		{"Harbour to close on Friday, palace says", "palace", "Harbour to close on Friday"},
		{"Thousands flee fire in Breck, officials say", "officials", "Thousands flee fire in Breck"},
		{"Taxes must rise, says Marrow", "Marrow", "Taxes must rise"},

		{"Update: the harbour will open", "", ""},
		{"Photo: the harbour at dawn", "", ""},
		{"By Tessa Brandt: the harbour", "", ""},
		{"What we know: the fire in Breck", "", ""},
		{"Fire at 10:30 kills two", "", ""},
		{"Breck: a town in fear", "", ""},
		{"Opinion: the harbour must open", "", ""},
		{"Analysis: why Marrow lost", "", ""},
		{"Harbour fire: three dead", "", ""},
		{"Election 2031: who will win", "", ""},
		{"Watch: Marrow sings", "", ""},
		{"Q&A: the harbour of Breck", "", ""},
	} {
		t.Run(c.line, func(t *testing.T) {
			text := c.line + body
			source, content := "", ""
			for _, s := range full(&sayso.Article{Text: text}).Statements {
				if s.Content.Bounds().Start < len(c.line) {
					source, content = s.Source.Of(text), s.Content.Of(text)
				}
			}
			if source != c.source || content != c.content {
				t.Errorf("%s\ngot %q: %q, want %q: %q", c.line, source, content, c.source, c.content)
			}
		})
	}
}
