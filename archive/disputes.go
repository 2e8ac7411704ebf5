package archive

import (
	"context"
	"database/sql"
)

// DisputeQuery asks for disputes.
type DisputeQuery struct {
	// Entity restricts to those in which it speaks or is a party of a contact; 0 does not restrict.
	Entity int64
	// Across leaves out disputes inside one article.
	Across bool
	// Limit is the most to return, 50 if zero, all if negative; Offset is how many to skip.
	Limit, Offset int
	// Past is the mark of the last dispute of the page before, as FoundDisputes.Next gives it.
	Past Mark
}

// Evidence is a statement or a contact on a side of a dispute.
type Evidence struct {
	Statement *Hit
	Contact   *ContactFound
}

// DisputeFound is a dispute with the evidence of both sides.
type DisputeFound struct {
	ID int64
	// Across is true where the sides are in different articles; Reason then says why they are held to be about the same.
	Across          bool
	Reason          string
	Asserts, Denies []Evidence
}

// FoundDisputes is the answer to a DisputeQuery.
type FoundDisputes struct {
	Disputes []DisputeFound
	Total    int
	// Next is the mark of the last dispute where there may be more.
	Next Mark
}

// Disputes returns disputes, the newest first.
func (a *Archive) Disputes(ctx context.Context, q DisputeQuery) (FoundDisputes, error) {
	var found FoundDisputes
	err := a.read(ctx, func(tx *sql.Tx) error {
		const condition = `(?1 = 0 OR d.id IN (
			SELECT m.dispute FROM appearances x JOIN said s ON s.appearance = x.id AND s.part = 0 JOIN disputants m ON m.statement = s.statement WHERE x.entity = ?1
			UNION SELECT m.dispute FROM appearances x JOIN parties p ON p.appearance = x.id JOIN disputants m ON m.contact = p.contact WHERE x.entity = ?1))
			AND (?2 = 0 OR d.article IS NULL)`
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM disputes d WHERE "+condition, q.Entity, q.Across).Scan(&found.Total); err != nil {
			return err
		}
		limit := limitOf(q.Limit)
		args := []any{q.Entity, q.Across, limit, max(0, q.Offset)}
		past := behind("(d.article IS NULL)", "d.moment", "d.id", q.Past, &args)
		var err error
		if found.Disputes, err = disputesOf(ctx, tx, "SELECT "+disputeColumns+" FROM disputes d WHERE "+condition+" AND "+past+
			" ORDER BY d.article IS NULL DESC, d.moment DESC, d.id LIMIT ?3 OFFSET ?4", args...); err != nil {
			return err
		}
		if n := len(found.Disputes); n > 0 && n == limit && (q.Past != (Mark{}) || q.Offset+n < found.Total) {
			found.Next.Row = found.Disputes[n-1].ID
			return tx.QueryRowContext(ctx, "SELECT moment, article IS NULL FROM disputes WHERE id = ?", found.Next.Row).Scan(&found.Next.Moment, &found.Next.Class)
		}
		return nil
	})
	return found, a.wrap("look up", err)
}

// disputeColumns are what disputesOf reads.
const disputeColumns = "d.id, d.article IS NULL, d.reason"

// disputesOf reads the disputes of a query, each with the evidence of both sides.
func disputesOf(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]DisputeFound, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	list, err := collect(rows, err, func(row *sql.Rows, d *DisputeFound) error { return row.Scan(&d.ID, &d.Across, &d.Reason) })
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := list[i].fill(ctx, tx); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (d *DisputeFound) fill(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT denies, statement, contact FROM disputants WHERE dispute = ? ORDER BY denies, statement, contact", d.ID)
	type side struct{ denies, statement, contact int64 }
	sides, err := collect(rows, err, func(row *sql.Rows, s *side) error { return row.Scan(&s.denies, &s.statement, &s.contact) })
	if err != nil {
		return err
	}
	for _, s := range sides {
		var e Evidence
		if s.statement != 0 {
			hit, err := hitByID(ctx, tx, s.statement)
			if err != nil {
				return err
			}
			e.Statement = &hit
		} else {
			contact, err := contactByID(ctx, tx, s.contact)
			if err != nil {
				return err
			}
			e.Contact = &contact
		}
		if s.denies == 1 {
			d.Denies = append(d.Denies, e)
		} else {
			d.Asserts = append(d.Asserts, e)
		}
	}
	return nil
}
