package query_test

import (
	"errors"
	"strings"
	"testing"

	"sayso/query"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// What must all hold.
		{"", ""},
		{" \t\n", ""},
		{"harbour", "harbour"},
		{"harbour   closed", "harbour closed"},
		{"harbour AND closed", "harbour closed"},
		{"(harbour) (closed)", "harbour closed"},
		{"(a b) c", "a b c"},
		// Phrases.
		{`"fishing rights"`, `"fishing rights"`},
		{`“fishing  rights”`, `"fishing rights"`},
		{`«fishing» near`, `"fishing" near`},
		{`closed"fishing rights"now`, `closed "fishing rights" now`},
		// Alternatives.
		{"a OR b", "a OR b"},
		{"a | b", "a OR b"},
		{"a b OR c", "a b OR c"},
		{"a (b OR c)", "a (b OR c)"},
		{"(a OR b) OR c", "a OR b OR c"},
		{"((a))", "a"},
		{"or and not", "or and not"}, // words, in small letters
		// Negation.
		{"-a", "-a"},
		{"NOT a", "-a"},
		{"a -b", "a -b"},
		{"-(a b)", "-(a b)"},
		{"-(a OR b) c", "-(a OR b) c"},
		{"--a", "a"},
		{"NOT NOT NOT a", "-a"},
		{`-"a b" -is:denial`, `-"a b" -is:denial`},
		{"storm-the", "storm-the"},
		{"a - b", "a b"}, // a dash
		// Beginnings of words.
		{"harb*", "harb*"},
		{"harb**", "harb*"},
		// Fields.
		{"speaker:marrow", "speaker:marrow"},
		{"SPEAKER:marrow", "speaker:marrow"},
		{`speaker:"Ilse Marrow"`, `speaker:"Ilse Marrow"`},
		{`speaker:“Ilse Marrow”b`, `speaker:"Ilse Marrow" b`},
		{`speaker:"Marrow"`, `speaker:Marrow`},
		{"speaker:#12", "speaker:#12"},
		{`outlet:="The Breck Herald"`, `outlet:="The Breck Herald"`},
		{"outlet:=Herald", "outlet:=Herald"},
		{"is:Denial kind:DIRECT", "is:denial kind:direct"},
		{"date:2031-03/P1W", "date:2031-03/P1W"},
		{`venue:"press conference"`, `venue:"press conference"`},
		{"(speaker:a OR speaker:b) -to:c", "(speaker:a OR speaker:b) -to:c"},
		// What is no field.
		{"10:30", "10:30"},
		{"https://breckherald.example/x", "https://breckherald.example/x"},
		// Signs that stand alone are nothing.
		{"salt & pepper", "salt pepper"},
		{"a – b …", "a b"},
		{`a "" b "!"`, "a b"},
		{"a OR &", "a"},
	} {
		n, err := query.Parse(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if got := n.String(); got != c.want {
			t.Errorf("%s: is %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		in    string
		at    int // bytes
		wrong string
		says  string
	}{
		{`harbour "closed`, 8, `"`, "column 9: this quotation mark is never closed"},
		{`speaker:"Ilse`, 8, `"`, "never closed"},
		{`Açevedo (a`, 9, "(", "column 9: this parenthesis is never closed"},
		{"a)", 1, ")", "column 2: there is no parenthesis for this one to close"},
		{"()", 1, ")", "nothing before this parenthesis"},
		{"a (", 2, "(", "never closed"},
		{"OR a", 0, "OR", "OR needs something before it and behind it"},
		{"a OR", 4, "", "something is missing at the end"},
		{"a OR OR b", 5, "OR", "OR needs something"},
		{"a AND", 5, "", "something is missing at the end"},
		{"AND a", 0, "AND", "AND needs"},
		{"a AND OR b", 6, "OR", "OR needs"},
		{"NOT", 3, "", "something is missing at the end"},
		{"a -)", 3, ")", "nothing before this parenthesis"},
		{"speker:marrow", 0, "speker", "no field “speker”; did you mean speaker:?"},
		{"a spaeker:marrow", 2, "spaeker", "did you mean speaker:?"},
		{"from:marrow", 0, "from", "write speaker:"},
		{"after:2031", 0, "after", "write date:2031/.."},
		{"until:2031-05", 0, "until", "write date:../2031-05"},
		{"colour:red", 0, "colour", "fields are speaker, about, to"},
		{"is:deniel", 3, "deniel", "did you mean is:denial?"},
		{"mode:sya", 5, "sya", "did you mean mode:say?"},
		{"mode:shout", 5, "shout", "want one of say, ask, deny"},
		{"kind:quoted", 5, "quoted", "want one of direct, mixed, indirect"},
		{"kind:", 0, "kind:", "needs a value right behind the colon, as in kind:direct"},
		{`speaker:""`, 0, `speaker:""`, "needs a value"},
		{"speaker: marrow", 0, "speaker:", "needs a value right behind the colon"},
		{"speaker:(a OR b)", 8, "(", "write (speaker:… OR speaker:…)"},
		{"speaker:?", 8, "?", "a letter or digit is needed in speaker:"},
		{"speaker:#x", 8, "#x", "no number"},
		{"outlet:#3", 7, "#3", "people have numbers"},
		{"about:=x", 6, "=", "only speaker:= and outlet:="},
		{"date:tomorrow", 5, "tomorrow", "is no date; write 2031"},
		{"date:2031-02-30", 5, "2031-02-30", "is no date"},
		{"date:2031/soon", 5, "2031/soon", "“soon” is neither a date"},
		{"date:2032/2031", 5, "2032/2031", "ends before it starts"},
		{"date:/", 5, "/", "a date at one end"},
		{"ab*", 0, "ab*", "at least 3 letters"},
		{"... ! *", 0, "... ! *", "a letter or digit is needed"},
		{strings.Repeat("word ", 101), 500, "word", "at most 100 words"},
		{strings.Repeat("(", 60), 51, "(", "more than 50 deep"},
		{strings.Repeat("-", 60) + "a", 52, "-", ""},
	} {
		_, err := query.Parse(c.in)
		var wrong *query.Error
		if !errors.As(err, &wrong) {
			t.Errorf("%.40s: %v, want an error", c.in, err)
			continue
		}
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.40s: %v; want it to say %q", c.in, err, c.says)
		}
		if c.says != "" && (wrong.Start != c.at || wrong.Query[wrong.Start:wrong.End] != c.wrong) {
			t.Errorf("%.40s: wrong is %q at %d, want %q at %d", c.in, wrong.Query[wrong.Start:wrong.End], wrong.Start, c.wrong, c.at)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ in, start, end string }{
		{"2031", "2031-01-01", "2032-01-01"},
		{"2031-12", "2031-12-01", "2032-01-01"},
		{"2032-02-29", "2032-02-29", "2032-03-01"},
		{"2031-03-01/2031-04-15", "2031-03-01", "2031-04-16"},
		{"2031-03/2031-04", "2031-03-01", "2031-05-01"},
		{"2031-03/P1W", "2031-03-01", "2031-03-08"},
		{"2031-03-06/P1Y2M", "2031-03-06", "2032-05-06"},
		{"P10D/2031-03-10", "2031-03-01", "2031-03-11"},
		{"2031-03/", "2031-03-01", ""},
		{"2031-03/..", "2031-03-01", ""},
		{"../2031-03", "", "2031-04-01"},
		{"/2031", "", "2032-01-01"},
	} {
		p, err := query.ParseDate(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		start, end := "", ""
		if !p.Start.IsZero() {
			start = p.Start.Format("2006-01-02")
		}
		if !p.End.IsZero() {
			end = p.End.Format("2006-01-02")
		}
		if start != c.start || end != c.end {
			t.Errorf("%s: %s to %s, want %s to %s", c.in, start, end, c.start, c.end)
		}
	}
	for _, bad := range []string{"", "31", "0000", "2031-5", "2031-13", "2031-05-14T08:00", "2031/P", "2031/P0D", "2031/PT5H", "P1W/P1W", "2031/P99999Y",
		"2031/2031/2031", "../..", "2031-03/P1"} {
		if p, err := query.ParseDate(bad); err == nil {
			t.Errorf("%q is taken for %v", bad, p)
		}
	}
}

func TestWithout(t *testing.T) {
	for _, c := range []struct {
		in   string
		drop int // which of the conditions at the leaves
		want string
	}{
		{"a", 0, ""},
		{"a b c", 1, "a c"},
		{"a b", 0, "b"},
		{"a (b OR c)", 1, "a c"},
		{"a -b", 1, "a"},
		{"-(a b)", 0, "-b"},
		{"(a OR b) c", 2, "a OR b"},
	} {
		n, err := query.Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		var leaves []*query.Node
		n.Each(func(n *query.Node, _ bool) { leaves = append(leaves, n) })
		if got := n.Without(leaves[c.drop]).String(); got != c.want {
			t.Errorf("%s without %s is %s, want %s", c.in, leaves[c.drop], got, c.want)
		}
	}
}

func TestFieldsAreTheirOwnExamples(t *testing.T) {
	for _, f := range append(query.Fields(), query.Flags()...) {
		n, err := query.Parse(f.Example)
		if err != nil || n.Op != query.Is {
			t.Errorf("%s: the example %s is %v, %v", f.Name, f.Example, n, err)
		}
	}
}

// FuzzParse reads anything: an error points into the text, and what is read reads the same when written again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a", `"a b" c`, "a OR b -c", "(a (b OR -c)) d*", `speaker:"Ilse Marrow" is:denial`, "date:2031-03/P1W", "is:deniel",
		"((((", "-----a", "a:b", "http://x", "\x00", "\xff", "“open", "é*", "outlet:=x", "a\"b\"c", "speaker:#12", "OR OR", "NOT(", ":", "a:", "*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := query.Parse(text)
		if err != nil {
			var wrong *query.Error
			if !errors.As(err, &wrong) || wrong.Start < 0 || wrong.End < wrong.Start || wrong.End > len(wrong.Query) || wrong.Why == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			_ = err.Error()
			return
		}
		written := n.String()
		again, err := query.Parse(written)
		if err != nil {
			t.Fatalf("%q is written %q, which is: %v", text, written, err)
		}
		if again.String() != written || !same(n, again) {
			t.Fatalf("%q is written %q, and that %q", text, written, again.String())
		}
	})
}

// same compares queries by all but their places.
func same(a, b *query.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Op != b.Op || a.Field != b.Field || a.Text != b.Text || a.Prefix != b.Prefix || a.Exact != b.Exact || len(a.Args) != len(b.Args) {
		return false
	}
	for i := range a.Args {
		if !same(a.Args[i], b.Args[i]) {
			return false
		}
	}
	return true
}
