package reading

import (
	"sayso"
	"sayso/english"
)

// What is turned down is not always denied: "rejected the claim" denies it, "rejected the offer" and "dismissed his adviser"
// deny nothing.

// turnsDown are verbs of which the object decides whether they deny.
var turnsDown = wordSet("reject rejects rejected rejecting dismiss dismisses dismissed dismissing rebuff rebuffs rebuffed rebuffing decline declines declined declining " +
	"refuse refuses refused refusing repudiate repudiates repudiated renounce renounces renounced disown disowns disowned disavow disavows disavowed deny denies denied denying")

// assertions are nouns, in the singular, for what can be true or false.
var assertions = wordSet("claim allegation assertion accusation charge report suggestion notion idea rumor rumour theory criticism complaint contention argument speculation " +
	"insinuation implication characterization characterisation comparison statement remark comment account version story narrative concern fear worry suspicion " +
	"finding conclusion assessment premise belief view involvement link connection wrongdoing responsibility knowledge role talk poll attack question " +
	"possibility prospect threat warning prediction interpretation testimony evidence charges contact meeting existence collusion affair relationship")

// permissions are nouns, in the singular, for what somebody who asks for it is denied.
var permissions = wordSet("request petition motion application appeal bid visa entry access bail parole permission clearance permit licence license coverage care asylum")

// turnedDown returns the head of what a statement says, where that is but a noun phrase right behind a verb of turning
// down: -1 where it is a clause, a quotation or something else.
func (r *Reader) turnedDown(s *statement) int {
	if len(s.cue) == 0 || len(s.content) != 1 {
		return -1
	}
	verb := s.cue[len(s.cue)-1].end - 1
	t := s.content[0]
	if !turnsDown[r.lower(verb)] || r.quoteAt[t.first] >= 0 {
		return -1
	}
	passive := t.end <= s.cue[0].first // the offer was rejected
	if !passive && t.first != verb+1 || r.isAny(t.first, "to", "having", "being") || r.doc.Tokens[t.first].Tag == english.IN ||
		r.doc.Tokens[t.first].Tag == english.VBG {
		return -1
	}
	head := -1
	for i := t.first; i < t.end; i++ {
		switch tag := r.doc.Tokens[i].Tag; {
		case tag.Noun():
			head = i
		case tag.Finite() && head < 0:
			return -1 // a clause
		case head >= 0 && tag != english.POS && tag != english.HYPH && tag != english.JJ && tag != english.CD:
			return head
		}
	}
	return head
}

// deniesObject reports whether a statement of turning something down denies it.
func (r *Reader) deniesObject(s *statement) bool {
	head := r.turnedDown(s)
	if head < 0 {
		return true
	}
	w := singular(r.lower(head))
	if e := r.lower(s.cue[len(s.cue)-1].end - 1); len(e) > 3 && (e[:4] == "deny" || e[:4] == "deni") {
		return !permissions[w]
	}
	return assertions[w]
}

// singular takes the plural's ending off a noun.
func singular(w string) string {
	switch n := len(w); {
	case n > 4 && w[n-3:] == "ies":
		return w[:n-3] + "y"
	case n > 3 && w[n-1] == 's' && w[n-2] != 's':
		return w[:n-1]
	}
	return w
}

// isDismissal reports whether a statement only tells that somebody lost an office: "dismissed his adviser".
func (r *Reader) isDismissal(s *statement) bool {
	head := r.turnedDown(s)
	if head < 0 || s.entry == nil || s.entry.lemma != "dismiss" {
		return false
	}
	t := s.content[0]
	for i := head + 1; i < t.end; i++ {
		if r.isAny(i, "as") {
			return false // dismissed him as a fool
		}
	}
	return r.standsForPerson(head)
}

// standsForPerson reports whether the noun at token i is a person's name or a word for people.
func (r *Reader) standsForPerson(i int) bool {
	if r.grammar != nil {
		if k := r.grammar.NameOf(i); k > 0 {
			return r.grammar.Names[k-1].Type == english.Person
		}
	}
	w := r.lower(i)
	return functionOrPlural(w) || personWords[w]
}

// modeDenied is the mode of a statement of mode deny: what is turned down without being denied is decided upon, or, where it
// is a person or an opinion of something ("dismissed Breck as a village"), judged.
func (r *Reader) modeDenied(s *statement) sayso.Mode {
	if r.deniesObject(s) {
		return sayso.Deny
	}
	t := s.content[0]
	for i := t.first; i < t.end; i++ {
		if r.isAny(i, "as") {
			return sayso.Criticise
		}
	}
	return sayso.Decide
}
