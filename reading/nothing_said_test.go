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

// TestDeeds holds what verbs of saying tell of beside what is said.
func TestDeeds(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
	}{
		{"Dana Holm is expecting a second child in May.", 0},
		{"Dana Holm is expecting a defeat in May.", 1},
		{"The magazine named him on its list of the hundred richest people.", 0},
		{"The board named a new chairman on Friday.", 0},
		{"Dana Holm called the police at eight.", 0},
		{"Dana Holm called the plan a disaster.", 1},
		{"Somebody asked about the harbour.", 0},
		{"Dana Holm asked whether the harbour was closed.", 1},
		{"She told a joke.", 0},
		{"She told a reporter that the harbour was closed.", 1},
		{"The firm recalled 200 cars.", 0},
		{"Dana Holm recalled that the harbour was closed.", 1},
	} {
		if got := full(&sayso.Article{Text: c.text}).Statements; len(got) != c.n {
			t.Errorf("%s\ngot %+v, want %d", c.text, got, c.n)
		}
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
