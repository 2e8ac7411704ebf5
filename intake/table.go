package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
)

// columns are the names that tables of articles give their columns, in lower case, by what they hold, the better ones first:
// those of Media Cloud, news-please, Common Crawl extractors (trafilatura), Event Registry and hand-made tables.
var columns = map[string][]string{
	"text":      {"text", "body", "content", "maintext", "article_text", "full_text", "fulltext", "article", "story_text", "raw_text", "article_body", "articlebody"},
	"title":     {"title", "headline", "story_title", "article_title"},
	"outlet":    {"outlet", "media_name", "publisher", "publication", "source_name", "sitename", "site_name", "source", "source_domain", "hostname", "domain", "newspaper"},
	"author":    {"author", "authors", "byline", "by", "creator"},
	"published": {"published", "publish_date", "date_publish", "published_at", "publishedat", "date_published", "publication_date", "pub_date", "pubdate", "datetime", "date", "first_published", "timestamp"},
	"url":       {"url", "link", "canonical_url", "article_url", "story_url", "webpage", "requested_url"},
	"id":        {"id", "story_id", "stories_id", "article_id", "uri", "guid", "key"},
	"language":  {"language", "lang"},
}

// Fields lists what Options.Map can name.
var Fields = []string{"text", "title", "outlet", "author", "published", "url", "id", "language"}

// tableLayout says where in a row what stands; -1 for what the table does not have.
type tableLayout map[string]int

// layout finds the columns by the table's first row.
func layout(names []string, mapped map[string]string) tableLayout {
	l := tableLayout{}
	clean := make([]string, len(names))
	for i, name := range names {
		clean[i] = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(strings.Trim(name, "\ufeff\""))), " ", "_")
	}
	for _, kind := range Fields {
		l[kind] = -1
		if want := mapped[kind]; want != "" {
			for i, name := range names {
				if strings.EqualFold(strings.TrimSpace(name), want) {
					l[kind] = i
				}
			}
			continue
		}
	search:
		for _, want := range columns[kind] {
			for i, name := range clean {
				if name == want {
					l[kind] = i
					break search
				}
			}
		}
	}
	return l
}

func (l tableLayout) known() int {
	n := 0
	for _, i := range l {
		if i >= 0 {
			n++
		}
	}
	return n
}

// separators are what can stand between the cells of a table.
const separators = ",\t;|"

// separatorOf returns what separates the cells of a first row: what gives most columns with known names. ok is false if
// the row is not the head of a table with articles.
func separatorOf(row []byte, mapped map[string]string) (separator rune, ok bool) {
	best := 0
	for _, sep := range separators {
		cells := strings.Split(string(row), string(sep))
		if len(cells) < 2 {
			continue
		}
		for _, cell := range cells {
			if len(cell) > 60 || strings.ContainsAny(cell, ".!?") {
				cells = nil // words, not names of columns
				break
			}
		}
		l := layout(cells, mapped)
		n := l.known()
		if n < 2 || n == 2 && len(cells) > 40 || l["text"] < 0 && l["title"] < 0 && l["url"] < 0 {
			continue
		}
		if n > best {
			best, separator = n, sep
		}
	}
	return separator, best > 0
}

// looksLikeTable reports whether the first line is the head of a table with articles.
func looksLikeTable(start []byte, mapped map[string]string) bool {
	line, _, ok := bytes.Cut(start, []byte("\n"))
	_, is := separatorOf(bytes.TrimRight(line, "\r"), mapped)
	return ok && is
}

