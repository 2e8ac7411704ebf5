package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"sayso"
)

// CorrectionQuery asks for entries of the log.
type CorrectionQuery struct {
	// Article restricts to those of one article, by its key.
	Article string
	// State and Verb restrict where they are not empty.
	State State
	Verb  Verb
	// Before restricts to entries with a lower number, for paging; 0 does not.
	Before int64
	// Limit is the most to return, 50 if zero, all if negative.
	Limit int
}

// Corrections returns entries of the log, the latest first.
func (a *Archive) Corrections(ctx context.Context, q CorrectionQuery) ([]Correction, error) {
	var list []Correction
	err := a.read(ctx, func(tx *sql.Tx) (err error) {
		where, args := []string{"1"}, []any{}
		add := func(condition string, arg any) {
			where, args = append(where, condition), append(args, arg)
		}
		if q.Article != "" {
			ids, err := articlesFrom(ctx, tx, strings.ToLower(q.Article))
			if err != nil {
				return err
			}
			if len(ids) != 1 {
				return fmt.Errorf("article %q: %w", q.Article, ErrNotFound)
			}
			add("c.article = (SELECT key FROM articles WHERE id = ?)", ids[0])
		}
		if q.State == Unanchored {
			where = append(where, "c.id IN (SELECT correction FROM correction_states WHERE state = 'unanchored')")
		} else if q.State != "" {
			add(stateColumn+" = ?", string(q.State))
		}
		if q.Verb != "" {
			add("c.verb = ?", string(q.Verb))
		}
		if q.Before > 0 {
			add("c.id < ?", q.Before)
		}
		limit := limitOf(q.Limit)
		list, err = corrections(ctx, tx, strings.Join(where, " AND ")+" ORDER BY c.id DESC LIMIT ?", append(args, limit)...)
		return err
	})
	return list, a.wrap("look up", err)
}

// stateColumn is the state of a correction c. Those of decisions, which no article has, follow from the log alone.
const stateColumn = `coalesce(s.state, CASE WHEN EXISTS (SELECT 1 FROM corrections u WHERE u.undoes = c.id) THEN 'undone' ELSE 'in force' END)`

// corrections reads entries of the log.
func corrections(ctx context.Context, tx *sql.Tx, where string, args ...any) ([]Correction, error) {
	rows, err := tx.QueryContext(ctx, `SELECT c.id, c.at, c.author, c.reason, c.verb, c.what, c.article, c.target, c.change, c.reader,
		coalesce(c.undoes, 0), coalesce(c.decision, 0), `+stateColumn+`, coalesce(s.statement, '')
		FROM corrections c LEFT JOIN correction_states s ON s.correction = c.id WHERE `+where, args...)
	return collect(rows, err, func(row *sql.Rows, c *Correction) error {
		var target, change string
		if err := row.Scan(&c.ID, &c.At, &c.Author, &c.Reason, &c.Verb, &c.What, &c.Article, &target, &change, &c.Reader, &c.Undoes, &c.Decision,
			&c.State, &c.Statement); err != nil {
			return err
		}
		for encoded, to := range map[*string]any{&target: &c.Target, &change: &c.Change} {
			if *encoded == "" {
				continue
			}
			if err := json.Unmarshal([]byte(*encoded), to); err != nil {
				return fmt.Errorf("correction %d: %w", c.ID, err)
			}
		}
		return nil
	})
}

// oneOf tells what is allowed.
func oneOf[T ~string](allowed []T) string {
	names := make([]string, len(allowed))
	for i, name := range allowed {
		names[i] = string(name)
	}
	return "want one of " + strings.Join(names, ", ")
}

// Aside is a statement that was put aside.
type Aside struct {
	Statement sayso.Statement `json:"statement"`
	// Content are the words of its content.
	Content string `json:"content"`
	// Hidden: it is not to be shown; otherwise it was rejected. Correction is the entry of the log that says so.
	Hidden     bool  `json:"hidden,omitempty"`
	Correction int64 `json:"correction"`
}

// Asides returns the statements of an article that were put aside, in the order of the text.
func (a *Archive) Asides(ctx context.Context, key string) ([]Aside, error) {
	rows, err := a.readers.QueryContext(ctx, `SELECT s.statement, s.content, s.hidden, s.correction FROM aside s JOIN articles a ON a.id = s.article
		WHERE a.key = ? ORDER BY s.id`, key)
	list, err := collect(rows, err, func(row *sql.Rows, x *Aside) error {
		var encoded string
		if err := row.Scan(&encoded, &x.Content, &x.Hidden, &x.Correction); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(encoded), &x.Statement); err != nil {
			return fmt.Errorf("a statement that was put aside: %w", err)
		}
		return nil
	})
	return list, a.wrap("look up", err)
}
