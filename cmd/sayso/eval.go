package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/english/evaluate"
)

func evalCommand() *cobra.Command {
	var genres []string
	c := &cobra.Command{
		Use:   "eval FILE...",
		Short: "Measure the embedded weights on annotated files",
		Long: `Eval prints how well the embedded weights read annotated files:

  *.conllu[.gz]  treebanks: tokens, sentences, words, tags, lemmas and trees as the CoNLL 2018 shared task defines
                 them, from raw text and from the gold tokens
  *.iob2[.gz]    names (PER, LOC, ORG), on the gold tokens
  *.jsonl[.gz]   names in articles of the worldwide newswire, from raw text

A file that cannot be measured gets an error, and the rest are measured all the same.`,
		Example: "  sayso eval en_ewt-ud-dev.conllu\n  sayso eval --genre news,interview gum-dev.conllu.gz",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			var failed []error
			for i, f := range files {
				if i > 0 {
					fmt.Fprintln(cmd.OutOrStdout())
				}
				if err := evaluate.Embedded().File(cmd.OutOrStdout(), f, genres); err != nil {
					failed = append(failed, err)
				}
			}
			return errors.Join(failed...)
		},
	}
	c.Flags().StringSliceVar(&genres, "genre", nil, "of a treebank, measure the documents of these genres only")
	return c
}
