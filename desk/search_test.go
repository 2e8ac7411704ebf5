package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"sayso"
)

// asked is the address of a query.
func asked(q string) string { return "/?q=" + url.QueryEscape(q) }

func TestSearchPage(t *testing.T) {
	s := server(t, articles)
	for _, c := range []struct {
		query string
		has   []string
		lacks []string
	}{
		{"harbour -is:denial", []string{`<code>-is:denial</code><a href="/?q=harbour" aria-label="Remove -is:denial"`, "1 statement"}, nil},
		{"marrow", []string{"best match first", `href="/?q=marrow&#43;outlet%3A%3D%22Portside&#43;Post%22"`, `aria-label="Narrow down"`}, nil},
		{"speaker:marrow date:2031-03", []string{`aria-label="Narrow down"`, `<a href="/?q=speaker%3Amarrow" class="on"`}, []string{"best match first"}},
		{"is:denial", []string{"1 statement", "Achterberg"}, nil},
		{"marrow is:denial", []string{"Nothing found", "These find something", "without is:denial", "without marrow"}, nil},
		{"harbour zeppelin", []string{"Nothing found", "without zeppelin", "any of the words"}, []string{"without harbour"}},
		{"harbourmaster", []string{"Nothing found", `<a href="/?q=harbou%2A">harbou*</a>`}, nil},
		{`"harbour the"`, []string{"Nothing found", "harbour the"}, nil},
		{"nobodyatall", []string{"Nothing found", "All conditions must hold"}, []string{"These find"}},
	} {
		res, body := get(t, s.URL+asked(c.query))
		if res.StatusCode != 200 {
			t.Errorf("%s: status %d", c.query, res.StatusCode)
		}
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %q is not there", c.query, want)
			}
		}
		for _, bad := range c.lacks {
			if strings.Contains(body, bad) {
				t.Errorf("%s: %q is there", c.query, bad)
			}
		}
		if len(body) > 40<<10 {
			t.Errorf("%s: the page has %d bytes", c.query, len(body))
		}
	}
}

// Every link that narrows a search down leads to as many statements as it says.
func TestFacetsLeadToWhatTheyCount(t *testing.T) {
	s := server(t, samples(t))
	facet := regexp.MustCompile(`<li><a href="(/[^"]*)"[^>]*>[^<]*</a> <span class="n">(\d+)</span>`)
	total := regexp.MustCompile(`<h1 class="count">([^<]*)</h1>`)
	_, body := get(t, s.URL+asked("the"))
	list := facet.FindAllStringSubmatch(body, -1)
	if len(list) < 10 {
		t.Fatalf("only %d facets", len(list))
	}
	for _, m := range list {
		address := strings.ReplaceAll(strings.ReplaceAll(m[1], "&#43;", "+"), "&amp;", "&")
		_, body := get(t, s.URL+address)
		if got := total.FindStringSubmatch(body); got == nil || !strings.HasPrefix(got[1], m[2]+" statement") {
			t.Errorf("%s says %s, finds %v", address, m[2], got)
		}
	}
}

// Fields of the form and old addresses are written in the language.
func TestFieldsBecomeAQuery(t *testing.T) {
	s := server(t, articles)
	res, _ := get(t, s.URL+"/?q=harbour&speaker=Ilse+Marrow&after=2031-03&kind=&order=relevance")
	if got := res.Request.URL.Query(); got.Get("q") != `harbour speaker:"Ilse Marrow" date:2031-03/..` || got.Get("order") != "relevance" || len(got) != 2 {
		t.Errorf("leads to %v", res.Request.URL)
	}
}

func TestQuotedMostArePeople(t *testing.T) {
	list := append(articles[:1:1], &sayso.Article{ID: "a4", Title: "Marrow again", Outlet: "The Breck Herald", Published: "2031-03-09", Language: "en",
		Text: "Ilse Marrow, a spokeswoman for the port, said the ferries would sail. Tom Achterberg denied that he had met Hedda Quill."})
	_, body := get(t, server(t, list).URL+"/")
	if n := strings.Count(body, `">Ilse Marrow</a> <span class="n">`); n != 1 {
		t.Errorf("she is there %d times", n)
	}
	if !regexp.MustCompile(`<a href="/person/\d+">Ilse Marrow</a> <span class="n">\d`).MatchString(body) {
		t.Error("she is not there by her number")
	}
}

