package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"sayso/archive"
	"sayso/export"
	"sayso/query"
)

func exportCommand() *cobra.Command {
	var file archiveFlag
	var options export.Options
	var output string
	var corrected bool
	list := &strings.Builder{}
	for _, f := range export.Formats() {
		fmt.Fprintf(list, "  %-14s %s\n", f.Name, f.About)
	}
	cmd := &cobra.Command{
		Use:   "export FORMAT [QUERY…] | export --corrections",
		Short: "Write what is found in a format of another tool",
		Long: `Write statements, with their speakers, contacts, roles and disputes, in a format that another tool takes: all of the
archive, or what a QUERY finds (see sayso find). Everything is written, however much it is; a format of several files is one zip.

` + list.String() + correctionsHelp,
		Example: `  sayso export csv > archive.zip
  sayso export ftm harbour > harbour.ftm.json
  sayso export graphml --output contacts.graphml
  sayso export --corrections > corrections.jsonl`,
		Args: func(_ *cobra.Command, args []string) error {
			if corrected != (len(args) == 0) {
				return usageError{errors.New("give a format, or --corrections alone")}
			}
			return nil
		},
		ValidArgs: export.Names(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if corrected {
				return exportCorrections(cmd, file, output)
			}
			f, err := export.Lookup(args[0])
			if err != nil {
				return usageError{err}
			}
			where, err := query.Parse(strings.Join(args[1:], " "))
			if err != nil {
				return usageError{showPlace(err)}
			}
			if to, ok := cmd.OutOrStdout().(*os.File); ok && output == "" && term.IsTerminal(int(to.Fd())) && (f.Extension == "zip" || f.Extension == "xlsx") {
				return usageError{fmt.Errorf("%s is no text for a terminal: send it to a file, as in sayso export %s > export.%s", f.Name, f.Name, f.Extension)}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			options.Version = release()
			n := 0
			err = writeOutput(cmd, file, output, func(out io.Writer) error {
				w, err := f.New(out, options)
				if err != nil {
					return fmt.Errorf("export: %w", err)
				}
				n, err = export.From(cmd.Context(), store, archive.Query{Where: where}, w)
				if closed := w.Close(); err == nil && closed != nil {
					err = fmt.Errorf("write the export: %w", closed)
				}
				return err
			})
			var wrong *archive.QueryError
			if errors.As(err, &wrong) {
				return usageError{err}
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s exported\n", count(n, "statement"))
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&output, "output", "o", "", "write to this file instead of standard output")
	flags.StringVar(&options.Base, "base", "", "address of the desk, so that statements and people get their pages for names: https://desk.example")
	flags.BoolVar(&options.PositionsOnly, "positions-only", false, "annotations: places only, none of the words of the texts")
	flags.BoolVar(&corrected, "corrections", false, "what people corrected, for sayso train to learn from")
	file.add(cmd)
	return cmd
}
