package coref

import (
	"slices"

	"sayso/english"
)

// Whom a definite description of one person stands for, in news: somebody of whom the text tells what the description says,
// wherever it tells it, or the only one about whom it has been speaking. Where two could be meant, nobody is: a wrong name is
// worse than none.

// told are words by which the text calls a person: titles and nouns before the name, in apposition, or behind "is".
type told struct {
	words [12]uint32
	n     uint8
}

func (t *told) add(w uint32) {
	if int(t.n) < len(t.words) && !t.has(w) {
		t.words[t.n] = w
		t.n++
	}
}

func (t *told) has(w uint32) bool { return slices.Contains(t.words[:t.n], w) }

// tellings gathers what the text calls its people.
func (r *Resolver) tellings() {
	v := &r.view
	for k := range v.mentions {
		m := &v.mentions[k]
		if m.name {
			if e := r.Of[k]; e >= 0 {
				r.tellBefore(m, &r.Entities[e].told)
			}
			continue
		}
		if e := r.toldOf(m); e >= 0 {
			for i := m.first; i < m.end; i++ {
				r.tell(i, &r.Entities[e].told)
			}
		}
	}
}

// tellBefore adds the nouns and adjectives before a name that belong to it, and the titles in it.
func (r *Resolver) tellBefore(m *mention, t *told) {
	v := &r.view
	first := m.first
	for i := m.first - 1; i >= 0 && i > m.first-8; i-- {
		if h := v.a.Grammar[i].Head; h <= i || h >= m.end {
			break
		}
		first = i
	}
	for i := first; i < m.end; i++ {
		var buf [16]byte
		if _, title := titleGender(string(small(buf[:0], v.a.Form(int(i))))); i < m.first || title {
			r.tell(i, t)
		}
	}
}

func (r *Resolver) tell(i int32, t *told) {
	if tag := r.view.a.Tokens[i].Tag; tag.Noun() || tag == english.JJ {
		t.add(hashForm(r.view.a.Form(int(i))))
	}
}

// toldOf returns the entity of the person of whom a description tells what they are, -1 if it tells it of nobody named:
// "Marrow, a lawyer and former mayor", "Marrow is a lawyer", "Marrow, who was mayor".
func (r *Resolver) toldOf(m *mention) int32 {
	if m.kind != Person || m.plural || m.pronoun != noPronoun {
		return -1
	}
	v := &r.view
	if m.linked >= 0 && v.mentions[m.linked].name {
		return r.Of[m.linked] // the chief executive, Ilse Marrow
	}
	if m.governor < 0 && m.role != predicate {
		return -1
	}
	of := int32(-1)
	switch m.role {
	case apposed:
		of = m.governor
	case predicate:
		s := r.subjects[m.head] - 1
		switch {
		case s >= 0:
			of = v.mentions[s].head
		case v.rel(m.head) == relRelative:
			of = v.a.Grammar[m.head].Head
		}
		for i := max(of, 0); i < m.first; i++ {
			// "would be a good mayor" tells it of nobody
			if tag := v.a.Tokens[i].Tag; tag == english.MD || v.a.Lemma(int(i)) == "not" || v.a.Form(int(i)) == "never" {
				return -1
			}
		}
	}
	if of < 0 || v.at[of] == 0 {
		return -1
	}
	o := v.at[of] - 1
	if !v.mentions[o].name {
		return -1
	}
	return r.Of[o]
}

// whose returns the entity that a definite description of one person stands for, where the weights chose entity e: e, another
// of whom the text tells what it says, or -1 if nobody is sure to be meant.
func (r *Resolver) whose(k, e int32) int32 {
	v := &r.view
	m, x := &v.mentions[k], &r.Entities[e]
	if !x.Named || x.Kind != Person && x.Kind != Unknown {
		return e
	}
	if x.described(m) || r.says(m, &x.told) {
		return e
	}
	office := v.office(m.head)
	mine, rival := r.spokenOf(k, e, office)
	if !office && (mine >= 2*rival || r.aloneInSentence(k, e)) {
		return e
	}
	best, most, at := int32(-1), 0, int32(-1)
	for o := range r.Entities {
		y := &r.Entities[o]
		if int32(o) == e || !y.Named || y.Kind != Person || !y.active || v.mentions[y.Last].sentence < m.sentence-officeReach || !r.says(m, &y.told) || !r.compatible(m, y) || r.beside(k, int32(o)) {
			continue
		}
		if n := r.shared(m, &y.told); best < 0 || n > most || n == most && y.Last > at {
			best, most, at = int32(o), n, y.Last
		}
	}
	if best >= 0 {
		return best
	}
	if rival == 0 && !(office && r.hasOffice(&x.told)) {
		return e
	}
	return -1
}

// described reports whether a description with the same noun was given to the entity before.
func (e *Entity) described(m *mention) bool { return slices.Contains(e.called[:e.numCalled], m.word) }

// shortOffices are offices as they stand abbreviated before a name.
var shortOffices = map[string]uint32{"senator": hashForm("sen."), "representative": hashForm("rep."), "congressman": hashForm("rep."),
	"congresswoman": hashForm("rep."), "governor": hashForm("gov."), "general": hashForm("gen."), "doctor": hashForm("dr."),
	"professor": hashForm("prof."), "colonel": hashForm("col."), "captain": hashForm("capt."), "sergeant": hashForm("sgt."), "admiral": hashForm("adm.")}

