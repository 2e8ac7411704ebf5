package reading

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// Why a statement was found. Reasons are gathered only where they are asked for; the reading itself carries none of it but
// a test of one flag.

// Explain makes the reader say of every statement why it was found ([sayso.Statement.Why]).
func (r *Reader) Explain() { r.explain = true }

// mostFeatures is how many features are named for, and how many against.
const mostFeatures = 4

// The sources of the features: the expressions between the brackets of every "add" are the features' names, so that names
// and features cannot part.
//
//go:embed filter.go
var filterSource string

//go:embed cuefinder.go
var cueSource string

// featureName is a feature as its source has it. conditional ones stand in a block of their own and may be left out.
type featureName struct {
	name        string
	conditional bool
}

var filterNames = sync.OnceValue(func() []featureName { return namesIn(filterSource) })
var cueNames = sync.OnceValue(func() []featureName { return namesIn(cueSource) })

// namesIn lists the features that a source file adds.
func namesIn(source string) []featureName {
	var out []featureName
	for _, line := range strings.Split(source, "\n") {
		trimmed := strings.TrimLeft(line, "\t")
		list, ok := strings.CutPrefix(trimmed, "add(")
		if !ok {
			continue
		}
		list = strings.TrimSuffix(strings.TrimSpace(list), ")")
		out = append(out, featureName{inWords(list), len(line)-len(trimmed) > 1})
	}
	return out
}

// readable are words for the expressions of the sources; one that is not here stands for itself.
var readable = map[string]string{
	"agrees":                    "agreement with the rule",
	"at(byRule, i+1)":           "rule's part behind",
	"at(byRule, i-1)":           "rule's part before",
	"at(v.lemma, next)":         "verb group behind",
	"at(v.lemma, prev)":         "verb group before",
	"at(v.shapes, i)":           "shape",
	"at(v.stems, i)":            "stem",
	"at(v.tags, c.cue.first-1)": "tag before the cue",
	"at(v.tags, prev)":          "verb group's tag before",
	"at(v.takes, head)":         "lexicon class",
	"at(v.takes, i)":            "lexicon class",
	"at(v.takes, i+1)":          "lexicon class behind",
	"at(v.takes, i+2)":          "lexicon class two behind",
	"at(v.takes, i-1)":          "lexicon class before",
	"at(v.takes, next)":         "lexicon class behind the group",
	"at(v.words, c.cue.end)":    "word behind the cue",
	"at(x.fine, i+1)":           "word class behind",
	"at(x.fine, i-1)":           "word class before",
	"at(x.name, i+1)":           "name behind",
	"at(x.name, i-1)":           "name before",
	"base":                      "base form",
	"bucket(i-int(r.doc.Sentences[v.sent[i]].First))": "place from the sentence's start",
	"bucket(int(r.doc.Sentences[v.sent[i]].End)-i)":   "place from the sentence's end",
	"clause":                        "clause governed",
	"depth":                         "depth in quotations",
	"fine":                          "word class",
	"first":                         "content's first word",
	"firstTag":                      "content's first tag",
	"hashWord(form[:k])":            "beginning",
	"hashWord(form[len(form)-k:])":  "ending",
	"headBase":                      "head's base form",
	"headClause":                    "clause the head governs",
	"headFine":                      "head's word class",
	"headSubject":                   "head's subject",
	"headline":                      "headline",
	"held":                          "inside another content",
	"kids":                          "what hangs on it",
	"kind":                          "quotation kind",
	"l(-1)":                         "lemma before",
	"l(0)":                          "lemma",
	"l(1)":                          "lemma behind",
	"lemma":                         "lemma",
	"length":                        "content's length",
	"name":                          "name",
	"near":                          "another cue inside",
	"origin":                        "found by rule",
	"prob":                          "cue's probability",
	"q":                             "quotation",
	"r.aheadOf(v, i)":               "what comes ahead",
	"r.quoteNear(v, i, -1)":         "quotation mark before",
	"r.quoteNear(v, i, 1)":          "quotation mark behind",
	"rel":                           "relation",
	"rule":                          "rule",
	"shape":                         "which parts",
	"shares":                        "content shared",
	"side":                          "side of the content",
	"sourceLength":                  "source's length",
	"sourceTag":                     "source's tag",
	"sourceWord":                    "source's word",
	"subject":                       "subject",
	"sure":                          "parts' probability",
	"t(-1)":                         "tag before",
	"t(-2)":                         "tag two before",
	"t(0)":                          "tag",
	"t(1)":                          "tag behind",
	"t(2)":                          "tag two behind",
	"uint32(c.cue.end-c.cue.first)": "length of the cue",
	"uint32(k)":                     "",
	"v.tags[head]":                  "tag",
	"w(-1)":                         "word before",
	"w(-2)":                         "word two before",
	"w(0)":                          "word",
	"w(1)":                          "word behind",
	"w(2)":                          "word two behind",
	"way":                           "path to the content",
	"x.base[head]":                  "base form",
	"x.clause[head]":                "clause governed",
	"x.coarse[i]":                   "wide word class",
	"x.fine[head]":                  "word class",
	"x.name[i]":                     "name",
	"x.rel[head]":                   "relation",
	"x.subjectWord[head]":           "subject's word",
	"x.subjectWord[i]":              "subject's word",
	"x.subject[head]":               "subject",
}

