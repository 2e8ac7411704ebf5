package english

import (
	"strings"
	"testing"
)

func TestNamesOfAText(t *testing.T) {
	tests := []struct {
		name, text, want string
		kind             NameType
		count            int
	}{
		{"an acronym has the type of the name it stands for",
			"The Marrow Harbour Workers Union (MHWU) met on Monday. Members of MHWU voted. A vote at MHWU takes days.", "MHWU", Organisation, 3},
		{"the last name of a person named in full is a person's",
			"Minister Goran Stell arrived on Monday. Stell smiled. Then Stell left.", "Stell", Person, 2},
	}
	a := NewAnalysis()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a.Analyse(test.text)
			got := 0
			for _, n := range a.Names {
				if a.Words(int(n.First), int(n.End)) == test.want && n.Type == test.kind {
					got++
				}
			}
			if got != test.count {
				t.Errorf("%q is %v %d times, want %d; names: %v", test.want, test.kind, got, test.count, a.Names)
			}
		})
	}
}

func TestIsAcronym(t *testing.T) {
	a := NewAnalysis()
	for _, test := range []struct {
		name, short string
		want        bool
	}{
		{"Harbour Workers Union", "HWU", true},
		{"Bank of Marrow", "BoM", true},
		{"Bank of Marrow", "BM", true},
		{"Bank of Marrow", "BMX", false},
		{"Harbour Workers Union", "HU", false},
	} {
		a.AnalyseTokens([][]string{strings.Fields(test.name)})
		if got := a.isAcronym(test.short, 0, len(a.Tokens)); got != test.want {
			t.Errorf("%s for %s: %v", test.short, test.name, got)
		}
	}
}
