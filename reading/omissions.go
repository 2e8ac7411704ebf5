package reading

import "sayso/english"

// disclosures are verbs of making known, by lemma, of which it is news that somebody did not.
var disclosures = wordSet("disclose discloses disclosed disclosing reveal reveals revealed revealing divulge divulges divulged divulging mention mentions mentioned " +
	"mentioning report reported reporting declare declared declaring acknowledge acknowledged acknowledging inform informed informing notify notified notifying " +
	"tell told telling")

// mildDisclosures need more than a "not" to be an omission: who "did not tell him that" may simply not have said it.
var mildDisclosures = wordSet("report reported reporting tell told telling declare declared declaring acknowledge acknowledged acknowledging")

// findOmissions makes statements of what somebody kept to themselves: "did not disclose the meeting", "failed to mention
// that …", "not divulging it during the hearing". Where the statement is there already, it only marks it as negated.
func (r *Reader) findOmissions() {
	r.branches.grow(r.grammar)
	// nobody is gathered yet
	r.people.at = append(r.people.at[:0], make([]int32, len(r.doc.Tokens))...)
	b := &r.branches
	for i := range b.head {
		t := &r.doc.Tokens[i]
		if !t.Tag.Verb() || t.End-t.Start > 14 {
			continue
		}
		w := r.lower(i)
		if !disclosures[w] || !r.negatedVerb(i) || r.unreal(i) {
			continue
		}
		if mildDisclosures[w] && !r.keptBack(i) {
			continue
		}
		at := tokens{i, i + 1}
		have := false
		for k := range r.found {
			s := &r.found[k]
			if covers(s.cue, at) {
				s.negated, s.omission, have = true, true, true
				r.cutOccasion(s, i)
			}
		}
		if have || r.inside[i] {
			continue
		}
		if s, ok := r.omissionAt(i); ok {
			r.found = append(r.found, s)
		}
	}
}

// cutOccasion cuts the occasion off what was left out at the verb of token i: not divulging it | during the hearing.
func (r *Reader) cutOccasion(s *statement, i int) {
	b := &r.branches
	if len(s.content) == 0 {
		return
	}
	last := &s.content[len(s.content)-1]
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		if b.rel[k] == isOblique && r.caseOf(int(k)) == "during" && int(b.left[k]) > last.first && int(b.left[k]) < last.end {
			last.end = int(b.left[k])
		}
	}
}

// keptBack reports whether the verb at token i is what somebody failed to do, rather than merely did not.
func (r *Reader) keptBack(i int) bool {
	b := &r.branches
	if h := int(b.head[i]); h >= 0 && b.rel[i] == isOpenClause && refusals[r.lower(h)] {
		return !r.isAny(h, "refused", "declined", "refuse", "decline", "refuses", "declines")
	}
	return i > 0 && r.isAny(i-1, "without") || r.doc.Tokens[i].Tag == english.VBG && i > 0 && r.isAny(i-1, "not")
}

// omissionAt returns the statement that was not made at the verb of token i: who should have made it, and what it would
// have told.
func (r *Reader) omissionAt(i int) (statement, bool) {
	b := &r.branches
	s := statement{rule: nested, negated: true, omission: true, entry: lexicon().verb(r.lower(i))}
	subject, passive := r.subjectOfVerb(i)
	if passive {
		return s, false
	}
	content := tokens{i, i}
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		n := int(k)
		if n < i {
			continue
		}
		t := tokens{int(b.left[n]), int(b.right[n])}
		switch b.rel[k] {
		case isObject:
			t = r.nounPhraseAt(n)
			t.end = max(t.end, r.clauseEnd(n, t.end))
		case isClausal, isOpenClause:
		case isOblique:
			if c := r.caseOf(n); c != "about" && c != "to" {
				continue
			}
			if r.caseOf(n) == "to" {
				if p := r.nounPhraseAt(n); r.personal(p) {
					s.addressee = p
				}
				continue
			}
		default:
			continue
		}
		if content.empty() {
			content = t
		} else if t.first <= content.end+1 {
			content.end = max(content.end, t.end)
		}
	}
	content = r.trim(content)
	if content.empty() || content.first <= i && content.end > i {
		return s, false
	}
	first := i
	for first > 0 && first > i-4 && !r.startsSentence(first) {
		tag := r.doc.Tokens[first-1].Tag
		w := r.lower(first - 1)
		if negators[w] || aux[w] || w == "to" || w == "without" || refusals[w] || tag == english.RB {
			first--
			continue
		}
		break
	}
	if !negators[r.lower(first)] && !aux[r.lower(first)] && !refusals[r.lower(first)] && !r.isAny(first, "without") && first < i {
		first++
	}
	s.cue = []tokens{{first, i + 1}}
	s.content = []tokens{content}
	if subject >= 0 {
		t := r.nounPhraseAt(subject)
		if t.end <= first || t.first >= content.end {
			s.source = []tokens{t}
		}
	}
	return s, len(s.source) > 0 && !s.overlaps()
}

// clauseEnd returns where the clause that hangs on the noun at token n ends: "the fact that …"; end where there is none.
func (r *Reader) clauseEnd(n, end int) int {
	b := &r.branches
	for k := b.kid[n]; k >= 0; k = b.next[k] {
		if (b.rel[k] == isClause || b.rel[k] == isRelative) && int(k) > n {
			end = max(end, int(b.right[k]))
		}
	}
	return end
}
