// Package evaluate measures the models of English on annotated files: CoNLL-U treebanks with the definitions of the CoNLL
// 2018 shared task, and names in IOB2 files and in the JSON lines of the worldwide newswire, by exact spans and types.
package evaluate

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"sayso/english"
	"sayso/english/conllu"
	"sayso/english/net"
	"sayso/english/split"
)

// Models are the models that are measured.
type Models struct {
	split *split.Model
	net   *net.Model
}

// Embedded returns the models that are part of the program.
func Embedded() *Models { return &Models{split.Embedded(), net.Embedded()} }

// NewModels returns the models in two files of weights.
func NewModels(splitter, network []byte) (*Models, error) {
	s, err := split.Load(splitter)
	if err != nil {
		return nil, err
	}
	n, err := net.Load(network)
	if err != nil {
		return nil, err
	}
	return &Models{s, n}, nil
}

// Analysis returns an analysis that reads with the models.
func (m *Models) Analysis() *english.Analysis { return english.NewAnalysisWith(m.split, m.net) }

// File measures the analysis on a file and writes the figures to w. The name tells the format: .conllu, .iob2, .jsonl
// or .tsv (GAP), each with or without .gz. Genres, if any, keep the documents of a treebank whose meta::genre is among them.
func (m *Models) File(w io.Writer, path string, genres []string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("evaluate: %w", err)
	}
	defer f.Close()
	var r io.Reader = bufio.NewReader(f)
	name := path
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(r)
		if err != nil {
			return fmt.Errorf("evaluate %s: %w", path, err)
		}
		r, name = z, strings.TrimSuffix(path, ".gz")
	}
	switch {
	case strings.HasSuffix(name, ".conllu"):
		var all []byte
		if all, err = io.ReadAll(r); err == nil {
			err = m.treebank(w, path, bytes.NewReader(all), genres)
		}
		if err == nil {
			err = m.entities(w, all, genres)
		}
	case strings.HasSuffix(name, ".iob2"):
		err = m.iob(w, path, r)
	case strings.HasSuffix(name, ".jsonl"):
		err = m.worldwide(w, path, r)
	case strings.HasSuffix(name, ".tsv"):
		err = m.pronouns(w, path, r)
	default:
		err = fmt.Errorf("the format is not known: the name should end in .conllu, .iob2, .jsonl or .tsv, or one of these and .gz")
	}
	if err != nil {
		return fmt.Errorf("evaluate %s: %w", path, err)
	}
	return nil
}

func (m *Models) treebank(w io.Writer, path string, r io.Reader, genres []string) error {
	gold, err := conllu.Read(r)
	if err != nil {
		return err
	}
	if len(genres) > 0 {
		gold = ofGenres(gold, genres)
	}
	if len(gold) == 0 {
		return fmt.Errorf("no sentence to measure on")
	}
	a := m.Analysis()
	start := time.Now()
	raw, err := Raw(a, gold)
	if err != nil {
		return err
	}
	seconds := time.Since(start).Seconds()
	given, err := Given(a, gold)
	if err != nil {
		return err
	}
	words := 0
	for i := range gold {
		words += len(gold[i].Words)
	}
	fmt.Fprintf(w, "%s: %d sentences, %d words, read at %.0f words/s\n", path, len(gold), words, float64(words)/seconds)
	fmt.Fprintf(w, "%-10s %9s %9s %9s   %s\n", "F1 × 100", "raw text", "precision", "recall", "gold tokens")
	all := given.All()
	for i, s := range raw.All() {
		fmt.Fprintf(w, "%-10s %9.2f %9.2f %9.2f   %.2f\n", conllu.Names[i], 100*s.F1(), 100*s.Precision(), 100*s.Recall(), 100*all[i].F1())
	}
	return nil
}

// ofGenres keeps the sentences of the documents whose genre is among those given.
func ofGenres(in []conllu.Sentence, genres []string) (out []conllu.Sentence) {
	keep := false
	for _, s := range in {
		if g := s.Meta("meta::genre"); g != "" || s.Starts("newdoc") {
			keep = false
			for _, want := range genres {
				keep = keep || g == want
			}
		}
		if keep {
			out = append(out, s)
		}
	}
	return out
}

// Raw measures the analysis of a treebank's running text.
func Raw(a *english.Analysis, gold []conllu.Sentence) (*conllu.Scores, error) {
	a.Analyse(conllu.Text(gold))
	return conllu.Evaluate(gold, sentences(a))
}

// Given measures the analysis of a treebank's words and sentences as they are given.
func Given(a *english.Analysis, gold []conllu.Sentence) (*conllu.Scores, error) {
	forms := make([][]string, len(gold))
	for i := range gold {
		for _, w := range gold[i].Words {
			forms[i] = append(forms[i], w.Form)
		}
	}
	a.AnalyseTokens(forms)
	system := sentences(a)
	for i := range system {
		system[i].Tokens = gold[i].Tokens
	}
	return conllu.Evaluate(gold, system)
}

func sentences(a *english.Analysis) []conllu.Sentence {
	out := make([]conllu.Sentence, len(a.Sentences))
	for i := range out {
		out[i] = conllu.FromAnalysis(a, i)
	}
	return out
}
