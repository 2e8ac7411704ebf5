package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// jsonFeed is a JSON Feed.
type jsonFeed struct {
	Version  string       `json:"version"`
	Title    string       `json:"title"`
	HomePage string       `json:"home_page_url"`
	Language string       `json:"language"`
	Author   *jsonAuthor  `json:"author"`
	Authors  []jsonAuthor `json:"authors"`
	Items    []struct {
		ID        any          `json:"id"` // text, though some write numbers
		URL       string       `json:"url"`
		External  string       `json:"external_url"`
		Title     string       `json:"title"`
		HTML      string       `json:"content_html"`
		Text      string       `json:"content_text"`
		Summary   string       `json:"summary"`
		Published string       `json:"date_published"`
		Modified  string       `json:"date_modified"`
		Author    *jsonAuthor  `json:"author"`
		Authors   []jsonAuthor `json:"authors"`
		Language  string       `json:"language"`
	} `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// IsJSON reports whether a document that starts like this is a JSON Feed.
func IsJSON(head []byte) bool {
	return bytes.Contains(head, []byte("://jsonfeed.org/version/")) || bytes.Contains(head, []byte(`:\/\/jsonfeed.org\/version\/`))
}

func parseJSON(data []byte, base string) (*Feed, error) {
	var f jsonFeed
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("read the JSON Feed: %w", err)
	}
	if !strings.Contains(f.Version, "jsonfeed.org/version/") {
		return nil, ErrNone
	}
	feed := &Feed{Title: f.Title, Link: resolve(base, f.HomePage), Language: f.Language}
	for i := range f.Items {
		it := &f.Items[i]
		if i >= maxItems {
			break
		}
		item := Item{Link: resolve(base, it.URL), Title: it.Title, Content: it.HTML, Summary: it.Summary, Published: it.Published,
			Updated: it.Modified, Language: it.Language}
		if item.Content == "" {
			item.Content = it.Text
		}
		if item.Link == "" {
			item.Link = resolve(base, it.External)
		}
		switch id := it.ID.(type) {
		case string:
			item.ID = id
		case float64:
			item.ID = fmt.Sprintf("%.0f", id)
		default:
			item.ID = item.Link
		}
		authors := it.Authors
		if it.Author != nil {
			authors = append(authors, *it.Author)
		}
		if len(authors) == 0 {
			if authors = f.Authors; f.Author != nil {
				authors = append(authors, *f.Author)
			}
		}
		for _, a := range authors {
			if a.Name != "" {
				item.Authors = append(item.Authors, a.Name)
			}
		}
		feed.Items = append(feed.Items, item)
	}
	return feed, nil
}
