// Command sayso reads news and keeps who said what, to whom, through which outlet and when; each on somebody's say-so.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// Exit statuses.
const (
	exitSome  = 1   // some of the input could not be read, or nothing could be done
	exitUsage = 2   // the command line is wrong
	exitInt   = 130 // interrupted
)

// errReported ends a command whose errors have been printed already.
var errReported = errors.New("some of the input could not be read")

// usageError is a command line that makes no sense.
type usageError struct{ error }

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run runs the command line and returns the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Whoever reads us may stop at any time. That is an error of writing, so that all is put in order: an export removes its
	// temporary files.
	signal.Ignore(syscall.SIGPIPE)
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, syscall.EPIPE):
		return 0 // whoever reads us has seen enough
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInt
	case errors.Is(err, errReported):
		return exitSome
	case errors.As(err, &usage) || strings.HasPrefix(err.Error(), "unknown command"):
		fmt.Fprintf(stderr, "sayso: %s\n", usageOf(cmd, err))
		return exitUsage
	}
	fmt.Fprintf(stderr, "sayso: %v\n", err)
	return exitSome
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "sayso",
		Short: "Who said what in the news, and on whose say-so",
		Long: `sayso reads news and keeps exactly what is said in it: who said what, to whom, through which outlet and when; who met
whom, who held which role, who denied what; each on somebody's say-so, never as bare fact. It takes no side.

Everything happens on this machine: no key, no other service, and no network, but for the feeds that you tell it to follow.`,
		Example: `  sayso read samples                     show who said what in the sample articles
  sayso read --format jsonl a.html b.txt  one record a line, for programs
  sayso add samples                      keep articles and records in sayso.db
  sayso find --speaker marrow harbour    search what was said
  sayso serve                            the same in the browser`,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.SetHelpCommand(helpCommand())
	root.AddCommand(
		readCommand(), addCommand(), followCommand(), findCommand(), savedCommand(),
		personCommand(), contactsCommand(), disputesCommand(),
		quotationsCommand(), copiesCommand(), versionsCommand(),
		mergeCommand(), splitCommand(), decisionsCommand(), correctCommand(), correctionsCommand(),
		authorityCommand(),
		exportCommand(),
		rereadCommand(), checkCommand(), backupCommand(),
		serveCommand(), userCommand(), tokenCommand(),
		mcpCommand(),
		versionCommand(),
		parseCommand(), trainCommand(), evalCommand(),
	)
	return root
}

// paths wants at least one path.
func paths(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usageError{errors.New("no path given: name files or folders, or - for standard input")}
	}
	return nil
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width returns the columns of the terminal that stream is, 80 if it is none.
func width(stream any) int {
	if f, ok := stream.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return 80
}

// colors decides whether to write in colour: always, never, or where the output is a terminal that has it and NO_COLOR
// is not set.
func colors(when string, out io.Writer) (bool, error) {
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		return isTerminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", nil
	}
	return false, usageError{fmt.Errorf("--color %q: use auto, always or never", when)}
}
