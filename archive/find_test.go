package archive_test

import (
	"errors"
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
)

func TestFind(t *testing.T) {
	a := town(t)
	for _, c := range []struct{ name, query, want string }{
		{"everything, newest first, in the order of the text, undated last", "",
			"school/s1 bridge/s1 bridge/s2 harbour/s1 harbour/s2 harbour/s3 old/s1 notes/s1"},

		{"a word in the content", "sail", "harbour/s2"},
		{"any form of a word", "HARBOUR sailing", ""},
		{"any form of each word", "closing Harbour", "harbour/s1"},
		{"all words must be there", "closed bridge", "bridge/s1"},
		{"across content, source, cue and speaker", "marrow warned nobody", "harbour/s2"},
		{"accents do not count", "acevedo NAIVE", "school/s1"},
		{"words of any plane", "𝔖chools", "school/s1"},
		{"a phrase", `"until the storm"`, "bridge/s2 harbour/s1"},
		{"not as a phrase", `"storm the until"`, ""},
		{"a phrase in typographic marks and a word", "“until the storm” open", "bridge/s2"},
		{"joined words stand together", "storm-the", "bridge/s2"},
		{"an apostrophe of any kind", "don't", "notes/s1"},
		{"the beginning of a word", "harb*", "harbour/s1"},
		{"the beginning of many", "clo* -bridge", "harbour/s1"},
		{"facets are not words", "marrow0", ""},
		{"near is a word of ours, not of the index", "NEAR storm", "harbour/s3"},
		{"bytes that are no text", "near\xff\x00storm", "harbour/s3"},

		{"alternatives", "sail OR near", "harbour/s2 harbour/s3"},
		{"alternatives within", "storm (open OR near)", "bridge/s2 harbour/s3"},
		{"without a word", "storm -near", "bridge/s2 harbour/s1"},
		{"without either", "storm -(near OR open)", "harbour/s1"},
		{"only without", "-storm -bridge", "school/s1 harbour/s2 notes/s1"},
		{"alternatives of different kinds", "is:unnamed OR date:2029 OR sail", "bridge/s2 harbour/s2 old/s1"},
		{"a negated mixture", "-(date:2029 OR storm OR outlet:post)", "school/s1 harbour/s2 notes/s1"},

		{"part of a speaker's name", "speaker:MARROW", "harbour/s1 harbour/s2 old/s1"},
		{"all words of it", `speaker:"Marrow Hugh"`, "old/s1"},
		{"another form of the name", `speaker:"mayor marrow"`, "harbour/s1"},
		{"names are not stemmed", "speaker:hugh", "old/s1"},
		{"a name with an s", "speaker:hughes", "bridge/s1"},
		{"no accents", `speaker:"renee acevedo"`, "school/s1"},
		{"accents made of two characters", "speaker:Rene\u0301e", "school/s1"},
		{"a joined name", `speaker:"marrow lee"`, "old/s1"},
		{"a speaker without a name cannot be asked for", "speaker:believe", ""},
		{"exactly one speaker", `speaker:="Ilse Marrow"`, "harbour/s1 harbour/s2"},
		{"not part of a name", "speaker:=Marrow", ""},
		{"exactly one speaker and words", `speaker:="Ilse Marrow" sail`, "harbour/s2"},
		{"an unnamed speaker", `speaker:="two officials"`, "bridge/s2"},
		{"all but a speaker", "storm -speaker:marrow", "bridge/s2 harbour/s3"},

		{"words of an outlet", "outlet:herald", "school/s1 harbour/s1 harbour/s2 harbour/s3 old/s1"},
		{"all words of an outlet", `outlet:"tollen herald"`, "school/s1"},
		{"exactly one outlet", `outlet:="Herald of Tollen"`, "school/s1"},
		{"not part of an outlet's name", "outlet:=Herald", ""},

		{"after a month", "date:2031-05/.. outlet:corran", "harbour/s1 harbour/s2 harbour/s3"},
		{"a month to its end", "date:../2031-05", "bridge/s1 bridge/s2 harbour/s1 harbour/s2 harbour/s3 old/s1"},
		{"a day to its end", "date:2031-05-14", "harbour/s1 harbour/s2 harbour/s3"},
		{"a year", "date:2029", "old/s1"},
		{"a week", "date:2031-05-25/P1W", "bridge/s1 bridge/s2"},
		{"a month counts from its first day", "date:2031-06-01/..", "school/s1"},
		{"and not its second", "date:2031-06-02/..", ""},
		{"undated is outside", "answer date:../2099", ""},
		{"undated is what no date has", "-date:../2099", "notes/s1"},
		{"two times", "(date:2029 OR date:2031-06) -nothing", "school/s1 old/s1"},
		{"times that have nothing in common", "date:2029 date:2031", ""},

		{"a kind", "kind:direct", "harbour/s2"},
		{"a mode", "mode:deny", "bridge/s1"},
		{"a flag", "is:unnamed", "bridge/s2"},
		{"named", "is:named -is:person", ""},
		{"no source", "is:sourceless", "harbour/s3"},
		{"the writer", "is:writer", "notes/s1"},
		{"all at once", "closed speaker:tom outlet:post date:2031 kind:indirect mode:deny", "bridge/s1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := a.Find(t.Context(), archive.Query{Where: where(t, c.query)})
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(found.Hits); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
			var all []archive.Hit
			if err := a.Each(t.Context(), archive.Query{Where: where(t, c.query)}, func(hit archive.Hit) error { all = append(all, hit); return nil }); err != nil {
				t.Fatal(err)
			}
			if found.Total != len(all) || found.AtLeast {
				t.Errorf("total %d (at least: %v), but there are %d", found.Total, found.AtLeast, len(all))
			}
			if ids(all) != c.want {
				t.Errorf("each gives %q, want %q", ids(all), c.want)
			}
		})
	}
}

