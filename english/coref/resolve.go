package coref

import (
	"slices"

	"sayso/english"
)

// Resolver gives the mentions of texts to entities. It is meant to be used again for the next text and must not be used
// by two goroutines at once.
type Resolver struct {
	// Of holds for each mention of the analysis the number of its entity, -1 if it stands for nobody.
	Of []int32
	// Entities come in no order that means anything; some have no mention.
	Entities []Entity

	model    *Model
	view     view
	namer    namer
	own      Voices
	voices   *Voices
	next     []int32 // the entity's mention after this one, -1
	subjects []int32 // for each token 1 + the mention that is its subject
	copula   []bool
	newest   int32
	// spoke is the entity that was the subject of a verb of saying last, spokeIn the sentence; -1
	spoke, spokeIn int32
	voiced         [3][]int32 // entity of I, we and you of each voice, the writer's first; -1
	cand           candidates
	// choose, where it is set, decides instead of the weights: it returns the number of a candidate, -1 for none.
	choose func(mention int32, c *candidates) int
	later  []int32 // first persons whose speaker is resolved later
	counts []count
	sides  []int32 // for each entity the body that it speaks for, -1; see side
}

// candidates are the entities that a mention may stand for, with the features of each; those of a new entity come last.
type candidates struct {
	entities []int32
	features []uint32
	ends     []int32
	// seen and seenEnds are the same for the network
	seen     []uint32
	seenEnds []int32
}

func (c *candidates) of(i int) []uint32 {
	from := int32(0)
	if i > 0 {
		from = c.ends[i-1]
	}
	return c.features[from:c.ends[i]]
}

func (c *candidates) seenOf(i int) []uint32 {
	from := int32(0)
	if i > 0 {
		from = c.seenEnds[i-1]
	}
	return c.seen[from:c.seenEnds[i]]
}

// NewResolver returns a resolver with the embedded weights.
func NewResolver() *Resolver { return NewResolverWith(Embedded()) }

// NewResolverWith returns a resolver with the weights given.
func NewResolverWith(m *Model) *Resolver { return &Resolver{model: m} }

func (r *Resolver) newEntity() int32 {
	r.Entities = append(r.Entities, Entity{First: -1, Last: -1, longest: -1, fullHead: -1, firstAt: 1 << 30, lastName: -1, toName: -1, lastSubject: -1,
		newer: -1, older: -1, sentence: -1, earlier: -1})
	return int32(len(r.Entities) - 1)
}

// Next returns the mention of the same entity after mention k, -1 if there is none.
func (r *Resolver) Next(k int32) int32 { return r.next[k] }

// MentionAt returns the mention whose head is token i, -1 if there is none.
func (r *Resolver) MentionAt(i int) int32 { return r.view.at[i] - 1 }

// Resolve gives every mention of an analysis to an entity. Voices may be nil: then quotation marks and verbs of saying
// tell whose words are whose.
func (r *Resolver) Resolve(a *english.Analysis, voices *Voices) {
	v := &r.view
	v.news = voices != nil
	v.look(a, r.model)
	r.Entities = r.Entities[:0]
	r.Of = fill(r.Of, len(v.mentions), -1)
	r.next = fill(r.next, len(v.mentions), -1)
	if voices == nil {
		r.own.listen(a, func(i int32) int32 { return v.at[i] - 1 })
		voices = &r.own
	}
	r.voices = voices
	for k := range v.mentions {
		v.mentions[k].voice = voices.at(int(v.mentions[k].head))
	}
	for w := range r.voiced {
		r.voiced[w] = fill(r.voiced[w], len(voices.Speaker)+1, -1)
	}
	r.clauses()
	r.namer.gather(v, r)
	r.titles()
	if v.news {
		r.tellings()
	}
	r.named()
	r.newest, r.spoke, r.spokeIn = -1, -1, -1
	r.later = r.later[:0]
	for k := range v.mentions {
		r.resolve(int32(k))
	}
	r.sides = r.sides[:0]
	for _, k := range r.later {
		r.speaks(k, true)
	}
	r.chain()
}

func fill(s []int32, n int, with int32) []int32 {
	if cap(s) < n {
		s = make([]int32, n, n+n/4)
	}
	s = s[:n]
	for i := range s {
		s[i] = with
	}
	return s
}

// clauses finds the subjects and the predicates with a copula.
func (r *Resolver) clauses() {
	v := &r.view
	n := len(v.a.Tokens)
	r.subjects = fill(r.subjects, n, 0)
	r.copula = append(r.copula[:0], make([]bool, n)...)
	for i := range int32(n) {
		h := v.a.Grammar[i].Head
		if h < 0 {
			continue
		}
		switch v.rel(i) {
		case relSubject, relPassive:
			if r.subjects[h] == 0 {
				r.subjects[h] = v.at[i]
			}
		case relCopula:
			r.copula[h] = true
		}
	}
	for k := range v.mentions {
		if m := &v.mentions[k]; r.copula[m.head] {
			m.role = predicate
		}
	}
}

