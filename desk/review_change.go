package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
)

// mayCorrect reports whether a request may change what was read.
func (d *desk) mayCorrect(r *http.Request) bool { return mayCorrect(r) }

// deskAuthor is who corrects where nobody has signed in.
const deskAuthor = "desk"

// authorOf is who makes a correction: who signed in, if anybody did.
func authorOf(ctx context.Context) string {
	if name := archive.AuthorOf(ctx); name != "" {
		return name
	}
	return deskAuthor
}

// correcting guards what changes the archive. f returns the correction and where to go on; the script is answered in JSON.
func (d *desk) correcting(f func(*http.Request) (archive.Correction, string, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		script := strings.Contains(r.Header.Get("Accept"), "application/json")
		refuse := func(status int, message string) {
			if script {
				answer(w, status, map[string]any{"error": message})
				return
			}
			d.fail(w, r, status, message)
		}
		if !d.mayCorrect(r) {
			refuse(http.StatusForbidden, "Corrections can be made only on the machine that the archive is on.")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxDecision)
		if err := r.ParseForm(); err != nil {
			refuse(http.StatusBadRequest, "The form could not be read: "+err.Error())
			return
		}
		c, next, err := f(r)
		var wrong formError
		switch {
		case errors.As(err, &wrong):
			refuse(http.StatusBadRequest, wrong.Error())
		case errors.Is(err, archive.ErrCorrection):
			refuse(http.StatusBadRequest, "This is not a correction that can be made: "+plain(err))
		case errors.Is(err, archive.ErrChanged):
			refuse(http.StatusConflict, "The statement has been changed since this page was made. Load it again and look at it once more.")
		case errors.Is(err, archive.ErrNothing):
			refuse(http.StatusConflict, "Nothing would change: the statement is so already.")
		case errors.Is(err, archive.ErrUndone):
			refuse(http.StatusConflict, "This was taken back already.")
		case errors.Is(err, archive.ErrNotFound):
			refuse(http.StatusNotFound, "The archive does not have this.")
		case err != nil && script:
			answer(w, http.StatusInternalServerError, map[string]any{"error": "The archive could not keep it: " + err.Error()})
		case err != nil:
			d.broken(w, r, "room for a correction", err)
		case script:
			answer(w, http.StatusOK, map[string]any{"correction": c.ID, "what": c.What, "verb": c.Verb})
		default:
			http.Redirect(w, r, next, http.StatusSeeOther)
		}
	}
}

// plain leaves the path of the archive out of an error.
func plain(err error) string {
	var e *archive.Error
	if errors.As(err, &e) {
		return e.Err.Error()
	}
	return err.Error()
}

// correct makes the correction that a form asks for.
func (d *desk) correct(r *http.Request) (archive.Correction, string, error) {
	form := r.PostForm
	e := archive.Edit{Verb: archive.Verb(form.Get("verb")), Article: form.Get("article"), Statement: form.Get("statement"), Expect: form.Get("expect"),
		Author: authorOf(r.Context()), Reason: form.Get("reason")}
	// The article page has a button for each statement: "s1 " and how it is.
	for _, verb := range []archive.Verb{archive.Accept, archive.Reject, archive.Hide} {
		if v := form.Get(string(verb)); v != "" {
			e.Verb = verb
			e.Statement, e.Expect, _ = strings.Cut(v, " ")
		}
	}
	if pick := form.Get("pick"); pick != "" { // a name that was offered
		e.Verb = archive.Alter
		form.Set("speaker", pick)
		form.Set("only", "speaker")
	}
	if form.Get("none") != "" { // of a contact
		e.Verb = archive.ContactIs
	}
	if e.Verb == archive.ContactIs {
		e.Change = contactChange(form)
	}
	if e.Verb == archive.Alter || e.Verb == archive.Insert {
		entry, err := d.store.Article(r.Context(), e.Article)
		if err != nil {
			return archive.Correction{}, "", err
		}
		var s *sayso.Statement
		for i := range entry.Record.Statements {
			if entry.Record.Statements[i].ID == e.Statement {
				s = &entry.Record.Statements[i]
			}
		}
		if e.Change, err = changeOf(form, entry.Article.Text, s); err != nil {
			return archive.Correction{}, "", formError(err.Error())
		}
	}
	c, err := d.store.Correct(r.Context(), e)
	if err != nil {
		return c, "", err
	}
	next := "/article/" + c.Article
	if c.Statement != "" && c.Verb != archive.Reject && c.Verb != archive.Hide {
		next += "#" + c.Statement
	}
	if place := form.Get("place"); place != "" {
		next = "/review?" + url.Values{"from": {place}, "done": {strconv.FormatInt(c.ID, 10)}}.Encode()
	}
	return c, next, nil
}

