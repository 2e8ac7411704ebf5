package reading

import (
	"slices"

	"sayso/english"
)

// leastStatement is the probability from which a candidate becomes a statement: where F1 is best on the development part of
// which a third are right, and F1 is flat from 0.1 to 0.2 on articles that the weights were not trained on.
const leastStatement = 0.3

// adopt replaces what the rules found by what the weights found with their help. Quotations that are left over are given to
// somebody by their layout; statements inside others, which the weights were not trained to see, come from the tree and the
// rules.
func (r *Reader) adopt(all []candidate) {
	byRules := slices.Clone(r.found)
	r.found = r.found[:0]
	for i := range r.quotations {
		r.quotations[i].taken = false
	}
	for i := range all {
		if c := &all[i]; c.right >= leastStatement {
			r.adoptOne(c, byRules)
		}
	}
	r.giveLeftOver(all, byRules)
	r.findHeadlines()
	r.cutOut()
	r.chain()
	r.findWithin()
	r.findQuotedAs()
	outer := len(r.found)
	for _, s := range byRules {
		if s.depth == 0 && s.rule != nested || len(s.cue) == 0 {
			continue
		}
		inside := false
		for i := range r.found[:outer] {
			o := &r.found[i]
			inside = inside || covers(o.content, s.cue[0])
			if overlapOf(o.cue, s.cue) > 0 {
				inside = false
				break
			}
		}
		if inside {
			r.found = append(r.found, s)
		}
	}
}

// adoptOne makes a statement of a candidate, unless its parts overlap.
func (r *Reader) adoptOne(c *candidate, byRules []statement) bool {
	if len(c.content) == 0 {
		return false
	}
	s := statement{source: r.behindDateline(r.behindLead(c.source)), cue: []tokens{c.cue}, content: r.behindDateline(r.wholeQuotations(c)), rule: weighed, confidence: c.right, why: c.why}
	if c.rule >= 0 {
		like := &byRules[c.rule]
		s.entry, s.addressee, s.circumstance = like.entry, like.addressee, like.circumstance
		s.negated, s.hypothetical, s.rule = like.negated, like.hypothetical, like.rule
		r.flagCue(&s)
	} else {
		r.describeCue(&s)
	}
	r.titleSpeaks(&s)
	if s.overlaps() || r.isCalled(&s) || r.isAudience(&s) || r.isDismissal(&s) || r.isHeading(&s) || r.saysNothing(&s) || r.isDeed(&s) {
		return false
	}
	r.take(s.content)
	r.found = append(r.found, s)
	return true
}

// titleSpeaks turns a statement round that takes the title of a work for what was said: “The Years of Holm” says the mayor lied.
// Words that are said end with a mark, and have small letters.
func (r *Reader) titleSpeaks(s *statement) {
	if len(s.content) != 1 || len(s.source) != 1 || len(s.cue) != 1 || s.content[0].end != s.cue[0].first || s.source[0].first != s.cue[0].end {
		return
	}
	title := s.content[0]
	n := r.quoteAt[title.first]
	if n < 0 || r.quotations[n].end != title.end || title.end-title.first < 4 || !r.startsSentence(title.first) {
		return
	}
	for i := title.first + 1; i < title.end-1; i++ {
		if t := &r.doc.Tokens[i]; t.Kind != english.Word && t.Kind != english.Number || !r.capital(i) && len(r.doc.Form(i)) > 4 {
			return
		}
	}
	end := s.source[0].end
	for end < len(r.doc.Tokens) && !r.startsSentence(end) {
		end++
	}
	content := r.trim(tokens{s.cue[0].end, end})
	for i := content.first; i < content.end; i++ {
		if r.doc.Tokens[i].Tag.Verb() {
			s.source[0], s.content = title, []tokens{content}
			return
		}
	}
}

// behindLead cuts off a source what only leads up to it: "in [an interview with Ilse Marrow, the spokesman, Goran Stell,]
// said" names the spokesman. A source right behind the first preposition of its sentence is none as a whole.
func (r *Reader) behindLead(source []tokens) []tokens {
	if len(source) != 1 {
		return source
	}
	t := source[0]
	if t.first == 0 || r.doc.Tokens[t.first-1].Tag != english.IN || !r.isAny(t.first-1, "in", "at", "on", "during", "after", "before", "through") ||
		!r.startsSentence(t.first-1) {
		return source
	}
	for i := t.first; i < t.end-1; i++ {
		if r.doc.Tokens[i].Tag == english.Comma {
			return []tokens{{i + 1, t.end}}
		}
	}
	return source
}

// longestDateline is how many tokens stand before the dash of a dateline, at most.
const longestDateline = 10

// behindDateline cuts off a part the place from which the article reports: BRECK (Northern Wire) - Ilse Marrow.
func (r *Reader) behindDateline(parts []tokens) []tokens {
	if len(parts) == 0 || !r.startsSentence(parts[0].first) || !r.inCapitals(tokens{parts[0].first, parts[0].first + 1}) || len(r.doc.Form(parts[0].first)) < 2 {
		return parts
	}
	t := parts[0]
	bracket := false
	for i := t.first; i < t.end-1 && i < t.first+longestDateline; i++ {
		tok := &r.doc.Tokens[i]
		switch {
		case tok.Kind == english.Dash && tok.Space && r.doc.Tokens[i+1].Space && i > t.first:
			out := slices.Clone(parts)
			out[0].first = i + 1
			return out
		case tok.Tag == english.OpenBracket || tok.Tag == english.CloseBracket:
			bracket = tok.Tag == english.OpenBracket
		case tok.Kind == english.Word && !bracket && !r.capital(i):
			return parts
		}
	}
	return parts
}

