package desk

import (
	"fmt"
	"net/http"
	"net/url"

	"sayso/archive"
)

func (d *desk) routeOutlets(mux *routes) {
	mux.HandleFunc("GET /outlets", d.outlets)
	mux.HandleFunc("GET /outlet/{name...}", d.outlet)
}

func outletURL(name string) string { return "/outlet/" + url.PathEscape(name) }

// outletsShown is how many outlets a list has.
const outletsShown = 200

type outletsData struct {
	List  []archive.Measured
	Total int
	All   archive.Measures
}

func (d *desk) outlets(w http.ResponseWriter, r *http.Request) {
	n, err := d.store.Numbers(r.Context(), archive.NumbersQuery{})
	if err != nil {
		d.broken(w, r, "the outlets", err)
		return
	}
	data := outletsData{List: n.Outlets[:min(len(n.Outlets), outletsShown)], Total: len(n.Outlets), All: n.Total}
	d.show(w, r, http.StatusOK, "outlets", page{Title: "Outlets", Here: "outlets", Data: data})
}

type outletData struct {
	archive.OutletPage
	Chart     *timeChart
	Quoted    []row
	Shares    []share
	Relies    []row
	CarriedBy []row
	Search    string
}

// share is a part of an outlet's statements beside that of all outlets.
type share struct {
	Name     string
	URL      string
	N        int
	Own, All string
	Width    string
}

func shareOf(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(of))
}

func (d *desk) outlet(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	found, err := d.store.Outlet(r.Context(), name)
	if err != nil {
		d.broken(w, r, "an outlet", err)
		return
	}
	data := outletData{OutletPage: found, Search: askURL("outlet=", name)}
	months := make([]archive.Count, len(found.Months))
	for i, m := range found.Months {
		months[i] = archive.Count{Name: m.Name, N: m.Statements}
	}
	data.Chart = over(months, "statement", func(period string) string { return askURL("outlet=", name, "date", period) })
	data.Quoted = rowsOf(found.Speakers, 20, func(c archive.EntityCount) (string, string, int) {
		return c.Name, askURL("speaker", numberOf(c.ID), "outlet=", name), c.N
	})
	data.Relies = rowsOf(found.Relies, 12, func(c archive.EntityCount) (string, string, int) {
		return c.Name, askURL("outlet=", name, "via", numberOf(c.ID)), c.N
	})
	data.CarriedBy = rowsOf(found.CarriedBy, 12, func(c archive.Count) (string, string, int) {
		return c.Name, askURL("outlet=", c.Name, "via", numberOf(found.Entity)), c.N
	})
	data.Shares = sharesOf(found.Measures, found.All, func(terms ...string) string { return askURL(append(terms, "outlet=", name)...) })
	d.show(w, r, http.StatusOK, "outlet", page{Title: name, Here: "outlets", Data: data})
}

// sharesOf lists the measures of statements with what they are among all.
func sharesOf(own, all archive.Measures, link func(terms ...string) string) []share {
	var out []share
	for _, s := range []struct {
		name   string
		n, all int
		terms  []string
	}{
		{"direct", own.Direct, all.Direct, []string{"kind", "direct"}},
		{"mixed", own.Mixed, all.Mixed, []string{"kind", "mixed"}},
		{"indirect", own.Indirect, all.Indirect, []string{"kind", "indirect"}},
		{"by named people", own.People, all.People, []string{"is", "person"}},
		{"by organisations", own.Organisations, all.Organisations, []string{"is", "organisation"}},
		{"by unnamed sources", own.Unnamed, all.Unnamed, []string{"is", "unnamed"}},
		{"by the writer", own.Writer, all.Writer, []string{"is", "writer"}},
		{"without a source", own.Nobody, all.Nobody, []string{"is", "sourceless"}},
	} {
		out = append(out, share{Name: s.name, URL: link(s.terms...), N: s.n, Own: shareOf(s.n, own.Statements), All: shareOf(s.all, all.Statements),
			Width: percentage(100 * float64(s.n) / float64(max(1, own.Statements)))})
	}
	return out
}
