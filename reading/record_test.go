package reading_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"sayso"
	"sayso/reading"
)

// full reads by the trained reading; the tests of one package share the reader, which is not for two at once.
var full = func() func(a *sayso.Article) *sayso.Record {
	var mu sync.Mutex
	one := sync.OnceValue(reading.New)
	return func(a *sayso.Article) *sayso.Record {
		mu.Lock()
		defer mu.Unlock()
		return one().Read(a)
	}
}()

// index leads from the IDs of entities to their names.
func index(r *sayso.Record) map[string]string {
	names := map[string]string{}
	for _, e := range r.Entities {
		names[e.ID] = e.Name
	}
	return names
}

// whereSaid writes addressee and venue of a statement: "to Tom Stone; interview, Corran Herald, Tom Stone".
func whereSaid(s *sayso.Statement) string {
	var out []string
	for _, p := range s.Addressee {
		out = append(out, "to "+p.Name)
	}
	if v := s.Venue; v != nil {
		out = append(out, strings.TrimRight(v.Kind+", "+v.Outlet+", "+v.With, ", "))
	}
	return strings.Join(out, "; ")
}

func TestVenueAndAddressee(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"told an outlet", "John Miller told the Corran Herald that the harbour was closed.", "to Corran Herald; interview, Corran Herald"},
		{"told a crowd", "John Miller told reporters that the harbour was closed.", "to reporters"},
		{"told listeners", "John Miller told listeners that the harbour was closed.", "to listeners; other"},
		{"told a rally", "John Miller told a rally that the harbour was closed.", "rally"},
		{"asked somebody", "John Miller asked Mary Stone whether the harbour was closed.", "to Mary Stone"},
		{"was asked by", "John Miller complained to Mary Stone that the harbour was closed.", "to Mary Stone"},
		{"interview with outlet and interviewer", "In an interview with the Corran Herald's Mary Stone, John Miller said the harbour was closed.",
			"to Mary Stone; interview, Corran Herald, Mary Stone"},
		{"interview of an outlet", "In a Herald interview, John Miller said the harbour was closed.", "to Herald; interview, Herald"},
		{"interview behind the object", "John Miller said the harbour was closed in an interview with the Corran Herald.", "to Corran Herald; interview, Corran Herald"},
		{"on Twitter", "John Miller said on Twitter that the harbour was closed.", "tweet"},
		{"the cue tells it", "John Miller tweeted that the harbour was closed.", "tweet"},
		{"rally", "John Miller said at a rally in Ohio that the harbour was closed.", "rally"},
		{"hearing", "During his confirmation hearing, John Miller said the harbour was closed.", "hearing"},
		{"statement", "John Miller said in a statement that the harbour was closed.", "statement"},
		{"issued a statement", "John Miller issued a statement saying the harbour was closed.", "statement"},
		{"news conference", "John Miller said at a news conference that the harbour was closed.", "press conference"},
		{"phone call", "John Miller said in a phone call with Mary Stone that the harbour was closed.", "to Mary Stone; call, , Mary Stone"},
		{"a report is where it stands", "The report found that the harbour was closed.", "report"},
		{"a poll", "The poll found that most people liked the harbour.", "poll"},
		{"a gathering", "John Miller spoke to a gathering of dock workers, promising to open the harbour.", "to dock workers; speech"},
		{"talking of an interview is not speaking in it", "John Miller said the interview was bad.", ""},
		{"talking of a debate is not speaking in it", "John Miller said on Monday that the debate was fair.", ""},
		{"a report talked of", "John Miller criticised the report on the harbour.", ""},
		{"on a day", "John Miller said on Monday that the harbour was closed.", ""},
		{"no venue", "John Miller said the harbour was closed.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := full(&sayso.Article{Text: c.text})
			if len(r.Statements) == 0 {
				t.Fatalf("%s: no statement", c.text)
			}
			if got := whereSaid(&r.Statements[0]); got != c.want {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestOccasions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // of each statement
	}{
		{"later quotations of the same interview", "John Miller told the Corran Herald that the harbour was closed. \"Nobody will sail,\" Miller said. " +
			"He added that it was cold.",
			[]string{"to Corran Herald; interview, Corran Herald", "to Corran Herald; interview, Corran Herald", "to Corran Herald; interview, Corran Herald"}},
		{"another speaker was not there", "John Miller said in a statement that the harbour was closed. Mary Stone said it was open.",
			[]string{"statement", ""}},
		{"another occasion", "John Miller said in a statement that the harbour was closed. At a rally, Miller said it was open. \"It is open,\" he said.",
			[]string{"statement", "rally", "rally"}},
		{"another time", "John Miller told the Corran Herald that the harbour was closed. Miller has said that it was open.",
			[]string{"to Corran Herald; interview, Corran Herald", ""}},
		{"a thought has no occasion", "John Miller told the Corran Herald that the harbour was closed. Miller believes that it is open.",
			[]string{"to Corran Herald; interview, Corran Herald", ""}},
		{"the headline", "Miller: Harbour is closed\n\nJohn Miller said in a statement that the harbour was closed.", []string{"statement", "statement"}},
		{"a scene", "John Miller appeared at a Senate hearing on Monday. \"The harbour is closed,\" Miller said.", []string{"hearing"}},
		{"turns of a conversation", "Here is what was heard on the quay.\n\nSTONE: Is the harbour closed this week?\n\nMILLER: The harbour is closed this week.\n\n" +
			"STONE: Will anybody sail from it?\n\nMILLER: Nobody will sail from it at all.",
			[]string{"to MILLER; interview, , MILLER", "to STONE; interview, , STONE", "to MILLER; interview, , MILLER", "to STONE; interview, , STONE"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := full(&sayso.Article{Text: c.text})
			var got []string
			for i := range r.Statements {
				if r.Statements[i].Within == "" {
					got = append(got, whereSaid(&r.Statements[i]))
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestOwnOutlet(t *testing.T) {
	r := full(&sayso.Article{Outlet: "The Breck Post", Text: "\"The harbour is closed,\" John Miller said in an interview."})
	if got := whereSaid(&r.Statements[0]); got != "to The Breck Post; interview, The Breck Post" {
		t.Errorf("an interview with nobody named is with the article's own outlet: got %q", got)
	}
}

// TestOwnOutletRelaysNothing holds that the article's own outlet is no step of a chain.
func TestOwnOutletRelaysNothing(t *testing.T) {
	for _, s := range full(&sayso.Article{Outlet: "The Corran Herald", Text: "John Miller said the harbour was closed, the Herald reported."}).Statements {
		if len(s.Via) > 0 {
			t.Errorf("by way of %+v", s.Via)
		}
	}
}

func TestSaidOn(t *testing.T) {
	for _, c := range []struct{ text, published, want string }{
		{"Marrow said on Sunday (11 May) that the vote was over.", "2031-05-14", "2031-05-11"},
		{"Three days ago, Marrow said that the vote was over.", "2031-05-14", "2031-05-11"},
		{"Marrow said on May 9 that the vote was over.", "2031-05-14", "2031-05-09"},
	} {
		s := reading.ByRules().Read(&sayso.Article{Text: c.text, Published: c.published}).Statements
		if len(s) != 1 || s[0].SaidOn != c.want {
			t.Errorf("%s (%s): got %+v, want %q", c.text, c.published, s, c.want)
		}
	}
}

// contacts writes the contacts of a record, a line each.
func contacts(r *sayso.Record) string {
	names := index(r)
	side := func(ids []string) string {
		var out []string
		for _, id := range ids {
			out = append(out, names[id])
		}
		return strings.Join(out, " + ")
	}
	var lines []string
	for _, c := range r.Contacts {
		line := fmt.Sprintf("%s / %s / %s", side(c.Parties[0]), c.Verb, side(c.Parties[1]))
		for _, flag := range []struct {
			on   bool
			word string
		}{{c.Negated, "not"}, {c.Planned, "planned"}, {c.Requested, "requested"}, {c.SaySo != sayso.SaySoArticle, c.SaySo}} {
			if flag.on {
				line += ", " + flag.word
			}
		}
		for _, part := range []struct{ word, of string }{{"when", c.When}, {"where", c.Where}, {"topic", c.Topic}} {
			if part.of != "" {
				line += ", " + part.word + " " + part.of
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestContactsOfTrees(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"object", "John Miller met Mary Stone.", "John Miller / meet / Mary Stone"},
		{"where it was told is no part of whom", "John Miller told officials in a statement that it was over.", "John Miller / tell / officials"},
		{"with", "John Miller spoke with Mary Stone.", "John Miller / speak / Mary Stone"},
		{"together", "John Miller and Mary Stone met.", "John Miller / meet / Mary Stone"},
		{"passive", "John Miller was interviewed by Mary Stone.", "Mary Stone / interview / John Miller"},
		{"passive of asking", "John Miller was asked by Mary Stone to leave.", "Mary Stone / ask / John Miller"},
		{"called", "John Miller called Mary Stone on Monday.", "John Miller / call / Mary Stone"},
		{"wrote", "John Miller wrote to Mary Stone.", "John Miller / write / Mary Stone"},
		{"dined", "John Miller dined with Mary Stone.", "John Miller / dine / Mary Stone"},
		{"had dinner", "John Miller had dinner with Mary Stone.", "John Miller / dine / Mary Stone"},
		{"travelled", "John Miller travelled to Paris with Mary Stone.", "John Miller / travel / Mary Stone"},
		{"appeared", "John Miller appeared alongside Mary Stone.", "John Miller / appear / Mary Stone"},
		{"noun with between", "A meeting between John Miller and Mary Stone took place.", "John Miller / meet / Mary Stone"},
		{"noun with an owner", "John Miller's meeting with Mary Stone took an hour.", "John Miller / meet / Mary Stone"},
		{"letter", "John Miller sent a letter to Mary Stone.", "John Miller / write / Mary Stone"},
		{"their call", "John Miller met Mary Stone. Their phone call was short.", "John Miller / meet / Mary Stone\nJohn Miller / call / Mary Stone"},
		{"they", "John Miller met Mary Stone. They spoke for an hour.", "John Miller / meet / Mary Stone\nJohn Miller / speak / Mary Stone"},
		{"when, where and topic", "John Miller met Mary Stone in Paris on 3 May 2031 to discuss the harbour.",
			"John Miller / meet / Mary Stone, when 2031-05-03, where Paris, topic the harbour"},
		{"a group as printed", "John Miller met with advisers to the Stone campaign.", "John Miller / meet / advisers to the Stone campaign"},
		{"by an office told later", "The Norland ambassador met Mary Stone. Nobody knows Norland Ambassador John Miller well.", "John Miller / meet / Mary Stone"},
		{"relative clause", "John Miller, who met Mary Stone, left.", "John Miller / meet / Mary Stone"},
		{"shared subject", "John Miller left after meeting Mary Stone.", "John Miller / meet / Mary Stone"},
		{"dismissed for it", "John Miller was dismissed for speaking to Mary Stone.", "John Miller / speak / Mary Stone"},
		{"never", "John Miller never met Mary Stone.", "John Miller / meet / Mary Stone, not"},
		{"refused", "John Miller refused to meet Mary Stone.", "John Miller / meet / Mary Stone, not"},
		{"denied", "John Miller denied that he met Mary Stone.", "John Miller / meet / Mary Stone, not, s1"},
		{"no meeting", "John Miller had no meetings with Mary Stone.", "John Miller / meet / Mary Stone, not"},
		{"will", "John Miller will meet Mary Stone.", "John Miller / meet / Mary Stone, planned"},
		{"plans", "John Miller plans to meet Mary Stone.", "John Miller / meet / Mary Stone, planned"},
		{"requested", "John Miller requested a meeting with Mary Stone.", "John Miller / meet / Mary Stone, planned, requested, s1"},
		{"asked to", "John Miller asked to meet Mary Stone.", "John Miller / meet / Mary Stone, planned, requested"},
		{"on somebody's say-so", "The palace said that John Miller met Mary Stone.", "John Miller / meet / Mary Stone, s1"},
		{"said to somebody", "John Miller told Mary Stone that the harbour was closed.", "John Miller / tell / Mary Stone"},

		{"a deadline", "John Miller met the deadline.", ""},
		{"criticism", "John Miller met with criticism.", ""},
		{"spoke of", "John Miller spoke of Mary Stone.", ""},
		{"called it a lie", "John Miller called it a lie.", ""},
		{"called her a liar", "John Miller called Mary Stone a liar.", ""},
		{"called for", "John Miller called for peace.", ""},
		{"called on", "John Miller called on Mary Stone to resign.", ""},
		{"saw something happen", "John Miller saw his support fall.", ""},
		{"saw somebody do something", "John Miller saw Mary Stone fall.", ""},
		{"a crowd", "John Miller spoke to a crowd.", ""},
		{"written by", "\"Night at Sea\" was written by John Miller in May.", ""},
		{"asked about somebody", "John Miller asked about Mary Stone.", ""},
		{"joined a body", "John Miller joined the Harbour Party.", ""},
		{"embraced an idea", "John Miller embraced the idea.", ""},
		{"persuaded from afar", "John Miller tried to persuade Mary Stone to resign.", ""},
		{"a people", "John Miller told Norlandians that the harbour was closed.", ""},
		{"commented on somebody", "John Miller commented on Corran Steel.", ""},
		{"supporters", "John Miller told supporters that the harbour was closed.", ""},
		{"visited a place", "John Miller visited Paris.", ""},
		{"wrote a book", "John Miller wrote a book.", ""},
		{"a call for", "A call for peace came from John Miller.", ""},
		{"appeared ill", "John Miller appeared ill.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := contacts(full(&sayso.Article{Text: c.text})); got != c.want {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestGroupsBelong(t *testing.T) {
	r := full(&sayso.Article{Text: "John Miller met with advisers to the Corran Herald."})
	names := index(r)
	for _, e := range r.Entities {
		if e.Name == "advisers to the Corran Herald" && names[e.Of] == "Corran Herald" {
			return
		}
	}
	t.Errorf("no group that belongs to the paper: %+v", r.Entities)
}

func TestOmissions(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"did not disclose", "John Miller did not disclose the meeting.", "John Miller | did not disclose | the meeting"},
		{"failed to mention", "John Miller failed to mention that the harbour was closed.", "John Miller | failed to mention | that the harbour was closed"},
		{"not divulging", "John Miller came under fire for not divulging that information during his hearing.", "John Miller | not divulging | that information"},
		{"did disclose", "John Miller disclosed the meeting.", ""},
		{"merely did not tell", "John Miller did not tell her the time.", ""},
		{"may not", "John Miller may not mention the meeting.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := full(&sayso.Article{Text: c.text})
			got := ""
			for _, s := range r.Statements {
				if s.Omission {
					if !s.Negated {
						t.Errorf("%s: an omission that is not negated", c.text)
					}
					got = said(s, c.text)
				}
			}
			if got != c.want {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func TestDisputedContacts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string
	}{
		{"one says, one denies", "The palace said that John Miller met Mary Stone. Peter Vance denied that John Miller had met Mary Stone.", "s1 against s2, c1 c2"},
		{"the article says", "John Miller met Mary Stone. Peter Vance denied that John Miller had met Mary Stone.", " against s1, c1 c2"},
		{"others met", "John Miller met Mary Stone. Peter Vance denied that John Miller had met Anna Hall.", ""},
		{"nobody denies", "The palace said that John Miller met Mary Stone. Peter Vance said that John Miller had met Mary Stone.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := full(&sayso.Article{Text: c.text})
			got := ""
			for _, d := range r.Disputes {
				ids := slices.Sorted(slices.Values(d.Contacts))
				got += strings.Join(d.Asserts, " ") + " against " + strings.Join(d.Denies, " ") + ", " + strings.Join(ids, " ")
			}
			if got != c.want {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzRecord(f *testing.F) {
	f.Add("He met her. They spoke. \"No,\" said Ilse Marrow of the Herald in an interview with the Corran Post's Tom Stone on Sunday.")
	f.Add("Was elected mayor. Their meeting with. A letter to. As director from 2012 until. Interview.")
	f.Add("on Monday. STONE: a b c d\n\nMILLER: e f g h\n\nSTONE: i j k l\n\nMILLER: denied meeting with")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		text = strings.ToValidUTF8(text, "\uFFFD")
		r := full(&sayso.Article{Text: text, Published: "2031-05-14"})
		if err := check(r, text); err != nil {
			t.Fatal(err)
		}
		names := index(r)
		for _, c := range r.Contacts {
			for _, id := range slices.Concat(c.Parties...) {
				if _, ok := names[id]; !ok {
					t.Fatalf("%s: party %s is no entity of the record", c.ID, id)
				}
			}
		}
		for _, role := range r.Roles {
			if _, ok := names[role.Person]; !ok {
				t.Fatalf("role %q of %s, who is no entity of the record", role.Role, role.Person)
			}
		}
	})
}

// TestToldInAnInterview holds that who was told in an interview had it.
func TestToldInAnInterview(t *testing.T) {
	for _, s := range full(&sayso.Article{Text: "Ilse Marrow told the Breck Herald in an interview on Monday that the port would close."}).Statements {
		if s.Venue == nil || s.Venue.Kind != "interview" || s.Venue.Outlet != "Breck Herald" {
			t.Errorf("venue %+v", s.Venue)
		}
	}
}

// TestInterviewOfTheOutlet holds which statements of an article belong to the interview that its own outlet had: those that go on
// with it, not what is only reported later on, and nothing said to somebody else.
func TestInterviewOfTheOutlet(t *testing.T) {
	const text = "The port will close in May, officials said on Monday.\n\n“We have no money,” Ilse Marrow, the head of the agency, said in an interview.\n\n" +
		"“It is over,” she said.\n\nGoran Stell, the minister, said that the port would stay open.\n\nTom Fuller, an analyst, said 200 jobs would go.\n\n" +
		"Marrow said the council would vote. She told the council that it was over.\n"
	want := []string{"", "interview", "interview", "", "", "", ""}
	for i, s := range full(&sayso.Article{Text: text, Outlet: "The Breck Wire"}).Statements {
		got := ""
		if s.Venue != nil {
			got = s.Venue.Kind
		}
		if i >= len(want) || got != want[i] {
			t.Errorf("%s: venue %q", s.Content.Of(text), got)
		}
	}
}
