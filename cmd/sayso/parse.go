package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sayso/english"
	"sayso/english/conllu"
)

func parseCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "parse [FILE...]",
		Short: "Print the grammar of plain English texts as CoNLL-U",
		Long: `Parse reads plain text (UTF-8) and prints its sentences as CoNLL-U: words, lemmas, tags, features and the tree of
dependencies. Names stand in the last column, as Name=B-person and the like. Without a file, or with -, it reads
standard input.`,
		Example: "  sayso parse article.txt\n  echo 'Odile laughed.' | sayso parse",
		RunE: func(cmd *cobra.Command, files []string) error {
			if len(files) == 0 {
				files = []string{"-"}
			}
			out := bufio.NewWriterSize(cmd.OutOrStdout(), 1<<16)
			a := english.NewAnalysis()
			var failed []error
			for _, f := range files {
				if err := parseFile(out, a, f, cmd.InOrStdin()); err != nil {
					failed = append(failed, err)
				}
			}
			if err := out.Flush(); err != nil {
				return fmt.Errorf("parse: write the result: %w", err)
			}
			return errors.Join(failed...)
		},
	}
}

func parseFile(out *bufio.Writer, a *english.Analysis, path string, stdin io.Reader) error {
	read := func() ([]byte, error) { return os.ReadFile(path) }
	if path == "-" {
		read = func() ([]byte, error) { return io.ReadAll(stdin) }
	}
	text, err := read()
	if err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	a.Analyse(string(text))
	if err := conllu.WriteAnalysis(out, a, path); err != nil {
		return fmt.Errorf("parse %s: write the result: %w", path, err)
	}
	return nil
}
