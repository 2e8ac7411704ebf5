// Package mcp lets language models ask the archive: a server of the Model Context Protocol with read-only tools. Every
// answer carries the exact words, on whose say-so they stand, and the permanent address of their place, so that whatever a
// model makes of them can be checked.
package mcp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso"
	"sayso/archive"
	"sayso/query"
)

// Options say what the server answers from.
type Options struct {
	Store archive.Store
	// NewReader makes a reader for the texts that are handed in.
	NewReader func() sayso.Reader
	// Base is the address of the desk, for permanent addresses: "http://127.0.0.1:8017".
	Base string
	// Version is that of the program.
	Version string
}

// instructions tell a model what this is.
const instructions = `sayso keeps what news articles say that somebody said: who said what, to whom, through which outlet, about whom, when;
who met whom; who held which role; who denied what. Each is kept on somebody's say-so and never as a fact, so report it that way: "X said, as
the Herald reports, that …". Quote the words given, and give the permalink with them. sayso takes no side: where statements contradict each
other, name both.`

// limits of answers, so that they fit a model's context.
const (
	defaultLimit = 20
	mostLimit    = 100
	mostText     = 200_000 // bytes of a text to read
)

// ReadText is the tool that reads a text, which takes a processor for as long as the text is.
const ReadText = "read_text"

// server holds what the tools need.
type server struct{ Options }

// New returns a server with its tools.
func New(o Options) (*sdk.Server, error) {
	if o.Store == nil || o.NewReader == nil {
		return nil, errors.New("mcp: an archive and a reader are needed")
	}
	o.Base = strings.TrimRight(o.Base, "/")
	s := &server{o}
	m := sdk.NewServer(&sdk.Implementation{Name: "sayso", Title: "sayso: who said what in the news", Version: o.Version},
		&sdk.ServerOptions{Instructions: instructions, Capabilities: &sdk.ServerCapabilities{}})
	tool(m, "search_statements", "Search statements", `Search who said what in the archived news. The query is words and fields: words and "phrases" in what was said;
speaker:NAME, about:NAME, to:NAME (addressee), via:NAME (who relayed it), outlet:NAME, role:WORD, kind:direct|mixed|indirect, mode:say|deny|claim|…,
date:2017-03, date:2017-03-01/2017-04-15, is:denial, is:unnamed; "-" before what must not be, OR, parentheses. Newest first.`, s.search)
	tool(m, "statement", "One statement", "Give one statement in full: its passage, speaker, addressee, venue, date, the chain of sources from the speaker to the article, "+
		"what it stands within and what rests on it.", s.statement)
	tool(m, "person", "A person or organisation", "Give what the archive has of a person or organisation: forms of the name, roles and on whose say-so, latest statements, "+
		"what others said about them, contacts. Several may go by one name: then they are listed, to be asked for by number.", s.person)
	tool(m, "contacts_between", "Contacts", "List reported, denied or planned contacts (met, spoke, wrote, dined …) of somebody, or between two, each on somebody's say-so.", s.contacts)
	tool(m, "disputes", "Disputes", "List what some assert and others deny, with the evidence of both sides.", s.disputes)
	tool(m, ReadText, "Read a text", "Read an English news text that is not in the archive and give its record: statements, speakers, contacts, roles, disputes. Nothing is kept.", s.read)
	return m, nil
}

// tool adds a tool that only reads.
func tool[In, Out any](m *sdk.Server, name, title, description string, f func(context.Context, In) (Out, error)) {
	closed := false
	sdk.AddTool(m, &sdk.Tool{Name: name, Title: title, Description: description,
		Annotations: &sdk.ToolAnnotations{Title: title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}},
		func(ctx context.Context, _ *sdk.CallToolRequest, in In) (*sdk.CallToolResult, Out, error) {
			out, err := f(ctx, in)
			return nil, out, err
		})
}

// Serve answers on standard input and output until they close or ctx ends.
func Serve(ctx context.Context, m *sdk.Server) error {
	if err := m.Run(ctx, &sdk.StdioTransport{}); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("answer over standard input and output: %w", err)
	}
	return nil
}

