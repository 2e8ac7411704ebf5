package desk_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browser starts Chromium with a new profile. The tests of pages need it and fail without it, except with -short.
func browser(t *testing.T) context.Context {
	t.Helper()
	return browserFor(t, 2*time.Minute)
}

// browserFor is a browser for a test that takes long.
func browserFor(t *testing.T, most time.Duration) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("pages are not tried in a browser with -short")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium found: `make test` installs it, or use -short to leave the page tests out")
	}
	for left := 2; ; left-- {
		ctx, err := started(t, path, most)
		switch {
		case err == nil:
			return ctx
		case left == 0 || !strings.Contains(err.Error(), "failed to start"):
			t.Fatal(err)
		}
		t.Logf("once more, as the browser did not start: %v", err) // on a busy machine it now and then dies before it has said a word
	}
}

// started starts a browser.
func started(t *testing.T, path string, most time.Duration) (context.Context, error) {
	t.Helper()
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir())}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(options...))
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, most)
	t.Cleanup(cancelTime)
	return ctx, chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		// the page is to behave as the one the reader works with
		_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}))
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// lightOrDark sets the colour scheme the reader prefers.
func lightOrDark(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	})
}

func TestStatementAndTextLightTogether(t *testing.T) {
	ctx := browser(t)
	s := server(t, articles)
	do(t, ctx, chromedp.Navigate(s.URL+"/article/"+articles[0].Key()), chromedp.WaitReady("#s2"))
	lit := func() string {
		return eval[string](t, ctx, `[...document.querySelectorAll(".part.lit")].map(e => e.textContent).join("|")`)
	}
	if got := lit(); got != "" {
		t.Errorf("lit before anything happened: %s", got)
	}
	do(t, ctx, chromedp.Focus("#s1"))
	if got := lit(); !strings.Contains(got, "Ilse Marrow, a spokeswoman for the port") || !strings.Contains(got, "that the harbour was closed") {
		t.Errorf("focus on a statement lights %q", got)
	}
	do(t, ctx, chromedp.Click(".para:nth-child(1) .part.content"))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != "s1" {
		t.Errorf("a click on the content goes to %q", got)
	}
	do(t, ctx, chromedp.KeyEvent("j"))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != "s2" {
		t.Errorf("j goes to %q", got)
	}
	if got := lit(); !strings.Contains(got, "Tom Achterberg") {
		t.Errorf("j lights %q", got)
	}
	do(t, ctx, chromedp.KeyEvent("k"))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != "s1" {
		t.Errorf("k goes to %q", got)
	}
}

func TestSearchWithTheKeyboard(t *testing.T) {
	ctx := browser(t)
	s := server(t, articles)
	do(t, ctx, chromedp.Navigate(s.URL+"/"), chromedp.WaitReady("#q"), chromedp.KeyEvent("/"))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != "q" {
		t.Fatalf("/ goes to %q", got)
	}
	do(t, ctx, chromedp.SendKeys("#q", "harbour\r"), chromedp.WaitReady(".hits mark"))
	if got := eval[string](t, ctx, `document.querySelector("h1").textContent`); got != "1 statement" {
		t.Errorf("found %q", got)
	}
}

