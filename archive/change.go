package archive

import (
	"fmt"
	"slices"
	"strings"

	"sayso"
)

// same drops what a change asks for where it is so already.
func same[T comparable](p **T, was T) {
	if *p != nil && **p == was {
		*p = nil
	}
}

// reduce leaves out of a change what is so already.
func (c *Change) reduce(was *sayso.Statement) {
	for _, part := range []struct {
		to  **sayso.Spans
		was sayso.Spans
	}{{&c.Source, was.Source}, {&c.Cue, was.Cue}, {&c.Content, was.Content}} {
		if *part.to != nil && slices.Equal(**part.to, part.was) {
			*part.to = nil
		}
	}
	same(&c.Kind, was.Kind)
	same(&c.Mode, was.Mode)
	same(&c.Negated, was.Negated)
	same(&c.Denial, was.Denial)
	same(&c.Hypothetical, was.Hypothetical)
	if s := c.Speaker; s != nil && oneLine(s.Name) == was.Speaker.Name && (s.Type == "" || s.Type == was.Speaker.Type) && (s.Entity == "" || s.Entity == was.Speaker.Entity) {
		c.Speaker = nil
	}
	if c.Addressee != nil && slices.EqualFunc(*c.Addressee, was.Addressee, func(x, y sayso.Party) bool { return oneLine(x.Name) == y.Name }) {
		c.Addressee = nil
	}
}

// check reports a part that is not in the text, and a kind, mode or speaker that there is not.
func (c *Change) check(text string) error {
	for part, spans := range []*sayso.Spans{c.Source, c.Cue, c.Content} {
		if spans != nil {
			if err := checkPart(text, partWords[part], *spans); err != nil {
				return err
			}
		}
	}
	if c.Kind != nil && !slices.Contains(sayso.Kinds, *c.Kind) {
		return fmt.Errorf("%w: kind %q: %s", ErrCorrection, *c.Kind, oneOf(sayso.Kinds))
	}
	if c.Mode != nil && !slices.Contains(sayso.Modes, *c.Mode) {
		return fmt.Errorf("%w: mode %q: %s", ErrCorrection, *c.Mode, oneOf(sayso.Modes))
	}
	types := []sayso.SpeakerType{sayso.SpeakerPerson, sayso.SpeakerOrganisation, sayso.SpeakerUnnamed, sayso.SpeakerWriter, sayso.SpeakerNone}
	if c.Speaker != nil && c.Speaker.Type != "" && !slices.Contains(types, c.Speaker.Type) {
		return fmt.Errorf("%w: speaker of type %q: %s", ErrCorrection, c.Speaker.Type, oneOf(types))
	}
	return nil
}

// quotes are the words of the parts that are changed.
func (c *Change) quotes(text string) *PartQuotes {
	var q PartQuotes
	for _, part := range []struct {
		from *sayso.Spans
		to   *[]Quote
	}{{c.Source, &q.Source}, {c.Cue, &q.Cue}, {c.Content, &q.Content}} {
		if part.from != nil {
			*part.to = quotesOf(text, *part.from)
		}
	}
	if c.Source == nil && c.Cue == nil && c.Content == nil {
		return nil
	}
	return &q
}

// words say what is otherwise.
func (c *Change) words(text string) string {
	var list []string
	for _, part := range []struct {
		name  string
		spans *sayso.Spans
	}{{"source", c.Source}, {"cue", c.Cue}, {"content", c.Content}} {
		switch {
		case part.spans == nil:
		case len(*part.spans) == 0:
			list = append(list, "no "+part.name)
		default:
			list = append(list, part.name+" “"+shorten(part.spans.Of(text))+"”")
		}
	}
	if c.Speaker != nil {
		name := oneLine(c.Speaker.Name)
		if name == "" {
			name = "nobody"
		}
		list = append(list, "speaker "+name)
	}
	if c.Kind != nil {
		list = append(list, string(*c.Kind))
	}
	if c.Mode != nil {
		list = append(list, "mode "+string(*c.Mode))
	}
	if c.Addressee != nil {
		var names []string
		for _, p := range *c.Addressee {
			names = append(names, oneLine(p.Name))
		}
		if len(names) == 0 {
			names = []string{"nobody"}
		}
		list = append(list, "said to "+strings.Join(names, ", "))
	}
	list = append(list, flagWords("negated", c.Negated)...)
	list = append(list, flagWords("a denial", c.Denial)...)
	list = append(list, flagWords("hypothetical", c.Hypothetical)...)
	return strings.Join(list, ", ")
}

func flagWords(name string, is *bool) []string {
	switch {
	case is == nil:
		return nil
	case *is:
		return []string{name}
	}
	return []string{"not " + name}
}

// sayWords say in short who says what in a statement.
func sayWords(text string, s *sayso.Statement) string {
	name := s.Speaker.Who()
	words := s.Content.Of(text)
	if words == "" {
		words = s.Cue.Of(text)
	}
	return name + ", “" + shorten(words) + "”"
}

// shorten cuts a text behind a word, for a line of a list.
func shorten(s string) string {
	s = oneLine(s)
	const most = 80
	if len(s) <= most {
		return s
	}
	if at := strings.LastIndexByte(s[:most], ' '); at > 0 {
		return s[:at] + " …"
	}
	return strings.ToValidUTF8(s[:most], "") + " …"
}
