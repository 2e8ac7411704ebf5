package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso/archive"
	"sayso/notify"
	"sayso/query"
)

func savedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "saved",
		Short: "Keep searches, and be told what is new",
		Long: `Keep searches, and be told what is new.

A saved search has feeds (RSS, Atom, JSON Feed) where "sayso serve" shows the archive, and can have a webhook: an address
that statements are sent to as JSON when articles with them are added.`,
		Example: `  sayso saved add 'Harbour' 'harbour -is:denial'
  sayso saved list
  sayso saved add 'Denials' is:denial --webhook https://hooks.example/news --secret "$SECRET"
  sayso saved run                        send what is new to the webhooks`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(savedListCommand(), savedAddCommand(), savedRemoveCommand(), savedRunCommand())
	return cmd
}

func savedListCommand() *cobra.Command {
	return listCommand(listed[archive.Saved]{
		short: "List saved searches with what is new",
		none:  "no saved searches; make one with: sayso saved add NAME QUERY",
		get: func(ctx context.Context, store archive.Store) ([]archive.Saved, error) {
			list, err := store.Saved(ctx, "")
			for i := range list {
				list[i].Webhook = list[i].Host() // the rest of an address is often a secret
			}
			return list, err
		},
		columns: []string{"number", "new", "name", "query", "created", "webhook", "failed", "fault"},
		cells: func(s *archive.Saved) []string {
			return []string{strconv.FormatInt(s.ID, 10), newOf(s), s.Name, s.Query, s.Created, s.Webhook, strconv.Itoa(s.Failed), s.Fault}
		},
		parts: func(s *archive.Saved) []string {
			line := []string{strconv.FormatInt(s.ID, 10), newOf(s) + " new", s.Name, s.Query}
			if s.Webhook == "" {
				return line
			}
			hook := "→ " + s.Webhook
			if s.Failed > 0 {
				hook += fmt.Sprintf(" (failed %s: %s)", times(s.Failed), s.Fault)
			}
			return append(line, hook)
		},
	})
}

// newOf counts what is new to a saved search; with a plus there may be more.
func newOf(s *archive.Saved) string {
	if s.NewAtLeast {
		return strconv.Itoa(s.New) + "+"
	}
	return strconv.Itoa(s.New)
}

func savedAddCommand() *cobra.Command {
	var file archiveFlag
	var s archive.Saved
	cmd := &cobra.Command{
		Use:   "add NAME QUERY",
		Short: "Save a search",
		Long:  "Save a search. A QUERY is written as for \"sayso find\". What is in the archive now is not new to it.",
		Args:  atLeastArgs(2, "a name and a query, as in: sayso saved add Harbour 'harbour -is:denial'"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Name, s.Query = args[0], strings.Join(args[1:], " ")
			if s.Webhook != "" {
				if err := notify.CheckURL(s.Webhook); err != nil {
					return usageError{err}
				}
			} else if s.Secret != "" {
				return usageError{errors.New("--secret signs what is sent to a webhook; give one with --webhook")}
			}
			if _, err := query.Parse(s.Query); err != nil {
				return usageError{showPlace(err)}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			saved, err := store.Save(cmd.Context(), s)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "saved as %d: %s\n", saved.ID, saved.Query)
			return nil
		},
	}
	cmd.Flags().StringVar(&s.Webhook, "webhook", "", "address that new statements are sent to")
	cmd.Flags().StringVar(&s.Secret, "secret", "", "what they are signed with (HMAC-SHA256)")
	file.add(cmd)
	return cmd
}

func savedRemoveCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "remove NUMBER",
		Short: "Forget a saved search",
		Args:  exactly(1, "the number of a saved search"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usageError{fmt.Errorf("%q is not the number of a saved search; \"sayso saved list\" has them", args[0])}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			return listedBy(store.RemoveSaved(cmd.Context(), id), "sayso saved list")
		},
	}
	file.add(cmd)
	return cmd
}

func savedRunCommand() *cobra.Command {
	var file archiveFlag
	var hooks webhookFlags
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Send what is new to the webhooks",
		Long: `Send what is new to the webhooks of saved searches, once. "sayso serve" does the same all the time.

What does not arrive is tried again by the next run, half a minute later at the soonest, then after longer and longer times.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			failed := 0
			sent, err := hooks.sender(store).Run(cmd.Context(), func(d *archive.Delivery, why error) {
				failed++
				fmt.Fprintf(cmd.ErrOrStderr(), "sayso: %s: %v\n", d.Name, why)
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%d sent\n", sent)
			if failed > 0 {
				return errReported
			}
			return nil
		},
	}
	file.add(cmd)
	hooks.add(cmd)
	return cmd
}

// webhookFlags say how to send to webhooks.
type webhookFlags struct {
	base         string
	allowPrivate bool
}

func (f *webhookFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.base, "base-url", "", "address under which others reach the pages, for links in what is sent to webhooks")
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "let webhooks, and feeds that are followed, be on this machine and in private networks")
}

func (f *webhookFlags) sender(store notify.Store) *notify.Sender {
	return notify.New(store, notify.Options{Base: f.base, AllowPrivate: f.allowPrivate})
}

// watchEvery is how often it is looked for what is new. Looking costs next to nothing where nothing is.
const watchEvery = 3 * time.Second

// watch sends what is new until ctx ends, and then closes the channel.
func (f *webhookFlags) watch(ctx context.Context, store notify.Store) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f.sender(store).Watch(ctx, watchEvery)
	}()
	return done
}
