package intake

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is an HTML page as a flat tree: its nodes in the order of the source, each knowing where its subtree ends. All
// that is asked of it (how much prose lies within a node, which nodes follow it) is then a matter of indices, and no
// step recurses, however deep a page is nested.
type page struct {
	nodes []node
	text  []byte // the text of all text nodes

	meta      map[string][]string // contents of meta tags by name, in lower case
	jsonLD    []string
	title     string // of the title element
	canonical string
	savedFrom string // the address a browser noted when it saved the page
	lang      string
	times     []timeStamp
	ids       []elementID
}

// elementID is the id of an element, for links to parts of a page.
type elementID struct {
	node int32
	id   string
}

// node is an element or a piece of text.
type node struct {
	tag      atom.Atom // 0 for text and for elements of unknown name
	end      int32     // index after the last node of its subtree
	parent   int32     // index of its parent, -1 for those at the top
	from, to int32     // of text: its bytes in page.text
	marks    marks
}

// timeStamp is a time element or another element with a date in an attribute.
type timeStamp struct {
	node  int32
	value string
	named bool // itemprop="datePublished" or pubdate
}

// maxDepth bounds nesting. Elements deeper than that are passed over; their text stays. Browsers have such a bound
// as well, and pages that reach it are no articles.
const maxDepth = 400

// parsePage reads a page of any shape; there is no page that it refuses.
func parsePage(source string) *page {
	p := &page{meta: map[string][]string{}, nodes: make([]node, 0, len(source)/24), text: make([]byte, 0, len(source)/3)}
	b := builder{page: p, linkDepth: -1}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: reading from a string gives no other error
			b.popTo(0)
			return p
		case html.TextToken:
			b.addText(z.Text())
		case html.StartTagToken:
			b.startTag(z)
		case html.SelfClosingTagToken:
			b.startTag(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.endTag(atom.Lookup(name), notText(name))
		case html.CommentToken:
			if text := z.Text(); p.savedFrom == "" && bytes.Contains(text, []byte("saved from url=")) {
				_, address, _ := bytes.Cut(text, []byte(")"))
				p.savedFrom = string(bytes.TrimSpace(address))
			}
		}
	}
}

// builder holds what is open while a page is read.
type builder struct {
	page      *page
	stack     []int32 // open elements
	linkDepth int     // size of the stack within which a link is open, -1 if none
	raw       atom.Atom
	keepRaw   bool
}

// kinds of elements, as far as they matter here.
type elementKind uint8

const (
	inlineElement elementKind = iota
	transparent               // inline, and nothing is asked of it: no node
	blockElement
	voidElement
)

var elementKinds = func() map[atom.Atom]elementKind {
	kinds := map[atom.Atom]elementKind{}
	set := func(kind elementKind, names string) {
		for name := range strings.FieldsSeq(names) {
			kinds[atom.Lookup([]byte(name))] = kind
		}
	}
	set(transparent, "b i em strong font u small big tt code kbd var samp abbr acronym mark ins bdo bdi ruby rb rtc "+
		"nobr blink dfn wbr")
	set(blockElement, "html head body address article aside blockquote center details dialog dd dir div dl dt fieldset "+
		"figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol optgroup "+
		"option p pre search section summary table caption tbody td tfoot th thead tr ul template noscript select "+
		"button textarea object video audio svg math canvas map iframe title script style")
	set(voidElement, "area base basefont bgsound br col embed frame hr img input keygen link meta param source track "+
		"image")
	return kinds
}()

// dropped elements hold no article text.
var dropped = map[atom.Atom]bool{
	atom.Head: true, atom.Nav: true, atom.Dialog: true, atom.Menu: true, atom.Template: true, atom.Noscript: true,
	atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Object: true, atom.Video: true, atom.Audio: true,
	atom.Svg: true, atom.Math: true, atom.Canvas: true, atom.Map: true, atom.Iframe: true, atom.Title: true,
	atom.Script: true, atom.Style: true, atom.Del: true, atom.S: true, atom.Strike: true, atom.Label: true,
	atom.Datalist: true, atom.Optgroup: true, atom.Option: true, atom.Rp: true, atom.Rt: true,
}

// customText are the elements of AMP that hold text of the article; the others hold advertisements, menus, lists that a
// script fills, and what stands in for them.
var customText = map[string]bool{"amp-img": true, "amp-accordion": true, "amp-fit-text": true, "amp-layout": true, "amp-twitter": true,
	"amp-facebook": true, "amp-instagram": true, "amp-truncate-text": true, "amp-timeago": true, "amp-position-observer": true}

// notText reports whether a custom element holds no text of the article.
func notText(name []byte) bool {
	return bytes.HasPrefix(name, []byte("amp-")) && !customText[string(name)]
}

func (b *builder) addText(text []byte) {
	p := b.page
	if b.raw != 0 {
		switch {
		case b.raw == atom.Title && p.title == "":
			p.title = tidy(string(text[:min(len(text), maxTitle)]))
		case b.raw == atom.Script && b.keepRaw && len(text) < maxJSONLD:
			p.jsonLD = append(p.jsonLD, string(text))
		}
		return
	}
	if len(text) == 0 {
		return
	}
	from := len(p.text)
	p.text = append(p.text, text...)
	n := node{from: int32(from), to: int32(len(p.text)), parent: b.parent(), end: int32(len(p.nodes) + 1), marks: isText}
	if b.linkDepth >= 0 {
		n.marks |= inLink
	}
	p.nodes = append(p.nodes, n)
}

