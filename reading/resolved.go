package reading

import (
	"slices"
	"strings"

	"sayso"
	"sayso/english"
	"sayso/english/coref"
)

// resolved is what the trained reading knows of who is who: the entities of package coref, with the statements telling
// whose words are whose.
type resolved struct {
	resolver *coref.Resolver
	voices   coref.Voices
	// number leads from the resolver's entities to those of the cast, -1 where one is not in it.
	number []int32
}

// treeHead returns the token of a phrase on which its others depend: the first that hangs on one outside it.
func (r *Reader) treeHead(t tokens) int {
	for i := t.first; i < t.end; i++ {
		tag := r.doc.Tokens[i].Tag
		if h := int(r.grammar.Grammar[i].Head); (h < t.first || h >= t.end) && (tag.Noun() || tag == english.PRP || tag == english.PRPS || tag == english.WP ||
			tag == english.WDT || tag == english.DT || tag == english.CD || tag == english.JJ || r.grammar.NameOf(i) > 0) {
			return i
		}
	}
	return r.headOf(t)
}

// pointsTo returns the noun that a relative pronoun at token i stands for, i itself if it is none.
func (r *Reader) pointsTo(i int) int {
	if tag := r.doc.Tokens[i].Tag; tag != english.WP && tag != english.WDT {
		return i
	}
	g := r.grammar.Grammar
	for k, steps := int(g[i].Head), 0; k >= 0 && steps < 4; k, steps = int(g[k].Head), steps+1 {
		if r.grammar.Rel(k) == "acl:relcl" && g[k].Head >= 0 {
			k = int(g[k].Head)
			// "Marrow, a clerk at the Harbour Office who": the nearest noun up the tree that can be meant
			for up := 0; up < 3 && r.isAny(i, "who", "whom") && r.noPerson(k); up++ {
				h := int(g[k].Head)
				if h < 0 || !r.doc.Tokens[h].Tag.Noun() {
					break
				}
				k = h
			}
			return k
		}
	}
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if r.doc.Tokens[k].Tag.Noun() {
			return k
		}
	}
	return i
}

// noPerson reports whether token i is part of the name of a place or body.
func (r *Reader) noPerson(i int) bool {
	k := r.grammar.NameOf(i)
	if k == 0 {
		return false
	}
	t := r.grammar.Names[k-1].Type
	return t == english.Place || t == english.Organisation
}

// entityOf returns the resolver's entity of a phrase, -1 if its head is no mention, and its head.
func (c *cast) entityOf(r *Reader, t tokens) (entity int32, head int) {
	head = r.compoundHead(t)
	if head < 0 {
		head = r.pointsTo(r.treeHead(t))
	}
	m := c.known.resolver.MentionAt(head)
	if m < 0 {
		// within a name of several words
		if k := r.grammar.NameOf(head); k > 0 {
			n := r.grammar.Names[k-1]
			for i := n.First; i < n.End && m < 0; i++ {
				m = c.known.resolver.MentionAt(int(i))
			}
		}
	}
	if m < 0 {
		return -1, head
	}
	return c.known.resolver.Of[m], head
}

// resolveKnown is resolve by the resolver's entities.
func (r *Reader) resolveKnown(t tokens, within int) (n int, typ sayso.SpeakerType, name string) {
	c := &r.people
	words := ""
	if named := r.withoutMarks(t); !named.empty() {
		words = r.doc.Words(named.first, named.end)
	}
	e, head := c.entityOf(r, t)
	if e >= 0 {
		if n := int(c.known.number[e]); n >= 0 && r.mayBe(n, head) {
			if b := r.lastBearer(t, head, within); b >= 0 && c.all[n].kind == sayso.Unnamed {
				return b, "", ""
			}
			if b := r.apposed(t, head); b >= 0 && b != n && roles[r.lower(head)] {
				return b, "", ""
			}
			return n, "", ""
		}
	}
	switch r.lower(head) {
	case "i", "we", "me", "us", "my", "our", "myself":
		if t.end-t.first == 1 {
			if c.known.voices.Of[head] < 0 && within < 0 {
				return -1, sayso.SpeakerWriter, ""
			}
			if within >= 0 { // of whose side "we" are, the resolver would have told
				if n := r.speakerOf(within); n >= 0 {
					return n, "", ""
				}
			}
			return -1, sayso.SpeakerUnnamed, words
		}
	}
	// a name that is no mention of its own
	if n := int(c.at[head]) - 1; n >= 0 && r.compoundHead(t) < 0 {
		return n, "", ""
	}
	if n := r.nameWithin(t, head); n >= 0 {
		return n, "", ""
	}
	if n := r.lastBearer(t, head, within); n >= 0 {
		return n, "", ""
	}
	kind := sayso.SpeakerUnnamed
	headWord := r.lower(head)
	if bodies[headWord] && !roles[headWord] && !r.isAny(t.first, "a", "an", "some", "several", "many") {
		kind = sayso.SpeakerOrganisation
		words = strings.TrimPrefix(strings.TrimPrefix(words, "the "), "The ")
	}
	return -1, kind, words
}

// apposed returns the person whose name stands right behind the head of a phrase and a comma, "the spokesman, Goran Stell,":
// whatever the tree makes of it. -1 if there is none.
func (r *Reader) apposed(t tokens, head int) int {
	c := &r.people
	if head+2 >= t.end || r.doc.Tokens[head+1].Tag != english.Comma {
		return -1
	}
	if n := int(c.at[head+2]) - 1; n >= 0 && c.all[n].kind == sayso.Person {
		return n
	}
	return -1
}

