package english

import "strings"

// titles are abbreviations that a name or number follows: a full stop after them never ends a sentence.
var titles = set("mr mrs ms messrs dr prof rev hon gov lt gen sen rep reps sens adm capt cmdr col maj sgt cpl pvt st fr " +
	"pres supt det insp ald amb atty mt ft no nos vs v pp vol fig eq cf ca approx sec")

// abbreviations keep their full stop and may stand at the end of a sentence.
var abbreviations = set("jr sr inc co corp ltd llc bros jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues " +
	"wed thu thur thurs fri sat sun etc al ed eds dept univ assn bros est min max ave blvd rd sq ext pop ala ariz ark " +
	"calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nebr nev okla ore pa penn " +
	"tenn tex vt va wash wis wyo ph.d ph phd")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// abbreviationAt reports whether the full stop at byte j belongs to the word that starts at byte i.
func abbreviationAt(text string, i, j int) bool {
	word := text[i:j]
	if len(word) > 12 {
		return false
	}
	next := letterAt(text, j+1) > 0
	if dot := strings.LastIndexByte(word, '.'); dot >= 0 {
		// inside U.S. or a.m. or J.R.R.: one or two letters after each full stop
		return len(word)-dot <= 2 || strings.EqualFold(word, "ph.d")
	}
	if len(word) == 1 && isLetterByte(word[0]) {
		// an initial or the beginning of U.S.; a small letter only where another follows: a.m.
		return isUpper(word[0]) && word[0] != 'I' || next && j+2 < len(text) && text[j+2] == '.'
	}
	if next { // "end.The": no abbreviation, but a missing blank
		return strings.EqualFold(word, "ph") && hasPrefixFold(text[j:], ".d.")
	}
	var buf [12]byte
	lower := lowerASCII(buf[:0], word)
	if titles[string(lower)] {
		// "no." is a number's only before one, "St." and the rest only with a capital
		if string(lower) == "no" || string(lower) == "nos" || string(lower) == "v" || string(lower) == "fig" {
			k := j + 1
			for k < len(text) && text[k] == ' ' {
				k++
			}
			return k < len(text) && (isDigit(text[k]) || string(lower) == "v" && isUpper(text[k]))
		}
		return isUpper(word[0]) || string(lower) == "vs" || string(lower) == "approx" || string(lower) == "pp"
	}
	if abbreviations[string(lower)] {
		if isUpper(word[0]) {
			// Mar., Ill. and the like are words as well: an abbreviation where a number or a small letter follows
			return true
		}
		return string(lower) == "etc" || string(lower) == "al" || string(lower) == "approx"
	}
	return false
}

// isTitle reports whether form, with its full stop, is an abbreviation that cannot end a sentence.
func isTitle(form string) bool {
	if len(form) < 2 || form[len(form)-1] != '.' || len(form) > 12 {
		return false
	}
	var buf [12]byte
	return titles[string(lowerASCII(buf[:0], form[:len(form)-1]))]
}

// lowerASCII appends the lower-case form of word to dst; letters beyond ASCII stay as they are.
func lowerASCII(dst []byte, word string) []byte {
	for k := 0; k < len(word); k++ {
		c := word[k]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}

// bound are prefixes that stay with the word behind their hyphen: e-mail, co-operate, mid-May.
var bound = set("e co re pre non anti ex pro mid semi multi sub un inter intra ultra vice self x t u")

func keepsHyphen(word string) bool {
	if len(word) > 5 {
		return false
	}
	var buf [8]byte
	return bound[string(lowerASCII(buf[:0], word))]
}
