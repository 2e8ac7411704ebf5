package archive

import (
	"strings"

	"sayso"
)

// The terms of marks are of a short list, but for names, and every statement has some: so a row keeps one byte for each that
// is in the list, and the others as they are, a blank before each. The bytes are control characters and marks, of which
// words have none.

// shortTerms have their place in this list as their byte, from 1. Archives have the places: new ones go to the end, and there
// is room up to the digits. What is not here is kept as it is.
var shortTerms = func() []string {
	var list []string
	for _, k := range packedKinds {
		list = append(list, string(k)+facetKind)
	}
	for _, m := range packedModes[:17] {
		list = append(list, string(m)+facetMode)
	}
	for _, flag := range []string{"denial", "negated", "omission", "hypothetical", "named", "unnamed", "person", "organisation", "writer",
		"sourceless", "nested", "relayed", "dated", "checked", "repeated"} {
		list = append(list, flag+facetFlag)
	}
	return list
}()

// termCode is the byte of a short term; the blank is none.
func termCode(place int) byte {
	if place += 1; place < ' ' {
		return byte(place)
	}
	return byte(place + 1)
}

// termOf is the short term of a byte, "" if it is no such byte.
func termOf(code byte) string {
	place := int(code)
	if place > ' ' {
		place--
	}
	if place < 1 || place > len(shortTerms) || code == ' ' {
		return ""
	}
	return shortTerms[place-1]
}

// termCodes are the bytes of the short terms.
var termCodes = func() map[string]byte {
	codes := make(map[string]byte, len(shortTerms))
	for i, t := range shortTerms {
		codes[t] = termCode(i)
	}
	return codes
}()

// repeatedCode is how marks keep repeatedMark.
var repeatedCode = string(termCodes["repeated"+facetFlag])

// packTerms writes terms, a blank between two, as marks keep them.
func packTerms(terms string) string {
	var b strings.Builder
	for t := range strings.SplitSeq(terms, " ") {
		if code, ok := termCodes[t]; ok {
			b.WriteByte(code)
		} else if t != "" {
			b.WriteByte(' ')
			b.WriteString(t)
		}
	}
	return b.String()
}

// unpackTerms gives back what packTerms was given.
func unpackTerms(packed string) string {
	var b strings.Builder
	for i := range len(packed) {
		if t := termOf(packed[i]); t != "" {
			b.WriteByte(' ')
			b.WriteString(t)
		} else {
			b.WriteByte(packed[i])
		}
	}
	return strings.TrimPrefix(b.String(), " ")
}

// marksOf are the terms of a statement as marks keep them.
func marksOf(s *sayso.Statement) string { return packTerms(markFacets(s)) }
