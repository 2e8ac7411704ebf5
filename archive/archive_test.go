package archive_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
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

func TestFind(t *testing.T) {
	a := town(t)
	for _, c := range []struct {
		name  string
		query archive.Query
		want  string
	}{
		{"everything, newest first, in the order of the text, undated last", archive.Query{},
			"school/s1 bridge/s1 bridge/s2 harbour/s1 harbour/s2 harbour/s3 old/s1 notes/s1"},
		{"blank fields do not restrict", archive.Query{Words: " \n", Speaker: " ", Outlet: "\t", After: " ", Limit: 1}, "school/s1"},

		{"a word in the content", archive.Query{Words: "sail"}, "harbour/s2"},
		{"any form of a word", archive.Query{Words: "HARBOUR sailing"}, ""},
		{"any form of each word", archive.Query{Words: "closing Harbour"}, "harbour/s1"},
		{"all words must be there", archive.Query{Words: "closed bridge"}, "bridge/s1"},
		{"across content, source, cue and speaker", archive.Query{Words: "marrow warned nobody"}, "harbour/s2"},
		{"accents do not count", archive.Query{Words: "acevedo NAIVE"}, "school/s1"},
		{"words of any plane", archive.Query{Words: "𝔖chools"}, "school/s1"},
		{"a phrase", archive.Query{Words: `"until the storm"`}, "bridge/s2 harbour/s1"},
		{"not as a phrase", archive.Query{Words: `"storm the until"`}, ""},
		{"a phrase in typographic marks and a word", archive.Query{Words: "“until the storm” open"}, "bridge/s2"},
		{"a phrase in German marks", archive.Query{Words: "„stay open“"}, "bridge/s2"},
		{"a phrase in guillemets", archive.Query{Words: "«stay open»"}, "bridge/s2"},
		{"joined words stand together", archive.Query{Words: "storm-the"}, "bridge/s2"},
		{"an apostrophe of any kind", archive.Query{Words: "don't"}, "notes/s1"},

		{"operators are words", archive.Query{Words: "storm OR bridge"}, ""},
		{"NOT is a word", archive.Query{Words: "bridge NOT closed"}, ""},
		{"NEAR is a word", archive.Query{Words: "NEAR(storm)"}, ""},
		{"near is a word", archive.Query{Words: "NEAR storm"}, "harbour/s3"},
		{"a minus is nothing", archive.Query{Words: "-storm -near"}, "harbour/s3"},
		{"a star is nothing", archive.Query{Words: "stor*"}, ""},
		{"a star at a whole word", archive.Query{Words: "* storm* ^near"}, "harbour/s3"},
		{"brackets and colons are nothing", archive.Query{Words: "{content}: (near) AND"}, ""},
		{"an open quotation mark", archive.Query{Words: `near "storm the`}, "harbour/s3"},
		{"three quotation marks", archive.Query{Words: `"storm was" "near`}, "harbour/s3"},
		{"empty quotation marks", archive.Query{Words: `"" near ""`}, "harbour/s3"},
		{"facets are not words", archive.Query{Words: "marrow0"}, ""},
		{"bytes that are no text", archive.Query{Words: "near\xff\x00storm"}, "harbour/s3"},

		{"part of a speaker's name", archive.Query{Speaker: "MARROW"}, "harbour/s1 harbour/s2 old/s1"},
		{"all words of it", archive.Query{Speaker: "Marrow Hugh"}, "old/s1"},
		{"another form of the name", archive.Query{Speaker: "mayor marrow"}, "harbour/s1"},
		{"names are not stemmed", archive.Query{Speaker: "hugh"}, "old/s1"},
		{"a name with an s", archive.Query{Speaker: "hughes"}, "bridge/s1"},
		{"no accents", archive.Query{Speaker: "renee acevedo"}, "school/s1"},
		{"accents made of two characters", archive.Query{Speaker: "Rene\u0301e"}, "school/s1"},
		{"a joined name", archive.Query{Speaker: "marrow lee"}, "old/s1"},
		{"a speaker without a name cannot be asked for", archive.Query{Speaker: "believe"}, ""},
		{"exactly one speaker", archive.Query{SpeakerIs: "Ilse Marrow"}, "harbour/s1 harbour/s2"},
		{"not part of a name", archive.Query{SpeakerIs: "Marrow"}, ""},
		{"exactly one speaker and words", archive.Query{SpeakerIs: "Ilse Marrow", Words: "sail"}, "harbour/s2"},
		{"an unnamed speaker", archive.Query{SpeakerIs: "two officials"}, "bridge/s2"},

		{"words of an outlet", archive.Query{Outlet: "herald"}, "school/s1 harbour/s1 harbour/s2 harbour/s3 old/s1"},
		{"all words of an outlet", archive.Query{Outlet: "tollen herald"}, "school/s1"},

		{"after a month", archive.Query{After: "2031-05", Outlet: "corran"}, "harbour/s1 harbour/s2 harbour/s3"},
		{"a month to its end", archive.Query{Before: "2031-05"}, "bridge/s1 bridge/s2 harbour/s1 harbour/s2 harbour/s3 old/s1"},
		{"a day to its end", archive.Query{After: "2031-05-14", Before: "2031-05-14"}, "harbour/s1 harbour/s2 harbour/s3"},
		{"a year", archive.Query{After: "2029", Before: "2029"}, "old/s1"},
		{"a month counts from its first day", archive.Query{After: "2031-06-01"}, "school/s1"},
		{"and not its second", archive.Query{After: "2031-06-02"}, ""},
		{"undated is outside", archive.Query{Words: "answer", Before: "2099"}, ""},

		{"a kind", archive.Query{Kind: sayso.Direct}, "harbour/s2"},
		{"a mode", archive.Query{Mode: sayso.Deny}, "bridge/s1"},
		{"all at once", archive.Query{Words: "closed", Speaker: "tom", Outlet: "post", After: "2031", Before: "2031",
			Kind: sayso.Indirect, Mode: sayso.Deny}, "bridge/s1"},

		{"limit", archive.Query{Limit: 2}, "school/s1 bridge/s1"},
		{"offset", archive.Query{Limit: 2, Offset: 2}, "bridge/s2 harbour/s1"},
		{"no limit", archive.Query{Limit: -1, Words: "storm"}, "bridge/s2 harbour/s1 harbour/s3"},
		{"offset behind the end", archive.Query{Offset: 8}, ""},
		{"the best match first", archive.Query{Words: "storm", Order: archive.Relevance}, "harbour/s3 bridge/s2 harbour/s1"},
		{"relevance of nothing is newest", archive.Query{Order: archive.Relevance, Limit: 1}, "school/s1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := a.Find(t.Context(), c.query)
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(found.Hits); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
			var all []archive.Hit
			if err := a.Each(t.Context(), c.query, func(hit archive.Hit) error { all = append(all, hit); return nil }); err != nil {
				t.Fatal(err)
			}
			if found.Total != len(all) || found.AtLeast {
				t.Errorf("total %d (at least: %v), but there are %d", found.Total, found.AtLeast, len(all))
			}
			if !strings.Contains(ids(all), c.want) {
				t.Errorf("each gives %q, want it to hold %q", ids(all), c.want)
			}
		})
	}
}

