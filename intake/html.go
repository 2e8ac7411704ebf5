package intake

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// readHTML makes an article of a page.
//
// The page itself is asked first: its marks for the text of an article, else where its prose lies. That takes one pass
// over the source and is right for nearly all news pages. Where it is in doubt, readability gives a second opinion,
// which counts if it found half as much prose again: it knows less of boxes. JSON-LD often has the text as well, but without its paragraphs, so it comes
// last.
func readHTML(source string) draft {
	doc, _, _, _ := readPage(source)
	return doc
}

// readHTMLParts makes the articles of a page: one, or those of its parts if it is a live page.
func readHTMLParts(source string) []draft {
	doc, x, main, linked := readPage(source)
	if parts := x.liveParts(&doc, main, linked); len(parts) > 0 {
		return parts
	}
	return []draft{doc}
}

func readPage(source string) (draft, *extraction, nodeRange, map[string]any) {
	doc := draft{hint: "save the page when it has loaded in full, or paste its text"}
	x := extract(parsePage(source))
	x.dropJunk()
	main, sure := x.mainPart()
	linked := linkedData(x.page.jsonLD)
	x.metadata(&doc, main, linked)
	paragraphs, prose := x.articleText(main, doc.article.Title)
	if !sure {
		if article, title := readable(source); article != "" {
			other := extract(parsePage(article))
			other.dropJunk()
			if doc.article.Title == "" {
				doc.article.Title = tidy(title)
			}
			if texts, otherProse := other.articleText(other.all(), doc.article.Title); 2*otherProse > 3*prose {
				paragraphs, prose = texts, otherProse
			}
		}
	}
	if body := bodyOfLinkedData(linked); prose*2 < total(body) {
		paragraphs = body
	}
	doc.article.Text = strings.Join(paragraphs, "\n\n")
	doc.leftOut = x.leftOut(paragraphs)
	return doc, x, main, linked
}

// leftOut counts the words of running text on the page that are not among those that were taken.
func (x *extraction) leftOut(taken []string) int {
	seen := make(map[string]bool, len(taken))
	for _, p := range taken {
		seen[p] = true
	}
	n := 0
	for i := range x.paragraphs {
		if p := &x.paragraphs[i]; p.weight > 0 && !seen[p.text] {
			seen[p.text] = true
			n += p.words
		}
	}
	return n
}

func total(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += len(p)
	}
	return n
}

// minDuplicate is the length in bytes from which a paragraph that occurs a second time is left out: pages carry texts
// twice, for wide and narrow screens, but people repeat short answers.
const minDuplicate = 60

// articleText returns the paragraphs of the main part and how many bytes of them are prose.
func (x *extraction) articleText(main nodeRange, title string) (paragraphs []string, prose int) {
	var kept []*paragraph
	firstProse, lastProse := -1, -1
	for k := x.paragraphFrom(main.start); k < len(x.paragraphs) && x.paragraphs[k].first < main.end; k++ {
		p := &x.paragraphs[k]
		if p.drop {
			continue
		}
		if p.weight > 0 {
			if firstProse < 0 {
				firstProse = len(kept)
			}
			lastProse = len(kept)
		}
		kept = append(kept, p)
	}
	seen := map[string]bool{}
	headed := false // the headline has been passed
	for k, p := range kept {
		if k <= max(firstProse, 5) && sameWords(p.text, title) || x.isHeading1(p) && k < firstProse {
			headed = true
			continue
		}
		before, after := k < firstProse, firstProse >= 0 && k > lastProse
		switch {
		case x.quotedBlock(p):
		case (before || after) && x.isByline(p), shortLine(p) && (!x.isTextBlock(p) || after || before && !headed):
			continue
		}
		if len(p.text) >= minDuplicate {
			if seen[p.text] {
				continue
			}
			seen[p.text] = true
		}
		paragraphs = append(paragraphs, p.text)
		prose += p.weight
	}
	return paragraphs, prose
}

func (x *extraction) isHeading1(p *paragraph) bool { return p.block >= 0 && x.inTag(p.block, atom.H1) }

func (x *extraction) isByline(p *paragraph) bool {
	_, _, ok := splitByline(p.text)
	return ok
}

// quotedBlock reports whether a paragraph lies in a block quote, where a line with a name and a date says who is quoted.
func (x *extraction) quotedBlock(p *paragraph) bool {
	return p.block >= 0 && (x.inTag(p.block, atom.Blockquote) || x.within(p.block, atom.Blockquote))
}

// isTextBlock reports whether short lines in such an element are text: headings and answers, not labels.
func (x *extraction) isTextBlock(p *paragraph) bool {
	if p.block < 0 {
		return false
	}
	if x.inTag(p.block, atom.Blockquote) {
		return true
	}
	switch x.tag(p.block) {
	case atom.Li: // one of names and numbers only is a table or a menu
		return x.weightIn(x.page.nodes[p.block].parent) > 0
	case atom.P, atom.Blockquote, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Dd, atom.Pre:
		return true
	}
	return false
}

// fragmentParagraphs returns all paragraphs of a piece of HTML.
func fragmentParagraphs(fragment string) []string {
	page := parsePage(fragment)
	var texts []string
	for _, p := range paragraphsOf(page, 0, int32(len(page.nodes))) {
		texts = append(texts, p.text)
	}
	return texts
}
