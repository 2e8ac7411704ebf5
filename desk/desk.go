// Package desk serves the archive as web pages: search, a page a speaker, the article with its statements marked, and a
// page that reads a pasted text or a dropped file at once.
//
// Pages are made on the server and work without script; the script only adds comfort. All text from articles goes through
// html/template and is never markup. Every page carries a Content-Security-Policy that allows nothing but the desk's own
// style sheet and script.
package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"

	"sayso"
	"sayso/account"
	"sayso/api"
	"sayso/archive"
)

// Options say what the desk shows.
type Options struct {
	// Store is the archive.
	Store archive.Store
	// NewReader makes a reader for pasted texts; it is called for every one of them.
	NewReader func() sayso.Reader
	// AllowedHosts are host names under which the desk may be asked, beside localhost and loopback addresses. A
	// request for another host is refused, so that a page elsewhere cannot read the archive through a name that it
	// lets point here.
	AllowedHosts []string
	// Access says who may use the desk; Public, with Accounts, that everybody may read.
	Access Access
	Public bool
	// BehindProxy believes what the headers X-Forwarded-… say. Only a desk that nobody reaches but a proxy may.
	BehindProxy bool
	// AccessLog gets a line for every request; nil for none.
	AccessLog *slog.Logger
	// Version is that of the program, for files that tell who made them.
	Version string
}

type desk struct {
	store     archive.Store
	newReader func() sayso.Reader
	hosts     map[string]bool
	pages     map[string]*template.Template
	assets    *assets

	access   Access
	public   bool
	signIns  *account.SignIns
	hashing  chan struct{}
	readings *readings
	metrics  *metrics
	kept     keptPages
	turns    chan struct{}
	exports  *exports
	version  string
}

// New returns the handler of all pages.
func New(o Options) (http.Handler, error) {
	handler, _, err := build(o)
	return handler, err
}

// build also returns the routes that there are.
func build(o Options) (http.Handler, *routes, error) {
	if o.Store == nil || o.NewReader == nil {
		return nil, nil, errors.New("desk: an archive and a reader are needed")
	}
	m := newMetrics(o.Store)
	d := &desk{store: withheld{counted{o.Store, m}}, newReader: o.NewReader, hosts: map[string]bool{"localhost": true},
		access: o.Access, public: o.Public && o.Access == Accounts, signIns: account.NewSignIns(),
		hashing: make(chan struct{}, hashAtOnce), readings: newReadings(), metrics: m, turns: make(chan struct{}, atOnce()),
		exports: newExports(), version: o.Version}
	for _, h := range o.AllowedHosts {
		d.hosts[strings.ToLower(h)] = true
	}
	var err error
	if d.assets, err = loadAssets(); err != nil {
		return nil, nil, err
	}
	if d.pages, err = parsePages(d.assets); err != nil {
		return nil, nil, err
	}
	mux := &routes{desk: d, mux: http.NewServeMux(), rules: rules()}
	mux.HandleFunc("GET /{$}", d.search)
	mux.HandleFunc("GET /speaker/{name...}", d.speaker)
	mux.HandleFunc("GET /article/{key}", d.article)
	d.routePeople(mux)
	d.routeOutlets(mux)
	d.routeNetwork(mux)
	d.routeNumbers(mux)
	d.routeQuotations(mux)
	mux.HandleFunc("GET /contacts", d.contacts)
	mux.HandleFunc("GET /disputes", d.disputes)
	mux.HandleFunc("GET /decisions", d.decisions)
	mux.HandleFunc("POST /merge", d.decide(d.merge))
	mux.HandleFunc("POST /split", d.decide(d.split))
	mux.HandleFunc("POST /undo", d.decide(d.undo))
	d.routeStatements(mux)
	d.reviewPages(mux)
	mux.HandleFunc("GET /read", d.readForm)
	mux.HandleFunc("POST /read", d.readText)
	mux.HandleFunc("POST /keep", d.keep)
	mux.HandleFunc("GET /about", d.about)
	mux.HandleFunc("GET /signin", d.signInForm)
	mux.HandleFunc("POST /signin", d.signIn)
	mux.HandleFunc("POST /signout", d.signOut)
	mux.HandleFunc("GET /metrics", m.handler.ServeHTTP)
	d.savedPages(mux)
	d.routeVersions(mux)
	d.routeExport(mux)
	d.routeModels(mux)
	mux.HandleFunc("GET /assets/{name}", d.assets.serve)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, r, http.StatusNotFound, "There is no such page.")
	})
	described, err := api.Register(mux, api.Options{Store: d.store, NewReader: o.NewReader, Export: d.exportAPI()})
	if err != nil {
		return nil, nil, err
	}
	mux.HandleFunc("GET /api", d.apiPage(described))
	compressed, err := gzhttp.NewWrapper(gzhttp.MinSize(2<<10), gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil {
		return nil, nil, fmt.Errorf("set up compression: %w", err)
	}
	handler := compressHead(compressed, d.guard(http.NewCrossOriginProtection().Handler(mux)))
	if o.AccessLog != nil {
		handler = logged(o.AccessLog, handler)
	}
	if o.BehindProxy {
		handler = fromProxy(handler)
	}
	return handler, mux, nil
}

