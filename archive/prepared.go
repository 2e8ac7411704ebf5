package archive

import (
	"context"
	"database/sql/driver"
	"fmt"
)

// A page asks dozens of small questions, most of them the same ones for another row, and to parse a question takes longer
// than to answer it. So each connection for reading keeps its questions parsed.

// maxPrepared is how many a connection keeps.
const maxPrepared = 256

// preparing makes connections that keep their statements parsed.
type preparing struct{ driver.Connector }

// sqliteConn is all that a connection of the driver can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := c.(sqliteConn)
	if !ok {
		return c, nil // a driver that can do less is slower, and not wrong
	}
	return &preparedConn{sqliteConn: conn, kept: map[string]*kept{}}, nil
}

// preparedConn is a connection with its parsed statements. database/sql lets one goroutine at a time use it.
type preparedConn struct {
	sqliteConn
	kept map[string]*kept
	// clock counts queries, to tell which statement has not been asked for longest.
	clock uint64
}

// kept is a parsed statement. Its rows can be read once at a time: asked again meanwhile, it is parsed anew.
type kept struct {
	statement driver.StmtQueryContext
	close     func() error
	busy      bool
	used      uint64
}

// Unwrap returns the driver's own connection.
func (c *preparedConn) Unwrap() driver.Conn { return c.sqliteConn }

func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.clock++
	k := c.kept[query]
	if k == nil {
		statement, err := c.sqliteConn.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		asks, ok := statement.(driver.StmtQueryContext)
		if !ok {
			return nil, fmt.Errorf("statements of the driver, %T, cannot be asked", statement)
		}
		k = &kept{statement: asks, close: statement.Close}
		c.makeRoom()
		c.kept[query] = k
	}
	if k.busy {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	k.busy, k.used = true, c.clock
	rows, err := k.statement.QueryContext(ctx, args)
	if err != nil {
		k.busy = false
		return nil, err
	}
	return &keptRows{rows, k}, nil
}

// makeRoom lets go of the statement that has not been asked for longest, where there are too many.
func (c *preparedConn) makeRoom() {
	if len(c.kept) < maxPrepared {
		return
	}
	oldest := ""
	for query, k := range c.kept {
		if !k.busy && (oldest == "" || k.used < c.kept[oldest].used) {
			oldest = query
		}
	}
	if k := c.kept[oldest]; k != nil {
		_ = k.close() // what is wrong with it was told when it was asked
		delete(c.kept, oldest)
	}
}

func (c *preparedConn) Close() error {
	for _, k := range c.kept {
		_ = k.close()
	}
	clear(c.kept)
	return c.sqliteConn.Close()
}

// keptRows are the rows of a kept statement.
type keptRows struct {
	driver.Rows
	kept *kept
}

func (r *keptRows) Close() error {
	err := r.Rows.Close()
	r.kept.busy = false
	return err
}
