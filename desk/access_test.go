package desk_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sayso"
	"sayso/account"
	"sayso/archive"
	"sayso/desk"
	"sayso/reading"
)

const password = "three small words"

// guarded is a desk with accounts for hedda, who may correct, and tom, who may read.
func guarded(t *testing.T, change func(*desk.Options)) (*httptest.Server, archive.Store) {
	t.Helper()
	store := archiveOf(t, articles)
	hash := account.HashPassword(password)
	for name, role := range map[string]account.Role{"hedda": account.Correct, "tom": account.Read} {
		if err := store.AddUser(t.Context(), name, role, hash); err != nil {
			t.Fatal(err)
		}
	}
	o := desk.Options{Store: store, NewReader: func() sayso.Reader { return reading.ByRules() }, Access: desk.Accounts}
	if change != nil {
		change(&o)
	}
	pages, err := desk.New(o)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(pages)
	t.Cleanup(s.Close)
	return s, store
}

// client keeps cookies, as a browser does.
func client(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func send(t *testing.T, c *http.Client, r *http.Request) (*http.Response, string) {
	t.Helper()
	res, err := c.Do(r)
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

func form(address string, values url.Values) *http.Request {
	r, _ := http.NewRequest(http.MethodPost, address, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func fetch(address string) *http.Request {
	r, _ := http.NewRequest(http.MethodGet, address, nil)
	return r
}

func signIn(t *testing.T, c *http.Client, server, name, next string) (*http.Response, string) {
	t.Helper()
	return send(t, c, form(server+"/signin", url.Values{"name": {name}, "password": {password}, "next": {next}}))
}

func TestSignInAndOut(t *testing.T) {
	s, store := guarded(t, nil)
	c := client(t)
	res, body := send(t, c, fetch(s.URL+"/people?name=Tom"))
	if res.Request.URL.Path != "/signin" || !strings.Contains(body, `value="/people?name=Tom"`) || strings.Contains(body, "Ilse") {
		t.Fatalf("without signing in: %s\n%s", res.Request.URL, body)
	}
	res, body = signIn(t, c, s.URL, "Hedda", "/people?name=Tom")
	if res.StatusCode != 200 || res.Request.URL.Path != "/people" && !strings.HasPrefix(res.Request.URL.Path, "/person/") || !strings.Contains(body, "<span>hedda</span>") || !strings.Contains(body, "Sign out") {
		t.Fatalf("signed in: %s %d\n%s", res.Request.URL, res.StatusCode, body)
	}
	users, err := store.Users(t.Context())
	if err != nil || users[0].Seen == "" || users[1].Seen != "" {
		t.Errorf("%+v, %v", users, err)
	}
	if res, _ = send(t, c, fetch(s.URL+"/signin?next=/about")); res.Request.URL.Path != "/about" {
		t.Errorf("who is signed in is asked again at %s", res.Request.URL)
	}
	if res, _ = send(t, c, form(s.URL+"/signout", nil)); res.Request.URL.Path != "/signin" {
		t.Errorf("signed out at %s", res.Request.URL)
	}
	if res, _ = send(t, c, fetch(s.URL+"/people")); res.Request.URL.Path != "/signin" {
		t.Errorf("after signing out: %s", res.Request.URL)
	}
}

func TestSessionCookie(t *testing.T) {
	for name, c := range map[string]struct {
		proto  string
		behind bool
		cookie string
		secure bool
	}{
		"plain":              {"", false, "sayso", false},
		"claims HTTPS":       {"https", false, "sayso", false},
		"proxy with HTTPS":   {"https", true, "__Host-sayso", true},
		"proxy, plain":       {"http", true, "sayso", false},
		"through two proxys": {"http, https", true, "__Host-sayso", true},
	} {
		s, _ := guarded(t, func(o *desk.Options) { o.BehindProxy = c.behind })
		r := form(s.URL+"/signin", url.Values{"name": {"tom"}, "password": {password}})
		r.Header.Set("X-Forwarded-Proto", c.proto)
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil || len(res.Cookies()) != 1 {
			t.Fatalf("%s: %v, %v", name, res, err)
		}
		res.Body.Close()
		got := res.Cookies()[0]
		if got.Name != c.cookie || got.Secure != c.secure || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Path != "/" || got.Domain != "" || got.MaxAge < 1000 {
			t.Errorf("%s: cookie %v", name, got)
		}
	}
}

func TestRolesOnTheDesk(t *testing.T) {
	s, store := guarded(t, nil)
	reader, corrector := client(t), client(t)
	signIn(t, reader, s.URL, "tom", "")
	signIn(t, corrector, s.URL, "hedda", "")
	merge := func(c *http.Client) int {
		list, err := store.Entities(t.Context(), "Ilse Marrow")
		if err != nil {
			t.Fatal(err)
		}
		res, _ := send(t, c, form(s.URL+"/merge", url.Values{"one": {strings.TrimPrefix(personPath(list[0].ID), "/person/")}, "other": {"Tom Achterberg"}}))
		return res.StatusCode
	}
	if got := merge(reader); got != http.StatusForbidden {
		t.Errorf("who may read merges: %d", got)
	}
	if got := merge(corrector); got != http.StatusOK {
		t.Errorf("who may correct merges: %d", got)
	}
	if res, body := send(t, reader, fetch(s.URL+"/decisions")); res.StatusCode != 200 || strings.Contains(body, `action="/undo"`) {
		t.Errorf("who may read sees forms: %d", res.StatusCode)
	}
	if res, _ := send(t, corrector, fetch(s.URL+"/metrics")); res.StatusCode != http.StatusForbidden {
		t.Errorf("metrics for who may correct: %d", res.StatusCode)
	}
	// Roles and accounts that are taken away are gone with the next request.
	if err := store.SetRole(t.Context(), "hedda", account.Read); err != nil {
		t.Fatal(err)
	}
	if got := merge(corrector); got != http.StatusForbidden {
		t.Errorf("after losing the role: %d", got)
	}
	if err := store.RemoveUser(t.Context(), "hedda"); err != nil {
		t.Fatal(err)
	}
	if res, _ := send(t, corrector, fetch(s.URL+"/people")); res.Request.URL.Path != "/signin" {
		t.Errorf("after losing the account: %s", res.Request.URL)
	}
	if err := store.SetPassword(t.Context(), "tom", account.HashPassword("another password")); err != nil {
		t.Fatal(err)
	}
	if res, _ := send(t, reader, fetch(s.URL+"/people")); res.Request.URL.Path != "/signin" {
		t.Errorf("after a new password: %s", res.Request.URL)
	}
}

func TestSigningInIsLimited(t *testing.T) {
	s, _ := guarded(t, nil)
	try := func(name, word string) (*http.Response, string) {
		return send(t, client(t), form(s.URL+"/signin", url.Values{"name": {name}, "password": {word}}))
	}
	for range 5 {
		if res, body := try("hedda", "wrong password"); res.StatusCode != http.StatusUnauthorized || !strings.Contains(body, "not right") {
			t.Fatalf("%d\n%s", res.StatusCode, body)
		}
	}
	if res, body := try("hedda", password); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" || !strings.Contains(body, "seconds") {
		t.Errorf("the sixth: %d\n%s", res.StatusCode, body)
	}
	if res, _ := try("tom", password); res.StatusCode != http.StatusOK {
		t.Errorf("another account: %d", res.StatusCode)
	}
	if res, _ := try("nobody", password); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("no such account: %d", res.StatusCode)
	}
	if res, _ := try(strings.Repeat("long", 1000), password); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a long name: %d", res.StatusCode)
	}
	r := form(s.URL+"/signin", url.Values{"name": {"tom"}, "password": {password}})
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if res, _ := send(t, client(t), r); res.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", res.StatusCode)
	}
}

