package coref

import (
	"io"
	"slices"
	"strings"

	"sayso/english"
)

// learnNouns makes the table of nouns of persons and bodies: WordNet's, but where GUM's texts use a noun mostly for
// something else.
func learnNouns(path string, gum []Document, a *english.Analysis, without bool) ([]byte, error) {
	flags := map[string]byte{}
	if !without {
		err := read(path, func(in io.Reader) error {
			text, err := io.ReadAll(in)
			if err != nil {
				return err
			}
			for _, line := range strings.Split(string(text), "\n") {
				f := strings.Split(line, "\t")
				if len(f) < 3 || f[0] != "noun.person" && f[0] != "noun.group" {
					continue
				}
				for _, lemma := range strings.Split(f[2], "; ") {
					if strings.ContainsAny(lemma, " -_") || lemma != strings.ToLower(lemma) || len(lemma) > 23 {
						continue
					}
					if f[0] == "noun.person" {
						flags[lemma] |= personNoun
					} else {
						flags[lemma] |= groupNoun
					}
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	counts := map[string]*[3]int{}
	for i := range gum {
		d := &gum[i]
		d.analyse(a)
		heads := map[int]int{}
		for k, t := range a.Tokens {
			heads[int(t.Start)] = k
		}
		for _, g := range d.Mentions {
			k, ok := heads[g.Head]
			if !ok || a.Tokens[k].Tag != english.NN && a.Tokens[k].Tag != english.NNS {
				continue
			}
			w := strings.ToLower(a.Lemma(k))
			c := counts[w]
			if c == nil {
				c = new([3]int)
				counts[w] = c
			}
			switch d.Entities[g.Entity].Type {
			case "person":
				c[0]++
			case "organization":
				c[1]++
			default:
				c[2]++
			}
		}
	}
	for w, c := range counts {
		switch {
		case c[0] > c[1] && c[0] > c[2]:
			flags[w] = personNoun
		case c[1] > c[0] && c[1] > c[2]:
			flags[w] = groupNoun
		case c[2] > c[0]+c[1]:
			delete(flags, w)
		}
	}
	words := make([]string, 0, len(flags))
	for w := range flags {
		words = append(words, w)
	}
	slices.Sort(words)
	return nounTable(words, flags), nil
}
