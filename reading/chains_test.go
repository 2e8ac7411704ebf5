package reading_test

import (
	"strings"
	"testing"

	"sayso"
)

func TestChains(t *testing.T) {
	for _, c := range []struct{ name, text, via, citing string }{
		{"according to, beside a speaker", "John Miller said the harbour was closed, according to the Corran Herald.", "Corran Herald", ""},
		{"as first reported by", "John Miller said the harbour was closed, as first reported by the Corran Herald.", "Corran Herald", ""},
		{"citing", "The Corran Herald reported that the harbour was closed, citing two officials.", "", "two officials"},
		{"the paper that reported", "John Miller said the harbour was closed, the Corran Herald reported.", "Corran Herald", ""},
		{"as the paper reported", "As the Corran Herald reported, John Miller said the harbour was closed.", "Corran Herald", ""},
		{"citing at the beginning", "Citing two officials, the Corran Herald reported that the harbour was closed.", "", "two officials"},
		{"the sentence behind a paper's piece", "In the Corran Herald's profile of Miller, some were eager to talk. \"He never sails,\" said Mary Stone.", "Corran Herald", ""},
		{"seen by a paper", "John Miller said in a letter seen by the Corran Herald that the harbour was closed.", "Corran Herald", ""},
		{"remarks that a paper published", "\"We closed it,\" John Miller said in remarks published by the Corran Herald.", "Corran Herald", ""},
		{"what nameless sources tell a paper", "John Miller promised to close the harbour, two officials told the Corran Herald.", "two officials, Corran Herald", ""},
		{"a paper that asks relays nothing", "The Corran Herald asked whether John Miller had said that the harbour was closed.", "", ""},
		{"a time of reports", "John Miller said the harbour was closed after the Corran Herald reported a fire.", "", ""},
		{"a fire that somebody saw", "John Miller said the harbour was closed after a fire seen by Mary Stone.", "", ""},
		{"no chain", "John Miller said the harbour was closed.", "", ""},
		{"according to a person is no outlet", "The harbour was closed, according to John Miller.", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := full(&sayso.Article{Text: c.text})
			names := func(list []sayso.Party) string {
				var out []string
				for _, p := range list {
					out = append(out, p.Name)
				}
				return strings.Join(out, ", ")
			}
			var via, citing string
			for i := range r.Statements {
				if v := names(r.Statements[i].Via); v != "" {
					via = v
				}
				if v := names(r.Statements[i].Citing); v != "" {
					citing = v
				}
			}
			if via != c.via || citing != c.citing {
				t.Errorf("%s\nvia %q, want %q; citing %q, want %q", c.text, via, c.via, citing, c.citing)
			}
		})
	}
}

// TestChainShapes holds speaker, who relays them, whom they go by, and where they spoke, for the usual shapes of a chain:
// "speaker [< via] [^ citing] [@ venue/outlet]" of the inner one of the statements.
func TestChainShapes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The port would close in May, Ilse Marrow said, the Breck Herald reported.", "Ilse Marrow < Breck Herald"},
		{"As the Breck Herald reported, Ilse Marrow said the port would close.", "Ilse Marrow < Breck Herald"},
		{"The Breck Herald reported that Ilse Marrow said the port would close.", "Ilse Marrow < Breck Herald"},
		{"According to the Breck Herald, Ilse Marrow said the port would close.", "Ilse Marrow < Breck Herald"},
		{"Ilse Marrow said the port would close, according to the Northern News Agency.", "Ilse Marrow < Northern News Agency"},
		{"Ilse Marrow said the port would close, as first reported by the Breck Herald.", "Ilse Marrow < Breck Herald"},
		{"Ilse Marrow told Channel Nine that the port would close, according to the Breck Herald.", "Ilse Marrow < Breck Herald @ interview/Channel Nine"},
		{"Ilse Marrow told the Breck Herald, which first reported the sale, that the port would close.", "Ilse Marrow @ interview/Breck Herald"},
		{"The port will close in May, Ilse Marrow said in a statement carried by the Northern News Agency.", "Ilse Marrow < Northern News Agency @ statement/"},
		{"“We have no money,” Ilse Marrow was quoted as saying by the Breck Herald.", "Ilse Marrow < Breck Herald"},
		{"“We have no money,” Ilse Marrow said, as quoted by the Breck Herald.", "Ilse Marrow < Breck Herald"},
		{"“We have no money,” Ilse Marrow said, per the Breck Herald.", "Ilse Marrow < Breck Herald"},
		{"State television quoted Ilse Marrow as saying that the port would close.", "Ilse Marrow < State television"},
		{"Ilse Marrow said in comments to Channel Nine published by the Breck Herald that the port would close.", "Ilse Marrow < Breck Herald @ interview/Channel Nine"},
		{"The port would close, Ilse Marrow said, according to a transcript published by the Breck Herald.", "Ilse Marrow < Breck Herald"},
		{"Two officials told the Breck Herald that Ilse Marrow said the port would close.", "Ilse Marrow < Two officials < Breck Herald"},
		{"Ilse Marrow wrote in an email obtained by the Breck Herald that the port would close.", "Ilse Marrow < Breck Herald @ email/"},
		{"The port will close in May, according to a person briefed on the plan who told the Breck Herald.", "a person briefed on the plan who told the Breck Herald < Breck Herald"},
		{"The Breck Herald, citing Ilse Marrow, said the port would close.", "Breck Herald ^ Ilse Marrow"},
		{"The Breck Herald reported on Monday, citing two officials, that the port would close.", "Breck Herald ^ two officials"},
		{"Citing an internal memo, the Breck Herald said that the port would close.", "Breck Herald ^ an internal memo"},
	} {
		r := full(&sayso.Article{Text: c.text})
		// the innermost statement that is no mere citation
		best := -1
		for i := range r.Statements {
			s := &r.Statements[i]
			if cue := strings.ToLower(s.Cue.Of(c.text)); cue == "citing" || strings.Contains(cue, "first reported") {
				continue
			}
			if best < 0 || s.Within != "" {
				best = i
			}
		}
		if best < 0 {
			t.Errorf("%s: no statement", c.text)
			continue
		}
		s := &r.Statements[best]
		got := s.Speaker.Name
		for _, p := range s.Via {
			got += " < " + p.Name
		}
		for _, p := range s.Citing {
			got += " ^ " + p.Name
		}
		if s.Venue != nil && s.Venue.Kind != "other" {
			got += " @ " + s.Venue.Kind + "/" + s.Venue.Outlet
		}
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}
