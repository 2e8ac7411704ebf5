package archive_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/archive"
)

func TestFeedsAreKept(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	a, err := archive.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2031, 5, 14, 8, 30, 0, 0, time.UTC)
	n, err := a.AddFeeds(ctx, []archive.Feed{{URL: "https://b.example/feed", Title: "B", Added: at}, {URL: "https://a.example/feed", Added: at}, {URL: "https://b.example/feed"}})
	if err != nil || n != 2 {
		t.Fatalf("%d added, %v", n, err)
	}
	f := archive.Feed{URL: "https://b.example/feed", Title: "The B", ETag: `"1"`, Modified: "x", Added: at, Checked: at.Add(time.Hour), Due: at.Add(2 * time.Hour), Failures: 2, Problem: "no", Gone: true}
	if err := a.SaveFeed(ctx, f, map[string]string{"i1": "m1", "i2": "m2"}); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveFeed(ctx, f, map[string]string{"i2": "m3"}); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveFeed(ctx, archive.Feed{URL: "https://nobody.example"}, map[string]string{"x": "y"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if a, err = archive.Open(ctx, path); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	f.Items = 2
	feeds, err := a.Feeds(ctx)
	if diff := cmp.Diff([]archive.Feed{{URL: "https://a.example/feed", Added: at}, f}, feeds); diff != "" || err != nil {
		t.Errorf("%v -want +got:\n%s", err, diff)
	}
	seen, err := a.SeenItems(ctx, f.URL)
	if diff := cmp.Diff(map[string]string{"i1": "m1", "i2": "m3"}, seen); diff != "" || err != nil {
		t.Errorf("%v -want +got:\n%s", err, diff)
	}
	// What was last in the feed half a year ago is forgotten.
	f.Checked = at.AddDate(1, 0, 0)
	if err := a.SaveFeed(ctx, f, map[string]string{"i2": "m3"}); err != nil {
		t.Fatal(err)
	}
	if seen, err := a.SeenItems(ctx, f.URL); err != nil || len(seen) != 1 {
		t.Errorf("%v %v", seen, err)
	}
	if err := a.RemoveFeed(ctx, f.URL); err != nil {
		t.Error(err)
	}
	if err := a.RemoveFeed(ctx, f.URL); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if seen, err := a.SeenItems(ctx, f.URL); err != nil || len(seen) != 0 {
		t.Errorf("its items stay: %v %v", seen, err)
	}
}

func TestTakenIn(t *testing.T) {
	ctx := context.Background()
	a, err := archive.Open(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, place := range []int64{5, 9} {
		if err := a.SetTakenIn(ctx, "/x", 100, place); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		path       string
		size, want int64
	}{{"/x", 100, 9}, {"/x", 101, 0}, {"/y", 100, 0}} {
		if got, err := a.TakenIn(ctx, test.path, test.size); got != test.want || err != nil {
			t.Errorf("%s of %d: %d, %v", test.path, test.size, got, err)
		}
	}
}

// What is known of an article's source comes back with it.
func TestSourceIsKept(t *testing.T) {
	ctx := context.Background()
	a, err := archive.Open(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	want := &sayso.Article{ID: "1", Text: "One. Two.", LeftOut: 7, Pages: sayso.NewPages([]int{0, 5})}
	if _, err := a.Add(ctx, []archive.Entry{{Article: want, Record: &sayso.Record{Statements: []sayso.Statement{}}}}); err != nil {
		t.Fatal(err)
	}
	got, err := a.Article(ctx, want.Key())
	if err != nil || got.Article.LeftOut != 7 || got.Article.Pages.Page(4) != 1 || got.Article.Pages.Page(5) != 2 {
		t.Errorf("%+v, %v", got.Article, err)
	}
}