func TestPasteAndRead(t *testing.T) {
	ctx := browser(t)
	s := server(t, nil)
	do(t, ctx, chromedp.Navigate(s.URL+"/read"), chromedp.SendKeys("#text", "Hedda Quill said that the committee would meet on Friday."),
		chromedp.Click(".paste button"), chromedp.WaitReady(".note"))
	if got := eval[string](t, ctx, `document.querySelector(".note .speaker").textContent`); got != "Hedda Quill" {
		t.Errorf("read %q", got)
	}
	do(t, ctx, chromedp.Click(".keep button"), chromedp.WaitReady(`.top`))
	deadline := time.Now().Add(10 * time.Second)
	for !strings.Contains(eval[string](t, ctx, `location.pathname`), "/article/") {
		if time.Now().After(deadline) {
			t.Fatal("the kept article is not shown")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func TestFileIsReadAtOnce(t *testing.T) {
	ctx := browser(t)
	s := server(t, nil)
	path := filepath.Join(t.TempDir(), "news.txt")
	if err := os.WriteFile(path, []byte("Hedda Quill said that the committee would meet on Friday."), 0o644); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(s.URL+"/read"), chromedp.SetUploadFiles("#file", []string{path}), chromedp.WaitReady(".note"))
}

func TestReadsWithoutScript(t *testing.T) {
	ctx := browser(t)
	s := server(t, articles)
	off := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	do(t, ctx, off, chromedp.Navigate(s.URL+"/article/"+articles[0].Key()+"#s2"), chromedp.WaitVisible("#s2"))
	text, err := chromedp.Run(ctx, chromedp.Text("#main"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Tom Achterberg said that he would open it", "Ilse Marrow told", "within s2"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not to be read without script", want)
		}
	}
}

func TestNothingSticksOutOfNarrowPages(t *testing.T) {
	ctx := browser(t)
	long := *articles[0]
	long.Title = "A headline with " + strings.Repeat("averyveryverylongword", 6)
	long.URL = "https://breckherald.example/" + strings.Repeat("long", 40)
	s := server(t, append(articles, &long))
	for _, path := range []string{"/", "/?q=harbour", "/speaker/Ilse%20Marrow", "/article/" + articles[0].Key(), "/article/" + long.Key(), "/people",
		"/people?name=nobody", "/contacts", "/contacts?a=nobody&b=nobody", "/disputes", "/decisions", "/read", "/about", "/nowhere"} {
		for _, scheme := range []string{"light", "dark"} {
			do(t, ctx, chromedp.EmulateViewport(400, 800), lightOrDark(scheme), chromedp.Navigate(s.URL+path), chromedp.WaitReady("#main"))
			if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > 400 {
				t.Errorf("%s in %s is %d pixels wide at 400", path, scheme, wide)
			}
		}
	}
}

// TestColoursCanBeRead holds text against its ground: WCAG's 4.5 to 1, in light and in dark.
func TestColoursCanBeRead(t *testing.T) {
	ctx := browser(t)
	s := server(t, articles)
	const worst = `(() => {
  const rgb = c => (c.match(/[\d.]+/g) || []).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const ground = el => { for (; el; el = el.parentElement) { const c = rgb(getComputedStyle(el).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
  let worst = [99, ""];
  for (const el of document.querySelectorAll("main *, .top *, .foot")) {
    if (![...el.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const a = lum(rgb(getComputedStyle(el).color)), b = lum(ground(el));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < worst[0]) worst = [ratio, el.tagName + "." + el.className + " " + el.textContent.slice(0, 30)];
  }
  return worst[0].toFixed(2) + " " + worst[1];
})()`
	for _, path := range []string{"/", "/?q=harbour", "/article/" + articles[0].Key() + "#s1", "/about", "/?after=x", "/people",
		"/speaker/Ilse%20Marrow", "/contacts", "/disputes", "/decisions"} {
		for _, scheme := range []string{"light", "dark"} {
			do(t, ctx, chromedp.EmulateViewport(1280, 900), lightOrDark(scheme), chromedp.Navigate(s.URL+path), chromedp.WaitReady("#main"))
			if got := eval[string](t, ctx, worst); got < "4.50" && got[1] == '.' {
				t.Errorf("%s in %s: contrast %s", path, scheme, got)
			}
		}
	}
}

func TestHostileTextRunsNothing(t *testing.T) {
	ctx := browser(t)
	s := server(t, articles)
	var alarms []string
	if err := chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*page.EventJavascriptDialogOpening); ok {
			alarms = append(alarms, e.Message)
		}
	}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/article/" + articles[2].Key(), "/?q=was", "/?outlet=script", "/?q=%3Cscript%3Ealert(9)%3C/script%3E"} {
		do(t, ctx, chromedp.Navigate(s.URL+path), chromedp.WaitReady("#main"))
		if n := eval[int](t, ctx, `document.querySelectorAll("main script, main img, main [onerror], a[href^=javascript]").length`); n != 0 {
			t.Errorf("%s: %d elements that came from the text", path, n)
		}
	}
	if len(alarms) > 0 {
		t.Errorf("script of the text ran: %v", alarms)
	}
}

