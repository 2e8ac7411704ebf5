package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"sayso/account"
	"sayso/archive"
)

func tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Give programs on other machines access to the desk's API",
		Long: `API tokens let programs use a desk that asks everybody to sign in: they send one with each request, as the header
"Authorization: Bearer sayso_…". A token is shown once, when it is made; the archive keeps only its hash.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(tokenAddCommand(), tokenListCommand(), tokenRemoveCommand())
	return cmd
}

func tokenAddCommand() *cobra.Command {
	var file archiveFlag
	var role string
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Make an API token and print it",
		Example: `  sayso token add wire-desk
  sayso token add prometheus --role admin`,
		Args: exactly(1, "a name for the token"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := checked(args[0], role)
			if err != nil {
				return err
			}
			secret := account.NewToken()
			if err := changeOrMake(cmd, file, func(ctx context.Context, store archive.Store) error {
				return told(store.AddToken(ctx, args[0], r, account.Sum(secret)), "take another name, or remove it first")
			}); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), secret)
			fmt.Fprintln(cmd.ErrOrStderr(), "Keep it now: it is not shown again.")
			return nil
		},
	}
	addRole(cmd, &role)
	file.add(cmd)
	return cmd
}

func tokenListCommand() *cobra.Command {
	return accessListCommand("List the API tokens by name", "no tokens; make one with: sayso token add NAME", "used",
		func(ctx context.Context, store archive.Store) (out []access, err error) {
			list, err := store.Tokens(ctx)
			for _, t := range list {
				out = append(out, access{t.Name, t.Role.String(), t.Added, t.Used})
			}
			return out, err
		})
}

func tokenRemoveCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "remove NAME",
		Short: "Revoke an API token at once",
		Args:  exactly(1, "the name of a token"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, _ io.Writer) error {
				return told(store.RemoveToken(ctx, args[0]), "")
			})
		},
	}
	file.add(cmd)
	return cmd
}
