package reading

import (
	"strings"

	"sayso"
)

// Definite phrases go back to people: "the minister", "the boy". Who is known to hold other offices, and not that one, is not
// meant, nor is anybody grown by a word for a child.

// childWords are nouns for those who are young.
var childWords = wordSet("boy girl child kid baby toddler infant teenager teen pupil schoolboy schoolgirl youngster daughter son")

// loosely are nouns by which people of any office are spoken of.
var loosely = wordSet("man woman person candidate nominee official politician lawmaker legislator leader incumbent opponent rival challenger republican democrat " +
	"billionaire businessman businesswoman executive frontrunner front-runner hopeful contender author writer speaker lawyer attorney head chief " +
	"boss father mother husband wife widow brother sister victim witness member founder owner aide adviser advisor native veteran star tycoon mogul developer " +
	"donor conservative liberal progressive progressives activist advocate supporter critic fighter survivor spokesman spokeswoman spokesperson representative deputy")

// shortOffices are offices as they stand abbreviated before a name, by the noun that they are told by behind it.
var shortOffices = map[string]string{"senator": "sen.", "representative": "rep.", "congressman": "rep.", "congresswoman": "rep.", "governor": "gov.", "general": "gen.",
	"doctor": "dr.", "professor": "prof.", "colonel": "col.", "captain": "capt.", "sergeant": "sgt.", "admiral": "adm.", "ambassador": "amb."}

// mayBe reports whether the common noun at token i may stand for entity n.
func (r *Reader) mayBe(n, i int) bool {
	p := &r.people.all[n]
	w := r.lower(i)
	if p.kind != sayso.Person || int(r.people.at[i])-1 == n || !childWords[w] && (!function(w) || loosely[w]) {
		return true
	}
	known := 0
	for k := range r.roles {
		if f := &r.roles[k]; f.person == n && f.role != "" {
			if holds(f.role, w) {
				return true
			}
			known += office(f.role)
		}
	}
	for _, role := range p.roles {
		if holds(role, w) {
			return true
		}
		known += office(role)
	}
	return known == 0 && !childWords[w]
}

// office is 1 for a role that leaves room for few others: a governor is no senator, but a candidate may be one.
func office(role string) int {
	last := strings.ToLower(role[strings.LastIndexByte(role, ' ')+1:])
	last = strings.TrimSuffix(last, "s")
	if loosely[last] && !strings.HasPrefix(last, "spokes") && last != "aide" && last != "adviser" && last != "advisor" {
		return 0
	}
	return 1
}

// holds reports whether a role is told by noun w.
func holds(role, w string) bool {
	role = strings.ToLower(role)
	for role != "" {
		word, rest, _ := strings.Cut(role, " ")
		if word == w || word == shortOffices[w] && word != "" {
			return true
		}
		role = rest
	}
	return false
}
