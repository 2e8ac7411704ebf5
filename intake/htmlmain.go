package intake

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// extraction finds the main part of a page.
type extraction struct {
	page       *page
	paragraphs []paragraph
	// weightAt[i] and wordsAt[i] sum what starts before node i and is not dropped, so that what lies in a subtree is
	// the difference of two entries.
	weightAt, wordsAt []int32
	bodyNodes         []int32 // see bodies
}

// nodeRange is a range of nodes.
type nodeRange struct{ start, end int32 }

func extract(p *page) *extraction {
	x := &extraction{page: p, paragraphs: paragraphsOf(p, 0, int32(len(p.nodes)))}
	x.sums()
	return x
}

// sums fills weightAt and wordsAt from the paragraphs that are not dropped.
func (x *extraction) sums() {
	n := len(x.page.nodes) + 1
	if x.weightAt == nil {
		x.weightAt, x.wordsAt = make([]int32, n), make([]int32, n)
	}
	clear(x.weightAt)
	clear(x.wordsAt)
	for _, p := range x.paragraphs {
		if !p.drop {
			x.weightAt[p.first+1] += int32(p.weight)
			x.wordsAt[p.first+1] += int32(p.words)
		}
	}
	for i := 1; i < n; i++ {
		x.weightAt[i] += x.weightAt[i-1]
		x.wordsAt[i] += x.wordsAt[i-1]
	}
}

// weightIn is the prose, in bytes, in the subtree of node i.
func (x *extraction) weightIn(i int32) int { return x.weight(nodeRange{i, x.page.nodes[i].end}) }

func (x *extraction) weight(r nodeRange) int { return int(x.weightAt[r.end] - x.weightAt[r.start]) }

func (x *extraction) wordsIn(i int32) int {
	return int(x.wordsAt[x.page.nodes[i].end] - x.wordsAt[i])
}

func (x *extraction) tag(i int32) atom.Atom {
	if i < 0 {
		return 0
	}
	return x.page.nodes[i].tag
}

func (x *extraction) all() nodeRange { return nodeRange{0, int32(len(x.page.nodes))} }

// paragraphFrom returns the index of the first paragraph that starts at node i or after it.
func (x *extraction) paragraphFrom(i int32) int {
	k, _ := slices.BinarySearchFunc(x.paragraphs, i, func(p paragraph, i int32) int { return int(p.first - i) })
	return k
}

// dropRange drops the paragraphs that start in r.
func (x *extraction) dropRange(r nodeRange) {
	for k := x.paragraphFrom(r.start); k < len(x.paragraphs) && x.paragraphs[k].first < r.end; k++ {
		x.paragraphs[k].drop, x.paragraphs[k].boxed = true, true
	}
}

// dropComments drops what classes call comments, unless that is nearly everything there is.
func (x *extraction) dropComments() {
	total := x.weight(x.all())
	for i := int32(0); i < int32(len(x.page.nodes)); {
		n := &x.page.nodes[i]
		if n.marks&isComments == 0 || n.tag == atom.Body || n.tag == atom.Html || x.holdsBody(i) ||
			x.weightAt[i] == 0 && x.weightIn(i)*10 > total*9 {
			i++
			continue
		}
		x.dropRange(nodeRange{i, n.end})
		i = n.end
	}
}

// holdsBody reports whether the text of the article is marked as such within node i.
func (x *extraction) holdsBody(i int32) bool {
	bodies := x.bodies()
	k, _ := slices.BinarySearch(bodies, i)
	return k < len(bodies) && bodies[k] < x.page.nodes[i].end
}

// bodies returns the nodes that are marked as the text of an article, the outermost ones.
func (x *extraction) bodies() []int32 {
	if x.bodyNodes == nil {
		x.bodyNodes = []int32{}
		for i := int32(0); i < int32(len(x.page.nodes)); {
			if n := &x.page.nodes[i]; n.marks&isBody != 0 && n.end > i+1 {
				x.bodyNodes = append(x.bodyNodes, i)
				i = n.end
			} else {
				i++
			}
		}
	}
	return x.bodyNodes
}

// boxShare is the share of a page's prose above which an element is no box, whatever its class says: pages name the
// frame around everything "content-sidebar-wrap".
const boxShare = 0.35

// minMarked is how many bytes of prose what is marked as the text of an article must have for the mark to be believed.
const minMarked = 150

// minOutsideGallery is how many bytes of prose there must be outside of a gallery: the texts under fifty pictures can be
// far longer than the article, but a page that has nothing else is read.
const minOutsideGallery = 400