func TestSavedSearches(t *testing.T) {
	s := server(t, articles[:1])
	_, body := get(t, s.URL+"/saved")
	if !strings.Contains(body, "none yet") {
		t.Error("it does not say that there are none")
	}
	post := func(path string, form url.Values) *http.Response {
		res, err := http.PostForm(s.URL+path, form)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res
	}
	if res := post("/saved", url.Values{"q": {"is:loud"}}); res.StatusCode != 400 {
		t.Errorf("a wrong query: %d", res.StatusCode)
	}
	if res := post("/saved", url.Values{"q": {"speaker:marrow"}, "name": {"<b>Marrow</b>"}}); res.StatusCode != 200 || res.Request.URL.Path != "/saved" {
		t.Errorf("save: %d at %s", res.StatusCode, res.Request.URL)
	}
	_, body = get(t, s.URL+"/saved")
	if !strings.Contains(body, `<a href="/saved/1">&lt;b&gt;Marrow&lt;/b&gt;</a>`) || strings.Contains(body, " new</strong>") {
		t.Errorf("the list:\n%s", body)
	}
	res := post("/keep", url.Values{"article": {"Ilse Marrow said the ferries would wait for the evening."}, "id": {"pasted"}})
	if res.StatusCode != 200 {
		t.Fatal(res.Status)
	}
	if _, body = get(t, s.URL+"/saved"); !strings.Contains(body, "<strong>1 new</strong>") {
		t.Errorf("nothing is new:\n%s", body)
	}
	// A page elsewhere cannot look in our place.
	req, _ := http.NewRequest(http.MethodGet, s.URL+"/saved/1", nil)
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if res, err := http.DefaultClient.Do(req); err != nil || res.Body.Close() != nil {
		t.Fatal(err)
	}
	_, body = get(t, s.URL+"/saved/1")
	if strings.Count(body, `<span class="fresh">new</span>`) != 1 || !strings.Contains(body, "1 new since last time") {
		t.Errorf("what is new is not marked:\n%s", body)
	}
	if _, body = get(t, s.URL+"/saved/1"); strings.Contains(body, `class="fresh"`) || !strings.Contains(body, "Nothing new") {
		t.Error("it is new for ever")
	}
	if _, body = get(t, s.URL+"/saved/1?since=0"); !strings.Contains(body, `class="fresh"`) {
		t.Error("a further page does not mark what was new")
	}
	for format, media := range map[string]string{"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"} {
		res, body := get(t, s.URL+"/saved/1/feed."+format)
		f, err := gofeed.NewParser().ParseString(body)
		if err != nil || !strings.HasPrefix(res.Header.Get("Content-Type"), media) {
			t.Fatalf("%s: %v, %v", format, res.Header, err)
		}
		if f.Title != "<b>Marrow</b>" || f.Link != s.URL+"/saved/1" || len(f.Items) < 2 {
			t.Errorf("%s: %+v", format, f)
		}
		ids := map[string]bool{}
		for _, it := range f.Items {
			ids[it.GUID] = true
			if res, _ := get(t, it.Link); res.StatusCode != 200 {
				t.Errorf("%s: %s leads to %d", format, it.Link, res.StatusCode)
			}
		}
		if len(ids) != len(f.Items) {
			t.Errorf("%s: ids are not different: %v", format, ids)
		}
	}
	for path, want := range map[string]int{"/saved/1/feed.xml": 404, "/saved/9": 404, "/saved/x": 404, "/saved/9/feed.rss": 404} {
		if res, _ := get(t, s.URL+path); res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
	}
	if res := post("/saved/1/remove", nil); res.StatusCode != 200 {
		t.Errorf("remove: %d", res.StatusCode)
	}
	if res, _ := get(t, s.URL+"/saved/1"); res.StatusCode != 404 {
		t.Errorf("removed: %d", res.StatusCode)
	}
}

func TestManyHitsGiveASmallPage(t *testing.T) {
	var list []*sayso.Article
	for i := range 40 {
		list = append(list, &sayso.Article{ID: fmt.Sprint(i), Title: "Report", Outlet: fmt.Sprintf("The %d Herald", i), Published: fmt.Sprintf("20%02d-05", i), Language: "en",
			Text: fmt.Sprintf("Ilse Marrow said that the harbour of town %d was closed for the day, and that nobody would open it before the storm had passed.", i)})
	}
	_, body := get(t, server(t, list).URL+asked("harbour"))
	if len(body) > 40<<10 {
		t.Errorf("the page has %d bytes", len(body))
	}
}
