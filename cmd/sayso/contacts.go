package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/format"
)

func contactsCommand() *cobra.Command {
	var file archiveFlag
	var o outputFlags
	cmd := &cobra.Command{
		Use:   "contacts [A [B]]",
		Short: "Show who met, called or wrote to whom, and who says so",
		Long: `Show contacts: who met, spoke with, called, wrote to or dined with whom; each with who says so, and how that reached the
page. With A, those of A; with A and B, those between the two. Where nobody has the name A, its words are looked for
among the parties: "advisers" finds "advisers to Aldous Renn".`,
		Example: `  sayso contacts
  sayso contacts Vash
  sayso contacts Vash 'Tomas Kerrigan' --format csv`,
		Args: atMost(2, "A and B"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.ask(cmd, file, func(ctx context.Context, store archive.Store, out *format.Archive) error {
				q := archive.ContactQuery{Limit: o.limit, Offset: o.offset}
				for i, name := range args {
					if _, err := store.Entities(ctx, name); errors.Is(err, archive.ErrNotFound) && len(args) == 1 {
						q.Words = name
						break
					}
					e, err := whoIs(ctx, store, name)
					if err != nil {
						return err
					}
					if i == 0 {
						q.A = e.ID
					} else {
						q.B = e.ID
					}
				}
				found, err := store.Contacts(ctx, q)
				if err != nil {
					return err
				}
				if err := out.Contacts(found.Contacts); err != nil {
					return fmt.Errorf("write the output: %w", err)
				}
				o.rest(cmd, len(found.Contacts), found.Total, "contact")
				return nil
			})
		},
	}
	o.add(cmd, "contacts")
	file.add(cmd)
	return cmd
}
