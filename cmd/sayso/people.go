package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/format"
)

// outputFlags say how a command that asks the archive prints.
type outputFlags struct {
	name, color   string
	limit, offset int
	all           bool
}

func (o *outputFlags) add(cmd *cobra.Command, what string) {
	f := cmd.Flags()
	f.StringVarP(&o.name, "format", "f", "text", "how to print: "+strings.Join(format.Names, ", "))
	f.StringVar(&o.color, "color", "auto", "colour: auto, always or never (NO_COLOR is honoured)")
	f.IntVarP(&o.limit, "limit", "n", 50, what+" to show")
	f.IntVar(&o.offset, "offset", 0, what+" to skip")
	f.BoolVar(&o.all, "all", false, "show all, however many")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed(format.Names...))
	_ = cmd.RegisterFlagCompletionFunc("color", fixed("auto", "always", "never"))
}

// open checks the flags and returns where to write.
func (o *outputFlags) open(cmd *cobra.Command) (*format.Archive, error) {
	colored, err := colors(o.color, cmd.OutOrStdout())
	if err != nil {
		return nil, err
	}
	if o.limit < 0 || o.offset < 0 {
		return nil, usageError{errors.New("--limit and --offset: use 0 or more")}
	}
	if o.all || o.limit == 0 {
		o.limit = -1
	}
	out, err := format.NewArchive(o.name, cmd.OutOrStdout(), format.Options{Color: colored, Width: width(cmd.OutOrStdout())})
	if err != nil {
		return nil, usageError{err}
	}
	return out, nil
}

// rest says on standard error that there is more than was shown.
func (o *outputFlags) rest(cmd *cobra.Command, shown, total int, what string) {
	if left := total - o.offset - shown; left > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%d of %s shown; --limit or --all shows more\n", shown, count(total, what))
	} else if total == 0 && o.name == "text" {
		fmt.Fprintln(cmd.ErrOrStderr(), "nothing found")
	}
}

// outshines reports whether who is asked for by a name is the first of two, without asking back: in ten times as many
// articles, or a person who speaks, of just that name, beside something that does not.
func outshines(first, second *archive.Entity, name string) bool {
	return first.Articles >= 10*second.Articles ||
		first.Type == "person" && first.Statements > 0 && second.Statements == 0 && strings.EqualFold(first.Name, name)
}

// whoIs returns the one that a name on the command line is. Where several have it, the error lists them with their
// numbers.
func whoIs(ctx context.Context, store archive.Store, name string) (archive.Entity, error) {
	list, err := store.Entities(ctx, name)
	if errors.Is(err, archive.ErrNotFound) {
		return archive.Entity{}, fmt.Errorf("nobody in the archive goes by %q; find shows who is quoted: sayso find --speaker %q", name, name)
	}
	if err != nil {
		return archive.Entity{}, err
	}
	if len(list) == 1 || len(list) > 1 && outshines(&list[0], &list[1], name) {
		return list[0], nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "several go by %q; name one by its number:", name)
	for i, e := range list {
		if i == 12 {
			fmt.Fprintf(&b, "\n  and %d more", len(list)-i)
			break
		}
		fmt.Fprintf(&b, "\n  %s", line(e))
	}
	return archive.Entity{}, usageError{errors.New(b.String())}
}

// line tells an entity from others of its name.
func line(e archive.Entity) string {
	return fmt.Sprintf("#%-6d %s: %s, in %s, with %s", e.ID, e.Name, e.Type, count(e.Articles, "article"), count(e.Statements, "statement"))
}

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
			out, err := o.open(cmd)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			store, err := archive.OpenExisting(ctx, string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			if len(args) == 0 || list {
				var found []archive.Entity
				if len(args) == 0 {
					limit := o.limit
					found, err = store.Most(ctx, sayso.Person, limit)
				} else {
					found, err = store.Entities(ctx, args[0])
				}
				if err == nil {
					err = out.Entities(found)
				}
				return err
			}
			e, err := whoIs(ctx, store, args[0])
			if err != nil {
				return err
			}
			page := format.Person{}
			if page.Profile, err = store.Entity(ctx, e.ID); err != nil {
				return err
			}
			if page.Said, err = store.Said(ctx, archive.SaidQuery{By: e.ID, Limit: o.limit, Offset: o.offset}); err != nil {
				return err
			}
			if page.About, err = store.Said(ctx, archive.SaidQuery{About: e.ID, Limit: o.limit, Offset: o.offset}); err != nil {
				return err
			}
			if page.Contacts, err = store.Contacts(ctx, archive.ContactQuery{A: e.ID, Limit: o.limit, Offset: o.offset}); err != nil {
				return err
			}
			if page.Disputes, err = store.Disputes(ctx, archive.DisputeQuery{Entity: e.ID, Limit: o.limit, Offset: o.offset}); err != nil {
				return err
			}
			if err := out.Person(&page); err != nil {
				return fmt.Errorf("write the output: %w", err)
			}
			if page.Said.Total > 0 {
				o.rest(cmd, len(page.Said.Hits), page.Said.Total, "statement")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&list, "list", false, "list all who go by the name, with their numbers")
	o.add(cmd, "statements")
	file.add(cmd)
	return cmd
}

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
			out, err := o.open(cmd)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			store, err := archive.OpenExisting(ctx, string(file))
			if err != nil {
				return err
			}
			defer store.Close()
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
		},
	}
	o.add(cmd, "contacts")
	file.add(cmd)
	return cmd
}

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
			out, err := o.open(cmd)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			store, err := archive.OpenExisting(ctx, string(file))
			if err != nil {
				return err
			}
			defer store.Close()
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
		},
	}
	cmd.Flags().BoolVar(&across, "across", false, "only those across articles")
	o.add(cmd, "disputes")
	file.add(cmd)
	return cmd
}