// titles gives entities the nouns that stand before their names: spokesman, ambassador.
func (r *Resolver) titles() {
	v := &r.view
	for k := range v.mentions {
		m := &v.mentions[k]
		if !m.name || r.Of[k] < 0 {
			continue
		}
		e := &r.Entities[r.Of[k]]
		for i := m.first - 1; i >= 0 && i > m.first-6 && v.a.Grammar[i].Head >= m.first && v.a.Grammar[i].Head < m.end; i-- {
			if v.a.Tokens[i].Tag.Noun() {
				e.addWord(hashForm(v.a.Form(int(i))))
			}
		}
	}
}

// named counts and links the mentions by name, which are known before any other.
func (r *Resolver) named() {
	for k := len(r.Of) - 1; k >= 0; k-- {
		e := r.Of[k]
		if e < 0 {
			continue
		}
		x := &r.Entities[e]
		x.names++
		r.next[k] = x.First
		x.First = int32(k)
	}
	for e := range r.Entities {
		x := &r.Entities[e]
		x.toName, x.First = x.First, -1
	}
}

// nextName returns the next mention by name of an entity behind mention k, -1 if there is none.
func (r *Resolver) nextName(k int32, x *Entity) int32 {
	n := x.toName
	if x.lastName >= 0 {
		n = r.next[x.lastName]
	}
	for n >= 0 && n <= k {
		n = r.next[n]
	}
	return n
}

func (r *Resolver) resolve(k int32) {
	m := &r.view.mentions[k]
	if m.skip {
		return
	}
	if e := r.Of[k]; e >= 0 {
		r.give(k, e)
		return
	}
	if m.linked >= 0 {
		if e := r.Of[m.linked]; e >= 0 {
			r.give(k, e)
			return
		}
	}
	switch m.pronoun {
	case first, firstPlural, second:
		r.speaks(k, false)
		return
	}
	if m.pronoun == noPronoun && m.kind == Thing {
		r.thing(k)
		return
	}
	r.gather(k)
	c := &r.cand
	best := -1
	if r.choose != nil {
		best = r.choose(k, c)
	} else {
		var most float32
		for i := range c.ends {
			s := r.model.score(c.of(i)) + r.model.hidden.score(c.seenOf(i))
			if i == len(c.entities) {
				s -= r.bias(m)
			} else if c.entities[i] == r.spoke && m.says && m.voice < 0 && m.pronoun != noPronoun && r.view.news {
				s += sayerBias
			}
			if i == 0 || s > most {
				best, most = i, s
			}
		}
		if best == len(c.entities) {
			best = -1
		}
	}
	if best < 0 {
		e := r.newEntity()
		r.Entities[e].Kind = m.kind
		r.give(k, e)
		return
	}
	e := c.entities[best]
	if r.points(m) {
		if e = r.whose(k, e); e < 0 {
			e = r.newEntity()
			r.Entities[e].Kind = m.kind
		}
	}
	r.give(k, e)
}

// points reports whether a mention is a definite description of one person, in news.
func (r *Resolver) points(m *mention) bool {
	return r.view.news && m.pronoun == noPronoun && m.kind == Person && m.form == definite && !m.plural
}

// Where a reading of who said what gives the voices, the text is news, and news differs from what the weights are learnt
// from: it calls people whom it has named by what they are, and the "he" that speaks is most often who spoke last. Found
// on the development part of PolNeAR.
const (
	newsBias  = 4
	sayerBias = 1
)

// bias is how much less likely than the weights say a mention is somebody new.
func (r *Resolver) bias(m *mention) float32 {
	if r.points(m) {
		return newsBias
	}
	return 0
}

// heights are the places in the clause in the order in which they make what stands there the topic.
var heights = [...]uint8{otherRole: 1, subject: 5, passiveSubject: 5, object: 4, oblique: 3, possessor: 2, nounModifier: 1, apposed: 1,
	predicate: 1, compoundRole: 1, vocative: 1}

// Name returns the tokens of a mention by name, without titles and articles before it and without "'s" behind it.
func (r *Resolver) Name(k int32) (first, end int32) {
	forms := r.namer.forms
	i, ok := slices.BinarySearchFunc(forms, k, func(f nameForm, k int32) int { return int(f.mention - k) })
	if !ok {
		m := &r.view.mentions[k]
		return m.first, m.end
	}
	return forms[i].first, forms[i].end
}

// IsName reports whether a mention is a name that stands for somebody: no adjective of a nation.
func (r *Resolver) IsName(k int32) bool { return r.view.mentions[k].name && !r.view.mentions[k].skip }

// IsPronoun reports whether a mention is a pronoun.
func (r *Resolver) IsPronoun(k int32) bool { return r.view.mentions[k].pronoun != noPronoun }
