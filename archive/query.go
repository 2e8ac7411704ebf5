package archive

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"sayso"
)

// search is a query as the database understands it.
type search struct {
	// match is an expression of the index of words, "" to take every statement.
	match string
	// from (inclusive) and to (exclusive) bound the ids, and with them the date.
	from, to int64
	// bounded is true where the dates are.
	bounded bool
	// marked is true where the query has words, so that matches can be marked.
	marked bool
	ranked bool
}

// compile checks a query and translates all of it but SpeakerIs, which needs to be looked up.
func compile(q Query) (search, []string, error) {
	s := search{to: math.MaxInt64}
	words, err := matchWords(q.Words)
	if err != nil {
		return s, nil, err
	}
	var wanted []string
	for _, name := range []struct{ field, value, facet string }{
		{"speaker", q.Speaker, facetName}, {"outlet", q.Outlet, facetOutlet},
	} {
		if strings.TrimSpace(name.value) == "" {
			continue
		}
		found := nameWords(strings.ToValidUTF8(name.value, " "))
		if len(found) == 0 || len(found) > maxTerms {
			return s, nil, &QueryError{Field: name.field, Value: name.value, Want: fmt.Sprintf("1 to %d words of a name", maxTerms)}
		}
		for _, word := range found {
			wanted = append(wanted, word+name.facet)
		}
	}
	if q.Kind != "" {
		if !slices.Contains(sayso.Kinds, q.Kind) {
			return s, nil, &QueryError{Field: "kind", Value: string(q.Kind), Want: oneOf(sayso.Kinds)}
		}
		wanted = append(wanted, string(q.Kind)+facetKind)
	}
	if q.Mode != "" {
		if !slices.Contains(sayso.Modes, q.Mode) {
			return s, nil, &QueryError{Field: "mode", Value: string(q.Mode), Want: oneOf(sayso.Modes)}
		}
		wanted = append(wanted, string(q.Mode)+facetMode)
	}
	if q.Order != "" && q.Order != Newest && q.Order != Relevance {
		return s, nil, &QueryError{Field: "order", Value: string(q.Order), Want: oneOf([]Order{Newest, Relevance})}
	}
	if q.Offset < 0 {
		return s, nil, &QueryError{Field: "offset", Value: fmt.Sprint(q.Offset), Want: "0 or more"}
	}
	if err := s.bound(q); err != nil {
		return s, nil, err
	}
	s.match, s.marked = words, words != ""
	s.ranked = q.Order == Relevance && s.marked
	return s, wanted, nil
}

// bound sets the range of ids from the query's dates.
func (s *search) bound(q Query) error {
	after, before := strings.TrimSpace(q.After), strings.TrimSpace(q.Before)
	for _, limit := range []struct{ field, value string }{{"after", after}, {"before", before}} {
		if _, _, ok := period(limit.value); !ok && limit.value != "" {
			return &QueryError{Field: limit.field, Value: limit.value, Want: "want a date as 2031, 2031-05 or 2031-05-14"}
		}
	}
	if after == "" && before == "" {
		return nil
	}
	s.bounded = true
	s.from = momentOf(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)).firstID() // nothing without a date
	if after != "" {
		start, _, _ := period(after)
		s.from = momentOf(start).firstID()
	}
	if before != "" {
		_, end, _ := period(before)
		s.to = momentOf(end).firstID()
	}
	if s.from >= s.to {
		return &QueryError{Field: "after", Value: after, Want: "it is later than before " + before + ": nothing can match"}
	}
	return nil
}

// add joins another expression to the search; both must match.
func (s *search) add(expression string) {
	if s.match != "" {
		expression = s.match + " AND " + expression
	}
	s.match = expression
}

func oneOf[T ~string](allowed []T) string {
	names := make([]string, len(allowed))
	for i, name := range allowed {
		names[i] = string(name)
	}
	return "want one of " + strings.Join(names, ", ")
}
