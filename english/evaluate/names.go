package evaluate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"sayso/english"
	"sayso/english/conllu"
)

// nameSpan is a name in some unit: tokens or bytes.
type nameSpan struct {
	first, end int
	kind       english.NameType
}

// nameScores counts names by type; the last entry is persons, places and organisations together.
type nameScores [6]conllu.Score

// nameKinds are the types measured, in the order of english.NameType.
var nameKinds = []string{"person", "place", "organisation", "group", "other", "person, place, organisation"}

func (n *nameScores) add(gold, found []nameSpan) {
	have := map[nameSpan]bool{}
	for _, g := range gold {
		have[g] = true
		n.count(g.kind, func(s *conllu.Score) { s.Gold++ })
	}
	for _, f := range found {
		n.count(f.kind, func(s *conllu.Score) { s.Found++ })
		if have[f] {
			n.count(f.kind, func(s *conllu.Score) { s.Correct++ })
			delete(have, f)
		}
	}
}

func (n *nameScores) count(k english.NameType, f func(*conllu.Score)) {
	f(&n[k])
	if k <= english.Organisation {
		f(&n[5])
	}
}

func (n *nameScores) print(w io.Writer, title string) {
	fmt.Fprintf(w, "%-30s %6s %9s %7s %7s\n", title, "F1", "precision", "recall", "gold")
	for k, s := range n {
		if s.Gold > 0 {
			fmt.Fprintf(w, "%-30s %6.2f %9.2f %7.2f %7d\n", nameKinds[k], 100*s.F1(), 100*s.Precision(), 100*s.Recall(), s.Gold)
		}
	}
}

// threeKinds are the types of IOB2 files.
var threeKinds = map[string]english.NameType{"PER": english.Person, "LOC": english.Place, "ORG": english.Organisation}

// iobDocument is a document of an IOB2 file.
type iobDocument struct{ forms, tags [][]string }

// readIOB reads an IOB2 file: number, form, tag. Comments "newdoc" begin documents.
func readIOB(r io.Reader) ([]iobDocument, error) {
	docs := []iobDocument{{}}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<24)
	open := false
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		d := &docs[len(docs)-1]
		switch {
		case text == "":
			open = false
		case text[0] == '#' && !open:
			if strings.HasPrefix(text, "# newdoc") && len(d.forms) > 0 {
				docs = append(docs, iobDocument{})
			}
		default:
			f := strings.Split(text, "\t")
			if len(f) < 3 {
				return nil, fmt.Errorf("line %d: %d columns instead of three", line, len(f))
			}
			if !open {
				d.forms, d.tags = append(d.forms, nil), append(d.tags, nil)
				open = true
			}
			n := len(d.forms) - 1
			d.forms[n], d.tags[n] = append(d.forms[n], f[1]), append(d.tags[n], f[2])
		}
	}
	return docs, in.Err()
}

// iob measures the names on the given tokens of an IOB2 file.
func (m *Models) iob(w io.Writer, path string, r io.Reader) error {
	docs, err := readIOB(r)
	if err != nil {
		return err
	}
	a := m.Analysis()
	var scores nameScores
	sentences, words := 0, 0
	for _, d := range docs {
		var gold, found []nameSpan
		at := 0
		for _, s := range d.tags {
			for i := 0; i < len(s); i++ {
				kind, ok := threeKinds[strings.TrimPrefix(s[i], "B-")]
				if !ok || !strings.HasPrefix(s[i], "B-") {
					continue
				}
				j := i + 1
				for j < len(s) && s[j] == "I-"+s[i][2:] {
					j++
				}
				gold = append(gold, nameSpan{at + i, at + j, kind})
			}
			at += len(s)
		}
		a.AnalyseTokens(d.forms)
		for _, n := range a.Names {
			if n.Type <= english.Organisation { // the files mark no others
				found = append(found, nameSpan{int(n.First), int(n.End), n.Type})
			}
		}
		scores.add(gold, found)
		sentences += len(d.forms)
		words += at
	}
	if sentences == 0 {
		return fmt.Errorf("no sentence to measure on")
	}
	fmt.Fprintf(w, "%s: %d documents, %d sentences, %d words\n", path, len(docs), sentences, words)
	scores.print(w, "names × 100, gold tokens")
	return nil
}

// worldKinds maps the types of the worldwide newswire to ours; the others are no names.
var worldKinds = map[string]english.NameType{"Person": english.Person, "Location": english.Place, "Facility": english.Place,
	"Organization": english.Organisation, "NORP": english.Group, "Misc": english.OtherName, "Product": english.OtherName}

// worldwide measures the names in the running texts of the worldwide newswire, by bytes.
func (m *Models) worldwide(w io.Writer, path string, r io.Reader) error {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<26)
	a := m.Analysis()
	var scores nameScores
	articles, words := 0, 0
	for line := 1; in.Scan(); line++ {
		var article struct {
			Text     string
			Entities [][]any
		}
		if err := json.Unmarshal(in.Bytes(), &article); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		var gold, found []nameSpan
		for _, e := range article.Entities {
			if len(e) != 3 {
				return fmt.Errorf("line %d: an entity of %d parts", line, len(e))
			}
			name, _ := e[0].(string)
			start, ok1 := e[1].(float64)
			end, ok2 := e[2].(float64)
			if !ok1 || !ok2 {
				return fmt.Errorf("line %d: an entity is not [type, start, end]", line)
			}
			if k, ok := worldKinds[name]; ok {
				gold = append(gold, nameSpan{int(start), int(end), k})
			}
		}
		a.Analyse(article.Text)
		for _, n := range a.Names {
			found = append(found, nameSpan{int(a.Tokens[n.First].Start), int(a.Tokens[n.End-1].End), n.Type})
		}
		scores.add(gold, found)
		articles++
		words += len(a.Tokens)
	}
	if err := in.Err(); err != nil {
		return err
	}
	if articles == 0 {
		return fmt.Errorf("no article to measure on")
	}
	fmt.Fprintf(w, "%s: %d articles, %d words\n", path, articles, words)
	scores.print(w, "names × 100, raw text")
	return nil
}
