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
	for _, c := range []struct {
		name  string
		query archive.Query
		want  string
	}{
		{"everything, newest first, in the order of the text, undated last", archive.Query{},
			"school/s1 bridge/s1 bridge/s2 harbour/s1 harbour/s2 harbour/s3 old/s1 notes/s1"},
		{"blank fields do not restrict", archive.Query{Words: " \n", Speaker: " ", Outlet: "\t", After: " ", Limit: 1}, "school/s1"},

		{"a word in the content", archive.Query{Words: "sail"}, "harbour/s2"},
		{"any form of a word", archive.Query{Words: "HARBOUR sailing"}, ""},
		{"any form of each word", archive.Query{Words: "closing Harbour"}, "harbour/s1"},
		{"all words must be there", archive.Query{Words: "closed bridge"}, "bridge/s1"},
		{"across content, source, cue and speaker", archive.Query{Words: "marrow warned nobody"}, "harbour/s2"},
		{"accents do not count", archive.Query{Words: "acevedo NAIVE"}, "school/s1"},
		{"words of any plane", archive.Query{Words: "𝔖chools"}, "school/s1"},
		{"a phrase", archive.Query{Words: `"until the storm"`}, "bridge/s2 harbour/s1"},
		{"not as a phrase", archive.Query{Words: `"storm the until"`}, ""},
		{"a phrase in typographic marks and a word", archive.Query{Words: "“until the storm” open"}, "bridge/s2"},
		{"a phrase in German marks", archive.Query{Words: "„stay open“"}, "bridge/s2"},
		{"a phrase in guillemets", archive.Query{Words: "«stay open»"}, "bridge/s2"},
		{"joined words stand together", archive.Query{Words: "storm-the"}, "bridge/s2"},
		{"an apostrophe of any kind", archive.Query{Words: "don't"}, "notes/s1"},

		{"operators are words", archive.Query{Words: "storm OR bridge"}, ""},
		{"NOT is a word", archive.Query{Words: "bridge NOT closed"}, ""},
		{"NEAR is a word", archive.Query{Words: "NEAR(storm)"}, ""},
		{"near is a word", archive.Query{Words: "NEAR storm"}, "harbour/s3"},
		{"a minus is nothing", archive.Query{Words: "-storm -near"}, "harbour/s3"},
		{"a star is nothing", archive.Query{Words: "stor*"}, ""},
		{"a star at a whole word", archive.Query{Words: "* storm* ^near"}, "harbour/s3"},
		{"brackets and colons are nothing", archive.Query{Words: "{content}: (near) AND"}, ""},
		{"an open quotation mark", archive.Query{Words: `near "storm the`}, "harbour/s3"},
		{"three quotation marks", archive.Query{Words: `"storm was" "near`}, "harbour/s3"},
		{"empty quotation marks", archive.Query{Words: `"" near ""`}, "harbour/s3"},
		{"facets are not words", archive.Query{Words: "marrow0"}, ""},
		{"bytes that are no text", archive.Query{Words: "near\xff\x00storm"}, "harbour/s3"},

		{"part of a speaker's name", archive.Query{Speaker: "MARROW"}, "harbour/s1 harbour/s2 old/s1"},
		{"all words of it", archive.Query{Speaker: "Marrow Hugh"}, "old/s1"},
		{"another form of the name", archive.Query{Speaker: "mayor marrow"}, "harbour/s1"},
		{"names are not stemmed", archive.Query{Speaker: "hugh"}, "old/s1"},
		{"a name with an s", archive.Query{Speaker: "hughes"}, "bridge/s1"},
		{"no accents", archive.Query{Speaker: "renee acevedo"}, "school/s1"},
		{"accents made of two characters", archive.Query{Speaker: "Rene\u0301e"}, "school/s1"},
		{"a joined name", archive.Query{Speaker: "marrow lee"}, "old/s1"},
		{"a speaker without a name cannot be asked for", archive.Query{Speaker: "believe"}, ""},
		{"exactly one speaker", archive.Query{SpeakerIs: "Ilse Marrow"}, "harbour/s1 harbour/s2"},
		{"not part of a name", archive.Query{SpeakerIs: "Marrow"}, ""},
		{"exactly one speaker and words", archive.Query{SpeakerIs: "Ilse Marrow", Words: "sail"}, "harbour/s2"},
		{"an unnamed speaker", archive.Query{SpeakerIs: "two officials"}, "bridge/s2"},

		{"words of an outlet", archive.Query{Outlet: "herald"}, "school/s1 harbour/s1 harbour/s2 harbour/s3 old/s1"},
		{"all words of an outlet", archive.Query{Outlet: "tollen herald"}, "school/s1"},

		{"after a month", archive.Query{After: "2031-05", Outlet: "corran"}, "harbour/s1 harbour/s2 harbour/s3"},
		{"a month to its end", archive.Query{Before: "2031-05"}, "bridge/s1 bridge/s2 harbour/s1 harbour/s2 harbour/s3 old/s1"},
		{"a day to its end", archive.Query{After: "2031-05-14", Before: "2031-05-14"}, "harbour/s1 harbour/s2 harbour/s3"},
		{"a year", archive.Query{After: "2029", Before: "2029"}, "old/s1"},
		{"a month counts from its first day", archive.Query{After: "2031-06-01"}, "school/s1"},
		{"and not its second", archive.Query{After: "2031-06-02"}, ""},
		{"undated is outside", archive.Query{Words: "answer", Before: "2099"}, ""},

		{"a kind", archive.Query{Kind: sayso.Direct}, "harbour/s2"},
		{"a mode", archive.Query{Mode: sayso.Deny}, "bridge/s1"},
		{"all at once", archive.Query{Words: "closed", Speaker: "tom", Outlet: "post", After: "2031", Before: "2031",
			Kind: sayso.Indirect, Mode: sayso.Deny}, "bridge/s1"},

		{"limit", archive.Query{Limit: 2}, "school/s1 bridge/s1"},
		{"offset", archive.Query{Limit: 2, Offset: 2}, "bridge/s2 harbour/s1"},
		{"no limit", archive.Query{Limit: -1, Words: "storm"}, "bridge/s2 harbour/s1 harbour/s3"},
		{"offset behind the end", archive.Query{Offset: 8}, ""},
		{"the best match first", archive.Query{Words: "storm", Order: archive.Relevance}, "harbour/s3 bridge/s2 harbour/s1"},
		{"relevance of nothing is newest", archive.Query{Order: archive.Relevance, Limit: 1}, "school/s1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := a.Find(t.Context(), c.query)
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(found.Hits); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
			var all []archive.Hit
			if err := a.Each(t.Context(), c.query, func(hit archive.Hit) error { all = append(all, hit); return nil }); err != nil {
				t.Fatal(err)
			}
			if found.Total != len(all) || found.AtLeast {
				t.Errorf("total %d (at least: %v), but there are %d", found.Total, found.AtLeast, len(all))
			}
			if !strings.Contains(ids(all), c.want) {
				t.Errorf("each gives %q, want it to hold %q", ids(all), c.want)
			}
		})
	}
}

