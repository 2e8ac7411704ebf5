package reading

import (
	"strings"

	"sayso"
	"sayso/english"
	"sayso/english/coref"
)

// The cast as the resolver has it: everybody named, with their mentions.

// listen tells the resolver who speaks in quotations: the sources of the statements found.
func (c *cast) listen(r *Reader) {
	v := &c.known.voices
	v.Of = v.Of[:0]
	for range r.doc.Tokens {
		v.Of = append(v.Of, -1)
	}
	v.Speaker, v.Addressee = v.Speaker[:0], v.Addressee[:0]
	for i := range r.found {
		s := &r.found[i]
		n := int32(len(v.Speaker))
		any := false
		for _, t := range s.content {
			for k := t.first; k < t.end; k++ {
				if r.inside[k] {
					v.Of[k] = n
					any = true
				}
			}
		}
		if !any {
			continue
		}
		speaker, addressee := int32(-1), int32(-1)
		if len(s.source) > 0 && !s.source[0].empty() {
			speaker = int32(r.pointsTo(r.treeHead(s.source[0])))
		}
		if !s.addressee.empty() {
			addressee = int32(r.treeHead(s.addressee))
		}
		v.Speaker, v.Addressee = append(v.Speaker, speaker), append(v.Addressee, addressee)
	}
	// quotations of no statement are somebody's too
	for n := range r.quotations {
		q := &r.quotations[n]
		if q.parent >= 0 || q.end <= q.open || v.Of[q.open] >= 0 || q.open+1 < q.end && v.Of[q.open+1] >= 0 {
			continue
		}
		for k := q.open; k < q.end; k++ {
			if v.Of[k] < 0 {
				v.Of[k] = int32(len(v.Speaker))
			}
		}
		v.Speaker, v.Addressee = append(v.Speaker, -1), append(v.Addressee, -1)
	}
}

// gatherResolved fills the cast from the resolver: everybody named.
func (c *cast) gatherResolved(r *Reader) {
	k := &c.known
	if k.resolver == nil {
		k.resolver = coref.NewResolver()
	}
	c.listen(r)
	k.resolver.Resolve(r.grammar, &k.voices)
	k.number = k.number[:0]
	for range k.resolver.Entities {
		k.number = append(k.number, -1)
	}
	for m, e := range k.resolver.Of {
		if e >= 0 && k.number[e] < 0 && k.resolver.IsName(int32(m)) {
			k.number[e] = int32(len(c.all))
			c.all = append(c.all, person{})
			c.describe(r, e, &c.all[len(c.all)-1])
		}
	}
	for n := range c.all {
		for _, t := range c.all[n].mentions {
			for i := t.first; i < t.end; i++ {
				c.at[i] = int32(n) + 1
			}
		}
	}
}

// describe fills a person of the cast from an entity of the resolver.
func (c *cast) describe(r *Reader, e int32, p *person) {
	res := c.known.resolver
	x := &res.Entities[e]
	switch x.Kind {
	case coref.Person:
		p.kind = sayso.Person
	case coref.Place:
		p.kind = sayso.Place
	case coref.Group:
		p.kind = sayso.Unnamed
	default:
		p.kind = sayso.Organisation
	}
	p.gender = genderWord(x.Gender)
	p.guess = p.gender
	if p.guess == "" {
		p.guess = genderWord(x.Guess())
	}
	words := 0
	for m := x.First; m >= 0; m = res.Next(m) {
		mention := r.grammar.Mentions[m]
		if !res.IsName(m) {
			p.others = append(p.others, tokens{int(mention.First), int(mention.End)})
			continue
		}
		first, end := res.Name(m)
		t := tokens{int(first), int(end)}
		name := r.doc.Words(t.first, t.end)
		if n := t.end - t.first; n > words || n == words && isAcronym(p.name) && !isAcronym(name) || p.name == strings.ToUpper(p.name) && n == words && !isAcronym(p.name) {
			p.name, words = name, n
		}
		p.addForm(name)
		p.mentions = append(p.mentions, t)
		c.titleOf(r, p, int(mention.First), t.first)
	}
}

// titleOf gives a person the titles that are part of the name or stand before it.
func (c *cast) titleOf(r *Reader, p *person, first, end int) {
	role := ""
	for first > 0 && titles[r.lower(first-1)] && r.capital(first-1) && !r.startsSentence(first) {
		first--
	}
	for i := first; i < end; i++ {
		if titles[r.lower(i)] {
			role = strings.TrimSpace(role + " " + r.doc.Form(i))
		}
	}
	if role != "" {
		p.addRole(role)
	}
}

func genderWord(g english.Gender) string {
	switch g {
	case english.Male:
		return "male"
	case english.Female:
		return "female"
	}
	return ""
}
