package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sayso/account"
	"sayso/archive"
)

// Access says who may use the desk.
type Access int

const (
	// Open lets everybody on this machine do everything, without signing in. It is for a desk that listens on loopback
	// addresses alone.
	Open Access = iota
	// Accounts lets in who signs in or shows an API token, to what the account's role allows.
	Accounts
)

// rule says what a route needs.
type rule struct {
	role account.Role
	// reads marks a route that reads a text, which takes a processor: see readings.
	reads bool
	// own marks what belongs to one who signed in: where there are accounts, nobody has it without one.
	own bool
	// kept marks a page that depends on nothing but its address, the archive and who is asking, and so need not be made
	// anew while these stay the same: see keptPages. Not for pages that change with the time, or change something.
	kept bool
	// streams marks an answer that takes as long as it takes: it has no time limit and no turn among the pages.
	streams bool
}

// rules is the one table of who may do what: each route of the desk with the role it needs. A route that is not in it is
// closed to everybody.
func rules() map[string]rule {
	nobody, read, correct, admin := rule{}, rule{role: account.Read}, rule{role: account.Correct}, rule{role: account.Admin}
	page, own := rule{role: account.Read, kept: true}, rule{role: account.Read, own: true}
	return map[string]rule{
		// What tells nothing of the archive.
		"/":                  nobody,
		"GET /assets/{name}": nobody,
		"GET /signin":        nobody,
		"POST /signin":       nobody,
		"POST /signout":      nobody,

		"GET /{$}":               page,
		"GET /speaker/{name...}": page,
		"GET /article/{key}":     page,
		"GET /people":            page,
		"GET /person/{id}":       page,
		"GET /contacts":          page,
		"GET /disputes":          page,
		"GET /decisions":         page,
		"GET /about":             page,
		"GET /read":              read,
		"POST /read":             {role: account.Read, reads: true},

		// What people put aside is not for everybody: see withheld.
		"GET /review":       correct,
		"GET /review/names": correct,
		"GET /corrections":  {role: account.Correct, kept: true},
		"POST /review":      correct,
		"POST /review/undo": correct,

		"POST /keep":  {role: account.Correct, reads: true},
		"POST /merge": correct,
		"POST /split": correct,
		"POST /undo":  correct,

		"GET /saved":              own,
		"POST /saved":             own,
		"GET /saved/{id}":         own,
		"POST /saved/{id}/remove": own,
		"GET /saved/{id}/{feed}":  own,

		"GET /statement/{key}/{id}":        page,
		"GET /statement/{key}/{id}/{file}": read,
		"GET /embed/{key}/{id}":            read,
		"GET /oembed":                      read,

		"GET /person/{id}/articles":   page,
		"GET /outlets":                page,
		"GET /outlet/{name...}":       page,
		"GET /network":                page,
		"GET /network/passages":       page,
		"GET /network/{file}":         read,
		"GET /numbers":                page,
		"GET /numbers/people":         page,
		"GET /numbers/{file}":         read,
		"GET /article/{key}/versions": page,
		"GET /changed":                page,
		"GET /copies":                 page,
		"GET /copies/{key}":           page,
		"GET /quotations":             page,
		"GET /quotation/{id}":         page,

		// Language models, which only read: see models.
		"POST /mcp": read,
		"/mcp":      read,

		"GET /export/{format}":        {role: account.Read, streams: true},
		"GET /api/v1/export/{format}": {role: account.Read, streams: true},

		"GET /metrics": admin,

		"GET /api":                   nobody,
		"/api/":                      nobody,
		"GET /api/v1/openapi.json":   nobody,
		"GET /api/v1/summary":        read,
		"GET /api/v1/statements":     read,
		"GET /api/v1/articles/{key}": read,
		"GET /api/v1/articles/{key}/statements/{id}": read,
		"GET /api/v1/people":                         read,
		"GET /api/v1/people/{id}":                    read,
		"GET /api/v1/people/{id}/said":               read,
		"GET /api/v1/people/{id}/about":              read,
		"GET /api/v1/people/{id}/contacts":           read,
		"GET /api/v1/people/{id}/disputes":           read,
		"GET /api/v1/contacts":                       read,
		"GET /api/v1/disputes":                       read,
		"GET /api/v1/decisions":                      read,
		"POST /api/v1/read":                          {role: account.Read, reads: true},
		"POST /api/v1/decisions":                     correct,
		"GET /api/v1/corrections":                    correct,
		"POST /api/v1/corrections":                   correct,
		"POST /api/v1/corrections/{id}/undo":         correct,
		"POST /api/v1/decisions/{id}/undo":           correct,
	}
}

