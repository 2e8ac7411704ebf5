package reading

import "sayso/english"

// cue is a verb of the lexicon with its auxiliaries, negations and adverbs.
type cue struct {
	first, end int // items
	verb       int // the item of the verb itself
	entry      *entry
	form       form
	passive    bool
	infinitive bool // "to announce", with no verb before it that makes it part of a larger cue
	negated    bool
	doubtful   bool
	finite     bool
	relative   bool // its subject is a relative pronoun
}

// catenative verbs make one cue with the infinitive behind them: declined to say, went on to claim.
var catenative = wordSet("decline declines declined declining refuse refuses refused refusing continue continues continued " +
	"begin begins began want wants wanted try tries tried trying go goes went on have has had used going ought seem seems seemed " +
	"appear appears appeared fail fails failed rush rushed hasten hastened happen happened like likes liked")

var continuing = wordSet("keep keeps kept start starts started stop stopped begin began continue continued")

var beForms = wordSet("be is are was were been being 's ’s 're ’re am")

// cues returns the cues among the items of a sentence, in order.
func (r *Reader) cues(it []item) []cue {
	var out []cue
	for k := range it {
		if it[k].quote >= 0 || r.doc.Tokens[it[k].first].Kind != english.Word {
			continue
		}
		word := r.lower(it[k].first)
		e := lexicon().verbs[word]
		if e == nil || !r.isVerb(it, k, word) {
			continue
		}
		c := cue{first: k, end: k + 1, verb: k, entry: e, form: lexicon().form[word]}
		if e.particles != nil && k+1 < len(it) && it[k+1].quote < 0 {
			if p := e.particles[r.lower(it[k+1].first)]; p != nil {
				c.entry, c.end = p, k+2
			}
		}
		if c.entry.takes == 0 || catenative[word] && k+2 < len(it) && it[k+1].tag == english.TO && r.saysAt(it, k+2) {
			continue // the cue is "declined to say"
		}
		r.extend(it, &c)
		out = append(out, c)
	}
	return out
}

// saysAt reports whether item k is a verb that takes quotations.
func (r *Reader) saysAt(it []item, k int) bool {
	if it[k].quote >= 0 {
		return false
	}
	e := lexicon().verb(r.lower(it[k].first))
	return e != nil && e.can(quotes)
}

// isVerb reports whether item k, a form of a cue verb, is a verb here.
func (r *Reader) isVerb(it []item, k int, word string) bool {
	t := it[k].tag
	switch word {
	case "said", "says", "told", "tells", "wrote", "writes":
		return k == 0 || !opensPhrase(it[k-1].tag) || it[k-1].tag == english.DT && !r.is(it, k-1, "the", "a", "an")
	}
	if !t.Verb() {
		// a noun's form that a pronoun or a quotation shows to be a verb: "he jokes", "Marrow quips: …"
		return t.Noun() && k > 0 && (it[k-1].tag == english.PRP || it[k-1].tag.ProperNoun() && (k+2 < len(it) &&
			(it[k+1].tag == english.Comma || r.is(it, k+1, ":")) && it[k+2].quote >= 0 ||
			k+1 == len(it) && it[0].quote >= 0))
	}
	if k > 0 {
		if it[k-1].tag == english.PRPS || it[k-1].tag == english.POS && t != english.VBG || it[k-1].tag == english.DT && t != english.VBD && t != english.VBZ {
			return false
		}
		if t == english.VBN && opensPhrase(it[k-1].tag) {
			return false
		}
	}
	return true
}

// extend takes in what belongs to the cue before its verb.
func (r *Reader) extend(it []item, c *cue) {
	tag := it[c.verb].tag
	c.finite = tag.Finite() || tag == english.VBN && c.form&past != 0
	i := c.verb
	for i > 0 && it[i-1].quote < 0 {
		w := r.lower(it[i-1].first)
		t := it[i-1].tag
		switch {
		case negators[w]:
			c.negated = true
		case t == english.MD || aux[w] && (t != english.POS):
			c.finite = true
			if doubtful[w] {
				c.doubtful = true
			}
			if beForms[w] && (tag == english.VBN || tag == english.VBD) && i == firstAuxOrVerb(it, i, c.verb) {
				c.passive = true
			}
		case t == english.RB || t == english.RBR:
			if i-1 == 0 && !c.finite {
				// "Meanwhile, …" has a comma; a bare adverb at the start belongs to the sentence
				c.first = i
				return
			}
		case t == english.TO && tag == english.VB:
			if i >= 2 && it[i-2].quote < 0 && catenative[r.lower(it[i-2].first)] {
				w := r.lower(it[i-2].first)
				if w == "on" {
					if i < 3 || !r.is(it, i-3, "went", "go", "goes", "going", "gone") {
						c.infinitive, c.first = true, i-1
						return
					}
					i--
				}
				switch w {
				case "decline", "declines", "declined", "declining", "refuse", "refuses", "refused", "refusing", "fail", "fails", "failed":
					c.negated = true
				}
				tag = it[i-2].tag
				c.finite = c.finite || tag.Finite() || tag == english.VBN
				i--
				break
			}
			c.infinitive = true
			c.first = i - 1
			return
		case tag == english.VBG && continuing[w]:
			c.finite = true
			tag = t
		default:
			c.first = i
			return
		}
		i--
	}
	c.first = i
}

// firstAuxOrVerb is i where only adverbs lie between item i and the verb.
func firstAuxOrVerb(it []item, i, verb int) int {
	for k := i; k < verb; k++ {
		if it[k].tag != english.RB {
			return -1
		}
	}
	return i
}
