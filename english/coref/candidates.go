package coref

import "sayso/english"

// Bounds of the search: how many entities back it looks, and how many of them become candidates.
const (
	reach          = 60
	mostForPronoun = 16
	mostForNoun    = 8
	mostMatching   = 8
	mostForward    = 3
)

// gather finds the entities that mention k may stand for and what there is to see of each.
func (r *Resolver) gather(k int32) {
	m := &r.view.mentions[k]
	c := &r.cand
	c.entities, c.features, c.ends, c.seen, c.seenEnds = c.entities[:0], c.features[:0], c.ends[:0], c.seen[:0], c.seenEnds[:0]
	most := mostForPronoun
	if m.pronoun == noPronoun {
		most = mostForNoun
	}
	matching, rank := 0, 0
	steps := 0
	for e := r.newest; e >= 0 && steps < reach; e, steps = r.Entities[e].older, steps+1 {
		x := &r.Entities[e]
		if !r.compatible(m, x) || r.bound(m, e) {
			continue
		}
		match := m.pronoun == noPronoun && x.has(m.word)
		if rank >= most && !(match && matching < mostMatching) {
			if m.pronoun != noPronoun {
				break
			}
			continue
		}
		if match {
			matching++
		}
		c.entities = append(c.entities, e)
		rank++
	}
	if m.pronoun != noPronoun && m.form != reflexive {
		r.forward(k)
	}
	f := features{r: r, k: k, m: m, out: c.features, seen: c.seen}
	f.prepare(len(c.entities))
	for i, e := range c.entities {
		f.candidate(i, e)
		c.ends = append(c.ends, int32(len(f.out)))
		c.seenEnds = append(c.seenEnds, int32(len(f.seen)))
	}
	f.none()
	c.ends = append(c.ends, int32(len(f.out)))
	c.seenEnds = append(c.seenEnds, int32(len(f.seen)))
	c.features, c.seen = f.out, f.seen
}

// forward adds the names behind a pronoun in its sentence that have not been mentioned yet: "When he arrived, Marrow".
func (r *Resolver) forward(k int32) {
	v := &r.view
	m := &v.mentions[k]
	n := 0
	for j := k + 1; j < int32(len(v.mentions)) && n < mostForward; j++ {
		o := &v.mentions[j]
		if o.sentence != m.sentence {
			break
		}
		e := r.Of[j]
		if !o.name || e < 0 || r.Entities[e].active || !r.compatible(m, &r.Entities[e]) {
			continue
		}
		known := false
		for _, have := range r.cand.entities {
			known = known || have == e
		}
		if !known {
			r.Entities[e].Last = j
			r.cand.entities = append(r.cand.entities, e)
			n++
		}
	}
}

// compatible reports whether nothing rules out that a mention stands for an entity.
func (r *Resolver) compatible(m *mention, x *Entity) bool {
	g := x.titleGender
	switch m.pronoun {
	case he, she:
		want, against, other := english.Male, english.Female, she
		if m.pronoun == she {
			want, against, other = against, want, he
		}
		if !x.Named && (x.Kind == Place || x.Kind == Group || x.Plural) || g != english.UnknownGender && g != want {
			return false
		}
		if x.pronouns[other] > x.pronouns[m.pronoun] && (!x.Named || x.guess == against) || x.pronouns[they] > 1 && !x.Named || x.pronouns[it] > 0 {
			return false
		}
		return x.Kind != Thing || x.Named || r.calledByCapital(x)
	case it:
		return x.Kind != Group && !x.Plural && x.pronouns[he]+x.pronouns[she] == 0 && !(x.Kind == Person && x.Named)
	case they:
		return x.pronouns[he]+x.pronouns[she] == 0 && !(x.Kind == Person && x.Named && x.guess != english.UnknownGender)
	}
	// a description
	if x.Kind == Thing && !x.Named || x.Kind == Place && m.kind == Person {
		return false
	}
	if m.kind == Person && x.Kind == Organisation && x.Named || m.kind == Organisation && x.Kind == Person && x.Named {
		return false
	}
	if g != english.UnknownGender && (m.gender == english.Male || m.gender == english.Female) && g != m.gender {
		return false
	}
	if m.plural != x.Plural && x.Kind != Organisation && x.Kind != Group {
		return false
	}
	return true
}

// calledByCapital reports whether all that an entity was called by first is a word with a capital, alone: a name, it may
// be, that was taken for a noun.
func (r *Resolver) calledByCapital(x *Entity) bool {
	if x.First < 0 {
		return false
	}
	m := &r.view.mentions[x.First]
	if m.pronoun != noPronoun || m.first != m.head || m.plural {
		return false
	}
	c := r.view.a.Form(int(m.head))[0]
	return c >= 'A' && c <= 'Z'
}

// bound reports whether the grammar rules out that a mention stands for an entity: for the subject of the verb whose
// object it is ("Marrow saw him" is of two), and for whom the phrase describes whose possessor it is ("Marrow, her
// lawyer", "Marrow is her lawyer").
func (r *Resolver) bound(m *mention, e int32) bool {
	if m.form == possessive && m.noun >= 0 {
		n := &r.view.mentions[m.noun]
		if n.linked >= 0 && r.Of[n.linked] == e {
			return true
		}
		if s := r.subjects[n.head]; n.role == predicate && s > 0 && r.Of[s-1] == e {
			return true
		}
	}
	if m.role != object || m.form == reflexive || m.form == possessive || m.governor < 0 || r.subjects[m.governor] == 0 {
		return false
	}
	return r.Of[r.subjects[m.governor]-1] == e
}
