package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
)

// reviewPages are the pages on which people check what was read.
func (d *desk) reviewPages(mux *routes) {
	mux.HandleFunc("GET /review", d.review)
	mux.HandleFunc("POST /review", d.correcting(d.correct))
	mux.HandleFunc("POST /review/undo", d.correcting(d.undoCorrection))
	mux.HandleFunc("GET /review/names", d.suggest)
	mux.HandleFunc("GET /corrections", d.corrections)
}

// reviewItem is a statement to be looked at, with its place in the text.
type reviewItem struct {
	archive.Hit
	// Place is where it stands in the queue, empty where it was asked for by itself.
	Place string
	// Unknown: nobody knows who speaks. Left is how many there are in the queue.
	Unknown bool
	Left    int
	// Paragraphs are the one it stands in and those around it; CutBefore and CutAfter tell that the text goes on.
	Paragraphs          []paragraph
	CutBefore, CutAfter bool
	// Parts are the places of source, cue and content, as the forms give them: "17-60,70-80".
	Parts [3]partField
	// Expect is how the statement is now (see archive.Fingerprint).
	Expect string
	// To are the names of those it was said to.
	To string
	// Names are who of the article may have said it, the nearest first.
	Names []string
	Kinds []sayso.Kind
	Modes []sayso.Mode
	// Checked is what somebody did about it, empty if nobody did.
	Checked string
}

// partField is a part of a statement in a form.
type partField struct {
	Name, Label, Words, At string
	// Long: the words are only the beginning, and cannot be edited here.
	Long bool
}

type reviewData struct {
	Item *reviewItem
	// Done is the correction just made, in words.
	Done      *archive.Correction
	Agreement []archive.Agreement
	MayChange bool
}

// review shows the next statement to be looked at, or one that is asked for by article and ID.
func (d *desk) review(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	item, err := d.reviewItem(r, form)
	if err != nil {
		d.broken(w, r, "statements to be looked at", err)
		return
	}
	data := reviewData{Item: item, MayChange: d.mayCorrect(r)}
	if form.Get("part") == "item" {
		d.fragment(w, r, "review", "item", data)
		return
	}
	if id, err := strconv.ParseInt(form.Get("done"), 10, 64); err == nil {
		list, err := d.store.Corrections(r.Context(), archive.CorrectionQuery{Before: id + 1, Limit: 1})
		if err != nil {
			d.broken(w, r, "the correction just made", err)
			return
		}
		if len(list) == 1 && list[0].ID == id && list[0].State != archive.TakenBack {
			data.Done = &list[0]
		}
	}
	if data.Agreement, err = d.store.Agreement(r.Context()); err != nil {
		d.broken(w, r, "how far people agree with the reading", err)
		return
	}
	d.show(w, r, http.StatusOK, "review", page{Title: "Review", Here: "review", Data: data})
}

