package format_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
	"sayso/format"
)

// harbour is an article with all that can be shown, and its record.
func harbour() (*sayso.Article, *sayso.Record) {
	text := "“The harbour is closed,” Marrow told reporters. Hedda Quill said that Tom Achterberg had denied a “secret” meeting."
	at := func(words string) sayso.Spans {
		i := strings.Index(text, words)
		if i < 0 {
			panic("not in the text: " + words)
		}
		return sayso.Spans{{Start: i, End: i + len(words)}}
	}
	a := &sayso.Article{ID: "h1", Title: "Harbour closed", Outlet: "The Breck Herald", Author: "Tessa Brandt", Published: "2031-03-06T08:00:00Z", Text: text}
	r := &sayso.Record{ID: "h1", TextSHA256: a.TextSHA256(),
		Statements: []sayso.Statement{
			{ID: "s1", Kind: sayso.Direct, Mode: sayso.Say, Source: at("Marrow"), Cue: at("told"), Content: at("“The harbour is closed,”"),
				Speaker:   sayso.Speaker{Entity: "e1", Name: "Ilse Marrow", Type: sayso.SpeakerPerson},
				Addressee: []sayso.Party{{Name: "reporters"}}, Venue: &sayso.Venue{Kind: "interview", Outlet: "the Herald", With: "Tessa Brandt"},
				SaidOn: "2031-03-05", Confidence: 0.9},
			{ID: "s2", Kind: sayso.Indirect, Mode: sayso.Say, Source: at("Hedda Quill"), Cue: at("said"),
				Content: at("that Tom Achterberg had denied a “secret” meeting"),
				Speaker: sayso.Speaker{Entity: "e2", Name: "Hedda Quill", Type: sayso.SpeakerPerson}},
			{ID: "s3", Kind: sayso.Mixed, Mode: sayso.Deny, Source: at("Tom Achterberg"), Cue: at("had denied"), Content: at("a “secret” meeting"),
				Speaker: sayso.Speaker{Entity: "e3", Name: "Tom Achterberg", Type: sayso.SpeakerPerson}, Within: "s2", Denial: true,
				Via: []sayso.Party{{Entity: "e2", Name: "Hedda Quill"}}},
		},
		Contacts: []sayso.Contact{
			{ID: "c1", Parties: [][]string{{"e1"}, {"e3"}}, Verb: "meet", Negated: true, SaySo: "s3", When: "2031-03-04"},
			{ID: "c2", Parties: [][]string{{"e2"}, {"e3"}}, Verb: "dine", Planned: true, SaySo: sayso.SaySoArticle},
		},
		Disputes: []sayso.Dispute{{Asserts: []string{"s1"}, Denies: []string{"s3"}}},
		Entities: []sayso.Entity{{ID: "e1", Name: "Ilse Marrow"}, {ID: "e2", Name: "Hedda Quill"}, {ID: "e3", Name: "Tom Achterberg"}},
	}
	return a, r
}

