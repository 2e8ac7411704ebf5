package reading

import (
	"sayso/english"
)

// trailingCue finds the cue of "…, Marrow said on Monday." among the last words of the sentence.
func (s *sentence) trailingCue() int {
	for i := len(s.cues) - 1; i >= 0; i-- {
		c := &s.cues[i]
		if !c.finite || c.passive || !c.entry.can(bare) && c.entry.lemma != "report" {
			continue
		}
		subj := s.r.subjectBefore(s.it, c.first)
		if !subj.found || subj.first < 2 || s.it[subj.first-1].tag != english.Comma {
			continue
		}
		tail := s.adverbials(c.end)
		if tail >= len(s.it) || s.it[tail].tag == english.Comma && tail+1 < len(s.it) && s.it[tail+1].tag == english.VBG {
			return i
		}
	}
	return -1
}

// atClauseStart reports whether the cue has nothing but a comma or a quotation before it.
func (s *sentence) atClauseStart(c *cue) bool {
	if c.first == 0 {
		return true
	}
	switch s.it[c.first-1].tag {
	case english.Comma, quoted, english.Colon:
		return true
	}
	return false
}

// invertible reports whether the subject may follow the cue: only behind what was said.
func (s *sentence) invertible(c *cue) bool {
	return c.first > 0 && s.atClauseStart(c) && c.entry.can(quotes)
}

// before makes a statement of which the content stands, at least in part, before source and cue.
func (s *sentence) before(c *cue, subj subject, inverted bool) bool {
	r, it := s.r, s.it
	if !c.entry.can(quotes | bare) {
		return false
	}
	start, end := min(subj.first, c.first), max(subj.end, c.end)
	if !inverted {
		end = c.end
	}
	from := s.covered
	k := start - 1
	if k < from {
		return false
	}
	comma := it[k].tag == english.Comma || it[k].tag == english.Colon && !r.is(it, k, ":", ";")
	if comma {
		k--
	}
	if k < from {
		return false
	}
	quote := it[k].quote >= 0 && (comma || r.endsWithMark(it[k]) || k == from) && c.entry.can(quotes)
	tail := end
	circumstance := tokens{}
	addressee := tokens{}
	if !inverted && c.entry.can(addressees) {
		if stop := r.bareForward(it, tail); stop > tail {
			addressee = span(it, tail, stop)
			tail = stop
		}
	}
	at := tail
	tail = s.adverbials(tail)
	circumstance = span(it, at, tail)
	clean := tail >= len(it) || it[tail].tag == english.Comma || it[tail].tag == english.Colon || it[tail].tag == quoted ||
		it[tail].tag == english.CC || it[tail].tag == english.VBG || it[tail].tag == english.WRB || it[tail].tag == english.IN
	broken := false // The plan, Marrow said, was dead.
	switch {
	case quote:
	case !comma || !clean || !c.finite || !c.entry.can(bare):
		return false
	default:
		if tail < len(it) && (it[tail].tag == english.IN && r.is(it, tail, "that", "whether") || it[tail].tag == quoted || it[tail].tag == english.Colon) {
			return false
		}
		if tail+1 < len(it) && it[tail].tag == english.Comma && it[tail+1].tag == quoted {
			return false // "When he arrived, he said, "…""
		}
		broken = tail+1 < len(it) && it[tail].tag == english.Comma && !s.hasClause(from, k+1) &&
			(s.goesOn(tail+1) || s.startsClause(tail+1)) && !s.participle(tail+1)
		if !broken && (!s.hasClause(from, k+1) || s.subordinate(from, k+1)) {
			return false
		}
	}
	st := statement{entry: c.entry, rule: clauseThenCue, negated: c.negated, hypothetical: c.doubtful, depth: s.depth,
		addressee: addressee, circumstance: circumstance}
	if quote {
		st.rule = quoteThenCue
	}
	st.source = []tokens{r.trim(span(it, subj.first, subj.end))}
	st.cue = []tokens{span(it, c.first, c.end)}
	first := tokens{}
	if quote {
		// back to the beginning of what was said: the quotation and the clause it closes
		first = span(it, s.contentStart(from, k), k+1)
	} else {
		first = span(it, from, k+1)
	}
	st.content = []tokens{r.trimContent(first)}
	// … and what goes on behind it
	if tail < len(it) {
		rest := tail
		if it[rest].tag == english.Comma || it[rest].tag == english.Colon {
			rest++
		}
		if rest < len(it) {
			switch {
			case it[rest].tag == quoted:
				stop := s.clauseEnd(rest, c)
				st.content = append(st.content, r.trimContent(span(it, rest, stop)))
				s.covered = stop
			case quote && it[rest].tag == english.IN && r.is(it, rest, "that"),
				!quote && rest > tail && it[tail].tag == english.Comma && (broken || s.goesOn(rest)):
				stop := s.clauseEnd(rest, c)
				st.content = append(st.content, r.trimContent(span(it, rest, stop)))
				s.covered = stop
			}
		}
	}
	s.covered = max(s.covered, end)
	s.subject = subj
	s.emit(st)
	return true
}

// goesOn reports whether the clause broken off before the cue goes on at item k: the part before had no finite verb,
// or the part behind begins with one.
func (s *sentence) goesOn(k int) bool {
	return s.it[k].tag.Finite() || s.it[k].tag == english.TO || s.it[k].tag == english.VBN
}

// participle reports whether a participle begins at item k: a comment on the cue, no part of the content.
func (s *sentence) participle(k int) bool { return s.it[k].tag == english.VBG }

// contentStart returns the first item of the content that ends with the quotation at item k: the quotation itself
// unless words of the same clause stand before it.
func (s *sentence) contentStart(from, k int) int {
	for j := k - 1; j >= from; j-- {
		switch {
		case s.it[j].quote >= 0:
			continue
		case s.it[j].tag == english.Comma || s.it[j].tag == english.Colon:
			if s.hasClause(from, j) {
				continue
			}
		}
	}
	if k > from && s.it[k-1].quote < 0 {
		return from
	}
	return k
}

// hasClause reports whether a finite verb stands among items a to b-1, or a quotation that may hold one.
func (s *sentence) hasClause(a, b int) bool {
	for k := a; k < b; k++ {
		if s.it[k].tag.Finite() || s.it[k].quote >= 0 && s.it[k].end-s.it[k].first > 6 {
			return true
		}
	}
	return false
}

// subordinate reports whether items a to b-1 are but an adverbial clause: "When he arrived, …".
func (s *sentence) subordinate(a, b int) bool {
	if a < b && (s.it[a].tag == english.WRB || s.it[a].tag == english.IN && s.r.is(s.it, a, "if", "while", "after", "before",
		"although", "though", "because", "since", "as", "once", "until", "unless")) {
		// a main clause behind another comma frees it
		for k := a; k < b; k++ {
			if s.it[k].tag == english.Comma && s.hasClause(k, b) {
				return false
			}
		}
		return true
	}
	return false
}
