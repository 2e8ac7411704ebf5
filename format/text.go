package format

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"sayso"
	"sayso/archive"
)

// text writes for people. Each statement takes a line that says who and how, and its words below:
//
//	❝ Ilse Marrow (“she”) told · to reporters · interview (the Herald) · 2031-03-12
//	    “The harbour is closed.”
//
// The sign at the start tells the kind even without colour: ❝ direct, ◐ mixed, → indirect. What is said inside another
// statement stands further to the right.
type text struct {
	out   *bufio.Writer
	color bool
	width int
	first bool
	found foundText
}

// maxWidth keeps lines readable on wide terminals.
const maxWidth = 110

func newText(w io.Writer, o Options) *text {
	width := o.Width
	if width <= 0 {
		width = 80
	}
	return &text{out: bufio.NewWriter(w), color: o.Color, width: min(max(width, 2*minColumns), maxWidth), first: true}
}

var kindSign = map[sayso.Kind]string{sayso.Direct: "❝", sayso.Mixed: "◐", sayso.Indirect: "→"}

var kindColor = map[sayso.Kind]string{sayso.Direct: green, sayso.Mixed: yellow, sayso.Indirect: blue}

// maxDepth is how far statements inside statements move to the right.
const maxDepth = 4

// Record writes an article's head, its statements, and below them contacts and disputes.
func (t *text) Record(a *sayso.Article, r *sayso.Record) error {
	t.gap()
	t.head(a)
	if len(r.Statements) == 0 {
		t.wrap([]piece{{dim, "no statements found"}}, 2, 0)
	}
	depth := map[string]int{}
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Within != "" {
			depth[s.ID] = min(depth[s.Within]+1, maxDepth)
		}
		t.statement(s, s.Source.Of(a.Text), s.Cue.Of(a.Text), s.Content.Of(a.Text), depth[s.ID])
	}
	names := namesOf(r)
	for i := range r.Contacts {
		t.contact(&r.Contacts[i], names)
	}
	for _, d := range r.Disputes {
		deny, assert := names.verbs(d.Denies, denies), names.verbs(d.Asserts, says)
		if len(d.Asserts) == 0 { // the article itself asserts it
			t.wrap([]piece{{red, "≠"}, {plain, names.of(d.Denies)}, {dim, deny + " what the article says"}}, 2, 4)
			continue
		}
		t.wrap([]piece{{red, "≠"}, {plain, names.of(d.Denies)}, {dim, deny + " what"}, {plain, names.of(d.Asserts)}, {dim, assert}}, 2, 4)
	}
	return t.out.Flush()
}

// gap parts what is written next from what was written before.
func (t *text) gap() {
	if !t.first {
		t.out.WriteByte('\n')
	}
	t.first = false
}

func (t *text) head(a *sayso.Article) {
	title := a.Title
	if title == "" {
		title = a.ID
	}
	t.wrap([]piece{{bold, title}}, 0, 0)
	about := []string{a.Outlet, day(a.Published), a.Author}
	if a.Title != "" {
		about = append(about, a.ID)
	}
	t.wrap([]piece{{dim, dotted(about)}}, 0, 0)
}

// dotted joins what is known.
func dotted(list []string) string {
	var known []string
	for _, s := range list {
		if s = clean(s); s != "" {
			known = append(known, s)
		}
	}
	return strings.Join(known, " · ")
}

// day cuts the time off a date.
func day(published string) string {
	if len(published) > 10 {
		return published[:10]
	}
	return published
}

// statement writes who said it and how, and below that the words.
func (t *text) statement(s *sayso.Statement, source, cue, content string, depth int) {
	who := bare(s.Speaker.Name)
	switch {
	case s.Speaker.Type == sayso.SpeakerWriter:
		who = "the writer"
	case who == "":
		who = "somebody"
	}
	line := []piece{{kindColor[s.Kind], kindSign[s.Kind]}, {bold, who}}
	if source := bare(source); source != "" && !strings.EqualFold(source, who) && s.Speaker.Type != sayso.SpeakerWriter {
		line = append(line, piece{dim, "(“" + source + "”)"})
	}
	line = append(line, piece{cyan, cue})
	for _, note := range notes(s) {
		line = append(line, piece{dim, "·"}, piece{magenta, note})
	}
	t.wrap(line, 2+4*depth, 2)
	t.wrap([]piece{{kindColor[s.Kind], content}}, 6+4*depth, 0)
	for _, why := range s.Why {
		t.wrap([]piece{{dim, why}}, 8+4*depth, 2)
	}
}

