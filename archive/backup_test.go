package archive_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso/archive"
)

// A backup is taken while others write; it is whole, and never takes the place of another file unasked.
func TestBackup(t *testing.T) {
	a := open(t)
	x := port()
	if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
		t.Fatal(err)
	}
	correct(t, a, archive.Edit{Verb: archive.Reject, Article: x.article.Key(), Statement: "s1"})
	stop, stopped := make(chan struct{}), make(chan error)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if _, err := a.Add(t.Context(), []archive.Entry{numbered(n)}); err != nil {
				stopped <- err
				return
			}
		}
	}()
	dir := t.TempDir()
	path := filepath.Join(dir, "copy's.db")
	if _, err := a.Backup(t.Context(), path, false); err != nil {
		t.Fatal(err)
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	copied, err := archive.OpenExisting(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, copied)
	if n := found(t, copied, archive.Query{Where: where(t, "harbour friday")}); n != 0 {
		t.Errorf("the rejected statement is back in the copy")
	}
	if log, err := copied.Corrections(t.Context(), archive.CorrectionQuery{}); err != nil || len(log) != 1 {
		t.Errorf("%v, %v", log, err)
	}
	if err := copied.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Backup(t.Context(), path, false); !errors.Is(err, archive.ErrThere) || !strings.Contains(err.Error(), "--force") {
		t.Errorf("over a file: %v", err)
	}
	if _, err := a.Backup(t.Context(), path, true); err != nil {
		t.Errorf("over a file with force: %v", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

// What is damaged is found, each kind by the part it is in.
func TestCheckFindsDamage(t *testing.T) {
	for name, c := range map[string]struct{ query, part string }{
		"a text that was changed":  {"UPDATE texts SET text = replace(text, 'harbour', 'herbour') | UPDATE texts SET packed_text = sayso_pack(replace(text, 'harbour', 'herbour'))", "text"},
		"a statement that is gone": {"DELETE FROM statements WHERE number = 1", "counts"},
		"a span outside": {`UPDATE statements SET statement = json_set(statement, '$.cue', json('[[0,9999]]')) |
			UPDATE statements SET packed = sayso_pack_statement(json_set(statement, '$.cue', json('[[0,9999]]')), source, cue, content)`, "statements"},
		"a record that is none":     {`UPDATE texts SET record = '{' | UPDATE texts SET packed_record = sayso_pack('{')`, "text"},
		"a count":                   {"UPDATE totals SET articles = 7", "counts"},
		"a person":                  {"UPDATE entities SET statements = 9 WHERE name = 'Ilse Marrow'", "people"},
		"the index of words":        {"DELETE FROM words WHERE rowid = (SELECT max(id) FROM statements)", "words"},
		"what is put aside":         {"DELETE FROM aside", "corrections"},
		"a state":                   {"UPDATE correction_states SET state = 'unanchored'", "corrections"},
		"the record as it was read": {"UPDATE readings SET original = json_remove(original, '$.statements[2]')", "corrections"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "damaged.db")
			a, err := archive.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			x := port()
			if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
				t.Fatal(err)
			}
			correct(t, a, archive.Edit{Verb: archive.Reject, Article: x.article.Key(), Statement: "s3"})
			whole(t, a)
			damage(t, path, c.query)
			var parts []string
			sum, err := a.Check(t.Context(), archive.CheckOptions{}, func(f archive.Finding) error {
				parts = append(parts, f.Part)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.Join(parts, " "), c.part) || sum.Faults == 0 {
				t.Errorf("found in %v, want %s", parts, c.part)
			}
			// And such an archive does not become a backup that looks whole.
			if _, err := a.Backup(t.Context(), path+".copy", false); err == nil {
				t.Error("it was backed up as if it were whole")
			}
		})
	}
}

// The log of corrections can only be added to.
func TestTheLogIsOnlyAddedTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.db")
	a, err := archive.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	x := port()
	if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
		t.Fatal(err)
	}
	correct(t, a, archive.Edit{Verb: archive.Accept, Article: x.article.Key(), Statement: "s1"})
	db := raw(t, path)
	for _, query := range []string{"UPDATE corrections SET author = 'nobody'", "DELETE FROM corrections"} {
		if _, err := db.Exec(query); err == nil || !strings.Contains(err.Error(), "only ever added to") {
			t.Errorf("%s: %v", query, err)
		}
	}
}
