package intake

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"sayso"
)

// minLiveParts is how many dated entries make a live page.
const minLiveParts = 3

// liveParts returns the entries of a live page as articles of their own, each with its own time: what is said in one is
// said then and not when the page began. What stands outside of the entries, as a summary above them, comes first. On any
// other page it returns nil.
func (x *extraction) liveParts(doc *draft, main nodeRange, linked map[string]any) []draft {
	if !x.isLive(linked) {
		return nil
	}
	entries := x.liveEntries()
	updates := liveUpdates(doc, linked)
	onPage := 0
	for _, e := range entries {
		onPage += x.weightIn(e.node)
	}
	told := 0
	for i := range updates {
		told += len(updates[i].article.Text)
	}
	if len(entries) < minLiveParts || 2*onPage < told {
		if len(updates) < minLiveParts {
			return nil
		}
		return updates
	}
	var parts []draft
	outside := x.outside(main, entries)
	if texts, prose := x.articleText(main, doc.article.Title); prose > 0 {
		var intro []string
		for _, t := range texts {
			if outside[t] {
				intro = append(intro, t)
			}
		}
		if len(intro) > 0 {
			part := *doc
			part.article.Text = strings.Join(intro, "\n\n")
			parts = append(parts, part)
		}
	}
	for _, e := range entries {
		r := nodeRange{e.node, x.page.nodes[e.node].end}
		heading := x.headingIn(r)
		texts, _ := x.articleText(r, heading)
		if len(texts) == 0 {
			continue
		}
		part := partOf(doc, heading, e.published, sayso.DateElement)
		if id := x.idIn(r); id != "" && part.article.URL != "" {
			part.article.URL += "#" + id
		}
		part.article.Text = strings.Join(texts, "\n\n")
		parts = append(parts, part)
	}
	return parts
}

// partOf is a part of a page with its own heading and time.
func partOf(doc *draft, heading, published string, from sayso.DateSource) draft {
	part := *doc
	part.leftOut = 0
	if heading != "" && !sameWords(heading, doc.article.Title) {
		part.article.Title = strings.TrimPrefix(doc.article.Title+": "+heading, ": ")
	}
	part.article.Published, part.article.DateSource = "", ""
	setDate(&part.article, published, from)
	return part
}

// isLive reports whether a page says of itself that it is told in instalments.
func (x *extraction) isLive(linked map[string]any) bool {
	if slices.ContainsFunc(texts(linked["@type"]), func(t string) bool { return strings.HasSuffix(t, "LiveBlogPosting") }) {
		return true
	}
	n := 0
	for i := range x.page.nodes {
		if x.page.nodes[i].marks&isLivePart != 0 {
			n++
		}
	}
	return n >= minLiveParts
}

// liveEntry is an element with a time and text of its own.
type liveEntry struct {
	node      int32
	published string
}

// maxClimb bounds how many elements a time lies deep in its entry.
const maxClimb = 24

// liveEntries returns the children of the element that most children with a time and prose of their own lie in.
func (x *extraction) liveEntries() []liveEntry {
	children := map[int32][]liveEntry{} // by the element they lie in
	for _, t := range x.page.times {
		when := published(t.value)
		if when == "" {
			continue
		}
		child := t.node
		for range maxClimb {
			parent := x.page.nodes[child].parent
			if parent < 0 {
				break
			}
			list := children[parent]
			if (len(list) == 0 || list[len(list)-1].node != child) && x.weightIn(child) > 0 {
				children[parent] = append(list, liveEntry{child, when})
			}
			child = parent
		}
	}
	best := int32(-1)
	for parent, list := range children {
		if n := len(list); best < 0 || n > len(children[best]) || n == len(children[best]) && parent > best {
			best = parent
		}
	}
	if best < 0 {
		return nil
	}
	return children[best]
}

// outside returns the texts of the paragraphs of main that lie in none of the entries.
func (x *extraction) outside(main nodeRange, entries []liveEntry) map[string]bool {
	found := map[string]bool{}
	for k := x.paragraphFrom(main.start); k < len(x.paragraphs) && x.paragraphs[k].first < main.end; k++ {
		p := &x.paragraphs[k]
		for len(entries) > 0 && x.page.nodes[entries[0].node].end <= p.first {
			entries = entries[1:]
		}
		if len(entries) == 0 || p.first < entries[0].node {
			found[p.text] = true
		}
	}
	return found
}

// headingIn returns the first heading in r.
func (x *extraction) headingIn(r nodeRange) string {
	for k := x.paragraphFrom(r.start); k < len(x.paragraphs) && x.paragraphs[k].first < r.end; k++ {
		p := &x.paragraphs[k]
		if p.block < 0 || p.words > 30 {
			continue
		}
		for _, tag := range []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4} {
			if x.inTag(p.block, tag) {
				return p.text
			}
		}
	}
	return ""
}

// idIn returns the id of the entry or of the first element within it that has one.
func (x *extraction) idIn(r nodeRange) string {
	k, _ := slices.BinarySearchFunc(x.page.ids, r.start, func(e elementID, start int32) int { return int(e.node - start) })
	if k < len(x.page.ids) && x.page.ids[k].node < r.end {
		return x.page.ids[k].id
	}
	return ""
}

// liveUpdates returns the entries as JSON-LD has them.
func liveUpdates(doc *draft, linked map[string]any) []draft {
	list, _ := linked["liveBlogUpdate"].([]any)
	var parts []draft
	for _, item := range list {
		object, ok := item.(map[string]any)
		if !ok {
			continue
		}
		body := bodyOfLinkedData(object)
		if len(body) == 0 {
			continue
		}
		part := partOf(doc, plain(firstText(object["headline"], object["name"])), published(firstText(object["datePublished"])), sayso.DateJSONLD)
		if u := webAddress(firstText(object["url"])); u != "" {
			part.article.URL = u
		}
		part.article.Text = strings.Join(body, "\n\n")
		parts = append(parts, part)
	}
	return parts
}
