package format

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"sayso"
	"sayso/archive"
	"sayso/export"
)

// Archive writes what the archive knows across articles: people, contacts, disputes.
type Archive struct {
	text  *text
	lines *jsonLines
	table *csv.Writer
}

// NewArchive returns a writer in the format of that name.
func NewArchive(name string, w io.Writer, o Options) (*Archive, error) {
	switch name {
	case "text":
		return &Archive{text: newText(w, o)}, nil
	case "jsonl":
		return &Archive{lines: &jsonLines{out: bufio.NewWriter(w)}}, nil
	case "csv":
		return &Archive{table: csv.NewWriter(w)}, nil
	}
	return nil, unknown(name)
}

// rows writes a table with a header.
func (a *Archive) rows(header []string, rows [][]string) error {
	if err := a.table.Write(header); err != nil {
		return err
	}
	for _, row := range rows {
		for i := range row {
			row[i] = export.Harmless(row[i])
		}
		if err := a.table.Write(row); err != nil {
			return err
		}
	}
	a.table.Flush()
	return a.table.Error()
}

// listing says how a list is written in each format.
type listing[T any] struct {
	// columns and rows are for CSV: an element has one row or more.
	columns []string
	rows    func(*T) [][]string
	// line is an element as JSON; without it, the element itself is.
	line func(*T) any
	// text writes an element for people.
	text func(*T)
}

// write writes a list.
func write[T any](a *Archive, list []T, as listing[T]) error {
	switch {
	case a.lines != nil:
		for i := range list {
			var line any = &list[i]
			if as.line != nil {
				line = as.line(&list[i])
			}
			if err := a.lines.line(line); err != nil {
				return err
			}
		}
		return nil
	case a.table != nil:
		var rows [][]string
		for i := range list {
			rows = append(rows, as.rows(&list[i])...)
		}
		return a.rows(as.columns, rows)
	}
	for i := range list {
		as.text(&list[i])
	}
	return a.text.out.Flush()
}

// List writes what somebody keeps in the archive, feeds or accounts: for people in lines whose parts stand below each other,
// as parts gives them; as CSV with the columns, as cells gives them.
func List[T any](a *Archive, list []T, columns []string, cells, parts func(*T) []string) error {
	var below *tabwriter.Writer
	if a.text != nil {
		below = tabwriter.NewWriter(a.text.out, 0, 0, 2, ' ', 0)
	}
	err := write(a, list, listing[T]{
		columns: columns,
		rows:    func(one *T) [][]string { return [][]string{cells(one)} },
		text: func(one *T) {
			line := parts(one)
			for i := range line {
				line[i] = clean(line[i])
			}
			fmt.Fprintln(below, strings.Join(line, "\t"))
		},
	})
	if err != nil || below == nil {
		return err
	}
	if err := below.Flush(); err != nil {
		return err
	}
	return a.text.out.Flush()
}

func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// foundAcross is a statement with its way to the page.
type foundAcross struct {
	found
	Chain []string `json:"chain,omitempty"`
}

func across(h *archive.Hit) *foundAcross {
	if h == nil {
		return nil
	}
	return &foundAcross{found{articleOf(h.Key, &h.Article), &h.Statement, h.Source, h.Cue, h.Content}, h.Chain}
}

func acrossAll(list []archive.Hit) (out []*foundAcross) {
	for i := range list {
		out = append(out, across(&list[i]))
	}
	return out
}

func articleOf(key string, a *sayso.Article) foundArticle {
	return foundArticle{key, a.ID, a.Title, a.Outlet, a.Author, a.URL, a.Published}
}
