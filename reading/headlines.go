package reading

import (
	"sayso/english"
)

// Headlines say who speaks in front of a colon: "PM: taxes will rise", "Stell: Envoy met both campaigns". Labels stand there
// too: "Update: the port will open", "Breck: a town in fear", "By Tessa Brandt: …".

// longestHeadline is how many tokens a line of a page may have to be a headline.
const longestHeadline = 40

// findHeadlines appends the statements of headlines in which nothing was found.
func (r *Reader) findHeadlines() {
	for p := range r.doc.Paragraphs {
		first, end := r.tokensIn(r.doc.Paragraphs[p])
		if p > 0 && r.doc.Tokens[end-1].Kind == english.Stop || end-first > longestHeadline || end-first < 4 {
			continue
		}
		at := first + 1
		for at < end-2 && at < first+8 && !r.isForm(at, ":") {
			at++
		}
		if !r.isForm(at, ":") || !r.doc.Tokens[at+1].Space || r.inside[at] || r.claimedLine(first, end) {
			continue
		}
		source := r.trim(tokens{first, at})
		for i := source.first; i < source.end; i++ {
			switch {
			case r.doc.Tokens[i].Kind == english.Dash && r.doc.Tokens[i].Space: // EXCLUSIVE – Marrow: …
				source.first = i + 1
			case i > source.first && r.isAny(i, "on", "to", "at", "in"): // Marrow on taxes: …
				source.end = i
			}
		}
		content := r.trim(tokens{at + 1, end})
		if source.empty() || content.end-content.first < 2 || !r.speaksInHeadline(source) || !r.tellsOfSomething(content) {
			continue
		}
		r.found = append(r.found, statement{entry: according, rule: colon, source: []tokens{source}, cue: []tokens{{at, at + 1}}, content: []tokens{content}})
		r.take([]tokens{content})
	}
}

// claimedLine reports whether a statement outside quotations has its cue among tokens first to end-1.
func (r *Reader) claimedLine(first, end int) bool {
	for i := range r.found {
		for _, c := range r.found[i].cue {
			if first <= c.first && c.end <= end && !r.inside[c.first] {
				return true
			}
		}
	}
	return false
}

// heads are short words for those who speak in headlines, beside the functions and bodies.
var heads = wordSet("pm fm mp mps mep ceo cfo boss bosses chief chiefs minister ministers leader leaders insiders experts doctors police cops union unions firm " +
	"watchdog camp campaign source sources officials aides critics allies charity regulator family mother father widow prosecutors lawyers study poll report " +
	"survey paper newspaper editorial")

// speaksInHeadline reports whether the words before a colon stand for somebody who speaks: a name of a person or body, a name
// that the article has elsewhere, or a word for people, bodies or papers.
func (r *Reader) speaksInHeadline(t tokens) bool {
	last := t.end - 1
	w := r.lower(last)
	if headings[w] || r.isAny(t.first, "by") {
		return false
	}
	if k := r.grammar.NameOf(last); k > 0 {
		n := r.grammar.Names[k-1]
		return n.Type == english.Person || n.Type == english.Organisation && int(n.First) >= t.first
	}
	if heads[w] || functionOrPlural(w) || bodies[w] {
		return true
	}
	if !r.capital(last) {
		return false
	}
	form := r.doc.Form(last)
	for _, n := range r.grammar.Names {
		if n.Type == english.Person && r.doc.Form(int(n.End)-1) == form && int(n.First) > last {
			return true
		}
	}
	return false
}

// headings are words before a colon that tell what follows, not who says it.
var headings = wordSet("latest update updates breaking exclusive live photo photos video watch listen read analysis opinion comment commentary interview profile obituary review " +
	"explainer explained quiz timeline correction note editor's story related gallery map podcast factbox fact factcheck q&a guide news daily briefing newsletter")

// tellsOfSomething reports whether a line of a headline is a clause or a quotation: its root is a verb, or it has one by an
// auxiliary.
func (r *Reader) tellsOfSomething(t tokens) bool {
	for i := t.first; i < t.end; i++ {
		if r.doc.Tokens[i].Tag == english.MD || r.isAny(i, "to") && i > t.first && i+1 < t.end && r.doc.Tokens[i+1].Tag == english.VB || r.quoteAt[i] >= 0 && r.quotations[r.quoteAt[i]].end <= t.end && r.quotations[r.quoteAt[i]].end > i+3 {
			return true
		}
		if h := int(r.grammar.Grammar[i].Head); h >= t.first && h < t.end {
			switch r.relation(i) {
			case "nsubj", "nsubj:pass", "cop":
				if r.relation(h) != "acl:relcl" && r.relation(h) != "acl" {
					return true
				}
			}
			continue
		}
		if tag := r.doc.Tokens[i].Tag; tag.Verb() {
			return true
		}
	}
	return false
}

// isHeading reports whether a statement is but a heading and what stands below it: "Analysis: …", "Breck: a town in fear", "What
// we know: …".
func (r *Reader) isHeading(s *statement) bool {
	last := s.cue[0].end - 1
	if !r.isForm(last, ":") || len(s.content) == 0 {
		return false
	}
	if len(s.content) > 1 && s.content[0].end <= s.cue[0].first && r.isAny(s.content[0].first, "what", "how", "why", "who", "where") {
		return true
	}
	if last != s.cue[0].first || len(s.source) != 1 || s.source[0].end != last || r.inside[last] {
		return false
	}
	if headings[r.lower(last-1)] {
		return true
	}
	k := r.grammar.NameOf(last - 1)
	place := k > 0 && r.grammar.Names[k-1].Type == english.Place
	return (place || r.isAny(s.content[0].first, "a", "an")) && !r.tellsOfSomething(s.content[0])
}

// followers are nouns for those who are told by the name before them, over and above functions: "Marrow Ally".
var followers = wordSet("donor voter insider loyalist operative accuser critic foe friend son daughter wife husband brother sister widow mother father nominee pick")

// compoundHead returns the last token of a phrase that is a noun for a person behind a name, "Ilse Marrow Super PAC Chief": it is
// the chief who speaks, whatever the tree makes of a line of capitals. -1 if the phrase is none.
func (r *Reader) compoundHead(t tokens) int {
	last := t.end - 1
	w := r.lower(last)
	if last <= t.first || !function(w) && !loosely[w] && !heads[w] && !followers[w] || bodies[w] && !heads[w] {
		return -1
	}
	if k := r.grammar.NameOf(last); k > 0 && r.grammar.Names[k-1].Type == english.Person {
		return -1
	}
	named := false
	for i := t.first; i < last; i++ {
		switch tag := r.doc.Tokens[i].Tag; {
		case r.grammar.NameOf(i) > 0:
			named = named || r.grammar.Names[r.grammar.NameOf(i)-1].Type != english.Group
		case tag == english.Comma, tag == english.IN, tag == english.CC, tag == english.POS, tag == english.DT, tag == english.WP,
			tag.Verb() && tag != english.VBG && !r.capital(i):
			return -1
		}
	}
	if !named {
		return -1
	}
	return last
}

// compoundOf is compoundHead where there are trees.
func (r *Reader) compoundOf(t tokens) int {
	if r.grammar == nil {
		return -1
	}
	return r.compoundHead(t)
}
