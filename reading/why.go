package reading

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Why a statement was found. Reasons are gathered only where they are asked for; the reading itself carries none of it but
// a test of one flag.

// Explain makes the reader say of every statement why it was found ([sayso.Statement.Why]).
func (r *Reader) Explain() { r.explain = true }

// mostFeatures is how many features are named for, and how many against.
const mostFeatures = 4

// weighedFeature is a feature with what it adds to the log odds.
type weighedFeature struct {
	name string
	odds float64
}

// weigh measures what each feature of a list adds: the log odds with it less those without it. odds must not keep the list.
func weigh(features []uint32, names []string, odds func([]uint32) float64) []weighedFeature {
	all := odds(features)
	var out []weighedFeature
	for i := range features {
		without := slices.Delete(slices.Clone(features), i, i+1)
		out = append(out, weighedFeature{names[i], all - odds(without)})
	}
	slices.SortStableFunc(out, func(a, b weighedFeature) int {
		switch d := math.Abs(b.odds) - math.Abs(a.odds); {
		case d > 0:
			return 1
		case d < 0:
			return -1
		}
		return 0
	})
	return out
}

// told writes the features of most weight, those for it first.
func told(list []weighedFeature) string {
	var plus, minus []string
	for _, f := range list {
		s := fmt.Sprintf("%s (%+.1f)", f.name, f.odds)
		switch {
		case f.odds >= 0.05 && len(plus) < mostFeatures:
			plus = append(plus, s)
		case f.odds <= -0.05 && len(minus) < mostFeatures:
			minus = append(minus, s)
		}
	}
	out := "for it " + strings.Join(plus, "; ")
	if len(minus) > 0 {
		out += "; against it " + strings.Join(minus, "; ")
	}
	return out
}

// explainCandidate says what the network and the filter made of candidate i.
func (f *finder) explainCandidate(r *Reader, all []candidate, i int) []string {
	c := &all[i]
	why := []string{fmt.Sprintf("probabilities: cue %.2f, parts %.2f, filter %.2f", c.prob, c.sure, c.right)}
	if c.byRule {
		why[0] = fmt.Sprintf("probabilities: cue %.2f, parts by the rule, filter %.2f", c.prob, c.right)
	}
	var names []string
	features := f.filterFeatures(nil, &names, r, all, i)
	filter := weigh(features, names, func(features []uint32) float64 {
		return logit(f.filter.Marginals(&f.scratch, f.filter.Emissions(&f.scratch, [][]uint32{features}))[filterIn])
	})
	return append(why, "the filter: "+told(filter))
}

// whyOf says why statement s is one.
func (r *Reader) whyOf(s *statement) []string {
	var why []string
	switch {
	case s.rule == weighed:
		why = append(why, "found by: the weights alone")
	case s.confidence > 0:
		why = append(why, "found by: the weights, as the rule “"+s.rule.String()+"” did")
	default:
		why = append(why, fmt.Sprintf("found by: the rule “%s”, right in %.0f %% of cases", s.rule, 100*s.rule.confidence()))
	}
	if len(s.cue) > 0 {
		switch {
		case s.entry != nil && s.entry.mode != "":
			why = append(why, fmt.Sprintf("cue: “%s” of the lexicon, %s", s.entry.lemma, s.entry.mode))
		default:
			why = append(why, fmt.Sprintf("cue: not in the lexicon, taken for %s", r.modeOf(s)))
		}
	}
	if path := r.pathOf(s); path != "" {
		why = append(why, path)
	}
	return append(why, s.why...)
}

// pathOf tells the way through the tree from the cue to the nearest words of content and source.
func (r *Reader) pathOf(s *statement) string {
	if r.grammar == nil || r.finder == nil || len(s.cue) == 0 {
		return ""
	}
	head := r.cueHead(&r.finder.view, s.cue[0])
	var out []string
	for _, part := range []struct {
		name string
		at   []tokens
	}{{"content", s.content}, {"source", s.source}} {
		best := ""
		least := math.MaxInt
		for _, t := range part.at {
			for i := t.first; i < t.end; i++ {
				if way, steps := r.wayTo(head, i); steps < least {
					best, least = way, steps
				}
			}
		}
		if best != "" {
			out = append(out, part.name+" "+best)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "tree: " + strings.Join(out, ", ")
}

// wayTo writes the relations from token a up to the nearest token that governs both, with ↑, and down to token b, with ↓.
func (r *Reader) wayTo(a, b int) (string, int) {
	g := r.grammar.Grammar
	chain := func(i int) []int {
		var out []int
		for ; i >= 0 && len(out) < 64; i = int(g[i].Head) {
			out = append(out, i)
		}
		return out
	}
	up, down := chain(a), chain(b)
	for i, x := range up {
		k := slices.Index(down, x)
		if k < 0 {
			continue
		}
		var way []string
		for _, n := range up[:i] {
			way = append(way, "↑"+r.relation(n))
		}
		for j := k - 1; j >= 0; j-- {
			way = append(way, "↓"+r.relation(down[j]))
		}
		return strings.Join(way, " "), i + k
	}
	return "", math.MaxInt
}
