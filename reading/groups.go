package reading

import "sayso"

// linkGroups tells of unnamed people and groups to which named one they belong: "advisers to the Renn campaign" to the
// campaign.
func (r *Reader) linkGroups(record *sayso.Record) {
	for i := range record.Entities {
		e := &record.Entities[i]
		if e.Type != sayso.Unnamed {
			continue
		}
		n := entityNumber(e.ID)
		if n < 0 || n >= len(r.people.all) || len(r.people.all[n].mentions) == 0 {
			continue
		}
		if o := r.bodyOf(n); o >= 0 {
			e.Of = entityID(o)
		}
	}
}

// bodyOf returns the named entity to which the group n belongs by its own words, -1 if they name none: an organisation
// behind its noun, else whatever is named.
func (r *Reader) bodyOf(n int) int {
	if len(r.people.all[n].mentions) == 0 {
		return -1
	}
	t := r.groupTail(r.people.all[n].mentions[0])
	head := r.headOf(t)
	of := -1
	for o := range r.people.all {
		p := &r.people.all[o]
		if p.kind != sayso.Organisation || o == n {
			continue
		}
		for _, list := range [2][]tokens{p.mentions, p.others} {
			for _, m := range list {
				if m.first > head && m.end <= t.end {
					return o
				}
			}
		}
	}
	for k := t.first; k < t.end; k++ {
		o := int(r.people.at[k]) - 1
		if o < 0 || o == n || k == head || len(r.people.all[o].mentions) == 0 {
			continue
		}
		if kind := r.people.all[o].kind; k > head && kind == sayso.Organisation || of < 0 && kind != sayso.Place {
			of = o
		}
	}
	return of
}
