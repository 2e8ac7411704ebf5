package intake

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"sayso"
	"sayso/intake/office"
	"sayso/intake/pdf"
)

// ligatures are letters that fonts draw as one: a search for the word must find them.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// readPDF makes an article of a PDF document.
func readPDF(data []byte) draft {
	d, err := pdf.Parse(data, func(s string) string {
		return ligatures.Replace(strings.ToValidUTF8(strings.Map(visible, s), "\uFFFD"))
	})
	switch {
	case errors.Is(err, pdf.ErrNoText):
		return draft{problem: &Error{Err: because(ErrNoText, "%v", err), Hint: "have its characters recognised (OCR) first"}}
	case errors.Is(err, pdf.ErrProtected):
		return draft{problem: &Error{Err: because(ErrFormat, "%v", err), Hint: "save it without one first"}}
	case errors.Is(err, pdf.ErrTooLarge):
		return draft{problem: &Error{Err: because(ErrTooLarge, "%v", err), Hint: "split it"}}
	case err != nil:
		return draft{problem: &Error{Err: because(ErrDamaged, "%v", err), Hint: "open it in a viewer and print it into a new file, or save its text"}}
	}
	doc := draft{}
	doc.article.Title = tidy(d.Title)
	starts := make([]int, len(d.Paragraphs))
	var b strings.Builder
	for i, p := range d.Paragraphs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		starts[i] = b.Len()
		b.WriteString(p)
	}
	doc.article.Text = b.String()
	pages := make([]int, 0, len(d.Pages))
	for _, place := range d.Pages {
		at := len(doc.article.Text)
		if place.Paragraph < len(starts) {
			at = min(at, starts[place.Paragraph]+place.Byte)
		}
		pages = append(pages, at)
	}
	doc.article.Pages = sayso.NewPages(pages)
	return doc
}

// officeText returns a reader for the document that a zip archive is, or nil if it is an archive of files.
func officeText(archive *zip.Reader) func(limit int64) draft {
	kind := office.Kind(archive)
	switch kind {
	case "":
		return nil
	case "docx", "odt":
	default:
		return func(int64) draft {
			return draft{problem: &Error{Err: because(ErrFormat, "%s is not read", kind), Hint: "save it as .docx, or a table as .csv"}}
		}
	}
	return func(limit int64) draft {
		d, err := office.Parse(archive, limit)
		switch {
		case errors.Is(err, office.ErrTooLarge):
			return draft{problem: &Error{Err: tooLarge(limit), Hint: "split it"}}
		case err != nil:
			return draft{problem: &Error{Err: because(ErrDamaged, "%v", err), Hint: "open it and save it anew, or save it as plain text"}}
		}
		doc := draft{declared: d.Language}
		paragraphs := d.Paragraphs
		text := strings.ToValidUTF8(strings.Join(paragraphs, "\n\n"), "\uFFFD")
		// The lines above the text that plain text can have, here as paragraphs.
		if head, rest, ok := headerParagraphs(paragraphs); ok {
			doc, text = head, strings.ToValidUTF8(strings.Join(rest, "\n\n"), "\uFFFD")
		}
		if doc.article.Title == "" {
			doc.article.Title = tidy(d.Title)
		}
		if doc.article.Title == "" {
			doc.article.Title = loneFirstLine(text)
		}
		if doc.article.Author == "" {
			doc.article.Author = authorName(d.Author)
		}
		doc.article.Text = text
		return doc
	}
}

// headerParagraphs reads a block of "Key: value" lines that are paragraphs of their own.
func headerParagraphs(paragraphs []string) (draft, []string, bool) {
	var doc draft
	n := 0
	for n < len(paragraphs) && n < maxHeaderLines {
		key, value, ok := strings.Cut(paragraphs[n], ":")
		if !ok || !doc.set(key, strings.TrimSpace(value)) {
			break
		}
		n++
	}
	return doc, paragraphs[n:], n >= 2
}

// office yields the document in a zip archive.
func (rd *reading) office(document func(int64) draft, file io.ReaderAt, size int64) bool {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(file, 0, size)); err != nil {
		return rd.fail(fmt.Errorf("read the document: %w", err))
	}
	return rd.finishOne(document(rd.opts.maxBytes()), hex.EncodeToString(h.Sum(nil)))
}
