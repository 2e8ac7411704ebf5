package reading

import (
	"slices"
	"strings"

	"sayso"
	"sayso/english"
)

// person is an entity in the making; in spite of its name it may be an organisation or a place as well.
type person struct {
	kind     sayso.EntityType
	name     string   // the fullest form
	names    []string // all forms, in the order in which they occur
	mentions []tokens // by name
	others   []tokens // by description or pronoun
	gender   string   // from titles and pronouns only
	guess    string   // gender to go by when a pronoun looks for its person: evidence, else the first name
	roles    []string
	votes    [4]int // for person, organisation, place; see settle
}

// cast are the entities of an article.
type cast struct {
	all []person
	// at holds for every token the number of the entity of which it is part of a name, plus one.
	at []int32
	// bySurname leads from the last word of a person's name to the entities that bear it.
	byLast map[string][]int
	byFull map[string]int
	// nominals leads from definite phrases ("the minister") to what they were resolved to.
	nominals map[string]int
	// known is what the trained reading goes by instead of the rules.
	known resolved
}

const (
	votePerson = iota
	voteOrganisation
	votePlace
)

// gather finds the names of the article and which of them belong to one entity.
func (c *cast) gather(r *Reader) {
	d := r.doc
	c.all = c.all[:0]
	c.at = append(c.at[:0], make([]int32, len(d.Tokens))...)
	c.byLast, c.byFull, c.nominals = map[string][]int{}, map[string]int{}, map[string]int{}
	if r.grammar != nil {
		c.gatherResolved(r)
		return
	}
	// Full names first, so that a surname or a first name alone can find its bearer on either side.
	var short []tokens
	for _, s := range d.Sentences {
		for i := int(s.First); i < int(s.End); {
			end := r.nameAt(i, int(s.First), int(s.End))
			switch {
			case end == i:
				i++
			case r.nameLength(i, end) > 1:
				c.addName(r, i, end, int(s.First))
				i = end
			default:
				short = append(short, tokens{i, end})
				i = end
			}
		}
	}
	for _, t := range short {
		first := t.first
		for first > max(0, t.first-maxSentence) && !r.startsSentence(first) {
			first--
		}
		c.addName(r, t.first, t.end, first)
	}
	c.inOrder()
	c.settle(r)
}

// inOrder numbers the entities by where they are first mentioned and sorts their mentions.
func (c *cast) inOrder() {
	for n := range c.all {
		slices.SortFunc(c.all[n].mentions, func(a, b tokens) int { return a.first - b.first })
	}
	order := make([]int, len(c.all))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return c.all[a].mentions[0].first - c.all[b].mentions[0].first })
	number := make([]int, len(order))
	all := make([]person, len(order))
	for to, from := range order {
		all[to] = c.all[from]
		number[from] = to
	}
	c.all = all
	for i, n := range c.at {
		if n > 0 {
			c.at[i] = int32(number[n-1]) + 1
		}
	}
}

