package reading

import (
	_ "embed"
	"strings"
	"sync"

	"sayso"
	"sayso/english"
)

// What a statement does and how far it holds: its mode, and whether it was not said, might be said, or denies something.

//go:embed modes.tsv
var modesFile string

// otherModes are the modes of lemmas that the rules' lexicon does not have.
var otherModes = sync.OnceValue(func() map[string]sayso.Mode {
	modes := map[string]sayso.Mode{}
	for _, line := range strings.Split(modesFile, "\n") {
		mode, lemmas, ok := strings.Cut(line, "\t")
		if !ok || line[0] == '#' {
			continue
		}
		for _, lemma := range strings.Fields(lemmas) {
			if modes[lemma] == "" { // the first line that has it decides
				modes[lemma] = sayso.Mode(mode)
			}
		}
	}
	return modes
})

// refusing verbs before "to" make a cue negative: declined to say.
var refusing = wordSet("decline declines declined declining refuse refuses refused refusing fail fails failed failing")

// describeCue fills in what the words of a cue and its verb's place in the tree tell: its entry in the lexicon, whether it
// is negated or hypothetical.
func (r *Reader) describeCue(s *statement) {
	for _, c := range s.cue {
		for i := c.first; i < c.end; i++ {
			w := r.lower(i)
			if e := lexicon().verb(w); e != nil && (s.entry == nil || r.doc.Tokens[i].Tag.Verb()) {
				if i+1 < c.end && e.particles != nil {
					if p := e.particles[r.lower(i+1)]; p != nil {
						e = p
					}
				}
				s.entry = e
			} else if e := lexicon().nouns[w]; e != nil && s.entry == nil {
				s.entry = e
			}
		}
	}
	r.flagCue(s)
}

// flagCue sets negated and hypothetical from the cue, the words right before it and the tree.
func (r *Reader) flagCue(s *statement) {
	if len(s.cue) == 0 {
		return
	}
	c := s.cue[0]
	first := c.first
	// auxiliaries and adverbs that stand before the cue but were not made part of it
	for first > 0 && first > c.first-5 && r.partOfGroup(first-1) {
		first--
	}
	doubt, willed := false, false
	for i := first; i < c.end; i++ {
		w := r.lower(i)
		switch {
		case negators[w] && !(w == "no" && i+1 < c.end && r.isAny(i+1, "longer", "doubt")) && !(w == "not" && i+1 < c.end && r.isAny(i+1, "only", "just")):
			s.negated = true
		case refusing[w] && r.isAny(i+1, "to"):
			s.negated = true
		case doubtful[w] && r.doc.Tokens[i].Tag == english.MD:
			doubt = true
		case w == "like" || w == "rather" || w == "love": // would like to say
			willed = true
		}
	}
	// "would not say" is a refusal, no hypothesis
	s.hypothetical = doubt && !s.negated && !willed || r.grammar != nil && r.conditional(c, first)
}

// partOfGroup reports whether token i can stand before a verb in its group.
func (r *Reader) partOfGroup(i int) bool {
	w := r.lower(i)
	return negators[w] || aux[w] && r.doc.Tokens[i].Tag != english.POS || r.doc.Tokens[i].Tag == english.RB && w != "so"
}

// conditional reports whether a cue stands in a clause that a condition opens: if she says, if asked.
func (r *Reader) conditional(c tokens, first int) bool {
	if first > 0 && r.isAny(first-1, "if", "unless") {
		return true
	}
	g := r.grammar.Grammar
	for k := first - 1; k >= 0 && k >= first-12; k-- {
		if r.doc.Tokens[k].Kind == english.Stop || r.doc.Tokens[k].Kind == english.Quote {
			return false
		}
		if r.isAny(k, "if", "unless") {
			// the clause it opens has the cue's verb for its head
			h := int(g[k].Head)
			return h >= c.first && h < c.end && r.relation(k) == "mark"
		}
	}
	return false
}

// relation is the relation of token i to its head.
func (r *Reader) relation(i int) string {
	return r.grammar.Model().Header.Rels[r.grammar.Grammar[i].Rel]
}

// modeOf is what the cue of a statement does. A saying whose content ends with a question mark asks.
func (r *Reader) modeOf(s *statement) sayso.Mode {
	mode := sayso.Mode("")
	if s.entry != nil && s.entry.mode != "" {
		mode = s.entry.mode
	} else if r.grammar != nil {
		for _, c := range s.cue {
			for i := c.first; i < c.end; i++ {
				if m := otherModes()[r.grammar.Lemma(i)]; m != "" && (mode == "" || r.doc.Tokens[i].Tag.Verb()) {
					mode = m
				}
			}
		}
	}
	if mode == "" {
		mode = sayso.Say
	}
	switch {
	case mode == sayso.Say && r.asks(s.content):
		mode = sayso.Ask
	case mode == sayso.Deny:
		mode = r.modeDenied(s)
	}
	return mode
}

// asks reports whether a content ends with a question mark.
func (r *Reader) asks(content []tokens) bool {
	if len(content) == 0 {
		return false
	}
	t := content[len(content)-1]
	for i := t.end - 1; i >= t.first; i-- {
		switch k := r.doc.Tokens[i].Kind; {
		case k == english.Quote:
		case k == english.Stop:
			return r.isForm(i, "?")
		default:
			return false
		}
	}
	return false
}

// refutes reports whether a content calls something false: "that is a lie", "is false", "had nothing to do with". What it
// says of sayings that are not true in so many other words, deniesContent sees.
func (r *Reader) refutes(content []tokens) bool {
	for _, t := range content {
		for i := t.first; i < t.end; i++ {
			switch r.lower(i) {
			case "false", "lie", "lies", "hoax", "fake", "fiction", "bogus", "rubbish", "preposterous", "fabrications":
				for k := i - 1; k >= t.first && k >= i-4; k-- {
					if beForms[r.lower(k)] {
						return !r.negatedBetween(k, i)
					}
					if r.doc.Tokens[k].Tag.Noun() {
						break
					}
				}
			case "nothing":
				if i+3 < t.end && r.isAny(i+1, "to") && r.isAny(i+2, "do", "hide") {
					return true
				}
			}
		}
	}
	return false
}

// negatedBetween reports whether a negation stands among tokens a to b-1.
func (r *Reader) negatedBetween(a, b int) bool {
	for i := a; i < b; i++ {
		if negators[r.lower(i)] {
			return true
		}
	}
	return false
}
