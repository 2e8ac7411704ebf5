package desk_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/intake"
	"sayso/intake/feed"
)

// An article that is no more than what a feed says of it says so.
func TestOwnWordsOfAFeed(t *testing.T) {
	f := &feed.Feed{Title: "Portside Post"}
	item := &feed.Item{ID: "1", Link: "https://post.example/ferries", Title: "Ferries wait", Summary: "Ilse Marrow said the ferries would wait."}
	own := intake.OwnWords(f, item, "https://post.example/feed")
	whole := &sayso.Article{ID: "2", Title: "Ferries wait", Language: "en", Text: "Ilse Marrow said the ferries would wait until Monday."}
	s := server(t, []*sayso.Article{own, whole})
	for a, want := range map[*sayso.Article]bool{own: true, whole: false} {
		if _, page := get(t, s.URL+"/article/"+a.Key()); strings.Contains(page, "Only what the feed says") != want {
			t.Errorf("%s: %t", a.Path, !want)
		}
	}
}
