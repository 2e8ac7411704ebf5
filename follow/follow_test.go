package follow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/archive"
	"sayso/intake"
)

// site is a news site of two stories.
type site struct {
	*httptest.Server
	requests []string // path and the marks that came with it
	feed     string
	etag     string
	robots   string
	status   map[string]int
	pages    map[string]string
}

const words = "The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn. “No,” said her clerk, who had not been told, and he said it again. "

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{status: map[string]int{}, pages: map[string]string{}, etag: `"1"`}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		line := r.URL.Path
		if m := r.Header.Get("If-None-Match"); m != "" {
			line += " if not " + m
		}
		s.requests = append(s.requests, line)
		if s.status[r.URL.Path] < 0 { // the connection breaks off
			panic(http.ErrAbortHandler)
		}
		if n := s.status[r.URL.Path]; n != 0 {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(n)
			return
		}
		switch r.URL.Path {
		case "/robots.txt":
			if s.robots == "" {
				http.NotFound(w, r)
				return
			}
			fmt.Fprint(w, s.robots)
		case "/feed":
			w.Header().Set("ETag", s.etag)
			if r.Header.Get("If-None-Match") == s.etag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, s.feed)
		case "/moved":
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/large":
			fmt.Fprint(w, strings.Repeat("x", maxAnswer+10))
		case "/inside":
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
		default:
			if page, ok := s.pages[r.URL.Path]; ok {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprint(w, page)
				return
			}
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	s.feed = s.rss(`<item><title>Bridge</title><link>` + s.URL + `/bridge</link><guid>b</guid><pubDate>Wed, 14 May 2031 08:30:00 GMT</pubDate><description>A bridge.</description></item>` +
		`<item><title>Tunnel</title><link>` + s.URL + `/tunnel</link><guid>t</guid><description>` + strings.Repeat(words, 4) + `</description></item>`)
	s.pages["/bridge"] = "<html><title>Bridge</title><article><h1>Bridge</h1><p>" + words + "</p><p>" + words + "Twice.</p></article></html>"
	return s
}

func (s *site) rss(items string) string {
	return "<rss version='2.0'><channel><title>The Ouse Herald</title>" + items + "</channel></rss>"
}

// clock is a clock that goes on only when somebody sleeps.
type clock struct {
	now   time.Time
	slept time.Duration
}

// run makes an archive that follows feeds, and runs once.
type following struct {
	*clock
	*Follower
	store    *archive.Archive
	articles []*sayso.Article
	events   []string
}

