package archive

import (
	"context"
	"database/sql"
	"math"
)

// EachArticle calls f with the key of every article, the newest first, whether anything is said in it or not. Articles are
// looked up a batch at a time: however many there are, memory does not grow with them.
func (a *Archive) EachArticle(ctx context.Context, f func(key string) error) error {
	const batch = 500
	moment, id := int64(math.MaxInt64), int64(math.MaxInt64)
	for {
		var keys []string
		err := a.read(ctx, func(tx *sql.Tx) error {
			rows, err := tx.QueryContext(ctx, `SELECT key, moment, id FROM articles WHERE moment <= ?1 AND (moment < ?1 OR id < ?2)
				ORDER BY moment DESC, id DESC LIMIT ?3`, moment, id, batch)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var key string
				if err := rows.Scan(&key, &moment, &id); err != nil {
					return err
				}
				keys = append(keys, key)
			}
			return rows.Err()
		})
		if err != nil {
			return a.wrap("list the articles of", err)
		}
		for _, key := range keys {
			if err := f(key); err != nil {
				return err
			}
		}
		if len(keys) < batch {
			return nil
		}
	}
}
