package coref

import (
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"

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
