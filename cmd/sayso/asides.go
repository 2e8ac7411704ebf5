package main

import (
	"fmt"
	"io"
	"strings"

	"sayso"
	"sayso/intake"
)

// asides are what the user should know of the articles that were taken in, though nothing went wrong: that they are not in
// English, or that much of their page was left out.
type asides struct {
	foreign   int
	languages []string // in the order in which they came
	cut       []string // pages of which more was left out than taken, with how much
	cutMore   int
}

// maxNamed is how many pages are named; the others are counted.
const maxNamed = 5

func (s *asides) note(a *sayso.Article) {
	if !intake.IsEnglish(a) {
		s.foreign++
		name := intake.LanguageName(a.Language)
		for _, n := range s.languages {
			if n == name {
				return
			}
		}
		s.languages = append(s.languages, name)
		return
	}
	if words := len(strings.Fields(a.Text)); a.LeftOut > words && a.LeftOut > 100 {
		if len(s.cut) < maxNamed {
			s.cut = append(s.cut, fmt.Sprintf("%s: of %d words of running text %d are taken for the article", a.Path, words+a.LeftOut, words))
		} else {
			s.cutMore++
		}
	}
}

func (s *asides) print(w io.Writer) {
	if s.foreign > 0 {
		fmt.Fprintf(w, "sayso: %s not in English (%s): listed, not read\n", count(s.foreign, "article"), strings.Join(s.languages, ", "))
	}
	for _, line := range s.cut {
		fmt.Fprintf(w, "sayso: %s\n", line)
	}
	if s.cutMore > 0 {
		fmt.Fprintf(w, "sayso: and %s more of which less than half is taken\n", count(s.cutMore, "page"))
	}
}
