package coref

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"sayso/english"
	"sayso/english/conllu"
)

// LearnOptions say what the weights are learnt from.
type LearnOptions struct {
	// Data is the folder of the corpora.
	Data string
	// Analysis reads the corpora; nil is one with the embedded models.
	Analysis *english.Analysis
	// Without names corpora to leave out: gum, litbank, gap, wordnet.
	Without map[string]bool
	Seed    uint64
	Epochs  int
	Log     io.Writer
}

// Corpora are the names of the corpora that the weights are learnt from.
var Corpora = []string{"gum", "litbank", "gap", "wordnet"}

// freeGenres are the genres of GUM whose texts may be used for any purpose.
var freeGenres = []string{"news", "interview", "academic", "court", "bio", "voyage"}

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

// Learn learns the weights and returns them as a file. The same corpora, seed and models give the same file.
func Learn(o LearnOptions) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = 12
	}
	if o.Log == nil {
		o.Log = io.Discard
	}
	l, m, err := gatherLessons(o)
	if err != nil {
		return nil, err
	}
	return l.learn(o, m).file(), nil
}

// gatherLessons reads the corpora.
func gatherLessons(o LearnOptions) (*learner, *Model, error) {
	a := o.Analysis
	if a == nil {
		a = english.NewAnalysis()
	}
	l := &learner{}
	path := func(name string) string { return filepath.Join(o.Data, filepath.FromSlash(name)) }
	var gum []Document
	if !o.Without["gum"] {
		if err := read(path("ud/gum-train.conllu.gz"), func(in io.Reader) (err error) {
			gum, err = ReadTreebank(in)
			return err
		}); err != nil {
			return nil, nil, err
		}
		gum = slices.DeleteFunc(gum, func(d Document) bool { return !slices.Contains(freeGenres, d.Genre) })
	}
	nouns, err := learnNouns(path("lexicon/wordnet.tsv.gz"), gum, a, o.Without["wordnet"])
	if err != nil {
		return nil, nil, err
	}
	m := &Model{scale: 1, weights: make([]byte, 1<<tableBits), nouns: nouns}
	l.resolver = NewResolverWith(m)
	for i := range gum {
		l.document(&gum[i], a, false)
	}
	if !o.Without["litbank"] {
		var docs []Document
		if err := read(path("coref/litbank-train.conll.gz"), func(in io.Reader) (err error) {
			docs, err = ReadCoNLL(in)
			return err
		}); err != nil {
			return nil, nil, err
		}
		for i := range docs {
			l.document(&docs[i], a, true)
		}
	}
	if !o.Without["gap"] {
		var all []Ambiguous
		if err := read(path("coref/gap-development.tsv.gz"), func(in io.Reader) (err error) {
			all, err = ReadGAP(in)
			return err
		}); err != nil {
			return nil, nil, err
		}
		for i := range all {
			l.ambiguous(&all[i], a)
		}
	}
	return l, m, nil
}

// learn learns all members and returns the model that they make up: the mean of their weights, in steps of a 127th of
// the greatest, and their networks side by side.
func (l *learner) learn(o LearnOptions, m *Model) *Model {
	mean := make([]float32, 1<<tableBits)
	var networks []*hiddenLearner
	for k := range members {
		l.begin(o.Seed, uint64(2*k))
		l.run(o)
		for h := range mean {
			mean[h] += (l.total[h] + l.weights[h]*(l.step-l.seen[h])) / max(l.step, 1) / members
		}
		networks = append(networks, l.hidden)
	}
	out := &Model{nouns: m.nouns, hidden: network(networks)}
	out.weights, out.scale = inBytes(mean)
	return out
}

// begin forgets all that was learnt but the lessons.
func (l *learner) begin(seed, member uint64) {
	l.random = rand.New(rand.NewPCG(seed, 11+member))
	l.hidden = newHiddenLearner(rand.New(rand.NewPCG(seed, 12+member)))
	l.weights, l.sum = make([]float32, 1<<tableBits), make([]float32, 1<<tableBits)
	l.total, l.seen = make([]float32, 1<<tableBits), make([]float32, 1<<tableBits)
	l.step = 0
}

