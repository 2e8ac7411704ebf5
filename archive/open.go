package archive

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// Archive is an open archive. It may be used by many goroutines at once, and the same file by several processes.
type Archive struct {
	path     string
	readOnly bool // on a disk that cannot be written, say
	// writer is one connection that begins every transaction with the lock for writing; readers see the archive as
	// it was when their query began and never wait for the writer.
	writer, readers *sql.DB
	lists           knownLists
	watcher         watcher
	roles           roleNames
	cubes           cubes
}

var _ Store = (*Archive)(nil)

// lockWait is how long Open and Add wait for another process that writes to the same archive.
const lockWait = time.Minute

// pageSize is that of a new archive, in bytes. An article's text, packed, is 2 to 4 KB: of larger pages less stays empty, and
// fewer are written.
const pageSize = 4096

// mapped is how much of the file readers see as memory, in bytes. After every write, a reader forgets the pages that it
// has read; mapped ones are the system's, and stay. With 200 readers and a writer that is two thirds of the work.
const mapped = "1073741824"

// Open opens the archive in the file at path and makes a new one if there is no file. An archive of an older sayso is
// brought up to date. The errors ErrForeign and ErrNewer say that the file is not for this program.
func Open(ctx context.Context, path string) (*Archive, error) { return open(ctx, path, "rwc") }

// OpenExisting opens the archive in the file at path. If there is none, the error is ErrNoArchive.
//
// An archive that cannot be written, on a read-only disk or without the permission, is opened for reading; what would
// write then fails.
func OpenExisting(ctx context.Context, path string) (*Archive, error) { return open(ctx, path, "rw") }

func open(ctx context.Context, path, mode string) (*Archive, error) {
	if err := checkFile(path, mode == "rwc"); err != nil {
		return nil, err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, wrap("open", path, err)
	}
	a, err := openAs(ctx, path, absolute, mode)
	if !isReadOnly(err) {
		return a, err
	}
	// What cannot be written can still be read, where all of it is in the file: nobody else writes to it either.
	if wal, walErr := os.Stat(absolute + "-wal"); walErr == nil && wal.Size() > 0 {
		return nil, &Error{Op: "open", Path: path, Err: err, Hint: fmt.Sprintf("it cannot be written, and its newest articles are still in %s-wal: "+
			"copy both files to where you can write, and read the copy", path)}
	}
	return openAs(ctx, path, absolute, "ro&immutable=1")
}

// openAs opens an archive in a mode of SQLite's.
func openAs(ctx context.Context, path, absolute, mode string) (_ *Archive, err error) {
	a := &Archive{path: path, readOnly: strings.HasPrefix(mode, "ro")}
	// Waiting for the lock is done in retry, which looks at the context; SQLite itself only waits out the moments.
	if a.writer, err = connect(absolute, mode, "&_txlock=immediate&_pragma=busy_timeout(100)&_pragma=cache_size(-65536)&_pragma=temp_store(2)&_pragma=wal_autocheckpoint(4000)"); err != nil {
		return nil, wrap("open", path, err)
	}
	a.writer.SetMaxOpenConns(1)
	if a.readers, err = connectPrepared(absolute, mode, "&_pragma=busy_timeout(10000)&_pragma=query_only(1)&_pragma=cache_size(-16384)&_pragma=mmap_size("+mapped+")"); err != nil {
		return nil, errors.Join(wrap("open", path, err), a.writer.Close())
	}
	if a.watcher.pool, err = connect(absolute, mode, "&_pragma=busy_timeout(10000)&_pragma=query_only(1)&_pragma=cache_size(-64)"); err != nil {
		return nil, errors.Join(wrap("open", path, err), a.writer.Close(), a.readers.Close())
	}
	a.readers.SetMaxOpenConns(max(4, runtime.GOMAXPROCS(0)))
	a.readers.SetMaxIdleConns(max(4, runtime.GOMAXPROCS(0)))
	if err := retry(ctx, lockWait, func() error { return a.prepare(ctx) }); err != nil {
		return nil, errors.Join(wrap("open", path, err), a.Close())
	}
	return a, nil
}

// connect gives a pool of connections; none is opened yet.
func connect(absolute, mode, more string) (*sql.DB, error) {
	return sql.Open("sqlite", address(absolute, mode, more))
}

func address(absolute, mode, more string) string {
	name := "file:" + (&url.URL{Path: filepath.ToSlash(absolute)}).EscapedPath()
	return name + "?mode=" + mode + "&_pragma=foreign_keys(1)&_pragma=synchronous(normal)" + more
}

// connectPrepared is connect for connections that keep their statements parsed.
func connectPrepared(absolute, mode, more string) (*sql.DB, error) {
	c, err := sqlite.NewConnector(address(absolute, mode, more))
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(preparing{c}), nil
}

