package archive_test

import (
	"os"
	"path/filepath"
	"testing"

	"sayso"
	"sayso/archive"
	"sayso/authority"
	"sayso/intake"
	"sayso/reading"
)

// TestMostQuotedPeople reports on the people of the corpus in the folder that SAYSO_DATA names (it is no part of the
// repository): of the 50 most quoted, who has others of the same full name beside, and who has forms of two names. Who
// is right is judged by a reader of the report; the test fails if it gets worse than it was when it was judged.
func TestMostQuotedPeople(t *testing.T) {
	data := os.Getenv("SAYSO_DATA")
	if data == "" {
		t.Skip("SAYSO_DATA does not name the folder of the corpora")
	}
	a := open(t)
	r := reading.New()
	var entries []archive.Entry
	for article, err := range intake.Walk([]string{filepath.Join(data, "polnear", "train", "articles.jsonl")}, intake.Options{Workers: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, archive.Entry{Article: article, Record: r.Read(article)})
		if len(entries) == 200 {
			add(t, a, entries...)
			entries = entries[:0]
		}
	}
	add(t, a, entries...)
	list, err := a.Most(t.Context(), sayso.Person, 50)
	if err != nil {
		t.Fatal(err)
	}
	beside, statements, double := 0, 0, 0
	for _, e := range list {
		same, err := a.Entities(t.Context(), e.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range same {
			if other.ID != e.ID && authority.ParseName(e.Name).Full() {
				beside++
				statements += other.Statements
				t.Logf("%s (%d statements): another of the name in %d articles, with %d statements", e.Name, e.Statements, other.Articles, other.Statements)
			}
		}
		p, err := a.Entity(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		keys := map[string]bool{}
		for _, form := range p.Names {
			if n := authority.ParseName(form.Name); n.Full() && n.Suffix == "" {
				keys[authority.Formal(n.First)+" "+n.Last] = true
			}
		}
		if len(keys) > 1 {
			double++
			t.Logf("%s: forms of %d names: %v", e.Name, len(keys), p.Names)
		}
	}
	t.Logf("50 most quoted: %d others of the same full name with %d statements; %d with forms of several names", beside, statements, double)
	if beside > 2 || double > 2 {
		t.Errorf("%d others, %d with forms of several names", beside, double)
	}
}
