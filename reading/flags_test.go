package reading_test

import (
	"testing"

	"sayso"
	"sayso/reading"
)

// TestFlagsOfTrained holds what the trained reading says of statements, those with cues beyond the rules' lexicon among
// them.
func TestFlagsOfTrained(t *testing.T) {
	r := reading.New()
	for _, c := range []struct {
		text                          string
		mode                          sayso.Mode
		negated, hypothetical, denial bool
	}{
		{"Ilse Marrow denied that the harbour was closed.", sayso.Deny, false, false, true},
		{"Ilse Marrow did not deny that the harbour was closed.", sayso.Deny, true, false, false},
		{"Ilse Marrow never said that the harbour was closed.", sayso.Say, true, false, false},
		{"Ilse Marrow has not said whether the harbour will close.", sayso.Say, true, false, false},
		{"Ilse Marrow declined to say whether the harbour was closed.", sayso.Say, true, false, false},
		{"The Harbour Office declined to comment.", sayso.Deny, true, false, false},
		{"Ilse Marrow would not say whether the harbour was closed.", sayso.Say, true, false, false},
		{"Ilse Marrow would say that the harbour was closed.", sayso.Say, false, true, false},
		{"Ilse Marrow might argue that the harbour was closed.", sayso.Claim, false, true, false},
		{"If Ilse Marrow says that the harbour is closed, nobody will sail.", sayso.Say, false, true, false},
		{"Ilse Marrow said she would resign if the harbour was closed.", sayso.Say, false, false, false},
		{"Ilse Marrow claimed the talks were not an attempt to close the harbour.", sayso.Claim, false, false, true},
		{"\"That is nonsense, because this is not true,\" Ilse Marrow said.", sayso.Say, false, false, true},
		{"Ilse Marrow said the story was a lie.", sayso.Say, false, false, true},
		{"Ilse Marrow said the report is completely false.", sayso.Say, false, false, true},
		{"Ilse Marrow said the report was not false.", sayso.Say, false, false, false},
		{"Ilse Marrow asked whether the harbour was closed.", sayso.Ask, false, false, false},
		{"\"Who closed the harbour?\" Ilse Marrow said.", sayso.Ask, false, false, false},
		{"\"Nobody will sail before May,\" Ilse Marrow boomed.", sayso.Say, false, false, false},
	} {
		s := r.Read(&sayso.Article{Text: c.text}).Outer()
		if len(s) == 0 {
			t.Errorf("%s: no statement", c.text)
			continue
		}
		got := s[0]
		if got.Mode != c.mode || got.Negated != c.negated || got.Hypothetical != c.hypothetical || got.Denial != c.denial {
			t.Errorf("%s: mode %s, negated %v, hypothetical %v, denial %v (cue %q)", c.text, got.Mode, got.Negated, got.Hypothetical, got.Denial, got.Cue.Of(c.text))
		}
	}
}
