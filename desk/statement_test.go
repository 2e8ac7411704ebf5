package desk_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// aStatement is the path of the first statement of the tests' archive.
func aStatement() string { return "/statement/" + articles[0].Key()[:16] + "/s1" }

func TestStatementPage(t *testing.T) {
	s := server(t, articles)
	for _, c := range []struct {
		path   string
		status int
		has    []string
	}{
		{aStatement(), 200, []string{"Where it stands", "that the harbour was closed", `class="part source"`, "Ilse Marrow", "The Breck Herald", "BibTeX", `class="Z3988"`,
			`type="application/json+oembed"`, `rel="canonical"`}},
		{"/statement/" + articles[0].Key() + "/s1", 200, []string{"that the harbour was closed"}},
		{"/statement/" + articles[0].Key()[:16] + "/s99", 404, nil},
		{"/statement/ffffffffffffffff/s1", 404, nil},
		{"/statement/x/s1", 404, nil},
		{aStatement() + "/cite.doc", 404, nil},
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

// Statements inside each other lead to each other, and what rests on one stands on its page.
func TestStatementPageShowsWhatHangsTogether(t *testing.T) {
	s := server(t, articles)
	var all strings.Builder
	for _, id := range []string{"s1", "s2", "s3", "s4"} {
		_, body := get(t, s.URL+"/statement/"+articles[0].Key()[:16]+"/"+id)
		all.WriteString(body)
	}
	for _, want := range []string{"<h2>Within</h2>", "<h2>Holds</h2>", "<h2>Contacts on its say-so</h2>"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%s is on no statement's page", want)
		}
	}
}

// Only the card may be framed elsewhere.
func TestOnlyTheCardIsFramed(t *testing.T) {
	s := server(t, articles)
	for path, want := range map[string]string{aStatement(): "frame-ancestors 'none'", strings.Replace(aStatement(), "/statement/", "/embed/", 1): "frame-ancestors *", "/": "frame-ancestors 'none'",
		"/oembed?url=" + url.QueryEscape(aStatement()): "frame-ancestors 'none'"} {
		res, _ := get(t, s.URL+path)
		policy := res.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, want) || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: %s", path, policy)
		}
	}
}

func TestOEmbed(t *testing.T) {
	s := server(t, articles)
	var answer struct {
		XMLName       xml.Name `json:"-"`
		Version       string   `json:"version" xml:"version"`
		Type          string   `json:"type" xml:"type"`
		Title         string   `json:"title" xml:"title"`
		HTML          string   `json:"html" xml:"html"`
		Width, Height int
	}
	ask := s.URL + "/oembed?url=" + url.QueryEscape(s.URL+aStatement())
	_, body := get(t, ask+"&maxwidth=400&maxheight=170")
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Version != "1.0" || answer.Type != "rich" || answer.Width != 400 || answer.Height != 170 || !strings.Contains(answer.Title, "Ilse Marrow") {
		t.Errorf("%+v", answer)
	}
	root, err := html.Parse(strings.NewReader(answer.HTML))
	if err != nil {
		t.Fatal(err)
	}
	framed := ""
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if n.Data == "iframe" && a.Key == "src" {
				framed = a.Val
			}
		}
	}
	res, card := get(t, framed)
	if res.StatusCode != 200 || !strings.Contains(card, "that the harbour was closed") || strings.Contains(card, "<script") {
		t.Errorf("the card at %q: %d", framed, res.StatusCode)
	}
	res, body = get(t, ask+"&format=xml")
	if err := xml.Unmarshal([]byte(body), &answer); err != nil || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/xml") || !strings.Contains(answer.HTML, "<iframe") {
		t.Errorf("XML: %v, %+v", err, answer)
	}
	for query, want := range map[string]int{
		ask + "&format=yaml": 501, s.URL + "/oembed": 404, s.URL + "/oembed?url=https://elsewhere.example/statement/0123456789abcdef/s1": 404,
		s.URL + "/oembed?url=" + url.QueryEscape(s.URL+"/people"): 404, s.URL + "/oembed?url=" + url.QueryEscape(s.URL+"/statement/0123456789abcdef/s1"): 404,
	} {
		if res, _ := get(t, query); res.StatusCode != want {
			t.Errorf("%s: status %d, want %d", query, res.StatusCode, want)
		}
	}
	if res.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("other sites may read the archive")
	}
}

// What a page says of itself to machines: a quotation and its article, and no verdict.
func TestLinkedData(t *testing.T) {
	s := server(t, articles)
	_, body := get(t, s.URL+aStatement())
	m := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindStringSubmatch(body)
	if m == nil {
		t.Fatal("no linked data")
	}
	var ld struct {
		Context string `json:"@context"`
		Type    string `json:"@type"`
		Text    string `json:"text"`
		URL     string `json:"url"`
		By      struct{ Name string }
		Spoken  struct{ Name string } `json:"spokenByCharacter"`
		PartOf  struct {
			Type      string `json:"@type"`
			Headline  string
			Publisher struct{ Name string }
		} `json:"isPartOf"`
	}
	if err := json.Unmarshal([]byte(m[1]), &ld); err != nil {
		t.Fatal(err)
	}
	if ld.Context != "https://schema.org" || ld.Type != "Quotation" || ld.Spoken.Name != "Ilse Marrow" || !strings.Contains(ld.Text, "harbour was closed") ||
		ld.PartOf.Type != "NewsArticle" || ld.PartOf.Publisher.Name != "The Breck Herald" || ld.URL != s.URL+aStatement() {
		t.Errorf("%+v", ld)
	}
	if strings.Contains(body, "ClaimReview") {
		t.Error("a verdict")
	}
}

func TestCitationsAreFiles(t *testing.T) {
	s := server(t, articles)
	for file, want := range map[string][2]string{"cite.bib": {"application/x-bibtex", "@article{"}, "cite.ris": {"application/x-research-info-systems", "TY  - NEWS"},
		"cite.json": {"application/vnd.citationstyles.csl+json", `"article-newspaper"`}} {
		res, err := http.Get(s.URL + aStatement() + "/" + file)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), want[0]) || !strings.Contains(string(body), want[1]) || !strings.Contains(string(body), "Ilse Marrow") ||
			!strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment;") {
			t.Errorf("%s: %v\n%s", file, res.Header, body)
		}
	}
}