// magic is how every file of SQLite starts.
var magic = []byte("SQLite format 3\x00")

// checkFile says in plain words what SQLite would say in its own: that there is no file, or that it is no database.
func checkFile(path string, create bool) error {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !create:
		return &Error{Op: "open", Path: path, Err: ErrNoArchive,
			Hint: fmt.Sprintf("make one with: sayso add --archive %s PATH…", path)}
	case errors.Is(err, fs.ErrNotExist):
		folder := filepath.Dir(path)
		if info, err := os.Stat(folder); err != nil {
			return &Error{Op: "open", Path: path, Err: err, Hint: "make the folder first: mkdir -p " + folder}
		} else if !info.IsDir() {
			return &Error{Op: "open", Path: path, Err: fmt.Errorf("%s is not a folder", folder)}
		}
		return nil
	case err != nil:
		return &Error{Op: "open", Path: path, Err: err}
	}
	defer file.Close()
	start := make([]byte, len(magic))
	n, err := io.ReadFull(file, start)
	switch {
	case err == io.EOF && create: // empty: SQLite takes it for a new database, and so do we
		return nil
	case err == io.EOF:
		return &Error{Op: "open", Path: path, Err: fmt.Errorf("%w: the file is empty", ErrNoArchive),
			Hint: fmt.Sprintf("fill it with: sayso add --archive %s PATH…", path)}
	case err != nil && err != io.ErrUnexpectedEOF:
		return &Error{Op: "open", Path: path, Err: err, Hint: "name the archive's file"}
	case !bytes.Equal(start[:n], magic):
		return foreign(path)
	}
	return nil
}

func foreign(path string) error {
	return &Error{Op: "open", Path: path, Err: ErrForeign, Hint: "nothing in it was changed; name another file"}
}

// prepare makes sure that the file is an archive of the present version.
func (a *Archive) prepare(ctx context.Context) error {
	var id, version, tables int
	err := a.writer.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return err
	case id == 0 && version == 0 && tables == 0:
		// New. The mark comes first, in one write of its own: a crash between here and the tables leaves a file
		// that is known as ours and is finished by the next Open.
		if _, err := a.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA page_size = %d; PRAGMA application_id = %d", pageSize, applicationID)); err != nil {
			return err
		}
	case id != applicationID:
		return foreign(a.path)
	case version > schemaVersion:
		return &Error{Op: "open", Path: a.path, Err: fmt.Errorf("%w: its schema is %d, this program knows %d",
			ErrNewer, version, schemaVersion), Hint: "use that sayso, or update this one"}
	}
	if a.readOnly {
		return a.prepared(ctx, version)
	}
	// The journal's mode is a property of the file; asking for it costs nothing where it is set.
	var journal string
	if err := a.writer.QueryRowContext(ctx, "PRAGMA journal_mode = wal").Scan(&journal); err != nil {
		return err
	}
	if version < schemaVersion {
		if err := a.migrate(ctx); err != nil {
			return err
		}
	}
	if err := a.markAll(ctx); err != nil {
		return err
	}
	// An archive from before entities were linked: link them, in one transaction. (A new one has nothing to link.)
	var unlinked, alone bool
	if err := a.writer.QueryRowContext(ctx, "SELECT linked < articles, grouped < (SELECT coalesce(max(id), 0) FROM articles) FROM totals").Scan(&unlinked, &alone); err != nil {
		return err
	}
	if unlinked {
		if err := a.Relink(ctx); err != nil {
			return err
		}
	}
	if alone {
		return a.groupRest(ctx)
	}
	return nil
}

// prepared reports what would have to be written before an archive can be read.
func (a *Archive) prepared(ctx context.Context, version int) error {
	behind := version < schemaVersion
	if !behind {
		err := a.writer.QueryRowContext(ctx, "SELECT linked < articles OR grouped < (SELECT coalesce(max(id), 0) FROM articles) FROM totals").Scan(&behind)
		if err != nil {
			return err
		}
	}
	if behind {
		return &Error{Op: "open", Path: a.path, Err: errors.New("it was written by an older sayso and must be brought up to date, but cannot be written"),
			Hint: "copy it to where you can write, and open the copy"}
	}
	return nil
}

// Close closes the archive. What was added stays.
func (a *Archive) Close() error {
	return wrap("close", a.path, errors.Join(a.watcher.close(), a.readers.Close(), a.writer.Close()))
}

// retry calls f until it does not fail for a lock, for as long as wait.
func retry(ctx context.Context, wait time.Duration, f func() error) error {
	for end := time.Now().Add(wait); ; {
		err := f()
		if !isBusy(err) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		// Short and uneven waits, so that of two processes that keep writing neither starves the other.
		case <-time.After(time.Millisecond + rand.N(10*time.Millisecond)):
		}
	}
}
