package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"sayso"
	"sayso/archive"
)

// PersonInput names who is asked for.
type PersonInput struct {
	ID int64 `path:"id" minimum:"1" doc:"the number across the archive"`
}

type personListInput struct {
	PersonInput
	Paged
}

// People is a list of people, organisations or places.
type People struct {
	People []archive.Entity `json:"people"`
}

// ContactPage is a page of contacts.
type ContactPage struct {
	Total    int            `json:"total"`
	Contacts []ContactFound `json:"contacts"`
	Next     string         `json:"next,omitempty" doc:"the cursor of the next page; absent on the last"`
}

// DisputePage is a page of disputes.
type DisputePage struct {
	Total    int            `json:"total"`
	Disputes []DisputeFound `json:"disputes"`
	Next     string         `json:"next,omitempty" doc:"the cursor of the next page; absent on the last"`
}

func (s *server) people(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "findPeople", Method: http.MethodGet, Path: "/people", Tags: []string{"people"},
		Summary: "Who goes by a name, or who is quoted most", Errors: []int{422, 503}},
		func(ctx context.Context, in *struct {
			Name  string `query:"name" maxLength:"200" doc:"a name, or the last part of one; without it, those who are quoted most"`
			Type  string `query:"type" enum:"person,organisation,place" default:"person" doc:"of which type, where no name is given"`
			Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"how many to return"`
		}) (*answer[People], error) {
			var list []archive.Entity
			var err error
			if name := strings.TrimSpace(in.Name); name == "" {
				list, err = s.store.Most(ctx, sayso.EntityType(in.Type), in.Limit)
			} else if list, err = s.store.Entities(ctx, name); errors.Is(err, archive.ErrNotFound) {
				err = nil
			}
			if err != nil {
				return nil, failed(ctx, "people", err)
			}
			return &answer[People]{People{some(list[:min(len(list), in.Limit)])}}, nil
		})
	huma.Register(api, huma.Operation{OperationID: "getPerson", Method: http.MethodGet, Path: "/people/{id}", Tags: []string{"people"},
		Summary: "All that is known of one", Description: "A number that was found to be another's gives that other: its id is in the answer.", Errors: []int{404, 422, 503}},
		func(ctx context.Context, in *PersonInput) (*answer[archive.Profile], error) {
			p, err := s.store.Entity(ctx, in.ID)
			if err != nil {
				return nil, failed(ctx, "a person", err)
			}
			return &answer[archive.Profile]{p}, nil
		})
	said := func(id, path, summary string, query func(int64) archive.SaidQuery) {
		huma.Register(api, huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/people/{id}/" + path, Tags: []string{"people"}, Summary: summary, Errors: []int{422, 503}},
			func(ctx context.Context, in *personListInput) (*answer[StatementPage], error) {
				past, err := in.mark()
				if err != nil {
					return nil, err
				}
				q := query(in.ID)
				q.Limit, q.Past = in.Limit, past
				found, err := s.store.Said(ctx, q)
				if err != nil {
					return nil, failed(ctx, "what was said", err)
				}
				return &answer[StatementPage]{StatementPage{found.Total, found.AtLeast, each(found.Hits, statementOf), nil, found.Next.String()}}, nil
			})
	}
	said("getSaid", "said", "What somebody said, the newest first", func(id int64) archive.SaidQuery { return archive.SaidQuery{By: id} })
	said("getAbout", "about", "What others said about somebody, the newest first", func(id int64) archive.SaidQuery { return archive.SaidQuery{About: id} })

	contacts := func(ctx context.Context, page Paged, q archive.ContactQuery) (*answer[ContactPage], error) {
		var err error
		if q.Past, err = page.mark(); err != nil {
			return nil, err
		}
		q.Limit = page.Limit
		found, err := s.store.Contacts(ctx, q)
		if err != nil {
			return nil, failed(ctx, "contacts", err)
		}
		return &answer[ContactPage]{ContactPage{found.Total, each(found.Contacts, contactOf), found.Next.String()}}, nil
	}
	huma.Register(api, huma.Operation{OperationID: "getPersonContacts", Method: http.MethodGet, Path: "/people/{id}/contacts", Tags: []string{"people"},
		Summary: "Somebody's contacts, the newest first", Errors: []int{422, 503}},
		func(ctx context.Context, in *personListInput) (*answer[ContactPage], error) {
			return contacts(ctx, in.Paged, archive.ContactQuery{A: in.ID})
		})
	huma.Register(api, huma.Operation{OperationID: "findContacts", Method: http.MethodGet, Path: "/contacts", Tags: []string{"contacts"},
		Summary: "Who met, called or wrote to whom, and on whose say-so", Errors: []int{404, 422, 503}},
		func(ctx context.Context, in *struct {
			Paged
			A     string `query:"a" maxLength:"200" doc:"one of them: a number across the archive, or a name that only one has"`
			B     string `query:"b" maxLength:"200" doc:"the other"`
			Words string `query:"words" maxLength:"200" doc:"without a and b: words that a party's name must have, as groups without a name of their own do"`
		}) (*answer[ContactPage], error) {
			q := archive.ContactQuery{Words: in.Words}
			if in.A == "" && in.B != "" {
				in.A, in.B = in.B, ""
			}
			var err error
			if q.A, err = s.one(ctx, "query.a", in.A); err != nil {
				return nil, err
			}
			if q.B, err = s.one(ctx, "query.b", in.B); err != nil {
				return nil, err
			}
			return contacts(ctx, in.Paged, q)
		})

	disputes := func(ctx context.Context, page Paged, q archive.DisputeQuery) (*answer[DisputePage], error) {
		var err error
		if q.Past, err = page.mark(); err != nil {
			return nil, err
		}
		q.Limit = page.Limit
		found, err := s.store.Disputes(ctx, q)
		if err != nil {
			return nil, failed(ctx, "disputes", err)
		}
		return &answer[DisputePage]{DisputePage{found.Total, each(found.Disputes, disputeOf), found.Next.String()}}, nil
	}
	huma.Register(api, huma.Operation{OperationID: "getPersonDisputes", Method: http.MethodGet, Path: "/people/{id}/disputes", Tags: []string{"people"},
		Summary: "Disputes in which somebody speaks or is a party", Errors: []int{422, 503}},
		func(ctx context.Context, in *personListInput) (*answer[DisputePage], error) {
			return disputes(ctx, in.Paged, archive.DisputeQuery{Entity: in.ID})
		})
	huma.Register(api, huma.Operation{OperationID: "findDisputes", Method: http.MethodGet, Path: "/disputes", Tags: []string{"disputes"},
		Summary: "What is asserted by one and denied by another", Errors: []int{422, 503}},
		func(ctx context.Context, in *struct {
			Paged
			Across bool `query:"across" doc:"only those between articles"`
		}) (*answer[DisputePage], error) {
			return disputes(ctx, in.Paged, archive.DisputeQuery{Across: in.Across})
		})
}

// one returns the number of who is meant by a number or a name, 0 for nobody named.
func (s *server) one(ctx context.Context, location, name string) (int64, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0, nil
	}
	if id, err := strconv.ParseInt(strings.TrimPrefix(name, "#"), 10, 64); err == nil && id > 0 {
		return id, nil
	}
	list, err := s.store.Entities(ctx, name)
	switch {
	case errors.Is(err, archive.ErrNotFound):
		return 0, huma.Error404NotFound("Nobody goes by this name.", &huma.ErrorDetail{Message: "nobody in the archive goes by it", Location: location, Value: name})
	case err != nil:
		return 0, failed(ctx, "who is meant", err)
	case len(list) > 1:
		var several []error
		for _, e := range list[:min(len(list), 12)] {
			several = append(several, &huma.ErrorDetail{Message: fmt.Sprintf("%s is number %d, with %d statements", e.Name, e.ID, e.Statements), Location: location, Value: e.ID})
		}
		return 0, huma.Error422UnprocessableEntity("Several go by this name: give a number.", several...)
	}
	return list[0].ID, nil
}
