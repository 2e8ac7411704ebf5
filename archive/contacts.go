package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"sayso"
)

// ContactQuery asks for contacts: of anybody, of one, or between two.
type ContactQuery struct {
	// A and B are numbers of entities.
	A, B int64
	// Words, where A is 0, are words that a party's name must have: so are groups without a name of their own found.
	Words string
	// Limit is the most to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
	// Past is the mark of the last contact of the page before, as FoundContacts.Next gives it.
	Past Mark
}

// PartyFound is one of a side of a contact.
type PartyFound struct {
	Name string `json:"name"`
	// Entity is its number, 0 for an unnamed group.
	Entity int64 `json:"entity,omitempty"`
}

// ContactFound is a contact with its article and what it rests on.
type ContactFound struct {
	// Key is the article's key; Article is the article without its text.
	Key     string
	Article sayso.Article
	Contact sayso.Contact
	// Words are the passage.
	Words string
	A, B  []PartyFound
	// SaySo is the statement on which it rests; nil for the article's own voice.
	SaySo *Hit
	// Chain is the way of the word to the page; for the article's own voice the outlet alone.
	Chain []string
	// Disputed is the number of a dispute that has it, 0 if there is none.
	Disputed int64
}

// FoundContacts is the answer to a ContactQuery.
type FoundContacts struct {
	Contacts []ContactFound
	Total    int
	// Next is the mark of the last contact where there may be more.
	Next Mark
}

// Contacts returns contacts, the newest first.
func (a *Archive) Contacts(ctx context.Context, q ContactQuery) (FoundContacts, error) {
	var found FoundContacts
	err := a.read(ctx, func(tx *sql.Tx) error {
		where, args := []string{"1"}, []any{}
		party := func(id int64) string {
			args = append(args, id)
			return fmt.Sprintf("(SELECT p.contact, p.side FROM appearances x JOIN parties p ON p.appearance = x.id WHERE x.entity = ?%d)", len(args))
		}
		switch {
		case q.A != 0 && q.B != 0:
			where = append(where, "c.id IN (SELECT p.contact FROM "+party(q.A)+" p JOIN "+party(q.B)+" r ON r.contact = p.contact AND r.side <> p.side)")
		case q.A != 0:
			where = append(where, "c.id IN (SELECT contact FROM "+party(q.A)+")")
		}
		for _, word := range strings.Fields(q.Words) {
			args = append(args, word)
			where = append(where, fmt.Sprintf("c.id IN (SELECT contact FROM parties WHERE name LIKE '%%' || ?%d || '%%')", len(args)))
		}
		condition := strings.Join(where, " AND ")
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM contacts c WHERE "+condition, args...).Scan(&found.Total); err != nil {
			return err
		}
		limit := limitOf(q.Limit)
		condition += " AND " + behind("0", "c.moment", "c.id", q.Past, &args)
		args = append(args, limit, max(0, q.Offset))
		ids, err := column[int64](tx.QueryContext(ctx, fmt.Sprintf("SELECT c.id FROM contacts c WHERE %s ORDER BY c.moment DESC, c.id LIMIT ?%d OFFSET ?%d", condition, len(args)-1, len(args)), args...))
		if err != nil {
			return err
		}
		if found.Contacts, err = contactsByID(ctx, tx, ids); err != nil {
			return err
		}
		if n := len(ids); n > 0 && n == limit && (q.Past != (Mark{}) || q.Offset+n < found.Total) {
			found.Next.Row = ids[n-1]
			return tx.QueryRowContext(ctx, "SELECT moment FROM contacts WHERE id = ?", ids[n-1]).Scan(&found.Next.Moment)
		}
		return nil
	})
	return found, a.wrap("look up", err)
}

func contactByID(ctx context.Context, tx *sql.Tx, id int64) (ContactFound, error) {
	var c ContactFound
	var encoded string
	var statement sql.NullInt64
	a := &c.Article
	err := tx.QueryRowContext(ctx, `SELECT c.contact, c.words, c.statement, a.key, a.published, a.name, a.title, a.author, a.url, a.language, a.path, coalesce(o.name, ''),
		coalesce((SELECT m.dispute FROM disputants m WHERE m.contact = c.id LIMIT 1), 0)
		FROM contacts c JOIN articles a ON a.id = c.article LEFT JOIN outlets o ON o.id = a.outlet WHERE c.id = ?`, id).
		Scan(&encoded, &c.Words, &statement, &c.Key, &a.Published, &a.ID, &a.Title, &a.Author, &a.URL, &a.Language, &a.Path, &a.Outlet, &c.Disputed)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(encoded), &c.Contact); err != nil {
		return c, fmt.Errorf("contact of article %s: %w", c.Key, err)
	}
	rows, err := tx.QueryContext(ctx, `SELECT p.side, p.name, coalesce(x.entity, 0), coalesce(e.name, '') FROM parties p LEFT JOIN appearances x ON x.id = p.appearance
		LEFT JOIN entities e ON e.id = x.entity WHERE p.contact = ? ORDER BY p.side, p.number`, id)
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var side int
		var p PartyFound
		var chosen string
		if err := row.Scan(&side, &p.Name, &p.Entity, &chosen); err != nil {
			return err
		}
		if chosen != "" {
			p.Name = chosen
		}
		if side == 0 {
			c.A = append(c.A, p)
		} else {
			c.B = append(c.B, p)
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	if statement.Valid {
		hit, err := hitByID(ctx, tx, statement.Int64)
		if err != nil {
			return c, err
		}
		c.SaySo, c.Chain = &hit, hit.Chain
	} else if a.Outlet != "" {
		c.Chain = []string{a.Outlet}
	}
	return c, nil
}