// compressHead has the answers to HEAD packed as those to GET are, so that their headers are the same: the packing leaves HEAD
// alone, so it is shown a GET.
func compressHead(compressed func(http.Handler) http.HandlerFunc, next http.Handler) http.Handler {
	type headKey struct{}
	packed := compressed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if head, ok := r.Context().Value(headKey{}).(*http.Request); ok {
			r = head
		}
		next.ServeHTTP(w, r)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			head := r
			r = r.WithContext(context.WithValue(r.Context(), headKey{}, head))
			r.Method = http.MethodGet
		}
		packed(w, r)
	})
}

// guard refuses foreign hosts and sets the headers of every answer.
func (d *desk) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "+
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !d.allowed(r.Host) {
			http.Error(w, "This desk does not answer for that host name; name it with --host.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// page is what every template gets.
type page struct {
	Title string
	// Here is the part of the desk the page belongs to, for the navigation.
	Here string
	Data any
	// User is who is asking, Accounts whether there are accounts; show fills them in.
	User     account.Identity
	Accounts bool
}

// show writes a page.
func (d *desk) show(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	p.User, p.Accounts = account.FromContext(r.Context()), d.access == Accounts
	var b bytes.Buffer
	if err := d.pages[name].ExecuteTemplate(&b, "layout", p); err != nil {
		slog.Error("make a page", "page", name, "error", err)
		http.Error(w, "This page could not be made; the reason is in the server's log.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the server leaves it out of an answer to HEAD; a reader that has gone away is no fault of ours
}

// fail shows an error page.
func (d *desk) fail(w http.ResponseWriter, r *http.Request, status int, message string) {
	d.show(w, r, status, "error", page{Title: http.StatusText(status), Data: message})
}

// broken shows that the archive could not answer.
func (d *desk) broken(w http.ResponseWriter, r *http.Request, doing string, err error) {
	if errors.Is(err, archive.ErrNotFound) {
		d.refuse(w, r, http.StatusNotFound, "The archive does not have this.")
		return
	}
	if errors.Is(err, account.ErrRole) {
		d.turnAway(w, r, account.FromContext(r.Context()))
		return
	}
	if errors.Is(err, archive.ErrAmbiguous) {
		d.refuse(w, r, http.StatusNotFound, "More than one article has an address that begins like this.")
		return
	}
	switch cause := r.Context().Err(); {
	case errors.Is(cause, context.Canceled): // who asked has gone away
		return
	case errors.Is(cause, context.DeadlineExceeded):
		slog.Warn("ask the archive", "for", doing, "path", r.URL.Path, "error", "it took too long")
		d.refuse(w, r, http.StatusServiceUnavailable, "This took too long. Ask for less: another word, or a narrower time.")
		return
	}
	slog.Error("ask the archive", "for", doing, "error", err)
	d.refuse(w, r, http.StatusInternalServerError, fmt.Sprintf("The archive could not answer: %v", err))
}

func (d *desk) about(w http.ResponseWriter, r *http.Request) {
	d.show(w, r, http.StatusOK, "about", page{Title: "About", Here: "about"})
}
