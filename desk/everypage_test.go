package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"sayso"
	"sayso/archive"
	"sayso/desk"
)

// shapeOf is a path without what changes from page to page of a kind.
var variable = regexp.MustCompile(`[0-9a-f]{12,}|\d+`)

func shapeOf(u *url.URL) string {
	path := u.Path
	for _, root := range []string{"/speaker/", "/outlet/"} {
		if strings.HasPrefix(path, root) {
			path = root + "N"
		}
	}
	var fields []string
	for k := range u.Query() {
		fields = append(fields, k)
	}
	slices.Sort(fields)
	return variable.ReplaceAllString(path, "N") + "?" + strings.Join(fields, "&")
}

// crawl goes from page to page and returns what it found: of each kind of page, few. It visits nothing but HTML of the
// desk itself.
func crawl(t *testing.T, s *httptest.Server, starts ...string) (pages map[string]string) {
	t.Helper()
	pages = map[string]string{}
	seen, kinds := map[string]bool{}, map[string]int{}
	queue := starts
	for len(queue) > 0 && len(pages) < 150 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		u, err := url.Parse(path)
		if err != nil {
			t.Errorf("address %q: %v", path, err)
			continue
		}
		if shape := shapeOf(u); kinds[shape] >= 2 {
			continue
		} else {
			kinds[shape]++
		}
		res, body := get(t, s.URL+path)
		if res.StatusCode >= 500 {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
		if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			continue
		}
		pages[path] = body
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if n.Data != "a" || a.Key != "href" {
					continue
				}
				next, err := res.Request.URL.Parse(a.Val)
				if err != nil || next.Host != res.Request.URL.Host {
					continue
				}
				next.Fragment = ""
				queue = append(queue, next.RequestURI())
			}
		}
	}
	return pages
}

// starts are pages that nothing may lead to.
var starts = []string{"/", "/?q=harbour", "/people", "/outlets", "/contacts", "/network", "/disputes", "/quotations", "/numbers", "/decisions", "/read", "/about", "/nowhere",
	"/?after=x", "/numbers?period=x", "/network?around=nobody", "/network?after=x", "/numbers/people?gender=female", "/numbers/people?gender=x", "/person/x", "/quotation/1",
	"/review", "/corrections", "/saved", "/api", "/copies", "/changed"}

// everyPage is the desk of the samples with all its kinds of pages.
func everyPage(t *testing.T) (*httptest.Server, []string) {
	t.Helper()
	store := archiveOf(t, append(samples(t), several()...))
	s := served(t, store)
	if _, err := store.Save(t.Context(), archive.Saved{Name: "Fishing", Query: "fishing rights"}); err != nil {
		t.Fatal(err)
	}
	for statement, verb := range map[string]archive.Verb{"s1": archive.Accept, "s2": archive.Hide} {
		if _, err := store.Correct(t.Context(), archive.Edit{Verb: verb, Article: several()[1].Key(), Statement: statement, Author: "hedda", Reason: "looked at twice"}); err != nil {
			t.Fatal(err)
		}
	}
	others, _ := guarded(t, func(o *desk.Options) { o.Public = true })
	list := []string{others.URL + "/signin", others.URL + "/"}
	for path := range crawl(t, s, starts...) {
		list = append(list, path)
	}
	slices.Sort(list)
	for _, kind := range []string{"/statement/", "/embed/", "/person/", "/outlet/", "/network/passages", "/article/", "/copies/", "/review", "/saved/"} {
		if !slices.ContainsFunc(list, func(p string) bool { return strings.HasPrefix(p, kind) }) {
			t.Errorf("no page of %s was found", kind)
		}
	}
	return s, list
}

// at is the address of a page: a path is one of the server.
func at(s *httptest.Server, path string) string {
	if strings.HasPrefix(path, "/") {
		return s.URL + path
	}
	return path
}

// Pages stay small: 100 KB each, the network's 400 KB with all that it loads.
func TestPagesAreSmall(t *testing.T) {
	s := served(t, madeArchive(t, 600))
	for path, body := range crawl(t, s, "/people", "/network", "/disputes", "/numbers", "/outlets", "/contacts", "/") {
		most := 100_000
		if strings.HasPrefix(path, "/network") {
			most = 350_000
		}
		if len(body) > most {
			t.Errorf("%s has %d bytes", path, len(body))
		}
	}
}

