package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// The reasons why a file or a JSON line gives no article, for errors.Is on an [*Error]. Files that cannot be opened or
// read give the error of the file system (fs.ErrNotExist, …).
var (
	ErrEmpty    = errors.New("it is empty")
	ErrBinary   = errors.New("it is not text")
	ErrFormat   = errors.New("unknown format")
	ErrTooLarge = errors.New("it is too large")
	ErrNoText   = errors.New("no article text found")
	ErrJSON     = errors.New("not a JSON object")
	ErrColumns  = errors.New("no column holds the articles' text")
	ErrLanguage = errors.New("not English")
	ErrDamaged  = errors.New("it is damaged")
	ErrWithheld = errors.New("it is not for publication")
)

// Error says what could not be taken in, in one line.
type Error struct {
	// Path is the file as it was named, or the name of the stream.
	Path string
	// Line is the line of the file, counted from 1, or 0 where the whole file is meant.
	Line int
	// Op is what was being done: "open", "read", "unpack"; empty where Err says it all.
	Op string
	// Err is the reason; it wraps one of the Err… values of this package or an error of the file system.
	Err error
	// Hint says what the user can do, or is empty.
	Hint string
}

// Error returns "path:line: op: reason; hint" on one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Path)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	b.WriteString(": ")
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(e.Err.Error())
	if e.Hint != "" {
		b.WriteString("; " + e.Hint)
	}
	return oneLine(b.String())
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// oneLine keeps names of files and other people's messages from breaking or colouring the user's terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

// fileError wraps an error of the file system without saying the path twice.
func fileError(path, op string, err error) *Error {
	e := &Error{Path: path, Op: op, Err: err}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		e.Err = pathErr.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Hint = "check the spelling"
	case errors.Is(err, fs.ErrPermission):
		e.Hint = "you have no permission to read it"
	}
	return e
}

// because wraps one of the reasons with words of its own: the words are shown, the reason is found by errors.Is.
func because(reason error, format string, args ...any) error {
	return &explained{fmt.Sprintf(format, args...), reason}
}

type explained struct {
	words  string
	reason error
}

func (e *explained) Error() string { return e.words }
func (e *explained) Unwrap() error { return e.reason }
