package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"sayso"
	"sayso/intake"
)

// ArticleInput names an article. (huma reads the fields of embedded structs only where those are exported.)
type ArticleInput struct {
	Key string `path:"key" minLength:"8" maxLength:"64" doc:"the article's key, or the start of it, 8 characters or more"`
}

// ArticleRecord is the record of an article that the archive has.
type ArticleRecord struct {
	Key string `json:"key"`
	sayso.Record
	People map[string]int64 `json:"people" doc:"the numbers across the archive of the record's entities, by their ids in it"`
}

// maxText bounds a text that is sent, in bytes.
const maxText = 5 << 20

// TextInput is a text that is sent as JSON with what is known of it.
type TextInput struct {
	Text      string `json:"text" doc:"the article's text; paragraphs apart by line breaks"`
	ID        string `json:"id,omitempty"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Author    string `json:"author,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty" doc:"ISO 8601, as precise as it is known"`
}

type readInput struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	Text        bool   `query:"text" doc:"whether the record is to have the text that its spans refer to"`
	RawBody     []byte `contentType:"text/plain"`
}

func (s *server) articles(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "getArticle", Method: http.MethodGet, Path: "/articles/{key}", Tags: []string{"articles"},
		Summary: "The record of an article", Errors: []int{404, 409, 422, 503}},
		func(ctx context.Context, in *struct {
			ArticleInput
			Text bool `query:"text" doc:"whether the record is to have the text that its spans refer to"`
		}) (*answer[ArticleRecord], error) {
			entry, err := s.store.Article(ctx, in.Key)
			if err != nil {
				return nil, failed(ctx, "an article", err)
			}
			key := entry.Article.Key()
			here, err := s.store.Here(ctx, key)
			if err != nil {
				return nil, failed(ctx, "who is in an article", err)
			}
			return &answer[ArticleRecord]{ArticleRecord{key, withText(entry.Record, entry.Article, in.Text), here}}, nil
		})
	op := huma.Operation{OperationID: "readText", Method: http.MethodPost, Path: "/read", Tags: []string{"articles"}, Summary: "Read a text",
		Description:  "Reads one text and returns its record; nothing is kept. The text is plain text, Markdown or a saved web page, of which type is seen from the content; or JSON with what is known of it.",
		MaxBodyBytes: maxText, BodyReadTimeout: -1, SkipValidateBody: true, Errors: []int{400, 413, 422, 429, 503},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"text/plain":       {Schema: &huma.Schema{Type: huma.TypeString}},
			"text/html":        {Schema: &huma.Schema{Type: huma.TypeString}},
			"application/json": {Schema: huma.SchemaFromType(api.OpenAPI().Components.Schemas, typeOf[TextInput]())},
		}}}
	huma.Register(api, op, func(ctx context.Context, in *readInput) (*answer[sayso.Record], error) {
		a, err := articleFrom(in.ContentType, in.RawBody)
		if err != nil {
			return nil, err
		}
		return &answer[sayso.Record]{withText(s.newReader().Read(a), a, in.Text)}, nil
	})
}

// withText returns a record with or without its text, and with a list of statements even where it is empty.
func withText(record *sayso.Record, a *sayso.Article, text bool) sayso.Record {
	r := *record
	r.Statements = some(r.Statements)
	if r.Text = ""; text {
		r.Text = a.Text
	}
	return r
}

// articleFrom makes an article of what was sent.
func articleFrom(contentType string, body []byte) (*sayso.Article, error) {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil && contentType != "" {
		return nil, huma.Error400BadRequest("The Content-Type cannot be read.", &huma.ErrorDetail{Message: err.Error(), Location: "header.Content-Type", Value: contentType})
	}
	if media != "application/json" {
		if len(strings.TrimSpace(string(body))) == 0 {
			return nil, huma.Error422UnprocessableEntity("There is no text to read.", &huma.ErrorDetail{Message: "want a text", Location: "body"})
		}
		articles, faults := intake.FromBytes("text", body, intake.Options{MaxBytes: maxText})
		if len(faults) > 0 {
			return nil, huma.Error422UnprocessableEntity("The text cannot be read.", &huma.ErrorDetail{Message: strings.TrimPrefix(errors.Join(faults...).Error(), "text: "), Location: "body"})
		}
		if len(articles) != 1 {
			return nil, huma.Error422UnprocessableEntity(fmt.Sprintf("There are %d articles in this: send them one by one.", len(articles)))
		}
		return articles[0], nil
	}
	var in TextInput
	if err := json.Unmarshal(body, &in); err != nil {
		return nil, huma.Error400BadRequest("The JSON cannot be read.", &huma.ErrorDetail{Message: err.Error(), Location: "body"})
	}
	if strings.TrimSpace(in.Text) == "" {
		return nil, huma.Error422UnprocessableEntity("There is no text to read.", &huma.ErrorDetail{Message: "want a text", Location: "body.text"})
	}
	if !utf8.ValidString(in.Text) {
		return nil, huma.Error422UnprocessableEntity("The text is not valid UTF-8.", &huma.ErrorDetail{Message: "want valid UTF-8", Location: "body.text"})
	}
	return &sayso.Article{ID: in.ID, Title: in.Title, Outlet: in.Outlet, Author: in.Author, URL: in.URL, Published: in.Published, Language: "en", Text: in.Text}, nil
}
