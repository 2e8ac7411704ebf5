package archive

import (
	"errors"
	"testing"

	"sayso"
)

// reread puts a record in the place of an article's.
func reread(t *testing.T, a *Archive, e Entry, statements ...sayso.Statement) {
	t.Helper()
	r := *e.Record
	r.Statements, r.TextSHA256 = statements, e.Article.TextSHA256()
	if _, err := a.Reread(t.Context(), e.Article.Key(), &r, "another", false); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Check(t.Context(), CheckOptions{}, func(f Finding) error {
		if f.Fault {
			t.Errorf("%s: %s", f.Part, f.What)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// What a reading finds anew is looked at for wordings that others carry, as what is added; and a wording that nobody
// carries any more is none.
func TestQuotationsFollowAReadingAnew(t *testing.T) {
	a := openNew(t)
	one := quoting("a", "A", "2031-05-10", "", "We never met him and his brother at the old palace, whatever they print.", "")
	two := quoting("b", "B", "2031-05-11", "As they print it, ", "We never met him and his brother at the old palace, whatever they print.", "")
	said := two.Record.Statements[0]
	two.Record.Statements = nil
	mustAdd(t, a, one, two)
	carried := func(want int) int64 {
		t.Helper()
		f, err := a.Quotations(t.Context(), QuotationQuery{})
		if err != nil || f.Total != want {
			t.Fatalf("%d quotations, want %d: %v", f.Total, want, err)
		}
		if want == 0 {
			return 0
		}
		return f.Quotations[0].ID
	}
	carried(0)
	reread(t, a, two, said)
	id := carried(1)

	short := said
	short.Content = sayso.Spans{{Start: said.Content[0].Start, End: said.Content[0].End - len(", whatever they print.”")}}
	reread(t, a, two, short)
	if again := carried(1); again != id {
		t.Errorf("a shorter wording is quotation %d, was %d", again, id)
	}
	reread(t, a, one, one.Record.Statements[0], sayso.Statement{ID: "s2", Kind: sayso.Indirect, Content: sayso.Spans{{Start: 6, End: 12}}})
	if again := carried(1); again != id {
		t.Errorf("beside another statement it is quotation %d, was %d", again, id)
	}

	reread(t, a, one)
	carried(0)
	if p, err := a.Quotation(t.Context(), id); err != nil || p.Statements != 1 || p.Words != "We never met him and his brother at the old palace" {
		t.Errorf("of one article: %+v, %v", p.Quotation, err)
	}
	reread(t, a, two)
	if _, err := a.Quotation(t.Context(), id); !errors.Is(err, ErrNotFound) {
		t.Errorf("carried by nobody: %v", err)
	}
	mustAdd(t, a, quoting("c", "C", "2031-05-12", "", "The bridge will open when the paint is dry.", ""))
	if _, err := a.Quotation(t.Context(), id); !errors.Is(err, ErrNotFound) {
		t.Errorf("the number of a quotation that is gone leads to another one: %v", err)
	}
	reread(t, a, two, said)
	reread(t, a, one, one.Record.Statements...)
	carried(1)
}
