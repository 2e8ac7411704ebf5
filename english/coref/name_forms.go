package coref

import (
	"sayso/english"
)

// nameForm is a name without titles and articles.
type nameForm struct {
	mention    int32
	first, end int32
	gender     english.Gender // by title
	titled     bool
	the        bool
	single     bool
	acronym    bool
	entity     int32
}

// titleGender tells of a word before a name whether it is a title, and the gender it gives away.
func titleGender(w string) (english.Gender, bool) {
	switch w {
	case "mr.", "mr", "sir", "lord", "king", "prince", "congressman", "chairman":
		return english.Male, true
	case "mrs.", "mrs", "ms.", "ms", "miss", "lady", "queen", "princess", "dame", "congresswoman", "chairwoman", "madam", "madame":
		return english.Female, true
	case "dr.", "dr", "prof.", "rev.", "sen.", "sens.", "rep.", "reps.", "gov.", "lt.", "gen.", "col.", "capt.", "sgt.", "maj.", "adm.",
		"hon.", "president", "chancellor", "premier", "minister", "ambassador", "senator", "representative", "governor", "mayor",
		"secretary", "judge", "justice", "general", "colonel", "captain", "major", "admiral", "sergeant", "professor", "doctor",
		"bishop", "archbishop", "pope", "cardinal", "rabbi", "imam", "sheikh", "speaker", "director", "commissioner", "attorney",
		"deputy", "vice", "prime", "foreign", "envoy", "councillor", "officer", "detective", "inspector", "sheriff", "chief", "former",
		"consul", "leader", "candidate", "reverend", "lieutenant", "emperor", "saint", "st.", "uncle", "aunt", "father", "brother", "sister":
		return english.UnknownGender, true
	}
	return english.UnknownGender, false
}

// strip leaves the titles and the article of a name aside.
func (n *namer) strip(k int32) nameForm {
	v := n.v
	m := &v.mentions[k]
	f := nameForm{mention: k, first: m.first, end: m.end, entity: -1}
	var buf [16]byte
	word := func(i int32) string {
		if t := &v.a.Tokens[i]; t.End-t.Start > 15 {
			return ""
		}
		return string(small(buf[:0], v.a.Form(int(i))))
	}
	title := func(i int32) bool {
		g, ok := titleGender(word(i))
		if ok {
			f.titled = true
			if f.gender == english.UnknownGender {
				f.gender = g
			}
		}
		return ok
	}
	for f.end-f.first > 1 {
		switch word(f.first) {
		case "the":
			f.the = true
			f.first++
			continue
		case "a", "an", "this":
			f.first++
			continue
		}
		if m.kind != Person && m.kind != Unknown && !isTitleOnly(word(f.first)) || !title(f.first) {
			break
		}
		f.first++
	}
	for f.end-f.first > 1 && isSuffix(v.a.Form(int(f.end-1))) {
		f.end--
	}
	for f.end-f.first > 1 && (word(f.end-1) == "'s" || word(f.end-1) == "’s") {
		f.end--
	}
	// what the finder of names took in by mistake: names begin and end with a capital or a number
	for f.end-f.first > 1 && isSmall(v.a.Form(int(f.end-1))) && v.a.Tokens[f.end-1].Space {
		f.end--
	}
	for f.end-f.first > 1 && isSmall(v.a.Form(int(f.first))) && !isParticle(v.a.Form(int(f.first))) {
		f.first++
	}
	if f.first == m.first && f.first > v.a.Sentences[m.sentence].First {
		switch w := word(f.first - 1); {
		case w == "the":
			f.the = true
		case m.kind == Person || m.kind == Organisation && isTitleOnly(w):
			if g, ok := titleGender(w); ok && v.a.Tokens[f.first-1].Tag.ProperNoun() {
				f.titled = true
				if f.gender == english.UnknownGender {
					f.gender = g
				}
			}
		}
	}
	f.single = f.end-f.first == 1
	form := v.a.Form(int(f.first))
	f.acronym = f.single && isAcronym(form)
	return f
}

// isTitleOnly reports whether a word before a name makes a person of it, whatever the name was read as.
func isTitleOnly(w string) bool {
	switch w {
	case "mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "sen.", "rep.", "gov.", "dr.":
		return true
	}
	return false
}

func isSmall(w string) bool { return w[0] >= 'a' && w[0] <= 'z' }

// isParticle reports whether a small word can begin a last name.
func isParticle(w string) bool {
	switch w {
	case "de", "da", "del", "della", "der", "den", "di", "du", "la", "le", "van", "von", "bin", "ibn", "al", "el", "ter", "ten", "d", "dos":
		return true
	}
	return false
}

// isSuffix reports whether a word behind a name tells one bearer from another, or from none: Jr., II.
func isSuffix(w string) bool {
	switch w {
	case "Jr.", "Jr", "Sr.", "Sr", "I", "II", "III", "IV":
		return true
	}
	return false
}

func isAcronym(form string) bool {
	n := 0
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case c >= 'A' && c <= 'Z':
			n++
		case c != '.' && c != '&':
			return false
		}
	}
	return n >= 2 && len(form) <= 12
}