// Who is who is decided with the keyboard alone, and taken back.
func TestDecideWithTheKeyboard(t *testing.T) {
	ctx := browser(t)
	s := server(t, samples(t))
	do(t, ctx, chromedp.Navigate(s.URL+"/speaker/Goran%20Stell"), chromedp.WaitReady("#other"))
	before := eval[string](t, ctx, `document.querySelector("h1").textContent`)
	do(t, ctx, chromedp.Focus("#other"), chromedp.SendKeys("#other", "Nils Ahlgren\r"),
		chromedp.WaitReady(`#who a[href="/decisions"]`)) // which the page has not before: else it is the old one that is waited for, and the form's way on disturbs the next
	if got := eval[string](t, ctx, `document.querySelector(".forms").textContent`); !strings.Contains(got, "Goran Stell") || !strings.Contains(got, "Nils Ahlgren") {
		t.Errorf("%s and Nils Ahlgren made one: %s", before, got)
	}
	do(t, ctx, chromedp.Navigate(s.URL+"/decisions"), chromedp.WaitReady("form button"), chromedp.Focus("main form button"),
		chromedp.SendKeys("main form button", "\r"),
		chromedp.WaitReady(".candidates s")) // "s" alone is looked for as text, too, and found on the page before
	do(t, ctx, chromedp.Navigate(s.URL+"/speaker/Goran%20Stell"), chromedp.WaitReady("#who"))
	if got := eval[string](t, ctx, `document.querySelector("header.person").textContent`); strings.Contains(got, "Ahlgren") {
		t.Errorf("taken back: %s", got)
	}
}

// The way through the desk fits every width: of a telephone, and between that and a screen.
func TestNavigationFits(t *testing.T) {
	ctx := browser(t)
	s := server(t, articles)
	other, _ := guarded(t, nil)
	for _, address := range []string{s.URL + "/", s.URL + "/article/" + articles[0].Key(), other.URL + "/signin"} {
		for _, width := range []int64{320, 400, 500, 700, 900, 1280} {
			do(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address), chromedp.WaitReady("main"))
			if wide := eval[int](t, ctx, `Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll("nav a")].map(a => Math.ceil(a.getBoundingClientRect().right)))`); wide > int(width) {
				t.Errorf("%s is %d pixels wide at %d", address, wide, width)
			}
		}
	}
	do(t, ctx, chromedp.EmulateViewport(400, 900), chromedp.Navigate(s.URL+"/"), chromedp.WaitReady("main"))
	if rows := eval[int](t, ctx, `new Set([...document.querySelectorAll("nav[aria-label=Desk] a")].map(a => Math.round(a.getBoundingClientRect().top))).size`); rows > 2 {
		t.Errorf("the navigation has %d rows on a telephone", rows)
	}
}

// TestScreenshots writes pictures of the pages into the folder that SAYSO_SCREENSHOTS names, to be looked at.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("SAYSO_SCREENSHOTS")
	if dir == "" {
		t.Skip("SAYSO_SCREENSHOTS does not name a folder")
	}
	ctx := browser(t)
	samples := samples(t)
	s := server(t, samples)
	pages := map[string]string{"start": "/", "search": "/?q=meetings", "speaker": "/speaker/Goran%20Stell", "read": "/read", "about": "/about", "people": "/people",
		"person": "/speaker/Goran%20Stell", "contacts": "/contacts", "disputes": "/disputes", "decisions": "/decisions"}
	for _, a := range samples {
		if strings.Contains(a.ID, "hearing") {
			pages["article"] = "/article/" + a.Key()
		}
	}
	for name, path := range pages {
		for width, size := range map[int64]string{400: "400", 1280: "1280"} {
			for _, scheme := range []string{"light", "dark"} {
				do(t, ctx, chromedp.EmulateViewport(width, 1000), lightOrDark(scheme), chromedp.Navigate(s.URL+path), chromedp.WaitReady("#main"))
				picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name+"-"+size+"-"+scheme+".png"), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
