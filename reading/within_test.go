package reading_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/reading"
)

// TestWithin shows statements within others, by the trained reading: "outer source > source | cue | content".
func TestWithin(t *testing.T) {
	r := reading.New()
	for _, c := range []struct {
		text string
		want []string // those within others
	}{
		{"Tilda Brand said that the minister had never voiced his support for Oskar Lind.",
			[]string{"Tilda Brand > the minister | had never voiced | his support for Oskar Lind"}},
		{"The aides suggested that Lind believed Holm was open to selling the docks.",
			[]string{"The aides > Lind | believed | Holm was open to selling the docks"}},
		{"The aides said that Lind found Brand hostile but believed Holm was honest.",
			[]string{"The aides > Lind | found | Brand hostile", "The aides > Lind | believed | Holm was honest"}},
		{`"The mayor told me that the harbour was closed," Ilse Marrow said.`,
			[]string{"Ilse Marrow > The mayor | told | that the harbour was closed"}},
		{`"You would probably say that the harbour is lost," Ilse Marrow said.`,
			[]string{"Ilse Marrow > You | would probably say | that the harbour is lost"}},
		{`"You know that the harbour is lost, and I think that it stays so," Ilse Marrow said.`, nil},
		{"Ilse Marrow said that the harbour was closed.", nil},
	} {
		record := r.Read(&sayso.Article{Text: c.text})
		byID := map[string]*sayso.Statement{}
		for i := range record.Statements {
			byID[record.Statements[i].ID] = &record.Statements[i]
		}
		var got []string
		for _, s := range record.Statements {
			if out := byID[s.Within]; out != nil {
				got = append(got, out.Source.Of(c.text)+" > "+said(s, c.text))
			}
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
		}
		if n := len(record.Outer()); n != 1 {
			t.Errorf("%s: %d outer statements, want 1", c.text, n)
		}
	}
}

func TestChainOfTrained(t *testing.T) {
	const text = "According to Ilse Marrow, the harbour was closed in March, the Corran Herald reported."
	record := reading.New().Read(&sayso.Article{Text: text})
	if len(record.Statements) != 2 || record.Statements[1].Within != record.Statements[0].ID {
		t.Fatalf("got %+v, want one statement within another", record.Statements)
	}
	if s := record.Statements[0].Source.Of(text); s != "the Corran Herald" {
		t.Errorf("outer source %q", s)
	}
}