// inWords turns a list of expressions into words.
func inWords(list string) string {
	var out []string
	depth, start := 0, 0
	take := func(end int) {
		expression := strings.TrimSpace(list[start:end])
		word, ok := readable[expression]
		if !ok {
			word = expression
		}
		if word != "" {
			out = append(out, word)
		}
	}
	for i := range len(list) {
		switch list[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				take(i)
				start = i + 1
			}
		}
	}
	take(len(list))
	if list == "" {
		return "always"
	}
	return strings.Join(out, ", ")
}

// weighedFeature is a feature with what it adds to the log odds.
type weighedFeature struct {
	name string
	odds float64
}

// weigh measures what each feature of a list adds: the log odds with it less those without it. odds must not keep the list.
func weigh(features []uint32, names []featureName, odds func([]uint32) float64) []weighedFeature {
	all := odds(features)
	var out []weighedFeature
	for i := range features {
		name := fmt.Sprintf("feature %d", i)
		if len(names) == len(features) {
			name = names[i].name
		}
		without := slices.Delete(slices.Clone(features), i, i+1)
		out = append(out, weighedFeature{name, all - odds(without)})
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

// explainCandidate says what the fields and the filter made of candidate i.
func (f *finder) explainCandidate(r *Reader, all []candidate, i int) []string {
	c := &all[i]
	why := []string{fmt.Sprintf("probabilities: cue %.2f, parts %.2f, filter %.2f", c.prob, c.sure, c.right)}
	if c.byRule {
		why[0] = fmt.Sprintf("probabilities: cue %.2f, parts by the rule, filter %.2f", c.prob, c.right)
	}
	features := f.filterFeatures(nil, r, all, i)
	// the one conditional feature is of gerunds alone
	names := filterNames()
	if len(features) < len(names) {
		names = slices.DeleteFunc(slices.Clone(names), func(n featureName) bool { return n.conditional })
	}
	filter := weigh(features, names, func(features []uint32) float64 {
		return logit(f.filter.Marginals(&f.scratch, [][]uint32{features}, nil)[filterIn])
	})
	return append(why, "the filter: "+told(filter), "the cue: "+told(f.weighCue(r, c.cue)))
}

// cueNamesOf names the features of a word of n bytes: those in loops, its endings and beginnings, as often as it has them.
func cueNamesOf(n int) []featureName {
	var out []featureName
	loop := 0
	for _, name := range cueNames() {
		times := 1
		if name.conditional {
			times = []int{max(0, min(3, n-3)), max(0, min(2, (n-1)/3))}[min(loop, 1)]
			loop++
		}
		for range times {
			out = append(out, name)
		}
	}
	return out
}

// weighCue measures what the features of a cue's first word add to its being a cue.
func (f *finder) weighCue(r *Reader, cue tokens) []weighedFeature {
	s := r.doc.Sentences[r.sentenceAt(cue.first)]
	sequence := slices.Clone(f.cueSequence(r, s))
	at := cue.first - int(s.First)
	f.places = f.places[:0]
	hidden := slices.Clone(f.scores(f.cues, f.cueUnits, int(s.First), int(s.End), -1))
	return weigh(slices.Clone(sequence[at]), cueNamesOf(len(r.doc.Form(cue.first))), func(features []uint32) float64 {
		sequence[at] = features
		return logit(f.cues.Marginals(&f.scratch, sequence, hidden)[at*cueLabels+cueBegin])
	})
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
