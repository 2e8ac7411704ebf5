package archive

import (
	"context"
	"database/sql"
	"errors"
)

// What is read of rows in the same way everywhere.

// defaultLimit is how many of a list are returned where a query does not say.
const defaultLimit = 50

// limitOf is the limit of a query: 0 asks for the default, and less than 0 for all, which SQL takes so as well.
func limitOf(limit int) int {
	if limit == 0 {
		return defaultLimit
	}
	return limit
}

// cut is a page of a list of which one more than limit was asked for; more tells whether it had that one.
func cut[T any](list []T, limit int) (page []T, more bool) {
	if len(list) > limit {
		return list[:limit], true
	}
	return list, false
}

// eachRow calls f for every row of a query. err is the query's.
func eachRow(rows *sql.Rows, err error, f func(row *sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close() // an error of the rows is in rows.Err
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// collect reads all rows of a query, each by scan. err is the query's.
func collect[T any](rows *sql.Rows, err error, scan func(row *sql.Rows, to *T) error) ([]T, error) {
	var list []T
	err = eachRow(rows, err, func(row *sql.Rows) error {
		var v T
		if err := scan(row, &v); err != nil {
			return err
		}
		list = append(list, v)
		return nil
	})
	return list, err
}

// column reads the only column of a query. err is the query's.
func column[T any](rows *sql.Rows, err error) ([]T, error) {
	return collect(rows, err, func(row *sql.Rows, to *T) error { return row.Scan(to) })
}

// scanner is a row.
type scanner interface{ Scan(...any) error }

// scanIf reads a row that need not be there: without it, what to points to stays as it is.
func scanIf(row scanner, to ...any) error {
	if err := row.Scan(to...); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return nil
}

// hitsByID reads statements by their rows, in the order of ids, each with its chain.
func hitsByID(ctx context.Context, tx *sql.Tx, ids []int64) ([]Hit, error) {
	return byID(ctx, tx, ids, hitByID)
}

// contactsByID reads contacts by their rows, in the order of ids.
func contactsByID(ctx context.Context, tx *sql.Tx, ids []int64) ([]ContactFound, error) {
	return byID(ctx, tx, ids, contactByID)
}

func byID[T any](ctx context.Context, tx *sql.Tx, ids []int64, one func(context.Context, *sql.Tx, int64) (T, error)) ([]T, error) {
	var list []T
	for _, id := range ids {
		v, err := one(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// hitByID reads a statement by its row, with its chain.
func hitByID(ctx context.Context, tx *sql.Tx, id int64) (Hit, error) {
	var found Hit
	err := each(ctx, tx, func(hit Hit) error {
		found = hit
		return nil
	}, `SELECT `+hitColumns+` FROM `+hitTables+` WHERE s.id = ?`, id)
	if err == nil {
		err = chainOf(ctx, tx, &found)
	}
	return found, err
}

// transact runs f in one transaction that holds the lock for writing: all that f did is kept, or nothing.
func (a *Archive) transact(ctx context.Context, f func(*sql.Tx) error) error {
	var tx *sql.Tx
	err := retry(ctx, lockWait, func() (err error) {
		tx, err = a.writer.BeginTx(ctx, nil)
		return err
	})
	if err != nil {
		return err
	}
	if err = f(tx); err == nil {
		err = tx.Commit()
	}
	if err != nil {
		tx.Rollback() // after a failed commit as well; what it reports adds nothing to err
	}
	return err
}

// write is transact with what adding and changing articles needs.
func (a *Archive) write(ctx context.Context, f func(*batch) error) error {
	return a.transact(ctx, func(tx *sql.Tx) error { return f(newBatch(tx, &a.lists)) })
}

// entitiesOf reads entities by their entityColumns. err is the query's.
func entitiesOf(rows *sql.Rows, err error) ([]Entity, error) {
	return collect(rows, err, func(row *sql.Rows, e *Entity) error {
		var err error
		*e, err = scanEntity(row)
		return err
	})
}
