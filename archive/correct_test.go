package archive_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sayso"
	"sayso/archive"
)

// told is an article of sentences "NAME CUE CONTENT." with the statements that a reading of it would have.
type ctx = context.Context

type told struct {
	article *sayso.Article
	record  *sayso.Record
}

func tell(id string, sentences ...[3]string) told {
	var b strings.Builder
	record := &sayso.Record{ID: id, Title: id}
	entities := map[string]string{}
	for i, s := range sentences {
		at := b.Len()
		fmt.Fprintf(&b, "%s %s %s.\n\n", s[0], s[1], s[2])
		e := entities[s[0]]
		if e == "" {
			e = fmt.Sprintf("e%d", len(entities)+1)
			entities[s[0]] = e
			record.Entities = append(record.Entities, sayso.Entity{ID: e, Type: sayso.Person, Name: s[0], Names: []string{s[0]}})
		}
		cue := at + len(s[0]) + 1
		content := cue + len(s[1]) + 1
		record.Statements = append(record.Statements, sayso.Statement{ID: fmt.Sprintf("s%d", i+1), Kind: sayso.Indirect, Mode: sayso.Say,
			Source: sayso.Spans{{Start: at, End: at + len(s[0])}}, Cue: sayso.Spans{{Start: cue, End: cue + len(s[1])}},
			Content: sayso.Spans{{Start: content, End: content + len(s[2])}}, Speaker: sayso.Speaker{Entity: e, Name: s[0], Type: sayso.SpeakerPerson},
			Confidence: 0.5})
	}
	article := &sayso.Article{ID: id, Title: id, Outlet: "Breck Herald", Published: "2031-05-14", Text: b.String()}
	record.TextSHA256 = article.TextSHA256()
	return told{article, record}
}

func (x told) entry() archive.Entry { return archive.Entry{Article: x.article, Record: x.record} }

// span finds words in the text of an article.
func (x told) span(words string) *sayso.Spans {
	i := strings.Index(x.article.Text, words)
	if i < 0 {
		panic(words)
	}
	return &sayso.Spans{{Start: i, End: i + len(words)}}
}

func port() told {
	return tell("port", [3]string{"Ilse Marrow", "said", "that the harbour was closed on Friday"}, [3]string{"Tom Achterberg", "denied", "that the ferries had been told"},
		[3]string{"Hedda Quill", "asked", "whether the mayor knew"})
}

// correct makes a correction that must succeed.
func correct(t interface {
	Helper()
	Fatalf(string, ...any)
}, a *archive.Archive, e archive.Edit) archive.Correction {
	t.Helper()
	c, err := a.Correct(t.(interface{ Context() ctx }).Context(), e)
	if err != nil {
		t.Fatalf("%s %s: %v", e.Verb, e.Statement, err)
	}
	return c
}

// whole fails where a check of the archive finds a fault; it returns the notes.
func whole(t interface {
	Helper()
	Fatalf(string, ...any)
}, a *archive.Archive) (notes []string) {
	t.Helper()
	_, err := a.Check(t.(interface{ Context() ctx }).Context(), archive.CheckOptions{}, func(f archive.Finding) error {
		if f.Fault {
			t.Fatalf("%s: %s: %s", f.Part, f.Article, f.What)
		}
		notes = append(notes, f.What)
		return nil
	})
	if err != nil {
		t.Fatalf("check: %v", err)
	}
	return notes
}

// list says in short which statements an article shows.
func list(t *testing.T, a *archive.Archive, x told) string {
	t.Helper()
	entry, err := a.Article(t.Context(), x.article.Key())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range entry.Record.Statements {
		out = append(out, fmt.Sprintf("%s %s: %s", s.ID, s.Speaker.Name, s.Content.Of(x.article.Text)))
	}
	return strings.Join(out, "\n")
}

func found(t *testing.T, a *archive.Archive, q archive.Query) int {
	t.Helper()
	f, err := a.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Hits) != f.Total {
		t.Fatalf("%d hits of %d", len(f.Hits), f.Total)
	}
	return f.Total
}

