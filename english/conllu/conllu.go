// Package conllu reads and writes CoNLL-U, the format of the Universal Dependencies treebanks, and measures an analysis
// against a gold file as the CoNLL 2018 shared task did.
package conllu

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Word is one syntactic word: a line with a whole number. Head counts words of the sentence from 1; 0 is the root.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int
	Rel                            string
	Misc                           string
}

// Token is one token of the surface: the words First to Last (inclusive, from 0) are written as Form.
type Token struct {
	Form        string
	First, Last int
	// SpaceAfter tells that white space follows in the text.
	SpaceAfter bool
}

// Sentence is one sentence with the comments that stand before it.
type Sentence struct {
	Comments []string // without "# "
	Words    []Word
	Tokens   []Token
}

// Meta returns the value of the first comment "key = value", "" if there is none.
func (s *Sentence) Meta(key string) string {
	for _, c := range s.Comments {
		if rest, ok := strings.CutPrefix(c, key); ok {
			if v, ok := strings.CutPrefix(strings.TrimLeft(rest, " "), "="); ok {
				return strings.TrimSpace(v)
			}
		}
	}
	return ""
}

// Starts reports whether a comment begins a document or paragraph ("newdoc", "newpar") before the sentence.
func (s *Sentence) Starts(what string) bool {
	for _, c := range s.Comments {
		if c == what || strings.HasPrefix(c, what+" ") {
			return true
		}
	}
	return false
}

// Read returns the sentences of r. Empty nodes (8.1) are left out. Errors name the line.
func Read(r io.Reader) ([]Sentence, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<24)
	var out []Sentence
	var s Sentence
	end := -1 // last word number of the open multi-word token
	finish := func(line int) error {
		if len(s.Words) == 0 {
			s = Sentence{}
			return nil
		}
		for i := range s.Words {
			if h := s.Words[i].Head; h > len(s.Words) {
				return fmt.Errorf("line %d: head %d of word %d lies outside the sentence", line, h, i+1)
			}
		}
		if end > len(s.Words) {
			return fmt.Errorf("line %d: a token of several words goes on beyond the sentence", line)
		}
		out = append(out, s)
		s, end = Sentence{}, -1
		return nil
	}
	line := 0
	for in.Scan() {
		line++
		text := strings.TrimRight(in.Text(), "\r")
		if text == "" {
			if err := finish(line); err != nil {
				return nil, err
			}
			continue
		}
		if text[0] == '#' {
			s.Comments = append(s.Comments, strings.TrimSpace(text[1:]))
			continue
		}
		f := strings.Split(text, "\t")
		if len(f) != 10 {
			return nil, fmt.Errorf("line %d: %d columns instead of ten", line, len(f))
		}
		if strings.ContainsRune(f[0], '.') {
			continue
		}
		if f[1] == "" {
			return nil, fmt.Errorf("line %d: the form is empty", line)
		}
		space := !hasNoSpace(f[9])
		if a, b, ok := strings.Cut(f[0], "-"); ok {
			first, err1 := strconv.Atoi(a)
			last, err2 := strconv.Atoi(b)
			if err1 != nil || err2 != nil || first != len(s.Words)+1 || last < first {
				return nil, fmt.Errorf("line %d: word numbers %q out of order", line, f[0])
			}
			s.Tokens = append(s.Tokens, Token{f[1], first - 1, last - 1, space})
			end = last
			continue
		}
		n, err := strconv.Atoi(f[0])
		if err != nil || n != len(s.Words)+1 {
			return nil, fmt.Errorf("line %d: word number %q out of order", line, f[0])
		}
		head := 0
		if f[6] != "_" {
			if head, err = strconv.Atoi(f[6]); err != nil || head < 0 {
				return nil, fmt.Errorf("line %d: head %q is no number", line, f[6])
			}
		}
		s.Words = append(s.Words, Word{f[1], f[2], f[3], f[4], f[5], head, f[7], f[9]})
		if n > end {
			s.Tokens = append(s.Tokens, Token{f[1], n - 1, n - 1, space})
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", line+1, err)
	}
	return out, finish(line)
}

func hasNoSpace(misc string) bool {
	for misc != "" {
		var part string
		part, misc, _ = strings.Cut(misc, "|")
		if part == "SpaceAfter=No" {
			return true
		}
	}
	return false
}

// Write writes one sentence with its comments and a blank line.
func Write(w *bufio.Writer, s *Sentence) error {
	for _, c := range s.Comments {
		w.WriteString("# ")
		w.WriteString(c)
		w.WriteByte('\n')
	}
	t := 0
	for i := range s.Words {
		for t < len(s.Tokens) && s.Tokens[t].Last < i {
			t++
		}
		misc := s.Words[i].Misc
		if t < len(s.Tokens) && s.Tokens[t].First == i && s.Tokens[t].Last > i {
			fmt.Fprintf(w, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i+1, s.Tokens[t].Last+1, column(s.Tokens[t].Form), column(spaceMisc("", s.Tokens[t].SpaceAfter)))
		} else if t < len(s.Tokens) && s.Tokens[t].First == i {
			misc = spaceMisc(misc, s.Tokens[t].SpaceAfter)
		}
		x := &s.Words[i]
		w.WriteString(strconv.Itoa(i + 1))
		for _, v := range [...]string{x.Form, x.Lemma, x.UPOS, x.XPOS, x.Feats} {
			w.WriteByte('\t')
			w.WriteString(column(v))
		}
		w.WriteByte('\t')
		w.WriteString(strconv.Itoa(x.Head))
		w.WriteByte('\t')
		w.WriteString(column(x.Rel))
		w.WriteString("\t_\t")
		w.WriteString(column(misc))
		w.WriteByte('\n')
	}
	return w.WriteByte('\n')
}

func spaceMisc(misc string, space bool) string {
	if space || hasNoSpace(misc) {
		return misc
	}
	if misc == "" || misc == "_" {
		return "SpaceAfter=No"
	}
	return misc + "|SpaceAfter=No"
}

func column(v string) string {
	if v == "" {
		return "_"
	}
	v = strings.ToValidUTF8(v, "\uFFFD")
	if strings.ContainsAny(v, "\t\n\r") {
		return strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, v)
	}
	return v
}

// Text returns the running text of the sentences, as the treebanks' own text files have it: a blank line before each
// new paragraph and document.
func Text(sentences []Sentence) string {
	var b []byte
	for i := range sentences {
		s := &sentences[i]
		if i > 0 && (s.Starts("newpar") || s.Starts("newdoc")) {
			b = append(bytes.TrimRight(b, " "), "\n\n"...)
		}
		for _, t := range s.Tokens {
			b = append(b, t.Form...)
			if t.SpaceAfter {
				b = append(b, ' ')
			}
		}
	}
	return string(bytes.TrimRight(b, " ")) + "\n"
}
