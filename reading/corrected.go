package reading

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"sayso"
)

// ReadCorrected reads what people corrected, as the archive exports it, one JSON object a line. Of each article, the
// paragraphs are taken in which a person looked at every statement: what they did not look at is no example of anything.
func ReadCorrected(r io.Reader) ([]Marked, error) {
	var out []Marked
	err := eachLine(r, func(line []byte) error {
		var a struct {
			ID           string            `json:"id"`
			Text         string            `json:"text"`
			Attributions []sayso.Statement `json:"attributions"`
			Reviewed     []sayso.Span      `json:"reviewed"`
		}
		if err := json.Unmarshal(line, &a); err != nil {
			return err
		}
		m := Marked{ID: a.ID}
		var text strings.Builder
		last := 0
		for _, p := range a.Reviewed {
			if p.Start < last || p.End > len(a.Text) {
				return fmt.Errorf("the paragraph from %d to %d does not lie in the text of %d bytes, in order", p.Start, p.End, len(a.Text))
			}
			last = p.End
			if text.Len() > 0 {
				text.WriteString("\n\n")
			}
			by := text.Len() - p.Start
			text.WriteString(p.Of(a.Text))
			for _, s := range a.Attributions {
				if all := slices.Concat(s.Source, s.Cue, s.Content); len(all) == 0 || !p.Contains(all[0]) {
					continue
				} else if !lieIn(all, p) {
					return fmt.Errorf("statement %q does not lie in its paragraph", s.ID)
				}
				m.Statements = append(m.Statements, sayso.Statement{ID: s.ID, Source: moved(s.Source, by), Cue: moved(s.Cue, by), Content: moved(s.Content, by)})
			}
		}
		if m.Text = text.String(); m.Text != "" {
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

// eachLine calls f for each line of r that is not blank; an error tells the line.
func eachLine(r io.Reader, f func(line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		if err := f(lines.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("behind line %d: %w", n, err)
	}
	return nil
}

func lieIn(spans sayso.Spans, p sayso.Span) bool {
	for _, s := range spans {
		if !p.Contains(s) {
			return false
		}
	}
	return true
}

func moved(spans sayso.Spans, by int) sayso.Spans {
	var out sayso.Spans
	for _, s := range spans {
		out = append(out, sayso.Span{Start: s.Start + by, End: s.End + by})
	}
	return out
}
