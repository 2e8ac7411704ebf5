package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sayso"
	"sayso/api"
	"sayso/archive"
	"sayso/intake"
	"sayso/reading"
)

// server answers for an archive with the articles that come with the project.
func server(t *testing.T) (*httptest.Server, archive.Store) {
	t.Helper()
	store, err := archive.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var entries []archive.Entry
	r := reading.ByRules()
	for a, err := range intake.Walk([]string{"../samples"}, intake.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, archive.Entry{Article: a, Record: r.Read(a)})
	}
	if _, err := store.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	if _, err := api.Register(mux, api.Options{Store: store, NewReader: func() sayso.Reader { return reading.ByRules() }}); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s, store
}

// ask sends a request and returns the answer with its body.
func ask(t *testing.T, method, address, contentType, body string, header ...string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, out
}

func get[T any](t *testing.T, address string) T {
	t.Helper()
	var v T
	res, body := ask(t, "GET", address, "", "")
	if err := json.Unmarshal(body, &v); err != nil || res.StatusCode != 200 {
		t.Fatalf("%s: %d, %v\n%s", address, res.StatusCode, err, body)
	}
	return v
}

// The description is sound OpenAPI 3.1 to a program that is not ours, and what is answered is what it says.
func TestAnswersAreAsDescribed(t *testing.T) {
	s, store := server(t)
	_, description := ask(t, "GET", s.URL+api.Prefix+"/openapi.json", "", "")
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(description))
	if err != nil {
		t.Fatal(err)
	}
	schemas := jsonschema.NewCompiler()
	official, err := os.ReadFile("testdata/openapi-3.1-schema.json")
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(official))
	if err != nil {
		t.Fatal(err)
	}
	for name, resource := range map[string]any{"openapi.json": parsed, "api.json": document} {
		if err := schemas.AddResource(name, resource); err != nil {
			t.Fatal(err)
		}
	}
	if err := compile(t, schemas, "openapi.json").Validate(document); err != nil {
		t.Errorf("the description is not OpenAPI 3.1: %v", err)
	}
	described := document.(map[string]any)["paths"].(map[string]any)
	asked := map[string]bool{}
	list, err := store.Entities(t.Context(), "Goran Stell")
	if err != nil {
		t.Fatal(err)
	}
	person := fmt.Sprintf("/people/%d", list[0].ID)
	found, err := store.Find(t.Context(), archive.Query{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	article := "/articles/" + found.Hits[0].Key
	for _, c := range []struct {
		method, path, contentType, body string
		status                          int
	}{
		{"GET", "/summary", "", "", 200},
		{"GET", "/statements", "", "", 200},
		{"GET", "/statements?q=meetings&kind=direct&limit=3", "", "", 200},
		{"GET", "/statements?q=zzzz", "", "", 200},
		{"GET", "/statements?q=meetings+kind:direct&facets=true", "", "", 200},
		{"GET", "/statements?q=harbour+speaker:", "", "", 422},
		{"GET", "/statements?kind=loud", "", "", 422},
		{"GET", "/statements?after=tomorrow", "", "", 422},
		{"GET", "/statements?limit=0", "", "", 422},
		{"GET", "/statements?cursor=zzzzzz", "", "", 422},
		{"GET", "/statements?color=red", "", "", 422},
		{"GET", "/people", "", "", 200},
		{"GET", "/people?type=organisation&limit=2", "", "", 200},
		{"GET", "/people?name=Stell", "", "", 200},
		{"GET", "/people?name=Nobody+Atall", "", "", 200},
		{"GET", person, "", "", 200},
		{"GET", "/people/999999", "", "", 404},
		{"GET", person + "/said", "", "", 200},
		{"GET", person + "/about", "", "", 200},
		{"GET", person + "/contacts", "", "", 200},
		{"GET", person + "/disputes", "", "", 200},
		{"GET", "/contacts", "", "", 200},
		{"GET", "/contacts?a=Teodor+Vash&b=Aldous+Renn", "", "", 200},
		{"GET", "/contacts?words=advisers", "", "", 200},
		{"GET", "/contacts?a=Wolmirstedt", "", "", 404},
		{"GET", "/disputes", "", "", 200},
		{"GET", "/disputes?across=true", "", "", 200},
		{"GET", "/decisions", "", "", 200},
		{"GET", article, "", "", 200},
		{"GET", article + "?text=true", "", "", 200},
		{"GET", article + "/statements/s1", "", "", 200},
		{"GET", article + "/statements/s9999", "", "", 404},
		{"GET", "/articles/00000000", "", "", 404},
		{"POST", "/read", "text/plain", "Hedda Quill said that it rained.", 200},
		{"POST", "/read?text=true", "application/json", `{"text": "Hedda Quill said that it rained.", "title": "Rain", "published": "2031-03"}`, 200},
		{"POST", "/read", "text/html", "<html><body><article><h1>Rain</h1><p>Hedda Quill said that it rained. It was a long week for everybody in the house.</p></article></body></html>", 200},
		{"POST", "/read", "application/json", `{"text": `, 400},
		{"POST", "/read", "application/json", `{"title": "Rain"}`, 422},
		{"POST", "/read", "text/plain", " ", 422},
		{"POST", "/decisions", "application/json", `{"verb": "merge", "person": 1}`, 422},
		{"POST", "/decisions", "application/json", `{"verb": "guess", "person": 1}`, 422},
		{"POST", "/decisions", "application/json", `{"verb": "merge", "person": 1, "other": 1}`, 409},
		{"POST", "/decisions/77/undo", "", "", 404},
		{"POST", "/corrections", "application/json", fmt.Sprintf(`{"verb": "reject", "article": %q, "statement": "s1", "reason": "for the test"}`, found.Hits[0].Key), 201},
		{"POST", "/corrections", "application/json", fmt.Sprintf(`{"verb": "reject", "article": %q, "statement": "s9999"}`, found.Hits[0].Key), 404},
		{"POST", "/corrections", "application/json", `{"verb": "burn", "article": "00000000"}`, 422},
		{"POST", "/corrections", "application/json", `{"verb": "accept", "article": "00000000", "statement": "s1"}`, 404},
		{"GET", "/corrections", "", "", 200},
		{"GET", "/corrections?state=in+force&limit=1", "", "", 200},
		{"GET", "/corrections?state=burnt", "", "", 422},
		{"POST", "/corrections/1/undo", "", "", 201},
		{"POST", "/corrections/1/undo", "", "", 409},
		{"POST", "/corrections/77/undo", "", "", 404},
	} {
		r, err := http.NewRequest(c.method, s.URL+api.Prefix+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		if c.contentType != "" {
			r.Header.Set("Content-Type", c.contentType)
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != c.status {
			t.Errorf("%s %s: %d, want %d\n%s", c.method, c.path, res.StatusCode, c.status, body)
			continue
		}
		if c.status >= 400 {
			var problem struct {
				Status int
				Detail string
			}
			if err := json.Unmarshal(body, &problem); err != nil || problem.Status != c.status || problem.Detail == "" || res.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s: no problem: %s %s", c.method, c.path, res.Header.Get("Content-Type"), body)
			}
		}
		path, operation := match(described, c.method, strings.Split(c.path, "?")[0])
		if operation == nil {
			t.Errorf("%s %s is not described", c.method, c.path)
			continue
		}
		asked[c.method+" "+path] = true
		media := strings.Split(res.Header.Get("Content-Type"), ";")[0]
		place := []string{"paths", path, strings.ToLower(c.method), "responses", fmt.Sprint(c.status), "content", media, "schema"}
		if dig(document, place) == nil {
			t.Errorf("%s %s: an answer %d of type %q is not described", c.method, c.path, c.status, media)
			continue
		}
		got, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Errorf("%s %s: %v", c.method, c.path, err)
			continue
		}
		if err := compile(t, schemas, "api.json#/"+pointer(place)).Validate(got); err != nil {
			t.Errorf("%s %s: %v\n%.400s", c.method, c.path, err, body)
		}
	}
	for path, item := range described {
		for method := range item.(map[string]any) {
			// TestDecideAndUndo asks for the two that are left out here.
			if name := strings.ToUpper(method) + " " + path; !asked[name] {
				t.Errorf("%s is described and was not asked for", name)
			}
		}
	}
}

func compile(t *testing.T, schemas *jsonschema.Compiler, location string) *jsonschema.Schema {
	t.Helper()
	s, err := schemas.Compile(location)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// match finds the operation of a path: {name} stands for anything without a slash.
func match(paths map[string]any, method, path string) (string, any) {
	want := strings.Split(path, "/")
next:
	for described, item := range paths {
		have := strings.Split(described, "/")
		if len(have) != len(want) {
			continue
		}
		for i := range have {
			if have[i] != want[i] && !strings.HasPrefix(have[i], "{") {
				continue next
			}
		}
		if operation, ok := item.(map[string]any)[strings.ToLower(method)]; ok {
			return described, operation
		}
	}
	return "", nil
}

func dig(v any, place []string) any {
	for _, name := range place {
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[name]
	}
	return v
}

// pointer writes a place as a JSON pointer in an address.
func pointer(place []string) string {
	var out []string
	for _, name := range place {
		out = append(out, url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(name)))
	}
	return strings.Join(out, "/")
}

// Page by page a list gives what it gives at once.
func TestPaging(t *testing.T) {
	s, _ := server(t)
	key := func(st api.StatementFound) string { return st.Article.Key + st.Statement.ID }
	for _, path := range []string{"/statements?", "/statements?q=the&", "/statements?q=the&order=relevance&", "/people/1/said?"} {
		whole := get[api.StatementPage](t, s.URL+api.Prefix+path+"limit=500")
		if whole.Total < 3 {
			t.Errorf("%s: only %d", path, whole.Total)
		}
		var list []string
		for cursor := ""; ; {
			page := get[api.StatementPage](t, s.URL+api.Prefix+path+"limit=2&cursor="+cursor)
			for _, st := range page.Statements {
				list = append(list, key(st))
			}
			if page.Total != whole.Total || len(list) > whole.Total {
				t.Fatalf("%s: total %d, then %d", path, whole.Total, page.Total)
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		var want []string
		for _, st := range whole.Statements {
			want = append(want, key(st))
		}
		if !slices.Equal(list, want) || len(list) != whole.Total {
			t.Errorf("%s: %d page by page, %d at once, %d counted", path, len(list), len(want), whole.Total)
		}
	}
}

func TestETags(t *testing.T) {
	s, store := server(t)
	address := s.URL + api.Prefix + "/summary"
	res, _ := ask(t, "GET", address, "", "")
	tag := res.Header.Get("ETag")
	if !strings.HasPrefix(tag, `W/"`) {
		t.Fatalf("ETag %q", tag)
	}
	for header, want := range map[string]int{tag: 304, strings.TrimPrefix(tag, "W/"): 304, `"other", ` + tag: 304, `"other"`: 200, "*": 200, "": 200} {
		res, body := ask(t, "GET", address, "", "", "If-None-Match", header)
		if res.StatusCode != want || (want == 304) != (len(body) == 0) {
			t.Errorf("If-None-Match %s: %d", header, res.StatusCode)
		}
	}
	if res, _ := ask(t, "GET", s.URL+api.Prefix+"/people/999999", "", ""); res.Header.Get("ETag") != "" {
		t.Error("an error has an ETag")
	}
	a := &sayso.Article{ID: "new", Text: "Hedda Quill said that it rained."}
	if _, err := store.Add(t.Context(), []archive.Entry{{Article: a, Record: reading.ByRules().Read(a)}}); err != nil {
		t.Fatal(err)
	}
	if res, _ := ask(t, "GET", address, "", "", "If-None-Match", tag); res.StatusCode != 200 {
		t.Errorf("after an article: %d", res.StatusCode)
	}
}

// An article has the same fields as its record, and says which of its entities are who across the archive.
func TestArticleIsItsRecord(t *testing.T) {
	s, store := server(t)
	found, err := store.Find(t.Context(), archive.Query{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	entry, err := store.Article(t.Context(), found.Hits[0].Key)
	if err != nil {
		t.Fatal(err)
	}
	_, body := ask(t, "GET", s.URL+api.Prefix+"/articles/"+found.Hits[0].Key, "", "")
	var got, want map[string]any
	encoded, _ := json.Marshal(entry.Record)
	if err := json.Unmarshal(encoded, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if len(got["people"].(map[string]any)) == 0 || got["key"] != found.Hits[0].Key {
		t.Errorf("key %v, people %v", got["key"], got["people"])
	}
	delete(got, "people")
	delete(got, "key")
	if x, y := fmt.Sprint(got), fmt.Sprint(want); x != y {
		t.Errorf("got  %s\nwant %s", x, y)
	}
}

func TestDecideAndUndo(t *testing.T) {
	s, store := server(t)
	stell, _ := store.Entities(t.Context(), "Goran Stell")
	other, err := store.Entities(t.Context(), "Nils Ahlgren")
	if err != nil {
		t.Fatal(err)
	}
	res, body := ask(t, "POST", s.URL+api.Prefix+"/decisions", "application/json", fmt.Sprintf(`{"verb": "merge", "person": %d, "other": %d}`, stell[0].ID, other[0].ID))
	if res.StatusCode != 201 {
		t.Fatalf("merge: %d %s", res.StatusCode, body)
	}
	list := get[api.Decisions](t, s.URL+api.Prefix+"/decisions")
	if len(list.Decisions) != 1 || list.Decisions[0].Verb != "merge" {
		t.Fatalf("%+v", list)
	}
	res, body = ask(t, "POST", fmt.Sprintf("%s%s/decisions/%d/undo", s.URL, api.Prefix, list.Decisions[0].ID), "", "")
	if res.StatusCode != 204 || len(body) != 0 {
		t.Errorf("undo: %d %s", res.StatusCode, body)
	}
	if list = get[api.Decisions](t, s.URL+api.Prefix+"/decisions"); list.Decisions[0].Undone == "" {
		t.Errorf("%+v", list)
	}
}

func TestSizesAreBounded(t *testing.T) {
	s, _ := server(t)
	res, _ := ask(t, "POST", s.URL+api.Prefix+"/read", "text/plain", strings.Repeat("word ", 1<<20+1))
	if res.StatusCode != 413 {
		t.Errorf("a text of more than 5 MB: %d", res.StatusCode)
	}
	res, body := ask(t, "GET", s.URL+api.Prefix+"/statements?q="+strings.Repeat("a", 3000), "", "")
	if res.StatusCode != 422 {
		t.Errorf("a long query: %d %s", res.StatusCode, body)
	}
	res, _ = ask(t, "GET", s.URL+"/api/v2/statements", "", "")
	if res.StatusCode != 404 || res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("no such address: %d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
}

// A wrong query says where in it, by bytes, and why.
func TestWrongQueriesSayWhere(t *testing.T) {
	s, _ := server(t)
	for query, want := range map[string][2]string{
		"q=harbour+(ferry":       {"query.q[8:9]", "("},
		"q=harbour+kind:loud":    {"query.q[13:17]", "loud"},
		"q=harbour&mode=shouted": {"query.mode", ""},
	} {
		res, body := ask(t, "GET", s.URL+api.Prefix+"/statements?"+query, "", "")
		var problem struct {
			Errors []struct{ Message, Location, Value string }
		}
		if err := json.Unmarshal(body, &problem); err != nil || res.StatusCode != 422 || len(problem.Errors) != 1 {
			t.Errorf("%s: %d %v %s", query, res.StatusCode, err, body)
			continue
		}
		if e := problem.Errors[0]; e.Location != want[0] || !strings.Contains(e.Value, want[1]) || e.Message == "" {
			t.Errorf("%s: %+v", query, e)
		}
	}
}
