package desk_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// searchPaths are the search page in all its states.
func searchPaths() map[string]string {
	return map[string]string{"start": "/", "found": asked("Goran OR the"), "narrowed": asked("the speaker:stell date:2031-03/.. -is:negated"),
		"wrong": asked("harbour speker:marrow OR stell"), "nothing": asked("harbour zeppelin is:denial"), "long": asked(`"averyveryverylongwordaveryveryverylongwordaveryveryverylongword" OR averyveryverylongwordaveryveryverylongword`),
		"best": asked("meetings many") + "&order=relevance", "list": "/saved", "saved": "/saved/1"}
}

func TestSearchPagesInTheBrowser(t *testing.T) {
	ctx := browser(t)
	s := server(t, samples(t))
	for _, q := range []string{"marrow", "speaker:stell is:denial"} {
		res, err := http.PostForm(s.URL+"/saved", url.Values{"q": {q}, "name": {"Saved " + q}})
		if err != nil || res.Body.Close() != nil {
			t.Fatal(err)
		}
	}
	for name, path := range searchPaths() {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{400, 1280} {
				do(t, ctx, chromedp.EmulateViewport(width, 1000), lightOrDark(scheme), chromedp.Navigate(s.URL+path), chromedp.WaitReady("#main"))
				if wide := eval[int64](t, ctx, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("%s in %s is %d pixels wide at %d", name, scheme, wide, width)
				}
				if dir := os.Getenv("SAYSO_SCREENSHOTS"); dir != "" {
					eval[bool](t, ctx, `(document.querySelectorAll("details").forEach(d => d.open = `+map[bool]string{true: "true", false: "false"}[name == "start"]+`), true)`)
					picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(filepath.Join(dir, "search-"+name+"-"+map[int64]string{400: "400", 1280: "1280"}[width]+"-"+scheme+".png"), picture, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// A search is typed, narrowed down, widened again and saved with the keyboard alone.
func TestNarrowDownWithTheKeyboard(t *testing.T) {
	ctx := browser(t)
	s := server(t, samples(t))
	do(t, ctx, chromedp.Navigate(s.URL+"/"), chromedp.WaitReady("#q"), chromedp.Focus("#q"), chromedp.SendKeys("#q", "the -is:denial\r"),
		chromedp.WaitReady(".facets a"))
	all := eval[string](t, ctx, `document.querySelector(".count").textContent`)
	do(t, ctx, chromedp.Focus(".facets a"), chromedp.SendKeys(".facets a", "\r"), chromedp.WaitReady(".facets a.on"))
	if got := eval[int](t, ctx, `document.querySelectorAll(".chips li").length`); got != 3 {
		t.Errorf("%d conditions, want 3", got)
	}
	if got := eval[string](t, ctx, `document.querySelector(".count").textContent`); got == all {
		t.Errorf("still %s", got)
	}
	do(t, ctx, chromedp.Focus(".chips li:last-child a"), chromedp.SendKeys(".chips li:last-child a", "\r"), chromedp.WaitReady(".chips li:nth-child(2):last-child"))
	if got := eval[string](t, ctx, `document.querySelector(".count").textContent`); got != all {
		t.Errorf("%s, was %s", got, all)
	}
	do(t, ctx, chromedp.Focus("#name"), chromedp.SendKeys("#name", "No denials\r"), chromedp.WaitReady(".saved"))
	if got := eval[string](t, ctx, `document.querySelector(".saved tbody a").textContent`); got != "No denials" {
		t.Errorf("saved as %q", got)
	}
}
