package export

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sayso"
	"sayso/intake"
	"sayso/reading"
)

// awkward is an article with all that a record can hold, and text on which bytes, code points and UTF-16 units differ, with
// line ends that only some readers know.
func awkward() *Item {
	text := "“Café 🎉\u2028closes,” Zoë Marrow 👩‍🚀 told the Breck Herald & co. on Sunday.\n" +
		"Her office <denied> that she had met “the \"cle\u0301ment\" Tom Ash”.\r\nTwo officials\tsaid: =no @comment."
	span := func(words string) sayso.Span {
		i := strings.Index(text, words)
		if i < 0 {
			panic(words)
		}
		return sayso.Span{Start: i, End: i + len(words)}
	}
	record := &sayso.Record{
		Statements: []sayso.Statement{
			{ID: "s1", Kind: sayso.Direct, Mode: sayso.Say, Source: sayso.Spans{span("Zoë Marrow 👩‍🚀")}, Cue: sayso.Spans{span("told")},
				Content: sayso.Spans{span("“Café 🎉\u2028closes,”")}, Speaker: sayso.Speaker{Entity: "e1", Name: "Zoë Marrow", Type: sayso.SpeakerPerson},
				Addressee: []sayso.Party{{Entity: "e2", Name: "The Breck Herald"}}, Venue: &sayso.Venue{Kind: "interview", Outlet: "Channel Nine", With: "Ida Voss"},
				Via: []sayso.Party{{Name: "Northern Wire"}}, SaidOn: "2031-03-09", About: []string{"e3"}, Confidence: 0.91},
			{ID: "s2", Kind: sayso.Mixed, Mode: sayso.Deny, Denial: true, Negated: true, Source: sayso.Spans{span("Her office")}, Cue: sayso.Spans{span("<denied>")},
				Content: sayso.Spans{span("that she had met “the \"cle\u0301ment\" Tom Ash”")}, Speaker: sayso.Speaker{Entity: "e4", Name: "her office", Type: sayso.SpeakerUnnamed},
				About: []string{"e1", "e3"}, Confidence: 0.8},
			{ID: "s3", Kind: sayso.Indirect, Mode: sayso.Claim, Content: sayso.Spans{span("she had met"), span("Tom Ash")}, Within: "s2",
				Speaker: sayso.Speaker{Type: sayso.SpeakerNone}, Confidence: 0.4},
			{ID: "s4", Kind: sayso.Indirect, Mode: sayso.Say, Source: sayso.Spans{span("Two officials")}, Cue: sayso.Spans{span("said")},
				Content: sayso.Spans{span("=no @comment")}, Speaker: sayso.Speaker{Entity: "e5", Name: "two officials", Type: sayso.SpeakerUnnamed}, Confidence: 0.7},
		},
		Contacts: []sayso.Contact{
			{ID: "c1", Parties: [][]string{{"e1"}, {"e3"}}, Verb: "meet", Span: span("she had met “the \"cle\u0301ment\" Tom Ash”"), Negated: true, When: "2031-03", Where: "Breck", SaySo: "s2", Confidence: 0.6},
			{ID: "c2", Parties: [][]string{{"e1"}, {"e2"}}, Verb: "tell", Span: span("told the Breck Herald"), SaySo: sayso.SaySoArticle, Confidence: 0.5},
		},
		Roles: []sayso.Role{{Person: "e1", Role: "mayor", Org: "e6", Former: true, Until: "2030", Span: span("Zoë Marrow"), SaySo: "s4"}},
		Entities: []sayso.Entity{
			{ID: "e1", Type: sayso.Person, Name: "Zoë Marrow", Names: []string{"Zoë Marrow", "Marrow"}, Mentions: []sayso.Span{span("Zoë Marrow"), span("Her")}, Gender: "female", SameAs: []string{"Q4217"}},
			{ID: "e2", Type: sayso.Organisation, Name: "The Breck Herald", Mentions: []sayso.Span{span("the Breck Herald")}},
			{ID: "e3", Type: sayso.Person, Name: "Tom Ash", Mentions: []sayso.Span{span("Tom Ash")}},
			{ID: "e4", Type: sayso.Unnamed, Name: "her office", Mentions: []sayso.Span{span("Her office")}, Of: "e1"},
			{ID: "e5", Type: sayso.Unnamed, Name: "two officials", Mentions: []sayso.Span{span("Two officials")}},
			{ID: "e6", Type: sayso.Place, Name: "Breck"},
		},
		Disputes: []sayso.Dispute{{Asserts: []string{"s1"}, Denies: []string{"s2"}, Contacts: []string{"c1", "c2"}}},
	}
	a := &sayso.Article{ID: "a1", Title: "Café <&> “closes”\u202e", Outlet: "The Breck Herald", Author: `Ida "I" Voss`, Published: "2031-03-10T08:00:00Z",
		URL: "https://herald.example/café?a=1&b=\"2\"", Language: "en", Text: text}
	return &Item{Article: a, Record: record, Key: a.Key(), People: map[string]int64{"e1": 12, "e2": 7}}
}

