package archive

import (
	"context"
	"crypto/rand"
	"database/sql"
	"strconv"
	"sync"
)

// watcher tells whether the archive has changed, whoever changed it. It is one connection that never writes: SQLite's
// data_version of a connection changes with every commit of another one, in this process or elsewhere, and costs a few
// microseconds to read. It says nothing beyond the life of the connection, so each life has a name of its own.
type watcher struct {
	mutex sync.Mutex
	pool  *sql.DB
	conn  *sql.Conn
	life  string
}

// Version returns a word that is another one whenever what the archive holds may be another: for the ETags of pages.
// It is of this process only, and changes with a restart.
func (a *Archive) Version(ctx context.Context) (string, error) {
	version, err := a.watcher.version(ctx)
	return version, a.wrap("look up the state of", err)
}

func (w *watcher) version(ctx context.Context) (string, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	ctx = context.WithoutCancel(ctx) // or whoever goes away would take the connection along
	if w.conn == nil {
		conn, err := w.pool.Conn(ctx)
		if err != nil {
			return "", err
		}
		w.conn, w.life = conn, rand.Text()[:10]
	}
	var n int64
	if err := w.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n); err != nil {
		w.conn.Close()
		w.conn = nil
		return "", err
	}
	return w.life + strconv.FormatInt(n, 36), nil
}

func (w *watcher) close() error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.conn != nil {
		w.conn.Close()
		w.conn = nil
	}
	return w.pool.Close()
}
