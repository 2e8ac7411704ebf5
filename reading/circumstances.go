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

// venueNouns are nouns that tell where something was said.
var venueNouns = map[string]string{"interview": "interview", "speech": "speech", "address": "speech", "rally": "rally", "debate": "debate",
	"statement": "statement", "communiqué": "statement", "tweet": "tweet", "tweets": "tweet", "twitter": "tweet", "post": "post",
	"facebook": "post", "instagram": "post", "blog": "post", "email": "email", "e-mail": "email", "letter": "letter", "memo": "letter",
	"hearing": "hearing", "testimony": "hearing", "conference": "press conference", "briefing": "press conference", "report": "report",
	"poll": "poll", "survey": "poll", "ad": "ad", "advertisement": "ad", "phone": "call", "telephone": "call"}

// venueVerbs are cues that tell it themselves.
var venueVerbs = map[string]string{"tweet": "tweet", "post": "post", "blog": "post", "email": "email", "testify": "hearing"}

// circumstances fills in what stands around source, cue and content: addressee, venue, the chain through which the
// statement came, its date, and whom it is about.
func (r *Reader) circumstances(record *sayso.Record) {
	for i := range r.found {
		s, out := &r.found[i], &record.Statements[i]
		first, end := r.sentenceOf(s)
		within := r.enclosing(i, record)
		if !s.addressee.empty() {
			r.addAddressee(out, s.addressee, i, within)
		}
		r.findVenue(out, s, first, end, i, within)
		if s.entry != nil && out.Venue == nil {
			if kind := venueVerbs[s.entry.lemma]; kind != "" {
				out.Venue = &sayso.Venue{Kind: kind}
			}
		}
		out.SaidOn = r.saidOn(s, first, end)
		r.findVia(record, i)
		r.findAbout(out, s, i)
	}
}

// sentenceOf returns the tokens of the sentence in which the cue stands, or the content where there is no cue.
func (r *Reader) sentenceOf(s *statement) (first, end int) {
	at := s.start()
	if len(s.cue) > 0 {
		at = s.cue[0].first
	}
	first = at
	for first > max(0, at-maxSentence) && (!r.startsSentence(first) || r.inside[first] && s.depth == 0) {
		first--
	}
	end = at + 1
	for end < min(len(r.doc.Tokens), at+maxSentence) && (!r.startsSentence(end) || r.inside[end] && s.depth == 0) {
		end++
	}
	return first, end
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

func (r *Reader) addAddressee(out *sayso.Statement, t tokens, i, within int) {
	t = r.trim(t)
	if t.empty() {
		return
	}
	n, _, name := r.resolve(t, -1, within)
	switch {
	case n >= 0:
		out.Addressee = append(out.Addressee, r.people.party(n))
	case name != "" && r.doc.Tokens[t.first].Tag != english.PRP:
		out.Addressee = append(out.Addressee, sayso.Party{Name: name})
	}
}

// findVenue reads "in an interview with the Herald's Ilse Marrow", "at a rally in Breck", "on Twitter".
func (r *Reader) findVenue(out *sayso.Statement, s *statement, first, end, i, within int) {
	r.outside(s, first, end, func(k int) bool {
		kind := venueNouns[r.lower(k)]
		if kind == "" || !r.introduced(k, first) {
			return true
		}
		if r.lower(k) == "conference" && !r.isAny(k-1, "news", "press") {
			return true
		}
		v := &sayso.Venue{Kind: kind}
		out.Venue = v
		if k+2 >= end || !r.isAny(k+1, "with", "to", "on", "from", "for") {
			return false
		}
		it := r.flat(k+2, end)
		np := r.nounPhrase(it, 0)
		if np == 0 {
			r.release(it)
			return false
		}
		with := span(it, 0, np)
		r.release(it)
		head := int(r.people.at[r.headOf(with)]) - 1
		for t := with.first; t < with.end; t++ {
			n := int(r.people.at[t]) - 1
			if n < 0 {
				continue
			}
			switch p := &r.people.all[n]; {
			case p.kind == sayso.Organisation && v.Outlet == "":
				v.Outlet = p.name
				if n == head && kind == "interview" && len(out.Addressee) == 0 {
					out.Addressee = append(out.Addressee, r.people.party(n))
				}
			case p.kind == sayso.Person && v.With == "" && n != r.speakers[i] && (kind == "interview" || kind == "letter" || kind == "email" || kind == "call"):
				v.With = p.name
				if len(out.Addressee) == 0 {
					out.Addressee = append(out.Addressee, r.people.party(n))
				}
			}
		}
		return false
	})
	if len(out.Addressee) == 0 && !s.circumstance.empty() {
		// said to reporters
		if k := s.circumstance.first; k+1 < s.circumstance.end && r.isAny(k, "to") {
			it := r.flat(k+1, s.circumstance.end)
			if np := r.bareForward(it, 0); np > 0 {
				r.addAddressee(out, span(it, 0, np), i, within)
			}
			r.release(it)
		}
	}
}

// introduced reports whether a preposition leads to the noun at token k: in an emailed statement, on Twitter.
func (r *Reader) introduced(k, first int) bool {
	for j := k - 1; j >= first && j >= k-5; j-- {
		switch r.lower(j) {
		case "in", "on", "at", "during", "by", "via", "through", "over":
			return true
		}
		if tag := r.doc.Tokens[j].Tag; tag.Verb() && tag != english.VBN && tag != english.VBG || tag == english.Comma {
			return false
		}
	}
	return false
}

// findVia follows the statements around statement i: those by which an outlet, a paper or a report relays it.
func (r *Reader) findVia(record *sayso.Record, i int) {
	out := &record.Statements[i]
	for outer := r.enclosing(i, record); outer >= 0; outer = r.enclosing(outer, record) {
		o := &r.found[outer]
		relays := o.rule == accordingTo || o.entry != nil && o.entry.mode == sayso.Report
		if !relays || r.speakers[outer] < 0 || r.speakers[outer] == r.speakers[i] {
			return
		}
		out.Via = append(out.Via, r.people.party(r.speakers[outer]))
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
