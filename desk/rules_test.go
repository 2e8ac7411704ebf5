package desk

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/account"
	"sayso/archive"
	"sayso/reading"
)

// built is a desk with an empty archive.
func built(t *testing.T, change func(*Options)) (http.Handler, *routes) {
	t.Helper()
	store, err := archive.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	o := Options{Store: store, NewReader: func() sayso.Reader { return reading.ByRules() }}
	if change != nil {
		change(&o)
	}
	handler, routes, err := build(o)
	if err != nil {
		t.Fatal(err)
	}
	return handler, routes
}

// Every route stands in the table, and the table has no route that there is not: who adds a page must say who may see it.
func TestEveryRouteHasARule(t *testing.T) {
	_, routes := built(t, nil)
	there := map[string]bool{}
	for _, pattern := range routes.patterns {
		there[pattern] = true
		if _, ok := rules()[pattern]; !ok {
			t.Errorf("route %q has no rule: add it to rules in access.go", pattern)
		}
	}
	for pattern := range rules() {
		if !there[pattern] {
			t.Errorf("rule %q is of no route", pattern)
		}
	}
}

// What changes something needs more than reading, or is listed here with the reason.
func TestWhatChangesNeedsARole(t *testing.T) {
	free := map[string]string{
		"POST /signin":      "it is how a role is come by",
		"POST /signout":     "it ends one's own session alone",
		"POST /read":        "nothing is kept of it",
		"POST /api/v1/read": "nothing is kept of it",
		"POST /mcp":         "its tools only read",
		// One's own list, which wants an account where there are accounts.
		"POST /saved":             "own",
		"POST /saved/{id}/remove": "own",
	}
	for pattern, rule := range rules() {
		method, _, ok := strings.Cut(pattern, " ")
		if !ok || method == http.MethodGet {
			continue
		}
		if rule.role < account.Correct && (free[pattern] == "" || free[pattern] == "own" && !rule.own) {
			t.Errorf("%s needs only the role %s", pattern, rule.role)
		}
	}
}

// asked returns the status of every route for somebody.
func asked(t *testing.T, handler http.Handler, patterns []string, prepare func(*http.Request)) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, pattern := range patterns {
		method, path, ok := strings.Cut(pattern, " ")
		if !ok {
			method, path = http.MethodGet, strings.TrimSuffix(pattern, "/")+"/nowhere"
			if pattern == "/mcp" {
				path = pattern
			}
		}
		path = strings.NewReplacer("{$}", "", "{name...}", "x", "{name}", "x", "{key}", "00000000", "{id}", "1", "{feed}", "rss", "{file}", "x").Replace(path)
		r := httptest.NewRequest(method, "http://127.0.0.1"+path, nil)
		if prepare != nil {
			prepare(r)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		out[pattern] = w.Code
	}
	return out
}

// Without signing in every route but those for nobody is closed; in public mode those for reading are open as well.
func TestRoutesAreClosed(t *testing.T) {
	closed := func(status int) bool {
		return status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusSeeOther
	}
	for _, public := range []bool{false, true} {
		handler, routes := built(t, func(o *Options) { o.Access, o.Public = Accounts, public })
		for pattern, status := range asked(t, handler, routes.patterns, nil) {
			need := rules()[pattern]
			want := need.role > account.Nobody && !(public && need.role == account.Read && !need.own)
			if pattern == "POST /signout" || pattern == "POST /signin" { // both lead on without a role
				continue
			}
			if closed(status) != want {
				t.Errorf("public %v: %s answers %d", public, pattern, status)
			}
		}
	}
}

// A token opens what its role may do, and nothing else.
func TestTokensOpenTheirRole(t *testing.T) {
	var store archive.Store
	handler, routes := built(t, func(o *Options) { o.Access, store = Accounts, o.Store })
	for _, role := range account.Roles {
		secret := account.NewToken()
		if err := store.AddToken(t.Context(), role.String(), role, account.Sum(secret)); err != nil {
			t.Fatal(err)
		}
		for pattern, status := range asked(t, handler, routes.patterns, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }) {
			if may := rules()[pattern].role <= role; may == (status == http.StatusForbidden || status == http.StatusUnauthorized) && pattern != "POST /signin" {
				t.Errorf("%s with a token to %s: %d", pattern, role, status)
			}
		}
	}
	for pattern, status := range asked(t, handler, routes.patterns, func(r *http.Request) { r.Header.Set("Authorization", "Bearer sayso_wrong") }) {
		if rules()[pattern].role > account.Nobody && status != http.StatusUnauthorized {
			t.Errorf("%s with a wrong token: %d", pattern, status)
		}
	}
}

// A route that is not in the table is closed, even to those who may do everything.
func TestRouteWithoutARuleIsClosed(t *testing.T) {
	handler, routes := built(t, nil)
	routes.HandleFunc("GET /forgotten", func(w http.ResponseWriter, _ *http.Request) { t.Error("it was let through") })
	r := httptest.NewRequest(http.MethodGet, "http://localhost/forgotten", nil)
	r.RemoteAddr = "127.0.0.1:4711"
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("status %d", w.Code)
	}
}

func TestPanicIsAnswered(t *testing.T) {
	handler, routes := built(t, nil)
	routes.rules["GET /broken"] = rule{}
	routes.rules["GET /api/broken"] = rule{}
	for _, path := range []string{"/broken", "/api/broken"} {
		routes.HandleFunc("GET "+path, func(http.ResponseWriter, *http.Request) { panic("for the test") })
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil))
		if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "for the test") {
			t.Errorf("%s: %d\n%s", path, w.Code, w.Body)
		}
		if api := strings.HasPrefix(path, "/api"); strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") != api {
			t.Errorf("%s: %s", path, w.Header().Get("Content-Type"))
		}
	}
}

func TestNextStaysInside(t *testing.T) {
	for next, want := range map[string]string{"/person/3?from=30": "/person/3?from=30", "": "/", "https://evil.example": "/", "//evil.example": "/",
		"/\\evil.example": "/", "/\t/evil.example": "/", "javascript:alert(1)": "/"} {
		if got := inside(next); got != want {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}
