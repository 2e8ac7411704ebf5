// Package feed writes lists of what is new as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.
package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Feed is a list of items, the newest first.
type Feed struct {
	// ID never changes; Title and Description are for people.
	ID, Title, Description string
	// Home is the page that shows the same, Self the address of the feed. Both are absolute.
	Home, Self string
	// Updated is when it last changed; if it is zero, the latest item's time, or the start of 1970 if there is none.
	Updated time.Time
	Items   []Item
}

// Item is one thing that is new.
type Item struct {
	// ID never changes and is an IRI.
	ID    string
	Title string
	// Text is what it says, in plain words.
	Text string
	// URL is its page; absolute.
	URL string
	// Time is when it was published. If it is not known it is zero, and left out where the format allows it.
	Time   time.Time
	Author string
	// Source is who published it.
	Source string
}

// Types are the media types of the formats.
const (
	RSSType  = "application/rss+xml; charset=utf-8"
	AtomType = "application/atom+xml; charset=utf-8"
	JSONType = "application/feed+json; charset=utf-8"
)

func (f *Feed) updated() time.Time {
	at := f.Updated
	if at.IsZero() {
		for i := range f.Items {
			if f.Items[i].Time.After(at) {
				at = f.Items[i].Time
			}
		}
	}
	if at.IsZero() {
		at = time.Unix(0, 0)
	}
	return at.UTC()
}

// legal leaves out what XML has no place for.
func legal(s string) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}

// paragraph writes plain words as a paragraph of HTML, as the formats hold HTML.
func paragraph(s string) string {
	var b strings.Builder
	b.WriteString("<p>")
	_ = xml.EscapeText(&b, []byte(legal(s))) // a Builder takes everything
	b.WriteString("</p>")
	return b.String()
}

type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Built       string    `xml:"lastBuildDate"`
	Self        atomLink  `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string  `xml:"title"`
	Link        string  `xml:"link"`
	Description string  `xml:"description"`
	GUID        rssGUID `xml:"guid"`
	Date        string  `xml:"pubDate,omitempty"`
	Creator     string  `xml:"dc:creator,omitempty"`
	Publisher   string  `xml:"dc:publisher,omitempty"`
}

type rssGUID struct {
	Permanent string `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// RSS writes the feed as RSS 2.0.
func (f *Feed) RSS() ([]byte, error) {
	out := rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/", Channel: rssChannel{
		Title: legal(f.Title), Link: f.Home, Description: legal(f.Description), Built: f.updated().Format(time.RFC1123Z),
		Self: atomLink{Rel: "self", Type: "application/rss+xml", Href: f.Self}}}
	for i := range f.Items {
		it := &f.Items[i]
		item := rssItem{Title: legal(it.Title), Link: it.URL, Description: paragraph(it.Text), GUID: rssGUID{"false", it.ID},
			Creator: legal(it.Author), Publisher: legal(it.Source)}
		if !it.Time.IsZero() {
			item.Date = it.Time.UTC().Format(time.RFC1123Z)
		}
		out.Channel.Items = append(out.Channel.Items, item)
	}
	return marshal(out)
}

type atom struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Author   atomPerson  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Title     string      `xml:"title"`
	ID        string      `xml:"id"`
	Updated   string      `xml:"updated"`
	Published string      `xml:"published,omitempty"`
	Author    *atomPerson `xml:"author,omitempty"`
	Link      atomLink    `xml:"link"`
	Content   atomText    `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Atom writes the feed as Atom.
func (f *Feed) Atom() ([]byte, error) {
	out := atom{Title: legal(f.Title), Subtitle: legal(f.Description), ID: f.ID, Updated: f.updated().Format(time.RFC3339), Author: atomPerson{"sayso"},
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: f.Self}, {Rel: "alternate", Type: "text/html", Href: f.Home}}}
	for i := range f.Items {
		it := &f.Items[i]
		entry := atomEntry{Title: legal(it.Title), ID: it.ID, Link: atomLink{Rel: "alternate", Type: "text/html", Href: it.URL},
			Content: atomText{"text", legal(it.Text)}, Updated: time.Unix(0, 0).UTC().Format(time.RFC3339)}
		if !it.Time.IsZero() {
			entry.Updated = it.Time.UTC().Format(time.RFC3339)
			entry.Published = entry.Updated
		}
		if it.Author != "" {
			entry.Author = &atomPerson{legal(it.Author)}
		}
		out.Entries = append(out.Entries, entry)
	}
	return marshal(out)
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write a feed: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Home        string     `json:"home_page_url"`
	Self        string     `json:"feed_url"`
	Description string     `json:"description,omitempty"`
	Items       []jsonItem `json:"items"`
}

type jsonItem struct {
	ID      string       `json:"id"`
	URL     string       `json:"url"`
	Title   string       `json:"title"`
	Text    string       `json:"content_text"`
	Date    string       `json:"date_published,omitempty"`
	Authors []jsonAuthor `json:"authors,omitempty"`
	Source  string       `json:"_source,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// JSON writes the feed as JSON Feed 1.1.
func (f *Feed) JSON() ([]byte, error) {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: f.Home, Self: f.Self, Description: f.Description, Items: []jsonItem{}}
	for i := range f.Items {
		it := &f.Items[i]
		item := jsonItem{ID: it.ID, URL: it.URL, Title: it.Title, Text: it.Text, Source: it.Source}
		if !it.Time.IsZero() {
			item.Date = it.Time.UTC().Format(time.RFC3339)
		}
		if it.Author != "" {
			item.Authors = []jsonAuthor{{it.Author}}
		}
		out.Items = append(out.Items, item)
	}
	data, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write a feed: %w", err)
	}
	return append(data, '\n'), nil
}
