package reading_test

import (
	"testing"

	"sayso"
)

// TestWorks holds that nobody is taken for the speaker whose name is but the title of a work, or a part of one.
func TestWorks(t *testing.T) {
	for _, c := range []struct{ text, speaker string }{
		{"The film “Becoming Ilse Marrow” opens on Friday. “Becoming Ilse Marrow” says the mayor took money.", "“Becoming Ilse Marrow”"},
		{"In “Raising Holm,” a new documentary, the director shows how the harbour was sold.", "the director"},
		{"Anna Lind wrote “Dana Holm: A Life.” The book claims that she lied once.", "The book"},
		{"Goran Stell wrote a book. “The Years of Oskar Lind” says the mayor took money.", "“The Years of Oskar Lind”"},
		{"Ilse Marrow wrote the book in a year. Marrow says the mayor took money.", "Ilse Marrow"},
		{"The harbour was sold. “The Years of Peace Are Over,” Oskar Lind said.", "Oskar Lind"},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := ""
			for _, s := range full(&sayso.Article{Text: c.text}).Statements {
				got = s.Speaker.Name
			}
			if got != c.speaker {
				t.Errorf("%s\nspoken by %q, want %q", c.text, got, c.speaker)
			}
		})
	}
	for _, text := range []string{"The musical Hartwell opened on Friday. Hartwell tells of a mayor who lies.", "Tom Fuller is the star of the film Ilse Marrow. Ilse Marrow tells of a mayor who lies."} {
		for _, e := range full(&sayso.Article{Text: text}).Entities {
			if e.Type == sayso.Person && e.Name != "Tom Fuller" {
				t.Errorf("%s\n%s is no person", text, e.Name)
			}
		}
	}
}
