package reading

import (
	"slices"

	"sayso"
	"sayso/english"
)

// kind tells how the words of a content are given: see sayso.Kind. Punctuation between the quotation and the end of
// the content does not count, nor does a "that" before it.
func (r *Reader) kind(content []tokens) sayso.Kind {
	any, all := false, len(content) > 0
	for _, t := range content {
		i := t.first
		if i+1 < t.end && r.isAny(i, "that") {
			i++
			for i+1 < t.end && r.loose(i) {
				i++
			}
		}
		for i < t.end {
			if n := r.quoteAt[i]; n >= 0 {
				any = true
				i = max(r.quotations[n].end, i+1)
				continue
			}
			if !r.loose(i) && r.doc.Tokens[i].Kind != english.Quote {
				all = false
			}
			i++
		}
	}
	switch {
	case all && any:
		return sayso.Direct
	case any:
		return sayso.Mixed
	}
	return sayso.Indirect
}

// circumstances fills in what stands around source, cue and content: addressee, venue, the chain through which the
// statement came, its date, and whom it is about.
func (r *Reader) circumstances(record *sayso.Record) {
	o := r.newOccasions()
	r.talks = r.talks[:0]
	for i := range r.found {
		s, out := &r.found[i], &record.Statements[i]
		first, end := r.sentenceOf(s)
		within := r.enclosing(i, record)
		if t := r.addresseeOf(s); !t.empty() {
			r.addAddressee(out, t, i, within)
			r.noteTalk(out, s, i, t)
		}
		r.findVenue(out, s, first, end, i, within)
		out.SaidOn = r.saidOn(s, first, end)
		o.take(r, record, i, first, end)
		r.findAbout(out, s, i)
	}
	for i := range r.found {
		first, end := r.sentenceOf(&r.found[i])
		r.findVia(record, i, first, end) // when all addressees are known
	}
	o.lead(r, record)
	r.findDialogue(record)
}

// sentenceOf returns the tokens of the sentence in which the cue stands, or the content where there is no cue.
func (r *Reader) sentenceOf(s *statement) (first, end int) {
	at := s.start()
	if len(s.cue) > 0 {
		at = s.cue[0].first
	}
	first = at
	for first > max(0, at-maxSentence) && (!r.startsSentence(first) || r.inside[first] && s.depth == 0 && !r.opensQuotation(first)) {
		first--
	}
	end = at + 1
	for end < min(len(r.doc.Tokens), at+maxSentence) && (!r.startsSentence(end) || r.inside[end] && s.depth == 0 && !r.opensQuotation(end)) {
		end++
	}
	return first, end
}

// opensQuotation reports whether a quotation that stands in no other begins with token i.
func (r *Reader) opensQuotation(i int) bool {
	n := r.quoteAt[i]
	return n >= 0 && r.quotations[n].parent < 0
}

// outside calls f for the tokens of first to end-1 that belong to the reporting, not to what is reported.
func (r *Reader) outside(s *statement, first, end int, f func(i int) bool) {
	for i := first; i < end; i++ {
		if r.inside[i] && s.depth == 0 || slices.ContainsFunc(s.content, func(t tokens) bool { return t.first <= i && i < t.end }) {
			continue
		}
		if !f(i) {
			return
		}
	}
}

// findAbout lists the entities in the content: by name, by pronoun and by role.
func (r *Reader) findAbout(out *sayso.Statement, s *statement, i int) {
	for _, t := range s.content {
		for k := t.first; k < t.end; k++ {
			n := int(r.people.at[k]) - 1
			if n < 0 {
				n = r.referent(k, t.end, i)
			}
			if n < 0 || n == r.speakers[i] {
				continue
			}
			if id := entityID(n); !slices.Contains(out.About, id) {
				out.About = append(out.About, id)
			}
		}
	}
}

// referent resolves a pronoun or a definite phrase of a role that begins with token k in the content of statement i.
func (r *Reader) referent(k, end, i int) int {
	switch r.lower(k) {
	case "he", "she", "him", "her", "his":
		n := r.antecedent(k, r.lower(k), -1, i)
		if n >= 0 {
			c := &r.people
			c.all[n].mentions = append(c.all[n].mentions, tokens{k, k + 1})
		}
		return n
	case "the":
		for j := k + 1; j < end && j < k+4; j++ {
			if tag := r.doc.Tokens[j].Tag; !tag.Noun() && tag != english.JJ {
				return -1
			}
			if w := r.lower(j); roles[w] && r.people.at[j] == 0 && (j+1 >= end || !r.doc.Tokens[j+1].Tag.Noun()) {
				return r.bearer(tokens{k, j + 1}, w, -1)
			}
		}
	}
	return -1
}
