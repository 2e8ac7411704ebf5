package train

import (
	"encoding/json"
	"strings"

	"sayso/english/net"
)

// gazetteer returns the flags of words that occur in lists of names, by their normal form.
func gazetteer(data string, without map[string]bool) (map[string]byte, error) {
	out := map[string]byte{}
	add := func(name string, flag byte) {
		for _, w := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" ,;()/-", r) }) {
			switch n := normal(w); {
			case len(n) < 3, n == "the", n == "and", n == "of", n == "islands", n == "island", n == "city":
			default:
				out[n] |= flag
			}
		}
	}
	if !without["first-names"] {
		err := lines(corpusPath(data, "names/first-names.tsv"), func(line []byte) error {
			name, gender, _ := strings.Cut(string(line), "\t")
			if strings.HasPrefix(gender, "M") {
				add(name, net.MaleName)
			}
			if strings.HasPrefix(gender, "F") {
				add(name, net.FemaleName)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if !without["countries"] {
		head := true
		err := lines(corpusPath(data, "names/countries.tsv"), func(line []byte) error {
			f := strings.Split(string(line), "\t")
			if !head && len(f) >= 6 {
				add(f[1], net.Country)
				add(f[3], net.Capital)
				add(f[4], net.Demonym)
				add(f[5], net.Demonym)
			}
			head = false
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if !without["congress"] {
		err := lines(corpusPath(data, "people/congress.jsonl.gz"), func(line []byte) error {
			var p struct{ Last string }
			if err := json.Unmarshal(line, &p); err != nil {
				return err
			}
			add(p.Last, net.LastName)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
