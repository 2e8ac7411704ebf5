package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"sayso"
)

// Version is an article as it was at one time. Articles are versions of one where they have the same address, or the same
// outlet, title and day, and their texts have something in common but are not the same.
type Version struct {
	// Key is the article's key, Article the article without its text.
	Key        string        `json:"key"`
	Article    sayso.Article `json:"-"`
	Statements int           `json:"statements"`
	// Change is what is different from the version before; nil for the earliest.
	Change *VersionChange `json:"change,omitempty"`
}

// VersionChange is what is different between two versions of an article.
type VersionChange struct {
	// Words is the newer text with what was added and what was dropped, word by word, in the order of the text.
	Words []Piece `json:"words"`
	// Added are statements that the newer version alone has, Dropped those that the earlier alone has.
	Added   []Hit `json:"-"`
	Dropped []Hit `json:"-"`
	// Changed are statements that both have, in other words or from another speaker.
	Changed []ChangedStatement `json:"-"`
}

// ChangedStatement is a statement that two versions have in different words.
type ChangedStatement struct {
	Before, After Hit
	// Words are the words of its source, cue and content, from Before to After.
	Words []Piece
}

// Piece is a stretch of a text that was compared with another.
type Piece struct {
	Op   PieceOp `json:"op"`
	Text string  `json:"text"`
}

// PieceOp says which of two compared texts has a piece.
type PieceOp string

const (
	Same    PieceOp = "same"    // both
	Added   PieceOp = "added"   // the later, or the variant, alone
	Dropped PieceOp = "dropped" // the earlier, or the fullest wording, alone
)

// ChangedArticle is an article of which there are several versions.
type ChangedArticle struct {
	// Place is its latest version.
	Place
	// Versions counts them; Keys are their keys, the earliest first.
	Versions int      `json:"versions"`
	Keys     []string `json:"keys"`
}

// FoundChanged is a part of the articles that changed.
type FoundChanged struct {
	Articles []ChangedArticle
	Total    int
}

// Versions returns the versions kept of an article, by its key or the start of it, the earliest first. An article that is
// the only one of its kind is its only version.
func (a *Archive) Versions(ctx context.Context, key string) ([]Version, error) {
	var list []Version
	err := a.read(ctx, func(tx *sql.Tx) error {
		id, err := articleID(ctx, tx, key)
		if err != nil {
			return err
		}
		keys, err := column[string](tx.QueryContext(ctx, `SELECT key FROM articles WHERE id = ?1 OR work <> 0 AND work = (SELECT work FROM articles WHERE id = ?1)
			ORDER BY moment = 0, moment, id`, id))
		if err != nil {
			return err
		}
		var before Entry
		for i, key := range keys {
			entry, err := article(ctx, tx, key)
			if err != nil {
				return err
			}
			v := Version{Key: key, Article: *entry.Article, Statements: len(entry.Record.Statements)}
			if i > 0 {
				v.Change, err = changeOf(ctx, tx, keys[i-1], key, &before, &entry)
				if err != nil {
					return err
				}
			}
			before = entry
			v.Article.Text = ""
			list = append(list, v)
		}
		return nil
	})
	return list, a.wrap("look up", err)
}

// articleID returns the row of the article with this key, or with the only key that starts with it. Its errors name the key.
func articleID(ctx context.Context, tx *sql.Tx, key string) (int64, error) {
	id, err := articleFrom(ctx, tx, key)
	switch {
	case errors.Is(err, ErrAmbiguous):
		err = fmt.Errorf("article %q: %w; give more of it", key, err)
	case errors.Is(err, ErrNotFound):
		err = fmt.Errorf("article %q: %w", key, err)
	}
	return id, err
}

// statementHits are the statements of an article in the order of its record.
func statementHits(ctx context.Context, tx *sql.Tx, key string) ([]Hit, error) {
	var list []Hit
	err := each(ctx, tx, func(h Hit) error {
		list = append(list, h)
		return nil
	}, `SELECT `+hitColumns+` FROM `+hitTables+` WHERE a.key = ? ORDER BY s.number`, key)
	return list, err
}

