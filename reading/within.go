package reading

import (
	"slices"

	"sayso/english"
)

// Statements within others, by the tree. The weights are trained on corpora that mark the outer level alone; what stands in
// a content is found by its grammar: a verb of the lexicon with a subject and what it governs, all of it in the content.

// evaluative verbs take an object and what it is thought to be: found her hostile.
var evaluative = wordSet("find consider deem think call judge believe declare")

// voicing verbs are followed by the attitude itself.
var voicing = wordSet("voice express favour favor prefer oppose support endorse back")

// chain puts statements within the one that reports them: "According to Marrow, the port was closed, the Herald reported" and "The
// port was closed, Marrow said, the Herald reported" are what the Herald reported. Both found the same clause.
func (r *Reader) chain() {
	for i := range r.found {
		in := &r.found[i]
		if len(in.cue) == 0 || len(in.source) != 1 || len(in.content) != 1 {
			continue
		}
		for k := range r.found {
			out := &r.found[k]
			if k == i || len(out.cue) == 0 || len(out.content) != 1 || overlapOf(out.content, in.content) < 0.9 {
				continue
			}
			if !r.isAny(in.cue[0].first, "according") && !(out.cue[0].first > in.last() && out.start() == in.start() && r.reports(out.cue[0])) {
				continue
			}
			whole := tokens{in.start(), max(in.last(), out.content[0].end)}
			wider := *out
			wider.content = []tokens{whole}
			if r.sentenceAt(whole.first) == r.sentenceAt(whole.end-1) && !wider.overlaps() {
				out.content = wider.content
				break
			}
		}
	}
}

// reports reports whether a cue is one of reporting what others said: "reported", "according to".
func (r *Reader) reports(cue tokens) bool {
	return r.isAny(cue.end-1, "reported", "reports") || r.isAny(cue.first, "according")
}

// findQuotedAs appends the statements of those whom others quote: "The agency quoted Marrow as saying that the port was closed".
func (r *Reader) findQuotedAs() {
	for i := range r.found {
		out := &r.found[i]
		if len(out.cue) != 1 || len(out.content) == 0 || out.content[0].first < out.cue[0].end || !r.isAny(out.cue[0].end-1, "quoted", "quotes", "cited", "cites", "quoting", "citing") {
			continue
		}
		t := out.content[0]
		for k := t.first + 1; k+2 < t.end && k < t.first+12; k++ {
			if !r.isAny(k, "as") || !r.isAny(k+1, "saying", "stating", "telling") {
				continue
			}
			content := r.withoutMarks(tokens{k + 2, t.end})
			if r.isAny(content.first, "that") && content.end-content.first > 1 {
				content.first++
			}
			source := r.trim(tokens{t.first, k})
			if !content.empty() && !source.empty() {
				r.found = append(r.found, statement{entry: according, rule: nested, depth: 1, source: []tokens{source}, cue: []tokens{{k, k + 2}}, content: []tokens{content}})
			}
			break
		}
	}
}

// findWithin appends the statements in the contents of those found so far.
func (r *Reader) findWithin() {
	t := &r.finder.view.tree
	taken := make([]bool, len(r.doc.Tokens))
	for i := range r.found {
		for _, c := range r.found[i].cue {
			for k := c.first; k < c.end; k++ {
				taken[k] = true
			}
		}
	}
	outer := len(r.found)
	held := make([]bool, len(r.doc.Tokens))
	for i := range outer {
		for _, part := range r.found[i].content {
			for k := part.first; k < part.end; k++ {
				held[k] = true
			}
		}
	}
	for i := range outer {
		if s := &r.found[i]; len(s.cue) > 0 && held[s.cue[0].first] {
			r.endBeforeFellow(t, s)
		}
	}
	for i := range outer {
		for _, part := range r.found[i].content {
			for v := part.first; v < part.end; v++ {
				if taken[v] || !r.doc.Tokens[v].Tag.Verb() {
					continue
				}
				if s, ok := r.withinAt(t, v, part); ok {
					taken[v] = true
					s.depth = 1
					r.found = append(r.found, s)
				}
			}
		}
	}
}

// endBeforeFellow ends the content of a statement that stands in another one's before a verb of saying that is joined to
// its own: Marrow [found him rude] but [believed …].
func (r *Reader) endBeforeFellow(t *treeView, s *statement) {
	n := len(s.content) - 1
	if n < 0 || s.content[n].first < s.cue[0].end {
		return
	}
	c := &s.content[n]
	edge := t.rightEdge(r.cueHead(&r.finder.view, s.cue[0]))
	if edge <= c.first || edge >= c.end {
		return
	}
	for i := edge; i < c.end && i < edge+4; i++ {
		if r.doc.Tokens[i].Tag.Verb() && lexicon().verb(r.lower(i)) != nil {
			*c = r.trim(tokens{c.first, edge})
			return
		}
	}
}

