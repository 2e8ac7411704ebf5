// Package cite writes citations of statements for reference managers: BibTeX, CSL-JSON, RIS and COinS.
//
// What is cited is the article in which a statement stands, as a newspaper article with its authors, outlet and date; the
// statement itself, its speaker and the permanent address of its page stand in the note, where all formats keep them.
package cite

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// Source is what is cited. Empty fields are unknown and left out.
type Source struct {
	// Key is a name for the citation that is stable and unique: letters and digits.
	Key    string
	Title  string
	Author string // the byline, without "By": "Ilse Marrow and Tom Achterberg"
	Outlet string
	// Published is the date in ISO 8601, as precise as it is known.
	Published string
	Language  string
	// URL is the article's own address.
	URL string
	// Speaker and Words are who said what; Permalink is the address of the statement's page.
	Speaker, Words string
	Permalink      string
}

// Name is the name of an author, in two parts where it is a person's.
type Name struct {
	Family, Given string
	// Literal is the whole name of somebody who is not a person: "Portside Post staff".
	Literal string
}

// particles belong to the family name that follows them.
var particles = map[string]bool{"de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "du": true, "la": true, "le": true,
	"van": true, "von": true, "der": true, "den": true, "ten": true, "ter": true, "al": true, "el": true, "bin": true, "ibn": true, "zu": true}

var suffixes = map[string]bool{"jr": true, "jr.": true, "sr": true, "sr.": true, "ii": true, "iii": true, "iv": true}

// Authors splits a byline into names.
func Authors(byline string) []Name {
	byline = strings.Join(strings.Fields(byline), " ")
	for _, and := range []string{" and ", " And ", " AND ", " & ", ";", " with "} {
		byline = strings.ReplaceAll(byline, and, ", ")
	}
	var names []Name
	for _, one := range strings.Split(byline, ",") {
		one = strings.TrimSpace(one)
		switch {
		case one == "":
		case suffixes[strings.ToLower(one)] && len(names) > 0 && names[len(names)-1].Literal == "":
			names[len(names)-1].Given += ", " + one
		default:
			names = append(names, nameOf(one))
		}
	}
	return names
}

// nameOf parts a name. What does not look like a person's, of two to five capitalised words, is left whole.
func nameOf(name string) Name {
	words := strings.Fields(name)
	suffix := ""
	if n := len(words); n > 2 && suffixes[strings.ToLower(words[n-1])] {
		suffix, words = ", "+words[n-1], words[:n-1]
	}
	if len(words) < 2 || len(words) > 5 {
		return Name{Literal: name}
	}
	for i, w := range words {
		first := []rune(w)[0]
		if !unicode.IsUpper(first) && !particles[strings.ToLower(w)] || i == 0 && strings.EqualFold(w, "the") {
			return Name{Literal: name}
		}
	}
	from := len(words) - 1
	for from > 1 && particles[strings.ToLower(words[from-1])] {
		from--
	}
	return Name{Family: strings.Join(words[from:], " "), Given: strings.Join(words[:from], " ") + suffix}
}

// date parts a date into year, month and day; 0 where it is not known.
func date(published string) (year, month, day int) {
	published, _, _ = strings.Cut(published, "T")
	parts := strings.Split(published, "-")
	numbers := [3]int{}
	for i, part := range parts[:min(3, len(parts))] {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || i == 1 && n > 12 || i == 2 && n > 31 || i == 0 && len(part) != 4 {
			break
		}
		numbers[i] = n
	}
	return numbers[0], numbers[1], numbers[2]
}

// note says in one line who said what, and where that stands.
func (s *Source) note() string {
	var parts []string
	words := oneLine(s.Words)
	switch {
	case s.Speaker != "" && words != "":
		parts = append(parts, oneLine(s.Speaker)+": "+words)
	case words != "":
		parts = append(parts, words)
	}
	if s.Permalink != "" {
		parts = append(parts, s.Permalink)
	}
	return strings.Join(parts, " – ")
}

// oneLine makes white space blanks and takes out what is not to be seen and steers a terminal or the direction of text.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// COinS is the citation as an OpenURL ContextObject: the title of an empty span of class Z3988, by which Zotero and others
// take it from a page. The names of the fields are those that Zotero writes for a newspaper article (Dublin Core).
func (s *Source) COinS() string {
	v := url.Values{}
	v.Set("ctx_ver", "Z39.88-2004")
	v.Set("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc")
	v.Set("rft.type", "newspaperArticle")
	set := func(field, value string) {
		if value = oneLine(value); value != "" {
			v.Add(field, value)
		}
	}
	set("rft.title", s.Title)
	set("rft.source", s.Outlet)
	set("rft.date", strings.SplitN(s.Published, "T", 2)[0])
	set("rft.language", s.Language)
	set("rft.identifier", s.URL)
	set("rft.description", s.note())
	for _, n := range Authors(oneLine(s.Author)) {
		if n.Literal != "" {
			set("rft.au", n.Literal)
		} else {
			set("rft.au", n.Given+" "+n.Family)
		}
	}
	return v.Encode()
}
