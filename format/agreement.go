package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// says returns the verb for who says so: "say" for several, "says" for one. A name is taken for one, the words for somebody
// unnamed for as many as their noun tells.
func says(name string, kind sayso.SpeakerType) string {
	if several(name, kind) {
		return "say"
	}
	return "says"
}

// denies is [says] of denying.
func denies(name string, kind sayso.SpeakerType) string {
	if several(name, kind) {
		return "deny"
	}
	return "denies"
}

// several reports whether the words for a speaker are in the plural: "two officials", "people close to the minister".
func several(name string, kind sayso.SpeakerType) bool {
	words := strings.Fields(strings.Trim(name, " ,;:"))
	if len(words) == 0 || kind == sayso.SpeakerPerson || kind == sayso.SpeakerOrganisation {
		return false
	}
	switch strings.ToLower(words[0]) {
	case "a", "an", "one", "each", "every", "another", "this", "he", "she", "it", "somebody", "someone":
		return false
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "many", "several", "some", "few", "both", "these", "those", "dozens", "hundreds",
		"thousands", "they", "we", "most", "others", "all":
		return true
	}
	// the noun is the last word before what belongs to it
	noun := words[0]
	for i, w := range words {
		if i > 0 && (behindNoun[strings.ToLower(w)] || strings.HasSuffix(words[i-1], ",")) {
			break
		}
		noun = w
	}
	noun = strings.Trim(noun, ",;:“”\"'’")
	if kind == "" {
		if first, _ := utf8.DecodeRuneInString(noun); unicode.IsUpper(first) {
			return false // a name
		}
	}
	noun = strings.ToLower(noun)
	switch noun {
	case "people", "men", "women", "children", "police", "spokesmen", "spokeswomen", "businessmen", "media":
		return true
	case "news", "politics", "series", "headquarters", "boss":
		return false
	}
	return len(noun) > 3 && noun[len(noun)-1] == 's' && !strings.HasSuffix(noun, "ss") && !strings.HasSuffix(noun, "us") && !strings.HasSuffix(noun, "'s") &&
		!strings.HasSuffix(noun, "’s")
}

// behindNoun are words with which that begins what belongs to a noun.
var behindNoun = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("of for from in on at to with within by near close familiar who whom that which involved briefed and inside around about against under aware") {
		m[w] = true
	}
	return m
}()
