// Command bundle makes the list of known people that comes with the program: those of a list that have a role with dates,
// one entry a line, compressed. It reads standard input and writes standard output:
//
//	go run ./authority/bundle < congress.jsonl.gz > authority/us.jsonl.gz
package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"sayso/authority"
)

func main() {
	if err := bundle(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

func bundle(in io.Reader, out io.Writer) error {
	w, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	_, err = authority.Read(in, func(e authority.Entry) error {
		if len(e.Roles) == 0 {
			return nil
		}
		e.Kind = ""
		return lines.Encode(e)
	})
	if err != nil {
		return fmt.Errorf("read the list: %w", err)
	}
	return w.Close()
}
