package reading

import (
	"strings"

	"sayso/english"
)

// Which words names are made of, by tags and lists alone.

// nameLength counts the words of a name without the titles before it.
func (r *Reader) nameLength(i, end int) int {
	for i < end-1 {
		w := r.lower(i)
		if _, ok := honorifics[w]; !ok && !titles[w] {
			break
		}
		i++
	}
	return end - i
}

// nameAt returns the token after the name that begins with token i, i itself if none does.
func (r *Reader) nameAt(i, first, end int) int {
	if !r.nameWord(i, first) {
		return i
	}
	j := i
	for j < end {
		switch {
		case r.nameWord(j, first):
			j++
		case j+1 < end && j > i && (r.isForm(j, "of") || r.isForm(j, "for") && bodies[r.lower(j-1)]) && bodies[r.lower(j-1)] && r.nameWord(j+1, first):
			j += 2 // Ministry of Trade
		case j+2 < end && j > i && r.isForm(j, "of") && bodies[r.lower(j-1)] && r.isForm(j+1, "the") && r.nameWord(j+2, first):
			j += 3
		case j+1 < end && j > i && r.isForm(j, "&") && r.nameWord(j+1, first):
			j += 2
		case j+1 < end && j > i && d(r, j).Tag == english.HYPH && !d(r, j).Space && !d(r, j+1).Space && r.capital(j+1):
			j += 2 // Smith-Jones
		case j+1 < end && j > i && particle[r.doc.Form(j)] && r.nameWord(j+1, first):
			j += 2 // Ursula von der
		default:
			goto done
		}
	}
done:
	// a genitive or a time at the end is no part of the name
	for j > i && (r.isTimeToken(j-1) || d(r, j-1).Tag == english.HYPH) {
		j--
	}
	return j
}

var particle = wordSet("de da del della der den di du la le van von bin ibn al el ter ten")

func d(r *Reader, i int) *english.Token { return &r.doc.Tokens[i] }

func (r *Reader) isForm(i int, form string) bool { return r.doc.Form(i) == form }

func (r *Reader) isTimeToken(i int) bool {
	w := r.lower(i)
	if months[w] && (w == "may" || w == "march" || w == "april" || w == "june" || w == "august") {
		// names of people as well: a month where a number stands beside it
		n := len(r.doc.Tokens)
		return i > 0 && (r.number(i-1, n) > 0 || r.isAny(i-1, "in", "last", "since", "until")) || r.number(i+1, n) > 0
	}
	return weekdays[w] || months[w]
}

// nameWord reports whether token i can be a word of a name. The first word of a sentence needs a name's tag.
func (r *Reader) nameWord(i, first int) bool {
	t := &r.doc.Tokens[i]
	if t.Kind != english.Word && (t.Kind != english.Address || t.Tag != english.NNP) || !r.capital(i) {
		return false
	}
	w := r.lower(i)
	if r.isTimeToken(i) || commonCapital[w] {
		return false
	}
	switch t.Tag {
	case english.NNPS:
		return !people(w)
	case english.NNP, english.ADD:
		return true
	case english.PRP, english.DT, english.IN, english.CC, english.MD, english.WP, english.WRB, english.WDT, english.PRPS, english.EX, english.TO, english.UH:
		return w == "will" && i > first && t.Tag == english.MD && i+1 < len(r.doc.Tokens) && !r.doc.Tokens[i+1].Tag.Verb()
	}
	return i > first || firstName(w) || titles[w] && i+1 < len(r.doc.Tokens) && r.capital(i+1)
}

// unions are the names of states that begin like those of bodies.
var unions = map[string]bool{"united states": true, "united kingdom": true, "united arab emirates": true, "european union": false}

// people reports whether a capitalised plural names a people or a party's members: Norlanders, Republicans.
func people(w string) bool {
	for _, ending := range []string{"ans", "ians", "ish", "ese", "ers", "ists", "crats", "ims", "lims"} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

// commonCapital words are capitalised without being names of anybody.
var commonCapital = wordSet("i i'm english russian american british french german chinese republican republicans democrat democrats " +
	"democratic muslim muslims christian christians jewish catholic monday tuesday god internet christmas easter the a an")

func firstName(w string) bool { return femaleNames[w] || maleNames[w] }