// addName enters the name of tokens i to end-1.
func (c *cast) addName(r *Reader, i, end, first int) {
	gender, titled := "", false
	start := i
	role := ""
	for start < end-1 {
		w := r.lower(start)
		if g, ok := honorifics[w]; ok {
			titled = true
			if g != "" {
				gender = g
			}
			start++
			continue
		}
		if titles[w] && (start+1 < end) {
			titled = true
			role = strings.TrimSpace(role + " " + r.doc.Form(start))
			start++
			continue
		}
		break
	}
	if start == end-1 && (titles[r.lower(start)] || honorifics[r.lower(start)] != "") && !titled {
		return // "Ambassador" alone
	}
	name := r.doc.Words(start, end)
	last := strings.ToLower(r.doc.Form(end - 1))
	full := strings.ToLower(name)
	var votes [4]int
	words := end - start
	lower := r.lower(start)
	switch {
	case titled && !bodies[last]:
		votes[votePerson] += 4
	case places[full] || landmarks[last] && words > 1 || unions[full]:
		votes[votePlace] += 3
	case bodies[last] || words == 1 && isAcronym(name) || words > 1 && bodies[lower] || r.article != nil && name == r.article.Outlet:
		votes[voteOrganisation] += 3
	case firstName(lower) && words > 1 && words < 5:
		votes[votePerson] += 3
	}
	if start > first {
		switch before := r.lower(start - 1); before {
		case "the":
			switch next := min(end, len(r.doc.Tokens)-1); {
			case titled || start != i:
			case start-1 > first && r.isForm(start-1, "The"):
				start--
				name = r.doc.Words(start, end)
				votes[voteOrganisation] += 3
			case !r.doc.Tokens[next].Tag.Noun():
				votes[voteOrganisation]++
			}
		case "in", "near", "across", "from", "to":
			if words == 1 {
				votes[votePlace]++
			}
		}
	}
	if end < len(r.doc.Tokens) {
		if next := r.lower(end); next == "," && end+1 < len(r.doc.Tokens) {
			if r.doc.Tokens[end+1].Kind == english.Number || r.isForm(end+1, "who") {
				votes[votePerson] += 2
			} else if k := end + 2; (r.isForm(end+1, "a") || r.isForm(end+1, "the") || r.isForm(end+1, "an")) && k < len(r.doc.Tokens) {
				for ; k < len(r.doc.Tokens) && k < end+6; k++ {
					if roles[r.lower(k)] {
						votes[votePerson] += 2
						break
					}
				}
			}
		} else if next == "who" {
			votes[votePerson] += 2
		} else if e := lexicon().verb(next); e != nil && e.can(quotes) && words <= 3 {
			if words == 1 {
				votes[votePerson]++
			} else {
				votes[votePerson] += 2
			}
		}
	}
	n, ok := c.byFull[full]
	if ok && words == 1 && strings.Contains(c.all[n].name, " ") {
		votes[votePlace] = 0
	}
	if ok && words == 1 && gender != "" && len(c.byLast[last]) > 0 {
		ok = false // "Ms. Marrow" need not be whom "Marrow" was before
	}
	if !ok && words == 1 {
		n = -1
		// a surname, or a first name, of somebody named in full: the one named last
		if list := c.byLast[last]; len(list) > 0 {
			n = c.pick(list, gender, start)
		} else if list := c.byLast["\x00"+last]; len(list) > 0 && !titled {
			n = c.pick(list, gender, start)
		}
		ok = n >= 0
	}
	if !ok {
		n = len(c.all)
		c.all = append(c.all, person{name: name})
	}
	c.byFull[full] = n
	p := &c.all[n]
	if words > len(strings.Fields(p.name)) {
		p.name = name
	}
	for v := range votes {
		p.votes[v] += votes[v]
	}
	if gender != "" {
		p.gender = gender
	}
	if role != "" {
		p.addRole(role)
	}
	if firstName(lower) && words > 1 && p.guess == "" {
		p.guess = "male"
		if femaleNames[lower] {
			p.guess = "female"
		}
	}
	p.addForm(name)
	p.mentions = append(p.mentions, tokens{start, end})
	if !contains(c.byLast[last], n) {
		c.byLast[last] = append(c.byLast[last], n)
	}
	if words > 1 && words < 4 {
		if key := "\x00" + lower; !contains(c.byLast[key], n) {
			c.byLast[key] = append(c.byLast[key], n)
		}
	}
	for k := start; k < end; k++ {
		c.at[k] = int32(n) + 1
	}
}

// pick chooses among the bearers of a surname: by gender where a title tells it, else the one named last before token
// at, else the one named first behind it; -1 if the title fits none.
func (c *cast) pick(list []int, gender string, at int) int {
	best, bestAt := -1, -1
	for _, n := range list {
		p := &c.all[n]
		if g := p.genderHint(); gender != "" && g != "" && g != gender {
			continue
		}
		if best < 0 {
			best = n
		}
		for _, m := range p.mentions {
			if m.first < at && m.first > bestAt {
				best, bestAt = n, m.first
			}
		}
	}
	return best
}

func contains(list []int, n int) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

func (p *person) addForm(name string) {
	for _, n := range p.names {
		if n == name {
			return
		}
	}
	p.names = append(p.names, name)
}

func (p *person) addRole(role string) {
	role = strings.ToLower(role)
	if p.guess == "" {
		switch last := role[strings.LastIndexByte(role, ' ')+1:]; {
		case femaleWords[last]:
			p.guess = "female"
		case maleWords[last]:
			p.guess = "male"
		}
	}
	for _, have := range p.roles {
		if have == role {
			return
		}
	}
	p.roles = append(p.roles, role)
}

func (p *person) genderHint() string {
	if p.gender != "" {
		return p.gender
	}
	return p.guess
}

func isAcronym(name string) bool {
	if len(name) < 2 || len(name) > 6 {
		return false
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; (c < 'A' || c > 'Z') && c != '.' && (c < '0' || c > '9') && c != '&' {
			return false
		}
	}
	return true
}

// settle decides what every entity is.
func (c *cast) settle(r *Reader) {
	for n := range c.all {
		p := &c.all[n]
		v := p.votes
		words := len(strings.Fields(p.name))
		if words > 1 && v[votePlace] < 3 {
			v[votePlace] = 0 // "from Marrow" makes no place of Ilse Marrow
		}
		last := strings.ToLower(p.name[strings.LastIndexByte(p.name, ' ')+1:])
		switch {
		case v[votePerson] >= 2 && v[votePerson] >= v[voteOrganisation] && v[votePerson] >= v[votePlace]:
			p.kind = sayso.Person
		case v[voteOrganisation] > 0 && v[voteOrganisation] >= v[votePlace] && (bodies[last] || isAcronym(p.name) || v[voteOrganisation] > v[votePerson]):
			p.kind = sayso.Organisation
		case v[votePlace] > 0 && v[votePlace] > v[votePerson]:
			p.kind = sayso.Place
		case v[votePerson] > 0 || words >= 2 && words <= 3 && !bodies[last]:
			p.kind = sayso.Person
		default:
			p.kind = sayso.Organisation
		}
	}
}
