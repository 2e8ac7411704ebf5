package coref

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"sayso/english"
)

// Measure measures a resolver.
type Measure struct {
	analysis *english.Analysis
	resolver *Resolver
}

// NewMeasure returns a measure of the model's resolver over an analysis.
func NewMeasure(a *english.Analysis, m *Model) *Measure {
	return &Measure{analysis: a, resolver: NewResolverWith(m)}
}

// BCubed is the B-cubed measure (Bagga and Baldwin 1998) in sums: for every mention the share of its own cluster that
// is right, and the share of the right cluster that is in its own.
type BCubed struct {
	PrecisionSum, RecallSum float64
	Found, Gold             int
}

// Precision, Recall and F1 are the figures of the sums.
func (b BCubed) Precision() float64 { return ratio(b.PrecisionSum, b.Found) }
func (b BCubed) Recall() float64    { return ratio(b.RecallSum, b.Gold) }
func (b BCubed) F1() float64        { return harmonic(b.Precision(), b.Recall()) }

func ratio(a float64, b int) float64 {
	if b == 0 {
		return 0
	}
	return a / float64(b)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Add adds the two sums.
func (b *BCubed) Add(o BCubed) {
	b.PrecisionSum += o.PrecisionSum
	b.RecallSum += o.RecallSum
	b.Found += o.Found
	b.Gold += o.Gold
}

// Named measures the persons and organisations that a document names. Mentions are the resolver's own; one is a marked
// mention if the two have one word at their heads. Recall is over the marked mentions of persons and organisations with
// a proper noun somewhere; precision over the mentions of all entities that the resolver takes for named persons or
// organisations, and of all others that hold a mention of a marked one. A mention that is not marked is wrong.
func (m *Measure) Named(d *Document) BCubed {
	d.analyse(m.analysis)
	m.resolver.Resolve(m.analysis, nil)
	return m.named(d)
}

func (m *Measure) named(d *Document) BCubed {
	gold := map[int]int{} // by head
	size := map[int]int{}
	for _, g := range shortest(m.heads(d.Mentions)) {
		if e := d.Entities[g.Entity]; e.Named && (e.Type == "person" || e.Type == "organization") {
			gold[g.Head] = g.Entity
			size[g.Entity]++
		}
	}
	r, a := m.resolver, m.analysis
	var sum BCubed
	sum.Gold = len(gold)
	for e := range r.Entities {
		x := &r.Entities[e]
		shared := map[int]int{}
		for k := x.First; k >= 0; k = r.next[k] {
			if g, ok := gold[m.headOffset(a, k)]; ok {
				shared[g]++
			}
		}
		if len(shared) == 0 && !(x.Named && (x.Kind == Person || x.Kind == Organisation)) {
			continue
		}
		sum.Found += int(x.Count)
		for g, n := range shared {
			sum.PrecisionSum += float64(n) * float64(n) / float64(x.Count)
			sum.RecallSum += float64(n) * float64(n) / float64(size[g])
		}
	}
	return sum
}

// heads gives marked mentions their heads, by our own tree where the corpus does not tell.
func (m *Measure) heads(all []Gold) []Gold {
	a := m.analysis
	out := slices.Clone(all)
	for i := range out {
		g := &out[i]
		if g.Head >= 0 {
			continue
		}
		first := sort.Search(len(a.Tokens), func(i int) bool { return int(a.Tokens[i].Start) >= g.Start })
		end := sort.Search(len(a.Tokens), func(i int) bool { return int(a.Tokens[i].Start) >= g.End })
		for k := first; k < end; k++ {
			if h := int(a.Grammar[k].Head); h < first || h >= end {
				g.Head = int(a.Tokens[k].Start)
				break
			}
		}
	}
	return out
}

func (m *Measure) headOffset(a *english.Analysis, k int32) int {
	return int(a.Tokens[a.Mentions[k].Head].Start)
}

// shortest keeps, of mentions with one head, the shortest: "Marrow" of "Marrow and Achterberg".
func shortest(all []Gold) []Gold {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b Gold) int {
		if a.Head != b.Head {
			return a.Head - b.Head
		}
		return (a.End - a.Start) - (b.End - b.Start)
	})
	return slices.CompactFunc(out, func(a, b Gold) bool { return a.Head == b.Head })
}

