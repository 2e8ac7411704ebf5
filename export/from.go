package export

import (
	"context"
	"errors"
	"fmt"

	"sayso/archive"
)

// From writes to w what q finds in the archive, article by article, newest first, and reports how many statements. A query
// that asks for nothing in particular gives every article with its whole record, those in which nobody says anything as well.
func From(ctx context.Context, store archive.Store, q archive.Query, w Writer) (statements int, err error) {
	if q.Where == nil {
		return all(ctx, store, w)
	}
	q.Order = archive.Newest // the statements of one article follow each other
	var key string
	only := map[string]bool{}
	article := func() error {
		if key == "" {
			return nil
		}
		it, err := item(ctx, store, key)
		if err != nil {
			return err
		}
		it.Only = only
		return writeItem(w, it)
	}
	err = store.Each(ctx, q, func(h archive.Hit) error {
		if h.Key != key {
			if err := article(); err != nil {
				return err
			}
			key, only = h.Key, map[string]bool{}
		}
		only[h.Statement.ID] = true
		statements++
		return nil
	})
	if err != nil {
		return statements, err
	}
	return statements, article()
}

// all writes every article.
func all(ctx context.Context, store archive.Store, w Writer) (statements int, err error) {
	err = store.EachArticle(ctx, func(key string) error {
		it, err := item(ctx, store, key)
		if errors.Is(err, archive.ErrNotFound) {
			return nil // gone meanwhile
		}
		if err != nil {
			return err
		}
		statements += len(it.Record.Statements)
		return writeItem(w, it)
	})
	return statements, err
}

// item is an article of the archive with who its people are.
func item(ctx context.Context, store archive.Store, key string) (*Item, error) {
	entry, err := store.Article(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("export article %s: %w", key, err)
	}
	people, err := store.Here(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("export the people of article %s: %w", key, err)
	}
	return &Item{Article: entry.Article, Record: entry.Record, Key: key, People: people}, nil
}

func writeItem(w Writer, it *Item) error {
	if err := w.Write(it); err != nil {
		return fmt.Errorf("export article %s: %w", it.Key, err)
	}
	return nil
}
