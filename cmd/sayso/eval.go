package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/english/evaluate"
	"sayso/reading"
	"sayso/reading/score"
)

func evalCommand() *cobra.Command {
	var genres []string
	var reader string
	c := &cobra.Command{
		Use:   "eval FILE...",
		Short: "Measure the embedded weights on annotated files",
		Long: `Eval prints how well the embedded weights read annotated files:

  *.conllu[.gz]  treebanks: tokens, sentences, words, tags, lemmas and trees as the CoNLL 2018 shared task defines
                 them, from raw text and from the gold tokens; where it marks entities as GUM does, also who is who,
                 by B-cubed over named people and organisations
  *.iob2[.gz]    names (PER, LOC, ORG), on the gold tokens
  *.jsonl[.gz]   names in articles of the worldwide newswire, from raw text; or, where its lines have "attributions",
                 who said what: Citron's exact match and overlap, spans, labels, and statements
  *.tsv[.gz]     pronouns between two names, as the GAP corpus has them

A file that cannot be measured gets an error, and the rest are measured all the same.`,
		Example: "  sayso eval en_ewt-ud-dev.conllu\n  sayso eval --genre news,interview gum-dev.conllu.gz",
		Args:    atLeastArgs(1, "annotated files"),
		RunE: func(cmd *cobra.Command, files []string) error {
			if readers[reader] == nil {
				return usageError{fmt.Errorf("--reader %q: use %s", reader, strings.Join(readerNames(), " or "))}
			}
			var failed []error
			for i, f := range files {
				if i > 0 {
					fmt.Fprintln(cmd.OutOrStdout())
				}
				if marked, err := markedIn(f); err == nil && isMarked(marked) {
					fmt.Fprintf(cmd.OutOrStdout(), "%s\n", f)
					if err := measureReading(cmd.OutOrStdout(), readers[reader](), marked); err != nil {
						failed = append(failed, err)
					}
					continue
				}
				if err := evaluate.Embedded().File(cmd.OutOrStdout(), f, genres); err != nil {
					failed = append(failed, err)
				}
			}
			return errors.Join(failed...)
		},
	}
	c.Flags().StringVar(&reader, "reader", defaultReader, "how to read who said what: "+strings.Join(readerNames(), " or "))
	c.Flags().StringSliceVar(&genres, "genre", nil, "of a treebank, measure the documents of these genres only")
	return c
}

// markedIn reads articles with the statements that people marked in them.
func markedIn(path string) ([]reading.Marked, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("unpack %s: %w", path, err)
		}
		in = z
	}
	marked, err := reading.ReadMarked(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return marked, nil
}

// isMarked reports whether any article has a marked statement.
func isMarked(articles []reading.Marked) bool {
	for _, a := range articles {
		if len(a.Statements) > 0 {
			return true
		}
	}
	return false
}

// measureReading reads the articles and prints how far the outer statements agree with the marked ones.
func measureReading(w io.Writer, r sayso.Reader, articles []reading.Marked) error {
	var sums score.Sums
	for _, a := range articles {
		found := r.Read(&sayso.Article{ID: a.ID, Text: a.Text}).Outer()
		sums.Add(a.Text, score.Of(found), score.Of(a.Statements))
	}
	return sums.Write(w)
}
