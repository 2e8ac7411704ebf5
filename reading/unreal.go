package reading

import "sayso/english"

// What has not happened: it is to come, wished for or only possible.

// unreal reports whether the verb at token i tells what is to come, is wished for or is only possible: "will meet",
// "plans to meet", "would meet", "asked to meet".
func (r *Reader) unreal(i int) bool {
	b := &r.branches
	for steps := 0; i >= 0 && steps < 4; steps++ {
		for k := b.kid[i]; k >= 0; k = b.next[k] {
			if b.rel[k] == isAux {
				switch r.lower(int(k)) {
				case "will", "would", "shall", "should", "may", "might", "could", "can", "must", "'ll", "’ll", "'d", "’d", "wo", "ca":
					return true
				}
			}
		}
		if r.isToDo(i) {
			return true
		}
		h := int(b.head[i])
		if h < 0 {
			return false
		}
		switch b.rel[i] {
		case isOpenClause, isClause:
			if r.isAny(i-1, "to") || r.isAny(i-2, "to") {
				if w := r.lower(h); cameTrue[w] {
					return false
				}
				return true
			}
		case isConjunct:
		default:
			return false
		}
		i = h
	}
	return false
}

// isToDo reports whether the verb at token i stands behind a form of be and "to", or "due to": "is to meet".
func (r *Reader) isToDo(i int) bool {
	if i < 2 || r.doc.Tokens[i].Tag != english.VB || !r.isAny(i-1, "to") {
		return false
	}
	k := i - 2
	for k > i-5 && k > 0 && (r.doc.Tokens[k].Tag == english.RB || r.isAny(k, "due")) {
		k--
	}
	return beForms[r.lower(k)]
}

// scheduled reports whether the verb at token i tells in the present tense what is to happen on a day: "meets Vash on Friday",
// "is meeting Vash tomorrow".
func (r *Reader) scheduled(i int) bool {
	b := &r.branches
	switch r.doc.Tokens[i].Tag {
	case english.VBZ, english.VBP:
	case english.VBG:
		if a := b.under(i, isAux); a < 0 || r.doc.Tokens[a].Tag != english.VBZ && r.doc.Tokens[a].Tag != english.VBP || b.next[a] >= 0 && b.rel[b.next[a]] == isAux {
			return false
		}
	default:
		return false
	}
	for k := i + 1; k < int(b.right[i]); k++ {
		if w := r.lower(k); w == "tomorrow" || weekdays[w] && r.doc.Tokens[k].Tag != english.NNPS && !r.isAny(k-1, "last", "every", "each") {
			return true
		}
	}
	return false
}

// cameTrue are verbs whose infinitive did happen.
var cameTrue = wordSet("used came able managed got seen began begun started continued continues happened went proceeded helped sat flew travelled traveled " +
	"returned seemed appeared known found failed refused declined neglected forgot omitted")
