package desk_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
	"sayso/desk"
	"sayso/reading"
)

// toReview is an archive of which the reading was sure of nothing.
func toReview(t *testing.T, articles []*sayso.Article) (*httptest.Server, archive.Store) {
	t.Helper()
	store, err := archive.Open(context.Background(), filepath.Join(t.TempDir(), "review.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	r := reading.ByRules()
	var entries []archive.Entry
	n := 0
	for _, a := range articles {
		record := r.Read(a)
		for i := range record.Statements {
			record.Statements[i].Confidence = 0.5 + float64(n)/1000
			n++
		}
		entries = append(entries, archive.Entry{Article: a, Record: record})
	}
	if _, err := store.Add(archive.WithReader(context.Background(), r.Fingerprint()), entries); err != nil {
		t.Fatal(err)
	}
	pages, err := desk.New(desk.Options{Store: store, NewReader: func() sayso.Reader { return reading.ByRules() }})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(pages)
	t.Cleanup(s.Close)
	return s, store
}

// submit sends a form and follows where it leads.
func submit(t *testing.T, address string, form url.Values, header ...string) (int, string, string) {
	t.Helper()
	req, _ := http.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var b strings.Builder
	buffer := make([]byte, 1<<20)
	for {
		n, err := res.Body.Read(buffer)
		b.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	return res.StatusCode, res.Request.URL.RequestURI(), b.String()
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([a-z_]+)" value="([^"]*)">`)

// decision are the hidden fields of the first form of a page.
func decision(page string) url.Values {
	at := strings.Index(page, `class="decision"`)
	end := strings.Index(page[at:], "</form>")
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page[at:at+end], -1) {
		form.Set(m[1], strings.NewReplacer("&#34;", `"`, "&amp;", "&", "&#39;", "'").Replace(m[2]))
	}
	return form
}

// The queue works by forms alone.
func TestReviewWithoutScript(t *testing.T) {
	s, store := toReview(t, articles[:2])
	_, page := get(t, s.URL+"/review")
	for _, want := range []string{"statements to look at", "50 % sure", "Ilse Marrow", `<span class="part content">that the harbour was closed</span>`, `value="accept"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not there", want)
		}
	}
	form := decision(page)
	form.Set("verb", "accept")
	status, at, next := submit(t, s.URL+"/review", form)
	if status != 200 || !strings.HasPrefix(at, "/review?done=1&from=") || !strings.Contains(next, "right: Ilse Marrow") || !strings.Contains(next, `action="/review/undo"`) {
		t.Fatalf("accepted: %d at %s\n%s", status, at, next)
	}
	if decision(next).Get("statement") == form.Get("statement") {
		t.Error("the same statement comes again")
	}
	// What was accepted does not come again; and the same form twice changes nothing.
	if status, _, _ := submit(t, s.URL+"/review", form); status != http.StatusConflict {
		t.Errorf("accepted twice: %d", status)
	}
	form = decision(next)
	form.Set("verb", "change")
	form.Set("only", "speaker")
	form.Set("pick", "Tom Achterberg")
	if status, _, page := submit(t, s.URL+"/review", form); status != 200 || !strings.Contains(page, "speaker Tom Achterberg") {
		t.Errorf("another speaker: %d", status)
	}
	_, page = get(t, s.URL+"/review")
	form = decision(page)
	form.Set("verb", "change")
	form.Set("content", "no such words")
	if status, _, page := submit(t, s.URL+"/review", form); status != http.StatusBadRequest || !strings.Contains(page, "does not stand in the text") {
		t.Errorf("words that are not there: %d", status)
	}
	form.Set("content", "")
	form.Set("source", "")
	form.Set("cue", "")
	if status, _, page := submit(t, s.URL+"/review", form); status != http.StatusBadRequest || !strings.Contains(page, "needs a source") {
		t.Errorf("no part at all: %d", status)
	}
	form.Set("expect", "something else")
	if status, _, page := submit(t, s.URL+"/review", form); status != http.StatusConflict || !strings.Contains(page, "changed since") {
		t.Errorf("an old page: %d", status)
	}
	form.Set("verb", "reject")
	if status, _, _ := submit(t, s.URL+"/review", form, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"); status != http.StatusForbidden {
		t.Errorf("from another site: %d", status)
	}
	if status, _, _ := submit(t, s.URL+"/review", form, "X-Forwarded-For", "192.0.2.7"); status != http.StatusForbidden {
		t.Errorf("from another machine: %d", status)
	}
	_, log := get(t, s.URL+"/corrections")
	if !strings.Contains(log, "accept by desk") || !strings.Contains(log, "change by desk") {
		t.Errorf("the log:\n%s", log)
	}
	if status, at, log := submit(t, s.URL+"/review/undo", url.Values{"id": {"1"}}); status != 200 || at != "/corrections" || !strings.Contains(log, "<s>right: Ilse Marrow") {
		t.Errorf("undone: %d at %s", status, at)
	}
	agreement, err := store.Agreement(t.Context())
	if err != nil || len(agreement) != 1 || agreement[0].Changed != 1 || agreement[0].Accepted != 0 || agreement[0].Reader != reading.ByRules().Fingerprint() {
		t.Errorf("%+v, %v", agreement, err)
	}
	if _, page := get(t, s.URL+"/review"); !strings.Contains(page, "0 %") || !strings.Contains(page, "How far people agree") {
		t.Error("agreement is not shown")
	}
}

// The page of an article has the same, for each of its statements.
func TestCorrectOnTheArticle(t *testing.T) {
	s, _ := toReview(t, articles)
	key := articles[0].Key()
	_, page := get(t, s.URL+"/article/"+key)
	m := regexp.MustCompile(`name="accept" value="(s1 [^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatal("there is no button")
	}
	status, at, page := submit(t, s.URL+"/review", url.Values{"article": {key}, "accept": {m[1]}})
	if status != 200 || at != "/article/"+key || !strings.Contains(page, "accepted by desk") {
		t.Errorf("accepted: %d at %s", status, at)
	}
	_, at, page = submit(t, s.URL+"/review", url.Values{"article": {key}, "reject": {m[1]}})
	if at != "/article/"+key || strings.Contains(page, `id="s1"`) || !strings.Contains(page, "1 statement put aside") || !strings.Contains(page, "<s>that the harbour was closed</s>") {
		t.Errorf("rejected: at %s", at)
	}
	_, _, page = submit(t, s.URL+"/review", url.Values{"article": {key}, "verb": {"add"}, "content": {"the harbour was closed"}, "speaker": {"Hedda Quill"}})
	if !strings.Contains(page, `id="x3"`) || !strings.Contains(page, "added by desk") {
		t.Error("nothing was added")
	}
	if _, page := get(t, s.URL+"/review?article="+key+"&statement=x3"); !strings.Contains(page, "Hedda Quill") || strings.Contains(page, `rel="next"`) {
		t.Error("one statement by itself cannot be edited")
	}
	if res, _ := get(t, s.URL+"/review?article="+key+"&statement=s99"); res.StatusCode != 404 {
		t.Errorf("a statement that is not there: %d", res.StatusCode)
	}
	_, names := get(t, s.URL+"/review/names?article="+key+"&q=mar")
	if !strings.Contains(names, `"Ilse Marrow"`) || strings.Contains(names, "Quill") {
		t.Errorf("names: %s", names)
	}
	_, page = get(t, s.URL+"/review?article="+articles[2].Key()+"&statement=s1")
	for _, bad := range []string{"<script>alert", "<img src=x", "<b>bold"} {
		if strings.Contains(page, bad) {
			t.Errorf("%q came through", bad)
		}
	}
	if len(page) > 100_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
}
