package coref

import (
	"sayso/english"
	"sayso/english/net"
)

// Kind is what an entity is, as far as the words tell.
type Kind uint8

const (
	Unknown Kind = iota
	Person
	Organisation
	Place
	Group // a nation's, party's or faith's people
	Thing
)

// view is a text as the resolver sees it.
type view struct {
	a        *english.Analysis
	model    *Model
	rels     []relation // of each relation of the model
	mentions []mention
	news     bool    // a reading of who said what gives the voices
	at       []int32 // for each token 1 + the mention of which it is the head, 0 if none
}

func (v *view) rel(i int32) relation { return v.rels[v.a.Grammar[i].Rel] }

// look fills the view from an analysis.
func (v *view) look(a *english.Analysis, m *Model) {
	if v.a != a || v.rels == nil {
		v.rels = v.rels[:0]
		for _, rel := range a.Model().Header.Rels {
			v.rels = append(v.rels, relationOf(rel))
		}
	}
	v.a, v.model = a, m
	v.mentions = v.mentions[:0]
	v.at = append(v.at[:0], make([]int32, len(a.Tokens))...)
	sentence := int32(0)
	last, order := int32(-1), 0
	for k := range a.Mentions {
		x := &a.Mentions[k]
		for a.Sentences[sentence].End <= x.Head {
			sentence++
		}
		if sentence != last {
			last, order = sentence, 0
		}
		n := mention{first: x.First, end: x.End, head: x.Head, sentence: sentence, gender: x.Gender, plural: x.Plural, noun: -1, linked: -1,
			voice: -1, word: hashForm(a.Form(int(x.Head))), order: uint8(min(order, 255))}
		order++
		switch x.Kind {
		case english.PronounMention:
			v.pronoun(&n)
		case english.NameMention:
			n.name = true
			n.kind = kindOfName(a.Names[x.Name].Type)
			n.skip = n.kind == Group && a.Tokens[x.Head].Tag == english.JJ
			if v.news {
				v.inWork(&n)
			}
		default:
			v.description(&n, m)
			v.missedName(&n)
		}
		v.place(&n)
		n.bracket = n.first > 0 && a.Tokens[n.first-1].Tag == english.OpenBracket
		v.at[x.Head] = int32(k) + 1
		v.mentions = append(v.mentions, n)
	}
	for k := range v.mentions {
		v.nest(int32(k))
	}
}

func kindOfName(t english.NameType) Kind {
	switch t {
	case english.Person:
		return Person
	case english.Place:
		return Place
	case english.Organisation:
		return Organisation
	case english.Group:
		return Group
	}
	return Thing
}

func (v *view) pronoun(n *mention) {
	var buf [12]byte
	n.pronoun, n.form = pronounOf(string(small(buf[:0], v.a.Form(int(n.head)))))
	switch n.pronoun {
	case he, she:
		n.kind = Person
		if n.pronoun == she && n.form == objective && v.a.Tokens[n.head].Tag == english.PRPS {
			n.form = possessive
		}
	case it:
		if n.form == nominative && v.rel(n.head) != relSubject && v.rel(n.head) != relPassive {
			n.form = objective
		}
	case first, firstPlural, second:
		n.kind = Person
	case noPronoun:
		n.skip = true
	}
	n.skip = n.skip || v.rel(n.head) == relExpletive
}

// description reads how a description begins and what its noun is.
func (v *view) description(n *mention, m *Model) {
	a := v.a
	flags := m.noun(a.Form(int(n.head)), n.plural)
	switch {
	case flags&personNoun != 0:
		n.kind = Person
	case flags&groupNoun != 0:
		n.kind = Organisation
	default:
		n.kind = Thing
	}
	for i := n.first; i < n.head; i++ {
		switch tag := a.Tokens[i].Tag; tag {
		case english.DT, english.PDT:
			var buf [12]byte
			switch string(small(buf[:0], a.Form(int(i)))) {
			case "the":
				n.form = definite
			case "this", "that", "these", "those", "both":
				n.form = demonstrative
			default:
				n.form = indefinite
			}
		case english.PRPS, english.POS:
			n.form = owned
		case english.CD:
			if n.form == bare {
				n.form = counted
			}
		}
	}
}

