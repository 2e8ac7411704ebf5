package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"pgregory.net/rapid"

	"sayso/feed"
)

var sample = feed.Feed{ID: "http://desk.example/saved/1", Title: "The <harbour> & the storm", Description: "Statements that match harbour",
	Home: "http://desk.example/saved/1", Self: "http://desk.example/saved/1/feed.rss",
	Items: []feed.Item{
		{ID: "urn:sayso:0a1b:s1", Title: "Ilse Marrow said: the harbour…", Text: "Ilse Marrow said the harbour <b>was</b> closed & shut", URL: "http://desk.example/article/0a1b#s1",
			Time: time.Date(2031, 3, 6, 8, 30, 0, 0, time.FixedZone("", 3600)), Author: "Ilse Marrow", Source: "The Breck Herald"},
		{ID: "urn:sayso:0a1b:s2", Title: "somebody said: no", Text: "somebody said no", URL: "http://desk.example/article/0a1b#s2"},
	}}

// formats writes a feed in all formats, by name.
func formats(t interface{ Fatal(...any) }, f *feed.Feed) map[string]string {
	out := map[string]string{}
	for name, write := range map[string]func() ([]byte, error){"rss": f.RSS, "atom": f.Atom, "json": f.JSON} {
		data, err := write()
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = string(data)
	}
	return out
}

