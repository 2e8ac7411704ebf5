package reading

import (
	"sayso/english"
)

// The constructions of attribution that are no verb with a subject.

// accordingTo finds "according to X, …" and "…, according to X".
func (s *sentence) accordingTo() {
	r, it := s.r, s.it
	for k := 0; k+2 < len(it); k++ {
		if !r.is(it, k, "according") || !r.is(it, k+1, "to") {
			continue
		}
		end := r.nounPhrase(it, k+2)
		if end == k+2 {
			continue
		}
		source := end
		if stop, closing := r.apposition(it, end); stop > end && closing && stop < len(it) && k == 0 {
			// According to Marrow, a spokesman, the …: an apposition only where a clause still follows
			if s.hasClause(stop, len(it)) && !s.hasFinite(end, stop) {
				source = stop
			}
		} else if stop > end && k > 0 && !s.hasFinite(end, stop) {
			source = stop
		}
		st := statement{rule: accordingTo, depth: s.depth, entry: according}
		st.source = []tokens{r.trim(span(it, k+2, source))}
		st.cue = []tokens{span(it, k, k+2)}
		rest := source
		if rest < len(it) && it[rest].tag == english.Comma {
			rest++
		}
		if k == 0 || k == 1 && it[0].tag == english.CC {
			stop := len(it)
			// According to Marrow, the talks failed, the Herald reported.
			for i := range s.cues {
				c := &s.cues[i]
				if c.first > rest && c.end == len(it) && c.entry.can(quotes) {
					if subj := r.subjectBefore(it, c.first); subj.found && subj.first > rest {
						switch before := it[subj.first-1]; {
						case before.tag == english.Comma:
							stop = subj.first - 1
						case before.quote >= 0 && r.endsWithMark(before):
							stop = subj.first
						}
					}
				}
			}
			st.content = []tokens{r.trim(span(it, rest, stop))}
			if stop == len(it) {
				s.covered = len(it)
			}
		} else {
			st.content = []tokens{r.trim(span(it, s.covered, k))}
			if rest < len(it) && it[k-1].tag == english.Comma && (it[rest].tag.Finite() || it[rest].quote >= 0) {
				st.content = append(st.content, r.trim(span(it, rest, len(it))))
			}
			if s.hasCueOver(0, k) {
				// The cue on the left has the clause for its content; the chain is found in the circumstances.
				st.content = st.content[:1]
			}
		}
		s.subject = subject{first: k + 2, end: source, head: [2]int{k + 2, end}, found: true}
		s.emit(st)
		return
	}
}

var asking = &entry{lemma: "?", mode: "ask", takes: quotes}

var according = &entry{lemma: "according to", mode: "say", takes: clauses | bare | quotes}

func (s *sentence) hasFinite(a, b int) bool {
	for k := a; k < b; k++ {
		if s.it[k].tag.Finite() {
			return true
		}
	}
	return false
}

func (s *sentence) hasCueOver(a, b int) bool {
	for i := range s.cues {
		if s.cues[i].first >= a && s.cues[i].end <= b && s.cues[i].entry.can(quotes) && s.cues[i].finite {
			return true
		}
	}
	return false
}

// readPassive reads "it was reported that …", "Marrow was asked whether …" and "… is expected to …".
func (s *sentence) readPassive(c *cue, subj subject) {
	r, it := s.r, s.it
	k := s.adverbials(c.end)
	if k >= len(it) {
		return
	}
	st := statement{entry: c.entry, rule: passive, negated: c.negated, hypothetical: c.doubtful, depth: s.depth}
	st.cue = []tokens{span(it, c.first, c.end)}
	switch {
	case subj.found && r.is(it, subj.first, "it") && r.is(it, k, "that") && c.entry.can(clauses):
	case c.entry.can(addressees) && c.entry.can(clauses) && (r.is(it, k, "that", "whether", "if", "why", "how", "what", "when") || it[k].quote >= 0 || s.startsClause(k)):
		if subj.found {
			st.addressee = span(it, subj.first, subj.end)
		}
	case (c.entry.lemma == "expect" || c.entry.lemma == "believe" || c.entry.lemma == "say" || c.entry.lemma == "report" || c.entry.lemma == "think") && it[k].tag == english.TO && subj.found && s.depth == 0:
		st.rule = expected
		stop := s.clauseEnd(k, c)
		st.content = []tokens{r.trim(span(it, subj.first, subj.end)), r.trim(span(it, k, stop))}
		s.covered = stop
		s.emit(st)
		return
	default:
		return
	}
	stop := s.clauseEnd(k, c)
	st.content = []tokens{r.trim(span(it, k, stop))}
	s.covered = stop
	s.emit(st)
}

// nouns finds "the claim that …", "suggestions that …".
func (s *sentence) nouns() {
	r, it := s.r, s.it
	if s.depth > 0 {
		return
	}
	for k := s.covered; k+2 < len(it); k++ {
		if it[k].quote >= 0 || !it[k].tag.Noun() || !r.is(it, k+1, "that") {
			continue
		}
		e := lexicon().nouns[r.lower(it[k].first)]
		if e == nil || !s.hasFinite(k+2, len(it)) || it[k+2].tag.Finite() {
			continue
		}
		st := statement{entry: e, rule: noun, depth: s.depth}
		st.cue = []tokens{span(it, k, k+1)}
		if start := r.bareBefore(it, k); start < k {
			for j := start; j < k; j++ {
				if it[j].tag == english.PRPS {
					st.source = []tokens{span(it, j, j+1)}
				} else if it[j].tag == english.POS && j > start {
					st.source = []tokens{span(it, start, j)}
				}
			}
		}
		stop := s.clauseEnd(k+1, &cue{verb: k})
		st.content = []tokens{r.trim(span(it, k+1, stop))}
		s.emit(st)
		k = stop
	}
}

// nestedCue reads cue i, which stands in the content of another statement: "Marrow said that Achterberg had denied …".
func (s *sentence) nestedCue(i int) {
	c := &s.cues[i]
	if !c.finite || c.passive || c.infinitive || !c.entry.can(clauses|quotes) {
		return
	}
	subj := s.r.subjectBefore(s.it, c.first)
	if !subj.found || s.it[subj.first].tag == english.WP || s.it[subj.first].tag == english.WDT {
		return
	}
	covered, subject := s.covered, s.subject
	s.it = s.it[:covered]
	s.after(i, subj, nested)
	s.it = s.it[:s.length]
	s.covered, s.subject = covered, subject
}
