package desk

import (
	"context"

	"sayso/account"
	"sayso/archive"
	"sayso/query"
)

// withheld is the archive as who is asking may see it: what people put aside – some of it for reasons of law – the log of
// what they changed, and who checked a statement, is for those who may correct, on pages, in feeds, in files and through the
// API alike. It goes by the identity in the context; without one nothing of it is given.
type withheld struct{ archive.Store }

func sees(ctx context.Context) bool { return account.FromContext(ctx).MayCorrect() }

// asksWithheld reports whether a query asks for statements that were put aside.
func asksWithheld(where *query.Node) (asks bool) {
	where.Each(func(n *query.Node, not bool) {
		asks = asks || !not && n.Op == query.Is && n.Field == "is" && (n.Text == "hidden" || n.Text == "rejected")
	})
	return asks
}

func (s withheld) Find(ctx context.Context, q archive.Query) (archive.Found, error) {
	if asksWithheld(q.Where) && !sees(ctx) {
		return archive.Found{}, account.ErrRole
	}
	found, err := s.Store.Find(ctx, q)
	if !sees(ctx) {
		unsignHits(found.Hits)
	}
	return found, err
}

func (s withheld) FindPast(ctx context.Context, q archive.Query, past archive.Mark) (archive.Found, archive.Mark, error) {
	if asksWithheld(q.Where) && !sees(ctx) {
		return archive.Found{}, archive.Mark{}, account.ErrRole
	}
	found, mark, err := s.Store.FindPast(ctx, q, past)
	if !sees(ctx) {
		unsignHits(found.Hits)
	}
	return found, mark, err
}

func (s withheld) Each(ctx context.Context, q archive.Query, f func(archive.Hit) error) error {
	if sees(ctx) {
		return s.Store.Each(ctx, q, f)
	}
	if asksWithheld(q.Where) {
		return account.ErrRole
	}
	return s.Store.Each(ctx, q, func(h archive.Hit) error {
		unsign(&h.Statement)
		return f(h)
	})
}

// Saved counts nothing that is new of a search for what was put aside.
func (s withheld) Saved(ctx context.Context, owner string) ([]archive.Saved, error) {
	list, err := s.Store.Saved(ctx, owner)
	for i := range list {
		where, wrong := query.Parse(list[i].Query)
		if wrong == nil && asksWithheld(where) && !sees(ctx) {
			list[i].New, list[i].NewAtLeast = 0, false
		}
	}
	return list, err
}

// Asides are none for those who may not see them: a page that shows them beside other things is still theirs.
func (s withheld) Asides(ctx context.Context, key string) ([]archive.Aside, error) {
	if !sees(ctx) {
		return nil, nil
	}
	return s.Store.Asides(ctx, key)
}

func (s withheld) Corrections(ctx context.Context, q archive.CorrectionQuery) ([]archive.Correction, error) {
	if !sees(ctx) {
		return nil, account.ErrRole
	}
	return s.Store.Corrections(ctx, q)
}

func (s withheld) Review(ctx context.Context, q archive.ReviewQuery) ([]archive.Doubtful, int, error) {
	if !sees(ctx) {
		return nil, 0, account.ErrRole
	}
	return s.Store.Review(ctx, q)
}

func (s withheld) Training(ctx context.Context, f func(archive.TrainingArticle) error) error {
	if !sees(ctx) {
		return account.ErrRole
	}
	return s.Store.Training(ctx, f)
}
