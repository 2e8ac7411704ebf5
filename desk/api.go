package desk

import (
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"sayso/api"
)

// operation is something a program can ask for, as the page about the API shows it.
type operation struct {
	Method, Path, Summary, Description string
	Parameters                         []parameter
	// Body lists what can be sent, by type.
	Body []string
	Role string
}

type parameter struct {
	Name, In, Type, Doc string
	Required            bool
}

type apiData struct {
	Prefix     string
	Operations []operation
}

// apiPage shows the description of the API to people. It is made of the same description that programs get.
func (d *desk) apiPage(described *huma.OpenAPI) http.HandlerFunc {
	data := apiData{Prefix: api.Prefix}
	table := rules()
	for path, item := range described.Paths {
		for method, op := range map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post} {
			if op == nil {
				continue
			}
			shown := operation{Method: method, Path: path, Summary: op.Summary, Description: op.Description, Role: table[method+" "+api.Prefix+path].role.String()}
			for _, p := range op.Parameters {
				if p.In == "header" {
					continue
				}
				one := parameter{Name: p.Name, In: p.In, Doc: p.Description, Required: p.Required}
				if p.Schema != nil {
					one.Type = p.Schema.Type
					if one.Doc == "" {
						one.Doc = p.Schema.Description
					}
				}
				shown.Parameters = append(shown.Parameters, one)
			}
			if op.RequestBody != nil {
				for media := range op.RequestBody.Content {
					shown.Body = append(shown.Body, media)
				}
				slices.Sort(shown.Body)
			}
			data.Operations = append(data.Operations, shown)
		}
	}
	slices.SortFunc(data.Operations, func(a, b operation) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	return func(w http.ResponseWriter, r *http.Request) {
		d.show(w, r, http.StatusOK, "api", page{Title: "For programs", Here: "about", Data: data})
	}
}
