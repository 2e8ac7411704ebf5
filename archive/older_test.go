package archive

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"sayso"
)

// older makes an archive as a version of the schema left it, with what another one holds, and returns its path.
func older(t *testing.T, from *Archive, version int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "older.db")
	db, err := connect(path, "rwc", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	exec(fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	files, err := fs.Sub(schemaFiles, "schema")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'words%'
		AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%'`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := column[string](rows)
	if err != nil {
		t.Fatal(err)
	}
	exec("ATTACH ? AS new", from.path)
	exec("PRAGMA foreign_keys = 0")
	for _, table := range tables {
		rows, err := db.Query("SELECT name FROM pragma_table_info(?, 'main')", table)
		if err != nil {
			t.Fatal(err)
		}
		names, err := column[string](rows)
		if err != nil {
			t.Fatal(err)
		}
		columns := strings.Join(names, ", ")
		exec("DELETE FROM main." + table)
		exec("INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM new." + table)
	}
	exec("INSERT INTO words (words) VALUES ('rebuild')")
	return path
}

// An archive of any older schema is brought up to date when it is opened: its articles are linked, its statements marked.
func TestOlderArchives(t *testing.T) {
	a := openNew(t)
	e := plain("one", "2031-05-14", "Hedda Quill said no.")
	e.Record.Entities = []sayso.Entity{{ID: "e1", Type: sayso.Person, Name: "Hedda Quill"}}
	e.Record.Statements[0].Speaker = sayso.Speaker{Entity: "e1", Name: "Hedda Quill", Type: sayso.SpeakerPerson}
	if _, err := a.Add(t.Context(), []Entry{varied(), e}); err != nil {
		t.Fatal(err)
	}
	for _, version := range []int64{1, 2} {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			path := older(t, a, version)
			old, err := OpenExisting(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer old.Close()
			list, err := old.Entities(t.Context(), "Hedda Quill")
			if err != nil || len(list) != 1 || list[0].Statements != 1 {
				t.Errorf("%v, %v", list, err)
			}
			var linked int
			if err := old.writer.QueryRow("SELECT linked FROM totals").Scan(&linked); err != nil || linked != 2 {
				t.Errorf("%d linked, %v", linked, err)
			}
			if got := found(t, old, asked(t, "speaker:quill is:named")); got != "one of 1" {
				t.Error(got)
			}
			checkIndex(t, old)
		})
	}
}