func (b *builder) parent() int32 {
	if len(b.stack) == 0 {
		return -1
	}
	return b.stack[len(b.stack)-1]
}

// startTag opens an element, after closing those that it ends by standing there.
func (b *builder) startTag(z *html.Tokenizer) {
	name, hasAttr := z.TagName()
	tag := atom.Lookup(name)
	kind := elementKinds[tag]
	if kind == transparent {
		return
	}
	custom := tag == 0 && notText(name)
	var attr attributes
	if hasAttr {
		attr.read(z, tag)
	}
	b.raw, b.keepRaw = 0, false
	switch tag {
	case atom.Meta:
		b.page.addMeta(&attr)
		return
	case atom.Link:
		if b.page.canonical == "" && attr.rel == "canonical" {
			b.page.canonical = attr.href
		}
		return
	case atom.Html:
		if b.page.lang == "" {
			b.page.lang = attr.lang
		}
	case atom.Script:
		b.raw, b.keepRaw = tag, strings.Contains(strings.ToLower(attr.typ), "ld+json")
		return
	case atom.Style, atom.Title, atom.Textarea, atom.Iframe, atom.Noembed, atom.Noframes:
		b.raw = tag
		return
	}
	if kind == blockElement {
		b.impliedEnds(tag)
	}
	if tag == atom.A {
		b.linkDepth = -1 // a link ends where the next one starts
	}
	if len(b.stack) >= maxDepth && kind != voidElement {
		return
	}
	i := int32(len(b.page.nodes))
	n := node{tag: tag, parent: b.parent(), end: i + 1, marks: attr.marks}
	if kind == blockElement || custom {
		n.marks |= isBlock
	}
	if dropped[tag] || attr.hidden || custom {
		n.marks |= isHidden
	}
	b.page.nodes = append(b.page.nodes, n)
	if attr.id != "" {
		b.page.ids = append(b.page.ids, elementID{i, attr.id})
	}
	if attr.datetime != "" {
		b.page.times = append(b.page.times, timeStamp{i, attr.datetime, attr.marks&isPublished != 0})
	}
	if kind == voidElement {
		return
	}
	b.stack = append(b.stack, i)
	if tag == atom.A && attr.href != "" {
		b.linkDepth = len(b.stack)
	}
}

// impliedEnds closes the elements that an element of this name ends: a paragraph ends before the next block, a list
// item before the next item of the same list, a cell before the next cell.
func (b *builder) impliedEnds(tag atom.Atom) {
	switch tag {
	case atom.Li:
		b.close(tag, atom.Ul, atom.Ol, atom.Menu, atom.Dir)
	case atom.Dd, atom.Dt:
		b.close(atom.Dd, atom.Dl)
		b.close(atom.Dt, atom.Dl)
	case atom.Td, atom.Th:
		b.close(atom.Td, atom.Tr, atom.Table)
		b.close(atom.Th, atom.Tr, atom.Table)
		return
	case atom.Tr:
		b.close(tag, atom.Table)
		return
	case atom.Tbody, atom.Thead, atom.Tfoot:
		b.close(atom.Tr, atom.Table)
		b.close(atom.Tbody, atom.Table)
		b.close(atom.Thead, atom.Table)
		return
	case atom.Option:
		b.close(tag, atom.Select)
	}
	b.close(atom.P, atom.Button)
}

// close closes the innermost open element of this name, and what is open in it, unless a cell, a table or one of the
// fences stands between.
func (b *builder) close(tag atom.Atom, fences ...atom.Atom) {
	for k := len(b.stack) - 1; k >= 0; k-- {
		open := b.page.nodes[b.stack[k]].tag
		if open == tag {
			b.popTo(k)
			return
		}
		switch open {
		case atom.Td, atom.Th, atom.Table, atom.Body, atom.Html:
			if tag != atom.Tr && tag != atom.Tbody && tag != atom.Thead || open == atom.Table {
				return
			}
		}
		for _, fence := range fences {
			if open == fence {
				return
			}
		}
	}
}

// endTag closes the element that an end tag names. An end tag without its element, and one of an inline element whose
// block is closed by another, is passed over.
func (b *builder) endTag(tag atom.Atom, custom bool) {
	b.raw = 0
	kind := elementKinds[tag]
	if tag == atom.A {
		b.linkDepth = -1
	}
	switch {
	case kind == transparent || kind == voidElement && tag != atom.Br || tag == atom.Html || tag == atom.Body:
		return // what stands after </body> belongs to the page all the same
	case tag == atom.Br:
		b.page.nodes = append(b.page.nodes, node{tag: tag, parent: b.parent(), end: int32(len(b.page.nodes) + 1)})
		return
	}
	for k := len(b.stack) - 1; k >= 0; k-- {
		n := &b.page.nodes[b.stack[k]]
		if n.tag == tag && (tag != 0 || custom == (n.marks&isBlock != 0)) {
			b.popTo(k)
			return
		}
		if kind != blockElement && !custom && n.marks&isBlock != 0 {
			return
		}
		switch n.tag { // an end tag within a cell closes nothing outside of it
		case atom.Td, atom.Th:
			if tag != atom.Tr && tag != atom.Table && tag != atom.Tbody && tag != atom.Thead && tag != atom.Tfoot {
				return
			}
		case atom.Table:
			return
		}
	}
}

// popTo closes all open elements from the k-th on.
func (b *builder) popTo(k int) {
	end := int32(len(b.page.nodes))
	for _, i := range b.stack[k:] {
		b.page.nodes[i].end = end
	}
	b.stack = b.stack[:k]
	if b.linkDepth > k {
		b.linkDepth = -1
	}
}