// sameStatement is from which share of common words on two statements are one that was changed.
const sameStatement = 0.5

// changeOf compares an article with its version before. Statements that both have word for word, from the same speaker, are
// no change; of the others those that have most words in common are held to be one that was changed.
func changeOf(ctx context.Context, tx *sql.Tx, beforeKey, afterKey string, before, after *Entry) (*VersionChange, error) {
	c := &VersionChange{Words: pieces(before.Article.Text, after.Article.Text)}
	old, err := statementHits(ctx, tx, beforeKey)
	if err != nil {
		return nil, err
	}
	now, err := statementHits(ctx, tx, afterKey)
	if err != nil {
		return nil, err
	}
	words := func(h *Hit) string { return strings.TrimSpace(h.Source + " " + h.Cue + " " + h.Content) }
	type side struct {
		words []textWord
		hash  uint64
		used  bool
	}
	sides := func(list []Hit) []side {
		out := make([]side, len(list))
		for i := range list {
			out[i].words = textWords(words(&list[i]))
			if n := len(out[i].words); n > 0 {
				out[i].hash = shingles(out[i].words, n)[0]
			}
		}
		return out
	}
	x, y := sides(old), sides(now)
	for i := range y {
		for k := range x {
			if !x[k].used && !y[i].used && x[k].hash == y[i].hash && old[k].Statement.Speaker.Name == now[i].Statement.Speaker.Name {
				x[k].used, y[i].used = true, true
			}
		}
	}
	for i := range y {
		if y[i].used {
			continue
		}
		best, most := -1, sameStatement
		for k := range x {
			if x[k].used {
				continue
			}
			if share := float64(len(align(x[k].words, y[i].words))) / float64(max(1, len(x[k].words), len(y[i].words))); share > most {
				best, most = k, share
			}
		}
		if best < 0 {
			c.Added = append(c.Added, now[i])
			continue
		}
		x[best].used = true
		c.Changed = append(c.Changed, ChangedStatement{old[best], now[i], pieces(words(&old[best]), words(&now[i]))})
	}
	for k := range x {
		if !x[k].used {
			c.Dropped = append(c.Dropped, old[k])
		}
	}
	return c, nil
}

// Changed returns articles of which there are several versions, those whose latest version came in last first.
func (a *Archive) Changed(ctx context.Context, limit, offset int) (FoundChanged, error) {
	var found FoundChanged
	err := a.read(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(DISTINCT work) FROM articles WHERE work <> 0").Scan(&found.Total); err != nil {
			return err
		}
		limit = limitOf(limit)
		works, err := column[int64](tx.QueryContext(ctx, "SELECT work FROM articles WHERE work <> 0 GROUP BY work ORDER BY max(id) DESC LIMIT ? OFFSET ?", limit, max(0, offset)))
		if err != nil {
			return err
		}
		for _, work := range works {
			places, err := placesOf(ctx, tx, "a.work = ?", work)
			if err != nil {
				return err
			}
			changed := ChangedArticle{Place: places[len(places)-1].Place, Versions: len(places)}
			for _, p := range places {
				changed.Keys = append(changed.Keys, p.Key)
			}
			found.Articles = append(found.Articles, changed)
		}
		return nil
	})
	return found, a.wrap("look up", err)
}

// placeRow is an article with its row and the article that was the first of its versions, or itself.
type placeRow struct {
	Place
	id, work int64
}

// placesOf returns the articles for which a condition holds, the earliest first.
func placesOf(ctx context.Context, tx *sql.Tx, condition string, args ...any) ([]placeRow, error) {
	rows, err := tx.QueryContext(ctx, `SELECT a.id, iif(a.work = 0, a.id, a.work), a.key, iif(a.title = '', a.name, a.title), coalesce(o.name, ''), a.published
		FROM articles a LEFT JOIN outlets o ON o.id = a.outlet WHERE `+condition+` ORDER BY a.moment = 0, a.moment, a.id`, args...)
	return collect(rows, err, func(row *sql.Rows, p *placeRow) error {
		return row.Scan(&p.id, &p.work, &p.Key, &p.Title, &p.Outlet, &p.Published)
	})
}
