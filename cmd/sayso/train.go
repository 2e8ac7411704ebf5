package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sayso/english/coref"
	"sayso/english/evaluate"
	"sayso/english/train"
	"sayso/reading"
)

func trainCommand() *cobra.Command {
	var o train.Options
	var only, corrections string
	c := &cobra.Command{
		Use:   "train --data FOLDER --out FOLDER",
		Short: "Train the weights from corpora",
		Long: `Train builds every weight from corpora. For English: the counts of the fast tagger, where tokens and sentences end, word
vectors, the network for tags, trees and names, the rules for lemmas, and who is who in a text. For the reading: where cues
are, which source and content belong to each, which of the statements so found to believe, and how far.

The same corpora and seed give the same bytes on one architecture, on any number of cores. It takes about an hour on two
cores. The weights are written below the folder given with --out, to english/tagger.bin, english/net/net.bin,
english/split/split.bin, english/coref/coref.bin and reading/weights.bin; with --out . in a checkout, the next build embeds
them. Figures on the dev sets are printed at the end.

--only english, --only coref (who is who, a minute) and --only reading train one of them.

Corpora that can be left out: ` + strings.Join(train.Corpora, ", ") + `, litbank, gap, wordnet.`,
		Example: "  sayso train --data ../shared/data --out .\n  sayso train --data ../shared/data --out /tmp/weights --without polnear --without worldwide",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Data == "" || o.Out == "" {
				return usageError{errors.New("give the folder of the corpora with --data, and the folder for the weights with --out")}
			}
			if only != "" && only != "english" && only != "coref" && only != "reading" {
				return usageError{fmt.Errorf("--only %q: use english, coref or reading", only)}
			}
			o.Log = cmd.OutOrStdout()
			out := o.Out
			if only == "" || only == "english" {
				english := o
				english.Out = filepath.Join(out, "english")
				english.Without = slices.DeleteFunc(slices.Clone(o.Without), func(name string) bool {
					return slices.Contains(coref.Corpora, name) && !slices.Contains(train.Corpora, name)
				})
				if err := train.Run(english); err != nil {
					return err
				}
			}
			if only == "" || only == "coref" {
				if err := trainCoref(o, out, only == ""); err != nil {
					return err
				}
			}
			if (only == "" || only == "reading") && !slices.Contains(o.Without, "polnear") {
				return trainReading(o, out, corrections, only == "")
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.Data, "data", "", "folder of the corpora")
	f.StringVar(&o.Out, "out", "", "folder for the weights: that of the checkout")
	f.StringSliceVar(&o.Without, "without", nil, "leave a corpus out (may be given more than once)")
	f.Uint64Var(&o.Seed, "seed", 1, "where all chance begins")
	f.StringVar(&only, "only", "", "train only these weights: english, coref or reading")
	f.IntVar(&o.Epochs, "epochs", 0, "how often to read the annotated sentences (default: what the embedded weights had)")
	f.StringVar(&corrections, "corrections", "", "learn the reading from what people corrected as well: a file of sayso export --corrections")
	return c
}

// trainCoref trains the weights of who is who: over the English just trained, or the embedded one.
func trainCoref(o train.Options, out string, fresh bool) error {
	l := coref.LearnOptions{Data: o.Data, Seed: o.Seed, Without: map[string]bool{}, Log: o.Log}
	for _, name := range o.Without {
		l.Without[name] = true
	}
	models, err := modelsOf(out, fresh)
	if err != nil {
		return err
	}
	l.Analysis = models.Analysis()
	file, err := coref.Learn(l)
	if err != nil {
		return err
	}
	path := filepath.Join(out, "english", "coref", "coref.bin")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	if err := os.WriteFile(path, file, 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	return nil
}

// modelsOf returns the models of English: those just trained below out if they are fresh, else the embedded ones.
func modelsOf(out string, fresh bool) (*evaluate.Models, error) {
	if !fresh {
		return evaluate.Embedded(), nil
	}
	network, err := os.ReadFile(filepath.Join(out, "english", "net", "net.bin"))
	if err != nil {
		return nil, fmt.Errorf("use the new weights: %w", err)
	}
	splitter, err := os.ReadFile(filepath.Join(out, "english", "split", "split.bin"))
	if err != nil {
		return nil, fmt.Errorf("use the new weights: %w", err)
	}
	models, err := evaluate.NewModels(splitter, network)
	if err != nil {
		return nil, fmt.Errorf("use the new weights: %w", err)
	}
	return models, nil
}

// trainReading trains the weights of the reading on PolNeAR's training part, and on a file of corrections if there is one,
// and prints the figures on PolNeAR's dev part.
func trainReading(o train.Options, folder, corrections string, fresh bool) error {
	out := filepath.Join(folder, "reading", "weights.bin")
	models, err := modelsOf(folder, fresh)
	if err != nil {
		return err
	}
	marked, err := markedIn(filepath.Join(o.Data, "polnear", "train", "articles.jsonl"))
	if err != nil {
		return err
	}
	if corrections != "" {
		corrected, err := correctedIn(corrections)
		if err != nil {
			return err
		}
		fmt.Fprintf(o.Log, "reading: %s with corrections\n", count(len(corrected), "article"))
		marked = append(marked, corrected...)
	}
	file := reading.Learn(marked, reading.LearnOptions{Seed: o.Seed, Analysis: models.Analysis, Progress: func(what string, epoch int, loss float64) {
		fmt.Fprintf(o.Log, "reading: %s, epoch %d, loss %.5f\n", what, epoch, loss)
	}})
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	if err := os.WriteFile(out, file, 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	r, err := reading.With(file, models.Analysis())
	if err != nil {
		return fmt.Errorf("use the new weights: %w", err)
	}
	dev, err := markedIn(filepath.Join(o.Data, "polnear", "dev", "articles.jsonl"))
	if err != nil {
		return err
	}
	return measureReading(o.Log, r, dev)
}

// correctedIn reads what people corrected.
func correctedIn(path string) ([]reading.Marked, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	defer f.Close()
	corrected, err := reading.ReadCorrected(f)
	if err != nil {
		return nil, fmt.Errorf("read corrections: %s: %w", path, err)
	}
	return corrected, nil
}
