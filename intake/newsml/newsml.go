// Package newsml reads the XML of news agencies: NewsML-G2 items and messages, with NITF, XHTML or plain text inside, and NITF by
// itself (both by the IPTC).
//
// Entities that a document defines itself are not expanded, and elements of unknown kind are passed over.
package newsml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Item is one article.
type Item struct {
	ID        string // guid
	Version   string
	Title     string
	By        string
	Provider  string
	Published string // as written
	Language  string
	// Status is "usable", "withheld" or "canceled"; "" is usable.
	Status     string
	Paragraphs []string
}

// ErrNone says that a document is neither NewsML-G2 nor NITF.
var ErrNone = errors.New("neither NewsML-G2 nor NITF")

const (
	maxItems = 10_000
	maxDepth = 500
)

// IsRoot reports whether a document with this root element is for Parse.
func IsRoot(local string) bool {
	switch local {
	case "newsItem", "newsMessage", "nitf":
		return true
	}
	return false
}

// Parse reads a document that has been converted to UTF-8. It returns what it could read before an error.
func Parse(document string) ([]Item, error) {
	p := parser{in: xml.NewDecoder(strings.NewReader(document))}
	p.in.Strict = false
	p.in.Entity = xml.HTMLEntity
	p.in.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	err := p.run()
	if p.item != nil {
		p.end()
	}
	if err == nil && len(p.items) == 0 {
		err = ErrNone
	}
	return p.items, err
}

// parser goes through a document once. path holds the names of the open elements.
type parser struct {
	in    *xml.Decoder
	items []Item
	item  *Item // that is being read
	path  []string
	para  strings.Builder
	inG2  bool
	body  int    // depth of the body of the text, 0 outside of it
	skip  int    // depth of an element whose text is none of the article's
	into  string // the field that text goes to, outside of the body
	value strings.Builder
	intoD int
}

func (p *parser) run() error {
	for {
		token, err := p.in.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the XML: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(p.path) >= maxDepth {
				return errors.New("elements are nested too deeply")
			}
			p.path = append(p.path, t.Name.Local)
			if err := p.start(t); err != nil {
				return err
			}
		case xml.EndElement:
			p.endElement()
			if len(p.path) > 0 {
				p.path = p.path[:len(p.path)-1]
			}
		case xml.CharData:
			if p.skip > 0 {
				continue
			}
			if p.body > 0 {
				p.para.Write(t)
			} else if p.into != "" {
				p.value.Write(t)
			}
		}
	}
}

func (p *parser) depth() int { return len(p.path) }

func (p *parser) within(name string) bool {
	for _, n := range p.path[:len(p.path)-1] {
		if n == name {
			return true
		}
	}
	return false
}

// start looks at an element that begins.
func (p *parser) start(t xml.StartElement) error {
	name := t.Name.Local
	if p.skip > 0 {
		return nil
	}
	if p.body > 0 {
		switch name {
		case "media", "table", "script", "style", "figure", "nav", "aside", "tagline", "del":
			p.flush()
			p.skip = p.depth()
		default:
			if isBlock(name) {
				p.flush()
			}
		}
		return nil
	}
	switch name {
	case "newsItem":
		if len(p.items) >= maxItems {
			return errors.New("too many items in one document")
		}
		p.begin()
		p.inG2 = true
		p.item.ID, p.item.Version = attr(t, "guid"), attr(t, "version")
	case "nitf":
		if p.item == nil {
			p.begin()
		}
	case "conceptItem", "packageItem", "planningItem", "catalogItem", "knowledgeItem":
		p.skip = p.depth() // these hold no article
	}
	if p.item == nil {
		return nil
	}
	switch name {
	case "pubStatus":
		status := attr(t, "qcode")
		p.item.Status = strings.ToLower(status[strings.LastIndexByte(status, ':')+1:])
	case "firstCreated", "versionCreated", "headline", "title", "hl1", "by", "byline", "language", "dateline":
		p.field(t)
	case "provider", "infoSource":
		if literal := attr(t, "literal"); p.item.Provider == "" && literal != "" {
			p.item.Provider = literal
		}
	case "name":
		if p.within("provider") || p.within("infoSource") {
			p.field(t)
		}
	case "date.issue", "date.release":
		if norm := attr(t, "norm"); p.item.Published == "" && norm != "" {
			p.item.Published = norm
		}
	case "doc-id":
		if p.item.ID == "" {
			p.item.ID = attr(t, "id-string")
		}
	case "doc.copyright":
		if p.item.Provider == "" {
			p.item.Provider = attr(t, "holder")
		}
	case "body.content", "inlineData":
		p.body = p.depth()
	case "body":
		// The body of XHTML. That of NITF has its text in body.content.
		if t.Name.Space != "http://iptc.org/std/NITF/2006-10-18/" && p.within("html") {
			p.body = p.depth()
		}
	}
	return nil
}

// field begins to read a field.
func (p *parser) field(t xml.StartElement) {
	if p.into == "" {
		p.into, p.intoD = t.Name.Local, p.depth()
		p.value.Reset()
		if t.Name.Local == "language" {
			p.value.WriteString(attr(t, "tag"))
		}
	}
}

// endElement looks at an element that ends.
func (p *parser) endElement() {
	d := p.depth()
	switch {
	case p.skip > 0:
		if p.skip == d {
			p.skip = 0
		}
		return
	case p.body > 0:
		if isBlock(p.path[d-1]) || p.body == d {
			p.flush()
		}
		if p.body == d {
			p.body = 0
		}
		return
	case p.into != "" && p.intoD == d:
		p.keep(p.into, strings.Join(strings.Fields(p.value.String()), " "))
		p.into = ""
	}
	switch p.path[max(0, d-1)] {
	case "newsItem":
		p.end()
	case "nitf":
		if !p.inG2 {
			p.end()
		}
	}
}

// keep keeps the value of a field. The first one of a name counts, but for the title the headline comes before the document's
// title.
func (p *parser) keep(field, value string) {
	if p.item == nil || value == "" {
		return
	}
	first := func(to *string) {
		if *to == "" {
			*to = value
		}
	}
	switch field {
	case "firstCreated", "versionCreated":
		if p.item.Published == "" || field == "firstCreated" {
			p.item.Published = value
		}
	case "headline", "hl1":
		p.item.Title = value
	case "title":
		first(&p.item.Title)
	case "by", "byline":
		first(&p.item.By)
	case "language":
		first(&p.item.Language)
	case "name":
		first(&p.item.Provider)
	}
}

func (p *parser) begin() {
	if p.item != nil {
		p.end()
	}
	p.item = &Item{}
	p.inG2 = false
}

func (p *parser) end() {
	if p.item == nil {
		return
	}
	p.flush()
	p.body, p.into = 0, ""
	p.items = append(p.items, *p.item)
	p.item = nil
}

// flush ends a paragraph.
func (p *parser) flush() {
	text := p.para.String()
	p.para.Reset()
	if p.item == nil {
		return
	}
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		p.item.Paragraphs = append(p.item.Paragraphs, text)
	}
}

// isBlock reports whether an element of NITF or XHTML stands apart from the text around it.
func isBlock(name string) bool {
	switch name {
	case "p", "block", "bq", "blockquote", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "div", "section", "article",
		"pre", "note", "fn", "br", "credit", "header", "footer", "main":
		return true
	}
	return false
}

func attr(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}
