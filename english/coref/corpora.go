package coref

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso/english"
	"sayso/english/conllu"
)

// Gold is a mention as a corpus marks it. Start and End are byte offsets, Head that of the word at its head, -1 where
// the corpus does not tell.
type Gold struct {
	Start, End, Head int
	Entity           int
}

// GoldEntity is what a corpus tells of an entity.
type GoldEntity struct {
	Type string
	// Named tells that a mention has a proper noun at its head.
	Named bool
	// Instance is its number across documents, where the corpus has one.
	Instance string
}

// Document is a text with its mentions marked.
type Document struct {
	Name, Genre string
	Text        string
	// Forms are the words by sentence, where the corpus gives them and not the text.
	Forms    [][]string
	Mentions []Gold
	Entities []GoldEntity
}

// analyse reads the document.
func (d *Document) analyse(a *english.Analysis) {
	if d.Forms != nil {
		a.AnalyseTokens(d.Forms)
		return
	}
	a.Analyse(d.Text)
}

// ReadTreebank returns the documents of a treebank that marks entities as GUM does: Entity=(id-type-… in the last
// column. Documents without such marks are left out.
func ReadTreebank(in io.Reader) ([]Document, error) {
	all, err := conllu.Read(in)
	if err != nil {
		return nil, err
	}
	var out []Document
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && !all[to].Starts("newdoc") {
			to++
		}
		d, err := fromTreebank(all[from:to])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Name, err)
		}
		if len(d.Mentions) > 0 {
			out = append(out, d)
		}
		from = to
	}
	return out, nil
}

// word is a word of a treebank with its place in the text.
type word struct {
	start, end, head int // head is the number of a word, -1 for a root
	upos             string
}

func fromTreebank(sentences []conllu.Sentence) (Document, error) {
	d := Document{Name: sentences[0].Meta("newdoc id"), Genre: sentences[0].Meta("meta::genre")}
	var b []byte
	var words []word
	type open struct {
		id, kind string
		first    int
	}
	var stack []open
	number := map[string]int{}
	for i := range sentences {
		s := &sentences[i]
		// as conllu.Text builds it
		if i > 0 && (s.Starts("newpar") || s.Starts("newdoc")) {
			b = append(bytes.TrimRight(b, " "), "\n\n"...)
		}
		base := len(words)
		for _, w := range s.Words {
			words = append(words, word{head: base + w.Head - 1, upos: w.UPOS})
			if w.Head == 0 {
				words[len(words)-1].head = -1
			}
		}
		for _, t := range s.Tokens {
			at := len(b)
			for k := t.First; k <= t.Last; k++ {
				form := s.Words[k].Form
				w := &words[base+k]
				w.start = min(at, len(b)+len(t.Form)-1)
				if rest := t.Form[w.start-len(b):]; strings.HasPrefix(rest, form) {
					at = w.start + len(form)
				}
				w.end = max(at, w.start+1)
			}
			words[base+t.Last].end = len(b) + len(t.Form)
			b = append(b, t.Form...)
			if t.SpaceAfter {
				b = append(b, ' ')
			}
		}
		for k := range s.Words {
			marks, ok := misc(s.Words[k].Misc, "Entity=")
			if !ok {
				continue
			}
			for marks != "" {
				if marks[0] == '(' {
					end := 1 + strings.IndexAny(marks[1:]+"(", "()")
					f := strings.SplitN(marks[1:end], "-", 3)
					if len(f) < 2 {
						return d, fmt.Errorf("entity %q is not of the form id-type-…", marks[1:end])
					}
					stack = append(stack, open{f[0], f[1], base + k})
					marks = marks[end:]
					if !strings.HasPrefix(marks, ")") {
						continue
					}
					marks = f[0] + marks
				}
				end := strings.IndexByte(marks, ')')
				if end < 0 {
					return d, fmt.Errorf("entity %q is not closed", marks)
				}
				id, _, _ := strings.Cut(marks[:end], "-")
				marks = marks[end+1:]
				at := len(stack) - 1
				for at >= 0 && stack[at].id != id {
					at--
				}
				if at < 0 {
					return d, fmt.Errorf("entity %q ends and did not begin", id)
				}
				o := stack[at]
				stack = append(stack[:at], stack[at+1:]...)
				n, known := number[o.id]
				if !known {
					n = len(d.Entities)
					number[o.id] = n
					d.Entities = append(d.Entities, GoldEntity{Type: o.kind})
				}
				head := headWord(words, o.first, base+k+1)
				if words[head].upos == "PROPN" {
					d.Entities[n].Named = true
				}
				d.Mentions = append(d.Mentions, Gold{words[o.first].start, words[base+k].end, words[head].start, n})
			}
		}
	}
	d.Text = string(bytes.TrimRight(b, " ")) + "\n"
	return d, nil
}

