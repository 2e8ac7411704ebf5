package intake

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"sayso"
)

// published turns a date as metadata and bylines print it into ISO 8601, only as precise as it is given: "2031",
// "2031-05", "2031-05-14", "2031-05-14T08:30:00", with "Z" or "+02:00" after it where a zone is given. What it cannot
// read for certain gives "".
func published(s string) string {
	d := date{}
	if !d.read(dateTokens(s)) {
		return ""
	}
	return d.String()
}

// setDate keeps a date and where it was found, unless there is none or one is known already.
func setDate(a *sayso.Article, published string, from sayso.DateSource) {
	if a.Published == "" && published != "" {
		a.Published, a.DateSource = published, from
	}
}

// dateInAddress are the ways in which addresses of articles hold their day: /2031/05/14/, /2031/may/14/, /2031-05-14/, /20310514/.
var dateInAddress = pattern(`/((?:19|20)\d\d)(?:/(\d\d?|[a-z]{3})/(\d\d?)|-(\d\d)-(\d\d)|(\d\d)(\d\d))(?:[/_.-]|$)`)

// addressDate returns the day that an address holds, or "".
func addressDate(address string) string {
	_, path, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	m := dateInAddress().FindStringSubmatch(strings.ToLower(path))
	if m == nil {
		return ""
	}
	month, day := m[2]+m[4]+m[6], m[3]+m[5]+m[7]
	if n, ok := months[month]; ok {
		month = strconv.Itoa(n)
	}
	if len(month) == 1 {
		month = "0" + month
	}
	if len(day) == 1 {
		day = "0" + day
	}
	return published(m[1] + "-" + month + "-" + day)
}

// date is a point in time with the parts that are known; month, day and hour are -1 where unknown.
type date struct {
	year, month, day     int
	hour, minute, second int
	zone                 string // "", "Z" or "+02:00"
}

// String writes ISO 8601.
func (d date) String() string {
	switch {
	case d.month < 0:
		return fmt.Sprintf("%04d", d.year)
	case d.day < 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	case d.hour < 0:
		return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	}
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d%s", d.year, d.month, d.day, d.hour, d.minute, d.second, d.zone)
}

// maxDateBytes and maxDateTokens bound what is looked at: dates are short.
const (
	maxDateBytes  = 120
	maxDateTokens = 24
)

// token is a number, a word in lower case or one other character of a date.
type token struct {
	text  string
	value int  // of a number
	num   bool // digits only
}

// dateTokens splits s into numbers, words and signs. White space is dropped; a word keeps the dots within it ("p.m.").
func dateTokens(s string) []token {
	if len(s) > maxDateBytes {
		return nil
	}
	s = strings.ToLower(tidy(s))
	var tokens []token
	for len(s) > 0 && len(tokens) < maxDateTokens {
		n := 0
		switch c := rune(s[0]); {
		case c == ' ':
			s = s[1:]
			continue
		case c >= '0' && c <= '9':
			for n < len(s) && s[n] >= '0' && s[n] <= '9' {
				n++
			}
			value, err := strconv.Atoi(s[:n])
			if err != nil {
				return nil
			}
			tokens = append(tokens, token{text: s[:n], value: value, num: true})
		case c < 0x80 && unicode.IsLetter(c):
			for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] == '.') {
				n++
			}
			tokens = append(tokens, token{text: strings.ReplaceAll(s[:n], ".", "")})
		default:
			for n = 1; n < len(s) && s[n]&0xc0 == 0x80; n++ { // the whole character
			}
			tokens = append(tokens, token{text: s[:n]})
		}
		s = s[n:]
	}
	if len(s) > 0 {
		return nil
	}
	return tokens
}

var months = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6,
	"jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
	"november": 11, "nov": 11, "december": 12, "dec": 12,
}

