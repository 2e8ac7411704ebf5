package reading

import (
	"strconv"
	"strings"

	"sayso"
)

// dropDoubled takes out of the record what says once more what another statement says: the attitude that a speaker reports of
// themselves, "Marrow said she'd support the plan", which is the content and no statement within it; and a headline that stands
// again at the head of the text.
func (r *Reader) dropDoubled(record *sayso.Record) {
	drop := make([]bool, len(r.found))
	any := false
	for i := range r.found {
		within := r.enclosing(i, record)
		drop[i] = within >= 0 && r.ownAttitude(record, i, within) || within < 0 && r.againHeadline(i)
		any = any || drop[i]
	}
	if !any {
		return
	}
	number := make([]int, len(r.found)) // the statement in which those within this one stand from now on, by its new number
	kept := 0
	for i := range r.found {
		switch {
		case !drop[i]:
			number[i] = kept
			kept++
		default:
			number[i] = -1
		}
	}
	for i := range r.found {
		within := r.enclosing(i, record)
		for within >= 0 && drop[within] {
			within = r.enclosing(within, record)
		}
		if drop[i] {
			continue
		}
		s := &record.Statements[i]
		s.Within = ""
		if within >= 0 {
			s.Within = statementID(number[within])
		}
	}
	n := 0
	for i := range r.found {
		if drop[i] {
			continue
		}
		r.found[n], r.speakers[n], record.Statements[n] = r.found[i], r.speakers[i], record.Statements[i]
		record.Statements[n].ID = statementID(n)
		n++
	}
	r.found, r.speakers, record.Statements = r.found[:n], r.speakers[:n], record.Statements[:n]
}

// statementID is the name of statement i in the record.
func statementID(i int) string { return "s" + strconv.Itoa(i+1) }

// ownAttitude reports whether statement i, within statement outer, is but the attitude of its speaker, or of anybody where it is
// only what they would do.
func (r *Reader) ownAttitude(record *sayso.Record, i, outer int) bool {
	s, in := &r.found[i], &record.Statements[i]
	if len(s.cue) != 1 || s.rule != nested {
		return false
	}
	attitude := s.entry == nil || voicing[r.lemma(s.cue[0].end-1)]
	switch in.Mode {
	case sayso.Believe, sayso.Intend, sayso.Decide, sayso.Promise, sayso.Suggest:
		attitude = true
	}
	if !attitude || in.Negated {
		return false
	}
	if r.speakers[i] >= 0 && r.speakers[i] == r.speakers[outer] {
		return true
	}
	return voicing[r.lemma(s.cue[0].end-1)] && in.Hypothetical
}

// lemma returns the dictionary form of token i, or its form in small letters where there are no trees.
func (r *Reader) lemma(i int) string {
	if r.grammar == nil {
		return r.lower(i)
	}
	return r.grammar.Lemma(i)
}

// againHeadline reports whether statement i stands in one of the first paragraphs and has the words of one in a paragraph before
// it: a headline that is the first sentence too.
func (r *Reader) againHeadline(i int) bool {
	s := &r.found[i]
	p := r.paragraphOf(s.start())
	if p == 0 || p > againReach || !s.plain() {
		return false
	}
	for k := range r.found[:i] {
		o := &r.found[k]
		if o.plain() && r.paragraphOf(o.start()) < p && strings.EqualFold(r.wordsOf(o.source), r.wordsOf(s.source)) && strings.EqualFold(r.wordsOf(o.cue), r.wordsOf(s.cue)) &&
			startsAlike(r.wordsOf(s.content), r.wordsOf(o.content)) {
			return true
		}
	}
	return false
}

// againReach is the last paragraph in which a headline may stand again.
const againReach = 2

// plain reports whether a statement has one part of each kind.
func (s *statement) plain() bool { return len(s.cue) == 1 && len(s.source) == 1 && len(s.content) == 1 }

func (r *Reader) wordsOf(parts []tokens) string {
	return r.doc.Words(parts[0].first, parts[0].end)
}

func startsAlike(long, short string) bool {
	return len(long) >= len(short) && strings.EqualFold(long[:len(short)], short)
}
