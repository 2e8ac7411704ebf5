package archive_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
)

// version is tell for an article of one address.
func version(id string, sentences ...[3]string) told {
	x := tell(id, sentences...)
	x.article.URL = "https://breck.example/port"
	return x
}

func addTold(t *testing.T, a *archive.Archive, list ...told) {
	t.Helper()
	for _, x := range list {
		add(t, a, x.entry())
	}
}

var (
	harbour = [3]string{"Ilse Marrow", "said", "that the harbour was closed on Friday until the new gates are tested"}
	ferries = [3]string{"Tom Achterberg", "denied", "that the ferries had been told of it by anybody in the office"}
	mayor   = [3]string{"Hedda Quill", "asked", "whether the mayor knew how much of the money was left"}
)

// states says what became of the corrections of an article, the first first.
func states(t *testing.T, a *archive.Archive, x told) string {
	t.Helper()
	log, err := a.Corrections(t.Context(), archive.CorrectionQuery{Article: x.article.Key()})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for i := len(log) - 1; i >= 0; i-- {
		list = append(list, string(log[i].Verb)+" "+string(log[i].State))
	}
	return strings.Join(list, ", ")
}

// A version that comes in has what was corrected in the one before, where the passage stands as it did; what does not is left
// to be looked at, and nothing is corrected in another place.
func TestCorrectionsAreCarriedToTheNextVersion(t *testing.T) {
	first := version("first", harbour, ferries, mayor)
	moved := version("moved", [3]string{"Nils Rode", "wrote", "that it rained"}, harbour, ferries, mayor)
	changed := harbour
	changed[2] = "that the harbour was shut on Friday until the new gates are tested"
	reworded := version("reworded", changed, ferries, mayor)
	twice := version("twice", harbour, ferries, mayor, harbour, ferries)
	a := open(t)
	addTold(t, a, first)
	key := first.article.Key()
	correct(t, a, archive.Edit{Verb: archive.Alter, Article: key, Statement: "s1", Author: "Ada", Change: archive.Change{Speaker: &sayso.Speaker{Name: "Nils Rode"}}})
	correct(t, a, archive.Edit{Verb: archive.Reject, Article: key, Statement: "s2", Author: "Ada"})
	gone := correct(t, a, archive.Edit{Verb: archive.Reject, Article: key, Statement: "s3", Author: "Ada"})
	if _, err := a.UndoCorrection(t.Context(), gone.ID, "", ""); err != nil {
		t.Fatal(err)
	}
	addTold(t, a, moved)
	if got, want := list(t, a, moved), "s1 Nils Rode: that it rained\ns2 Nils Rode: "+harbour[2]+"\ns4 Hedda Quill: "+mayor[2]; got != want {
		t.Errorf("moved:\n%s\nwant\n%s", got, want)
	}
	if got := states(t, a, moved); got != "change in force, reject in force" {
		t.Errorf("moved: %s", got)
	}
	log, err := a.Corrections(t.Context(), archive.CorrectionQuery{Article: moved.article.Key()})
	if err != nil || log[0].Author != "Ada" || !strings.HasPrefix(log[0].What, "as in another version: nobody says this here: Tom") {
		t.Errorf("%+v, %v", log, err)
	}
	addTold(t, a, reworded)
	if got, want := list(t, a, reworded), "s1 Ilse Marrow: "+changed[2]+"\ns3 Hedda Quill: "+mayor[2]; got != want {
		t.Errorf("reworded:\n%s\nwant\n%s", got, want)
	}
	if got := states(t, a, reworded); got != "change unanchored, reject in force" {
		t.Errorf("reworded: %s", got)
	}
	addTold(t, a, twice)
	if got := states(t, a, twice); got != "change unanchored, reject unanchored" && got != "change unanchored, reject in force" {
		t.Errorf("twice: %s", got)
	}
	if weeks, err := a.Agreement(t.Context()); err != nil || len(weeks) != 1 || weeks[0].Changed+weeks[0].Rejected != 2 {
		t.Errorf("what a person looked at once counts once: %+v, %v", weeks, err)
	}
	whole(t, a)
}

// What is hidden is so in the versions before and behind, and in those that come; and so is what is shown again.
func TestHidingHoldsInAllVersions(t *testing.T) {
	first, second := version("first", harbour, ferries), version("second", mayor, harbour, ferries)
	third := version("third", mayor, ferries, harbour)
	twice := version("twice", harbour, mayor, harbour)
	a := open(t)
	addTold(t, a, first, second)
	shown := func(want int) {
		t.Helper()
		if n := found(t, a, archive.Query{Where: where(t, "harbour")}); n != want {
			t.Errorf("%d versions show it, want %d", n, want)
		}
	}
	shown(2)
	made := correct(t, a, archive.Edit{Verb: archive.Hide, Article: second.article.Key(), Statement: "s2", Author: "Ada"})
	shown(0)
	addTold(t, a, third)
	shown(0)
	addTold(t, a, twice)
	shown(2) // which of the two is meant? A person has to look
	if got := states(t, a, twice); got != "hide unanchored" {
		t.Errorf("twice: %s", got)
	}
	back, err := a.UndoCorrection(t.Context(), made.ID, "Ada", "")
	if err != nil {
		t.Fatal(err)
	}
	shown(5)
	if _, err := a.UndoCorrection(t.Context(), back.ID, "Ada", ""); err != nil {
		t.Fatal(err)
	}
	shown(2)
	whole(t, a)
}
