package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/intake"
)

// archiveFlag is where the archive is: --archive, else SAYSO_ARCHIVE, else sayso.db.
type archiveFlag string

func (f *archiveFlag) add(cmd *cobra.Command) {
	path := os.Getenv("SAYSO_ARCHIVE")
	if path == "" {
		path = "sayso.db"
	}
	cmd.Flags().StringVarP((*string)(f), "archive", "a", path, "archive file (or SAYSO_ARCHIVE)")
	_ = cmd.MarkFlagFilename("archive", "db")
}

// addBatch is how many articles go in with one transaction: enough to be fast, few enough to lose little when killed.
const addBatch = 200

func addCommand() *cobra.Command {
	var flags readingFlags
	var fields mapFlag
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "add PATH…",
		Short: "Put articles and what is said in them into the archive",
		Long: `Put articles and their records into the archive, one file that search and pages use.

Adding the same article again adds nothing. Articles go in a batch at a time, each batch wholly or not at all: whenever
the work is cut off, add the same paths again and it goes on where it stopped, in large web archives (WARC) as well. What can
be added is what can be read: see sayso help read.`,
		Example: `  sayso add samples
  sayso add --archive news.db articles.jsonl pages/`,
		Args: paths,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := cmp.Or(flags.check(), fields.check()); err != nil {
				return err
			}
			ctx := cmd.Context()
			store, err := archive.Open(ctx, string(file))
			if err != nil {
				return err
			}
			sum, err := addAll(cmd, store, &flags, fields, args)
			if closing := store.Close(); err == nil {
				err = closing
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s\n", string(file), sum)
			if err != nil {
				return err
			}
			return ended(ctx, sum.failed > 0)
		},
	}
	file.add(cmd)
	flags.add(cmd)
	fields.add(cmd)
	return cmd
}

// sums counts what became of the articles.
type sums struct{ added, known, statements, failed int }

func (s sums) String() string {
	out := fmt.Sprintf("%s added with %s", count(s.added, "article"), count(s.statements, "statement"))
	if s.known > 0 {
		out += fmt.Sprintf(", %d already there", s.known)
	}
	if s.failed > 0 {
		out += fmt.Sprintf(", %d could not be read", s.failed)
	}
	return out
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if stem, ok := strings.CutSuffix(what, "y"); ok {
		what = stem + "ie"
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// addAll reads what the archive does not have and adds it.
func addAll(cmd *cobra.Command, store archive.Store, flags *readingFlags, fields mapFlag, args []string) (sum sums, err error) {
	ctx := cmd.Context()
	bar := newProgress(cmd.ErrOrStderr())
	defer bar.end()
	has := func(a *sayso.Article) bool {
		known, err := store.Has(ctx, a.Key())
		if err != nil {
			return false // adding it will meet the same fault and tell of it
		}
		return known
	}
	articles := upTo(ctx, intake.Walk(args, intake.Options{Stdin: cmd.InOrStdin(), Workers: flags.jobs, Progress: bar.update, Map: fields,
		Resume: resume(ctx, store)}))
	reached := places{}
	var aside asides
	defer func() { aside.print(cmd.ErrOrStderr()) }()
	var entries []archive.Entry
	waiting := map[string]bool{} // keys of entries
	reader := sync.OnceValue(flags.fingerprint)
	flush := func() error {
		if len(entries) == 0 {
			return nil
		}
		// what has been read is kept even when the user interrupts
		added, err := store.Add(archive.WithReader(context.WithoutCancel(ctx), reader()), entries)
		if err != nil {
			return err
		}
		sum.added += added
		sum.known += len(entries) - added
		if added == len(entries) {
			for _, e := range entries {
				sum.statements += len(e.Record.Statements)
			}
		}
		entries = entries[:0]
		clear(waiting)
		return reached.keep(context.WithoutCancel(ctx), store)
	}
	for a, err := range flags.readAll(articles, has) {
		switch {
		case err != nil:
			sum.failed++
			bar.print(cmd.ErrOrStderr(), err)
			continue
		case a.record == nil:
			sum.known++
			continue
		}
		if key := a.article.Key(); waiting[key] { // twice in what is being added
			sum.known++
			continue
		} else {
			waiting[key] = true
		}
		aside.note(a.article)
		reached.note(a.article)
		entries = append(entries, archive.Entry{Article: a.article, Record: a.record})
		if len(entries) >= addBatch {
			if err := flush(); err != nil {
				return sum, err
			}
		}
	}
	if err := flush(); err != nil {
		return sum, err
	}
	return sum, nil
}
