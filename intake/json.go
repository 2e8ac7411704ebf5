package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/intake/feed"
)

// fields are the names under which JSON from scrapers, wires and news APIs holds an article. encoding/json matches
// them in any case. What can be a text, a number, a list or an object is taken as it comes.
type fields struct {
	ID json.RawMessage `json:"id"`

	Text        any `json:"text"`
	Content     any `json:"content"`
	Body        any `json:"body"`
	ContentText any `json:"content_text"` // JSON Feed
	MainText    any `json:"maintext"`     // news-please
	ArticleBody any `json:"articleBody"`  // schema.org
	ContentHTML any `json:"content_html"` // JSON Feed

	ArticleText any `json:"article_text"`
	FullText    any `json:"full_text"`
	RawText     any `json:"raw_text"`

	Title    any `json:"title"`
	Headline any `json:"headline"`

	Outlet       any `json:"outlet"`
	Publisher    any `json:"publisher"`
	MediaName    any `json:"media_name"` // Media Cloud
	SiteName     any `json:"sitename"`   // trafilatura
	Source       any `json:"source"`
	SourceDomain any `json:"source_domain"` // news-please
	Hostname     any `json:"hostname"`

	Published     any `json:"published"`
	Date          any `json:"date"`
	PublishedAt   any `json:"published_at"`
	PublishedAtC  any `json:"publishedAt"` // NewsAPI
	PublishDate   any `json:"publish_date"`
	DatePublish   any `json:"date_publish"`
	DatePublished any `json:"date_published"`
	DatePublishdC any `json:"datePublished"`
	DateTime      any `json:"dateTime"` // Event Registry

	Author  any `json:"author"`
	Authors any `json:"authors"`
	Byline  any `json:"byline"`

	URL  any `json:"url"`
	Link any `json:"link"`

	Language any `json:"language"`
	Lang     any `json:"lang"`

	agencyFields

	// Lists of articles, one of which an object without text can hold.
	Articles []json.RawMessage `json:"articles"`
	Items    []json.RawMessage `json:"items"`
	Results  []json.RawMessage `json:"results"`
	Data     json.RawMessage   `json:"data"` // a list here and there, all sorts of things elsewhere
}

// draftFromJSON makes an article of one JSON object. list holds the articles of an object that is only their wrapper.
func draftFromJSON(object []byte, mapped map[string]string) (doc draft, list []json.RawMessage, err error) {
	var f fields
	if err := json.Unmarshal(object, &f); err != nil {
		if f.anyText() == "" {
			return draft{}, nil, jsonProblem(object, err)
		}
		// A list of another make than expected under one of the names: the text is there all the same.
		var wrongType *json.UnmarshalTypeError
		if !errors.As(err, &wrongType) {
			return draft{}, nil, jsonProblem(object, err)
		}
	}
	if len(mapped) > 0 {
		f.mapFields(object, mapped)
	}
	if f.isAgency() {
		return f.agencyDraft(), nil, nil
	}
	doc.article.ID = idText(f.ID)
	doc.article.Text = fieldText(f.anyText())
	if doc.article.Text == "" {
		doc.article.Text = itemText(firstText(f.ContentHTML))
	}
	if strings.TrimSpace(doc.article.Text) == "" {
		doc.hint = `none of "text", "content" and "body" holds any`
		return doc, f.wrapped(), nil
	}
	a := &doc.article
	a.Title = tidy(firstText(f.Title, f.Headline))
	a.Outlet = tidy(firstName(f.Outlet, f.Publisher, f.MediaName, f.SiteName, f.Source, f.SourceDomain, f.Hostname))
	for _, value := range []any{f.Author, f.Authors, f.Byline} {
		if a.Author = joinAuthors(names(value)); a.Author != "" {
			break
		}
	}
	for _, value := range []any{f.Published, f.Date, f.PublishedAt, f.PublishedAtC, f.PublishDate, f.DatePublish,
		f.DatePublished, f.DatePublishdC, f.DateTime} {
		setDate(a, publishedValue(value), sayso.DateField)
	}
	for _, value := range []any{f.URL, f.Link} {
		if a.URL = webAddress(firstText(value)); a.URL != "" {
			break
		}
	}
	doc.declared = firstText(f.Language, f.Lang)
	return doc, nil, nil
}

// anyText returns the first of the texts that is not blank, as it is.
func (f *fields) anyText() string {
	return firstText(f.Text, f.Content, f.Body, f.ContentText, f.MainText, f.ArticleBody, f.ArticleText, f.FullText, f.RawText)
}

