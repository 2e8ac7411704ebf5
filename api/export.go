package api

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Export answers with what was found as a file in the format that another tool takes.
type Export struct {
	// Handler answers GET /export/{format}, with the parameters q, article and statement.
	Handler http.HandlerFunc
	Formats []ExportFormat
}

// ExportFormat is a format of a file.
type ExportFormat struct{ Name, About, MIME string }

// register adds the route and describes it. It stands outside the other operations: a file is written while the archive is
// read and has no end that is known before.
func (e Export) register(mux humago.Mux, described *huma.OpenAPI) {
	mux.HandleFunc("GET "+Prefix+"/export/{format}", e.Handler)
	format := &huma.Schema{Type: huma.TypeString}
	content := map[string]*huma.MediaType{}
	var lines []string
	for _, f := range e.Formats {
		format.Enum = append(format.Enum, f.Name)
		content[f.MIME] = &huma.MediaType{}
		lines = append(lines, fmt.Sprintf("%s: %s", f.Name, f.About))
	}
	text := func(name, doc string) *huma.Param {
		return &huma.Param{Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	problem := map[string]*huma.MediaType{"application/problem+json": {Schema: described.Components.Schemas.Schema(reflect.TypeFor[huma.ErrorModel](), true, "")}}
	described.AddOperation(&huma.Operation{OperationID: "export", Method: http.MethodGet, Path: "/export/{format}", Tags: []string{"export"},
		Summary: "What a query finds, as a file",
		Description: "All of it, however much; the whole archive without a query. Half a file is cut off, never ended well. Formats: " +
			strings.Join(lines, "; ") + ".",
		Parameters: []*huma.Param{{Name: "format", In: "path", Required: true, Description: "the format's name", Schema: format},
			text("q", "the query, as in the search"), text("article", "the key of one article, in place of a query"), text("statement", "the id of one statement of that article")},
		Responses: map[string]*huma.Response{
			"200": {Description: "The file", Content: content},
			"400": {Description: "The query cannot be meant", Content: problem},
			"404": {Description: "There is no such format or article", Content: problem},
			"503": {Description: "Other files are being written: wait as Retry-After says", Content: problem}}})
}
