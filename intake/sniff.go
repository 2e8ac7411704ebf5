package intake

import (
	"bytes"
	"net/http"
	"path/filepath"
	"strings"

	"sayso/intake/mail"
)

// format is how a file holds its articles.
type format int

const (
	plainText format = iota
	markdown
	htmlPage
	jsonLines   // one object a line
	jsonValues  // objects over several lines, or in an array
	tableRows   // CSV and its like
	xmlDocument // a feed or an agency's XML
	mailMessage // an e-mail
	mboxMail    // a mailbox
	pdfDocument
)

// foreign are kinds of files that are known by how they start but not read.
var foreign = []struct{ prefix, kind, hint string }{
	{`{\rtf`, "a rich text document", "save it as plain text"},
	{"\xd0\xcf\x11\xe0", "an old office document", "save it as .docx or plain text"},
	{"\xfd7zXZ", "an xz archive", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"},
	{"Rar!\x1a\x07", "a RAR archive", "unpack it first"},
	{"From: <Saved by Blink>", "a web archive (MHTML)", `save the page as "HTML only"`},
	{"SQLite format 3", "an SQLite database", ""},
}

// sniff tells the format from the first bytes of a file, its byte order mark taken off.
func sniff(name string, head []byte, o *Options) (format, error) {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.prefix)) {
			return 0, &Error{Err: because(ErrFormat, "%s is not read", f.kind), Hint: f.hint}
		}
	}
	if bytes.HasPrefix(head, []byte("%PDF-")) {
		return pdfDocument, nil
	}
	if bytes.IndexByte(head, 0) >= 0 {
		// Only now: the marks of some media are letters that a text can start with ("BM", "OTTO").
		if kind, _, _ := strings.Cut(http.DetectContentType(head), "/"); media[kind] != "" {
			return 0, &Error{Err: because(errMedia, "it is not text but %s", media[kind])}
		}
		return 0, &Error{Err: ErrBinary, Hint: "see sayso help read for what can be read"}
	}
	start := bytes.TrimLeft(head, " \t\r\n\f")
	if f, ok := sniffJSON(start); ok {
		return f, nil
	}
	if len(start) > 0 && start[0] == '<' {
		if root := xmlRoot(start); isXMLRead(root) {
			return xmlDocument, nil
		}
	}
	switch { // before pages: a message can hold one
	case mail.IsBox(start):
		return mboxMail, nil
	case mail.Is(start):
		return mailMessage, nil
	}
	if is, err := sniffHTML(start); is || err != nil {
		return htmlPage, err
	}
	switch {
	case looksLikeTable(start, o.Map):
		return tableRows, nil
	case looksLikeMarkdown(name, string(start)):
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
	htmlStart = pattern(`(?i)^(?:<\?xml[^>]*>\s*|<!--(?s:.*?)-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|main|section|table|h1|script|link|span)\b`)
	htmlTags  = pattern(`(?i)</(?:p|div|h[1-6]|li|table|article|body|a)>`)
	xmlStart  = pattern(`(?i)^<(?:\?xml|!doctype|[a-z]+:[a-z]+[\s>]|\?[a-z])`)
)

// sniffHTML reports whether a file is a page. XML that is no page is an error.
func sniffHTML(start []byte) (bool, error) {
	if len(start) > 0 && start[0] == '<' {
		if htmlStart().Match(start) {
			return true, nil
		}
		if root := xmlRoot(start); root != "" && xmlStart().Match(start) {
			return false, &Error{Err: because(ErrFormat, "XML of this kind (%s) is not read", root), Hint: "save its text as .txt"}
		}
	}
	// A piece of a page can start with its text.
	return bytes.Contains(start, []byte("</")) && len(htmlTags().FindAllIndex(start, 3)) == 3, nil
}

// xmlRoot returns the name of the first element, without its prefix, or "".
func xmlRoot(start []byte) string {
	for len(start) > 1 && start[0] == '<' {
		end := []byte(">")
		switch {
		case bytes.HasPrefix(start, []byte("<!--")):
			end = []byte("-->")
		case bytes.HasPrefix(start, []byte("<!")):
			// What a document type declares stands in brackets.
			if open := bytes.IndexByte(start, '['); open >= 0 && open < max(0, bytes.IndexByte(start, '>')) {
				end = []byte("]>")
			}
		case bytes.HasPrefix(start, []byte("<?")):
			end = []byte("?>")
		default:
			name := start[1:]
			if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
				name = name[:i]
			}
			if i := bytes.LastIndexByte(name, ':'); i >= 0 {
				name = name[i+1:]
			}
			if len(name) > 40 || bytes.IndexByte(name, '<') >= 0 {
				return ""
			}
			return string(name)
		}
		i := bytes.Index(start, end)
		if i < 0 {
			return ""
		}
		start = bytes.TrimLeft(start[i+len(end):], " \t\r\n")
	}
	return ""
}

// The signs of Markdown. Words that are set off with asterisks or a single list occur in plain text as well and do
// not count.
var (
	mdHeading = pattern(`(?m)^#{1,6} +\S.*$`)
	mdLink    = pattern(`\[[^\]\n]+\]\((?:https?://|/|#)[^)\s]*[^)\n]*\)`)
	mdImage   = pattern(`!\[[^\]\n]*\]\([^)\n]+\)`)
	mdRefs    = pattern(`(?m)^\[[^\]\n]+\]: +(?:https?://|/)\S+`)
	mdBold    = pattern(`\*\*[^*\s][^*\n]*\*\*`)
)

func looksLikeMarkdown(name, start string) bool {
	switch strings.ToLower(filepath.Ext(withoutPacking(name))) {
	case ".md", ".markdown", ".mdown":
		return true
	}
	if _, _, ok := frontMatter(start); ok {
		return true
	}
	// The expressions are tried only where the characters that they need are there: most texts have none of them.
	if strings.Contains(start, "](") && (mdLink().MatchString(start) || mdImage().MatchString(start)) ||
		strings.Contains(start, "]: ") && mdRefs().MatchString(start) {
		return true
	}
	if !strings.Contains(start, "# ") {
		return false
	}
	headings := len(mdHeading().FindAllStringIndex(start, 2))
	return headings == 2 || headings == 1 && (strings.HasPrefix(start, "#") || mdBold().MatchString(start))
}

// withoutPacking takes the ending of a packed file off its name.
func withoutPacking(name string) string {
	switch ext := filepath.Ext(name); ext {
	case ".gz", ".zst", ".bz2":
		return strings.TrimSuffix(name, ext)
	}
	return name
}
