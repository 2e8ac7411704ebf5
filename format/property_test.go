package format_test

import (
	"encoding/csv"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sayso"
	"sayso/format"
)

var escape = regexp.MustCompile("\x1b\\[[0-9]*m")

// drawn is an article of any words with statements of any shape.
func drawn(t *rapid.T) (*sayso.Article, *sayso.Record) {
	words := rapid.StringOfN(rapid.SampledFrom([]rune("abc   \n“”é=@+\x1b,\"'·漢")), 0, 300, -1)
	name := rapid.StringOfN(rapid.SampledFrom([]rune("Marrow ·=\x1b")), 0, 30, -1)
	a := &sayso.Article{ID: "x", Title: words.Draw(t, "title"), Outlet: name.Draw(t, "outlet"), Text: words.Draw(t, "text")}
	r := &sayso.Record{}
	for i := range rapid.IntRange(0, 6).Draw(t, "statements") {
		s := sayso.Statement{ID: string(rune('a' + i)), Kind: rapid.SampledFrom(sayso.Kinds).Draw(t, "kind"),
			Speaker: sayso.Speaker{Name: name.Draw(t, "speaker")}, Content: sayso.Spans{{Start: 0, End: len(a.Text)}},
			Denial: rapid.Bool().Draw(t, "denial"), SaidOn: rapid.SampledFrom([]string{"", "2031-03-06"}).Draw(t, "day")}
		if i > 0 && rapid.Bool().Draw(t, "inside") {
			s.Within = string(rune('a' + i - 1))
		}
		r.Statements = append(r.Statements, s)
	}
	return a, r
}

// Colours change nothing but colours: without them the same signs and words stand in the same places.
func TestColourAddsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, r := drawn(t)
		o := format.Options{Width: rapid.IntRange(0, 130).Draw(t, "width")}
		bare := writtenBy(t, "text", o, a, r)
		o.Color = true
		if got := escape.ReplaceAllString(writtenBy(t, "text", o, a, r), ""); got != bare {
			t.Fatalf("in colour\n%q\nwithout\n%q", got, bare)
		}
		if strings.ContainsRune(bare, '\x1b') {
			t.Fatalf("escape in %q", bare)
		}
	})
}

// No line is wider than the terminal, unless a single word is; and no word is lost.
func TestLinesFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.StringMatching("[a-z]{1,12}"), 1, 80).Draw(t, "words"), " ")
		width := rapid.IntRange(60, 100).Draw(t, "width")
		a := &sayso.Article{ID: "x", Text: text}
		r := &sayso.Record{}
		for i := range 6 {
			s := sayso.Statement{ID: string(rune('a' + i)), Content: sayso.Spans{{Start: 0, End: len(text)}}}
			if i > 0 {
				s.Within = string(rune('a' + i - 1))
			}
			r.Statements = append(r.Statements, s)
		}
		got := writtenBy(t, "text", format.Options{Width: width}, a, r)
		for line := range strings.Lines(got) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
				t.Fatalf("%d columns of %d: %q", n, width, line)
			}
		}
		if n := strings.Count(strings.Join(strings.Fields(got), " "), text); n < 6 {
			t.Fatalf("the words stand there %d times:\n%s", n, got)
		}
	})
}

// Whatever the words are, CSV can be read back and no cell is a formula.
func TestCSVIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, r := drawn(t)
		rows, err := csv.NewReader(strings.NewReader(writtenBy(t, "csv", format.Options{}, a, r))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1+len(r.Statements) {
			t.Fatalf("%d rows for %d statements", len(rows), len(r.Statements))
		}
		for _, row := range rows[1:] {
			for i, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
					t.Fatalf("%s is %q", format.Columns[i], cell)
				}
			}
			if got := strings.TrimPrefix(row[13], "'"); got != strings.TrimPrefix(a.Text, "'") {
				t.Fatalf("content %q of %q", got, a.Text)
			}
		}
	})
}

func writtenBy(t *rapid.T, name string, o format.Options, a *sayso.Article, r *sayso.Record) string {
	var b strings.Builder
	out, err := format.NewRecords(name, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Record(a, r); err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
