package reading

import (
	"math"

	"sayso/english"
)

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// treeView is what the features need to know of the trees, names and classes of words.
type treeView struct {
	head []int32  // token of the head, -1 for a root
	rel  []uint32 // relation to it
	base []uint32 // hash of the lemma
	name []uint32 // 0, or 1 + type of the name the token is part of
	// clause is what a token governs that could be a content, and subject who could be its source.
	clause, subject, kids []uint32
	subjectWord           []uint32
	fine                  []uint32

	bits []uint32 // of each relation of the model
}

// Relations that tell something of what a token governs, as bits of treeView.kids.
const (
	kidSubject = 1 << iota
	kidPassiveSubject
	kidCcomp
	kidXcomp
	kidParataxis
	kidObj
	kidObl
	kidMark
	kidAdvcl
	kidAcl
	kidClausalSubject
	kidPassiveAux
	kidCop
	kidIobj
	kidExpl
	kidCase
	kidConj
)

var kidBits = map[string]uint32{"nsubj": kidSubject, "nsubj:pass": kidPassiveSubject, "ccomp": kidCcomp, "xcomp": kidXcomp,
	"parataxis": kidParataxis, "obj": kidObj, "obl": kidObl, "obl:agent": kidObl, "mark": kidMark, "advcl": kidAdvcl, "acl": kidAcl,
	"acl:relcl": kidAcl, "csubj": kidClausalSubject, "aux:pass": kidPassiveAux, "cop": kidCop, "iobj": kidIobj, "expl": kidExpl,
	"case": kidCase, "conj": kidConj}

// Kinds of clauses that a token governs.
const (
	governsNone = iota
	governsThat
	governsBare
	governsQuestion
	governsInfinitive
	governsLoose
	governsObject
	governsNounClause
	governsSubjectClause
)

// look fills the view from the reader's grammar; without one it stays empty.
func (t *treeView) look(r *Reader) {
	a := r.grammar
	if a == nil {
		return
	}
	n := len(a.Tokens)
	if t.bits == nil {
		for _, rel := range a.Model().Header.Rels {
			t.bits = append(t.bits, kidBits[rel])
		}
	}
	t.head, t.rel, t.base, t.name = t.head[:0], t.rel[:0], t.base[:0], t.name[:0]
	t.fine = t.fine[:0]
	for _, x := range []*[]uint32{&t.clause, &t.subject, &t.kids, &t.subjectWord} {
		*x = append((*x)[:0], make([]uint32, n)...)
	}
	for i := range n {
		g := &a.Grammar[i]
		t.head = append(t.head, g.Head)
		t.rel = append(t.rel, uint32(g.Rel)+1)
		t.base = append(t.base, hashWord(a.Lemma(i)))
		name := uint32(0)
		if k := a.NameOf(i); k > 0 {
			name = uint32(a.Names[k-1].Type) + 1
		}
		t.name = append(t.name, name)
		t.fine = append(t.fine, r.classes.of(a.Model().WordRow(a.Form(i))))
		if g.Head >= 0 {
			t.kids[g.Head] |= t.bits[g.Rel]
		}
	}
	for i := range n {
		h := t.head[i]
		if h < 0 {
			continue
		}
		switch bit := t.bits[a.Grammar[i].Rel]; bit {
		case kidCcomp:
			k := uint32(governsBare)
			if t.kids[i]&kidMark != 0 {
				k = governsThat
			}
			if a.Tokens[i].Tag == english.WP || r.question(i) {
				k = governsQuestion
			}
			t.clause[h] = k
		case kidXcomp:
			t.setClause(h, governsInfinitive)
		case kidParataxis:
			t.setClause(h, governsLoose)
		case kidObj:
			t.setClause(h, governsObject)
		case kidAcl:
			t.setClause(h, governsNounClause)
		case kidClausalSubject:
			t.setClause(h, governsSubjectClause)
		case kidSubject, kidPassiveSubject:
			t.subject[h] = t.kindOf(i, a.Grammar[i].UPOS) + 16*(bit-1)
			t.subjectWord[h] = t.base[i]
		}
	}
	// a verb joined to another by "and" has its subject
	for i := range n {
		if h := t.head[i]; h >= 0 && t.bits[a.Grammar[i].Rel] == kidConj && t.subject[i] == 0 && t.subject[h] != 0 {
			t.subject[i], t.subjectWord[i] = t.subject[h]+64, t.subjectWord[h]
		}
	}
}

func (t *treeView) setClause(h int32, kind uint32) {
	if t.clause[h] == governsNone || t.clause[h] == governsObject {
		t.clause[h] = kind
	}
}

// kindOf tells what a subject is: a name of some type, or its part of speech.
func (t *treeView) kindOf(i int, upos uint8) uint32 {
	if t.name[i] > 0 {
		return t.name[i]
	}
	return 6 + min(uint32(upos), 9)
}

// question reports whether the clause of token i begins with a word of questions.
func (r *Reader) question(i int) bool {
	for k := i; k > 0 && k > i-6; k-- {
		switch r.lower(k) {
		case "whether", "if", "what", "why", "how", "who", "where", "when", "which":
			return true
		case "that", ",":
			return false
		}
	}
	return false
}

// path describes how token i hangs together with the head of a cue: above is how many steps the cue's head lies below
// the nearest token that governs both (0: the head governs i), via the relation by which i's side hangs on it, cueVia
// that of the cue's side, steps how deep i lies below it.
type path struct{ above, via, cueVia, steps uint32 }

// paths finds the paths to one cue's head.
type paths struct {
	depth []int32  // 1 + steps from the cue's head up to this token, 0 if it does not govern the head
	came  []uint32 // relation by which the cue's side hangs on this token
	chain []int32
}

// from prepares for the cue head h.
func (p *paths) from(t *treeView, h int) {
	for _, k := range p.chain {
		p.depth[k] = 0
	}
	p.chain = p.chain[:0]
	for len(p.depth) < len(t.head) {
		p.depth, p.came = append(p.depth, 0), append(p.came, 0)
	}
	via := uint32(0)
	for k, d := int32(h), int32(1); k >= 0 && d < 64; k, d = t.head[k], d+1 {
		p.depth[k], p.came[k] = d, via
		p.chain = append(p.chain, k)
		via = t.rel[k]
	}
}

// to returns the path of token i.
func (p *paths) to(t *treeView, i int) path {
	via, steps := uint32(0), uint32(0)
	k := int32(i)
	for ; k >= 0 && steps < 64; k, steps = t.head[k], steps+1 {
		if d := p.depth[k]; d > 0 {
			return path{min(uint32(d-1), 4), via, p.came[k], min(steps, 5)}
		}
		via = t.rel[k]
	}
	return path{above: 9}
}
