package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"sayso/account"
	"sayso/archive"
)

func userCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Give accounts to those who use the desk from other machines",
		Long: `Accounts of the desk. On this machine nobody needs one; a desk that others can reach asks everybody to sign in.

Roles: read may read everything, correct may also correct and add, admin may also see how the desk itself is doing.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(userAddCommand(), userListCommand(), userPasswordCommand(), userRoleCommand(), userRemoveCommand())
	return cmd
}

func userAddCommand() *cobra.Command {
	var file archiveFlag
	var role string
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Make an account",
		Long: `Make an account. The password is asked for; from a pipe, it is the first line of standard input. It wants 10 characters or
more; several words make a good one.`,
		Example: `  sayso user add hedda --role correct
  pass show desk | sayso user add hedda`,
		Args: exactly(1, "a name for the account"),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := checked(args[0], role)
			if err != nil {
				return err
			}
			password, err := newPassword(cmd)
			if err != nil {
				return err
			}
			return changeOrMake(cmd, file, func(ctx context.Context, store archive.Store) error {
				return told(store.AddUser(ctx, args[0], r, account.HashPassword(password)), "change it with: sayso user password "+args[0])
			})
		},
	}
	addRole(cmd, &role)
	file.add(cmd)
	return cmd
}

func userListCommand() *cobra.Command {
	return accessListCommand("List the accounts", "no accounts; make one with: sayso user add NAME", "signed in",
		func(ctx context.Context, store archive.Store) (out []access, err error) {
			list, err := store.Users(ctx)
			for _, u := range list {
				out = append(out, access{u.Name, u.Role.String(), u.Added, u.Seen})
			}
			return out, err
		})
}

// access is an account or a token in a list.
type access struct {
	Name  string `json:"name"`
	Role  string `json:"role"`
	Added string `json:"added"`
	Used  string `json:"used,omitempty"`
}

// accessListCommand lists accounts or tokens; used says what using one is.
func accessListCommand(short, none, used string, all func(context.Context, archive.Store) ([]access, error)) *cobra.Command {
	return listCommand(listed[access]{
		short: short, none: none, get: all,
		columns: []string{"name", "role", "added", "used"},
		cells:   func(a *access) []string { return []string{a.Name, a.Role, a.Added, a.Used} },
		parts: func(a *access) []string {
			last := "never " + used
			if a.Used != "" {
				last = used + " " + dayOf(a.Used)
			}
			return []string{a.Name, a.Role, "added " + dayOf(a.Added), last}
		},
	})
}

func userPasswordCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "password NAME",
		Short: "Give an account a new password and end its sessions",
		Args:  exactly(1, "the name of an account"),
		RunE: func(cmd *cobra.Command, args []string) error {
			password, err := newPassword(cmd)
			if err != nil {
				return err
			}
			return change(cmd, file, func(ctx context.Context, store archive.Store, _ io.Writer) error {
				return told(store.SetPassword(ctx, args[0], account.HashPassword(password)), "")
			})
		},
	}
	file.add(cmd)
	return cmd
}

func userRoleCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "role NAME ROLE",
		Short: "Change what an account may do: read, correct or admin",
		Args:  exactly(2, "the name of an account and a role: read, correct or admin"),
		RunE: func(cmd *cobra.Command, args []string) error {
			role, err := account.ParseRole(args[1])
			if err != nil {
				return usageError{err}
			}
			return change(cmd, file, func(ctx context.Context, store archive.Store, _ io.Writer) error {
				return told(store.SetRole(ctx, args[0], role), "")
			})
		},
	}
	file.add(cmd)
	return cmd
}

func userRemoveCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove an account and end its sessions; what it corrected stays",
		Args:  exactly(1, "the name of an account"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, _ io.Writer) error {
				return told(store.RemoveUser(ctx, args[0]), "")
			})
		},
	}
	file.add(cmd)
	return cmd
}

func addRole(cmd *cobra.Command, role *string) {
	cmd.Flags().StringVar(role, "role", account.Read.String(), "what it may do: read, correct or admin")
	_ = cmd.RegisterFlagCompletionFunc("role", fixed(account.Read.String(), account.Correct.String(), account.Admin.String()))
}

// checked checks the name and the role of something new.
func checked(name, role string) (account.Role, error) {
	if err := account.CheckName(name); err != nil {
		return account.Nobody, usageError{err}
	}
	r, err := account.ParseRole(role)
	if err != nil {
		return account.Nobody, usageError{err}
	}
	return r, nil
}

// told completes the error of a name that is taken, or that there is not, with what to do.
func told(err error, taken string) error {
	switch {
	case errors.Is(err, archive.ErrExists):
		return fmt.Errorf("%w; %s", err, taken)
	case errors.Is(err, archive.ErrNoUser):
		return fmt.Errorf("%w; 'sayso user list' and 'sayso token list' show what there is", err)
	}
	return err
}

// changeOrMake opens an archive for a change, and makes it where there is none.
func changeOrMake(cmd *cobra.Command, file archiveFlag, f func(context.Context, archive.Store) error) (err error) {
	store, err := archive.Open(cmd.Context(), string(file))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return f(cmd.Context(), store)
}

// newPassword asks for a password twice, or takes the first line of what is piped in.
func newPassword(cmd *cobra.Command) (string, error) {
	in := cmd.InOrStdin()
	if !isTerminal(in) {
		line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", fmt.Errorf("read the password from standard input: %w", err)
		}
		password := strings.TrimRight(line, "\r\n")
		return password, account.CheckPassword(password)
	}
	ask := func(what string) (string, error) {
		fmt.Fprint(cmd.ErrOrStderr(), what)
		password, err := term.ReadPassword(int(in.(*os.File).Fd()))
		fmt.Fprintln(cmd.ErrOrStderr())
		if err != nil {
			return "", fmt.Errorf("read the password: %w", err)
		}
		return string(password), nil
	}
	password, err := ask("Password (10 characters or more): ")
	if err == nil {
		err = account.CheckPassword(password)
	}
	if err != nil {
		return "", err
	}
	again, err := ask("Once more: ")
	if err == nil && again != password {
		err = errors.New("the two passwords are not the same: nothing was changed")
	}
	return password, err
}

func dayOf(time string) string { return time[:min(10, len(time))] }
