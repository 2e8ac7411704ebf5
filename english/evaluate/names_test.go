package evaluate

import (
	"strings"
	"testing"
)

func FuzzReadIOB(f *testing.F) {
	f.Add("# newdoc id = a\n# text = Odile laughed\n1\tOdile\tB-PER\n2\tlaughed\tO\n\n# newdoc\n1\tNo\tO\n")
	f.Fuzz(func(t *testing.T, text string) {
		docs, err := readIOB(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, d := range docs {
			if len(d.forms) != len(d.tags) {
				t.Fatalf("%d sentences and %d of tags", len(d.forms), len(d.tags))
			}
			for i := range d.forms {
				if len(d.forms[i]) != len(d.tags[i]) || len(d.forms[i]) == 0 {
					t.Fatalf("sentence %d has %d words and %d tags", i, len(d.forms[i]), len(d.tags[i]))
				}
			}
		}
	})
}
