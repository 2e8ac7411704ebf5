package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"sayso"
)

// encode is JSON without the escapes that only matter inside HTML, and without a line break.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// jsonStream writes JSON values one after the other, with what stands before, between and behind them.
type jsonStream struct {
	out                    *bufio.Writer
	before, between, after string
	begun                  bool
}

func (j *jsonStream) value(v any) error {
	data, err := encode(v)
	if err != nil {
		return err
	}
	lead := j.between
	if !j.begun {
		lead, j.begun = j.before, true
	}
	if _, err := j.out.WriteString(lead); err != nil {
		return err
	}
	_, err = j.out.Write(data)
	return err
}

func (j *jsonStream) close() error {
	if !j.begun {
		if _, err := j.out.WriteString(j.before); err != nil {
			return err
		}
	}
	if _, err := j.out.WriteString(j.after); err != nil {
		return err
	}
	return j.out.Flush()
}

func newJSONLines(w io.Writer) jsonStream {
	return jsonStream{out: bufio.NewWriter(w), between: "\n", after: "\n"}
}

// lines writes records.
type lines struct{ out jsonStream }

func newLines(w io.Writer, _ Options) (Writer, error) { return &lines{newJSONLines(w)}, nil }

// line is a record with what the archive knows of it.
type line struct {
	Key string `json:"key"`
	*sayso.Record
	// People are the numbers of entities across the archive.
	People map[string]int64 `json:"people,omitempty"`
}

func (l *lines) Write(it *Item) error {
	it.begin()
	record := *it.Record
	record.Text = it.Article.Text
	return l.out.value(line{it.Key, &record, it.People})
}

func (l *lines) Close() error {
	if !l.out.begun {
		return l.out.out.Flush() // no article, no line
	}
	return l.out.close()
}
