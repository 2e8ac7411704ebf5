package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sayso/account"
	"sayso/archive"
	"sayso/desk"
)

// What people put aside is shown to those who may correct and to nobody else, wherever it could be asked for.
func TestPutAsideIsForThoseWhoMayCorrect(t *testing.T) {
	s, store := guarded(t, func(o *desk.Options) { o.Public = true })
	key := articles[0].Key()
	for statement, verb := range map[string]archive.Verb{"s1": archive.Hide, "s2": archive.Reject} {
		if _, err := store.Correct(t.Context(), archive.Edit{Verb: verb, Article: key, Statement: statement, Author: "hedda", Reason: "a court order"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, role := range []account.Role{account.Read, account.Correct} {
		if err := store.AddToken(t.Context(), role.String(), role, account.Sum("sayso_"+role.String())); err != nil {
			t.Fatal(err)
		}
	}
	token := func(path, role string) (*http.Response, string) {
		r := fetch(s.URL + path)
		r.Header.Set("Authorization", "Bearer sayso_"+role)
		return send(t, http.DefaultClient, r)
	}
	anyone := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, path := range []string{"/?q=is:hidden", "/?q=is:rejected", "/?q=harbour+OR+is:hidden", "/review", "/review?article=" + key + "&statement=s3", "/review/names?q=a", "/corrections",
		"/corrections?article=" + key, "/export/csv?q=is:hidden", "/api/v1/export/jsonl?q=is:rejected", "/api/v1/statements?q=is:hidden", "/api/v1/statements?q=" + url.QueryEscape("-(-is:hidden)"), "/api/v1/corrections"} {
		if res, body := send(t, anyone, fetch(s.URL+path)); res.StatusCode < 300 || strings.Contains(body, "court order") || strings.Contains(body, "harbour was closed") {
			t.Errorf("anybody gets %s: %d\n%s", path, res.StatusCode, body)
		}
		if res, _ := token(path, "read"); res.StatusCode != http.StatusForbidden {
			t.Errorf("a reader gets %s: %d", path, res.StatusCode)
		}
		if res, body := token(path, "correct"); res.StatusCode != http.StatusOK {
			t.Errorf("who may correct does not get %s: %d %s", path, res.StatusCode, body)
		}
	}
	// Without a word of it, what was put aside is not there: in the article and its record, in files, in counts.
	for _, path := range []string{"/", "/?q=harbour", "/?q=-is:hidden", "/article/" + key, "/api/v1/articles/" + key, "/api/v1/statements", "/export/jsonl", "/export/csl"} {
		res, body := send(t, anyone, fetch(s.URL+path))
		if res.StatusCode != 200 || strings.Contains(body, "[[56,83]]") || strings.Contains(body, "put aside") || strings.Contains(body, "court order") || strings.Contains(body, "/corrections") {
			t.Errorf("%s: %d\n%s", path, res.StatusCode, body)
		}
	}
	for _, path := range []string{"/statement/" + key + "/s1", "/embed/" + key + "/s1", "/export/tei?article=" + key + "&statement=s1"} {
		if res, _ := token(path, "read"); res.StatusCode != 404 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	if _, body := token("/article/"+key, "correct"); !strings.Contains(body, "put aside") {
		t.Error("who may correct does not see what was put aside")
	}
	if _, body := send(t, anyone, fetch(s.URL+"/")); strings.Contains(body, `href="/review"`) {
		t.Error("the review is offered to everybody")
	}
	// A saved search of somebody who may only read, and its feed.
	c := client(t)
	signIn(t, c, s.URL, "tom", "/")
	if _, err := store.Save(t.Context(), archive.Saved{Name: "aside", Query: "is:hidden", Owner: "tom"}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/saved/1", "/saved/1/feed.rss"} {
		if res, _ := send(t, c, fetch(s.URL+path)); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}
