package reading_test

import (
	"testing"

	"sayso"
)

// TestDoubled holds how many statements are found where one thing is said twice.
func TestDoubled(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
	}{
		{"Dana Holm said that she'd support the plan if the council agreed.", 1},
		{"Dana Holm said she'd prefer a new harbour.", 1},
		{"Dana Holm said the mayor would back the plan.", 1},
		{"Dana Holm said she thinks that the port is lost.", 1},
		{"Dana Holm said that Oskar Lind thinks that the port is lost.", 2},
		{"Dana Holm said that she told the council that the port was lost.", 2},
		{"Dana Holm said that she had never voiced support for the plan.", 2},
		{"Holm: We will rebuild the harbour\n\nHolm: we will rebuild the harbour\n\nDana Holm lives in Breck.", 1},
		{"Holm: We will rebuild the harbour\n\nHolm: we will sell the harbour\n\nDana Holm lives in Breck.", 2},
		{"Port to Close: Mayor Says Money Is Gone\n\nPort to close: mayor says money is gone. Dana Holm lives in Breck.", 1},
	} {
		r := full(&sayso.Article{Text: c.text})
		if len(r.Statements) != c.n {
			t.Errorf("%s\ngot %+v, want %d", c.text, r.Statements, c.n)
		}
		for i := range r.Statements {
			if err := check(r, c.text); err != nil {
				t.Errorf("%s: %v", r.Statements[i].ID, err)
			}
		}
	}
}
