package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sayso"
	"sayso/desk"
	"sayso/reading"
)

func TestPeoplePages(t *testing.T) {
	s := server(t, samples(t))
	for _, c := range []struct {
		path   string
		status int
		want   []string
	}{
		{"/people", 200, []string{"Quoted most", "Goran Stell", `href="/person/`}},
		{"/people?name=Stell", 200, []string{"<h1>Goran Stell</h1>"}},
		{"/people?name=Nobody+Atall", 200, []string{"Nobody here goes by “Nobody Atall”"}},
		{"/speaker/Goran%20Stell", 200, []string{"<h1>Goran Stell</h1>", "spokesman", `class="way"`, "The Lantern", "Make them one", "this article"}},
		{"/person/999999", 404, nil},
		{"/person/x", 404, nil},
		{"/contacts", 200, []string{"contacts", "Teodor Vash", "says so", "the article says so"}},
		{"/contacts?a=Teodor+Vash", 200, []string{"Aldous Renn"}},
		{"/contacts?a=Teodor+Vash&b=Aldous+Renn", 200, []string{"travel"}},
		{"/contacts?a=advisers", 200, []string{"advisers to"}},
		{"/contacts?a=Wolmirstedt&b=Vash", 200, []string{"Nobody here goes by “Wolmirstedt”"}},
		{"/disputes", 200, []string{"Asserted", "Denied", "In one article"}},
		{"/disputes?across=1", 200, []string{"Disputes"}},
		{"/decisions", 200, []string{"Nothing yet"}},
	} {
		res, body := get(t, s.URL+c.path)
		if res.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.path, res.StatusCode, c.status)
		}
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %q is not there", c.path, want)
			}
		}
	}
}

// Every line leads to its place: the address of an article with a mark that the article's page has.
func TestEveryLineLeadsToItsPlace(t *testing.T) {
	s := server(t, samples(t))
	link := regexp.MustCompile(`href="(/article/[0-9a-f]+)#([a-z]+\d+)"`)
	articles := map[string]string{}
	checked := 0
	for _, path := range []string{"/contacts", "/disputes", "/speaker/Goran%20Stell", "/speaker/Aldous%20Renn"} {
		_, body := get(t, s.URL+path)
		for _, m := range link.FindAllStringSubmatch(body, -1) {
			if articles[m[1]] == "" {
				_, articles[m[1]] = get(t, s.URL+m[1])
			}
			if checked++; !strings.Contains(articles[m[1]], `id="`+m[2]+`"`) {
				t.Errorf("%s: %s has no #%s", path, m[1], m[2])
			}
		}
	}
	if checked < 50 {
		t.Errorf("only %d links were found", checked)
	}
}

func TestDecideOnTheDesk(t *testing.T) {
	store := archiveOf(t, samples(t))
	pages, err := desk.New(desk.Options{Store: store, NewReader: func() sayso.Reader { return reading.ByRules() }})
	if err != nil {
		t.Fatal(err)
	}
	list, err := store.Entities(t.Context(), "Goran Stell")
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	stell := strings.TrimPrefix(personPath(list[0].ID), "/person/")
	post := func(path string, form url.Values, change func(*http.Request)) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "http://localhost"+path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr = "127.0.0.1:4711"
		if change != nil {
			change(r)
		}
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		return w
	}
	form := url.Values{"one": {stell}, "other": {"Nils Ahlgren"}}
	for name, change := range map[string]func(*http.Request){
		"another machine":         func(r *http.Request) { r.RemoteAddr = "192.0.2.7:80" },
		"a proxy on this machine": func(r *http.Request) { r.Header.Set("X-Forwarded-For", "192.0.2.7") },
		"another site's page":     func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
	} {
		if w := post("/merge", form, change); w.Code != http.StatusForbidden {
			t.Errorf("%s: status %d", name, w.Code)
		}
	}
	for name, c := range map[string]struct {
		path string
		form url.Values
		want int
	}{
		"nobody of the name": {"/merge", url.Values{"one": {stell}, "other": {"Nobody"}}, 400},
		"no number":          {"/merge", url.Values{"other": {"Nils Ahlgren"}}, 400},
		"the same":           {"/merge", url.Values{"one": {stell}, "other": {"#" + stell}}, 409},
		"no articles":        {"/split", url.Values{"id": {stell}}, 400},
		"no such article":    {"/split", url.Values{"id": {stell}, "article": {"00000000"}}, 404},
		"no such decision":   {"/undo", url.Values{"id": {"7"}}, 404},
	} {
		if w := post(c.path, c.form, nil); w.Code != c.want {
			t.Errorf("%s: status %d, want %d", name, w.Code, c.want)
		}
	}
	if decisions, err := store.Decisions(t.Context()); err != nil || len(decisions) != 0 {
		t.Fatalf("something was decided: %v, %v", decisions, err)
	}
	w := post("/merge", form, nil)
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/person/") {
		t.Fatalf("merge: %d to %q", w.Code, w.Header().Get("Location"))
	}
	p, err := store.Entity(t.Context(), list[0].ID)
	if err != nil || len(p.In) < 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	w = post("/split", url.Values{"id": {strings.TrimPrefix(personPath(p.ID), "/person/")}, "article": {p.In[0].Key}}, nil)
	if w.Code != http.StatusSeeOther {
		t.Errorf("split: %d", w.Code)
	}
	w = post("/undo", url.Values{"id": {"1"}}, nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/decisions" {
		t.Errorf("undo: %d to %q", w.Code, w.Header().Get("Location"))
	}
	// On another machine the pages show no forms.
	r := httptest.NewRequest("GET", "http://localhost"+personPath(p.ID), nil)
	r.RemoteAddr = "192.0.2.7:80"
	recorder := httptest.NewRecorder()
	pages.ServeHTTP(recorder, r)
	if body := recorder.Body.String(); recorder.Code == 200 && strings.Contains(body, "<form") {
		t.Error("forms for somebody on another machine")
	}
}

func personPath(id int64) string { return "/person/" + strconv.FormatInt(id, 10) }
