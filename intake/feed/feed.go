// Package feed reads the lists of new articles that news sites offer: RSS 0.9 to 2.0, Atom 1.0, JSON Feed 1.0 and 1.1; and OPML,
// the list of such lists that feed readers exchange.
//
// Feeds in the wild are often not well formed. What can be understood is taken; entities of HTML are known, unknown ones stay
// as they stand; no entity that a document defines itself is ever expanded.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html/charset"
)

// Feed is a list of articles.
type Feed struct {
	Title    string
	Link     string // the site's own address
	Language string
	Items    []Item
	// Feeds are the addresses that an OPML list holds.
	Feeds []Outline
}

// Outline is one entry of an OPML list.
type Outline struct{ Title, URL string }

// Item is one article of a feed.
type Item struct {
	ID        string // guid or id; the link where there is none
	Link      string
	Title     string
	Authors   []string
	Published string // as written
	Updated   string // as written
	Content   string // the whole article, as HTML or text, if the feed has it
	Summary   string // HTML or text
	Source    string // the title of the feed that the item was lifted from
	Language  string
}

// ErrNone says that a document is none of the kinds that this package reads.
var ErrNone = errors.New("no feed: neither RSS, Atom, JSON Feed nor OPML")

// Limits on what is taken from one document.
const (
	maxItems = 20_000
	maxDepth = 200
)

// Parse reads a document. base is the address it was fetched from, to which relative links in it refer; it may be empty.
func Parse(data []byte, base string) (*Feed, error) {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(trimmed) > 0 && trimmed[0] == '{' {
		return parseJSON(trimmed, base)
	}
	p := &parser{feed: &Feed{}, base: base}
	p.in = xml.NewDecoder(bytes.NewReader(trimmed))
	p.in.Strict = false
	p.in.Entity = xml.HTMLEntity
	p.in.CharsetReader = charset.NewReaderLabel
	if err := p.document(); err != nil {
		return nil, err
	}
	return p.feed, nil
}

// parser holds where in a document it is.
type parser struct {
	in   *xml.Decoder
	feed *Feed
	base string
}

// document finds the root and reads it.
func (p *parser) document() error {
	root, err := p.start()
	if err == io.EOF {
		return ErrNone
	}
	if err != nil {
		return fmt.Errorf("read the feed: %w", err)
	}
	switch strings.ToLower(root.Name.Local) {
	case "rss", "feed", "rdf", "channel":
		err = p.container(root)
	case "opml":
		err = p.outlines()
	default:
		return ErrNone
	}
	// A document that breaks off has given what stands before.
	if err != nil && len(p.feed.Items)+len(p.feed.Feeds) == 0 {
		return fmt.Errorf("read the feed: %w", err)
	}
	return nil
}

