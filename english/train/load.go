package train

import (
	"fmt"
	"slices"
	"strings"

	"sayso/english/conllu"
)

// corpora is all that the training reads.
type corpora struct {
	train  []sentence // trees, tags and names, as far as each sentence has them
	raw    [][]string // sentences of plain text
	ewt    []conllu.Sentence
	gum    []conllu.Sentence
	trees  int    // the first so many of train have trees
	edited [2]int // where in train the edited texts of GUM begin and end: nearer to news than the web's
	names  int    // the next so many have names
	tagged int    // the last so many have Penn tags
	dev    devSets
}

// devSets are the parts on which figures are measured after each epoch.
type devSets struct {
	ewt, gum, news []sentence
	uner, wide     []sentence
}

func load(data string, without map[string]bool) (*corpora, error) {
	c := &corpora{}
	path := func(name string) string { return corpusPath(data, name) }
	var err error
	if !without["ewt"] {
		if c.ewt, err = readTreebank(path("ud/ewt-train.conllu.gz")); err != nil {
			return nil, err
		}
		trees := fromTreebank(c.ewt)
		if !without["uner"] {
			if err = addNames(path("ner/uner-ewt-train.iob2.gz"), c.ewt, trees); err != nil {
				return nil, err
			}
		}
		c.train = append(c.train, trees...)
	}
	if !without["gum"] {
		all, err := readTreebank(path("ud/gum-train.conllu.gz"))
		if err != nil {
			return nil, err
		}
		c.gum = ofGenres(all, freeGenres)
		c.edited[0] = len(c.train)
		c.train = append(c.train, fromTreebank(c.gum)...)
		c.edited[1] = len(c.train)
	}
	if len(c.train) == 0 {
		return nil, fmt.Errorf("train: no treebank is left to learn trees from")
	}
	c.train = append(c.train, inCapitals(c.train, 40)...)
	c.trees = len(c.train)
	if !without["worldwide"] {
		articles, err := readWorldwide(path("ner/worldwide-train.jsonl.gz"))
		if err != nil {
			return nil, err
		}
		c.train = append(c.train, fromWorldwide(articles)...)
	}
	c.names = len(c.train) - c.trees
	if !without["masc"] {
		s, err := readMASC(path("pos/masc-train.tsv.gz"))
		if err != nil {
			return nil, err
		}
		c.train = append(c.train, s...)
	}
	c.tagged = len(c.train) - c.trees - c.names
	return c, c.loadDev(data)
}

func (c *corpora) loadDev(data string) error {
	ewt, err := readTreebank(corpusPath(data, "ud/ewt-dev.conllu.gz"))
	if err != nil {
		return err
	}
	gum, err := readTreebank(corpusPath(data, "ud/gum-dev.conllu.gz"))
	if err != nil {
		return err
	}
	c.dev.ewt, c.dev.gum = fromTreebank(ewt), fromTreebank(gum)
	c.dev.news = fromTreebank(ofGenres(gum, map[string]bool{"news": true, "interview": true}))
	c.dev.uner = fromTreebank(ewt)
	if err := addNames(corpusPath(data, "ner/uner-ewt-dev.iob2.gz"), ewt, c.dev.uner); err != nil {
		return err
	}
	wide, err := readWorldwide(corpusPath(data, "ner/worldwide-dev.jsonl.gz"))
	if err != nil {
		return err
	}
	c.dev.wide = fromWorldwide(wide)
	return nil
}

// inCapitals returns every nth sentence once more in capitals, as headlines and transcripts have them. Their lemmas are
// left out: capitals hide which letters of a lemma are small.
func inCapitals(in []sentence, nth int) (out []sentence) {
	for i := nth - 1; i < len(in); i += nth {
		s := sentence{words: slices.Clone(in[i].words), names: in[i].names}
		for j := range s.words {
			s.words[j].form = strings.ToUpper(s.words[j].form)
			s.words[j].lemma = ""
		}
		out = append(out, s)
	}
	return out
}
