package coref

import (
	"sayso/english"
)

// mention is what is known of a mention before any is resolved.
type mention struct {
	first, end, head int32
	sentence         int32
	voice            int32 // whose words: see Voices
	verb             int32 // token of the clause it stands in, -1 if none
	governor         int32 // token it depends on, -1 if none
	noun             int32 // mention whose phrase holds it, -1 if none
	linked           int32 // mention that an apposition says is the same, -1 if none
	word             uint32
	above            uint32 // hash of the lemma of the governor
	pronoun          uint8
	form             uint8 // case of a pronoun, or how a description begins
	role             uint8
	kind             Kind
	gender           english.Gender
	plural           bool
	name             bool
	skip             bool // stands for nobody: an adjective of a nation
	conj             bool // stands behind "and"
	says             bool // is the subject of a verb of saying
	bracket          bool // stands behind an opening bracket
	order            uint8
}

// Pronouns, by class.
const (
	noPronoun uint8 = iota
	he
	she
	it
	they
	first       // I, me, my
	firstPlural // we, us, our
	second
	numPronouns
)

// Cases of pronouns.
const (
	nominative uint8 = iota
	objective
	possessive
	reflexive
)

// Places in the clause.
const (
	otherRole uint8 = iota
	subject
	passiveSubject
	object
	oblique
	possessor
	nounModifier
	apposed
	predicate
	compoundRole
	vocative
)

// How a description begins.
const (
	bare uint8 = iota
	definite
	indefinite
	demonstrative
	owned // his, her, Marrow's
	counted
)

// pronouns are the personal pronouns: class and case.
func pronounOf(w string) (class, form uint8) {
	switch w {
	case "he":
		return he, nominative
	case "him":
		return he, objective
	case "his":
		return he, possessive
	case "himself":
		return he, reflexive
	case "she":
		return she, nominative
	case "her":
		return she, objective
	case "hers":
		return she, possessive
	case "herself":
		return she, reflexive
	case "it":
		return it, nominative
	case "its":
		return it, possessive
	case "itself":
		return it, reflexive
	case "they":
		return they, nominative
	case "them", "'em":
		return they, objective
	case "their", "theirs":
		return they, possessive
	case "themselves", "themself":
		return they, reflexive
	case "i":
		return first, nominative
	case "me":
		return first, objective
	case "my", "mine":
		return first, possessive
	case "myself":
		return first, reflexive
	case "we":
		return firstPlural, nominative
	case "us":
		return firstPlural, objective
	case "our", "ours":
		return firstPlural, possessive
	case "ourselves":
		return firstPlural, reflexive
	case "you":
		return second, nominative
	case "your", "yours":
		return second, possessive
	case "yourself", "yourselves":
		return second, reflexive
	}
	return noPronoun, 0
}