// withinAt makes a statement of verb v, all of it among the tokens of part.
func (r *Reader) withinAt(t *treeView, v int, part tokens) (st statement, ok bool) {
	lemma := r.grammar.Lemma(v)
	e := lexicon().verb(r.lower(v))
	if e == nil && !voicing[lemma] {
		return st, false
	}
	from := r.governed(t, v, e, lemma)
	if from < 0 {
		return st, false
	}
	cue := tokens{v, v + 1}
	for cue.first > part.first && r.partOfGroup(cue.first-1) {
		cue.first--
	}
	source := r.trim(t.subjectOf(v))
	if source.empty() || source.end-source.first > 30 || source.first < part.first || source.end > cue.first || source.end > part.end {
		return st, false
	}
	for from-1 > v && (r.loose(from-1) || r.doc.Tokens[from-1].Kind == english.Quote || r.isForm(from-1, "that")) {
		from--
	}
	content := tokens{max(from, v+1), min(t.rightEdge(v), part.end)}
	for i := content.first; i < content.end; i++ {
		if n := r.quoteAt[i]; n >= 0 && r.quotations[n].end <= part.end {
			content.end = max(content.end, r.quotations[n].end) // a quotation is whole
		}
	}
	content = r.withoutMarks(content)
	if content.empty() {
		return st, false
	}
	st = statement{entry: e, rule: nested, source: []tokens{source}, cue: []tokens{cue}, content: []tokens{content}}
	r.flagCue(&st)
	if source.end-source.first == 1 {
		switch r.lower(source.first) {
		case "you":
			// "you would say" is a hypothesis, "you know" is nobody's statement
			if !st.hypothetical {
				return st, false
			}
		case "i", "we", "it", "that", "which", "this", "one", "there", "what":
			return st, false
		}
	}
	return st, !st.overlaps()
}

// governed returns where that begins what verb v says or thinks, by the constructions that its entry e allows; -1 if it
// governs nothing of the kind.
func (r *Reader) governed(t *treeView, v int, e *entry, lemma string) int {
	clause, object, predicate := -1, -1, false
	for i := v + 1; i < len(t.head) && i < v+80; i++ {
		if int(t.head[i]) != v {
			if h := t.head[i]; h >= 0 && int(h) == object && t.bits[t.rel[i]-1]&(kidAcl) == 0 && r.doc.Tokens[i].Tag == english.JJ && i > object {
				predicate = true
			}
			continue
		}
		switch bit := t.bits[t.rel[i]-1]; {
		case bit == kidCcomp && clause < 0:
			if e != nil && e.can(clauses|bare|quotes) {
				clause = i
			}
		case bit == kidXcomp && clause < 0:
			switch {
			case e != nil && e.can(infinitives) && r.doc.Tokens[i].Tag == english.VB:
				clause = i
			case r.doc.Tokens[i].Tag == english.JJ:
				predicate = true
			}
		case bit == kidObj && object < 0:
			object = i
			predicate = predicate || r.doc.Tokens[i].Tag == english.JJ
		}
	}
	switch {
	case clause >= 0:
		from := t.phraseOf(clause).first
		if object > v && object < from && e != nil && !e.can(addressees) {
			from = t.phraseOf(object).first // declaring Breck being the worst port
		}
		return from
	case object < 0:
		return -1
	case e != nil && e.can(objects) && e.mode != "say" && e.mode != "report" || voicing[lemma], predicate && evaluative[lemma]:
		return t.phraseOf(object).first
	}
	return -1
}

// rightEdge returns the token behind the last one that depends on v, what is joined to v by "and" or "but" left out.
func (t *treeView) rightEdge(v int) int {
	end := v + 1
	for i := v + 1; i < len(t.head) && i < v+200; i++ {
		k := i
		for steps := 0; k >= 0 && k != v && steps < 40; steps++ {
			if int(t.head[k]) == v && t.bits[t.rel[k]-1]&kidConj != 0 {
				return end
			}
			k = int(t.head[k])
		}
		if k != v {
			break
		}
		end = i + 1
		// a conjunction belongs to what it joins
		if j := int(t.head[i]); j > i && int(t.head[j]) == v && t.bits[t.rel[j]-1]&kidConj != 0 {
			return i
		}
	}
	return end
}

// withoutMarks takes loose punctuation off the ends of t, and quotation marks that have no fellow in it.
func (r *Reader) withoutMarks(t tokens) tokens {
	for {
		t = r.trim(t)
		switch {
		case t.empty():
			return t
		case r.doc.Tokens[t.end-1].Kind == english.Quote && !slices.ContainsFunc(r.quotations, func(q quotation) bool { return q.end == t.end && q.open >= t.first }):
			t.end--
		case r.doc.Tokens[t.first].Kind == english.Quote && (r.quoteAt[t.first] < 0 || r.quotations[r.quoteAt[t.first]].end > t.end):
			t.first++
		default:
			return t
		}
	}
}