// Limits count the client that a proxy names, but only behind a proxy.
func TestForwardedAddresses(t *testing.T) {
	for _, behind := range []bool{false, true} {
		s, _ := guarded(t, func(o *desk.Options) { o.BehindProxy = behind })
		last := 0
		for i := range 6 {
			r := form(s.URL+"/signin", url.Values{"name": {"hedda"}, "password": {"wrong password"}})
			r.Header.Set("X-Forwarded-For", "203.0.113.9, 192.0.2."+string(rune('1'+i)))
			res, _ := send(t, client(t), r)
			last = res.StatusCode
		}
		if want := map[bool]int{true: http.StatusUnauthorized, false: http.StatusTooManyRequests}[behind]; last != want {
			t.Errorf("behind a proxy %v: %d, want %d", behind, last, want)
		}
	}
}

func TestTokensAreForPrograms(t *testing.T) {
	s, store := guarded(t, nil)
	secret := account.NewToken()
	if err := store.AddToken(t.Context(), "wire", account.Correct, account.Sum(secret)); err != nil {
		t.Fatal(err)
	}
	ask := func(r *http.Request, secret string) int {
		r.Header.Set("Authorization", "Bearer "+secret)
		res, _ := send(t, http.DefaultClient, r)
		return res.StatusCode
	}
	if got := ask(fetch(s.URL+"/people"), secret); got != 200 {
		t.Errorf("read: %d", got)
	}
	if got := ask(form(s.URL+"/keep", url.Values{"article": {"Hedda Quill said that it rained."}}), secret); got != 200 {
		t.Errorf("keep: %d", got)
	}
	if got := ask(fetch(s.URL+"/metrics"), secret); got != 403 {
		t.Errorf("metrics: %d", got)
	}
	if tokens, err := store.Tokens(t.Context()); err != nil || tokens[0].Used != time.Now().UTC().Format(time.DateOnly) {
		t.Errorf("%+v, %v", tokens, err)
	}
	if err := store.RemoveToken(t.Context(), "wire"); err != nil {
		t.Fatal(err)
	}
	if got := ask(fetch(s.URL+"/people"), secret); got != 401 {
		t.Errorf("revoked: %d", got)
	}
}