// fragment writes one template of a page by itself, for the script.
func (d *desk) fragment(w http.ResponseWriter, r *http.Request, page, name string, data any) {
	var b strings.Builder
	if err := d.pages[page].ExecuteTemplate(&b, name, data); err != nil {
		slog.Error("make a part of a page", "page", page, "error", err)
		http.Error(w, "This part of a page could not be made; the reason is in the server's log.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(b.String()))
}

// reviewItem finds the statement that is asked for: by article and ID, at a place of the queue, behind or before one; else
// the first of the queue. It is nil where there is none.
func (d *desk) reviewItem(r *http.Request, form url.Values) (*reviewItem, error) {
	ctx := r.Context()
	if key := form.Get("article"); key != "" {
		entry, err := d.store.Article(ctx, key)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(entry.Record.Statements, func(s sayso.Statement) bool { return s.ID == form.Get("statement") })
		if i < 0 {
			return nil, fmt.Errorf("statement %q: %w", form.Get("statement"), archive.ErrNotFound)
		}
		s := entry.Record.Statements[i]
		hit := archive.Hit{Key: entry.Article.Key(), Article: *entry.Article, Statement: s, Source: within(s.Source, entry.Article.Text),
			Cue: within(s.Cue, entry.Article.Text), Content: within(s.Content, entry.Article.Text)}
		return newReviewItem(&entry, &hit), nil
	}
	q := archive.ReviewQuery{From: archive.Before, Limit: 1}
	for _, field := range []string{"from", "at", "before"} {
		place, ok := queuePlace(form.Get(field))
		if !ok {
			continue
		}
		q.From, q.Back = place, field == "before"
		if field == "at" {
			q.From.ID--
		}
	}
	list, left, err := d.store.Review(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 && q.From != archive.Before { // at an end, go round
		if list, left, err = d.store.Review(ctx, archive.ReviewQuery{From: archive.Before, Limit: 1}); err != nil {
			return nil, err
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	entry, err := d.store.Article(ctx, list[0].Key)
	if err != nil {
		return nil, err
	}
	item := newReviewItem(&entry, &list[0].Hit)
	item.Place, item.Left, item.Unknown = placeText(list[0].Place), left, list[0].Who
	return item, nil
}

func placeText(p archive.QueuePlace) string { return fmt.Sprintf("%d.%d", p.Doubt, p.ID) }

func queuePlace(text string) (p archive.QueuePlace, ok bool) {
	doubt, id, _ := strings.Cut(text, ".")
	var err, err2 error
	p.Doubt, err = strconv.Atoi(doubt)
	p.ID, err2 = strconv.ParseInt(id, 10, 64)
	return p, err == nil && err2 == nil
}

// newReviewItem lays out a statement with what stands around it.
func newReviewItem(entry *archive.Entry, hit *archive.Hit) *reviewItem {
	s, text := &hit.Statement, entry.Article.Text
	item := &reviewItem{Hit: *hit, Expect: archive.Fingerprint(s), Kinds: sayso.Kinds, Modes: sayso.Modes}
	item.Article.Text = ""
	item.Parts = [3]partField{{"source", "Source", hit.Source, positionsOf(s.Source), false}, {"cue", "Cue", hit.Cue, positionsOf(s.Cue), false}, {"content", "Content", hit.Content, positionsOf(s.Content), false}}
	for i := range item.Parts {
		if p := &item.Parts[i]; len(p.Words) > statementWords { // a form with a part of the words would cut the statement
			p.Words, p.Long = shorten(p.Words, briefWords), true
		}
	}
	item.Cue = brief(item.Cue)
	first, last := len(text), 0
	for _, spans := range []sayso.Spans{s.Source, s.Cue, s.Content} {
		for _, span := range spans {
			first, last = min(first, span.Start), max(last, span.End)
		}
	}
	// A window of the text, in which the paragraphs are looked for: a line can be as long as the article.
	start, stop := boundary(text, first-reviewAround), boundary(text, min(last, first+statementWords)+reviewAround)
	all := layOut(text[start:max(start, stop)], []sayso.Statement{windowed(*s, start, stop)}, nil, nil)
	for i := range all {
		all[i].At += start
	}
	from, to := len(all), 0
	for i, p := range all {
		end := stop
		if i+1 < len(all) {
			end = all[i+1].At
		}
		if p.At < last && end > first {
			from, to = min(from, i), i+1
		}
	}
	if from < to {
		item.CutBefore, item.CutAfter = from > 1 || start > 0, to+1 < len(all) || stop < len(text)
		item.Paragraphs = all[max(0, from-1):min(len(all), to+1)]
	}
	var to2 []string
	for _, p := range s.Addressee {
		to2 = append(to2, p.Name)
	}
	item.To = strings.Join(to2, ", ")
	if s.Checked != nil {
		item.Checked = s.Checked.How
		if s.Checked.By != "" {
			item.Checked += " by " + s.Checked.By
		}
	}
	item.Names = namesNear(entry.Record, first)
	return item
}

// reviewAround is how much of the text before and behind a statement is shown at the most, in bytes.
const reviewAround = 6_000

// windowed is a statement with the places of its parts in a window of the text; what lies outside is left out.
func windowed(s sayso.Statement, start, stop int) sayso.Statement {
	cut := func(spans sayso.Spans) (out sayso.Spans) {
		for _, span := range spans {
			if from, to := max(span.Start, start), min(span.End, stop); from < to {
				out = append(out, sayso.Span{Start: from - start, End: to - start})
			}
		}
		return out
	}
	s.Source, s.Cue, s.Content = cut(s.Source), cut(s.Cue), cut(s.Content)
	return s
}

func positionsOf(spans sayso.Spans) string {
	var list []string
	for _, s := range spans {
		list = append(list, fmt.Sprintf("%d-%d", s.Start, s.End))
	}
	return strings.Join(list, ",")
}

// suggested is how many names are offered: as many as there are digits.
const suggested = 9

// namesNear lists who of an article may speak at a place: people and organisations, those mentioned last before it first,
// then those mentioned behind it.
func namesNear(record *sayso.Record, at int) []string {
	type near struct {
		name string
		far  int
	}
	var list []near
	for i := range record.Entities {
		e := &record.Entities[i]
		if e.Type == sayso.Place || e.Name == "" {
			continue
		}
		far := 1 << 30
		for _, m := range e.Mentions {
			d := at - m.Start
			if d < 0 { // names come before what is said more often than behind it
				d = -3 * d
			}
			far = min(far, d)
		}
		if e.Type == sayso.Unnamed {
			far += 400
		}
		list = append(list, near{e.Name, far})
	}
	slices.SortStableFunc(list, func(a, b near) int { return a.far - b.far })
	var names []string
	for _, n := range list {
		if !slices.Contains(names, n.name) && len(names) < suggested {
			names = append(names, n.name)
		}
	}
	return names
}

// suggest answers with names for what has been typed: of the article first, then of the archive.
func (d *desk) suggest(w http.ResponseWriter, r *http.Request) {
	typed := strings.TrimSpace(r.URL.Query().Get("q"))
	names := []string{}
	add := func(name string) {
		if len(names) < suggested && name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if entry, err := d.store.Article(r.Context(), r.URL.Query().Get("article")); err == nil {
		for i := range entry.Record.Entities {
			e := &entry.Record.Entities[i]
			if e.Type != sayso.Place && strings.Contains(strings.ToLower(e.Name), strings.ToLower(typed)) {
				add(e.Name)
			}
		}
	}
	if typed != "" {
		list, err := d.store.Entities(r.Context(), typed)
		if err != nil && !errors.Is(err, archive.ErrNotFound) {
			d.broken(w, r, "names", err)
			return
		}
		for i := range list {
			if list[i].Type != sayso.Place {
				add(list[i].Name)
			}
		}
	}
	answer(w, http.StatusOK, map[string]any{"names": names})
}

// answer writes JSON for the script.
func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a reader that has gone away is no fault of ours
}

type correctionsData struct {
	List       []archive.Correction
	Unanchored bool
	Verb       archive.Verb
	Verbs      []archive.Verb
	MayChange  bool
	Next       string
}

// correctionsShown is how many entries of the log a page has.
const correctionsShown = 100

// corrections shows the log of all that people changed.
func (d *desk) corrections(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	data := correctionsData{Unanchored: form.Get("unanchored") != "", Verb: archive.Verb(form.Get("verb")), Verbs: archive.Verbs, MayChange: d.mayCorrect(r)}
	q := archive.CorrectionQuery{Verb: data.Verb, Limit: correctionsShown, Article: form.Get("article")}
	q.Before, _ = strconv.ParseInt(form.Get("before"), 10, 64) // what is no number restricts nothing
	if data.Unanchored {
		q.State = archive.Unanchored
	}
	var err error
	if data.List, err = d.store.Corrections(r.Context(), q); err != nil {
		d.broken(w, r, "corrections", err)
		return
	}
	if n := len(data.List); n == correctionsShown {
		form.Set("before", strconv.FormatInt(data.List[n-1].ID, 10))
		data.Next = "?" + form.Encode()
	}
	d.show(w, r, http.StatusOK, "corrections", page{Title: "Corrections", Here: "review", Data: data})
}
