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
// columns from the left, the others hang columns further.
func (t *text) wrap(pieces []piece, indent, hang int) {
	var line strings.Builder
	var run piece // the words of one colour that are still to be painted
	used, left := 0, indent
	paint := func() {
		if run.text == "" {
			return
		}
		if t.color && run.code != plain {
			line.WriteString("\x1b[" + run.code + "m" + run.text + "\x1b[0m")
		} else {
			line.WriteString(run.text)
		}
		run.text = ""
	}
	end := func() {
		paint()
		if line.Len() > 0 {
			t.out.WriteString(strings.Repeat(" ", left))
			t.out.WriteString(line.String())
			t.out.WriteByte('\n')
		}
		line.Reset()
		used, left = 0, indent+hang
	}
	for _, p := range pieces {
		for _, word := range strings.Fields(clean(p.text)) {
			n := columns(word)
			if used > 0 && used+1+n > max(t.width-left, minColumns) {
				end()
			}
			blank := ""
			if used > 0 {
				blank, used = " ", used+1
			}
			if p.code != run.code {
				run.text += blank // uncoloured or not, a blank looks the same
				paint()
				run.code, blank = p.code, ""
			}
			run.text += blank + word
			used += n
		}
	}
	end()
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
