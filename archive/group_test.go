package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/query"
)

// wire is a report of many words, always the same ones.
func wire(n int) string {
	g := newGenerator(uint64(n))
	var b strings.Builder
	for range 120 {
		b.WriteString(invented(int(g.words.Uint64())) + " ")
	}
	return b.String()
}

// quoting is an article with one direct statement.
func quoting(id, outlet, date, before, words, after string) Entry {
	text := before + "“" + words + "” Edda Falk said. " + after
	start := len(before)
	end := start + len("“"+words+"”")
	e := Entry{&sayso.Article{ID: id, Title: "Report " + id, Outlet: outlet, Published: date, Text: text, URL: "https://" + id + ".example"},
		&sayso.Record{ID: id, Entities: []sayso.Entity{{ID: "e1", Type: sayso.Person, Name: "Edda Falk"}}}}
	e.Record.Statements = []sayso.Statement{{ID: "s1", Kind: sayso.Direct, Mode: sayso.Say, Content: sayso.Spans{{Start: start, End: end}},
		Source: sayso.Spans{{Start: end + 1, End: end + 10}}, Speaker: sayso.Speaker{Entity: "e1", Name: "Edda Falk", Type: sayso.SpeakerPerson}}}
	e.Record.TextSHA256 = e.Article.TextSHA256()
	return e
}

func mustAdd(t *testing.T, a *Archive, entries ...Entry) {
	t.Helper()
	if _, err := a.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
}