func atMost(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError{fmt.Errorf("too many names: %s at most; put a name of several words into quotation marks", what)}
		}
		return nil
	}
}

func mergeCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "merge A B",
		Short: "Decide that two people of the archive are one",
		Long: `Decide that A and B are one. The decision is kept for ever, outranks all that the archive finds out by itself, and can be
taken back with: sayso decisions --undo NUMBER. A and B are names, or numbers as "#12" where several have the name.`,
		Example: `  sayso merge 'Ann Lund' 'Anna Lund'
  sayso merge '#12' '#40'`,
		Args: exactly(2, "the two who are one"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				one, err := whoIs(ctx, store, args[0])
				if err != nil {
					return err
				}
				other, err := whoIs(ctx, store, args[1])
				if err != nil {
					return err
				}
				left, err := store.Merge(ctx, one.ID, other.ID)
				if err != nil {
					return err
				}
				p, err := store.Entity(ctx, left)
				if err == nil {
					fmt.Fprintf(out, "%s\n", line(p.Entity))
				}
				return err
			})
		},
	}
	file.add(cmd)
	return cmd
}

func splitCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "split NAME ARTICLE…",
		Short: "Decide that a person is somebody else in some articles",
		Long: `Decide that the one who goes by NAME in these articles is somebody else than the one of that name in all others. An ARTICLE
is its key, or the first 8 characters or more of it; person --format jsonl lists them under "in". The decision is kept
for ever, and can be taken back with: sayso decisions --undo NUMBER.`,
		Example: `  sayso split 'Ann Lund' 3f2a91bc`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError{errors.New("give a name and the articles in which it is somebody else's")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				e, err := whoIs(ctx, store, args[0])
				if err != nil {
					return err
				}
				apart, err := store.Split(ctx, e.ID, args[1:])
				if err != nil {
					return err
				}
				for _, id := range []int64{e.ID, apart} {
					p, err := store.Entity(ctx, id)
					if err != nil {
						return err
					}
					fmt.Fprintf(out, "%s\n", line(p.Entity))
				}
				return nil
			})
		},
	}
	file.add(cmd)
	return cmd
}

func decisionsCommand() *cobra.Command {
	var file archiveFlag
	var undo int64
	var relink bool
	cmd := &cobra.Command{
		Use:   "decisions",
		Short: "List what was decided by hand about who is who, and take it back",
		Example: `  sayso decisions
  sayso decisions --undo 3
  sayso decisions --relink`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				if undo != 0 {
					if err := store.Undo(ctx, undo); err != nil {
						return err
					}
				}
				if relink {
					if err := store.Relink(ctx); err != nil {
						return err
					}
				}
				list, err := store.Decisions(ctx)
				if err != nil {
					return err
				}
				for _, d := range list {
					undone := ""
					if d.Undone != "" {
						undone = " (undone)"
					}
					fmt.Fprintf(out, "%d  %s  %s: %s%s\n", d.ID, d.At[:min(10, len(d.At))], d.Verb, d.What, undone)
				}
				if len(list) == 0 {
					fmt.Fprintln(cmd.ErrOrStderr(), "nothing was decided by hand")
				}
				return nil
			})
		},
	}
	cmd.Flags().Int64Var(&undo, "undo", 0, "take back the decision of this number")
	cmd.Flags().BoolVar(&relink, "relink", false, "find out anew who everybody is, by the lists of known people as they are now; decisions hold")
	file.add(cmd)
	return cmd
}

func exactly(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usageError{fmt.Errorf("%d names are needed: %s; put a name of several words into quotation marks", n, what)}
		}
		return nil
	}
}

// change opens an archive for a command that changes it.
func change(cmd *cobra.Command, file archiveFlag, f func(context.Context, archive.Store, io.Writer) error) error {
	store, err := archive.OpenExisting(cmd.Context(), string(file))
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	if archive.AuthorOf(ctx) == "" {
		ctx = archive.WithAuthor(ctx, os.Getenv("USER"))
	}
	err = f(ctx, store, cmd.OutOrStdout())
	if closing := store.Close(); err == nil {
		err = closing
	}
	return err
}
