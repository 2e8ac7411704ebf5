package intake

import (
	"bytes"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
)

// format is how a file holds its articles.
type format int

const (
	plainText format = iota
	markdown
	htmlPage
	jsonLines  // one object a line
	jsonValues // objects over several lines, or in an array
)

// foreign are kinds of files that are known by how they start but not read.
var foreign = []struct{ prefix, kind, hint string }{
	{"%PDF-", "a PDF document", "save its text as .txt"},
	{`{\rtf`, "a rich text document", "save it as plain text"},
	{"PK\x03\x04", "a zip archive or office document", "unpack it, or save it as plain text"},
	{"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"},
	{"WARC/", "a WARC archive", "take the pages out of it first"},
	{"BZh", "a bzip2 archive", "unpack it first"},
	{"\xfd7zXZ", "an xz archive", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"},
	{"From: <Saved by Blink>", "a web archive (MHTML)", `save the page as "HTML only"`},
	{"SQLite format 3", "an SQLite database", ""},
}

// sniff tells the format from the first bytes of a file, its byte order mark taken off.
func sniff(name string, head []byte) (format, error) {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.prefix)) {
			return 0, &Error{Err: because(ErrFormat, "%s is not read", f.kind), Hint: f.hint}
		}
	}
	if bytes.IndexByte(head, 0) >= 0 {
		// Only now: the marks of some media are letters that a text can start with ("BM", "OTTO").
		if kind, _, _ := strings.Cut(http.DetectContentType(head), "/"); media[kind] != "" {
			return 0, &Error{Err: because(errMedia, "it is not text but %s", media[kind])}
		}
		return 0, &Error{Err: ErrBinary, Hint: "only text, Markdown, HTML and JSON are read"}
	}
	start := bytes.TrimLeft(head, " \t\r\n\f")
	if f, ok := sniffJSON(start); ok {
		return f, nil
	}
	if is, err := sniffHTML(start); is || err != nil {
		return htmlPage, err
	}
	if looksLikeTable(start) {
		return 0, &Error{Err: because(ErrFormat, "a table (CSV) is not read"),
			Hint: "turn it into JSON lines with the keys id, title, text"}
	}
	if looksLikeMarkdown(name, string(start)) {
		return markdown, nil
	}
	return plainText, nil
}

// errMedia marks pictures, sound, film and fonts: an ErrBinary that is passed over in silence inside folders.
var errMedia = because(ErrBinary, "it is not text")

var media = map[string]string{"image": "a picture", "audio": "sound", "video": "a film", "font": "a font"}

// sniffJSON tells JSON by its first characters: an object starts with {" and an array of objects with [{.
func sniffJSON(start []byte) (format, bool) {
	if len(start) == 0 {
		return 0, false
	}
	rest := bytes.TrimLeft(start[1:], " \t\r\n")
	switch start[0] {
	case '[':
		return jsonValues, len(rest) > 0 && (rest[0] == '{' || rest[0] == ']')
	case '{':
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '}' {
			return 0, false
		}
		line, after, more := bytes.Cut(start, []byte("\n"))
		after = bytes.TrimLeft(after, " \t\r\n")
		// An object that goes on in the next line does not end in a brace, and its next line starts with a key.
		if !more || bytes.HasSuffix(bytes.TrimSpace(line), []byte("}")) || bytes.HasPrefix(after, []byte("{")) {
			return jsonLines, true
		}
		return jsonValues, true
	}
	// JSON lines whose first line is damaged: most of the others are objects.
	objects, others := 0, 0
	for line := range bytes.Lines(start) {
		switch line = bytes.TrimSpace(line); {
		case len(line) == 0:
		case bytes.HasPrefix(line, []byte(`{"`)) || bytes.HasPrefix(line, []byte(`{ "`)):
			objects++
		default:
			others++
		}
	}
	return jsonLines, objects > others
}

var (
	htmlStart = regexp.MustCompile(`(?i)^(?:<\?xml[^>]*>\s*|<!--(?s:.*?)-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|main|section|table|h1|script|link|span)\b`)
	htmlTags  = regexp.MustCompile(`(?i)</(?:p|div|h[1-6]|li|table|article|body|a)>`)
	xmlStart  = regexp.MustCompile(`(?i)^(?:<\?xml|<rss|<feed|<nitf|<newsml)`)
	feedRoot  = regexp.MustCompile(`(?i)<(rss|feed|rdf:rdf)[\s>]`)
)

// sniffHTML reports whether a file is a page. XML that is no page is an error.
func sniffHTML(start []byte) (bool, error) {
	if len(start) > 0 && start[0] == '<' {
		if htmlStart.Match(start) {
			return true, nil
		}
		if feedRoot.Match(start[:min(len(start), 1024)]) {
			return false, &Error{Err: because(ErrFormat, "a feed (RSS or Atom) is not read"),
				Hint: "save the articles it links to"}
		}
		if xmlStart.Match(start) {
			return false, &Error{Err: because(ErrFormat, "XML is not read"), Hint: "save its text as .txt"}
		}
	}
	// A piece of a page can start with its text.
	return bytes.Contains(start, []byte("</")) && len(htmlTags.FindAllIndex(start, 3)) == 3, nil
}

// looksLikeTable reports whether the first line is the head of a CSV file with articles.
func looksLikeTable(start []byte) bool {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	for _, sep := range []string{",", "\t", ";"} {
		cells := strings.Split(strings.ToLower(string(bytes.TrimSpace(line))), sep)
		if len(cells) < 3 {
			continue
		}
		known := 0
		for _, cell := range cells {
			cell = strings.Trim(cell, ` "`)
			if strings.Contains(cell, " ") {
				known = 0
				break
			}
			switch cell {
			case "id", "title", "headline", "text", "content", "body", "url", "date", "published", "author", "source":
				known++
			}
		}
		if known >= 2 {
			return true
		}
	}
	return false
}

// The signs of Markdown. Words that are set off with asterisks or a single list occur in plain text as well and do
// not count.
var (
	mdHeading = regexp.MustCompile(`(?m)^#{1,6} +\S.*$`)
	mdLink    = regexp.MustCompile(`\[[^\]\n]+\]\((?:https?://|/|#)[^)\s]*[^)\n]*\)`)
	mdImage   = regexp.MustCompile(`!\[[^\]\n]*\]\([^)\n]+\)`)
	mdRefs    = regexp.MustCompile(`(?m)^\[[^\]\n]+\]: +(?:https?://|/)\S+`)
	mdBold    = regexp.MustCompile(`\*\*[^*\s][^*\n]*\*\*`)
)

func looksLikeMarkdown(name, start string) bool {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz"))) {
	case ".md", ".markdown", ".mdown":
		return true
	}
	if _, _, ok := frontMatter(start); ok {
		return true
	}
	// The expressions are tried only where the characters that they need are there: most texts have none of them.
	if strings.Contains(start, "](") && (mdLink.MatchString(start) || mdImage.MatchString(start)) ||
		strings.Contains(start, "]: ") && mdRefs.MatchString(start) {
		return true
	}
	if !strings.Contains(start, "# ") {
		return false
	}
	headings := len(mdHeading.FindAllStringIndex(start, 2))
	return headings == 2 || headings == 1 && (strings.HasPrefix(start, "#") || mdBold.MatchString(start))
}
