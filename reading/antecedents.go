package reading

import (
	"strings"

	"sayso"
	"sayso/english"
)

// Whom pronouns and definite phrases go back to, by rules alone; where there are trees, the resolver knows.

// bearer finds the person whom a definite phrase of a role stands for: one known to have the role, else who spoke
// last, if nothing speaks against it.
func (r *Reader) bearer(t tokens, head string, last int) int {
	c := &r.people
	if r.grammar != nil {
		return r.named(t.end - 1)
	}
	phrase := strings.ToLower(r.doc.Words(t.first, t.end))
	if n, ok := c.nominals[phrase]; ok {
		return n
	}
	best := -1
	for n := range c.all {
		p := &c.all[n]
		if p.kind != sayso.Person {
			continue
		}
		for _, role := range p.roles {
			if strings.HasSuffix(role, head) && p.mentions[0].first < t.first+4000 {
				if best < 0 || r.lastMention(n, t.first) > r.lastMention(best, t.first) {
					best = n
				}
			}
		}
	}
	if last < 0 || c.all[last].kind != sayso.Person {
		last = r.lastPerson
	}
	if best < 0 && last >= 0 && !r.otherGender(head, last) {
		p := &c.all[last]
		if len(p.roles) == 0 || !sameOffice(p.roles, head) {
			best = last
			p.addRole(head)
		}
	}
	if best >= 0 {
		c.nominals[phrase] = best
		c.all[best].mentions = append(c.all[best].mentions, t)
	}
	return best
}

// sameOffice reports whether one of the roles rules the other out: a president is not the spokesman.
func sameOffice(roles []string, head string) bool {
	for _, role := range roles {
		last := role[strings.LastIndexByte(role, ' ')+1:]
		if last != head {
			return true
		}
	}
	return false
}

func (r *Reader) otherGender(word string, n int) bool {
	g := r.people.all[n].genderHint()
	return g == "male" && femaleWords[word] || g == "female" && maleWords[word]
}

// lastMention is the last token before at in which entity n is named, -1 if it is not.
func (r *Reader) lastMention(n, at int) int {
	best := -1
	for _, m := range r.people.all[n].mentions {
		if m.first < at && m.first > best {
			best = m.first
		}
	}
	return best
}

// antecedent finds the person of "he" or "she" at token i.
func (r *Reader) antecedent(i int, word string, last, within int) int {
	c := &r.people
	if r.grammar != nil {
		return r.named(i)
	}
	gender := "male"
	if femaleWords[word] {
		gender = "female"
	}
	fits := func(n int) bool {
		if n < 0 || c.all[n].kind != sayso.Person {
			return false
		}
		g := c.all[n].genderHint()
		return g == "" || g == gender
	}
	learn := func(n int) int {
		if c.all[n].guess == "" {
			c.all[n].guess = gender
		}
		return n
	}
	if within >= 0 {
		// inside what X says, "he" is somebody X speaks of, seldom X
		speaker := r.speakerOf(within)
		if r.doc.Tokens[i].Start > 0 && r.quotedToken(i) {
			for k := i - 1; k >= max(0, i-120); k-- {
				if n := int(c.at[k]) - 1; n != speaker && fits(n) {
					return n
				}
			}
			return -1
		}
		for k := i - 1; k >= max(0, i-40) && r.doc.Tokens[k].Kind != english.Stop; k-- {
			if n := int(c.at[k]) - 1; n != speaker && fits(n) {
				return learn(n)
			}
		}
		if fits(speaker) {
			return speaker
		}
		return -1
	}
	// the subject of the sentence, or of the one before; then who spoke last
	first := i
	for first > max(0, i-maxSentence) && !r.startsSentence(first) {
		first--
	}
	for k := first; k < i; k++ {
		if n := int(c.at[k]) - 1; fits(n) && !r.quotedToken(k) {
			return learn(n)
		}
	}
	if fits(last) {
		return learn(last)
	}
	if n := r.lastPerson; n >= 0 && fits(n) && i-r.lastMention(n, i) < 200 {
		return learn(n)
	}
	for k, words := first-1, 0; k >= 0 && words < 120; k, words = k-1, words+1 {
		if n := int(c.at[k]) - 1; fits(n) && !r.quotedToken(k) {
			return learn(n)
		}
	}
	return -1
}

// antecedentGroup finds the body or group of "they" or "it" at token i.
func (r *Reader) antecedentGroup(i int, word string, last int) int {
	c := &r.people
	if r.grammar != nil {
		return r.named(i)
	}
	if last >= 0 && c.all[last].kind != sayso.Person && c.all[last].kind != sayso.Place {
		return last
	}
	for k, words := i-1, 0; k >= 0 && words < 60; k, words = k-1, words+1 {
		if n := int(c.at[k]) - 1; n >= 0 && c.all[n].kind == sayso.Organisation && !r.quotedToken(k) {
			return n
		}
	}
	return -1
}

// relative finds the entity that the relative pronoun at token i goes back to.
func (r *Reader) relative(i int) int {
	k := i - 1
	for k > 0 && (r.isForm(k, ",") || r.doc.Tokens[k].Tag == english.IN) {
		k--
	}
	if k >= 0 {
		if n := int(r.people.at[k]) - 1; n >= 0 {
			return n
		}
	}
	return -1
}

// phraseEndingAt returns the noun phrase that ends before token i.
func (r *Reader) phraseEndingAt(i int) tokens {
	first := i
	for first > 0 && !r.startsSentence(first) && i-first < 40 {
		first--
	}
	it := r.flat(first, i)
	defer r.release(it)
	end := len(it)
	for end > 0 && (it[end-1].tag == english.Comma || it[end-1].tag == english.IN) {
		end--
	}
	if s := r.nounPhraseBefore(it, end); s < end {
		return span(it, s, end)
	}
	return tokens{}
}
