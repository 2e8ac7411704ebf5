package reading

import "sayso/english"

// readSentence finds the statements of one sentence of a passage.
func (r *Reader) readSentence(it []item, depth int) {
	end := len(it)
	for end > 0 && it[end-1].quote < 0 && r.loose(it[end-1].first) {
		end--
	}
	if end < 2 {
		return
	}
	it = it[:end]
	s := sentence{r: r, it: it, length: len(it), depth: depth, cues: r.cues(it)}
	s.accordingTo()
	s.trailing = s.trailingCue()
	for i := range s.cues {
		s.readCue(i)
	}
	s.nouns()
}

// sentence is a sentence being read.
type sentence struct {
	r      *Reader
	it     []item
	length int // of the whole sentence; it is cut short while a nested statement is read
	depth  int
	cues   []cue
	// trailing is the number of the cue that closes the sentence and has all of it for its content, -1 if none does.
	trailing int
	// covered is the first item behind the contents found so far that run to the right of their cue.
	covered int
	// subject is the source of the last statement of the sentence.
	subject subject
}

// readCue finds the statement of cue i, if it makes one.
func (s *sentence) readCue(i int) {
	c := &s.cues[i]
	if c.first < s.covered {
		s.nestedCue(i)
		return
	}
	r, it := s.r, s.it
	if s.invertible(c) && c.finite && it[c.first-1].quote >= 0 || c.first > 1 && s.invertible(c) && it[c.first-2].quote >= 0 {
		if inv := r.subjectAfter(it, c.end); inv.found && s.before(c, inv, true) {
			return
		}
	}
	subj := r.subjectBefore(it, c.first)
	if c.passive {
		s.readPassive(c, subj)
		return
	}
	if c.infinitive {
		return
	}
	c.relative = subj.found && (it[subj.first].tag == english.WP || it[subj.first].tag == english.WDT)
	if subj.found && it[c.verb].tag != english.VBG || c.finite && subj.found {
		if s.before(c, subj, false) || s.after(i, subj, 0) {
			return
		}
	}
	if !subj.found && (c.finite || it[c.verb].tag == english.VB && s.atClauseStart(c)) {
		if inv := r.subjectAfter(it, c.end); inv.found && s.invertible(c) && s.before(c, inv, true) {
			return
		}
	}
	if !subj.found {
		if shared := s.sharedSubject(c); shared.found {
			s.after(i, shared, sharedSubject)
		}
	}
}

// after makes a statement of which the content follows the cue. by is the rule if it is not the construction's own.
func (s *sentence) after(i int, subj subject, by rule) bool {
	r, it := s.r, s.it
	c := &s.cues[i]
	e := c.entry
	k := c.end
	st := statement{entry: e, negated: c.negated, hypothetical: c.doubtful, depth: s.depth}
	if e.can(addressees) && k < len(it) && !r.isTime(it, k) && it[k].quote < 0 {
		if stop := r.bareForward(it, k); stop > k && stop <= len(it) {
			st.addressee = span(it, k, stop)
			k = stop
			if stop := r.attachments(it, k); stop > k {
				k = stop
			}
		}
	}
	at := k
	k = s.adverbials(k)
	st.circumstance = span(it, at, k)
	if k >= len(it) {
		return false
	}
	stop := 0
	switch {
	case e.can(quotes) && it[k].quote >= 0:
		st.rule = cueThenQuote
		stop = s.clauseEnd(k, c)
	case e.can(quotes) && k+1 < len(it) && (it[k].tag == english.Comma || r.is(it, k, ":")) && it[k+1].quote >= 0:
		st.rule = cueThenQuote
		k++
		stop = s.clauseEnd(k, c)
	case e.can(quotes) && r.is(it, k, ":") && s.hasClause(k, len(it)):
		st.rule = cueThenQuote
		k++
		stop = len(it)
	case e.can(clauses) && r.is(it, k, "that", "whether", "if", "why", "how", "what", "who", "when", "where", "which") &&
		(r.is(it, k, "that") || s.hasClause(k+1, len(it))):
		if r.is(it, k, "if", "when", "where") && e.mode != "ask" && e.lemma != "know" || r.is(it, k, "who", "which") && e.mode != "ask" && e.lemma != "know" {
			return false
		}
		st.rule = thatClause
		stop = s.clauseEnd(k, c)
	case e.can(bare) && s.startsClause(k):
		st.rule = bareClause
		stop = s.clauseEnd(k, c)
	case e.can(infinitives) && k+1 < len(it) && it[k].tag == english.TO && s.depth == 0:
		st.rule = toInfinitive
		stop = s.clauseEnd(k, c)
	case e.can(objects) && at == k && s.depth == 0 && (opensPhrase(it[k].tag) || inPhrase(it[k].tag) || it[k].tag == english.PRP):
		st.rule = object
		stop = s.objectEnd(k, c)
	default:
		return false
	}
	if st.rule == object && (!st.addressee.empty() || e.lemma == "dismiss" && r.personalNoun(it, k, stop)) {
		return false // dismissed his adviser
	}
	if stop <= k {
		return false
	}
	if (st.rule == object || st.rule == toInfinitive) && s.trailing > i {
		return false // its clause is what the closing cue reports
	}
	if by != 0 {
		if st.rule == toInfinitive || st.rule == object && it[c.verb].tag != english.VBG {
			return false
		}
		if st.rule != object {
			st.rule = by
		}
	}
	st.source = []tokens{r.trim(span(it, subj.first, subj.end))}
	st.cue = []tokens{span(it, c.first, c.end)}
	st.content = []tokens{r.trimContent(span(it, k, stop))}
	s.covered = stop
	s.subject = subj
	s.emit(st)
	return true
}

