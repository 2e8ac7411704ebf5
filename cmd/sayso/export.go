package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/archive"
)

func exportCommand() *cobra.Command {
	var file archiveFlag
	var corrected bool
	cmd := &cobra.Command{
		Use:   "export --corrections",
		Short: "Write out what people corrected, to learn from",
		Long: `Write the articles that people corrected as JSON lines, in the shape that train takes: text, attributions with their spans
as corrected, those that were rejected, who corrected, and the paragraphs in which a person looked at every statement.
sayso train --corrections FILE learns from those paragraphs, besides the corpora.`,
		Example: `  sayso export --corrections > corrections.jsonl
  sayso train --data corpora --corrections corrections.jsonl --only reading --out .`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !corrected {
				return usageError{errors.New("say what to export: --corrections")}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			articles, paragraphs := 0, 0
			out := json.NewEncoder(cmd.OutOrStdout())
			out.SetEscapeHTML(false)
			if err := store.Training(cmd.Context(), func(a archive.TrainingArticle) error {
				articles++
				paragraphs += len(a.Reviewed)
				return out.Encode(a)
			}); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s with corrections, %s looked at in full\n", count(articles, "article"), count(paragraphs, "paragraph"))
			return nil
		},
	}
	cmd.Flags().BoolVar(&corrected, "corrections", false, "what people corrected")
	file.add(cmd)
	return cmd
}
