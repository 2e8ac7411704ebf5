package coref

// relation is what a relation of the tree means here.
type relation uint8

const (
	relOther relation = iota
	relSubject
	relPassive
	relObject
	relOblique
	relPossessor
	relNominal
	relApposition
	relConjunct
	relCompound
	relVocative
	relRoot
	relCopula
	relComplement
	relOpenComplement
	relAdverbial
	relRelative
	relParataxis
	relDeterminer
	relDescription
	relCase
	relExpletive
)

func relationOf(rel string) relation {
	switch rel {
	case "nsubj", "nsubj:outer", "csubj":
		return relSubject
	case "nsubj:pass":
		return relPassive
	case "obj":
		return relObject
	case "iobj":
		return relObject
	case "obl", "obl:agent", "obl:tmod", "obl:npmod", "obl:unmarked":
		return relOblique
	case "nmod:poss":
		return relPossessor
	case "nmod":
		return relNominal
	case "nmod:desc":
		return relDescription
	case "appos":
		return relApposition
	case "conj":
		return relConjunct
	case "compound", "flat", "amod", "nmod:unmarked":
		return relCompound
	case "vocative":
		return relVocative
	case "root":
		return relRoot
	case "cop":
		return relCopula
	case "ccomp":
		return relComplement
	case "xcomp":
		return relOpenComplement
	case "advcl", "advcl:relcl":
		return relAdverbial
	case "acl", "acl:relcl":
		return relRelative
	case "parataxis":
		return relParataxis
	case "det":
		return relDeterminer
	case "case":
		return relCase
	case "expl":
		return relExpletive
	}
	return relOther
}
