package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/format"
)

func findCommand() *cobra.Command {
	var file archiveFlag
	var q archive.Query
	var name, color, kind, mode, order string
	var all bool
	cmd := &cobra.Command{
		Use:   "find [WORDS…]",
		Short: "Search what was said",
		Long: `Search the statements of the archive.

All WORDS must occur in what was said, in any form of the word; words in quotation marks must stand next to each other.
Dates can be a year, a month or a day: 2031, 2031-05, 2031-05-14.`,
		Example: `  sayso find harbour
  sayso find --speaker marrow --after 2031-03 harbour
  sayso find '"state of emergency"' --kind direct
  sayso find --mode deny --format csv > denials.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			colored, err := colors(color, cmd.OutOrStdout())
			if err != nil {
				return err
			}
			out, err := format.NewHits(name, cmd.OutOrStdout(), format.Options{Color: colored, Width: width(cmd.OutOrStdout())})
			if err != nil {
				return usageError{err}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			q.Words = strings.Join(args, " ")
			q.Kind, q.Mode, q.Order = sayso.Kind(kind), sayso.Mode(mode), archive.Order(order)
			n := 0
			hit := func(h archive.Hit) error {
				n++
				return out.Hit(&h)
			}
			if all {
				err = store.Each(cmd.Context(), q, hit)
			} else {
				var found archive.Found
				if found, err = store.Find(cmd.Context(), q); err == nil {
					for _, h := range found.Hits {
						if err = hit(h); err != nil {
							break
						}
					}
					if left := found.Total - q.Offset - n; err == nil && left > 0 {
						defer fmt.Fprintf(cmd.ErrOrStderr(), "%d of %s shown; --limit or --all shows more\n", n, count(found.Total, "statement"))
					}
				}
			}
			var wrong *archive.QueryError
			if errors.As(err, &wrong) {
				return usageError{err}
			}
			if err != nil {
				return err
			}
			if err := out.Flush(); err != nil {
				return fmt.Errorf("write the output: %w", err)
			}
			if n == 0 && name == "text" {
				fmt.Fprintln(cmd.ErrOrStderr(), "nothing found")
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&q.Speaker, "speaker", "s", "", "who said it: a name or part of one")
	f.StringVar(&q.Outlet, "outlet", "", "where it appeared: an outlet's name or part of one")
	f.StringVar(&q.After, "after", "", "published on this date or later")
	f.StringVar(&q.Before, "before", "", "published on this date or earlier")
	f.StringVar(&kind, "kind", "", "direct, mixed or indirect")
	f.StringVar(&mode, "mode", "", "what the cue does: say, ask, deny, claim, …")
	f.StringVar(&order, "order", "newest", "newest or relevance")
	f.IntVarP(&q.Limit, "limit", "n", 50, "statements to show")
	f.IntVar(&q.Offset, "offset", 0, "statements to skip")
	f.BoolVar(&all, "all", false, "show all, however many")
	f.StringVarP(&name, "format", "f", "text", "how to print: "+strings.Join(format.Names, ", "))
	f.StringVar(&color, "color", "auto", "colour: auto, always or never (NO_COLOR is honoured)")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed(format.Names...))
	_ = cmd.RegisterFlagCompletionFunc("kind", fixed(names(sayso.Kinds)...))
	_ = cmd.RegisterFlagCompletionFunc("mode", fixed(names(sayso.Modes)...))
	_ = cmd.RegisterFlagCompletionFunc("order", fixed(string(archive.Newest), string(archive.Relevance)))
	file.add(cmd)
	return cmd
}

func names[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}