// What a correction changes is changed at once wherever it is asked for, and back again when it is taken back.
func TestCorrectionsShowAtOnce(t *testing.T) {
	x := port()
	friday, boat := x.span("that the harbour was closed"), x.span("the mayor knew")
	no, deny := false, sayso.Deny
	for _, c := range []struct {
		name  string
		edit  archive.Edit
		query archive.Query
		// before and after are how many statements the query finds.
		before, after int
		what          string
	}{
		{"a rejected statement is out of search", archive.Edit{Verb: archive.Reject, Statement: "s1"}, archive.Query{Where: where(t, "harbour")}, 1, 0, "nobody says this here: Ilse Marrow, “that the harbour"},
		{"so is a hidden one", archive.Edit{Verb: archive.Hide, Statement: "s2"}, archive.Query{}, 3, 2, "not to be shown: Tom"},
		{"content is searched as it is now", archive.Edit{Verb: archive.Alter, Statement: "s1", Change: archive.Change{Content: friday}}, archive.Query{Where: where(t, "Friday")}, 1, 0, "content “that the harbour was closed”"},
		{"so is the speaker", archive.Edit{Verb: archive.Alter, Statement: "s3", Change: archive.Change{Speaker: &sayso.Speaker{Name: "Ilse Marrow"}}}, archive.Query{Where: where(t, "speaker:=\"Ilse Marrow\"")}, 1, 2, "speaker Ilse Marrow: Hedda Quill"},
		{"of whom the record had nothing", archive.Edit{Verb: archive.Alter, Statement: "s3", Change: archive.Change{Speaker: &sayso.Speaker{Name: "Nils Rode"}}}, archive.Query{Where: where(t, "speaker:rode")}, 0, 1, "speaker Nils Rode"},
		{"and the mode", archive.Edit{Verb: archive.Alter, Statement: "s2", Change: archive.Change{Mode: &deny, Denial: &no}}, archive.Query{Where: where(t, "mode:deny")}, 0, 1, "mode deny"},
		{"a missed statement is found", archive.Edit{Verb: archive.Insert, Change: archive.Change{Content: boat, Speaker: &sayso.Speaker{Name: "Tom Achterberg"}}}, archive.Query{Where: where(t, "mayor speaker:=\"Tom Achterberg\"")}, 0, 1, "missed: Tom Achterberg, “the mayor knew”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := open(t)
			if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
				t.Fatal(err)
			}
			was := list(t, a, x)
			if n := found(t, a, c.query); n != c.before {
				t.Fatalf("before: %d found, want %d", n, c.before)
			}
			c.edit.Article, c.edit.Author, c.edit.Reason = x.article.Key(), "Ada", "heard it"
			made := correct(t, a, c.edit)
			if n := found(t, a, c.query); n != c.after {
				t.Errorf("after: %d found, want %d\n%s", n, c.after, list(t, a, x))
			}
			if !strings.HasPrefix(made.What, c.what) || made.State != archive.InForce || made.Author != "Ada" || made.Reason != "heard it" {
				t.Errorf("the log says %+v", made)
			}
			whole(t, a)
			if _, err := a.UndoCorrection(t.Context(), made.ID, "Bo", ""); err != nil {
				t.Fatal(err)
			}
			if got := list(t, a, x); got != was {
				t.Errorf("taken back:\n%s\nwant\n%s", got, was)
			}
			checkSame(t, a, x.entry())
			whole(t, a)
			// Undo is an entry of its own, and can be taken back too.
			log, err := a.Corrections(t.Context(), archive.CorrectionQuery{})
			if err != nil || len(log) != 2 || log[0].Undoes != made.ID || log[0].Author != "Bo" || log[1].State != archive.TakenBack {
				t.Fatalf("%v, %+v", err, log)
			}
			if _, err := a.UndoCorrection(t.Context(), made.ID, "", ""); !errors.Is(err, archive.ErrUndone) {
				t.Errorf("taken back twice: %v", err)
			}
			if _, err := a.UndoCorrection(t.Context(), log[0].ID, "", ""); err != nil {
				t.Fatal(err)
			}
			if n := found(t, a, c.query); n != c.after {
				t.Errorf("made again: %d found, want %d", n, c.after)
			}
			whole(t, a)
		})
	}
}