func follows(t *testing.T, feeds ...string) *following {
	t.Helper()
	store, err := archive.Open(context.Background(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	f := &following{clock: &clock{now: time.Date(2031, 5, 14, 9, 0, 0, 0, time.UTC)}, store: store}
	for _, address := range feeds {
		if _, err := store.AddFeeds(context.Background(), []archive.Feed{{URL: address, Added: f.now}}); err != nil {
			t.Fatal(err)
		}
	}
	f.Follower = New(store, func(_ context.Context, articles []*sayso.Article) error {
		f.articles = append(f.articles, articles...)
		return nil
	}, Options{AllowPrivate: true, Now: func() time.Time { return f.now }, Sleep: func(_ context.Context, d time.Duration) error {
		f.now, f.slept = f.now.Add(d), f.slept+d
		return nil
	}})
	return f
}

func (f *following) run(t *testing.T) {
	t.Helper()
	f.articles, f.events = nil, nil
	err := f.Run(context.Background(), func(e Event) {
		line := fmt.Sprintf("%d new, %d updated", e.New, e.Updated)
		switch {
		case e.Err != nil:
			line = e.Err.Error()
		case e.Unchanged:
			line = "unchanged"
		}
		f.events = append(f.events, line)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (f *following) feed(t *testing.T) archive.Feed {
	t.Helper()
	feeds, err := f.store.Feeds(context.Background())
	if err != nil || len(feeds) != 1 {
		t.Fatal(feeds, err)
	}
	return feeds[0]
}

func TestArticlesComeFromTheFeedOrFromTheirPage(t *testing.T) {
	s := newSite(t)
	f := follows(t, s.URL+"/feed")
	f.run(t)
	if !slices.Equal(f.events, []string{"2 new, 0 updated"}) || len(f.articles) != 2 {
		t.Fatalf("%v, %d articles", f.events, len(f.articles))
	}
	bridge, tunnel := f.articles[0], f.articles[1]
	if bridge.Title != "Bridge" || bridge.URL != s.URL+"/bridge" || bridge.Outlet != "The Ouse Herald" || bridge.Published != "2031-05-14T08:30:00Z" || !strings.Contains(bridge.Text, "Twice.") {
		t.Errorf("from its page: %+v", bridge)
	}
	if tunnel.Title != "Tunnel" || tunnel.URL != s.URL+"/tunnel" || !strings.HasPrefix(tunnel.Text, "The mayor of Little Ouse") {
		t.Errorf("from the feed: %+v", tunnel)
	}
	if slices.Contains(s.requests, "/tunnel") {
		t.Error("a page was fetched though the feed has its text")
	}
	if f.slept < 4*time.Second {
		t.Errorf("four requests to one host within %v", f.slept)
	}

	// Nothing is asked before it is due; then with the marks of the last answer.
	s.requests = nil
	f.run(t)
	if len(f.events) > 0 || len(s.requests) > 0 {
		t.Errorf("asked again at once: %v %v", f.events, s.requests)
	}
	f.now = f.now.Add(time.Hour)
	f.run(t)
	if !slices.Equal(f.events, []string{"unchanged"}) || !slices.Equal(s.requests, []string{`/feed if not "1"`}) {
		t.Errorf("%v, %v", f.events, s.requests)
	}

	// An item that has changed is taken in anew.
	s.etag, s.feed = `"2"`, strings.Replace(s.feed, "A bridge.", "A bridge, updated.", 1)
	s.pages["/bridge"] = strings.Replace(s.pages["/bridge"], "Twice.", "Thrice.", 1)
	f.now = f.now.Add(time.Hour)
	f.run(t)
	if !slices.Equal(f.events, []string{"0 new, 1 updated"}) || len(f.articles) != 1 || !strings.Contains(f.articles[0].Text, "Thrice.") {
		t.Errorf("%v, %d articles", f.events, len(f.articles))
	}
	if fd := f.feed(t); fd.Items != 2 || fd.Title != "The Ouse Herald" || fd.Problem != "" {
		t.Errorf("%+v", fd)
	}
}

func TestFailures(t *testing.T) {
	s := newSite(t)
	tests := []struct {
		path, want string
		status     int
		due        time.Duration
		gone       bool
	}{
		{path: "/feed", status: 500, want: "the server answers 500 Internal Server Error", due: 2 * time.Hour},
		{path: "/feed", status: 410, want: "the server answers 410 Gone", due: 2 * time.Hour, gone: true},
		{path: "/none", want: "the server answers 404 Not Found", due: 15 * time.Minute},
		{path: "/round", want: "more than 5 redirections", due: 15 * time.Minute},
		{path: "/large", want: "the answer has more than 16 MB", due: 15 * time.Minute},
		{path: "/bridge", want: "no feed: neither RSS, Atom, JSON Feed nor OPML", due: 15 * time.Minute},
	}
	for _, test := range tests {
		f := follows(t, s.URL+test.path)
		s.status = map[string]int{test.path: test.status}
		f.run(t)
		fd := f.feed(t)
		if !slices.Equal(f.events, []string{test.want}) || fd.Problem != test.want || fd.Gone != test.gone || fd.Failures != 1 || fd.Due.Sub(fd.Checked) != test.due {
			t.Errorf("%s %d: %q, %+v", test.path, test.status, f.events, fd)
		}
	}
	s.status = nil
	// Each further failure doubles the wait, up to a day.
	f := follows(t, s.URL+"/none")
	var waits []time.Duration
	for range 10 {
		f.run(t)
		fd := f.feed(t)
		waits = append(waits, fd.Due.Sub(fd.Checked))
		f.now = fd.Due
	}
	if waits[1] != 30*time.Minute || waits[9] != 24*time.Hour || !slices.IsSorted(waits) {
		t.Errorf("%v", waits)
	}
}

func TestRedirectedFeed(t *testing.T) {
	s := newSite(t)
	f := follows(t, s.URL+"/moved")
	f.run(t)
	if !slices.Equal(f.events, []string{"2 new, 0 updated"}) {
		t.Errorf("%q", f.events)
	}
}

// A page that cannot be had is tried again, less and less often. Until then its article is what the feed says of it, if that is
// more than a link.
func TestPagesThatFail(t *testing.T) {
	const own = "The mayor of Little Ouse said that the bridge would be mended."
	for name, test := range map[string]struct {
		spoil func(*site)
		want  string
	}{
		"not found":  {func(s *site) { s.status["/bridge"] = 404 }, "the server answers 404 Not Found"},
		"overloaded": {func(s *site) { s.status["/bridge"] = 503 }, "the server answers 503 Service Unavailable"},
		"robots":     {func(s *site) { s.robots = "User-agent: *\nDisallow: /bridge\n" }, ErrRobots.Error()},
		"no text":    {func(s *site) { s.pages["/bridge"] = "<html><title>Bridge</title><script>x()</script></html>" }, "read the page: "},
		"broken off": {func(s *site) { s.status["/bridge"] = -1 }, "fetch "},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.feed = strings.Replace(s.feed, "A bridge.", own, 1)
			page := s.pages["/bridge"]
			test.spoil(s)
			f := follows(t, s.URL+"/feed")
			f.run(t)
			if len(f.events) != 2 || !strings.HasPrefix(f.events[0], test.want) || f.events[1] != "2 new, 0 updated" {
				t.Fatalf("%q", f.events)
			}
			bridge := f.articles[0]
			if bridge.Text != own || bridge.Title != "Bridge" || bridge.URL != s.URL+"/bridge" || bridge.Outlet != "The Ouse Herald" || bridge.Language != "en" ||
				!strings.HasPrefix(bridge.Published, "2031-05-14") || !intake.IsOwnWords(bridge) {
				t.Errorf("%+v", bridge)
			}
			if intake.IsOwnWords(f.articles[1]) {
				t.Errorf("an article that the feed holds in full is said to be its words only: %s", f.articles[1].Path)
			}

			// What the feed says is not taken twice, whether the page fails again or its time has not come (the server said when).
			f.now = f.feed(t).Due
			f.now = f.now.Add(10 * time.Second) // behind the pauses of the first run
			f.run(t)
			if last := f.events[len(f.events)-1]; len(f.articles) > 0 || last != "0 new, 0 updated" && last != "unchanged" {
				t.Errorf("%d articles, %q", len(f.articles), f.events)
			}

			// Then the page is there.
			s.status, s.robots, s.pages["/bridge"] = map[string]int{}, "", page
			f.now = f.now.Add(25 * time.Hour)
			f.run(t)
			if !slices.Equal(f.events, []string{"0 new, 1 updated"}) || len(f.articles) != 1 || !strings.Contains(f.articles[0].Text, "Twice.") || intake.IsOwnWords(f.articles[0]) {
				t.Errorf("%d articles, %q", len(f.articles), f.events)
			}
			f.now = f.now.Add(25 * time.Hour)
			f.run(t)
			if !slices.Equal(f.events, []string{"unchanged"}) {
				t.Errorf("asked again for what it has: %q", f.events)
			}
		})
	}
}

func TestTriesEnd(t *testing.T) {
	s := newSite(t)
	s.status["/bridge"] = 404
	f := follows(t, s.URL+"/feed")
	var asked []time.Duration
	from := f.now
	for f.now.Sub(from) < 10*24*time.Hour {
		s.requests = nil
		f.run(t)
		if slices.Contains(s.requests, "/bridge") {
			asked = append(asked, f.now.Sub(from).Round(time.Hour))
		}
		f.now = f.feed(t).Due.Add(time.Hour)
	}
	if len(asked) != maxTries || asked[maxTries-1] < 48*time.Hour || asked[maxTries-1] > 96*time.Hour {
		t.Errorf("the page was asked for after %v", asked)
	}
	if len(f.articles) > 0 || !slices.Equal(f.events, []string{"unchanged"}) {
		t.Errorf("at the end: %d articles, %q", len(f.articles), f.events)
	}

	// A page that is gone for good is asked for once.
	s.status["/bridge"], s.requests = 410, nil
	g := follows(t, s.URL+"/feed")
	for range 5 {
		g.run(t)
		g.now = g.now.Add(24 * time.Hour)
	}
	if n := strings.Count(strings.Join(s.requests, "\n"), "/bridge"); n != 1 {
		t.Errorf("asked %d times for a page that is gone", n)
	}
}

func TestItemStatesAreKeptAsText(t *testing.T) {
	for _, s := range []itemState{{version: "0123456789abcdef01234567", taken: true}, {version: "0123456789abcdef01234567", tries: 3, next: time.Unix(1935826200, 0).UTC()},
		{version: "x", tries: 1, next: time.Unix(1, 0).UTC(), taken: true}} {
		if back := readState(s.String()); back != s {
			t.Errorf("%+v: %q: %+v", s, s, back)
		}
	}
}

func TestRobots(t *testing.T) {
	s := newSite(t)
	s.robots = "User-agent: *\nDisallow: /\n\nUser-agent: Sayso\nDisallow: /bridge\nCrawl-delay: 20\n"
	f := follows(t, s.URL+"/feed")
	f.run(t)
	if !slices.Equal(f.events, []string{"the site's robots.txt does not allow it", "1 new, 0 updated"}) || slices.Contains(s.requests, "/bridge") {
		t.Errorf("%q %q", f.events, s.requests)
	}
	s.status["/robots.txt"] = 503
	g := follows(t, s.URL+"/feed")
	g.run(t)
	if !slices.Equal(g.events, []string{"the site's robots.txt does not allow it"}) {
		t.Errorf("rules that cannot be had: %q", g.events)
	}
}

func TestRobotsRules(t *testing.T) {
	tests := []struct {
		rules, path string
		want        bool
	}{
		{"", "/a", true},
		{"User-agent: *\nDisallow:", "/a", true},
		{"User-agent: *\nDisallow: /", "/a", false},
		{"User-agent: other\nDisallow: /", "/a", true},
		{"User-agent: other\nUser-agent: sayso\nDisallow: /", "/a", false},
		{"User-agent: *\nDisallow: /\nUser-agent: sayso/1.0\nAllow: /", "/a", true},
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/c", false},
		{"User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false},
		{"User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true},
		{"User-agent: *\nDisallow: /*/print", "/a/print/b", false},
		{"User-agent: *\nDisallow: /a$", "/ab", true},
		{"user-AGENT : * # all\n disallow : /a # no", "/a", false},
		{"<html>not found</html>", "/a", true},
	}
	for _, test := range tests {
		r := &robots{}
		r.read([]byte(test.rules))
		u, err := webURL("https://h.example" + test.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.allows(u); got != test.want {
			t.Errorf("%q allows %s: %v", test.rules, test.path, got)
		}
	}
}

// Nothing is fetched from this machine or a private network, whatever name, redirection or number leads there.
func TestPrivateAddresses(t *testing.T) {
	s := newSite(t)
	store, err := archive.Open(context.Background(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	f := New(store, nil, Options{})
	for _, address := range []string{s.URL + "/feed", strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/feed", strings.Replace(s.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1) + "/feed"} {
		if _, err := f.web.get(context.Background(), address, "", ""); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if len(s.requests) > 0 {
		t.Errorf("requests: %q", s.requests)
	}
	for address, private := range map[string]bool{"127.0.0.1:80": true, "10.1.2.3:80": true, "172.16.0.1:443": true, "192.168.1.1:80": true, "169.254.169.254:80": true,
		"100.64.0.1:80": true, "[::1]:80": true, "[fe80::1%eth0]:80": true, "[fd00::1]:80": true, "[::ffff:10.0.0.1]:80": true, "[64:ff9b::a00:1]:80": true, "[2002:a00:1::]:80": true,
		"0.0.0.0:80": true, "224.0.0.1:80": true, "255.255.255.255:80": true, "nonsense": true, "93.184.216.34:443": false, "[2606:2800:220:1::1]:443": false} {
		if err := checkPublic(address); (err != nil) != private {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"file:///etc/passwd", "ftp://h.example/", "gopher://h.example", "//h.example", "", "http://"} {
		if _, err := f.web.get(context.Background(), address, "", ""); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
	}
}
