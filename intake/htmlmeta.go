package intake

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
		if a.Published == "" {
			a.Published = published(firstText(linked[key]))
		}
	}
	if a.Published == "" {
		a.Published = p.firstMeta(dateTags, published)
	}
	x.byline(a, main)
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

// byline fills in author and date from the page itself: from time elements, from elements marked as byline, from lines
// such as "By Ilse Marrow | May 14, 2031" between headline and text.
func (x *extraction) byline(a *sayso.Article, main nodeRange) {
	region := x.bylineRegion(a.Title, main)
	if a.Published == "" {
		if a.Published = x.timeElement(region); a.Published == "" {
			a.Published = x.timeElement(nodeRange{x.articleAround(main).start, region.end})
		}
	}
	if a.Author == "" {
		if a.Author = x.authorElement(region); a.Author == "" {
			a.Author = x.authorElement(nodeRange{x.articleAround(main).start, region.end})
		}
	}
	for k := x.paragraphFrom(region.start); k < len(x.paragraphs) && x.paragraphs[k].first < region.end; k++ {
		if a.Published != "" && a.Author != "" {
			return
		}
		if p := &x.paragraphs[k]; p.words <= 25 {
			if author, date, ok := splitByline(p.text); ok {
				if a.Author == "" {
					a.Author = author
				}
				if a.Published == "" {
					a.Published = date
				}
			}
		}
	}
}

// bylineRegion reaches from the headline to the first prose. Dates further up are those of the day on which the page
// was loaded. Without a headline it starts where the main part starts.
func (x *extraction) bylineRegion(title string, main nodeRange) nodeRange {
	r := main
	for k := x.paragraphFrom(main.start); k < len(x.paragraphs) && x.paragraphs[k].first < main.end; k++ {
		if p := &x.paragraphs[k]; !p.drop && p.weight > 0 {
			r.end = p.first
			break
		}
	}
	for k := range x.paragraphs {
		p := &x.paragraphs[k]
		if p.first >= r.end {
			break
		}
		if len(p.text) <= 2*len(title) && sameWords(p.text, title) {
			r.start = p.first
			break
		}
	}
	return r
}

// articleAround returns the outermost article element around the main part, or the main part.
func (x *extraction) articleAround(main nodeRange) nodeRange {
	for i := main.start; i >= 0 && i < int32(len(x.page.nodes)); i = x.page.nodes[i].parent {
		if n := &x.page.nodes[i]; n.tag == atom.Article || n.marks&isArticle != 0 {
			main = nodeRange{i, n.end}
		}
	}
	return main
}

// timeElement returns the date of the first time element in the region, better one that is named the date of
// publication, wherever on the page it is.
func (x *extraction) timeElement(region nodeRange) string {
	for _, t := range x.page.times {
		if t.named {
			if s := published(t.value); s != "" {
				return s
			}
		}
	}
	for _, t := range x.page.times {
		if region.start <= t.node && t.node < region.end {
			if s := published(t.value); s != "" {
				return s
			}
		}
	}
	return ""
}

// authorElement returns the names in the innermost elements that are marked as byline.
func (x *extraction) authorElement(region nodeRange) string {
	var found []string
	for i := region.start; i < region.end; {
		n := &x.page.nodes[i]
		if n.marks&isByline == 0 || n.marks&isJunk != 0 {
			i++
			continue
		}
		if inner := x.innerByline(i); len(inner) > 0 {
			found = append(found, inner...)
		} else if name := x.textOf(i); name != "" {
			found = append(found, name)
		}
		i = max(n.end, i+1)
	}
	var authors []string
	for _, text := range found {
		if author, _, ok := splitByline(text); ok && author != "" {
			authors = append(authors, author)
		} else if looksLikeName(text) {
			authors = append(authors, text)
		}
	}
	return joinAuthors(authors)
}

// innerByline returns the texts of the elements within node i that are marked as byline themselves.
func (x *extraction) innerByline(i int32) []string {
	var inner []string
	for k := i + 1; k < x.page.nodes[i].end; {
		n := &x.page.nodes[k]
		if n.marks&isByline == 0 || n.marks&isText != 0 {
			k++
			continue
		}
		if deeper := x.innerByline(k); len(deeper) > 0 {
			inner = append(inner, deeper...)
		} else if text := x.textOf(k); text != "" {
			inner = append(inner, text)
		}
		k = n.end
	}
	return inner
}

// maxBylineBytes bounds the text of a byline.
const maxBylineBytes = 200

// textOf returns the text of a small element, or "" if it is none.
func (x *extraction) textOf(i int32) string {
	var b strings.Builder
	for k := i; k < x.page.nodes[i].end; k++ {
		n := &x.page.nodes[k]
		if n.marks&isText == 0 {
			b.WriteByte(' ')
			continue
		}
		if b.Len()+int(n.to-n.from) > 4*maxBylineBytes {
			return ""
		}
		b.Write(x.page.text[n.from:n.to])
	}
	if s := tidy(b.String()); len(s) <= maxBylineBytes {
		return s
	}
	return ""
}

var (
	bylineStart = regexp.MustCompile(`(?i)^(?:(?:written|reported|posted|published) )?by:? +`)
	bylineRole  = regexp.MustCompile(`(?i),? +(?:the )?(?:chief |senior |political |national |foreign |business |special |staff |associated |our |[\p{L}&.]+ )?(?:staff|writers?|reporters?|correspondents?|editors?|columnist|contributors?)$`)
	bylineDate  = regexp.MustCompile(`(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d|\d{1,4}[ ./-](?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`)
	bylineSplit = regexp.MustCompile(`\s*(?:[|·•\n]| – | — | - )\s*`)
)

// splitByline takes a line apart that names author and date: "By Ilse Marrow, Staff Writer | May 14, 2031". It fails on
// lines that say anything else.
func splitByline(line string) (author, date string, ok bool) {
	if len(line) > maxBylineBytes || !strings.ContainsAny(line, "0123456789") && bylineStart.FindString(line) == "" {
		return "", "", false
	}
	for _, part := range bylineSplit.Split(line, -1) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if d := published(part); d != "" {
			if date == "" {
				date = d
			}
			continue
		}
		start := bylineStart.FindString(part)
		if start == "" {
			if author != "" && len(strings.Fields(part)) <= 5 && !endsSentence(part) { // the author's paper
				continue
			}
			return "", "", false
		}
		name := part[len(start):]
		if at := bylineDate.FindStringIndex(name); at != nil { // "By Ilse Marrow, May 14, 2031 Corran Herald"
			if d := longestDate(name[at[0]:]); d != "" {
				name, date = strings.TrimRight(name[:at[0]], " ,(/"), d
			}
		}
		name = bylineRole.ReplaceAllString(name, "")
		if !looksLikeName(name) {
			return "", "", false
		}
		author = authorName(name)
	}
	return author, date, author != "" || date != ""
}

// longestDate returns the date that s starts with, whatever follows it.
func longestDate(s string) string {
	for {
		if d := published(s); d != "" {
			return d
		}
		i := strings.LastIndexByte(s, ' ')
		if i < 0 {
			return ""
		}
		s = s[:i]
	}
}

// looksLikeName reports whether s could be one or more names: a few words, the first with a capital, no sentence.
func looksLikeName(s string) bool {
	words := strings.Fields(s)
	first, _ := utf8.DecodeRuneInString(s)
	return len(words) >= 1 && len(words) <= 14 && unicode.IsUpper(first) && !strings.ContainsAny(s, "!?:;") &&
		published(s) == ""
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
