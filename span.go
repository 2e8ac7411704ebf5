package sayso

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Span is a stretch of an article's text: byte offsets, Start inclusive, End exclusive. In JSON it is [start, end].
type Span struct{ Start, End int }

// Of returns the words of the span in text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether other lies wholly inside s.
func (s Span) Contains(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Overlaps reports whether the two share a byte.
func (s Span) Overlaps(other Span) bool { return s.Start < other.End && other.Start < s.End }

// MarshalJSON writes [start, end].
func (s Span) MarshalJSON() ([]byte, error) {
	out := append(make([]byte, 0, 24), '[')
	out = strconv.AppendInt(out, int64(s.Start), 10)
	out = strconv.AppendInt(append(out, ','), int64(s.End), 10)
	return append(out, ']'), nil
}

// UnmarshalJSON reads [start, end].
func (s *Span) UnmarshalJSON(data []byte) error {
	var pair []int
	if err := json.Unmarshal(data, &pair); err != nil {
		return fmt.Errorf("span %s: %w", data, err)
	}
	if len(pair) != 2 || pair[0] < 0 || pair[1] < pair[0] {
		return fmt.Errorf("span %s: want [start, end] with 0 <= start <= end", data)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}

// Spans are the parts of a source, cue or content, in the order of the text, without overlap.
type Spans []Span

// Of returns the words of all parts, joined by " … " where text lies between them.
func (s Spans) Of(text string) string {
	switch len(s) {
	case 0:
		return ""
	case 1:
		return s[0].Of(text)
	}
	parts := make([]string, len(s))
	for i, span := range s {
		parts[i] = span.Of(text)
	}
	return strings.Join(parts, " … ")
}

// Bounds is the shortest span that covers all parts; of no parts, the empty span.
func (s Spans) Bounds() Span {
	if len(s) == 0 {
		return Span{}
	}
	return Span{s[0].Start, s[len(s)-1].End}
}

// Overlaps reports whether any part of s shares a byte with any part of other.
func (s Spans) Overlaps(other Spans) bool {
	for _, a := range s {
		for _, b := range other {
			if a.Overlaps(b) {
				return true
			}
		}
	}
	return false
}