func TestCorrectionsThatCannotBeMeant(t *testing.T) {
	x := port()
	a := open(t)
	if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
		t.Fatal(err)
	}
	key := x.article.Key()
	loud := sayso.Kind("loud")
	outside := &sayso.Spans{{Start: 10, End: len(x.article.Text) + 1}}
	print := archive.Fingerprint(&x.record.Statements[0])
	for name, c := range map[string]struct {
		edit archive.Edit
		want error
	}{
		"no such article":   {archive.Edit{Verb: archive.Accept, Article: "ffffffffffff", Statement: "s1"}, archive.ErrNotFound},
		"no such statement": {archive.Edit{Verb: archive.Accept, Article: key, Statement: "s9"}, archive.ErrNotFound},
		"no such contact":   {archive.Edit{Verb: archive.ContactIs, Article: key, Statement: "c9"}, archive.ErrNotFound},
		"no such verb":      {archive.Edit{Verb: "praise", Article: key, Statement: "s1"}, archive.ErrCorrection},
		"no such kind":      {archive.Edit{Verb: archive.Alter, Article: key, Statement: "s1", Change: archive.Change{Kind: &loud}}, archive.ErrCorrection},
		"outside the text":  {archive.Edit{Verb: archive.Alter, Article: key, Statement: "s1", Change: archive.Change{Content: outside}}, archive.ErrCorrection},
		"parts that meet":   {archive.Edit{Verb: archive.Alter, Article: key, Statement: "s1", Change: archive.Change{Content: x.span("said that the")}}, archive.ErrCorrection},
		"no part at all":    {archive.Edit{Verb: archive.Insert, Article: key}, archive.ErrCorrection},
		"nothing changed":   {archive.Edit{Verb: archive.Alter, Article: key, Statement: "s1", Change: archive.Change{Speaker: &sayso.Speaker{Name: "Ilse Marrow"}}}, archive.ErrNothing},
		"there already":     {archive.Edit{Verb: archive.Insert, Article: key, Change: archive.Change{Content: x.span("that the harbour was closed on Friday")}}, archive.ErrNothing},
		"changed since":     {archive.Edit{Verb: archive.Reject, Article: key, Statement: "s2", Expect: print}, archive.ErrChanged},
	} {
		if _, err := a.Correct(t.Context(), c.edit); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	checkSame(t, a, x.entry())
	if log, err := a.Corrections(t.Context(), archive.CorrectionQuery{}); err != nil || len(log) != 0 {
		t.Errorf("%v, %v", log, err)
	}
}

// Merges and splits of people stand in the same log.
func TestDecisionsAreInTheLog(t *testing.T) {
	a := open(t)
	x := port()
	if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
		t.Fatal(err)
	}
	one, err := a.Entities(t.Context(), "Ilse Marrow")
	if err != nil {
		t.Fatal(err)
	}
	other, err := a.Entities(t.Context(), "Hedda Quill")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Merge(archive.WithAuthor(t.Context(), "Ada"), one[0].ID, other[0].ID); err != nil {
		t.Fatal(err)
	}
	correct(t, a, archive.Edit{Verb: archive.Accept, Article: x.article.Key(), Statement: "s1"})
	log, err := a.Corrections(t.Context(), archive.CorrectionQuery{})
	if err != nil || len(log) != 2 || log[1].Verb != archive.Merged || log[1].Author != "Ada" || log[1].State != archive.InForce {
		t.Fatalf("%v, %+v", err, log)
	}
	if _, err := a.UndoCorrection(t.Context(), log[1].ID, "Bo", "two people"); err != nil {
		t.Fatal(err)
	}
	if log, err = a.Corrections(t.Context(), archive.CorrectionQuery{}); err != nil || log[0].Undoes != log[2].ID || log[2].State != archive.TakenBack {
		t.Fatalf("%v, %+v", err, log)
	}
	decisions, err := a.Decisions(t.Context())
	if err != nil || len(decisions) != 1 || decisions[0].Undone == "" {
		t.Errorf("%v, %+v", err, decisions)
	}
	whole(t, a)
}

