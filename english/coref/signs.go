package coref

import (
	"sayso/english"
	"sayso/english/net"
)

// signs are what the words around the occurrences of a name tell of what it is the name of. What one sentence says of a
// name decides for all: "host Oskar Blom" is a person wherever the text calls him "Oskar Blom" without more.
type signs struct {
	person, place int16
	// family is 1 for the last name of a person that the text names in full, and more where signs tell that it is one.
	family int16
	// says counts how often it says something, which bodies do too.
	says int16
	// work is what the noun of a work before it makes of it, Unknown if there is none.
	work Kind
	// kinds counts what the occurrences were read as.
	kinds [Thing + 1]uint16
}

// count is how often the name occurs.
func (s *signs) count() int16 {
	n := uint16(0)
	for _, k := range s.kinds {
		n += k
	}
	return int16(n)
}

// enoughSigns is what it takes to believe the signs and not what the name was read as, where the name has the form of a
// person's; a clear sign is enough for other names too.
const (
	enoughSigns = 2
	clearSign   = 3
)

// weighSigns changes what names were read as, where the words around them tell otherwise: "Oskar Blom, who", read as a
// body, is a person, and "the ambassador to Corrane" is sent to a place.
func (n *namer) weighSigns() {
	if n.signs == nil {
		n.signs = map[uint64]signs{}
	}
	clear(n.signs)
	for i := range n.forms {
		f := &n.forms[i]
		m := &n.v.mentions[f.mention]
		key := n.key(fullKey, f.first, f.end)
		s := n.signs[key]
		s.kinds[m.kind]++
		s.person += n.signOfPerson(f, m)
		s.place += n.signOfPlace(f, m)
		if m.says {
			s.says++
		}
		if w := n.v.workBefore(m); n.v.news && w != Unknown {
			s.work = w
		}
		n.signs[key] = s
	}
	for i := range n.forms {
		f := &n.forms[i]
		if s := n.signs[n.key(fullKey, f.first, f.end)]; s.work != Unknown && s.person == 0 && s.place == 0 {
			n.v.mentions[f.mention].kind = s.work
		}
	}
	for i := range n.forms {
		if f := &n.forms[i]; !f.single {
			n.weighFull(f)
		}
	}
	for i := range n.forms {
		if f := &n.forms[i]; f.single {
			n.weighSingle(f)
		}
	}
}

// weighFull decides whether a name of several words is a person's.
func (n *namer) weighFull(f *nameForm) {
	v := n.v
	m := &v.mentions[f.mention]
	s := n.signs[n.key(fullKey, f.first, f.end)]
	last := n.key(fullKey, f.end-1, f.end)
	of := n.signs[last]
	if s.says > 0 {
		s.person++
	}
	if m.kind != Place && of.kinds[Person] > 0 {
		s.person += enoughSigns // its last word is a person's name elsewhere
	}
	switch {
	case s.work != Unknown && s.person <= 1, m.kind == Person, m.kind == Group, f.end-f.first > 3, s.person < enoughSigns, s.place > 0:
	case m.kind == Place && !n.titledBefore(f): // many places are called like people
	case n.likePerson(f, s.person):
		m.kind = Person
		*f = n.strip(f.mention)
	}
	if m.kind == Person {
		of.family = max(of.family, s.person+1)
		n.signs[last] = of
	}
}

// weighSingle decides whether a name of one word is a person's or a place's.
func (n *namer) weighSingle(f *nameForm) {
	v := n.v
	m := &v.mentions[f.mention]
	form := v.a.Form(int(f.first))
	flags := v.a.Model().Flags(form)
	s := n.signs[n.key(fullKey, f.first, f.end)]
	switch {
	case m.kind == Group, s.work != Unknown && s.person == 0:
	case s.family > clearSign && m.kind != Place,
		s.person >= max(clearSign, s.count()) && s.place == 0 && n.titledBefore(f) && (m.kind != Place || s.count() == 1) && flags&(net.Country|net.Capital) == 0 &&
			!f.acronym && !english.Ordinary(form) && n.likePerson(f, s.person):
		m.kind = Person
	case s.person+s.says+s.family > 0, flags&(net.MaleName|net.FemaleName) != 0:
	case m.kind == Person && s.place > 0, m.kind == Organisation && s.place >= clearSign && s.kinds[Organisation] == 1:
		m.kind = Place
	}
}

