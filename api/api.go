// Package api answers programs: the archive as JSON under /api/v1, described in OpenAPI 3.1 by a document that is made from
// the code and so cannot say anything else.
//
// What it gives has the same fields as a record. Lists are read page by page with a cursor that stays good while articles
// are added. Every answer has an ETag that changes with the archive, so that who asks again for what has not changed gets
// no more than a word. Errors are problems as RFC 9457 has them, and name the parameter that is wrong.
//
// Who may ask is not decided here but by the routes that it is registered on.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"sayso"
	"sayso/account"
	"sayso/archive"
)

// Prefix is where the API is.
const Prefix = "/api/v1"

// version is that of the API: the first number changes when something a program may rely on does, which is not planned.
const version = "1.0.0"

// Options are what the API needs.
type Options struct {
	Store     archive.Store
	NewReader func() sayso.Reader
	// Export answers with files; without a handler there are none.
	Export Export
}

// server answers the operations.
type server struct {
	store     archive.Store
	newReader func() sayso.Reader
}

// init sets the one thing that huma keeps for the whole program: lists are never null here.
func init() { huma.DefaultArrayNullable = false }

// Register adds the API's routes and returns its description.
func Register(mux humago.Mux, o Options) (*huma.OpenAPI, error) {
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	for of, as := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[sayso.Span]():        reflect.TypeFor[spanSchema](),
		reflect.TypeFor[sayso.Kind]():        reflect.TypeFor[kindSchema](),
		reflect.TypeFor[sayso.Mode]():        reflect.TypeFor[modeSchema](),
		reflect.TypeFor[sayso.SpeakerType](): reflect.TypeFor[speakerTypeSchema](),
		reflect.TypeFor[sayso.EntityType]():  reflect.TypeFor[entityTypeSchema](),
	} {
		registry.RegisterTypeAlias(of, as)
	}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "sayso", Version: version, Description: "Who said what in the news, and on whose say-so: the archive of sayso for programs. " +
				"Spans are [start, end) byte offsets into an article's UTF-8 text. Fields may be added to what is returned, never renamed.",
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
			Servers: []*huma.Server{{URL: Prefix}},
			Components: &huma.Components{Schemas: registry, SecuritySchemes: map[string]*huma.SecurityScheme{
				"token": {Type: "http", Scheme: "bearer", Description: "A token as `sayso token add` shows it. On the machine that the archive is on none is needed."}}},
			Security: []map[string][]string{{"token": {}}, {}},
		},
		Formats:                      huma.DefaultFormats,
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	}
	described := humago.NewWithPrefix(mux, Prefix, config)
	s := &server{o.Store, o.NewReader}
	described.UseMiddleware(s.unchanged)
	s.statements(described)
	s.people(described)
	s.articles(described)
	s.decisions(described)
	s.corrections(described)
	for _, schema := range registry.Map() { // what programs get may have more fields in later versions
		if schema.Type == huma.TypeObject && schema.AdditionalProperties == false {
			schema.AdditionalProperties = true
		}
	}
	if o.Export.Handler != nil {
		o.Export.register(mux, described.OpenAPI())
	}
	document, err := json.Marshal(described.OpenAPI())
	if err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	mux.HandleFunc("GET "+Prefix+"/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/openapi+json")
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(document)
	})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusNotFound)
		_ = json.NewEncoder(w).Encode(huma.Error404NotFound("There is no such address; " + Prefix + "/openapi.json says which there are."))
	})
	return described.OpenAPI(), nil
}

// schemaName names a type in the description. Types of other packages than the record's and this one have the package's
// name in front: there are entities of a record and of the archive.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch t.PkgPath() {
	case "sayso/archive":
		return "Archive" + name
	case "sayso/authority":
		return "Known" + name
	}
	return name
}

// unchanged gives every answer to a GET the state of the archive as its ETag, and answers with nothing else where the one
// who asks has that already. The state is looked up first: what is added between then and the answer makes the ETag older
// than the answer, never newer.
func (s *server) unchanged(ctx huma.Context, next func(huma.Context)) {
	if ctx.Method() != http.MethodGet && ctx.Method() != http.MethodHead {
		next(ctx)
		return
	}
	state, err := s.store.Version(ctx.Context())
	if err != nil {
		slog.Warn("look up the state of the archive", "error", err) // the answer itself will tell, if it is broken
		next(ctx)
		return
	}
	tag := `"` + state + `"`
	ctx.SetHeader("ETag", "W/"+tag)
	ctx.SetHeader("Cache-Control", "private, no-cache")
	for known := range strings.SplitSeq(ctx.Header("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(known), "W/") == tag {
			ctx.SetStatus(http.StatusNotModified)
			return
		}
	}
	next(goodOnly{ctx})
}

// goodOnly takes the ETag from answers that are errors.
type goodOnly struct{ request }

// request is another name for huma.Context, whose own a method has.
type request = huma.Context

func (c goodOnly) Unwrap() huma.Context { return c.request }

func (c goodOnly) SetStatus(code int) {
	if code >= 400 {
		_, w := humago.Unwrap(c.request)
		w.Header().Del("ETag")
		w.Header().Set("Cache-Control", "no-store")
	}
	c.request.SetStatus(code)
}

// failed puts an error of the archive into the words of HTTP.
func failed(ctx context.Context, doing string, err error) error {
	var query *archive.QueryError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &query):
		field := query.Field
		if field == "words" {
			field = "q"
		}
		return huma.Error422UnprocessableEntity("The query cannot be meant.", &huma.ErrorDetail{Message: query.Want, Location: "query." + field, Value: query.Value})
	case errors.Is(err, archive.ErrNotFound):
		return huma.Error404NotFound("The archive does not have this.")
	case errors.Is(err, account.ErrRole):
		return huma.Error403Forbidden("What people put aside is for those who may correct: the role correct is needed.")
	case errors.Is(err, archive.ErrAmbiguous):
		return huma.Error409Conflict("More than one article has a key that begins like this.")
	case errors.Is(err, archive.ErrSame):
		return huma.Error409Conflict("There is nothing to decide: " + archive.ErrSame.Error() + ".")
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return huma.Error503ServiceUnavailable("This took too long. Ask for less.")
	case ctx.Err() != nil: // who asked has gone away
		return huma.Error503ServiceUnavailable("The request was given up.")
	}
	slog.Error("ask the archive", "for", doing, "error", err)
	return huma.Error500InternalServerError("The archive could not answer; the reason is in the server's log.")
}

// wrong is a parameter that cannot be meant.
func wrong(location, message string, value any) error {
	return huma.Error422UnprocessableEntity("The query cannot be meant.", &huma.ErrorDetail{Message: message, Location: location, Value: value})
}