// TestNoSeriousFaults lets axe-core look for faults of accessibility on every page.
func TestNoSeriousFaults(t *testing.T) {
	axe, err := os.ReadFile("testdata/axe-core/axe-4.14.1.min.js")
	if err != nil {
		t.Fatal(err)
	}
	ctx := browserFor(t, 10*time.Minute)
	s, list := everyPage(t)
	kinds := map[string]bool{}
	for _, path := range list {
		u, err := url.Parse(path)
		if err != nil {
			t.Fatal(err)
		}
		if kinds[shapeOf(u)] {
			continue
		}
		kinds[shapeOf(u)] = true
		do(t, ctx, chromedp.EmulateViewport(1280, 900), lightOrDark("light"), chromedp.Navigate(at(s, path)), chromedp.WaitReady("main"))
		eval[any](t, ctx, string(axe)+";0")
		for scheme, only := range map[string]string{"light": "", "dark": `runOnly: ["color-contrast"], `} {
			do(t, ctx, lightOrDark(scheme))
			found := evalLater(t, ctx, `axe.run(document, {`+only+`resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.filter(v => ["serious", "critical"].includes(v.impact))
				.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 2).map(n => n.html.slice(0, 120) + " " + (n.any[0]?.message ?? "")).join(" | "))))`)
			var faults []string
			if err := json.Unmarshal([]byte(found), &faults); err != nil {
				t.Fatal(err)
			}
			for _, f := range faults {
				t.Errorf("%s in %s: %s", path, scheme, f)
			}
		}
	}
	// It would find one.
	eval[any](t, ctx, `document.querySelector("main").append(document.createElement("input"));0`)
	if found := evalLater(t, ctx, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id).join(" "))`); !strings.Contains(found, "label") {
		t.Errorf("a field without a label is not found: %q", found)
	}
	t.Logf("%d kinds of pages", len(kinds))
}

// evalLater waits for a promise of a text.
func evalLater(t *testing.T, ctx context.Context, expression string) string {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// hostileArticles try to get out of every place in which text of an article stands.
func hostileArticles() []*sayso.Article {
	const evil = `</script><script>alert(1)</script><img src=//evil.example/x onerror=alert(2)>`
	const rtl = "\u202egnp.exe\u2066"
	return []*sayso.Article{
		{ID: "h1", Title: "T " + evil, Outlet: "O " + evil, Author: "A " + evil, Published: "2031-03-06", Language: "en", URL: "javascript:alert(3)",
			Text: "Ilse Marrow " + evil + ", a spokeswoman, met Hedda Quill on Monday. Marrow said that “" + evil + "” was false.\n\nTom Achterberg denied that he had met Hedda Quill."},
		{ID: "h2", Title: rtl, Outlet: rtl, Author: rtl, Published: "2031-03-07", Language: "en", URL: "https://x.example/\"onmouseover=alert(4)//",
			Text: "Ilse Marrow said the " + rtl + " ferries would wait.\n\nHedda Quill, " + rtl + ", told the Herald that she met Ilse Marrow."},
		{ID: "h3", Title: `{"@type":"ClaimReview"}`, Outlet: `"}]</script>`, Published: "2031-03-08<svg/onload=alert(5)>", Language: `en"><b>`, URL: `data:text/html,<script>alert(6)</script>`,
			Text: `Ilse Marrow said that "@context" was \u003c/script\u003e. {{.Data}} ${alert(7)} <!-- ]]> --> said Tom Achterberg.`},
	}
}

// longArticle is one line of ten megabytes that somebody says. Its record is made by hand, to save the time of reading it.
func longArticle() archive.Entry {
	long := strings.Repeat("averylongword", 800_000)
	a := &sayso.Article{ID: "h4", Title: "Long", Outlet: "Long", Published: "2031-03-09", Language: "en", Text: "Ilse Marrow said that it was " + long + "."}
	return archive.Entry{Article: a, Record: &sayso.Record{ID: a.ID, TextSHA256: a.TextSHA256(),
		Entities: []sayso.Entity{{ID: "e1", Type: sayso.Person, Name: "Ilse Marrow", Names: []string{"Ilse Marrow"}}},
		Statements: []sayso.Statement{{ID: "s1", Kind: sayso.Indirect, Mode: sayso.Say, Source: sayso.Spans{{Start: 0, End: 11}}, Cue: sayso.Spans{{Start: 12, End: 16}},
			Content: sayso.Spans{{Start: 17, End: len(a.Text) - 1}}, Speaker: sayso.Speaker{Entity: "e1", Name: "Ilse Marrow", Type: sayso.SpeakerPerson}}}}}
}

