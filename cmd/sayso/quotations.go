package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/format"
)

func quotationsCommand() *cobra.Command {
	var file archiveFlag
	var o outputFlags
	var by string
	cmd := &cobra.Command{
		Use:   "quotations [WORDS | '#NUMBER']",
		Short: "Show wordings that several articles carry, and how they differ",
		Long: `Show quotations that two articles or more carry, though cut, joined or punctuated anew; those in most articles first. With
WORDS, those that have all of them. '#NUMBER' shows one with its variants: what each leaves out or has instead, which is the
earliest, and which is the closest to the speaker.`,
		Example: `  sayso quotations
  sayso quotations fishing rights
  sayso quotations --by 'Goran Stell'
  sayso quotations '#12'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.ask(cmd, file, func(ctx context.Context, store archive.Store, out *format.Archive) error {
				if len(args) == 1 && strings.HasPrefix(args[0], "#") {
					id, err := strconv.ParseInt(args[0][1:], 10, 64)
					if err != nil {
						return usageError{fmt.Errorf("%s: a number goes with #, as in '#12'", args[0])}
					}
					page, err := store.Quotation(ctx, id)
					if err != nil {
						return listedBy(err, "sayso quotations")
					}
					if err := out.Quotation(&page); err != nil {
						return fmt.Errorf("write the output: %w", err)
					}
					return nil
				}
				q := archive.QuotationQuery{Words: strings.Join(args, " "), Limit: o.limit, Offset: o.offset}
				if by != "" {
					e, err := whoIs(ctx, store, by)
					if err != nil {
						return err
					}
					q.Entity = e.ID
				}
				found, err := store.Quotations(ctx, q)
				if err != nil {
					return err
				}
				if err := out.Quotations(found.Quotations); err != nil {
					return fmt.Errorf("write the output: %w", err)
				}
				o.rest(cmd, len(found.Quotations), found.Total, "quotation")
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "only what this person or organisation said")
	o.add(cmd, "quotations")
	file.add(cmd)
	return cmd
}
