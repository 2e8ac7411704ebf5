package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sayso/archive"
)

// outshines reports whether who is asked for by a name is the first of two, without asking back: in ten times as many
// articles, or a person who speaks, of just that name, beside something that does not.
func outshines(first, second *archive.Entity, name string) bool {
	return first.Articles >= 10*second.Articles ||
		first.Type == "person" && first.Statements > 0 && second.Statements == 0 && strings.EqualFold(first.Name, name)
}

// whoIs returns the one that a name on the command line is. Where several have it, the error lists them with their
// numbers.
func whoIs(ctx context.Context, store archive.Store, name string) (archive.Entity, error) {
	list, err := store.Entities(ctx, name)
	if errors.Is(err, archive.ErrNotFound) && strings.HasPrefix(name, "#") {
		return archive.Entity{}, fmt.Errorf("nobody in the archive has the number %s; to see who has which: sayso person", name)
	}
	if errors.Is(err, archive.ErrNotFound) {
		return archive.Entity{}, fmt.Errorf("nobody in the archive goes by %q; find shows who is quoted: sayso find --speaker %q", name, name)
	}
	if err != nil {
		return archive.Entity{}, err
	}
	if len(list) == 1 || len(list) > 1 && outshines(&list[0], &list[1], name) {
		return list[0], nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "several go by %q; name one by its number:", name)
	for i, e := range list {
		if i == 12 {
			fmt.Fprintf(&b, "\n  and %d more", len(list)-i)
			break
		}
		fmt.Fprintf(&b, "\n  %s", line(e))
	}
	return archive.Entity{}, usageError{errors.New(b.String())}
}

// line tells an entity from others of its name.
func line(e archive.Entity) string {
	return fmt.Sprintf("#%-6d %s: %s, in %s, with %s", e.ID, e.Name, e.Type, count(e.Articles, "article"), count(e.Statements, "statement"))
}
