package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/archive"
	"sayso/query"
)

// pageSize is how many statements a page shows.
const pageSize = 30

// hit is a found statement as the page shows it.
type hit struct {
	archive.Hit
	// Parts are the content, cut at the matches.
	Parts []part
	// New: it was added since somebody looked.
	New bool
}

type part struct {
	Text  string
	Match bool
}

// searchData is what the search page shows.
type searchData struct {
	// Query is what is in the search field.
	Query  string
	Active bool // something was asked for
	// Wrong is where and why the query cannot be meant.
	Wrong *wrongQuery
	Order archive.Order
	// Ranked is true where there are words, so that the best match can come first.
	Ranked  bool
	Hits    []hit
	Total   int
	More    bool // there are more than were counted
	Summary archive.Summary
	// Chips are the conditions of the query, each with the address of the query without it.
	Chips  []link
	Groups []facetGroup
	// Drop are queries that find something where this one finds nothing.
	Drop []link
	// Sort are the addresses of the other orders.
	Newest, Best string
	// Saved is the saved search that this is, if it is one.
	Saved *archive.Saved
	// Fields and Flags are the help.
	Fields, Flags []query.FieldInfo
	Kinds         []sayso.Kind
	Modes         []sayso.Mode
	Prev          string
	Next          string
	// From and To number the statements shown among all that were found.
	From, To int
}

// wrongQuery is a query with the place where it is wrong.
type wrongQuery struct {
	Before, At, After string
	Why               string
}

type link struct {
	Text string
	URL  string
	N    int
	More bool
}

// search shows the start page, and what is found.
func (d *desk) search(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	text := form.Get("q")
	where, err := query.Parse(text)
	short, shortErr := shorthandOf(form).Node()
	switch {
	case err != nil:
	case shortErr != nil:
		err = shortErr
	case short != nil:
		// The fields of the form, and addresses from before there was a language, are written in it.
		http.Redirect(w, r, searchURL(query.All(where, short), archive.Order(form.Get("order"))), http.StatusSeeOther)
		return
	}
	data := searchData{Query: text, Active: where != nil}
	if err != nil {
		data.Wrong = placeOf(err)
	}
	d.found(w, r, &data, where, form)
}

func shorthandOf(form url.Values) query.Shorthand {
	return query.Shorthand{Speaker: form.Get("speaker"), Outlet: form.Get("outlet"), After: form.Get("after"), Before: form.Get("before"),
		Kind: form.Get("kind"), Mode: form.Get("mode")}
}

// placeOf cuts a query where it is wrong.
func placeOf(err error) *wrongQuery {
	var wrong *query.Error
	if !errors.As(err, &wrong) {
		return &wrongQuery{Why: err.Error()}
	}
	return &wrongQuery{Before: wrong.Query[:wrong.Start], At: wrong.Query[wrong.Start:wrong.End], After: wrong.Query[wrong.End:], Why: wrong.Why}
}

// found shows what a query finds.
func (d *desk) found(w http.ResponseWriter, r *http.Request, data *searchData, where *query.Node, form url.Values) {
	offset := offsetOf(form)
	data.Order = archive.Order(form.Get("order"))
	if data.Order != archive.Relevance {
		data.Order = archive.Newest
	}
	data.Kinds, data.Modes = sayso.Kinds, sayso.Modes
	data.Fields, data.Flags = query.Fields(), query.Flags()
	title, status := "Search", http.StatusOK
	if data.Query != "" {
		title = data.Query
	}
	var err error
	if !data.Active {
		if data.Summary, err = d.store.Summary(r.Context()); err != nil {
			d.broken(w, r, "a summary", err)
			return
		}
	}
	if data.Wrong != nil {
		status = http.StatusBadRequest
	} else {
		q, _ := queryOf(form)
		q.Where, q.Order, q.Facets = where, data.Order, data.Active
		found, err := d.store.Find(r.Context(), q)
		if err != nil {
			d.broken(w, r, "statements", err)
			return
		}
		data.Hits, data.Total, data.More = hits(found.Hits), found.Total, found.AtLeast
		data.From, data.To = offset+1, offset+len(found.Hits)
		data.Prev, data.Next = pages(form, offset, len(found.Hits), found.Total)
		if data.Active {
			data.refine(where, found.Facets)
		}
		if found.Total == 0 && data.Active {
			if data.Drop, err = d.drops(r, where, data.Order); err != nil {
				d.broken(w, r, "other statements", err)
				return
			}
		}
	}
	if data.Saved != nil {
		title = data.Saved.Name
		for i := range data.Hits {
			data.Hits[i].New = data.Hits[i].Added > data.Saved.SeenTo
		}
	}
	d.show(w, r, status, "search", page{Title: title, Here: "search", Data: data})
}

