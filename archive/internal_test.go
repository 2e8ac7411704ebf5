package archive

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/query"
)

func openNew(t *testing.T) *Archive {
	t.Helper()
	a, err := Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// plain is an article of one statement, which is all of its text.
func plain(id, published, text string) Entry {
	article := &sayso.Article{ID: id, Title: id, Published: published, Text: text}
	return Entry{article, &sayso.Record{ID: id, TextSHA256: article.TextSHA256(), Statements: []sayso.Statement{
		{ID: "s1", Kind: sayso.Direct, Mode: sayso.Say, Content: sayso.Spans{{Start: 0, End: len(text)}}}}}}
}

func found(t *testing.T, a *Archive, q Query) string {
	t.Helper()
	f, err := a.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, hit := range f.Hits {
		names = append(names, hit.Article.ID)
	}
	more := ""
	if f.AtLeast {
		more = "+"
	}
	return fmt.Sprintf("%s of %d%s", strings.Join(names, " "), f.Total, more)
}

func TestMoments(t *testing.T) {
	// Each is before the next.
	dates := []string{"", "0001-01-01", "0999", "1999-12-31", "2000", "2000-02-29", "2031-05", "2031-05-14", "2031-05-14T00:01",
		"2031-05-14T08:30:00Z", "2031-05-14 08:31", "2031-05-14T23:59:59+02:00", "2031-05-15", "2031-06", "9999-12-31T23:59"}
	for i := range dates[1:] {
		if x, y := momentOfPublished(dates[i]), momentOfPublished(dates[i+1]); x >= y {
			t.Errorf("%q is %d, %q is %d", dates[i], x, dates[i+1], y)
		}
	}
	if id := momentOfPublished("9999-12-31T23:59").firstID(); id < 0 {
		t.Errorf("the last id is %d", id)
	}
	for _, none := range []string{"May 2031", "2031-13", "2031-02-30", "1900-02-29", "2031-5-1", "203", "0000", "2031/05/14", "+031", "２０３１", "2031-05-1"} {
		if m := momentOfPublished(none); m != 0 {
			t.Errorf("%q is %d, want unknown", none, m)
		}
	}
	// Of a time that cannot be read the day remains.
	for _, odd := range []string{"2031-05-14T", "2031-05-14T8:30", "2031-05-14T24:00:00", "2031-05-14Tnoon!", "2031-05-14X08:30"} {
		if momentOfPublished(odd) != momentOfPublished("2031-05-14") {
			t.Errorf("%q is not on its day", odd)
		}
	}
}

// A moment has room for 16 million statements; what does not fit goes into the next minute and is found as ever.
func TestMomentsRunOver(t *testing.T) {
	a := openNew(t)
	if _, err := a.Add(t.Context(), []Entry{plain("first", "2031-05-14", "calm")}); err != nil {
		t.Fatal(err)
	}
	last := (momentOfPublished("2031-05-14") + 1).firstID() - 1
	if _, err := a.writer.Exec(`INSERT INTO words (words, rowid, content, source, cue, speaker, facets)
		SELECT 'delete', id, content, source, cue, speaker, facets FROM statement_words`); err != nil {
		t.Fatal(err)
	}
	if _, err := a.writer.Exec("UPDATE statements SET id = ?", last); err != nil {
		t.Fatal(err)
	}
	if _, err := a.writer.Exec("UPDATE marks SET statement = ?", last); err != nil {
		t.Fatal(err)
	}
	if _, err := a.writer.Exec(`INSERT INTO words (rowid, content, source, cue, speaker, facets)
		SELECT id, content, source, cue, speaker, facets FROM statement_words`); err != nil {
		t.Fatal(err)
	}
	entries := []Entry{plain("second", "2031-05-14", "calm seas"), plain("third", "2031-05-14", "calm skies"), plain("next", "2031-05-15", "calm")}
	for range 2 {
		if _, err := a.Add(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
	}
	if got := found(t, a, asked(t, "calm")); got != "next third second first of 4" {
		t.Error(got)
	}
	if got := found(t, a, asked(t, "calm date:../2031-05-14")); got != "third second first of 3" {
		t.Error(got)
	}
}

func TestRankingIsBounded(t *testing.T) {
	defer func(n int) { rankedAtMost = n }(rankedAtMost)
	rankedAtMost = 3
	a := openNew(t)
	if _, err := a.Add(t.Context(), []Entry{
		plain("1", "2031-01", "storm"), // the best of all, but too old to be ranked
		plain("2", "2031-02", "storm at sea"), plain("3", "2031-03", "storm at sea and then more of it for days"),
		plain("4", "2031-04", "storm"), plain("5", "2031-05", "storm at sea and then calm"), plain("6", "2031-06", "calm")}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		limit, offset int
		want          string
	}{{-1, 0, "4 5 3 2 1 of 5"}, {50, 0, "4 5 3 2 1 of 5"}, {2, 0, "4 5 of 5"}, {2, 1, "5 3 of 5"}, {2, 2, "3 2 of 5"}, {3, 2, "3 2 1 of 5"},
		{2, 3, "2 1 of 5"}, {2, 4, "1 of 5"}} {
		if got := found(t, a, Query{Where: asked(t, "storm").Where, Order: Relevance, Limit: c.limit, Offset: c.offset}); got != c.want {
			t.Errorf("limit %d, offset %d: %s, want %s", c.limit, c.offset, got, c.want)
		}
	}
}

func TestCountingIsBounded(t *testing.T) {
	defer func(n int) { countedAtMost = n }(countedAtMost)
	a := openNew(t)
	if _, err := a.Add(t.Context(), []Entry{plain("1", "2031-01", "storm"), plain("2", "2031-02", "storm"), plain("3", "2031-03", "storm")}); err != nil {
		t.Fatal(err)
	}
	for most, want := range map[int]string{2: "3 of 2+", 3: "3 of 3", 4: "3 of 3"} {
		countedAtMost = most
		if got := found(t, a, Query{Where: asked(t, "storm").Where, Limit: 1}); got != want {
			t.Errorf("counted up to %d: %s, want %s", most, got, want)
		}
	}
}

func TestKeysThatStartAlike(t *testing.T) {
	a := openNew(t)
	if _, err := a.Add(t.Context(), []Entry{plain("1", "", "a"), plain("2", "", "b")}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.writer.Exec("UPDATE articles SET key = '0123456789' || CASE id WHEN 1 THEN 'aa' ELSE 'bb' END"); err != nil {
		t.Fatal(err)
	}
	_, err := a.Article(t.Context(), "0123456789")
	if !errors.Is(err, ErrAmbiguous) || !strings.Contains(err.Error(), "give more of its key") {
		t.Errorf("Article = %v, want ErrAmbiguous", err)
	}
	if e, err := a.Article(t.Context(), "0123456789b"); err != nil || e.Article.ID != "2" {
		t.Errorf("Article = %+v, %v", e, err)
	}
}

func TestOpenRefusesOtherDatabases(t *testing.T) {
	for _, c := range []struct {
		name, sql string
		is        error
		want      string
	}{
		{"another program's", "CREATE TABLE notes (x); PRAGMA user_version = 1", ErrForeign, "name another file"},
		{"another program's mark", "PRAGMA application_id = 7; CREATE TABLE notes (x)", ErrForeign, "name another file"},
		{"a newer one", fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, schemaVersion+1), ErrNewer,
			fmt.Sprintf("its schema is %d, this program knows %d; use that sayso, or update this one", schemaVersion+1, schemaVersion)},
	} {
		path := filepath.Join(t.TempDir(), "other.db")
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(c.sql); err != nil {
			t.Fatal(err)
		}
		db.Close()
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Open(t.Context(), path)
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %v", c.name, err, c.is)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
			t.Errorf("%s: the file was changed, %v", c.name, err)
		}
	}
}

// A file that was marked as ours and then left by a crash, or is empty, becomes an archive.
func TestOpenFinishesWhatWasBegun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "begun.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	// The table of goose comes first, in a transaction of its own.
	if _, err := db.Exec(fmt.Sprintf(`PRAGMA application_id = %d; CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
		INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)`, applicationID)); err != nil {
		t.Fatal(err)
	}
	db.Close()
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, empty} {
		a, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := a.Add(t.Context(), []Entry{plain("1", "", "a")}); n != 1 || err != nil {
			t.Errorf("Add = %d, %v", n, err)
		}
		a.Close()
	}
}

func TestDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "damaged.db")
	a, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Add(t.Context(), newGenerator(1).entries(20)); err != nil {
		t.Fatal(err)
	}
	a.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(data); i++ {
		data[i] ^= 0x5a
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err = OpenExisting(t.Context(), path)
	if err == nil {
		_, err = a.Find(t.Context(), Query{})
		a.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "damaged.db") || !strings.Contains(err.Error(), "the file is damaged") {
		t.Errorf("%v", err)
	}
}

func TestFullDisk(t *testing.T) {
	a := openNew(t)
	if _, err := a.Add(t.Context(), []Entry{plain("1", "", "calm")}); err != nil {
		t.Fatal(err)
	}
	// SQLite answers to this limit as it does to a full disk.
	if _, err := a.writer.Exec("PRAGMA max_page_count = 100"); err != nil {
		t.Fatal(err)
	}
	_, err := a.Add(t.Context(), newGenerator(1).entries(100))
	if err == nil || !strings.Contains(err.Error(), "add "+a.path) || !strings.Contains(err.Error(), "make room") {
		t.Errorf("Add = %v", err)
	}
	if got := found(t, a, Query{}); got != "1 of 1" {
		t.Error(got)
	}
	if _, err := a.writer.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if n, err := a.Add(t.Context(), newGenerator(1).entries(100)); n != 100 || err != nil {
		t.Errorf("with room again: Add = %d, %v", n, err)
	}
}

