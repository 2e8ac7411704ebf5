package archive

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sayso"
)

// Filters are answered by the same index as words: a statement's column "facets" holds one term for each thing it can
// be filtered by, so that "Marrow on the harbour in the Herald in May" is one walk over the index, newest first. A term
// is a word with a digit that tells what it is a word of. The digit also keeps the stemmer away, which changes only
// the ends of words in letters: "Hughes" as a name must not find Hugh.
const (
	facetName      = "0" // a word of one of the speaker's names
	facetKind      = "1"
	facetMode      = "2"
	facetOutlet    = "3" // a word of the outlet's name
	facetSpeaker   = "4" // one speaker: "s" and the speaker's id
	facetFlag      = "5" // what is true of the statement: "denial", "unnamed", …; see query.Flags
	facetTheOutlet = "6" // one outlet: "o" and the outlet's id
	facetVenue     = "7" // a word of the kind of occasion or of its outlet
	facetAddressee = "8" // a word of the name of an addressee
	facetVia       = "9" // a word of the name of one who relayed it
)

// nameWords returns the words of a name, each once, in the order in which they come.
func nameWords(names ...string) []string {
	var words []string
	for _, name := range names {
		for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !isWordRune(r) }) {
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return words
}

// isWordRune reports whether r is part of a word: a letter, a digit, or an accent that stands by itself.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)
}

// facets writes words as terms of one facet.
func facets(facet string, words []string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		b.WriteString(facet)
	}
	return b.String()
}

// voiceFacets are the terms of a speaker in one article, by all forms of the name there.
func voiceFacets(speaker int64, names []string) string {
	return strings.TrimLeft(facets(facetName, nameWords(names...))+" "+speakerTerm(speaker), " ")
}

// speakerTerm is the term of exactly one speaker.
func speakerTerm(id int64) string { return "s" + strconv.FormatInt(id, 10) + facetSpeaker }

// outletTerm is the term of exactly one outlet.
func outletTerm(id int64) string { return "o" + strconv.FormatInt(id, 10) + facetTheOutlet }

// outletFacets are the terms of an outlet.
func outletFacets(id int64, words string) string {
	if id == 0 {
		return ""
	}
	return words + " " + outletTerm(id)
}

// statementFacets joins the terms of a statement just as the view statement_words does.
func statementFacets(voice, outlet, marks string) string { return voice + " " + outlet + " " + marks }

// markFacets are the terms of a statement that do not come from its speaker or outlet. Kind and mode are the first two.
func markFacets(s *sayso.Statement) string {
	var b strings.Builder
	b.WriteString(string(s.Kind) + facetKind + " " + string(s.Mode) + facetMode)
	t := s.Speaker.Type
	for _, flag := range []struct {
		name string
		is   bool
	}{
		{"denial", s.Denial}, {"negated", s.Negated}, {"omission", s.Omission}, {"hypothetical", s.Hypothetical},
		{"named", t == sayso.SpeakerPerson || t == sayso.SpeakerOrganisation}, {"unnamed", t == sayso.SpeakerUnnamed},
		{"person", t == sayso.SpeakerPerson}, {"organisation", t == sayso.SpeakerOrganisation}, {"writer", t == sayso.SpeakerWriter},
		{"sourceless", t == sayso.SpeakerNone}, {"nested", s.Within != ""}, {"relayed", len(s.Via) > 0}, {"dated", s.SaidOn != ""},
		{"checked", s.Checked != nil},
	} {
		if flag.is {
			b.WriteString(" " + flag.name + facetFlag)
		}
	}
	write := func(facet string, names ...string) {
		if words := facets(facet, nameWords(names...)); words != "" {
			b.WriteString(" " + words)
		}
	}
	if s.Venue != nil {
		write(facetVenue, s.Venue.Kind, s.Venue.Outlet)
	}
	write(facetAddressee, partyNames(s.Addressee)...)
	write(facetVia, partyNames(s.Via)...)
	return b.String()
}

func partyNames(list []sayso.Party) []string {
	var names []string
	for _, p := range list {
		names = append(names, p.Name)
	}
	return names
}