// written is what a format makes of one record.
func written(t testing.TB, name string, o format.Options, a *sayso.Article, r *sayso.Record) string {
	t.Helper()
	var b bytes.Buffer
	out, err := format.NewRecords(name, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Record(a, r); err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextForPeople(t *testing.T) {
	a, r := harbour()
	want := `Harbour closed
The Breck Herald · 2031-03-06 · Tessa Brandt · h1
  ❝ Ilse Marrow (“Marrow”) told · to reporters · interview (the Herald, Tessa Brandt) · 2031-03-05
      “The harbour is closed,”
  → Hedda Quill said
      that Tom Achterberg had denied a “secret” meeting
      ◐ Tom Achterberg had denied · denial · via Hedda Quill
          a “secret” meeting
  ⇄ Ilse Marrow — meet — Tom Achterberg · did not · 2031-03-04 · Tom Achterberg says so
  ⇄ Hedda Quill — dine — Tom Achterberg · planned · the article says so
  ≠ Tom Achterberg denies what Ilse Marrow says
`
	if got := written(t, "text", format.Options{Width: 110}, a, r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextIsWrapped(t *testing.T) {
	a, r := harbour()
	want := `Harbour closed
The Breck Herald · 2031-03-06 · Tessa
Brandt · h1
  ❝ Ilse Marrow (“Marrow”) told · to
    reporters · interview (the Herald,
    Tessa Brandt) · 2031-03-05
      “The harbour is closed,”
  → Hedda Quill said
      that Tom Achterberg had denied a
      “secret” meeting
      ◐ Tom Achterberg had denied
        · denial · via Hedda Quill
          a “secret” meeting
`
	got := written(t, "text", format.Options{Width: 40}, a, r)
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant it to begin\n%s", got, want)
	}
}

func TestNothingSaid(t *testing.T) {
	a := &sayso.Article{ID: "empty.txt", Text: "Rain."}
	want := "empty.txt\n  no statements found\n"
	if got := written(t, "text", format.Options{}, a, &sayso.Record{}); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnnamedAndWriter(t *testing.T) {
	a := &sayso.Article{ID: "x", Text: "I think it rained. It was said."}
	r := &sayso.Record{Statements: []sayso.Statement{
		{ID: "s1", Kind: sayso.Indirect, Source: sayso.Spans{{Start: 0, End: 1}}, Cue: sayso.Spans{{Start: 2, End: 7}}, Content: sayso.Spans{{Start: 8, End: 17}},
			Speaker: sayso.Speaker{Name: "I", Type: sayso.SpeakerWriter}},
		{ID: "s2", Kind: sayso.Indirect, Cue: sayso.Spans{{Start: 19, End: 30}}, Speaker: sayso.Speaker{Type: sayso.SpeakerNone}},
	}}
	want := "x\n  → the writer think\n      it rained\n  → somebody It was said\n"
	if got := written(t, "text", format.Options{}, a, r); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWordsOfOthersDoNotSteerTheTerminal(t *testing.T) {
	a := &sayso.Article{ID: "x", Title: "Harbour\x1b]0;owned\x07 closed\r\n\u202etxt", Text: "\x1b[2Jgone"}
	r := &sayso.Record{Statements: []sayso.Statement{{ID: "s1", Content: sayso.Spans{{Start: 0, End: len(a.Text)}},
		Speaker: sayso.Speaker{Name: "Ilse\x9b31m Marrow"}}}}
	got := written(t, "text", format.Options{}, a, r)
	for _, c := range []string{"\x1b", "\x07", "\r", "\u202e", "\u009b"} {
		if strings.Contains(got, c) {
			t.Errorf("%q is in %q", c, got)
		}
	}
}

func TestCSV(t *testing.T) {
	a, r := harbour()
	rows, err := csv.NewReader(strings.NewReader(written(t, "csv", format.Options{}, a, r))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		format.Columns,
		{"h1", "The Breck Herald", "2031-03-06T08:00:00Z", "Harbour closed", "Tessa Brandt", "", "s1", "direct", "say", "Ilse Marrow", "person",
			"Marrow", "told", "“The harbour is closed,”", "reporters", "interview (the Herald, Tessa Brandt)", "", "2031-03-05", "", "false", "false", "false", "0.9"},
		{"h1", "The Breck Herald", "2031-03-06T08:00:00Z", "Harbour closed", "Tessa Brandt", "", "s2", "indirect", "say", "Hedda Quill", "person",
			"Hedda Quill", "said", "that Tom Achterberg had denied a “secret” meeting", "", "", "", "", "", "false", "false", "false", "0"},
		{"h1", "The Breck Herald", "2031-03-06T08:00:00Z", "Harbour closed", "Tessa Brandt", "", "s3", "mixed", "deny", "Tom Achterberg", "person",
			"Tom Achterberg", "had denied", "a “secret” meeting", "", "", "Hedda Quill", "", "s2", "false", "false", "true", "0"},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("got %q\nwant %q", rows, want)
	}
}

func TestSpreadsheetsDoNotCompute(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1":             "'=1+1",
		"+49":              "'+49",
		"-1":               "'-1",
		"@marrow":          "'@marrow",
		"\t=1":             "'\t=1",
		"\n=1":             "'\n=1",
		"＝1":               "'＝1",
		"a=1":              "a=1",
		"“=1”, she wrote.": "“=1”, she wrote.",
		"a\nb, \"c\"":      "a\nb, \"c\"",
		"":                 "",
	} {
		a := &sayso.Article{ID: "x", Title: text}
		rows, err := csv.NewReader(strings.NewReader(written(t, "csv", format.Options{}, a, &sayso.Record{Statements: make([]sayso.Statement, 1)}))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := rows[1][slices.Index(format.Columns, "title")]; got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestJSONLines(t *testing.T) {
	a, r := harbour()
	r.Statements[0].Speaker.Name = "Marrow & <Sons>"
	for _, withText := range []bool{false, true} {
		line := written(t, "jsonl", format.Options{Text: withText}, a, r)
		if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") {
			t.Errorf("not one line: %q", line)
		}
		if !strings.Contains(line, "Marrow & <Sons>") {
			t.Errorf("letters are escaped that need not be: %s", line)
		}
		var back sayso.Record
		if err := json.Unmarshal([]byte(line), &back); err != nil {
			t.Fatal(err)
		}
		if (back.Text != "") != withText || withText && back.Text != a.Text {
			t.Errorf("text %q where it was asked for: %t", back.Text, withText)
		}
		if got := back.Statements[0].Content.Of(a.Text); got != "“The harbour is closed,”" {
			t.Errorf("content is %q", got)
		}
	}
	if r.Text != "" {
		t.Error("the record was changed")
	}
}

func TestHits(t *testing.T) {
	a, r := harbour()
	hit := &archive.Hit{Key: "0a1b", Article: *a, Statement: r.Statements[0], Source: "Marrow", Cue: "told", Content: "“The harbour is closed,”"}
	hit.Article.Text = ""
	for name, want := range map[string]string{
		"text": "  ❝ Ilse Marrow (“Marrow”) told · to reporters · interview (the Herald, Tessa Brandt) · 2031-03-05\n" +
			"      “The harbour is closed,”\n      The Breck Herald · 2031-03-06 · Harbour closed\n",
		"csv": strings.Join(format.Columns, ",") + "\nh1,The Breck Herald,2031-03-06T08:00:00Z,Harbour closed,Tessa Brandt,,s1,direct,say,Ilse Marrow,person," +
			"Marrow,told,\"“The harbour is closed,”\",reporters,\"interview (the Herald, Tessa Brandt)\",,2031-03-05,,false,false,false,0.9\n",
		"jsonl": `{"article":{"key":"0a1b","id":"h1","title":"Harbour closed","outlet":"The Breck Herald","author":"Tessa Brandt","published":"2031-03-06T08:00:00Z"},` +
			`"statement":{"id":"s1","kind":"direct","mode":"say","source":[[29,35]],"cue":[[36,40]],"content":[[0,28]],` +
			`"speaker":{"entity":"e1","name":"Ilse Marrow","type":"person"},"addressee":[{"name":"reporters"}],` +
			`"venue":{"kind":"interview","outlet":"the Herald","with":"Tessa Brandt"},"said_on":"2031-03-05",` +
			`"negated":false,"hypothetical":false,"denial":false,"confidence":0.9},` +
			`"source":"Marrow","cue":"told","content":"“The harbour is closed,”"}` + "\n",
	} {
		var b bytes.Buffer
		out, err := format.NewHits(name, &b, format.Options{Width: 110})
		if err != nil {
			t.Fatal(err)
		}
		if err := out.Hit(hit); err != nil {
			t.Fatal(err)
		}
		if err := out.Flush(); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	for _, err := range []error{second(format.NewRecords("xml", nil, format.Options{})), second(format.NewHits("xml", nil, format.Options{}))} {
		if err == nil || !strings.Contains(err.Error(), `"xml"`) || !strings.Contains(err.Error(), "text, jsonl or csv") {
			t.Errorf("error %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// A found statement inside another stands below that one; without it, it says that it is inside another.
func TestFoundInside(t *testing.T) {
	a, r := harbour()
	hit := func(i int) *archive.Hit {
		s := r.Statements[i]
		return &archive.Hit{Key: "k1", Article: *a, Statement: s, Source: s.Source.Of(a.Text), Cue: s.Cue.Of(a.Text), Content: s.Content.Of(a.Text)}
	}
	for _, c := range []struct {
		name string
		hits []int
		want string
	}{
		{"together", []int{1, 2}, `  → Hedda Quill said
      that Tom Achterberg had denied a “secret” meeting
      ◐ Tom Achterberg had denied · denial · via Hedda Quill
          a “secret” meeting
      The Breck Herald · 2031-03-06 · Harbour closed
`},
		{"alone", []int{2}, `  ◐ Tom Achterberg had denied · denial · via Hedda Quill
      a “secret” meeting
      The Breck Herald · 2031-03-06 · Harbour closed · inside another statement
`},
		{"apart", []int{1, 0}, `  → Hedda Quill said
      that Tom Achterberg had denied a “secret” meeting
      The Breck Herald · 2031-03-06 · Harbour closed

  ❝ Ilse Marrow (“Marrow”) told · to reporters · interview (the Herald, Tessa
    Brandt) · 2031-03-05
      “The harbour is closed,”
      The Breck Herald · 2031-03-06 · Harbour closed
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			out, err := format.NewHits("text", &b, format.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range c.hits {
				if err := out.Hit(hit(i)); err != nil {
					t.Fatal(err)
				}
			}
			if err := out.Flush(); err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
