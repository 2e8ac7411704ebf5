package reading_test

import (
	"testing"

	"sayso"
)

// TestDescriptions holds whom a definite phrase stands for: nobody who is known to hold another office, no grown person by a
// word for a child.
func TestDescriptions(t *testing.T) {
	for _, c := range []struct{ text, addressee string }{
		{"Tom Miller plans to meet the council on Friday.\n\nMary Stone asked the boy whether he had seen the dog.", "the boy"},
		{"Tom Miller, the palace spokesman, spoke on Monday. Mary Stone asked the minister whether he would leave.", "the minister"},
		{"Tom Miller, the fisheries minister, spoke on Monday. Mary Stone asked the minister whether he would leave.", "Tom Miller"},
		{"Sen. Tom Miller spoke on Monday. Mary Stone asked the senator whether he would leave.", "Tom Miller"},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := ""
			for _, s := range full(&sayso.Article{Text: c.text}).Statements {
				for _, p := range s.Addressee {
					got = p.Name
				}
			}
			if got != c.addressee {
				t.Errorf("%s\nsaid to %q, want %q", c.text, got, c.addressee)
			}
		})
	}
}

// TestDescribedSpeakers holds who speaks where the source is a definite description: somebody of whom the article tells what it
// says, or the only one of whom it has been speaking; where two could be meant, nobody.
func TestDescribedSpeakers(t *testing.T) {
	for _, c := range []struct{ text, speaker string }{
		{"Dana Holm and Peter Garrow met on Monday in Breck.\n\n“We will rebuild the port,” the real estate tycoon said.", "the real estate tycoon"},
		{"Dana Holm met the real estate tycoon Peter Garrow on Monday in Breck. Holm left early.\n\n“We will rebuild the port,” the real estate tycoon said.", "Peter Garrow"},
		{"Dana Holm met Peter Garrow, a hotel magnate, on Monday in Breck. Holm left early.\n\n“We will rebuild the port,” the magnate said.", "Peter Garrow"},
		{"Peter Garrow is a lawyer. Dana Holm met him on Monday in Breck. Holm left early.\n\n“We will rebuild the port,” the lawyer said.", "Peter Garrow"},
		{"Sen. Dana Holm met Peter Garrow on Monday in Breck. Garrow left early.\n\n“We will rebuild the port,” the senator said.", "Dana Holm"},
		{"Peter Garrow came to court on Monday. Dana Holm came with Garrow.\n\n“You will go home,” the judge said.", "the judge"},
		{"Vice President Dana Holm met Peter Garrow on Monday.\n\n“We will rebuild the port,” the president said.", "the president"},
		{"Peter Garrow opened a hotel on Monday. Garrow has built three in Breck, and he is building more.\n\n“We will rebuild the port,” the businessman said.", "Peter Garrow"},
		{"The chief executive, Peter Garrow, resigned on Monday. Dana Holm will lead the firm.\n\n“I am tired,” the executive said.", "Peter Garrow"},
		{"Peter Garrow attacked the council on Friday. Dana Holm did not answer.\n\n“This is a lie,” the former mayor said.", "the former mayor"},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := ""
			if all := full(&sayso.Article{Text: c.text}).Statements; len(all) > 0 {
				got = all[len(all)-1].Speaker.Name
			}
			if got != c.speaker {
				t.Errorf("%s\nspoken by %q, want %q", c.text, got, c.speaker)
			}
		})
	}
}
