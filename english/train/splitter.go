package train

import (
	"strings"
	"unicode"

	"sayso/english/conllu"
	"sayso/english/split"
)

// goldText returns the running text of a treebank with the places of its words.
func goldText(in []conllu.Sentence) split.Gold {
	g := split.Gold{Text: conllu.Text(in)}
	at := 0
	paragraph := true
	for i := range in {
		s := &in[i]
		if i > 0 && (s.Starts("newpar") || s.Starts("newdoc")) {
			paragraph = true
		}
		for k, t := range s.Tokens {
			space := at == 0
			for at < len(g.Text) && unicode.IsSpace(rune(g.Text[at])) {
				at++
				space = true
			}
			w := split.Word{Start: int32(at), End: int32(at + len(t.Form)), Space: space, Sentence: k == 0, Paragraph: paragraph}
			paragraph = false
			if parts := writtenParts(s, t); parts != nil {
				for _, p := range parts {
					w.End = w.Start + int32(len(p))
					g.Words = append(g.Words, w)
					w = split.Word{Start: w.End, Clitic: true}
				}
			} else {
				g.Words = append(g.Words, w)
			}
			at += len(t.Form)
		}
	}
	return g
}

// writtenParts returns the forms of the words of a token if the token is nothing but these words one after the other.
func writtenParts(s *conllu.Sentence, t conllu.Token) (parts []string) {
	if t.First == t.Last {
		return nil
	}
	for k := t.First; k <= t.Last; k++ {
		parts = append(parts, s.Words[k].Form)
	}
	if strings.Join(parts, "") != t.Form {
		return nil
	}
	return parts
}

// learnSplitter returns the file of the model that cuts texts.
func learnSplitter(c *corpora, seed uint64) []byte {
	var texts []split.Gold
	if len(c.ewt) > 0 {
		texts = append(texts, goldText(c.ewt))
	}
	if len(c.gum) > 0 {
		texts = append(texts, goldText(c.gum))
	}
	return split.Learn(texts, seed)
}
