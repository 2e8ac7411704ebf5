package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"sayso"
	"sayso/archive"
)

// pageSize is how many statements a page shows.
const pageSize = 30

// hit is a found statement as the page shows it.
type hit struct {
	archive.Hit
	// Parts are the content, cut at the matches.
	Parts []part
}

type part struct {
	Text  string
	Match bool
}

// searchData is what the search page shows.
type searchData struct {
	Query   archive.Query
	Active  bool // something was asked for
	Fault   *archive.QueryError
	Hits    []hit
	Total   int
	More    bool // there are more than were counted
	Summary archive.Summary
	Kinds   []sayso.Kind
	Modes   []sayso.Mode
	Prev    string
	Next    string
	// From and To number the statements shown among all that were found.
	From, To int
}

func (d *desk) search(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	q, offset := queryOf(form)
	data := searchData{Query: q, Kinds: sayso.Kinds, Modes: sayso.Modes}
	data.Active = q.Words != "" || q.Speaker != "" || q.Outlet != "" || q.After != "" || q.Before != "" || q.Kind != "" || q.Mode != ""
	summary, err := d.store.Summary(r.Context())
	if err != nil {
		d.broken(w, r, "a summary", err)
		return
	}
	data.Summary = summary
	title := "Search"
	if q.Words != "" {
		title = q.Words
	}
	status := http.StatusOK
	found, err := d.store.Find(r.Context(), q)
	switch {
	case errors.As(err, &data.Fault):
		status = http.StatusBadRequest
	case err != nil:
		d.broken(w, r, "statements", err)
		return
	}
	data.Hits, data.Total, data.More = hits(found.Hits), found.Total, found.AtLeast
	data.From, data.To = offset+1, offset+len(found.Hits)
	data.Prev, data.Next = pages(form, offset, len(found.Hits), found.Total)
	d.show(w, r, status, "search", page{Title: title, Here: "search", Data: data})
}

// queryOf reads a query from the address of a page, and how many statements come before it.
func queryOf(form url.Values) (q archive.Query, offset int) {
	offset, err := strconv.Atoi(form.Get("from"))
	if err != nil || offset < 0 {
		offset = 0
	}
	return archive.Query{Words: form.Get("q"), Speaker: form.Get("speaker"), Outlet: form.Get("outlet"), After: form.Get("after"),
		Before: form.Get("before"), Kind: sayso.Kind(form.Get("kind")), Mode: sayso.Mode(form.Get("mode")),
		Order: archive.Order(form.Get("order")), Limit: pageSize, Offset: offset}, offset
}

// pages returns the addresses of the page before and the page behind.
func pages(form url.Values, offset, shown, total int) (prev, next string) {
	at := func(from int) string {
		v := url.Values{}
		for k := range form {
			if form.Get(k) != "" && k != "from" {
				v.Set(k, form.Get(k))
			}
		}
		if from > 0 {
			v.Set("from", strconv.Itoa(from))
		}
		return "?" + v.Encode()
	}
	if offset > 0 {
		prev = at(max(0, offset-pageSize))
	}
	if offset+shown < total && shown > 0 {
		next = at(offset + shown)
	}
	return prev, next
}

func hits(found []archive.Hit) []hit {
	out := make([]hit, len(found))
	for i, h := range found {
		out[i] = hit{h, cut(h.Content, h.Marks)}
	}
	return out
}

// cut cuts words at the matches.
func cut(words string, marks []sayso.Span) []part {
	var out []part
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End > len(words) || m.Start >= m.End {
			continue
		}
		if m.Start > at {
			out = append(out, part{words[at:m.Start], false})
		}
		out = append(out, part{words[m.Start:m.End], true})
		at = m.End
	}
	if at < len(words) {
		out = append(out, part{words[at:], false})
	}
	return out
}
