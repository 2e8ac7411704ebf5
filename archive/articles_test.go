package archive_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"sayso"
	"sayso/archive"
)

// Every article comes once, the newest first, in more than one batch and with days on which several were published.
func TestEachArticle(t *testing.T) {
	ctx := context.Background()
	a, err := archive.Open(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	published := map[string]string{}
	var entries []archive.Entry
	for i := range 1100 {
		article := &sayso.Article{ID: fmt.Sprint(i), Text: fmt.Sprintf("Ferry %d is late.", i), Published: fmt.Sprintf("2031-%02d-%02d", 1+i%7, 1+i%3)}
		published[article.Key()] = article.Published
		entries = append(entries, archive.Entry{Article: article, Record: &sayso.Record{}})
	}
	if _, err := a.Add(ctx, entries); err != nil {
		t.Fatal(err)
	}
	last := "9999"
	if err := a.EachArticle(ctx, func(key string) error {
		day, there := published[key]
		if !there {
			t.Fatalf("%s comes twice, or was never added", key)
		}
		delete(published, key)
		if day > last {
			t.Errorf("%s comes after %s", day, last)
		}
		last = day
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(published) > 0 {
		t.Errorf("%d articles are missing", len(published))
	}
}
