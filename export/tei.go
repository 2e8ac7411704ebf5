package export

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// tei writes a teiCorpus with a TEI text for every article: contents of statements are said elements with who and toWhom,
// which no other format can mark, sources rs elements, cues seg elements. What is not one stretch inside one paragraph
// becomes several elements, tied by next and prev.
type tei struct {
	out   *bufio.Writer
	begun bool
}

func newTEI(w io.Writer, o Options) (Writer, error) {
	t := &tei{out: bufio.NewWriter(w)}
	_, err := fmt.Fprintf(t.out, `<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>Statements in the news</title></titleStmt>
<publicationStmt><p>Written by sayso %s.</p></publicationStmt>
<sourceDesc><p>News articles; each has a header of its own.</p></sourceDesc>
</fileDesc>
</teiHeader>
`, xmlText(o.Version))
	return t, err
}

func (t *tei) Write(it *Item) error {
	it.begin()
	var b strings.Builder
	t.header(&b, it)
	b.WriteString("<text>\n<body>\n")
	if it.Article.Title != "" {
		fmt.Fprintf(&b, "<head>%s</head>\n", xmlText(it.Article.Title))
	}
	marks := t.elements(it)
	at, any := 0, false
	for _, line := range strings.SplitAfter(it.Article.Text, "\n") {
		if strings.TrimSpace(line) != "" {
			any = true
			b.WriteString("<p>")
			inline(&b, it.Article.Text, sayso.Span{Start: at, End: at + len(strings.TrimRightFunc(line, unicode.IsSpace))}, marks)
			b.WriteString("</p>\n")
		}
		at += len(line)
	}
	if !any {
		b.WriteString("<p/>\n")
	}
	b.WriteString("</body>\n</text>\n</TEI>\n")
	t.begun = true
	_, err := t.out.WriteString(b.String())
	return err
}

// header writes what is known of an article, and everybody in it.
func (t *tei) header(b *strings.Builder, it *Item) {
	a := it.Article
	fmt.Fprintf(b, "<TEI>\n<teiHeader>\n<fileDesc>\n<titleStmt><title>%s</title>", xmlText(title(it)))
	if a.Author != "" {
		fmt.Fprintf(b, "<author>%s</author>", xmlText(a.Author))
	}
	fmt.Fprintf(b, "</titleStmt>\n<publicationStmt><p>%s</p></publicationStmt>\n<sourceDesc><bibl>", xmlText(it.Key))
	fmt.Fprintf(b, "<title>%s</title>", xmlText(title(it)))
	if a.Outlet != "" {
		fmt.Fprintf(b, "<publisher>%s</publisher>", xmlText(a.Outlet))
	}
	if day := it.day(); date(day) != "" {
		fmt.Fprintf(b, `<date when="%s">%s</date>`, xmlText(day), xmlText(day))
	}
	if isWeb(a.URL) {
		fmt.Fprintf(b, `<ref target="%s">%s</ref>`, xmlText(strings.ReplaceAll(a.URL, " ", "%20")), xmlText(a.URL))
	}
	b.WriteString("</bibl></sourceDesc>\n</fileDesc>\n")
	lists := []struct {
		types            []sayso.EntityType
		list, item, name string
	}{
		{[]sayso.EntityType{sayso.Person, sayso.Unnamed}, "listPerson", "person", "persName"},
		{[]sayso.EntityType{sayso.Organisation}, "listOrg", "org", "orgName"},
		{[]sayso.EntityType{sayso.Place}, "listPlace", "place", "placeName"},
	}
	var people, places strings.Builder
	for _, l := range lists {
		var items strings.Builder
		for i := range it.Record.Entities {
			e := &it.Record.Entities[i]
			if !slices.Contains(l.types, e.Type) {
				continue
			}
			fmt.Fprintf(&items, `<%s xml:id="%s"`, l.item, t.id(it, e.ID))
			if q := wikidata(e); q != "" {
				fmt.Fprintf(&items, ` corresp="http://www.wikidata.org/entity/%s"`, q)
			}
			items.WriteByte('>')
			for _, name := range append([]string{e.Name}, e.Names...) {
				if name != e.Name || !strings.HasSuffix(items.String(), "</"+l.name+">") {
					fmt.Fprintf(&items, "<%s>%s</%s>", l.name, xmlText(name), l.name)
				}
			}
			if e.Type == sayso.Unnamed {
				items.WriteString("<note>unnamed</note>")
			}
			fmt.Fprintf(&items, "</%s>\n", l.item)
		}
		if items.Len() == 0 {
			continue
		}
		to := &people
		if l.item == "place" {
			to = &places
		}
		fmt.Fprintf(to, "<%s>\n%s</%s>\n", l.list, items.String(), l.list)
	}
	if people.Len()+places.Len() > 0 {
		b.WriteString("<profileDesc>\n")
		if people.Len() > 0 {
			fmt.Fprintf(b, "<particDesc>\n%s</particDesc>\n", people.String())
		}
		if places.Len() > 0 {
			fmt.Fprintf(b, "<settingDesc>\n%s</settingDesc>\n", places.String())
		}
		b.WriteString("</profileDesc>\n")
	}
	b.WriteString("</teiHeader>\n")
}

