package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"

	"sayso"
)

// headBytes is how much of a file is looked at to tell its format.
const headBytes = 64 << 10

// reading takes in one file or stream, or one that lies in another.
type reading struct {
	name   string
	inside bool // found in a folder or an archive, not named by the user
	opts   Options
	yield  func(*sayso.Article, error) bool
	file   *os.File // the file itself, where it can be read at any place
	size   int64    // of file
	done   *int64   // what has been read of file, for progress
	depth  int      // how many archives and packings it lies in
	bound  *bound   // on what is unpacked, shared with those
}

// stream yields everything in r and reports whether the caller wants to go on.
func (rd *reading) stream(r io.Reader) bool {
	if rd.bound == nil {
		rd.bound = &bound{}
		r = &counted{r, &rd.bound.packed}
	}
	br := bufio.NewReaderSize(r, headBytes)
	head, err := br.Peek(headBytes)
	if err != nil && err != io.EOF && len(head) == 0 {
		return rd.fail(rd.readError(err)) // where there is something to read first, the error comes again after it
	}
	if goOn, done := rd.container(br, head); done {
		return goOn
	}
	wide := utf16Decoder(head)
	if wide != nil {
		head, _ = wide.Bytes(head[:len(head)&^1]) // what cannot be decoded is replaced
	}
	head = bytes.TrimPrefix(head, utf8BOM)
	if len(bytes.TrimSpace(head)) == 0 && err == io.EOF {
		return rd.fail(&Error{Err: ErrEmpty})
	}
	format, problem := sniff(rd.name, head, &rd.opts)
	if rd.inside && errors.Is(problem, errMedia) {
		return true
	}
	if problem != nil {
		return rd.fail(problem)
	}
	switch format {
	case jsonLines, jsonValues, tableRows, mboxMail:
		if wide != nil {
			wide.Reset()
			br = bufio.NewReaderSize(wide.Reader(br), headBytes)
		}
		if start, _ := br.Peek(len(utf8BOM)); bytes.HasPrefix(start, utf8BOM) {
			br.Discard(len(utf8BOM)) // cannot fail: these bytes have been peeked
		}
	}
	switch format {
	case jsonLines:
		return rd.jsonLines(br)
	case jsonValues:
		return rd.jsonValues(br)
	case tableRows:
		return rd.table(br)
	case mboxMail:
		return rd.mbox(br)
	}
	data, err := rd.all(br)
	if err != nil {
		return rd.fail(err)
	}
	return rd.single(format, data)
}

// single yields what one text, page or document holds.
func (rd *reading) single(format format, data []byte) bool {
	sum := sha256Hex(data)
	if format == pdfDocument {
		return rd.finishOne(readPDF(data), sum)
	}
	if wide := utf16Decoder(data[:min(len(data), headBytes)]); wide != nil {
		decoded, err := wide.Bytes(data)
		if err != nil {
			return rd.fail(&Error{Err: ErrBinary})
		}
		data = decoded
	}
	if format == message {
		return rd.finishOne(readMail(data), sum)
	}
	declared := ""
	if format == htmlPage || format == xmlDocument {
		declared = declaredCharset(data)
	}
	if rd.opts.Charset != "" {
		declared = rd.opts.Charset
	}
	text, err := decode(data, declared)
	if err != nil {
		return rd.fail(&Error{Err: err})
	}
	switch format {
	case xmlDocument:
		return rd.xml(text, sum)
	case htmlPage:
		return rd.finishParts(readHTMLParts(text), sum)
	case markdown:
		return rd.finishOne(readMarkdown(text), sum)
	}
	return rd.finishOne(readText(text), sum)
}

// draft is an article before it is checked, with the language that its source declares.
type draft struct {
	article  sayso.Article
	declared string // ISO 639-1 code, perhaps with region, or empty
	hint     string // what to do where there is no text
	problem  error  // why it could not be read, if so
	leftOut  int    // words of running text beside the article's
}

// finishOne yields the one article of a file.
func (rd *reading) finishOne(doc draft, sum string) bool { return rd.finishParts([]draft{doc}, sum) }

// finishParts yields the articles of a file that is not made of lines: one, or several that are named by their number.
func (rd *reading) finishParts(docs []draft, sum string) bool {
	for i := range docs {
		doc := docs[i]
		name := rd.name
		if len(docs) > 1 {
			name = partName(rd.name, i+1)
		}
		doc.article.Path = name
		if doc.article.ID == "" {
			doc.article.ID = name
		}
		doc.article.SHA256 = sum
		if !rd.finish(doc, 0) {
			return false
		}
	}
	return true
}

// finish checks that there is text, finds out its language and yields the article.
func (rd *reading) finish(doc draft, line int) bool {
	if doc.problem != nil {
		e := *rd.asError(doc.problem)
		e.Line = line
		return rd.fail(&e)
	}
	a := doc.article
	if strings.TrimSpace(a.Text) == "" {
		return rd.fail(&Error{Line: line, Err: ErrNoText, Hint: doc.hint})
	}
	setDate(&a, addressDate(a.URL), sayso.DateURL)
	lang := language(a.Text, doc.declared)
	if lang != "en" && rd.opts.OnlyEnglish {
		return rd.fail(&Error{Line: line, Err: languageError(lang)})
	}
	a.Language = lang
	a.LeftOut = doc.leftOut
	return rd.yield(&a, nil)
}

// fail yields an error for this file. err that is no *Error was met while reading.
func (rd *reading) fail(err error) bool {
	e := *rd.asError(err)
	if e.Path == "" {
		e.Path = rd.name
	}
	return rd.yield(nil, &e)
}

func (rd *reading) asError(err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return rd.readError(err)
}

// readError explains an error that reading a file gave half-way.
func (rd *reading) readError(err error) *Error {
	var known *Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Op: "unpack", Err: err, Hint: "the packed file is damaged or cut off"}
	case strings.HasPrefix(err.Error(), "flate:"), strings.HasPrefix(err.Error(), "bzip2"), strings.HasPrefix(err.Error(), "zstd"),
		strings.HasPrefix(err.Error(), "zip:"), strings.HasPrefix(err.Error(), "archive/tar"):
		return &Error{Op: "unpack", Err: err, Hint: "the packed file is damaged"}
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

func sha256Hex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
