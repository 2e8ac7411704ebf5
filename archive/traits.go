package archive

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"sayso"
	"sayso/authority"
)

// A trait is something by which a person of one article is known again in another: a function, a function in an
// organisation, people of whom the article speaks, people, organisations and places
// that are named near by, the outlet in that month. It is a line of text with
// its kind as the first letter.
const (
	traitRole   = 'r' // a function: "rspokesman"
	traitOffice = 'f' // a function in an organisation: "fspokesman of palace of halvmark"
	traitPerson = 'p' // a last name that the article has often
	traitNear   = 'n' // a last name near by
	traitOrg    = 'o' // an organisation near by
	traitOutlet = 'w' // an outlet in a month
	traitKin    = 'k' // somebody else of the same last name near by, by the full name
	traitPlace  = 'l' // a place near by
)

// weights are what a shared trait counts. The same name and linkEnough make the same person.
var weights = [256]float64{traitRole: 1, traitOffice: 1.5, traitPerson: 0.5, traitNear: 0.5, traitOrg: 0.5, traitOutlet: 0.5, traitKin: 2, traitPlace: 0.25}

// mostOfPlaces is the most that places count: the news of half the world is of a few of them.
const mostOfPlaces = 0.5

// traitsShared weighs the traits among these that an entity has too.
func traitsShared(traits iter.Seq[traitHash], of map[traitHash]bool) float64 {
	w, places := 0.0, 0.0
	for t := range traits {
		if !of[t] {
			continue
		}
		if kind := t.kind(); kind == traitPlace {
			places += weights[traitPlace]
		} else {
			w += weights[kind]
		}
	}
	return w + min(places, mostOfPlaces)
}

// linkEnough is the weight that links: a function and two people of the article, four people, two near by, and so on. A
// relative near by is enough: that two families of one name have sons of one name who are both in the news is unlikely.
const linkEnough = 2

// articlePeople is how many of an article's people, those it names most, are traits of all of them.
const articlePeople = 8

// nearBy is within how many bytes two mentions are near each other: a long sentence.
const nearBy = 300

// maxTraits is how many traits an entity keeps, besides functions and outlets. Who has so many shares some with every
// article he is in.
const maxTraits = 1200

// appearanceMaxTraits is how many of one article are looked at.
const appearanceMaxTraits = 40

// traitWords says a trait in words.
func traitWords(trait string) string {
	switch trait[0] {
	case traitRole, traitOffice:
		return "both " + trait[1:]
	case traitPerson:
		return "both in articles on " + capitals(trait[1:])
	case traitNear:
		return "both named near " + capitals(trait[1:])
	case traitKin:
		return "both beside " + capitals(trait[1:])
	case traitOrg, traitPlace:
		return "both named near " + trait[1:]
	case traitOutlet:
		outlet, month, _ := strings.Cut(trait[1:], "|")
		return "both in " + outlet + " in " + month
	}
	return trait
}

