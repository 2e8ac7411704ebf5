package coref

import (
	"slices"

	"sayso/english"
)

// lesson is an analysed text with the right answers.
type lesson struct {
	analysis *english.Analysis
	gold     []int32 // entity of each mention, -1 where none is marked
	// one is the only mention to learn from, -1 for all; yes and no are mentions of which one says that they are, or
	// are not, the same.
	one     int32
	yes, no []int32
	// partial tells that only beings and bodies are marked.
	partial bool
	weight  float32
}

// document makes a lesson of a document.
func (l *learner) document(d *Document, a *english.Analysis, partial bool) {
	d.analyse(a)
	x := lesson{analysis: a.Keep(), one: -1, partial: partial, weight: 1}
	x.gold = goldOf(d, x.analysis)
	l.lessons = append(l.lessons, x)
}

// goldOf returns the marked entity of each mention of an analysis, -1 where none is.
func goldOf(d *Document, a *english.Analysis) []int32 {
	heads := map[int32]int32{} // token to entity
	length := map[int32]int{}
	at := 0
	mentions := slices.Clone(d.Mentions)
	slices.SortStableFunc(mentions, func(x, y Gold) int { return x.Start - y.Start })
	for _, g := range mentions {
		for at < len(a.Tokens) && int(a.Tokens[at].End) <= g.Start {
			at++
		}
		head := int32(-1)
		for i := at; i < len(a.Tokens) && int(a.Tokens[i].Start) < g.End; i++ {
			t := a.Tokens[i]
			if g.Head >= 0 {
				if int(t.Start) <= g.Head && g.Head < int(t.End) {
					head = int32(i)
					break
				}
				continue
			}
			if h := a.Grammar[i].Head; h < 0 || int(a.Tokens[h].End) <= g.Start || int(a.Tokens[h].Start) >= g.End {
				head = int32(i)
				break
			}
		}
		if head < 0 {
			continue
		}
		if old, ok := length[head]; !ok || g.End-g.Start < old {
			heads[head], length[head] = int32(g.Entity), g.End-g.Start
		}
	}
	out := make([]int32, len(a.Mentions))
	for k := range a.Mentions {
		out[k] = -1
		if e, ok := heads[a.Mentions[k].Head]; ok {
			out[k] = e
		}
	}
	return out
}

// ambiguous makes a lesson of an example of GAP.
func (l *learner) ambiguous(g *Ambiguous, a *english.Analysis) {
	a.Analyse(g.Text)
	v := &l.resolver.view
	v.look(a, l.resolver.model)
	x := lesson{one: mentionWithin(a, v, g.Pronoun, len(g.Word)), weight: 3}
	if x.one < 0 || v.mentions[x.one].pronoun == noPronoun {
		return
	}
	for _, n := range [...]struct {
		at, size int
		right    bool
	}{{g.A, len(g.NameA), g.RightA}, {g.B, len(g.NameB), g.RightB}} {
		k := mentionWithin(a, v, n.at, n.size)
		if k < 0 || k == x.one {
			continue
		}
		if n.right {
			x.yes = append(x.yes, k)
		} else {
			x.no = append(x.no, k)
		}
	}
	if len(x.yes)+len(x.no) == 0 || (g.RightA || g.RightB) && len(x.yes) == 0 {
		return
	}
	x.analysis = a.Keep()
	l.lessons = append(l.lessons, x)
}
