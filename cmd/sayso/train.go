package main

import (
	"strings"

	"github.com/spf13/cobra"

	"sayso/english/train"
)

func trainCommand() *cobra.Command {
	var o train.Options
	c := &cobra.Command{
		Use:   "train --data FOLDER --out FOLDER",
		Short: "Train the weights that read English, from corpora",
		Long: `Train builds every weight of the trained reading of English from corpora: where tokens and sentences end, word
vectors, the network for tags, trees and names, and the rules for lemmas.

The same corpora and seed give the same bytes on one architecture, on any number of cores. It takes about half an hour
on two cores. The weights are written to net/net.bin and split/split.bin below the folder given with --out; with
--out english in a checkout, the next build embeds them. Figures on the dev sets are printed at the end.

Corpora that can be left out: ` + strings.Join(train.Corpora, ", ") + `.`,
		Example: "  sayso train --data ../shared/data --out english\n  sayso train --data ../shared/data --out /tmp/weights --without polnear --without worldwide",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Log = cmd.OutOrStdout()
			return train.Run(o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.Data, "data", "", "folder of the corpora")
	f.StringVar(&o.Out, "out", "", "folder for the weights: that of package english")
	f.StringSliceVar(&o.Without, "without", nil, "leave a corpus out (may be given more than once)")
	f.Uint64Var(&o.Seed, "seed", 1, "where all chance begins")
	f.IntVar(&o.Epochs, "epochs", 0, "how often to read the annotated sentences (default: what the embedded weights had)")
	_ = c.MarkFlagRequired("data")
	_ = c.MarkFlagRequired("out")
	return c
}
