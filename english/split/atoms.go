package split

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what an atom is made of.
type class uint8

const (
	none class = iota
	letters
	capital  // one capital and small letters
	capitals // capitals only, at least two
	digits
	mark
)

// atom is a run of letters, of digits, or of one mark repeated: the pieces that tokens are made of.
type atom struct {
	start, end int32
	class      class
}

func isApostrophe(text string, i int) int {
	if i < len(text) && text[i] == '\'' {
		return 1
	}
	if strings.HasPrefix(text[i:], "’") {
		return len("’")
	}
	return 0
}

// letterAt returns the size of the letter or combining mark at text[i], 0 if there is none, and whether it is a capital.
func letterAt(text string, i int) (int, bool) {
	if i >= len(text) {
		return 0, false
	}
	c := text[i]
	if c < utf8.RuneSelf {
		switch {
		case c >= 'a' && c <= 'z':
			return 1, false
		case c >= 'A' && c <= 'Z':
			return 1, true
		}
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	if unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u00ad' {
		return size, unicode.IsUpper(r)
	}
	return 0, false
}

func digitAt(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		if c >= '0' && c <= '9' {
			return 1
		}
		return 0
	}
	if r, size := utf8.DecodeRuneInString(text[i:]); unicode.IsNumber(r) {
		return size
	}
	return 0
}

// atoms appends the atoms of a run without white space, text[i:end].
func atoms(dst []atom, text string, i, end int) []atom {
	text = text[:end]
	for i < end {
		start := i
		if size, upper := letterAt(text, i); size > 0 {
			first, ups, lows := upper, 0, 0
			for size > 0 {
				if upper {
					ups++
				} else {
					lows++
				}
				i += size
				if size, upper = letterAt(text, i); size == 0 && i < end {
					// an apostrophe between letters is part of the word
					if a := isApostrophe(text, i); a > 0 {
						if size, upper = letterAt(text, i+a); size > 0 {
							i += a
						}
					}
				}
			}
			c := letters
			switch {
			case ups > 1 && lows == 0:
				c = capitals
			case first:
				c = capital
			}
			dst = append(dst, atom{int32(start), int32(i), c})
			continue
		}
		if size := digitAt(text, i); size > 0 {
			for size > 0 {
				i += size
				size = digitAt(text, i)
			}
			dst = append(dst, atom{int32(start), int32(i), digits})
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		unit := text[i : i+size]
		for i += size; strings.HasPrefix(text[i:], unit); i += size {
		}
		dst = append(dst, atom{int32(start), int32(i), mark})
	}
	return dst
}

// spaceAt returns the size of the white space or invisible character at text[i], 0 if there is none.
func spaceAt(text string, i int) int {
	c := text[i]
	if c < utf8.RuneSelf {
		if c == ' ' || c >= '\t' && c <= '\r' {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' {
		return size
	}
	return 0
}
