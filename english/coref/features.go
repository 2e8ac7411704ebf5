package coref

import "sayso/english"

// features sees what speaks for and against each candidate of one mention.
type features struct {
	r     *Resolver
	k     int32
	m     *mention
	out   []uint32
	seen  []uint32 // for the network
	class uint32   // of the mention: pronoun and case, or how the description begins
	wide  uint32   // of the mention: he and she are one
	total uint32
	verb  uint32
	top   int32 // the entity with the most mentions so far among the candidates
	tops  int32
	most  uint32 // the highest standing of a candidate
	many  uint32 // how many have it
	start uint32 // the first word of the sentence
	// of a pronoun of persons, over the candidates that may be ones by their names: how many come before the present
	// one, and the highest standing
	persons uint32
	best    uint32
	bests   uint32
	named   int32 // the highest number of mentions by name in the whole text
}

// fitting reports whether nothing in its name speaks against that a person pronoun stands for an entity.
func (f *features) fitting(x *Entity) bool {
	return (x.Kind == Person || x.Kind == Unknown) && f.genderState(x) != 3
}

// standing tells how high an entity stands in the sentence of a mention and in the one before.
func (f *features) standing(x *Entity) (now, before, both uint32) {
	now, before = uint32(x.heightIn(f.m.sentence)), uint32(x.heightIn(f.m.sentence-1))
	return now, before, max(2*now, before+before/5)
}

func bucket(n int32) uint32 {
	switch {
	case n <= 3:
		return uint32(max(n, 0))
	case n <= 5:
		return 4
	case n <= 8:
		return 5
	case n <= 14:
		return 6
	case n <= 25:
		return 7
	}
	return 8
}

func (f *features) add(id uint32, x ...uint32) {
	h := id*0x9e3779b1 + 0x85ebca6b
	for _, v := range x {
		h = (h ^ v) * 0xcc9e2d51
		h ^= h >> 15
	}
	f.out = append(f.out, h^h>>16)
}

