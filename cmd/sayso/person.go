package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/format"
)

func personCommand() *cobra.Command {
	var file archiveFlag
	var o outputFlags
	var list bool
	cmd := &cobra.Command{
		Use:   "person [NAME]",
		Short: "Show a person or organisation: roles, statements, contacts, and what others said",
		Long: `Show what the archive has of a person or organisation: the forms of the name, the roles, what was said and through whom it
reached the page, the contacts, and what others said.

NAME is a name or a part of it: "Ilse Marrow", Marrow. Where several go by it they are listed with their numbers; "#12" is
the one of that number. Without NAME, those who are quoted most are listed.`,
		Example: `  sayso person
  sayso person 'Goran Stell'
  sayso person '#12' --format jsonl
  sayso person Marrow --list`,
		Args: atMost(1, "NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.ask(cmd, file, func(ctx context.Context, store archive.Store, out *format.Archive) error {
				if len(args) == 0 || list {
					var found []archive.Entity
					var err error
					if len(args) == 0 {
						found, err = store.Most(ctx, sayso.Person, o.limit)
					} else {
						found, err = store.Entities(ctx, args[0])
					}
					if err != nil {
						return err
					}
					o.empty(cmd, len(found), "nothing found")
					return out.Entities(found)
				}
				e, err := whoIs(ctx, store, args[0])
				if err != nil {
					return err
				}
				page, err := personPage(ctx, store, e.ID, o.limit, o.offset)
				if err != nil {
					return err
				}
				if err := out.Person(page); err != nil {
					return fmt.Errorf("write the output: %w", err)
				}
				if page.Said.Total > 0 {
					o.rest(cmd, len(page.Said.Hits), page.Said.Total, "statement")
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&list, "list", false, "list all who go by the name, with their numbers")
	o.add(cmd, "statements")
	file.add(cmd)
	return cmd
}

// personPage gathers what the archive has of somebody.
func personPage(ctx context.Context, store archive.Store, id int64, limit, offset int) (*format.Person, error) {
	page := &format.Person{}
	for _, part := range []func() error{
		func() (err error) { page.Profile, err = store.Entity(ctx, id); return err },
		func() (err error) {
			page.Said, err = store.Said(ctx, archive.SaidQuery{By: id, Limit: limit, Offset: offset})
			return err
		},
		func() (err error) {
			page.About, err = store.Said(ctx, archive.SaidQuery{About: id, Limit: limit, Offset: offset})
			return err
		},
		func() (err error) {
			page.Contacts, err = store.Contacts(ctx, archive.ContactQuery{A: id, Limit: limit, Offset: offset})
			return err
		},
		func() (err error) {
			page.Disputes, err = store.Disputes(ctx, archive.DisputeQuery{Entity: id, Limit: limit, Offset: offset})
			return err
		},
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return page, nil
}
