package reading_test

import (
	"testing"

	"sayso"
)

// TestWhenTheyMeet holds which day a weekday stands for in an article of Wednesday, 14 May 2031: the last one for what has
// happened, the next one for what is to come.
func TestWhenTheyMeet(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"John Miller met Mary Stone on Thursday.", "2031-05-08"},
		{"John Miller met Mary Stone on Wednesday.", "2031-05-14"},
		{"John Miller met Mary Stone last Wednesday.", "2031-05-07"},
		{"John Miller's meeting with Mary Stone on Friday was short.", "2031-05-09"},
		{"John Miller met Mary Stone on May 20.", "2030-05-20"},
		{"John Miller met Mary Stone yesterday.", "2031-05-13"},

		{"John Miller will meet Mary Stone on Thursday.", "2031-05-15"},
		{"John Miller plans to meet Mary Stone on Friday.", "2031-05-16"},
		{"John Miller is to meet Mary Stone on Friday.", "2031-05-16"},
		{"John Miller is due to meet Mary Stone next Friday.", "2031-05-16"},
		{"John Miller meets Mary Stone on Friday.", "2031-05-16"},
		{"John Miller is meeting Mary Stone tomorrow.", "2031-05-15"},
		{"John Miller will meet Mary Stone on May 20.", "2031-05-20"},
		{"John Miller will meet Mary Stone on January 20.", "2032-01-20"},
		{"John Miller will not meet Mary Stone on Friday.", "2031-05-16"},
		{"A meeting between John Miller and Mary Stone is planned for Friday.", "2031-05-16"},
		{"John Miller had planned to meet Mary Stone last Friday.", "2031-05-09"},
	} {
		t.Run(c.text, func(t *testing.T) {
			r := full(&sayso.Article{Text: c.text, Published: "2031-05-14"})
			if len(r.Contacts) != 1 || r.Contacts[0].When != c.want {
				t.Errorf("%s\ngot %+v, want %s", c.text, r.Contacts, c.want)
			}
		})
	}
}

// TestYearByWeekday holds that a weekday with a day and month tells the year where the article has no date: the first year
// from the latest on that the article speaks of in which they fall together.
func TestYearByWeekday(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The vote was in 2029. Marrow said on Sunday (12 March) that it was over.", "2034-03-12"},
		{"The vote was in 2034. Marrow said on Sunday (12 March) that it was over.", "2034-03-12"},
		{"The vote was in 2034. Marrow said on Sunday, March 12, that it was over.", "2034-03-12"},
		{"The vote was in 2034. Marrow said on March 12 that it was over.", ""},
		{"The vote was in 2034. Marrow said on Sunday that it was over.", ""},
		{"The vote is over. Marrow said on Sunday (12 March) that nobody had come.", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			said := ""
			for _, s := range full(&sayso.Article{Text: c.text}).Statements {
				said = max(said, s.SaidOn)
			}
			if said != c.want {
				t.Errorf("%s\ngot %q, want %q", c.text, said, c.want)
			}
		})
	}
}
