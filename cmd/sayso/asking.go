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

// ask opens the output and an archive for a command that asks it.
func (o *outputFlags) ask(cmd *cobra.Command, file archiveFlag, f func(context.Context, archive.Store, *format.Archive) error) error {
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

func atMost(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError{fmt.Errorf("too many names: %s at most; put a name of several words into quotation marks", what)}
		}
		return nil
	}
}

func exactly(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			if n == 1 {
				return usageError{fmt.Errorf("give one: %s; put a name of several words into quotation marks", what)}
			}
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