// dropBoxes drops boxes: what stands beside the article or interrupts it. Should that leave next to nothing, the
// classes meant something else, and all stays.
func (x *extraction) dropBoxes() {
	total := x.weight(x.all())
	before := make([]bool, len(x.paragraphs))
	for i := range x.paragraphs {
		before[i] = x.paragraphs[i].drop
	}
	body := 0 // where the page marks the text of the article, however short, all else can be boxes
	for _, i := range x.bodies() {
		body += x.weightIn(i)
	}
	marked := body >= minMarked
	defer func() {
		x.sums()
		if x.weight(x.all())*4 < total && !marked {
			for i := range x.paragraphs {
				x.paragraphs[i].drop = before[i]
				x.paragraphs[i].boxed = x.paragraphs[i].boxed && before[i]
			}
			x.sums()
		}
	}()
	for i := int32(0); i < int32(len(x.page.nodes)); {
		n := &x.page.nodes[i]
		box := n.marks&isJunk != 0
		switch n.tag {
		case atom.Aside, atom.Search:
			box = true
		case atom.Footer:
			box = box || !x.within(i, atom.Blockquote)
		case atom.Body, atom.Html, atom.Main, atom.Blockquote:
			box = false
		}
		limit := int(boxShare * float64(total))
		if marked {
			limit = total
		}
		if n.marks&isGallery != 0 {
			box, limit = true, total-minOutsideGallery
		}
		if !box || n.marks&isText != 0 || x.weightIn(i) > limit || x.holdsBody(i) {
			i++
			continue
		}
		x.dropRange(nodeRange{i, n.end})
		i = n.end
	}
}

func (x *extraction) within(i int32, tag atom.Atom) bool {
	for i = x.page.nodes[i].parent; i >= 0; i = x.page.nodes[i].parent {
		if x.page.nodes[i].tag == tag {
			return true
		}
	}
	return false
}

// maxSectionHeadings bounds the headings that are looked at; pages have a handful.
const maxSectionHeadings = 50

// minBefore is how many bytes of prose come before a heading such as "12 comments" that ends the article. Links to the
// comments stand at the top of many pages.
const minBefore = 120

// dropSections drops what follows headings such as "12 comments" or "Related stories", up to the end of the element
// that such a heading stands in.
func (x *extraction) dropSections() {
	seen, total, headings := 0, x.weight(x.all()), 0
	for k := range x.paragraphs {
		p := &x.paragraphs[k]
		if !p.drop {
			seen += p.weight
		}
		// A heading that went with its box heads nothing outside of it.
		if p.boxed || seen < minBefore || p.words > 30 || p.block < 0 || headings >= maxSectionHeadings || mostlyLinks(p) {
			continue
		}
		comments := commentsHeading().MatchString(p.text)
		if !comments && !relatedHeading().MatchString(p.text) {
			continue
		}
		headings++
		section := x.sectionOf(p)
		rest := nodeRange{p.first, x.page.nodes[section].end}
		own := x.weight(nodeRange{section, p.first}) == 0 // nothing but the heading before it
		if comments || own || float64(x.weight(rest)) < boxShare*float64(total) && !x.proseChildAfter(section, p.first) {
			x.dropRange(rest)
		}
	}
}

// sectionOf returns the element that a heading heads: its parent, or if it fills that, the next one out.
func (x *extraction) sectionOf(p *paragraph) int32 {
	section := p.block
	for x.page.nodes[section].parent >= 0 && x.wordsIn(section) <= p.words {
		section = x.page.nodes[section].parent
	}
	return section
}

// proseChildAfter reports whether paragraphs of prose follow node after directly in the element: then the list ends
// and the article goes on.
func (x *extraction) proseChildAfter(element, after int32) bool {
	for i := element + 1; i < x.page.nodes[element].end; i = x.page.nodes[i].end {
		if i > after && x.page.nodes[i].tag == atom.P && x.weightIn(i) > 0 {
			return true
		}
	}
	return false
}

// minTeasers is how many teasers side by side make a list of them.
const minTeasers = 3

