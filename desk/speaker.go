package desk

import (
	"errors"
	"net/http"

	"sayso/archive"
	"sayso/query"
)

// saidIn are the statements of one speaker in one article.
type saidIn struct {
	Key  string
	Hit  archive.Hit // the first, for what is known of the article
	Hits []hit
}

type speakerData struct {
	archive.Speaker
	Articles   []saidIn
	Prev, Next string
	// From and To number the statements shown among all of the speaker's.
	From, To int
}

func (d *desk) speaker(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	// Who is known across articles has a page of its own; here are those who are nobody in particular, and names that
	// several have.
	list, err := d.store.Entities(r.Context(), name)
	if err != nil && !errors.Is(err, archive.ErrNotFound) {
		d.broken(w, r, "a speaker", err)
		return
	}
	if len(list) == 1 && list[0].Name == name {
		http.Redirect(w, r, personURL(list[0].ID), http.StatusSeeOther)
		return
	}
	speaker, err := d.store.Speaker(r.Context(), name)
	if err != nil {
		d.broken(w, r, "a speaker", err)
		return
	}
	q, offset := queryOf(r.URL.Query())
	q.Where = query.Whole("speaker", speaker.Name)
	found, err := d.store.Find(r.Context(), q)
	if err != nil {
		d.broken(w, r, "what a speaker said", err)
		return
	}
	data := speakerData{Speaker: speaker, From: offset + 1, To: offset + len(found.Hits)}
	for _, h := range hits(found.Hits) {
		if n := len(data.Articles); n == 0 || data.Articles[n-1].Key != h.Key {
			data.Articles = append(data.Articles, saidIn{Key: h.Key, Hit: h.Hit})
		}
		last := &data.Articles[len(data.Articles)-1]
		last.Hits = append(last.Hits, h)
	}
	data.Prev, data.Next = pages(r.URL.Query(), offset, len(found.Hits), found.Total)
	d.show(w, r, http.StatusOK, "speaker", page{Title: speaker.Name, Here: "search", Data: data})
}
