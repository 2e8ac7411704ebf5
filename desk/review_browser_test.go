package desk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"sayso"
	"sayso/archive"
)

// until waits for something to become true on the page.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !eval[bool](t, ctx, "Boolean("+expression+")"); {
		if time.Now().After(end) {
			t.Fatalf("never true: %s\nstatus: %s\nitem: %s", expression, eval[string](t, ctx, `document.getElementById("status")?.textContent ?? ""`),
				eval[string](t, ctx, `document.getElementById("item")?.innerText ?? ""`))
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// keys presses keys as a keyboard does: a key whose event the page takes types no letter.
func keys(t *testing.T, ctx context.Context, list ...string) {
	t.Helper()
	for _, k := range list {
		pressed(t, ctx, k, 0)
	}
}

// shiftKey presses a key with Shift.
func shiftKey(t *testing.T, ctx context.Context, key string) {
	t.Helper()
	pressed(t, ctx, key, 8)
}

func pressed(t *testing.T, ctx context.Context, key string, modifiers int64) {
	t.Helper()
	p := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Code: key, Modifiers: modifiers}
	switch {
	case key == "Enter":
		p.Text, p.WindowsVirtualKeyCode = "\r", 13
	case len(key) == 1:
		p.Text = key
	}
	do(t, ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, p); err != nil {
			return err
		}
		p.Type, p.Text = input.DispatchKeyEventTypeKeyUp, ""
		_, err := chromedp.Call(ctx, input.DispatchKeyEvent, p)
		return err
	}))
}

const current = `document.querySelector(".review").dataset.statement`

// latest returns the latest entry of the log, once there are so many.
func latest(t *testing.T, store archive.Store, n int) archive.Correction {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		list, err := store.Corrections(t.Context(), archive.CorrectionQuery{})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == n {
			return list[0]
		}
		if time.Now().After(end) {
			t.Fatalf("%d corrections, want %d: %+v", len(list), n, list)
		}
	}
}

// reviewed is an article whose statements come in the order of the text.
var reviewed = []*sayso.Article{{ID: "r1", Title: "Ferries", Outlet: "Portside Post", Published: "2031-03-07", Language: "en",
	Text: "Ilse Marrow said that the harbour of Lück was closed on Friday for the day.\n\nTom Achterberg denied that the ferries had been told.\n\n" +
		"Hedda Quill asked whether the mayor knew.\n\nNils Rode claimed that “nobody” had called him."}}

// The whole of a review, by the keyboard alone.
func TestReviewWithTheKeyboard(t *testing.T) {
	ctx := browser(t)
	s, store := toReview(t, reviewed)
	do(t, ctx, chromedp.Navigate(s.URL+"/review"), chromedp.WaitReady(".review"))
	if got := eval[string](t, ctx, current); got != "s1" {
		t.Fatalf("the queue begins with %s", got)
	}
	// ? shows the keys, j and k move.
	keys(t, ctx, "?")
	until(t, ctx, `document.getElementById("help").open`)
	keys(t, ctx, "?", "j")
	until(t, ctx, current+` === "s2"`)
	keys(t, ctx, "k")
	until(t, ctx, current+` === "s1"`)

	// a accepts and goes on.
	keys(t, ctx, "a")
	until(t, ctx, current+` === "s2"`)
	if c := latest(t, store, 1); c.Verb != archive.Accept || c.Author != "desk" || c.Statement != "s1" {
		t.Errorf("a: %+v", c)
	}
	until(t, ctx, `document.getElementById("status").textContent.includes("right: Ilse Marrow")`)

	// x rejects, u undoes and comes back.
	keys(t, ctx, "x")
	until(t, ctx, current+` === "s3"`)
	if c := latest(t, store, 2); c.Verb != archive.Reject || c.Statement != "s2" {
		t.Errorf("x: %+v", c)
	}
	until(t, ctx, `document.getElementById("status").textContent.includes("nobody says this")`)
	keys(t, ctx, "u")
	until(t, ctx, current+` === "s2"`)
	if c := latest(t, store, 3); c.Verb != archive.Undone {
		t.Errorf("u: %+v", c)
	}

	// s takes a name that is offered by its digit …
	keys(t, ctx, "s")
	until(t, ctx, `document.activeElement.id === "speaker"`)
	offered := eval[string](t, ctx, `document.querySelectorAll(".offered button")[1].value`)
	keys(t, ctx, "2")
	until(t, ctx, current+` === "s3"`)
	if c := latest(t, store, 4); c.Verb != archive.Alter || c.Change.Speaker == nil || c.Change.Speaker.Name != offered {
		t.Errorf("s 2: %+v, want %s", c, offered)
	}
	// … or one that is typed, with what the archive has for suggestions.
	keys(t, ctx, "s")
	until(t, ctx, `document.activeElement.id === "speaker"`)
	do(t, ctx, chromedp.SendKeys("#speaker", "Tom Achter"))
	until(t, ctx, `document.querySelector(".offered button")?.value === "Tom Achterberg"`)
	do(t, ctx, chromedp.SendKeys("#speaker", "berg\r"))
	until(t, ctx, current+` === "s4"`)
	if c := latest(t, store, 5); c.Change.Speaker == nil || c.Change.Speaker.Name != "Tom Achterberg" {
		t.Errorf("s with a name: %+v", c)
	}

	// Nothing is left behind the last one but the first that nobody has looked at: there is none but it.
	keys(t, ctx, "e")
	until(t, ctx, `document.querySelector(".passage.editing")`)
	keys(t, ctx, "3", "Escape")
	until(t, ctx, `!document.querySelector(".passage.editing")`)
	if got := eval[string](t, ctx, current); got != "s4" {
		t.Errorf("Escape goes to %s", got)
	}
	keys(t, ctx, "x")
	until(t, ctx, `document.querySelector(".review").textContent.includes("nothing to look at")`)
	if c := latest(t, store, 6); c.Verb != archive.Reject {
		t.Errorf("the last: %+v", c)
	}
	entry, err := store.Article(t.Context(), reviewed[0].Key())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(entry.Record.Statements); n != 3 {
		t.Errorf("%d statements", n)
	}
}