func TestAReaderOfFeedsReadsThem(t *testing.T) {
	for name, text := range formats(t, &sample) {
		f, err := gofeed.NewParser().ParseString(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if f.FeedType != name || f.Title != sample.Title || f.Link != sample.Home || len(f.Items) != 2 {
			t.Errorf("%s: %s %q %s, %d items", name, f.FeedType, f.Title, f.Link, len(f.Items))
		}
		if f.Description != sample.Description {
			t.Errorf("%s: description %q", name, f.Description)
		}
		for i, it := range f.Items {
			want := sample.Items[i]
			if it.GUID != want.ID || it.Title != want.Title || it.Link != want.URL {
				t.Errorf("%s: item %q %q %q", name, it.GUID, it.Title, it.Link)
			}
			text := it.Content + it.Description
			if name == "rss" { // HTML
				if want := "<p>Ilse Marrow said the harbour &lt;b&gt;was&lt;/b&gt; closed &amp; shut</p>"; i == 0 && text != want {
					t.Errorf("%s: says %q", name, text)
				}
			} else if text != want.Text {
				t.Errorf("%s: says %q", name, text)
			}
			switch {
			case want.Time.IsZero() && name == "atom": // which must have a time: the start of 1970
				if it.UpdatedParsed == nil || it.UpdatedParsed.Unix() != 0 {
					t.Errorf("%s: updated %v", name, it.UpdatedParsed)
				}
			case want.Time.IsZero() && it.PublishedParsed != nil:
				t.Errorf("%s: published %v", name, it.PublishedParsed)
			case !want.Time.IsZero() && (it.PublishedParsed == nil || !it.PublishedParsed.Equal(want.Time)):
				t.Errorf("%s: published %v, want %v", name, it.PublishedParsed, want.Time)
			}
			if want.Author != "" && (len(it.Authors) != 1 || it.Authors[0].Name != want.Author) {
				t.Errorf("%s: authors %v", name, it.Authors)
			}
		}
	}
}

// What the specifications want of a feed, beyond what readers mind.
func TestFeedsAreAsSpecified(t *testing.T) {
	out := formats(t, &sample)
	var rss struct {
		Version string `xml:"version,attr"`
		Channel struct {
			Title, Description, LastBuildDate string
			Links                             []struct {
				XMLName xml.Name
				Href    string `xml:"href,attr"`
				Rel     string `xml:"rel,attr"`
				Text    string `xml:",chardata"`
			} `xml:"link"`
			Item []struct {
				PubDate string `xml:"pubDate"`
				GUID    struct {
					Permanent string `xml:"isPermaLink,attr"`
				} `xml:"guid"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	strict(t, out["rss"], &rss)
	if rss.Version != "2.0" || len(rss.Channel.Links) != 2 {
		t.Errorf("RSS: %+v", rss)
	}
	for _, l := range rss.Channel.Links {
		if l.XMLName.Space == "http://www.w3.org/2005/Atom" && (l.Rel != "self" || l.Href != sample.Self) || l.XMLName.Space == "" && l.Text != sample.Home {
			t.Errorf("RSS: link %+v", l)
		}
	}
	if it := rss.Channel.Item; it[0].PubDate != "Thu, 06 Mar 2031 07:30:00 +0000" || it[1].PubDate != "" || it[0].GUID.Permanent != "false" {
		t.Errorf("RSS: items %+v", it)
	}
	var atom struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"http://www.w3.org/2005/Atom id"`
		Title   string   `xml:"http://www.w3.org/2005/Atom title"`
		Updated string   `xml:"http://www.w3.org/2005/Atom updated"`
		Author  struct {
			Name string `xml:"http://www.w3.org/2005/Atom name"`
		} `xml:"http://www.w3.org/2005/Atom author"`
		Entry []struct {
			ID      string `xml:"http://www.w3.org/2005/Atom id"`
			Updated string `xml:"http://www.w3.org/2005/Atom updated"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	strict(t, out["atom"], &atom)
	for _, at := range []string{atom.Updated, atom.Entry[0].Updated, atom.Entry[1].Updated} {
		if _, err := time.Parse(time.RFC3339, at); err != nil {
			t.Errorf("Atom: %v", err)
		}
	}
	for _, id := range []string{atom.ID, atom.Entry[0].ID, atom.Entry[1].ID} {
		if u, err := url.Parse(id); err != nil || !u.IsAbs() {
			t.Errorf("Atom: the id %q is no IRI", id)
		}
	}
	if atom.Author.Name == "" || atom.Updated != "2031-03-06T07:30:00Z" {
		t.Errorf("Atom: %+v", atom)
	}
	var j struct {
		Version string
		Items   []struct {
			ID          string
			ContentText string `json:"content_text"`
		}
	}
	if err := json.Unmarshal([]byte(out["json"]), &j); err != nil || j.Version != "https://jsonfeed.org/version/1.1" || j.Items[0].ID == "" || j.Items[0].ContentText == "" {
		t.Errorf("JSON: %+v, %v", j, err)
	}
}

// strict decodes XML and takes nothing that is not well-formed.
func strict(t interface{ Fatalf(string, ...any) }, text string, v any) {
	d := xml.NewDecoder(strings.NewReader(text))
	if err := d.Decode(v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if _, err := d.Token(); err != io.EOF {
		if tok, _ := d.Token(); tok != nil {
			t.Fatalf("something follows: %v", tok)
		}
	}
}

func TestAnEmptyFeed(t *testing.T) {
	for name, text := range formats(t, &feed.Feed{ID: "http://x.example/1", Title: "none", Home: "http://x.example/1", Self: "http://x.example/1/f"}) {
		if f, err := gofeed.NewParser().ParseString(text); err != nil || len(f.Items) != 0 {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
}

// Whatever an article holds, the feed is one that can be read, and nothing in it becomes markup.
func TestAnyTextIsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"]]>", "<script>x</script>", "\x00\x01", "\ufffe", "\xff", "&amp;", "<![CDATA["}))
		f := sample
		f.Title = text.Draw(t, "title")
		f.Items = []feed.Item{{ID: "urn:x:1", Title: text.Draw(t, "item"), Text: text.Draw(t, "text"), URL: "http://x.example/", Author: text.Draw(t, "author"), Source: text.Draw(t, "source")}}
		out := formats(t, &f)
		var any struct{}
		strict(t, out["rss"], &any)
		strict(t, out["atom"], &any)
		if !json.Valid([]byte(out["json"])) || strings.Contains(out["rss"]+out["atom"], "<script") {
			t.Fatalf("%s", out)
		}
	})
}