// Handler answers over streamable HTTP. It keeps no sessions, so any number of servers behind one address will do.
func Handler(m *sdk.Server) http.Handler {
	return http.NewCrossOriginProtection().Handler(sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return m },
		&sdk.StreamableHTTPOptions{Stateless: true, JSONResponse: true, MaxRequestBodyBytes: 4 * mostText}))
}

type searchIn struct {
	Query string `json:"query" jsonschema:"words and fields; empty for the newest statements"`
	Limit int    `json:"limit,omitempty" jsonschema:"how many to give, at most 100; 20 if absent"`
	Skip  int    `json:"skip,omitempty" jsonschema:"how many to skip, to see more"`
}

type searchOut struct {
	Total      int         `json:"total" jsonschema:"how many match in all"`
	AtLeast    bool        `json:"at_least,omitempty" jsonschema:"there may be more than total"`
	Statements []Statement `json:"statements"`
}

func (s *server) search(ctx context.Context, in searchIn) (searchOut, error) {
	out := searchOut{Statements: []Statement{}}
	where, err := query.Parse(in.Query)
	if err != nil {
		return out, fmt.Errorf("the query cannot be understood: %w", err)
	}
	limit, skip := page(in.Limit, in.Skip)
	found, err := s.Store.Find(ctx, archive.Query{Where: where, Limit: limit, Offset: skip, Chains: true})
	if err != nil {
		return out, fmt.Errorf("search: %w", err)
	}
	out.Total, out.AtLeast = found.Total, found.AtLeast
	for i := range found.Hits {
		out.Statements = append(out.Statements, s.of(&found.Hits[i]))
	}
	return out, nil
}

// page bounds what is asked for.
func page(limit, skip int) (int, int) {
	if limit <= 0 {
		limit = defaultLimit
	}
	return min(limit, mostLimit), max(skip, 0)
}

type statementIn struct {
	Article string `json:"article" jsonschema:"the article's key, or its first 8 characters or more"`
	ID      string `json:"id" jsonschema:"the statement's id in its article, such as s3"`
}

func (s *server) statement(ctx context.Context, in statementIn) (StatementPage, error) {
	p, err := s.Store.Statement(ctx, in.Article, in.ID)
	if errors.Is(err, archive.ErrNotFound) {
		return StatementPage{}, fmt.Errorf("there is no statement %s in an article %s", in.ID, in.Article)
	}
	if err != nil {
		return StatementPage{}, fmt.Errorf("look up the statement: %w", err)
	}
	out := StatementPage{Statement: s.of(&p.Hit), Passage: p.Passage, Within: s.all(p.Within), Holds: s.all(p.Holds), Contacts: []Contact{}}
	for _, e := range p.About {
		out.About = append(out.About, s.entity(e))
	}
	for i := range p.Contacts {
		out.Contacts = append(out.Contacts, s.contact(&p.Contacts[i]))
	}
	for i := range p.Disputes {
		out.Disputes = append(out.Disputes, s.dispute(&p.Disputes[i]))
	}
	return out, nil
}

type readIn struct {
	Text      string `json:"text" jsonschema:"the text, paragraphs apart by line breaks; at most 200,000 bytes"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty" jsonschema:"who published it"`
	Published string `json:"published,omitempty" jsonschema:"date of publication, 2017-03-14; weekdays in the text go by it"`
}

func (s *server) read(_ context.Context, in readIn) (Reading, error) {
	if len(in.Text) > mostText {
		return Reading{}, fmt.Errorf("the text has %d bytes, more than %d: hand it in by parts, or add it to the archive", len(in.Text), mostText)
	}
	article := &sayso.Article{ID: "text", Title: in.Title, Outlet: in.Outlet, Published: in.Published, Language: "en", Text: strings.ToValidUTF8(in.Text, "\uFFFD")}
	return readingOf(article, s.NewReader().Read(article)), nil
}