// What was put aside is found by asking for it, and only so.
func TestRejectedIsFoundOnlyIfAskedFor(t *testing.T) {
	a := open(t)
	x := port()
	if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
		t.Fatal(err)
	}
	correct(t, a, archive.Edit{Verb: archive.Reject, Article: x.article.Key(), Statement: "s1"})
	correct(t, a, archive.Edit{Verb: archive.Hide, Article: x.article.Key(), Statement: "s2"})
	correct(t, a, archive.Edit{Verb: archive.Accept, Article: x.article.Key(), Statement: "s3"})
	for text, want := range map[string]string{
		"":                             "s3",
		"harbours":                     "",
		"is:rejected":                  "s1",
		"is:hidden":                    "s2",
		"is:rejected harbours":         "s1",
		"is:rejected ferries":          "",
		"is:rejected -harbour":         "",
		"is:rejected speaker:marrow":   "s1",
		"is:rejected speaker:=marrow":  "",
		"is:rejected outlet:\"breck\"": "s1",
		"is:rejected date:2031-05":     "s1",
		"is:rejected date:2032":        "",
		"is:rejected (kind:direct OR mode:say) is:named": "s1",
		"-is:rejected": "s3",
		"is:checked":   "s3",
	} {
		var got []string
		f, err := a.Find(t.Context(), archive.Query{Where: where(t, text)})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for _, h := range f.Hits {
			got = append(got, h.Statement.ID)
		}
		n := 0
		if err := a.Each(t.Context(), archive.Query{Where: where(t, text)}, func(archive.Hit) error { n++; return nil }); err != nil || n != f.Total {
			t.Errorf("%s: each gives %d, find %d, %v", text, n, f.Total, err)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
	var wrong *archive.QueryError
	if _, err := a.Find(t.Context(), archive.Query{Where: where(t, "is:rejected about:marrow")}); !errors.As(err, &wrong) {
		t.Errorf("about: %v", err)
	}
}

// Contacts: parties by name, flags, and that there was none.
func TestContactsAreCorrected(t *testing.T) {
	x := tell("dinner", [3]string{"Ilse Marrow", "said", "that Tom Achterberg met Hedda Quill"})
	x.record.Entities = append(x.record.Entities, sayso.Entity{ID: "e7", Type: sayso.Person, Name: "Tom Achterberg"}, sayso.Entity{ID: "e8", Type: sayso.Person, Name: "Hedda Quill"})
	passage := (*x.span("Tom Achterberg met Hedda Quill"))[0]
	x.record.Contacts = []sayso.Contact{{ID: "c1", Parties: [][]string{{"e7"}, {"e8"}}, Verb: "meet", Span: passage, SaySo: "s1"}}
	a := open(t)
	if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
		t.Fatal(err)
	}
	show := func() string {
		got, err := a.Contacts(t.Context(), archive.ContactQuery{})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range got.Contacts {
			says := "the article"
			if c.SaySo != nil {
				says = c.SaySo.Statement.Speaker.Name
			}
			out = append(out, fmt.Sprintf("%s %v %s, %s says so", c.A[0].Name, c.Contact.Planned, c.B[0].Name, says))
		}
		return strings.Join(out, "; ")
	}
	key := x.article.Key()
	yes := true
	first := correct(t, a, archive.Edit{Verb: archive.ContactIs, Article: key, Statement: "c1", Change: archive.Change{Parties: &[2][]string{{"Ilse Marrow"}, {"Nils Rode"}}, Planned: &yes}})
	if got := show(); got != "Ilse Marrow true Nils Rode, Ilse Marrow says so" {
		t.Error(got)
	}
	whole(t, a)
	// What rested on a rejected statement rests on the article.
	correct(t, a, archive.Edit{Verb: archive.Reject, Article: key, Statement: "s1"})
	if got := show(); got != "Ilse Marrow true Nils Rode, the article says so" {
		t.Error(got)
	}
	none := correct(t, a, archive.Edit{Verb: archive.ContactIs, Article: key, Statement: "c1", Change: archive.Change{None: true}})
	if got := show(); got != "" {
		t.Error(got)
	}
	whole(t, a)
	// With another reading the contact has another number.
	other := *x.record
	other.Contacts = []sayso.Contact{{ID: "c4", Parties: [][]string{{"e7"}, {"e8"}}, Verb: "meet", Span: passage, SaySo: "article"}}
	if _, err := a.Reread(t.Context(), key, &other, "other", false); err != nil {
		t.Fatal(err)
	}
	if got := show(); got != "" {
		t.Error(got)
	}
	for _, id := range []int64{none.ID, first.ID} {
		if _, err := a.UndoCorrection(t.Context(), id, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := show(); got != "Tom Achterberg false Hedda Quill, the article says so" {
		t.Error(got)
	}
	whole(t, a)
}

// A correction is about what is still the same, and waits where it is not sure.
func TestCorrectionsOutliveReadings(t *testing.T) {
	x := port()
	other := func(change func(*sayso.Record)) *sayso.Record {
		r := *x.record
		r.Statements = slices.Clone(x.record.Statements)
		change(&r)
		for i := range r.Statements {
			r.Statements[i].ID = fmt.Sprintf("s%d", i+11)
		}
		return &r
	}
	speaker := &sayso.Speaker{Name: "Nils Rode"}
	for _, c := range []struct {
		name  string
		edit  archive.Edit
		read  *sayso.Record
		state archive.State
		shown string
	}{
		{"a speaker stays where content is another", archive.Edit{Verb: archive.Alter, Statement: "s1", Change: archive.Change{Speaker: speaker}},
			other(func(r *sayso.Record) { r.Statements[0].Content = *x.span("that the harbour was closed") }), archive.InForce,
			"s11 Nils Rode: that the harbour was closed\ns12 Tom Achterberg: that the ferries had been told\ns13 Hedda Quill: whether the mayor knew"},
		{"what was accepted is put back where it is not read", archive.Edit{Verb: archive.Accept, Statement: "s2"},
			other(func(r *sayso.Record) { r.Statements = slices.Delete(r.Statements, 1, 2) }), archive.InForce,
			"s11 Ilse Marrow: that the harbour was closed on Friday\nx1 Tom Achterberg: that the ferries had been told\ns12 Hedda Quill: whether the mayor knew"},
		{"what was rejected stays rejected", archive.Edit{Verb: archive.Reject, Statement: "s2"}, other(func(r *sayso.Record) {}), archive.InForce,
			"s11 Ilse Marrow: that the harbour was closed on Friday\ns13 Hedda Quill: whether the mayor knew"},
		{"what is not read needs no rejecting", archive.Edit{Verb: archive.Reject, Statement: "s2"},
			other(func(r *sayso.Record) { r.Statements = r.Statements[:1] }), archive.InForce, "s11 Ilse Marrow: that the harbour was closed on Friday"},
		{"what is read otherwise is not rejected unseen", archive.Edit{Verb: archive.Reject, Statement: "s1"},
			other(func(r *sayso.Record) {
				r.Statements = r.Statements[:1]
				r.Statements[0].Content = *x.span("that the harbour")
			}), archive.Unanchored,
			"s11 Ilse Marrow: that the harbour"},
		{"what is to be hidden is hidden all the same", archive.Edit{Verb: archive.Hide, Statement: "s1"},
			other(func(r *sayso.Record) {
				r.Statements = r.Statements[:1]
				r.Statements[0].Content = *x.span("that the harbour")
			}), archive.InForce, ""},
		{"what was added gives way to nothing", archive.Edit{Verb: archive.Insert, Change: archive.Change{Content: x.span("the mayor knew"), Cue: x.span("whether")}},
			other(func(r *sayso.Record) { r.Statements = r.Statements[:1] }), archive.InForce, "s11 Ilse Marrow: that the harbour was closed on Friday\nx1 : the mayor knew"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := open(t)
			if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
				t.Fatal(err)
			}
			c.edit.Article = x.article.Key()
			made := correct(t, a, c.edit)
			before := list(t, a, x)
			d, err := a.Reread(t.Context(), c.edit.Article, c.read, "new", true)
			if err != nil {
				t.Fatal(err)
			}
			if got := list(t, a, x); got != before {
				t.Errorf("a dry run changed\n%s", got)
			}
			if (len(d.Unanchored) > 0) != (c.state == archive.Unanchored) {
				t.Errorf("unanchored: %v", d.Unanchored)
			}
			if _, err := a.Reread(t.Context(), c.edit.Article, c.read, "new", false); err != nil {
				t.Fatal(err)
			}
			if got := list(t, a, x); got != c.shown {
				t.Errorf("shown:\n%s\nwant\n%s", got, c.shown)
			}
			log, err := a.Corrections(t.Context(), archive.CorrectionQuery{State: c.state})
			if err != nil || len(log) != 1 || log[0].ID != made.ID {
				t.Errorf("%s: %v, %v", c.state, log, err)
			}
			if notes := whole(t, a); len(notes) > 0 != (c.state == archive.Unanchored) {
				t.Errorf("notes: %v", notes)
			}
			// Nothing is lost by it: with the reading before, all is as it was.
			if _, err := a.Reread(t.Context(), c.edit.Article, x.record, "old", false); err != nil {
				t.Fatal(err)
			}
			if got := list(t, a, x); got != before {
				t.Errorf("with the first reading again:\n%s\nwant\n%s", got, before)
			}
			whole(t, a)
		})
	}
}

