package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sayso/archive"
)

const correctionsHelp = `
With --corrections, the articles that people corrected are written as JSON lines, in the shape that train takes: text,
attributions with their spans as corrected, those that were rejected, who corrected, and the paragraphs in which a person
looked at every statement. sayso train --corrections FILE learns from those paragraphs, besides the corpora.
`

// exportCorrections writes what people corrected.
func exportCorrections(cmd *cobra.Command, file archiveFlag, output string) (err error) {
	store, err := archive.OpenExisting(cmd.Context(), string(file))
	if err != nil {
		return err
	}
	defer store.Close()
	var to io.Writer = cmd.OutOrStdout()
	if output != "" {
		f, err := os.Create(output)
		if err != nil {
			return fmt.Errorf("export to %s: %w", output, err)
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		to = f
	}
	articles, paragraphs := 0, 0
	out := json.NewEncoder(to)
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
}
