package desk

import (
	"net/http"
	"strconv"
	"time"

	"sayso/archive"
)

// How much of each part a person's page shows. The rest is a page away.
const (
	saidShown     = 15
	aboutShown    = 6
	contactsShown = 6
	disputesShown = 2
	listShown     = 8
	shortNames    = 12
)

// A part of a person's page that is asked for alone.
const (
	partSaid  = "said"
	partAbout = "about"
	partTo    = "to"
)

type personData struct {
	archive.Portrait
	// Part is the only part that is shown, "" for all.
	Part                     string
	Said, Others             []archive.Hit
	MoreOthers, MoreContacts bool
	Contacts                 []archive.ContactFound
	Disputes                 []archive.DisputeFound
	ShortNames               []archive.Count
	Chart                    *timeChart
	Times                    []span
	QuotedBy                 []row
	SpokeTo, SpokeAbout      []row
	MayDecide                bool
	Prev, Next               string
	From, To                 int
}

func (d *desk) routePeople(mux *routes) {
	mux.HandleFunc("GET /people", d.people)
	mux.HandleFunc("GET /person/{id}", d.person)
	mux.HandleFunc("GET /person/{id}/articles", d.personArticles)
}

func (d *desk) person(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		d.fail(w, r, http.StatusNotFound, "A person's page goes by a number.")
		return
	}
	ctx := r.Context()
	data := personData{MayDecide: mayCorrect(r), Part: r.URL.Query().Get("part")}
	if data.Portrait, err = d.store.Portrait(ctx, id); err != nil {
		d.broken(w, r, "a person", err)
		return
	}
	if data.ID != id { // found to be another one since
		http.Redirect(w, r, personURL(data.ID), http.StatusSeeOther)
		return
	}
	_, offset := queryOf(r.URL.Query())
	if offset > 0 && data.Part == "" {
		data.Part = partSaid
	}
	what, limit := archive.SpeakerPart, saidShown
	switch data.Part {
	case "":
	case partSaid:
		limit = pageSize
	case partAbout:
		what, limit = archive.AboutPart, pageSize
	case partTo:
		what, limit = archive.AddresseePart, pageSize
	default:
		d.fail(w, r, http.StatusNotFound, "A person's page has the parts said, about and to.")
		return
	}
	var more bool
	if data.Said, more, err = d.store.Latest(ctx, id, what, limit, offset); err == nil && data.Part == "" {
		err = data.fill(r, d)
	}
	if err != nil {
		d.broken(w, r, "what is known of a person", err)
		return
	}
	data.From, data.To = offset+1, offset+len(data.Said)
	data.Prev, data.Next = turn(r.URL.Query(), limit, offset, len(data.Said), more)
	d.show(w, r, http.StatusOK, "person", page{Title: data.Name, Here: "people", Data: data})
}

// fill adds what stands around the statements.
func (p *personData) fill(r *http.Request, d *desk) (err error) {
	ctx, id := r.Context(), p.ID
	if p.Others, p.MoreOthers, err = d.store.Latest(ctx, id, archive.AboutPart, aboutShown, 0); err != nil {
		return err
	}
	if p.Contacts, p.MoreContacts, err = d.store.LatestContacts(ctx, id, contactsShown); err != nil {
		return err
	}
	if p.Disputes, err = d.store.LatestDisputes(ctx, id, disputesShown); err != nil {
		return err
	}
	p.ShortNames = p.Names[:min(len(p.Names), shortNames)]
	p.Times = timeline(&p.Portrait, time.Now())
	p.Chart = over(p.Months, "statement", func(period string) string { return askURL("speaker", numberOf(id), "date", period) })
	p.QuotedBy = rowsOf(p.Portrait.QuotedBy, listShown, func(c archive.Count) (string, string, int) {
		if c.Name == "" {
			return "unknown", "", c.N
		}
		return c.Name, askURL("speaker", numberOf(id), "outlet=", c.Name), c.N
	})
	other := func(field string) func(c archive.EntityCount) (string, string, int) {
		return func(c archive.EntityCount) (string, string, int) {
			return c.Name, askURL("speaker", numberOf(id), field, numberOf(c.ID)), c.N
		}
	}
	p.SpokeTo = rowsOf(p.Portrait.SpokeTo, listShown, other("to"))
	p.SpokeAbout = rowsOf(p.Portrait.SpokeAbout, listShown, other("about"))
	return nil
}

// articlesData is what a split chooses from.
type articlesData struct {
	archive.Profile
	MayDecide bool
}

func (d *desk) personArticles(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		d.fail(w, r, http.StatusNotFound, "A person's page goes by a number.")
		return
	}
	profile, err := d.store.Entity(r.Context(), id)
	if err != nil {
		d.broken(w, r, "a person's articles", err)
		return
	}
	d.show(w, r, http.StatusOK, "articles", page{Title: "Articles with " + profile.Name, Here: "people", Data: articlesData{profile, mayCorrect(r)}})
}