// Whatever is corrected, and however an article is read afterwards: each correction is in force or waits unanchored, the
// archive is whole, the first reading brings back what was shown, and taking all back brings back what was read.
func TestAnyCorrectionsAnyReading(t *testing.T) {
	test, n := t, 0
	var a *archive.Archive
	rapid.Check(t, func(t *rapid.T) {
		if n%15 == 0 { // a check looks at all that there is
			a = open(test)
		}
		names := []string{"Ilse Marrow", "Tom Achterberg", "Hedda Quill", "Marrow", "Nils Rode"}
		n++
		var sentences [][3]string
		for range rapid.IntRange(1, 6).Draw(t, "sentences") {
			sentences = append(sentences, [3]string{rapid.SampledFrom(names).Draw(t, "name"), rapid.SampledFrom([]string{"said", "denied", "asked"}).Draw(t, "cue"),
				rapid.StringMatching(`([a-z]{2,8} ){2,8}[a-z“”é]{2,6}`).Draw(t, "content")})
		}
		x := tell(fmt.Sprintf("article %d", n), sentences...)
		if _, err := a.Add(t.Context(), []archive.Entry{x.entry()}); err != nil {
			t.Fatal(err)
		}
		key := x.article.Key()
		shown := func() string {
			entry, err := a.Article(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			return encode(t, entry.Record)
		}
		read := shown()
		var made []archive.Correction
		for range rapid.IntRange(1, 5).Draw(t, "corrections") {
			c, err := a.Correct(t.Context(), drawEdit(t, x, key))
			if errors.Is(err, archive.ErrNothing) || errors.Is(err, archive.ErrCorrection) || errors.Is(err, archive.ErrNotFound) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, c)
		}
		whole(t, a)
		corrected := shown()
		for range rapid.IntRange(1, 3).Draw(t, "readings") {
			if _, err := a.Reread(t.Context(), key, drawReading(t, x), "other", false); err != nil {
				t.Fatal(err)
			}
			log, err := a.Corrections(t.Context(), archive.CorrectionQuery{Article: key, Limit: -1})
			if err != nil || len(log) != len(made) {
				t.Fatalf("%d corrections of %d, %v", len(log), len(made), err)
			}
			waiting := 0
			for _, c := range log {
				switch c.State {
				case archive.Unanchored:
					waiting++
				case archive.InForce:
				default:
					t.Fatalf("correction %d is %q", c.ID, c.State)
				}
			}
			if notes := whole(t, a); len(notes) < waiting {
				t.Fatalf("%d unanchored, %d notes", waiting, len(notes))
			}
		}
		if _, err := a.Reread(t.Context(), key, x.record, "first", false); err != nil {
			t.Fatal(err)
		}
		if got := shown(); got != corrected {
			t.Fatalf("with the first reading again:\n%s\nwant\n%s", got, corrected)
		}
		for _, c := range made {
			if _, err := a.UndoCorrection(t.Context(), c.ID, "", ""); err != nil {
				t.Fatal(err)
			}
		}
		if got := shown(); got != read {
			t.Fatalf("all taken back:\n%s\nwant\n%s", got, read)
		}
		whole(t, a)
	})
}

