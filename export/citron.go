package export

import (
	"archive/zip"
	"io"

	"sayso"
)

// citron writes the JSON that BBC Citron reads and writes, one file an article; offsets are in code points.
type citron struct{ zip *zip.Writer }

func newCitron(w io.Writer, _ Options) (Writer, error) { return &citron{zip.NewWriter(w)}, nil }

type citronSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type citronQuote struct {
	Cue          citronSpan   `json:"cue"`
	Sources      []citronSpan `json:"sources"`
	Contents     []citronSpan `json:"contents"`
	Coreferences []citronSpan `json:"coreferences"`
	Confidence   float64      `json:"confidence"`
	ID           string       `json:"id"`
}

type citronArticle struct {
	Text   string         `json:"text"`
	Quotes []citronQuote  `json:"quotes"`
	Groups [][]citronSpan `json:"coreference_groups"`
}

func (c *citron) Write(it *Item) error {
	it.begin()
	text := it.Article.Text
	at := newOffsets(text)
	span := func(s sayso.Span) citronSpan { return citronSpan{at.points(s.Start), at.points(s.End), s.Of(text)} }
	spans := func(list sayso.Spans) []citronSpan {
		out := make([]citronSpan, len(list))
		for i, s := range list {
			out[i] = span(s)
		}
		return out
	}
	a := citronArticle{Text: text, Quotes: []citronQuote{}, Groups: [][]citronSpan{}}
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		// A quote of Citron has one cue; a statement without one (a turn of a transcript) has the place of its source.
		cue := s.Cue.Bounds()
		if len(s.Cue) == 0 {
			cue = sayso.Span{Start: s.Source.Bounds().End, End: s.Source.Bounds().End}
		}
		q := citronQuote{Cue: span(cue), Sources: spans(s.Source), Contents: spans(s.Content), Coreferences: []citronSpan{},
			Confidence: s.Confidence, ID: it.statementID(s.ID)}
		if e := it.entities[s.Speaker.Entity]; e != nil {
			for _, m := range e.Mentions {
				if m.Of(text) == e.Name {
					q.Coreferences = append(q.Coreferences, span(m))
					break
				}
			}
		}
		a.Quotes = append(a.Quotes, q)
	}
	for i := range it.Record.Entities {
		if e := &it.Record.Entities[i]; len(e.Mentions) > 1 {
			a.Groups = append(a.Groups, spans(e.Mentions))
		}
	}
	data, err := encode(a)
	if err != nil {
		return err
	}
	return add(c.zip, it.short()+".json", data)
}

func (c *citron) Close() error { return c.zip.Close() }

// add puts a file into a zip.
func add(z *zip.Writer, name string, data []byte) error {
	f, err := z.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}
