package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// writeOutput has write write to the file that --output names, or to standard output if it names none.
//
// What was in the file stays until all is written: a wrong query, a full disk or Ctrl-C leaves no half of an export, and
// does not cost the last one. The archive itself is never written over.
func writeOutput(cmd *cobra.Command, archive archiveFlag, path string, write func(io.Writer) error) error {
	if path == "" {
		return write(cmd.OutOrStdout())
	}
	if sameFile(path, string(archive)) {
		return usageError{fmt.Errorf("--output %s: that is the archive itself; name another file", path)}
	}
	was, err := os.Stat(path)
	if err == nil && !was.Mode().IsRegular() { // a folder tells that it is one, a pipe or device takes what comes
		return writeTo(path, path, write)
	}
	to := path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		to = real
	}
	part := to + ".part"
	if err := writeTo(path, part, write); err != nil {
		return err
	}
	if was != nil {
		_ = os.Chmod(part, was.Mode().Perm()) // who could read the last one can read this one, where the system lets us
	}
	if err := os.Rename(part, to); err != nil {
		return errors.Join(fmt.Errorf("export to %s: %w", path, err), os.Remove(part))
	}
	return nil
}

// writeTo has write write to the file at; what it leaves unfinished is removed if it is a file for the time being.
func writeTo(path, at string, write func(io.Writer) error) error {
	f, err := os.Create(at)
	if err != nil {
		return fmt.Errorf("export to %s: %w; the folder must be there and writable", path, err)
	}
	err = write(f)
	if closing := f.Close(); err == nil && closing != nil {
		err = fmt.Errorf("export to %s: %w", path, closing)
	}
	if err != nil && at != path {
		_ = os.Remove(at)
	}
	return err
}

// sameFile reports whether two paths lead to one file, or one of them to a file that SQLite keeps beside the other.
func sameFile(path, archive string) bool {
	is, err := os.Stat(path)
	if err != nil {
		return false
	}
	for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
		if other, err := os.Stat(archive + beside); err == nil && os.SameFile(is, other) {
			return true
		}
	}
	return false
}