// run goes through the lessons in a new order each time.
func (l *learner) run(o LearnOptions) {
	for epoch := range o.Epochs {
		l.epoch, l.averaging = epoch, epoch >= o.Epochs/2
		l.loss, l.decisions, l.wrong = 0, 0, 0
		for _, i := range l.random.Perm(len(l.lessons)) {
			l.study(&l.lessons[i])
		}
		fmt.Fprintf(o.Log, "coreference: epoch %d, loss %.4f, wrong %.2f %% of %d\n", epoch+1, l.loss/float64(max(l.decisions, 1)),
			100*float64(l.wrong)/float64(max(l.decisions, 1)), l.decisions)
	}
}

func read(path string, f func(io.Reader) error) error {
	in, err := conllu.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := f(in); err != nil {
		return fmt.Errorf("read corpus %s: %w", path, err)
	}
	return nil
}

// learnNouns makes the table of nouns of persons and bodies: WordNet's, but where GUM's texts use a noun mostly for
// something else.
func learnNouns(path string, gum []Document, a *english.Analysis, without bool) ([]byte, error) {
	flags := map[string]byte{}
	if !without {
		err := read(path, func(in io.Reader) error {
			text, err := io.ReadAll(in)
			if err != nil {
				return err
			}
			for _, line := range strings.Split(string(text), "\n") {
				f := strings.Split(line, "\t")
				if len(f) < 3 || f[0] != "noun.person" && f[0] != "noun.group" {
					continue
				}
				for _, lemma := range strings.Split(f[2], "; ") {
					if strings.ContainsAny(lemma, " -_") || lemma != strings.ToLower(lemma) || len(lemma) > 23 {
						continue
					}
					if f[0] == "noun.person" {
						flags[lemma] |= personNoun
					} else {
						flags[lemma] |= groupNoun
					}
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	counts := map[string]*[3]int{}
	for i := range gum {
		d := &gum[i]
		d.analyse(a)
		heads := map[int]int{}
		for k, t := range a.Tokens {
			heads[int(t.Start)] = k
		}
		for _, g := range d.Mentions {
			k, ok := heads[g.Head]
			if !ok || a.Tokens[k].Tag != english.NN && a.Tokens[k].Tag != english.NNS {
				continue
			}
			w := strings.ToLower(a.Lemma(k))
			c := counts[w]
			if c == nil {
				c = new([3]int)
				counts[w] = c
			}
			switch d.Entities[g.Entity].Type {
			case "person":
				c[0]++
			case "organization":
				c[1]++
			default:
				c[2]++
			}
		}
	}
	for w, c := range counts {
		switch {
		case c[0] > c[1] && c[0] > c[2]:
			flags[w] = personNoun
		case c[1] > c[0] && c[1] > c[2]:
			flags[w] = groupNoun
		case c[2] > c[0]+c[1]:
			delete(flags, w)
		}
	}
	words := make([]string, 0, len(flags))
	for w := range flags {
		words = append(words, w)
	}
	slices.Sort(words)
	return nounTable(words, flags), nil
}

// learner learns weights by the gradient of the likelihood, each with its own step (AdaGrad). What
// counts is their mean over all steps.
type learner struct {
	lessons   []lesson
	resolver  *Resolver
	weights   []float32
	sum       []float32 // of squared gradients
	total     []float32 // of the weights over steps
	seen      []float32 // step at which total was last brought up to date
	step      float32
	epoch     int
	averaging bool // the later weights of the network make up the mean
	loss      float64
	decisions int
	wrong     int
	scores    []float32
	random    *rand.Rand
	hidden    *hiddenLearner
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

// study resolves the text of a lesson and corrects the weights at each decision.
func (l *learner) study(x *lesson) {
	r := l.resolver
	r.choose = func(k int32, c *candidates) int { return l.decide(x, k, c) }
	r.Resolve(x.analysis, nil)
	r.choose = nil
}

// decide scores the candidates, corrects the weights where the lesson tells what is right, and returns the choice.
func (l *learner) decide(x *lesson, k int32, c *candidates) int {
	n := len(c.ends)
	l.scores = slices.Grow(l.scores[:0], n)[:n]
	best := 0
	if l.epoch > 0 {
		l.drop(c.features, 0.3)
		l.drop(c.seen, 0.15)
	}
	for i := range n {
		l.scores[i] = l.score(c.of(i)) + l.hidden.forward(c.seenOf(i))
		if l.scores[i] > l.scores[best] {
			best = i
		}
	}
	right := make([]bool, n)
	any := false
	switch {
	case x.one >= 0:
		if k == x.one {
			any = l.ofExample(x, c, right)
		}
	case x.partial && x.gold[k] < 0 && l.resolver.view.mentions[k].pronoun != noPronoun:
		// not marked because it is a thing, or slipped
	default:
		any = l.ofDocument(x, k, c, right)
	}
	if any {
		l.correct(x, c, right, best)
	}
	if best == len(c.entities) {
		return -1
	}
	if l.epoch == 0 && any && !right[best] {
		// at first the right choice is made, so that what follows starts from a true state
		for i := range c.entities {
			if right[i] {
				return i
			}
		}
		return -1
	}
	return best
}

// drop leaves a part of the features out, others each time, so that no weight relies on another (dropout).
func (l *learner) drop(features []uint32, part float32) {
	for i := range features {
		if l.random.Float32() < part {
			features[i] = 0
		}
	}
}

// ofExample marks the right candidates of an example with two names, and reports whether there are any.
func (l *learner) ofExample(x *lesson, c *candidates, right []bool) bool {
	r := l.resolver
	if len(x.yes) > 0 {
		any := false
		for i, e := range c.entities {
			for _, y := range x.yes {
				right[i] = right[i] || r.Of[y] == e
			}
			any = any || right[i]
		}
		return any
	}
	for i := range right {
		right[i] = true
		if i < len(c.entities) {
			for _, y := range x.no {
				right[i] = right[i] && r.Of[y] != c.entities[i]
			}
		}
	}
	return true
}

// ofDocument marks the right candidates of a mention: the entities most of whose mentions so far are of its marked
// entity, or none.
func (l *learner) ofDocument(x *lesson, k int32, c *candidates, right []bool) bool {
	r := l.resolver
	g := x.gold[k]
	any := false
	if g >= 0 {
		for i, e := range c.entities {
			same, other := 0, 0
			for j, of := range r.Of {
				if of != e {
					continue
				}
				if x.gold[j] == g {
					same++
				} else {
					other++
				}
			}
			right[i] = same > 0 && same >= other
			any = any || right[i]
		}
	}
	if !any {
		right[len(right)-1] = true
	}
	return true
}

func (l *learner) score(f []uint32) float32 {
	var s float32
	for _, h := range f {
		s += l.weights[h&(1<<tableBits-1)]
	}
	return s
}

// correct takes a step along the gradient of the log likelihood of the right candidates. Scores of wrong ones are raised
// by a margin first.
func (l *learner) correct(x *lesson, c *candidates, right []bool, best int) {
	const margin, rate, hiddenRate, decay = 0.6, 0.08, 0.1, 2e-6
	l.decisions++
	if !right[best] {
		l.wrong++
	}
	most := float32(math.Inf(-1))
	for i := range right {
		if !right[i] {
			l.scores[i] += margin
		}
		most = max(most, l.scores[i])
	}
	var all, good float64
	for i, s := range l.scores {
		e := math.Exp(float64(s - most))
		all += e
		if right[i] {
			good += e
		}
	}
	l.loss -= math.Log(good / all)
	l.step++
	for i, s := range l.scores {
		e := math.Exp(float64(s - most))
		g := e / all
		if right[i] {
			g -= e / good
		}
		if math.Abs(g) < 1e-4 {
			continue
		}
		l.update(c.of(i), float32(g)*x.weight, rate, decay)
		l.hidden.update(c.seenOf(i), float32(g)*x.weight, hiddenRate)
	}
	if l.averaging && l.decisions%500 == 0 {
		l.hidden.remember()
	}
}

func (l *learner) update(f []uint32, g, rate, decay float32) {
	for _, h := range f {
		h &= 1<<tableBits - 1
		if h == 0 {
			continue // left out
		}
		w := l.weights[h]
		l.total[h] += w * (l.step - l.seen[h])
		l.seen[h] = l.step
		d := g + decay*w
		l.sum[h] += d * d
		l.weights[h] = w - rate*d/float32(math.Sqrt(float64(l.sum[h]))+1e-2)
	}
}
