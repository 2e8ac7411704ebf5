package archive_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"sayso"
	"sayso/archive"
	"sayso/query"
)

// open opens a new archive that is closed when the test ends.
func open(t testing.TB) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// said is one statement of a test article: a source, a cue and a content, which make up the text in this order.
type said struct {
	source, cue, content string
	speaker              sayso.Speaker
	names                []string
	kind                 sayso.Kind
	mode                 sayso.Mode
}

// entry makes an article whose text is its statements, one a paragraph, and its record.
func entry(id, outlet, published string, statements ...said) archive.Entry {
	article := &sayso.Article{ID: id, Outlet: outlet, Published: published, Title: "On " + id, Path: id + ".txt"}
	record := &sayso.Record{ID: id, Outlet: outlet, Published: published, Title: article.Title, Statements: []sayso.Statement{}}
	var text strings.Builder
	part := func(words string) sayso.Spans {
		if words == "" {
			return nil
		}
		start := text.Len()
		text.WriteString(words)
		text.WriteByte(' ')
		return sayso.Spans{{Start: start, End: start + len(words)}}
	}
	for i, s := range statements {
		number := string(rune('1' + i))
		statement := sayso.Statement{ID: "s" + number, Kind: s.kind, Mode: s.mode, Speaker: s.speaker, Confidence: 0.9,
			Source: part(s.source), Cue: part(s.cue), Content: part(s.content)}
		if statement.Kind == "" {
			statement.Kind = sayso.Indirect
		}
		if statement.Mode == "" {
			statement.Mode = sayso.Say
		}
		if s.names != nil {
			statement.Speaker.Entity = "e" + number
			record.Entities = append(record.Entities, sayso.Entity{ID: "e" + number, Type: sayso.Person, Name: s.speaker.Name, Names: s.names})
		}
		record.Statements = append(record.Statements, statement)
		text.WriteString("\n")
	}
	article.Text = text.String()
	record.TextSHA256 = article.TextSHA256()
	return archive.Entry{Article: article, Record: record}
}

func person(name string) sayso.Speaker {
	return sayso.Speaker{Name: name, Type: sayso.SpeakerPerson}
}

// add adds entries that must all be new.
func add(t testing.TB, a *archive.Archive, entries ...archive.Entry) {
	t.Helper()
	if n, err := a.Add(t.Context(), entries); err != nil || n != len(entries) {
		t.Fatalf("Add = %d, %v; want %d new", n, err, len(entries))
	}
}

// town is a small archive of one town's papers.
func town(t testing.TB) *archive.Archive {
	t.Helper()
	a := open(t)
	add(t, a,
		entry("harbour", "The Corran Herald", "2031-05-14T08:30:00Z",
			said{source: "Ilse Marrow", cue: "said", content: "the harbours would be closed until the storm had passed",
				speaker: person("Ilse Marrow"), names: []string{"Ilse Marrow", "Mayor Marrow", "the mayor"}},
			said{source: "she", cue: "warned", content: "“Nobody should sail,”", speaker: person("Ilse Marrow"),
				kind: sayso.Direct, mode: sayso.Warn},
			said{content: "the storm was near", speaker: sayso.Speaker{Type: sayso.SpeakerNone}}),
		entry("bridge", "Port Tollen Post", "2031-05-31",
			said{source: "Tom Hughes", cue: "denied", content: "that the bridge was closed", speaker: person("Tom Hughes"), mode: sayso.Deny},
			said{source: "two officials", cue: "said", content: "until the storm the bridge would stay open",
				speaker: sayso.Speaker{Name: "two officials", Type: sayso.SpeakerUnnamed}}),
		entry("school", "Herald of Tollen", "2031-06",
			said{source: "Renée Açevedo", cue: "said", content: "𝔖chools reopen in the naïve hope of calm", speaker: person("Renée Açevedo")}),
		entry("notes", "", "",
			said{source: "I", cue: "believe", content: "don’t-know is an answer about schools", speaker: sayso.Speaker{Type: sayso.SpeakerWriter}, mode: sayso.Believe}),
		entry("old", "The Corran Herald", "2029",
			said{source: "Hugh Marrow-Lee", cue: "said", content: "the bridge was sound", speaker: person("Hugh Marrow-Lee")}),
	)
	return a
}

// ids names hits by article and statement.
func ids(hits []archive.Hit) string {
	var names []string
	for _, hit := range hits {
		names = append(names, hit.Article.ID+"/"+hit.Statement.ID)
	}
	return strings.Join(names, " ")
}

