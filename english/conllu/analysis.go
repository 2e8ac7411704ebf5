package conllu

import (
	"bufio"
	"fmt"
	"strings"

	"sayso/english"
)

// FromAnalysis returns sentence n of an analysis.
func FromAnalysis(a *english.Analysis, n int) Sentence {
	s := a.Sentences[n]
	out := Sentence{Words: make([]Word, 0, s.End-s.First), Tokens: make([]Token, 0, s.End-s.First)}
	for i := int(s.First); i < int(s.End); i++ {
		g := a.Grammar[i]
		head := 0
		if g.Head >= 0 {
			head = int(g.Head-s.First) + 1
		}
		out.Words = append(out.Words, Word{Form: a.Form(i), Lemma: a.Lemma(i), UPOS: a.UPOS(i), XPOS: a.XPOS(i), Feats: a.Feats(i),
			Head: head, Rel: a.Rel(i)})
		k := len(out.Words) - 1
		space := i+1 == len(a.Tokens) || a.Tokens[i+1].Space
		if g.Clitic && len(out.Tokens) > 0 {
			t := &out.Tokens[len(out.Tokens)-1]
			t.Form, t.Last, t.SpaceAfter = t.Form+a.Form(i), k, space
			continue
		}
		out.Tokens = append(out.Tokens, Token{Form: a.Form(i), First: k, Last: k, SpaceAfter: space})
	}
	return out
}

// WriteAnalysis writes an analysed text as a document of the given name. Names of persons, places and so on stand in
// the last column as Name=B-person, Name=I-person.
func WriteAnalysis(w *bufio.Writer, a *english.Analysis, name string) error {
	paragraph, next := 0, 0
	for n, s := range a.Sentences {
		out := FromAnalysis(a, n)
		for ; next < len(a.Names) && a.Names[next].First < s.End; next++ {
			x := a.Names[next]
			for i := x.First; i < min(x.End, s.End); i++ {
				c := "I"
				if i == x.First {
					c = "B"
				}
				out.Words[i-s.First].Misc = "Name=" + c + "-" + x.Type.String()
			}
		}
		if n == 0 {
			out.Comments = append(out.Comments, "newdoc id = "+oneLine(name))
		}
		if paragraph < len(a.Paragraphs) && int(a.Paragraphs[paragraph].First) == n {
			out.Comments = append(out.Comments, "newpar")
			paragraph++
		}
		text := oneLine(a.Words(int(s.First), int(s.End)))
		out.Comments = append(out.Comments, fmt.Sprintf("sent_id = %d", n+1), "text = "+text)
		if err := Write(w, &out); err != nil {
			return err
		}
	}
	return nil
}

// oneLine makes every run of white space a blank, as the text of a sentence is written.
func oneLine(s string) string {
	return strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "\uFFFD")
}
