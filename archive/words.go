package archive

import (
	"fmt"
	"strings"
	"unicode"
)

// maxTerms is the most words and phrases that a query may have.
const maxTerms = 100

// terms reads what someone typed into the search field: plain words, and phrases in quotation marks of any kind. A mark
// that is never closed counts as nothing. Every term holds a letter or digit and no double quotation mark.
func terms(words string) []string {
	var found []string
	words = strings.ToValidUTF8(words, " ")
	for words != "" {
		open := strings.IndexFunc(words, isQuote)
		if open < 0 {
			return appendWords(found, words)
		}
		found = appendWords(found, words[:open])
		words = words[open+runeLen(words[open:]):]
		end := strings.IndexFunc(words, isQuote)
		if end < 0 {
			return appendWords(found, words)
		}
		if phrase := clean(words[:end]); hasWord(phrase) {
			found = append(found, phrase)
		}
		words = words[end+runeLen(words[end:]):]
	}
	return found
}

func appendWords(found []string, words string) []string {
	for _, word := range strings.Fields(clean(words)) {
		if hasWord(word) {
			found = append(found, word)
		}
	}
	return found
}

// clean makes control characters spaces: a NUL would end the query early.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”„‟«»＂", r) }

func runeLen(s string) int {
	for i := range s[1:] {
		return i + 1
	}
	return len(s)
}

// matchWords writes the words of a query as an expression of the index, or "" for no words. Each term is a string of
// the index's language, inside which nothing has a meaning of its own.
func matchWords(words string) (string, error) {
	if strings.TrimSpace(words) == "" {
		return "", nil
	}
	found := terms(words)
	if len(found) == 0 {
		return "", &QueryError{Field: "words", Value: words, Want: "a letter or digit is needed to search for"}
	}
	if len(found) > maxTerms {
		return "", &QueryError{Field: "words", Value: words, Want: fmt.Sprintf("at most %d words", maxTerms)}
	}
	return "{content source cue speaker} : (" + allOf(found) + ")", nil
}

// matchFacets writes terms of facets, all of which must be there, as an expression of the index.
func matchFacets(found []string) string { return "facets : (" + allOf(found) + ")" }

func allOf(terms []string) string { return `"` + strings.Join(terms, `" AND "`) + `"` }