func TestFindRefusesWhatCannotBeMeant(t *testing.T) {
	a := town(t)
	for _, c := range []struct {
		query archive.Query
		want  string
	}{
		{archive.Query{Words: `... "!" *`}, `words "... \"!\" *": a letter or digit is needed`},
		{archive.Query{Words: strings.Repeat("word ", 101)}, "at most 100 words"},
		{archive.Query{Speaker: "?"}, `speaker "?": 1 to 100 words of a name`},
		{archive.Query{Outlet: "—"}, `outlet "—": 1 to 100 words of a name`},
		{archive.Query{After: "May 2031"}, `after "May 2031": want a date as 2031, 2031-05 or 2031-05-14`},
		{archive.Query{Before: "2031-02-30"}, `before "2031-02-30": want a date`},
		{archive.Query{Before: "2031-5"}, `before "2031-5": want a date`},
		{archive.Query{After: "2032", Before: "2031-12"}, "later than before 2031-12"},
		{archive.Query{Kind: "quoted"}, `kind "quoted": want one of direct, mixed, indirect`},
		{archive.Query{Mode: "shout"}, `mode "shout": want one of say, ask, deny`},
		{archive.Query{Order: "oldest"}, `order "oldest": want one of newest, relevance`},
		{archive.Query{Offset: -1}, "offset"},
	} {
		_, err := a.Find(t.Context(), c.query)
		var query *archive.QueryError
		if !errors.As(err, &query) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Find(%+v): %v; want a QueryError with %q", c.query, err, c.want)
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
		found, err := a.Find(t.Context(), archive.Query{Words: c.words})
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
	found, err := a.Find(t.Context(), archive.Query{Words: "harbour"})
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
	found, err := a.Find(t.Context(), archive.Query{Words: "shut"})
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
	for _, words := range []string{"storm", "near", "storm\x00 was"} {
		found, err := a.Find(t.Context(), archive.Query{Words: words})
		if err != nil || len(found.Hits) != 1 || found.Hits[0].Content != "the storm\x00 was near" || found.Hits[0].Marks != nil {
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
