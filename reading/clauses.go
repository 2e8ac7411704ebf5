package reading

import (
	"sayso/english"
)

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
