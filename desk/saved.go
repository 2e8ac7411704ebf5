package desk

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sayso/account"
	"sayso/archive"
	"sayso/feed"
	"sayso/query"
)

// savedPages are the pages of saved searches.
func (d *desk) savedPages(mux *routes) {
	mux.HandleFunc("GET /saved", d.savedList)
	mux.HandleFunc("POST /saved", d.saveSearch)
	mux.HandleFunc("GET /saved/{id}", d.savedSearch)
	mux.HandleFunc("POST /saved/{id}/remove", d.removeSaved)
	mux.HandleFunc("GET /saved/{id}/{feed}", d.savedFeed)
}

// owner is whose saved searches a request is about: the account's, and without accounts nobody's in particular.
func owner(r *http.Request) string { return account.FromContext(r.Context()).Author() }

func (d *desk) savedList(w http.ResponseWriter, r *http.Request) {
	list, err := d.store.Saved(r.Context(), owner(r))
	if err != nil {
		d.broken(w, r, "saved searches", err)
		return
	}
	d.show(w, r, http.StatusOK, "saved", page{Title: "Saved searches", Here: "search", Data: list})
}

func (d *desk) saveSearch(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		d.fail(w, r, http.StatusBadRequest, "This form could not be read.")
		return
	}
	name := []rune(r.PostForm.Get("name"))
	_, err := d.store.Save(r.Context(), archive.Saved{Name: string(name[:min(len(name), 200)]), Query: r.PostForm.Get("q"), Owner: owner(r)})
	var wrong *query.Error
	switch {
	case errors.As(err, &wrong):
		d.fail(w, r, http.StatusBadRequest, "This search cannot be saved: "+wrong.Error())
	case err != nil:
		d.broken(w, r, "a place for a saved search", err)
	default:
		http.Redirect(w, r, "/saved", http.StatusSeeOther)
	}
}

// saved returns the saved search that an address names, or shows why there is none.
func (d *desk) saved(w http.ResponseWriter, r *http.Request) (archive.Saved, bool) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		d.fail(w, r, http.StatusNotFound, "There is no such saved search.")
		return archive.Saved{}, false
	}
	saved, err := d.store.SavedSearch(r.Context(), id)
	if err == nil && saved.Owner != owner(r) {
		err = archive.ErrNotFound
	}
	if err != nil {
		d.broken(w, r, "a saved search", err)
		return saved, false
	}
	return saved, true
}

// savedSearch shows what a saved search finds, with what is new since somebody looked; and notes that somebody has.
func (d *desk) savedSearch(w http.ResponseWriter, r *http.Request) {
	saved, ok := d.saved(w, r)
	if !ok {
		return
	}
	form := r.URL.Query()
	// The pages behind the first show as new what was new on the first.
	if since, err := strconv.ParseInt(form.Get("since"), 10, 64); err == nil && since >= 0 && since < saved.SeenTo {
		saved.SeenTo = since
	} else if looked(r) {
		last, err := d.store.LastAdded(r.Context())
		if err == nil {
			err = d.store.Seen(r.Context(), saved.ID, last)
		}
		if err != nil { // the page is worth more than the note
			slog.Error("note that a saved search was looked at", "error", err)
		}
	}
	form.Set("since", strconv.FormatInt(saved.SeenTo, 10))
	where, err := query.Parse(saved.Query)
	data := searchData{Query: saved.Query, Active: true, Saved: &saved}
	if err != nil {
		data.Wrong = placeOf(err)
	}
	d.found(w, r, &data, where, form)
}

// looked reports whether a request comes from somebody who looks, and not from another page or a browser ahead of time.
func looked(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return r.Method == http.MethodGet && (site == "" || site == "none" || site == "same-origin") &&
		!strings.Contains(r.Header.Get("Sec-Purpose"), "prefetch")
}

func (d *desk) removeSaved(w http.ResponseWriter, r *http.Request) {
	saved, ok := d.saved(w, r)
	if !ok {
		return
	}
	if err := d.store.RemoveSaved(r.Context(), saved.ID); err != nil && !errors.Is(err, archive.ErrNotFound) {
		d.broken(w, r, "a saved search", err)
		return
	}
	http.Redirect(w, r, "/saved", http.StatusSeeOther)
}

// feedSize is how many statements a feed holds.
const feedSize = 50

// savedFeed is a saved search as a feed.
func (d *desk) savedFeed(w http.ResponseWriter, r *http.Request) {
	write, media := (*feed.Feed).RSS, feed.RSSType
	switch r.PathValue("feed") {
	case "feed.rss":
	case "feed.atom":
		write, media = (*feed.Feed).Atom, feed.AtomType
	case "feed.json":
		write, media = (*feed.Feed).JSON, feed.JSONType
	default:
		d.fail(w, r, http.StatusNotFound, "There is no such feed; there are feed.rss, feed.atom and feed.json.")
		return
	}
	saved, ok := d.saved(w, r)
	if !ok {
		return
	}
	where, err := query.Parse(saved.Query)
	if err != nil {
		d.fail(w, r, http.StatusConflict, "This saved search cannot be meant any more: "+err.Error())
		return
	}
	found, err := d.store.Find(r.Context(), archive.Query{Where: where, Limit: feedSize})
	if err != nil {
		d.broken(w, r, "statements", err)
		return
	}
	base := origin(r)
	home := base + "/saved/" + strconv.FormatInt(saved.ID, 10)
	f := &feed.Feed{ID: home, Title: saved.Name, Description: "Statements that match " + saved.Query, Home: home, Self: home + "/" + r.PathValue("feed")}
	if saved.Query == "" {
		f.Description = "All statements"
	}
	if created, err := time.Parse(time.RFC3339, saved.Created); err == nil && len(found.Hits) == 0 {
		f.Updated = created
	}
	for i := range found.Hits {
		f.Items = append(f.Items, feedItem(base, &found.Hits[i]))
	}
	data, err := write(f)
	if err != nil {
		d.broken(w, r, "a feed", err)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(data)
}

func feedItem(base string, h *archive.Hit) feed.Item {
	says := h.Statement.Speaker.Who()
	if h.Cue != "" {
		says += " " + h.Cue
	}
	content := shorten(strings.Join(strings.Fields(h.Content), " "), 2000)
	item := feed.Item{ID: h.IRI(), Title: says + ": " + shorten(content, 90), Text: says + " " + content,
		URL: base + "/article/" + h.Key + "#" + url.PathEscape(h.Statement.ID), Source: h.Article.Outlet, Author: h.Statement.Speaker.Who()}
	if h.Article.Outlet != "" {
		item.Text += fmt.Sprintf(" (%s)", h.Article.Outlet)
	}
	item.Time = published(h.Article.Published)
	return item
}

// published is the time of a date of publication as articles have it; zero if it is none.
func published(date string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, date); err == nil {
			return t
		}
	}
	return time.Time{}
}
