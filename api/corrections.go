package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sayso/account"
	"sayso/archive"
)

// CorrectionPage is a page of the log of corrections.
type CorrectionPage struct {
	Corrections []archive.Correction `json:"corrections"`
	Next        string               `json:"next,omitempty" doc:"the cursor of the next page; absent on the last"`
}

// CorrectionInput is something to correct.
type CorrectionInput struct {
	Verb      string         `json:"verb" enum:"accept,reject,hide,change,add,contact" doc:"what to do: the statement is right, is none, is not to be shown, is otherwise, was missed; or a contact is otherwise"`
	Article   string         `json:"article" minLength:"8" maxLength:"64" doc:"the article's key"`
	Statement string         `json:"statement,omitempty" maxLength:"20" doc:"the id of the statement or contact in the record; absent to add one"`
	Expect    string         `json:"expect,omitempty" maxLength:"4000" doc:"the statement's state as it was seen: if it is another one by now, nothing is changed"`
	Change    archive.Change `json:"change,omitzero" doc:"what is otherwise; what is absent stays"`
	Reason    string         `json:"reason,omitempty" maxLength:"2000"`
}

type undoInput struct {
	ID int64 `path:"id" minimum:"1" doc:"the correction's number"`
}

// author is under whose name a correction is kept.
func author(ctx context.Context) string {
	if name := account.FromContext(ctx).Author(); name != "" {
		return name
	}
	return "desk" // on this machine nobody has a name
}

// notCorrected puts what is wrong with a correction into the words of HTTP.
func notCorrected(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, archive.ErrChanged):
		return huma.Error409Conflict("The statement has been changed since. Look at it again.")
	case errors.Is(err, archive.ErrNothing):
		return huma.Error409Conflict("Nothing would change: it is so already.")
	case errors.Is(err, archive.ErrUndone):
		return huma.Error409Conflict("This was taken back already.")
	case errors.Is(err, archive.ErrCorrection):
		message := err.Error()
		var wrapped *archive.Error
		if errors.As(err, &wrapped) {
			message = wrapped.Err.Error() // without the path of the archive
		}
		return huma.Error422UnprocessableEntity("This is not a correction that can be made.", &huma.ErrorDetail{Message: message, Location: "body"})
	}
	return failed(ctx, "a correction", err)
}

func (s *server) corrections(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "getCorrections", Method: http.MethodGet, Path: "/corrections", Tags: []string{"corrections"},
		Summary: "What people corrected, the latest first", Description: "Needs the role correct.", Errors: []int{401, 403, 422, 503}},
		func(ctx context.Context, in *struct {
			Paged
			Article string `query:"article" maxLength:"64" doc:"only those of the article with this key"`
			State   string `query:"state" enum:"in force,undone,unanchored" doc:"only those of this state"`
		}) (*answer[CorrectionPage], error) {
			past, err := in.mark()
			if err != nil {
				return nil, err
			}
			list, err := s.store.Corrections(ctx, archive.CorrectionQuery{Article: in.Article, State: archive.State(in.State), Before: past.Row, Limit: in.Limit + 1})
			if err != nil {
				return nil, failed(ctx, "corrections", err)
			}
			page := CorrectionPage{Corrections: some(list)}
			if len(list) > in.Limit {
				page.Corrections = list[:in.Limit]
				page.Next = archive.Mark{Row: list[in.Limit-1].ID}.String()
			}
			return &answer[CorrectionPage]{page}, nil
		})
	huma.Register(api, huma.Operation{OperationID: "correct", Method: http.MethodPost, Path: "/corrections", Tags: []string{"corrections"}, DefaultStatus: http.StatusCreated,
		Summary: "Correct a statement or a contact", Description: "Needs the role correct. Corrections survive every later reading, are kept for good and can be taken back.",
		Errors: []int{401, 403, 404, 409, 422, 503}},
		func(ctx context.Context, in *struct{ Body CorrectionInput }) (*answer[archive.Correction], error) {
			b := in.Body
			made, err := s.store.Correct(ctx, archive.Edit{Verb: archive.Verb(b.Verb), Article: b.Article, Statement: b.Statement, Expect: b.Expect,
				Change: b.Change, Author: author(ctx), Reason: b.Reason})
			if err != nil {
				return nil, notCorrected(ctx, err)
			}
			return &answer[archive.Correction]{made}, nil
		})
	huma.Register(api, huma.Operation{OperationID: "undoCorrection", Method: http.MethodPost, Path: "/corrections/{id}/undo", Tags: []string{"corrections"}, DefaultStatus: http.StatusCreated,
		Summary: "Take a correction back, by a further one", Description: "Needs the role correct.", Errors: []int{401, 403, 404, 409, 422, 503}},
		func(ctx context.Context, in *undoInput) (*answer[archive.Correction], error) {
			made, err := s.store.UndoCorrection(ctx, in.ID, author(ctx), "")
			if err != nil {
				return nil, notCorrected(ctx, err)
			}
			return &answer[archive.Correction]{made}, nil
		})
}
