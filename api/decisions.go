package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"sayso/archive"
)

// Decisions is what people decided about who is who.
type Decisions struct {
	Decisions []archive.Decision `json:"decisions"`
}

// DecisionInput is something to decide.
type DecisionInput struct {
	Verb     string   `json:"verb" enum:"merge,split" doc:"merge: the two are one. split: in these articles it is somebody else"`
	Person   int64    `json:"person" minimum:"1" doc:"the number across the archive"`
	Other    int64    `json:"other,omitempty" minimum:"1" doc:"who is the same; for merge"`
	Articles []string `json:"articles,omitempty" maxItems:"1000" doc:"keys of articles; for split"`
}

// Decided is the number of who is left after a merge, or of who is apart after a split.
type Decided struct {
	Person int64 `json:"person"`
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

func (s *server) decisions(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "getDecisions", Method: http.MethodGet, Path: "/decisions", Tags: []string{"decisions"},
		Summary: "What was decided by hand about who is who, the latest first", Errors: []int{503}},
		func(ctx context.Context, _ *struct{}) (*answer[Decisions], error) {
			list, err := s.store.Decisions(ctx)
			if err != nil {
				return nil, failed(ctx, "decisions", err)
			}
			return &answer[Decisions]{Decisions{some(list)}}, nil
		})
	huma.Register(api, huma.Operation{OperationID: "decide", Method: http.MethodPost, Path: "/decisions", Tags: []string{"decisions"}, DefaultStatus: http.StatusCreated,
		Summary: "Decide that two are one, or that one is two", Description: "Needs the role correct. Decisions outrank what sayso finds out by itself, are kept for good and can be taken back.",
		Errors: []int{401, 403, 404, 409, 422, 503}},
		func(ctx context.Context, in *struct{ Body DecisionInput }) (*answer[Decided], error) {
			d := in.Body
			switch {
			case d.Verb == "merge" && d.Other == 0:
				return nil, wrong("body.other", "a merge wants the other one's number", d.Other)
			case d.Verb == "split" && len(d.Articles) == 0:
				return nil, wrong("body.articles", "a split wants the articles in which it is somebody else", d.Articles)
			}
			var id int64
			var err error
			if d.Verb == "merge" {
				id, err = s.store.Merge(ctx, d.Person, d.Other)
			} else {
				id, err = s.store.Split(ctx, d.Person, d.Articles)
			}
			if err != nil {
				return nil, failed(ctx, "a decision", err)
			}
			return &answer[Decided]{Decided{id}}, nil
		})
	huma.Register(api, huma.Operation{OperationID: "undoDecision", Method: http.MethodPost, Path: "/decisions/{id}/undo", Tags: []string{"decisions"}, DefaultStatus: http.StatusNoContent,
		Summary: "Take a decision back", Description: "Needs the role correct.", Errors: []int{401, 403, 404, 422, 503}},
		func(ctx context.Context, in *struct {
			ID int64 `path:"id" minimum:"1" doc:"the decision's number"`
		}) (*struct{}, error) {
			return nil, failed(ctx, "a decision", s.store.Undo(ctx, in.ID))
		})
}
