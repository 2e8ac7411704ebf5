package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"sayso/archive"
	"sayso/query"
)

type statementsInput struct {
	Paged
	Q       string `query:"q" maxLength:"2000" doc:"a query, in the language of the search page: harbour speaker:marrow date:2031-03 -is:denial"`
	Speaker string `query:"speaker" maxLength:"200" doc:"the same as speaker: in q"`
	Outlet  string `query:"outlet" maxLength:"200" doc:"the same as outlet: in q"`
	After   string `query:"after" maxLength:"20" doc:"published on this date or later: 2031, 2031-05 or 2031-05-14"`
	Before  string `query:"before" maxLength:"20" doc:"published on this date or earlier"`
	Kind    string `query:"kind" maxLength:"20" doc:"the same as kind: in q: direct, mixed or indirect"`
	Mode    string `query:"mode" maxLength:"20" doc:"the same as mode: in q: say, ask, deny, claim, …"`
	Order   string `query:"order" enum:"newest,relevance" default:"newest" doc:"by relevance the order can shift between pages while articles are added"`
	Facets  bool   `query:"facets" doc:"whether to count what the statements found are divided into; on the first page"`
}

// where puts a query together, and says where it is wrong.
func (in *statementsInput) where() (*query.Node, error) {
	where, err := query.Parse(in.Q)
	if err != nil {
		return nil, wrongQuery(in.Q, err)
	}
	short, err := query.Shorthand{Speaker: in.Speaker, Outlet: in.Outlet, After: in.After, Before: in.Before, Kind: in.Kind, Mode: in.Mode}.Node()
	if err != nil {
		name, _, _ := strings.Cut(err.Error(), " ") // it begins with the parameter's name
		return nil, wrong("query."+name, err.Error(), nil)
	}
	return query.All(where, short), nil
}

// wrongQuery says where a query is wrong: the bytes of it in the location, the words in the value.
func wrongQuery(q string, err error) error {
	var at *query.Error
	if !errors.As(err, &at) {
		return wrong("query.q", err.Error(), q)
	}
	return wrong(fmt.Sprintf("query.q[%d:%d]", at.Start, at.End), err.Error(), at.Query[at.Start:at.End])
}

// StatementPage is a page of statements.
type StatementPage struct {
	Total      int              `json:"total" doc:"how many there are in all"`
	AtLeast    bool             `json:"at_least,omitempty" doc:"counting stopped at total: there are more"`
	Statements []StatementFound `json:"statements"`
	Facets     *archive.Facets  `json:"facets,omitempty" doc:"what the statements found are divided into, if that was asked for"`
	Next       string           `json:"next,omitempty" doc:"the cursor of the next page; absent on the last"`
}

// answer is what an operation returns.
type answer[T any] struct{ Body T }

func (s *server) statements(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "findStatements", Method: http.MethodGet, Path: "/statements", Tags: []string{"statements"},
		Summary: "Search statements", Errors: []int{403, 422, 503}},
		func(ctx context.Context, in *statementsInput) (*answer[StatementPage], error) {
			past, err := in.mark()
			if err != nil {
				return nil, err
			}
			where, err := in.where()
			if err != nil {
				return nil, err
			}
			found, next, err := s.store.FindPast(ctx, archive.Query{Where: where, Order: archive.Order(in.Order), Limit: in.Limit,
				Facets: in.Facets && in.Cursor == "", Chains: true}, past)
			if err != nil {
				return nil, failed(ctx, "statements", err)
			}
			return &answer[StatementPage]{StatementPage{found.Total, found.AtLeast, each(found.Hits, statementOf), found.Facets, next.String()}}, nil
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
	Articles   int              `json:"articles"`
	Statements int              `json:"statements"`
	First      string           `json:"first,omitempty" doc:"the earliest date of publication"`
	Last       string           `json:"last,omitempty" doc:"the latest date of publication"`
	Outlets    []archive.Count  `json:"outlets" doc:"the most frequent, by articles"`
	Speakers   []archive.Entity `json:"speakers" doc:"the most quoted, by statements"`
}
