package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sayso"
	"sayso/archive"
)

type statementsInput struct {
	Paged
	Q       string `query:"q" maxLength:"2000" doc:"words that must occur, in any form of the word; \"in quotation marks\", next to each other"`
	Speaker string `query:"speaker" maxLength:"200" doc:"who said it: a name or part of one"`
	Outlet  string `query:"outlet" maxLength:"200" doc:"where it appeared: an outlet's name or part of one"`
	After   string `query:"after" maxLength:"20" doc:"published on this date or later: 2031, 2031-05 or 2031-05-14"`
	Before  string `query:"before" maxLength:"20" doc:"published on this date or earlier"`
	Kind    string `query:"kind" maxLength:"20" doc:"direct, mixed or indirect"`
	Mode    string `query:"mode" maxLength:"20" doc:"what the cue does: say, ask, deny, claim, …"`
	Order   string `query:"order" maxLength:"20" default:"newest" doc:"newest, or relevance: then the order can shift between pages while articles are added"`
}

// StatementPage is a page of statements.
type StatementPage struct {
	Total      int              `json:"total" doc:"how many there are in all"`
	AtLeast    bool             `json:"at_least,omitempty" doc:"counting stopped at total: there are more"`
	Statements []StatementFound `json:"statements"`
	Next       string           `json:"next,omitempty" doc:"the cursor of the next page; absent on the last"`
}

// answer is what an operation returns.
type answer[T any] struct{ Body T }

func (s *server) statements(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "findStatements", Method: http.MethodGet, Path: "/statements", Tags: []string{"statements"},
		Summary: "Search statements", Errors: []int{422, 503}},
		func(ctx context.Context, in *statementsInput) (*answer[StatementPage], error) {
			past, err := in.mark()
			if err != nil {
				return nil, err
			}
			found, next, err := s.store.FindPast(ctx, archive.Query{Words: in.Q, Speaker: in.Speaker, Outlet: in.Outlet, After: in.After, Before: in.Before,
				Kind: sayso.Kind(in.Kind), Mode: sayso.Mode(in.Mode), Order: archive.Order(in.Order), Limit: in.Limit}, past)
			if err != nil {
				return nil, failed(ctx, "statements", err)
			}
			return &answer[StatementPage]{StatementPage{found.Total, found.AtLeast, each(found.Hits, statementOf), next.String()}}, nil
		})
	huma.Register(api, huma.Operation{OperationID: "getStatement", Method: http.MethodGet, Path: "/articles/{key}/statements/{id}", Tags: []string{"statements"},
		Summary: "One statement with its words", Errors: []int{404, 409, 422, 503}},
		func(ctx context.Context, in *struct {
			ArticleInput
			ID string `path:"id" maxLength:"20" doc:"the statement's id in the article's record: s1, s2, …"`
		}) (*answer[StatementFound], error) {
			entry, err := s.store.Article(ctx, in.Key)
			if err != nil {
				return nil, failed(ctx, "an article", err)
			}
			for _, st := range entry.Record.Statements {
				if st.ID != in.ID {
					continue
				}
				key := entry.Article.Key()
				here, err := s.store.Here(ctx, key)
				if err != nil {
					return nil, failed(ctx, "who is in an article", err)
				}
				text := entry.Article.Text
				return &answer[StatementFound]{StatementFound{Article: headOf(key, entry.Article), Statement: st, Source: st.Source.Of(text), Cue: st.Cue.Of(text),
					Content: st.Content.Of(text), Person: here[st.Speaker.Entity]}}, nil
			}
			return nil, huma.Error404NotFound("The article has no such statement.")
		})
	huma.Register(api, huma.Operation{OperationID: "getSummary", Method: http.MethodGet, Path: "/summary", Tags: []string{"archive"},
		Summary: "What the archive holds", Errors: []int{503}},
		func(ctx context.Context, _ *struct{}) (*answer[Summary], error) {
			sum, err := s.store.Summary(ctx)
			if err != nil {
				return nil, failed(ctx, "a summary", err)
			}
			return &answer[Summary]{Summary{sum.Articles, sum.Statements, sum.First, sum.Last, some(sum.Outlets), some(sum.Speakers)}}, nil
		})
}

// Summary is what an archive holds.
type Summary struct {
	Articles   int             `json:"articles"`
	Statements int             `json:"statements"`
	First      string          `json:"first,omitempty" doc:"the earliest date of publication"`
	Last       string          `json:"last,omitempty" doc:"the latest date of publication"`
	Outlets    []archive.Count `json:"outlets" doc:"the most frequent, by articles"`
	Speakers   []archive.Count `json:"speakers" doc:"the most quoted, by statements"`
}
