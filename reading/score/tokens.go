// Package score holds the statements of a reading against those that people marked, and gives the figures by which
// attribution is measured elsewhere: Citron's exact match and overlap, CofeNet's spans, labels token by token, and
// "statement": who said what.
package score

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// set is a set of token numbers, sorted.
type set []int

// tokenise returns the spans of the tokens that figures count: runs of letters and digits, and every other mark by
// itself; typographic quotation marks, dashes and Latin-1 signs are marks.
func tokenise(text string) []sayso.Span {
	var out []sayso.Span
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, sayso.Span{Start: start, End: end})
			start = -1
		}
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z':
				if start < 0 {
					start = i
				}
			case c == ' ' || c >= '\t' && c <= '\r':
				flush(i)
			default:
				flush(i)
				out = append(out, sayso.Span{Start: i, End: i + 1})
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if isMark(r) {
			flush(i)
			if !unicode.IsSpace(r) {
				out = append(out, sayso.Span{Start: i, End: i + size})
			}
		} else if start < 0 {
			start = i
		}
		i += size
	}
	flush(len(text))
	return slices.DeleteFunc(out, func(s sayso.Span) bool { return blank(s.Of(text)) })
}

func isMark(r rune) bool {
	return r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x205e || r >= 0xa0 && r <= 0xbf
}

func blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// touched returns the tokens that any of the spans touches.
func touched(spans sayso.Spans, tokens []sayso.Span) set {
	var out set
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(tokens, s.Start, func(t sayso.Span, at int) int { return t.End - at - 1 })
		for ; i < len(tokens) && tokens[i].Start < s.End; i++ {
			if tokens[i].End > s.Start {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (a set) shared(b set) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

func (a set) jaccard(b set) float64 {
	n := a.shared(b)
	total := len(a) + len(b) - n
	if total == 0 {
		return 1
	}
	return float64(n) / float64(total)
}

func union(sets []set) set {
	var out set
	for _, s := range sets {
		out = append(out, s...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func intersection(a, b set) set {
	var out set
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}
