package coref

import (
	"sayso/english"
)

// chain links the mentions of each entity in the order of the text.
func (r *Resolver) chain() {
	r.next = fill(r.next, len(r.Of), -1)
	for e := range r.Entities {
		x := &r.Entities[e]
		x.First, x.Last, x.Count = -1, -1, 0
	}
	for k, e := range r.Of {
		if e < 0 {
			continue
		}
		x := &r.Entities[e]
		if x.First < 0 {
			x.First = int32(k)
		} else {
			r.next[x.Last] = int32(k)
		}
		x.Last = int32(k)
		x.Count++
	}
	for e := range r.Entities {
		r.Entities[e].Gender = r.Entities[e].evidence()
	}
}

// thing gives a description of a thing to the last thing so called, if it points back.
func (r *Resolver) thing(k int32) {
	m := &r.view.mentions[k]
	if m.form == definite || m.form == demonstrative {
		steps := 0
		for e := r.newest; e >= 0 && steps < 40; e, steps = r.Entities[e].older, steps+1 {
			if x := &r.Entities[e]; x.Kind == Thing && x.has(m.word) && x.Plural == m.plural && !x.Named {
				r.give(k, e)
				return
			}
		}
	}
	e := r.newEntity()
	r.Entities[e].Kind = Thing
	r.give(k, e)
}

// give makes mention k one of entity e, and e the newest.
func (r *Resolver) give(k, e int32) {
	m := &r.view.mentions[k]
	x := &r.Entities[e]
	r.Of[k] = e
	x.Last = k
	if x.Count == 0 {
		x.First = k
		x.Plural = m.plural
	}
	x.Count++
	if m.sentence != x.sentence {
		x.earlier, x.earlierHeight = x.sentence, x.height
		x.sentence, x.height = m.sentence, 0
	}
	if m.voice < 0 && m.says {
		r.spoke, r.spokeIn = e, m.sentence
	}
	if h := heights[m.role]; h > x.height {
		x.height, x.highest = h, k
	}
	if m.role == subject || m.role == passiveSubject {
		x.lastSubject = m.sentence
		x.subjects++
	}
	switch {
	case m.name:
		x.lastName = k
	case m.pronoun != noPronoun:
		x.pronouns[m.pronoun]++
		if m.pronoun == they && x.Kind != Organisation && !x.Named {
			x.Plural = true
		}
	default:
		x.addWord(m.word)
		if int(x.numCalled) < len(x.called) && m.form == definite {
			x.called[x.numCalled] = m.word
			x.numCalled++
		}
		if x.titleGender == english.UnknownGender && (m.gender == english.Male || m.gender == english.Female) && !m.plural {
			x.titleGender = m.gender
		}
		if !x.Named && (x.Kind == Unknown || x.Kind == Thing) {
			x.Kind = m.kind
		}
	}
	if r.newest == e {
		return
	}
	if x.active {
		if x.newer >= 0 {
			r.Entities[x.newer].older = x.older
		}
		if x.older >= 0 {
			r.Entities[x.older].newer = x.newer
		}
	}
	x.active = true
	x.newer, x.older = -1, r.newest
	if r.newest >= 0 {
		r.Entities[r.newest].newer = e
	}
	r.newest = e
}
