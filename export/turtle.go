package export

import (
	"fmt"
	"strings"
)

// prefixes are those of the Turtle and TriG written here.
const prefixes = `@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <http://schema.org/> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sayso: <urn:sayso:terms:> .

`

// iri writes an address between angle brackets; what may not stand there is percent-encoded.
func iri(address string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, c := range []byte(address) {
		if c <= ' ' || strings.IndexByte("<>\"{}|^`\\", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	b.WriteByte('>')
	return b.String()
}

// literal writes a string.
func literal(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// inLanguage writes a string of a language.
func inLanguage(s, language string) string { return literal(s) + "@" + language }

// date writes a date or time with the type that fits how precise it is, "" where it is none.
func date(s string) string {
	kind := ""
	switch len(s) {
	case 4:
		kind = "gYear"
	case 7:
		kind = "gYearMonth"
	case 10:
		kind = "date"
	default:
		kind = "dateTime"
	}
	if ftmDate(s) == "" {
		return ""
	}
	return literal(s) + "^^xsd:" + kind
}

// subject gathers what is said of one thing.
type subject struct {
	b     *strings.Builder
	begun bool
	id    string
}

func describe(b *strings.Builder, id, kind string) *subject {
	s := &subject{b: b, id: id}
	s.add("a", kind)
	return s
}

// add says one thing more; nothing, if the object is empty.
func (s *subject) add(predicate, object string) {
	if object == "" {
		return
	}
	if !s.begun {
		fmt.Fprintf(s.b, "%s %s %s", s.id, predicate, object)
		s.begun = true
		return
	}
	fmt.Fprintf(s.b, " ;\n    %s %s", predicate, object)
}

func (s *subject) end() { s.b.WriteString(" .\n") }
