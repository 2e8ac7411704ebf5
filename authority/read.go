package authority

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Format is what a list was found to be.
type Format string

// The formats that Read knows.
const (
	FollowTheMoney Format = "FollowTheMoney"
	Wikidata       Format = "Wikidata"
	WikidataQuery  Format = "Wikidata query"
	Congress       Format = "congress-legislators"
	Popolo         Format = "Popolo"
	Plain          Format = "CSV"
	Entries        Format = "sayso" // entries as this package writes them
)

// Error says where in a list something is wrong, and what.
type Error struct {
	Line int
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *Error) Unwrap() error { return e.Err }

// ErrUnknown is returned, wrapped, for what is no list that Read knows.
var ErrUnknown = errors.New("this is no list of people that can be read: it takes FollowTheMoney or Wikidata JSON lines, " +
	"Wikidata query results, congress-legislators, Popolo JSON, or CSV with the columns id,name,aliases,role,org,from,to,wikidata")

// maxLine bounds a line, so that a file that is something else does not fill the memory.
const maxLine = 64 << 20

// Read reads a list and calls f for every entry, in the order of the file; of one entry it can come in parts, with the
// same ID. What the list is, it sees from the content; it may be compressed with gzip. Memory does not grow with the
// number of people, but for Popolo, which is one object; roles that are told before their names are known wait for the
// end. The first error ends it: of f, as it is; of the file, an *Error with its line.
func Read(r io.Reader, f func(Entry) error) (Format, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	if start, _ := in.Peek(2); bytes.Equal(start, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return "", fmt.Errorf("unpack: %w", err)
		}
		in = bufio.NewReaderSize(unpacked, 64<<10)
	}
	if start, _ := in.Peek(3); bytes.Equal(start, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(3)
	}
	l := &lineReader{in: in}
	line, err := l.next()
	for err == nil && len(bytes.TrimSpace(line)) == 0 {
		line, err = l.next()
	}
	if err == io.EOF {
		return "", ErrUnknown
	}
	if err != nil {
		return "", err
	}
	line = bytes.TrimSpace(line)
	switch {
	case line[0] == '{':
		var object map[string]json.RawMessage
		if json.Unmarshal(line, &object) == nil && object["persons"] == nil {
			return readLines(l, object, f)
		}
		return Popolo, readPopolo(l.rest(), f)
	case line[0] == '[' && len(line) == 1:
		// a dump of Wikidata: an item a line, with commas between
		second, err := l.next()
		var object map[string]json.RawMessage
		if err == nil && json.Unmarshal(trimItem(second), &object) == nil {
			return readLines(l, object, f)
		}
		return readArray(l.rest(), f)
	case line[0] == '[':
		return readArray(l.rest(), f)
	case bytes.HasPrefix(line, []byte("- ")) || bytes.HasPrefix(line, []byte("#")) || bytes.HasPrefix(line, []byte("---")):
		return Congress, readYAML(l, f)
	}
	return readCSV(l, f)
}

// lineReader reads lines and counts them; it can give back all that was read of it.
type lineReader struct {
	in   *bufio.Reader
	line int
	read []byte // the first lines, for rest
}

