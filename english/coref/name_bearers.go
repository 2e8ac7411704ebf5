package coref

import (
	"sayso/english"
)

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
