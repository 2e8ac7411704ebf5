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

// attachments skips the prepositional phrases that belong to an addressee: a crowd of supporters.
func (r *Reader) attachments(it []item, k int) int {
	for k+1 < len(it) && r.is(it, k, "of", "from", "with") && it[k].tag == english.IN {
		stop := r.bareForward(it, k+1)
		if stop == k+1 {
			return k
		}
		k = stop
	}
	return k
}

// adverbials skips what may stand between a cue and its content: adverbs, times, prepositional phrases.
func (s *sentence) adverbials(k int) int {
	r, it := s.r, s.it
	for k < len(it) && it[k].quote < 0 {
		t := it[k].tag
		w := r.lower(it[k].first)
		switch {
		case t == english.RB && !s.startsClauseWithAdverb(k), t == english.RP:
			k++
		case weekdays[w] || timeword[w] && t != english.IN:
			k++
			for k < len(it) && r.isTime(it, k) {
				k++
			}
		case (w == "last" || w == "this" || w == "next" || w == "earlier" || w == "late" || w == "early") && k+1 < len(it) && s.timeNoun(k+1):
			k += 2
		case (t == english.IN || t == english.TO) && w != "that" && w != "whether" && w != "if" && w != "because" && w != "while" &&
			w != "although" && w != "though" && w != "as" && w != "so" && !(t == english.TO && k+1 < len(it) && it[k+1].tag == english.VB):
			stop := r.bareForward(it, k+1)
			if stop == k+1 || stop < len(it) && it[stop].tag.Finite() {
				return k
			}
			for stop+1 < len(it) && (it[stop].tag == english.IN || it[stop].tag == english.TO) && it[stop].quote < 0 && binds[r.lower(it[stop].first)] {
				next := r.bareForward(it, stop+1)
				if next == stop+1 || next < len(it) && it[next].tag.Finite() {
					break
				}
				stop = next
			}
			k = stop
		case t == english.Comma && k+2 < len(it) && r.is(it, k+1, "citing"):
			stop := r.nounPhrase(it, k+2)
			if stop > k+2 && stop+1 < len(it) && it[stop].tag == english.Comma && r.is(it, stop+1, "that") {
				return stop + 1
			}
			return k
		case t == english.Comma && k+2 < len(it) && it[k+1].tag == english.IN && !r.is(it, k+1, "that", "if", "whether", "because", "while"):
			// said, in a speech on Monday, that …
			stop := s.adverbials(k + 1)
			if stop > k+1 && stop+1 < len(it) && it[stop].tag == english.Comma && (r.is(it, stop+1, "that") || it[stop+1].quote >= 0) {
				return stop + 1
			}
			return k
		case t == english.OpenBracket:
			j := k
			for j < len(it) && j < k+12 && it[j].tag != english.CloseBracket {
				j++
			}
			if j >= len(it) || it[j].tag != english.CloseBracket {
				return k
			}
			k = j + 1
		default:
			return k
		}
	}
	return k
}

func (s *sentence) timeNoun(k int) bool {
	return s.r.is(s.it, k, "week", "month", "year", "weekend", "night", "spring", "summer", "autumn", "fall", "winter", "day") || s.r.isTime(s.it, k)
}

// startsClauseWithAdverb reports whether the adverb at item k opens the content rather than closing the cue.
func (s *sentence) startsClauseWithAdverb(k int) bool {
	return k+1 < len(s.it) && s.it[k+1].tag == english.Comma && !s.r.is(s.it, k, "however")
}

// startsClause reports whether a clause begins at item k: a phrase that a finite verb follows.
func (s *sentence) startsClause(k int) bool {
	it := s.it
	t := it[k].tag
	if !opensPhrase(t) && !inPhrase(t) && t != english.PRP && t != english.EX && t != english.VBG && t != english.IN && t != english.RB &&
		t != english.RBR && t != english.JJR && t != english.RBS {
		return false
	}
	if t == english.IN && s.r.is(it, k, "of", "about", "for", "to") {
		return false
	}
	for j := k; j < len(it) && j < k+40; j++ {
		switch {
		case j > k && s.r.is(it, j, "that") && it[j].tag != english.DT:
			return false // believed the claim that …
		case it[j].tag.Finite() && j > k, it[j].tag == english.VB && j > k && it[j-1].tag == english.NNS:
			return true
		case it[j].tag == english.Comma && j < k+2 && t != english.RB, it[j].tag == english.WDT || it[j].tag == english.WP:
			return j < k+12 && s.hasClause(j+3, len(it)) && j > k
		}
	}
	return false
}

// clauseEnd returns the item after the content of cue c that begins with item k: the end of the sentence, or where
// another statement of the sentence begins.
func (s *sentence) clauseEnd(k int, c *cue) int {
	r, it := s.r, s.it
	for j := k + 1; j < len(it); j++ {
		switch it[j].tag {
		case english.Comma:
			n := j + 1
			if n >= len(it) || c.relative {
				return j
			}
			if r.is(it, n, "according") {
				return j
			}
			if next := s.cueAt(n); next != nil && it[next.verb].tag == english.VBG && next.verb == n && next.entry.can(quotes|clauses) {
				return j
			}
			if it[n].tag == english.CC || r.is(it, n, "while", "though", "although", "whereas") {
				n++
				if next := s.nextCue(n); next != nil && next.entry.can(quotes) && next.finite {
					if next.first == n || s.subjectFills(n, next.first) {
						return j
					}
				}
			}
		case english.Colon:
			if r.is(it, j, ";") {
				if next := s.nextCue(j + 1); next != nil && next.entry.can(quotes) && next.finite && s.subjectFills(j+1, next.first) {
					return j
				}
			}
		case english.CC:
			if next := s.cueAt(j + 1); next != nil && next.finite && next.entry.can(quotes) && s.sameTense(c, next) {
				if it[j-1].tag == english.Comma {
					return j - 1
				}
				return j
			}
		case english.VBG:
			if r.is(it, j, "according") && j+1 < len(it) && r.is(it, j+1, "to") {
				return j
			}
		}
	}
	return len(it)
}

// objectEnd is clauseEnd for an object, which also ends with its phrase.
func (s *sentence) objectEnd(k int, c *cue) int {
	end := s.clauseEnd(k, c)
	for j := k + 1; j < end; j++ {
		switch {
		case it(s, j, english.Comma), it(s, j, english.WRB), s.it[j].tag == english.CC && j+1 < end && s.it[j+1].tag.Finite(),
			s.r.is(s.it, j, "while", "after", "before", "when", "because", "but", "although", "though", "since"):
			return j
		}
	}
	return end
}

func it(s *sentence, j int, t english.Tag) bool { return s.it[j].tag == t }

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
