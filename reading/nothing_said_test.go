package reading_test

import (
	"testing"

	"sayso"
)

// TestNothingSaid holds that a statement tells something.
func TestNothingSaid(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
	}{
		{"Goran Stell says so.", 0},
		{"The Breck Herald was seen at the harbour.", 0},
		{"John Miller was spotted at the harbour.", 0},
		{"John Miller says no.", 1},
		{"John Miller was seen as a traitor.", 1},
	} {
		t.Run(c.text, func(t *testing.T) {
			if r := full(&sayso.Article{Text: c.text}); len(r.Statements) != c.n {
				t.Errorf("%s\ngot %+v, want %d", c.text, r.Statements, c.n)
			}
		})
	}
}

// TestSpeakersNames holds that the comma behind a speaker's words is no part of their name.
func TestSpeakersNames(t *testing.T) {
	for _, text := range []string{"Two officials, one from the harbour office, said the harbour was closed.", "A clerk at the office, a man of forty, said the harbour was closed."} {
		r := full(&sayso.Article{Text: text})
		if len(r.Statements) == 0 {
			t.Fatalf("%s: no statement", text)
		}
		if name := r.Statements[0].Speaker.Name; name == "" || name[len(name)-1] == ',' {
			t.Errorf("%s: the speaker is called %q", text, name)
		}
	}
}
