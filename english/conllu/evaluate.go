package conllu

import (
	"fmt"
	"strings"
	"unicode"
)

// Score counts what an analysis found, what the gold file holds and how many of them agree. Aligned is the number of
// words of both that are the same words of the text.
type Score struct{ Correct, Found, Gold, Aligned int }

// Precision, Recall and F1 are shares between 0 and 1.
func (s Score) Precision() float64 { return share(s.Correct, s.Found) }
func (s Score) Recall() float64    { return share(s.Correct, s.Gold) }
func (s Score) F1() float64        { return share(2*s.Correct, s.Found+s.Gold) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Scores are the measures of the CoNLL 2018 shared task.
type Scores struct {
	Tokens, Sentences, Words, UPOS, XPOS, Feats, Lemmas, UAS, LAS Score
}

// Names of the measures, in the order of [Scores.All].
var Names = []string{"Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS"}

// All returns the scores in the order of [Names].
func (s *Scores) All() []Score {
	return []Score{s.Tokens, s.Sentences, s.Words, s.UPOS, s.XPOS, s.Feats, s.Lemmas, s.UAS, s.LAS}
}

// span is a run of characters of the text without its white space.
type span struct{ start, end int }

type flatWord struct {
	*Word
	span
	head  int // number of the head among all words, -1 for a root
	multi bool
	feats string
}

type flat struct {
	chars     []rune
	tokens    []span
	sentences []span
	words     []flatWord
}

// flatten gives every token, word and sentence its place in the text without white space.
func flatten(in []Sentence) *flat {
	f := &flat{}
	for i := range in {
		s := &in[i]
		from, first := len(f.chars), len(f.words)
		for _, t := range s.Tokens {
			start := len(f.chars)
			for _, r := range t.Form {
				if !unicode.IsSpace(r) {
					f.chars = append(f.chars, r)
				}
			}
			sp := span{start, len(f.chars)}
			f.tokens = append(f.tokens, sp)
			for k := t.First; k <= t.Last; k++ {
				w := &s.Words[k]
				head := -1
				if w.Head > 0 {
					head = first + w.Head - 1
				}
				f.words = append(f.words, flatWord{w, sp, head, t.Last > t.First, universalFeats(w.Feats)})
			}
		}
		f.sentences = append(f.sentences, span{from, len(f.chars)})
	}
	return f
}

var universalFeatures = map[string]bool{"PronType": true, "NumType": true, "Poss": true, "Reflex": true, "Foreign": true,
	"Abbr": true, "Gender": true, "Animacy": true, "Number": true, "Case": true, "Definite": true, "Degree": true,
	"VerbForm": true, "Mood": true, "Tense": true, "Aspect": true, "Voice": true, "Evident": true, "Polarity": true,
	"Person": true, "Polite": true}

// universalFeats keeps the features that the shared task compares.
func universalFeats(feats string) string {
	if feats == "_" || feats == "" {
		return ""
	}
	var keep []string
	for _, f := range strings.Split(feats, "|") {
		if name, _, _ := strings.Cut(f, "="); universalFeatures[name] {
			keep = append(keep, f)
		}
	}
	return strings.Join(keep, "|")
}

// universalRel is a relation without its subtype.
func universalRel(rel string) string {
	r, _, _ := strings.Cut(rel, ":")
	return r
}

// Evaluate compares an analysis with a gold file over the same text; white space may differ.
func Evaluate(gold, system []Sentence) (*Scores, error) {
	g, s := flatten(gold), flatten(system)
	for i := range g.chars {
		if i >= len(s.chars) || g.chars[i] != s.chars[i] {
			to := min(i+20, len(g.chars))
			return nil, fmt.Errorf("the texts differ from character %d on: %q in the gold file", i, string(g.chars[i:to]))
		}
	}
	if len(s.chars) != len(g.chars) {
		return nil, fmt.Errorf("the analysis has %d characters more than the gold file", len(s.chars)-len(g.chars))
	}
	var out Scores
	out.Tokens = spans(g.tokens, s.tokens)
	out.Sentences = spans(g.sentences, s.sentences)
	pairs := align(g.words, s.words)
	goldOf := make([]int, len(s.words))
	for i := range goldOf {
		goldOf[i] = -1
	}
	for _, p := range pairs {
		goldOf[p[1]] = p[0]
	}
	count := func(same func(a, b *flatWord) bool) Score {
		sc := Score{Found: len(s.words), Gold: len(g.words), Aligned: len(pairs)}
		for _, p := range pairs {
			if same(&g.words[p[0]], &s.words[p[1]]) {
				sc.Correct++
			}
		}
		return sc
	}
	sameHead := func(a, b *flatWord) bool {
		if b.head < 0 {
			return a.head < 0
		}
		return a.head >= 0 && goldOf[b.head] == a.head
	}
	out.Words = count(func(a, b *flatWord) bool { return true })
	out.UPOS = count(func(a, b *flatWord) bool { return a.UPOS == b.UPOS })
	out.XPOS = count(func(a, b *flatWord) bool { return a.XPOS == b.XPOS })
	out.Feats = count(func(a, b *flatWord) bool { return a.feats == b.feats })
	out.Lemmas = count(func(a, b *flatWord) bool { return a.Lemma == "_" || a.Lemma == b.Lemma })
	out.UAS = count(sameHead)
	out.LAS = count(func(a, b *flatWord) bool {
		return sameHead(a, b) && universalRel(a.Rel) == universalRel(b.Rel)
	})
	return &out, nil
}

func spans(gold, system []span) Score {
	sc := Score{Gold: len(gold), Found: len(system)}
	for i, j := 0, 0; i < len(gold) && j < len(system); {
		switch g, s := gold[i], system[j]; {
		case g == s:
			sc.Correct++
			i++
			j++
		case g.start < s.start || g.start == s.start && g.end < s.end:
			i++
		default:
			j++
		}
	}
	return sc
}

// align pairs the words of both sides: by their places, and within tokens of several words by their forms.
func align(gold, system []flatWord) (pairs [][2]int) {
	for i, j := 0, 0; i < len(gold) && j < len(system); {
		g, s := &gold[i], &system[j]
		if g.multi || s.multi {
			// the span of all tokens that overlap the ones at hand
			if !g.multi && g.end <= s.start {
				i++
				continue
			}
			if !s.multi && s.end <= g.start {
				j++
				continue
			}
			end := 0
			if g.multi {
				end = g.end
			}
			if s.multi {
				end = max(end, s.end)
			}
			i2, j2 := i, j
			for {
				switch {
				case i2 < len(gold) && gold[i2].start < end:
					if gold[i2].multi {
						end = max(end, gold[i2].end)
					}
					i2++
					continue
				case j2 < len(system) && system[j2].start < end:
					if system[j2].multi {
						end = max(end, system[j2].end)
					}
					j2++
					continue
				}
				break
			}
			if i2 == i && j2 == j { // tokens of white space only
				i2, j2 = i+1, j+1
			}
			for _, p := range common(gold[i:i2], system[j:j2]) {
				pairs = append(pairs, [2]int{i + p[0], j + p[1]})
			}
			i, j = i2, j2
			continue
		}
		switch {
		case g.span == s.span:
			pairs = append(pairs, [2]int{i, j})
			i++
			j++
		case g.start <= s.start:
			i++
		default:
			j++
		}
	}
	return pairs
}

// common is the longest common subsequence of the forms, small letters and capitals being the same.
func common(a, b []flatWord) (pairs [][2]int) {
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	same := func(i, j int) bool { return strings.EqualFold(a[i].Form, b[j].Form) }
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(i, j) {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case same(i, j):
			pairs = append(pairs, [2]int{i, j})
			i++
			j++
		case n[i+1][j] >= n[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
