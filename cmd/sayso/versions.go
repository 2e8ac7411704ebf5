package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/format"
)

func versionsCommand() *cobra.Command {
	var file archiveFlag
	var o outputFlags
	cmd := &cobra.Command{
		Use:   "versions [KEY]",
		Short: "Show how an article changed after it was published",
		Long: `Show the versions of an article: what words and what statements came, went or changed from each to the next. Articles are
versions of one where they have the same address, or the same outlet, title and day. KEY is the article's key, or the first 8
characters or more of it. Without KEY, articles of which there are several versions are listed.`,
		Example: `  sayso versions
  sayso versions 3f2a91bc`,
		Args: atMost(1, "KEY"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.ask(cmd, file, func(ctx context.Context, store archive.Store, out *format.Archive) error {
				if len(args) == 0 {
					found, err := store.Changed(ctx, o.limit, o.offset)
					if err != nil {
						return err
					}
					if err := out.Changed(found.Articles); err != nil {
						return fmt.Errorf("write the output: %w", err)
					}
					o.rest(cmd, len(found.Articles), found.Total, "article")
					return nil
				}
				list, err := store.Versions(ctx, args[0])
				if err != nil {
					return listedBy(err, "sayso find --format jsonl, whose articles have a key")
				}
				if err := out.Versions(list); err != nil {
					return fmt.Errorf("write the output: %w", err)
				}
				return nil
			})
		},
	}
	o.add(cmd, "articles")
	file.add(cmd)
	return cmd
}