// items are awkward and the project's samples, read by rules.
func items(t *testing.T) []*Item {
	list := []*Item{awkward()}
	reader := reading.ByRules()
	for a, err := range intake.Walk([]string{"../samples"}, intake.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, &Item{Article: a, Record: reader.Read(a), Key: a.Key(), People: map[string]int64{}})
	}
	return list
}

func write(t *testing.T, f Format, o Options, list []*Item) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := f.New(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range list {
		fresh := *it
		if err := w.Write(&fresh); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every format is read by a reader that is not ours, and what it finds is what was written: see testdata/others/check.mjs.
func TestOthersRead(t *testing.T) {
	others := "testdata/others"
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("brat's own reader needs Python 3: make test installs it")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("the readers of others need Node.js: make test installs it")
	}
	if _, err := os.Stat(filepath.Join(others, "node_modules")); err != nil {
		t.Skip("the readers of others are not installed: make test does it")
	}
	dir := t.TempDir()
	list := items(t)
	for _, f := range Formats() {
		if err := os.WriteFile(filepath.Join(dir, f.Name), write(t, f, Options{Base: "https://desk.example", Version: "1.2"}, list), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	type statement struct {
		ID      string   `json:"id"`
		Page    string   `json:"page"`
		Speaker string   `json:"speaker"`
		Source  []string `json:"source"`
		Cue     []string `json:"cue"`
		Content []string `json:"content"`
	}
	type article struct {
		Key        string      `json:"key"`
		Title      string      `json:"title"`
		Text       string      `json:"text"`
		Address    string      `json:"address"`
		URL        string      `json:"url"`
		Contacts   int         `json:"contacts"`
		Statements []statement `json:"statements"`
	}
	var expected struct {
		Articles []article `json:"articles"`
	}
	for _, it := range list {
		a := article{Key: it.Key, Title: it.Article.Title, Text: it.Article.Text, URL: it.Article.URL, Contacts: len(it.Record.Contacts), Address: it.address(Options{Base: "https://desk.example"}), Statements: []statement{}}
		words := func(spans sayso.Spans) []string {
			out := []string{}
			for _, s := range spans {
				out = append(out, s.Of(it.Article.Text))
			}
			return out
		}
		for _, s := range it.Record.Statements {
			a.Statements = append(a.Statements, statement{it.statementID(s.ID), "/statement/" + it.short() + "/" + s.ID, s.Speaker.Name, words(s.Source), words(s.Cue), words(s.Content)})
		}
		expected.Articles = append(expected.Articles, a)
	}
	data, err := json.Marshal(expected)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "expected.json"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", filepath.Join(others, "check.mjs"), dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, f := range Formats() {
		if !slices.Contains(strings.Fields(string(out)), f.Name) {
			t.Errorf("nobody has read %s:\n%s", f.Name, out)
		}
	}
}

// The same items give the same bytes, and no article gives a file that is whole.
func TestFormats(t *testing.T) {
	list := items(t)
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			one, other := write(t, f, Options{}, list), write(t, f, Options{}, list)
			if !bytes.Equal(one, other) {
				t.Error("written twice, it is not the same")
			}
			if len(one) == 0 {
				t.Error("nothing was written")
			}
			if strings.HasSuffix(f.Extension, "json") || strings.HasSuffix(f.Extension, "jsonl") {
				if !utf8.Valid(one) {
					t.Error("it is not UTF-8")
				}
			}
			write(t, f, Options{}, nil)
		})
	}
	if _, err := Lookup("word"); err == nil || !strings.Contains(err.Error(), "graphml") {
		t.Errorf("an unknown format gives %v, want an error that names those there are", err)
	}
}

