package desk

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"sayso/archive"
)

func (d *desk) routeQuotations(mux *routes) {
	mux.HandleFunc("GET /quotations", d.quotations)
	mux.HandleFunc("GET /quotation/{id}", d.quotation)
}

type quotationsData struct {
	Words, Who string
	Fault      string
	Found      archive.FoundQuotations
	Prev, Next string
	From, To   int
}

func (d *desk) quotations(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	_, offset := queryOf(v)
	data := quotationsData{Words: strings.TrimSpace(v.Get("q")), Who: strings.TrimSpace(v.Get("who"))}
	q := archive.QuotationQuery{Words: data.Words, Limit: pageSize, Offset: offset}
	if data.Who != "" {
		list, err := d.store.Entities(r.Context(), data.Who)
		switch {
		case errors.Is(err, archive.ErrNotFound):
			data.Fault = "Nobody here goes by “" + data.Who + "”."
		case err != nil:
			d.broken(w, r, "who is asked for", err)
			return
		default:
			q.Entity = list[0].ID
		}
	}
	if data.Fault == "" {
		var wrong *archive.QueryError
		var err error
		data.Found, err = d.store.Quotations(r.Context(), q)
		switch {
		case errors.As(err, &wrong):
			data.Fault = "“" + wrong.Value + "” cannot be searched: " + wrong.Want + "."
		case err != nil:
			d.broken(w, r, "quotations", err)
			return
		}
	}
	data.From, data.To = offset+1, offset+len(data.Found.Quotations)
	data.Prev, data.Next = pages(v, offset, len(data.Found.Quotations), data.Found.Total)
	d.show(w, r, http.StatusOK, "quotations", page{Title: "Quotations", Here: "quotations", Data: data})
}

// How many wordings a quotation's page shows, and of each how many statements.
const (
	variantsShown = 30
	hitsOfVariant = 8
)

type quotationData struct {
	archive.QuotationPage
	Shown []variantData
	// Left counts the wordings that are not shown.
	Left int
}

type variantData struct {
	archive.Variant
	// Left counts the statements that are not shown.
	Left int
}

func (d *desk) quotation(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		d.fail(w, r, http.StatusNotFound, "A quotation's page goes by a number.")
		return
	}
	found, err := d.store.Quotation(r.Context(), id)
	if err != nil {
		d.broken(w, r, "a quotation", err)
		return
	}
	if found.ID != id { // an old address
		http.Redirect(w, r, "/quotation/"+strconv.FormatInt(found.ID, 10), http.StatusSeeOther)
		return
	}
	data := quotationData{QuotationPage: found, Left: max(0, len(found.Variants)-variantsShown)}
	for _, v := range found.Variants[:min(len(found.Variants), variantsShown)] {
		left := max(0, len(v.Hits)-hitsOfVariant)
		v.Hits = v.Hits[:len(v.Hits)-left]
		data.Shown = append(data.Shown, variantData{v, left})
	}
	d.show(w, r, http.StatusOK, "quotation", page{Title: "“" + shorten(found.Words, 60) + "”", Here: "quotations", Data: data})
}
