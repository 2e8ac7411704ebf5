package reading_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
	"sayso/reading"
)

// said writes a statement as "source | cue | content", its parts joined by "…".
func said(s sayso.Statement, text string) string {
	return fmt.Sprintf("%s | %s | %s", s.Source.Of(text), s.Cue.Of(text), s.Content.Of(text))
}

func read(text string) *sayso.Record {
	return reading.ByRules().Read(&sayso.Article{Text: text})
}

func TestStatements(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // kind: source | cue | content
	}{
		{"quotation, then cue", `"The harbour is closed," Marrow said.`,
			[]string{`direct: Marrow | said | "The harbour is closed,"`}},
		{"typographic marks", `“The harbour is closed,” Marrow said.`,
			[]string{`direct: Marrow | said | “The harbour is closed,”`}},
		{"single marks as house style", `'The harbour is closed,' Marrow said. 'It won't open.'`,
			[]string{`direct: Marrow | said | 'The harbour is closed,' … 'It won't open.'`}},
		{"doubled single marks", `''The harbour is closed,'' Marrow said.`,
			[]string{`direct: Marrow | said | ''The harbour is closed,''`}},
		{"cue, then quotation", `Ilse Marrow said: "The harbour is closed."`,
			[]string{`direct: Ilse Marrow | said | "The harbour is closed."`}},
		{"split by the cue", `"The harbour," Marrow said, "is closed."`,
			[]string{`direct: Marrow | said | "The harbour," … "is closed."`}},
		{"goes on in the next sentence", `"The harbour is closed," Marrow said on Monday. "Nobody will sail."`,
			[]string{`direct: Marrow | said | "The harbour is closed," … "Nobody will sail."`}},
		{"question before the cue", `"Who closed the harbour?" Marrow asked.`,
			[]string{`direct: Marrow | asked | "Who closed the harbour?"`}},
		{"inversion with apposition", `"The harbour is closed," said Ilse Marrow, a spokeswoman for the port.`,
			[]string{`direct: Ilse Marrow, a spokeswoman for the port | said | "The harbour is closed,"`}},
		{"that-clause", `The minister said that the harbour was closed.`,
			[]string{`indirect: The minister | said | that the harbour was closed`}},
		{"bare clause", `The minister said the harbour was closed.`,
			[]string{`indirect: The minister | said | the harbour was closed`}},
		{"addressee before the clause", `Marrow told reporters that the harbour was closed.`,
			[]string{`indirect: Marrow | told | that the harbour was closed`}},
		{"clause, then cue", `The harbour was closed, officials said on Monday.`,
			[]string{`indirect: officials | said | The harbour was closed`}},
		{"broken by the cue", `The harbour, Marrow said, was closed.`,
			[]string{`indirect: Marrow | said | The harbour … was closed`}},
		{"mixed", `Marrow said the harbour was "closed to everybody" until May.`,
			[]string{`mixed: Marrow | said | the harbour was "closed to everybody" until May`}},
		{"according to, first", `According to Marrow, the harbour was closed.`,
			[]string{`indirect: Marrow | According to | the harbour was closed`}},
		{"according to, last", `The harbour was closed, according to the port authority.`,
			[]string{`indirect: the port authority | according to | The harbour was closed`}},
		{"shared subject", `Marrow said the harbour was closed, adding that it would open in May.`,
			[]string{`indirect: Marrow | said | the harbour was closed`, `indirect: Marrow | adding | that it would open in May`}},
		{"two cues, one subject", `Marrow said the harbour was closed but insisted it would open in May.`,
			[]string{`indirect: Marrow | said | the harbour was closed`, `indirect: Marrow | insisted | it would open in May`}},
		{"apposition before the cue", `Marrow, a spokeswoman for the port, said the harbour was closed.`,
			[]string{`indirect: Marrow, a spokeswoman for the port | said | the harbour was closed`}},
		{"object", `Marrow condemned the closing of the harbour.`,
			[]string{`indirect: Marrow | condemned | the closing of the harbour`}},
		{"infinitive", `Marrow vowed to open the harbour.`,
			[]string{`indirect: Marrow | vowed | to open the harbour`}},
		{"passive without source", `It was reported that the harbour was closed.`,
			[]string{`indirect:  | was reported | that the harbour was closed`}},
		{"noun as cue", `Nobody believed the allegation that the mayor had closed the harbour.`,
			[]string{`indirect:  | allegation | that the mayor had closed the harbour`}},
		{"transcript", "MS. MARROW: We closed the harbour in March.",
			[]string{`indirect: MS. MARROW | : | We closed the harbour in March`}},
		{"transcripts hold the very words", "MS. MARROW: We closed the harbour in March.\n\nTOM ASH, HOST: Who paid for it?\n\nMARROW (MAYOR): The town did.",
			[]string{`direct: MS. MARROW | : | We closed the harbour in March`, `direct: TOM ASH, HOST | : | Who paid for it`, `direct: MARROW (MAYOR) | : | The town did`}},
		{"questions and answers", "Q: Did you meet the ambassador?\n\nA: I never met the man.",
			[]string{`direct: Q | : | Did you meet the ambassador`, `direct: A | : | I never met the man`}},
		{"what stands before a colon need not speak", "Last year, Marrow: the town paid for the harbour.", nil},
		{"a clause before the cue is no content", `When he arrived, Marrow said the harbour was closed.`,
			[]string{`indirect: Marrow | said | the harbour was closed`}},
		{"introduced without a cue of the lexicon", `Marrow had this to say about it: "The harbour stays closed."`,
			[]string{`direct: Marrow | had this to say about it | "The harbour stays closed."`}},
		{"quoted statement within", `"Achterberg said that the harbour was closed," Marrow said.`,
			[]string{`direct: Marrow | said | "Achterberg said that the harbour was closed,"`, `indirect: Achterberg | said | that the harbour was closed`}},
		{"first person inside a quotation is no statement of its own", `"I think that the harbour is closed," Marrow said.`,
			[]string{`direct: Marrow | said | "I think that the harbour is closed,"`}},
		{"scare quotes", `The so-called "Night Ferry" left the harbour.`, nil},
		{"a title", `Her book "The Closed Harbour" sold well.`, nil},
		{"no speech at all", `The harbour was closed on Monday.`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range read(c.text).Statements {
				got = append(got, string(s.Kind)+": "+said(s, c.text))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%s\ngot:\n  %s\nwant:\n  %s", c.text, strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

func TestQuotationOverParagraphs(t *testing.T) {
	text := "“The harbour is closed,” Marrow said. “It will stay so.\n\n“Nobody will sail before May.”\n\nThe town was quiet."
	got := read(text).Statements
	if len(got) != 1 {
		t.Fatalf("got %d statements, want 1", len(got))
	}
	want := "“The harbour is closed,” … “It will stay so. … “Nobody will sail before May.”"
	if s := got[0].Content.Of(text); s != want {
		t.Errorf("content %q, want %q", s, want)
	}
}

func TestFlags(t *testing.T) {
	for _, c := range []struct {
		text                          string
		mode                          sayso.Mode
		negated, hypothetical, denial bool
	}{
		{"Marrow denied that the harbour was closed.", sayso.Deny, false, false, true},
		{"Marrow never said that the harbour was closed.", sayso.Say, true, false, false},
		{"Marrow declined to say whether the harbour was closed.", sayso.Say, true, false, false},
		{"Marrow would say that the harbour was closed.", sayso.Say, false, true, false},
		{"Marrow claimed the talks were not an attempt to close the harbour.", sayso.Claim, false, false, true},
		{"Marrow asked whether the harbour was closed.", sayso.Ask, false, false, false},
	} {
		s := read(c.text).Statements
		if len(s) == 0 {
			t.Errorf("%s: no statement", c.text)
			continue
		}
		got := s[0]
		if got.Mode != c.mode || got.Negated != c.negated || got.Hypothetical != c.hypothetical || got.Denial != c.denial {
			t.Errorf("%s: mode %s, negated %v, hypothetical %v, denial %v", c.text, got.Mode, got.Negated, got.Hypothetical, got.Denial)
		}
	}
}

func TestSpeakers(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // name and type of the last statement's speaker
	}{
		{"full name for a surname", "Ilse Marrow left on Monday. Marrow said she was tired.", "Ilse Marrow person"},
		{"surname before the full name", `"No," Marrow said. Ilse Marrow runs the port.`, "Ilse Marrow person"},
		{"pronoun", "Ilse Marrow runs the port. She said the harbour was closed.", "Ilse Marrow person"},
		{"pronoun of the other gender", "Ilse Marrow met Tom Achterberg on Monday. He said the harbour was closed.", "Tom Achterberg person"},
		{"who spoke last", "Tom Achterberg said the harbour was closed. It was a cold day. He added that it would open in May.", "Tom Achterberg person"},
		{"title", "Minister Ilse Marrow closed the harbour. The minister said it was too early.", "Ilse Marrow person"},
		{"role in apposition", "Ilse Marrow, a spokeswoman for the port, left. The spokeswoman said it was too early.", "Ilse Marrow person"},
		{"name in apposition", "The port's spokeswoman, Ilse Marrow, said it was too early.", "Ilse Marrow person"},
		{"two people of one surname", "Mr. Marrow and his sister Ilse Marrow left. Ms. Marrow said it was too early.", "Ilse Marrow person"},
		{"organisation", "The Port Authority said it was too early.", "Port Authority organisation"},
		{"unnamed", "Two officials familiar with the matter said it was too early.", "Two officials familiar with the matter unnamed"},
		{"the writer", "I think that it was too early.", " writer"},
		{"relative pronoun", "Ilse Marrow, who said that it was too early, left.", "Ilse Marrow person"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := read(c.text).Statements
			if len(s) == 0 {
				t.Fatalf("%s: no statement", c.text)
			}
			sp := s[len(s)-1].Speaker
			if got := sp.Name + " " + string(sp.Type); got != c.want {
				t.Errorf("%s: got %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestCircumstances(t *testing.T) {
	article := &sayso.Article{Published: "2031-05-14", // a Wednesday
		Text: "In an interview with the Corran Herald's Tom Achterberg on Monday, Ilse Marrow said: \"The harbour is closed.\""}
	s := reading.ByRules().Read(article).Statements[0]
	if s.Venue == nil || s.Venue.Kind != "interview" || s.Venue.Outlet != "Corran Herald" || s.Venue.With != "Tom Achterberg" {
		t.Errorf("venue %+v", s.Venue)
	}
	if len(s.Addressee) != 1 || s.Addressee[0].Name != "Tom Achterberg" {
		t.Errorf("addressee %+v", s.Addressee)
	}
	if s.SaidOn != "2031-05-12" {
		t.Errorf("said on %q, want the Monday before", s.SaidOn)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, published, want string }{
		{"Marrow said on Sunday that it was over.", "2031-05-14", "2031-05-11"},
		{"Marrow said on 3 May that it was over.", "2031-05-14", "2031-05-03"},
		{"Marrow said on Dec. 30 that it was over.", "2031-01-02", "2030-12-30"},
		{"Marrow said yesterday that it was over.", "2031-05-14", "2031-05-13"},
		{"It was over, Marrow said on May 3, 2029.", "2031-05-14", "2029-05-03"},
		{"Marrow said on Sunday (11 May) that the vote of 2030 was over.", "", "2031-05-11"},
		{"Marrow said on Sunday that it was over.", "", ""},
		{"Marrow said that it was over on Sunday.", "2031-05-14", ""},
	} {
		s := reading.ByRules().Read(&sayso.Article{Text: c.text, Published: c.published}).Statements
		if len(s) != 1 || s[0].SaidOn != c.want {
			t.Errorf("%s (%s): got %+v, want %q", c.text, c.published, s, c.want)
		}
	}
}

func TestChain(t *testing.T) {
	r := read("According to Ilse Marrow, the harbour was closed, the Corran Herald reported.")
	var inner *sayso.Statement
	for i := range r.Statements {
		if r.Statements[i].Within != "" {
			inner = &r.Statements[i]
		}
	}
	if inner == nil || inner.Speaker.Name != "Ilse Marrow" || len(inner.Via) != 1 || inner.Via[0].Name != "Corran Herald" {
		t.Errorf("got %+v", r.Statements)
	}
}

func TestContacts(t *testing.T) {
	name := func(r *sayso.Record, id string) string {
		for _, e := range r.Entities {
			if e.ID == id {
				return e.Name
			}
		}
		return "?" + id
	}
	for _, c := range []struct{ text, want string }{
		{"Ilse Marrow met Tom Achterberg on Monday.", "Ilse Marrow meet Tom Achterberg article"},
		{"Ilse Marrow said that she had met with Tom Achterberg.", "Ilse Marrow meet Tom Achterberg s1"},
		{"Ilse Marrow never met Tom Achterberg.", "Ilse Marrow meet Tom Achterberg article negated"},
		{"Ilse Marrow plans to meet Tom Achterberg.", "Ilse Marrow meet Tom Achterberg article planned"},
		{"A meeting between Ilse Marrow and Tom Achterberg took place.", "Ilse Marrow meet Tom Achterberg article"},
		{"Ilse Marrow was dismissed for speaking to Tom Achterberg.", "Ilse Marrow speak Tom Achterberg article"},
		{"Ilse Marrow met the deadline.", ""},
		{"Ilse Marrow spoke to a crowd.", ""},
	} {
		r := read(c.text)
		got := ""
		for _, k := range r.Contacts {
			got += fmt.Sprintf("%s %s %s %s", name(r, k.Parties[0][0]), k.Verb, name(r, k.Parties[1][0]), k.SaySo)
			if k.Negated {
				got += " negated"
			}
			if k.Planned {
				got += " planned"
			}
		}
		if got != c.want {
			t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Palace adviser Ilse Marrow left.", "Ilse Marrow: adviser of Palace"},
		{"Former minister Ilse Marrow left.", "Ilse Marrow: minister (former)"},
		{"Ilse Marrow, a spokeswoman for the Port Authority, left.", "Ilse Marrow: spokeswoman of Port Authority"},
		{"Tom Achterberg's national security adviser, Ilse Marrow, left.", "Ilse Marrow: national security adviser of Tom Achterberg"},
	} {
		r := read(c.text)
		names := map[string]string{}
		for _, e := range r.Entities {
			names[e.ID] = e.Name
		}
		var got []string
		for _, role := range r.Roles {
			s := names[role.Person] + ": " + role.Role
			if role.Org != "" {
				s += " of " + names[role.Org]
			}
			if role.Former {
				s += " (former)"
			}
			got = append(got, s)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDispute(t *testing.T) {
	r := read("Ilse Marrow accused the ministry of everything. She said that the ministry had closed the harbour to punish fishermen. " +
		"Tom Achterberg denied that the harbour was closed to punish anybody.")
	if len(r.Disputes) != 1 {
		t.Fatalf("got %+v", r.Disputes)
	}
}

// check reports what is wrong with a record: the promises of package sayso.
func check(r *sayso.Record, text string) error {
	inside := func(s sayso.Span) error {
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
			return fmt.Errorf("span %v outside the text of %d bytes, or empty", s, len(text))
		}
		if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			return fmt.Errorf("span %v cuts a character", s)
		}
		return nil
	}
	entities := map[string]bool{}
	for _, e := range r.Entities {
		if entities[e.ID] {
			return fmt.Errorf("entity %s twice", e.ID)
		}
		entities[e.ID] = true
		for _, m := range e.Mentions {
			if err := inside(m); err != nil {
				return fmt.Errorf("mention of %s: %w", e.ID, err)
			}
		}
	}
	ids := map[string]bool{}
	for _, s := range r.Statements {
		ids[s.ID] = true
		var all sayso.Spans
		for _, part := range []sayso.Spans{s.Source, s.Cue, s.Content} {
			for i, span := range part {
				if err := inside(span); err != nil {
					return fmt.Errorf("%s: %w", s.ID, err)
				}
				if i > 0 && span.Start < part[i-1].End {
					return fmt.Errorf("%s: parts out of order: %v", s.ID, part)
				}
				if all.Overlaps(sayso.Spans{span}) {
					return fmt.Errorf("%s: parts overlap", s.ID)
				}
			}
			all = append(all, part...)
		}
		if s.Kind == "" || s.Mode == "" || s.Speaker.Type == "" || s.Confidence <= 0 || s.Confidence > 1 {
			return fmt.Errorf("%s is incomplete: %+v", s.ID, s)
		}
		for _, id := range append(append([]string{}, s.About...), s.Speaker.Entity) {
			if id != "" && !entities[id] {
				return fmt.Errorf("%s refers to entity %s, which is not there", s.ID, id)
			}
		}
	}
	for _, s := range r.Statements {
		if s.Within != "" && (!ids[s.Within] || s.Within == s.ID) {
			return fmt.Errorf("%s is within %s", s.ID, s.Within)
		}
	}
	for _, c := range r.Contacts {
		if err := inside(c.Span); err != nil {
			return err
		}
		for _, side := range c.Parties {
			for _, id := range side {
				if !entities[id] {
					return fmt.Errorf("%s refers to entity %s, which is not there", c.ID, id)
				}
			}
		}
		if c.SaySo != sayso.SaySoArticle && !ids[c.SaySo] {
			return fmt.Errorf("%s rests on %s", c.ID, c.SaySo)
		}
	}
	for _, role := range r.Roles {
		if err := inside(role.Span); err != nil {
			return err
		}
		if !entities[role.Person] || role.Org != "" && !entities[role.Org] {
			return fmt.Errorf("role %+v refers to what is not there", role)
		}
	}
	return nil
}

func FuzzRead(f *testing.F) {
	f.Add(`"No," said Ilse Marrow, who met 'the minister', "I won't." He (Tom) said: “A ‘b’ c.” According to X, y said z.`)
	f.Add("“a\n\n“b\n\n“c” he said. \"\" '' ’ ‘ ( [ … . . . -- said said said that that \xff\xfe é said ë")
	f.Add("MS. A: b c d.\n\nThe X's former minister, Ilse Marrow, told Y that he, she and it had met with the people who said so on 31 June.")
	shared := reading.ByRules()
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "\uFFFD")
		}
		a := &sayso.Article{Text: text, Published: "2031-05-14"}
		got := shared.Read(a)
		if err := check(got, text); err != nil {
			t.Fatal(err)
		}
		// a reader that has read before reads as a new one does
		one, _ := json.Marshal(got)
		two, _ := json.Marshal(reading.ByRules().Read(a))
		if string(one) != string(two) {
			t.Fatalf("two readings differ:\n%s\n%s", one, two)
		}
	})
}

// TestCorpus holds the promises on real news, where it is at hand.
func TestCorpus(t *testing.T) {
	const path = "../../shared/data/polnear/dev/articles.jsonl"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skip("no corpus beside the repository: ", err)
	}
	r := reading.ByRules()
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var a struct{ ID, Text string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if err := check(r.Read(&sayso.Article{ID: a.ID, Text: a.Text}), a.Text); err != nil {
			t.Errorf("%s: %v", a.ID, err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("In an interview with the Corran Herald's Tom Achterberg on Monday, Ilse Marrow said: \"The harbour is closed.\" "+
		"The minister, who had met the mayor, told reporters that nobody would sail before May. \"We are tired,\" she said. \"Very.\"\n\n"+
		"The town of Breck was quiet. Shops closed early, and the ferries lay in the dock as they had for weeks.\n\n", 8)
	words := len(strings.Fields(text))
	a := &sayso.Article{Text: text}
	r := reading.ByRules()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Read(a)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
