package feed_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sayso/intake/feed"
)

// told writes what a feed holds, a line an item.
func told(f *feed.Feed) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s|%s|%s\n", f.Title, f.Link, f.Language)
	for _, it := range f.Items {
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s|%s|%s|%s|%s\n", it.ID, it.Link, it.Title, strings.Join(it.Authors, "+"), it.Published, it.Updated, it.Content, it.Summary, it.Source)
	}
	for _, o := range f.Feeds {
		fmt.Fprintf(&b, "%s=%s\n", o.Title, o.URL)
	}
	return b.String()
}

func TestParse(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"RSS 2.0", `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Herald</title><link>https://h.example/</link><atom:link href="https://h.example/feed" rel="self"/><language>en-gb</language><image><title>Logo</title><link>x</link></image>
<item><title>A &amp; B</title><link>https://h.example/1</link><guid isPermaLink="false">g1</guid><dc:creator>Ilse Marrow</dc:creator><pubDate>Wed, 14 May 2031 08:30:00 GMT</pubDate><description>&lt;p&gt;Short.&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long &amp; more.</p>]]></content:encoded><media:content url="x.jpg"><media:title>No</media:title></media:content><source url="https://wire.example/feed">Wire</source></item>
<item><guid>https://h.example/2</guid><title>Two</title><author>ilse@h.example (Ilse Marrow)</author></item></channel></rss>`,
			"Herald|https://h.example/|en-gb\ng1|https://h.example/1|A & B|Ilse Marrow|Wed, 14 May 2031 08:30:00 GMT||<p>Long &amp; more.</p>|<p>Short.</p>|Wire\nhttps://h.example/2|https://h.example/2|Two|Ilse Marrow|||||\n"},
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Herald</title><link>https://h.example/</link></channel><item rdf:about="https://h.example/1"><title>One</title><link>https://h.example/1</link><dc:date>2031-05-14</dc:date></item></rdf:RDF>`,
			"Herald|https://h.example/|\nhttps://h.example/1|https://h.example/1|One||2031-05-14||||\n"},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">Herald &lt;b&gt;</title><link rel="self" href="/feed"/><link href="/"/><entry><id>i1</id><title>One</title><link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/1"/><author><name>Ilse Marrow</name><email>i@h.example</email></author><author><name>Tom</name></author><published>2031-05-14T08:30:00Z</published><updated>2031-05-15T00:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long &amp; <a href="x">more</a>.</p></div></content><source><id>s</id><title>Wire</title></source></entry></feed>`,
			"Herald <b>|https://b.example/|en\ni1|https://b.example/1|One|Ilse Marrow+Tom|2031-05-14T08:30:00Z|2031-05-15T00:00:00Z|<div><p>Long &amp; <a href=\"x\">more</a>.</p></div>||Wire\n"},
		{"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"Herald","home_page_url":"/","authors":[{"name":"Desk"}],"items":[{"id":7,"url":"/7","title":"Seven","content_text":"Long.","date_published":"2031-05-14"}]}`,
			"Herald|https://b.example/|\n7|https://b.example/7|Seven|Desk|2031-05-14||Long.||\n"},
		{"OPML", `<opml version="2.0"><head><title>Mine</title></head><body><outline text="folder"><outline text="One" type="rss" xmlUrl="https://h.example/1"/></outline><outline title="Two" xmlurl="/2"/><outline text="no feed"/></body></opml>`,
			"Mine||\nOne=https://h.example/1\nTwo=https://b.example/2\n"},
		{"entities of HTML, and others", `<rss><channel><title>Caf&eacute; &nbsp;&mystery;</title><item><title>a & b</title><link>https://h.example/?a=1&b=2</link></item></channel></rss>`,
			"Café \u00a0&mystery;||\nhttps://h.example/?a=1&b=2|https://h.example/?a=1&b=2|a & b||||||\n"},
		{"broken off", `<rss><channel><title>Herald</title><item><title>One</title><link>https://h.example/1</link></item><item><title>Tw`,
			"Herald||\nhttps://h.example/1|https://h.example/1|One||||||\n||Tw||||||\n"},
	}
	for _, test := range tests {
		f, err := feed.Parse([]byte(test.in), "https://b.example/feed")
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := told(f); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestWhatIsNoFeed(t *testing.T) {
	for _, in := range []string{"", "hello", "<html><body>x</body></html>", `{"version":1}`, `{"version":"2"}`, "<?xml version='1.0'?>", "{"} {
		if f, err := feed.Parse([]byte(in), ""); err == nil {
			t.Errorf("%q: %v", in, f)
		} else if strings.HasPrefix(in, "<html") && !errors.Is(err, feed.ErrNone) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<rss><channel><title>x</title><item><title>a</title><link>b</link><description>&lt;p&gt;</description></item></channel></rss>`))
	f.Add([]byte(`<feed><entry><link href="x"/><content type="xhtml"><div>a<b>c</b></div></content><author><name>n</name></author></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1}]}`))
	f.Add([]byte(`<opml><body><outline xmlUrl="x"/></body></opml>`))
	f.Add([]byte(`<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><title>&a;</title>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		parsed, err := feed.Parse(data, "https://b.example/")
		if (err == nil) == (parsed == nil) {
			t.Fatal("neither a feed nor an error")
		}
		size := 0
		if parsed != nil {
			for _, it := range parsed.Items {
				size += len(it.Content) + len(it.Summary) + len(it.Title)
			}
		}
		if size > 20*len(data)+100 {
			t.Fatalf("%d bytes became %d", len(data), size)
		}
	})
}
