package archive

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"sayso"
)

// TrainingArticle is an article that people corrected, to learn from: in the shape of the corpora, with who looked at what.
type TrainingArticle struct {
	ID         string `json:"id"`
	Title      string `json:"title,omitempty"`
	Publisher  string `json:"publisher,omitempty"`
	Date       string `json:"date,omitempty"`
	Text       string `json:"text"`
	TextSHA256 string `json:"text_sha256"`
	// Attributions are the statements that stand in no other one, as corrected. Those that a person looked at say who.
	Attributions []sayso.Statement `json:"attributions"`
	// Rejected are those of which a person said that they are none.
	Rejected []sayso.Statement `json:"rejected,omitempty"`
	// Reviewed are the paragraphs in which a person looked at every statement: there, and only there, what is not marked is
	// known to be nothing.
	Reviewed []sayso.Span `json:"reviewed,omitempty"`
	// CorrectedBy lists who made corrections that hold.
	CorrectedBy []string `json:"corrected_by,omitempty"`
}

// Training calls f for every article with corrections that hold, in the order of their keys.
func (a *Archive) Training(ctx context.Context, f func(TrainingArticle) error) error {
	var own error
	err := a.read(ctx, func(tx *sql.Tx) error {
		keys, err := column[string](tx.QueryContext(ctx, "SELECT DISTINCT article FROM corrections WHERE article <> '' ORDER BY article"))
		if err != nil {
			return err
		}
		for _, key := range keys {
			k, err := keptArticle(ctx, tx, key)
			if err != nil {
				return err
			}
			t := k.training()
			if len(t.CorrectedBy) == 0 {
				continue
			}
			if own = f(t); own != nil {
				return own
			}
		}
		return nil
	})
	if own != nil {
		return own
	}
	return a.wrap("export corrections", err)
}

// training makes an article of it to learn from.
func (k *kept) training() TrainingArticle {
	text := k.article.Text
	t := TrainingArticle{ID: k.key, Title: k.article.Title, Publisher: k.article.Outlet, Date: k.article.Published, Text: text,
		TextSHA256: k.article.TextSHA256(), Attributions: []sayso.Statement{}}
	for _, c := range k.corrections {
		if c.State != InForce || c.Verb == Undone || c.Verb == ContactIs {
			continue
		}
		by := c.Author
		if by == "" {
			by = "somebody"
		}
		if !slices.Contains(t.CorrectedBy, by) {
			t.CorrectedBy = append(t.CorrectedBy, by)
		}
	}
	var looked, unseen sayso.Spans
	for i := range k.shown.Statements {
		s := &k.shown.Statements[i]
		if s.Within != "" {
			continue
		}
		t.Attributions = append(t.Attributions, *s)
		if s.Checked != nil {
			looked = append(looked, reach(s))
		} else {
			unseen = append(unseen, reach(s))
		}
	}
	for _, h := range apply(text, k.read, k.corrections).list {
		switch {
		case h.aside == 0 || h.now.Within != "":
		case h.hidden: // that it is not to be shown says nothing about whether it is one
			unseen = append(unseen, reach(&h.now))
		default:
			t.Rejected = append(t.Rejected, h.now)
			looked = append(looked, reach(&h.now))
		}
	}
	for _, p := range paragraphs(text) {
		one := sayso.Spans{p}
		if looked.Overlaps(one) && !unseen.Overlaps(one) && !slices.ContainsFunc(looked, func(s sayso.Span) bool { return s.Overlaps(p) && !p.Contains(s) }) {
			t.Reviewed = append(t.Reviewed, p)
		}
	}
	return t
}

// reach is the shortest span that holds all of a statement.
func reach(s *sayso.Statement) sayso.Span {
	all := sayso.Span{Start: -1}
	for _, spans := range []sayso.Spans{s.Source, s.Cue, s.Content} {
		for _, span := range spans {
			if all.Start < 0 || span.Start < all.Start {
				all.Start = span.Start
			}
			all.End = max(all.End, span.End)
		}
	}
	all.Start = max(all.Start, 0)
	return all
}

// paragraphs are the stretches of a text between empty lines.
func paragraphs(text string) (list []sayso.Span) {
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.Index(text[start:], "\n\n"); i >= 0 {
			end = start + i
		}
		if strings.TrimSpace(text[start:end]) != "" {
			list = append(list, sayso.Span{Start: start, End: end})
		}
		start = end
		for start < len(text) && text[start] == '\n' {
			start++
		}
	}
	return list
}
