package english

import "strings"

// Transcripts have their speakers in capitals before a colon: "ILSE MARROW, MAYOR OF BRECK: …". In capitals a name looks like
// that of a body, so the network is given the words as text has them: "Ilse Marrow, mayor of Breck".

// longestTurn is how many tokens may stand before the colon.
const longestTurn = 16

// spellTurns puts the forms of the speakers of a transcript into small letters.
func (a *Analysis) spellTurns() {
	var names map[string]bool // the words of speakers named in full
	for range 2 {             // who is named in full later is known the second time
		a.alone = a.alone[:0]
		for _, p := range a.Paragraphs {
			first := int(a.Sentences[p.First].First)
			end := a.turnEnd(first)
			if end < 0 {
				continue
			}
			if names == nil {
				names = map[string]bool{}
			}
			a.spellTurn(first, end, names)
		}
		if names == nil {
			return
		}
	}
}

// turnEnd returns the token of the colon behind the speaker in capitals with whom a paragraph begins at token first, -1 if it
// begins with none.
func (a *Analysis) turnEnd(first int) int {
	if form := a.Form(first); len(form) < 2 || !inCapitals(form) {
		return -1
	}
	for i := first + 1; i < len(a.Tokens) && i <= first+longestTurn; i++ {
		form := a.Form(i)
		if form == ":" {
			return i
		}
		if !inCapitals(form) || a.Tokens[i].Kind == Quote {
			return -1
		}
	}
	return -1
}

// inCapitals reports whether a form has no small letter and is no number.
func inCapitals(form string) bool {
	for i := range len(form) {
		if c := form[i]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return false
		}
	}
	return true
}

// spellTurn spells the speaker in tokens first to end-1: the name like one, what follows it in small letters as far as the words
// are known. A name of one word may be that of a body; it is a person's where names has it, which gets those of full names.
func (a *Analysis) spellTurn(first, end int, names map[string]bool) {
	behind := first
	words := 0
	for behind < end && a.Form(behind) != "," && a.Form(behind) != "(" {
		if form := a.Form(behind); len(form) > 2 && form[len(form)-1] != '.' {
			words++
		}
		behind++
	}
	titled := behind > first+1 && strings.HasSuffix(a.Form(first), ".")
	ordinary := true
	for i := first; i < behind; i++ {
		ordinary = ordinary && Ordinary(a.Form(i))
	}
	for i := first; i < behind; i++ {
		form := a.Form(i)
		switch {
		case ordinary && i > first:
			a.forms[i] = strings.ToLower(form)
		case words > 1, titled, names[form], behind < end, len(form) > longestAcronym:
			a.forms[i] = spelt(form)
		}
		if i == first && behind == first+1 && names[form] {
			a.alone = append(a.alone, int32(i))
		}
		if (words > 1 || titled) && !ordinary && len(form) > 2 {
			names[form] = true
		}
	}
	for i := behind; i < end; i++ {
		if form := a.Form(i); len(form) > 1 && Ordinary(form) {
			a.forms[i] = strings.ToLower(form)
		}
	}
}

// nameTurns makes persons of the speakers who are called by their last names.
func (a *Analysis) nameTurns() {
	if len(a.alone) == 0 {
		return
	}
	a.more = a.more[:0]
	next := 0
	for _, n := range a.Names {
		for next < len(a.alone) && a.alone[next] < n.End {
			i := a.alone[next]
			next++
			if i >= n.First && n.End == n.First+1 {
				n.Type = Person
			} else if i < n.First {
				a.more = append(a.more, Name{i, i + 1, Person})
			}
		}
		a.more = append(a.more, n)
	}
	for _, i := range a.alone[next:] {
		a.more = append(a.more, Name{i, i + 1, Person})
	}
	a.Names, a.more = a.more, a.Names
}

// longestAcronym is how many letters a word in capitals has, at most, that may stand for several.
const longestAcronym = 6

// spelt gives a word in capitals as names are written: Marrow, Van-Holm, O'Hara.
func spelt(form string) string {
	b := []byte(form)
	for i := 1; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' && b[i-1] != '-' && b[i-1] != '\'' && b[i-1] != '.' {
			b[i] |= 0x20
		}
	}
	return string(b)
}
