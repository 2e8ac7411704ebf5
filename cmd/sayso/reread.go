package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/query"
)

// fingerprint names the reading of a kind, by its weights.
func (f *readingFlags) fingerprint() string {
	if r, ok := readers[f.reader]().(interface{ Fingerprint() string }); ok {
		return r.Fingerprint()
	}
	return f.reader
}

func rereadCommand() *cobra.Command {
	var flags readingFlags
	var file archiveFlag
	var since, name string
	var all, dry bool
	var examples int
	cmd := &cobra.Command{
		Use:   "reread [QUERY…]",
		Short: "Read the articles of the archive again, with the weights there are now",
		Long: `Read the articles of the archive again with the weights of this sayso, and tell what changed. Articles that these weights
have read already are left out, so that whenever the work is cut off, the same command goes on where it stopped: each
article is read again wholly or not at all.

What was corrected by hand stays: corrections are applied to what is read now. Where a passage is read so differently that
a correction has nothing to be about, it is listed as unanchored (sayso corrections --unanchored) and has no effect until
somebody looks.

With a QUERY, only articles in which find would find a statement are read again.`,
		Example: `  sayso reread --dry-run
  sayso reread
  sayso reread --since 2031-03 --examples 20
  sayso reread outlet:herald harbour --format jsonl > changes.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			if name != "text" && name != "jsonl" {
				return usageError{fmt.Errorf("--format %q: use text or jsonl", name)}
			}
			ctx := cmd.Context()
			store, err := archive.OpenExisting(ctx, string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			reader := flags.fingerprint()
			o := archive.OutdatedQuery{Reader: reader, Since: since}
			if all {
				o.Reader = ""
			}
			where, err := query.Parse(strings.Join(args, " "))
			if err != nil {
				return usageError{showPlace(err)}
			}
			if where != nil {
				o.Query = &archive.Query{Where: where}
			}
			keys, err := store.Outdated(ctx, o)
			if wrong := (*archive.QueryError)(nil); errors.As(err, &wrong) {
				return usageError{err}
			}
			if err != nil {
				return err
			}
			r := rereading{store: store, reader: reader, dry: dry, examples: examples, out: cmd.OutOrStdout(), json: name == "jsonl"}
			err = r.run(ctx, &flags, keys, newCounter(cmd.ErrOrStderr(), "articles"))
			to := cmd.OutOrStdout()
			if r.json {
				to = cmd.ErrOrStderr()
			}
			r.report(to, string(file))
			if err != nil {
				return err
			}
			return ended(ctx, false)
		},
	}
	f := cmd.Flags()
	f.StringVar(&since, "since", "", "only articles published on this date or later: 2031, 2031-05, 2031-05-14")
	f.BoolVar(&all, "all", false, "read again what these weights have read already as well")
	f.BoolVarP(&dry, "dry-run", "n", false, "change nothing, only tell what would change")
	f.IntVar(&examples, "examples", 5, "statements of each kind of change to show")
	f.StringVarP(&name, "format", "f", "text", "how to print: text, or jsonl for all changes, an article a line")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed("text", "jsonl"))
	flags.add(cmd)
	file.add(cmd)
	return cmd
}

// rereading reads articles again and adds up what changed.
type rereading struct {
	store    archive.Store
	reader   string
	dry      bool
	examples int
	out      io.Writer
	json     bool

	articles, left                int
	differ                        int
	same, added, dropped, changed int
	unanchored, anchored          int
	shown                         [3][]string
}

func (r *rereading) run(ctx context.Context, flags *readingFlags, keys []string, bar *counter) error {
	defer bar.end()
	r.left = len(keys)
	byArticle := func(yield func(*sayso.Article, error) bool) {
		for _, key := range keys {
			entry, err := r.store.Article(ctx, key)
			if ctx.Err() != nil || !yield(entry.Article, err) {
				return
			}
		}
	}
	for a, err := range flags.readAll(iter.Seq2[*sayso.Article, error](byArticle), nil) {
		if err != nil {
			return err
		}
		// what has been read is kept even when the user interrupts
		d, err := r.store.Reread(context.WithoutCancel(ctx), a.article.Key(), a.record, r.reader, r.dry)
		if err != nil {
			return err
		}
		if err := r.add(&d); err != nil {
			return err
		}
		bar.update(r.articles, len(keys))
	}
	return nil
}

func (r *rereading) add(d *archive.Difference) error {
	r.articles++
	r.left--
	r.same += d.Same
	r.added += len(d.Added)
	r.dropped += len(d.Dropped)
	r.changed += len(d.Changed)
	r.unanchored += len(d.Unanchored)
	r.anchored += len(d.Anchored)
	if !d.Any() {
		return nil
	}
	r.differ++
	if r.json {
		data, err := json.Marshal(d)
		if err == nil {
			_, err = fmt.Fprintf(r.out, "%s\n", data)
		}
		return err
	}
	where := fmt.Sprintf("  (%s, %s)", d.Title, d.Key[:8])
	for _, line := range d.Added {
		r.example(0, "+ "+line+where)
	}
	for _, line := range d.Dropped {
		r.example(1, "- "+line+where)
	}
	for _, pair := range d.Changed {
		r.example(2, "~ "+pair[0]+"\n  > "+pair[1]+where)
	}
	return nil
}

func (r *rereading) example(kind int, line string) {
	if len(r.shown[kind]) < r.examples {
		r.shown[kind] = append(r.shown[kind], line)
	}
}

// report says what changed.
func (r *rereading) report(w io.Writer, file string) {
	for _, list := range r.shown {
		for _, line := range list {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
	read, are := "read again", "are"
	if r.dry {
		read, are = "would be read again", "would be"
	}
	fmt.Fprintf(w, "%s: %s %s, %d with changes; of the statements %d %s the same, %d added, %d dropped, %d changed\n",
		file, count(r.articles, "article"), read, r.differ, r.same, are, r.added, r.dropped, r.changed)
	if r.unanchored > 0 {
		fmt.Fprintf(w, "%s about nothing that is read now: sayso corrections --unanchored\n", count(r.unanchored, "correction"))
	}
	if r.anchored > 0 {
		fmt.Fprintf(w, "%s in force again\n", count(r.anchored, "correction"))
	}
	if r.left > 0 {
		fmt.Fprintf(w, "%s left: run the same command to go on\n", count(r.left, "article"))
	}
}
