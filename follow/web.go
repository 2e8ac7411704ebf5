package follow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"sayso/public"
)

var (
	// ErrPrivate says that a name or a redirection leads to this machine or a private network.
	ErrPrivate = errors.New("it leads to a private address; to allow that, give --allow-private")
	// ErrRobots says that the site's robots.txt does not want it fetched.
	ErrRobots = errors.New("the site's robots.txt does not allow it")
	// ErrAddress says that something is no address of a page.
	ErrAddress = errors.New("not a web address")
	// ErrTooLarge says that an answer is over the bound.
	ErrTooLarge = fmt.Errorf("the answer has more than %d MB", maxAnswer>>20)
)

// StatusError is an answer that is neither the page nor "nothing new".
type StatusError struct {
	Status int
	// Wait is how long the server asks to wait before the next try, 0 if it does not say.
	Wait time.Duration
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.Status, http.StatusText(e.Status))
}

// The bounds on one request.
const (
	maxAnswer       = 16 << 20 // bytes, unpacked
	maxRedirections = 5
	requestTime     = 45 * time.Second
	maxWait         = 60 * time.Second // between two requests to a host, whatever its robots.txt asks for
)

// userAgent tells servers who asks.
const userAgent = "sayso (news reader for archives; follows feeds; +robots: sayso)"

// web makes requests, one at a time.
type web struct {
	client *http.Client
	opts   *Options
	// next is when the next request to a host may be made, by host.
	next   map[string]time.Time
	robots map[string]*robots
}

func newWeb(opts *Options) *web {
	dialer := &net.Dialer{Timeout: 15 * time.Second}
	transport := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConns:           20,
		IdleConnTimeout:        30 * time.Second,
		ForceAttemptHTTP2:      true,
	}
	if opts.AllowPrivate {
		transport.Proxy = http.ProxyFromEnvironment
	} else {
		// The address is looked at when it is dialled, so a name that resolves to another address the second time, and a
		// redirection, are checked as well.
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return checkPublic(address) }
	}
	return &web{opts: opts, next: map[string]time.Time{}, robots: map[string]*robots{}, client: &http.Client{
		Transport: transport,
		Timeout:   requestTime,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // followed by hand: each host has its own pause and robots.txt
		},
	}}
}

// checkPublic fails for an address and port that are not public.
func checkPublic(address string) error {
	if !public.Address(address) {
		return fmt.Errorf("%w (%s)", ErrPrivate, address)
	}
	return nil
}

// answer is what a server sent.
type answer struct {
	address        string // after redirections
	unchanged      bool
	etag, modified string
	charset        string // as the server declares it
	contentType    string
	wait           time.Duration // how long the server wants to be left alone
	body           []byte
}

// get fetches an address, as far as robots.txt allows.
func (w *web) get(ctx context.Context, address, etag, modified string) (*answer, error) {
	for range maxRedirections + 1 {
		u, err := webURL(address)
		if err != nil {
			return nil, err
		}
		rules, err := w.rules(ctx, u)
		if err != nil {
			return nil, err
		}
		if !rules.allows(u) {
			return nil, ErrRobots
		}
		response, err := w.request(ctx, u, etag, modified, rules.delay)
		if err != nil {
			return nil, err
		}
		if to := redirection(response, u); to != "" {
			response.Body.Close()
			address = to
			continue
		}
		return w.read(response, u)
	}
	return nil, fmt.Errorf("more than %d redirections", maxRedirections)
}

func webURL(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%w: %.200q", ErrAddress, address)
	}
	u.User, u.Fragment = nil, ""
	return u, nil
}

func redirection(r *http.Response, from *url.URL) string {
	switch r.StatusCode {
	case 301, 302, 303, 307, 308:
		if to, err := from.Parse(r.Header.Get("Location")); err == nil && r.Header.Get("Location") != "" {
			return to.String()
		}
	}
	return ""
}

// request waits until the host may be asked again, and asks.
func (w *web) request(ctx context.Context, u *url.URL, etag, modified string, delay time.Duration) (*http.Response, error) {
	if wait := w.next[u.Host].Sub(w.opts.Now()); wait > 0 {
		if err := w.opts.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrAddress, err)
	}
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set("Accept", "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5")
	request.Header.Set("Accept-Language", "en")
	if etag != "" {
		request.Header.Set("If-None-Match", etag)
	}
	if modified != "" {
		request.Header.Set("If-Modified-Since", modified)
	}
	response, err := w.client.Do(request)
	w.next[u.Host] = w.opts.Now().Add(max(w.opts.Pause, min(delay, maxWait)))
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", u, unwrapped(err))
	}
	return response, nil
}

// unwrapped takes off the address that net/http puts before its errors.
func unwrapped(err error) error {
	var outer *url.Error
	if errors.As(err, &outer) {
		return outer.Err
	}
	return err
}

// read reads an answer.
func (w *web) read(r *http.Response, u *url.URL) (*answer, error) {
	defer r.Body.Close()
	a := &answer{address: u.String(), etag: r.Header.Get("ETag"), modified: r.Header.Get("Last-Modified"), wait: freshFor(r.Header)}
	switch {
	case r.StatusCode == http.StatusNotModified:
		a.unchanged = true
		return a, nil
	case r.StatusCode != http.StatusOK:
		return nil, &StatusError{r.StatusCode, w.retryAfter(r.Header)}
	}
	if kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil {
		a.contentType, a.charset = kind, params["charset"]
	}
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("fetch %s: %w", u, err)
	case n > maxAnswer:
		return nil, ErrTooLarge
	}
	a.body = b.Bytes()
	return a, nil
}

// freshFor is how long an answer may be kept, as the server says; a day at most.
func freshFor(h http.Header) time.Duration {
	for directive := range strings.SplitSeq(h.Get("Cache-Control"), ",") {
		if value, ok := strings.CutPrefix(strings.TrimSpace(strings.ToLower(directive)), "max-age="); ok {
			if n, err := strconv.Atoi(value); err == nil && n > 0 {
				return min(time.Duration(n)*time.Second, 24*time.Hour)
			}
		}
	}
	return 0
}

// retryAfter reads for how long a server asks to be left alone.
func (w *web) retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	if n, err := strconv.Atoi(value); err == nil && n > 0 && n < 1e8 {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(value); err == nil {
		return max(0, t.Sub(w.opts.Now()))
	}
	return 0
}
