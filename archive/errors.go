package archive

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrNotFound is returned, wrapped, for an article or a speaker that the archive does not have.
	ErrNotFound = errors.New("not in the archive")
	// ErrNoArchive is returned, wrapped, by OpenExisting where there is no file.
	ErrNoArchive = errors.New("there is no archive")
	// ErrForeign is returned, wrapped, for a file that is not an archive of sayso.
	ErrForeign = errors.New("not an archive of sayso")
	// ErrNewer is returned, wrapped, for an archive that a later version of sayso has written.
	ErrNewer = errors.New("written by a newer sayso")
	// ErrAmbiguous is returned, wrapped, for the start of a key that several articles share.
	ErrAmbiguous = errors.New("several articles")
)

// Error is what every function of an archive returns when it fails, except for a *QueryError.
type Error struct {
	// Op is what was being done: "open", "add", "find".
	Op string
	// Path is the archive's file.
	Path string
	// Err is the cause.
	Err error
	// Hint is what the user can do about it; it may be empty.
	Hint string
}

func (e *Error) Error() string {
	message := fmt.Sprintf("%s %s: %v", e.Op, e.Path, e.Err)
	if e.Hint != "" {
		message += "; " + e.Hint
	}
	return message
}

func (e *Error) Unwrap() error { return e.Err }

// QueryError is returned by Find and Each for a query that cannot be meant.
type QueryError struct {
	// Field is the query's field: "words", "after", "kind".
	Field string
	// Value is what it holds.
	Value string
	// Want says what is allowed.
	Want string
}

func (e *QueryError) Error() string {
	return fmt.Sprintf("%s %q: %s", e.Field, e.Value, e.Want)
}

// wrap makes err an *Error of op on the archive's file, with a hint where the cause has one. It keeps nil, the errors
// of queries, and errors that already tell their operation.
func (a *Archive) wrap(op string, err error) error { return wrap(op, a.path, err) }

func wrap(op, path string, err error) error {
	var known *Error
	var query *QueryError
	if err == nil || errors.As(err, &known) || errors.As(err, &query) {
		return err
	}
	return &Error{Op: op, Path: path, Err: err, Hint: hint(err)}
}

// hint says what the user can do about an error of SQLite.
func hint(err error) string {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return ""
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return ""
	}
	// The low byte is the class, the rest tells more of it.
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return "the disk is full: make room and run it again, what was kept before is safe"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return "another program is writing to it: run it again when that one is done"
	case sqlite3.SQLITE_NOTADB:
		return "the file is not a database: name another one"
	case sqlite3.SQLITE_CORRUPT:
		return "the file is damaged: bring back a copy, or add the articles to a new archive"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return "the archive can be read only: its file and folder must be there and writable"
	case sqlite3.SQLITE_IOERR:
		// A full disk also shows up as a failed write, most of all in the shared memory beside the file.
		if strings.Contains(err.Error(), "no space") {
			return "the disk is full: make room and run it again, what was kept before is safe"
		}
		return "the disk could not be read or written: is it full, or gone?"
	}
	return ""
}

// isReadOnly reports whether err says that a file, or its folder, cannot be written.
func isReadOnly(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	class := e.Code() & 0xff
	return class == sqlite3.SQLITE_READONLY || class == sqlite3.SQLITE_PERM || class == sqlite3.SQLITE_CANTOPEN
}

// isBusy reports whether err says that another connection holds the lock.
func isBusy(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	class := e.Code() & 0xff
	return class == sqlite3.SQLITE_BUSY || class == sqlite3.SQLITE_LOCKED
}