// next returns the next line without its end. It stays until the next call.
func (l *lineReader) next() ([]byte, error) {
	var line []byte
	for {
		part, err := l.in.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxLine {
			return nil, &Error{l.line + 1, errors.New("a line of more than 64 MB")}
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF && len(line) > 0 {
			err = nil
		}
		if err != nil {
			return nil, err
		}
		break
	}
	l.line++
	if l.line <= 3 {
		l.read = append(l.read, line...)
	} else {
		l.read = nil
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

// rest is the whole input again, while no more than three lines of it have been read.
func (l *lineReader) rest() io.Reader {
	return io.MultiReader(bytes.NewReader(l.read), l.in)
}

// trimItem takes the comma off an item of a list that has one item a line.
func trimItem(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSpace(line), []byte(","))
}

// readLines reads JSON lines of which the first is known; it tells the format.
func readLines(l *lineReader, first map[string]json.RawMessage, f func(Entry) error) (Format, error) {
	var format Format
	var one func([]byte, func(Entry) error) error
	end := func(func(Entry) error) error { return nil }
	has := func(keys ...string) bool {
		for _, k := range keys {
			if first[k] == nil {
				return false
			}
		}
		return true
	}
	switch {
	case has("schema", "properties"):
		m := newMoney()
		format, one, end = FollowTheMoney, m.entity, m.end
	case has("labels") || has("claims"):
		w := newWikidata()
		format, one, end = Wikidata, w.item, w.end
	case has("item", "itemLabel"):
		format, one = WikidataQuery, queryRow
	case has("id", "last"), has("id", "terms"), has("name", "terms"):
		format, one = Congress, congressLine
	case has("committee"):
		return "", fmt.Errorf("%w; a list of committees has members, not terms", ErrUnknown)
	case has("id", "name"):
		format, one = Entries, entryLine
	default:
		return "", ErrUnknown
	}
	data, err := json.Marshal(first)
	for ; err == nil; data, err = l.next() {
		data = trimItem(data)
		if len(data) == 0 || len(data) == 1 && data[0] == ']' {
			continue
		}
		if err := one(data, f); err != nil {
			return format, at(l.line, err)
		}
	}
	if err != io.EOF {
		return format, err
	}
	return format, end(f)
}

// callError is an error of the function that takes entries: it is no fault of the file.
type callError struct{ error }

func (e callError) Unwrap() error { return e.error }

// at puts the line to an error of the file.
func at(line int, err error) error {
	var own callError
	var known *Error
	if errors.As(err, &own) {
		return own.error
	}
	if errors.As(err, &known) {
		return err
	}
	return &Error{line, err}
}

// give hands an entry on.
func give(f func(Entry) error, e Entry) error {
	if e.ID == "" {
		return errors.New("an entry without an id")
	}
	if err := f(e); err != nil {
		return callError{err}
	}
	return nil
}

func entryLine(line []byte, f func(Entry) error) error {
	var e Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return err
	}
	if e.Name == "" {
		return fmt.Errorf("entry %q has no name", e.ID)
	}
	return give(f, e)
}

// readArray reads an array of objects: of Wikidata's items, of congress-legislators' people, or entries.
func readArray(r io.Reader, f func(Entry) error) (Format, error) {
	d := json.NewDecoder(r)
	if _, err := d.Token(); err != nil {
		return "", fmt.Errorf("%w (%w)", ErrUnknown, err)
	}
	format := Format("")
	for n := 1; d.More(); n++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return format, fmt.Errorf("object %d: %w", n, err)
		}
		l := &lineReader{in: bufio.NewReader(strings.NewReader(""))}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(raw, &object); err != nil {
			return format, fmt.Errorf("object %d: %w", n, err)
		}
		got, err := readLines(l, object, f)
		var e *Error
		if errors.As(err, &e) {
			err = fmt.Errorf("object %d: %w", n, e.Err)
		}
		if err != nil {
			return got, err
		}
		format = got
	}
	if format == "" {
		return "", ErrUnknown
	}
	return format, nil
}

// date cuts a date to ISO 8601 without the time of day; what is no date is no date.
func date(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "+")
	if len(s) > 10 {
		s = s[:10]
	}
	for i := range len(s) {
		if c := s[i]; (i == 4 || i == 7) && c != '-' || i != 4 && i != 7 && (c < '0' || c > '9') {
			return ""
		}
	}
	switch len(s) {
	case 10:
		if s[5:7] == "00" {
			return s[:4]
		}
		if s[8:] == "00" {
			return s[:7]
		}
		return s
	case 4, 7:
		return s
	}
	return ""
}

// gender understands the ways in which lists write it.
func gender(s string) string {
	switch strings.ToLower(s) {
	case "f", "female", "q6581072", "q1052281":
		return "female"
	case "m", "male", "q6581097", "q2449503":
		return "male"
	}
	return ""
}

// addName adds another name if it is one.
func (e *Entry) addName(name string) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || name == e.Name {
		return
	}
	for _, n := range e.Names {
		if n == name {
			return
		}
	}
	e.Names = append(e.Names, name)
}