// isCalled reports whether a statement is only what something is called: a quotation of a few words behind a noun or
// "so-called", a title or a scare quote.
func (r *Reader) isCalled(s *statement) bool {
	if len(s.content) != 1 || r.quoteAt[s.content[0].first] < 0 || s.content[0].end-s.content[0].first > 10 {
		return false
	}
	cue := s.cue[0]
	if r.isAny(cue.end-1, "called") && cue.end > 2 && r.isAny(cue.end-2, "-") && r.isAny(cue.end-3, "so") || r.isAny(cue.end-1, "so-called") {
		return true
	}
	for i := cue.first; i < cue.end; i++ {
		if t := r.doc.Tokens[i].Tag; t != english.NN && t != english.NNS || lexicon().nouns[r.lower(i)] != nil {
			return false
		}
	}
	for i := s.content[0].first; i < s.content[0].end; i++ {
		if r.doc.Tokens[i].Kind == english.Word && len(r.doc.Form(i)) > 4 && !r.capital(i) {
			return false
		}
	}
	return true
}

// isAudience reports whether the content of a statement is only who was spoken to: "spoke to a gathering".
func (r *Reader) isAudience(s *statement) bool {
	last := s.cue[0].end - 1
	if !r.isAny(last, "to", "with") || len(s.content) != 1 || s.content[0].first != last+1 {
		return false
	}
	for i := s.content[0].first; i < s.content[0].end; i++ {
		if t := r.doc.Tokens[i].Tag; t.Verb() || r.doc.Tokens[i].Kind == english.Quote {
			return false
		}
	}
	return r.isAny(last-1, "speak", "speaks", "spoke", "spoken", "speaking", "talk", "talks", "talked", "talking", "met", "meet", "meets", "meeting")
}

// perceptions are participles of being seen or heard.
var perceptions = wordSet("seen heard spotted sighted photographed filmed pictured")

// saysNothing reports whether the content of a statement tells nothing: "Marrow says so", or what was seen, without a word of
// what it was seen as or doing.
func (r *Reader) saysNothing(s *statement) bool {
	last := s.content[len(s.content)-1]
	if len(s.content) == 1 && last.end == last.first+1 && r.isAny(last.first, "so", "too", "otherwise") {
		return true
	}
	cue := s.cue[0]
	if !perceptions[r.lower(cue.end-1)] || cue.end-cue.first < 2 || last.end > cue.first {
		return false
	}
	for _, t := range s.content {
		for i := t.first; i < t.end; i++ {
			if r.doc.Tokens[i].Tag.Verb() || r.doc.Tokens[i].Kind == english.Quote {
				return false
			}
		}
	}
	return true
}

// joined returns the parts of a content, those put together that stand in one quotation without the cue or the source
// between them.
func (r *Reader) joined(c *candidate) []tokens {
	var out []tokens
	for _, t := range c.content {
		if n := len(out) - 1; n >= 0 && t.first-out[n].end <= 3 {
			gap := tokens{out[n].end, t.first}
			apart := gap.first < c.cue.end && c.cue.first < gap.end ||
				slices.ContainsFunc(c.source, func(s tokens) bool { return s.first < gap.end && gap.first < s.end })
			for _, q := range r.quotations {
				if q.parent < 0 && q.open <= out[n].first && t.end <= q.end && !apart {
					out[n].end = t.end
					break
				}
			}
			if out[n].end == t.end {
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

// wholeQuotations widens a content that holds most of a quotation to all of it, marks included.
func (r *Reader) wholeQuotations(c *candidate) []tokens {
	out := r.joined(c)
	for i := range out {
		t := &out[i]
		for n := range r.quotations {
			q := &r.quotations[n]
			if q.parent >= 0 || q.end <= t.first || q.open >= t.end || q.end <= q.open+1 {
				continue
			}
			shared := min(q.end, t.end) - max(q.open, t.first)
			whole := tokens{min(q.open, t.first), max(q.end, t.end)}
			if shared*3 < (q.end-q.open)*2 || whole.first < c.cue.end && c.cue.first < whole.end {
				continue
			}
			if slices.ContainsFunc(c.source, func(s tokens) bool { return s.first < whole.end && whole.first < s.end }) {
				continue
			}
			if i > 0 && whole.first < out[i-1].end || i+1 < len(out) && whole.end > out[i+1].first {
				continue
			}
			*t = whole
		}
	}
	return r.sideBySide(out)
}

// sideBySide parts quotations that stand side by side in one content: “…” “…”.
func (r *Reader) sideBySide(content []tokens) []tokens {
	for k := 0; k < len(content); k++ {
		t := content[k]
		for i := t.first + 1; i < t.end-1; i++ {
			n := r.quoteAt[i]
			if n < 0 || r.quotations[n].parent >= 0 || r.quotations[n].end > t.end {
				continue
			}
			if before := r.quoteAt[t.first]; before >= 0 && r.quotations[before].closed && r.quotations[before].end == i {
				content = slices.Insert(content, k+1, tokens{i, t.end})
				content[k].end = i
				break
			}
		}
	}
	return content
}
