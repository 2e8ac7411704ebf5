package format

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"sayso"
	"sayso/archive"
)

// text writes for people. Each statement takes a line that says who and how, and its words below:
//
//	❝ Ilse Marrow said to reporters · interview (the Herald) · 12 March
//	    “The harbour is closed.”
//
// The sign at the start tells the kind even without colour: ❝ direct, ◐ mixed, → indirect.
type text struct {
	out   *bufio.Writer
	color bool
	width int
	first bool
}

func newText(w io.Writer, o Options) *text {
	width := o.Width
	if width < 30 {
		width = 80
	}
	return &text{out: bufio.NewWriter(w), color: o.Color, width: min(width, 110), first: true}
}

var kindSign = map[sayso.Kind]string{sayso.Direct: "❝", sayso.Mixed: "◐", sayso.Indirect: "→"}

// Colours: ANSI codes that read well on dark and light ground.
const (
	bold    = "1"
	dim     = "2"
	red     = "31"
	green   = "32"
	yellow  = "33"
	blue    = "34"
	magenta = "35"
	cyan    = "36"
)

var kindColor = map[sayso.Kind]string{sayso.Direct: green, sayso.Mixed: yellow, sayso.Indirect: blue}

func (t *text) paint(code, s string) string {
	if !t.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t *text) line(s string) {
	t.out.WriteString(s)
	t.out.WriteByte('\n')
}

func (t *text) Record(a *sayso.Article, r *sayso.Record) error {
	if !t.first {
		t.line("")
	}
	t.first = false
	t.head(a)
	if len(r.Statements) == 0 {
		t.line(t.paint(dim, "  no statements found"))
	}
	depth := map[string]int{}
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Within != "" {
			depth[s.ID] = depth[s.Within] + 1
		}
		t.statement(s, s.Source.Of(a.Text), s.Cue.Of(a.Text), s.Content.Of(a.Text), min(depth[s.ID], 4))
	}
	t.rest(a, r)
	return t.out.Flush()
}

func (t *text) head(a *sayso.Article) {
	title := a.Title
	if title == "" {
		title = a.ID
	}
	t.wrap(title, 0, bold)
	var about []string
	for _, s := range []string{a.Outlet, day(a.Published), a.Author, a.ID} {
		if s != "" && s != title {
			about = append(about, s)
		}
	}
	if len(about) > 0 {
		t.wrap(strings.Join(about, " · "), 0, dim)
	}
}

// day cuts the time off a date.
func day(published string) string {
	if len(published) > 10 {
		return published[:10]
	}
	return published
}

func (t *text) statement(s *sayso.Statement, source, cue, content string, depth int) {
	indent := strings.Repeat("    ", depth)
	var b strings.Builder
	b.WriteString("  " + indent + t.paint(kindColor[s.Kind], kindSign[s.Kind]) + " ")
	who := s.Speaker.Name
	switch {
	case s.Speaker.Type == sayso.SpeakerWriter:
		who = "the writer"
	case who == "":
		who = "somebody"
	}
	b.WriteString(t.paint(bold, clean(who)))
	if source != "" && !strings.EqualFold(clean(source), who) && s.Speaker.Type != sayso.SpeakerWriter {
		b.WriteString(t.paint(dim, " (“"+clean(source)+"”)"))
	}
	if cue != "" {
		b.WriteString(" " + t.paint(cyan, clean(cue)))
	}
	if len(s.Addressee) > 0 {
		b.WriteString(" to " + clean(parties(s.Addressee)))
	}
	for _, note := range notes(s) {
		b.WriteString(t.paint(dim, " · ") + t.paint(magenta, note))
	}
	t.line(b.String())
	t.wrap(clean(content), 6+4*depth, "")
}

// notes lists what else is known of a statement.
func notes(s *sayso.Statement) []string {
	var out []string
	for _, flag := range []struct {
		is   bool
		name string
	}{{s.Denial, "denial"}, {s.Negated, "negated"}, {s.Hypothetical, "hypothetical"}} {
		if flag.is {
			out = append(out, flag.name)
		}
	}
	if s.Venue != nil {
		out = append(out, clean(venue(s.Venue)))
	}
	if len(s.Via) > 0 {
		out = append(out, "via "+clean(parties(s.Via)))
	}
	if s.SaidOn != "" {
		out = append(out, s.SaidOn)
	}
	return out
}

// rest writes contacts, roles and disputes.
func (t *text) rest(a *sayso.Article, r *sayso.Record) {
	if len(r.Contacts)+len(r.Disputes) == 0 {
		return
	}
	names := map[string]string{}
	for _, e := range r.Entities {
		names[e.ID] = clean(e.Name)
	}
	speakers := map[string]string{}
	for _, s := range r.Statements {
		speakers[s.ID] = clean(s.Speaker.Name)
		if speakers[s.ID] == "" {
			speakers[s.ID] = "somebody"
		}
	}
	sides := func(ids []string) string {
		var out []string
		for _, id := range ids {
			out = append(out, names[id])
		}
		return strings.Join(out, ", ")
	}
	for _, c := range r.Contacts {
		if len(c.Parties) < 2 {
			continue
		}
		line := "  " + t.paint(red, "⇄") + " " + sides(c.Parties[0]) + t.paint(dim, " — "+c.Verb+" — ") + sides(c.Parties[1])
		switch {
		case c.Negated:
			line += t.paint(magenta, " · did not")
		case c.Planned:
			line += t.paint(magenta, " · planned")
		}
		if c.SaySo == sayso.SaySoArticle {
			line += t.paint(dim, " · the article says so")
		} else {
			line += t.paint(dim, " · "+speakers[c.SaySo]+" says so")
		}
		t.line(line)
	}
	for _, d := range r.Disputes {
		who := func(ids []string) string {
			var out []string
			for _, id := range ids {
				out = append(out, speakers[id]+" ("+id+")")
			}
			return strings.Join(out, ", ")
		}
		t.line("  " + t.paint(red, "≠") + " " + who(d.Denies) + t.paint(dim, " denies what ") + who(d.Asserts) + t.paint(dim, " asserts"))
	}
}

// Hit writes a found statement with the article it stands in.
func (t *text) Hit(h *archive.Hit) error {
	if !t.first {
		t.line("")
	}
	t.first = false
	t.statement(&h.Statement, h.Source, h.Cue, h.Content, 0)
	var about []string
	for _, s := range []string{h.Article.Outlet, day(h.Article.Published), h.Article.Title} {
		if s != "" {
			about = append(about, clean(s))
		}
	}
	if len(about) == 0 {
		about = append(about, h.Article.ID)
	}
	t.wrap(strings.Join(about, " · "), 6, dim)
	return t.out.Flush()
}

func (t *text) Flush() error { return t.out.Flush() }

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

// wrap writes s in lines of the width, each indented, painted with code.
func (t *text) wrap(s string, indent int, code string) {
	space := strings.Repeat(" ", indent)
	limit := max(t.width-indent, 20)
	line, used := "", 0
	for _, word := range strings.Fields(clean(s)) {
		n := columns(word)
		if used > 0 && used+1+n > limit {
			t.line(space + t.paint(code, line))
			line, used = "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	if line != "" {
		t.line(space + t.paint(code, line))
	}
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
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
			r >= 0xfe30 && r <= 0xfe4f || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300 && r <= 0x1faff) {
			n++
		}
	}
	return n
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
