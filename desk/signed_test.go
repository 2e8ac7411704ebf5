package desk_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"sayso/account"
	"sayso/archive"
	"sayso/desk"
	"sayso/export"
	"sayso/reading"
)

// Who checked a statement is the name of an account. On a desk that everybody may read those who may not correct never get
// it: on no page, in no file, from no question of a program or a model.
func TestWhoCheckedIsForThoseWhoMayCorrect(t *testing.T) {
	const name = "wilhelmina"
	s, store := guarded(t, func(o *desk.Options) { o.Public = true })
	reader, all := reading.ByRules(), several()
	for _, a := range all {
		if _, err := store.Add(t.Context(), []archive.Entry{{Article: a, Record: reader.Read(a)}}); err != nil {
			t.Fatal(err)
		}
	}
	var checked []archive.Hit
	if err := store.Each(t.Context(), archive.Query{}, func(h archive.Hit) error {
		checked = append(checked, h)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, h := range checked {
		if _, err := store.Correct(t.Context(), archive.Edit{Verb: archive.Accept, Article: h.Key, Statement: h.Statement.ID, Author: name}); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.AddToken(t.Context(), "programs", account.Correct, account.Sum("sayso_correct")); err != nil {
		t.Fatal(err)
	}
	for path, body := range crawl(t, s, starts...) {
		if strings.Contains(body, name) {
			t.Errorf("%s says who checked a statement", path)
		}
	}
	key := checked[0].Key
	who := strconv.FormatInt(checked[0].Entity, 10)
	paths := []string{"/api/v1/statements", "/api/v1/articles/" + key, "/api/v1/articles/" + key + "/statements/" + checked[0].Statement.ID, "/api/v1/people/" + who,
		"/api/v1/people/" + who + "/said", "/api/v1/people/" + who + "/about", "/api/v1/people/" + who + "/contacts", "/api/v1/people/" + who + "/disputes", "/api/v1/contacts",
		"/api/v1/disputes", "/api/v1/decisions", "/api/v1/summary", "/network/contacts.json", "/network/contacts.csv", "/numbers/outlets.csv",
		"/statement/" + key + "/s1/cite.json", "/embed/" + key + "/s1", "/oembed?url=" + s.URL + "/statement/" + key[:16] + "/s1"}
	for _, f := range export.Formats() {
		paths = append(paths, "/export/"+f.Name, "/api/v1/export/"+f.Name, "/export/"+f.Name+"?article="+key, "/export/"+f.Name+"?article="+key+"&statement=s1")
	}
	shown := 0
	for _, path := range paths {
		if res, body := get(t, s.URL+path); res.StatusCode != http.StatusOK || strings.Contains(body, name) {
			t.Errorf("%s says who checked a statement (status %d)", path, res.StatusCode)
		}
		r := fetch(s.URL + path)
		r.Header.Set("Authorization", "Bearer sayso_correct")
		if _, body := send(t, http.DefaultClient, r); strings.Contains(body, name) {
			shown++
		}
	}
	if shown < 8 {
		t.Errorf("who may correct is told in only %d answers of the API and exports", shown)
	}
	session, err := model(t, s.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	number := checked[0].Entity
	for tool, arguments := range map[string]map[string]any{"search_statements": {"query": "is:checked"}, "person": {"number": number}, "statement": {"article": key, "id": "s1"}, "contacts_between": {}, "disputes": {}} {
		if answer, _ := call(t, session, tool, arguments); strings.Contains(answer, name) {
			t.Errorf("models are told by %s: %s", tool, answer)
		}
	}
	// A search that somebody who may read has saved, and its feeds.
	c := client(t)
	signIn(t, c, s.URL, "tom", "/")
	if _, err := store.Save(t.Context(), archive.Saved{Name: "all", Query: "harbour", Owner: "tom"}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/saved", "/saved/1", "/saved/1/feed.rss", "/saved/1/feed.atom", "/saved/1/feed.json", "/article/" + key} {
		if res, body := send(t, c, fetch(s.URL+path)); res.StatusCode != http.StatusOK || strings.Contains(body, name) {
			t.Errorf("%s: status %d, says %v", path, res.StatusCode, strings.Contains(body, name))
		}
	}
}
