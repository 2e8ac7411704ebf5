package desk

import (
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"sayso/archive"
)

func (d *desk) routeNumbers(mux *routes) {
	mux.HandleFunc("GET /numbers", d.numbers)
	mux.HandleFunc("GET /numbers/people", d.gendered)
	mux.HandleFunc("GET /numbers/{file}", d.numbersFile)
}

type numbersData struct {
	Query    archive.NumbersQuery
	Fault    string
	Found    archive.Numbers
	Outlets  []string
	Speakers []row
	Shares   []share
	ByOutlet []archive.Measured
	// Statements, Unnamed and Women are charts over time: of statements, of the share of unnamed sources, and of the share
	// of women among people whose gender is known.
	Statements, Unnamed, Women *timeChart
	Download                   string
}

// numbersShown is how many speakers and outlets the page lists; the files have more.
const numbersShown = 20

// askNumbers reads what is asked for. A fault is in words, for the page.
func (d *desk) askNumbers(r *http.Request) (q archive.NumbersQuery, n archive.Numbers, fault string, err error) {
	q = archive.NumbersQuery{Outlet: r.URL.Query().Get("outlet"), Period: strings.TrimSpace(r.URL.Query().Get("period"))}
	n, err = d.store.Numbers(r.Context(), q)
	var wrong *archive.QueryError
	if errors.As(err, &wrong) {
		return q, n, fmt.Sprintf("“%s” is no %s: write %s.", wrong.Value, wrong.Field, wrong.Want), nil
	}
	return q, n, "", err
}

