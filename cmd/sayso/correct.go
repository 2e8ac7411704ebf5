package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
)

// authorFlag is who corrects: --author, else the user's name on this machine.
type authorFlag string

func (f *authorFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVar((*string)(f), "author", os.Getenv("USER"), "who corrects")
}

// correctFlags are what a statement or contact is to be.
type correctFlags struct {
	source, cue, content, kind, mode, speaker, speakerType string
	to                                                     []string
	negated, denial, hypothetical, planned, none           bool
	between                                                []string
	verb                                                   string
}

func correctCommand() *cobra.Command {
	var file archiveFlag
	var author authorFlag
	var o correctFlags
	var reason string
	cmd := &cobra.Command{
		Use:   "correct VERB ARTICLE [STATEMENT]",
		Short: "Correct a statement or contact by hand",
		Long: `Correct what was read. VERB is one of

  accept   the statement is right as it stands
  reject   nobody says this here: it is out of search and pages
  hide     it is not to be shown
  change   give what is otherwise: --source, --cue, --content, --speaker, --kind, --mode, --to, --negated, --denial, …
  add      a statement that was missed: give its parts and its speaker; STATEMENT is left out
  contact  STATEMENT is a contact (c1): give --between, --verb, --negated, --planned, or --none if there was no such contact

ARTICLE is an article's key or the first 8 characters or more of it, STATEMENT an ID of its record (s1). Parts are given by
their words as they stand in the text, or as positions "17-60"; several are set apart by " … ". An empty part is none.

Corrections hold at once and for every later reading. All are listed, and taken back, by sayso corrections.`,
		Example: `  sayso correct accept 3f2a91bc s4
  sayso correct change 3f2a91bc s4 --speaker 'Ilse Marrow' --content 'that the harbour was closed'
  sayso correct add 3f2a91bc --speaker 'Goran Stell' --source Stell --cue added --content 'it was late'
  sayso correct contact 3f2a91bc c1 --between 'Ilse Marrow' --between 'Goran Stell, Edda Falk'`,
		Args: func(_ *cobra.Command, args []string) error {
			if n := len(args); n < 2 || n > 3 || n == 2 && args[0] != string(archive.Insert) || n == 3 && args[0] == string(archive.Insert) {
				return usageError{errors.New("give a verb, an article and a statement; with add, a verb and an article")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				e := archive.Edit{Verb: archive.Verb(args[0]), Article: args[1], Author: string(author), Reason: reason}
				if len(args) > 2 {
					e.Statement = args[2]
				}
				entry, err := store.Article(ctx, e.Article)
				if err != nil {
					return err
				}
				if err := o.change(cmd, &e.Change, entry.Article.Text, statementOf(entry.Record, e.Statement)); err != nil {
					return usageError{err}
				}
				c, err := store.Correct(ctx, e)
				if err != nil {
					return err
				}
				fmt.Fprintf(out, "%s\n", correctionLine(&c))
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.source, "source", "", "the words of the source")
	f.StringVar(&o.cue, "cue", "", "the words of the cue")
	f.StringVar(&o.content, "content", "", "the words of the content")
	f.StringVar(&o.kind, "kind", "", "direct, mixed or indirect; found out from the content if not given")
	f.StringVar(&o.mode, "mode", "", "what the cue does: say, ask, deny, …")
	f.StringVar(&o.speaker, "speaker", "", "who speaks; empty for nobody")
	f.StringVar(&o.speakerType, "speaker-type", "", "person, organisation, unnamed, writer or none; found out from the name if not given")
	f.StringArrayVar(&o.to, "to", nil, "to whom it was said (may be given more than once; empty for nobody)")
	f.BoolVar(&o.negated, "negated", false, "it was not said; or of a contact, it was not made")
	f.BoolVar(&o.denial, "denial", false, "it denies something")
	f.BoolVar(&o.hypothetical, "hypothetical", false, "it might be said")
	f.StringArrayVar(&o.between, "between", nil, "a side of a contact, names set apart by commas (give it twice)")
	f.StringVar(&o.verb, "verb", "", "what the two sides of a contact did: meet, call, …")
	f.BoolVar(&o.planned, "planned", false, "a contact that is only planned")
	f.BoolVar(&o.none, "none", false, "there is no such contact")
	f.StringVarP(&reason, "reason", "m", "", "why")
	author.add(cmd)
	file.add(cmd)
	return cmd
}

func statementOf(r *sayso.Record, id string) *sayso.Statement {
	for i := range r.Statements {
		if r.Statements[i].ID == id {
			return &r.Statements[i]
		}
	}
	return nil
}

// change takes what the flags say.
func (o *correctFlags) change(cmd *cobra.Command, c *archive.Change, text string, s *sayso.Statement) error {
	given := cmd.Flags().Changed
	for _, part := range []struct {
		flag, words string
		to          **sayso.Spans
	}{{"source", o.source, &c.Source}, {"cue", o.cue, &c.Cue}, {"content", o.content, &c.Content}} {
		if !given(part.flag) {
			continue
		}
		spans, err := archive.FindPart(text, part.words, s)
		if err != nil {
			return fmt.Errorf("--%s: %w", part.flag, err)
		}
		*part.to = &spans
	}
	if given("kind") {
		c.Kind = new(sayso.Kind(o.kind))
	}
	if given("mode") {
		c.Mode = new(sayso.Mode(o.mode))
	}
	if given("speaker") || given("speaker-type") {
		c.Speaker = &sayso.Speaker{Name: o.speaker, Type: sayso.SpeakerType(o.speakerType)}
		if s != nil && !given("speaker") {
			c.Speaker.Name = s.Speaker.Name
		}
	}
	if given("to") {
		c.Addressee = &[]sayso.Party{}
		for _, name := range o.to {
			*c.Addressee = append(*c.Addressee, sayso.Party{Name: name})
		}
	}
	for _, flag := range []struct {
		name string
		is   bool
		to   **bool
	}{{"negated", o.negated, &c.Negated}, {"denial", o.denial, &c.Denial}, {"hypothetical", o.hypothetical, &c.Hypothetical}, {"planned", o.planned, &c.Planned}} {
		if given(flag.name) {
			*flag.to = new(flag.is)
		}
	}
	if given("verb") {
		c.Verb = &o.verb
	}
	c.None = o.none
	if given("between") {
		if len(o.between) != 2 {
			return errors.New("--between: give it twice, once for each side")
		}
		c.Parties = &[2][]string{}
		for side, names := range o.between {
			for name := range strings.SplitSeq(names, ",") {
				c.Parties[side] = append(c.Parties[side], strings.TrimSpace(name))
			}
		}
	}
	return nil
}

func correctionLine(c *archive.Correction) string {
	line := fmt.Sprintf("%d  %s  %s", c.ID, c.At[:min(10, len(c.At))], c.Verb)
	if c.Article != "" {
		line += " " + c.Article[:min(8, len(c.Article))]
	}
	if c.Statement != "" {
		line += " " + c.Statement
	}
	line += ": " + c.What
	if c.Author != "" {
		line += ", by " + c.Author
	}
	if c.Reason != "" {
		line += " (" + strings.Join(strings.Fields(c.Reason), " ") + ")"
	}
	if c.State != archive.InForce {
		line += " [" + string(c.State) + "]"
	}
	return line
}

func correctionsCommand() *cobra.Command {
	var file archiveFlag
	var author authorFlag
	var q archive.CorrectionQuery
	var undo int64
	var unanchored bool
	var name, reason string
	cmd := &cobra.Command{
		Use:   "corrections",
		Short: "List what was corrected by hand, and take it back",
		Long: `List what people corrected, the latest first: statements, contacts, and who is one with whom. Nothing is ever taken out of
this list; to take a correction back is an entry of its own, and can be taken back too.`,
		Example: `  sayso corrections
  sayso corrections --undo 12 --reason 'two people'
  sayso corrections --unanchored
  sayso corrections --article 3f2a91bc --format jsonl`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if name != "text" && name != "jsonl" {
				return usageError{fmt.Errorf("--format %q: use text or jsonl", name)}
			}
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				if undo != 0 {
					c, err := store.UndoCorrection(ctx, undo, string(author), reason)
					if err != nil {
						return err
					}
					_, err = fmt.Fprintf(out, "%s\n", correctionLine(&c))
					return err
				}
				if unanchored {
					q.State = archive.Unanchored
				}
				list, err := store.Corrections(ctx, q)
				if err != nil {
					return err
				}
				for i := range list {
					if name == "jsonl" {
						err = json.NewEncoder(out).Encode(&list[i])
					} else {
						_, err = fmt.Fprintf(out, "%s\n", correctionLine(&list[i]))
					}
					if err != nil {
						return err
					}
				}
				switch {
				case len(list) == 0 && name == "text":
					fmt.Fprintln(cmd.ErrOrStderr(), "nothing was corrected by hand")
				case len(list) == q.Limit:
					fmt.Fprintf(cmd.ErrOrStderr(), "--before %d shows more\n", list[len(list)-1].ID)
				}
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.Int64Var(&undo, "undo", 0, "take back the correction of this number")
	f.StringVarP(&reason, "reason", "m", "", "why it is taken back")
	f.BoolVar(&unanchored, "unanchored", false, "only those that are about nothing that is there now")
	f.StringVar(&q.Article, "article", "", "only those of an article, by its key")
	f.Int64Var(&q.Before, "before", 0, "only those with a lower number")
	f.IntVarP(&q.Limit, "limit", "n", 50, "corrections to show")
	f.StringVarP(&name, "format", "f", "text", "how to print: text or jsonl")
	_ = cmd.RegisterFlagCompletionFunc("format", fixed("text", "jsonl"))
	author.add(cmd)
	file.add(cmd)
	return cmd
}