// What articles bring stays text: on every page nothing of it is an element, an attribute or an address that runs.
func TestHostileArticlesStayText(t *testing.T) {
	store := archiveOf(t, hostileArticles())
	if _, err := store.Add(t.Context(), []archive.Entry{longArticle()}); err != nil {
		t.Fatal(err)
	}
	s := served(t, store)
	pages := crawl(t, s, starts...)
	if len(pages) < 30 {
		t.Errorf("only %d pages", len(pages))
	}
	known := map[string]bool{"module": true, "application/ld+json": true, "application/json": true}
	for path, body := range pages {
		// An article's page and the one on which it is reviewed have its whole text.
		if len(body) > 200_000 && !strings.HasPrefix(path, "/article/") && !strings.HasPrefix(path, "/review") {
			t.Errorf("%s has %d bytes", path, len(body))
		}
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "img", "b", "object", "base", "iframe", "style":
				t.Errorf("%s has an element %s", path, n.Data)
			}
			attributes := map[string]string{}
			for _, a := range n.Attr {
				attributes[a.Key] = a.Val
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: attribute %s=%q", path, a.Key, a.Val)
				}
				if a.Key == "href" || a.Key == "src" || a.Key == "action" {
					if u, err := url.Parse(a.Val); err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
						t.Errorf("%s: address %q", path, a.Val)
					}
				}
			}
			if n.Data == "script" {
				if !known[attributes["type"]] || attributes["type"] == "module" && !strings.HasPrefix(attributes["src"], "/assets/") {
					t.Errorf("%s: script %v", path, attributes)
				}
				if n.FirstChild != nil {
					var data any
					if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
						t.Errorf("%s: data that is no JSON: %v", path, err)
					}
				}
			}
		}
	}
}

// In Chromium: nothing runs, nothing is asked of anywhere else, and no policy is broken.
func TestNoRequestLeavesThePages(t *testing.T) {
	ctx := browserFor(t, 10*time.Minute)
	s := server(t, hostileArticles())
	var list []string
	for path := range crawl(t, s, starts...) {
		list = append(list, path)
	}
	slices.Sort(list)
	var outside, complaints []string
	if err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, s.URL+"/") {
				outside = append(outside, e.Request.URL)
			}
		case *log.EventEntryAdded:
			if !strings.Contains(e.Entry.Text, "status of 4") {
				complaints = append(complaints, e.Entry.Text)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := chromedp.Call(ctx, log.Enable, cdp.Empty{})
		return err
	}))
	for _, path := range list {
		do(t, ctx, chromedp.EmulateViewport(400, 800), chromedp.Navigate(s.URL+path), chromedp.WaitReady("main"))
		if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > 400 {
			t.Errorf("%s is %d pixels wide at 400", path, wide)
		}
		if n := eval[int](t, ctx, `document.querySelectorAll("main script[src], main img, main [onerror], a[href^=javascript], a[href^=data]").length`); n != 0 {
			t.Errorf("%s: %d elements that came from the text", path, n)
		}
	}
	if len(outside) > 0 {
		t.Errorf("asked elsewhere: %q", outside)
	}
	if len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// drawn waits until the network is laid out, where the page has one.
func drawn(t *testing.T, ctx context.Context) {
	t.Helper()
	evalLater(t, ctx, `new Promise((done, fail) => {
  const box = document.getElementById("network"), end = performance.now() + 30000;
  const look = () => !box || box.dataset.done ? done("") : performance.now() > end ? fail(new Error("the network is not laid out")) : setTimeout(look, 30);
  look();
})`)
}

