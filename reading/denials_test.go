package reading_test

import (
	"slices"
	"testing"

	"sayso"
)

// TestDenials holds what counts as a denial: that something is true or was so, not that somebody or something was turned
// down.
func TestDenials(t *testing.T) {
	for _, c := range []struct {
		text   string
		denial bool
	}{
		{"Mary Stone dismissed the claim that she had taken money.", true},
		{"Mary Stone rejected the report.", true},
		{"Mary Stone rejected the notion that the harbour was lost.", true},
		{"Mary Stone dismissed John Miller's allegations as nonsense.", true},
		{"Mary Stone denied that the envoy had met her.", true},
		{"Mary Stone rejected suggestions that she would resign.", true},
		{"Mary Stone denied any involvement.", true},
		{"The allegation was rejected by Mary Stone.", true},

		{"Mary Stone dismissed her adviser on Monday.", false},
		{"Mary Stone dismissed John Miller as a fool.", false},
		{"Mary Stone rejected the envoy.", false},
		{"The council rejected a request from the harbour office.", false},
		{"The court denied the request.", false},
		{"The council rejected the plan.", false},
	} {
		t.Run(c.text, func(t *testing.T) {
			r := full(&sayso.Article{Text: c.text})
			found := slices.ContainsFunc(r.Statements, func(s sayso.Statement) bool { return s.Denial || s.Mode == sayso.Deny && !s.Negated })
			if found != c.denial {
				t.Errorf("denial %t, want %t: %+v", found, c.denial, r.Statements)
			}
		})
	}
}

// TestDismissalsAreNoStatements holds that who loses an office is nobody's words.
func TestDismissalsAreNoStatements(t *testing.T) {
	r := full(&sayso.Article{Text: "Aldous Renn met Mary Stone on Sunday. Aldous Renn dismissed his adviser on Monday."})
	if len(r.Statements) > 0 || len(r.Disputes) > 0 {
		t.Errorf("statements %+v, disputes %+v", r.Statements, r.Disputes)
	}
}
