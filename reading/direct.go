package reading

import (
	"sayso"
	"sayso/english"
)

// joinQuotations gives the quotations of a paragraph that no cue has claimed to the statement they continue, or makes
// statements of those that have a speaker by their layout alone. from is the number of the first statement found in
// the paragraph first to end-1.
func (r *Reader) joinQuotations(first, end, from int) {
	for i := first; i < end; i++ {
		n := r.quoteAt[i]
		if n < 0 {
			continue
		}
		q := &r.quotations[n]
		if q.parent >= 0 {
			continue
		}
		switch {
		case q.taken:
		case q.continued && i == first:
			r.joinContinued(n)
		case !r.isSpeech(q, end):
		case r.joinSignature(q, end):
		case r.joinBefore(q, first, from):
		case r.joinIntroduced(q, first, from):
		}
		i = max(i, q.end-1)
	}
}

// isSpeech reports whether a quotation looks like a sentence somebody said, not a title, a term or a scare quote.
func (r *Reader) isSpeech(q *quotation, end int) bool {
	words := 0
	for i := q.open + 1; i < q.end; i++ {
		if k := r.doc.Tokens[i].Kind; k == english.Word || k == english.Number {
			words++
		}
	}
	return words >= 3 && (r.endsWithStop(q) || q.end < end && r.doc.Tokens[q.end].Kind == english.Stop) &&
		(r.capital(q.open+1) || r.doc.Tokens[q.open+1].Kind != english.Word)
}

// joinContinued joins a quotation to the statement of the one that it continues from the paragraph before.
func (r *Reader) joinContinued(n int32) {
	for i := len(r.found) - 1; i >= 0 && i >= len(r.found)-12; i-- {
		s := &r.found[i]
		if s.depth > 0 || len(s.content) == 0 {
			continue
		}
		for _, t := range s.content {
			for k := t.first; k < t.end; k++ {
				if m := r.quoteAt[k]; m >= 0 && r.quotations[m].next == n {
					r.addContent(s, &r.quotations[n])
					return
				}
			}
		}
	}
}

// joinBefore joins a quotation to the statement that ends right before it: "…," Marrow said. "…"
func (r *Reader) joinBefore(q *quotation, first, from int) bool {
	for i := len(r.found) - 1; i >= from; i-- {
		s := &r.found[i]
		if s.depth > 0 || s.end() > q.open {
			continue
		}
		// at most the rest of the sentence of the cue lies between
		if r.stops(s.end(), q.open) > 1 || q.open-s.end() > 40 {
			return false
		}
		if r.kind(s.content) == sayso.Indirect && !(s.rule == clauseThenCue && r.stops(s.end(), q.open) == 1) {
			continue
		}
		r.addContent(s, q)
		return true
	}
	return false
}

// joinSignature makes a statement of a quotation that a dash and a name sign, at the end of its paragraph or before the
// next quotation of a list: "…" — Marrow
func (r *Reader) joinSignature(q *quotation, end int) bool {
	for i := q.end; i < end; i++ {
		if r.quoteAt[i] >= 0 {
			end = i
		}
	}
	if q.end >= end || r.doc.Tokens[q.end].Kind != english.Dash || end-q.end > 12 {
		return false
	}
	source := r.trim(tokens{q.end + 1, end})
	if source.empty() || !r.capital(source.first) {
		return false
	}
	for i := source.first; i < source.end; i++ {
		if r.doc.Tokens[i].Tag.Finite() {
			return false
		}
	}
	st := statement{entry: according, rule: signature, source: []tokens{source}, cue: []tokens{{q.end, q.end + 1}}}
	r.addContent(&st, q)
	r.found = append(r.found, st)
	return true
}

// stops counts the ends of sentences between two tokens, outside quotations.
func (r *Reader) stops(a, b int) int {
	n := 0
	for i := a; i < b; i++ {
		if r.doc.Tokens[i].Kind == english.Stop {
			n++
		}
	}
	return n
}

// joinIntroduced makes a statement of a quotation that a colon or a comma introduces behind words that are no cue of
// the lexicon: the minister had this to say: "…" The cue is what stands between the subject and the quotation.
func (r *Reader) joinIntroduced(q *quotation, first, from int) bool {
	at := q.open - 1
	if at <= first {
		return false
	}
	mark := r.doc.Form(at)
	if mark != ":" && mark != "," {
		return false
	}
	start := at
	for start > first && !r.startsSentence(start) {
		start--
	}
	if len(r.found) > from && r.found[len(r.found)-1].end() > start && r.found[len(r.found)-1].depth == 0 {
		return false
	}
	base := len(r.items)
	for i := start; i < at; i++ {
		if n := r.quoteAt[i]; n >= 0 && r.quotations[n].end <= at {
			r.items = append(r.items, item{i, r.quotations[n].end, quoted, n})
			i = r.quotations[n].end - 1
			continue
		}
		r.items = append(r.items, item{i, i + 1, r.doc.Tokens[i].Tag, -1})
	}
	it := r.items[base:]
	defer func() { r.items = r.items[:base] }()
	for k := len(it) - 1; k > 0; k-- {
		if !it[k].tag.Finite() && it[k].tag != english.VBN && it[k].tag != english.VB {
			continue
		}
		f := k
		for f > 0 && (it[f-1].tag == english.RB || it[f-1].tag.Finite()) {
			f--
		}
		subj := r.subjectBefore(it, f)
		if !subj.found {
			continue
		}
		st := statement{entry: according, rule: quoteAlone}
		st.source = []tokens{r.trim(span(it, subj.first, subj.end))}
		st.cue = []tokens{r.trim(span(it, f, len(it)))}
		r.addContent(&st, q)
		r.found = append(r.found, st)
		return true
	}
	return false
}

// addContent adds a quotation to the content of a statement.
func (r *Reader) addContent(s *statement, q *quotation) {
	s.content = append(s.content, tokens{q.open, q.end})
	q.taken = true
}

// end is the token after the last part of the statement.
func (s *statement) end() int {
	last := 0
	for _, part := range [][]tokens{s.source, s.cue, s.content} {
		for _, t := range part {
			last = max(last, t.end)
		}
	}
	return max(last, s.circumstance.end, s.addressee.end)
}
