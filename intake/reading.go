package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"

	"sayso"
)

// headBytes is how much of a file is looked at to tell its format.
const headBytes = 64 << 10

// reading takes in one file or stream.
type reading struct {
	name   string
	inside bool // found in a folder, not named by the user
	opts   Options
	yield  func(*sayso.Article, error) bool
}

// stream yields everything in r and reports whether the caller wants to go on.
func (rd *reading) stream(r io.Reader) bool {
	br := bufio.NewReaderSize(r, headBytes)
	head, err := br.Peek(headBytes)
	if isGzip(head) {
		unpacked, gzErr := gzip.NewReader(br)
		if gzErr != nil {
			return rd.fail(&Error{Op: "unpack", Err: gzErr, Hint: "the gzip file is damaged"})
		}
		br = bufio.NewReaderSize(unpacked, headBytes)
		head, err = br.Peek(headBytes)
	}
	if err != nil && err != io.EOF && len(head) == 0 {
		return rd.fail(rd.readError(err)) // where there is something to read first, the error comes again after it
	}
	if utf16 := utf16Decoder(head); utf16 != nil {
		br = bufio.NewReaderSize(utf16.Reader(br), headBytes)
		head, err = br.Peek(headBytes)
	}
	if bytes.HasPrefix(head, utf8BOM) {
		br.Discard(len(utf8BOM)) // cannot fail: these bytes have been peeked
		head = head[len(utf8BOM):]
	}
	if len(bytes.TrimSpace(head)) == 0 && err == io.EOF {
		return rd.fail(&Error{Err: ErrEmpty})
	}
	format, problem := sniff(rd.name, head)
	if rd.inside && errors.Is(problem, errMedia) {
		return true
	}
	if problem != nil {
		return rd.fail(problem)
	}
	switch format {
	case jsonLines:
		return rd.jsonLines(br)
	case jsonValues:
		return rd.jsonValues(br)
	}
	data, err := rd.all(br)
	if err != nil {
		return rd.fail(err)
	}
	return rd.single(format, data)
}

// single yields the one article of a text, Markdown or HTML file.
func (rd *reading) single(format format, data []byte) bool {
	declared := ""
	if format == htmlPage {
		declared = declaredCharset(data)
	}
	text, err := decode(data, declared)
	if err != nil {
		return rd.fail(&Error{Err: err})
	}
	var doc draft
	switch format {
	case htmlPage:
		doc = readHTML(text)
	case markdown:
		doc = readMarkdown(text)
	default:
		doc = readText(text)
	}
	doc.article.ID, doc.article.Path = rd.name, rd.name
	return rd.finish(doc, 0)
}

// draft is an article before it is checked, with the language that its source declares.
type draft struct {
	article  sayso.Article
	declared string // ISO 639-1 code, perhaps with region, or empty
	hint     string // what to do where there is no text
}

// finish checks that there is text and that it is English, and yields the article.
func (rd *reading) finish(doc draft, line int) bool {
	a := doc.article
	if strings.TrimSpace(a.Text) == "" {
		return rd.fail(&Error{Line: line, Err: ErrNoText, Hint: doc.hint})
	}
	lang := language(a.Text, doc.declared)
	if lang != "en" && !rd.opts.AnyLanguage {
		return rd.fail(&Error{Line: line, Err: languageError(lang)})
	}
	a.Language = lang
	if rd.opts.AnyLanguage && lang == otherLanguage {
		a.Language = ""
	}
	return rd.yield(&a, nil)
}

// fail yields an error for this file. err that is no *Error was met while reading.
func (rd *reading) fail(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		e = rd.readError(err)
	}
	e.Path = rd.name
	return rd.yield(nil, e)
}

// readError explains an error that reading a file gave half-way.
func (rd *reading) readError(err error) *Error {
	switch {
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Op: "unpack", Err: err, Hint: "the gzip file is damaged or cut off"}
	case strings.HasPrefix(err.Error(), "flate:"):
		return &Error{Op: "unpack", Err: err, Hint: "the gzip file is damaged"}
	}
	return fileError(rd.name, "read", err)
}

// all reads the rest of a file that is one article.
func (rd *reading) all(r io.Reader) ([]byte, error) {
	limit := rd.opts.maxBytes()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, rd.readError(err)
	}
	if int64(len(data)) > limit {
		return nil, &Error{Err: tooLarge(limit), Hint: "split it, or give articles as JSON lines"}
	}
	return data, nil
}

func tooLarge(limit int64) error {
	if limit >= 1<<20 {
		return because(ErrTooLarge, "more than %d MB for one article", limit>>20)
	}
	return because(ErrTooLarge, "more than %d bytes for one article", limit)
}

func isGzip(head []byte) bool { return len(head) > 2 && head[0] == 0x1f && head[1] == 0x8b }
