// Package authority holds lists of known people and organisations and tells whether a name in an article is one of
// them.
//
// [Read] reads such lists from the formats in which they are to be had; [Default] is the list that comes with the
// program. [Match] compares a name with the entries of its last name: a name alone is never enough, a role at the date
// of the article decides. [ParseName] takes names apart, for this and for all who compare names.
package authority

import (
	"slices"
	"strings"
)

// Entry is a known person or organisation, or a part of what a list says of it: entries of one ID belong together.
type Entry struct {
	// ID is what the list calls it.
	ID string `json:"id"`
	// Kind is "person" or "organisation".
	Kind string `json:"kind,omitempty"`
	// Name is what it is called; Names are other names.
	Name  string   `json:"name"`
	Names []string `json:"names,omitempty"`
	// Gender is "female" or "male" or unknown.
	Gender string `json:"gender,omitempty"`
	// Born is a date in ISO 8601, as precise as it is known.
	Born     string `json:"born,omitempty"`
	Wikidata string `json:"wikidata,omitempty"`
	Roles    []Role `json:"roles,omitempty"`
	// List is the list that the entry is of.
	List string `json:"-"`
}

// Ident is what an entry is known by over all lists: its number in Wikidata, or list and ID.
func (e *Entry) Ident() string {
	if e.Wikidata != "" {
		return e.Wikidata
	}
	return e.List + "/" + e.ID
}

// Role is a function with the time in which it was held.
type Role struct {
	Role string `json:"role"`
	Org  string `json:"org,omitempty"`
	// Place is what it is for: "Texas" of a senator.
	Place string `json:"place,omitempty"`
	// From and To are dates in ISO 8601; an empty one is open.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// At reports whether the role was held on a date. A date that is known only to the year or month counts as held if any
// of its days does; a role without dates, and no date at all, are never.
func (r Role) At(date string) bool {
	if date == "" || r.From == "" && r.To == "" {
		return false
	}
	return (r.From == "" || prefixed(r.From, date) <= 0) && (r.To == "" || prefixed(r.To, date) >= 0)
}

// Over reports whether the role had ended by a date.
func (r Role) Over(date string) bool {
	return date != "" && r.To != "" && prefixed(r.To, date) < 0
}

// prefixed compares two dates to the precision that both have.
func prefixed(a, b string) int {
	n := min(len(a), len(b), 10)
	return strings.Compare(a[:n], b[:n])
}

// Seen is a role that an article gives: folded words ("foreign minister", "texas senator").
type Seen struct {
	Role   string
	Former bool
}

// Matched is the answer of Match.
type Matched struct {
	Entry *Entry
	// Weight is how much the match is worth beside the evidence of the archive; what decides there is 2.
	Weight float64
	Reason string
}

// Match finds the entry that a name in an article of a date is. A name alone is nobody: an entry counts where it held a
// role on that date, and more where the article gives that role. It reports false where no entry or more than one fits.
func Match(n Name, seen []Seen, gender, date string, entries []*Entry) (Matched, bool) {
	var best Matched
	tied := false
	for _, e := range entries {
		if gender != "" && e.Gender != "" && gender != e.Gender {
			continue
		}
		m := fit(n, seen, date, e)
		switch {
		case m.Weight == 0:
		case m.Weight > best.Weight:
			best, tied = m, false
		case m.Weight == best.Weight && !same(m.Entry, best.Entry):
			tied = true
		}
	}
	return best, best.Entry != nil && !tied
}

// same reports whether two entries, of different lists perhaps, are one person's.
func same(a, b *Entry) bool {
	return a.Ident() == b.Ident()
}

func fit(n Name, seen []Seen, date string, e *Entry) Matched {
	none := Matched{}
	if !e.called(n) {
		return none
	}
	var now *Role
	for i := range e.Roles {
		r := &e.Roles[i]
		at, over := r.At(date), r.Over(date)
		if !at && !over {
			continue
		}
		if at && now == nil {
			now = r
		}
		for _, s := range seen {
			if s.Former && !over || !s.Former && !at || !s.fits(r, n.Full()) {
				continue
			}
			weight := 3.0
			if !n.Full() {
				weight = 2
			}
			return Matched{e, weight, "was " + article(r.Role) + " at the time, as the list has it"}
		}
	}
	if now != nil && n.Full() {
		return Matched{e, 1.5, "in office at the time (" + now.Role + ")"}
	}
	return none
}

func article(role string) string { return strings.ToLower(role) }

// called reports whether an entry goes by a name.
func (e *Entry) called(n Name) bool {
	for i := -1; i < len(e.Names); i++ {
		written := e.Name
		if i >= 0 {
			written = e.Names[i]
		}
		m := ParseName(written)
		if m.Last != n.Last || !m.Agrees(n) {
			continue
		}
		if !n.Full() || m.Key() == n.Key() || n.Suffix == "" && Formal(m.First) == Formal(n.First) {
			return true
		}
	}
	return false
}

// alike are functions that are called by several words.
var alike = map[string]string{"congressman": "representative", "congresswoman": "representative", "lawmaker": "representative",
	"sen": "senator", "rep": "representative", "gov": "governor", "premier": "prime minister"}

// fits reports whether the words of a role in an article are those of a role in a list. With a full name the function
// is enough; with a last name alone no word may stand beside it that the list does not have.
func (s Seen) fits(r *Role, full bool) bool {
	words := strings.Fields(s.Role)
	if len(words) == 0 {
		return false
	}
	known := strings.Fields(Fold(r.Role + " " + r.Org + " " + r.Place))
	role := strings.Fields(Fold(r.Role))
	head := words[len(words)-1]
	if a := alike[head]; a != "" {
		head = a
	}
	if !slices.Contains(role, head) {
		return false
	}
	// "vice president" is no president and the other way round
	if slices.Contains(words, "vice") != slices.Contains(role, "vice") {
		return false
	}
	if full {
		return true
	}
	for _, w := range words[:len(words)-1] {
		if !slices.Contains(known, w) && w != "us" && w != "former" && w != "then" {
			return false
		}
	}
	return true
}

// SeenIn makes a role out of the title in front of a name.
func SeenIn(title string) Seen {
	s := Seen{}
	words := strings.Fields(title)
	for len(words) > 1 && (words[0] == "former" || words[0] == "ex" || words[0] == "then") {
		s.Former = s.Former || words[0] != "then"
		words = words[1:]
	}
	s.Role = strings.Join(words, " ")
	return s
}

// LastNames are the last names under which an entry is looked up.
func (e *Entry) LastNames() []string {
	var list []string
	for i := -1; i < len(e.Names); i++ {
		written := e.Name
		if i >= 0 {
			written = e.Names[i]
		}
		if last := ParseName(written).Last; last != "" && !slices.Contains(list, last) {
			list = append(list, last)
		}
	}
	return list
}
