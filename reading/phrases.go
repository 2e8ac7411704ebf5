package reading

import "sayso/english"

// A noun phrase is found from the tags alone: determiners, adjectives and nouns, with the genitives, prepositional
// phrases and coordinations that belong to it. That is all a source needs; where a tree would tell more, the rules here
// take the reading that news prose has most often.

// inPhrase reports whether a tag may stand inside a noun phrase, before its last noun or as it.
func inPhrase(t english.Tag) bool {
	switch t {
	case english.NN, english.NNS, english.NNP, english.NNPS, english.JJ, english.JJR, english.JJS, english.CD,
		english.POS, english.HYPH, english.AFX, english.ADD, english.FW, english.Dollar, quoted:
		return true
	}
	return false
}

// opensPhrase reports whether a tag begins a noun phrase for certain.
func opensPhrase(t english.Tag) bool {
	switch t {
	case english.DT, english.PRPS, english.PDT, english.WPS:
		return true
	}
	return false
}

// isHead reports whether a tag can be the last word of a noun phrase.
func isHead(t english.Tag) bool {
	switch t {
	case english.NN, english.NNS, english.NNP, english.NNPS, english.CD, english.PRP, english.ADD, english.FW, quoted:
		return true
	}
	return false
}

// isTime reports whether item k is a word of time that is no source: Sunday, morning, yesterday, 2031.
func (r *Reader) isTime(it []item, k int) bool {
	if it[k].quote >= 0 {
		return false
	}
	w := r.lower(it[k].first)
	return weekdays[w] || dayparts[w] || timeword[w] || months[w] && r.capital(it[k].first)
}

// nounPhraseBefore returns the first item of the noun phrase that ends before item end, end itself if there is none.
func (r *Reader) nounPhraseBefore(it []item, end int) int {
	i := end - 1
	if i < 0 {
		return end
	}
	switch it[i].tag {
	case english.PRP, english.EX:
		if i > 1 && r.is(it, i, "them", "us", "you", "these", "those") && r.is(it, i-1, "of") {
			return r.bareBefore(it, i-2) // one of them
		}
		return r.coordinatedBefore(it, i)
	case english.WP, english.WDT:
		return i
	case english.DT: // "this", "that", "those", "both" alone
		if r.is(it, i, "this", "that", "these", "those", "both", "all", "some", "many", "another", "each") {
			return i
		}
		return end
	case english.JJ, english.JJS, english.VBN: // the accused, the poorest, many; or a name that looks like one
		if i > 0 && it[i].tag == english.JJ && r.capital(it[i].first) {
			break
		}
		if i == 0 || !opensPhrase(it[i-1].tag) && !r.is(it, i, "many", "several", "few", "others", "some", "most") {
			return end
		}
	case quoted:
		if !r.quotedName(it[i]) || r.endsWithMark(it[i]) {
			return end
		}
	default:
		if !isHead(it[i].tag) {
			return end
		}
	}
	start := r.bareBefore(it, i)
	for start > 1 {
		k := start - 1
		switch {
		case it[k].tag == english.IN && it[k].quote < 0 && binds[r.lower(it[k].first)] || it[k].tag == english.TO:
			if t := it[k-1].tag; k > 1 && (t == english.JJ && it[k-2].tag.Noun() || t == english.VBN && it[k-2].tag == english.NNS) {
				start = r.bareBefore(it, k-2) // officials familiar with the matter
				continue
			}
			if !isHead(it[k-1].tag) || it[k-1].tag == english.PRP || it[k-1].tag == quoted || r.isTime(it, k-1) {
				return start
			}
			start = r.bareBefore(it, k-1)
			continue
		case it[k].tag == english.CC && !r.is(it, k, "but", "or"):
			return r.coordinatedBefore(it, start)
		case it[k].tag == english.VBG && !r.is(it, k, "including") && k > 0 && isHead(it[k-1].tag) && it[k-1].tag != english.PRP:
			// people advising the campaign; voters leaning right
			start = r.bareBefore(it, k-1)
			continue
		}
		break
	}
	return start
}

// bareBefore returns the first item of the noun phrase without its attachments that ends with item last.
func (r *Reader) bareBefore(it []item, last int) int {
	i := last
	for i > 0 {
		t := it[i-1].tag
		switch {
		case opensPhrase(t):
			i--
			if i > 0 && (it[i-1].tag == english.PDT || it[i-1].tag == english.CD && t == english.DT) {
				i--
			}
			return i
		case it[i].tag == english.POS && !inPhrase(t):
			return i + 1
		case t == english.PRP, t == quoted && it[i].tag != english.POS && (!r.quotedName(it[i-1]) || r.endsWithMark(it[i-1])):
			return i
		case inPhrase(t):
			if t == english.NNP && r.isTime(it, i-1) && it[i].tag.ProperNoun() { // "on Sunday Marrow said"
				return i
			}
			if t == english.CD && i > 1 && (it[i].tag.ProperNoun() || it[i].tag == english.PRP) {
				return i
			}
			i--
		case (t == english.VBN || t == english.VBG || t == english.RB || t == english.RBS || t == english.RBR) && i > 1 &&
			(opensPhrase(it[i-2].tag) || it[i-2].tag == english.JJ && i > 2 && opensPhrase(it[i-3].tag)):
			i--
		default:
			return i
		}
	}
	return i
}

