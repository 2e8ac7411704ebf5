package coref

// speaks resolves the first and second person. late tells that all other mentions are resolved.
func (r *Resolver) speaks(k int32, late bool) {
	m := &r.view.mentions[k]
	who := 0
	switch m.pronoun {
	case firstPlural:
		who = 1
	case second:
		who = 2
	}
	if m.voice >= 0 {
		head := int32(-1)
		switch who {
		case 0:
			head = r.voices.Speaker[m.voice]
		case 1:
			// Who "we" are by the marks alone is too uncertain to tell.
			if r.voices != &r.own {
				head = r.voices.Speaker[m.voice]
			}
		case 2:
			head = r.voices.Addressee[m.voice]
		}
		if head >= 0 {
			if o := r.view.at[head] - 1; o >= 0 && o != k && !r.view.mentions[o].skip {
				if who == 1 && !late {
					r.later = append(r.later, k) // for whom one speaks is known at the end
					return
				}
				if e := r.Of[o]; e >= 0 {
					if who == 1 {
						e = r.side(e)
					}
					if late {
						r.Of[k] = e
						r.Entities[e].pronouns[m.pronoun]++
					} else {
						r.give(k, e)
					}
					return
				}
				if !late {
					r.later = append(r.later, k)
					return
				}
			}
		}
	}
	e := r.voiced[who][m.voice+1]
	if e < 0 {
		e = r.newEntity()
		r.Entities[e].Kind = Person
		r.Entities[e].Plural = who == 1
		r.voiced[who][m.voice+1] = e
	}
	if late {
		r.Of[k] = e
		return
	}
	r.give(k, e)
}

// side returns the entity that a speaker means by "we": the body for which the text says that he speaks or works, "a
// spokesman for the Harbour Office", or else himself.
func (r *Resolver) side(e int32) int32 {
	if len(r.sides) == 0 {
		r.findSides()
	}
	if int(e) < len(r.sides) && r.sides[e] >= 0 {
		return r.sides[e]
	}
	return e
}

// findSides finds the named bodies within the phrases that call people what they are.
func (r *Resolver) findSides() {
	r.sides = fill(r.sides, len(r.Entities), -1)
	v := &r.view
	for k := range v.mentions {
		m := &v.mentions[k]
		body := r.Of[k]
		if !m.name || m.noun < 0 || body < 0 || r.Entities[body].Kind != Organisation {
			continue
		}
		person := r.Of[m.noun]
		if o := &v.mentions[m.noun]; person < 0 || person == body || o.plural || !(o.name || o.kind == Person) || r.Entities[person].Kind != Person {
			continue
		}
		if r.sides[person] < 0 {
			r.sides[person] = body
		}
	}
}
