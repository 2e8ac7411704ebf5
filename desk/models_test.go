package desk_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sayso/account"
	"sayso/archive"
	"sayso/desk"
)

// bearer shows a token with every request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	if b != "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+string(b))
	}
	return http.DefaultTransport.RoundTrip(r)
}

// model is a client of the official SDK that asks the desk.
func model(t *testing.T, desk, token string) (*sdk.ClientSession, error) {
	t.Helper()
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(),
		&sdk.StreamableClientTransport{Endpoint: desk + "/mcp", HTTPClient: &http.Client{Transport: bearer(token)}, DisableStandaloneSSE: true, MaxRetries: -1}, nil)
	if err == nil {
		t.Cleanup(func() { session.Close() })
	}
	return session, err
}

// call calls a tool and returns its answer as text, and whether it is an error.
func call(t *testing.T, session *sdk.ClientSession, tool string, arguments map[string]any) (string, bool) {
	t.Helper()
	result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	text, err := json.Marshal(result.Content)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), result.IsError
}

// The desk answers models as it answers people: under its own address, with pages behind the permalinks.
func TestModelsAsk(t *testing.T) {
	s := server(t, articles)
	session, err := model(t, s.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	tools, err := session.ListTools(t.Context(), nil)
	if err != nil || len(tools.Tools) != 6 {
		t.Fatalf("%v, %v", tools, err)
	}
	answer, wrong := call(t, session, "search_statements", map[string]any{"query": "harbour"})
	link := s.URL + "/statement/" + articles[0].Key()[:16] + "/s1"
	if wrong || !strings.Contains(answer, "that the harbour was closed") || !strings.Contains(answer, link) {
		t.Errorf("search: %s", answer)
	}
	if res, _ := get(t, link); res.StatusCode != 200 {
		t.Errorf("%s: %d", link, res.StatusCode)
	}
	if answer, wrong = call(t, session, "read_text", map[string]any{"text": "Hedda Quill said that it rained."}); wrong || !strings.Contains(answer, "it rained") {
		t.Errorf("read: %s", answer)
	}
	if _, body := get(t, s.URL+"/metrics"); !strings.Contains(body, "sayso_reading_seconds_count 1") {
		t.Error("a text that a model hands in takes no processor")
	}
	if res, _ := get(t, s.URL+"/mcp"); res.StatusCode != 405 || res.Header.Get("Allow") != "POST" {
		t.Errorf("GET: %d", res.StatusCode)
	}
}

// With accounts a model needs a token, and sees what its role may see; a page elsewhere cannot ask through a browser.
func TestModelsNeedARole(t *testing.T) {
	for _, public := range []bool{false, true} {
		s, store := guarded(t, func(o *desk.Options) { o.Public, o.AllowedHosts = public, []string{"desk.example"} })
		if _, err := store.Correct(t.Context(), archive.Edit{Verb: archive.Hide, Article: articles[0].Key(), Statement: "s1", Author: "hedda"}); err != nil {
			t.Fatal(err)
		}
		for _, role := range []account.Role{account.Read, account.Correct} {
			if err := store.AddToken(t.Context(), role.String(), role, account.Sum("sayso_"+role.String())); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := model(t, s.URL, ""); (err == nil) != public {
			t.Errorf("public %v, without a token: %v", public, err)
		}
		if _, err := model(t, s.URL, "sayso_wrong"); err == nil {
			t.Errorf("public %v: a wrong token is let in", public)
		}
		for role, sees := range map[string]bool{"read": false, "correct": true} {
			session, err := model(t, s.URL, "sayso_"+role)
			if err != nil {
				t.Fatal(err)
			}
			answer, wrong := call(t, session, "search_statements", map[string]any{"query": "is:hidden"})
			if wrong == sees || strings.Contains(answer, "harbour was closed") != sees {
				t.Errorf("role %s: %s", role, answer)
			}
		}
	}
	s := server(t, articles)
	r, _ := http.NewRequest(http.MethodPost, s.URL+"/mcp", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	r.Header.Set("Origin", "https://evil.example")
	if res, body := send(t, http.DefaultClient, r); res.StatusCode != 403 {
		t.Errorf("from another page: %d %s", res.StatusCode, body)
	}
}
