package mcp_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso"
	"sayso/archive"
	"sayso/mcp"
	"sayso/reading"
)

const text = `Ilse Marrow met the ambassador Teodor Vash in Breck on Monday, Goran Stell told the Herald.

"The harbour will stay open," Marrow said on Tuesday. Vash denied that he had met Ilse Marrow.`

func open(t *testing.T) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	article := &sayso.Article{ID: "a1", Title: "The harbour", Outlet: "The Breck Herald", Published: "2031-03-11", URL: "https://herald.example/1", Language: "en", Text: text}
	if _, err := a.Add(t.Context(), []archive.Entry{{Article: article, Record: reading.ByRules().Read(article)}}); err != nil {
		t.Fatal(err)
	}
	return a
}

// connect gives a client of the official SDK that talks to the server, in memory or over HTTP.
func connect(t *testing.T, overHTTP bool) *sdk.ClientSession {
	t.Helper()
	server, err := mcp.New(mcp.Options{Store: open(t), NewReader: func() sayso.Reader { return reading.ByRules() }, Base: "http://desk.example/", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	client := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil)
	var transport sdk.Transport
	if overHTTP {
		s := httptest.NewServer(mcp.Handler(server))
		t.Cleanup(s.Close)
		transport = &sdk.StreamableClientTransport{Endpoint: s.URL}
	} else {
		var there sdk.Transport
		transport, there = sdk.NewInMemoryTransports()
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		go func() { _ = server.Run(ctx, there) }()
	}
	session, err := client.Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close() })
	return session
}

// ask calls a tool and decodes its answer; it returns the error that the tool reports.
func ask(t *testing.T, session *sdk.ClientSession, tool string, arguments map[string]any, out any) string {
	t.Helper()
	result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	words := result.Content[0].(*sdk.TextContent).Text
	if result.IsError {
		return words
	}
	if err := json.Unmarshal([]byte(words), out); err != nil {
		t.Fatalf("%s: %v in %s", tool, err, words)
	}
	return ""
}

// All tools are said to only read, and describe what they take and give.
func TestTools(t *testing.T) {
	session := connect(t, false)
	list, err := session.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if !tool.Annotations.ReadOnlyHint || tool.Description == "" || tool.InputSchema == nil || tool.OutputSchema == nil {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	if got, want := strings.Join(names, " "), "contacts_between disputes person read_text search_statements statement"; got != want {
		t.Errorf("tools %s, want %s", got, want)
	}
}

func TestAnswers(t *testing.T) {
	for name, overHTTP := range map[string]bool{"in memory": false, "over HTTP": true} {
		t.Run(name, func(t *testing.T) {
			session := connect(t, overHTTP)
			var found struct {
				Total      int
				Statements []mcp.Statement
			}
			if fault := ask(t, session, "search_statements", map[string]any{"query": "harbour speaker:marrow"}, &found); fault != "" {
				t.Fatal(fault)
			}
			if found.Total != 1 || len(found.Statements) != 1 {
				t.Fatalf("found %+v", found)
			}
			s := found.Statements[0]
			if !strings.Contains(text, s.Words) || s.Speaker.Name != "Ilse Marrow" || s.Speaker.Number == 0 || s.Outlet != "The Breck Herald" ||
				!strings.HasPrefix(s.Permalink, "http://desk.example/statement/") || len(s.Chain) == 0 {
				t.Errorf("statement %+v", s)
			}
			var page mcp.StatementPage
			if fault := ask(t, session, "statement", map[string]any{"article": s.Article[:12], "id": s.ID}, &page); fault != "" || !strings.Contains(page.Passage, s.Words) {
				t.Errorf("%s %+v", fault, page)
			}
			var person mcp.PersonPage
			if fault := ask(t, session, "person", map[string]any{"name": "Marrow"}, &person); fault != "" || person.Entity == nil || len(person.Said) != 1 {
				t.Errorf("%s %+v", fault, person)
			}
			var contacts struct{ Contacts []mcp.Contact }
			if fault := ask(t, session, "contacts_between", map[string]any{"a": "Marrow", "b": "Vash"}, &contacts); fault != "" || len(contacts.Contacts) == 0 {
				t.Fatalf("%s %+v", fault, contacts)
			}
			for _, c := range contacts.Contacts {
				if c.SaySo == "" || !strings.Contains(text, c.Words) {
					t.Errorf("contact %+v", c)
				}
			}
			var disputes struct{ Disputes []mcp.Dispute }
			if fault := ask(t, session, "disputes", map[string]any{}, &disputes); fault != "" {
				t.Error(fault)
			}
			var read mcp.Reading
			if fault := ask(t, session, "read_text", map[string]any{"text": text}, &read); fault != "" || len(read.Statements) == 0 {
				t.Errorf("%s %+v", fault, read)
			}
		})
	}
}

// What cannot be answered says why, so that the model can ask better.
func TestWrongQuestions(t *testing.T) {
	session := connect(t, false)
	for _, c := range []struct {
		tool string
		with map[string]any
		want string
	}{
		{"search_statements", map[string]any{"query": "speeker:marrow"}, "speaker"},
		{"statement", map[string]any{"article": "00000000", "id": "s1"}, "no statement s1"},
		{"person", map[string]any{"name": "Nobody Atall"}, "nobody in the archive"},
		{"person", map[string]any{}, "whom do you mean"},
		{"read_text", map[string]any{"text": strings.Repeat("a ", 150_000)}, "more than"},
	} {
		if got := ask(t, session, c.tool, c.with, nil); !strings.Contains(got, c.want) {
			t.Errorf("%s %v: %q, want %q", c.tool, c.with, got, c.want)
		}
	}
}
