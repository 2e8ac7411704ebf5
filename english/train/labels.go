package train

import (
	"cmp"
	"slices"
	"strings"

	"sayso/english/net"
)

// inventory numbers the values of one kind of label.
type inventory struct {
	values []string
	number map[string]int32
}

func (v *inventory) of(value string) int32 {
	if n, ok := v.number[value]; ok {
		return n
	}
	return -1
}

func newInventory(values []string) *inventory {
	v := &inventory{values, map[string]int32{}}
	for i, x := range values {
		v.number[x] = int32(i)
	}
	return v
}

// collect returns the values that occur at least least times, the most frequent first.
func collect(in []sentence, least int, value func(*word) string) *inventory {
	counts := map[string]int{}
	for _, s := range in {
		for i := range s.words {
			if x := value(&s.words[i]); x != "" {
				counts[x]++
			}
		}
	}
	var values []string
	for x, n := range counts {
		if n >= least {
			values = append(values, x)
		}
	}
	slices.SortFunc(values, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return newInventory(values)
}

// labels are the inventories of all kinds of labels.
type labels struct{ upos, xpos, feats, rels, names *inventory }

func collectLabels(trees []sentence) *labels {
	return &labels{
		upos:  collect(trees, 3, func(w *word) string { return w.upos }),
		xpos:  collect(trees, 2, func(w *word) string { return w.xpos }),
		feats: collect(trees, 3, func(w *word) string { return w.feats }),
		rels:  collect(trees, 3, func(w *word) string { return w.rel }),
		names: newInventory(net.NameTags()),
	}
}

// bioes turns the tags B, I, O of a sentence into B, I, E, S, O, by their numbers.
func (l *labels) bioes(words []word, out []int32) {
	for i := range words {
		t := words[i].name
		out[i] = -1
		if t == "" {
			continue
		}
		if t == "O" {
			out[i] = 0
			continue
		}
		typ := t[2:]
		begins := t[0] == 'B' || i == 0 || !strings.HasSuffix(words[i-1].name, "-"+typ)
		goesOn := i+1 < len(words) && words[i+1].name == "I-"+typ
		c := "I-"
		switch {
		case begins && goesOn:
			c = "B-"
		case begins:
			c = "S-"
		case !goesOn:
			c = "E-"
		}
		out[i] = l.names.of(c + typ)
	}
}

// item is a sentence with its features and labels as numbers, ready for the network. -1 is an unknown label.
type item struct {
	words  []int32   // row in the table of word vectors
	rare   []float32 // chance that the word's vector is hidden from the network in training
	affix  [][]uint32
	upos   []int32
	xpos   []int32
	feats  []int32
	head   []int32 // 0 is the root; -1 unknown
	rel    []int32
	name   []int32
	scope  nameScope
	source *sentence
}

// encoder turns sentences into items.
type encoder struct {
	labels *labels
	vocab  *vocabulary
	counts map[string]int // in the annotated corpora
	flags  map[string]byte
	cache  map[string][]uint32
}

func (e *encoder) features(form string) []uint32 {
	if f, ok := e.cache[form]; ok {
		return f
	}
	n := net.Normal(nil, form)
	f := net.Features(nil, form, n)
	if g := net.FlagRow(e.flags[string(n)], net.StartsCapital(form)); g > 0 {
		f = append(f, g)
	}
	e.cache[form] = f
	return f
}

func (e *encoder) encode(s *sentence) *item {
	n := len(s.words)
	it := &item{scope: s.names, source: s}
	ints := make([]int32, 7*n)
	cut := func() []int32 { c := ints[:n:n]; ints = ints[n:]; return c }
	it.words, it.upos, it.xpos, it.feats, it.head, it.rel, it.name = cut(), cut(), cut(), cut(), cut(), cut(), cut()
	it.rare = make([]float32, n)
	it.affix = make([][]uint32, n)
	for i := range s.words {
		w := &s.words[i]
		key := normal(w.form)
		it.words[i] = e.vocab.number[key]
		c := float32(e.counts[key])
		it.rare[i] = 0.08 + 0.5/(1+c)
		it.affix[i] = e.features(w.form)
		it.upos[i] = e.labels.upos.of(w.upos)
		it.xpos[i] = e.labels.xpos.of(w.xpos)
		it.feats[i] = e.labels.feats.of(w.feats)
		it.head[i] = int32(w.head)
		it.rel[i] = e.labels.rels.of(w.rel)
	}
	e.labels.bioes(s.words, it.name)
	return it
}
