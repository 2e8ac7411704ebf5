package archive

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Feed is a feed that is followed. Times that are zero are never.
type Feed struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
	// ETag and Modified are what the server is asked with whether anything is new.
	ETag     string `json:"-"`
	Modified string `json:"-"`
	// Added is when it was begun, Checked when it was last asked for, Due when it may be asked for again.
	Added   time.Time `json:"added"`
	Checked time.Time `json:"checked,omitzero"`
	Due     time.Time `json:"due,omitzero"`
	// Failures counts tries in a row that failed; Problem is what the last one met.
	Failures int    `json:"failures,omitempty"`
	Problem  string `json:"problem,omitempty"`
	// Gone says that the server has taken it away for good: it is not asked for any more.
	Gone bool `json:"gone,omitempty"`
	// Items is how many of its items have been taken in.
	Items int `json:"items"`
}

// Feeds returns the feeds that are followed, in the order of their addresses.
func (a *Archive) Feeds(ctx context.Context) ([]Feed, error) {
	rows, err := a.readers.QueryContext(ctx, `SELECT url, title, etag, modified, added, checked, due, failures, problem, gone,
		(SELECT count(*) FROM feed_items WHERE feed = url) FROM feeds ORDER BY url`)
	feeds, err := collect(rows, err, func(row *sql.Rows, f *Feed) error {
		var added, checked, due int64
		err := row.Scan(&f.URL, &f.Title, &f.ETag, &f.Modified, &added, &checked, &due, &f.Failures, &f.Problem, &f.Gone, &f.Items)
		f.Added, f.Checked, f.Due = instant(added), instant(checked), instant(due)
		return err
	})
	return feeds, a.wrap("list the feeds of", err)
}

func instant(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// AddFeeds begins to follow feeds and reports how many were not followed before.
func (a *Archive) AddFeeds(ctx context.Context, feeds []Feed) (added int, err error) {
	err = a.transact(ctx, func(tx *sql.Tx) error {
		for _, f := range feeds {
			result, err := tx.ExecContext(ctx, `INSERT INTO feeds (url, title, etag, modified, added, checked, due, failures, problem, gone)
				VALUES (?, ?, '', '', ?, 0, 0, 0, '', 0) ON CONFLICT DO NOTHING`, f.URL, f.Title, seconds(f.Added))
			if err != nil {
				return fmt.Errorf("keep the feed %s: %w", f.URL, err)
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			added += int(n)
		}
		return nil
	})
	if err != nil {
		return 0, a.wrap("add feeds to", err)
	}
	return added, nil
}

// RemoveFeed stops following a feed. What has been taken in from it stays. It is ErrNotFound if the feed is not followed.
func (a *Archive) RemoveFeed(ctx context.Context, url string) error {
	return a.wrap("remove a feed from", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM feeds WHERE url = ?", url)
		return affected(result, err, fmt.Errorf("the feed %s: %w", url, ErrNotFound))
	}))
}

// SeenItems returns the marks of a feed's items by their ids.
func (a *Archive) SeenItems(ctx context.Context, feed string) (map[string]string, error) {
	seen := map[string]string{}
	rows, err := a.readers.QueryContext(ctx, "SELECT item, mark FROM feed_items WHERE feed = ?", feed)
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var item, mark string
		err := row.Scan(&item, &mark)
		seen[item] = mark
		return err
	})
	return seen, a.wrap("look up a feed in", err)
}

// forgetAfter is how long an item is remembered after it was last in its feed.
const forgetAfter = 180 * 24 * time.Hour

// SaveFeed keeps what a try has found: the feed's state, and the marks of the items that are in it now.
func (a *Archive) SaveFeed(ctx context.Context, f Feed, marks map[string]string) error {
	return a.wrap("keep a feed's state in", a.transact(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE feeds SET title = ?, etag = ?, modified = ?, checked = ?, due = ?, failures = ?, problem = ?, gone = ? WHERE url = ?`,
			f.Title, f.ETag, f.Modified, seconds(f.Checked), seconds(f.Due), f.Failures, f.Problem, f.Gone, f.URL)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err // it was removed meanwhile
		}
		for item, mark := range marks {
			if _, err := tx.ExecContext(ctx, `INSERT INTO feed_items (feed, item, mark, seen) VALUES (?, ?, ?, ?)
				ON CONFLICT (feed, item) DO UPDATE SET mark = excluded.mark, seen = excluded.seen`, f.URL, item, mark, seconds(f.Checked)); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM feed_items WHERE feed = ? AND seen < ?", f.URL, seconds(f.Checked.Add(-forgetAfter)))
		return err
	}))
}

// TakenIn returns how far the web archive at a path has been taken in, or 0: where the last article lies that was added. A file
// of another size than before is another one.
func (a *Archive) TakenIn(ctx context.Context, path string, size int64) (place int64, err error) {
	err = scanIf(a.readers.QueryRowContext(ctx, "SELECT place FROM taken_in WHERE path = ? AND size = ?", path, size), &place)
	return place, a.wrap("look up a file in", err)
}

// SetTakenIn keeps how far a web archive has been taken in.
func (a *Archive) SetTakenIn(ctx context.Context, path string, size, place int64) error {
	return a.wrap("keep the place in a file in", a.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO taken_in (path, size, place) VALUES (?, ?, ?)
			ON CONFLICT (path) DO UPDATE SET size = excluded.size, place = excluded.place`, path, size, place)
		return err
	}))
}
