package coref

// person adds what speaks for an entity that he or she may stand for.
func (f *features) person(x *Entity, p *mention, e int32, i int, sd, gender uint32, forward bool) {
	near := min(sd, 2)
	r, m, v := f.r, f.m, &f.r.view
	w := f.wide
	fit := f.fitting(x)
	rank := min(f.persons, 4)
	if fit {
		f.persons++
	}
	rank = rank<<1 | flag(fit)
	now, before, standing := f.standing(x)
	first := flag(standing == f.best)<<2 | min(f.bests, 3)
	first = first<<1 | flag(fit)
	role, prole := uint32(m.role), uint32(p.role)
	f.add(100, w, rank)
	f.add(101, w, rank, sd)
	f.add(102, w, rank, near, prole)
	f.add(103, w, first)
	f.add(104, w, first, rank)
	f.add(105, w, first, role, prole)
	f.add(106, w, gender, rank, near)
	// how much of the text is about it
	names := flag(x.names == f.named)<<1 | flag(fit)
	f.add(107, w, bucket(x.names), flag(x.Named))
	f.add(108, w, names, rank)
	f.add(109, w, names, first)
	f.add(110, w, names, near, prole)
	// where it is named next
	next := uint32(0)
	if k := r.nextName(f.k, x); k >= 0 {
		o := &v.mentions[k]
		next = 1 + min(uint32(o.sentence-m.sentence), 2)
		f.add(111, w, next, uint32(o.role), near)
		if o.sentence == m.sentence {
			f.add(112, w, f.path(o, true), uint32(o.role))
		}
	}
	f.add(113, w, next, near, rank)
	f.add(114, w, next, prole, near)
	// the most prominent mention in its last sentence
	if h := &v.mentions[x.highest]; !forward {
		f.add(115, w, f.path(h, false), uint32(h.role), near)
		f.add(116, w, uint32(h.role), role, near, min(uint32(h.order), 3), flag(m.order == 0))
		f.add(117, w, uint32(h.role), near, rank)
		if h.governor >= 0 {
			f.add(118, h.above, uint32(h.role), near, role)
			f.add(119, w, flag(h.above == m.above), uint32(h.role), role)
		}
	}
	// how it was called
	long := uint32(0)
	if p.name {
		long = min(uint32(p.end-p.first), 3)
	}
	f.add(120, w, long, near, prole)
	f.add(121, w, long, bucket(x.names), near)
	f.add(122, w, long, flag(p.conj), prole, near)
	own, other := x.pronouns[m.pronoun], x.pronouns[he]+x.pronouns[she]-x.pronouns[m.pronoun]
	f.add(124, w, bucket(int32(own)), bucket(int32(other)), gender)
	f.add(125, w, bucket(int32(own)), bucket(int32(other)), near)
	f.add(123, w, now, before, flag(m.order == 0), min(uint32(p.order), 3))
	f.glance(glance{x: x, p: p, e: e, place: i, rank: rank, first: first, next: next, long: long, own: bucket(int32(own)), other: bucket(int32(other)),
		sd: sd, now: now, before: before, gender: gender, fit: fit, forward: forward})
}

// glance is what was found out of a candidate for he or she.
type glance struct {
	x                       *Entity
	p                       *mention // its last
	e                       int32
	place                   int // among the candidates
	rank, first, next, long uint32
	own, other              uint32 // pronouns of the same and of the other gender so far
	sd, now, before, gender uint32
	fit, forward            bool
}

// glance adds what the network sees of a candidate.
func (f *features) glance(g glance) {
	r, m, v, x, p := f.r, f.m, &f.r.view, g.x, g.p
	f.see(1, g.rank)
	f.see(2, uint32(min(g.place, 6)))
	f.see(3, g.sd)
	f.see(4, uint32(m.role))
	f.see(5, f.wide)
	f.see(6, uint32(p.role))
	f.see(7, min(uint32(p.order), 4))
	f.see(8, min(uint32(m.order), 2))
	f.see(9, g.now)
	f.see(10, g.before)
	f.see(11, g.first)
	f.see(12, g.gender)
	f.see(13, bucket(x.names), flag(x.names == f.named))
	f.see(14, bucket(x.Count), flag(g.e == f.top))
	f.see(15, g.next)
	f.see(16, f.path(p, g.forward))
	if !g.forward {
		h := &v.mentions[x.highest]
		f.see(17, f.path(h, false))
		f.see(18, uint32(h.role), min(g.sd, 2))
	}
	f.see(19, g.long)
	f.see(20, flag(p.conj), flag(m.conj))
	f.see(21, uint32(p.pronoun), flag(p.name))
	f.see(22, uint32(x.Kind), flag(x.Named))
	f.see(23, g.own)
	f.see(24, g.other)
	if x.lastSubject >= 0 {
		f.see(25, min(uint32(m.sentence-x.lastSubject), 3))
	}
	f.see(26, bucket(f.k-x.Last))
	f.see(27, f.voiceState(p, g.e))
	f.see(28, m.above&255)
	if p.governor >= 0 {
		f.see(29, p.above&255)
		f.see(30, flag(p.governor == m.governor), flag(p.above == m.above))
	}
	if p.verb >= 0 {
		f.see(31, uint32(v.rel(p.verb)))
	}
	if m.verb >= 0 {
		f.see(32, uint32(v.rel(m.verb)))
	}
	f.see(33, f.start&127)
	if m.noun >= 0 {
		f.see(34, v.mentions[m.noun].word&255)
		f.see(35, uint32(v.mentions[m.noun].role))
	}
	if p.noun >= 0 {
		f.see(36, uint32(v.mentions[p.noun].kind), flag(v.mentions[p.noun].head == m.governor))
		f.see(37, uint32(v.mentions[p.noun].role))
	}
	f.see(38, flag(p.bracket))
	f.see(39, bucket(x.subjects))
	f.see(40, flag(m.says), flag(g.e == r.spoke))
	f.see(41, min(f.bests, 3), flag(g.fit))
}
