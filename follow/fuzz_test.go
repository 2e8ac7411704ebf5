package follow

import "testing"

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*b$\nAllow: /\nCrawl-delay: 3"), "/ab?c")
	f.Fuzz(func(t *testing.T, data []byte, path string) {
		r := &robots{}
		r.read(data)
		if u, err := webURL("https://h.example/" + path); err == nil {
			r.allows(u)
		}
	})
}

// FuzzLists gives what may be a list of feeds, in a file or named in a page: whatever comes of it has a web address.
func FuzzLists(f *testing.F) {
	f.Add([]byte("# ours\nhttps://h.example/feed\n"))
	f.Add([]byte(`<opml version="2.0"><body><outline text="H"><outline xmlUrl="https://h.example/feed" title="The Herald"/></outline></body></opml>`))
	f.Add([]byte(`<head><link rel="alternate" type="application/rss+xml" href="/feed" title="The Herald"><link rel=alternate type="application/feed+json" href="x:y"></head>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		feeds, err := fromList("list", data)
		if err == nil && len(feeds) == 0 {
			t.Fatalf("%q gave nothing", data)
		}
		for _, feed := range append(feeds, feedLinks(string(data), "https://h.example/a/")...) {
			if _, err := webURL(feed.URL); err != nil {
				t.Fatal(err)
			}
		}
	})
}