// missedName makes a name of a description whose head is a proper noun and no word for people: one that was not found
// to be a name.
func (v *view) missedName(n *mention) {
	a := v.a
	if a.Tokens[n.head].Tag != english.NNP || n.kind == Person {
		return
	}
	form := a.Form(int(n.head))
	var buf [16]byte
	if _, title := titleGender(string(small(buf[:0], form))); title || len(form) < 2 || form[0] < 'A' || form[0] > 'Z' || english.Calendar(form) {
		return
	}
	for n.first < n.head && a.Tokens[n.first].Tag != english.NNP {
		n.first++
	}
	if english.Ordinary(form) {
		for i := n.first; i < n.head; i++ {
			if a.NameOf(int(i)) > 0 {
				return // a word of a headline behind a name: "Marrow Praises"
			}
		}
	}
	n.name = true
	if n.kind == Thing {
		n.kind = Unknown
		if a.Model().Flags(form)&(net.MaleName|net.FemaleName) != 0 {
			n.kind = Person
		}
	}
}

// place reads where in the tree a mention stands.
func (v *view) place(n *mention) {
	a := v.a
	h := n.head
	r := v.rel(h)
	for steps := 0; r == relConjunct && steps < 8 && a.Grammar[h].Head >= 0; steps++ {
		h = a.Grammar[h].Head
		r = v.rel(h)
		n.conj = true
	}
	n.governor = a.Grammar[h].Head
	switch r {
	case relSubject:
		n.role = subject
	case relPassive:
		n.role = passiveSubject
	case relObject:
		n.role = object
	case relOblique:
		n.role = oblique
	case relPossessor:
		n.role = possessor
	case relNominal:
		n.role = nounModifier
	case relApposition:
		n.role = apposed
	case relCompound, relDescription:
		n.role = compoundRole
	case relVocative:
		n.role = vocative
	}
	n.verb = v.clause(n.governor)
	if n.governor >= 0 {
		n.above = hashForm(a.Lemma(int(n.governor)))
	}
	if n.role == subject && n.governor >= 0 {
		if t := &a.Tokens[n.governor]; t.End-t.Start <= 11 {
			var buf [12]byte
			n.says = sayings[string(small(buf[:0], a.Form(int(n.governor))))]
		}
	}
}

// clause returns the word that token i's clause hangs on: the nearest token from it up that is no dependent within a
// noun phrase.
func (v *view) clause(i int32) int32 {
	for steps := 0; i >= 0 && steps < 12; steps++ {
		switch v.rel(i) {
		case relRoot, relComplement, relOpenComplement, relAdverbial, relRelative, relParataxis:
			return i
		case relConjunct:
			if v.a.Tokens[i].Tag.Verb() {
				return i
			}
		}
		if v.a.Tokens[i].Tag.Verb() {
			return i
		}
		i = v.a.Grammar[i].Head
	}
	return i
}

// nest finds the mention that holds mention k in its phrase, and the one in apposition.
func (v *view) nest(k int32) {
	n := &v.mentions[k]
	g := n.governor
	if g < 0 {
		return
	}
	o := v.at[g] - 1
	if o < 0 {
		return
	}
	if n.role == possessor || n.role == nounModifier || n.role == compoundRole {
		n.noun = o
	}
	if n.role == apposed && !n.conj && !n.skip {
		// "the envoy, Ilse Marrow" and "Ilse Marrow, the envoy"
		other := &v.mentions[o]
		if other.skip || n.name == other.name || n.pronoun != 0 || other.pronoun != 0 || n.plural != other.plural {
			return
		}
		if name, noun := n, other; name.name || noun.name {
			if !name.name {
				name, noun = noun, name
			}
			if noun.kind == Thing || noun.kind == Person && name.kind != Person || noun.kind == Organisation && name.kind == Person {
				return
			}
		}
		n.linked, other.linked = o, k
	}
}

// small appends the first bytes of a form in small letters, as far as dst has room.
func small(dst []byte, form string) []byte {
	for i := 0; i < len(form) && len(dst) < cap(dst); i++ {
		c := form[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}

// hashForm hashes a form in small letters (FNV-1a).
func hashForm(form string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(form); i++ {
		c := form[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}
