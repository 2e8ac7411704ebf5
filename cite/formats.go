package cite

import (
	"encoding/json"
	"fmt"
	"strings"
)

var monthMacros = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// BibTeX writes the citation as an entry for BibTeX and biblatex, in UTF-8.
func (s *Source) BibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@article{%s,\n", keyOf(s.Key))
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	var authors []string
	for _, n := range Authors(oneLine(s.Author)) {
		if n.Literal != "" {
			authors = append(authors, "{"+texText(n.Literal)+"}")
		} else {
			authors = append(authors, texText(n.Family)+", "+texText(strings.ReplaceAll(n.Given, ",", "")))
		}
	}
	field("author", strings.Join(authors, " and "))
	// A second pair of braces keeps the capitals of the title.
	if title := texText(oneLine(s.Title)); title != "" {
		field("title", "{"+title+"}")
	}
	field("journal", texText(oneLine(s.Outlet)))
	year, month, day := date(s.Published)
	if year > 0 {
		field("year", fmt.Sprintf("%04d", year))
	}
	if month > 0 {
		fmt.Fprintf(&b, "  month = %s,\n", monthMacros[month-1])
	}
	if day > 0 {
		field("day", fmt.Sprint(day))
	}
	field("url", texAddress(s.URL))
	field("langid", map[string]string{"en": "english"}[s.Language])
	field("note", texText(s.note()))
	b.WriteString("}\n")
	return b.String()
}

// keyOf leaves of a key what BibTeX takes.
func keyOf(key string) string {
	key = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == ':' {
			return r
		}
		return -1
	}, key)
	if key == "" {
		return "statement"
	}
	return key
}

// tex writes TeX's own characters so that they stand for themselves. (Braces are written by name: an unbalanced one ends a
// field, escaped or not.)
var tex = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `_`, `\_`,
	`%`, `\%`, `^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`, `<`, `\textless{}`, `>`, `\textgreater{}`, `"`, `\textquotedbl{}`)

func texText(s string) string { return tex.Replace(s) }

// texAddress keeps an address as it is, but for what would end the field: those are percent-encoded.
func texAddress(s string) string {
	return strings.NewReplacer(`{`, "%7B", `}`, "%7D", `\`, "%5C", ` `, "%20", `"`, "%22", `^`, "%5E").Replace(oneLine(s))
}

// cslItem is an item of CSL-JSON, https://docs.citationstyles.org.
type cslItem struct {
	ID             string    `json:"id"`
	Type           string    `json:"type"`
	Title          string    `json:"title,omitempty"`
	ContainerTitle string    `json:"container-title,omitempty"`
	Author         []cslName `json:"author,omitempty"`
	Issued         *cslDate  `json:"issued,omitempty"`
	Language       string    `json:"language,omitempty"`
	URL            string    `json:"URL,omitempty"`
	Note           string    `json:"note,omitempty"`
}

type cslName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSLJSON writes the citation as CSL-JSON: a list of one item.
func (s *Source) CSLJSON() ([]byte, error) {
	out, err := json.MarshalIndent([]any{s.CSLItem()}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write CSL-JSON: %w", err)
	}
	return append(out, '\n'), nil
}

// CSLItem is the citation as one item of a list in CSL-JSON.
func (s *Source) CSLItem() any {
	item := cslItem{ID: keyOf(s.Key), Type: "article-newspaper", Title: oneLine(s.Title), ContainerTitle: oneLine(s.Outlet), Language: s.Language,
		URL: oneLine(s.URL), Note: s.note()}
	for _, n := range Authors(oneLine(s.Author)) {
		item.Author = append(item.Author, cslName(n))
	}
	if year, month, day := date(s.Published); year > 0 {
		parts := []int{year}
		if month > 0 {
			parts = append(parts, month)
			if day > 0 {
				parts = append(parts, day)
			}
		}
		item.Issued = &cslDate{[][]int{parts}}
	}
	return item
}

// RIS writes the citation in the format of Research Information Systems; lines end as it wants, with CR LF.
func (s *Source) RIS() string {
	var b strings.Builder
	line := func(tag, value string) {
		if value = oneLine(value); value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", tag, value)
		}
	}
	line("TY", "NEWS")
	line("ID", keyOf(s.Key))
	line("TI", s.Title)
	for _, n := range Authors(oneLine(s.Author)) {
		if n.Literal != "" {
			line("AU", n.Literal)
		} else {
			line("AU", n.Family+", "+n.Given)
		}
	}
	line("T2", s.Outlet)
	year, month, day := date(s.Published)
	if year > 0 {
		line("PY", fmt.Sprintf("%04d", year))
		switch {
		case day > 0:
			line("DA", fmt.Sprintf("%04d/%02d/%02d", year, month, day))
		case month > 0:
			line("DA", fmt.Sprintf("%04d/%02d//", year, month))
		}
	}
	line("LA", s.Language)
	line("UR", s.URL)
	line("N1", s.note())
	b.WriteString("ER  - \r\n")
	return b.String()
}
