package desk

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sayso/archive"
)

// Charts are made on the server, of rectangles without text, so that they need no script and fit any width; their words
// stand beside them in the page.

// bar is a bar of a chart over time.
type bar struct {
	X, Y, W, H string // in hundredths of the drawing
	Label      string // in words: "March 2031: 12 statements"
	URL        string
}

// timeChart is counts over time as bars.
type timeChart struct {
	Bars        []bar
	First, Last string // the labels of its ends
	Max         int
}

// over draws counts by month, or by year where there are more months than can be told apart. link makes the address of a
// period's statements.
func over(months []archive.Count, what string, link func(period string) string) *timeChart {
	var known []archive.Count
	for _, m := range months {
		if len(m.Name) == 7 {
			known = append(known, m)
		}
	}
	if len(known) < 2 {
		return nil
	}
	index := monthIndex
	name := func(i int) string { return fmt.Sprintf("%04d-%02d", i/12, i%12+1) }
	if index(known[len(known)-1].Name)-index(known[0].Name) >= 72 {
		var years []archive.Count
		for _, m := range known {
			if n := len(years); n > 0 && years[n-1].Name == m.Name[:4] {
				years[n-1].N += m.N
			} else {
				years = append(years, archive.Count{Name: m.Name[:4], N: m.N})
			}
		}
		known = years
		index = func(year string) int { n, _ := strconv.Atoi(year); return n }
		name = func(i int) string { return fmt.Sprintf("%04d", i) }
	}
	first, last := index(known[0].Name), index(known[len(known)-1].Name)
	c := &timeChart{First: day(name(first)), Last: day(name(last))}
	for _, k := range known {
		c.Max = max(c.Max, k.N)
	}
	if c.Max == 0 {
		return nil
	}
	step := 100 / float64(last-first+1)
	for _, k := range known {
		if k.N == 0 {
			continue
		}
		height := max(1.5, 100*float64(k.N)/float64(c.Max))
		b := bar{X: percentage(float64(index(k.Name)-first) * step), Y: percentage(100 - height), W: percentage(step * .82), H: percentage(height),
			Label: day(k.Name) + ": " + plural(k.N, what)}
		if link != nil {
			b.URL = link(k.Name)
		}
		c.Bars = append(c.Bars, b)
	}
	return c
}

func monthIndex(month string) int {
	y, _ := strconv.Atoi(month[:4])
	m, _ := strconv.Atoi(month[5:7])
	return y*12 + m - 1
}

func percentage(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "%" }

// row is a line of a table with a bar of its share of the greatest.
type row struct {
	Name  string
	URL   string
	N     int
	Width string
}

// rowsOf makes lines of counts, at most most of them.
func rowsOf[C any](list []C, most int, of func(C) (name, address string, n int)) []row {
	var rows []row
	greatest := 1
	for _, c := range list[:min(len(list), most)] {
		name, address, n := of(c)
		greatest = max(greatest, n)
		rows = append(rows, row{Name: name, URL: address, N: n})
	}
	for i := range rows {
		rows[i].Width = percentage(100 * float64(rows[i].N) / float64(greatest))
	}
	return rows
}

// span is a line of a timeline: from when to when something was so.
type span struct {
	Label, URL string
	Told       string // when it was held, as the passage tells it; "" if it does not
	From, To   string // as words: of articles that say so the earliest and the latest, in a list of known people when it was held
	X, W       string // in hundredths of the line
	Basis      string
	Known      bool // from a list of known people, not from articles
}

// timeline draws when a person had which role, as articles tell it and as a list has it.
func timeline(p *archive.Portrait, now time.Time) []span {
	type period struct {
		span
		from, to float64
	}
	var list []period
	for _, r := range p.Roles {
		from, to := cmp.Or(r.From, r.ChangedOn, r.First), cmp.Or(r.Until, r.Last)
		if from == "" || to == "" {
			continue
		}
		label := r.Role
		if r.Former {
			label = "former " + label
		}
		if r.Org != "" {
			label += ", " + r.Org
		}
		low, high := yearOf(from), yearOf(to)
		list = append(list, period{span{Label: label, URL: "/article/" + r.Key + "#r" + strconv.Itoa(r.Start), Told: toldOf(&r),
			From: day(r.First), To: day(r.Last), Basis: plural(r.Articles, "article") + "; " + cmp.Or(r.SaySo, "the article") + " says so"}, min(low, high), max(low, high)})
	}
	if p.Known != nil {
		for _, r := range p.Known.Roles {
			if r.From == "" {
				continue
			}
			label := r.Role
			if r.Org != "" {
				label += ", " + r.Org
			}
			if r.Place != "" {
				label += " (" + r.Place + ")"
			}
			to, toWords := yearOf(r.To), day(r.To)
			if r.To == "" {
				to, toWords = yearOf(now.Format("2006-01-02")), "now"
			}
			list = append(list, period{span{Label: label, From: day(r.From), To: toWords, Basis: p.Known.List, Known: true}, yearOf(r.From), to})
		}
	}
	if len(list) == 0 {
		return nil
	}
	low, high := list[0].from, list[0].to
	for _, l := range list {
		low, high = min(low, l.from), max(high, l.to)
	}
	scale := max(high-low, 0.05)
	out := make([]span, len(list))
	for i, l := range list {
		l.span.X = percentage(98 * (l.from - low) / scale)
		l.span.W = percentage(max(1.5, 98*(l.to-l.from)/scale))
		out[i] = l.span
	}
	return out
}

// toldOf is when a role was held, in words, as the passage tells it: "from 2016 to March 2018, appointed 3 March 2016".
func toldOf(r *archive.RoleSeen) string {
	var words []string
	if r.From != "" {
		words = append(words, "from "+day(r.From))
	}
	if r.Until != "" {
		words = append(words, "to "+day(r.Until))
	}
	told := strings.Join(words, " ")
	if r.Change != "" {
		change := string(r.Change)
		if r.ChangedOn != "" {
			change += " " + day(r.ChangedOn)
		}
		if told != "" {
			told += ", "
		}
		told += change
	}
	return told
}

// yearOf is a date as a number of years.
func yearOf(date string) float64 {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}
	t, err := time.Parse(layouts[min(10, len(date))], date[:min(10, len(date))])
	if err != nil {
		return 0
	}
	return float64(t.Year()) + float64(t.YearDay())/366
}

// askURL is the address of a search in the query language: of pairs of a field and a value, "speaker", "#12", "date",
// "2031-03". "outlet=" asks for a whole name.
func askURL(pairs ...string) string { return "/?q=" + url.QueryEscape(askTerms(pairs...)) }

// askTerms is the query alone.
func askTerms(pairs ...string) string {
	var terms []string
	for i := 0; i+1 < len(pairs); i += 2 {
		field, value := pairs[i], pairs[i+1]
		if value == "" {
			continue
		}
		if name, ok := strings.CutSuffix(field, "="); ok {
			value = strings.Map(func(r rune) rune {
				if r == '"' || r == '“' || r == '”' {
					return ' '
				}
				return r
			}, value)
			terms = append(terms, name+`:="`+value+`"`)
			continue
		}
		terms = append(terms, field+":"+value)
	}
	return strings.Join(terms, " ")
}

func numberOf(id int64) string { return "#" + strconv.FormatInt(id, 10) }
