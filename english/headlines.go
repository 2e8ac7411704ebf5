package english

import "strings"

// Headlines give every word a capital, so that what stands beside a name is taken into it: "Marrow Ally", "Praises Goran
// Stell". The text below tells where the name begins and ends.

// longestLine is how many tokens a paragraph without a full stop may have to count as a headline.
const longestLine = 40

// followers are nouns that stand behind a name in headlines and are no part of it.
var followers = set("ally aide adviser advisor assistant backer supporter donor surrogate spokesman spokeswoman spokesperson lawyer attorney chief " +
	"head founder manager strategist pollster staffer fundraiser operative insider loyalist delegate voter voters supporters backers donors allies aides " +
	"advisers biographer accuser critic critics rival opponent foe friend colleague partner nominee pick appointee successor deputy super " +
	"son daughter wife husband brother sister widow mother father family ex running")

// cutHeadlines cuts the names of headlines back to those that the rest of the text has.
func (a *Analysis) cutHeadlines() {
	var known map[string]bool
	next := 0
	for _, p := range a.Paragraphs {
		first, end := a.Sentences[p.First].First, a.Sentences[p.End-1].End
		if p.End-p.First > 1 || end-first > longestLine || a.Tokens[end-1].Kind == Stop {
			continue
		}
		for next < len(a.Names) && a.Names[next].First < first {
			next++
		}
		for ; next < len(a.Names) && a.Names[next].First < end; next++ {
			n := &a.Names[next]
			if n.End-n.First < 2 {
				continue
			}
			if known == nil {
				known = a.namesOfText()
			}
			if !known[a.Words(int(n.First), int(n.End))] {
				a.cutHeadline(n, known)
			}
		}
	}
}

// cutHeadline cuts a name of a headline.
func (a *Analysis) cutHeadline(n *Name, known map[string]bool) {
	for i := n.First + 1; i < n.End; i++ {
		if known[a.Words(int(i), int(n.End))] && !a.isFirstName(i-1) {
			*n = Name{First: i, End: n.End, Type: Person}
			return
		}
	}
	for i := n.End - 1; i > n.First; i-- {
		if known[a.Words(int(n.First), int(i))] && followers[strings.ToLower(a.Form(int(i)))] {
			*n = Name{First: n.First, End: i, Type: Person}
			return
		}
	}
}

// isFirstName reports whether token i can be a first name, or the initial of one.
func (a *Analysis) isFirstName(i int32) bool {
	form := a.Form(int(i))
	return len(form) <= 2 || a.nameGender(Name{First: i, End: i + 1, Type: Person}) != UnknownGender || !Ordinary(form)
}

// namesOfText returns the persons named in paragraphs that are no headlines: in full and by their last names.
func (a *Analysis) namesOfText() map[string]bool {
	known := map[string]bool{}
	next := 0
	for _, p := range a.Paragraphs {
		first, end := a.Sentences[p.First].First, a.Sentences[p.End-1].End
		text := a.Tokens[end-1].Kind == Stop || p.End-p.First > 1 || end-first > longestLine
		for ; next < len(a.Names) && a.Names[next].First < end; next++ {
			if n := a.Names[next]; text && n.Type == Person {
				known[a.Words(int(n.First), int(n.End))] = true
				if last := a.Form(int(n.End - 1)); len(last) > 2 {
					known[last] = true
				}
			}
		}
	}
	return known
}
