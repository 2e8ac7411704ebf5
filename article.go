package sayso

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
)

// Article is one text as it was taken in, with what is known about it. Empty fields are unknown.
type Article struct {
	// ID is the name the article goes by where it came from: the id of its JSON line, else the path of its file.
	ID string
	// Title is the headline. It may or may not stand at the start of Text as well.
	Title string
	// Outlet is who published it, as the outlet names itself: "The Corran Herald".
	Outlet string
	// Author is the byline, without "By": "Ilse Marrow and Tom Achterberg".
	Author string
	// URL is the canonical address.
	URL string
	// Published is the date or time of publication in ISO 8601, only as precise as it is known: "2031", "2031-05",
	// "2031-05-14" or "2031-05-14T08:30:00Z".
	Published string
	// DateSource is how Published was found, "" if that is not known. How precise it is, DatePrecision tells.
	DateSource DateSource
	// Language is the ISO 639-1 code of the language the text is in.
	Language string
	// Text is the text that is read and that all spans refer to: valid UTF-8, paragraphs apart by line breaks.
	Text string
	// SHA256 is the SHA-256, in hexadecimal, of the bytes that the article was taken from as they came: of the file, of the
	// page before anything was cleaned away, of the JSON line. "" if nobody has looked.
	SHA256 string
	// LeftOut is how many words of running text its page had beside Text: boxes, teasers, comments. 0 for other sources.
	LeftOut int
	// Pages tells where the pages of a printed document begin. "" where there are none.
	Pages Pages
	// Path says where the article was found, for messages: "samples/hearing.html", "wire.jsonl:12". It is no part
	// of the record.
	Path string
}

// DateSource is where a date of publication was found.
type DateSource string

// The places in which intake finds dates.
const (
	DateField   DateSource = "field"    // a field of a JSON line
	DateHeader  DateSource = "header"   // a line that stands above the text: "Date: 2031-05-14"
	DateJSONLD  DateSource = "json-ld"  // the page's description of itself in JSON-LD
	DateMeta    DateSource = "meta"     // a meta element of the page
	DateElement DateSource = "time"     // a time element of the page
	DateURL     DateSource = "url"      // the address: "/2031/05/14/"
	DateText    DateSource = "text"     // words of the text: a dateline
	DateFile    DateSource = "filename" // the name of the file
)

// Precision is how precise a date is.
type Precision string

const (
	ToYear   Precision = "year"
	ToMonth  Precision = "month"
	ToDay    Precision = "day"
	ToMinute Precision = "minute"
)

// DatePrecision is how precise Published is, "" if it is no date.
func (a *Article) DatePrecision() Precision {
	switch n := len(a.Published); {
	case n >= 16:
		return ToMinute
	case n >= 10:
		return ToDay
	case n == 7:
		return ToMonth
	case n == 4:
		return ToYear
	}
	return ""
}

// Key identifies the article whatever its file is called: the SHA-256 of its address, outlet, date, title and text, in
// hexadecimal. Two articles of the same key are the same article.
func (a *Article) Key() string {
	h := sha256.New()
	for _, part := range []string{a.URL, a.Outlet, a.Published, a.Title, a.Text} {
		io.WriteString(h, part)
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TextSHA256 is the SHA-256 of the text in hexadecimal: the check that spans refer to these very bytes.
func (a *Article) TextSHA256() string {
	sum := sha256.Sum256([]byte(a.Text))
	return hex.EncodeToString(sum[:])
}

// Pages are the places in an article's text, in bytes, at which its pages begin, in order and with spaces between: "0 1830
// 3711". As text they can be compared and kept like the other fields.
type Pages string

// NewPages makes Pages of the places where pages begin.
func NewPages(starts []int) Pages {
	var b []byte
	for i, n := range starts {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return Pages(b)
}

// Page returns the number of the page, counted from 1, on which a place in the text lies, or 0 where there are no pages.
func (p Pages) Page(place int) int {
	page := 0
	for field := range strings.FieldsSeq(string(p)) {
		if start, err := strconv.Atoi(field); err != nil || start > place {
			break
		}
		page++
	}
	return page
}
