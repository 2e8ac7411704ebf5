package intake

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attributes are those of one element that matter.
type attributes struct {
	rel, href, lang, typ, datetime, content, name string
	id                                            string // of elements that can be an entry of a live page
	marks                                         marks
	hidden                                        bool
}

func (a *attributes) read(z *html.Tokenizer, tag atom.Atom) {
	var class, id, itemprop []byte
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "class":
			class = value
		case "id":
			id = value
		case "itemprop":
			itemprop = value
		case "rel":
			a.rel = strings.ToLower(string(value))
		case "href":
			a.href = string(value)
		case "lang":
			a.lang = string(value)
		case "type":
			a.typ = string(value)
		case "datetime":
			a.datetime = string(value)
		case "data-timestamp", "data-published", "data-datetime":
			if a.datetime == "" {
				a.datetime = stampValue(string(value))
			}
		case "pubdate":
			a.marks |= isPublished
		case "content":
			a.content = string(value)
		case "name", "property":
			if a.name == "" {
				a.name = strings.ToLower(string(value))
			}
		case "role":
			a.role(string(value))
		case "hidden":
			a.hidden = string(value) != "until-found"
		case "aria-hidden":
			a.hidden = a.hidden || string(value) == "true"
		case "style":
			a.hidden = a.hidden || hiddenStyle(value)
		}
	}
	if len(class) > 0 {
		a.marks |= classMarks(class)
	}
	if len(id) > 0 {
		a.marks |= classMarks(id)
		switch tag {
		case atom.Article, atom.Li, atom.Section, atom.Div:
			a.id = string(id)
		}
	}
	if a.rel == "author" {
		a.marks |= isByline
	}
	switch string(itemprop) {
	case "articleBody":
		a.marks |= isBody
	case "author", "creator":
		a.marks |= isByline
	case "datePublished", "dateCreated":
		a.marks |= isPublished
		if a.datetime == "" {
			a.datetime = a.content
		}
	case "caption":
		a.marks |= isCaption
	case "liveBlogUpdate":
		a.marks |= isLivePart
	}
	if len(itemprop) > 0 && a.name == "" && tag == atom.Meta {
		a.name = strings.ToLower(string(itemprop))
	}
}

func (a *attributes) role(role string) {
	switch role {
	case "main":
		a.marks |= isMain
	case "article":
		a.marks |= isArticle
	case "navigation", "search", "banner", "dialog", "alertdialog", "menu", "menubar", "toolbar":
		a.hidden = true
	case "complementary", "contentinfo":
		a.marks |= isJunk
	}
}

// hiddenStyle reports whether an inline style hides its element.
func hiddenStyle(style []byte) bool {
	s := strings.ToLower(strings.ReplaceAll(string(style), " ", ""))
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

// stampValue reads the time that an element carries for the page's script: as text, or in seconds or milliseconds since
// 1970.
func stampValue(s string) string {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return publishedValue(float64(n))
	}
	return s
}

// maxTitle bounds titles, in bytes.
const maxTitle = 1000

// addMeta keeps what a meta tag says.
func (p *page) addMeta(a *attributes) {
	if a.name != "" && strings.TrimSpace(a.content) != "" && len(a.content) <= maxTitle && len(p.meta[a.name]) < 20 {
		p.meta[a.name] = append(p.meta[a.name], a.content)
	}
}
