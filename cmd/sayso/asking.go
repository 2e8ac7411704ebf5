package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/format"
)

// formatFlags say in which format a command prints what it found in the archive.
type formatFlags struct{ name, color string }

func (o *formatFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&o.name, "format", "f", "text", "how to print: "+strings.Join(format.Names, ", "))
	f.StringVar(&o.color, "color", "auto", "colour: auto, always or never (NO_COLOR is honoured)")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed(format.Names...))
	_ = cmd.RegisterFlagCompletionFunc("color", fixed("auto", "always", "never"))
}

// options checks the flags and returns how to write.
func (o *formatFlags) options(cmd *cobra.Command) (format.Options, error) {
	colored, err := colors(o.color, cmd.OutOrStdout())
	return format.Options{Color: colored, Width: width(cmd.OutOrStdout())}, err
}

// open checks the flags and returns where to write.
func (o *formatFlags) open(cmd *cobra.Command) (*format.Archive, error) {
	options, err := o.options(cmd)
	if err != nil {
		return nil, err
	}
	out, err := format.NewArchive(o.name, cmd.OutOrStdout(), options)
	if err != nil {
		return nil, usageError{err}
	}
	return out, nil
}

// ask opens the output and an archive for a command that asks it.
func (o *formatFlags) ask(cmd *cobra.Command, file archiveFlag, f func(context.Context, archive.Store, *format.Archive) error) error {
	out, err := o.open(cmd)
	if err != nil {
		return err
	}
	store, err := archive.OpenExisting(cmd.Context(), string(file))
	if err != nil {
		return err
	}
	defer store.Close()
	return f(cmd.Context(), store, out)
}

// empty says on standard error that there is nothing to show, and what to do about it, where people read it.
func (o *formatFlags) empty(cmd *cobra.Command, n int, what string) {
	if n == 0 && o.name == "text" {
		fmt.Fprintln(cmd.ErrOrStderr(), what)
	}
}

// listed is what somebody keeps in the archive, for listCommand: what to say where there is nothing, how to get it, and how
// format.List writes it.
type listed[T any] struct {
	short, none  string
	get          func(context.Context, archive.Store) ([]T, error)
	columns      []string
	cells, parts func(*T) []string
}

// listCommand lists what somebody keeps in the archive.
func listCommand[T any](of listed[T]) *cobra.Command {
	var file archiveFlag
	var o formatFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: of.short,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.ask(cmd, file, func(ctx context.Context, store archive.Store, out *format.Archive) error {
				list, err := of.get(ctx, store)
				if err != nil {
					return err
				}
				o.empty(cmd, len(list), of.none)
				return format.List(out, list, of.columns, of.cells, of.parts)
			})
		},
	}
	o.add(cmd)
	file.add(cmd)
	return cmd
}

// outputFlags say how a command prints what it found, and how much of it.
type outputFlags struct {
	formatFlags
	limit, offset int
	all           bool
}

func (o *outputFlags) add(cmd *cobra.Command, what string) {
	o.formatFlags.add(cmd)
	f := cmd.Flags()
	f.IntVarP(&o.limit, "limit", "n", 50, what+" to show")
	f.IntVar(&o.offset, "offset", 0, what+" to skip")
	f.BoolVar(&o.all, "all", false, "show all, however many")
}

// ask checks the flags and opens the output and an archive for a command that asks it.
func (o *outputFlags) ask(cmd *cobra.Command, file archiveFlag, f func(context.Context, archive.Store, *format.Archive) error) error {
	if o.limit < 0 || o.offset < 0 {
		return usageError{errors.New("--limit and --offset: use 0 or more")}
	}
	if o.all || o.limit == 0 {
		o.limit = -1
	}
	return o.formatFlags.ask(cmd, file, f)
}

// rest says on standard error that there is more than was shown.
func (o *outputFlags) rest(cmd *cobra.Command, shown, total int, what string) {
	if left := total - o.offset - shown; left > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%d of %s shown; --limit or --all shows more\n", shown, count(total, what))
	} else {
		o.empty(cmd, total, "nothing found")
	}
}

func atMost(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError{fmt.Errorf("too many names: %s at most; put a name of several words into quotation marks", what)}
		}
		return nil
	}
}

// exactly wants n arguments; what names them.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		alone := ""
		if len(args) > n {
			alone = " alone; put a name of several words into quotation marks"
		}
		return usageError{fmt.Errorf("give %s%s", what, alone)}
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