func TestAddIsIdempotent(t *testing.T) {
	a := open(t)
	e := entry("one", "Post", "2031", said{source: "Ilse", cue: "said", content: "no", speaker: person("Ilse")})
	again := entry("another name", "Post", "2031", said{source: "Ilse", cue: "said", content: "no", speaker: person("Ilse")})
	again.Article.Title = e.Article.Title
	for i, c := range []struct {
		entries []archive.Entry
		want    int
	}{{nil, 0}, {[]archive.Entry{e, again}, 1}, {[]archive.Entry{again}, 0}, {[]archive.Entry{e, entry("two", "Post", "2030")}, 1}} {
		if n, err := a.Add(t.Context(), c.entries); err != nil || n != c.want {
			t.Errorf("Add no. %d = %d, %v; want %d", i, n, err, c.want)
		}
	}
	sum, err := a.Summary(t.Context())
	if err != nil || sum.Articles != 2 || sum.Statements != 1 {
		t.Errorf("summary: %+v, %v", sum, err)
	}
	if has, err := a.Has(t.Context(), e.Article.Key()); err != nil || !has {
		t.Errorf("Has = %v, %v", has, err)
	}
	if has, err := a.Has(t.Context(), e.Article.Key()[:20]); err != nil || has {
		t.Errorf("Has of the start of a key = %v, %v", has, err)
	}
}

func TestAddAllOrNothing(t *testing.T) {
	good := entry("good", "", "", said{content: "yes"})
	for name, bad := range map[string]func(*archive.Entry){
		"without an article":         func(e *archive.Entry) { e.Article = nil },
		"there is no record":         func(e *archive.Entry) { e.Record = nil },
		"is not a part of its text":  func(e *archive.Entry) { e.Record.Statements[0].Content[0].End = 99 },
		"the span 1 to 4 is not a p": func(e *archive.Entry) { e.Record.Statements[0].Content[0].Start = 1 },
	} {
		a := open(t)
		e := entry("bad", "", "", said{content: "élan"})
		e.Record.Statements[0].Content[0].End = 4
		bad(&e)
		n, err := a.Add(t.Context(), []archive.Entry{good, e})
		if n != 0 || err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("Add = %d, %v; want %q", n, err, name)
		}
		if sum, err := a.Summary(t.Context()); err != nil || sum.Articles != 0 {
			t.Errorf("%s: something was kept: %+v, %v", name, sum, err)
		}
	}
}

func TestAddGivesUpWithItsContext(t *testing.T) {
	a := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Add(ctx, []archive.Entry{entry("one", "", "")}); !errors.Is(err, context.Canceled) {
		t.Errorf("Add = %v", err)
	}
	if _, err := a.Find(ctx, archive.Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Find = %v", err)
	}
	add(t, a, entry("one", "", "")) // and goes on
}