// changeOf reads what is to be otherwise. Fields that are not in the form stay, and with "only", all but that one do.
func changeOf(form url.Values, text string, s *sayso.Statement) (archive.Change, error) {
	var c archive.Change
	only := form.Get("only")
	has := func(field string) bool { return form.Has(field) && (only == "" || only == field) }
	for _, part := range []struct {
		name string
		to   **sayso.Spans
	}{{"source", &c.Source}, {"cue", &c.Cue}, {"content", &c.Content}} {
		if !has(part.name) {
			continue
		}
		var now sayso.Spans
		if s != nil {
			now = map[string]sayso.Spans{"source": s.Source, "cue": s.Cue, "content": s.Content}[part.name]
		}
		words := strings.ReplaceAll(form.Get(part.name), "\r\n", "\n")
		if strings.TrimSpace(words) == strings.TrimSpace(within(now, text)) && words != "" {
			continue
		}
		spans, err := archive.FindPart(text, words, s)
		if err != nil {
			return c, fmt.Errorf("%s: %w. Give the words just as they stand there", part.name, err)
		}
		*part.to = &spans
	}
	if has("kind") && form.Get("kind") != "" {
		kind := sayso.Kind(form.Get("kind"))
		if c.Content == nil || s == nil || kind != s.Kind { // a new content has its own
			c.Kind = &kind
		}
	}
	if has("mode") && form.Get("mode") != "" {
		c.Mode = new(sayso.Mode(form.Get("mode")))
	}
	if has("speaker") {
		name := strings.TrimSpace(form.Get("speaker"))
		if s == nil || name != s.Speaker.Name || form.Get("speaker_type") != "" {
			c.Speaker = &sayso.Speaker{Name: name, Type: sayso.SpeakerType(form.Get("speaker_type"))}
		}
	}
	if has("to") {
		c.Addressee = &[]sayso.Party{}
		for name := range strings.SplitSeq(form.Get("to"), ",") {
			if name = strings.TrimSpace(name); name != "" {
				*c.Addressee = append(*c.Addressee, sayso.Party{Name: name})
			}
		}
	}
	if has("flags") { // boxes that are not ticked are not in a form: this field says that they were there
		for _, flag := range []struct {
			name string
			to   **bool
		}{{"negated", &c.Negated}, {"denial", &c.Denial}, {"hypothetical", &c.Hypothetical}} {
			*flag.to = new(form.Get(flag.name) != "")
		}
	}
	return c, nil
}

// contactChange reads what is to be otherwise of a contact; what stays as it is, the archive sees. Names are apart by
// semicolons.
func contactChange(form url.Values) archive.Change {
	if form.Get("none") != "" {
		return archive.Change{None: true}
	}
	var sides [2][]string
	for i, field := range []string{"a", "b"} {
		for name := range strings.SplitSeq(form.Get(field), ";") {
			if name = strings.TrimSpace(name); name != "" {
				sides[i] = append(sides[i], name)
			}
		}
	}
	return archive.Change{Parties: &sides, Verb: new(strings.TrimSpace(form.Get("does"))), Negated: new(form.Get("negated") != ""), Planned: new(form.Get("planned") != "")}
}

// undoCorrection takes a correction back.
func (d *desk) undoCorrection(r *http.Request) (archive.Correction, string, error) {
	id, err := strconv.ParseInt(r.PostForm.Get("id"), 10, 64)
	if err != nil {
		return archive.Correction{}, "", formError("It is not said which correction.")
	}
	c, err := d.store.UndoCorrection(r.Context(), id, authorOf(r.Context()), r.PostForm.Get("reason"))
	next := "/corrections"
	if place := r.PostForm.Get("place"); place != "" {
		next = "/review?" + url.Values{"at": {place}}.Encode()
	}
	return c, next, err
}