// likePerson reports whether a name of several words has the form of a person's: words with capitals, of which the first
// is a first name or, where the signs are clear, the last no ordinary word.
func (n *namer) likePerson(f *nameForm, sign int16) bool {
	v := n.v
	if f.the {
		return false
	}
	for i := f.first; i < f.end; i++ {
		form := v.a.Form(int(i))
		if !net.StartsCapital(form) && !isParticle(form) || len(form) > 2 && isAcronym(form) {
			return false
		}
	}
	flags := v.a.Model().Flags(v.a.Form(int(f.first)))
	first := flags&(net.MaleName|net.FemaleName) != 0
	last := v.a.Form(int(f.end - 1))
	if v.a.Model().Flags(last)&net.Demonym != 0 || v.model.noun(last, false)&personNoun != 0 || v.a.Plural(int(f.end-1)) {
		return false // a Halvmark Democrat
	}
	if last[len(last)-1] == '.' || last == "Bros" || last == "Corp" || last == "Inc" {
		return false
	}
	if english.Ordinary(last) {
		return first && flags&(net.Country|net.Capital|net.Demonym) == 0 && sign >= clearSign && v.model.noun(last, false)&groupNoun == 0
	}
	return first || sign >= clearSign
}

// signOfPerson weighs what the words around a name say for its being a person's: an office or another noun for people
// before it or in apposition, "who" behind it.
func (n *namer) signOfPerson(f *nameForm, m *mention) int16 {
	v := n.v
	sign := int16(0)
	if m.role == nounModifier && m.governor >= 0 {
		switch v.a.Form(int(m.governor)) {
		case "adviser", "advisers", "aide", "aides", "lawyer", "lawyers", "wife", "husband", "son", "daughter":
			sign++
		}
	}
	if (m.kind == Organisation || m.kind == Place) && f.end-f.first > 1 && v.calling(f.first) == clearSign && !english.Ordinary(v.a.Form(int(f.end-1))) {
		sign += clearSign // "Ambassador Blom", taken for a body
	}
	if before := f.first - 1; before >= 0 && v.a.Tokens[before].Tag.Noun() && !v.a.Plural(int(before)) {
		sign += v.calling(before)
	}
	if behind := f.end; int(behind)+1 < len(v.a.Tokens) {
		if v.a.Tokens[behind].Tag == english.Comma {
			behind++
		}
		if form := v.a.Form(int(behind)); form == "who" {
			// "an anchor at Fox News who" is of the anchor
			if h := v.a.Grammar[behind].Head; h >= 0 && v.rel(h) == relRelative && v.a.Grammar[h].Head >= m.first && v.a.Grammar[h].Head < m.end {
				sign += clearSign
			}
		}
	}
	if m.role == apposed && !m.conj && m.governor >= 0 {
		if o := v.at[m.governor] - 1; o >= 0 && v.mentions[o].describesOne() {
			sign += v.calling(m.governor)
		}
	}
	for k := int(f.mention) + 1; k < len(v.mentions) && k < int(f.mention)+4; k++ {
		if o := &v.mentions[k]; o.role == apposed && !o.conj && o.governor == m.head && o.describesOne() {
			sign += v.calling(o.head)
		}
	}
	return sign
}

// titledBefore reports whether a title with a capital stands before a name.
func (n *namer) titledBefore(f *nameForm) bool {
	return f.first > 0 && n.v.a.Tokens[f.first-1].Tag.ProperNoun() && n.v.calling(f.first-1) == clearSign
}

