package reading

import (
	"slices"

	"sayso"
	"sayso/english"
)

// Quotations that no statement holds after the weights have had their say are given to somebody by the layout of the page:
// to the statement they continue, or to words beside them that have the shape of a source and a cue, whatever the verb.

// giveLeftOver goes through the quotations that are left over in the order of the text. rejected are the candidates that
// were too unlikely to become statements.
func (r *Reader) giveLeftOver(rejected []candidate, byRules []statement) {
	r.own()
	for _, p := range r.doc.Paragraphs {
		first, end := r.tokensIn(p)
		for i := first; i < end; i++ {
			n := r.quoteAt[i]
			if n < 0 || r.quotations[n].parent >= 0 {
				continue
			}
			q := &r.quotations[n]
			if r.owner[n] < 0 || r.swallowed(n) {
				r.giveQuotation(n, first, end, rejected, byRules)
			}
			i = max(i, q.end-1)
		}
	}
	r.giveBack()
}

// giveQuotation finds a statement for quotation n in the paragraph first to end-1.
func (r *Reader) giveQuotation(n int32, first, end int, rejected []candidate, byRules []statement) {
	q := &r.quotations[n]
	if q.continued && q.open == first {
		if before := r.continuedBy(n); before >= 0 && r.owner[before] >= 0 {
			r.give(n, r.owner[before])
		}
		return
	}
	speech := r.isSpeech(q, end)
	if !speech && !r.breaksOff(q) {
		return
	}
	// a candidate that the filter thought unlikely, but that would account for the quotation
	for i := range rejected {
		if c := &rejected[i]; r.owner[n] < 0 && c.right >= leastQuoted && c.right < leastStatement && overlapOf(c.content, []tokens{{q.open, q.end}}) > 0.7 && r.adoptOne(c, byRules) {
			r.ownContent(int32(len(r.found) - 1))
			return
		}
	}
	if st, ok := r.claimed(q, end); ok {
		r.found = append(r.found, st)
		r.take(st.content)
		r.owner[n] = int32(len(r.found) - 1)
		return
	}
	if !speech || r.owner[n] >= 0 {
		return
	}
	if s := r.resumed(q, first); s >= 0 {
		r.give(n, s)
		return
	}
	if s := r.acrossParagraph(q, first, end); s >= 0 {
		r.give(n, s)
		return
	}
	if st, ok := r.ledUpTo(q); ok {
		r.found = append(r.found, st)
		r.take(st.content)
		r.owner[n] = int32(len(r.found) - 1)
	}
}

// swallowed reports whether quotation n stands in the middle of a clause that is another statement's content.
func (r *Reader) swallowed(n int32) bool {
	q := &r.quotations[n]
	if !r.endsBefore(q.open) && r.doc.Tokens[q.open-1].Kind != english.Dash {
		return false
	}
	for _, t := range r.found[r.owner[n]].content {
		if t.first < q.open-2 && q.end <= t.end {
			return r.quotedAround(q.open) < t.first
		}
	}
	return false
}

// leastQuoted is the probability from which a candidate becomes a statement where nobody else has the quotation that is
// its content.
const leastQuoted = 0.05

// breaksOff reports whether a quotation of several words ends with a comma, a question mark or an exclamation mark inside
// its marks, as speech does before "he said".
func (r *Reader) breaksOff(q *quotation) bool {
	return q.closed && q.end-q.open > 4 && r.endsWithMark(item{q.open, q.end, quoted, r.quoteAt[q.open]})
}

// claimed makes a statement of a quotation that breaks off before a verb with a subject, in either order, whatever the
// verb: "…," the crowd roared; "…!" beamed Marrow.
func (r *Reader) claimed(q *quotation, end int) (st statement, ok bool) {
	if !r.breaksOff(q) || !r.endsBefore(q.open) && !r.loose(q.open-1) || q.end >= end || r.doc.Tokens[q.end].Kind != english.Word {
		return st, false
	}
	stop := min(end, q.end+30, int(r.doc.Sentences[r.sentenceAt(q.end)].End))
	base := len(r.items)
	r.appendItems(q.end, stop)
	it := r.items[base:]
	defer func() { r.items = r.items[:base] }()
	if len(it) < 2 {
		return st, false
	}
	verb, source := 0, tokens{}
	if r.saysItself(it, 0) {
		s := r.subjectAfter(it, 1)
		if !s.found {
			return st, false
		}
		source = span(it, s.first, s.end)
	} else {
		verb = r.nounPhrase(it, 0)
		if verb == 0 || verb >= len(it) || r.onlyTime(it, 0, verb) {
			return st, false
		}
		source = span(it, 0, verb)
		if stop, closing := r.apposition(it, verb); closing && !it[verb+1].tag.Finite() {
			source, verb = span(it, 0, stop), stop+1
		}
		for verb < len(it) && it[verb].tag == english.RB {
			verb++
		}
		if verb >= len(it) || !r.saysItself(it, verb) {
			return st, false
		}
	}
	st = statement{entry: r.entryOf(it[verb].first), rule: quoteBesideVerb, source: []tokens{r.trim(source)}, cue: []tokens{span(it, verb, verb+1)},
		content: []tokens{{q.open, q.end}}}
	return st, !st.overlaps()
}

