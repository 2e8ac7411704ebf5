package desk

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"sayso"
	"sayso/archive"
	"sayso/cite"
)

// statementData is what the page and the card of a statement show.
type statementData struct {
	archive.StatementPage
	// Words are what was said, cut where it is longer than any page should be.
	Words string
	// Paragraphs are the passage with the statement's parts marked.
	Paragraphs []paragraph
	// Permalink and Embed are whole addresses, Path and EmbedPath those within the desk; EmbedCode is what another page
	// puts in itself to show the card.
	Permalink, Embed, OEmbed string
	Path                     string
	EmbedCode                string
	COinS                    string
	LD                       *linkedData
	// Quotation is the wording it is a variant of, nil where other articles do not have it; Versions are those of its
	// article where there are several.
	Quotation *archive.Quotation
	Versions  []archive.Version
}

func (d *desk) routeStatements(mux *routes) {
	mux.HandleFunc("GET /statement/{key}/{id}", d.statement)
	mux.HandleFunc("GET /statement/{key}/{id}/{file}", d.citation)
	mux.HandleFunc("GET /embed/{key}/{id}", d.embed)
	mux.HandleFunc("GET /oembed", d.oEmbed)
}

// statementPath is the permanent address of a statement: by its article's key, which depends on nothing but the article,
// and its ID there.
func statementPath(key, id string) string { return "/statement/" + key[:min(16, len(key))] + "/" + id }