func (f *fields) wrapped() []json.RawMessage {
	for _, list := range [][]json.RawMessage{f.Articles, f.Items, f.Results} {
		if len(list) > 0 {
			return list
		}
	}
	var list []json.RawMessage
	if bytes.HasPrefix(f.Data, []byte("[")) && json.Unmarshal(f.Data, &list) == nil {
		return list
	}
	return nil
}

// firstText returns the first value that is a text with something in it. WordPress wraps its texts in an object.
func firstText(values ...any) string {
	for _, v := range values {
		if object, ok := v.(map[string]any); ok {
			v = object["rendered"]
		}
		if s, ok := v.(string); ok && strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// firstName returns the first value that is a text, an object with a name, or a list that starts with one of them.
func firstName(values ...any) string {
	for _, v := range values {
		if n := names(v); len(n) > 0 {
			return n[0]
		}
	}
	return ""
}

// names returns the names in a value: a text, an object with "name" or "title", or a list of them.
func names(v any) []string {
	switch v := v.(type) {
	case string:
		if strings.TrimSpace(v) != "" {
			return []string{v}
		}
	case map[string]any:
		if s := firstText(v["name"], v["title"]); s != "" {
			return []string{s}
		}
		return names(v["name"])
	case []any:
		var all []string
		for _, item := range v {
			if _, nested := item.([]any); !nested { // a list of lists names nobody, and could be nested without end
				all = append(all, names(item)...)
			}
		}
		return all
	}
	return nil
}

// publishedValue reads a date given as text or as seconds or milliseconds since 1970.
func publishedValue(v any) string {
	switch v := v.(type) {
	case string:
		return published(v)
	case float64:
		switch {
		case v > 1e8 && v < 1e10:
			return time.Unix(int64(v), 0).UTC().Format(time.RFC3339)
		case v >= 1e11 && v < 1e13:
			return time.UnixMilli(int64(v)).UTC().Format(time.RFC3339)
		case v >= 1000 && v < 3000 && v == float64(int(v)):
			return strconv.Itoa(int(v))
		}
	}
	return ""
}

// idText returns an id that is a text or a number as text; numbers keep their digits as written.
func idText(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	if raw[0] == '"' {
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
	}
	if raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9' {
		return string(raw)
	}
	return ""
}

// jsonProblem explains why object is no JSON object, in words that fit on a line.
func jsonProblem(object []byte, err error) *Error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		what := syntax.Error()
		if strings.HasPrefix(what, "unexpected end") {
			what = "it ends in the middle"
		}
		return &Error{Err: because(ErrJSON, "not valid JSON: %s (at byte %d)", what, syntax.Offset)}
	}
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) && wrongType.Field == "" {
		return &Error{Err: because(ErrJSON, "not a JSON object but a JSON %s", wrongType.Value)}
	}
	return &Error{Err: because(ErrJSON, "not valid JSON: %v", err)}
}

// take yields the article of one JSON object that starts at line.
func (rd *reading) take(object []byte, line int) bool {
	doc, list, err := draftFromJSON(object, rd.opts.Map)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) {
			e = &Error{Err: err}
		}
		e.Line = line
		return rd.fail(e)
	}
	if len(list) > 0 && feed.IsJSON(object[:min(len(object), 4<<10)]) {
		if f, err := feed.Parse(object, ""); err == nil {
			return rd.feed(f, sha256Hex(object))
		}
	}
	for i, item := range list {
		if !rd.takeItem(item, line, i+1) {
			return false
		}
	}
	if len(list) > 0 {
		return true
	}
	return rd.finishJSON(doc, object, line, "")
}

// takeItem yields item i of a list of articles. Its line is not known, so its place in the list names it.
func (rd *reading) takeItem(object []byte, line, i int) bool {
	place := fmt.Sprintf("#%d", i)
	doc, _, err := draftFromJSON(object, rd.opts.Map)
	if err != nil {
		return rd.fail(&Error{Line: line, Op: "article " + place, Err: err.(*Error).Err})
	}
	return rd.finishJSON(doc, object, line, place)
}

func (rd *reading) finishJSON(doc draft, object []byte, line int, place string) bool {
	doc.article.SHA256 = sha256Hex(object)
	doc.article.Path = rd.name + ":" + strconv.Itoa(line) + place
	if doc.article.ID == "" {
		doc.article.ID = doc.article.Path
	}
	return rd.finish(doc, line)
}
