package net

import (
	"testing"
	"unicode/utf8"
)

func TestScriptMakesItsLemma(t *testing.T) {
	for _, c := range []struct{ form, lemma, script string }{
		{"laughed", "laugh", "l2:"},
		{"The", "the", "l0:"},
		{"Marrow", "Marrow", "k0:"},
		{"went", "go", "l4:go"},
		{"tried", "try", "l3:y"},
		{"'s", "be", "l2:be"},
		{"élèves", "élève", "l1:"},
		{"BRECK", "Breck", "k4:reck"},
	} {
		s := ScriptOf(c.form, c.lemma)
		if s.String() != c.script {
			t.Errorf("%s → %s: script %q, want %q", c.form, c.lemma, s, c.script)
		}
		if got := s.Apply(c.form); got != c.lemma {
			t.Errorf("script %q makes %q of %s, want %q", s, got, c.form, c.lemma)
		}
		back, err := parseScript(s.String())
		if err != nil || back != s {
			t.Errorf("script %q reads back as %v, %v", s, back, err)
		}
	}
}

func TestScriptThatDoesNotFitLeavesTheForm(t *testing.T) {
	for _, s := range []Script{{Cut: 9, Add: "x"}, {Cut: 1}} {
		if got := s.Apply("né"); got != "né" {
			t.Errorf("%v makes %q", s, got)
		}
	}
}

func FuzzScript(f *testing.F) {
	f.Add("laughed", "laugh")
	f.Add("İ", "i")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, form, lemma string) {
		if !utf8.ValidString(form) || !utf8.ValidString(lemma) {
			return
		}
		s := ScriptOf(form, lemma)
		if got := s.Apply(form); got != lemma {
			t.Errorf("script %q makes %q of %q, want %q", s, got, form, lemma)
		}
	})
}
