package archive

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"sayso"
	"sayso/query"
)

// Marks of matches and their order by relevance are made here and not by the index: the index would look through all
// matches of every word of the query for one statement's rank, and the marks of a statement would cost a search of their own.

// term is a word or phrase of a query, as its stems.
type term struct {
	stems  [][]byte
	prefix bool // the last stem is a beginning
}

// matcher finds the words of a query in texts. It belongs to one goroutine.
type matcher struct {
	terms  []term
	tokens []token
	folded []byte
	// starts are the bytes that stems of terms start with. A stem starts as its word does: where only terms are looked
	// for, other words need no stemming. It is nil where all do.
	starts *[256]bool
}

// token is a word of a text: where it stands, and its stem in matcher.folded.
type token struct {
	at         sayso.Span
	start, end int
}

// newMatcher takes the words and phrases of a query, without those that must not be there.
func newMatcher(n *query.Node) *matcher {
	m := &matcher{}
	n.Each(func(n *query.Node, not bool) {
		if not || n.Op != query.Word && n.Op != query.Phrase {
			return
		}
		m.tokenize(clean(n.Text))
		t := term{prefix: n.Prefix}
		for _, tok := range m.tokens {
			t.stems = append(t.stems, slices.Clone(m.folded[tok.start:tok.end]))
		}
		if len(t.stems) > 0 {
			m.terms = append(m.terms, t)
		}
	})
	var starts [256]bool
	for _, t := range m.terms {
		for _, s := range t.stems {
			if len(s) > 0 {
				starts[s[0]] = true
			} else {
				return m // a word of accents only: whatever it means, it is looked for as before
			}
		}
	}
	m.starts = &starts
	return m
}

// tokenize cuts a text into words as the index does (unicode61 with diacritics removed, porter).
func (m *matcher) tokenize(text string) {
	m.tokens, m.folded = m.tokens[:0], m.folded[:0]
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isTokenRune(r) {
			i += size
			continue
		}
		at, start := i, len(m.folded)
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !isTokenRune(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			m.folded = foldRune(m.folded, r)
			i += size
		}
		// A stem can be a byte longer than its word on the way, but never than the space of the next word: it is the last yet.
		if m.starts == nil || start < len(m.folded) && m.starts[m.folded[start]] {
			stemmed := stem(m.folded[start:])
			m.folded = append(m.folded[:start], stemmed...)
		}
		m.tokens = append(m.tokens, token{sayso.Span{Start: at, End: i}, start, len(m.folded)})
	}
}

func isTokenRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}

// foldRune appends a letter in small and without its accents.
func foldRune(b []byte, r rune) []byte {
	switch {
	case 'A' <= r && r <= 'Z':
		return append(b, byte(r)+'a'-'A')
	case r < utf8.RuneSelf:
		return append(b, byte(r))
	case unicode.Is(unicode.Mn, r):
		return b
	}
	r = unicode.ToLower(r)
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	if d := norm.NFD.Properties(buf[:n]).Decomposition(); d != nil {
		base, size := utf8.DecodeRune(d)
		if accent, _ := utf8.DecodeRune(d[size:]); unicode.IsLetter(base) && unicode.Is(unicode.Mn, accent) {
			return utf8.AppendRune(b, base)
		}
	}
	return append(b, buf[:n]...)
}

// at reports whether the i-th token begins a match of a term.
func (m *matcher) at(i int, t term) bool {
	if i+len(t.stems) > len(m.tokens) {
		return false
	}
	for k, want := range t.stems {
		tok := m.tokens[i+k]
		have := m.folded[tok.start:tok.end]
		if t.prefix && k == len(t.stems)-1 {
			if !bytes.HasPrefix(have, want) {
				return false
			}
		} else if !bytes.Equal(have, want) {
			return false
		}
	}
	return true
}

// marks are the matches in a text, those that overlap as one.
func (m *matcher) marks(text string) []sayso.Span {
	if len(m.terms) == 0 {
		return nil
	}
	m.tokenize(text)
	var spans []sayso.Span
	for i := range m.tokens {
		for _, t := range m.terms {
			if !m.at(i, t) {
				continue
			}
			span := sayso.Span{Start: m.tokens[i].at.Start, End: m.tokens[i+len(t.stems)-1].at.End}
			if n := len(spans); n > 0 && span.Start <= spans[n-1].End {
				spans[n-1].End = max(spans[n-1].End, span.End)
				continue
			}
			spans = append(spans, span)
		}
	}
	return spans
}

// candidate is a statement to be ranked.
type candidate struct {
	id     int64
	counts []float64 // how often each term is in it, by the weight of the part
	length float64   // in words, by the weight of the part
	score  float64
}

// The weight of a statement's parts, in the order content, source, cue, speaker.
var partWeights = [...]float64{1, 0.5, 0.5, 1}

// weigh counts the terms in the parts of a statement.
func (m *matcher) weigh(id int64, parts ...string) candidate {
	c := candidate{id: id, counts: make([]float64, len(m.terms))}
	for p, part := range parts {
		m.tokenize(part)
		c.length += partWeights[p] * float64(len(m.tokens))
		for i := range m.tokens {
			for k, t := range m.terms {
				if m.at(i, t) {
					c.counts[k] += partWeights[p]
				}
			}
		}
	}
	return c
}

// rank orders candidates by BM25 (Robertson and Zaragoza, 2009) with k1 = 1.2 and b = 0.75. How rare a term is, is counted
// among the candidates. Of equal ones the newest comes first.
func rank(list []candidate) {
	if len(list) == 0 {
		return
	}
	const k1, b = 1.2, 0.75
	have := make([]float64, len(list[0].counts))
	mean := 0.0
	for _, c := range list {
		mean += c.length / float64(len(list))
		for k, n := range c.counts {
			if n > 0 {
				have[k]++
			}
		}
	}
	for i := range list {
		c := &list[i]
		for k, n := range c.counts {
			rarity := math.Log(1 + (float64(len(list))-have[k]+0.5)/(have[k]+0.5))
			c.score += rarity * n * (k1 + 1) / (n + k1*(1-b+b*c.length/max(mean, 1)))
		}
	}
	slices.SortFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.id, x.id))
	})
}
