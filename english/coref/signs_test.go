package coref

import (
	"testing"

	"sayso/english"
)

// What a name is the name of is told by the words around it, in one place for the whole text.
func TestSignsOfKind(t *testing.T) {
	a, r := english.NewAnalysis(), NewResolver()
	for _, c := range []struct {
		what, text, name string
		want             Kind
	}{
		{"who", "The judge is Gaspard Quillon, who was born in Ardland.", "Quillon", Person},
		{"an occupation before it", "Marrow told radio host Helena Thorsen that he would stay.", "Thorsen", Person},
		{"an apposition behind it", "Agda Lundqvist, the chairwoman, opened the meeting.", "Lundqvist", Person},
		{"an apposition before it", "His lawyer, Agda Lundqvist, said that he would stay.", "Lundqvist", Person},
		{"an office", "How often did you speak with Ambassador Quillon last year?", "Quillon", Person},
		{"a firm is no person for having a rival", "Its rival, Norland Steel, closed two mills.", "Steel", Organisation},
		{"a firm is named after a person", "The lender, Lindqvist Holdings Inc., closed two offices.", "Lindqvist", Organisation},
		{"a campaign is none", "A spokesman for the Lindqvist campaign said so.", "campaign", Thing},
		{"an ambassador is sent to a place", "The ambassador to Corrane met advisers to the chancellor.", "Corrane", Place},
		{"one travels to a place", "She returned to Corrane in the spring.", "Corrane", Place},
		{"a dateline", "QUILLON (Northern Wire) - A bridge was closed on Monday.", "QUILLON", Place},
		{"a dateline with a date", "QUILLON, March 3 - A bridge was closed on Monday.", "QUILLON", Place},
	} {
		a.Analyse(c.text)
		r.Resolve(a, nil)
		e := entityOf(t, a, r, c.name)
		if got := r.Entities[e].Kind; got != c.want && !(c.want == Thing && got != Person) {
			t.Errorf("%s: %q: %s is of kind %d, want %d", c.what, c.text, c.name, got, c.want)
		}
	}
}

// A feast is nobody.
func TestFeastsAreNoNames(t *testing.T) {
	a := english.NewAnalysis()
	a.Analyse("The ambassador was to leave before Easter.")
	for _, n := range a.Names {
		if name := a.Words(int(n.First), int(n.End)); name == "Easter" {
			t.Errorf("%q is a name, a %v", name, n.Type)
		}
	}
}
