package cite_test

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sayso/cite"
)

var plain = cite.Source{Key: "0123456789abcdef-s3", Title: "Harbour stays closed", Author: "Tessa Brandt and Nils van der Quill", Outlet: "The Breck Herald",
	Published: "2031-03-06T08:30:00Z", Language: "en", URL: "https://breckherald.example/harbour_1?a=1&b=2", Speaker: "Ilse Marrow",
	Words: "“The harbour is closed.”", Permalink: "https://desk.example/statement/0123456789abcdef/s3"}

// hostile has in every field what a format could take for its own.
var hostile = cite.Source{Key: "a}, b", Title: "Prices } up\r\nER  - 50% & $1 \\input{x} #1 _ ^ ~ <b>\u202egnp.exe", Author: "{Evil}, \\Author; A_B", Outlet: "\"Q\" & {Co",
	Published: "2031-13-99", URL: "https://x.example/{a}\\b c", Speaker: "S}", Words: "line\r\nTY  - BOOK\n@book{x, title={y}}"}

func TestAuthors(t *testing.T) {
	for byline, want := range map[string][]cite.Name{
		"":                                    nil,
		"Tessa Brandt":                        {{Family: "Brandt", Given: "Tessa"}},
		"Tessa Brandt and Nils van der Quill": {{Family: "Brandt", Given: "Tessa"}, {Family: "van der Quill", Given: "Nils"}},
		"A. B. Falk, Edda Solberg & Tom Reed": {{Family: "Falk", Given: "A. B."}, {Family: "Solberg", Given: "Edda"}, {Family: "Reed", Given: "Tom"}},
		"Jonas Marrow Jr.":                    {{Family: "Marrow", Given: "Jonas, Jr."}},
		"Jonas Marrow, Jr.":                   {{Family: "Marrow", Given: "Jonas, Jr."}},
		"The Associated Writers":              {{Literal: "The Associated Writers"}},
		"Portside Post staff":                 {{Literal: "Portside Post staff"}},
		"Wire":                                {{Literal: "Wire"}},
	} {
		if diff := cmp.Diff(want, cite.Authors(byline)); diff != "" {
			t.Errorf("%q: %s", byline, diff)
		}
	}
}

func TestBibTeX(t *testing.T) {
	want := `@article{0123456789abcdef-s3,
  author = {Brandt, Tessa and van der Quill, Nils},
  title = {{Harbour stays closed}},
  journal = {The Breck Herald},
  year = {2031},
  month = mar,
  day = {6},
  url = {https://breckherald.example/harbour_1?a=1&b=2},
  langid = {english},
  note = {Ilse Marrow: “The harbour is closed.” – https://desk.example/statement/0123456789abcdef/s3},
}
`
	if diff := cmp.Diff(want, plain.BibTeX()); diff != "" {
		t.Error(diff)
	}
}

// entry reads one entry by the grammar of BibTeX: fields of balanced braces or of a bare word.
func entry(t *testing.T, text string) map[string]string {
	t.Helper()
	m := regexp.MustCompile(`^@article\{([A-Za-z0-9:_-]+),\n`).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no entry: %q", text)
	}
	fields := map[string]string{}
	rest := text[len(m[0]):]
	for !strings.HasPrefix(rest, "}") {
		name, value, ok := strings.Cut(strings.TrimLeft(rest, " "), " = ")
		if !ok {
			t.Fatalf("no field: %q", rest)
		}
		depth, end := 0, -1
		for i, c := range value {
			if c == '{' {
				depth++
			} else if c == '}' {
				depth--
			}
			if depth < 0 {
				t.Fatalf("field %s closes the entry: %q", name, value)
			}
			if depth == 0 && c == ',' {
				end = i
				break
			}
		}
		if end < 0 {
			t.Fatalf("field %s does not end: %q", name, value)
		}
		fields[name] = value[:end]
		rest = strings.TrimPrefix(value[end+1:], "\n")
	}
	if rest != "}\n" {
		t.Fatalf("behind the entry: %q", rest)
	}
	return fields
}

func TestHostileFieldsStayInTheirPlace(t *testing.T) {
	fields := entry(t, hostile.BibTeX())
	if fields["title"] == "" || fields["month"] != "" || strings.Contains(fields["title"], "\\input") {
		t.Errorf("%v", fields)
	}
	for i, line := range strings.Split(strings.TrimSuffix(hostile.RIS(), "\r\n"), "\r\n") {
		if !regexp.MustCompile(`^[A-Z][A-Z0-9]  - `).MatchString(line) || i > 0 && strings.HasPrefix(line, "TY") || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %d of RIS: %q", i, line)
		}
	}
	for _, text := range []string{hostile.BibTeX(), hostile.RIS(), hostile.COinS()} {
		if strings.ContainsRune(text, '\u202e') {
			t.Error("an override of the direction of text got through")
		}
	}
}