// Pairs counts decisions that a pronoun stands for a name.
type Pairs struct{ Right, Found, Gold int }

// Precision, Recall and F1 are the figures of the counts.
func (p Pairs) Precision() float64 { return ratio(float64(p.Right), p.Found) }
func (p Pairs) Recall() float64    { return ratio(float64(p.Right), p.Gold) }
func (p Pairs) F1() float64        { return harmonic(p.Precision(), p.Recall()) }

// Ambiguous counts, for an example of GAP, whether the resolver gives the pronoun to the one name or the other.
func (m *Measure) Ambiguous(x *Ambiguous) Pairs {
	m.analysis.Analyse(x.Text)
	m.resolver.Resolve(m.analysis, nil)
	var p Pairs
	pronoun := m.entityAt(x.Pronoun, len(x.Word))
	for _, name := range [...]struct {
		at, size int
		right    bool
	}{{x.A, len(x.NameA), x.RightA}, {x.B, len(x.NameB), x.RightB}} {
		e := m.entityAt(name.at, name.size)
		same := e >= 0 && e == pronoun
		if same {
			p.Found++
		}
		if name.right {
			p.Gold++
			if same {
				p.Right++
			}
		}
	}
	return p
}

// entityAt returns the entity of the mention at size bytes from at on: the one whose head they hold.
func (m *Measure) entityAt(at, size int) int32 {
	k := mentionWithin(m.analysis, &m.resolver.view, at, size)
	if k < 0 {
		return -1
	}
	return m.resolver.Of[k]
}

func mentionWithin(a *english.Analysis, v *view, at, size int) int32 {
	i := sort.Search(len(a.Tokens), func(i int) bool { return int(a.Tokens[i].End) > at })
	best := int32(-1)
	for ; i < len(a.Tokens) && int(a.Tokens[i].Start) < at+size; i++ {
		if k := v.at[i] - 1; k >= 0 && (best < 0 || v.mentions[k].name) {
			best = k
		}
	}
	if best >= 0 {
		return best
	}
	// within a greater mention
	i = sort.Search(len(a.Tokens), func(i int) bool { return int(a.Tokens[i].End) > at })
	for k := range v.mentions {
		if x := &v.mentions[k]; x.name && int(x.first) <= i && i < int(x.end) {
			return int32(k)
		}
	}
	return -1
}

// Genres of GUM on which coreference is judged.
var Genres = []string{"news", "interview", "speech", "bio"}

// WriteNamed measures documents of the given genres and writes the figures.
func (m *Measure) WriteNamed(w io.Writer, docs []Document, genres []string) {
	var sum BCubed
	fmt.Fprintf(w, "%-34s %6s %9s %7s %7s\n", "named people and bodies, B-cubed", "F1", "precision", "recall", "gold")
	line := func(name string, b BCubed) {
		fmt.Fprintf(w, "%-34s %6.2f %9.2f %7.2f %7d\n", name, 100*b.F1(), 100*b.Precision(), 100*b.Recall(), b.Gold)
	}
	for i := range docs {
		if !slices.Contains(genres, docs[i].Genre) {
			continue
		}
		b := m.Named(&docs[i])
		line(docs[i].Name, b)
		sum.Add(b)
	}
	line("all", sum)
}

// WriteAmbiguous measures examples of GAP and writes the figures.
func (m *Measure) WriteAmbiguous(w io.Writer, all []Ambiguous) {
	var male, female, sum Pairs
	for i := range all {
		p := m.Ambiguous(&all[i])
		to := &male
		if class, _ := pronounOf(strings.ToLower(all[i].Word)); class == she {
			to = &female
		}
		for _, s := range [...]*Pairs{to, &sum} {
			s.Right += p.Right
			s.Found += p.Found
			s.Gold += p.Gold
		}
	}
	fmt.Fprintf(w, "%-34s %6s %9s %7s %7s\n", "pronouns between two names", "F1", "precision", "recall", "gold")
	for _, x := range [...]struct {
		name string
		p    Pairs
	}{{"he", male}, {"she", female}, {"all", sum}} {
		fmt.Fprintf(w, "%-34s %6.2f %9.2f %7.2f %7d\n", x.name, 100*x.p.F1(), 100*x.p.Precision(), 100*x.p.Recall(), x.p.Gold)
	}
}
