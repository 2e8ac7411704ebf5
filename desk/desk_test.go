package desk_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/archive"
	"sayso/desk"
	"sayso/intake"
	"sayso/reading"
)

// articles are what the tests' archive holds: an ordinary one, one inside statements, and a hostile one.
var articles = []*sayso.Article{
	{ID: "a1", Title: "Harbour stays closed", Outlet: "The Breck Herald", Author: "Tessa Brandt", Published: "2031-03-06", Language: "en",
		URL: "https://breckherald.example/harbour",
		Text: "Ilse Marrow, a spokeswoman for the port, said on Monday that the harbour was closed.\n\n" +
			"“Tom Achterberg said that he would open it,” Marrow told reporters. “He has not.”\n\n" +
			"Mr. Achterberg denied that he had met Hedda Quill."},
	{ID: "a2", Title: "Ferries wait", Outlet: "Portside Post", Published: "2031-03-07", Language: "en",
		Text: "Ilse Marrow said the ferries would wait."},
	{ID: "a3", Title: `<img src=x onerror=alert(1)>`, Outlet: `"><script>alert(2)</script>`, Published: "2031-03-08", Language: "en",
		URL: "javascript:alert(3)", Author: "<b>bold</b>",
		Text: `Ilse <script>alert(4)</script> Marrow said that "</blockquote><script>alert(5)</script> was <img src=x onerror=alert(6)>."`},
}

func archiveOf(t *testing.T, articles []*sayso.Article) archive.Store {
	t.Helper()
	r := reading.ByRules()
	var entries []archive.Entry
	for _, a := range articles {
		entries = append(entries, archive.Entry{Article: a, Record: r.Read(a)})
	}
	return archiveWith(t, entries)
}

func server(t *testing.T, articles []*sayso.Article) *httptest.Server {
	t.Helper()
	return served(t, archiveOf(t, articles))
}

// serverOf serves an archive of articles with records that were made by hand.
func serverOf(t *testing.T, entries []archive.Entry) *httptest.Server {
	t.Helper()
	return served(t, archiveWith(t, entries))
}

func served(t *testing.T, store archive.Store) *httptest.Server {
	t.Helper()
	pages, err := desk.New(desk.Options{Store: store, NewReader: func() sayso.Reader { return reading.ByRules() }})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(pages)
	t.Cleanup(s.Close)
	return s
}

func get(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestPages(t *testing.T) {
	s := server(t, articles)
	for _, c := range []struct {
		path   string
		status int
		has    []string
	}{
		{"/", 200, []string{"Ilse Marrow", "3 articles", "Quoted most"}},
		{"/?q=harbour", 200, []string{"the <mark>harbour</mark> was closed", "1 statement"}},
		{"/?q=nosuchword", 200, []string{"Nothing found"}},
		{"/?speaker=achterberg&kind=indirect", 200, []string{"Tom Achterberg"}},
		{"/?after=tomorrow", 400, []string{"after &#34;tomorrow&#34;: ", "neither a date", `aria-invalid="true"`}},
		{"/?kind=loud", 400, []string{"there is no kind “loud”; want one of direct"}},
		{"/?q=harbour+speker:x", 400, []string{"harbour <mark>speker</mark>:x", "did you mean speaker:?"}},
		{"/?q=%22open", 400, []string{"<mark>&#34;</mark>open", "never closed"}},
		{"/speaker/Ilse%20Marrow", 200, []string{"<h1>Ilse Marrow</h1>", "Ferries wait", "Harbour stays closed"}},
		{"/speaker/Nobody%20Known", 404, []string{"does not have this"}},
		{"/article/" + articles[0].Key(), 200, []string{`id="s1"`, `class="part source"`, "within s", "denial", "Contacts",
			`href="https://breckherald.example/harbour" rel="noopener nofollow external"`}},
		{"/article/" + articles[0].Key()[:12], 200, []string{"Harbour stays closed"}},
		{"/article/ffffffffffff", 404, []string{"does not have this"}},
		{"/read", 200, []string{`name="text"`, `type="file"`}},
		{"/about", 200, []string{"no verdict"}},
		{"/nowhere", 404, []string{"no such page"}},
	} {
		res, body := get(t, s.URL+c.path)
		if res.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.path, res.StatusCode, c.status)
		}
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %q is not there", c.path, want)
			}
		}
	}
}

func TestEmptyArchiveTellsWhatToDo(t *testing.T) {
	_, body := get(t, server(t, nil).URL+"/")
	if !strings.Contains(body, "sayso add") {
		t.Error("the empty archive does not say how to add articles")
	}
}

