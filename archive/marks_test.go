package archive

import (
	"testing"

	"sayso"
)

// varied is an article with one statement of every sort.
func varied() Entry {
	article := &sayso.Article{ID: "varied", Outlet: "Port & Tollen 4", Published: "2031-05-14", Text: "Ilse Marrow said the storm was near"}
	record := &sayso.Record{Entities: []sayso.Entity{{ID: "e1", Type: sayso.Person, Name: "Ilse Marrow", Names: []string{"Ilse Marrow", "Marrow"}},
		{ID: "e2", Type: sayso.Organisation, Name: "Channel Nine"}}}
	content := sayso.Spans{{Start: 17, End: len(article.Text)}}
	for i, s := range []sayso.Statement{
		{Speaker: sayso.Speaker{Entity: "e1", Name: "Ilse Marrow", Type: sayso.SpeakerPerson}, Denial: true, Negated: true, Omission: true, SaidOn: "2031-05-13"},
		{Speaker: sayso.Speaker{Name: "two officials", Type: sayso.SpeakerUnnamed}, Hypothetical: true, Within: "s1",
			Venue: &sayso.Venue{Kind: "press conference", Outlet: "Channel Nine"}, About: []string{"e1"}},
		{Speaker: sayso.Speaker{Type: sayso.SpeakerNone}, Addressee: []sayso.Party{{Name: "reporters"}, {Entity: "e2", Name: "Nine's crew"}},
			Via: []sayso.Party{{Entity: "e2", Name: "Channel Nine"}}, About: []string{"e2"}},
		{Speaker: sayso.Speaker{Type: sayso.SpeakerWriter}},
	} {
		s.ID, s.Kind, s.Mode, s.Content = "s"+string(rune('1'+i)), sayso.Indirect, sayso.Say, content
		record.Statements = append(record.Statements, s)
	}
	record.Roles = []sayso.Role{{Person: "e1", Role: "deputy mayor", SaySo: "article"}, {Person: "e1", Role: "harbour master", Former: true, SaySo: "article"}}
	record.Disputes = []sayso.Dispute{{Asserts: []string{"s2"}, Denies: []string{"s1"}}}
	return Entry{article, record}
}

var variedQueries = []struct{ query, want string }{
	{"is:denial", "s1"}, {"is:negated", "s1"}, {"is:omission", "s1"}, {"is:dated", "s1"}, {"is:hypothetical", "s2"}, {"is:nested", "s2"},
	{"is:unnamed", "s2"}, {"is:named", "s1"}, {"is:person", "s1"}, {"is:writer", "s4"}, {"is:sourceless", "s3"}, {"is:relayed", "s3"},
	{"is:disputed", "s1s2"}, {"is:disputed -is:denial", "s2"},
	{`venue:"press conference"`, "s2"}, {"venue:nine", "s2"}, {"venue:interview", ""},
	{"to:reporters", "s3"}, {`to:"channel nine"`, "s3"}, {"to:crew", "s3"}, {"to:marrow", ""},
	{"via:nine", "s3"}, {`via:"Channel Nine" storm`, "s3"}, {"-via:nine", "s1s2s4"},
	{"about:marrow", "s2"}, {`about:"Ilse Marrow"`, "s2"}, {`about:"channel nine"`, "s3"}, {"about:marrow OR about:nine", "s2"}, {"about:nobody", ""},
	{"role:mayor", "s1"}, {`role:"deputy mayor"`, "s1"}, {"role:master", ""}, {`role:"former harbour master"`, "s1"}, {"role:queen", ""}, {"-role:mayor", "s2s3s4"},
	{"outlet:4", "s1s2s3s4"}, {`outlet:="Port & Tollen 4"`, "s1s2s3s4"}, {"speaker:#1", "s1"}, {"about:#1", "s2"}, {"speaker:#9", ""},
}

func checkVaried(t *testing.T, a *Archive) {
	t.Helper()
	for _, c := range variedQueries {
		found, err := a.Find(t.Context(), asked(t, c.query))
		if err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		got := ""
		for _, h := range found.Hits {
			got += h.Statement.ID
		}
		if got != c.want {
			t.Errorf("%s: found %s, want %s", c.query, got, c.want)
		}
	}
	checkIndex(t, a)
}

// checkIndex makes sure that the index holds just what the view says.
func checkIndex(t *testing.T, a *Archive) {
	t.Helper()
	if _, err := a.writer.Exec("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)"); err != nil {
		t.Errorf("index and view differ: %v", err)
	}
}

func TestFields(t *testing.T) {
	a := openNew(t)
	if _, err := a.Add(t.Context(), []Entry{varied()}); err != nil {
		t.Fatal(err)
	}
	checkVaried(t, a)
	// Whoever is linked anew is found as before.
	if err := a.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkVaried(t, a)
	// What goes, goes from everywhere.
	if _, err := a.writer.Exec("DELETE FROM statements"); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := a.writer.QueryRow("SELECT count(*) FROM marks").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d marks are left, %v", n, err)
	}
}

// A person is found under the whole name where an article has only part of it, and nobody else of that part is.
func TestSpeakerByEntity(t *testing.T) {
	a := openNew(t)
	one := func(id, name string, names ...string) Entry {
		text := name + ", the deputy mayor of Breck, said the storm was near"
		article := &sayso.Article{ID: id, Outlet: "Portside Post", Published: "2031-05-1" + id, Text: text}
		return Entry{article, &sayso.Record{
			Entities:   []sayso.Entity{{ID: "e1", Type: sayso.Person, Name: name, Names: names}, {ID: "e2", Type: sayso.Organisation, Name: "Breck"}},
			Roles:      []sayso.Role{{Person: "e1", Role: "deputy mayor", Org: "e2", SaySo: "article"}},
			Statements: []sayso.Statement{{ID: "s1", Kind: sayso.Indirect, Mode: sayso.Say, Speaker: sayso.Speaker{Entity: "e1", Name: name, Type: sayso.SpeakerPerson}}}}}
	}
	if _, err := a.Add(t.Context(), []Entry{one("1", "Ilse Marrow", "Ilse Marrow"), one("2", "Marrow", "Marrow", "Ms. Marrow"), one("3", "Odd Marrow", "Odd Marrow")}); err != nil {
		t.Fatal(err)
	}
	list, err := a.Entities(t.Context(), "Marrow")
	if err != nil || len(list) != 3 {
		t.Fatal(list, err)
	}
	numbers := map[string]int64{}
	for _, e := range list {
		numbers[e.Name] = e.ID
	}
	if _, err := a.Merge(t.Context(), numbers["Ilse Marrow"], numbers["Marrow"]); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{`speaker:"Ilse Marrow"`: "2 1 of 2", `speaker:"Odd Marrow"`: "3 of 1", "speaker:marrow": "3 2 1 of 3",
		`speaker:"Marrow Ilse"`: "1 of 1", `-speaker:"Ilse Marrow"`: "3 of 1", `storm OR speaker:"Ilse Marrow"`: "2 1 of 2"} {
		if got := found(t, a, asked(t, query)); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