// quotedName reports whether a quotation is short enough to be a name or a term inside a noun phrase.
func (r *Reader) quotedName(q item) bool { return q.end-q.first <= 6 }

// coordinatedBefore returns the first item of the coordination whose last member begins with item start.
func (r *Reader) coordinatedBefore(it []item, start int) int {
	k := start - 1
	if k < 1 || it[k].tag != english.CC || !r.is(it, k, "and", "or", "&") {
		return start
	}
	end := k
	if it[end-1].tag == english.Comma {
		end--
	}
	if end < 1 || !isHead(it[end-1].tag) {
		return start
	}
	first := r.nounPhraseBefore(it, end)
	// a clause of its own before the conjunction ends there: "he left and Marrow said …"
	for j := first - 1; j >= max(0, first-40) && it[j].tag != english.Comma; j-- {
		if it[j].tag.Finite() {
			return start
		}
	}
	return first
}

// nounPhrase returns the item after the noun phrase that begins with item k, k itself if there is none.
func (r *Reader) nounPhrase(it []item, k int) int {
	end := r.bareForward(it, k)
	if end == k || it[k].tag == english.PRP && end == k+1 {
		return end
	}
	for depth := 0; end+1 < len(it) && depth < 4; depth++ {
		t := it[end].tag
		switch {
		case (t == english.IN && it[end].quote < 0 && binds[r.lower(it[end].first)] || t == english.TO) && !r.isTime(it, end+1):
			next := r.bareForward(it, end+1)
			if next == end+1 {
				return end
			}
			end = next
		case t == english.CC && r.is(it, end, "and", "or", "&"):
			next := r.bareForward(it, end+1)
			if next == end+1 || next < len(it) && it[next].tag.Finite() {
				return end
			}
			end = next
		default:
			return end
		}
	}
	return end
}

// bareForward returns the item after the noun phrase without attachments that begins with item k.
func (r *Reader) bareForward(it []item, k int) int {
	i := k
	if i >= len(it) {
		return k
	}
	switch it[i].tag {
	case english.PRP, english.EX, english.WP:
		return i + 1
	}
	for i < len(it) && (opensPhrase(it[i].tag) || it[i].tag == english.CD && i == k) {
		i++
	}
	opened := i > k
	head := k
	if opened && it[i-1].tag == english.CD {
		head = i
	}
	for i < len(it) {
		t := it[i].tag
		switch {
		case t == quoted && !r.quotedName(it[i]):
			goto done
		case t == english.POS:
			i++
			for i < len(it) && opensPhrase(it[i].tag) {
				i++
			}
		case inPhrase(t):
			if t.ProperNoun() && i > k && r.isTime(it, i) && it[i-1].tag != english.CD {
				goto done
			}
			i++
			if isHead(t) || t == english.JJ && i == k+1 && r.capital(it[k].first) {
				head = i
			}
		case (t == english.VBG || t == english.VBN || t == english.RBS || t == english.RB) && opened && head == k:
			i++
		default:
			goto done
		}
	}
done:
	if head == k && opened {
		return i // "the accused", "both"
	}
	return head
}

// apposition returns the item after the apposition that begins with the comma at item k and belongs to the phrase
// before it ("Marrow, a spokesman for the palace,"), k itself if there is none. closing tells that a comma ends it.
func (r *Reader) apposition(it []item, k int) (end int, closing bool) {
	if k+1 >= len(it) || it[k].tag != english.Comma {
		return k, false
	}
	switch t := it[k+1].tag; {
	case t == english.DT, t == english.NN, t == english.NNS, t == english.JJ, t == english.WP, t == english.WDT, t == english.CD,
		t == english.WPS, t == english.NNP, t == english.PRPS, t == english.VBN,
		r.is(it, k+1, "of", "at", "in", "from", "with", "himself", "herself", "then", "formerly", "now"):
	default:
		return k, false
	}
	for i := k + 1; i < len(it) && i < k+30; i++ {
		switch it[i].tag {
		case english.Comma:
			return i, true
		case english.Period, english.Colon:
			return i, false
		case quoted:
			if it[i].end-it[i].first > 8 {
				return k, false
			}
		}
	}
	if len(it) < k+30 {
		return len(it), false
	}
	return k, false
}
