package coref

import (
	"sayso/english"
	"sayso/english/net"
)

// namer gathers the names of a text into entities. Full names come first, so that a last name, a first name or an
// acronym finds its bearer on either side.
type namer struct {
	v     *view
	forms []nameForm
	// byKey leads from what a name can be called by to the entities so called: a chain of links.
	byKey map[uint64]int32
	links []link
	// signs are by full name
	signs map[uint64]signs
}

type link struct{ entity, next int32 }

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

// What a key is the key of.
const (
	fullKey uint64 = iota + 1
	lastKey
	firstKey
	initialsKey
	firstWordKey
	lastWordKey
)

func (n *namer) key(what uint64, first, end int32) uint64 {
	h := 14695981039346656037 ^ what
	for i := first; i < end; i++ {
		form := n.v.a.Form(int(i))
		for k := 0; k < len(form); k++ {
			c := form[k]
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			if c == '.' && len(form) > 1 {
				continue // U.S. is US
			}
			h = (h ^ uint64(c)) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	return h
}

// initials is the key of the acronym of a name.
func (n *namer) initials(first, end int32) uint64 {
	h := 14695981039346656037 ^ initialsKey
	for i := first; i < end; i++ {
		c := n.v.a.Form(int(i))[0]
		if c >= 'A' && c <= 'Z' {
			h = (h ^ uint64(c|0x20)) * 1099511628211
		}
	}
	return (h ^ ' ') * 1099511628211
}

func (n *namer) add(key uint64, entity int32) {
	head, ok := n.byKey[key]
	if !ok {
		head = -1
	}
	for k := head; k >= 0; k = n.links[k].next {
		if n.links[k].entity == entity {
			return
		}
	}
	n.links = append(n.links, link{entity, head})
	n.byKey[key] = int32(len(n.links) - 1)
}

func (n *namer) chain(key uint64) int32 {
	if k, ok := n.byKey[key]; ok {
		return k
	}
	return -1
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

// gather makes entities of the names of a text.
func (n *namer) gather(v *view, r *Resolver) {
	n.v = v
	n.forms, n.links = n.forms[:0], n.links[:0]
	if n.byKey == nil {
		n.byKey = map[uint64]int32{}
	}
	clear(n.byKey)
	for k := range v.mentions {
		if m := &v.mentions[k]; m.name && !m.skip {
			n.forms = append(n.forms, n.strip(int32(k)))
		}
	}
	n.weighSigns()
	for single := range 2 {
		for k := range n.forms {
			f := &n.forms[k]
			if f.single != (single == 1) {
				continue
			}
			if f.single {
				f.entity = n.shortForm(f, r)
			} else {
				f.entity = n.fullForm(f, r)
			}
			if f.entity < 0 {
				f.entity = r.newEntity()
			}
			n.enter(int32(k), r)
		}
	}
	for k := range n.forms {
		r.Of[n.forms[k].mention] = n.forms[k].entity
	}
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

// fullForm finds the entity of a name of several words, -1 if it is new.
func (n *namer) fullForm(f *nameForm, r *Resolver) int32 {
	if k := n.chain(n.key(fullKey, f.first, f.end)); k >= 0 {
		return n.links[k].entity
	}
	kind := n.v.mentions[f.mention].kind
	if kind == Person {
		for k := n.chain(n.key(lastKey, f.end-1, f.end)); k >= 0; k = n.links[k].next {
			e := n.links[k].entity
			if n.samePerson(f, r.Entities[e].longest, r) {
				return e
			}
		}
		return -1
	}
	if kind == Place {
		return -1
	}
	// "Securities and Exchange Commission" and "Exchange Commission"
	for _, what := range [...]uint64{lastWordKey, firstWordKey} {
		at := f.end - 1
		if what == firstWordKey {
			at = f.first
		}
		for k := n.chain(n.key(what, at, at+1)); k >= 0; k = n.links[k].next {
			e := n.links[k].entity
			if r.Entities[e].longest < 0 || r.Entities[e].Kind == Person {
				continue
			}
			o := &n.forms[r.Entities[e].longest]
			if n.within(f, o, what) || n.within(o, f, what) {
				return e
			}
		}
	}
	return -1
}

// within reports whether the words of the shorter name end (or begin) the longer.
func (n *namer) within(short, long *nameForm, what uint64) bool {
	d := (long.end - long.first) - (short.end - short.first)
	if d <= 0 || short.end-short.first < 2 {
		return false
	}
	if what == lastWordKey {
		return n.key(0, short.first, short.end) == n.key(0, long.end-(short.end-short.first), long.end)
	}
	return n.key(0, short.first, short.end) == n.key(0, long.first, long.first+(short.end-short.first))
}

// samePerson reports whether a name can be another form of a person's fullest: the same last name and first names of
// which one begins like the other.
func (n *namer) samePerson(f *nameForm, longest int32, r *Resolver) bool {
	if longest < 0 {
		return false
	}
	o := &n.forms[longest]
	if o.single || f.single {
		return false
	}
	a, b := n.v.a.Form(int(f.first)), n.v.a.Form(int(o.first))
	if len(a) > len(b) {
		a, b = b, a
	}
	if f.gender != english.UnknownGender && r.Entities[o.entity].titleGender != english.UnknownGender && f.gender != r.Entities[o.entity].titleGender {
		return false
	}
	if len(a) <= 2 && (len(a) == 1 || a[1] == '.') {
		return a[0] == b[0]
	}
	return len(a) >= 3 && len(b) >= len(a) && equalFold(a, b[:len(a)]) && (len(a) == len(b) || len(b)-len(a) < 5)
}

func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		x, y := a[i], b[i]
		if x >= 'A' && x <= 'Z' {
			x |= 0x20
		}
		if y >= 'A' && y <= 'Z' {
			y |= 0x20
		}
		if x != y {
			return false
		}
	}
	return true
}

// shortForm finds the entity of a name of one word, -1 if it is new.
func (n *namer) shortForm(f *nameForm, r *Resolver) int32 {
	m := &n.v.mentions[f.mention]
	person := m.kind == Person || m.kind == Unknown || f.titled
	if person || m.kind == Organisation || m.kind == Thing {
		if e := n.pick(n.chain(n.key(lastKey, f.first, f.end)), f, r); e >= 0 {
			return e
		}
		if person {
			if e := n.pick(n.chain(n.key(firstKey, f.first, f.end)), f, r); e >= 0 {
				return e
			}
		}
	}
	if k := n.chain(n.key(fullKey, f.first, f.end)); k >= 0 {
		return n.pick(k, f, r)
	}
	if f.acronym {
		if e := n.only(n.chain(n.key(initialsKey, f.first, f.end)), r, false); e >= 0 {
			return e
		}
	}
	if m.kind == Organisation || m.kind == Thing || m.kind == Unknown {
		if e := n.only(n.chain(n.key(firstWordKey, f.first, f.end)), r, true); e >= 0 {
			return e
		}
		if f.the || m.kind == Organisation {
			if e := n.only(n.chain(n.key(lastWordKey, f.first, f.end)), r, true); e >= 0 && f.the {
				return e
			}
		}
	}
	return -1
}

// only returns the one entity of a chain, -1 if there is none or more.
func (n *namer) only(k int32, r *Resolver, bodies bool) int32 {
	found := int32(-1)
	for ; k >= 0; k = n.links[k].next {
		e := n.links[k].entity
		if bodies && r.Entities[e].Kind != Organisation && r.Entities[e].Kind != Thing && r.Entities[e].Kind != Unknown {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = e
	}
	return found
}

// pick chooses among the bearers of a name. Where a title tells the gender, it must fit; the one who is named in full
// far more often than the others is meant wherever none of the others was just named in full; else the one named last
// before, or the first one behind.
func (n *namer) pick(k int32, f *nameForm, r *Resolver) int32 {
	best, bestAt, most, mostCount, second := int32(-1), int32(-1), int32(-1), int32(0), int32(0)
	sure := false // the gender of the best is known
	for ; k >= 0; k = n.links[k].next {
		e := n.links[k].entity
		x := &r.Entities[e]
		if f.gender != english.UnknownGender && x.titleGender != english.UnknownGender && x.titleGender != f.gender {
			continue
		}
		if f.gender != english.UnknownGender && x.titleGender == english.UnknownGender && x.guess != english.UnknownGender && x.guess != f.gender {
			continue
		}
		switch {
		case x.fullCount > mostCount:
			second = mostCount
			most, mostCount = e, x.fullCount
		case x.fullCount > second:
			second = x.fullCount
		}
		known := f.gender != english.UnknownGender && (x.titleGender == f.gender || x.guess == f.gender)
		at := n.lastBefore(x, f.first)
		if best >= 0 && known != sure {
			if !known {
				continue // "Mr. Marrow" is Jon Marrow, where the other is Quynh Marrow
			}
			best, bestAt = -1, -1
		}
		sure = known
		if best < 0 || at > bestAt || at == bestAt && at < 0 && x.firstAt < r.Entities[best].firstAt {
			best, bestAt = e, at
		}
	}
	if most >= 0 && !(sure && most != best) && mostCount >= 3*max(second, 1) && (best < 0 || f.first-bestAt > 60) {
		return most
	}
	return best
}

// lastBefore is the last token before at where an entity is named in full.
func (n *namer) lastBefore(x *Entity, at int32) int32 {
	best := int32(-1)
	for k := x.fullHead; k >= 0; k = n.links[k].next {
		if t := n.links[k].entity; t < at && t > best {
			best = t
		}
	}
	return best
}

// enter gives name form number to its entity.
func (n *namer) enter(number int32, r *Resolver) {
	f := &n.forms[number]
	v := n.v
	m := &v.mentions[f.mention]
	x := &r.Entities[f.entity]
	words := f.end - f.first
	x.Named = true
	if f.gender != english.UnknownGender {
		x.titleGender = f.gender
	}
	if x.guess == english.UnknownGender && m.kind == Person && m.gender != english.Neuter {
		x.guess = m.gender
	}
	vote := uint8(1)
	if words > 1 {
		vote = 2
	}
	x.vote(m.kind, vote)
	if f.titled {
		x.vote(Person, 3)
	}
	flags := v.a.Model().Flags(v.a.Form(int(f.first)))
	if words > 1 && words < 4 && flags&(net.MaleName|net.FemaleName) != 0 && m.kind != Place {
		x.vote(Person, 1)
	}
	if f.acronym && m.kind != Place {
		x.vote(Organisation, 1)
	}
	x.settle()
	if x.longest < 0 || words > n.forms[x.longest].end-n.forms[x.longest].first {
		x.longest = number
	}
	x.firstAt = min(x.firstAt, f.first)
	for i := f.first; i < f.end; i++ {
		if t := &v.a.Tokens[i]; t.End-t.Start > 2 {
			x.addWord(hashForm(v.a.Form(int(i))))
		}
	}
	n.add(n.key(fullKey, f.first, f.end), f.entity)
	if words == 1 {
		return
	}
	x.fullCount++
	n.links = append(n.links, link{f.first, x.fullHead}) // where it is named in full
	x.fullHead = int32(len(n.links) - 1)
	if x.Kind == Person && words < 6 {
		n.add(n.key(lastKey, f.end-1, f.end), f.entity)
		n.add(n.key(firstKey, f.first, f.first+1), f.entity)
		return
	}
	n.add(n.initials(f.first, f.end), f.entity)
	n.add(n.key(firstWordKey, f.first, f.first+1), f.entity)
	n.add(n.key(lastWordKey, f.end-1, f.end), f.entity)
}
