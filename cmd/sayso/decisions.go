package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"sayso/archive"
)

func decisionsCommand() *cobra.Command {
	var file archiveFlag
	var undo int64
	var relink bool
	cmd := &cobra.Command{
		Use:   "decisions",
		Short: "List what was decided by hand about who is who, and take it back",
		Example: `  sayso decisions
  sayso decisions --undo 3
  sayso decisions --relink`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				if undo != 0 {
					if err := store.Undo(ctx, undo); err != nil {
						return err
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
				for _, d := range list {
					undone := ""
					if d.Undone != "" {
						undone = " (undone)"
					}
					fmt.Fprintf(out, "%d  %s  %s: %s%s\n", d.ID, d.At[:min(10, len(d.At))], d.Verb, d.What, undone)
				}
				if len(list) == 0 {
					fmt.Fprintln(cmd.ErrOrStderr(), "nothing was decided by hand")
				}
				return nil
			})
		},
	}
	cmd.Flags().Int64Var(&undo, "undo", 0, "take back the decision of this number")
	cmd.Flags().BoolVar(&relink, "relink", false, "find out anew who everybody is, by the lists of known people as they are now; decisions hold")
	file.add(cmd)
	return cmd
}
