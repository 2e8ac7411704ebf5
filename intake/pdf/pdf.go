// Package pdf reads the text layer of PDF documents, in paragraphs and with the place of each page. Scanned pages without a text
// layer give nothing: no characters are recognised here.
//
// The library underneath (ledongthuc/pdf) gives single characters with their places. Here they become lines, in the order in
// which the document writes them, and lines become paragraphs, by the distance between lines, by indents and by short lines.
// Lines that come back at the top or bottom of pages, and page numbers, are left out.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	library "github.com/ledongthuc/pdf"
)

// Document is the text of a document.
type Document struct {
	Title      string // the first line, if it is larger than the others; else what the document's properties say
	Paragraphs []string
	// Pages[i] is the place where page i+1 begins: in which paragraph, and at which byte of it.
	Pages []Place
}

// Place is a place in a document.
type Place struct{ Paragraph, Byte int }

var (
	// ErrNoText says that a document has no text layer.
	ErrNoText = errors.New("the document has no text layer: it was scanned, or it is empty")
	// ErrProtected says that a document needs a password.
	ErrProtected = errors.New("the document is protected by a password")
	// ErrTooLarge says that a document is over a bound.
	ErrTooLarge = errors.New("the document is too large")
)

// The bounds on a document.
const (
	maxPages     = 5000
	maxPageBytes = 32 << 20 // of one page's unpacked instructions
	maxBytes     = 256 << 20
)

// Parse reads a document. clean is applied to every line before it is placed.
func Parse(data []byte, clean func(string) string) (doc *Document, err error) {
	defer func() { // the library panics on what it does not understand
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("read the PDF: %v", r)
		}
	}()
	reader, err := library.NewReader(bytes.NewReader(data), int64(len(data)))
	if errors.Is(err, library.ErrInvalidPassword) {
		return nil, ErrProtected
	}
	if err != nil {
		return nil, fmt.Errorf("read the PDF: %w", err)
	}
	var pages [][]line
	n := reader.NumPage()
	if n > maxPages {
		return nil, fmt.Errorf("%w: %d pages", ErrTooLarge, n)
	}
	total, empty := 0, true
	for i := 1; i <= n; i++ {
		page := reader.Page(i)
		if page.V.IsNull() {
			break
		}
		size := instructions(page.V.Key("Contents"))
		if total += size; size > maxPageBytes || total > maxBytes {
			return nil, fmt.Errorf("%w: page %d", ErrTooLarge, i)
		}
		lines := pageLines(page, clean)
		empty = empty && len(lines) == 0
		pages = append(pages, lines)
	}
	if empty {
		return nil, ErrNoText
	}
	dropMargins(pages)
	doc = &Document{}
	doc.compose(pages)
	if doc.Title == "" {
		doc.Title = strings.Join(strings.Fields(reader.Trailer().Key("Info").Key("Title").Text()), " ")
		if strings.Contains(doc.Title, ".doc") || strings.HasPrefix(doc.Title, "Microsoft") {
			doc.Title = ""
		}
	}
	return doc, nil
}

// instructions returns the size of a page's instructions, unpacked, or a little over the bound.
func instructions(contents library.Value) int {
	switch contents.Kind() {
	case library.Stream:
		r := contents.Reader()
		defer r.Close()
		n, _ := io.Copy(io.Discard, io.LimitReader(r, maxPageBytes+1)) // an error ends the page there
		return int(n)
	case library.Array:
		sum := 0
		for i := range min(contents.Len(), 10_000) {
			if sum += instructions(contents.Index(i)); sum > maxPageBytes {
				break
			}
		}
		return sum
	}
	return 0
}

// line is a line of a page.
type line struct {
	text string
	x, y float64
	size float64
}

// The gaps between two characters, in parts of the font's size, from which on a space stands between them: where the widths of
// characters are known, and where they are estimated.
const (
	wordGap      = 0.17
	estimatedGap = 0.25
	// columnGap is a gap that is no space between words.
	columnGap = 2
)

// liner puts the characters of a line together.
type liner struct {
	text   []rune
	gaps   []float64 // before each character, in parts of the font's size
	known  bool      // whether the widths of characters are known
	widths bool      // whether one was so far
	space  bool      // whether the line has spaces of its own
	end    float64   // where the last character ends
	lastX  float64
}