// drawEdit draws any correction.
func drawEdit(t *rapid.T, x told, key string) archive.Edit {
	e := archive.Edit{Article: key, Verb: rapid.SampledFrom([]archive.Verb{archive.Accept, archive.Reject, archive.Hide, archive.Alter, archive.Alter, archive.Insert}).Draw(t, "verb"),
		Statement: x.record.Statements[rapid.IntRange(0, len(x.record.Statements)-1).Draw(t, "statement")].ID}
	if e.Verb == archive.Insert || e.Verb == archive.Alter {
		if rapid.Bool().Draw(t, "content?") {
			e.Change.Content = drawSpan(t, x)
		}
		if rapid.Bool().Draw(t, "speaker?") {
			e.Change.Speaker = &sayso.Speaker{Name: rapid.SampledFrom([]string{"Hedda Quill", "Orla Benn", ""}).Draw(t, "speaker")}
		}
		if rapid.Bool().Draw(t, "mode?") {
			e.Change.Mode = new(rapid.SampledFrom(sayso.Modes).Draw(t, "mode"))
		}
	}
	return e
}

func drawSpan(t *rapid.T, x told) *sayso.Spans {
	var at []int
	for i := range x.article.Text {
		at = append(at, i)
	}
	i := rapid.IntRange(0, len(at)-2).Draw(t, "from")
	return &sayso.Spans{{Start: at[i], End: at[rapid.IntRange(i+1, min(len(at)-1, i+40)).Draw(t, "to")]}}
}

