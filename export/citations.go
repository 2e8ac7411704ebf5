package export

import (
	"bufio"
	"io"

	"sayso"
	"sayso/cite"
)

// source is a statement as it is cited.
func (it *Item) source(o Options, s *sayso.Statement) *cite.Source {
	a := it.Article
	title := a.Title
	if title == "" {
		title = a.ID
	}
	return &cite.Source{Key: it.short() + "-" + s.ID, Title: title, Author: a.Author, Outlet: a.Outlet, Published: a.Published,
		Language: a.Language, URL: web(a.URL), Speaker: s.Speaker.Who(), Words: s.Content.Of(a.Text), Permalink: it.statementURI(o, s.ID)}
}

// citations writes a citation for every statement, one behind the other.
type citations struct {
	out     *bufio.Writer
	options Options
	write   func(*cite.Source) string
}

func newBibTeX(w io.Writer, o Options) (Writer, error) {
	return &citations{bufio.NewWriter(w), o, func(s *cite.Source) string { return s.BibTeX() + "\n" }}, nil
}

func newRIS(w io.Writer, o Options) (Writer, error) {
	return &citations{bufio.NewWriter(w), o, (*cite.Source).RIS}, nil
}

func (c *citations) Write(it *Item) error {
	it.begin()
	for i := range it.Record.Statements {
		if _, err := c.out.WriteString(c.write(it.source(c.options, &it.Record.Statements[i]))); err != nil {
			return err
		}
	}
	return nil
}

func (c *citations) Close() error { return c.out.Flush() }

// csl writes citations as one list in CSL-JSON.
type csl struct {
	out     jsonStream
	options Options
}

func newCSL(w io.Writer, o Options) (Writer, error) {
	return &csl{jsonStream{out: bufio.NewWriter(w), before: "[\n", between: ",\n", after: "\n]\n"}, o}, nil
}

func (c *csl) Write(it *Item) error {
	it.begin()
	for i := range it.Record.Statements {
		if err := c.out.value(it.source(c.options, &it.Record.Statements[i]).CSLItem()); err != nil {
			return err
		}
	}
	return nil
}

func (c *csl) Close() error { return c.out.close() }
