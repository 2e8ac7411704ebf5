package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"sayso/archive"
)

const correctionsHelp = `
With --corrections, the articles that people corrected are written as JSON lines, in the shape that train takes: text,
attributions with their spans as corrected, those that were rejected, who corrected, and the paragraphs in which a person
looked at every statement. sayso train --corrections FILE learns from those paragraphs, besides the corpora.
`

// exportCorrections writes what people corrected.
func exportCorrections(cmd *cobra.Command, file archiveFlag, output string) error {
	store, err := archive.OpenExisting(cmd.Context(), string(file))
	if err != nil {
		return err
	}
	defer store.Close()
	articles, paragraphs := 0, 0
	err = writeOutput(cmd, file, output, func(to io.Writer) error {
		out := json.NewEncoder(to)
		out.SetEscapeHTML(false)
		return store.Training(cmd.Context(), func(a archive.TrainingArticle) error {
			articles++
			paragraphs += len(a.Reviewed)
			return out.Encode(a)
		})
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s with corrections, %s looked at in full\n", count(articles, "article"), count(paragraphs, "paragraph"))
	return nil
}
