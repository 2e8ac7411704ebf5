package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/format"
	"sayso/query"
)

func findCommand() *cobra.Command {
	var file archiveFlag
	var q archive.Query
	var short query.Shorthand
	var o formatFlags
	var order string
	var all bool
	cmd := &cobra.Command{
		Use:   "find [QUERY]",
		Short: "Search what was said",
		Long: `Search the statements of the archive.

` + queryHelp() + `
The flags are short for fields: --speaker marrow is speaker:marrow. Put a query with signs in it in single quotation marks.`,
		Example: `  sayso find harbour
  sayso find --speaker marrow --after 2031-03 harbour
  sayso find 'harbour (closed OR storm) -is:denial'
  sayso find '"state of emergency" speaker:"Ilse Marrow" date:2031-03'
  sayso find --mode deny --format csv > denials.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			where, err := query.Parse(strings.Join(args, " "))
			if err != nil {
				return usageError{showPlace(err)}
			}
			flags, err := short.Node()
			if err != nil {
				return usageError{err}
			}
			if q.Limit < 0 || q.Offset < 0 {
				return usageError{errors.New("--limit and --offset: use 0 or more")}
			}
			if q.Limit == 0 { // all, as with the other commands
				q.Limit = -1
			}
			q.Where, q.Order = query.All(where, flags), archive.Order(order)
			options, err := o.options(cmd)
			if err != nil {
				return err
			}
			out, err := format.NewHits(o.name, cmd.OutOrStdout(), options)
			if err != nil {
				return usageError{err}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
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
						defer fmt.Fprintf(cmd.ErrOrStderr(), "%d of %s shown; --limit or --all shows more\n", n, atLeast(found))
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
			o.empty(cmd, n, "nothing found")
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&short.Speaker, "speaker", "s", "", "who said it: a name or part of one")
	f.StringVar(&short.Outlet, "outlet", "", "where it appeared: an outlet's name or part of one")
	f.StringVar(&short.After, "after", "", "published on this date or later")
	f.StringVar(&short.Before, "before", "", "published on this date or earlier")
	f.StringVar(&short.Kind, "kind", "", "direct, mixed or indirect")
	f.StringVar(&short.Mode, "mode", "", "what the cue does: say, ask, deny, claim, …")
	f.StringVar(&order, "order", "newest", "newest or relevance")
	f.IntVarP(&q.Limit, "limit", "n", 50, "statements to show")
	f.IntVar(&q.Offset, "offset", 0, "statements to skip")
	f.BoolVar(&all, "all", false, "show all, however many")
	o.add(cmd)
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

// queryHelp tells the language of queries.
func queryHelp() string {
	var b strings.Builder
	b.WriteString(`All conditions of a QUERY must hold:

  harbour closed         both words, in any form of them
  "fishing rights"       these words next to each other
  harb*                  words that begin so
  a OR b, -a, (a b)      alternatives, what must not be, together
`)
	for _, f := range query.Fields() {
		example := f.Example
		if utf8.RuneCountInString(example) > 22 { // its help goes below, in line with the others
			fmt.Fprintf(&b, "  %s\n", example)
			example = ""
		}
		fmt.Fprintf(&b, "  %-22s %s\n", example, f.Help)
	}
	var flags []string
	for _, f := range query.Flags() {
		flags = append(flags, f.Name)
	}
	fmt.Fprintf(&b, "\nis: can be %s.\n", strings.Join(flags, ", "))
	return b.String()
}

// showPlace shows where a query is wrong, below it.
func showPlace(err error) error {
	var wrong *query.Error
	if !errors.As(err, &wrong) || strings.ContainsAny(wrong.Query, "\n\t") {
		return err
	}
	width := max(1, utf8.RuneCountInString(wrong.Query[wrong.Start:wrong.End]))
	return fmt.Errorf("%w\n  %s\n  %s%s", err, wrong.Query, strings.Repeat(" ", wrong.Column()-1), strings.Repeat("^", width))
}

func atLeast(found archive.Found) string {
	if found.AtLeast {
		return "more than " + count(found.Total, "statement")
	}
	return count(found.Total, "statement")
}