// Parts are edited by the keyboard, word by word, and by dragging; places are bytes, also behind letters of more than one.
func TestEditParts(t *testing.T) {
	ctx := browser(t)
	s, store := toReview(t, reviewed)
	text := reviewed[0].Text
	do(t, ctx, chromedp.EmulateViewport(1280, 1000), chromedp.Navigate(s.URL+"/review"), chromedp.WaitReady(".review"))
	marked := func(part string) string {
		return eval[string](t, ctx, fmt.Sprintf(`[...document.querySelectorAll(".passage .part.%s")].map(e => e.textContent).join("|")`, part))
	}
	keys(t, ctx, "e")
	until(t, ctx, `document.querySelector(".passage.editing")`)
	was := marked("content")
	if !strings.HasPrefix(was, "that the harbour of Lück was closed") {
		t.Fatalf("content %q", was)
	}
	for range len(strings.Fields(was)) - 7 {
		keys(t, ctx, "ArrowLeft")
	}
	if got := marked("content"); got != "that the harbour of Lück was closed" {
		t.Errorf("the end moved: %q", got)
	}
	shiftKey(t, ctx, "ArrowRight")
	if got := marked("content"); got != "the harbour of Lück was closed" {
		t.Errorf("the start moved: %q", got)
	}
	keys(t, ctx, "1")
	until(t, ctx, `document.querySelector("#source").classList.contains("active")`)
	// Drag over the name alone.
	type point struct{ X, Y float64 }
	at := func(word string, end bool) point {
		return eval[point](t, ctx, fmt.Sprintf(`(() => {
  const walk = document.createTreeWalker(document.querySelector(".passage"), NodeFilter.SHOW_TEXT);
  for (let n; n = walk.nextNode();) {
    const i = n.textContent.indexOf(%q);
    if (i < 0) continue;
    const r = document.createRange();
    r.setStart(n, i); r.setEnd(n, i + %d);
    const b = r.getBoundingClientRect();
    return {X: %v ? b.right - 1 : b.left + 1, Y: (b.top + b.bottom) / 2};
  }
})()`, word, len(word), end))
	}
	from, to := at("Ilse", false), at("Marrow", true)
	do(t, ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for _, p := range []input.DispatchMouseEventParams{
			{Type: input.DispatchMouseEventTypeMousePressed, X: from.X, Y: from.Y, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1},
			{Type: input.DispatchMouseEventTypeMouseMoved, X: to.X, Y: to.Y, Button: input.MouseButtonLeft, Buttons: 1},
			{Type: input.DispatchMouseEventTypeMouseReleased, X: to.X, Y: to.Y, Button: input.MouseButtonLeft, ClickCount: 1},
		} {
			if _, err := chromedp.Call(ctx, input.DispatchMouseEvent, p); err != nil {
				return err
			}
		}
		return nil
	}))
	until(t, ctx, `document.querySelector(".passage .part.source").textContent === "Ilse Marrow"`)
	keys(t, ctx, "Enter")
	c := latest(t, store, 1)
	entry, err := store.Article(t.Context(), reviewed[0].Key())
	if err != nil {
		t.Fatal(err)
	}
	got := entry.Record.Statements[0]
	if got.Source.Of(text) != "Ilse Marrow" || got.Content.Of(text) != "the harbour of Lück was closed" || got.Cue.Of(text) != "said" {
		t.Errorf("kept: %q %q %q by %+v", got.Source.Of(text), got.Cue.Of(text), got.Content.Of(text), c)
	}
	until(t, ctx, current+` === "s2"`)
	// A part is taken away with Delete.
	keys(t, ctx, "e")
	until(t, ctx, `document.querySelector(".passage.editing")`)
	keys(t, ctx, "1", "Delete", "Enter")
	latest(t, store, 2)
	if entry, err = store.Article(t.Context(), reviewed[0].Key()); err != nil || len(entry.Record.Statements[1].Source) != 0 {
		t.Errorf("the source is still there: %v", err)
	}
}

