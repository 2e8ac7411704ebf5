package sayso

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// ErrNoReading means that the program has no reading in it: import sayso/reading, if only for that.
var ErrNoReading = errors.New(`sayso: no reading is linked in; add import _ "sayso/reading"`)

// ErrLanguage means that an article is in a language that is not read. Such articles can be kept, but hold no statements.
var ErrLanguage = errors.New("sayso: only English is read")

// registered makes readers; Register sets it once, when the program starts.
var registered atomic.Pointer[func() Reader]

// Register says how readers are made. Package sayso/reading does it when it is imported, as image formats do with package
// image; so the record's types need not know of the reading.
func Register(newReader func() Reader) { registered.Store(&newReader) }

// Sayso reads articles. It may be used by any number of goroutines at once; each then has a reader of its own, which
// takes some 40 MB.
type Sayso struct {
	readers sync.Pool
}

// New returns a Sayso that reads by the trained weights in the program. Nothing is loaded before the first article.
func New() *Sayso { return &Sayso{} }

// Read reads an article. The same article gives the same record, on any machine. The spans of the record are byte offsets
// into article.Text.
//
// The error is ErrNoReading where the program has no reading, ErrLanguage where the article says that it is not in English,
// and otherwise tells what is wrong with the text: it must be valid UTF-8.
func (s *Sayso) Read(article Article) (Record, error) {
	newReader := registered.Load()
	if newReader == nil {
		return Record{}, ErrNoReading
	}
	if article.Language != "" && article.Language != "en" {
		return Record{}, fmt.Errorf("read %s, in the language %q: %w", article.name(), article.Language, ErrLanguage)
	}
	if at := firstInvalid(article.Text); at >= 0 {
		return Record{}, fmt.Errorf("sayso: read %s: its text is not UTF-8 at byte %d; convert it first, or use package intake", article.name(), at)
	}
	reader, ok := s.readers.Get().(Reader)
	if !ok {
		reader = (*newReader)()
	}
	record := reader.Read(&article)
	s.readers.Put(reader)
	return *record, nil
}

// name tells the article in messages.
func (a *Article) name() string {
	for _, name := range []string{a.ID, a.Path, a.URL, a.Title} {
		if name != "" {
			return name
		}
	}
	return "an article"
}

// firstInvalid is where a text stops being UTF-8, -1 if it does not.
func firstInvalid(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}
