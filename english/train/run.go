package train

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sayso/english/evaluate"
	"sayso/english/split"
)

// Options say what to train on and where to.
type Options struct {
	// Data is the folder of the corpora.
	Data string
	// Out is the folder of package english: the weights go to tagger.bin, net/net.bin and split/split.bin below it.
	Out string
	// Without names corpora to leave out; see [Corpora].
	Without []string
	// Seed is where all chance begins. The same seed and corpora give the same bytes.
	Seed uint64
	// Epochs is how often the annotated sentences are read, 0 for the usual number.
	Epochs int
	// Log receives progress and figures.
	Log io.Writer
}

// Corpora are the names that [Options].Without can have.
var Corpora = []string{"ewt", "gum", "uner", "worldwide", "masc", "polnear", "wikinews", "current-events", "whitehouse",
	"first-names", "countries", "congress"}

// vectorEpochs is how often the plain texts are read for the word vectors.
const vectorEpochs = 3

// guessWords is the number of words of plain text in which hidden ones are guessed.
const guessWords = 10_000_000

// Run trains all models and writes them. The models embedded in the running program stay what they are.
func Run(o Options) error {
	without := map[string]bool{}
	for _, name := range o.Without {
		if !slices.Contains(Corpora, name) {
			return fmt.Errorf("train: no corpus is called %q; there are %s", name, strings.Join(Corpora, ", "))
		}
		without[name] = true
	}
	start := time.Now()
	say := func(format string, args ...any) {
		fmt.Fprintf(o.Log, "%7s  %s\n", time.Since(start).Round(time.Second), fmt.Sprintf(format, args...))
	}
	c, err := load(o.Data, without)
	if err != nil {
		return err
	}
	say("%d sentences with trees, %d with names, %d with tags", c.trees, c.names, c.tagged)
	tagger, err := c.learnTagger(o.Data, without)
	if err != nil {
		return err
	}
	if err := write(o.Out, "tagger.bin", tagger); err != nil {
		return err
	}
	say("fast tags learnt: %d bytes", len(tagger))
	splitter := learnSplitter(c, o.Seed)
	if err := write(o.Out, "split/split.bin", splitter); err != nil {
		return err
	}
	say("tokens and sentences learnt: %d bytes", len(splitter))
	cutter, err := split.Load(splitter)
	if err != nil {
		return err
	}
	if c.raw, err = rawSentences(o.Data, without, cutter); err != nil {
		return err
	}
	flags, err := gazetteer(o.Data, without)
	if err != nil {
		return err
	}
	weights, err := c.network(o, flags, say)
	if err != nil {
		return err
	}
	if err := write(o.Out, "net/net.bin", weights); err != nil {
		return err
	}
	say("written: %d bytes", len(weights))
	return figuresOf(o, splitter, weights)
}

func write(folder, name string, b []byte) error {
	path := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("train: write weights: %w", err)
	}
	// A file half written is never left under the name of a whole one.
	if err := os.WriteFile(path+".new", b, 0o644); err != nil {
		return fmt.Errorf("train: write weights: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("train: write weights: %w", err)
	}
	return nil
}

// network trains the network and returns its file.
func (c *corpora) network(o Options, flags map[string]byte, say func(string, ...any)) ([]byte, error) {
	texts := append(normalForms(c.train), normalTexts(c.raw)...)
	v := countWords(texts, 4, 1<<16)
	say("%d sentences of plain text, %d words known", len(c.raw), len(v.words)-1)
	shown := 0.0
	vectors := trainVectors(v, texts, defaultShape.vec, vectorEpochs, o.Seed, func(share float64) {
		if share-shown >= 0.1 {
			shown = share
			say("word vectors: %.0f %%", 100*share)
		}
	})
	scaleVectors(vectors, defaultShape.vec)
	e := &encoder{labels: collectLabels(c.train[:c.trees]), vocab: v, counts: map[string]int{}, flags: flags, cache: map[string][]uint32{}}
	for _, s := range c.train[:c.trees] {
		for _, w := range s.words {
			e.counts[normal(w.form)]++
		}
	}
	items := e.all(c.train)
	n := newNetwork(defaultShape, e.labels, vectors, o.Seed)
	s := defaultSchedule
	learnToGuess(n, e.plainItems(c.raw, guessWords, o.Seed), s.batch, s.rate, o.Seed, func(share, right float64) {
		say("hidden words: %.0f %%, %.1f %% guessed right", 100*share, 100*right)
	})
	s.seed = o.Seed
	if o.Epochs > 0 {
		s.epochs = o.Epochs
	}
	t := newTrainer(n, s, items, c.trees, c.names, items[c.edited[0]:c.edited[1]])
	ewt, news, uner, wide := e.all(c.dev.ewt), e.all(c.dev.news), e.all(c.dev.uner), e.all(c.dev.wide)
	lemmas := learnLemmas(c.train[:c.trees])
	var used []string
	for _, name := range Corpora {
		if !slices.Contains(o.Without, name) {
			used = append(used, name)
		}
	}
	for k := range s.epochs {
		r := t.epoch(k, nil)
		say("epoch %d of %d: arcs %.1f %%, relations %.1f %%, tags %.1f %% right", k+1, s.epochs, 100*r.right[taskArc], 100*r.right[taskRel], 100*r.right[taskUPOS])
		if k%3 == 2 || k == s.epochs-1 {
			a, g, u, w := measure(n, ewt), measure(n, news), measure(n, uner), measure(n, wide)
			say("  dev, given tokens: EWT UPOS %.2f LAS %.2f; GUM news and interviews UPOS %.2f LAS %.2f; names %.2f, persons %.2f; newswire names %.2f",
				a.upos, a.las, g.upos, g.las, u.names, u.person, w.names)
			// what has been learnt so far is there if the training is broken off
			b, err := file(n, v, flags, lemmas, used, o.Seed)
			if err != nil {
				return nil, err
			}
			if err := write(o.Out, "net/net.bin", b); err != nil {
				return nil, err
			}
		}
	}
	return file(n, v, flags, lemmas, used, o.Seed)
}

func (e *encoder) all(in []sentence) []*item {
	out := make([]*item, len(in))
	for i := range in {
		out[i] = e.encode(&in[i])
	}
	return out
}

// figuresOf prints the figures of the new weights on the dev sets, as the program will reach them.
func figuresOf(o Options, splitter, weights []byte) error {
	m, err := evaluate.NewModels(splitter, weights)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		path   string
		genres []string
	}{
		{"ud/ewt-dev.conllu.gz", nil},
		{"ud/gum-dev.conllu.gz", nil},
		{"ud/gum-dev.conllu.gz", []string{"news", "interview"}},
		{"ner/uner-ewt-dev.iob2.gz", nil},
		{"ner/worldwide-dev.jsonl.gz", nil},
	} {
		if err := m.File(o.Log, corpusPath(o.Data, f.path), f.genres); err != nil {
			return err
		}
	}
	return nil
}
