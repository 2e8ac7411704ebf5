package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sayso/intake/warc"
)

// warc yields the articles of a web archive. Pages without an article, in which crawls abound (front pages, lists, pictures,
// answers that are no page), are passed over; a damaged record gives an error with its place, and the next one is read.
func (rd *reading) warc(br *bufio.Reader) bool {
	start := int64(0)
	if rd.opts.Resume != nil && rd.file != nil && rd.depth == 0 {
		if start = rd.opts.Resume(rd.name, rd.size); start > 0 {
			if _, err := rd.file.Seek(start, io.SeekStart); err != nil {
				return rd.fail(fileError(rd.name, "go on in", err))
			}
			*rd.done += start - int64(min(br.Buffered(), int(start)))
			br.Reset(&counted{rd.file, rd.done})
		}
	}
	records := warc.NewReader(br, start)
	for {
		record, err := records.Next()
		var damage *warc.Damage
		switch {
		case err == io.EOF:
			return true
		case errors.As(err, &damage):
			if !rd.fail(&Error{Path: placeName(rd.name, damage.Offset), Err: because(ErrDamaged, "damaged record: %v", damage.Err),
				Hint: "it is passed over"}) {
				return false
			}
			continue
		case err != nil:
			return rd.fail(rd.readError(err))
		}
		if !rd.record(record) {
			return false
		}
	}
}

// record yields the article of one record, if it holds a page with one.
func (rd *reading) record(record *warc.Record) bool {
	contentType, body := record.ContentType, record.Block
	switch record.Type {
	case "response":
		if !strings.HasPrefix(record.URI, "http") {
			return true
		}
		answer, err := record.HTTP()
		if err != nil || answer.Status != 200 {
			return true // what is damaged Next tells of
		}
		contentType, body = answer.ContentType, answer.Body
	case "resource", "conversion":
	default:
		return true
	}
	kind, parameters, _ := strings.Cut(strings.ToLower(contentType), ";")
	page := false
	switch strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml":
		page = true
	case "text/plain":
	default:
		return true
	}
	place := placeName(rd.name, record.Offset)
	limit := rd.opts.maxBytes()
	data, err := io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case err != nil:
		return true // the block is damaged: Next tells of it; or the packing within it, and then no one could read it
	case int64(len(data)) > limit:
		return rd.fail(&Error{Path: place, Err: tooLarge(limit)})
	}
	declared := declaredCharset(data)
	if label := afterEquals([]byte(parameters), "charset"); label != "" {
		declared = label
	}
	text, err := decode(data, declared)
	if err != nil || strings.TrimSpace(text) == "" {
		return true
	}
	docs := []draft{}
	if page {
		docs = readHTMLParts(text)
	} else {
		docs = append(docs, readText(text))
	}
	sum := sha256Hex(data)
	for i, doc := range docs {
		if strings.TrimSpace(doc.article.Text) == "" {
			continue
		}
		if doc.article.URL == "" {
			doc.article.URL = webAddress(record.URI)
		}
		doc.article.Path = place
		if len(docs) > 1 {
			doc.article.Path = partName(place, i+1)
		}
		doc.article.ID, doc.article.SHA256 = doc.article.Path, sum
		if !rd.finish(doc, 0) {
			return false
		}
	}
	return true
}

// placeName names a place in a file: "crawl.warc.gz@4711".
func placeName(name string, offset int64) string { return name + "@" + strconv.FormatInt(offset, 10) }

// partName names one of several articles of a page.
func partName(name string, n int) string { return fmt.Sprintf("%s#%d", name, n) }

// Place takes an article's Path apart that names a place in a file, as those from web archives do. ok is false for other paths.
func Place(path string) (file string, offset int64, ok bool) {
	i := strings.LastIndexByte(path, '@')
	if i < 0 {
		return "", 0, false
	}
	number, _, _ := strings.Cut(path[i+1:], "#")
	offset, err := strconv.ParseInt(number, 10, 64)
	return path[:i], offset, err == nil
}