// drawReading draws what another reading might find in an article: some statements are missing, some have other parts or
// speakers, some are new, and all have other numbers.
func drawReading(t *rapid.T, x told) *sayso.Record {
	r := *x.record
	r.Statements = []sayso.Statement{}
	r.Entities = nil
	for _, e := range x.record.Entities {
		e.ID = "e" + e.ID[1:] + "0"
		r.Entities = append(r.Entities, e)
	}
	for _, s := range x.record.Statements {
		s.Speaker.Entity = s.Speaker.Entity + "0"
		switch rapid.IntRange(0, 5).Draw(t, "fate") {
		case 0:
			continue
		case 1:
			s.Content = *drawSpan(t, x)
		case 2:
			s.Content = sayso.Spans{{Start: s.Content[0].Start, End: s.Content[0].Start + s.Content[0].Len()/2}}
			for !strings.HasPrefix(x.article.Text[s.Content[0].End:], " ") && s.Content[0].End < len(x.article.Text) {
				s.Content[0].End++
			}
		case 3:
			s.Source = nil
			s.Speaker = sayso.Speaker{Type: sayso.SpeakerNone}
		case 4:
			extra := s
			extra.ID = fmt.Sprintf("s%d", len(r.Statements)+1)
			extra.Cue, extra.Source, extra.Content = nil, nil, *drawSpan(t, x)
			r.Statements = append(r.Statements, extra)
		}
		s.ID = fmt.Sprintf("s%d", len(r.Statements)+1)
		r.Statements = append(r.Statements, s)
	}
	return &r
}
