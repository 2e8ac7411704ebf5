package reading

import (
	"slices"
	"strings"

	"sayso"
	"sayso/english"
)

// Outlets as venues: "on Channel Nine", "told the Herald".

// onOutlet reads "said on Breck Today", "said Sunday on Channel Nine's Morning Hour".
func (r *Reader) onOutlet(out *sayso.Statement, s *statement, i, first, end int) {
	if len(s.cue) == 0 {
		return
	}
	r.outside(s, first, end, func(k int) bool {
		if !r.isAny(k, "on") || k+1 >= end || k < s.cue[0].first || k > s.cue[len(s.cue)-1].end+4 || r.cueBetween(s, k) ||
			k > 0 && r.isAny(k-1, "comment", "comments", "commented", "commenting", "remarked", "opined", "focused", "weighed") { // commented on Falk
			return true
		}
		j := k + 1
		for j < end && j < k+4 && (r.isAny(j, "the") || r.doc.Tokens[j].Kind == english.Quote) {
			j++
		}
		if j >= end {
			return false
		}
		n := int(r.people.at[j]) - 1
		if n < 0 || r.people.all[n].kind != sayso.Organisation || r.state(n) || r.calendar(j) {
			return true
		}
		v := &sayso.Venue{Kind: "interview", Outlet: r.people.all[n].name}
		if r.isAny(j, "twitter", "x") {
			v = &sayso.Venue{Kind: "tweet"}
		} else if r.isAny(j, "facebook", "instagram", "youtube") {
			v = &sayso.Venue{Kind: "post"}
		} else if len(out.Addressee) == 0 {
			out.Addressee = append(out.Addressee, r.people.party(n))
			r.noteTalk(out, s, i, tokens{j, j + 1})
		}
		out.Venue = v
		return false
	})
}

// outlet reports whether entity n is an outlet by its name.
func (r *Reader) outlet(n int) bool {
	return r.people.all[n].kind == sayso.Organisation && !r.state(n)
}

// state reports whether entity n is a body that is no outlet, by its name.
func (r *Reader) state(n int) bool {
	words := strings.Fields(strings.ToLower(r.people.all[n].name))
	if len(words) > 1 && words[len(words)-1] == "agency" && (words[len(words)-2] == "news" || words[len(words)-2] == "press") {
		return false
	}
	return slices.ContainsFunc(words, func(word string) bool { return bodiesOfState[word] || people(word) })
}

// toldOutlet returns the venue of a statement that was told to an outlet or to somebody who asks for one: an interview.
func (r *Reader) toldOutlet(out *sayso.Statement) *sayso.Venue {
	if len(out.Addressee) > 0 && out.Addressee[0].Entity == "" {
		for _, w := range strings.Fields(strings.ToLower(out.Addressee[0].Name)) {
			switch w {
			case "radio", "listeners", "viewers", "television", "tv":
				return &sayso.Venue{Kind: "other"} // a broadcast
			}
		}
	}
	if len(out.Addressee) == 0 || out.Addressee[0].Entity == "" || out.Mode == sayso.Ask || out.Mode == sayso.Demand || out.Mode == sayso.Accuse {
		return nil
	}
	n := entityNumber(out.Addressee[0].Entity)
	p := &r.people.all[n]
	switch p.kind {
	case sayso.Organisation:
		if r.outlet(n) {
			return &sayso.Venue{Kind: "interview", Outlet: p.name}
		}
	case sayso.Person:
		outlet := r.employer(n)
		asks := outlet >= 0
		for _, role := range p.roles {
			asks = asks || interviewers[role[strings.LastIndexByte(role, ' ')+1:]]
		}
		if asks {
			v := &sayso.Venue{Kind: "interview", With: p.name}
			if outlet >= 0 {
				v.Outlet = r.people.all[outlet].name
			}
			return v
		}
	}
	return nil
}

// employer returns the outlet that stands beside a name of person n: "Channel Nine's Farah Linden", "Farah Linden of the
// Herald"; -1 if there is none.
func (r *Reader) employer(n int) int {
	at := r.people.at
	for _, m := range r.people.all[n].mentions {
		if k := m.first - 2; k >= 0 && r.doc.Tokens[k+1].Tag == english.POS && at[k] > 0 && r.outlet(int(at[k])-1) {
			return int(at[k]) - 1
		}
		if k := m.end; k+1 < len(at) && r.isAny(k, "of", "from", "at") {
			k++
			for k+1 < len(at) && r.isAny(k, "the") {
				k++
			}
			if at[k] > 0 && r.outlet(int(at[k])-1) {
				return int(at[k]) - 1
			}
		}
	}
	return -1
}

// commentsTo reads "said in comments to Channel Nine".
func (r *Reader) commentsTo(out *sayso.Statement, s *statement, first, end int) {
	r.outside(s, first, end, func(k int) bool {
		if !r.isAny(k, "comments", "remarks") || !r.isAny(k-1, "in") || !r.isAny(k+1, "to") || r.cueBetween(s, k) {
			return true
		}
		if n := r.outletAt(k+2, end); n >= 0 {
			out.Addressee = append(out.Addressee, r.people.party(n))
		}
		return false
	})
}