// id is an xml:id: it must not begin with a digit.
func (t *tei) id(it *Item, local string) string { return "a" + it.short() + "-" + local }

// element is a stretch of text to be marked up: the name of its element, its attributes but for id, next and prev.
type element struct {
	span             sayso.Span
	name, attributes string
	id               string
	// fragments counts how many elements it has become.
	fragments int
}

// elements are the parts of the statements, the outer ones first.
func (t *tei) elements(it *Item) []*element {
	var list []*element
	for i := range it.Record.Statements {
		s := &it.Record.Statements[i]
		said := fmt.Sprintf(` direct="%t" aloud="%t"`, s.Kind == sayso.Direct, !slices.Contains([]sayso.Mode{sayso.Believe, sayso.Intend, sayso.Decide}, s.Mode))
		if it.entities[s.Speaker.Entity] != nil {
			said += ` who="#` + t.id(it, s.Speaker.Entity) + `"`
		}
		var to []string
		for _, p := range s.Addressee {
			if it.entities[p.Entity] != nil {
				to = append(to, "#"+t.id(it, p.Entity))
			}
		}
		if to != nil {
			said += ` toWhom="` + strings.Join(to, " ") + `"`
		}
		// The fragments of one content are tied as the fragments of one stretch are.
		whole := &element{name: "said", attributes: said, id: t.id(it, s.ID)}
		for _, span := range s.Content {
			one := *whole
			one.span = span
			list = append(list, &one)
		}
		for j := range s.Content {
			if j > 0 {
				list[len(list)-len(s.Content)+j].id = fmt.Sprintf("%s.%d", whole.id, j+1)
			}
		}
		about := ` corresp="#` + whole.id + `"`
		if len(s.Content) == 0 {
			about = ""
		}
		for _, span := range s.Cue {
			list = append(list, &element{span: span, name: "seg", attributes: ` type="cue"` + about})
		}
		for _, span := range s.Source {
			who := ` type="source"`
			if it.entities[s.Speaker.Entity] != nil {
				who += ` ref="#` + t.id(it, s.Speaker.Entity) + `"`
			}
			list = append(list, &element{span: span, name: "rs", attributes: who})
		}
	}
	slices.SortStableFunc(list, func(a, b *element) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End))
	})
	return list
}

// inline writes a paragraph with its elements. One that would cross the end of another is cut there and goes on behind it.
func inline(b *strings.Builder, text string, paragraph sayso.Span, all []*element) {
	type piece struct {
		of    *element
		start int
		end   int
	}
	var pending, open []piece
	for _, e := range all {
		start, end := max(e.span.Start, paragraph.Start), min(e.span.End, paragraph.End)
		if start < end {
			pending = append(pending, piece{e, start, end})
		}
	}
	at := paragraph.Start
	upTo := func(to int) {
		b.WriteString(xmlText(text[at:to]))
		at = to
	}
	for len(pending) > 0 || len(open) > 0 {
		if len(open) > 0 && (len(pending) == 0 || open[len(open)-1].end <= pending[0].start) {
			top := open[len(open)-1]
			open = open[:len(open)-1]
			upTo(top.end)
			b.WriteString("</" + top.of.name + ">")
			continue
		}
		p := pending[0]
		pending = pending[1:]
		if len(open) > 0 && p.end > open[len(open)-1].end {
			rest := piece{p.of, open[len(open)-1].end, p.end}
			p.end = rest.start
			i, _ := slices.BinarySearchFunc(pending, rest, func(a, b piece) int {
				return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
			})
			pending = slices.Insert(pending, i, rest)
		}
		upTo(p.start)
		b.WriteString("<" + p.of.name)
		if p.of.id != "" {
			p.of.fragments++
			id := p.of.id
			if p.of.fragments > 1 {
				id = fmt.Sprintf("%s-%d", p.of.id, p.of.fragments)
				before := p.of.id
				if p.of.fragments > 2 {
					before = fmt.Sprintf("%s-%d", p.of.id, p.of.fragments-1)
				}
				fmt.Fprintf(b, ` prev="#%s"`, before)
			}
			fmt.Fprintf(b, ` xml:id="%s"`, id)
		}
		b.WriteString(p.of.attributes + ">")
		open = append(open, p)
	}
	upTo(paragraph.End)
}

func title(it *Item) string {
	if it.Article.Title != "" {
		return it.Article.Title
	}
	return "Article " + it.short()
}

// xmlText escapes text for XML; characters that XML cannot have are replaced.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return strings.NewReplacer("&#xA;", "\n", "&#34;", "&quot;", "&#39;", "'", "&#x9;", "\t").Replace(b.String())
}

func (t *tei) Close() error {
	if !t.begun {
		// A corpus has at least one text.
		if err := t.Write(&Item{Article: &sayso.Article{}, Record: &sayso.Record{}, Key: "0"}); err != nil {
			return err
		}
	}
	if _, err := t.out.WriteString("</teiCorpus>\n"); err != nil {
		return err
	}
	return t.out.Flush()
}
