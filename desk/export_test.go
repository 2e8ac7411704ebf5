package desk_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/archive"
	"sayso/desk"
	"sayso/export"
	"sayso/reading"
)

// tables reads the tables of a CSV export.
func tables(t *testing.T, body string) map[string][][]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][][]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = rows
	}
	return out
}

func TestExportIsReadBack(t *testing.T) {
	s := server(t, articles)
	for _, path := range []string{"/export/csv", "/api/v1/export/csv"} {
		for q, want := range map[string]int{"": 6, "speaker:marrow": 4, "is:denial": 1, "nosuchword": 0, `outlet:="Portside Post"`: 1} {
			res, body := get(t, s.URL+path+"?q="+url.QueryEscape(q))
			if res.StatusCode != 200 || res.Header.Get("Content-Type") != "application/zip" || res.Header.Get("Content-Disposition") != `attachment; filename="sayso-csv.zip"` {
				t.Fatalf("%s: %d %v", path, res.StatusCode, res.Header)
			}
			rows := tables(t, body)["statements.csv"]
			_, found := get(t, s.URL+"/?q="+url.QueryEscape(q))
			if q != "" && want > 0 && !strings.Contains(found, strconv.Itoa(want)+" statement") {
				t.Errorf("the page for %q does not say %d statements", q, want)
			}
			if len(rows)-1 != want {
				t.Errorf("%s of %q has %d statements, want %d", path, q, len(rows)-1, want)
			}
			for _, row := range rows[min(1, len(rows)):] {
				if res, _ := get(t, s.URL+"/statement/"+strings.Replace(row[0], "-", "/", 1)); res.StatusCode != 200 {
					t.Errorf("the statement of %q: %d", row, res.StatusCode)
				}
			}
		}
	}
}

// Every format comes as a file, of one statement, one article and everything.
func TestExportOfEveryFormat(t *testing.T) {
	s := server(t, articles)
	key := articles[0].Key()
	for _, f := range export.Formats() {
		var sizes []int
		for _, of := range []string{"?article=" + key + "&statement=s2", "?article=" + key[:12], "", "?q=harbour"} {
			res, body := get(t, s.URL+"/export/"+f.Name+of)
			if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), f.MIME) || !strings.HasSuffix(res.Header.Get("Content-Disposition"), "."+f.Extension+`"`) {
				t.Errorf("%s%s: %d %v", f.Name, of, res.StatusCode, res.Header)
			}
			if res.Header.Get("ETag") != "" || res.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s is kept: %v", f.Name, res.Header)
			}
			sizes = append(sizes, len(body))
		}
		if sizes[0] == 0 || sizes[0] > sizes[1] || sizes[1] >= sizes[2] {
			t.Errorf("%s: a statement has %d bytes, its article %d, the archive %d", f.Name, sizes[0], sizes[1], sizes[2])
		}
	}
}

func TestExportTellsWhatIsWrong(t *testing.T) {
	s := server(t, articles)
	for path, want := range map[string]struct {
		status int
		words  string
	}{
		"/export/word":                     {404, "no format"},
		"/export/csv?q=%22open":            {400, "never closed"},
		"/export/csv?article=ffffffffffff": {404, "does not have this"},
		"/export/csv?article=" + articles[0].Key()[:12] + "&statement=s99": {404, "does not have this"},
	} {
		for _, prefix := range []string{"", "/api/v1"} {
			res, body := get(t, s.URL+prefix+path)
			if res.StatusCode != want.status || !strings.Contains(body, want.words) || res.Header.Get("Content-Disposition") != "" {
				t.Errorf("%s: %d %s", prefix+path, res.StatusCode, body)
			}
			if api := prefix != ""; api != (res.Header.Get("Content-Type") == "application/problem+json") {
				t.Errorf("%s: %s", prefix+path, res.Header.Get("Content-Type"))
			}
		}
	}
	res, err := http.Head(s.URL + "/export/csv")
	if err != nil || res.StatusCode != 200 || res.Header.Get("Content-Type") != "application/zip" {
		t.Errorf("HEAD: %v %v", res, err)
	}
}

// held is an archive that holds every export until it is let go.
type held struct {
	archive.Store
	let chan struct{}
}