// table yields the articles of the rows of a table.
func (rd *reading) table(br *bufio.Reader) bool {
	head, _ := br.Peek(headBytes)
	if tail := len(head) - utf8.UTFMax; tail > 0 { // the last character may be cut
		head = head[:tail]
	}
	if !utf8.Valid(bytes.ToValidUTF8(head, nil)) || !mostlyUTF8(head) && beyondASCII(head) {
		br = bufio.NewReaderSize(guess(head).NewDecoder().Reader(br), headBytes)
		head, _ = br.Peek(headBytes)
	}
	head = bytes.TrimLeft(head, " \t\r\n")
	row, _, _ := bytes.Cut(head, []byte("\n"))
	separator, ok := separatorOf(bytes.TrimRight(row, "\r"), rd.opts.Map)
	if !ok {
		return rd.fail(&Error{Err: ErrFormat})
	}
	raw := &rawRows{r: br, limit: rd.opts.maxBytes()}
	rows := csv.NewReader(raw)
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord, rows.ReuseRecord = separator, true, -1, true
	names, err := rows.Read()
	if err != nil {
		return rd.fail(rd.tableError(err, 1))
	}
	l := layout(names, rd.opts.Map)
	for kind, name := range rd.opts.Map {
		if l[kind] < 0 {
			return rd.fail(&Error{Err: because(ErrColumns, "there is no column %q for %s; there are: %s", name, kind, strings.Join(names, ", ")), Hint: "give --map " + kind + "=COLUMN"})
		}
	}
	if l["text"] < 0 {
		hint := "name it with --map text=COLUMN"
		if l["url"] >= 0 {
			hint += ", or fetch the articles at the addresses in it first"
		}
		return rd.fail(&Error{Err: because(ErrColumns, "no column holds the articles' text; there are: %s", strings.Join(names, ", ")), Hint: hint})
	}
	raw.take(rows.InputOffset())
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return true
		}
		line, _ := rows.FieldPos(0)
		if err != nil {
			e := rd.tableError(err, line)
			if goOn := rd.fail(e); !goOn || errors.Is(e, ErrTooLarge) || !isParseError(err) {
				return goOn
			}
			continue
		}
		if !rd.row(l, row, line, sha256Hex(raw.take(rows.InputOffset()))) {
			return false
		}
	}
}

func isParseError(err error) bool {
	var parse *csv.ParseError
	return errors.As(err, &parse)
}

func (rd *reading) tableError(err error, line int) *Error {
	if errors.Is(err, ErrTooLarge) {
		return &Error{Line: line, Err: tooLarge(rd.opts.maxBytes()), Hint: "a quotation mark may be missing at the end of a cell"}
	}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &Error{Line: parse.StartLine, Err: because(ErrFormat, "not a row of a table: %v", parse.Err)}
	}
	e := rd.readError(err)
	e.Line = line
	return e
}

// row yields the article of a row.
func (rd *reading) row(l tableLayout, row []string, line int, sum string) bool {
	cell := func(kind string) string {
		if i := l[kind]; i >= 0 && i < len(row) {
			return strings.ToValidUTF8(row[i], "\uFFFD")
		}
		return ""
	}
	doc := draft{declared: cell("language"), hint: "the cell for its text is empty"}
	a := &doc.article
	a.Path = rd.name + ":" + strconv.Itoa(line)
	if a.ID = tidy(cell("id")); a.ID == "" {
		a.ID = a.Path
	}
	a.Title, a.Outlet = tidy(cell("title")), tidy(cell("outlet"))
	a.Author = joinAuthors(listed(cell("author")))
	setDate(a, publishedCell(cell("published")), sayso.DateField)
	a.URL = webAddress(cell("url"))
	a.Text = fieldText(unixLines(cell("text")))
	a.SHA256 = sum
	return rd.finish(doc, line)
}

// listed splits the authors in a cell: "A; B", or a list as Python writes it.
func listed(s string) []string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		var out []string
		for item := range strings.SplitSeq(s[1:len(s)-1], ",") {
			if item = strings.Trim(strings.TrimSpace(item), `'"`); item != "" {
				out = append(out, item)
			}
		}
		return out
	}
	return strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '|' })
}

// publishedCell reads a date as text or as a number of seconds.
func publishedCell(s string) string {
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return publishedValue(n)
	}
	return published(s)
}

// fieldText is the text of a field: as it stands, or taken out of its markup if it is a piece of a page.
func fieldText(s string) string {
	if start := strings.TrimLeft(s, " \t\r\n"); strings.HasPrefix(start, "<") && htmlTags().MatchString(s) {
		if text := itemText(s); text != "" {
			return text
		}
	}
	return s
}

// rawRows hands out what it reads again, row by row, and fails where a row is longer than limit.
type rawRows struct {
	r     io.Reader
	limit int64
	buf   []byte
	base  int64 // offset of buf[0]
}

func (t *rawRows) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if t.buf = append(t.buf, p[:n]...); int64(len(t.buf)) > t.limit+int64(len(p)) {
		return 0, fmt.Errorf("row: %w", ErrTooLarge)
	}
	return n, err
}

// take returns what was read before offset and not taken yet. It is valid until the next read.
func (t *rawRows) take(offset int64) []byte {
	n := min(max(offset-t.base, 0), int64(len(t.buf)))
	row := t.buf[:n]
	t.buf = t.buf[n:]
	t.base += n
	return row
}
