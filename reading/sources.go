package reading

import "sayso/english"

// subject is a source found in the sentence: items first to end-1; whole is where it begins with all that belongs to
// it, and head the phrase itself without apposition.
type subject struct {
	first, end int
	head       [2]int
	found      bool
}

// subjectBefore finds the subject of a cue to its left. A finite verb's subject stands right before it, or before an
// apposition between commas or brackets.
func (r *Reader) subjectBefore(it []item, end int) subject {
	k := end
	for k > 0 && (it[k-1].tag == english.RB || it[k-1].tag == english.RBR) { // "Marrow repeatedly and angrily said"
		k--
	}
	if k == 0 {
		return subject{}
	}
	if !(k > 1 && r.is(it, k-2, "of")) && r.is(it, k-1, "me", "him", "them", "us", "himself", "herself", "themselves", "itself", "myself") {
		return subject{} // let me tell you
	}
	if s := r.nounPhraseBefore(it, k); s < k && !r.onlyTime(it, s, k) {
		if who := r.relativeBefore(it, s); who >= 0 {
			return subject{first: who, end: k, head: [2]int{who, k}, found: true}
		}
		return subject{first: s, end: k, head: [2]int{s, k}, found: true}
	}
	last := k - 1
	switch {
	case it[last].tag == english.Comma:
		// Marrow, a spokesman for the palace, said
		for j := last - 1; j > 0 && j > last-32; j-- {
			if it[j].tag != english.Comma {
				if it[j].tag == quoted && it[j].end-it[j].first > 8 || it[j].tag == english.Colon {
					break
				}
				continue
			}
			if end, closing := r.apposition(it, j); !closing || end > last {
				continue
			}
			s := r.nounPhraseBefore(it, j)
			if s == j || r.onlyTime(it, s, j) || it[j-1].tag == english.PRP {
				continue
			}
			if !r.opensClause(it, s) {
				continue
			}
			if name := r.nounPhraseBefore(it, max(s-1, 0)); s > 1 && it[s-1].tag == english.Comma && name < s-1 &&
				it[s-2].tag.ProperNoun() && r.is(it, s, "a", "an", "the") && r.opensClause(it, name) {
				return subject{first: name, end: last, head: [2]int{name, s - 1}, found: true}
			}
			return subject{first: s, end: last, head: [2]int{s, j}, found: true}
		}
	case it[last].tag == english.CloseBracket:
		for j := last - 1; j > 0 && j > last-14; j-- {
			if it[j].tag == english.OpenBracket {
				s := r.nounPhraseBefore(it, j)
				if s < j {
					return subject{first: s, end: k, head: [2]int{s, j}, found: true}
				}
				break
			}
		}
	}
	return subject{}
}

// onlyTime reports whether a phrase is nothing but a time: "on Sunday", "last week".
func (r *Reader) onlyTime(it []item, s, end int) bool {
	return r.isTime(it, end-1) || r.is(it, end-1, "week", "month", "year", "weekend", "day", "hours", "days", "weeks", "months", "years", "time")
}

// opensClause reports whether a clause can begin with item k.
func (r *Reader) opensClause(it []item, k int) bool {
	if k == 0 {
		return true
	}
	switch it[k-1].tag {
	case english.Comma, english.Colon, english.CC, quoted, english.OpenBracket, english.WRB, english.Period:
		return true
	case english.IN:
		return r.is(it, k-1, "that", "while", "as", "because", "after", "before", "when", "although", "though", "if", "whether", "since", "but")
	}
	return false
}

// subjectAfter finds the subject of an inverted cue: "…," said Marrow, a spokesman for the palace.
func (r *Reader) subjectAfter(it []item, k int) subject {
	end := r.nounPhrase(it, k)
	if end == k || r.onlyTime(it, k, end) {
		return subject{}
	}
	if it[k].tag == english.PRP && !r.is(it, k, "he", "she", "they", "I", "we", "you", "it") {
		return subject{} // an object: told him
	}
	s := subject{first: k, end: end, head: [2]int{k, end}, found: true}
	if end < len(it) && it[end].tag == english.OpenBracket {
		for j := end; j < len(it) && j < end+14; j++ {
			if it[j].tag == english.CloseBracket {
				s.end = j + 1
				break
			}
		}
	}
	if stop, closing := r.apposition(it, s.end); stop > s.end {
		// A clause of its own after the comma is no apposition: said Marrow, adding …
		for j := s.end + 1; j < stop; j++ {
			if it[j].tag == english.VBG && j == s.end+1 || it[j].tag == english.CC && j == s.end+1 {
				return s
			}
		}
		_ = closing
		s.end = stop
	}
	return s
}

// relativeBefore returns the first item of the phrase whose relative clause ends with the object that begins with item
// s ("the envoy who met the advisers also said"), -1 if there is none.
func (r *Reader) relativeBefore(it []item, s int) int {
	if s < 3 || !(it[s-1].tag == english.IN || it[s-1].tag.Verb() || it[s-1].tag == english.TO) {
		return -1
	}
	for j := s - 1; j > 0 && j > s-16; j-- {
		switch it[j].tag {
		case english.Comma, quoted, english.Colon:
			return -1
		case english.WP, english.WDT:
			if !r.is(it, j, "who", "which", "that") || !isHead(it[j-1].tag) {
				return -1
			}
			if first := r.nounPhraseBefore(it, j); first < j {
				return first
			}
			return -1
		}
	}
	return -1
}
