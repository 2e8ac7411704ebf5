// Package format writes records and found statements: for people, as JSON lines, and as CSV.
package format

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"sayso"
	"sayso/archive"
)

// Names are the formats there are.
var Names = []string{"text", "jsonl", "csv"}

// Options say how to write.
type Options struct {
	// Color writes with ANSI colours, Width wraps to that many columns (0: 80). Both are for text alone.
	Color bool
	Width int
	// Text puts the article's text into a record's JSON.
	Text bool
}

// Records writes one record after the other.
type Records interface {
	// Record writes what was read from an article.
	Record(*sayso.Article, *sayso.Record) error
	// Flush writes what is still held back. It must be called at the end.
	Flush() error
}

// Hits writes one found statement after the other.
type Hits interface {
	Hit(*archive.Hit) error
	Flush() error
}

// NewRecords returns a writer of records in the format of that name.
func NewRecords(name string, w io.Writer, o Options) (Records, error) {
	switch name {
	case "text":
		return newText(w, o), nil
	case "jsonl":
		return &jsonLines{out: bufio.NewWriter(w), text: o.Text}, nil
	case "csv":
		return newTable(w)
	}
	return nil, unknown(name)
}

// NewHits returns a writer of found statements in the format of that name.
func NewHits(name string, w io.Writer, o Options) (Hits, error) {
	switch name {
	case "text":
		return newText(w, o), nil
	case "jsonl":
		return &jsonLines{out: bufio.NewWriter(w)}, nil
	case "csv":
		return newTable(w)
	}
	return nil, unknown(name)
}

func unknown(name string) error {
	return fmt.Errorf("unknown format %q: use text, jsonl or csv", name)
}

// jsonLines writes one JSON object a line. Every record is flushed, so that a reader at the other end of a pipe sees it
// at once.
type jsonLines struct {
	out  *bufio.Writer
	text bool
}

func (j *jsonLines) Record(a *sayso.Article, r *sayso.Record) error {
	if j.text {
		with := *r
		with.Text = a.Text
		r = &with
	}
	return j.line(r)
}

// found is a hit as JSON: the statement as it stands in its record, its words, and its article.
type found struct {
	Article   foundArticle     `json:"article"`
	Statement *sayso.Statement `json:"statement"`
	Source    string           `json:"source,omitempty"`
	Cue       string           `json:"cue,omitempty"`
	Content   string           `json:"content,omitempty"`
}

type foundArticle struct {
	Key       string `json:"key"`
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Author    string `json:"author,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
}

func (j *jsonLines) Hit(h *archive.Hit) error {
	a := &h.Article
	return j.line(found{foundArticle{h.Key, a.ID, a.Title, a.Outlet, a.Author, a.URL, a.Published}, &h.Statement, h.Source, h.Cue, h.Content})
}

func (j *jsonLines) line(v any) error {
	enc := json.NewEncoder(j.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	return j.out.Flush()
}

func (j *jsonLines) Flush() error { return j.out.Flush() }