// capitals writes a folded name with capitals.
func capitals(name string) string {
	b := []byte(name)
	for i := range b {
		if (i == 0 || b[i-1] == ' ' || b[i-1] == '-') && 'a' <= b[i] && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// common are functions that so many have that they tell nobody apart.
var common = map[string]bool{"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "democrat": true, "republican": true,
	"candidate": true, "nominee": true}

// traitsOf finds the traits of all persons of a record. The result goes by the entity's place in the record; entities
// that are no persons have none.
func traitsOf(article *sayso.Article, record *sayso.Record, names []authority.Name) [][]string {
	out := make([][]string, len(record.Entities))
	index := make(map[string]int, len(record.Entities))
	for i := range record.Entities {
		index[record.Entities[i].ID] = i
	}
	add := func(i int, trait string) {
		if len(out[i]) < appearanceMaxTraits && !slices.Contains(out[i], trait) {
			out[i] = append(out[i], trait)
		}
	}
	for i := range record.Entities {
		if record.Entities[i].Type == sayso.Person && names[i].Title != "" {
			if head := roleHead(names[i].Title); head != "" {
				add(i, string(traitRole)+head)
			}
		}
	}
	for k := range record.Roles {
		r := &record.Roles[k]
		i, ok := index[r.Person]
		if !ok || record.Entities[i].Type != sayso.Person {
			continue
		}
		head := roleHead(authority.Fold(r.Role))
		if head == "" {
			continue
		}
		add(i, string(traitRole)+head)
		if o, ok := index[r.Org]; ok {
			if org := authority.Fold(record.Entities[o].Name); org != "" {
				add(i, string(traitOffice)+head+" of "+org)
			}
		}
	}
	company(record, names, add)
	neighbours(record, names, add)
	if outlet := authority.Fold(article.Outlet); outlet != "" && len(article.Published) >= 7 {
		for i := range record.Entities {
			if record.Entities[i].Type == sayso.Person {
				add(i, string(traitOutlet)+outlet+"|"+article.Published[:7])
			}
		}
	}
	return out
}

// roleHead is the word of a function that says most: the last, in its usual spelling.
func roleHead(role string) string {
	words := strings.Fields(role)
	for i, w := range words {
		if w == "of" || w == "for" || w == "to" || w == "in" || w == "at" {
			words = words[:i]
			break
		}
	}
	if len(words) == 0 {
		return ""
	}
	head := words[len(words)-1]
	if t := authority.ParseName(head + " x").Title; t != "" {
		head = t
	}
	if common[head] {
		return ""
	}
	if len(words) > 1 && (words[len(words)-2] == "vice" || words[len(words)-2] == "prime" || words[len(words)-2] == "foreign") {
		return words[len(words)-2] + " " + head
	}
	return head
}

// company gives all persons of an article those whom it names most.
func company(record *sayso.Record, names []authority.Name, add func(int, string)) {
	var people []int
	for i := range record.Entities {
		if record.Entities[i].Type == sayso.Person && names[i].Last != "" {
			people = append(people, i)
		}
	}
	most := slices.Clone(people)
	slices.SortStableFunc(most, func(a, b int) int {
		return cmp.Compare(len(record.Entities[b].Mentions), len(record.Entities[a].Mentions))
	})
	for _, i := range people {
		for _, k := range most[:min(articlePeople, len(most))] {
			if names[i].Last != names[k].Last {
				add(i, string(traitPerson)+names[k].Last)
			}
		}
	}
}

// kin reports whether two names are of two people of one last name. (Only persons have names here.)
func kin(a, b authority.Name) bool {
	return a.Full() && b.Full() && a.Last == b.Last && authority.Formal(a.First) != authority.Formal(b.First)
}

// neighbours gives persons the names near by as traits.
func neighbours(record *sayso.Record, names []authority.Name, add func(int, string)) {
	type place struct{ at, entity int }
	var places []place
	traits := make([]string, len(record.Entities))
	for i := range record.Entities {
		e := &record.Entities[i]
		switch e.Type {
		case sayso.Person:
			if names[i].Last != "" {
				traits[i] = string(traitNear) + names[i].Last
			}
		case sayso.Organisation:
			if name := authority.Fold(e.Name); len(name) > 2 {
				traits[i] = string(traitOrg) + name
			}
		case sayso.Place:
			if name := authority.Fold(e.Name); name != "" {
				traits[i] = string(traitPlace) + name
			}
		}
		if traits[i] == "" {
			continue
		}
		for _, m := range e.Mentions {
			places = append(places, place{m.Start, i})
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.entity, b.entity)) })
	for k, p := range places {
		for l := k + 1; l < len(places) && places[l].at-p.at <= nearBy; l++ {
			q := places[l]
			if p.entity == q.entity {
				continue
			}
			if kin(names[p.entity], names[q.entity]) {
				add(p.entity, string(traitKin)+names[q.entity].Key())
				add(q.entity, string(traitKin)+names[p.entity].Key())
			}
			if record.Entities[p.entity].Type == sayso.Person && names[q.entity].Last != names[p.entity].Last {
				add(p.entity, traits[q.entity])
			}
			if record.Entities[q.entity].Type == sayso.Person && names[q.entity].Last != names[p.entity].Last {
				add(q.entity, traits[p.entity])
			}
		}
	}
}