// zones are the abbreviations English-language outlets print, with the one meaning that they have there. IST, CST of
// China and the like are left out: which one is meant is a guess.
var zones = map[string]string{
	"z": "Z", "utc": "Z", "gmt": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "msk": "+03:00",
	"est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00",
	"pst": "-08:00", "pdt": "-07:00", "akst": "-09:00", "akdt": "-08:00", "hst": "-10:00", "aest": "+10:00",
	"aedt": "+11:00", "jst": "+09:00",
}

// dateNoise are words around a date that say nothing about it. "et", "pt" and their like name a zone, but not whether
// it is summer there.
var dateNoise = map[string]bool{
	"published": true, "posted": true, "updated": true, "on": true, "at": true, "of": true, "the": true, "date": true,
	"first": true, "created": true, "time": true, "local": true, "et": true, "ct": true, "mt": true, "pt": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true,
	"sunday": true, "mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thur": true, "thurs": true,
	"fri": true, "sat": true, "sun": true, "st": true, "nd": true, "rd": true, "th": true, "noon": false,
	",": true, "|": true, "·": true, "•": true, "–": true, "—": true, "(": true, ")": true, ";": true,
}

// read takes the date from its tokens. It fails on anything it does not know: a date must not be half understood.
func (d *date) read(tokens []token) bool {
	*d = date{month: -1, day: -1, hour: -1}
	i := 0
	at := func(k int) token {
		if i+k < len(tokens) {
			return tokens[i+k]
		}
		return token{}
	}
	haveDate := false
	for i < len(tokens) {
		t := tokens[i]
		switch {
		case t.num && at(1).text == ":" && d.hour < 0:
			n := d.clock(tokens[i:])
			if n == 0 {
				return false
			}
			i += n
		case t.num && (at(1).text == "am" || at(1).text == "pm") && d.hour < 0: // 8 p.m.
			d.hour = t.value
			if !d.halfDay(at(1).text) {
				return false
			}
			i += 2
		case !haveDate:
			n := d.calendar(tokens[i:])
			if n == 0 {
				if !t.num && (dateNoise[t.text] || t.text == ":") {
					i++
					continue
				}
				return false
			}
			haveDate = true
			i += n
			if at(0).text == "t" && at(1).num { // the T of ISO 8601
				i++
			}
		case zones[t.text] != "" && d.hour >= 0 && d.zone == "":
			d.zone = zones[t.text]
			i++
			if (t.text == "utc" || t.text == "gmt") && (at(0).text == "+" || at(0).text == "-") {
				d.zone = ""
			}
		case (t.text == "+" || t.text == "-" || t.text == "−") && d.hour >= 0 && at(1).num:
			n := d.offset(tokens[i:])
			if n == 0 {
				return false
			}
			i += n
		case dateNoise[t.text], t.text == "-" && d.hour < 0:
			i++
		default:
			return false
		}
	}
	if haveDate && d.hour >= 0 && d.day < 0 {
		return false
	}
	return haveDate && d.valid()
}

