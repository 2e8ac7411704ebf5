package archive_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"strings"
	"testing"

	"sayso/archive"
	"sayso/reading"
)

func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// damage changes a file by the first of several queries that its schema has the columns for.
func damage(t *testing.T, path, queries string) {
	t.Helper()
	var err error
	for query := range strings.SplitSeq(queries, " |") {
		if _, err = raw(t, path).Exec(query); err == nil {
			return
		}
	}
	t.Fatal(err)
}

// Corrections come out in the shape of the corpora, and go into the training as the paragraphs that somebody looked at.
func TestCorrectionsToLearnFrom(t *testing.T) {
	a := open(t)
	x := port()
	if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
		t.Fatal(err)
	}
	key := x.article.Key()
	correct(t, a, archive.Edit{Verb: archive.Alter, Article: key, Statement: "s1", Change: archive.Change{Content: x.span("that the harbour was closed")}, Author: "Ada"})
	correct(t, a, archive.Edit{Verb: archive.Reject, Article: key, Statement: "s3", Author: "Bo"})
	var lines bytes.Buffer
	n := 0
	if err := a.Training(t.Context(), func(x archive.TrainingArticle) error {
		n++
		if strings.Join(x.CorrectedBy, " ") != "Ada Bo" || len(x.Attributions) != 2 || len(x.Rejected) != 1 || len(x.Reviewed) != 2 {
			t.Errorf("%+v", x)
		}
		return json.NewEncoder(&lines).Encode(x)
	}); err != nil || n != 1 {
		t.Fatalf("%d articles, %v", n, err)
	}
	marked, err := reading.ReadCorrected(bytes.NewReader(lines.Bytes()))
	if err != nil || len(marked) != 1 {
		t.Fatalf("%v, %v", marked, err)
	}
	m := marked[0]
	if want := "Ilse Marrow said that the harbour was closed on Friday.\n\nHedda Quill asked whether the mayor knew."; m.Text != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	if len(m.Statements) != 1 || m.Statements[0].Content.Of(m.Text) != "that the harbour was closed" || m.Statements[0].Cue.Of(m.Text) != "said" {
		t.Errorf("%+v", m.Statements)
	}
}