// saysItself reports whether item k is a finite verb that can be a cue beside a quotation: any but forms of be, have, do and
// modals.
func (r *Reader) saysItself(it []item, k int) bool {
	return it[k].quote < 0 && it[k].tag.Finite() && it[k].tag != english.MD && !aux[r.lower(it[k].first)]
}

// entryOf is the lexicon's entry of a verb, nil for verbs that it does not have.
func (r *Reader) entryOf(token int) *entry { return lexicon().verb(r.lower(token)) }

// appendItems appends the items of tokens first to end-1: quotations whole.
func (r *Reader) appendItems(first, end int) {
	for i := first; i < end; i++ {
		if n := r.quoteAt[i]; n >= 0 && r.quotations[n].end <= end {
			r.items = append(r.items, item{i, r.quotations[n].end, quoted, n})
			i = r.quotations[n].end - 1
			continue
		}
		r.items = append(r.items, item{i, i + 1, r.doc.Tokens[i].Tag, -1})
	}
}

// ledUpTo makes a statement of a quotation behind words that lead up to it: a name and a colon ("Marrow: …"), a clause
// and a colon, or a verb right before it, with or without a comma. The words may stand at the end of the paragraph before.
func (r *Reader) ledUpTo(q *quotation) (st statement, ok bool) {
	at := q.open
	for at > 0 && r.loose(at-1) && r.doc.Tokens[at-1].Kind == english.Mark {
		at--
	}
	if at == 0 || r.doc.Tokens[at-1].Kind != english.Word && r.doc.Tokens[at-1].Kind != english.Number && r.doc.Tokens[at-1].Tag != english.CloseBracket {
		return st, false
	}
	sentence := r.doc.Sentences[r.sentenceAt(at-1)]
	start := max(int(sentence.First), at-40)
	isColon := at < q.open && r.doc.Form(at) == ":"
	verb := -1
	for i := at - 1; i >= start; i-- {
		if t := r.doc.Tokens[i].Tag; t.Verb() && t != english.VBN && !aux[r.lower(i)] {
			verb = i
			break
		}
	}
	switch {
	case verb >= 0 && (isColon || verb >= at-2):
		subject := r.trim(r.finder.view.tree.subjectOf(verb))
		if subject.empty() || subject.first < start || subject.end > at {
			return st, false
		}
		cue := tokens{verb, at}
		if subject.first > verb { // Stated Marrow:
			cue.end = subject.first
		}
		if isColon && cue.end == at {
			cue.end++
		}
		st = statement{entry: r.entryOf(verb), rule: quoteBesideVerb, source: []tokens{subject}, cue: []tokens{cue}}
	case verb < 0 && isColon:
		source := r.trim(tokens{start, at})
		for i := source.first; i < source.end; i++ {
			if k := r.doc.Tokens[i].Kind; k == english.Dash || k == english.Stop && i+1 < source.end && r.doc.Tokens[i+1].Space {
				source.first = i + 1
			}
		}
		if source.empty() || source.end-source.first > 8 {
			return st, false
		}
		st = statement{entry: according, rule: colon, source: []tokens{source}, cue: []tokens{{at, at + 1}}}
	default:
		return st, false
	}
	st.content = []tokens{{q.open, q.end}}
	return st, !st.overlaps()
}

// own fills owner: for every quotation the statement that holds most of it, -1 if none does.
func (r *Reader) own() {
	r.owner = r.owner[:0]
	for range r.quotations {
		r.owner = append(r.owner, -1)
	}
	for k := range r.found {
		r.ownContent(int32(k))
	}
}

func (r *Reader) ownContent(k int32) {
	for _, t := range r.found[k].content {
		for i := t.first; i < t.end; i++ {
			if n := r.quoteAt[i]; n >= 0 && r.owner[n] < 0 {
				if q := &r.quotations[n]; 2*(min(q.end, t.end)-i) > q.end-q.open {
					r.owner[n] = k
				}
			}
		}
	}
}