func TestFindRefusesWhatCannotBeMeant(t *testing.T) {
	a := town(t)
	for _, c := range []struct {
		query archive.Query
		want  string
	}{
		{archive.Query{Words: `... "!" *`}, `words "... \"!\" *": a letter or digit is needed`},
		{archive.Query{Words: strings.Repeat("word ", 101)}, "at most 100 words"},
		{archive.Query{Speaker: "?"}, `speaker "?": 1 to 100 words of a name`},
		{archive.Query{Outlet: "—"}, `outlet "—": 1 to 100 words of a name`},
		{archive.Query{After: "May 2031"}, `after "May 2031": want a date as 2031, 2031-05 or 2031-05-14`},
		{archive.Query{Before: "2031-02-30"}, `before "2031-02-30": want a date`},
		{archive.Query{Before: "2031-5"}, `before "2031-5": want a date`},
		{archive.Query{After: "2032", Before: "2031-12"}, "later than before 2031-12"},
		{archive.Query{Kind: "quoted"}, `kind "quoted": want one of direct, mixed, indirect`},
		{archive.Query{Mode: "shout"}, `mode "shout": want one of say, ask, deny`},
		{archive.Query{Order: "oldest"}, `order "oldest": want one of newest, relevance`},
		{archive.Query{Offset: -1}, "offset"},
	} {
		_, err := a.Find(t.Context(), c.query)
		var query *archive.QueryError
		if !errors.As(err, &query) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Find(%+v): %v; want a QueryError with %q", c.query, err, c.want)
		}
	}
}

