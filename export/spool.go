package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// spool keeps what must be written later in a temporary file.
type spool struct {
	file *os.File
	out  *bufio.Writer
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "sayso-export-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file for the export: %w", err)
	}
	return &spool{f, bufio.NewWriter(f)}, nil
}

func (s *spool) Write(p []byte) (int, error) { return s.out.Write(p) }

// copyTo writes all of it to w.
func (s *spool) copyTo(w io.Writer) error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("keep the export in %s: %w", s.file.Name(), err)
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.file)
	return err
}

// remove deletes the file.
func (s *spool) remove() error {
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
