package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/archive"
)

func checkCommand() *cobra.Command {
	var file archiveFlag
	var name string
	var quick bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Look whether the archive is whole",
		Long: `Look whether the archive is whole: the file page by page, every text and its hash, every span, the index of words against
the statements, all that is counted, who is who, and that what is shown is what corrections make of what was read. It
changes nothing. The exit status is 0 if all is well and 1 if anything is damaged; corrections that are unanchored are told
of and do not count as damage.`,
		Example: `  sayso check
  sayso check --quick --format jsonl`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if name != "text" && name != "jsonl" {
				return usageError{fmt.Errorf("--format %q: use text or jsonl", name)}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			bar := newCounter(cmd.ErrOrStderr(), "articles")
			defer bar.end()
			out := cmd.OutOrStdout()
			sum, err := store.Check(cmd.Context(), archive.CheckOptions{Quick: quick, Progress: bar.update}, func(f archive.Finding) error {
				if name == "jsonl" {
					return json.NewEncoder(out).Encode(f)
				}
				sign, where := "note", ""
				if f.Fault {
					sign = "FAULT"
				}
				if f.Article != "" {
					where = " article " + f.Article[:min(12, len(f.Article))] + ":"
				}
				_, err := fmt.Fprintf(out, "%s in %s:%s %s\n", sign, f.Part, where, f.What)
				return err
			})
			bar.end()
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s, %s and %s looked at: ", string(file), count(sum.Articles, "article"), count(sum.Statements, "statement"), count(sum.Corrections, "correction"))
			if sum.Faults > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "%s. Bring back a backup, or add the articles to a new archive\n", count(sum.Faults, "fault"))
				return errReported
			}
			fmt.Fprintln(cmd.ErrOrStderr(), "all is well")
			return nil
		},
	}
	cmd.Flags().BoolVar(&quick, "quick", false, "leave out what takes longest: the file page by page, and the index word by word")
	cmd.Flags().StringVarP(&name, "format", "f", "text", "how to print: text or jsonl")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed("text", "jsonl"))
	file.add(cmd)
	return cmd
}
