package export

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sayso"
)

// brat writes brat standoff: a text and its annotations for every article, with the configuration that brat needs to show
// them. Offsets are in code points; a span that crosses lines becomes one of several fragments, as brat wants it.
type brat struct{ zip *zip.Writer }

const bratConfiguration = `[entities]
Source
Content
Person
Organisation
Place
Unnamed

[relations]
<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>
Equiv Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive
Equiv Arg1:Organisation, Arg2:Organisation, <REL-TYPE>:symmetric-transitive
Equiv Arg1:Place, Arg2:Place, <REL-TYPE>:symmetric-transitive
Equiv Arg1:Unnamed, Arg2:Unnamed, <REL-TYPE>:symmetric-transitive

[events]
Cue Speaker?:Source, Content?:Content, Addressee*:<ENTITY>, Within?:<EVENT>
Uncued Speaker?:Source, Content?:Content, Addressee*:<ENTITY>, Within?:<EVENT>

[attributes]
Kind Arg:<EVENT>, Value:direct|mixed|indirect
Mode Arg:<EVENT>, Value:` + "%s" + `
Denial Arg:<EVENT>
Negated Arg:<EVENT>
Omission Arg:<EVENT>
Hypothetical Arg:<EVENT>
`

func newBrat(w io.Writer, _ Options) (Writer, error) {
	b := &brat{zip.NewWriter(w)}
	modes := make([]string, len(sayso.Modes))
	for i, m := range sayso.Modes {
		modes[i] = string(m)
	}
	return b, add(b.zip, "annotation.conf", fmt.Appendf(nil, bratConfiguration, strings.Join(modes, "|")))
}

// lineEnds are the characters that end a line of an annotation file for brat, which reads it as Python does.
const lineEnds = "\r\n\v\f\x1c\x1d\x1e\u0085\u2028\u2029"

// bratFile is an annotation file being written.
type bratFile struct {
	b                               strings.Builder
	text                            string
	at                              *offsets
	bounds, attributes, notes, refs int
}

// bound writes spans as one text-bound annotation and returns its name; of no words, "".
func (f *bratFile) bound(kind string, spans sayso.Spans) string {
	var places, words []string
	for _, span := range spans {
		start := span.Start
		for start < span.End {
			line := f.text[start:span.End]
			end := span.End
			if i := strings.IndexAny(line, lineEnds); i >= 0 {
				end = start + i
			}
			if end > start {
				places = append(places, fmt.Sprintf("%d %d", f.at.points(start), f.at.points(end)))
				words = append(words, f.text[start:end])
			}
			_, size := utf8.DecodeRuneInString(f.text[end:])
			start = end + max(size, 1)
		}
	}
	if places == nil {
		return ""
	}
	f.bounds++
	name := fmt.Sprintf("T%d", f.bounds)
	fmt.Fprintf(&f.b, "%s\t%s %s\t%s\n", name, kind, strings.Join(places, ";"), strings.Join(words, " "))
	return name
}

func (f *bratFile) attribute(kind, of, value string) {
	f.attributes++
	fmt.Fprintf(&f.b, "A%d\t%s %s", f.attributes, kind, of)
	if value != "" {
		f.b.WriteString(" " + value)
	}
	f.b.WriteByte('\n')
}

func (f *bratFile) note(of, text string) {
	f.notes++
	fmt.Fprintf(&f.b, "#%d\tAnnotatorNotes %s\t%s\n", f.notes, of, strings.Join(strings.Fields(text), " "))
}

func (b *brat) Write(it *Item) error {
	it.begin()
	f := &bratFile{text: it.Article.Text, at: newOffsets(it.Article.Text)}
	people := f.entities(it)
	events := map[string]string{}
	for i := range it.Record.Statements {
		if s := &it.Record.Statements[i]; len(s.Cue)+len(s.Source)+len(s.Content) > 0 {
			events[s.ID] = fmt.Sprintf("E%d", len(events)+1)
		}
	}
	for i := range it.Record.Statements {
		if s := &it.Record.Statements[i]; events[s.ID] != "" {
			f.statement(it, s, events, people)
		}
	}
	if err := add(b.zip, it.short()+".txt", []byte(it.Article.Text)); err != nil {
		return err
	}
	return add(b.zip, it.short()+".ann", []byte(f.b.String()))
}

// entities writes the mentions and says which are of one, and returns the first of each.
func (f *bratFile) entities(it *Item) map[string]string {
	kinds := map[sayso.EntityType]string{sayso.Person: "Person", sayso.Organisation: "Organisation", sayso.Place: "Place", sayso.Unnamed: "Unnamed"}
	first := map[string]string{}
	for i := range it.Record.Entities {
		e := &it.Record.Entities[i]
		var names []string
		for _, m := range e.Mentions {
			if name := f.bound(kinds[e.Type], sayso.Spans{m}); name != "" {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			continue
		}
		first[e.ID] = names[0]
		if len(names) > 1 {
			fmt.Fprintf(&f.b, "*\tEquiv %s\n", strings.Join(names, " "))
		}
		f.note(names[0], e.Name+" ("+it.personID(e.ID)+")")
		if q := wikidata(e); q != "" {
			f.refs++
			fmt.Fprintf(&f.b, "N%d\tReference %s Wikidata:%s\t%s\n", f.refs, names[0], q, strings.Join(strings.Fields(e.Name), " "))
		}
	}
	return first
}

// statement writes a statement as an event. Its trigger is the cue; without one, the words of the source, or else of the
// content, once more: brat keeps the types of triggers apart from those of arguments.
func (f *bratFile) statement(it *Item, s *sayso.Statement, events, people map[string]string) {
	source, content := f.bound("Source", s.Source), f.bound("Content", s.Content)
	trigger, kind := f.bound("Cue", s.Cue), "Cue"
	for _, instead := range []sayso.Spans{s.Source, s.Content} {
		if trigger == "" {
			kind = "Uncued"
			trigger = f.bound(kind, instead)
		}
	}
	var arguments strings.Builder
	if source != "" {
		arguments.WriteString(" Speaker:" + source)
	}
	if content != "" {
		arguments.WriteString(" Content:" + content)
	}
	addressees := 0
	for _, p := range s.Addressee {
		if name := people[p.Entity]; name != "" {
			addressees++
			arguments.WriteString(" Addressee")
			if addressees > 1 {
				fmt.Fprint(&arguments, addressees)
			}
			arguments.WriteString(":" + name)
		}
	}
	if outer := events[s.Within]; outer != "" {
		arguments.WriteString(" Within:" + outer)
	}
	event := events[s.ID]
	fmt.Fprintf(&f.b, "%s\t%s:%s%s\n", event, kind, trigger, arguments.String())
	f.attribute("Kind", event, string(s.Kind))
	f.attribute("Mode", event, string(s.Mode))
	for _, flag := range []struct {
		on   bool
		name string
	}{{s.Denial, "Denial"}, {s.Negated, "Negated"}, {s.Omission, "Omission"}, {s.Hypothetical, "Hypothetical"}} {
		if flag.on {
			f.attribute(flag.name, event, "")
		}
	}
	f.note(event, it.statementID(s.ID)+": "+it.chainText(s))
}

func (b *brat) Close() error { return b.zip.Close() }
