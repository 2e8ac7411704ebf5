package desk

import (
	"net/http"
	"slices"
	"strings"

	"sayso/archive"
)

func (d *desk) routeVersions(mux *routes) {
	mux.HandleFunc("GET /article/{key}/versions", d.versions)
	mux.HandleFunc("GET /changed", d.changed)
	mux.HandleFunc("GET /copies", d.copies)
	mux.HandleFunc("GET /copies/{key}", d.copiesOf)
}

// How much of what changed between two versions a page shows: pieces of the text, and statements of each kind.
const (
	piecesShown     = 200
	statementsShown = 30
	// sameShown is how much of what stayed is shown on each side of what changed, in bytes.
	sameShown = 160
)

// versionData is a version of an article with what is different from the one before.
type versionData struct {
	archive.Version
	Number int
	This   bool
	Words  []archive.Piece
	// Added, Dropped and Changed are cut; Left counts what is not shown.
	Added, Dropped []archive.Hit
	Changed        []archive.ChangedStatement
	Left           int
}

type versionsData struct {
	Key, Title string
	List       []versionData
}

// versions shows the versions of an article, the latest first, with what changed.
func (d *desk) versions(w http.ResponseWriter, r *http.Request) {
	entry, err := d.store.Article(r.Context(), r.PathValue("key"))
	if err != nil {
		d.broken(w, r, "an article", err)
		return
	}
	data := versionsData{Key: entry.Article.Key(), Title: titleOf(entry.Article)}
	list, err := d.store.Versions(r.Context(), data.Key)
	if err != nil {
		d.broken(w, r, "the versions of an article", err)
		return
	}
	for i, v := range list {
		one := versionData{Version: v, Number: i + 1, This: v.Key == data.Key}
		if c := v.Change; c != nil {
			one.Words = around(c.Words)
			one.Added, one.Dropped = c.Added[:min(len(c.Added), statementsShown)], c.Dropped[:min(len(c.Dropped), statementsShown)]
			one.Changed = c.Changed[:min(len(c.Changed), statementsShown)]
			one.Left = len(c.Added) + len(c.Dropped) + len(c.Changed) - len(one.Added) - len(one.Dropped) - len(one.Changed)
		}
		data.List = append(data.List, one)
	}
	slices.Reverse(data.List)
	d.show(w, r, http.StatusOK, "versions", page{Title: "Versions of " + data.Title, Here: "search", Data: data})
}

// around leaves out what stayed, but for some words on each side of what changed.
func around(words []archive.Piece) []archive.Piece {
	var out []archive.Piece
	for i, p := range words {
		if len(out) >= piecesShown {
			return append(out, archive.Piece{Op: archive.Same, Text: "…"})
		}
		switch {
		case p.Op != archive.Same:
			p.Text = brief(p.Text)
		case len(p.Text) > 2*sameShown+40:
			before, after := shorten(p.Text, sameShown), "… "+p.Text[boundary(p.Text, len(p.Text)-sameShown):]
			switch {
			case i == 0:
				p.Text = after
			case i == len(words)-1:
				p.Text = before
			default:
				p.Text = strings.TrimSuffix(before, "…") + after
			}
		}
		out = append(out, p)
	}
	return out
}

type changedData struct {
	Found      archive.FoundChanged
	Prev, Next string
	From, To   int
}

// changed lists articles of which there are several versions.
func (d *desk) changed(w http.ResponseWriter, r *http.Request) {
	_, offset := queryOf(r.URL.Query())
	found, err := d.store.Changed(r.Context(), pageSize, offset)
	if err != nil {
		d.broken(w, r, "articles that changed", err)
		return
	}
	data := changedData{Found: found, From: offset + 1, To: offset + len(found.Articles)}
	data.Prev, data.Next = pages(r.URL.Query(), offset, len(found.Articles), found.Total)
	d.show(w, r, http.StatusOK, "changed", page{Title: "Articles that changed", Here: "quotations", Data: data})
}

type copiesData struct {
	Outlet     string
	Found      archive.FoundCopies
	Prev, Next string
	From, To   int
}

// copies lists the texts that several articles carry.
func (d *desk) copies(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	_, offset := queryOf(form)
	data := copiesData{Outlet: strings.TrimSpace(form.Get("outlet"))}
	var err error
	if data.Found, err = d.store.Copies(r.Context(), archive.CopyQuery{Outlet: data.Outlet, Limit: pageSize, Offset: offset}); err != nil {
		d.broken(w, r, "copies", err)
		return
	}
	data.From, data.To = offset+1, offset+len(data.Found.Groups)
	data.Prev, data.Next = pages(form, offset, len(data.Found.Groups), data.Found.Total)
	d.show(w, r, http.StatusOK, "copies", page{Title: "Copies", Here: "quotations", Data: data})
}

type groupData struct {
	archive.Copies
	Key string
}

// copiesOf shows the articles that are one text with an article, the origin first.
func (d *desk) copiesOf(w http.ResponseWriter, r *http.Request) {
	entry, err := d.store.Article(r.Context(), r.PathValue("key"))
	if err != nil {
		d.broken(w, r, "an article", err)
		return
	}
	found, err := d.store.Copies(r.Context(), archive.CopyQuery{Key: entry.Article.Key(), Limit: 1})
	switch {
	case err != nil:
		d.broken(w, r, "copies of an article", err)
		return
	case len(found.Groups) == 0:
		d.fail(w, r, http.StatusNotFound, "No other article here carries this text.")
		return
	}
	d.show(w, r, http.StatusOK, "group", page{Title: "Copies of " + titleOf(entry.Article), Here: "quotations", Data: groupData{found.Groups[0], entry.Article.Key()}})
}

// copiesCount counts the articles that carry the text of one; 0 where it is the only one. Nothing of them is looked at.
func (d *desk) copiesCount(r *http.Request, key string) (int, error) {
	found, err := d.store.Copies(r.Context(), archive.CopyQuery{Key: key, Limit: 1, Offset: 1})
	return found.Articles, err
}
