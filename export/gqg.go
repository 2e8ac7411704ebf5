package export

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// gqg writes what GDELT's Global Quotation Graph has of an article: its quotations with the words before and behind, and
// beyond it their speakers.
type gqg struct{ out jsonStream }

func newGQG(w io.Writer, _ Options) (Writer, error) { return &gqg{newJSONLines(w)}, nil }

type gqgArticle struct {
	Date   string     `json:"date"`
	URL    string     `json:"url"`
	Title  string     `json:"title"`
	Lang   string     `json:"lang"`
	Quotes []gqgQuote `json:"quotes"`
}

type gqgQuote struct {
	Pre   string `json:"pre"`
	Quote string `json:"quote"`
	Post  string `json:"post"`
	// What GDELT does not have. Offset and Length are in code points.
	ID      string `json:"id"`
	Speaker string `json:"speaker,omitempty"`
	QID     string `json:"qid,omitempty"`
	Verb    string `json:"verb,omitempty"`
	Offset  int    `json:"offset"`
	Length  int    `json:"length"`
}

func (g *gqg) Write(it *Item) error {
	it.begin()
	text := it.Article.Text
	at := newOffsets(text)
	a := gqgArticle{it.Article.Published, it.address(Options{}), it.Article.Title, strings.ToUpper(it.language()), nil}
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		for _, span := range quoted(text, s) {
			q := gqgQuote{Pre: before(text, span.Start, 100), Quote: span.Of(text), Post: after(text, span.End, 100),
				ID: it.statementID(s.ID), Speaker: s.Speaker.Name, Verb: s.Cue.Of(text),
				Offset: at.points(span.Start), Length: utf8.RuneCountInString(span.Of(text))}
			if e := it.entities[s.Speaker.Entity]; e != nil {
				q.QID = wikidata(e)
			}
			a.Quotes = append(a.Quotes, q)
		}
	}
	if a.Quotes == nil {
		return nil
	}
	return g.out.value(a)
}

func (g *gqg) Close() error {
	if !g.out.begun {
		return g.out.out.Flush()
	}
	return g.out.close()
}

// marks are what may open and close a quotation.
const marks = "\"“”„«»‘’‚‹›'`´"

// quoted are the stretches of a statement's content that stand in quotation marks, without the marks.
func quoted(text string, s *sayso.Statement) []sayso.Span {
	if s.Kind == sayso.Indirect {
		return nil
	}
	var found []sayso.Span
	for _, span := range s.Content {
		if s.Kind == sayso.Direct {
			if span = trim(text, span); span.Len() > 0 {
				found = append(found, span)
			}
			continue
		}
		// In a mixed one only double marks are sure to be no apostrophes.
		open := -1
		for i, r := range span.Of(text) {
			switch {
			case strings.ContainsRune("“„«", r), r == '"' && open < 0, r == '”' && open < 0:
				open = span.Start + i + utf8.RuneLen(r)
			case open >= 0 && strings.ContainsRune("”»\"", r):
				if q := trim(text, sayso.Span{Start: open, End: span.Start + i}); q.Len() > 0 {
					found = append(found, q)
				}
				open = -1
			}
		}
	}
	return found
}

// trim takes marks and blanks off the ends of a span.
func trim(text string, span sayso.Span) sayso.Span {
	outside := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(marks, r) }
	words := span.Of(text)
	span.Start += len(words) - len(strings.TrimLeftFunc(words, outside))
	span.End -= len(words) - len(strings.TrimRightFunc(words, outside))
	return sayso.Span{Start: span.Start, End: max(span.Start, span.End)}
}

// before and after are at most n bytes of the text around an offset, of its paragraph, cut at a blank.
func before(text string, at, n int) string {
	words := text[:at]
	if i := strings.LastIndexByte(words, '\n'); i >= 0 {
		words = words[i+1:]
	}
	if len(words) > n {
		words = words[len(words)-n:]
		if i := strings.IndexByte(words, ' '); i >= 0 {
			words = words[i+1:]
		}
	}
	return strings.ToValidUTF8(words, "")
}

func after(text string, at, n int) string {
	words := text[at:]
	if i := strings.IndexByte(words, '\n'); i >= 0 {
		words = words[:i]
	}
	if len(words) > n {
		words = words[:n]
		if i := strings.LastIndexByte(words, ' '); i >= 0 {
			words = words[:i]
		}
	}
	return strings.ToValidUTF8(words, "")
}