func TestFindAPage(t *testing.T) {
	a := town(t)
	for _, c := range []struct {
		name  string
		query archive.Query
		want  string
		total int
	}{
		{"limit", archive.Query{Limit: 2}, "school/s1 bridge/s1", 8},
		{"offset", archive.Query{Limit: 2, Offset: 2}, "bridge/s2 harbour/s1", 8},
		{"no limit", archive.Query{Limit: -1, Where: where(t, "storm")}, "bridge/s2 harbour/s1 harbour/s3", 3},
		{"offset behind the end", archive.Query{Offset: 8}, "", 8},
		{"a page of a time", archive.Query{Where: where(t, "date:2031-05"), Limit: 1, Offset: 1}, "bridge/s2", 5},
		{"the best match first", archive.Query{Where: where(t, "storm"), Order: archive.Relevance}, "harbour/s3 bridge/s2 harbour/s1", 3},
		{"the best match in a page", archive.Query{Where: where(t, "storm"), Order: archive.Relevance, Offset: 1, Limit: 1}, "bridge/s2", 3},
		{"rare words first", archive.Query{Where: where(t, "bridge OR storm OR sound"), Order: archive.Relevance, Limit: 2}, "old/s1 bridge/s2", 5},
		{"relevance of nothing is newest", archive.Query{Order: archive.Relevance, Limit: 1}, "school/s1", 8},
	} {
		found, err := a.Find(t.Context(), c.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(found.Hits); got != c.want || found.Total != c.total {
			t.Errorf("%s: found %q of %d, want %q of %d", c.name, got, found.Total, c.want, c.total)
		}
	}
	for want, q := range map[string]archive.Query{`order "oldest": want one of newest, relevance`: {Order: "oldest"}, `offset "-1": 0 or more`: {Offset: -1}} {
		_, err := a.Find(t.Context(), q)
		var wrong *archive.QueryError
		if !errors.As(err, &wrong) || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestMarks(t *testing.T) {
	a := town(t)
	for _, c := range []struct{ words, want string }{
		{"closing harbour", "harbours|closed"},
		{"𝔖chool hope", "𝔖chools|hope"},
		{`"until the storm"`, "until the storm|until the storm"},
		{`naive "the naïve hope"`, "the naïve hope"},
		{"marrow denied", ""}, // not in the content
		{"don't", "don’t"},
	} {
		found, err := a.Find(t.Context(), archive.Query{Where: where(t, c.words)})
		if err != nil {
			t.Fatal(err)
		}
		var marked []string
		for _, hit := range found.Hits {
			for _, mark := range hit.Marks {
				marked = append(marked, mark.Of(hit.Content))
			}
		}
		if got := strings.Join(marked, "|"); got != c.want {
			t.Errorf("%s: marked %q, want %q", c.words, got, c.want)
		}
	}
}

func TestHitHoldsWhatIsShown(t *testing.T) {
	a := town(t)
	found, err := a.Find(t.Context(), archive.Query{Where: where(t, "harbour")})
	if err != nil || len(found.Hits) != 1 {
		t.Fatal(found, err)
	}
	hit := found.Hits[0]
	whole, err := a.Article(t.Context(), hit.Key)
	if err != nil {
		t.Fatal(err)
	}
	want := *whole.Article
	want.Text = ""
	if hit.Article != want || hit.Key != whole.Article.Key() {
		t.Errorf("the hit's article is %+v, want %+v", hit.Article, want)
	}
	if hit.Source != "Ilse Marrow" || hit.Cue != "said" || !strings.HasPrefix(hit.Content, "the harbours would") {
		t.Errorf("parts: %q %q %q", hit.Source, hit.Cue, hit.Content)
	}
	if hit.Statement.Content.Of(whole.Article.Text) != hit.Content {
		t.Errorf("the statement's content is not where its span says")
	}
}

func TestPartsInPieces(t *testing.T) {
	a := open(t)
	e := entry("pieces", "", "", said{content: "The gates, Orla said, are shut."})
	e.Record.Statements[0].Content = sayso.Spans{{Start: 0, End: 9}, {Start: 22, End: 30}}
	e.Record.Statements[0].Cue = sayso.Spans{{Start: 16, End: 20}}
	add(t, a, e)
	found, err := a.Find(t.Context(), archive.Query{Where: where(t, "shut")})
	if err != nil {
		t.Fatal(err)
	}
	if hit := found.Hits[0]; hit.Content != "The gates … are shut" || hit.Marks[0].Of(hit.Content) != "shut" {
		t.Errorf("content %q, marks %v", hit.Content, hit.Marks)
	}
}

// A NUL has no place in a text, but it does no harm.
func TestNUL(t *testing.T) {
	a := open(t)
	add(t, a, entry("nul", "", "", said{content: "the storm\x00 was near"}))
	for words, marks := range map[string]int{"storm": 1, "near": 1, "storm\x00 was": 2} {
		found, err := a.Find(t.Context(), archive.Query{Where: where(t, words)})
		if err != nil || len(found.Hits) != 1 || found.Hits[0].Content != "the storm\x00 was near" || len(found.Hits[0].Marks) != marks {
			t.Errorf("%q: %+v, %v", words, found, err)
		}
	}
}

func TestEachStops(t *testing.T) {
	a := town(t)
	enough := errors.New("enough")
	seen := 0
	err := a.Each(t.Context(), archive.Query{Limit: 1}, func(hit archive.Hit) error {
		if seen++; seen == 3 {
			return enough
		}
		_, err := a.Article(t.Context(), hit.Key) // the archive can be used meanwhile
		return err
	})
	if err != enough || seen != 3 {
		t.Errorf("Each = %v after %d", err, seen)
	}
}