// searchURL is the address of what a query finds.
func searchURL(where *query.Node, order archive.Order) string {
	v := url.Values{}
	if where != nil {
		v.Set("q", where.String())
	}
	if order == archive.Relevance {
		v.Set("order", string(order))
	}
	if len(v) == 0 {
		return "/"
	}
	return "/?" + v.Encode()
}

// refine fills in what leads from a query to others.
func (data *searchData) refine(where *query.Node, facets *archive.Facets) {
	for _, c := range where.Conditions() {
		data.Chips = append(data.Chips, link{Text: c.String(), URL: searchURL(where.Without(c), data.Order)})
	}
	where.Each(func(n *query.Node, not bool) {
		data.Ranked = data.Ranked || !not && n.Op != query.Is
	})
	data.Newest, data.Best = searchURL(where, archive.Newest), searchURL(where, archive.Relevance)
	if facets != nil {
		data.Groups = facetGroups(where, data.Order, facets)
	}
}

// maxDrops is how many conditions are tried without, where nothing is found.
const maxDrops = 6

// drops finds what to leave out of a query that finds nothing.
func (d *desk) drops(r *http.Request, where *query.Node, order archive.Order) ([]link, error) {
	var list []link
	try := func(text string, other *query.Node) error {
		found, err := d.store.Find(r.Context(), archive.Query{Where: other, Limit: 1})
		if err == nil && found.Total > 0 {
			list = append(list, link{text, searchURL(other, order), found.Total, found.AtLeast})
		}
		return err
	}
	conditions := where.Conditions()
	var words []*query.Node
	for i, c := range conditions {
		if c.Op == query.Word {
			words = append(words, c)
		}
		if len(conditions) > 1 && i < maxDrops {
			if err := try("without "+c.String(), where.Without(c)); err != nil {
				return nil, err
			}
		}
	}
	if len(words) > 1 && len(words) == len(conditions) {
		if err := try("any of the words", query.Any(words...)); err != nil {
			return nil, err
		}
	}
	if len(conditions) == 1 {
		for _, other := range looser(conditions[0]) {
			if err := try(other.String(), other); err != nil || len(list) > 0 {
				return list, err
			}
		}
	}
	return list, nil
}

// looser asks for words that begin as one does, less and less so, or for a phrase's words anywhere.
func looser(n *query.Node) []*query.Node {
	var list []*query.Node
	try := func(text string) {
		other, err := query.Parse(text)
		if err == nil && other != nil {
			list = append(list, other)
		}
	}
	switch n.Op {
	case query.Word:
		letters := []rune(n.Text)
		for _, keep := range []int{len(letters) - 2, len(letters) * 2 / 3, len(letters) / 2} {
			if keep >= 4 && !n.Prefix {
				try(string(letters[:keep]) + "*")
			}
		}
	case query.Phrase:
		try(strings.ToLower(n.Text))
	}
	return list
}

// offsetOf is how many statements come before those of a page.
func offsetOf(form url.Values) int {
	offset, err := strconv.Atoi(form.Get("from"))
	if err != nil || offset < 0 || offset > 1<<30 {
		return 0
	}
	return offset
}

// queryOf is the page of a list that an address asks for, and how many come before it.
func queryOf(form url.Values) (archive.Query, int) {
	offset := offsetOf(form)
	return archive.Query{Limit: pageSize, Offset: offset}, offset
}

func hits(found []archive.Hit) []hit {
	out := make([]hit, len(found))
	for i, h := range found {
		out[i] = hit{Hit: h, Parts: cut(h.Content, h.Marks)}
	}
	return out
}

// cutAt is how many bytes of what somebody said a list shows; the rest is in the article.
const cutAt = 1500

// cut cuts words at the matches, and leaves out what is too long, on both sides of the first match.
func cut(words string, marks []sayso.Span) []part {
	start, end := 0, len(words)
	if len(words) > cutAt {
		if len(marks) > 0 && marks[0].End > cutAt*2/3 {
			start = boundary(words, marks[0].Start-cutAt/3)
		}
		end = boundary(words, start+cutAt)
	}
	var out []part
	at := start
	if start > 0 {
		out = append(out, part{"… ", false})
	}
	for _, m := range marks {
		if m.Start < at || m.End > end || m.Start >= m.End {
			continue
		}
		if m.Start > at {
			out = append(out, part{words[at:m.Start], false})
		}
		out = append(out, part{words[m.Start:m.End], true})
		at = m.End
	}
	if at < end {
		out = append(out, part{words[at:end], false})
	}
	if end < len(words) {
		out = append(out, part{" …", false})
	}
	return out
}

// boundary is the start of the word at a byte, if it is near; the start of a character in any case.
func boundary(words string, at int) int {
	at = min(max(at, 0), len(words))
	if i := strings.LastIndexByte(words[max(0, at-40):at], ' '); i >= 0 && at < len(words) {
		return max(0, at-40) + i + 1
	}
	for at > 0 && at < len(words) && !utf8.RuneStart(words[at]) {
		at--
	}
	return at
}
