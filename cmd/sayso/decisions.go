package main

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/format"
)

func decisionsCommand() *cobra.Command {
	var file archiveFlag
	var undo int64
	var relink bool
	var o formatFlags
	cmd := &cobra.Command{
		Use:   "decisions",
		Short: "List what was decided by hand about who is who, and take it back",
		Example: `  sayso decisions
  sayso decisions --undo 3
  sayso decisions --relink`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out, err := o.open(cmd)
			if err != nil {
				return err
			}
			return change(cmd, file, func(ctx context.Context, store archive.Store, _ io.Writer) error {
				if undo != 0 {
					if err := store.Undo(ctx, undo); err != nil {
						return listedBy(err, "sayso decisions")
					}
				}
				if relink {
					if err := store.Relink(ctx); err != nil {
						return err
					}
				}
				list, err := store.Decisions(ctx)
				if err != nil {
					return err
				}
				o.empty(cmd, len(list), "nothing was decided by hand; merge, split and the pages of people do")
				return format.List(out, list, []string{"number", "at", "verb", "what", "undone"},
					func(d *archive.Decision) []string {
						return []string{strconv.FormatInt(d.ID, 10), d.At, d.Verb, d.What, d.Undone}
					},
					func(d *archive.Decision) []string {
						what := d.Verb + ": " + d.What
						if d.Undone != "" {
							what += " (undone)"
						}
						return []string{strconv.FormatInt(d.ID, 10), dayOf(d.At), what}
					})
			})
		},
	}
	cmd.Flags().Int64Var(&undo, "undo", 0, "take back the decision of this number")
	cmd.Flags().BoolVar(&relink, "relink", false, "find out anew who everybody is, by the lists of known people as they are now; decisions hold")
	o.add(cmd)
	file.add(cmd)
	return cmd
}