func mustParse(t *testing.T, words string) *query.Node {
	t.Helper()
	n, err := query.Parse(words)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCopiesOfOneTextAreGrouped(t *testing.T) {
	report, other := wire(1), wire(2)
	for _, together := range []bool{true, false} {
		a := openNew(t)
		entries := []Entry{
			quoting("herald", "Herald", "2031-05-14", "BRECK (Norvik Press) - "+report, "We never met him at all.", ""),
			quoting("post", "Post", "2031-05-13", "BRECK (Norvik Press) — "+report, "We never met him at all.", "More from our own desk."),
			quoting("cut", "Gazette", "2031-05-15", report[:len(report)*2/3], "We never met him at all.", ""),
			quoting("own", "Globe", "2031-05-14", other, "We never met him at all.", ""),
		}
		if together {
			mustAdd(t, a, entries...)
		} else {
			for _, e := range entries {
				mustAdd(t, a, e)
			}
		}
		found, err := a.Copies(t.Context(), CopyQuery{})
		if err != nil || found.Total != 1 || found.Articles != 3 || len(found.Groups) != 1 {
			t.Fatalf("%+v, %v", found, err)
		}
		g := found.Groups[0]
		var outlets []string
		for _, c := range g.Articles {
			outlets = append(outlets, c.Outlet)
		}
		if !slices.Equal(outlets, []string{"Post", "Herald", "Gazette"}) || g.Agency != "Norvik Press" {
			t.Errorf("%v, agency %q", outlets, g.Agency)
		}
		if g.Articles[0].Likeness != 1 || g.Articles[2].Likeness < 0.9 || g.Articles[1].Own != 1 || g.Articles[0].Own != 0 {
			t.Errorf("%+v", g.Articles)
		}
		if f, err := a.Copies(t.Context(), CopyQuery{Outlet: "Globe"}); err != nil || f.Total != 0 {
			t.Errorf("of an outlet without copies: %+v, %v", f, err)
		}
		if f, err := a.Copies(t.Context(), CopyQuery{Key: entries[2].Article.Key()[:12]}); err != nil || f.Total != 1 {
			t.Errorf("of a copy: %+v, %v", f, err)
		}
		// What copies say counts once.
		for words, want := range map[string]int{"met": 4, "met -is:repeated": 2, "is:repeated": 2} {
			if f, err := a.Find(t.Context(), Query{Where: mustParse(t, words)}); err != nil || f.Total != want {
				t.Errorf("%s: %d, %v; want %d", words, f.Total, err, want)
			}
		}
	}
}

func TestVersionsOfAnArticleAreCompared(t *testing.T) {
	a := openNew(t)
	report := wire(3)
	first := quoting("one", "Herald", "2031-05-14", report, "We never met him at all.", "")
	second := quoting("one", "Herald", "2031-05-14", report, "We never met him in that office.", "Correction: added.")
	third := quoting("two", "Herald", "2031-05-14T18:00", report, "Nobody called.", "")
	third.Article.Title = first.Article.Title
	elsewhere := quoting("three", "Herald", "2031-05-14", wire(4), "We never met him at all.", "")
	elsewhere.Article.URL = first.Article.URL // a page that is filled anew is no version
	mustAdd(t, a, first, elsewhere)
	mustAdd(t, a, second, third)
	list, err := a.Versions(t.Context(), second.Article.Key()[:10])
	if err != nil || len(list) != 3 {
		t.Fatalf("%d versions, %v", len(list), err)
	}
	if list[0].Key != first.Article.Key() || list[0].Change != nil || list[1].Key != second.Article.Key() || list[2].Key != third.Article.Key() {
		t.Errorf("%+v", list)
	}
	c := list[1].Change
	if len(c.Changed) != 1 || len(c.Added)+len(c.Dropped) != 0 || !strings.Contains(marked(c.Changed[0].Words), "met him [-at all") {
		t.Errorf("%+v", c)
	}
	if got := marked(c.Words); !strings.Contains(got, "[+Correction: added.]") {
		t.Errorf("%s", got)
	}
	if c := list[2].Change; len(c.Added) != 1 || len(c.Dropped) != 1 || len(c.Changed) != 0 {
		t.Errorf("%+v", c)
	}
	if alone, err := a.Versions(t.Context(), elsewhere.Article.Key()); err != nil || len(alone) != 1 {
		t.Errorf("%d versions, %v", len(alone), err)
	}
	changed, err := a.Changed(t.Context(), 0, 0)
	if err != nil || changed.Total != 1 || changed.Articles[0].Versions != 3 || changed.Articles[0].Key != third.Article.Key() {
		t.Errorf("%+v, %v", changed, err)
	}
	if f, err := a.Copies(t.Context(), CopyQuery{}); err != nil || f.Total != 0 {
		t.Errorf("versions are no copies: %+v, %v", f, err)
	}
	if _, err := a.Versions(t.Context(), "0123456789abcdef"); err == nil {
		t.Error("of no article: no error")
	}
}

func TestOneWordingInSeveralArticlesIsAQuotation(t *testing.T) {
	a := openNew(t)
	for i, words := range []string{
		"He was not at our office, and nobody from our office was at his.",
		"He was not at our office — and nobody from our office was at his!",
		"nobody from our office was at his",
		"He was not at our office, and nobody, as far as I know, from our office was at his.",
		"The harbour will be open again before the winter comes.",
	} {
		mustAdd(t, a, quoting(fmt.Sprint(i), "Outlet "+fmt.Sprint(i), fmt.Sprintf("2031-05-1%d", 8-i), "", words, ""))
	}
	found, err := a.Quotations(t.Context(), QuotationQuery{})
	if err != nil || found.Total != 1 || len(found.Quotations) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	q := found.Quotations[0]
	if q.Articles != 4 || q.Origins != 4 || q.First != "2031-05-15" || q.Last != "2031-05-18" || q.Speaker != "Edda Falk" || q.Entity == 0 {
		t.Errorf("%+v", q)
	}
	page, err := a.Quotation(t.Context(), q.ID)
	if err != nil || len(page.Variants) != 3 {
		t.Fatalf("%+v, %v", page.Variants, err)
	}
	if got := marked(page.Variants[1].Pieces); got != "[-He was not at our office, and ]nobody [-as far as I know, ]from our office was at his" {
		t.Errorf("%s", got)
	}
	if page.Variants[0].Hits[0].Article.ID != "3" || page.Earliest.Article.ID != "3" {
		t.Errorf("the fullest is %s, the earliest %s", page.Variants[0].Hits[0].Article.ID, page.Earliest.Article.ID)
	}
	for words, want := range map[string]int{"office": 1, `"at his"`: 1, "harbour": 0, "offices nobody": 1} {
		if f, err := a.Quotations(t.Context(), QuotationQuery{Words: words}); err != nil || f.Total != want {
			t.Errorf("%s: %d, %v; want %d", words, f.Total, err, want)
		}
	}
	if f, err := a.Quotations(t.Context(), QuotationQuery{Entity: q.Entity}); err != nil || f.Total != 1 {
		t.Errorf("by speaker: %+v, %v", f, err)
	}
	key := page.Earliest.Key
	if of, err := a.QuotationOf(t.Context(), key, "s1"); err != nil || of.ID != q.ID {
		t.Errorf("%+v, %v", of, err)
	}
	if _, err := a.QuotationOf(t.Context(), key, "s2"); err == nil {
		t.Error("of no statement: no error")
	}
}

// Parts of one wording that come first apart are one when an article has both.
func TestJoinedWordingsAreOneQuotation(t *testing.T) {
	a := openNew(t)
	one, two := "We never met him at the palace.", "We never called him from our office either."
	mustAdd(t, a, quoting("a", "A", "2031-05-10", "", one, ""), quoting("b", "B", "2031-05-11", "", two, ""))
	if f, err := a.Quotations(t.Context(), QuotationQuery{}); err != nil || f.Total != 0 {
		t.Fatalf("%+v, %v", f, err)
	}
	mustAdd(t, a, quoting("c", "C", "2031-05-12", "", one+" "+two, ""))
	f, err := a.Quotations(t.Context(), QuotationQuery{})
	if err != nil || f.Total != 1 || f.Quotations[0].Articles != 3 {
		t.Fatalf("%+v, %v", f, err)
	}
	// The numbers of both lead to it, and what carries the second part alone finds it still.
	for id := range int64(2) {
		if p, err := a.Quotation(t.Context(), id+1); err != nil || p.ID != f.Quotations[0].ID || p.Articles != 3 {
			t.Errorf("number %d: %+v, %v", id+1, p.Quotation, err)
		}
	}
	mustAdd(t, a, quoting("d", "D", "2031-05-13", "", two, ""))
	if f, err := a.Quotations(t.Context(), QuotationQuery{}); err != nil || f.Total != 1 || f.Quotations[0].Articles != 4 {
		t.Errorf("%+v, %v", f, err)
	}
}

// Short wordings of two people are two quotations, whoever says them first.
func TestShortWordingsOfTwoPeopleStayApart(t *testing.T) {
	a := openNew(t)
	other := quoting("b", "B", "2031-05-11", "", "We will see what happens.", "")
	other.Record.Statements[0].Speaker.Name = "Goran Stell"
	mustAdd(t, a, quoting("a", "A", "2031-05-10", "", "We will see what happens.", ""), other)
	if f, err := a.Quotations(t.Context(), QuotationQuery{}); err != nil || f.Total != 0 {
		t.Errorf("%+v, %v", f, err)
	}
}
