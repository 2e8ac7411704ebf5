package format

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
	"sayso/export"
)

// Columns are the columns of CSV, one row a statement. Names are only ever added, at the end.
var Columns = []string{"article", "outlet", "published", "title", "author", "url", "statement", "kind", "mode", "speaker",
	"speaker_type", "source", "cue", "content", "addressee", "venue", "via", "said_on", "within", "negated", "hypothetical",
	"denial", "confidence"}

// table writes CSV as RFC 4180 has it, but with lines that end in a line feed alone, as other programs here expect. No
// cell of it computes in a spreadsheet.
type table struct{ out *csv.Writer }

func newTable(w io.Writer) (*table, error) {
	t := &table{csv.NewWriter(w)}
	return t, t.out.Write(Columns)
}

func (t *table) Record(a *sayso.Article, r *sayso.Record) error {
	for i := range r.Statements {
		s := &r.Statements[i]
		if err := t.row(a, s, s.Source.Of(a.Text), s.Cue.Of(a.Text), s.Content.Of(a.Text)); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) Hit(h *archive.Hit) error {
	return t.row(&h.Article, &h.Statement, h.Source, h.Cue, h.Content)
}

func (t *table) row(a *sayso.Article, s *sayso.Statement, source, cue, content string) error {
	row := []string{a.ID, a.Outlet, a.Published, a.Title, a.Author, a.URL, s.ID, string(s.Kind), string(s.Mode), s.Speaker.Name,
		string(s.Speaker.Type), source, cue, content, parties(s.Addressee), venue(s.Venue), parties(s.Via), s.SaidOn, s.Within,
		strconv.FormatBool(s.Negated), strconv.FormatBool(s.Hypothetical), strconv.FormatBool(s.Denial),
		strconv.FormatFloat(s.Confidence, 'f', -1, 64)}
	for i, cell := range row {
		row[i] = export.Harmless(cell)
	}
	return t.out.Write(row)
}

func (t *table) Flush() error {
	t.out.Flush()
	return t.out.Error()
}

func parties(list []sayso.Party) string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.Name
	}
	return strings.Join(names, "; ")
}

// venue writes a venue in words: "interview (the Herald, Ilse Marrow)".
func venue(v *sayso.Venue) string {
	if v == nil {
		return ""
	}
	var with []string
	for _, s := range []string{v.Outlet, v.With} {
		if s != "" {
			with = append(with, s)
		}
	}
	if len(with) == 0 {
		return v.Kind
	}
	return v.Kind + " (" + strings.Join(with, ", ") + ")"
}
