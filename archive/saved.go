package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"sayso/query"
)

// Saved is a search that somebody keeps.
type Saved struct {
	// ID is never given to another one: addresses of feeds are made of it.
	ID   int64  `json:"id"`
	Name string `json:"name"`
	// Query is in the language of package query.
	Query string `json:"query"`
	// Owner is whose it is, "" for everybody's.
	Owner   string `json:"owner,omitempty"`
	Created string `json:"created"`
	// Webhook is an address that new statements are sent to, signed with Secret; "" for none.
	Webhook string `json:"webhook,omitempty"`
	Secret  string `json:"-"`
	// Fault says why the last statements could not be sent, Failed how often in a row.
	Fault  string `json:"fault,omitempty"`
	Failed int    `json:"failed,omitempty"`
	// New counts the matches among what was added since somebody looked; with NewAtLeast, there may be more.
	New        int  `json:"new"`
	NewAtLeast bool `json:"new_at_least,omitempty"`
	// SeenTo is the last article, in the order in which they were added, that was there when somebody looked: a hit
	// whose Added is greater is new.
	SeenTo int64 `json:"-"`
}

// Host is where its webhook is; the rest of the address is often a secret.
func (s Saved) Host() string {
	u, err := url.Parse(s.Webhook)
	if err != nil {
		return ""
	}
	return u.Host
}

// newAtMost is how many statements, of those added since somebody looked, are looked at for Saved.New.
const newAtMost = 20_000

const savedColumns = "id, name, query, owner, created, seen, webhook, secret, failed, fault"

func scanSaved(row interface{ Scan(...any) error }) (s Saved, err error) {
	err = row.Scan(&s.ID, &s.Name, &s.Query, &s.Owner, &s.Created, &s.SeenTo, &s.Webhook, &s.Secret, &s.Failed, &s.Fault)
	return s, err
}