// describesOne reports whether a mention is a description of one person.
func (m *mention) describesOne() bool {
	return !m.name && m.pronoun == noPronoun && m.kind == Person && !m.plural
}

// calling weighs a noun that calls whom it stands with what he is: a judge is a person, a rival may be a firm as well.
func (v *view) calling(noun int32) int16 {
	form := v.a.Form(int(noun))
	var buf [16]byte
	if len(form) > cap(buf) {
		return 0
	}
	switch w := string(small(buf[:0], form)); w {
	case "foreign", "prime", "vice", "former", "general", "major", "saint", "st.":
		return 0
	case "host", "anchor", "star", "veteran", "aide", "coach":
		return enoughSigns // which the list of nouns has as something else
	case "rival", "owner", "employer", "partner", "client", "customer", "lender", "giant", "maker", "leader", "supplier", "operator",
		"sponsor", "publisher", "provider", "contractor", "member", "developer", "competitor", "opponent", "player", "winner", "target":
		return 1
	default:
		if _, ok := titleGender(w); ok {
			return clearSign
		}
	}
	if v.model.noun(form, false)&personNoun != 0 {
		return clearSign
	}
	return 0
}

// signOfPlace weighs what the words around a name say for its being a place's.
func (n *namer) signOfPlace(f *nameForm, m *mention) int16 {
	v := n.v
	if n.dateline(f) {
		return clearSign
	}
	before := f.first - 1
	if f.first != m.first || before < 0 || m.governor < 0 || int(f.end) < len(v.a.Tokens) && v.a.Tokens[f.end].Tag == english.POS {
		return 0
	}
	var buf, above [12]byte
	governor := string(small(above[:0], v.a.Form(int(m.governor))))
	if m.role == object {
		switch governor {
		case "leave", "leaves", "left", "leaving", "reach", "reached", "enter", "entered":
			return 1
		}
	}
	if v.rel(before) != relCase || m.role != oblique && m.role != nounModifier {
		return 0
	}
	switch string(small(buf[:0], v.a.Form(int(before)))) {
	case "in", "near", "across", "outside", "throughout":
		switch governor {
		case "believe", "believes", "believed", "interest", "interested", "confidence", "faith", "trust", "change", "disappointed":
			return 0 // what is had in people as well
		}
		return 1
	case "to":
		switch governor {
		case "ambassador", "envoy", "consul":
			return clearSign
		case "trip", "visit", "flight", "journey", "return", "returned", "travelled", "traveled", "flew", "moved", "sailed", "drove", "fled":
			return 1
		}
	case "of":
		switch governor {
		case "people", "city", "town", "village", "port", "island", "republic", "kingdom", "outskirts", "streets", "coast", "north", "south", "east", "west", "university":
			return 1
		}
	}
	return 0
}

// dateline reports whether a name in capitals opens a paragraph as the place from which is reported: "CORRANE, March 3".
func (n *namer) dateline(f *nameForm) bool {
	v := n.v
	if !f.single || !isAcronym(v.a.Form(int(f.first))) || int(f.end) >= len(v.a.Tokens) {
		return false
	}
	sentence := v.mentions[f.mention].sentence
	if v.a.Sentences[sentence].First != f.first {
		return false
	}
	switch next := &v.a.Tokens[f.end]; {
	case next.Tag == english.Comma:
		i := int(f.end) + 1
		return i < len(v.a.Tokens) && english.Calendar(v.a.Form(i))
	case next.Kind == english.Dash:
		return next.Space
	case next.Tag == english.OpenBracket: // BRECK (Northern Wire) -
		for i := int(f.end) + 1; i+1 < len(v.a.Tokens) && i < int(f.end)+8; i++ {
			if v.a.Tokens[i].Tag == english.CloseBracket {
				return v.a.Tokens[i+1].Kind == english.Dash
			}
		}
	}
	return false
}