func TestMarks(t *testing.T) {
	a := town(t)
	for _, c := range []struct{ words, want string }{
		{"closing harbour", "harbours|closed"},
		{"𝔖chool hope", "𝔖chools|hope"},
		{`"until the storm"`, "until the storm|until the storm"},
		{`naive "the naïve hope"`, "the naïve hope"},
		{"marrow denied", ""}, // not in the content
		{"don't", "don’t"},
	} {
		found, err := a.Find(t.Context(), archive.Query{Words: c.words})
		if err != nil {
			t.Fatal(err)
		}
		var marked []string
		for _, hit := range found.Hits {
			for _, mark := range hit.Marks {
				marked = append(marked, mark.Of(hit.Content))
			}
		}
		if got := strings.Join(marked, "|"); got != c.want {
			t.Errorf("%s: marked %q, want %q", c.words, got, c.want)
		}
	}
}

func TestHitHoldsWhatIsShown(t *testing.T) {
	a := town(t)
	found, err := a.Find(t.Context(), archive.Query{Words: "harbour"})
	if err != nil || len(found.Hits) != 1 {
		t.Fatal(found, err)
	}
	hit := found.Hits[0]
	whole, err := a.Article(t.Context(), hit.Key)
	if err != nil {
		t.Fatal(err)
	}
	want := *whole.Article
	want.Text = ""
	if hit.Article != want || hit.Key != whole.Article.Key() {
		t.Errorf("the hit's article is %+v, want %+v", hit.Article, want)
	}
	if hit.Source != "Ilse Marrow" || hit.Cue != "said" || !strings.HasPrefix(hit.Content, "the harbours would") {
		t.Errorf("parts: %q %q %q", hit.Source, hit.Cue, hit.Content)
	}
	if hit.Statement.Content.Of(whole.Article.Text) != hit.Content {
		t.Errorf("the statement's content is not where its span says")
	}
}

func TestPartsInPieces(t *testing.T) {
	a := open(t)
	e := entry("pieces", "", "", said{content: "The gates, Orla said, are shut."})
	e.Record.Statements[0].Content = sayso.Spans{{Start: 0, End: 9}, {Start: 22, End: 30}}
	e.Record.Statements[0].Cue = sayso.Spans{{Start: 16, End: 20}}
	add(t, a, e)
	found, err := a.Find(t.Context(), archive.Query{Words: "shut"})
	if err != nil {
		t.Fatal(err)
	}
	if hit := found.Hits[0]; hit.Content != "The gates … are shut" || hit.Marks[0].Of(hit.Content) != "shut" {
		t.Errorf("content %q, marks %v", hit.Content, hit.Marks)
	}
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

func TestEachStops(t *testing.T) {
	a := town(t)
	enough := errors.New("enough")
	seen := 0
	err := a.Each(t.Context(), archive.Query{Limit: 1}, func(hit archive.Hit) error {
		if seen++; seen == 3 {
			return enough
		}
		_, err := a.Article(t.Context(), hit.Key) // the archive can be used meanwhile
		return err
	})
	if err != enough || seen != 3 {
		t.Errorf("Each = %v after %d", err, seen)
	}
}

func TestArticle(t *testing.T) {
	a := town(t)
	found, err := a.Find(t.Context(), archive.Query{Words: "harbour"})
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
	if want := (archive.Count{Name: "Ilse Marrow", N: 2}); len(sum.Speakers) != 4 || sum.Speakers[0] != want {
		t.Errorf("speakers %v: two officials are no speaker of note", sum.Speakers)
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
