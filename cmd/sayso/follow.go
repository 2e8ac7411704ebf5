package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/batch"
	"sayso/follow"
	"sayso/intake"
)

// followFlags are the flags of commands that fetch from the web.
type followFlags struct {
	private bool
	every   time.Duration
}

func (f *followFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.private, "allow-private", false, "fetch from this machine and private networks as well, and through a proxy")
}

func followCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "follow",
		Short: "Take in what news sites publish, from their feeds",
		Long: `Take in what news sites publish, from their feeds (RSS, Atom, JSON Feed).

sayso asks a feed every half hour whether anything is new, takes articles from the feed if it has them in full, and else
fetches their pages; an article that has changed is kept as another version of it. For a page that cannot be had the feed's own
words are taken, and the page is tried again, for three days. It waits between requests to a site, does
what the site's robots.txt says, and fetches from public addresses only.`,
		Example: `  sayso follow add https://news.example/feed.xml
  sayso follow add feeds.opml
  sayso follow run
  sayso follow run --every 30m`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(followAddCommand(), followListCommand(), followRemoveCommand(), followRunCommand())
	return cmd
}

func followAddCommand() *cobra.Command {
	var file archiveFlag
	var flags followFlags
	cmd := &cobra.Command{
		Use:   "add URL|FILE…",
		Short: "Follow feeds: their addresses, those of sites that name them, or lists of them (OPML, or an address a line)",
		Args:  atLeastArgs(1, "the address of a feed (https://…), or a file with a list of them"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withArchive(cmd.Context(), file, archive.Open, func(store *archive.Archive) error {
				f := follow.New(store, nil, follow.Options{AllowPrivate: flags.private})
				failed := false
				for _, name := range args {
					feeds, added, err := f.Add(cmd.Context(), name)
					if err != nil {
						failed = true
						report(cmd.ErrOrStderr(), fmt.Errorf("follow %s: %w", name, err))
						continue
					}
					for _, feed := range feeds {
						fmt.Fprintln(cmd.OutOrStdout(), strings.TrimSpace(feed.URL+"  "+feed.Title))
					}
					if known := len(feeds) - added; known > 0 {
						fmt.Fprintf(cmd.ErrOrStderr(), "%s followed already\n", count(known, "feed"))
					}
				}
				return ended(cmd.Context(), failed)
			})
		},
	}
	file.add(cmd)
	flags.add(cmd)
	return cmd
}

func followListCommand() *cobra.Command {
	return listCommand(listed[archive.Feed]{
		short:   "List the feeds that are followed, and how the last try went",
		none:    "no feeds are followed; begin with: sayso follow add URL",
		get:     func(ctx context.Context, store archive.Store) ([]archive.Feed, error) { return store.Feeds(ctx) },
		columns: []string{"url", "title", "items", "added", "checked", "due", "failures", "problem", "gone"},
		cells: func(f *archive.Feed) []string {
			return []string{f.URL, f.Title, strconv.Itoa(f.Items), moment(f.Added), moment(f.Checked), moment(f.Due), strconv.Itoa(f.Failures), f.Problem,
				strconv.FormatBool(f.Gone)}
		},
		parts: func(f *archive.Feed) []string { return []string{f.URL, f.Title, count(f.Items, "item"), stateOf(f)} },
	})
}

// moment writes a time for programs, none as nothing.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// stateOf says how the last try went.
func stateOf(f *archive.Feed) string {
	switch {
	case f.Gone:
		return "gone: " + f.Problem
	case f.Problem != "":
		return fmt.Sprintf("failed %s, next try %s: %s", times(f.Failures), f.Due.Format(time.DateTime), f.Problem)
	case !f.Checked.IsZero():
		return "asked " + f.Checked.Format(time.DateTime)
	}
	return "not asked yet"
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func followRemoveCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "remove URL…",
		Short: "Stop following feeds; what was taken in stays",
		Args:  atLeastArgs(1, "the address of a feed that is followed"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withArchive(cmd.Context(), file, archive.OpenExisting, func(store *archive.Archive) error {
				for _, url := range args {
					if err := store.RemoveFeed(cmd.Context(), url); err != nil {
						return listedBy(err, "sayso follow list")
					}
				}
				return nil
			})
		},
	}
	file.add(cmd)
	return cmd
}