// The network of two thousand edges is laid out without stopping the page, its lines lead to their passages, and the page
// with all that it loads has at most 200 KB.
func TestNetworkOfTwoThousandEdges(t *testing.T) {
	ctx := browserFor(t, 5*time.Minute)
	s := served(t, archiveWith(t, webbed(3000, 500)))
	loaded := 0
	if err := chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*network.EventLoadingFinished); ok {
			loaded += int(e.EncodedDataLength)
		}
	}); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		return err
	}), chromedp.EmulateViewport(1280, 1000), chromedp.Navigate(s.URL+"/network"), chromedp.WaitReady(".frame svg path"))
	drawn(t, ctx)
	if n := eval[int](t, ctx, `JSON.parse(document.getElementById("drawing").textContent).edges.length`); n != 2000 {
		t.Errorf("%d edges", n)
	}
	if loaded > 200_000 {
		t.Errorf("the page and what it loads have %d bytes", loaded)
	}
	t.Logf("%d bytes", loaded)
	// All edges, and how long the page is kept from answering meanwhile.
	longest := evalLater(t, ctx, `new Promise(done => {
  let longest = 0, last = performance.now();
  const box = document.getElementById("network"), least = document.getElementById("least");
  least.value = "1";
  least.dispatchEvent(new Event("input"));
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 10);
    last = now;
  }, 10);
  setTimeout(function look() {
    if (!box.dataset.done) return setTimeout(look, 30);
    clearInterval(beat);
    done(String(Math.round(longest)));
  }, 300);
})`)
	t.Logf("the page was kept busy for %s ms at a time", longest)
	if n := eval[int](t, ctx, `[...document.querySelectorAll(".frame .edge")].reduce((n, p) => n + (p.getAttribute("d") ?? "").split("M").length - 1, 0)`); n < 2000 {
		t.Errorf("%d lines are drawn", n)
	}
	if dir := os.Getenv("SAYSO_PICTURES"); dir != "" {
		picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "network-2000.png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// A click on a line leads to its passages.
	at := eval[[]float64](t, ctx, `(() => {
  const svg = document.querySelector(".frame svg"), m = svg.getScreenCTM();
  const [, x1, y1, x2, y2] = document.querySelector(".frame .edge").getAttribute("d").match(/M(\S+) (\S+?)L(\S+) (\S+?)(?:M|$)/).map(Number);
  const p = new DOMPoint((x1 + x2) / 2, (y1 + y2) / 2).matrixTransform(m);
  return [p.x, p.y];
})()`)
	do(t, ctx, chromedp.MouseClickXY(at[0], at[1]))
	deadline := time.Now().Add(10 * time.Second)
	for !strings.HasPrefix(eval[string](t, ctx, `location.pathname`), "/network/passages") && !strings.HasPrefix(eval[string](t, ctx, `location.pathname`), "/person/") { // a node may lie over it
		if time.Now().After(deadline) {
			t.Fatal("the click leads nowhere")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// TestEveryPicture writes pictures of all pages into the folder that SAYSO_PICTURES names, to be looked at; only of
// those with SAYSO_PICTURES_OF in their name if that is set.
func TestEveryPicture(t *testing.T) {
	dir := os.Getenv("SAYSO_PICTURES")
	if dir == "" {
		t.Skip("SAYSO_PICTURES does not name a folder")
	}
	ctx := browserFor(t, 10*time.Minute)
	s, list := everyPage(t)
	kinds := map[string]bool{}
	for _, path := range list {
		u, err := url.Parse(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.Trim(regexp.MustCompile(`[^a-z]+`).ReplaceAllString(strings.ToLower(shapeOf(u)), "-"), "-")
		if name == "" {
			name = "start"
		}
		if kinds[name] || !strings.Contains(name, os.Getenv("SAYSO_PICTURES_OF")) {
			continue
		}
		kinds[name] = true
		for _, view := range []struct {
			width  int64
			scheme string
		}{{400, "dark"}, {400, "light"}, {1280, "dark"}, {1280, "light"}} {
			do(t, ctx, chromedp.EmulateViewport(view.width, 1400), lightOrDark(view.scheme), chromedp.Navigate(at(s, path)), chromedp.WaitReady("main"))
			drawn(t, ctx)
			if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > int(view.width) {
				t.Errorf("%s is %d pixels wide at %d", path, wide, view.width)
			}
			picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, view.width, view.scheme)), picture, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
