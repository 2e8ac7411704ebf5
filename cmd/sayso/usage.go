package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sayso/archive"
)

// usageOf tells in plain words what is wrong with a command line, and which help to ask for. cmd is the command that was
// meant, as far as it was found.
func usageOf(cmd *cobra.Command, err error) string {
	text := err.Error()
	if said, hint, ok := strings.Cut(text, "\n\nDid you mean this?\n"); ok {
		text = said + "; did you mean " + strings.Join(strings.Fields(hint), " or ") + "?"
	}
	// the parsers of flags tell of the Go function that failed
	if said, fault, ok := strings.Cut(text, ": strconv."); ok {
		want := "a number"
		if strings.HasPrefix(fault, "ParseBool") {
			want = "true or false"
		}
		text = said + ": give " + want
	}
	path := "sayso"
	if cmd != nil {
		path = cmd.CommandPath()
	}
	return fmt.Sprintf("%s\nSee '%s --help'.", text, path)
}

// helpCommand shows the help of a command; one that there is not is a wrong command line, as elsewhere.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Tell about a command",
		RunE: func(help *cobra.Command, args []string) error {
			cmd, rest, err := help.Root().Find(args)
			if err == nil && len(rest) > 0 {
				err = noArgs(cmd, rest)
			}
			if err != nil {
				return usageError{err}
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
		ValidArgsFunction: func(help *cobra.Command, args []string, _ string) (names []cobra.Completion, _ cobra.ShellCompDirective) {
			if cmd, _, err := help.Root().Find(args); err == nil {
				for _, sub := range cmd.Commands() {
					if sub.IsAvailableCommand() {
						names = append(names, sub.Name())
					}
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// listedBy completes the error of something that is not in the archive with the command that lists what is.
func listedBy(err error, command string) error {
	if !errors.Is(err, archive.ErrNotFound) {
		return err
	}
	return fmt.Errorf("%w; to see what is: %s", err, command)
}

// noArgs wants nothing but flags behind a command, and behind one that has commands, one of those.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !cmd.HasAvailableSubCommands() {
		return usageError{fmt.Errorf("%s takes no names or paths, but there is %q", cmd.CommandPath(), args[0])}
	}
	var names []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return usageError{fmt.Errorf("unknown command %q for %q: use one of %s", args[0], cmd.CommandPath(), strings.Join(names, ", "))}
}

// atLeastArgs wants n arguments or more; what names them.
func atLeastArgs(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < n {
			return usageError{fmt.Errorf("give %s", what)}
		}
		return nil
	}
}