func TestPaging(t *testing.T) {
	var b strings.Builder
	for range 70 {
		b.WriteString("Ilse Marrow said that the harbour was closed for the day.\n\n")
	}
	s := server(t, []*sayso.Article{{ID: "long", Title: "Long", Text: b.String()}})
	_, body := get(t, s.URL+"/?q=harbour&from=30")
	for _, want := range []string{"31–60", `rel="prev" href="?q=harbour"`, `rel="next" href="?from=60&amp;q=harbour"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not there", want)
		}
	}
}

func TestHeaders(t *testing.T) {
	s := server(t, articles)
	res, body := get(t, s.URL+"/")
	policy := res.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(body, "<style") || strings.Contains(body, " style=") || strings.Contains(body, " onclick=") {
		t.Error("inline style or script")
	}
	if res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Error("no nosniff")
	}
	at := strings.Index(body, "/assets/")
	asset := body[at : at+strings.IndexByte(body[at:], '"')]
	res, _ = get(t, s.URL+asset)
	if res.StatusCode != 200 || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d, %v", asset, res.StatusCode, res.Header)
	}
}

// HEAD tells of every page what GET does, whether the page is made for it or kept, packed or not.
func TestHead(t *testing.T) {
	list := append(articles, several()...)
	for _, packed := range []string{"identity", "gzip"} {
		s := server(t, list)
		for _, path := range []string{"/", "/?q=harbour", "/article/" + list[0].Key(), "/people", "/person/1", "/network", "/numbers", "/quotations", "/read", "/about", "/nowhere", "/person/x",
			"/article/" + list[0].Key() + "/versions", "/statement/" + list[0].Key() + "/s1/cite.bib", "/network/contacts.csv", "/api/v1/summary"} {
			var seen []http.Header
			for _, method := range []string{http.MethodHead, http.MethodGet, http.MethodHead} {
				r, err := http.NewRequest(method, s.URL+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Accept-Encoding", packed)
				res, body := send(t, http.DefaultClient, r)
				if (body == "") != (method == http.MethodHead) {
					t.Errorf("%s %s: %d bytes", method, path, len(body))
				}
				if packed == "identity" && res.ContentLength <= 0 {
					t.Errorf("%s %s: length %d", method, path, res.ContentLength)
				}
				res.Header.Del("Date")
				seen = append(seen, res.Header)
			}
			for _, h := range []http.Header{seen[0], seen[2]} {
				if diff := cmp.Diff(seen[1], h); diff != "" {
					t.Errorf("%s, %s: GET and HEAD: %s", path, packed, diff)
				}
			}
		}
	}
}

func TestForeignHostIsRefused(t *testing.T) {
	s := server(t, articles)
	for host, want := range map[string]int{"evil.example": 421, "localhost:8017": 200, "127.0.0.1": 200, "[::1]:80": 200, "192.168.0.9": 421} {
		req, _ := http.NewRequest(http.MethodGet, s.URL+"/", nil)
		req.Host = host
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("host %s: %d, want %d", host, res.StatusCode, want)
		}
	}
}

func TestHostileTextIsNeverMarkup(t *testing.T) {
	s := server(t, articles)
	for _, path := range []string{"/", "/?q=was", "/article/" + articles[2].Key(), "/?outlet=script", "/speaker/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/?q=%22%3E%3Cscript%3Ealert(7)%3C/script%3E"} {
		_, body := get(t, s.URL+path)
		for _, bad := range []string{"<script>alert", "<img src=x", "<b>bold", `href="javascript:`} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: %q came through", path, bad)
			}
		}
	}
}

// post sends a text or a file to be read.
func post(t *testing.T, address, text, name string, file []byte, header map[string]string) (*http.Response, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("text", text)
	if name != "" {
		part, _ := w.CreateFormFile("file", name)
		_, _ = part.Write(file)
	}
	w.Close()
	req, _ := http.NewRequest(http.MethodPost, address, &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res, string(body)
}

func TestReadAndKeep(t *testing.T) {
	s := server(t, nil)
	const text = "Hedda Quill said that the committee would meet on Friday.\n\n“We will ask,” she said."
	res, body := post(t, s.URL+"/read", text, "", nil, nil)
	if res.StatusCode != 200 || !strings.Contains(body, "Hedda Quill</a>") || !strings.Contains(body, "Keep in the archive") {
		t.Fatalf("pasted: %d\n%s", res.StatusCode, body)
	}
	if _, start := get(t, s.URL+"/"); !strings.Contains(start, "archive is empty") {
		t.Error("reading kept something")
	}
	_, body = post(t, s.URL+"/read", "", "page.html", []byte("<html><head><title>Quill</title></head><body><article><h1>Quill</h1><p>Hedda Quill said that the committee would meet. It is a long week for everybody in the house.</p></article></body></html>"), nil)
	if !strings.Contains(body, "Hedda Quill</a>") {
		t.Errorf("a dropped page is not read:\n%s", body)
	}
	res, err := http.PostForm(s.URL+"/keep", url.Values{"article": {text}, "id": {"pasted text"}, "title": {"The committee"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 || !strings.HasPrefix(res.Request.URL.Path, "/article/") {
		t.Errorf("keep: %d at %s", res.StatusCode, res.Request.URL)
	}
	if _, found := get(t, s.URL+"/?q=committee"); !strings.Contains(found, "1 statement") {
		t.Error("what was kept is not found")
	}
}

func TestReadingRefuses(t *testing.T) {
	s := server(t, nil)
	for _, c := range []struct {
		name, text string
		header     map[string]string
		status     int
		says       string
	}{
		{"nothing", " \n", nil, 400, "nothing to read yet"},
		{"too much", strings.Repeat("word ", 1<<20+1), nil, 413, "too large"},
		{"another language", strings.Repeat("Der Minister sagte am Montag, dass der Hafen geschlossen sei und niemand mehr fahren werde. ", 6), nil, 422, "German"},
		{"another site", "Ilse Marrow said no.", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403, ""},
	} {
		res, body := post(t, s.URL+"/read", c.text, "", nil, c.header)
		if res.StatusCode != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d, want %d and %q", c.name, res.StatusCode, c.status, c.says)
		}
	}
}

// samples are the articles that come with the project.
func samples(t *testing.T) []*sayso.Article {
	t.Helper()
	var out []*sayso.Article
	for a, err := range intake.Walk([]string{"../samples"}, intake.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}
