package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"sayso/archive"
)

func backupCommand() *cobra.Command {
	var file archiveFlag
	var force bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the archive while it is used",
		Long: `Write a copy of the archive as it is now to FILE. Others may search, add and correct meanwhile. The copy is an archive of its
own; it is checked (as sayso check does) before it gets its name, so FILE is whole or not there.

A file that is there already stays, unless --force says that it may be replaced.`,
		Example: `  sayso backup sayso-2031-05-14.db
  sayso backup --archive news.db --force /mnt/copies/news.db`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("one FILE is needed: where the copy is to be written")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			sum, err := store.Backup(cmd.Context(), args[0], force)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: a copy of %s, whole: %s, %s and %s\n", args[0], string(file), count(sum.Articles, "article"),
				count(sum.Statements, "statement"), count(sum.Corrections, "correction"))
			return nil
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace FILE if it is there")
	file.add(cmd)
	return cmd
}
