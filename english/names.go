package english

import "slices"

// What a name is the name of is clear in one sentence and not in another: "Marrow closed." could be a shop. Within a
// text the same name nearly always stands for the same thing, so its sentences vote.

// nameVotes counts how often a name was read as each type.
type nameVotes [OtherName + 1]uint8

func (v *nameVotes) add(t NameType, n uint8) {
	if v[t] < 200 {
		v[t] += n
	}
}

// settleNames gives every name the type that most of its occurrences in the text have; the last name of a person named
// in full is a person's.
func (a *Analysis) settleNames() {
	a.Names = slices.DeleteFunc(a.Names, a.isDate)
	if len(a.Names) == 0 {
		return
	}
	a.cutHeadlines()
	if a.votes == nil {
		a.votes = map[string]nameVotes{}
	}
	clear(a.votes)
	vote := func(key string, t NameType, n uint8) {
		v := a.votes[key]
		v.add(t, n)
		a.votes[key] = v
	}
	for _, n := range a.Names {
		vote(a.Words(int(n.First), int(n.End)), n.Type, 1)
		if n.Type == Person && a.withArticle(n) {
			vote(a.Form(int(n.First)), Organisation, 2)
		}
		if n.Type == Person && n.End-n.First > 1 {
			if last := a.Form(int(n.End - 1)); len(last) > 2 && isCapital(rune(last[0])) {
				vote(last, Person, 2)
			}
		}
	}
	for _, i := range a.alone {
		vote(a.Form(int(i)), Person, explained)
	}
	a.expandAcronyms(vote)
	for i := range a.Names {
		n := &a.Names[i]
		v := a.votes[a.Words(int(n.First), int(n.End))]
		for t, count := range v {
			if count > v[n.Type] {
				n.Type = NameType(t)
			}
		}
	}
	a.addMissed()
	clear(a.votes) // hold on to no text
}

// isDate reports whether a name is nothing but a day, a month or a number and no person: no name at all.
func (a *Analysis) isDate(n Name) bool {
	if n.Type == Person {
		form := a.Form(int(n.First))
		return n.End-n.First == 1 && (weekday(form) || feast(form))
	}
	for i := n.First; i < n.End; i++ {
		if form := a.Form(int(i)); !Calendar(form) && form != "," && form != "." && (form[0] < '0' || form[0] > '9') {
			return false
		}
	}
	return true
}

// Calendar reports whether a form is the name of a day, a month or a feast.
func Calendar(form string) bool {
	switch form {
	case "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December":
		return true
	}
	return weekday(form) || feast(form)
}

func feast(form string) bool {
	switch form {
	case "Easter", "Christmas", "Thanksgiving", "Halloween", "Pentecost", "Lent", "Passover", "Hanukkah", "Ramadan", "Eid", "Diwali":
		return true
	}
	return false
}

func weekday(form string) bool {
	switch form {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday":
		return true
	}
	return false
}

// withArticle reports whether a name of one word has the article and stands on its own: no person is called so.
func (a *Analysis) withArticle(n Name) bool {
	if n.End-n.First > 1 || n.First == 0 {
		return false
	}
	switch a.Form(int(n.First - 1)) {
	case "the", "The":
		g := &a.Grammar[n.First]
		return g.Head < 0 || g.Head < n.First || a.Grammar[g.Head].UPOS != g.UPOS && a.Rel(int(n.First)) != "compound" && a.Rel(int(n.First)) != "nmod:poss"
	}
	return false
}

// addMissed makes names of words that are proper nouns, stand in no name, and are names elsewhere in the text.
func (a *Analysis) addMissed() {
	a.more = a.more[:0]
	next := 0
	for i := range a.Tokens {
		for next < len(a.Names) && int(a.Names[next].End) <= i {
			a.more = append(a.more, a.Names[next])
			next++
		}
		if next < len(a.Names) && int(a.Names[next].First) <= i || !a.Tokens[i].Tag.ProperNoun() {
			continue
		}
		v, known := a.votes[a.Form(i)]
		if !known {
			continue
		}
		best := Person
		for t, count := range v {
			if count > v[best] {
				best = NameType(t)
			}
		}
		if v[best] >= 2 {
			a.more = append(a.more, Name{int32(i), int32(i + 1), best})
		}
	}
	a.more = append(a.more, a.Names[next:]...)
	a.Names, a.more = a.more, a.Names
}

// expandAcronyms votes for the acronyms that the text explains, "Harbour Workers' Union (HWU)": they have the type of
// the name before them.
func (a *Analysis) expandAcronyms(vote func(key string, t NameType, n uint8)) {
	for _, n := range a.Names {
		i := int(n.End)
		if n.End-n.First < 2 || i+2 >= len(a.Tokens) || a.Form(i) != "(" || a.Form(i+2) != ")" {
			continue
		}
		if short := a.Form(i + 1); len(short) > 1 && a.isAcronym(short, int(n.First), i) {
			vote(short, n.Type, explained)
		}
	}
}

// explained is how many votes the explanation of an acronym has: more than its occurrences.
const explained = 50

// isAcronym reports whether the letters of short are the first ones of the tokens from first on to before end, of which
// small words may be passed over.
func (a *Analysis) isAcronym(short string, first, end int) bool {
	for i := first; i < end; i++ {
		form := a.Form(i)
		switch {
		case short != "" && form[0] == short[0] && isCapital(rune(form[0])):
			short = short[1:]
		case short != "" && form[0] == short[0]|0x20:
			short = short[1:]
		case isCapital(rune(form[0])):
			return false
		}
	}
	return short == ""
}
