package export

import (
	"bufio"
	"io"

	"sayso"
)

// selector is a selector of the W3C Web Annotation data model; which fields it has depends on its type.
type selector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// nearby is how many bytes before and behind a quotation a selector has, so that it is found again.
const nearby = 32

// selectors say where a span is, by its words and by its place; count turns bytes into the units of the place.
func selectors(text string, span sayso.Span, count func(int) int, words bool) []selector {
	start, end := count(span.Start), count(span.End)
	list := []selector{{Type: "TextPositionSelector", Start: &start, End: &end}}
	if words {
		list = append([]selector{{Type: "TextQuoteSelector", Exact: span.Of(text), Prefix: edge(text, span.Start, -nearby),
			Suffix: edge(text, span.End, nearby)}}, list...)
	}
	return list
}

// edge is the text of about n bytes behind an offset, or before it if n is negative, whole characters.
func edge(text string, at, n int) string {
	from, to := at, min(at+n, len(text))
	if n < 0 {
		from, to = max(at+n, 0), at
	}
	for from < to && text[from]&0xc0 == 0x80 {
		from++
	}
	for to > from && to < len(text) && text[to]&0xc0 == 0x80 {
		to--
	}
	return text[from:to]
}

// part is a part of a statement that is annotated.
type part struct {
	name  string
	spans sayso.Spans
}

func partsOf(s *sayso.Statement) []part {
	return []part{{"source", s.Source}, {"cue", s.Cue}, {"content", s.Content}}
}

// annotations writes W3C Web Annotations: one for each span of a statement's source, cue and content, tied by the
// statement, which is the body of all of them. Positions are in code points.
type annotations struct {
	out     jsonStream
	options Options
}

func newAnnotations(w io.Writer, o Options) (Writer, error) {
	return &annotations{jsonStream{out: bufio.NewWriter(w),
		before:  `{"@context":["http://www.w3.org/ns/anno.jsonld",{"schema":"http://schema.org/","sayso":"urn:sayso:"}],"type":"AnnotationPage","items":[` + "\n",
		between: ",\n", after: "\n]}\n"}, o}, nil
}

type annotation struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Creator    annotationAgent  `json:"creator"`
	Body       []any            `json:"body"`
	Target     annotationTarget `json:"target"`
}

type annotationAgent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

type annotationTarget struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector"`
}

// annotationText is a body of words: which part of a statement this is.
type annotationText struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Format  string `json:"format"`
	Purpose string `json:"purpose"`
}

// annotationStatement is the statement that a span is part of.
type annotationStatement struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Speaker string `json:"schema:spokenByCharacter,omitempty"`
	Kind    string `json:"sayso:kind"`
	Mode    string `json:"sayso:mode"`
	Chain   string `json:"sayso:chain"`
}

func (a *annotations) Write(it *Item) error {
	it.begin()
	text := it.Article.Text
	at := newOffsets(text)
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		uri := it.statementURI(a.options, s.ID)
		body := annotationStatement{ID: uri, Type: "schema:Quotation", Speaker: s.Speaker.Name, Kind: string(s.Kind),
			Mode: string(s.Mode), Chain: it.chainText(s)}
		if s.Kind == sayso.Indirect {
			body.Type = "schema:Claim"
		}
		for _, p := range partsOf(s) {
			for j, span := range p.spans {
				if err := a.out.value(annotation{
					ID: uri + "#" + p.name + number(float64(j+1)), Type: "Annotation", Motivation: "identifying",
					Creator: annotationAgent{"Software", "sayso " + a.options.Version},
					Body:    []any{annotationText{"TextualBody", p.name, "text/plain", "tagging"}, body},
					Target:  annotationTarget{it.address(a.options), selectors(text, span, at.points, !a.options.PositionsOnly)},
				}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (a *annotations) Close() error { return a.out.close() }

// hypothesis writes annotations in the shape that Hypothesis takes: one a statement, on its content. Positions are in
// UTF-16 units, as its client counts.
type hypothesis struct {
	out     jsonStream
	options Options
}

func newHypothesis(w io.Writer, o Options) (Writer, error) {
	return &hypothesis{jsonStream{out: bufio.NewWriter(w), before: "[\n", between: ",\n", after: "\n]\n"}, o}, nil
}

type hypothesisAnnotation struct {
	URI      string             `json:"uri"`
	Document hypothesisDocument `json:"document"`
	Text     string             `json:"text"`
	Tags     []string           `json:"tags"`
	Target   []annotationTarget `json:"target"`
}

type hypothesisDocument struct {
	Title []string `json:"title"`
}

func (h *hypothesis) Write(it *Item) error {
	it.begin()
	text := it.Article.Text
	at := newOffsets(text)
	uri := it.address(h.options)
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		spans := s.Content
		if len(spans) == 0 {
			spans = s.Source
		}
		if len(spans) == 0 {
			continue
		}
		a := hypothesisAnnotation{URI: uri, Document: hypothesisDocument{[]string{it.Article.Title}},
			Text: it.chainText(s) + "\n\n" + it.statementURI(h.options, s.ID), Tags: []string{"sayso", string(s.Kind), string(s.Mode)}}
		if s.Speaker.Name != "" {
			a.Tags = append(a.Tags, "speaker: "+s.Speaker.Name)
		}
		if s.Denial {
			a.Tags = append(a.Tags, "denial")
		}
		for _, span := range spans {
			a.Target = append(a.Target, annotationTarget{uri, selectors(text, span, at.units, !h.options.PositionsOnly)})
		}
		if err := h.out.value(a); err != nil {
			return err
		}
	}
	return nil
}

func (h *hypothesis) Close() error { return h.out.close() }