// Only the statements asked for are exported, with what rests on them.
func TestOnly(t *testing.T) {
	it := awkward()
	it.Only = map[string]bool{"s2": true}
	lines, err := Lookup("jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var got sayso.Record
	if err := json.Unmarshal(write(t, lines, Options{}, []*Item{it}), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Statements) != 1 || got.Statements[0].ID != "s2" || len(got.Contacts) != 1 || got.Contacts[0].ID != "c1" || got.Roles != nil || got.Disputes != nil {
		t.Errorf("got statements %v, contacts %v, roles %v, disputes %v", got.Statements, got.Contacts, got.Roles, got.Disputes)
	}
	if len(it.Record.Statements) != 4 {
		t.Error("the record itself was cut")
	}
}

// Tables keep in memory only those who may be in several articles, however many others there are, and everybody has one row.
func TestTablesStream(t *testing.T) {
	rows := map[string]int{}
	tables := tabler{byID: map[int64]int{}, row: func(sheet int, cells []string) error {
		if sheet == peopleSheet {
			rows[cells[0]]++
		}
		return nil
	}}
	const articles = 50
	for i := range articles {
		it := awkward()
		it.Key = fmt.Sprintf("%016d", i)
		if err := tables.write(it); err != nil {
			t.Fatal(err)
		}
	}
	if len(tables.people) != 2 {
		t.Errorf("%d people are kept, want the 2 whom the archive knows", len(tables.people))
	}
	if err := tables.finish(); err != nil {
		t.Fatal(err)
	}
	if want := 2 + 4*articles; len(rows) != want {
		t.Errorf("%d people, want %d", len(rows), want)
	}
	for id, n := range rows {
		if n != 1 {
			t.Errorf("%s has %d rows", id, n)
		}
	}
}

// A cell that a spreadsheet would compute gets an apostrophe in CSV.
func TestCellsDoNotCompute(t *testing.T) {
	csv, err := Lookup("csv")
	if err != nil {
		t.Fatal(err)
	}
	data := write(t, csv, Options{}, []*Item{awkward()})
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("statements.csv")
	if err != nil {
		t.Fatal(err)
	}
	table, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(table), ",'=no @comment,") {
		t.Errorf("the cell computes:\n%s", table)
	}
}

// Annotations without words have places alone.
func TestPositionsOnly(t *testing.T) {
	for _, name := range []string{"webannotation", "hypothesis"} {
		f, err := Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		got := string(write(t, f, Options{PositionsOnly: true}, []*Item{awkward()}))
		if strings.Contains(got, "TextQuoteSelector") || strings.Contains(got, "closes,") || !strings.Contains(got, "TextPositionSelector") {
			t.Errorf("%s has words: %s", name, got)
		}
	}
}

func TestOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é\u0301🎉\n漢")), 0, 800, -1).Draw(t, "text")
		o := newOffsets(text)
		cut := rapid.IntRange(0, len(text)).Draw(t, "cut")
		for cut > 0 && cut < len(text) && !utf8.RuneStart(text[cut]) {
			cut--
		}
		if got, want := o.points(cut), utf8.RuneCountInString(text[:cut]); got != want {
			t.Fatalf("code points at %d: %d, want %d", cut, got, want)
		}
		if got, want := o.units(cut), len(utf16.Encode([]rune(text[:cut]))); got != want {
			t.Fatalf("UTF-16 units at %d: %d, want %d", cut, got, want)
		}
	})
}

// The quoted stretches of a mixed statement are found, and apostrophes are no marks.
func TestQuoted(t *testing.T) {
	for _, c := range []struct {
		kind sayso.Kind
		text string
		want []string
	}{
		{sayso.Direct, "“We won’t,”", []string{"We won’t,"}},
		{sayso.Mixed, "that it was “not ours” and “never” was", []string{"not ours", "never"}},
		{sayso.Mixed, "that it wasn't \"theirs\", it's ours", []string{"theirs"}},
		{sayso.Indirect, "that it was “late”", nil},
		{sayso.Direct, "“”", nil},
	} {
		s := &sayso.Statement{Kind: c.kind, Content: sayso.Spans{{Start: 0, End: len(c.text)}}}
		var got []string
		for _, span := range quoted(c.text, s) {
			got = append(got, span.Of(c.text))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