func (l *liner) add(c library.Text, size float64) {
	width := c.W
	if width > 0 {
		l.widths = true
	} else if !l.widths { // of many fonts the library knows no widths; else it is the second letter of a ligature
		l.known = false
		for _, r := range c.S {
			width += estimatedWidth(r) * size
		}
	}
	gap, start := 0.0, c.X
	switch {
	case len(l.text) == 0:
	case c.W == 0 && c.X == l.lastX && !l.widths: // it did not move either: it stands behind the last one
		start = l.end
	default:
		gap = (c.X - l.end) / max(size, 0.1)
	}
	for i, r := range c.S {
		if i > 0 {
			gap = 0
		}
		l.text, l.gaps = append(l.text, r), append(l.gaps, gap)
		l.space = l.space || r == ' ' || r == 0xa0
	}
	l.end, l.lastX = start+width, c.X
}

// String returns the line with the spaces that the document only shows.
func (l *liner) String() string {
	limit := wordGap
	switch {
	case !l.known && l.space: // the document writes its spaces, and estimates would only break words
		limit = math.Inf(1)
	case !l.known:
		limit = estimatedGap
	}
	var b strings.Builder
	for i, r := range l.text {
		if gap := l.gaps[i]; gap > limit || gap < -columnGap && l.known {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// estimatedWidth is about how wide a character is in usual fonts for text, in parts of the font's size.
func estimatedWidth(r rune) float64 {
	switch {
	case strings.ContainsRune("ijl|'.,:;!I‘’ ", r):
		return 0.27
	case strings.ContainsRune("ftr()[]-\"“”/", r):
		return 0.35
	case strings.ContainsRune("mwMW—", r):
		return 0.8
	case r >= 'A' && r <= 'Z':
		return 0.67
	}
	return 0.5
}

// lineEnds tells, by the names of fonts, which character the library gives for the line ends that it adds behind some pieces of
// text: it reads them in the font's own encoding, in which the code of a line feed can be a letter.
func lineEnds(page library.Page) map[string]string {
	ends := map[string]string{}
	for _, name := range page.Fonts() {
		font := page.Font(name)
		base := font.BaseFont()
		if i := strings.Index(base, "+"); i >= 0 {
			base = base[i+1:]
		}
		if encoder := font.Encoder(); encoder != nil {
			ends[base] = encoder.Decode("\n")
		}
	}
	return ends
}

// pageLines puts the characters of a page together.
func pageLines(page library.Page, clean func(string) string) (lines []line) {
	defer func() {
		if recover() != nil { // what was read of the page before stays
			return
		}
	}()
	ends := lineEnds(page)
	l := liner{known: true}
	var now line
	flush := func() {
		if now.text = strings.Join(strings.Fields(clean(l.String())), " "); now.text != "" {
			lines = append(lines, now)
		}
		l = liner{known: true, text: l.text[:0], gaps: l.gaps[:0]}
	}
	for _, c := range page.Content().Text {
		if c.S == "\n" || c.S == "" || c.S == ends[c.Font] {
			continue
		}
		size := max(c.FontSize, -c.FontSize)
		if len(l.text) > 0 && (c.Y < now.y-0.5*size || c.Y > now.y+0.5*size) {
			flush()
		}
		if len(l.text) == 0 {
			now = line{x: c.X, y: c.Y, size: size}
		}
		l.add(c, size)
		if strings.TrimSpace(c.S) != "" {
			now.size = max(now.size, size)
		}
	}
	flush()
	return lines
}

// maxMargin is how many lines at the top and the bottom of a page can belong to its margins.
const maxMargin = 3

// dropMargins takes out the lines that stand at the top or the bottom of several pages, numbers aside, and page numbers.
func dropMargins(pages [][]line) {
	seen := map[string]int{}
	for _, lines := range pages {
		for _, i := range margin(lines) {
			seen[shape(lines[i].text)]++
		}
	}
	for k, lines := range pages {
		drop := map[int]bool{}
		for _, i := range margin(lines) {
			s := shape(lines[i].text)
			if seen[s] >= 3 && seen[s]*2 > len(pages) || s == "#" || s == "- # -" || s == "page #" || s == "page # of #" || s == "# of #" || s == "# / #" {
				drop[i] = len(lines) > 1
			}
		}
		var kept []line
		for i, l := range lines {
			if !drop[i] {
				kept = append(kept, l)
			}
		}
		pages[k] = kept
	}
}

func margin(lines []line) []int {
	var all []int
	for i := range lines {
		if i < maxMargin || i >= len(lines)-maxMargin {
			all = append(all, i)
		}
	}
	return all
}

// shape is a line in lower case, with "#" for every number.
func shape(s string) string {
	var b strings.Builder
	number := false
	for _, r := range strings.ToLower(s) {
		if r >= '0' && r <= '9' {
			if !number {
				b.WriteByte('#')
			}
			number = true
			continue
		}
		number = false
		b.WriteRune(r)
	}
	return b.String()
}

// compose makes paragraphs of the lines of all pages.
func (doc *Document) compose(pages [][]line) {
	body, leading := measures(pages)
	var para strings.Builder
	var last line
	flush := func() {
		if para.Len() > 0 {
			doc.Paragraphs = append(doc.Paragraphs, para.String())
			para.Reset()
		}
	}
	titleSize := 0.0
	var title []string
	for k, lines := range pages {
		longest := 0
		left := 0.0
		for i, l := range lines {
			longest = max(longest, utf8.RuneCountInString(l.text))
			if i == 0 || l.x < left {
				left = l.x
			}
		}
		for i, l := range lines {
			if k == 0 && len(doc.Paragraphs) == 0 && para.Len() == 0 && l.size > 1.15*body && (titleSize == 0 || l.size > 0.95*titleSize) && len(title) < 4 {
				titleSize = l.size
				title = append(title, l.text)
				if i == 0 {
					doc.Pages = append(doc.Pages, Place{0, 0})
				}
				continue
			}
			if para.Len() > 0 && doc.ends(last, l, i == 0, leading, left, longest) {
				flush()
			}
			text := l.text
			if para.Len() > 0 {
				before := para.String()
				first, _ := utf8.DecodeRuneInString(text)
				switch {
				case strings.HasSuffix(before, "-") && first >= 'a' && first <= 'z':
					para.Reset()
					para.WriteString(strings.TrimSuffix(before, "-"))
				case !strings.HasSuffix(before, "—"):
					para.WriteByte(' ')
				}
			}
			if i == 0 {
				doc.Pages = append(doc.Pages, Place{len(doc.Paragraphs), para.Len()})
			}
			para.WriteString(text)
			last = l
		}
		if len(lines) == 0 {
			doc.Pages = append(doc.Pages, Place{len(doc.Paragraphs), para.Len()})
		}
	}
	flush()
	if len(title) > 0 && len(doc.Paragraphs) > 0 {
		doc.Title = strings.Join(title, " ")
	} else if len(title) > 0 {
		doc.Paragraphs = append(doc.Paragraphs, strings.Join(title, " "))
	}
}

// ends reports whether a paragraph ends between two lines that follow each other.
func (doc *Document) ends(last, next line, newPage bool, leading, left float64, longest int) bool {
	ended := endsSentence(last.text)
	short := utf8.RuneCountInString(last.text)*10 < longest*8
	if next.size > 1.15*last.size || last.size > 1.15*next.size {
		return true
	}
	if newPage || next.y > last.y { // a new page or column
		return ended
	}
	if last.y-next.y > 1.3*leading {
		return true
	}
	return ended && short || next.x > left+next.size && next.x > last.x+0.8*next.size && ended
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]`)
	last, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(".!?…:", last)
}

// measures returns the size of the font that most characters are in, and the usual distance between two lines.
func measures(pages [][]line) (body, leading float64) {
	sizes, gaps := map[int]int{}, map[int]int{}
	for _, lines := range pages {
		for i, l := range lines {
			sizes[int(l.size*10+0.5)] += len(l.text)
			if i > 0 && lines[i-1].y > l.y {
				gaps[int((lines[i-1].y-l.y)*2+0.5)]++
			}
		}
	}
	return float64(most(sizes)) / 10, float64(most(gaps)) / 2
}

// most returns the key of the largest number, the smallest key of several.
func most(counts map[int]int) int {
	best := -1
	for key, n := range counts {
		if best < 0 || n > counts[best] || n == counts[best] && key < best {
			best = key
		}
	}
	return max(best, 0)
}
