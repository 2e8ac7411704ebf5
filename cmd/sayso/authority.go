package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/authority"
	"sayso/format"
)

func authorityCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "authority",
		Short: "Add, list and remove lists of known people",
		Long: `Lists of known people tell who somebody is: an article's "Senator Marrow" is the Marrow who was a senator when it was
published. The members of the Congress of the United States since 2011, presidents and vice presidents come with sayso.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(authorityAddCommand(), authorityListCommand(), authorityRemoveCommand())
	return cmd
}

func authorityAddCommand() *cobra.Command {
	var file archiveFlag
	var list archive.Authority
	var relink bool
	cmd := &cobra.Command{
		Use:   "add FILE",
		Short: "Read a list of known people into the archive",
		Long: `Read a list of known people into the archive. FILE can be FollowTheMoney JSON lines (OpenSanctions), Wikidata JSON lines or
the results of a query as CSV, the YAML, JSON or CSV of congress-legislators, Popolo JSON, or CSV with the columns
id,name,aliases,role,org,from,to,wikidata, of which id and name must be there; it may be compressed with gzip, and - is
standard input. What it is, is seen from its content. All of it comes in, or nothing.

Roles count only on the days on which they were held. Say with --licence on what terms the list may be used: it is kept with it.`,
		Example: `  sayso authority add ministers.csv --licence 'CC BY 4.0' --source https://ministers.example
  sayso authority add entities.ftm.json --name sanctions --licence 'CC BY-NC 4.0'`,
		Args: exactly(1, "the file of one list, or -,"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			in := cmd.InOrStdin()
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return fmt.Errorf("read the list: %w", err)
				}
				defer f.Close()
				in = f
			}
			if list.Name == "" {
				list.Name, _, _ = strings.Cut(filepath.Base(args[0]), ".")
			}
			if list.Name == "" || list.Name == "-" || list.Name == authority.DefaultName {
				return usageError{fmt.Errorf("--name: give the list a name other than %q", list.Name)}
			}
			store, err := archive.Open(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			added, err := store.AddAuthority(cmd.Context(), list, func(f func(authority.Entry) error) (string, error) {
				format, err := authority.Read(in, f)
				if err != nil {
					err = fmt.Errorf("%s: %w", args[0], err)
				}
				return string(format), err
			})
			if err != nil {
				return err
			}
			if relink {
				if err := store.Relink(cmd.Context()); err != nil {
					return err
				}
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s with %s (%s)\n", string(file), added.Name, count(added.Entries, "entry"), added.Format)
			if added.Licence == "" {
				fmt.Fprintln(cmd.ErrOrStderr(), "no licence was given; add it with --licence, so that whoever uses the archive knows it")
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&list.Name, "name", "", "what to call it (default: the name of the file); a list of the same name is replaced")
	f.StringVar(&list.Source, "source", "", "where it comes from")
	f.StringVar(&list.Licence, "licence", "", "on what terms it may be used")
	f.BoolVar(&relink, "relink", false, "find out anew who everybody is in the articles that are there already")
	file.add(cmd)
	return cmd
}

func authorityListCommand() *cobra.Command {
	var file archiveFlag
	var o formatFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the lists of known people",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			out, err := o.open(cmd)
			if err != nil {
				return err
			}
			own, err := authority.Default()
			if err != nil {
				return err
			}
			lists := []archive.Authority{{Name: authority.DefaultName, Format: string(authority.Congress), Licence: "CC0 1.0", Entries: len(own)}}
			err = change(cmd, file, func(ctx context.Context, store archive.Store, _ io.Writer) error {
				added, err := store.Authorities(ctx)
				lists = append(lists, added...)
				return err
			})
			if err != nil && !errors.Is(err, archive.ErrNoArchive) {
				return err
			}
			return format.List(out, lists, []string{"name", "entries", "format", "licence", "added", "source"},
				func(l *archive.Authority) []string {
					return []string{l.Name, strconv.Itoa(l.Entries), l.Format, l.Licence, l.Added, l.Source}
				},
				func(l *archive.Authority) []string {
					added := "comes with sayso"
					if l.Added != "" {
						added = "added " + dayOf(l.Added)
					}
					return []string{l.Name, count(l.Entries, "entry"), l.Format, cmp.Or(l.Licence, "licence not given"), added, l.Source}
				})
		},
	}
	o.add(cmd)
	file.add(cmd)
	return cmd
}

func authorityRemoveCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "remove NAME",
		Short: "Take a list of known people out of the archive",
		Args:  exactly(1, "the name of a list"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				return listedBy(store.RemoveAuthority(ctx, args[0]), "sayso authority list")
			})
		},
	}
	file.add(cmd)
	return cmd
}