func followRunCommand() *cobra.Command {
	var file archiveFlag
	var flags followFlags
	var reads readingFlags
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Ask the feeds that are due, once; with --every, again and again until stopped",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := reads.check(); err != nil {
				return err
			}
			ctx := cmd.Context()
			return withArchive(ctx, file, archive.OpenExisting, func(store *archive.Archive) error {
				if flags.every > 0 {
					return followUntil(ctx, store, &reads, &flags, cmd.ErrOrStderr())
				}
				failed := false
				f, tell := follower(store, &reads, &flags, cmd.ErrOrStderr(), &failed)
				if err := f.Run(ctx, tell); err != nil {
					return err
				}
				return ended(ctx, failed)
			})
		},
	}
	file.add(cmd)
	flags.add(cmd)
	cmd.Flags().DurationVar(&flags.every, "every", 0, "go on, asking every feed this often (30m is polite)")
	reads.add(cmd)
	return cmd
}

// withArchive opens the archive, calls f and closes it.
func withArchive(ctx context.Context, file archiveFlag, open func(context.Context, string) (*archive.Archive, error), f func(*archive.Archive) error) error {
	store, err := open(ctx, string(file))
	if err != nil {
		return err
	}
	err = f(store)
	if closing := store.Close(); err == nil {
		err = closing
	}
	return err
}

// follower makes what follows the feeds of an archive, and what tells of it on w, a line a feed. failed is set where something
// could not be had. serve --follow uses it as well.
func follower(store archive.Store, reads *readingFlags, flags *followFlags, w io.Writer, failed *bool) (*follow.Follower, func(follow.Event)) {
	take := func(ctx context.Context, articles []*sayso.Article) error { return takeIn(ctx, store, reads, articles) }
	tell := func(e follow.Event) {
		switch {
		case e.Err != nil && e.Item != "":
			*failed = true
			if e.OwnWords {
				e.Err = fmt.Errorf("%w; what the feed says of it was taken in", e.Err)
			}
			report(w, fmt.Errorf("%s: %s: %w", e.Feed, e.Item, e.Err))
		case e.Err != nil:
			*failed = true
			report(w, fmt.Errorf("%s: %w", e.Feed, e.Err))
		case e.Unchanged:
			fmt.Fprintf(w, "%s: nothing new\n", e.Feed)
		default:
			fmt.Fprintf(w, "%s: %d new, %d updated\n", e.Feed, e.New, e.Updated)
		}
	}
	return follow.New(store, take, follow.Options{AllowPrivate: flags.private, Every: flags.every}), tell
}

// takeIn reads articles and adds them to an archive.
func takeIn(ctx context.Context, store archive.Store, reads *readingFlags, articles []*sayso.Article) error {
	var entries []archive.Entry
	for a, err := range reads.readAll(batch.All(articles), nil) {
		if err != nil {
			return err
		}
		entries = append(entries, archive.Entry{Article: a.article, Record: a.record})
	}
	// what has been fetched is kept even when the user interrupts
	_, err := store.Add(context.WithoutCancel(ctx), entries)
	return err
}

// absolute is how an archive knows a file, wherever it is named from.
func absolute(name string) string {
	if path, err := filepath.Abs(name); err == nil {
		return path
	}
	return name
}

// resume tells intake how far a web archive has been added.
func resume(ctx context.Context, store archive.Store) func(name string, size int64) int64 {
	return func(name string, size int64) int64 {
		place, err := store.TakenIn(ctx, absolute(name), size)
		if err != nil {
			return 0 // what is there already is found out article by article
		}
		return place
	}
}

// places remembers the last article that was added of each web archive.
type places map[string]int64

func (p places) note(a *sayso.Article) {
	if file, place, ok := intake.Place(a.Path); ok {
		p[file] = place
	}
}

// keep writes down how far the files have been added.
func (p places) keep(ctx context.Context, store archive.Store) error {
	for file, place := range p {
		info, err := os.Stat(file)
		if err != nil {
			continue // an archive within another: that is not taken up in the middle
		}
		if err := store.SetTakenIn(ctx, absolute(file), info.Size(), place); err != nil {
			return err
		}
	}
	clear(p)
	return nil
}

// followUntil follows the feeds of an archive until ctx ends, telling of it on w: what serve --follow runs beside its pages. The
// feeds are looked up anew in each round, so that those added meanwhile are followed as well.
func followUntil(ctx context.Context, store archive.Store, reads *readingFlags, flags *followFlags, w io.Writer) error {
	failed := false
	f, tell := follower(store, reads, flags, w, &failed)
	err := f.Watch(ctx, func(e follow.Event) {
		if !e.Unchanged {
			tell(e)
		}
	})
	if ctx.Err() != nil {
		return nil // asked to stop
	}
	return err
}