// start goes on to where the next element starts.
func (p *parser) start() (xml.StartElement, error) {
	for {
		token, err := p.in.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := token.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// container reads what a feed says of itself and its items.
func (p *parser) container(root xml.StartElement) error {
	if l := attr(root, "lang"); l != "" {
		p.feed.Language = l
	}
	for {
		start, err := p.start()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch name(start) {
		case "channel": // what is in it is read as if it stood here
			continue
		case "item", "entry":
			if len(p.feed.Items) >= maxItems {
				return nil
			}
			item, err := p.item(start)
			if item.Link != "" || item.Title != "" || item.Content != "" || item.Summary != "" {
				p.feed.Items = append(p.feed.Items, item)
			}
			if err != nil {
				return err
			}
		case "title":
			err = p.into(&p.feed.Title)
		case "language", "dc:language":
			err = p.into(&p.feed.Language)
		case "link":
			if href := attr(start, "href"); href != "" {
				if rel := attr(start, "rel"); rel == "" || rel == "alternate" {
					p.feed.Link = p.resolve(href)
				}
				err = p.in.Skip()
			} else {
				err = p.into(&p.feed.Link)
			}
		default:
			err = p.in.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// item reads one item or entry.
func (p *parser) item(root xml.StartElement) (Item, error) {
	item := Item{Language: attr(root, "lang")}
	if about := attr(root, "about"); about != "" { // RSS 1.0
		item.ID = about
	}
	permalink := true
	var err error
	for err == nil {
		var token xml.Token
		token, err = p.in.Token()
		if err != nil {
			break
		}
		if _, ok := token.(xml.EndElement); ok {
			break
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name(start) {
		case "guid":
			permalink = !strings.EqualFold(attr(start, "isPermaLink"), "false")
			err = p.into(&item.ID)
		case "id":
			permalink = false
			err = p.into(&item.ID)
		case "title":
			err = p.into(&item.Title)
		case "link":
			err = p.link(start, &item)
		case "pubdate", "published", "issued", "dc:date", "created":
			err = p.into(&item.Published)
		case "updated", "modified", "atom:updated":
			err = p.into(&item.Updated)
		case "dc:creator":
			err = p.person(&item)
		case "author":
			err = p.person(&item)
		case "content:encoded", "content", "body":
			if src := attr(start, "src"); src != "" && item.Link == "" {
				item.Link = p.resolve(src)
			}
			err = p.into(&item.Content)
		case "description", "summary":
			err = p.into(&item.Summary)
		case "source":
			err = p.source(&item)
		default:
			err = p.in.Skip()
		}
	}
	if item.Link == "" && permalink && strings.HasPrefix(item.ID, "http") {
		item.Link = item.ID
	}
	item.Link = p.resolve(item.Link)
	if item.ID == "" {
		item.ID = item.Link
	}
	if err == io.EOF {
		err = nil
	}
	return item, err
}

// link reads the link of an item: its text in RSS, its href in Atom, of which an entry can have several.
func (p *parser) link(start xml.StartElement, item *Item) error {
	href := attr(start, "href")
	if href == "" {
		text := ""
		if err := p.into(&text); err != nil {
			return err
		}
		if text != "" {
			item.Link = text
		}
		return nil
	}
	if rel := attr(start, "rel"); rel == "" || rel == "alternate" {
		if kind := attr(start, "type"); item.Link == "" || kind == "" || strings.Contains(kind, "html") {
			item.Link = href
		}
	}
	return p.in.Skip()
}

// person reads an author: text in RSS, often "address (Name)", a name element in Atom.
func (p *parser) person(item *Item) error {
	text, err := p.text(func(start xml.StartElement) bool { return name(start) == "name" })
	text = strings.TrimSpace(text)
	if open := strings.Index(text, "("); open > 0 && strings.Contains(text[:open], "@") && strings.HasSuffix(text, ")") {
		text = text[open+1 : len(text)-1]
	}
	if text != "" && (!strings.Contains(text, "@") || strings.Contains(text, " ")) {
		item.Authors = append(item.Authors, text)
	}
	return err
}

// source reads where an item was lifted from: the text in RSS, the title element in Atom.
func (p *parser) source(item *Item) error {
	text, err := p.text(func(start xml.StartElement) bool { return name(start) == "title" })
	item.Source = strings.TrimSpace(text)
	return err
}

// into keeps the text of the element that was just begun, if there is any.
func (p *parser) into(to *string) error {
	text, err := p.text(nil)
	if text = strings.TrimSpace(text); text != "" {
		*to = text
	}
	return err
}

// text returns the text of the element that was just begun. Elements within it are written out as they stand, as feeds put
// XHTML there; or, where only is given, only the text of those elements that it wants is returned, if there are any.
func (p *parser) text(only func(xml.StartElement) bool) (string, error) {
	var b, wanted strings.Builder
	depth, wantedAt := 1, 0
	for {
		token, err := p.in.Token()
		if err != nil {
			return b.String(), err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return b.String(), errors.New("elements are nested too deeply")
			}
			if only != nil {
				if wantedAt == 0 && only(t) {
					wantedAt = depth
				}
				continue
			}
			b.WriteString("<" + t.Name.Local)
			for _, a := range t.Attr {
				if a.Name.Local == "href" || a.Name.Local == "class" || a.Name.Local == "datetime" {
					b.WriteString(" " + a.Name.Local + `="`)
					xml.EscapeText(&b, []byte(a.Value)) // a Builder does not fail
					b.WriteString(`"`)
				}
			}
			b.WriteString(">")
		case xml.EndElement:
			if depth == wantedAt {
				wantedAt = 0
			}
			if depth--; depth == 0 {
				if only != nil && wanted.Len() > 0 {
					return wanted.String(), nil
				}
				return b.String(), nil
			}
			if only == nil {
				b.WriteString("</" + t.Name.Local + ">")
			}
		case xml.CharData:
			if wantedAt > 0 {
				wanted.Write(t)
			}
			if only == nil && depth > 1 { // within markup, what was escaped stays so
				xml.EscapeText(&b, t)
			} else {
				b.Write(t)
			}
		}
	}
}

// name tells elements apart, with the prefix of those namespaces in which names mean something else.
func name(start xml.StartElement) string {
	local := strings.ToLower(start.Name.Local)
	switch start.Name.Space {
	case "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/", "dc", "dcterms":
		return "dc:" + local
	case "http://purl.org/rss/1.0/modules/content/", "content":
		return "content:" + local
	case "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "", "http://purl.org/rss/1.0/", "http://backend.userland.com/RSS2", "http://my.netscape.com/rdf/simple/0.9/":
		return local
	case "atom":
		return "atom:" + local
	}
	return start.Name.Space + ":" + local
}

func attr(start xml.StartElement, local string) string {
	for _, a := range start.Attr {
		if strings.EqualFold(a.Name.Local, local) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// resolve makes a link absolute.
func (p *parser) resolve(link string) string { return resolve(p.base, link) }

func resolve(base, link string) string {
	link = strings.TrimSpace(link)
	if base == "" || link == "" {
		return link
	}
	from, err := url.Parse(base)
	if err != nil {
		return link
	}
	to, err := from.Parse(link)
	if err != nil {
		return link
	}
	return to.String()
}