// headWord returns the word of a run that depends on one outside it.
func headWord(words []word, first, end int) int {
	for i := first; i < end; i++ {
		if h := words[i].head; h < first || h >= end {
			return i
		}
	}
	return first
}

// misc returns the value of a key in the last column.
func misc(column, key string) (string, bool) {
	for column != "" {
		var part string
		part, column, _ = strings.Cut(column, "|")
		if v, ok := strings.CutPrefix(part, key); ok {
			return v, true
		}
	}
	return "", false
}

// ReadCoNLL returns the documents of a file in the format of the CoNLL-2012 shared task: the word in the fourth column,
// coreference in the last.
func ReadCoNLL(in io.Reader) ([]Document, error) {
	var out []Document
	var d *Document
	var sentence []string
	type begun struct {
		id    string
		start int
	}
	var stack []begun
	number := map[string]int{}
	at, line := 0, 0
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		line++
		text := s.Text()
		switch {
		case strings.HasPrefix(text, "#begin document"):
			out = append(out, Document{Name: strings.TrimPrefix(text, "#begin document ")})
			d = &out[len(out)-1]
			stack, number, at = nil, map[string]int{}, 0
			continue
		case strings.HasPrefix(text, "#"):
			continue
		case strings.TrimSpace(text) == "":
			if d != nil && len(sentence) > 0 {
				d.Forms = append(d.Forms, sentence)
				sentence = nil
			}
			continue
		}
		f := strings.Split(text, "\t")
		if len(f) < 5 || d == nil {
			return nil, fmt.Errorf("line %d: not a line of the CoNLL-2012 format", line)
		}
		form := f[3]
		if at > 0 {
			at++
		}
		start := at
		at += len(form)
		sentence = append(sentence, form)
		for _, mark := range strings.Split(strings.TrimSpace(f[len(f)-1]), "|") {
			id := strings.Trim(mark, "()")
			if id == "" || id == "_" || id == "-" {
				continue
			}
			if mark[0] == '(' {
				stack = append(stack, begun{id, start})
			}
			if mark[len(mark)-1] != ')' {
				continue
			}
			k := len(stack) - 1
			for k >= 0 && stack[k].id != id {
				k--
			}
			if k < 0 {
				return nil, fmt.Errorf("line %d: entity %s ends and did not begin", line, id)
			}
			n, known := number[id]
			if !known {
				n = len(d.Entities)
				number[id] = n
				d.Entities = append(d.Entities, GoldEntity{})
			}
			d.Mentions = append(d.Mentions, Gold{stack[k].start, at, -1, n})
			stack = append(stack[:k], stack[k+1:]...)
		}
	}
	if d != nil && len(sentence) > 0 {
		d.Forms = append(d.Forms, sentence)
	}
	return out, s.Err()
}

// Ambiguous is a pronoun with two names, as GAP has them. Offsets are bytes.
type Ambiguous struct {
	ID, Text       string
	Pronoun        int
	Word           string
	A, B           int
	NameA, NameB   string
	RightA, RightB bool
}

// ReadGAP returns the examples of a file of the GAP corpus.
func ReadGAP(in io.Reader) ([]Ambiguous, error) {
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<24)
	var out []Ambiguous
	for line := 1; s.Scan(); line++ {
		f := strings.Split(strings.TrimRight(s.Text(), "\r"), "\t")
		if f[0] == "ID" {
			continue
		}
		if len(f) < 10 {
			return nil, fmt.Errorf("line %d: %d columns instead of eleven", line, len(f))
		}
		var at [3]int
		for i, column := range [...]int{3, 5, 8} {
			n, err := strconv.Atoi(f[column])
			if err != nil {
				return nil, fmt.Errorf("line %d: offset %q is no number", line, f[column])
			}
			if at[i] = byteOffset(f[1], n); at[i] < 0 {
				return nil, fmt.Errorf("line %d: offset %d lies outside the text", line, n)
			}
		}
		out = append(out, Ambiguous{ID: f[0], Text: f[1], Word: f[2], Pronoun: at[0], A: at[1], B: at[2], NameA: f[4], NameB: f[7],
			RightA: strings.EqualFold(f[6], "true"), RightB: strings.EqualFold(f[9], "true")})
	}
	return out, s.Err()
}

// byteOffset returns the byte at which code point n of a text begins, -1 if there is none.
func byteOffset(text string, n int) int {
	at := 0
	for ; n > 0; n-- {
		if at >= len(text) {
			return -1
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	if at >= len(text) {
		return -1
	}
	return at
}
