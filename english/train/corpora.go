package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"sayso/english/conllu"
)

// word is one word of a training sentence. Labels that its corpus does not give are empty.
type word struct {
	form, lemma, upos, xpos, feats, rel string
	head                                int // from 1; 0 is the root; -1 unknown
	name                                string
}

// sentence is a training sentence with what its corpus annotates.
type sentence struct {
	words []word
	// names tells that every name of the types in scope is marked.
	names nameScope
}

type nameScope uint8

const (
	noNames    nameScope = iota
	threeNames           // PER, LOC and ORG only; other names are unmarked
	allNames
)

// Genres of GUM whose texts may be used commercially.
var freeGenres = map[string]bool{"news": true, "interview": true, "academic": true, "court": true, "bio": true, "voyage": true}

func lines(path string, each func(line []byte) error) error {
	r, err := conllu.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<26)
	n := 0
	for in.Scan() {
		n++
		if err := each(in.Bytes()); err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n, err)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("read corpus %s: %w", path, err)
	}
	return nil
}

func readTreebank(path string) ([]conllu.Sentence, error) {
	r, err := conllu.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s, err := conllu.Read(r)
	if err != nil {
		return nil, fmt.Errorf("read corpus %s: %w", path, err)
	}
	return s, nil
}

// ofGenres returns the sentences of the documents whose meta::genre is wanted.
func ofGenres(in []conllu.Sentence, wanted map[string]bool) (out []conllu.Sentence) {
	keep := false
	for _, s := range in {
		if s.Starts("newdoc") || s.Meta("meta::genre") != "" {
			keep = wanted[s.Meta("meta::genre")]
		}
		if keep {
			out = append(out, s)
		}
	}
	return out
}

func fromTreebank(in []conllu.Sentence) []sentence {
	out := make([]sentence, len(in))
	for i, s := range in {
		ws := make([]word, len(s.Words))
		for j, w := range s.Words {
			ws[j] = word{form: w.Form, lemma: w.Lemma, upos: w.UPOS, xpos: w.XPOS, feats: w.Feats, rel: w.Rel, head: w.Head}
		}
		out[i].words = ws
	}
	return out
}

// readIOB returns the forms and tags of the sentences of a Universal NER file, by sent_id.
func readIOB(path string) (map[string][][2]string, error) {
	out := map[string][][2]string{}
	var id string
	var s [][2]string
	flush := func() {
		if len(s) > 0 {
			out[id] = s
			s = nil
		}
	}
	err := lines(path, func(line []byte) error {
		text := string(line)
		switch {
		case text == "":
			flush()
		case strings.HasPrefix(text, "# sent_id = "):
			id = strings.TrimPrefix(text, "# sent_id = ")
		case text[0] != '#':
			f := strings.Split(text, "\t")
			if len(f) < 3 {
				return fmt.Errorf("%d columns instead of three", len(f))
			}
			tag := f[2]
			if strings.HasSuffix(tag, "OTH") {
				tag = "O"
			}
			s = append(s, [2]string{f[1], tag})
		}
		return nil
	})
	flush()
	return out, err
}

// addNames puts the names of a Universal NER file into the sentences of its treebank.
func addNames(path string, bank []conllu.Sentence, into []sentence) error {
	tags, err := readIOB(path)
	if err != nil {
		return err
	}
	for i := range bank {
		t, ws := tags[bank[i].Meta("sent_id")], into[i].words
		if len(t) != len(ws) {
			continue
		}
		same := true
		for j := range ws {
			same = same && ws[j].form == t[j][0]
		}
		if !same {
			continue
		}
		for j := range ws {
			ws[j].name = t[j][1]
		}
		into[i].names = threeNames
	}
	return nil
}

// worldwide is one article of the worldwide newswire.
type worldwide struct {
	ID        string      `json:"id"`
	Text      string      `json:"text"`
	Sentences [][][2]int  `json:"sentences"`
	Entities  []wideEntry `json:"entities"`
}

type wideEntry struct {
	Type       string
	Start, End int
}

func (e *wideEntry) UnmarshalJSON(b []byte) error {
	var v []any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	if len(v) != 3 {
		return fmt.Errorf("entity of %d parts", len(v))
	}
	t, ok1 := v[0].(string)
	s, ok2 := v[1].(float64)
	x, ok3 := v[2].(float64)
	if !ok1 || !ok2 || !ok3 {
		return fmt.Errorf("entity is not [type, start, end]")
	}
	*e = wideEntry{t, int(s), int(x)}
	return nil
}