// A decision holds when its articles are read again, though entities get other numbers in their records then.
func TestDecisionsOutliveReadings(t *testing.T) {
	a := openNew(t)
	var keys []string
	for i, text := range []string{"Judge Ann Lund said no.", "Judge Ann Lund said yes.", "Judge Ann Lund said nothing."} {
		e := plain(fmt.Sprint(i), fmt.Sprintf("2031-05-1%d", i), text)
		e.Article.Outlet = "Herald"
		e.Record.Entities = []sayso.Entity{{ID: "e1", Type: sayso.Person, Name: "Ann Lund"}, {ID: "e2", Type: sayso.Organisation, Name: "High Court"}}
		e.Record.Roles = []sayso.Role{{Person: "e1", Role: "judge", Org: "e2", SaySo: sayso.SaySoArticle}}
		e.Record.Statements[0].Speaker = sayso.Speaker{Entity: "e1", Name: "Ann Lund", Type: sayso.SpeakerPerson}
		if _, err := a.Add(t.Context(), []Entry{e}); err != nil {
			t.Fatal(err)
		}
		keys = append(keys, e.Article.Key())
	}
	list, err := a.Entities(t.Context(), "Ann Lund")
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	if _, err := a.Split(t.Context(), list[0].ID, keys[1:2]); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{`UPDATE texts SET record = replace(record, '"e1"', '"e77"')`,
		`UPDATE statements SET statement = replace(statement, '"e1"', '"e77"')`} {
		if _, err := a.writer.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err = a.Entities(t.Context(), "Ann Lund"); err != nil || len(list) != 2 || list[0].Articles+list[1].Articles != 3 {
		t.Fatalf("%v, %v", list, err)
	}
	for _, e := range list {
		p, err := a.Entity(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range p.In {
			if apart := in.Key == keys[1]; apart != (len(p.In) == 1) {
				t.Errorf("%v", p.In)
			}
		}
	}
}

// asked is a query in words.
func asked(t testing.TB, text string) Query {
	t.Helper()
	where, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return Query{Where: where}
}
