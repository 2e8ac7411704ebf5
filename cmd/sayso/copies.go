package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/format"
)

func copiesCommand() *cobra.Command {
	var file archiveFlag
	var o outputFlags
	var outlet string
	cmd := &cobra.Command{
		Use:   "copies [KEY]",
		Short: "Show articles that are one text: reports of agencies that many outlets carry",
		Long: `Show groups of articles that are one text but for a few words, those of most articles first, each with its origin: the
earliest, and the agency if the text names one. What copies say counts once where a search has -is:repeated. With KEY, the
copies of that article.`,
		Example: `  sayso copies
  sayso copies --outlet 'The Breck Herald'
  sayso find fishing rights -is:repeated`,
		Args: atMost(1, "KEY"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.ask(cmd, file, func(ctx context.Context, store archive.Store, out *format.Archive) error {
				q := archive.CopyQuery{Outlet: outlet, Limit: o.limit, Offset: o.offset}
				if len(args) == 1 {
					q.Key = args[0]
				}
				found, err := store.Copies(ctx, q)
				if err != nil {
					return listedBy(err, "sayso copies")
				}
				if err := out.Copies(found.Groups); err != nil {
					return fmt.Errorf("write the output: %w", err)
				}
				o.rest(cmd, len(found.Groups), found.Total, "group")
				if found.Total > 0 && o.name == "text" {
					fmt.Fprintf(cmd.ErrOrStderr(), "%s, %s\n", count(found.Articles, "article"), count(found.Total, "origin"))
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&outlet, "outlet", "", "only groups in which this outlet has a part")
	o.add(cmd, "groups")
	file.add(cmd)
	return cmd
}