// bare is clean without the punctuation that leads on to the next words: “Ilse Marrow, a clerk[,]”.
func bare(s string) string { return strings.Trim(clean(s), " ,;:–—-") }

// notes lists what else is known of a statement.
func notes(s *sayso.Statement) []string {
	var out []string
	if len(s.Addressee) > 0 {
		out = append(out, "to "+parties(s.Addressee))
	}
	for _, flag := range []struct {
		is   bool
		name string
	}{{s.Denial, "denial"}, {s.Negated, "negated"}, {s.Hypothetical, "hypothetical"}} {
		if flag.is {
			out = append(out, flag.name)
		}
	}
	if s.Venue != nil {
		out = append(out, venue(s.Venue))
	}
	if len(s.Via) > 0 {
		out = append(out, "via "+parties(s.Via))
	}
	if s.SaidOn != "" {
		out = append(out, s.SaidOn)
	}
	return out
}

// contact writes who met whom, and who says so.
func (t *text) contact(c *sayso.Contact, names names) {
	if len(c.Parties) != 2 {
		return
	}
	line := []piece{{red, "⇄"}, {plain, names.of(c.Parties[0])}, {dim, "— " + c.Verb + " —"}, {plain, names.of(c.Parties[1])}}
	note := func(code, s string) {
		if s != "" {
			line = append(line, piece{dim, "·"}, piece{code, s})
		}
	}
	if c.Negated {
		note(magenta, "did not")
	}
	if c.Planned {
		note(magenta, "planned")
	}
	note(plain, c.When)
	note(plain, c.Where)
	if c.SaySo == sayso.SaySoArticle {
		note(dim, "the article says so")
	} else {
		note(dim, names.of([]string{c.SaySo})+" "+names.verbs([]string{c.SaySo}, says)+" so")
	}
	t.wrap(line, 2, 4)
}

// names tells what entities are called, and who speaks a statement, by their IDs.
type names map[string]called

// called is a name, and of what kind of speaker it is; that is empty for what only takes part in a contact.
type called struct {
	name string
	kind sayso.SpeakerType
}

func namesOf(r *sayso.Record) names {
	out := names{}
	for i := range r.Entities {
		out[r.Entities[i].ID] = called{name: r.Entities[i].Name}
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		who := called{bare(s.Speaker.Name), s.Speaker.Type}
		switch {
		case s.Speaker.Type == sayso.SpeakerWriter:
			who = called{"the writer", sayso.SpeakerPerson}
		case who.name == "":
			who = called{"somebody", sayso.SpeakerPerson}
		}
		out[s.ID] = who
	}
	return out
}

// of lists the names of IDs, each once.
func (n names) of(ids []string) string {
	var out []string
	for _, id := range ids {
		if name := n[id].name; !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// verbs returns the verb that agrees with the names of IDs.
func (n names) verbs(ids []string, verb func(string, sayso.SpeakerType) string) string {
	if strings.Contains(n.of(ids), ", ") && len(ids) > 1 || len(ids) == 0 {
		return verb("they", sayso.SpeakerUnnamed)
	}
	return verb(n[ids[0]].name, n[ids[0]].kind)
}

// Hit writes a found statement with the article it stands in. One inside another that was found just before stands below
// that, further to the right; one whose outer statement was not found says that it is inside another.
func (t *text) Hit(h *archive.Hit) error {
	outer, under := t.found.depth[h.Statement.Within]
	if t.found.key != h.Key || !under {
		t.endHit()
		t.gap()
		t.found = foundText{key: h.Key, article: dotted([]string{h.Article.Outlet, day(h.Article.Published), h.Article.Title}), depth: map[string]int{}}
		if t.found.article == "" {
			t.found.article = h.Article.ID
		}
		if h.Statement.Within != "" {
			t.found.article += " · inside another statement"
		}
		outer = -1
	}
	depth := min(outer+1, maxDepth)
	t.found.depth[h.Statement.ID] = depth
	t.statement(&h.Statement, h.Source, h.Cue, h.Content, depth)
	return t.out.Flush()
}

// foundText is a found statement, and those inside it, being written: of which article, what is said of that below them, and
// how far to the right each stands, by its ID.
type foundText struct {
	key, article string
	depth        map[string]int
}

// endHit writes the article below what was found in it.
func (t *text) endHit() {
	if t.found.key != "" {
		t.wrap([]piece{{dim, t.found.article}}, 6, 0)
	}
	t.found = foundText{}
}

func (t *text) Flush() error {
	t.endHit()
	return t.out.Flush()
}
