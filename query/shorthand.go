package query

import (
	"fmt"
	"strings"
)

// Shorthand are conditions that are given one by one: flags of a command, fields of a form. Blank ones do not restrict.
type Shorthand struct {
	Speaker, Outlet string
	// After and Before are dates as the language has them, both inclusive.
	After, Before string
	Kind, Mode    string
}

// Node is the query that they make together. The error names the condition that is wrong: `after "tomorrow": …`.
func (s Shorthand) Node() (*Node, error) {
	var all []*Node
	add := func(name, field, given, value string) error {
		if strings.TrimSpace(given) == "" {
			return nil
		}
		n, err := Field(field, value)
		if err != nil {
			why := err.Error()
			if e, ok := err.(*Error); ok {
				why = e.Why
			}
			return fmt.Errorf("%s %q: %s", name, given, why)
		}
		all = append(all, n)
		return nil
	}
	after, before := strings.TrimSpace(s.After), strings.TrimSpace(s.Before)
	for _, c := range []struct{ name, field, given, value string }{
		{"speaker", "speaker", s.Speaker, s.Speaker}, {"outlet", "outlet", s.Outlet, s.Outlet},
		{"after", "date", after, after + "/.."}, {"before", "date", before, "../" + before},
		{"kind", "kind", s.Kind, s.Kind}, {"mode", "mode", s.Mode, s.Mode},
	} {
		if strings.ContainsRune(c.given, '/') && c.field == "date" {
			return nil, fmt.Errorf("%s %q: want a date as 2031, 2031-05 or 2031-05-14", c.name, c.given)
		}
		if err := add(c.name, c.field, c.given, c.value); err != nil {
			return nil, err
		}
	}
	if after != "" && before != "" {
		if _, err := ParseDate(after + "/" + before); err != nil {
			return nil, fmt.Errorf("after %q: it is later than before %q: nothing can match", after, before)
		}
	}
	return All(all...), nil
}
