package intake

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// paragraph is a run of text between two borders of blocks.
type paragraph struct {
	first, last int32 // the nodes of its first and last text
	block       int32 // the innermost block it lies in, -1 if none
	text        string
	words       int
	linked      int  // bytes of the text that are in links
	weight      int  // bytes of prose; 0 for headings, labels, lists of links
	drop        bool // no part of the article
	boxed       bool // dropped together with the element around it
}

// blocks collects the paragraphs of a page.
type blocks struct {
	page       *page
	paragraphs []paragraph

	open     []openBlock // elements that the walk is in
	buf      []byte      // the paragraph so far, its white space already in order
	linked   int
	node     int32 // whose text is being added
	first    int32 // of the paragraph, -1 before its first word
	last     int32
	space    bool // white space is due before the next word
	breaks   int  // line breaks since the last word
	preDepth int
}

type openBlock struct {
	node int32
	end  int32
}

// paragraphsOf splits the nodes from start to end into paragraphs, leaving out what is never text.
func paragraphsOf(p *page, start, end int32) []paragraph {
	b := blocks{page: p, first: -1}
	for i := start; i < end; {
		b.closeUpTo(i)
		n := &p.nodes[i]
		switch {
		case n.marks&isText != 0:
			b.addText(i, n)
		case n.marks&isHidden != 0:
			if n.marks&isBlock != 0 && n.tag != atom.Button && n.tag != atom.Label {
				b.flush()
			}
			i = n.end
			continue
		case n.tag == atom.Br:
			b.lineBreak()
		case n.tag == atom.Hr:
			b.flush()
		case n.tag == atom.Sup && b.isReference(n):
			i = n.end
			continue
		case n.end > i+1:
			b.enter(i, n)
		}
		i++
	}
	b.closeUpTo(end)
	for len(b.open) > 0 {
		b.leave()
	}
	b.flush()
	return b.paragraphs
}

// isReference reports whether a superscript is the number of a footnote.
func (b *blocks) isReference(n *node) bool {
	for i := n.end - 1; b.page.nodes[i].marks&isText != 0; i-- {
		if b.page.nodes[i].marks&inLink != 0 {
			return true
		}
	}
	return false
}

func (b *blocks) enter(i int32, n *node) {
	if n.marks&isBlock != 0 {
		b.flush()
	}
	switch n.tag {
	case atom.Q:
		b.node = i
		b.wordBytes([]byte("“"), false)
	case atom.Pre:
		b.preDepth++
	case atom.Time: // stands beside other times and names with nothing between but a style
		b.space = true
	}
	b.open = append(b.open, openBlock{i, n.end})
}

func (b *blocks) closeUpTo(i int32) {
	for len(b.open) > 0 && b.open[len(b.open)-1].end <= i {
		b.leave()
	}
}

func (b *blocks) leave() {
	n := &b.page.nodes[b.open[len(b.open)-1].node]
	switch n.tag {
	case atom.Q:
		b.space = false
		b.wordBytes([]byte("”"), false)
	case atom.Pre:
		b.preDepth--
	}
	if n.marks&isBlock != 0 {
		b.flush()
	}
	b.open = b.open[:len(b.open)-1]
}

// lineBreak notes a break within a paragraph; two of them end it.
func (b *blocks) lineBreak() {
	if b.breaks++; b.breaks == 2 {
		b.flush()
	}
}

// addText appends the text of a node: white space collapsed, what does not show left out.
func (b *blocks) addText(i int32, n *node) {
	text := b.page.text[n.from:n.to]
	linked := n.marks&inLink != 0
	b.node = i
	for k := 0; k < len(text); {
		c := text[k]
		switch {
		case c == '\n' && b.preDepth > 0:
			b.lineBreak()
			k++
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			b.space = true
			k++
		case c < utf8.RuneSelf:
			end := k + 1
			for end < len(text) && text[end] > ' ' && text[end] < 0x7f {
				end++
			}
			if c > ' ' && c != 0x7f {
				b.wordBytes(text[k:end], linked)
			}
			k = end
		default:
			r, size := utf8.DecodeRune(text[k:])
			switch {
			case unicode.IsSpace(r): // with the no-break space: a search for two words must find them
				b.space = true
			case r == utf8.RuneError && size == 1, visible(r) < 0:
			default:
				b.wordBytes(text[k:k+size], linked)
			}
			k += size
		}
	}
}

func (b *blocks) wordBytes(w []byte, linked bool) {
	switch {
	case len(b.buf) == 0:
	case b.breaks > 0:
		b.buf = append(b.buf, '\n')
	case b.space:
		b.buf = append(b.buf, ' ')
	}
	if b.first < 0 {
		b.first = b.node
	}
	b.last = b.node
	b.space, b.breaks = false, 0
	b.buf = append(b.buf, w...)
	if linked {
		b.linked += len(w)
	}
}

// flush ends the paragraph.
func (b *blocks) flush() {
	if b.first >= 0 {
		p := paragraph{first: b.first, last: b.last, block: b.innermostBlock(), text: string(b.buf), linked: b.linked}
		p.words = bytes.Count(b.buf, []byte(" ")) + bytes.Count(b.buf, []byte("\n")) + 1
		p.weight = weigh(&p, b.tag(p.block))
		b.paragraphs = append(b.paragraphs, p)
	}
	b.buf, b.linked, b.first, b.space, b.breaks = b.buf[:0], 0, -1, false, 0
}

func (b *blocks) innermostBlock() int32 {
	for k := len(b.open) - 1; k >= 0; k-- {
		if i := b.open[k].node; b.page.nodes[i].marks&isBlock != 0 {
			return i
		}
	}
	return -1
}

func (b *blocks) tag(i int32) atom.Atom {
	if i < 0 {
		return 0
	}
	return b.page.nodes[i].tag
}
