package reading

import (
	"strings"

	"sayso/english"
)

// item is a token or a whole quotation of a passage.
type item struct {
	first, end int // tokens
	tag        english.Tag
	// quote is the number of the quotation, -1 for a token.
	quote int32
}

// maxSentence bounds the items read as one sentence, so that a text without full stops takes linear time.
const maxSentence = 400

// quoted is the tag of an item that is a whole quotation.
const quoted = english.NumTags

// readPassage reads the tokens first to end-1: a paragraph or the inside of a quotation at the given depth.
func (r *Reader) readPassage(first, end, depth int) {
	base := len(r.items)
	for i := first; i < end; {
		if n := r.quoteAt[i]; n >= 0 && r.quotations[n].end <= end {
			r.items = append(r.items, item{i, r.quotations[n].end, quoted, n})
			i = r.quotations[n].end
			continue
		}
		r.items = append(r.items, item{i, i + 1, r.doc.Tokens[i].Tag, -1})
		i++
	}
	all := r.items[base:]
	r.transcript(all, depth)
	start := 0
	for k := range all {
		if r.endsSentence(all, k) || k-start >= maxSentence {
			r.readSentence(all[start:k+1], depth)
			start = k + 1
		}
	}
	if start < len(all) {
		r.readSentence(all[start:], depth)
	}
	if depth < 3 {
		for _, it := range all {
			if it.quote >= 0 && it.end-it.first > 5 {
				r.readPassage(it.first+1, it.end-1, depth+1)
			}
		}
	}
	r.items = r.items[:base]
}

// endsSentence reports whether item k ends a sentence of the passage. A quotation that ends with a full stop does,
// unless the cue that belongs to it follows: "Why?" Marrow asked.
func (r *Reader) endsSentence(it []item, k int) bool {
	if k+1 >= len(it) {
		return true
	}
	next := &it[k+1]
	if it[k].quote < 0 {
		if r.startsSentence(next.first) {
			// closing brackets and marks belong to the sentence before; the splitter saw to that
			return true
		}
		return false
	}
	q := &r.quotations[it[k].quote]
	if !r.endsWithStop(q) {
		return false
	}
	if next.quote >= 0 {
		return true
	}
	t := &r.doc.Tokens[next.first]
	if t.Kind != english.Word || !r.capital(next.first) {
		return t.Kind == english.Number
	}
	return !r.cueFollows(it, k+1)
}

// cueFollows reports whether items from k on are a source and a verb of saying, or the other way round.
func (r *Reader) cueFollows(it []item, k int) bool {
	if end := r.nounPhrase(it, k); end > k && end < len(it) {
		for ; end < len(it) && (it[end].tag == english.RB || it[end].tag == english.MD); end++ {
		}
		if end < len(it) && it[end].quote < 0 {
			if e := lexicon().verb(r.lower(it[end].first)); e != nil && e.can(quotes) && r.doc.Tokens[it[end].first].Tag.Verb() {
				// "X said." closes the sentence; "X said the …" opens a new one
				return end+1 >= len(it) || it[end+1].tag == english.Period || it[end+1].tag == english.Comma ||
					it[end+1].tag == english.IN || it[end+1].tag == english.NNP || it[end+1].tag == english.RB
			}
		}
	}
	return false
}

func (r *Reader) startsSentence(token int) bool {
	lo, hi := 0, len(r.doc.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(r.doc.Sentences[mid].First) < token {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(r.doc.Sentences) && int(r.doc.Sentences[lo].First) == token
}

// endsWithStop reports whether the words of a quotation end with a mark that ends a sentence.
func (r *Reader) endsWithStop(q *quotation) bool {
	last := q.end - 1
	if q.closed {
		last--
	}
	for last > q.open && r.doc.Tokens[last].Kind == english.Quote {
		last--
	}
	return last > q.open && (r.doc.Tokens[last].Kind == english.Stop || !q.closed)
}

func (r *Reader) capital(token int) bool {
	c := r.doc.Text[r.doc.Tokens[token].Start]
	return c >= 'A' && c <= 'Z' || c >= 0x80 && r.doc.Tokens[token].Kind == english.Word && r.doc.Tokens[token].Tag.ProperNoun()
}

// lower returns token i in small letters.
func (r *Reader) lower(i int) string { return strings.ToLower(r.doc.Form(i)) }

// is reports whether item k is a token of one of the forms, in small letters.
func (r *Reader) is(it []item, k int, forms ...string) bool {
	if k < 0 || k >= len(it) || it[k].quote >= 0 {
		return false
	}
	form := r.doc.Form(it[k].first)
	for _, f := range forms {
		if strings.EqualFold(form, f) {
			return true
		}
	}
	return false
}

// span returns the tokens of items a to b-1.
func span(it []item, a, b int) tokens {
	if a >= b {
		return tokens{}
	}
	return tokens{it[a].first, it[b-1].end}
}

// trim takes white marks off the ends of a range: commas, colons, semicolons, dashes, full stops.
func (r *Reader) trim(t tokens) tokens {
	for t.first < t.end && r.loose(t.first) {
		t.first++
	}
	for t.first < t.end && r.loose(t.end-1) {
		t.end--
	}
	return t
}

// loose reports whether token i is punctuation that belongs to no part when it stands at its edge.
func (r *Reader) loose(i int) bool {
	switch t := &r.doc.Tokens[i]; t.Kind {
	case english.Stop, english.Dash:
		return true
	case english.Mark:
		switch r.doc.Text[t.Start] {
		case ',', ':', ';':
			return true
		}
	}
	return false
}