func TestManyGoroutines(t *testing.T) {
	a := open(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for n := range 20 {
				if _, err := a.Add(t.Context(), []archive.Entry{numbered(n)}); err != nil {
					t.Error(err)
				}
				if _, err := a.Find(t.Context(), archive.Query{Where: where(t, "harbour")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if sum, err := a.Summary(t.Context()); err != nil || sum.Articles != 20 {
		t.Errorf("%+v, %v", sum, err)
	}
}

func TestArticle(t *testing.T) {
	a := town(t)
	found, err := a.Find(t.Context(), archive.Query{Where: where(t, "harbour")})
	if err != nil {
		t.Fatal(err)
	}
	key := found.Hits[0].Key
	for _, k := range []string{key, key[:8], strings.ToUpper(key[:11])} {
		if e, err := a.Article(t.Context(), k); err != nil || e.Article.ID != "harbour" || len(e.Record.Statements) != 3 {
			t.Errorf("Article(%q) = %+v, %v", k, e, err)
		}
	}
	for _, k := range []string{"", key[:7], key + "0", "harbour%", strings.Repeat("0", 64)} {
		if _, err := a.Article(t.Context(), k); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("Article(%q): %v, want ErrNotFound", k, err)
		}
	}
}

func TestSpeaker(t *testing.T) {
	a := town(t)
	add(t, a, entry("later", "Port Tollen Post", "2032-01-02T09:00:00Z",
		said{content: "a", speaker: person("Ilse Marrow"), names: []string{"Ilse Marrow", "Mayor Marrow"}},
		said{content: "b", speaker: sayso.Speaker{Name: "Ilse Marrow", Type: sayso.SpeakerOrganisation}},
		said{content: "c", speaker: person("Ilse Marrow"), names: []string{"Ilse Marrow"}}))
	got, err := a.Speaker(t.Context(), "Ilse Marrow")
	if err != nil {
		t.Fatal(err)
	}
	if got.Type != sayso.SpeakerPerson || got.Statements != 5 || got.First != "2031-05-14" || got.Last != "2032-01-02" {
		t.Errorf("%+v", got)
	}
	if want := []string{"Ilse Marrow", "Mayor Marrow", "the mayor"}; !slices.Equal(got.Names, want) {
		t.Errorf("names %q, want %q", got.Names, want)
	}
	if want := []archive.Count{{Name: "Port Tollen Post", N: 3}, {Name: "The Corran Herald", N: 2}}; !slices.Equal(got.Outlets, want) {
		t.Errorf("outlets %v, want %v", got.Outlets, want)
	}
	for _, name := range []string{"Ilse", "", "nobody"} {
		if _, err := a.Speaker(t.Context(), name); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("Speaker(%q): %v, want ErrNotFound", name, err)
		}
	}
}

func TestSummary(t *testing.T) {
	empty, err := open(t).Summary(t.Context())
	if err != nil || empty.Articles != 0 || empty.First != "" || empty.Outlets != nil {
		t.Errorf("of nothing: %+v, %v", empty, err)
	}
	sum, err := town(t).Summary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if sum.Articles != 5 || sum.Statements != 8 || sum.First != "2029" || sum.Last != "2031-06" {
		t.Errorf("%+v", sum)
	}
	if want := (archive.Count{Name: "The Corran Herald", N: 2}); len(sum.Outlets) != 3 || sum.Outlets[0] != want {
		t.Errorf("outlets %v", sum.Outlets)
	}
	if len(sum.Speakers) != 1 || sum.Speakers[0].Name != "Ilse Marrow" || sum.Speakers[0].Statements != 1 {
		t.Errorf("speakers %v: who is no entity is no speaker of note", sum.Speakers)
	}
}

func TestOpen(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	path := filepath.Join(dir, "a b?c%20#d;é.db")
	if _, err := archive.OpenExisting(ctx, path); !errors.Is(err, archive.ErrNoArchive) || !strings.Contains(err.Error(), "sayso add") {
		t.Errorf("no file: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("looking for an archive made a file: %v", err)
	}
	for range 2 {
		a, err := archive.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Add(ctx, []archive.Entry{entry("one", "", "")}); err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
	a, err := archive.OpenExisting(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if sum, err := a.Summary(ctx); err != nil || sum.Articles != 1 {
		t.Errorf("%+v, %v", sum, err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 1 || names[0] != path {
		t.Errorf("an archive is one file, but there are %q, %v", names, err)
	}
}

func TestOpenRefusesWhatIsNoArchive(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte("Dear diary, this is not a database at all."), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		is   error
		want string
	}{
		{text, archive.ErrForeign, "notes.txt: not an archive of sayso; nothing in it was changed"},
		{dir, nil, "is a directory"},
		{filepath.Join(dir, "none", "a.db"), os.ErrNotExist, "make the folder first"},
		{filepath.Join(text, "a.db"), nil, "not a directory"},
	} {
		_, err := archive.Open(t.Context(), c.path)
		if err == nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("Open(%s): %v; want %q", c.path, err, c.want)
		}
	}
	after, err := os.ReadFile(text)
	if err != nil || !strings.HasPrefix(string(after), "Dear diary") {
		t.Errorf("the file was changed: %q, %v", after, err)
	}
}

// where is a query in words.
func where(t testing.TB, text string) *query.Node {
	t.Helper()
	n, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What is on a disk that cannot be written can be read, and is not written.
func TestArchiveThatCannotBeWritten(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	path := filepath.Join(folder, "a.db")
	a, err := archive.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	entry := archive.Entry{Article: &sayso.Article{ID: "a", Text: "Ilse Marrow said so."}, Record: &sayso.Record{}}
	if _, err := a.Add(ctx, []archive.Entry{entry}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // whom no permission stops
		if err := exec.Command("mount", "--bind", folder, folder).Run(); err != nil {
			t.Skip("no mount can be made here:", err)
		}
		t.Cleanup(func() { exec.Command("umount", folder).Run() })
		if err := exec.Command("mount", "-o", "remount,ro,bind", folder).Run(); err != nil {
			t.Skip("no read-only mount can be made here:", err)
		}
	} else {
		os.Chmod(path, 0o444)
		os.Chmod(folder, 0o555)
		t.Cleanup(func() { os.Chmod(folder, 0o755) })
	}
	if a, err = archive.OpenExisting(ctx, path); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if s, err := a.Summary(ctx); err != nil || s.Articles != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if found, err := a.Find(ctx, archive.Query{}); err != nil || found.Total != 0 {
		t.Errorf("%+v, %v", found, err)
	}
	entry.Article = &sayso.Article{ID: "b", Text: "Goran Stell said so."}
	if _, err := a.Add(ctx, []archive.Entry{entry}); err == nil || !strings.Contains(err.Error(), "can be read only") {
		t.Errorf("adding: %v", err)
	}
}

func TestEmptyFileIsNoArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := archive.OpenExisting(t.Context(), path); !errors.Is(err, archive.ErrNoArchive) || !strings.Contains(err.Error(), "empty") {
		t.Errorf("opened: %v", err)
	}
	a, err := archive.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
}
