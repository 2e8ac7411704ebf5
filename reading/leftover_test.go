package reading_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/reading"
)

// TestDirectSpeech shows where direct speech is found by layout and shape, and what in quotation marks is no speech.
func TestDirectSpeech(t *testing.T) {
	r := reading.New()
	for _, c := range []struct {
		name, text string
		want       []string // source | content of the statements that hold a quotation
	}{
		{"goes on behind an aside", `"We closed the harbour in March," Mr. Marrow said, referring to the two docks. "Nobody will sail before May."`,
			[]string{`Mr. Marrow | "We closed the harbour in March," … "Nobody will sail before May."`}},
		{"a paragraph of its own goes on", "“We closed the harbour in March,” Ilse Marrow said.\n\n“Nobody will sail before May.”\n\nThe town was quiet.",
			[]string{"Ilse Marrow | “We closed the harbour in March,” … “Nobody will sail before May.”"}},
		{"an open quotation goes on", "“We closed the harbour,” Ilse Marrow said. “It stays so.\n\n“Nobody will sail before May.”\n\nThe town was quiet. The ferries lay in the dock.\n\nTom Achterberg said the ferries were old.",
			[]string{"Ilse Marrow | “We closed the harbour,” … “It stays so. … “Nobody will sail before May.”"}},
		{"a verb that is no cue elsewhere", `"Nobody will sail before May!" beamed Ilse Marrow of Breck.`,
			[]string{`Ilse Marrow of Breck | "Nobody will sail before May!"`}},
		{"signatures in a list", "“The most able mayor we ever had.” ― Ilse Marrow\n“She has closed the harbour and nobody knows why she did.” ― Tom Achterberg",
			[]string{"Ilse Marrow | “The most able mayor we ever had.”", "Tom Achterberg | “She has closed the harbour and nobody knows why she did.”"}},
		{"a colon at the end of a paragraph", "In the end Ilse Marrow reminded them of it:\n\n“Nobody will sail before May, and nobody wants to.”\n\nThe town was quiet.",
			[]string{"Ilse Marrow | “Nobody will sail before May, and nobody wants to.”"}},
		{"scare quotes", `The so-called "Night Ferry" left the harbour.`, nil},
		{"a title", `Her book "The Closed Harbour" sold well in Breck.`, nil},
		{"a nickname", `Tom "Two Boats" Achterberg left the harbour.`, nil},
		{"a programme", `He appeared with his boats on "Good Morning Breck."`, nil},
		{"a motto", `Above the door stood "Sail On" in old letters.`, nil},
		{"a term", `The harbour closed for reasons of "force majeure" that day.`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range r.Read(&sayso.Article{Text: c.text}).Outer() {
				if s.Kind != sayso.Indirect {
					got = append(got, s.Source.Of(c.text)+" | "+s.Content.Of(c.text))
				}
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%s\ngot\n  %s\nwant\n  %s", c.text, strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}
