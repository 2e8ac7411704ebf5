package follow

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/net/html"

	"sayso/archive"
	"sayso/intake/feed"
)

// Add begins to follow what a user names: the address of a feed, that of a page which names its feed, or a file with a list of
// feeds: OPML, or an address a line. It returns the feeds with their titles as far as they are known, and how many of them were
// not followed before.
func (f *Follower) Add(ctx context.Context, name string) (feeds []archive.Feed, added int, err error) {
	if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
		feeds, err = f.fromWeb(ctx, name)
	} else {
		feeds, err = fromFile(name)
	}
	if err != nil {
		return nil, 0, err
	}
	for i := range feeds {
		feeds[i].Added, feeds[i].Title = f.opts.Now(), oneLine(feeds[i].Title)
	}
	added, err = f.state.AddFeeds(ctx, feeds)
	return feeds, added, err
}

// fromWeb finds out what is at an address.
func (f *Follower) fromWeb(ctx context.Context, address string) ([]archive.Feed, error) {
	page, err := f.web.get(ctx, address, "", "")
	if err != nil {
		return nil, err
	}
	parsed, err := feed.Parse(page.body, page.address)
	if err == nil {
		if len(parsed.Feeds) > 0 {
			return outlines(parsed), nil
		}
		return []archive.Feed{{URL: address, Title: parsed.Title}}, nil
	}
	links := feedLinks(string(page.body), page.address)
	if len(links) == 0 {
		return nil, fmt.Errorf("%s is no feed and names none; look for the address of its RSS or Atom feed", address)
	}
	return links[:1], nil
}

func outlines(parsed *feed.Feed) []archive.Feed {
	var feeds []archive.Feed
	for _, o := range parsed.Feeds {
		if _, err := webURL(o.URL); err == nil {
			feeds = append(feeds, archive.Feed{URL: o.URL, Title: o.Title})
		}
	}
	return feeds
}

// feedLinks returns the feeds that a page names in its head.
func feedLinks(page, address string) []archive.Feed {
	base, err := webURL(address)
	if err != nil {
		return nil
	}
	var feeds []archive.Feed
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return feeds
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if token.Data != "link" {
				continue
			}
			attr := map[string]string{}
			for _, a := range token.Attr {
				attr[a.Key] = a.Val
			}
			kind := strings.ToLower(attr["type"])
			if !strings.Contains(strings.ToLower(attr["rel"]), "alternate") || !strings.Contains(kind, "rss") && !strings.Contains(kind, "atom") && !strings.Contains(kind, "feed+json") {
				continue
			}
			if u, err := base.Parse(attr["href"]); err == nil {
				if _, err := webURL(u.String()); err == nil {
					feeds = append(feeds, archive.Feed{URL: u.String(), Title: attr["title"]})
				}
			}
		}
	}
}

// maxList bounds a file with a list of feeds in bytes.
const maxList = 16 << 20

// fromFile reads a list of feeds.
func fromFile(name string) ([]archive.Feed, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("%w; give the address of a feed (https://…) or a file with a list of them", err)
	}
	if info.Size() > maxList {
		return nil, fmt.Errorf("%s has more than %d MB: no list of feeds is so long", name, maxList>>20)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return fromList(name, data)
}

// fromList reads a list of feeds that lies in a file of that name.
func fromList(name string, data []byte) ([]archive.Feed, error) {
	if parsed, err := feed.Parse(data, ""); err == nil {
		if feeds := outlines(parsed); len(feeds) > 0 {
			return feeds, nil
		}
		return nil, fmt.Errorf("%s is a feed, not a list of feeds: give the address that it comes from, or read it with sayso add", name)
	}
	var feeds []archive.Feed
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if _, err := webURL(line); err != nil {
			return nil, fmt.Errorf("%s: %w; a list of feeds is OPML or has an address a line", name, err)
		}
		feeds = append(feeds, archive.Feed{URL: line})
	}
	if len(feeds) == 0 {
		return nil, errors.New(name + " holds no feeds")
	}
	return feeds, nil
}
