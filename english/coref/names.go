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
