package authority

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
)

// DefaultName is the name of the list that comes with the program.
const DefaultName = "us-congress"

// The members of the Congress of the United States since 2011, its presidents and vice presidents, with their terms;
// from github.com/unitedstates/congress-legislators, which is in the public domain (CC0 1.0). Made by
// go run ./authority/bundle; one entry a line.
//
//go:embed us.jsonl.gz
var defaultList []byte

// Default returns the list that comes with the program.
func Default() ([]*Entry, error) {
	r, err := gzip.NewReader(bytes.NewReader(defaultList))
	if err != nil {
		return nil, fmt.Errorf("unpack the list: %w", err)
	}
	var list []*Entry
	for d := json.NewDecoder(r); ; {
		e := &Entry{List: DefaultName}
		if err := d.Decode(e); err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, fmt.Errorf("entry %d: %w", len(list)+1, err)
		}
		list = append(list, e)
	}
}