// lastBearer returns who spoke last, if a short definite phrase of a role ("the harbour's spokesman") may stand for them
// and the resolver knows nobody else it could; -1 otherwise.
func (r *Reader) lastBearer(t tokens, head, within int) int {
	n, word := r.lastPerson, r.lower(head)
	if n < 0 || within >= 0 || t.end-t.first > 4 || head != t.end-1 || !r.isAny(t.first, "the") || !roles[word] || r.otherGender(word, n) || !r.mayBe(n, head) {
		return -1
	}
	p := &r.people.all[n]
	if p.kind != sayso.Person || sameOffice(p.roles, word) || t.first-r.lastMention(n, t.first) > lastBearerReach {
		return -1
	}
	for i := r.lastMention(n, t.first) + 1; i < t.first; i++ {
		if o := int(r.people.at[i]) - 1; o >= 0 && o != n && !r.inside[i] && r.people.all[o].kind == sayso.Person && !r.otherGender(word, o) && !sameOffice(r.people.all[o].roles, word) {
			return -1 // the text has gone on to speak of somebody else
		}
	}
	p.addRole(word)
	return n
}

// lastBearerReach is how many tokens may lie between the last mention of a person and a role that stands for them.
const lastBearerReach = 60

// nameWithin finds the entity of a phrase whose head does not tell it: of the person whose name it begins with ("Ilse
// Marrow (N), a leading advocate") or leads up to ("campaign spokesman Ilse Marrow"), and of who stands behind a text
// ("a report of the Harbour Office"). -1 if there is none.
func (r *Reader) nameWithin(t tokens, head int) int {
	c := &r.people
	first := t.first
	for first < t.end-1 && (titles[r.lower(first)] || honorifics[r.lower(first)] != "" || r.isAny(first, "the", "sen.", "rep.", "gov.", "dr.")) {
		first++
	}
	if n := int(c.at[first]) - 1; n >= 0 {
		end := first
		for end < t.end && int(c.at[end])-1 == n {
			end++
		}
		if end == t.end || r.doc.Tokens[end].Kind == english.Mark || r.doc.Tokens[end].Kind == english.Dash || r.isAny(end, "who", "of") && c.all[n].kind == sayso.Person {
			return n
		}
	}
	last := t.first
	for last < t.end && r.doc.Tokens[last].Tag != english.Comma && r.doc.Tokens[last].Tag != english.OpenBracket && r.doc.Tokens[last].Kind != english.Dash {
		last++
	}
	if n := int(c.at[last-1]) - 1; last > t.first && n >= 0 && c.all[n].kind == sayso.Person {
		k := last - 1
		for k > t.first && int(c.at[k-1])-1 == n {
			k--
		}
		// "a spokesman for President Marrow" is not the president
		if k > t.first && roles[r.lower(k-1)] && (head >= k-1 || !r.prepositionIn(head, k)) {
			return n
		}
	}
	if w := r.lower(head); texts[w] || texts[strings.TrimSuffix(w, "s")] {
		found := -1
		for i := t.first; i < t.end; i++ {
			n := int(c.at[i]) - 1
			if n < 0 || n == found || c.all[n].kind == sayso.Place || i > head && int(c.at[i-1])-1 != n && !r.behind(i) {
				continue
			}
			if found >= 0 {
				return -1
			}
			found = n
		}
		return found
	}
	return -1
}

// prepositionIn reports whether a preposition stands between tokens a and b.
func (r *Reader) prepositionIn(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if r.doc.Tokens[i].Tag == english.IN {
			return true
		}
	}
	return false
}

// behind reports whether "by" or "from" leads to token i.
func (r *Reader) behind(i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if r.isAny(k, "by", "from") {
			return true
		}
		if tag := r.doc.Tokens[k].Tag; tag != english.DT && tag != english.JJ {
			return false
		}
	}
	return false
}

// texts are nouns of what is written or shown, behind which somebody stands who says it.
var texts = wordSet("report study statement complaint filing letter memo poll survey analysis review document email release briefing " +
	"announcement website audit paper tweet post indictment lawsuit brief")

// unnamedKnown enters a source that is nobody named; mentions that the resolver gives to one entity are one.
func (c *cast) unnamedKnown(r *Reader, t tokens, name string, typ sayso.SpeakerType) int {
	e, head := c.entityOf(r, t)
	if e >= 0 {
		if n := int(c.known.number[e]); n >= 0 {
			if r.mayBe(n, head) {
				return n
			}
			e = -1
		}
	}
	p := person{kind: sayso.Unnamed, name: name, names: []string{name}, mentions: []tokens{t}}
	if typ == sayso.SpeakerOrganisation {
		p.kind = sayso.Organisation
	}
	if e >= 0 {
		res := c.known.resolver
		for m := res.Entities[e].First; m >= 0; m = res.Next(m) {
			x := r.grammar.Mentions[m]
			if at := (tokens{int(x.First), int(x.End)}); at.first < t.first || at.end > t.end {
				p.others = append(p.others, at)
			}
		}
		p.gender = genderWord(res.Entities[e].Gender)
		c.known.number[e] = int32(len(c.all))
	}
	c.all = append(c.all, p)
	return len(c.all) - 1
}

// sortMentions puts the mentions of an entity in the order of the text.
func sortMentions(all []tokens) {
	slices.SortFunc(all, func(a, b tokens) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return a.end - b.end
	})
}
