package coref

import (
	"sayso/english"
)

// Works are called like people: the film "Becoming Ilse Marrow", the novel Jonathan Brandt. Nobody speaks in them.

// workNouns are nouns before the names of works.
var workNouns = map[string]Kind{"book": Thing, "film": Thing, "movie": Thing, "novel": Thing, "memoir": Thing, "documentary": Thing, "musical": Thing,
	"series": Thing, "play": Thing, "biography": Thing, "autobiography": Thing, "album": Thing, "opera": Thing, "song": Thing, "drama": Thing,
	"comedy": Thing, "thriller": Thing, "bestseller": Thing, "sitcom": Thing, "podcast": Thing, "poem": Thing,
	"magazine": Organisation, "newspaper": Organisation, "website": Organisation, "tabloid": Organisation, "blog": Organisation}

// workBefore returns what the noun of a work makes of the name behind it, Unknown where there is none: "the film Ilse Marrow", "his
// memoir, Crossing Holm", "the novel “Jonathan Brandt”".
func (v *view) workBefore(m *mention) Kind {
	i := m.first - 1
	for i >= 0 && i > m.first-3 && (v.a.Tokens[i].Kind == english.Quote || v.a.Tokens[i].Tag == english.Comma) {
		i--
	}
	if i < 0 || m.role == subject && v.a.Grammar[m.head].Head > m.head && i == m.first-1 && v.rel(m.governor) == relRelative {
		return Unknown // the book Marrow wrote
	}
	var buf [16]byte
	form := v.a.Form(int(i))
	if len(form) > 13 {
		return Unknown
	}
	kind := workNouns[string(small(buf[:0], form))]
	if i < m.first-1 && v.a.Tokens[i+1].Tag == english.Comma && v.a.Tokens[i+1].Kind != english.Quote {
		// behind a comma only in apposition
		if m.role != apposed || m.governor != i {
			return Unknown
		}
	}
	return kind
}

// longestTitle is how many tokens stand between the quotation marks of a title, at most.
const longestTitle = 9

// titled returns the tokens between the quotation marks of the title that holds tokens first to end-1, and whether there is one:
// words of which all but the small ones have capitals.
func (v *view) titled(first, end int32) (from, to int32, ok bool) {
	for from = first; from > 0 && from > first-longestTitle && v.a.Tokens[from-1].Kind != english.Quote; from-- {
		if !v.titleWord(from - 1) {
			return 0, 0, false
		}
	}
	if from == 0 || v.a.Tokens[from-1].Kind != english.Quote || !v.a.Tokens[from-1].Space && from > 1 || v.a.Tokens[from].Space {
		return 0, 0, false
	}
	for to = end; int(to) < len(v.a.Tokens) && to < end+longestTitle && v.a.Tokens[to].Kind != english.Quote; to++ {
		if !v.titleWord(to) {
			return 0, 0, false
		}
	}
	if int(to) >= len(v.a.Tokens) || v.a.Tokens[to].Kind != english.Quote || v.a.Tokens[to].Space {
		return 0, 0, false
	}
	if v.a.Tokens[to-1].Tag == english.Comma {
		to--
	}
	return from, to, true
}

// titleWord reports whether token i can stand in a title.
func (v *view) titleWord(i int32) bool {
	form := v.a.Form(int(i))
	switch form {
	case "a", "an", "the", "of", "in", "on", "to", "and", "for", "with", "at", "from", "by", ":", ",", "'s", "’s", "-":
		return true
	}
	return form[0] >= 'A' && form[0] <= 'Z' || form[0] >= '0' && form[0] <= '9'
}

// inWork decides of a name whether it stands in the title of a work, and not for somebody.
func (v *view) inWork(n *mention) {
	if from, to, ok := v.titled(n.first, n.end); ok && to-from > n.end-n.first {
		n.skip = true
	}
}
