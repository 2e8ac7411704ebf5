package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"sayso/archive"
)

func splitCommand() *cobra.Command {
	var file archiveFlag
	cmd := &cobra.Command{
		Use:   "split NAME ARTICLE…",
		Short: "Decide that a person is somebody else in some articles",
		Long: `Decide that the one who goes by NAME in these articles is somebody else than the one of that name in all others. An ARTICLE
is its title or a part of it, as person prints it, its address, or its key (or the first 8 characters or more of that; person
--format jsonl lists them under "in"). The decision is kept for ever, and can be taken back with: sayso decisions --undo
NUMBER.`,
		Example: `  sayso split 'Ann Lund' 'Keeper lets in four'
  sayso split 'Ann Lund' 3f2a91bc`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usageError{errors.New("give a name and the articles in which it is somebody else's")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return change(cmd, file, func(ctx context.Context, store archive.Store, out io.Writer) error {
				e, err := whoIs(ctx, store, args[0])
				if err != nil {
					return err
				}
				keys, err := articlesOf(ctx, store, e.ID, args[1:])
				if err != nil {
					return err
				}
				apart, err := store.Split(ctx, e.ID, keys)
				if err != nil {
					return err
				}
				for _, id := range []int64{e.ID, apart} {
					p, err := store.Entity(ctx, id)
					if err != nil {
						return err
					}
					fmt.Fprintf(out, "%s\n", line(p.Entity))
				}
				return nil
			})
		},
	}
	file.add(cmd)
	return cmd
}

// articlesOf returns the keys of the articles of an entity that are called so on the command line: by key, address, or
// title, of which a part is enough where no other has it.
func articlesOf(ctx context.Context, store archive.Store, id int64, names []string) ([]string, error) {
	p, err := store.Entity(ctx, id)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, name := range names {
		whole := func(in *archive.Place) bool { return strings.EqualFold(in.Title, name) }
		part := func(in *archive.Place) bool {
			return strings.Contains(strings.ToLower(in.Title), strings.ToLower(name))
		}
		key := func(in *archive.Place) bool {
			return len(name) >= 8 && strings.HasPrefix(in.Key, strings.ToLower(name))
		}
		address := func(in *archive.Place) bool {
			if !strings.Contains(name, "://") {
				return false
			}
			entry, err := store.Article(ctx, in.Key)
			return err == nil && entry.Article.URL == name
		}
		found := 0
		for _, is := range []func(*archive.Place) bool{key, whole, part, address} {
			var list []archive.Place
			for i := range p.In {
				if is(&p.In[i]) {
					list = append(list, p.In[i])
				}
			}
			if len(list) > 1 {
				var b strings.Builder
				fmt.Fprintf(&b, "several articles with %s are called %q; name one by its key:", p.Name, name)
				for _, in := range list {
					fmt.Fprintf(&b, "\n  %s  %s", in.Key[:min(12, len(in.Key))], in.Title)
				}
				return nil, usageError{errors.New(b.String())}
			}
			if found = len(list); found == 1 {
				keys = append(keys, list[0].Key)
				break
			}
		}
		if found == 0 {
			keys = append(keys, name) // the archive may know more of them than the profile lists
		}
	}
	return keys, nil
}
