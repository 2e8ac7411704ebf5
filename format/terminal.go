package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Colours: ANSI codes that read well on dark and light ground.
const (
	plain   = ""
	bold    = "1"
	dim     = "2"
	red     = "31"
	green   = "32"
	yellow  = "33"
	blue    = "34"
	magenta = "35"
	cyan    = "36"
)

// piece is text in one colour.
type piece struct{ code, text string }

// wrap writes the words of the pieces, one blank between any two, in lines of the width. The first line begins indent
// columns from the left, the others hang columns further. A dot between two notes stays with the one behind it.
func (t *text) wrap(pieces []piece, indent, hang int) {
	var words []piece
	for _, p := range pieces {
		for _, word := range strings.Fields(clean(p.text)) {
			words = append(words, piece{p.code, word})
		}
	}
	used, left, color := 0, indent, plain
	for i, w := range words {
		n := columns(w.text)
		need := n
		if w.text == "·" && i+1 < len(words) {
			need += 1 + columns(words[i+1].text)
		}
		switch {
		case used == 0:
			t.out.WriteString(strings.Repeat(" ", left))
		case used+1+need > max(t.width-left, minColumns):
			t.paint(&color, plain)
			left, used = indent+hang, 0
			t.out.WriteString("\n" + strings.Repeat(" ", left))
		default:
			t.out.WriteByte(' ')
			used++
		}
		t.paint(&color, w.code)
		t.out.WriteString(w.text)
		used += n
	}
	t.paint(&color, plain)
	if used > 0 {
		t.out.WriteByte('\n')
	}
}

// paint changes the colour to code, if there are colours and it is another one.
func (t *text) paint(color *string, code string) {
	if !t.color || *color == code {
		return
	}
	if *color != plain {
		t.out.WriteString("\x1b[0m")
	}
	if code != plain {
		t.out.WriteString("\x1b[" + code + "m")
	}
	*color = code
}

// minColumns are left to the words however deep they are nested.
const minColumns = 20

// clean makes text of others harmless on a terminal: no control characters, white space as single blanks.
func clean(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200d':
			return -1
		}
		return r
	}, s)), " ")
}

// columns estimates how many columns a word takes: one a character as people see them, two for wide ones.
func columns(word string) int {
	if isASCII(word) {
		return len(word)
	}
	n := 0
	for g := graphemes.FromString(word); g.Next(); {
		r, _ := utf8.DecodeRuneInString(g.Value())
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

// wide reports whether terminals give a character two columns: East Asian scripts and pictures.
func wide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe4f || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300 && r <= 0x1faff)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