// dropTeasers drops lists of other articles: elements side by side that hold a linked headline and one paragraph each.
func (x *extraction) dropTeasers() {
	type teaser struct{ element, list int32 }
	var teasers []teaser
	count := map[int32]int{}
	for k := range x.paragraphs[:max(0, len(x.paragraphs)-1)] {
		head := &x.paragraphs[k]
		if head.words < 4 || !mostlyLinks(head) || head.block < 0 {
			continue
		}
		next := k + 1
		for next < len(x.paragraphs)-1 && next < k+4 && x.paragraphs[next].drop { // section, source, date
			next++
		}
		p := &x.paragraphs[next]
		if p.drop || p.weight == 0 {
			continue
		}
		element := head.block
		for element >= 0 && x.page.nodes[element].end <= p.first {
			element = x.page.nodes[element].parent
		}
		if element < 0 || x.page.nodes[element].parent < 0 || x.weightIn(element) != p.weight {
			continue
		}
		list := x.page.nodes[element].parent
		teasers = append(teasers, teaser{element, list})
		count[list]++
	}
	for _, t := range teasers {
		if count[t.list] >= minTeasers {
			x.dropRange(nodeRange{t.element, x.page.nodes[t.element].end})
		}
	}
}

// mainPart returns the nodes that the article lies in, and whether that is beyond doubt.
func (x *extraction) mainPart() (nodeRange, bool) {
	total := x.weight(x.all())
	if total == 0 {
		return x.all(), false
	}
	enough := func(r nodeRange) bool { return x.weight(r)*10 >= total*3 && x.weight(r) >= 200 }
	if r, ok := x.first(x.bodies()); ok && enough(r) {
		return r, true
	}
	var articles, mains []int32
	for i := int32(0); i < int32(len(x.page.nodes)); i++ {
		n := &x.page.nodes[i]
		if n.marks&isComments != 0 {
			i = n.end - 1
			continue
		}
		if n.tag == atom.Article || n.marks&isArticle != 0 {
			articles = append(articles, i)
			i = n.end - 1 // the outermost ones
		}
	}
	for i := int32(0); i < int32(len(x.page.nodes)); i++ {
		if n := &x.page.nodes[i]; n.tag == atom.Main || n.marks&isMain != 0 {
			mains = append(mains, i)
			i = n.end - 1
		}
	}
	if r, ok := x.first(articles); ok && enough(r) {
		return x.narrow(r), true
	}
	if r, ok := x.first(mains); ok && enough(r) {
		return x.narrow(r), true
	}
	r := x.densest()
	return r, x.weight(r) >= 400 && x.weight(r)*10 >= total*7 && x.proseIn(r) >= 3
}

// first returns the first of the elements that holds at least half as much prose as the largest one: an article stands
// before those that follow it on the same page. Where no element holds most, as the entries of a live page, it returns
// their parent.
func (x *extraction) first(elements []int32) (nodeRange, bool) {
	largest, sum, alike := 0, 0, 0
	for _, i := range elements {
		largest = max(largest, x.weightIn(i))
	}
	for _, i := range elements {
		if w := x.weightIn(i); w*4 >= largest { // the others are teasers
			sum += w
			alike++
		}
	}
	if largest == 0 {
		return nodeRange{}, false
	}
	for _, i := range elements {
		if x.weightIn(i)*2 < largest {
			continue
		}
		if parent := x.page.nodes[i].parent; alike >= 3 && largest*2 < sum && parent >= 0 {
			i = parent
		}
		return nodeRange{i, x.page.nodes[i].end}, true
	}
	return nodeRange{}, false
}

// narrow goes down from an element as long as one of its children holds all the prose that counts.
func (x *extraction) narrow(r nodeRange) nodeRange { return x.descend(r, 0.98) }

// densest goes down from the top of the page to the element whose prose is spread over its children.
func (x *extraction) densest() nodeRange { return x.descend(x.all(), 0.8) }

func (x *extraction) descend(r nodeRange, share float64) nodeRange {
	for {
		child := int32(-1)
		start := r.start
		if x.page.nodes[start].end == r.end && x.page.nodes[start].marks&isText == 0 {
			start++ // r is one element: look at its children
		}
		for i := start; i < r.end; i = x.page.nodes[i].end {
			if float64(x.weightIn(i)) >= share*float64(x.weight(r)) {
				child = i
				break
			}
		}
		if child < 0 || x.page.nodes[child].marks&isText != 0 {
			return r
		}
		switch x.page.nodes[child].tag {
		case atom.P, atom.Blockquote, atom.Ul, atom.Ol, atom.Pre, atom.Span, atom.A:
			return r
		}
		r = nodeRange{child, x.page.nodes[child].end}
	}
}

// proseIn counts the paragraphs of prose in r.
func (x *extraction) proseIn(r nodeRange) int {
	n := 0
	for i := range x.paragraphs {
		if p := &x.paragraphs[i]; !p.drop && p.weight > 0 && r.start <= p.first && p.first < r.end {
			n++
		}
	}
	return n
}
