package reading

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"sayso/english"
)

var monthNumber = func() map[string]time.Month {
	m := map[string]time.Month{}
	for n := time.January; n <= time.December; n++ {
		name := strings.ToLower(n.String())
		m[name] = n
		m[name[:3]+"."] = n
	}
	m["sept."] = time.September
	return m
}()

var weekdayNumber = func() map[string]time.Weekday {
	m := map[string]time.Weekday{}
	for n := time.Sunday; n <= time.Saturday; n++ {
		m[strings.ToLower(n.String())] = n
	}
	return m
}()

// saidOn returns the date of a statement, in ISO 8601, as the words around its cue tell it against the article's own
// date: "on Sunday", "on 12 March", "yesterday". Without an article's date, a weekday with day and month gives the
// year: the one nearest to the years the article speaks of. Empty where nothing is said.
func (r *Reader) saidOn(s *statement, first, end int) string {
	var weekday time.Weekday
	hasWeekday := false
	var month time.Month
	day, year, shift := 0, 0, 0
	said := false
	others := r.contentsIn(s, first, end)
	r.outside(s, first, end, func(k int) bool {
		if slices.ContainsFunc(others, func(t tokens) bool { return t.first <= k && k < t.end }) {
			return true
		}
		w := r.lower(k)
		if n, ok := weekdayNumber[w]; ok && !hasWeekday && r.doc.Tokens[k].Tag != english.NNPS {
			weekday, hasWeekday = n, true
		}
		if m, ok := monthNumber[w]; ok && month == 0 && r.capital(k) {
			if d := r.number(k+1, end); d >= 1 && d <= 31 {
				month, day = m, d
				if k+3 < end && r.isForm(k+2, ",") {
					year = r.number(k+3, end)
				}
			} else if d := r.number(k-1, end); k > first && d >= 1 && d <= 31 {
				month, day, year = m, d, r.number(k+1, end)
			}
		}
		switch w {
		case "yesterday":
			shift, said = -1, true
		case "today":
			said = true
		}
		return true
	})
	published, known := articleDate(r.article.Published)
	if year < 1900 || year > 2200 {
		year = 0
	}
	switch {
	case month > 0 && year > 0:
		return date(year, month, day)
	case month > 0 && known:
		// the last such day before the article appeared
		y := published.Year()
		if time.Date(y, month, day, 0, 0, 0, 0, time.UTC).After(published.AddDate(0, 0, 2)) {
			y--
		}
		return date(y, month, day)
	case month > 0 && hasWeekday:
		return r.yearByWeekday(month, day, weekday)
	case hasWeekday && known:
		back := (int(published.Weekday()) - int(weekday) + 7) % 7
		return published.AddDate(0, 0, -back).Format(time.DateOnly)
	case said && known:
		return published.AddDate(0, 0, shift).Format(time.DateOnly)
	}
	return ""
}

// contentsIn returns the contents of the other statements that lie within tokens first to end-1 and do not hold this one.
func (r *Reader) contentsIn(s *statement, first, end int) []tokens {
	var out []tokens
	after := sort.Search(len(r.found), func(i int) bool { return r.found[i].start() >= end })
	for i := after - 1; i >= 0 && i >= after-8; i-- {
		if o := &r.found[i]; o != s {
			for _, t := range o.content {
				if t.first >= first && t.end <= end && (len(s.cue) == 0 || !covers([]tokens{t}, s.cue[0])) {
					out = append(out, t)
				}
			}
		}
	}
	return out
}

// articleDate reads the day of publication, if it is known to the day.
func articleDate(published string) (time.Time, bool) {
	if len(published) < 10 {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, published[:10])
	return t, err == nil
}

func date(year int, month time.Month, day int) string {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return "" // 31 June
	}
	return t.Format(time.DateOnly)
}

// number returns the number at token i, 0 if there is none: 12, 12th.
func (r *Reader) number(i, end int) int {
	if i < 0 || i >= end {
		return 0
	}
	w := strings.TrimRight(r.lower(i), "thsndr")
	n, err := strconv.Atoi(w)
	if err != nil {
		return 0
	}
	return n
}

// yearByWeekday finds the year in which day and month fall on the weekday: the first from the latest year on that the
// article mentions.
func (r *Reader) yearByWeekday(month time.Month, day int, weekday time.Weekday) string {
	latest := 0
	for i := range r.doc.Tokens {
		if r.doc.Tokens[i].Kind == english.Number && r.doc.Tokens[i].End-r.doc.Tokens[i].Start == 4 {
			if n := r.number(i, len(r.doc.Tokens)); n >= 1900 && n <= 2100 && n > latest {
				latest = n
			}
		}
	}
	if latest == 0 {
		return ""
	}
	for y := latest; y < latest+12; y++ {
		if time.Date(y, month, day, 0, 0, 0, 0, time.UTC).Weekday() == weekday {
			return date(y, month, day)
		}
	}
	return ""
}