func (f *features) prepare(n int) {
	m := f.m
	p := uint32(m.pronoun)
	f.class = p<<4 | uint32(m.form)
	if m.pronoun == she {
		p = uint32(he)
	}
	f.wide = p<<4 | uint32(m.form)
	if m.pronoun == noPronoun {
		f.class = 128 + uint32(m.kind)<<5 | uint32(m.form)<<1 | flag(m.plural)
		f.wide = f.class
	}
	f.total = uint32(min(n, 6))
	f.verb = m.above
	f.start = hashForm(f.r.view.a.Form(int(f.r.view.a.Sentences[m.sentence].First)))
	f.most, f.many = 0, 0
	f.top, f.tops = -1, 1
	f.persons, f.best, f.bests, f.named = 0, 0, 0, 0
	for _, e := range f.r.cand.entities {
		if x := &f.r.Entities[e]; f.fitting(x) {
			f.named = max(f.named, x.names)
			switch _, _, s := f.standing(x); {
			case s > f.best:
				f.best, f.bests = s, 1
			case s == f.best:
				f.bests++
			}
		}
		if x := &f.r.Entities[e]; x.Count > f.tops {
			f.top, f.tops = e, x.Count
		}
		switch _, _, s := f.standing(&f.r.Entities[e]); {
		case s > f.most:
			f.most, f.many = s, 1
		case s == f.most:
			f.many++
		}
	}
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// genderState tells how the gender of a pronoun or noun fits an entity: 0 unknown, 1 fits by evidence, 2 fits by first
// name, 3 speaks against by first name.
func (f *features) genderState(x *Entity) uint32 {
	want := english.UnknownGender
	switch f.m.pronoun {
	case he:
		want = english.Male
	case she:
		want = english.Female
	case noPronoun:
		want = f.m.gender
	}
	if want != english.Male && want != english.Female {
		return 4
	}
	if x.titleGender == want {
		return 1
	}
	if want == english.Male && x.pronouns[he] > 0 || want == english.Female && x.pronouns[she] > 0 {
		return 1
	}
	switch x.guess {
	case want:
		return 2
	case english.Male, english.Female:
		return 3
	}
	return 0
}

// candidate adds the features of entity e, number i of the candidates.
func (f *features) candidate(i int, e int32) {
	r, m, v := f.r, f.m, &f.r.view
	x := &r.Entities[e]
	p := &v.mentions[x.Last]
	forward := x.Last > f.k
	sd := uint32(9)
	if !forward {
		sd = bucket(m.sentence - p.sentence)
	}
	near := min(sd, 2)
	rank := uint32(min(i, 6))
	kind := uint32(x.Kind)
	last := uint32(0) // how it was mentioned last
	switch {
	case p.name:
		last = 1
	case p.pronoun != noPronoun:
		last = 2
		if p.pronoun == m.pronoun {
			last = 3
		} else if p.pronoun == first {
			last = 4
		}
	}
	what := kind<<4 | last<<1 | flag(x.Named)
	gender := f.genderState(x)
	count := bucket(x.Count)
	role, prole := uint32(m.role), uint32(p.role)
	conj := flag(p.conj)
	path := f.path(p, forward)
	voice := f.voiceState(p, e)
	salient := flag(e == f.top)
	subj := uint32(2)
	if x.lastSubject >= 0 {
		subj = min(uint32(m.sentence-x.lastSubject), 2)
		subj = subj<<1 | 8
	}
	w := f.wide
	f.add(1, w, what)
	f.add(2, w, what, sd)
	f.add(3, w, rank)
	f.add(4, w, sd, rank)
	f.add(5, w, sd, prole)
	f.add(6, w, near, role, prole)
	f.add(7, w, near, role, prole, conj, flag(p.order == 0))
	f.add(8, w, count, salient)
	f.add(9, w, salient, sd)
	f.add(10, w, gender)
	f.add(11, w, gender, rank)
	f.add(12, w, uint32(flag(x.Plural)), kind, flag(x.Named))
	f.add(13, w, path)
	f.add(14, w, path, prole)
	f.add(15, w, path, role, prole)
	f.add(16, w, voice)
	f.add(17, w, voice, sd)
	f.add(18, f.verb, role, kind, flag(x.Plural), w>>4)
	f.add(19, w, subj)
	f.add(20, w, subj, rank)
	f.add(21, w, f.total, rank)
	f.add(22, uint32(x.pronouns[he]+x.pronouns[she]), flag(x.pronouns[they] > 0), flag(x.pronouns[it] > 0), w)
	f.add(23, w, flag(p.sentence == 0), salient)
	f.add(24, w, flag(p.order == 0), sd)
	f.add(25, w, bucket(f.k-x.Last))
	f.add(26, w, bucket(x.subjects), sd)
	f.add(27, f.class, what, gender)
	if m.governor >= 0 && p.governor >= 0 && m.governor != p.governor {
		f.add(28, flag(f.verb == p.above), w, flag(role == prole))
	}
	if m.role == possessor && m.noun >= 0 {
		f.add(29, v.mentions[m.noun].word, kind, flag(x.Plural))
		f.add(30, uint32(v.mentions[m.noun].role), w, prole, near)
	}
	if p.noun >= 0 {
		f.add(31, w, flag(v.mentions[p.noun].head == m.governor), prole, near)
		f.add(32, w, uint32(v.mentions[p.noun].role), near, uint32(v.mentions[p.noun].kind))
	}
	if p.role == subject || p.role == passiveSubject {
		f.add(33, w, sd, rank, flag(p.verb >= 0 && v.rel(p.verb) == relRoot))
	}
	now, before, standing := f.standing(x)
	first := flag(standing == f.most)<<2 | min(f.many, 3)
	f.add(34, w, now, before)
	f.add(35, w, now, before, role)
	f.add(36, w, first)
	f.add(37, w, first, rank, salient)
	f.add(38, w, first, role, prole)
	f.add(39, w, rank, prole, near)
	f.add(80, w, salient, prole, near)
	f.add(81, w, path, rank)
	f.add(82, w, flag(p.bracket), sd, flag(x.Count == 1))
	if p.governor >= 0 && x.Last < f.k {
		pverb := p.above
		f.add(83, w>>4, pverb, prole, near)
		f.add(84, pverb, prole, f.verb, role)
	}
	f.add(85, f.start, w>>4, now, before, flag(f.m.order == 0))
	f.add(86, w, flag(p.verb >= 0 && v.rel(p.verb) == relRoot), prole, near)
	f.add(88, w, flag(m.says), flag(e == r.spoke), flag(m.voice >= 0), min(bucket(m.sentence-r.spokeIn), 5))
	f.add(89, w, flag(m.says), flag(e == r.spoke), voice, near)
	f.add(87, w, count, standing)
	if m.pronoun == he || m.pronoun == she {
		f.person(x, p, e, i, sd, gender, forward)
	}
	if m.pronoun == noPronoun {
		f.noun(x, p, sd, what)
	}
}

// noun adds what speaks for a description of an entity.
func (f *features) noun(x *Entity, p *mention, sd, what uint32) {
	r, m := f.r, f.m
	match := uint32(0)
	if x.has(m.word) {
		match = 1
		if p.word == m.word && p.pronoun == noPronoun {
			match = 2
		}
	}
	more := r.modifiers(m, x)
	w := f.wide
	f.add(40, match, w)
	f.add(41, match, w, sd)
	f.add(42, match, more, uint32(m.form))
	f.add(43, match, more, w, what)
	f.add(44, m.word, uint32(x.Kind), flag(x.Named), match)
	f.add(45, m.word, match, uint32(m.form))
	f.add(46, w, flag(m.first == m.head), match, uint32(m.role))
	if m.role == predicate && r.subjects[m.head] > 0 {
		s := r.subjects[m.head] - 1
		f.add(47, w, flag(r.Of[s] >= 0 && &r.Entities[r.Of[s]] == x), flag(x.Named))
	}
	if m.linked >= 0 || m.role == apposed {
		f.add(48, w, flag(p.head == m.governor), flag(m.conj))
	}
}

// modifiers tells how the other words of a description fit what is known of an entity: 0 there are none, 1 all known,
// 2 some, 3 none known.
func (r *Resolver) modifiers(m *mention, x *Entity) uint32 {
	a := r.view.a
	known, all := 0, 0
	for i := m.first; i < m.head; i++ {
		if tag := a.Tokens[i].Tag; tag.Noun() || tag == english.JJ || tag == english.CD {
			all++
			if x.has(hashForm(a.Form(int(i)))) {
				known++
			}
		}
	}
	switch {
	case all == 0:
		return 0
	case known == all:
		return 1
	case known > 0:
		return 2
	}
	return 3
}

// path tells how the clauses of a mention and of the candidate's last one hang together.
func (f *features) path(p *mention, forward bool) uint32 {
	m, v := f.m, &f.r.view
	fw := flag(forward) << 8
	if p.sentence != m.sentence {
		return 0
	}
	if m.noun >= 0 && v.mentions[m.noun].head == p.head {
		return 1 | fw // within its own phrase
	}
	if p.noun >= 0 && v.mentions[p.noun].head == m.head {
		return 2 | fw
	}
	if p.verb == m.verb {
		if p.governor == m.governor {
			return 3 | fw
		}
		return 4 | fw
	}
	// up from the mention
	steps := uint32(0)
	for c := m.verb; c >= 0 && steps < 4; steps++ {
		rel := v.rel(c)
		c = v.clause(v.a.Grammar[c].Head)
		if c >= 0 && c == p.verb {
			return 16 + uint32(rel)<<2 + steps | fw
		}
	}
	steps = 0
	for c := p.verb; c >= 0 && steps < 4; steps++ {
		rel := v.rel(c)
		c = v.clause(v.a.Grammar[c].Head)
		if c >= 0 && c == m.verb {
			return 128 + uint32(rel)<<2 + steps | fw
		}
	}
	return 5 | fw
}

// voiceState tells whether a mention and a candidate stand in the same voice, and whether the candidate is who speaks.
func (f *features) voiceState(p *mention, e int32) uint32 {
	m := f.m
	switch {
	case m.voice < 0 && p.voice < 0:
		return 0
	case m.voice < 0:
		return 1
	}
	s := uint32(2)
	if p.voice == m.voice {
		s = 3
	} else if p.voice < 0 {
		s = 4
	}
	if h := f.r.voices.Speaker[m.voice]; h >= 0 {
		s += 8
		if o := f.r.view.at[h] - 1; o >= 0 && f.r.Of[o] == e {
			s += 8
		}
	}
	return s
}

// none adds the features of a new entity.
func (f *features) none() {
	m := f.m
	a := f.r.view.a
	w := f.wide
	f.add(60, w)
	f.add(61, w, f.total)
	f.add(62, w, m.word)
	f.add(63, w, uint32(m.role), flag(m.conj))
	f.add(64, w, f.verb, uint32(m.role))
	f.add(65, w, min(uint32(m.sentence), 3))
	if m.head+1 < int32(len(a.Tokens)) {
		f.add(66, w, hashForm(a.Form(int(m.head+1))))
	}
	f.add(67, w, flag(m.voice >= 0))
	if m.pronoun == noPronoun {
		f.add(68, w, flag(m.first == m.head), flag(m.end > m.head+1), uint32(m.role))
		match := uint32(0)
		for _, e := range f.r.cand.entities {
			if f.r.Entities[e].has(m.word) {
				match = 1
			}
		}
		f.add(69, w, match)
		f.add(70, m.word, match, uint32(m.form))
		if m.head+1 < int32(len(a.Tokens)) {
			tag := a.Tokens[m.head+1].Tag
			f.add(71, w, uint32(tag), match)
		}
	} else if m.pronoun == it {
		f.add(72, uint32(m.role), f.verb)
		f.add(73, flag(f.r.copula[max(m.governor, 0)]))
	}
}
