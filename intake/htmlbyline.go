package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"sayso"
)

// byline fills in author and date from the page itself: from time elements, from elements marked as byline, from lines
// such as "By Ilse Marrow | May 14, 2031" between headline and text.
func (x *extraction) byline(a *sayso.Article, main nodeRange) {
	region := x.bylineRegion(a.Title, main)
	if a.Published == "" {
		setDate(a, x.timeElement(region), sayso.DateElement)
		setDate(a, x.timeElement(nodeRange{x.articleAround(main).start, region.end}), sayso.DateElement)
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
				setDate(a, date, sayso.DateText)
			} else if a.Published == "" && x.marksAround(p)&(isByline|isDateLine) != 0 {
				if at := bylineDate().FindStringIndex(p.text); at != nil {
					setDate(a, longestDate(p.text[at[0]:]), sayso.DateText)
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
		if at := bylineDate().FindStringIndex(text); at != nil && at[0] > 0 && longestDate(text[at[0]:]) != "" && bylineStart().FindString(text) == "" {
			text = strings.TrimRight(text[:at[0]], " ,|·•–—-")
		}
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
	bylineStart = pattern(`(?i)^(?:(?:written|reported|posted|published) )?by:? +`)
	bylineRole  = pattern(`(?i),? +(?:the )?(?:chief |senior |political |national |foreign |business |special |staff |associated |our |[\p{L}&.]+ )?(?:staff|writers?|reporters?|correspondents?|editors?|columnist|contributors?)$`)
	bylineDate  = pattern(`(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d|\d{1,4}[ ./-](?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`)
	bylineSplit = pattern(`\s*(?:[|·•\n]| – | — | - )\s*`)
)

// splitByline takes a line apart that names author and date: "By Ilse Marrow, Staff Writer | May 14, 2031". It fails on
// lines that say anything else.
func splitByline(line string) (author, date string, ok bool) {
	if len(line) > maxBylineBytes || !strings.ContainsAny(line, "0123456789") && bylineStart().FindString(line) == "" {
		return "", "", false
	}
	for _, part := range bylineSplit().Split(line, -1) {
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
		start := bylineStart().FindString(part)
		if start == "" {
			if author != "" && len(strings.Fields(part)) <= 5 && !endsSentence(part) { // the author's paper
				continue
			}
			return "", "", false
		}
		name := part[len(start):]
		if at := bylineDate().FindStringIndex(name); at != nil { // "By Ilse Marrow, May 14, 2031 Corran Herald"
			if d := longestDate(name[at[0]:]); d != "" {
				name, date = strings.TrimRight(name[:at[0]], " ,(/"), d
			}
		}
		name = bylineRole().ReplaceAllString(name, "")
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
