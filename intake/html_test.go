package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// TestPages reads saved pages of different make. Each .golden file was written by hand from what a reader of the page
// would call the article.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, path := range pages {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(path, ".html") + ".golden")
			if err != nil {
				t.Fatal(err)
			}
			articles, errs := FromBytes("page.html", data, Options{})
			if len(errs) > 0 || len(articles) == 0 {
				t.Fatalf("%d articles, errors %v", len(articles), errs)
			}
			var got []string
			for _, a := range articles {
				got = append(got, golden(a))
			}
			if diff := cmp.Diff(string(want), strings.Join(got, "\n----\n\n")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// golden writes what is known of an article, then its text.
func golden(a *sayso.Article) string {
	var b strings.Builder
	for _, field := range [][2]string{{"title", a.Title}, {"outlet", a.Outlet}, {"author", a.Author}, {"url", a.URL},
		{"published", a.Published}} {
		if field[1] != "" {
			b.WriteString(field[0] + ": " + field[1] + "\n")
		}
	}
	return b.String() + "\n" + a.Text + "\n"
}
