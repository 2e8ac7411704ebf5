// Package office reads the text of word processors' documents: Office Open XML (DOCX, ECMA-376) and OpenDocument (ODT, ISO
// 26300). Tables, lists and footnotes give their paragraphs; pictures, deleted text and comments are left out.
package office

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Document is the text of a document.
type Document struct {
	Title      string // as its properties or its title paragraph have it
	Author     string // as its properties have it
	Language   string
	Paragraphs []string
}

// ErrNone says that an archive holds no document that this package reads.
var ErrNone = errors.New("neither a DOCX nor an ODT document")

const (
	wordPart = "word/document.xml"
	openPart = "content.xml"
	maxDepth = 1000
)

// Kind tells what an archive is: "docx", "odt", another word for office documents that are not read, or "" for none.
func Kind(archive *zip.Reader) string {
	types, open := false, false
	for _, f := range archive.File {
		switch f.Name {
		case wordPart:
			return "docx"
		case "[Content_Types].xml":
			types = true
		case "mimetype":
			open = true
		}
	}
	if open {
		if kind, err := read(archive, "mimetype", 200); err == nil {
			switch {
			case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.text"):
				return "odt"
			case strings.HasPrefix(kind, "application/vnd.oasis"):
				return "an OpenDocument file that is no text"
			case strings.HasPrefix(kind, "application/epub"):
				return "an e-book"
			}
		}
	}
	if types {
		return "an office document that is no text"
	}
	return ""
}

// Parse reads the document in an archive. limit bounds its text's XML in bytes.
func Parse(archive *zip.Reader, limit int64) (*Document, error) {
	switch Kind(archive) {
	case "docx":
		doc, err := parse(archive, wordPart, limit)
		if err == nil {
			doc.properties(archive, "docProps/core.xml", limit)
		}
		return doc, err
	case "odt":
		doc, err := parse(archive, openPart, limit)
		if err == nil {
			doc.properties(archive, "meta.xml", limit)
		}
		return doc, err
	}
	return nil, ErrNone
}

// ErrTooLarge says that the document's text is over the limit.
var ErrTooLarge = errors.New("the document's text is too large")

// read returns a part of an archive.
func read(archive *zip.Reader, name string, limit int64) (string, error) {
	f, err := archive.Open(name)
	if err != nil {
		return "", fmt.Errorf("open %s: %w", name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return "", fmt.Errorf("unpack %s: %w", name, err)
	}
	if int64(len(data)) > limit {
		return "", ErrTooLarge
	}
	return string(data), nil
}

func decoder(document string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(document))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // both formats are UTF-8
	return d
}

// parse goes through the text's XML. The names of elements tell: p and t are those of DOCX, p, h and span those of ODT.
func parse(archive *zip.Reader, part string, limit int64) (*Document, error) {
	document, err := read(archive, part, limit)
	if err != nil {
		return nil, err
	}
	doc := &Document{}
	in := decoder(document)
	word := part == wordPart
	var para strings.Builder
	depth, skip, inText, title := 0, 0, !word, false
	flush := func() {
		text := strings.TrimSpace(para.String())
		para.Reset()
		if text == "" {
			return
		}
		if title && doc.Title == "" && len(doc.Paragraphs) == 0 {
			doc.Title = strings.Join(strings.Fields(text), " ")
			return
		}
		doc.Paragraphs = append(doc.Paragraphs, text)
	}
	body := false
	for {
		token, err := in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", part, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("read %s: elements are nested too deeply", part)
			}
			if skip > 0 {
				continue
			}
			switch t.Name.Local {
			case "body":
				body = true
			case "p", "h":
				flush()
				title = false
				if style := attr(t, "style-name"); style == "Title" {
					title = true
				}
			case "pStyle":
				title = attr(t, "val") == "Title"
			case "lang":
				if doc.Language == "" {
					doc.Language = attr(t, "val")
				}
			case "t":
				inText = inText || word
			case "tab", "s":
				para.WriteByte(' ')
			case "br", "cr", "line-break":
				para.WriteByte('\n')
			case "noBreakHyphen":
				para.WriteByte('-')
			case "del", "moveFrom", "Fallback", "annotation", "tracked-changes", "instrText", "frame", "note-citation":
				skip = depth
			}
		case xml.EndElement:
			switch {
			case skip == depth:
				skip = 0
			case skip > 0:
			case t.Name.Local == "t" && word:
				inText = false
			case t.Name.Local == "p" || t.Name.Local == "h":
				flush()
			}
			depth--
		case xml.CharData:
			if body && inText && skip == 0 {
				para.Write(t)
			}
		}
	}
	flush()
	return doc, nil
}

func attr(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// properties reads what the document says of itself. A document without them is read all the same.
func (doc *Document) properties(archive *zip.Reader, part string, limit int64) {
	document, err := read(archive, part, min(limit, 1<<20))
	if err != nil {
		return
	}
	in := decoder(document)
	field := ""
	for {
		token, err := in.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			field = t.Name.Local
		case xml.EndElement:
			field = ""
		case xml.CharData:
			value := strings.Join(strings.Fields(string(t)), " ")
			switch {
			case value == "":
			case field == "title" && doc.Title == "":
				doc.Title = value
			case (field == "creator" || field == "initial-creator") && doc.Author == "":
				doc.Author = value
			case field == "language" && doc.Language == "":
				doc.Language = value
			}
		}
	}
}
