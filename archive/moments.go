package archive

import (
	"strconv"
	"time"
)

// A moment is when an article was published, to the minute: minutes since the start of year 1, plus one; 0 if unknown.
// The clock is the one that the article's date was written by: no time zone is taken off, so that "before 2031-05-14"
// means what a reader of the page takes it to mean.
type moment int64

// idBits is how many bits of a statement's id tell apart the statements of one moment. An id is the moment shifted up
// by so much, plus a running number. 24 bits hold 16 million statements a minute; more (undated articles, say) run on
// into the following minutes, which are free as far as any real archive goes.
const idBits = 24

// firstID is the lowest id of a statement published at m.
func (m moment) firstID() int64 { return int64(m) << idBits }

// moments of the calendar are counted from here.
var yearOne = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()

// yearOneMoment is the first moment of which a date is known.
const yearOneMoment moment = 1

func momentOf(t time.Time) moment { return moment((t.Unix()-yearOne)/60 + 1) }

// momentOfPublished returns the moment of a date as sayso.Article has it; 0 if it is none. What follows a whole date
// and is not a time of day is left aside.
func momentOfPublished(published string) moment {
	day := published
	if len(day) > 10 {
		day = day[:10]
	}
	start, _, ok := period(day)
	if !ok {
		return 0
	}
	if len(published) >= 16 && (published[10] == 'T' || published[10] == ' ') && published[13] == ':' {
		hour, okHour := number(published[11:13], 0, 23)
		minute, okMinute := number(published[14:16], 0, 59)
		if okHour && okMinute {
			return momentOf(start) + moment(hour*60+minute)
		}
	}
	return momentOf(start)
}

// period returns the start of a date and the start of what follows it: of "2031-05", the first of May and the first of
// June.
func period(date string) (start, end time.Time, ok bool) {
	var year, month, day int
	if len(date) < 4 {
		return start, end, false
	}
	if year, ok = number(date[:4], 1, 9999); !ok {
		return start, end, false
	}
	switch len(date) {
	case 4:
		start = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		return start, start.AddDate(1, 0, 0), true
	case 7, 10:
		if month, ok = number(date[5:7], 1, 12); !ok || date[4] != '-' {
			return start, end, false
		}
		start = time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		if len(date) == 7 {
			return start, start.AddDate(0, 1, 0), true
		}
		if day, ok = number(date[8:10], 1, start.AddDate(0, 1, -1).Day()); !ok || date[7] != '-' {
			return start, end, false
		}
		start = start.AddDate(0, 0, day-1)
		return start, start.AddDate(0, 0, 1), true
	}
	return start, end, false
}

// number reads digits, and only digits, as a number from low to high.
func number(digits string, low, high int) (int, bool) {
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && low <= n && n <= high
}

// day is a date of publication without its time of day.
func day(published string) string {
	if len(published) > 10 {
		return published[:10]
	}
	return published
}

// time is the moment as the page wrote it; of an unknown one, the start of year 1.
func (m moment) time() time.Time { return time.Unix(yearOne+60*(int64(m)-1), 0).UTC() }

func (m moment) day() string   { return m.time().Format("2006-01-02") }
func (m moment) month() string { return m.time().Format("2006-01") }
