package archive

import "bytes"

// stem cuts a folded word to its stem just as the index does: the algorithm of M. F. Porter, "An algorithm for suffix
// stripping", 1980, as SQLite's tokenizer "porter" has it, which works on bytes and leaves words of less than 3 or more than
// 64 of them alone. It changes w and returns a part of it, one byte longer at most than what it left.
func stem(w []byte) []byte {
	if len(w) < 3 || len(w) > 64 {
		return w
	}
	w = stepPlural(w)
	w = stepPast(w)
	if n := len(w) - 1; w[n] == 'y' && hasVowel(w[:n]) {
		w[n] = 'i'
	}
	w = replaceSuffix(w, porter2, measured)
	w = replaceSuffix(w, porter3, measured)
	w = stepLast(w)
	if n := len(w) - 1; w[n] == 'e' && (measuredTwice(w[:n]) || measuredOnce(w[:n]) && !endsShort(w[:n])) {
		w = w[:n]
	}
	if n := len(w) - 1; n > 0 && w[n] == 'l' && w[n-1] == 'l' && measuredTwice(w[:n]) {
		w = w[:n]
	}
	return w
}

type suffix struct{ old, new string }

// Suffixes by step; of those that share their last letters, the longer ones first.
var (
	porter2 = []suffix{{"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"}, {"logi", "log"},
		{"bli", "ble"}, {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"}, {"ization", "ize"}, {"ation", "ate"}, {"ator", "ate"},
		{"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"}, {"iviti", "ive"}, {"biliti", "ble"}}
	porter3 = []suffix{{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""}}
	porter4 = []suffix{{"al", ""}, {"ance", ""}, {"ence", ""}, {"er", ""}, {"ic", ""}, {"able", ""}, {"ible", ""}, {"ant", ""}, {"ement", ""},
		{"ment", ""}, {"ent", ""}, {"ion", ""}, {"ou", ""}, {"ism", ""}, {"ate", ""}, {"iti", ""}, {"ous", ""}, {"ive", ""}, {"ize", ""}}
)

// replaceSuffix replaces the first suffix that the word has, if the condition holds for what stands before it.
func replaceSuffix(w []byte, list []suffix, condition func([]byte) bool) []byte {
	for _, s := range list {
		if len(w) > len(s.old) && bytes.HasSuffix(w, []byte(s.old)) {
			if before := w[:len(w)-len(s.old)]; condition(before) {
				return append(before, s.new...)
			}
			return w
		}
	}
	return w
}

// stepPlural is step 1a: -sses, -ies, -s.
func stepPlural(w []byte) []byte {
	n := len(w)
	switch {
	case w[n-1] != 's' || w[n-2] == 's':
		return w
	case w[n-2] == 'e' && (n > 4 && w[n-4] == 's' && w[n-3] == 's' || n > 3 && w[n-3] == 'i'):
		return w[:n-2]
	}
	return w[:n-1]
}

// stepPast is step 1b: -eed, -ed, -ing.
func stepPast(w []byte) []byte {
	n := len(w)
	switch {
	case n > 3 && bytes.HasSuffix(w, []byte("eed")):
		if measured(w[:n-3]) {
			return w[:n-1]
		}
		return w
	case n > 2 && bytes.HasSuffix(w, []byte("ed")) && hasVowel(w[:n-2]):
		w = w[:n-2]
	case n > 3 && bytes.HasSuffix(w, []byte("ing")) && hasVowel(w[:n-3]):
		w = w[:n-3]
	default:
		return w
	}
	n = len(w)
	switch {
	case n > 2 && (bytes.HasSuffix(w, []byte("at")) || bytes.HasSuffix(w, []byte("bl")) || bytes.HasSuffix(w, []byte("iz"))):
		return append(w, 'e')
	case n > 1 && !isVowel(w[n-1], false) && w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' && w[n-1] != 'z':
		return w[:n-1]
	case measuredOnce(w) && endsShort(w):
		return append(w, 'e')
	}
	return w
}

// stepLast is step 4.
func stepLast(w []byte) []byte {
	return replaceSuffix(w, porter4, func(before []byte) bool {
		if bytes.HasSuffix(w, []byte("ion")) && (len(before) == 0 || before[len(before)-1] != 's' && before[len(before)-1] != 't') {
			return false
		}
		return measuredTwice(before)
	})
}

// isVowel reports whether c is a vowel; y is one behind a consonant.
func isVowel(c byte, behindConsonant bool) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return c == 'y' && behindConsonant
}

// pairs is where the first pair of vowels and consonants in w ends, 0 if there is none. consonant says what stands before w.
func pairs(w []byte, consonant bool) int {
	i := 0
	for ; i < len(w); i++ {
		if consonant = !isVowel(w[i], consonant); !consonant {
			break
		}
	}
	for i++; i < len(w); i++ {
		if consonant = !isVowel(w[i], consonant); consonant {
			return i + 1
		}
	}
	return 0
}

// The measure of Porter's paper: at least one pair, at least two, just one.
func measured(w []byte) bool { return pairs(w, false) > 0 }

func measuredTwice(w []byte) bool {
	n := pairs(w, false)
	return n > 0 && pairs(w[n:], true) > 0
}

func measuredOnce(w []byte) bool {
	n := pairs(w, false)
	return n > 0 && pairs(w[n:], true) == 0
}

// endsShort reports an end of consonant, vowel, consonant that is no w, x or y.
func endsShort(w []byte) bool {
	if len(w) == 0 || w[len(w)-1] == 'w' || w[len(w)-1] == 'x' || w[len(w)-1] == 'y' {
		return false
	}
	mask, consonant := 0, false
	for _, c := range w {
		consonant = !isVowel(c, consonant)
		mask <<= 1
		if consonant {
			mask |= 1
		}
	}
	return mask&7 == 5
}

func hasVowel(w []byte) bool {
	for i, c := range w {
		if isVowel(c, i > 0) {
			return true
		}
	}
	return false
}
