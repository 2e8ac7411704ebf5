package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/format"
)

func disputesCommand() *cobra.Command {
	var file archiveFlag
	var o outputFlags
	var across bool
	cmd := &cobra.Command{
		Use:   "disputes [NAME]",
		Short: "Show what one asserts and another denies",
		Long: `Show disputes: statements and contacts that are asserted by one and denied by another, in one article or across articles,
with the evidence of both. sayso takes no side. With NAME, those in which NAME has a part.`,
		Example: `  sayso disputes
  sayso disputes --across
  sayso disputes 'Edda Falk' --format jsonl`,
		Args: atMost(1, "NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.ask(cmd, file, func(ctx context.Context, store archive.Store, out *format.Archive) error {
				q := archive.DisputeQuery{Across: across, Limit: o.limit, Offset: o.offset}
				if len(args) > 0 {
					e, err := whoIs(ctx, store, args[0])
					if err != nil {
						return err
					}
					q.Entity = e.ID
				}
				found, err := store.Disputes(ctx, q)
				if err != nil {
					return err
				}
				if err := out.Disputes(found.Disputes); err != nil {
					return fmt.Errorf("write the output: %w", err)
				}
				o.rest(cmd, len(found.Disputes), found.Total, "dispute")
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&across, "across", false, "only those across articles")
	o.add(cmd, "disputes")
	file.add(cmd)
	return cmd
}