func TestPublicMode(t *testing.T) {
	s, _ := guarded(t, func(o *desk.Options) { o.Public, o.AllowedHosts = true, []string{"desk.example"} })
	res, body := send(t, http.DefaultClient, fetch(s.URL+"/?q=harbour"))
	if res.StatusCode != 200 || !strings.Contains(body, "harbour") || !strings.Contains(body, `href="/signin"`) {
		t.Errorf("reading: %d\n%s", res.StatusCode, body)
	}
	if res, body = post(t, s.URL+"/read", "Hedda Quill said that it rained.", "", nil, nil); res.StatusCode != 200 || strings.Contains(body, `action="/keep"`) {
		t.Errorf("a text: %d", res.StatusCode)
	}
	if res, _ = post(t, s.URL+"/read", strings.Repeat("word ", 60_000), "", nil, nil); res.StatusCode != 413 {
		t.Errorf("a long text: %d", res.StatusCode)
	}
	for range 30 {
		res, _ = post(t, s.URL+"/read", "It rained.", "", nil, nil)
	}
	if res.StatusCode != 429 || res.Header.Get("Retry-After") == "" {
		t.Errorf("many texts: %d", res.StatusCode)
	}
	if res, _ = send(t, http.DefaultClient, form(s.URL+"/keep", url.Values{"article": {"It rained."}})); res.StatusCode != 401 {
		t.Errorf("keep: %d", res.StatusCode)
	}
	for host, want := range map[string]int{"desk.example": 200, "192.0.2.7:8017": 200, "evil.example": 421} {
		r := fetch(s.URL + "/")
		r.Host = host
		if res, _ := send(t, http.DefaultClient, r); res.StatusCode != want {
			t.Errorf("host %s: %d", host, res.StatusCode)
		}
	}
}

