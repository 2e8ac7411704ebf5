package export

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func TestColumnsOfSheets(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := column(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
	}
}

// What looks like the number of a character in a cell is text, and stays it.
func TestCellsAreLiteral(t *testing.T) {
	for in, want := range map[string]string{
		"harbour":         "harbour",
		"a_x000D_b":       "a_x005F_x000D_b",
		"_x00e9_x":        "_x005F_x00e9_x",
		"_xyz1_ and _x12": "_xyz1_ and _x12",
		"é_x000D":         "é_x000D",
	} {
		if got := cellText(in); got != want {
			t.Errorf("%q is written %q, want %q", in, got, want)
		}
	}
}

// A cell takes 32,767 UTF-16 units; what is longer is cut between characters, and says so.
func TestCellsFit(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		cut      bool
	}{
		{"short", "harbour", false},
		{"as long as can be", strings.Repeat("a", cellUnits), false},
		{"many bytes, few units", strings.Repeat("é", cellUnits), false},
		{"one too long", strings.Repeat("a", cellUnits+1), true},
		{"two units a character", strings.Repeat("𝄞", cellUnits/2+1), true},
	} {
		got := fit(tt.in)
		if n := len(utf16.Encode([]rune(got))); n > cellUnits {
			t.Errorf("%s: %d units", tt.name, n)
		}
		if cut := strings.HasSuffix(got, "(cut: longer than a cell of a sheet may be)"); cut != tt.cut || !cut && got != tt.in {
			t.Errorf("%s: cut is %v, want %v", tt.name, cut, tt.cut)
		}
	}
}
