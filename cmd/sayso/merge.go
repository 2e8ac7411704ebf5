package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"sayso/archive"
)

func mergeCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "merge A B",
		Short: "Decide that two people of the archive are one",
		Long: `Decide that A and B are one. The decision is kept for ever, outranks all that the archive finds out by itself, and can be
taken back with: sayso decisions --undo NUMBER. A and B are names, or numbers as "#12" where several have the name.
A person and an organisation can be one as well, where an article took the one for the other: the person is left.`,
		Example: `  sayso merge 'Ann Lund' 'Anna Lund'
  sayso merge '#12' '#40'`,
		Args: exactly(2, "the names or numbers of the two who are one"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				one, err := whoIs(ctx, store, args[0])
				if err != nil {
					return err
				}
				other, err := whoIs(ctx, store, args[1])
				if err != nil {
					return err
				}
				left, err := store.Merge(ctx, one.ID, other.ID)
				if err != nil {
					return err
				}
				p, err := store.Entity(ctx, left)
				if err == nil {
					fmt.Fprintf(out, "%s\n", line(p.Entity))
				}
				return err
			})
		},
	}
	file.add(cmd)
	return cmd
}
