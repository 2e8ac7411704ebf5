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
	var w dateWords
	others := r.contentsIn(s, first, end)
	r.outside(s, first, end, func(k int) bool {
		if !slices.ContainsFunc(others, func(t tokens) bool { return t.first <= k && k < t.end }) {
			w.note(r, k, first, end)
		}
		return true
	})
	return w.day(r)
}

// dateIn returns the date that tokens first to end-1 tell, as precise as they do: a day, a month or a year. Where ahead is
// true, what is told is yet to come when the article appears.
func (r *Reader) dateIn(first, end int, ahead bool) string {
	w := dateWords{ahead: ahead}
	for k := first; k < end; k++ {
		w.note(r, k, first, end)
	}
	if day := w.day(r); day != "" || w.month > 0 && w.dayOfMonth > 0 {
		return day
	}
	for k := first; k < end; k++ {
		if m, ok := monthNumber[r.lower(k)]; ok && r.capital(k) && r.isTimeToken(k) {
			if y := r.number(k+1, end); y >= 1900 && y <= 2200 {
				return date(y, m, 1)[:7]
			}
			if published, known := articleDate(r.article.Published); known {
				y := published.Year()
				switch {
				case ahead && m < published.Month():
					y++
				case !ahead && m > published.Month():
					y--
				}
				return date(y, m, 1)[:7]
			}
			return ""
		}
	}
	for k := first; k+1 < end; k++ {
		if r.isAny(k, "in", "since") {
			if y := r.number(k+1, end); y >= 1900 && y <= 2200 {
				return date(y, time.January, 1)[:4]
			}
		}
	}
	return ""
}

// dateWords are the words of a date, as far as a passage has them.
type dateWords struct {
	weekday          time.Weekday
	hasWeekday       bool
	month            time.Month
	dayOfMonth, year int
	shift            int // days from the article's own
	hasShift         bool
	// ahead: what happens then has not happened when the article appears. last and next stand before the weekday.
	ahead, last, next bool
}

// note takes in token k of the passage first to end-1.
func (d *dateWords) note(r *Reader, k, first, end int) {
	t := &r.doc.Tokens[k]
	if t.Kind != english.Word {
		return
	}
	w := r.lower(k)
	if n, ok := weekdayNumber[w]; ok && !d.hasWeekday && t.Tag != english.NNPS {
		d.weekday, d.hasWeekday = n, true
		d.last, d.next = k > first && r.isAny(k-1, "last"), k > first && r.isAny(k-1, "next", "coming")
		return
	}
	if m, ok := monthNumber[w]; ok && d.month == 0 && r.capital(k) {
		if n := r.number(k+1, end); n >= 1 && n <= 31 {
			d.month, d.dayOfMonth = m, n
			if k+3 < end && r.isForm(k+2, ",") {
				d.year = r.number(k+3, end)
			} else {
				d.year = r.number(k+2, end)
			}
		} else if n := r.number(k-1, end); k > first && n >= 1 && n <= 31 {
			d.month, d.dayOfMonth, d.year = m, n, r.number(k+1, end)
		}
		if d.year < 1900 || d.year > 2200 {
			d.year = 0
		}
		return
	}
	switch w {
	case "yesterday":
		d.shift, d.hasShift = -1, true
	case "today", "tonight":
		d.hasShift = true
	case "tomorrow":
		d.shift, d.hasShift = 1, true
	case "ago":
		if k >= first+2 && r.isAny(k-1, "day", "days") {
			if n := r.count(k-2, end); n > 0 {
				d.shift, d.hasShift = -n, true
			}
		}
	}
}

// count returns the number at token k, in figures or in words up to six.
func (r *Reader) count(k, end int) int {
	switch r.lower(k) {
	case "a", "one":
		return 1
	case "two":
		return 2
	case "three":
		return 3
	case "four":
		return 4
	case "five":
		return 5
	case "six":
		return 6
	}
	return r.number(k, end)
}

// day returns the day that the words tell against the article's own date, empty if they do not tell one.
func (d *dateWords) day(r *Reader) string {
	published, known := articleDate(r.article.Published)
	switch {
	case d.month > 0 && d.year > 0:
		return date(d.year, d.month, d.dayOfMonth)
	case d.month > 0 && known:
		// the last such day before the article appeared, or the first after it
		y := published.Year()
		day := time.Date(y, d.month, d.dayOfMonth, 0, 0, 0, 0, time.UTC)
		switch {
		case d.ahead && day.Before(published):
			y++
		case !d.ahead && day.After(published.AddDate(0, 0, 2)):
			y--
		}
		return date(y, d.month, d.dayOfMonth)
	case d.month > 0 && d.hasWeekday:
		return r.yearByWeekday(d.month, d.dayOfMonth, d.weekday)
	case d.hasWeekday && known:
		back := (int(published.Weekday()) - int(d.weekday) + 7) % 7
		switch {
		case d.next || d.ahead && !d.last && back > 0:
			back -= 7
		case d.last && back == 0:
			back = 7
		}
		return published.AddDate(0, 0, -back).Format(time.DateOnly)
	case d.hasShift && known:
		return published.AddDate(0, 0, d.shift).Format(time.DateOnly)
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
