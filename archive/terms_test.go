package archive

import (
	"strings"
	"testing"

	"sayso"
)

func TestPackedTermsAreTheSame(t *testing.T) {
	for _, terms := range []string{"", "direct1 say2", "direct1 say2 named5 person5 interview7 Breck8 Ångström8 repeated5", "chorus1 sing2 named5",
		strings.Join(shortTerms, " "), "indirect1 deny2 2nd9 named5"} {
		packed := packTerms(terms)
		if again := unpackTerms(packed); again != terms {
			t.Errorf("%q: %q", terms, again)
		}
	}
	if n := len(packTerms("direct1 say2 named5 person5 repeated5")); n != 5 {
		t.Errorf("%d bytes", n)
	}
	if last := termCode(len(shortTerms) - 1); last >= '0' {
		t.Errorf("the last byte is %q, which words have", last)
	}
}

func TestAllKindsAndModesAreShortTerms(t *testing.T) {
	for _, k := range sayso.Kinds {
		if _, ok := termCodes[string(k)+facetKind]; !ok {
			t.Errorf("no byte for %s", k)
		}
	}
	for _, m := range sayso.Modes {
		if _, ok := termCodes[string(m)+facetMode]; !ok {
			t.Errorf("no byte for %s", m)
		}
	}
}

func FuzzPackedTerms(f *testing.F) {
	f.Add("direct1 say2 named5 Breck8")
	f.Fuzz(func(t *testing.T, terms string) {
		// As markFacets writes them: words of letters and digits, a blank between two.
		terms = strings.Join(nameWords(terms), " ")
		if again := unpackTerms(packTerms(terms)); again != terms {
			t.Errorf("%q: %q", terms, again)
		}
	})
}