// origin is the scheme and host under which the desk was asked. (guard has let the host pass.)
func origin(r *http.Request) string {
	scheme := "http"
	if isSecure(r) {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// statementOf reads a statement for the request's path values, or answers that there is none.
func (d *desk) statementOf(w http.ResponseWriter, r *http.Request) (*statementData, bool) {
	found, err := d.store.Statement(r.Context(), r.PathValue("key"), r.PathValue("id"))
	if err != nil {
		d.broken(w, r, "a statement", err)
		return nil, false
	}
	return describeStatement(found, origin(r)), true
}

func describeStatement(found archive.StatementPage, origin string) *statementData {
	s := found.Hit.Statement
	data := &statementData{StatementPage: found, Path: statementPath(found.Key, s.ID)}
	data.Words = shorten(found.Content, statementWords)
	data.Permalink = origin + data.Path
	data.Embed = origin + strings.Replace(data.Path, "/statement/", "/embed/", 1)
	data.OEmbed = oEmbedAddress(origin, data.Permalink)
	width, height := cardSize(&found, 0, 0)
	data.EmbedCode = frame(data.Embed, width, height)
	source := data.source()
	data.COinS = source.COinS()
	data.LD = linkedDataOf(data)
	shifted := s
	shift := func(spans sayso.Spans) sayso.Spans {
		out := make(sayso.Spans, len(spans))
		for i, span := range spans {
			out[i] = sayso.Span{Start: span.Start - found.From, End: span.End - found.From}
		}
		return out
	}
	shifted.Source, shifted.Cue, shifted.Content = shift(s.Source), shift(s.Cue), shift(s.Content)
	data.Paragraphs = layOut(found.Passage, []sayso.Statement{shifted}, nil, nil)
	return data
}

// source is the statement as it is cited.
func (s *statementData) source() *cite.Source {
	a := &s.Article
	return &cite.Source{Key: s.Key[:min(12, len(s.Key))] + "-" + s.Hit.Statement.ID, Title: titleOf(a), Author: a.Author, Outlet: a.Outlet, Published: a.Published,
		Language: a.Language, URL: webOnly(a.URL), Speaker: s.Hit.Statement.Speaker.Who(), Words: brief(s.Content), Permalink: s.Permalink}
}

// webOnly is an address if it is one of the web, and nothing otherwise.
func webOnly(address string) string {
	if isWeb(address) {
		return address
	}
	return ""
}

func (d *desk) statement(w http.ResponseWriter, r *http.Request) {
	data, ok := d.statementOf(w, r)
	if !ok {
		return
	}
	quotation, err := d.store.QuotationOf(r.Context(), data.Key, data.Hit.Statement.ID)
	switch {
	case err == nil:
		data.Quotation = &quotation
	case !errors.Is(err, archive.ErrNotFound):
		d.broken(w, r, "a statement's quotation", err)
		return
	}
	if data.Versions, err = d.store.Versions(r.Context(), data.Key); err != nil {
		d.broken(w, r, "the versions of an article", err)
		return
	}
	title := data.Hit.Statement.Speaker.Who() + ": " + shorten(data.Content, 60)
	d.show(w, r, http.StatusOK, "statement", page{Title: title, Here: "search", Data: data})
}

// citation answers with a citation as a file.
func (d *desk) citation(w http.ResponseWriter, r *http.Request) {
	data, ok := d.statementOf(w, r)
	if !ok {
		return
	}
	source := data.source()
	var body, media string
	switch r.PathValue("file") {
	case "cite.bib":
		body, media = source.BibTeX(), "application/x-bibtex; charset=utf-8"
	case "cite.ris":
		body, media = source.RIS(), "application/x-research-info-systems; charset=utf-8"
	case "cite.json":
		csl, err := source.CSLJSON()
		if err != nil {
			d.broken(w, r, "a citation", err)
			return
		}
		body, media = string(csl), "application/vnd.citationstyles.csl+json; charset=utf-8"
	default:
		d.fail(w, r, http.StatusNotFound, "Citations come as cite.bib, cite.ris and cite.json.")
		return
	}
	w.Header().Set("Content-Type", media)
	_, ext, _ := strings.Cut(r.PathValue("file"), ".")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.%s"`, source.Key, ext))
	_, _ = w.Write([]byte(body))
}

// How much of a statement its own page and all others show, in bytes. Long ones are not what people say, but what stands
// in a damaged file.
const (
	statementWords = 20_000
	briefWords     = 2_000
)

func brief(words string) string { return shorten(words, briefWords) }

// shorten cuts words at a blank.
func shorten(words string, most int) string {
	if len(words) <= most {
		return words
	}
	cut := strings.LastIndexByte(words[:most], ' ')
	if cut <= 0 {
		cut = most
		for cut > 0 && words[cut]&0xc0 == 0x80 {
			cut--
		}
	}
	return words[:cut] + " …"
}

// linkedData describes a statement in the words of schema.org: that somebody is quoted, in which article. It says nothing
// about whether it is so.
type linkedData struct {
	Context string     `json:"@context"`
	Type    string     `json:"@type"`
	ID      string     `json:"@id"`
	URL     string     `json:"url"`
	Text    string     `json:"text"`
	By      *ldThing   `json:"spokenByCharacter,omitempty"`
	About   []ldThing  `json:"about,omitempty"`
	On      string     `json:"dateCreated,omitempty"`
	Lang    string     `json:"inLanguage,omitempty"`
	PartOf  *ldArticle `json:"isPartOf"`
}

type ldThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type ldArticle struct {
	Type      string    `json:"@type"`
	Headline  string    `json:"headline,omitempty"`
	URL       string    `json:"url,omitempty"`
	Published string    `json:"datePublished,omitempty"`
	Publisher *ldThing  `json:"publisher,omitempty"`
	Author    []ldThing `json:"author,omitempty"`
}

func linkedDataOf(s *statementData) *linkedData {
	st, a := &s.Hit.Statement, &s.Article
	ld := &linkedData{Context: "https://schema.org", Type: "Quotation", ID: s.Permalink, URL: s.Permalink, Text: s.Words, On: st.SaidOn, Lang: a.Language,
		PartOf: &ldArticle{Type: "NewsArticle", Headline: a.Title, URL: webOnly(a.URL), Published: a.Published}}
	if st.Speaker.Name != "" {
		kind := "Person"
		if st.Speaker.Type == sayso.SpeakerOrganisation {
			kind = "Organization"
		}
		ld.By = &ldThing{kind, st.Speaker.Name}
	}
	for _, e := range s.About {
		kind := map[sayso.EntityType]string{sayso.Person: "Person", sayso.Organisation: "Organization", sayso.Place: "Place"}[e.Type]
		if kind == "" {
			kind = "Thing"
		}
		ld.About = append(ld.About, ldThing{kind, e.Name})
	}
	if a.Outlet != "" {
		ld.PartOf.Publisher = &ldThing{"Organization", a.Outlet}
	}
	for _, n := range cite.Authors(a.Author) {
		if n.Literal != "" {
			ld.PartOf.Author = append(ld.PartOf.Author, ldThing{"Organization", n.Literal})
		} else {
			ld.PartOf.Author = append(ld.PartOf.Author, ldThing{"Person", n.Given + " " + n.Family})
		}
	}
	return ld
}