// What cannot be kept comes back with the reason.
func TestReviewTellsWhatWentWrong(t *testing.T) {
	ctx := browser(t)
	s, store := toReview(t, reviewed)
	do(t, ctx, chromedp.Navigate(s.URL+"/review"), chromedp.WaitReady(".review"))
	// Somebody else changes it meanwhile.
	if _, err := store.Correct(t.Context(), archive.Edit{Verb: archive.Alter, Article: reviewed[0].Key(), Statement: "s1", Change: archive.Change{Speaker: &sayso.Speaker{Name: "Hedda Quill"}}}); err != nil {
		t.Fatal(err)
	}
	keys(t, ctx, "a")
	until(t, ctx, `document.getElementById("status").textContent.includes("changed since") && `+current+` === "s1"`)
	if got := eval[string](t, ctx, `document.getElementById("status").className`); !strings.Contains(got, "wrong") {
		t.Errorf("class %q", got)
	}
	keys(t, ctx, "u")
	until(t, ctx, `document.getElementById("status").textContent.includes("Nothing was done here")`)
}

// TestReviewPace is how many statements an hour the page lets one accept who needs no time to think.
func TestReviewPace(t *testing.T) {
	ctx := browser(t)
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "Ilse Marrow said that harbour %d was closed for the day.\n\n", i)
	}
	s, store := toReview(t, []*sayso.Article{{ID: "long", Title: "Long", Text: b.String()}})
	do(t, ctx, chromedp.Navigate(s.URL+"/review"), chromedp.WaitReady(".review"))
	start := time.Now()
	const n = 20
	for range n {
		was := eval[string](t, ctx, current)
		keys(t, ctx, "a")
		until(t, ctx, current+` !== "`+was+`"`)
	}
	latest(t, store, n)
	each := time.Since(start) / n
	t.Logf("%v a statement", each)
	if each > 2*time.Second { // of the 18 seconds that there are at 200 an hour
		t.Errorf("%v a statement", each)
	}
}

// TestReviewScreenshots writes pictures of the review into the folder that SAYSO_SCREENSHOTS names.
func TestReviewScreenshots(t *testing.T) {
	dir := os.Getenv("SAYSO_SCREENSHOTS")
	if dir == "" {
		t.Skip("SAYSO_SCREENSHOTS does not name a folder")
	}
	ctx := browser(t)
	s, store := toReview(t, append(reviewed, articles[:2]...))
	if _, err := store.Correct(t.Context(), archive.Edit{Verb: archive.Accept, Article: articles[0].Key(), Statement: "s1", Author: "Ada"}); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Correct(t.Context(), archive.Edit{Verb: archive.Reject, Article: articles[0].Key(), Statement: "s2", Author: "Ada"}); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"review": "/review", "corrections": "/corrections", "corrected": "/article/" + articles[0].Key()} {
		for width, size := range map[int64]string{400: "400", 1280: "1280"} {
			for _, scheme := range []string{"light", "dark"} {
				do(t, ctx, chromedp.EmulateViewport(width, 1000), lightOrDark(scheme), chromedp.Navigate(s.URL+path), chromedp.WaitReady("#main"))
				if wide := eval[int](t, ctx, `document.documentElement.scrollWidth`); wide > int(width) {
					t.Errorf("%s is %d pixels wide at %d", path, wide, width)
				}
				if name == "review" && width == 1280 && scheme == "light" {
					keys(t, ctx, "e")
					until(t, ctx, `document.querySelector(".passage.editing")`)
				}
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