// routes is a mux in which every route is guarded by its rule.
type routes struct {
	desk     *desk
	mux      *http.ServeMux
	rules    map[string]rule
	patterns []string
}

// HandleFunc adds a route, as http.ServeMux does.
func (t *routes) HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request)) {
	t.patterns = append(t.patterns, pattern)
	need, ok := t.rules[pattern]
	if !ok {
		slog.Error("a route has no rule and is closed", "route", pattern)
		handler = func(w http.ResponseWriter, r *http.Request) {
			t.desk.refuse(w, r, http.StatusForbidden, "This page has no rule that says who may see it.")
		}
	}
	t.mux.HandleFunc(pattern, t.desk.enter(pattern, need, handler))
}

func (t *routes) ServeHTTP(w http.ResponseWriter, r *http.Request) { t.mux.ServeHTTP(w, r) }

const (
	// answerIn bounds how long the archive may be asked for one page.
	answerIn = 30 * time.Second
	// maxBody bounds what is sent with a request; handlers draw narrower bounds.
	maxBody = 4 * maxPasted
)

// enter guards a route: it finds out who is asking, and lets in whose role is enough.
func (d *desk) enter(pattern string, need rule, handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &recorder{ResponseWriter: w}
		defer func() { d.metrics.request(pattern, r.Method, seen.code(), time.Since(start)) }()
		defer recovered(seen, r, d)
		if note, ok := r.Context().Value(noteKey{}).(*logNote); ok {
			note.recorder, note.pattern = seen, pattern
		}
		who, err := d.identify(seen, r)
		if err != nil {
			d.broken(seen, r, "who is asking", err)
			return
		}
		ctx := archive.WithAuthor(account.NewContext(r.Context(), who), who.Author())
		asks := r.Method == http.MethodGet || r.Method == http.MethodHead // HEAD is GET but for the body, which the server leaves out
		if asks && !need.streams {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, answerIn)
			defer cancel()
		}
		r = r.WithContext(ctx)
		if !who.May(need.role) || need.own && d.access == Accounts && who.Author() == "" {
			d.turnAway(seen, r, who)
			return
		}
		r.Body = http.MaxBytesReader(seen, r.Body, maxBody)
		if need.reads {
			done, ok := d.readings.begin(seen, r, d, who)
			if !ok {
				return
			}
			defer done()
		}
		answer := handler
		if asks && (need.role == account.Read || need.role == account.Correct) && !need.streams {
			answer = func(w http.ResponseWriter, r *http.Request) {
				if !d.building(r.Context()) {
					d.broken(w, r, "a turn", r.Context().Err())
					return
				}
				defer func() { <-d.turns }()
				handler(w, r)
			}
		}
		if need.kept && asks {
			d.keeping(seen, r, answer)
			return
		}
		answer(seen, r)
	}
}