// numbersURL is the address of a page of numbers.
func numbersURL(path string, q archive.NumbersQuery, more ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	if q.Outlet != "" {
		v.Set("outlet", q.Outlet)
	}
	if q.Period != "" {
		v.Set("period", q.Period)
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

func (d *desk) numbers(w http.ResponseWriter, r *http.Request) {
	q, n, fault, err := d.askNumbers(r)
	if err != nil {
		d.broken(w, r, "numbers", err)
		return
	}
	status := http.StatusOK
	if fault != "" {
		status = http.StatusBadRequest
	}
	all, err := d.store.Numbers(r.Context(), archive.NumbersQuery{})
	if err != nil {
		d.broken(w, r, "numbers", err)
		return
	}
	data := numbersData{Query: q, Fault: fault, Found: n, ByOutlet: n.Outlets[:min(len(n.Outlets), numbersShown)]}
	_, data.Download, _ = strings.Cut(numbersURL("", q), "?")
	for _, o := range all.Outlets[:min(len(all.Outlets), outletsShown)] {
		if o.Name != "" {
			data.Outlets = append(data.Outlets, o.Name)
		}
	}
	data.Speakers = rowsOf(n.Speakers, numbersShown, func(c archive.EntityCount) (string, string, int) {
		return c.Name, askURL("speaker", numberOf(c.ID), "outlet=", q.Outlet, "date", q.Period), c.N
	})
	data.Shares = sharesOf(n.Total, all.Total, func(terms ...string) string {
		return askURL(append(terms, "outlet=", q.Outlet, "date", q.Period)...)
	})
	if known := n.Total.Female + n.Total.Male; known > 0 {
		known0 := max(1, all.Total.Female+all.Total.Male)
		for _, g := range []struct {
			name, gender string
			n, all       int
		}{{"by women, where known", "female", n.Total.Female, all.Total.Female}, {"by men, where known", "male", n.Total.Male, all.Total.Male}} {
			data.Shares = append(data.Shares, share{Name: g.name, URL: numbersURL("/numbers/people", q, "gender", g.gender), N: g.n, Own: shareOf(g.n, known), All: shareOf(g.all, known0),
				Width: percentage(100 * float64(g.n) / float64(known))})
		}
	}
	data.charts()
	d.show(w, r, status, "numbers", page{Title: "Numbers", Here: "numbers", Data: data})
}

func (d *numbersData) charts() {
	var statements, unnamed, women []archive.Count
	for _, m := range d.Found.Months {
		statements = append(statements, archive.Count{Name: m.Name, N: m.Statements})
		if m.Statements > 0 {
			unnamed = append(unnamed, archive.Count{Name: m.Name, N: (100*m.Unnamed + m.Statements/2) / m.Statements})
		}
		if known := m.Female + m.Male; known > 0 {
			women = append(women, archive.Count{Name: m.Name, N: (100*m.Female + known/2) / known})
		}
	}
	link := func(terms ...string) func(string) string {
		return func(period string) string {
			return askURL(append(terms, "outlet=", d.Query.Outlet, "date", period)...)
		}
	}
	d.Statements = over(statements, "statement", link())
	// Shares cannot be added up to years, so they are drawn where months are.
	if d.Statements != nil && len(d.Statements.First) > 4 {
		d.Unnamed = over(unnamed, "per cent", link("is", "unnamed"))
		d.Women = over(women, "per cent", func(period string) string {
			return numbersURL("/numbers/people", archive.NumbersQuery{Outlet: d.Query.Outlet, Period: period}, "gender", "female")
		})
	}
}

type genderedData struct {
	Gender     string
	Query      archive.NumbersQuery
	Back       string
	Hits       []archive.Hit
	Prev, Next string
	From, To   int
}

// gendered lists statements by the gender of those who made them.
func (d *desk) gendered(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	q := archive.NumbersQuery{Outlet: v.Get("outlet"), Period: v.Get("period")}
	_, offset := queryOf(v)
	hits, more, err := d.store.Gendered(r.Context(), v.Get("gender"), q, pageSize, offset)
	var wrong *archive.QueryError
	if errors.As(err, &wrong) {
		d.fail(w, r, http.StatusBadRequest, fmt.Sprintf("“%s” is no %s: want %s.", wrong.Value, wrong.Field, wrong.Want))
		return
	}
	if err != nil {
		d.broken(w, r, "statements by gender", err)
		return
	}
	data := genderedData{Gender: map[string]string{"female": "women", "male": "men"}[v.Get("gender")], Query: q, Back: numbersURL("/numbers", q), Hits: hits, From: offset + 1, To: offset + len(hits)}
	data.Prev, data.Next = turn(v, pageSize, offset, len(hits), more)
	d.show(w, r, http.StatusOK, "gendered", page{Title: "Said by " + data.Gender, Here: "numbers", Data: data})
}

var measureColumns = []string{"articles", "statements", "direct", "mixed", "indirect", "people", "organisations", "unnamed", "writer", "nobody", "female", "male"}

func measureCells(m archive.Measures) []string {
	var cells []string
	for _, n := range []int{m.Articles, m.Statements, m.Direct, m.Mixed, m.Indirect, m.People, m.Organisations, m.Unnamed, m.Writer, m.Nobody, m.Female, m.Male} {
		cells = append(cells, strconv.Itoa(n))
	}
	return cells
}

// numbersFile answers with the numbers of a chart or table as CSV.
func (d *desk) numbersFile(w http.ResponseWriter, r *http.Request) {
	q, n, fault, err := d.askNumbers(r)
	if fault != "" {
		d.fail(w, r, http.StatusBadRequest, fault)
		return
	}
	if err != nil {
		d.broken(w, r, "numbers", err)
		return
	}
	var rows [][]string
	switch r.PathValue("file") {
	case "speakers.csv":
		rows = append(rows, []string{"speaker", "number", "statements", "address"})
		for _, s := range n.Speakers {
			rows = append(rows, []string{plainCell(s.Name), strconv.FormatInt(s.ID, 10), strconv.Itoa(s.N), origin(r) + askURL("speaker", numberOf(s.ID), "outlet=", q.Outlet, "date", q.Period)})
		}
	case "outlets.csv":
		rows = append(rows, append([]string{"outlet"}, measureColumns...))
		for _, m := range n.Outlets {
			rows = append(rows, append([]string{plainCell(m.Name)}, measureCells(m.Measures)...))
		}
	case "months.csv":
		rows = append(rows, append([]string{"month"}, measureColumns...))
		for _, m := range n.Months {
			rows = append(rows, append([]string{m.Name}, measureCells(m.Measures)...))
		}
	default:
		d.fail(w, r, http.StatusNotFound, "Numbers come as speakers.csv, outlets.csv and months.csv.")
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s"`, r.PathValue("file")))
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return // the reader has gone away
	}
}

// numberCell is a number that leads to its statements.
type numberCell struct {
	N   int
	URL string
}

// numberCells are the numbers of a line of a table, each with the address of its statements; outlet and period are those
// of the line. What has no outlet, or no date, is not to be searched for.
func numberCells(m archive.Measures, outlet, period string, known bool) []numberCell {
	link := func(terms ...string) string { return askURL(append(terms, "outlet=", outlet, "date", period)...) }
	people := func(gender string) string {
		return numbersURL("/numbers/people", archive.NumbersQuery{Outlet: outlet, Period: period}, "gender", gender)
	}
	cells := []numberCell{{m.Statements, link()}, {m.Direct, link("kind", "direct")}, {m.Indirect, link("kind", "indirect")}, {m.Named(), link("is", "named")},
		{m.Unnamed, link("is", "unnamed")}, {m.Female, people("female")}, {m.Male, people("male")}}
	for i := range cells {
		if !known {
			cells[i].URL = ""
		}
	}
	return cells
}
