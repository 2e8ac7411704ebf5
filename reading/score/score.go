package score

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"sayso"
)

// Attribution is a statement's parts, as people marked them or as a reading found them.
type Attribution struct {
	Source  sayso.Spans `json:"source"`
	Cue     sayso.Spans `json:"cue"`
	Content sayso.Spans `json:"content"`
	// Confidence is the probability that a reading gave it; 0 for marked ones.
	Confidence float64 `json:"confidence,omitempty"`
}

// Of takes the parts of a record's statements.
func Of(statements []sayso.Statement) []Attribution {
	out := make([]Attribution, len(statements))
	for i, s := range statements {
		out[i] = Attribution{s.Source, s.Cue, s.Content, s.Confidence}
	}
	return out
}

// Figure is precision, recall and F1, summed over articles.
type Figure struct {
	Name string
	// hits and total on the predicted and on the marked side
	ph, p, gh, g int
}

// Precision is the share of the predicted that is right, in per cent.
func (f *Figure) Precision() float64 { return percent(f.ph, f.p) }

// Recall is the share of the marked that was found, in per cent.
func (f *Figure) Recall() float64 { return percent(f.gh, f.g) }

// F1 is the harmonic mean of precision and recall, in per cent.
func (f *Figure) F1() float64 {
	p, r := f.Precision(), f.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func percent(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

// Sums are the figures over the articles added so far.
type Sums struct {
	figures []*Figure
	byName  map[string]*Figure
	kinds   map[sayso.Kind][2]int // found, of all marked
	bins    [10]bin
	// Articles, Predicted, Marked and Words count what was added.
	Articles, Predicted, Marked, Words int
}

// Figure returns the figure of that name: exact.all, overlap.content, span.source, label.content, statement, … Nil if
// nothing was added.
func (s *Sums) Figure(name string) *Figure { return s.byName[name] }

// RecallOf is the recall of "statement" among marked statements of one kind, in per cent.
func (s *Sums) RecallOf(k sayso.Kind) float64 { return percent(s.kinds[k][0], s.kinds[k][1]) }

func (s *Sums) add(name string, ph, p, gh, g int) {
	f := s.byName[name]
	if f == nil {
		if s.byName == nil {
			s.byName = map[string]*Figure{}
		}
		f = &Figure{Name: name}
		s.byName[name] = f
		s.figures = append(s.figures, f)
	}
	f.ph, f.p, f.gh, f.g = f.ph+ph, f.p+p, f.gh+gh, f.g+g
}

const (
	cue = iota
	source
	content
	roles
)

var roleNames = [roles]string{"cue", "source", "content"}

type parts [roles]set

// Add holds the predicted statements of one article against the marked ones.
func (s *Sums) Add(text string, predicted, marked []Attribution) {
	tokens := tokenise(text)
	s.Articles++
	s.Words += len(tokens)
	s.Predicted += len(predicted)
	s.Marked += len(marked)
	sets := func(list []Attribution) []parts {
		out := make([]parts, len(list))
		for i, a := range list {
			out[i] = parts{touched(a.Cue, tokens), touched(a.Source, tokens), touched(a.Content, tokens)}
		}
		return out
	}
	pred, gold := sets(predicted), sets(marked)
	s.exact(pred, gold)
	s.overlap(pred, gold)
	s.spans(predicted, marked, tokens)
	s.statements(pred, gold, predicted, marked, text)
}

func (s *Sums) exact(pred, gold []parts) {
	for _, test := range []struct {
		name string
		same func(a, b parts) bool
	}{
		{"exact.cue", func(a, b parts) bool { return slices.Equal(a[cue], b[cue]) }},
		{"exact.source", func(a, b parts) bool { return a[cue].shared(b[cue]) > 0 && slices.Equal(a[source], b[source]) }},
		{"exact.content", func(a, b parts) bool { return a[cue].shared(b[cue]) > 0 && slices.Equal(a[content], b[content]) }},
		{"exact.all", func(a, b parts) bool {
			return slices.Equal(a[cue], b[cue]) && slices.Equal(a[source], b[source]) && slices.Equal(a[content], b[content])
		}},
	} {
		hits := func(one, other []parts) (n int) {
			for _, a := range one {
				if slices.ContainsFunc(other, func(b parts) bool { return test.same(a, b) }) {
					n++
				}
			}
			return n
		}
		s.add(test.name, hits(pred, gold), len(pred), hits(gold, pred), len(gold))
	}
}

func (s *Sums) overlap(pred, gold []parts) {
	for role := range roles {
		total := func(list []parts) (n int) {
			for _, a := range list {
				n += len(a[role])
			}
			return n
		}
		// a token counts once, however many statements of the other side share it
		near := func(one, other []parts) (n int) {
			for _, a := range one {
				var shared []set
				for _, b := range other {
					if a[cue].shared(b[cue]) > 0 {
						shared = append(shared, intersection(a[role], b[role]))
					}
				}
				n += len(union(shared))
			}
			return n
		}
		nearP, nearG, p, g := near(pred, gold), near(gold, pred), total(pred), total(gold)
		s.add("overlap."+roleNames[role], nearP, p, nearG, g)
		s.add("overlap.all", nearP, p, nearG, g)
		all := func(list []parts) set {
			var sets []set
			for _, a := range list {
				sets = append(sets, a[role])
			}
			return union(sets)
		}
		lp, lg := all(pred), all(gold)
		both := lp.shared(lg)
		s.add("label."+roleNames[role], both, len(lp), both, len(lg))
	}
}

func (s *Sums) spans(predicted, marked []Attribution, tokens []sayso.Span) {
	for role := range roles {
		keys := func(list []Attribution) map[string]bool {
			out := map[string]bool{}
			for _, a := range list {
				for _, span := range [roles]sayso.Spans{a.Cue, a.Source, a.Content}[role] {
					out[fmt.Sprint(touched(sayso.Spans{span}, tokens))] = true
				}
			}
			return out
		}
		p, g := keys(predicted), keys(marked)
		both := 0
		for k := range p {
			if g[k] {
				both++
			}
		}
		s.add("span."+roleNames[role], both, len(p), both, len(g))
	}
}

// statements pairs the two sides one to one, best content first.
func (s *Sums) statements(pred, gold []parts, predicted, marked []Attribution, text string) {
	type pair struct {
		jaccard float64
		shared  int
		i, j    int
	}
	var pairs []pair
	for i := range pred {
		for j := range gold {
			if pred[i][content].shared(gold[j][content]) > 0 {
				pairs = append(pairs, pair{pred[i][content].jaccard(gold[j][content]), pred[i][source].shared(gold[j][source]), i, j})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.jaccard, a.jaccard), cmp.Compare(b.shared, a.shared), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	usedP, usedG := make([]bool, len(pred)), make([]bool, len(gold))
	if s.kinds == nil {
		s.kinds = map[sayso.Kind][2]int{}
	}
	kinds := make([]sayso.Kind, len(gold))
	for j := range gold {
		kinds[j] = kindOf(marked[j].Content, text)
		n := s.kinds[kinds[j]]
		s.kinds[kinds[j]] = [2]int{n[0], n[1] + 1}
	}
	loose, strict := 0, 0
	right := make([]bool, len(pred))
	for _, p := range pairs {
		if usedP[p.i] || usedG[p.j] {
			continue
		}
		usedP[p.i], usedG[p.j] = true, true
		a, b := pred[p.i][source], gold[p.j][source]
		same := a.shared(b) > 0 || len(a) == 0 && len(b) == 0
		if p.jaccard >= 0.5 && same {
			loose++
			right[p.i] = true
			n := s.kinds[kinds[p.j]]
			s.kinds[kinds[p.j]] = [2]int{n[0] + 1, n[1]}
		}
		if p.jaccard >= 0.9 && same && a.jaccard(b) >= 0.5 {
			strict++
		}
	}
	for i, a := range predicted {
		s.bin(a.Confidence, right[i])
	}
	s.add("statement", loose, len(pred), loose, len(gold))
	s.add("statement.strict", strict, len(pred), strict, len(gold))
}

// kindOf tells from the quotation marks in a marked content whether it is direct, mixed or indirect.
func kindOf(spans sayso.Spans, text string) sayso.Kind {
	quotes, direct := false, true
	for _, span := range spans {
		part := strings.TrimSpace(span.Of(text))
		for _, mark := range []string{"“", "\"", "``", "”", "''"} {
			quotes = quotes || strings.Contains(part, mark)
		}
		bare := strings.TrimRight(part, ".,;:!? \t\n\v\f\r\u00a0")
		if bare == "" {
			continue
		}
		// the first and the last character alone count
		first, last := []rune(bare)[0], []rune(bare)[len([]rune(bare))-1]
		direct = direct && strings.ContainsRune("“\"‘", first) && strings.ContainsRune("”\"’", last)
	}
	switch {
	case !quotes:
		return sayso.Indirect
	case direct:
		return sayso.Direct
	}
	return sayso.Mixed
}

// Write prints the figures, one a line.
func (s *Sums) Write(w io.Writer) error {
	for _, f := range s.figures {
		if _, err := fmt.Fprintf(w, "%-18s P %6.2f  R %6.2f  F1 %6.2f\n", f.Name, f.Precision(), f.Recall(), f.F1()); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(w, "recall by kind     direct %.2f  mixed %.2f  indirect %.2f\n%d articles, %d words, %d statements predicted, %d marked\n",
		s.RecallOf(sayso.Direct), s.RecallOf(sayso.Mixed), s.RecallOf(sayso.Indirect), s.Articles, s.Words, s.Predicted, s.Marked); err != nil {
		return err
	}
	return s.writeReliability(w)
}
