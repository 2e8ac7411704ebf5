package authority

import "testing"

func TestParseName(t *testing.T) {
	for _, c := range []struct{ written, title, first, middle, last, suffix, plain, key string }{
		{"Odd Finch", "", "odd", "", "finch", "", "Odd Finch", "odd finch"},
		{"Sen. Odd W. Finch's", "senator", "odd", "w", "finch", "", "Odd W. Finch", "odd finch"},
		{"Halvmark Sen. Odd Finch", "halvmark senator", "odd", "", "finch", "", "Odd Finch", "odd finch"},
		{"Senate Minority Leader Odd Finch", "senate minority leader", "odd", "", "finch", "", "Odd Finch", "odd finch"},
		{"Foreign Minister Ida van der Berg", "foreign minister", "ida", "", "van der berg", "", "Ida van der Berg", "ida van der berg"},
		{"De Vries", "", "", "", "de vries", "", "De Vries", "de vries"},
		{"Mr. Marrow", "mr", "", "", "marrow", "", "Marrow", "marrow"},
		{"Marrow", "", "", "", "marrow", "", "Marrow", "marrow"},
		{"Ilse Marrow Jr.", "", "ilse", "", "marrow", "jr", "Ilse Marrow Jr.", "ilse marrow jr"},
		{"Otto H.W. Renn", "", "otto", "h w", "renn", "", "Otto H.W. Renn", "otto renn"},
		{"Otto Hans Wim Renn", "", "otto", "h w", "renn", "", "Otto Hans Wim Renn", "otto renn"},
		{"Bob Quill", "", "bob", "", "quill", "", "Bob Quill", "robert quill"},
		{"Renée Açevedo", "", "renee", "", "acevedo", "", "Renée Açevedo", "renee acevedo"},
		{"King", "", "", "", "king", "", "King", "king"},
		{"Ann King", "", "ann", "", "king", "", "Ann King", "ann king"},
		{"J. Harvie Stell", "", "harvie", "", "stell", "", "J. Harvie Stell", "harvie stell"},
		{"", "", "", "", "", "", "", ""},
		{"’s", "", "", "", "s", "", "’s", "s"},
	} {
		n := ParseName(c.written)
		if n.Title != c.title || n.First != c.first || n.Middle != c.middle || n.Last != c.last || n.Suffix != c.suffix || n.Plain != c.plain || n.Key() != c.key {
			t.Errorf("ParseName(%q) = %+v, key %q", c.written, n, n.Key())
		}
	}
}

func TestMiddleAgrees(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"", "w", true}, {"w", "w", true}, {"h w", "h", true}, {"h w", "w", false}, {"j", "k", false}, {"", "", true}} {
		if got := MiddleAgrees(c.a, c.b); got != c.want {
			t.Errorf("MiddleAgrees(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// Taking apart what has been taken apart changes nothing.
func FuzzParseName(f *testing.F) {
	for _, s := range []string{"Sen. Odd W. Finch's", "van der Berg", "Jr. Jr.", "’s", "\xff\x00", "Mr. Mr. Mr."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := ParseName(s)
		if again := ParseName(s); again != n {
			t.Fatalf("%q: %+v, then %+v", s, n, again)
		}
		if n.Last == "" && n.First != "" {
			t.Fatalf("%q: a first name without a last one: %+v", s, n)
		}
	})
}