// calendar reads the day at the start of tokens and returns how many it took, 0 if there is none.
func (d *date) calendar(tokens []token) int {
	at := func(k int) token {
		if k < len(tokens) {
			return tokens[k]
		}
		return token{}
	}
	t := at(0)
	year := func(t token) bool { return t.num && len(t.text) == 4 }
	short := func(t token) bool { return t.num && len(t.text) <= 2 }
	sep := func(t token) bool { return t.text == "-" || t.text == "/" || t.text == "." }
	switch {
	case t.num && len(t.text) == 8: // 20310514
		d.year, d.month, d.day = t.value/10000, t.value/100%100, t.value%100
		return 1
	case year(t) && sep(at(1)) && short(at(2)): // 2031-05-14, 2031/05
		d.year, d.month = t.value, at(2).value
		if at(3).text == at(1).text && short(at(4)) {
			d.day = at(4).value
			return 5
		}
		return 3
	case year(t) && months[at(1).text] > 0 && short(at(2)): // 2031 May 14
		d.year, d.month, d.day = t.value, months[at(1).text], at(2).value
		return 3
	case year(t):
		d.year = t.value
		return 1
	case months[t.text] > 0: // May 14th, 2031; May 2031
		d.month = months[t.text]
		k := 1
		if short(at(k)) {
			d.day = at(k).value
			k++
			for dateNoise[at(k).text] {
				k++
			}
		} else if at(k).text == "," || at(k).text == "of" {
			k++
		}
		if !year(at(k)) {
			return 0
		}
		d.year = at(k).value
		return k + 1
	case short(t): // 14 May 2031, 14th of May 2031, 14-May-2031, 05/14/2031
		k := 1
		for dateNoise[at(k).text] && at(k).text != "," || sep(at(k)) && months[at(k+1).text] > 0 {
			k++
		}
		if m := months[at(k).text]; m > 0 {
			k++
			for at(k).text == "," || sep(at(k)) {
				k++
			}
			if !year(at(k)) {
				return 0
			}
			d.year, d.month, d.day = at(k).value, m, t.value
			return k + 1
		}
		if sep(at(1)) && short(at(2)) && at(3).text == at(1).text && year(at(4)) {
			return d.numeric(t.value, at(2).value, at(4).value)
		}
	}
	return 0
}

// numeric reads a/b/year. Which of a and b is the month differs between countries; only a number over 12, or two equal
// ones, tell.
func (d *date) numeric(a, b, year int) int {
	switch {
	case a > 12 && b <= 12, a == b:
		d.day, d.month = a, b
	case b > 12 && a <= 12:
		d.month, d.day = a, b
	default:
		return 0
	}
	d.year = year
	return 5
}

// clock reads 8:30, 08:30:15.250, 8:30 p.m. and returns how many tokens it took.
func (d *date) clock(tokens []token) int {
	at := func(k int) token {
		if k < len(tokens) {
			return tokens[k]
		}
		return token{}
	}
	if !at(2).num || len(at(2).text) != 2 {
		return 0
	}
	d.hour, d.minute = at(0).value, at(2).value
	n := 3
	if at(n).text == ":" && at(n+1).num {
		d.second = at(n + 1).value
		n += 2
		if (at(n).text == "." || at(n).text == ",") && at(n+1).num && at(n+1).text != "" && len(at(n+1).text) <= 9 {
			n += 2
		}
	}
	if half := at(n).text; half == "am" || half == "pm" {
		if !d.halfDay(half) {
			return 0
		}
		n++
	}
	return n
}

// halfDay turns an hour of a twelve-hour clock into one of the day.
func (d *date) halfDay(half string) bool {
	if d.hour < 1 || d.hour > 12 {
		return false
	}
	d.hour %= 12
	if half == "pm" {
		d.hour += 12
	}
	return true
}

// offset reads +02:00, +0200 or -5 and returns how many tokens it took.
func (d *date) offset(tokens []token) int {
	sign, t := tokens[0].text, tokens[1]
	if sign == "−" {
		sign = "-"
	}
	hours, minutes, n := t.value, 0, 2
	switch {
	case len(t.text) == 4:
		hours, minutes = t.value/100, t.value%100
	case len(t.text) > 2:
		return 0
	case len(tokens) > 3 && tokens[2].text == ":" && tokens[3].num:
		minutes, n = tokens[3].value, 4
	}
	if hours > 14 || minutes > 59 {
		return 0
	}
	d.zone = fmt.Sprintf("%s%02d:%02d", sign, hours, minutes)
	return n
}

// valid checks the calendar: there is no 30 February.
func (d *date) valid() bool {
	if d.year < 1600 || d.year > 2999 {
		return false
	}
	if d.month >= 0 && (d.month < 1 || d.month > 12) {
		return false
	}
	if d.day >= 0 {
		t := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
		if d.day < 1 || t.Day() != d.day {
			return false
		}
	}
	return d.hour < 24 && d.minute < 60 && d.second < 61
}