// give adds quotation n to the content of statement s.
func (r *Reader) give(n, s int32) {
	r.addContent(&r.found[s], &r.quotations[n])
	r.owner[n] = s
}

func (r *Reader) tokensIn(p english.Paragraph) (first, end int) {
	return int(r.doc.Sentences[p.First].First), int(r.doc.Sentences[p.End-1].End)
}

// continuedBy returns the quotation of the paragraph before that quotation n continues, -1 if there is none.
func (r *Reader) continuedBy(n int32) int32 {
	for k := n - 1; k >= 0; k-- {
		if r.quotations[k].next == n {
			return k
		}
	}
	return -1
}

// giveBack gives quotations that go on in the next paragraph, and that nobody has, to the statement of that: the cue came
// with the last paragraph only.
func (r *Reader) giveBack() {
	for n := len(r.quotations) - 1; n >= 0; n-- {
		q := &r.quotations[n]
		if q.next >= 0 && r.owner[n] < 0 && r.owner[q.next] >= 0 && q.end > q.open+1 {
			r.give(int32(n), r.owner[q.next])
		}
	}
}

// resumed returns the statement that a quotation at the start of a sentence continues, -1 if none: "…," Marrow said. "…"
// The statement ends with the sentence before.
func (r *Reader) resumed(q *quotation, first int) int32 {
	if q.open == first || !r.endsBefore(q.open) {
		return -1
	}
	here := r.sentenceAt(q.open)
	best, least := int32(-1), 0
	for k := range r.found {
		s := &r.found[k]
		end := s.last()
		if s.start() < first || end > q.open {
			continue
		}
		// sentences between, and one more where what it holds is no quotation
		far := here - r.sentenceAt(end-1)
		if r.kind(s.content) == sayso.Indirect {
			far++
		}
		if far <= 2 && (best < 0 || far < least || far == least && end >= r.found[best].last()) {
			best, least = int32(k), far
		}
	}
	return best
}

// last is the token after the last part of the statement, circumstances left out.
func (s *statement) last() int {
	last := 0
	for _, part := range [][]tokens{s.source, s.cue, s.content} {
		for _, t := range part {
			last = max(last, t.end)
		}
	}
	return last
}

// sentenceAt returns the number of the sentence of token i.
func (r *Reader) sentenceAt(i int) int {
	n, _ := slices.BinarySearchFunc(r.doc.Sentences, i, func(s english.Sentence, i int) int {
		switch {
		case int(s.End) <= i:
			return -1
		case int(s.First) > i:
			return 1
		}
		return 0
	})
	return n
}

// endsBefore reports whether a sentence ends right before token i.
func (r *Reader) endsBefore(i int) bool {
	for i--; i >= 0; i-- {
		switch k := r.doc.Tokens[i].Kind; {
		case k == english.Stop:
			return true
		case k == english.Quote || r.doc.Tokens[i].Tag == english.CloseBracket:
			continue
		}
		return false
	}
	return true
}

// acrossParagraph returns the statement of a quotation that fills a paragraph of its own: the last one of the paragraph
// before if that holds a quotation and nothing but the rest of its sentence follows it there; else the one whose quotation
// opens the paragraph behind. -1 if there is none.
func (r *Reader) acrossParagraph(q *quotation, first, end int) int32 {
	if q.open != first || end-q.end > 1 || first == 0 {
		return -1
	}
	before := r.paragraphAt(first - 1)
	from, to := r.tokensIn(r.doc.Paragraphs[before])
	best := int32(-1)
	for i := from; i < to; i++ {
		if n := r.quoteAt[i]; n >= 0 && r.quotations[n].parent < 0 && r.owner[n] >= 0 {
			best = r.owner[n]
		}
	}
	if best >= 0 && r.stops(min(r.found[best].end(), to), to) <= 1 {
		return best
	}
	if p := before + 2; p < len(r.doc.Paragraphs) {
		from, _ := r.tokensIn(r.doc.Paragraphs[p])
		if n := r.quoteAt[from]; n >= 0 && r.owner[n] >= 0 {
			return r.owner[n]
		}
	}
	return -1
}

// paragraphAt returns the number of the paragraph of token i.
func (r *Reader) paragraphAt(i int) int {
	p, _ := slices.BinarySearchFunc(r.doc.Paragraphs, i, func(p english.Paragraph, i int) int {
		if first, end := r.tokensIn(p); end <= i {
			return -1
		} else if first > i {
			return 1
		}
		return 0
	})
	return p
}
