package export

import (
	"context"
	"fmt"

	"sayso/archive"
)

// From writes to w all statements of the archive that q finds, article by article, newest first, and reports how many. A
// query that asks for nothing in particular gives whole records, with what rests on no statement.
func From(ctx context.Context, store archive.Store, q archive.Query, w Writer) (statements int, err error) {
	whole := q.Where == nil
	q.Order = archive.Newest // the statements of one article follow each other
	var key string
	only := map[string]bool{}
	article := func() error {
		if key == "" {
			return nil
		}
		entry, err := store.Article(ctx, key)
		if err != nil {
			return fmt.Errorf("export article %s: %w", key, err)
		}
		people, err := store.Here(ctx, key)
		if err != nil {
			return fmt.Errorf("export the people of article %s: %w", key, err)
		}
		it := &Item{Article: entry.Article, Record: entry.Record, Key: key, People: people}
		if !whole {
			it.Only = only
		}
		if err := w.Write(it); err != nil {
			return fmt.Errorf("export article %s: %w", key, err)
		}
		return nil
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