func TestCSLJSON(t *testing.T) {
	out, err := plain.CSLJSON()
	if err != nil {
		t.Fatal(err)
	}
	var items []map[string]any
	if err := json.Unmarshal(out, &items); err != nil || len(items) != 1 {
		t.Fatalf("%v: %s", err, out)
	}
	want := map[string]any{"id": "0123456789abcdef-s3", "type": "article-newspaper", "title": "Harbour stays closed", "container-title": "The Breck Herald", "language": "en",
		"author": []any{map[string]any{"family": "Brandt", "given": "Tessa"}, map[string]any{"family": "van der Quill", "given": "Nils"}},
		"issued": map[string]any{"date-parts": []any{[]any{2031., 3., 6.}}}, "URL": plain.URL,
		"note": "Ilse Marrow: “The harbour is closed.” – https://desk.example/statement/0123456789abcdef/s3"}
	if diff := cmp.Diff(want, items[0]); diff != "" {
		t.Error(diff)
	}
}

func TestRIS(t *testing.T) {
	want := "TY  - NEWS\r\nID  - 0123456789abcdef-s3\r\nTI  - Harbour stays closed\r\nAU  - Brandt, Tessa\r\nAU  - van der Quill, Nils\r\nT2  - The Breck Herald\r\n" +
		"PY  - 2031\r\nDA  - 2031/03/06\r\nLA  - en\r\nUR  - https://breckherald.example/harbour_1?a=1&b=2\r\n" +
		"N1  - Ilse Marrow: “The harbour is closed.” – https://desk.example/statement/0123456789abcdef/s3\r\nER  - \r\n"
	if diff := cmp.Diff(want, plain.RIS()); diff != "" {
		t.Error(diff)
	}
}

func TestCOinS(t *testing.T) {
	v, err := url.ParseQuery(plain.COinS())
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"ctx_ver": "Z39.88-2004", "rft.type": "newspaperArticle", "rft.title": "Harbour stays closed", "rft.source": "The Breck Herald",
		"rft.date": "2031-03-06", "rft.au": "Tessa Brandt", "rft.identifier": plain.URL} {
		if v.Get(field) != want {
			t.Errorf("%s is %q", field, v.Get(field))
		}
	}
	if len(v["rft.au"]) != 2 {
		t.Errorf("authors %q", v["rft.au"])
	}
}

// TestWriteFiles puts examples into the folder that SAYSO_CITATIONS names, to be tried with reference managers.
func TestWriteFiles(t *testing.T) {
	dir := os.Getenv("SAYSO_CITATIONS")
	if dir == "" {
		t.Skip("SAYSO_CITATIONS does not name a folder")
	}
	for name, s := range map[string]cite.Source{"plain": plain, "hostile": hostile} {
		csl, err := s.CSLJSON()
		if err != nil {
			t.Fatal(err)
		}
		for ext, data := range map[string]string{"bib": s.BibTeX(), "ris": s.RIS(), "json": string(csl)} {
			if err := os.WriteFile(filepath.Join(dir, name+"."+ext), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func FuzzCitations(f *testing.F) {
	f.Add("Title", "Author and Other", "Outlet", "2031-03-06", "https://x.example/", "Words")
	f.Add(hostile.Title, hostile.Author, hostile.Outlet, hostile.Published, hostile.URL, hostile.Words)
	f.Fuzz(func(t *testing.T, title, author, outlet, published, address, words string) {
		s := cite.Source{Key: title, Title: title, Author: author, Outlet: outlet, Published: published, URL: address, Words: words}
		for _, part := range []string{title, author, outlet, published, address, words} {
			if !utf8.ValidString(part) {
				t.Skip()
			}
		}
		entry(t, s.BibTeX())
		if n := strings.Count(s.RIS(), "\nER  - "); n != 1 {
			t.Errorf("%d ends of RIS", n)
		}
		if _, err := s.CSLJSON(); err != nil {
			t.Error(err)
		}
		if _, err := url.ParseQuery(s.COinS()); err != nil {
			t.Error(err)
		}
	})
}