func (h held) Here(ctx context.Context, key string) (map[string]int64, error) {
	select {
	case <-h.let:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return h.Store.Here(ctx, key)
}

// Of more exports than can be written at once the further ones are told to come again; who goes away makes room.
func TestExportsAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for 10 s")
	}
	let := make(chan struct{})
	pages, err := desk.New(desk.Options{Store: held{archiveOf(t, articles), let}, NewReader: func() sayso.Reader { return reading.ByRules() }})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(pages)
	defer s.Close()
	ask := func(ctx context.Context) chan int {
		status := make(chan int, 1)
		go func() {
			r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/export/jsonl", nil)
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				status <- 0
				return
			}
			defer res.Body.Close()
			if _, err := io.Copy(io.Discard, res.Body); err != nil {
				status <- -1
				return
			}
			if res.StatusCode == 503 && res.Header.Get("Retry-After") == "" {
				status <- -503
				return
			}
			status <- res.StatusCode
		}()
		return status
	}
	goes, leave := context.WithCancel(t.Context())
	first, second := ask(t.Context()), ask(goes)
	time.Sleep(200 * time.Millisecond)
	if got := <-ask(t.Context()); got != 503 {
		t.Errorf("a third export: %d", got)
	}
	leave()
	if got := <-second; got != 0 {
		t.Errorf("the one that was given up: %d", got)
	}
	fourth := ask(t.Context())
	time.Sleep(200 * time.Millisecond)
	close(let)
	for name, status := range map[string]chan int{"first": first, "fourth": fourth} {
		if got := <-status; got != 200 {
			t.Errorf("the %s: %d", name, got)
		}
	}
}

// An export may take longer than the server lets other requests take.
func TestExportOutlastsTheServersLimits(t *testing.T) {
	let := make(chan struct{})
	pages, err := desk.New(desk.Options{Store: held{archiveOf(t, articles), let}, NewReader: func() sayso.Reader { return reading.ByRules() }})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(pages)
	s.Config.ReadTimeout, s.Config.WriteTimeout = 200*time.Millisecond, 300*time.Millisecond
	s.Start()
	defer s.Close()
	time.AfterFunc(700*time.Millisecond, func() { close(let) })
	if res, body := get(t, s.URL+"/export/jsonl"); res.StatusCode != 200 || strings.Count(body, "\n") != 3 {
		t.Errorf("%d: %s", res.StatusCode, body)
	}
}

// brokenAfter is an archive that fails after n articles.
type brokenAfter struct {
	archive.Store
	n int
}

func (b brokenAfter) EachArticle(ctx context.Context, f func(string) error) error {
	n := 0
	return b.Store.EachArticle(ctx, func(key string) error {
		if n++; n > b.n {
			return io.ErrUnexpectedEOF
		}
		return f(key)
	})
}

// An export that breaks off is no whole file: its connection is cut; one that breaks before anything is out says why.
func TestBrokenExport(t *testing.T) {
	long := &sayso.Article{ID: "long", Title: "Long", Published: "2031-04-01", Text: strings.Repeat("The ferry waited in the fog. ", 10_000) + "\n\nHedda Quill said that it rained.\n\nTom Achterberg said that it snowed."}
	for _, c := range []struct {
		articles []*sayso.Article
		n        int
	}{{articles, 0}, {append([]*sayso.Article{long}, articles...), 2}} {
		pages, err := desk.New(desk.Options{Store: brokenAfter{archiveOf(t, c.articles), c.n}, NewReader: func() sayso.Reader { return reading.ByRules() }})
		if err != nil {
			t.Fatal(err)
		}
		s := httptest.NewServer(pages)
		defer s.Close()
		res, err := http.Get(s.URL + "/export/jsonl")
		if err != nil {
			if c.n == 0 {
				t.Error(err)
			}
			continue
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if c.n == 0 && (res.StatusCode != 500 || res.Header.Get("Content-Disposition") != "") {
			t.Errorf("at once: %d %v", res.StatusCode, res.Header)
		}
		if c.n > 0 && err == nil {
			t.Errorf("in the middle: %d with %d bytes, as if it were whole", res.StatusCode, len(body))
		}
	}
}

// Each page offers what it shows as files.
func TestPagesOfferExports(t *testing.T) {
	s := server(t, articles)
	key := articles[0].Key()
	for path, want := range map[string]string{
		"/":                         `/export/gexf"`,
		"/?q=harbour+is%3Anamed":    `/export/gexf?q=harbour&#43;is%3Anamed`,
		"/article/" + key:           `/export/gexf?article=` + key,
		"/statement/" + key + "/s1": `/export/gexf?article=` + key + `&amp;statement=s1`,
		"/outlet/Portside%20Post":   `/export/gexf?q=outlet%3A%3D%22Portside&#43;Post%22`,
		"/contacts":                 `/export/gexf"`,
		"/people?name=Hedda+Quill":  `/export/gexf?q=speaker%3A%23`,
	} {
		_, body := get(t, s.URL+path)
		if !strings.Contains(body, want) {
			t.Errorf("%s: %s is not there", path, want)
		}
	}
}

// The API's description has the export with all formats.
func TestExportIsDescribed(t *testing.T) {
	_, body := get(t, server(t, articles).URL+"/api/v1/openapi.json")
	var document struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name   string
				Schema struct{ Enum []string }
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &document); err != nil {
		t.Fatal(err)
	}
	operation := document.Paths["/export/{format}"]["get"]
	if len(operation.Parameters) == 0 || !slices.Equal(operation.Parameters[0].Schema.Enum, export.Names()) {
		t.Errorf("%+v", operation)
	}
}
