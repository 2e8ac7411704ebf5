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
	return &preparedConn{sqliteConn: conn, parsed: map[string]*parsed{}}, nil
}

// preparedConn is a connection with its parsed statements. database/sql lets one goroutine at a time use it.
type preparedConn struct {
	sqliteConn
	parsed map[string]*parsed
	// clock counts queries, to tell which statement has not been asked for longest.
	clock uint64
}

// parsed is a parsed statement. Its rows can be read once at a time: asked again meanwhile, it is parsed anew.
type parsed struct {
	statement driver.StmtQueryContext
	close     func() error
	busy      bool
	used      uint64
}

// Unwrap returns the driver's own connection.
func (c *preparedConn) Unwrap() driver.Conn { return c.sqliteConn }

func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.clock++
	k := c.parsed[query]
	if k == nil {
		statement, err := c.sqliteConn.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		asks, ok := statement.(driver.StmtQueryContext)
		if !ok {
			return nil, fmt.Errorf("statements of the driver, %T, cannot be asked", statement)
		}
		k = &parsed{statement: asks, close: statement.Close}
		c.makeRoom()
		c.parsed[query] = k
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
	return &parsedRows{rows, k}, nil
}

// makeRoom lets go of the statement that has not been asked for longest, where there are too many.
func (c *preparedConn) makeRoom() {
	if len(c.parsed) < maxPrepared {
		return
	}
	oldest := ""
	for query, k := range c.parsed {
		if !k.busy && (oldest == "" || k.used < c.parsed[oldest].used) {
			oldest = query
		}
	}
	if k := c.parsed[oldest]; k != nil {
		_ = k.close() // what is wrong with it was told when it was asked
		delete(c.parsed, oldest)
	}
}

func (c *preparedConn) Close() error {
	for _, k := range c.parsed {
		_ = k.close()
	}
	clear(c.parsed)
	return c.sqliteConn.Close()
}

// parsedRows are the rows of a kept statement.
type parsedRows struct {
	driver.Rows
	parsed *parsed
}

func (r *parsedRows) Close() error {
	err := r.Rows.Close()
	r.parsed.busy = false
	return err
}
