package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/batch"
	"sayso/format"
	"sayso/intake"
	"sayso/reading"
)

// readers are the readings there are, by name.
var readers = map[string]func() sayso.Reader{
	"full":  func() sayso.Reader { return reading.New() },
	"rules": func() sayso.Reader { return reading.ByRules() },
}

const defaultReader = "full"

// readingFlags are the flags of commands that read articles.
type readingFlags struct {
	jobs   int
	reader string
	// why: statements say why they were found
	why bool
}

func (f *readingFlags) add(cmd *cobra.Command) {
	cmd.Flags().IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "articles to read at the same time")
	cmd.Flags().StringVar(&f.reader, "reader", defaultReader, "how to read: full, by trained weights, or rules, which is faster")
	_ = cmd.RegisterFlagCompletionFunc("reader", fixed(readerNames()...))
}

func readerNames() []string {
	var names []string
	for name := range readers {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (f *readingFlags) check() error {
	if f.jobs < 1 {
		return usageError{fmt.Errorf("--jobs %d: use 1 or more", f.jobs)}
	}
	if readers[f.reader] == nil {
		return usageError{fmt.Errorf("--reader %q: use %s", f.reader, strings.Join(readerNames(), " or "))}
	}
	return nil
}

// readArticle is an article with what was read in it; record is nil where it was not read.
type readArticle struct {
	article *sayso.Article
	record  *sayso.Record
}

// readAll reads the articles in the given number of jobs and yields them in order. Articles of which skip says true are
// not read.
func (f *readingFlags) readAll(articles iter.Seq2[*sayso.Article, error], skip func(*sayso.Article) bool) iter.Seq2[readArticle, error] {
	return batch.Map(articles, f.jobs, func() func(*sayso.Article) readArticle {
		var r sayso.Reader
		return func(a *sayso.Article) readArticle {
			if skip != nil && skip(a) {
				return readArticle{article: a}
			}
			if !intake.IsEnglish(a) {
				return readArticle{a, unread(a)}
			}
			if r == nil {
				r = readers[f.reader]()
				if e, ok := r.(interface{ Explain() }); ok && f.why {
					e.Explain()
				}
			}
			return readArticle{a, r.Read(a)}
		}
	})
}

// unread is the record of an article that is kept without being read, as it is not in English.
func unread(a *sayso.Article) *sayso.Record {
	return &sayso.Record{ID: a.ID, Title: a.Title, Outlet: a.Outlet, Author: a.Author, URL: a.URL, Published: a.Published,
		Language: a.Language, TextSHA256: a.TextSHA256(), Statements: []sayso.Statement{}}
}

// mapFlag says which field or column of the input holds what.
type mapFlag map[string]string

func (m *mapFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringToStringVar((*map[string]string)(m), "map", nil, "which column or field holds what, as text=story_body,outlet=source.title (text, title, outlet, author, published, url, id, language)")
}

func (m mapFlag) check() error {
	for kind := range m {
		if !slices.Contains(intake.Fields, kind) {
			return usageError{fmt.Errorf("--map %s=%s: use one of %s before the equals sign", kind, m[kind], strings.Join(intake.Fields, ", "))}
		}
	}
	return nil
}

// upTo ends a sequence when ctx does.
func upTo(ctx context.Context, in iter.Seq2[*sayso.Article, error]) iter.Seq2[*sayso.Article, error] {
	return func(yield func(*sayso.Article, error) bool) {
		for a, err := range in {
			if ctx.Err() != nil || !yield(a, err) {
				return
			}
		}
	}
}

func readCommand() *cobra.Command {
	var flags readingFlags
	var fields mapFlag
	var name, color string
	var text, flat bool
	cmd := &cobra.Command{
		Use:   "read PATH…",
		Short: "Read articles and print who said what",
		Long: `Read articles and print who said what.

A PATH is a file, a folder, or - for standard input. What a file is, is seen from its content:

  texts        plain text, Markdown, transcripts ("SPEAKER: …"), PDF with a text layer, DOCX, ODT
  pages        HTML as news sites make it, AMP, live pages (an article for each entry), web archives (WARC)
  lists        JSON lines, JSON, CSV and TSV with the usual names of columns (others: --map); RSS, Atom and JSON Feed
  agencies     ninjs, NewsML-G2, NITF
  mail         single messages (EML) and mailboxes (mbox)
  packed       zip, tar, gz, zst, bz2 of any of these

Output comes in the order of the input. Articles that are not in English are listed but not read. A file that cannot be read
gives one line on standard error, the rest goes on, and the exit status is 1.`,
		Example: `  sayso read samples
  sayso read --format csv articles.jsonl > statements.csv
  curl -s https://news.example/article.html | sayso read -
  sayso read --format jsonl --text *.html | jq .statements
  sayso read --reader full --why article.txt`,
		Args: paths,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := cmp.Or(flags.check(), fields.check()); err != nil {
				return err
			}
			colored, err := colors(color, cmd.OutOrStdout())
			if err != nil {
				return err
			}
			out, err := format.NewRecords(name, cmd.OutOrStdout(), format.Options{Color: colored, Width: width(cmd.OutOrStdout()), Text: text})
			if err != nil {
				return usageError{err}
			}
			bar := newProgress(cmd.ErrOrStderr())
			defer bar.end()
			articles := upTo(cmd.Context(), intake.Walk(args, intake.Options{Stdin: cmd.InOrStdin(), Workers: flags.jobs, Progress: bar.update, Map: fields}))
			failed := false
			var aside asides
			for a, err := range flags.readAll(articles, nil) {
				if err != nil {
					failed = true
					bar.print(cmd.ErrOrStderr(), err)
					continue
				}
				aside.note(a.article)
				if flat {
					a.record.Statements = a.record.Outer()
				}
				if err := out.Record(a.article, a.record); err != nil {
					return fmt.Errorf("write the record of %s: %w", a.article.Path, err)
				}
			}
			if err := out.Flush(); err != nil {
				return fmt.Errorf("write the output: %w", err)
			}
			aside.print(cmd.ErrOrStderr())
			return ended(cmd.Context(), failed)
		},
	}
	cmd.Flags().StringVarP(&name, "format", "f", "text", "how to print: "+strings.Join(format.Names, ", "))
	cmd.Flags().BoolVar(&text, "text", false, "put the article's text into the JSON as well")
	cmd.Flags().BoolVar(&flat, "flat", false, "leave out statements that stand inside others, as corpora of attribution do")
	cmd.Flags().BoolVar(&flags.why, "why", false, "say of each statement what decided: rule, cue, path in the tree, probabilities, features of most weight")
	cmd.Flags().StringVar(&color, "color", "auto", "colour: auto, always or never (NO_COLOR is honoured)")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed(format.Names...))
	_ = cmd.RegisterFlagCompletionFunc("color", fixed("auto", "always", "never"))
	flags.add(cmd)
	fields.add(cmd)
	return cmd
}

// fixed completes a flag from a list.
func fixed(values ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	}
}

// ended is how a command ends that went through its input: interrupted, with errors that were printed, or well.
func ended(ctx context.Context, failed bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if failed {
		return errReported
	}
	return nil
}

// report prints an error on one line.
func report(w io.Writer, err error) {
	fmt.Fprintf(w, "sayso: %s\n", strings.ReplaceAll(err.Error(), "\n", " "))
}