// Saved returns the saved searches of somebody, by name, each with how much is new.
func (a *Archive) Saved(ctx context.Context, owner string) ([]Saved, error) {
	var list []Saved
	err := a.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT "+savedColumns+" FROM saved WHERE owner = ? ORDER BY name, id", owner)
		list, err = collect(rows, err, func(row *sql.Rows, s *Saved) (err error) {
			*s, err = scanSaved(row)
			return err
		})
		if err != nil {
			return err
		}
		for i := range list {
			if err := a.countNew(ctx, tx, &list[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return list, a.wrap("look up", err)
}

// SavedSearch returns one saved search, or ErrNotFound.
func (a *Archive) SavedSearch(ctx context.Context, id int64) (Saved, error) {
	var s Saved
	err := a.read(ctx, func(tx *sql.Tx) (err error) {
		s, err = scanSaved(tx.QueryRowContext(ctx, "SELECT "+savedColumns+" FROM saved WHERE id = ?", id))
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("saved search %d: %w", id, ErrNotFound)
		}
		if err != nil {
			return err
		}
		return a.countNew(ctx, tx, &s)
	})
	return s, a.wrap("look up", err)
}

// countNew counts what of a search was added since somebody looked.
func (a *Archive) countNew(ctx context.Context, tx *sql.Tx, s *Saved) error {
	where, err := query.Parse(s.Query)
	if err != nil { // of an older version, perhaps: it finds nothing, and opening it says why
		return nil
	}
	p := a.planner(ctx, tx)
	added, err := p.ids("SELECT id FROM (SELECT id FROM statements WHERE article > ? ORDER BY article LIMIT ?) ORDER BY id DESC", s.SeenTo, newAtMost)
	if err != nil {
		return err
	}
	found, err := p.matches(where, added)
	s.New, s.NewAtLeast = len(found), len(added) == newAtMost
	return err
}

// Save keeps a search; what is in the archive now is not new to it. The query must be one that can be parsed.
func (a *Archive) Save(ctx context.Context, s Saved) (Saved, error) {
	where, err := query.Parse(s.Query)
	if err != nil {
		return s, err
	}
	s.Query = where.String()
	if s.Name = oneLine(s.Name); s.Name == "" {
		s.Name = s.Query
	}
	if s.Name == "" {
		s.Name = "everything"
	}
	s.Created = time.Now().UTC().Format(time.RFC3339)
	err = a.write(ctx, func(b *batch) error {
		err := b.queryRow("SELECT coalesce(max(id), 0) FROM articles").Scan(&s.SeenTo)
		if err != nil {
			return err
		}
		return b.queryRow(`INSERT INTO saved (name, query, owner, created, seen, webhook, secret, sent, sending, failed, fault, next_at, busy_to)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?5, ?5, 0, '', '', '') RETURNING id`, s.Name, s.Query, s.Owner, s.Created, s.SeenTo, s.Webhook, s.Secret).Scan(&s.ID)
	})
	return s, a.wrap("save", err)
}

// RemoveSaved forgets a saved search.
func (a *Archive) RemoveSaved(ctx context.Context, id int64) error {
	return a.changeSaved(ctx, "remove", id, "DELETE FROM saved WHERE id = ?", id)
}

// Seen notes that somebody has looked at all articles of a saved search up to one, in the order in which they were added.
func (a *Archive) Seen(ctx context.Context, id, upTo int64) error {
	return a.changeSaved(ctx, "note", id, "UPDATE saved SET seen = max(seen, ?) WHERE id = ?", upTo, id)
}

// LastAdded is the latest article, in the order in which they were added.
func (a *Archive) LastAdded(ctx context.Context) (int64, error) {
	var last int64
	err := a.readers.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM articles").Scan(&last)
	return last, a.wrap("look up", err)
}

func (a *Archive) changeSaved(ctx context.Context, op string, id int64, query string, args ...any) error {
	err := a.write(ctx, func(b *batch) error {
		result, err := b.exec(query, args...)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return fmt.Errorf("saved search %d: %w", id, ErrNotFound)
	})
	return a.wrap(op, err)
}

// Delivery is what of a saved search is to be sent to its webhook: what matches in the articles added from After (exclusive)
// to UpTo (inclusive).
type Delivery struct {
	Saved
	After, UpTo int64
	Hits        []Hit
}

// articlesAtOnce bounds what a delivery looks at.
const articlesAtOnce = 50

// NextDelivery takes the next delivery that is due, or returns nil: until the time given nobody else gets it. It ends with
// Delivered or Undelivered. Articles in which nothing matches need no delivery and are passed over.
func (a *Archive) NextDelivery(ctx context.Context, until time.Time) (*Delivery, error) {
	for {
		var due bool
		err := a.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM saved WHERE webhook <> '' AND busy_to <= ?1 AND next_at <= ?1
			AND sent < (SELECT coalesce(max(id), 0) FROM articles))`, stamp(time.Now())).Scan(&due)
		if err != nil || !due { // as nearly always: so the lock for writing is not taken
			return nil, a.wrap("look for what to send", err)
		}
		var d *Delivery
		err = a.write(ctx, func(b *batch) error {
			now := stamp(time.Now())
			// Which articles a delivery holds stays the same until it has arrived, even if more are added meanwhile: whoever has
			// got it already knows it by that.
			row := b.queryRow(`UPDATE saved SET busy_to = ?1, sending = iif(sending > sent, sending,
				(SELECT max(id) FROM (SELECT id FROM articles WHERE id > saved.sent ORDER BY id LIMIT ?3)))
				WHERE id = (SELECT id FROM saved WHERE webhook <> '' AND busy_to <= ?2 AND next_at <= ?2
					AND sent < (SELECT coalesce(max(id), 0) FROM articles) ORDER BY next_at, id LIMIT 1)
				RETURNING sent, sending, `+savedColumns, stamp(until), now, articlesAtOnce)
			var found Delivery
			s := &found.Saved
			err := row.Scan(&found.After, &found.UpTo, &s.ID, &s.Name, &s.Query, &s.Owner, &s.Created, &s.SeenTo, &s.Webhook, &s.Secret, &s.Failed, &s.Fault)
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
			d = &found
			return nil
		})
		if err != nil || d == nil {
			return nil, a.wrap("look for what to send", err)
		}
		where, err := query.Parse(d.Query)
		if err != nil {
			return nil, errors.Join(a.wrap("read a saved search", err), a.Undelivered(ctx, d, err, time.Now().Add(24*time.Hour)))
		}
		err = a.read(ctx, func(tx *sql.Tx) error {
			p := a.planner(ctx, tx)
			ids, err := p.ids("SELECT id FROM statements WHERE article > ? AND article <= ? ORDER BY id DESC", d.After, d.UpTo)
			if err != nil {
				return err
			}
			if ids, err = p.matches(where, ids); err != nil {
				return err
			}
			return p.hits(ids, newMatcher(where), func(hit Hit) error {
				d.Hits = append(d.Hits, hit)
				return nil
			})
		})
		if err != nil {
			return nil, errors.Join(a.wrap("look for what to send", err), a.Undelivered(ctx, d, err, time.Now().Add(time.Minute)))
		}
		if len(d.Hits) > 0 {
			return d, nil
		}
		if err := a.Delivered(ctx, d); err != nil {
			return nil, err
		}
	}
}

// Key tells a delivery from all others; it is the same whenever the delivery is tried again.
func (d *Delivery) Key() string { return fmt.Sprintf("%d-%d-%d", d.ID, d.After, d.UpTo) }

// Delivered notes that a delivery has arrived.
func (a *Archive) Delivered(ctx context.Context, d *Delivery) error {
	return a.changeSaved(ctx, "note", d.ID, "UPDATE saved SET sent = max(sent, ?), failed = 0, fault = '', next_at = '', busy_to = '' WHERE id = ?", d.UpTo, d.ID)
}

// Undelivered notes why a delivery has not arrived, and when to try again.
func (a *Archive) Undelivered(ctx context.Context, d *Delivery, why error, next time.Time) error {
	return a.changeSaved(ctx, "note", d.ID, "UPDATE saved SET failed = failed + 1, fault = ?, next_at = ?, busy_to = '' WHERE id = ?",
		strings.ToValidUTF8(why.Error(), "?"), stamp(next), d.ID)
}

// stamp writes a time so that later ones sort behind.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