// cueAt returns the cue that begins with item k, nil if none does.
func (s *sentence) cueAt(k int) *cue {
	for i := range s.cues {
		if s.cues[i].first == k {
			return &s.cues[i]
		}
	}
	return nil
}

// nextCue returns the first cue from item k on, nil if there is none.
func (s *sentence) nextCue(k int) *cue {
	for i := range s.cues {
		if s.cues[i].first >= k {
			return &s.cues[i]
		}
	}
	return nil
}

// subjectFills reports whether items a to b-1 are a subject and nothing else.
func (s *sentence) subjectFills(a, b int) bool {
	subj := s.r.subjectBefore(s.it, b)
	return subj.found && subj.first <= a
}

func (s *sentence) sameTense(a, b *cue) bool {
	return s.it[a.verb].tag == s.it[b.verb].tag || a.form&b.form&(past|participle) != 0 || a.form&b.form != 0
}

// sharedSubject finds the subject of a cue that has none beside it: of "…, adding that" and "… and said".
func (s *sentence) sharedSubject(c *cue) subject {
	if c.first == 0 {
		return subject{}
	}
	it := s.it
	prev := it[c.first-1].tag
	gerund := it[c.verb].tag == english.VBG
	switch {
	case gerund && (prev == english.Comma || prev == quoted):
	case gerund && c.entry.can(quotes) && s.quoteFollows(c.end):
	case c.finite && (prev == english.CC || prev == english.Comma):
	case gerund && prev == english.IN && s.r.is(it, c.first-1, "by", "while", "before", "after", "in"):
	default:
		return subject{}
	}
	if s.subject.found {
		return s.subject
	}
	for k := c.first - 1; k > 0; k-- {
		if it[k].tag.Finite() {
			if subj := s.r.subjectBefore(it, k); subj.found {
				return subj
			}
		}
	}
	return subject{}
}

// quoteFollows reports whether a quotation follows, behind a comma, a colon or "that".
func (s *sentence) quoteFollows(k int) bool {
	if k < len(s.it) && (s.it[k].tag == english.Comma || s.r.is(s.it, k, ":", "that")) {
		k++
	}
	return k < len(s.it) && s.it[k].quote >= 0
}

func (s *sentence) emit(st statement) {
	if (s.depth > 0 || st.rule == nested) && s.firstPerson(st) {
		return
	}
	for _, t := range st.content {
		if t.empty() {
			return
		}
	}
	s.r.take(st.content)
	s.r.found = append(s.r.found, st)
}

// firstPerson reports whether a statement inside a quotation is its speaker's own "I think" or a general "you know":
// no attribution beyond the quotation itself.
func (s *sentence) firstPerson(st statement) bool {
	for _, t := range st.source {
		if t.end-t.first == 1 {
			switch s.r.lower(t.first) {
			case "i", "we", "you", "it", "that", "which", "this", "one":
				return true
			}
		}
	}
	return len(st.source) == 0
}

// take marks the quotations inside a content as said by somebody.
func (r *Reader) take(content []tokens) {
	for _, t := range content {
		for i := t.first; i < t.end; i++ {
			if n := r.quoteAt[i]; n >= 0 {
				r.quotations[n].taken = true
			}
		}
	}
}

// endsWithMark reports whether a quotation closes with punctuation inside its marks: ,” .” ?” as speech before a cue does.
func (r *Reader) endsWithMark(q item) bool {
	last := q.end - 1
	if r.quotations[q.quote].closed {
		last--
	}
	for last > q.first && r.doc.Tokens[last].Kind == english.Quote {
		last--
	}
	return last > q.first && r.loose(last)
}

// trimContent takes loose punctuation off a content, but never what a quotation mark encloses.
func (r *Reader) trimContent(t tokens) tokens { return r.trim(t) }