// wideTypes maps the types of the worldwide newswire to ours; the others are no names.
var wideTypes = map[string]string{"Person": "PER", "Location": "LOC", "Facility": "LOC", "Organization": "ORG", "NORP": "NORP", "Misc": "MISC", "Product": "MISC"}

func readWorldwide(path string) ([]worldwide, error) {
	var out []worldwide
	err := lines(path, func(line []byte) error {
		var a worldwide
		if err := json.Unmarshal(line, &a); err != nil {
			return err
		}
		for _, words := range a.Sentences {
			for _, w := range words {
				if w[0] < 0 || w[1] < w[0] || w[1] > len(a.Text) {
					return fmt.Errorf("a word of article %q lies from %d to %d in a text of %d bytes", a.ID, w[0], w[1], len(a.Text))
				}
			}
		}
		out = append(out, a)
		return nil
	})
	return out, err
}

func fromWorldwide(in []worldwide) (out []sentence) {
	for _, a := range in {
		next := 0
		for _, spans := range a.Sentences {
			s := sentence{names: allNames}
			for _, sp := range spans {
				w := word{form: a.Text[sp[0]:sp[1]], head: -1, name: "O"}
				for next < len(a.Entities) && a.Entities[next].End <= sp[0] {
					next++
				}
				if next < len(a.Entities) {
					if e := a.Entities[next]; sp[0] >= e.Start && sp[1] <= e.End && wideTypes[e.Type] != "" {
						w.name = "I-" + wideTypes[e.Type]
						if sp[0] == e.Start {
							w.name = "B-" + wideTypes[e.Type]
						}
					}
				}
				s.words = append(s.words, splitHyphens(w)...)
			}
			out = append(out, s)
		}
	}
	return out
}

// splitHyphens makes words of a word with hyphens, as in UD: the other corpora keep such words whole.
func splitHyphens(w word) []word {
	i := strings.IndexByte(w.form, '-')
	if i <= 0 || i == len(w.form)-1 || strings.ContainsAny(w.form, "@/:0123456789") || i < 3 {
		return []word{w}
	}
	rest := w
	w.form, rest.form = w.form[:i], rest.form[i+1:]
	hyphen := word{form: "-", head: -1, name: w.name}
	if strings.HasPrefix(w.name, "B-") {
		hyphen.name = "I" + w.name[1:]
		rest.name = hyphen.name
	}
	return append([]word{w, hyphen}, splitHyphens(rest)...)
}

// readMASC returns the sentences of the Penn-tagged corpus.
func readMASC(path string) (out []sentence, err error) {
	var s sentence
	flush := func() {
		if len(s.words) > 0 {
			out = append(out, s)
			s = sentence{}
		}
	}
	err = lines(path, func(line []byte) error {
		text := string(line)
		f := strings.Split(text, "\t")
		switch {
		case strings.HasPrefix(text, "# "), len(f) < 2:
			flush()
		default:
			s.words = append(s.words, word{form: f[0], xpos: pennTag(f[1], f[0]), head: -1})
		}
		return nil
	})
	flush()
	return out, err
}

// pennTag maps a Penn tag of MASC to the treebanks' inventory, "" where they differ in ways that cannot be mapped.
func pennTag(tag, form string) string {
	switch tag {
	case "(":
		return "-LRB-"
	case ")":
		return "-RRB-"
	case "IN", "TO", "JJ", "CC", "DT", "CD", "NN", "NNS", "NNP", "NNPS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "PRP", "PRP$", "RB", "RBR", "RBS",
		"JJR", "JJS", "WDT", "WP", "WP$", "WRB", "POS", "EX", "RP", "UH", "PDT", "FW", ",", ".", ":", "$", "``", "''":
		if strings.ContainsAny(form, "-/") && len(form) > 1 {
			return ""
		}
		return tag
	}
	return ""
}

// rawText is a text without annotation.
type rawText struct {
	Text  string `json:"text"`
	Items []struct {
		Text string `json:"text"`
	} `json:"items"`
}

// readRaw calls each with every text of a JSON-lines file.
func readRaw(path string, each func(text string)) error {
	return lines(path, func(line []byte) error {
		var t rawText
		if err := json.Unmarshal(line, &t); err != nil {
			return err
		}
		if t.Text != "" {
			each(t.Text)
		}
		for _, i := range t.Items {
			each(i.Text)
		}
		return nil
	})
}

// corpusPath returns where a corpus file lies below the data folder.
func corpusPath(data, name string) string { return filepath.Join(data, filepath.FromSlash(name)) }
