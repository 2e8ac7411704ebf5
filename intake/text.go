package intake

import (
	"strings"
	"unicode/utf8"

	"sayso"
)

// readText makes an article of plain text.
func readText(text string) draft {
	text = unixLines(text)
	doc, rest, ok := headerBlock(text)
	if ok {
		doc.article.Text = rest
		return doc
	}
	doc = draft{}
	doc.article.Title = loneFirstLine(text)
	doc.article.Text = text
	return doc
}

// unixLines makes every line end in a line feed. A text without carriage returns is returned as it is.
func unixLines(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// maxHeaderLines bounds a block of metadata: there are fewer keys than this.
const maxHeaderLines = 12

// headerBlock reads lines "Key: value" up to an empty line. It is a header only if every key is known; text that
// happens to start like one stays text.
func headerBlock(text string) (draft, string, bool) {
	var doc draft
	known := false
	rest := strings.TrimLeft(text, "\n")
	for range maxHeaderLines {
		line, after, more := strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if line == "" {
			return doc, strings.TrimLeft(after, "\n"), known
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || !more || !doc.set(key, strings.TrimSpace(value)) {
			return draft{}, text, false
		}
		known = true
		rest = after
	}
	return draft{}, text, false
}

// loneFirstLine returns the first line if it stands like a headline: short, followed by an empty line and more text,
// and not ending like a sentence.
func loneFirstLine(text string) string {
	line, after, _ := strings.Cut(text, "\n")
	next, rest, _ := strings.Cut(after, "\n")
	line = strings.TrimSpace(line)
	if line == "" || len(line) > 150 || strings.TrimSpace(next) != "" || len(strings.TrimSpace(rest)) <= len(line) {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(line); strings.ContainsRune(`.,;:!…"”`, last) {
		return ""
	}
	return line
}

// set keeps the value of a key of a header block or front matter and reports whether the key is known.
func (d *draft) set(key, value string) bool {
	a := &d.article
	switch strings.ToLower(strings.TrimSpace(key)) {
	case "title", "headline":
		a.Title = tidy(value)
	case "outlet", "publisher", "source", "site", "publication":
		a.Outlet = tidy(value)
	case "author", "authors", "byline":
		a.Author = authorName(value)
	case "date", "published", "published_at", "publish_date", "pubdate":
		setDate(a, published(value), sayso.DateHeader)
	case "url", "link", "canonical", "canonical_url":
		a.URL = webAddress(value)
	case "language", "lang":
		d.declared = strings.ToLower(value)
	default:
		return false
	}
	return true
}