// turnAway answers who may not do what was asked: with the sign-in where that may help.
func (d *desk) turnAway(w http.ResponseWriter, r *http.Request, who account.Identity) {
	signedIn := who.Name != "" || who.Token != ""
	switch {
	case d.access == Open:
		d.refuse(w, r, http.StatusForbidden, "This can be done only on the machine that the archive is on.")
	case signedIn:
		d.refuse(w, r, http.StatusForbidden, "Your account may not do this. Whoever keeps this desk can give it another role: sayso user role "+who.Name+" correct.")
	case isAPI(r) || r.Header.Get("Authorization") != "":
		w.Header().Set("WWW-Authenticate", `Bearer realm="sayso"`)
		d.refuse(w, r, http.StatusUnauthorized, "An API token is needed: Authorization: Bearer sayso_…, as sayso token add shows it.")
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		http.Redirect(w, r, "/signin?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
	default:
		d.refuse(w, r, http.StatusUnauthorized, "Sign in first.")
	}
}

// refuse tells a person or a program why there is no answer.
func (d *desk) refuse(w http.ResponseWriter, r *http.Request, status int, message string) {
	if isAPI(r) {
		problem(w, status, message)
		return
	}
	d.fail(w, r, status, message)
}

// identify finds out who is asking: by the token it shows, else by its session.
func (d *desk) identify(w http.ResponseWriter, r *http.Request) (account.Identity, error) {
	if d.access == Open {
		if isLoopback(r) {
			return account.Identity{Role: account.Admin}, nil
		}
		return account.Identity{Role: account.Read}, nil
	}
	anyone := account.Identity{}
	if d.public {
		anyone.Role = account.Read
	}
	if secret, ok := account.Bearer(r.Header.Get("Authorization")); ok {
		token, err := d.store.TokenIs(r.Context(), account.Sum(secret))
		if errors.Is(err, archive.ErrNoUser) {
			return account.Identity{}, nil // a token that is not valid gives less than none
		}
		if err != nil {
			return anyone, err
		}
		if today := time.Now().UTC().Format(time.DateOnly); token.Used != today {
			if err := d.store.UsedToken(r.Context(), token.Name, today); err != nil {
				slog.Warn("note the use of a token", "token", token.Name, "error", err) // no reason to turn it away
			}
		}
		return account.Identity{Token: token.Name, Role: token.Role}, nil
	}
	cookie, err := r.Cookie(d.cookieName(r))
	if err != nil || cookie.Value == "" {
		return anyone, nil
	}
	hash := account.Sum(cookie.Value)
	user, ends, err := d.store.Session(r.Context(), hash)
	if errors.Is(err, archive.ErrNoUser) {
		return anyone, nil
	}
	if err != nil {
		return anyone, err
	}
	if left := time.Until(ends); left < sessionLife-renewAfter {
		later := time.Now().Add(sessionLife)
		if err := d.store.ExtendSession(r.Context(), hash, later); err != nil {
			slog.Warn("extend a session", "user", user.Name, "error", err)
		} else {
			d.setCookie(w, r, cookie.Value, sessionLife)
		}
	}
	return account.Identity{Name: user.Name, Role: user.Role}, nil
}

// mayCorrect reports whether who is asking may correct what is in the archive.
func mayCorrect(r *http.Request) bool { return account.FromContext(r.Context()).MayCorrect() }

// isAPI reports whether the answer is for a program.
func isAPI(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == "/metrics" || r.URL.Path == "/mcp"
}

// fromProxy takes what a proxy in front says of a request in place of what is seen of it: the client's address, the host
// and whether it came by HTTPS. Only the last of each list counts, which the nearest proxy has written.
func fromProxy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		last := func(name string) string {
			values := r.Header.Values(name)
			if len(values) == 0 {
				return ""
			}
			list := strings.Split(values[len(values)-1], ",")
			return strings.TrimSpace(list[len(list)-1])
		}
		copied := r.Clone(r.Context())
		if ip := net.ParseIP(strings.Trim(last("X-Forwarded-For"), "[]")); ip != nil {
			copied.RemoteAddr = net.JoinHostPort(ip.String(), "0")
		}
		if host := last("X-Forwarded-Host"); host != "" {
			copied.Host = host
		}
		if strings.EqualFold(last("X-Forwarded-Proto"), "https") {
			copied = copied.WithContext(context.WithValue(copied.Context(), secureKey{}, true))
		}
		for name := range copied.Header {
			if strings.HasPrefix(name, "X-Forwarded-") || name == "Forwarded" {
				copied.Header.Del(name)
			}
		}
		next.ServeHTTP(w, copied)
	})
}

type secureKey struct{}

// isSecure reports whether a request came by HTTPS, here or at the proxy in front.
func isSecure(r *http.Request) bool {
	secure, _ := r.Context().Value(secureKey{}).(bool)
	return secure || r.TLS != nil
}

// allowed reports whether the desk answers for a host. Without accounts a page elsewhere could read the archive through a
// name that it lets point here, so only names that were given count, and addresses, which no foreign name is. With
// accounts the browser keeps the session from a foreign name.
func (d *desk) allowed(host string) bool {
	if d.access == Accounts && !d.public {
		return true
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || d.access == Accounts || d.hosts[host]
	}
	return d.hosts[host]
}

// wait says in words how long to wait.
func waitWords(wait time.Duration) string {
	if wait > 90*time.Second {
		return fmt.Sprintf("%d minutes", int(wait.Minutes()+0.99))
	}
	return fmt.Sprintf("%d seconds", int(wait.Seconds()+0.99))
}