func TestMetrics(t *testing.T) {
	s := server(t, articles)
	get(t, s.URL+"/?q=harbour")
	get(t, s.URL+"/article/ffffffffffff")
	http.PostForm(s.URL+"/keep", url.Values{"article": {"Hedda Quill said that it rained."}})
	_, body := get(t, s.URL+"/metrics")
	for _, want := range []string{`sayso_requests_total{method="GET",route="GET /{$}",status="200"} 1`, `sayso_requests_total{method="GET",route="GET /article/{key}",status="404"} 1`,
		`sayso_request_seconds_count{route="GET /{$}"} 1`, "sayso_archive_articles 4", "sayso_articles_added_total 1", "sayso_reading_seconds_count 1", "go_goroutines", "process_"} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not there", want)
		}
	}
}

func TestAccessLog(t *testing.T) {
	var out bytes.Buffer
	s, _ := guarded(t, func(o *desk.Options) { o.Public, o.AccessLog = true, slog.New(slog.NewTextHandler(&out, nil)) })
	get(t, s.URL+"/people?name=secretive")
	s.Close() // waits for what is under way
	if line := out.String(); !strings.Contains(line, "path=/people") || !strings.Contains(line, `route="GET /people"`) || !strings.Contains(line, "status=200") || strings.Contains(line, "secretive") {
		t.Errorf("%s", line)
	}
}

func TestPagesAreCompressed(t *testing.T) {
	s := server(t, articles)
	r := fetch(s.URL + "/about")
	r.URL.Path = "/"
	r.Header.Set("Accept-Encoding", "gzip")
	res, body := send(t, http.DefaultClient, r)
	if res.Header.Get("Content-Encoding") != "gzip" || !strings.HasPrefix(body, "\x1f\x8b") {
		t.Errorf("%v", res.Header)
	}
}

func TestSignInInTheBrowser(t *testing.T) {
	ctx := browser(t)
	s, _ := guarded(t, nil)
	at := func() string { return eval[string](t, ctx, `location.pathname`) }
	do(t, ctx, chromedp.Navigate(s.URL+"/people"), chromedp.WaitReady("#password"))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != "name" {
		t.Errorf("the focus is on %q", got)
	}
	do(t, ctx, chromedp.SendKeys("#name", "hedda"), chromedp.SendKeys("#password", "wrong password\r"), chromedp.WaitReady("#fault"))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != "password" {
		t.Errorf("after a fault the focus is on %q", got)
	}
	for _, scheme := range []string{"light", "dark"} {
		do(t, ctx, chromedp.EmulateViewport(400, 800), lightOrDark(scheme))
		if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > 400 {
			t.Errorf("the sign-in in %s is %d pixels wide at 400", scheme, wide)
		}
	}
	do(t, ctx, chromedp.SendKeys("#password", password+"\r"), chromedp.WaitReady(".who button"))
	if at() != "/people" {
		t.Errorf("signed in at %s", at())
	}
	if got := eval[string](t, ctx, `document.cookie`); got != "" {
		t.Errorf("script sees the cookie %q", got)
	}
	if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > 400 {
		t.Errorf("a page with a name is %d pixels wide at 400", wide)
	}
	do(t, ctx, chromedp.Click(".who button"), chromedp.WaitReady("#password"))
	if at() != "/signin" {
		t.Errorf("signed out at %s", at())
	}
}

// A request whose context has ended is no fault of the desk.
func TestWhoGoesAway(t *testing.T) {
	s := server(t, articles)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/", nil)
	if _, err := http.DefaultClient.Do(r); err == nil {
		t.Error("answered")
	}
	if res, _ := get(t, s.URL+"/"); res.StatusCode != 200 {
		t.Errorf("afterwards: %d", res.StatusCode)
	}
}