var (
	viceWord   = hashForm("vice")
	deputyWord = hashForm("deputy")
)

// says reports whether what is told of a person says what the noun of a description does.
func (r *Resolver) says(m *mention, t *told) bool {
	v := &r.view
	var buf [16]byte
	if !t.has(m.word) {
		short, ok := shortOffices[string(small(buf[:0], v.a.Form(int(m.head))))]
		if !ok || !t.has(short) {
			return false
		}
	}
	// a vice president is not the president
	for _, w := range [...]uint32{viceWord, deputyWord} {
		in := m.word == w
		for i := m.first; i < m.head; i++ {
			in = in || hashForm(v.a.Form(int(i))) == w
		}
		if in != t.has(w) {
			return false
		}
	}
	return true
}

// shared counts the other words of a description that are told of a person.
func (r *Resolver) shared(m *mention, t *told) int {
	n := 0
	for i := m.first; i < m.head; i++ {
		if tag := r.view.a.Tokens[i].Tag; (tag.Noun() || tag == english.JJ) && t.has(hashForm(r.view.a.Form(int(i)))) {
			n++
		}
	}
	return n
}

// office reports whether the noun at token i is one of an office that an article tells of its holder.
func (v *view) office(i int32) bool {
	var buf [16]byte
	return offices[string(small(buf[:0], v.a.Form(int(i))))]
}

var offices = map[string]bool{"president": true, "chancellor": true, "premier": true, "minister": true, "ambassador": true, "senator": true,
	"representative": true, "governor": true, "mayor": true, "secretary": true, "judge": true, "justice": true, "general": true, "colonel": true,
	"captain": true, "admiral": true, "sergeant": true, "professor": true, "bishop": true, "archbishop": true, "pope": true, "cardinal": true,
	"commissioner": true, "attorney": true, "envoy": true, "sheriff": true, "detective": true, "inspector": true, "prosecutor": true,
	"congressman": true, "congresswoman": true, "moderator": true, "host": true, "anchor": true, "reporter": true, "eyewitness": true, "witness": true}

var officeWords = func() map[uint32]bool {
	all := map[uint32]bool{}
	for w := range offices {
		all[hashForm(w)] = true
	}
	for _, w := range shortOffices {
		all[w] = true
	}
	return all
}()

// hasOffice reports whether a person is told to have an office.
func (r *Resolver) hasOffice(t *told) bool {
	return slices.ContainsFunc(t.words[:t.n], func(w uint32) bool { return officeWords[w] })
}

// How many sentences back it counts of whom a text has been speaking; for an office that it tells of nobody, more.
const (
	spokenReach = 8
	officeReach = 20
)

// spokenOf counts the mentions of entity e before mention k, and those of the person other than e whom it may stand for too that
// has most.
func (r *Resolver) spokenOf(k, e int32, office bool) (mine, rival int) {
	v := &r.view
	m := &v.mentions[k]
	reach := int32(spokenReach)
	if office {
		reach = officeReach
	}
	r.counts = r.counts[:0]
	for j := k - 1; j >= 0 && v.mentions[j].sentence >= m.sentence-reach; j-- {
		o := r.Of[j]
		switch {
		case o < 0:
		case o == e:
			mine++
		case r.Entities[o].Named && r.Entities[o].Kind == Person && r.compatible(m, &r.Entities[o]) && !(office && r.hasOffice(&r.Entities[o].told)) && !r.beside(k, o):
			i := slices.IndexFunc(r.counts, func(c count) bool { return c.entity == o })
			if i < 0 {
				i = len(r.counts)
				r.counts = append(r.counts, count{entity: o})
			}
			r.counts[i].n++
			rival = max(rival, r.counts[i].n)
		}
	}
	return mine, rival
}

// aloneInSentence reports whether entity e is named in the sentence before mention k, and nobody else whom it may stand for.
func (r *Resolver) aloneInSentence(k, e int32) bool {
	v := &r.view
	m := &v.mentions[k]
	named := false
	for j := k - 1; j >= 0 && v.mentions[j].sentence == m.sentence; j-- {
		o := r.Of[j]
		if o < 0 || o != e && (!r.Entities[o].Named || r.Entities[o].Kind != Person || !r.compatible(m, &r.Entities[o])) {
			continue
		}
		if beside := r.beside(k, o); beside == (o == e) {
			return false
		}
		named = named || o == e
	}
	return named
}

// beside reports whether entity o has a place in the clause of mention k, or is the subject of one that holds it: "Holm preferred
// the mayor to Marrow" is of three people, and whom Marrow says the mayor met is not Marrow.
func (r *Resolver) beside(k, o int32) bool {
	v := &r.view
	m := &v.mentions[k]
	for step := int32(-1); step <= 1; step += 2 {
		for j := k + step; j >= 0 && int(j) < len(v.mentions) && v.mentions[j].sentence == m.sentence; j += step {
			if n := &v.mentions[j]; r.Of[j] == o && n.verb == m.verb && n.verb >= 0 && n.role != possessor && n.role != compoundRole {
				return true
			}
		}
	}
	for i, steps := m.governor, 0; i >= 0 && steps < 12 && v.rel(i) != relParataxis; i, steps = v.a.Grammar[i].Head, steps+1 {
		if s := r.subjects[i] - 1; s >= 0 && s < k && r.Of[s] == o {
			return true
		}
	}
	return false
}

// count is how often an entity is mentioned.
type count struct {
	entity int32
	n      int
}
