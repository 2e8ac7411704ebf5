package desk

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
)

func joined(paragraphs []paragraph) string {
	var all []string
	for _, p := range paragraphs {
		var b strings.Builder
		for _, s := range p.Segments {
			b.WriteString(s.Text)
		}
		all = append(all, b.String())
	}
	return strings.Join(all, "\n")
}

func TestSegments(t *testing.T) {
	text := "“Tom said no,” Ilse said.\n\nThe end."
	span := func(words string) sayso.Spans {
		i := strings.Index(text, words)
		return sayso.Spans{{Start: i, End: i + len(words)}}
	}
	statements := []sayso.Statement{
		{ID: "s1", Source: span("Ilse"), Cue: sayso.Spans{{Start: strings.LastIndex(text, "said"), End: strings.LastIndex(text, "said") + 4}}, Content: span("“Tom said no,”")},
		{ID: "s2", Within: "s1", Source: span("Tom"), Cue: span("said"), Content: span("no")},
	}
	got := layOut(text, statements, nil, nil)
	if len(got) != 2 {
		t.Fatalf("%d paragraphs", len(got))
	}
	var out []string
	for _, s := range got[0].Segments {
		out = append(out, s.Class+"["+s.Statements+"]"+s.Text)
	}
	want := "content[s1]“|content source[s1 s2]Tom|content[s1] |content cue[s1 s2]said|content[s1] |content[s1 s2]no|content[s1],”|[] |source[s1]Ilse|[] |cue[s1]said|[]."
	if s := strings.Join(out, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if len(got[0].Notes) != 2 || got[0].Notes[1].Depth != 1 {
		t.Errorf("notes %+v", got[0].Notes)
	}
}

// FuzzSegments holds that whatever spans a record has, the text is shown whole and in order.
func FuzzSegments(f *testing.F) {
	f.Add("One.\n\nTwo two.\nThree", 0, 3, 2, 9, 5, 100)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		onBorder := func(i int) int {
			for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
				i--
			}
			return i
		}
		statements := []sayso.Statement{
			{ID: "s1", Source: sayso.Spans{{Start: onBorder(a), End: onBorder(b)}}, Content: sayso.Spans{{Start: onBorder(c), End: onBorder(d)}, {Start: onBorder(e), End: onBorder(g)}}},
			{ID: "s2", Within: "s1", Cue: sayso.Spans{{Start: onBorder(b), End: onBorder(c)}}},
		}
		got := strings.Fields(joined(layOut(text, statements, nil, nil)))
		if want := strings.Fields(text); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("shown %q of %q", got, want)
		}
	})
}
