package archive_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sayso"
	"sayso/archive"
	"sayso/query"
)

// drawEntry draws any article with any record of it.
func drawEntry(t *rapid.T) archive.Entry {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([A-Z]?[a-zé𝔞]{1,9}[ .,“”\n]{1,2}){0,40}`)).Draw(t, "text")
	word := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{"Ilse Marrow", "Marrow", "Orla 𝔅en", "O’Dea"}))
	published := rapid.OneOf(rapid.Just(""), rapid.SampledFrom([]string{"2031", "2031-05", "2031-05-14", "2031-05-14T08:30:00+02:00"}), rapid.String())
	article := &sayso.Article{ID: word.Draw(t, "id"), Title: word.Draw(t, "title"), Outlet: word.Draw(t, "outlet"),
		Author: word.Draw(t, "author"), URL: word.Draw(t, "url"), Published: published.Draw(t, "published"),
		Language: word.Draw(t, "language"), Text: text, Path: word.Draw(t, "path")}
	boundaries := []int{len(text)}
	for i := range text {
		boundaries = append(boundaries, i)
	}
	slices.Sort(boundaries)
	spans := rapid.Custom(func(t *rapid.T) sayso.Spans {
		ends := rapid.SliceOfN(rapid.SampledFrom(boundaries), 0, 6).Draw(t, "ends")
		slices.Sort(ends)
		var spans sayso.Spans
		for i := 0; i+1 < len(ends); i += 2 {
			spans = append(spans, sayso.Span{Start: ends[i], End: ends[i+1]})
		}
		return spans
	})
	party := rapid.Custom(func(t *rapid.T) sayso.Party {
		return sayso.Party{Entity: word.Draw(t, "entity"), Name: word.Draw(t, "name")}
	})
	entity := rapid.SampledFrom([]string{"", "e1", "e2", "e9"})
	statement := rapid.Custom(func(t *rapid.T) sayso.Statement {
		s := sayso.Statement{ID: word.Draw(t, "id"), Kind: rapid.SampledFrom(sayso.Kinds).Draw(t, "kind"),
			Mode: rapid.SampledFrom(sayso.Modes).Draw(t, "mode"), Source: spans.Draw(t, "source"), Cue: spans.Draw(t, "cue"),
			Content: spans.Draw(t, "content"), Speaker: sayso.Speaker{Entity: entity.Draw(t, "entity"), Name: word.Draw(t, "speaker"),
				Type: rapid.SampledFrom([]sayso.SpeakerType{sayso.SpeakerPerson, sayso.SpeakerUnnamed, sayso.SpeakerNone}).Draw(t, "type")},
			Addressee: rapid.SliceOfN(party, 0, 2).Draw(t, "addressee"), Via: rapid.SliceOfN(party, 0, 2).Draw(t, "via"),
			SaidOn: word.Draw(t, "said on"), Within: word.Draw(t, "within"), Negated: rapid.Bool().Draw(t, "negated"),
			Hypothetical: rapid.Bool().Draw(t, "hypothetical"), Denial: rapid.Bool().Draw(t, "denial"),
			About: rapid.SliceOfN(word, 0, 2).Draw(t, "about"), Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence")}
		if rapid.Bool().Draw(t, "venue?") {
			s.Venue = &sayso.Venue{Kind: word.Draw(t, "venue"), Outlet: word.Draw(t, "outlet")}
		}
		return s
	})
	record := &sayso.Record{ID: article.ID, Title: article.Title, TextSHA256: article.TextSHA256(),
		Text:       rapid.SampledFrom([]string{"", text, "another text"}).Draw(t, "record's text"),
		Statements: rapid.SliceOfN(statement, 0, 5).Draw(t, "statements")}
	if rapid.Bool().Draw(t, "no statements?") {
		record.Statements = nil
	}
	for _, id := range []string{"e1", "e2"} {
		record.Entities = append(record.Entities, sayso.Entity{ID: id, Type: sayso.Person, Name: word.Draw(t, "name"),
			Names: rapid.SliceOfN(word, 0, 3).Draw(t, "names"), Mentions: spans.Draw(t, "mentions")})
	}
	record.Disputes = []sayso.Dispute{{Asserts: []string{"s1"}, Denies: nil}}
	return archive.Entry{Article: article, Record: record}
}

// What goes in comes out, byte for byte, whatever is in it; and every statement is found under its article with the
// words of its parts.
func TestWhatGoesInComesOut(t *testing.T) {
	a := open(t)
	rapid.Check(t, func(t *rapid.T) {
		want := drawEntry(t)
		had, err := a.Has(t.Context(), want.Article.Key())
		if err != nil {
			t.Fatalf("Has: %v", err)
		}
		if _, err := a.Add(t.Context(), []archive.Entry{want}); err != nil {
			t.Fatalf("Add: %v", err)
		}
		if had { // as it was first
			return
		}
		checkSame(t, a, want)
		for _, s := range want.Record.Statements {
			if s.Speaker.Name == "" {
				continue
			}
			var found []archive.Hit
			err := a.Each(t.Context(), archive.Query{Where: query.All(&query.Node{Op: query.Is, Field: "speaker", Exact: true, Text: s.Speaker.Name},
				&query.Node{Op: query.Is, Field: "kind", Text: string(s.Kind)}, &query.Node{Op: query.Is, Field: "mode", Text: string(s.Mode)})}, func(hit archive.Hit) error {
				if hit.Key == want.Article.Key() && encode(t, &sayso.Record{Statements: []sayso.Statement{hit.Statement}}) ==
					encode(t, &sayso.Record{Statements: []sayso.Statement{s}}) {
					found = append(found, hit)
				}
				return nil
			})
			if err != nil || len(found) == 0 {
				t.Fatalf("%d hits of statement %+v, %v", len(found), s, err)
			}
			text := want.Article.Text
			if hit := found[0]; hit.Content != s.Content.Of(text) || hit.Source != s.Source.Of(text) || hit.Cue != s.Cue.Of(text) {
				t.Fatalf("parts %q %q %q of %+v in %q", hit.Source, hit.Cue, hit.Content, s, text)
			}
			checkFoundByItsWords(t, a, found[0])
		}
	})
}

// checkFoundByItsWords searches for all of a content: the statement is among what is found, with marks that fit.
func checkFoundByItsWords(t *rapid.T, a *archive.Archive, want archive.Hit) {
	there := false
	wanted := &query.Node{Op: query.Phrase, Text: want.Content}
	err := a.Each(t.Context(), archive.Query{Where: wanted}, func(hit archive.Hit) error {
		checkMarks(t, hit)
		there = there || hit.Key == want.Key && hit.Content == want.Content
		return nil
	})
	hasWord := strings.ContainsFunc(want.Content, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
	if err != nil || hasWord && !there {
		t.Fatalf("%q is not found by its own words: %v", want.Content, err)
	}
}

// checkMarks reports marks that are no parts of the content.
func checkMarks(t interface{ Fatalf(string, ...any) }, hit archive.Hit) {
	end := 0
	for _, mark := range hit.Marks {
		if mark.Start < end || mark.End <= mark.Start || mark.End > len(hit.Content) || !utf8.ValidString(mark.Of(hit.Content)) {
			t.Fatalf("marks %v in %q", hit.Marks, hit.Content)
		}
		end = mark.End
	}
}

// FuzzFind searches for anything: what can be parsed can be searched for, and nothing in it has a meaning for the database.
func FuzzFind(f *testing.F) {
	for _, words := range []string{"", "storm", `"until the storm" near`, `NEAR("a b", 3)`, "content", "NOT x", "*", `"`,
		"{content}", "storm*", "-storm", "^storm", "'; DROP TABLE words; --", "\x00", "\xff", "é", "e\u0301",
		"\u0301", "𝔖", "中文", "٣", "Ⅷ", "👍", `\"`, "+", "storm + near", "speaker:#1", "role:mayor -about:x OR via:y", "is:disputed to:z", "date:2031 -date:2032"} {
		f.Add(words)
	}
	a := town(f)
	f.Fuzz(func(t *testing.T, text string) {
		where, err := query.Parse(text)
		if err != nil {
			return
		}
		started := time.Now()
		for _, order := range []archive.Order{archive.Newest, archive.Relevance} {
			found, err := a.Find(t.Context(), archive.Query{Where: where, Order: order, Facets: true})
			if err != nil {
				t.Fatalf("Find(%s): %v", where, err)
			}
			for _, hit := range found.Hits {
				checkMarks(t, hit)
			}
		}
		if took := time.Since(started); took > 10*time.Second {
			t.Fatalf("searching for %q took %v", text, took)
		}
	})
}
