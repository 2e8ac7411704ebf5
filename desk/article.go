package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
	"sayso/intake"
)

// articleData is an article with its statements, read now or kept in the archive.
type articleData struct {
	Article    *sayso.Article
	Record     *sayso.Record
	Key        string // empty where the article is not in the archive
	Paragraphs []paragraph
	Contacts   []contactLine
	Roles      []roleLine
	Disputes   []disputeLine
	// MayChange: the statements have buttons to correct them. Asides are those that were put aside.
	MayChange bool
	Asides    []archive.Aside
	// OwnWords: it is no more than what a feed says of it.
	OwnWords bool
	// Versions counts the article's, Copies the articles that carry its text; both only where there are several.
	Versions, Copies int
}

// Fix is what the buttons of a statement send: its ID, and how it is now.
func (n note) Fix() string { return n.ID + " " + archive.Fingerprint(n.Statement) }

// contactLine is a contact in words.
type contactLine struct {
	A, B string
	sayso.Contact
	Says string // who says so; empty for the article itself
	At   string // the statement
	// Sides are the two as the form gives them: names apart by semicolons.
	Sides [2]string
}

type roleLine struct {
	Person, Org string
	sayso.Role
	Says, At string
}

type disputeLine struct{ Denies, Asserts []sayer }

// sayer is a statement with its speaker's name.
type sayer struct{ ID, Name string }

func (d *desk) article(w http.ResponseWriter, r *http.Request) {
	entry, err := d.store.Article(r.Context(), r.PathValue("key"))
	if err != nil {
		d.broken(w, r, "an article", err)
		return
	}
	here, err := d.store.Here(r.Context(), entry.Article.Key())
	if err != nil {
		d.broken(w, r, "who is in an article", err)
		return
	}
	data := describe(entry.Article, entry.Record, here)
	data.Key = entry.Article.Key()
	data.MayChange = d.mayCorrect(r)
	data.OwnWords = intake.IsOwnWords(entry.Article)
	if data.Asides, err = d.store.Asides(r.Context(), data.Key); err != nil {
		d.broken(w, r, "what was put aside", err)
		return
	}
	versions, err := d.store.Versions(r.Context(), data.Key)
	if err == nil && len(versions) > 1 {
		data.Versions = len(versions)
	}
	if err == nil {
		data.Copies, err = d.copiesCount(r, data.Key)
	}
	if err != nil {
		d.broken(w, r, "versions and copies of an article", err)
		return
	}
	d.show(w, r, http.StatusOK, "article", page{Title: titleOf(entry.Article), Here: "search", Data: data})
}

func titleOf(a *sayso.Article) string {
	if a.Title != "" {
		return a.Title
	}
	return a.ID
}

// describe puts a record into words. here are the numbers of its entities across the archive, nil where it is not in it.
func describe(a *sayso.Article, record *sayso.Record, here map[string]int64) articleData {
	var anchors []anchor
	for _, c := range record.Contacts {
		anchors = append(anchors, anchor{c.ID, c.Span.Start})
	}
	for _, r := range record.Roles {
		if at := (anchor{"r" + strconv.Itoa(r.Span.Start), r.Span.Start}); !slices.Contains(anchors, at) {
			anchors = append(anchors, at)
		}
	}
	data := articleData{Article: a, Record: record, Paragraphs: layOut(a.Text, record.Statements, anchors, here)}
	names := map[string]string{}
	for _, e := range record.Entities {
		names[e.ID] = e.Name
	}
	speakers := map[string]string{}
	for _, s := range record.Statements {
		speakers[s.ID] = s.Speaker.Who()
	}
	list := func(ids []string, between string) string {
		var out []string
		for _, id := range ids {
			out = append(out, names[id])
		}
		return strings.Join(out, between)
	}
	basis := func(saySo string) (says, at string) {
		if saySo == sayso.SaySoArticle {
			return "", ""
		}
		return speakers[saySo], saySo
	}
	for _, c := range record.Contacts {
		if len(c.Parties) < 2 {
			continue
		}
		says, at := basis(c.SaySo)
		data.Contacts = append(data.Contacts, contactLine{list(c.Parties[0], ", "), list(c.Parties[1], ", "), c, says, at,
			[2]string{list(c.Parties[0], "; "), list(c.Parties[1], "; ")}})
	}
	for _, role := range record.Roles {
		says, at := basis(role.SaySo)
		data.Roles = append(data.Roles, roleLine{names[role.Person], names[role.Org], role, says, at})
	}
	sayers := func(ids []string) (out []sayer) {
		for _, id := range ids {
			out = append(out, sayer{id, speakers[id]})
		}
		return out
	}
	for _, dispute := range record.Disputes {
		data.Disputes = append(data.Disputes, disputeLine{sayers(dispute.Denies), sayers(dispute.Asserts)})
	}
	return data
}
