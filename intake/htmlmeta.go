package intake

import (
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"sayso"
)

// The names of meta tags, each list in the order in which they are trusted.
var (
	titleTags  = []string{"og:title", "citation_title", "parsely-title", "sailthru.title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"}
	outletTags = []string{"og:site_name", "citation_publisher", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher", "application-name"}
	authorTags = []string{"article:author", "author", "parsely-author", "sailthru.author", "citation_author", "byl", "dc.creator", "dcterms.creator", "dc.creator.name", "creator", "cxenseparse:author"}
	dateTags   = []string{"article:published_time", "og:article:published_time", "article:published", "parsely-pub-date", "sailthru.date",
		"datepublished", "citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created",
		"pubdate", "publishdate", "publish-date", "publish_date", "pub_date", "published_time", "ptime", "displaydate", "cxenseparse:recs:publishtime", "date", "datecreated", "og:pubdate"}
	addressTags = []string{"og:url", "parsely-link", "twitter:url", "citation_public_url", "dc.identifier"}
)

// metadata fills in what a page says about its article.
func (x *extraction) metadata(doc *draft, main nodeRange, linked map[string]any) {
	p, a := x.page, &doc.article
	doc.declared = p.lang
	a.Outlet = plain(firstName(linked["publisher"], linked["sourceOrganization"], linked["isPartOf"]))
	if a.Outlet == "" {
		a.Outlet = p.firstMeta(outletTags, func(s string) string {
			if s = tidy(s); strings.Contains(s, "://") {
				return ""
			}
			return s
		})
	}
	x.titleOf(a, linked)
	if a.Author = joinAuthors(unescapeAll(names(linked["author"]))); a.Author == "" {
		if a.Author = joinAuthors(unescapeAll(names(linked["creator"]))); a.Author == "" {
			a.Author = p.metaAuthors()
		}
	}
	for _, key := range []string{"datePublished", "dateCreated", "uploadDate"} {
		setDate(a, published(firstText(linked[key])), sayso.DateJSONLD)
	}
	setDate(a, p.firstMeta(dateTags, published), sayso.DateMeta)
	// "The Herald" as the author of the Herald is what templates put where they know better further down.
	house := a.Author
	if sameWords(a.Author, a.Outlet) {
		a.Author = ""
	}
	x.byline(a, main)
	if a.Author == "" {
		a.Author = house
	}
	x.address(a, linked)
}

func unescapeAll(list []string) []string {
	for i := range list {
		list[i] = html.UnescapeString(list[i])
	}
	return list
}

// firstMeta returns the first meta tag that clean makes something of.
func (p *page) firstMeta(tags []string, clean func(string) string) string {
	for _, tag := range tags {
		for _, content := range p.meta[tag] {
			if s := clean(content); s != "" {
				return s
			}
		}
	}
	return ""
}

func (p *page) metaAuthors() string {
	for _, tag := range authorTags {
		if author := joinAuthors(p.meta[tag]); author != "" {
			return author
		}
	}
	return ""
}

// titleOf finds the headline, without the name of the site that pages append to it, and the site's name there if it
// is not known otherwise.
func (x *extraction) titleOf(a *sayso.Article, linked map[string]any) {
	if a.Title = plain(firstText(linked["headline"])); a.Title == "" || len(a.Title) > maxTitle {
		a.Title = x.page.firstMeta(titleTags, func(s string) string { return plain(s) })
	}
	heading := tidy(x.onlyHeading()) // on one line, should it break
	if a.Title == "" && heading != "" {
		a.Title = heading
	}
	before, after := cutSite(x.page.title)
	if a.Outlet == "" && (sameWords(before, heading) || heading == "" && len(strings.Fields(after)) <= 4) {
		a.Outlet = after
	}
	if a.Title == "" {
		a.Title = x.page.title
	}
	for {
		before, after = cutSite(a.Title)
		if after == "" || !sameWords(after, a.Outlet) && !sameWords(before, heading) {
			break
		}
		a.Title = before
	}
}

// onlyHeading returns the text of the page's only first-level heading, or the first of several that occurs in the
// title element.
func (x *extraction) onlyHeading() string {
	first, n := "", 0
	for i := range x.paragraphs {
		p := &x.paragraphs[i]
		if p.block < 0 || !x.inTag(p.block, atom.H1) {
			continue
		}
		if n++; n == 1 {
			first = p.text
		}
		if strings.Contains(wordsOnly(x.page.title), wordsOnly(p.text)) && wordsOnly(p.text) != "" && p.words >= 3 {
			return p.text
		}
	}
	if n == 1 && len(strings.Fields(first)) >= 2 && (x.page.title == "" || shareWords(first, x.page.title)) {
		return first
	}
	return ""
}

// shareWords reports whether a third of the words of a occur in b.
func shareWords(a, b string) bool {
	words, other := strings.Fields(wordsOnly(a)), strings.Fields(wordsOnly(b))
	n := 0
	for _, w := range words {
		if slices.Contains(other, w) {
			n++
		}
	}
	return n*3 >= len(words)
}

// inTag reports whether node i is an element of this name or lies directly in one.
func (x *extraction) inTag(i int32, tag atom.Atom) bool {
	return x.page.nodes[i].tag == tag || x.tag(x.page.nodes[i].parent) == tag
}

// cutSite splits "Headline | Site" at its last separator. after is empty if there is none.
func cutSite(title string) (before, after string) {
	at, width := -1, 0
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "} {
		if i := strings.LastIndex(title, sep); i > at {
			at, width = i, len(sep)
		}
	}
	if at <= 0 {
		return title, ""
	}
	return strings.TrimSpace(title[:at]), strings.TrimSpace(title[at+width:])
}

// wordsOnly leaves the letters and digits of s, in lower case, with one space between words.
func wordsOnly(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

func sameWords(a, b string) bool {
	a, b = wordsOnly(a), wordsOnly(b)
	return a != "" && a == b
}

// address finds the canonical address: what links elsewhere on the page say counts less than what it says of itself.
func (x *extraction) address(a *sayso.Article, linked map[string]any) {
	p := x.page
	candidates := []string{firstText(linked["url"])}
	switch of := linked["mainEntityOfPage"].(type) {
	case string:
		candidates = append(candidates, of)
	case map[string]any:
		candidates = append(candidates, firstText(of["@id"], of["url"]))
	}
	candidates = append(candidates, p.canonical)
	for _, tag := range addressTags {
		candidates = append(candidates, p.meta[tag]...)
	}
	for _, c := range append(candidates, p.savedFrom) {
		if u := webAddress(c); u != "" && !isFrontPage(u) {
			a.URL = u
			return
		}
	}
}

// isFrontPage reports whether an address has no path: sites give that of themselves where that of the article belongs.
func isFrontPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}
