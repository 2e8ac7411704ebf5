package query

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Period is a time from Start (inclusive) to End (exclusive), in whole days. A zero Start or End is open.
type Period struct{ Start, End time.Time }

// ParseDate reads the value of a date: "2031", "2031-05", "2031-05-14"; a range "2031-03-01/2031-04-15", with both ends in it,
// of which one may be missing or ".."; or a start with a duration of ISO 8601, "2031-03-06/P1W", or a duration with an end. The
// units of a duration are Y, M, W and D. A start that is a month or a year starts on its first day.
func ParseDate(value string) (Period, error) {
	first, last, isRange := strings.Cut(value, "/")
	if !isRange {
		p, ok := day(value)
		if !ok {
			return Period{}, fmt.Errorf("“%s” is no date; write 2031, 2031-05, 2031-05-14, a range 2031-03-01/2031-04-15 or a period 2031-03-06/P1W", value)
		}
		return p, nil
	}
	var p Period
	open := func(s string) bool { return s == "" || s == ".." }
	from, okFrom := day(first)
	to, okTo := day(last)
	longFrom, lasts := duration(first)
	longTo, lastsTo := duration(last)
	switch {
	case open(first) && open(last):
		return p, fmt.Errorf("a range needs a date at one end at least: 2031-03/.. or ../2031-03")
	case okFrom && okTo:
		p = Period{from.Start, to.End}
	case okFrom && open(last):
		p.Start = from.Start
	case open(first) && okTo:
		p.End = to.End
	case okFrom && lastsTo:
		p = Period{from.Start, from.Start.AddDate(longTo.years, longTo.months, longTo.days)}
	case lasts && okTo:
		p = Period{to.End.AddDate(-longFrom.years, -longFrom.months, -longFrom.days), to.End}
	default:
		wrong := first
		if okFrom || lasts || open(first) {
			wrong = last
		}
		return p, fmt.Errorf("“%s” is neither a date as 2031-05-14 nor a duration as P1W, P3M or P10D", wrong)
	}
	if !p.Start.IsZero() && !p.End.IsZero() && !p.Start.Before(p.End) {
		return p, fmt.Errorf("the range ends before it starts; put the earlier date first")
	}
	return p, nil
}

// day reads a year, month or day.
func day(s string) (Period, bool) {
	for _, layout := range []struct {
		format              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {"2006-01-02", 0, 0, 1}} {
		if t, err := time.Parse(layout.format, s); err == nil && t.Year() > 0 {
			return Period{t, t.AddDate(layout.years, layout.months, layout.days)}, true
		}
	}
	return Period{}, false
}

type length struct{ years, months, days int }

// maxUnits keeps a duration within the calendar.
const maxUnits = 9999

// duration reads a duration of ISO 8601 in whole days: "P1W", "P1Y6M".
func duration(s string) (length, bool) {
	var l length
	s, ok := strings.CutPrefix(strings.ToUpper(s), "P")
	if !ok || s == "" {
		return l, false
	}
	for s != "" {
		end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
		if end <= 0 {
			return l, false
		}
		n, err := strconv.Atoi(s[:end])
		if err != nil || n > maxUnits {
			return l, false
		}
		switch s[end] {
		case 'Y':
			l.years += n
		case 'M':
			l.months += n
		case 'W':
			l.days += 7 * n
		case 'D':
			l.days += n
		default:
			return l, false
		}
		s = s[end+1:]
	}
	return l, l.years+l.months+l.days > 0
}
