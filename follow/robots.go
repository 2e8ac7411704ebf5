package follow

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// robots are the rules of a site for this program (RFC 9309).
type robots struct {
	rules []rule
	// delay is how long the site asks to wait between requests.
	delay time.Duration
	until time.Time // when to ask for the rules again
	none  bool      // nothing may be fetched: the rules could not be had
}

// rule allows or forbids the paths that a pattern matches.
type rule struct {
	pattern string
	allow   bool
}

const (
	robotsName  = "sayso"
	maxRobots   = 500 << 10 // bytes that are read of a site's rules
	robotsFor   = 24 * time.Hour
	robotsRetry = time.Hour
)

// rules returns the rules of the site that u is on. A site that has none allows all; one that fails to tell allows nothing for
// the time being.
func (w *web) rules(ctx context.Context, u *url.URL) (*robots, error) {
	site := u.Scheme + "://" + u.Host
	if known := w.robots[site]; known != nil && w.opts.Now().Before(known.until) {
		return known, nil
	}
	r, err := w.fetchRules(ctx, site)
	if err != nil {
		return nil, err
	}
	w.robots[site] = r
	return r, nil
}

func (w *web) fetchRules(ctx context.Context, site string) (*robots, error) {
	r := &robots{until: w.opts.Now().Add(robotsFor)}
	address := site + "/robots.txt"
	for range maxRedirections + 1 {
		u, err := webURL(address)
		if err != nil {
			return r, nil // led astray: as if it had none
		}
		response, err := w.request(ctx, u, "", "", 0)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if errors.Is(err, ErrPrivate) {
				return nil, err
			}
			return nil, err // the page could not be had either
		}
		if to := redirection(response, u); to != "" {
			response.Body.Close()
			address = to
			continue
		}
		data, err := io.ReadAll(io.LimitReader(response.Body, maxRobots))
		response.Body.Close()
		switch {
		case response.StatusCode >= 500, response.StatusCode == 429, err != nil:
			r.none, r.until = true, w.opts.Now().Add(robotsRetry)
		case response.StatusCode == 200:
			r.read(data)
		}
		return r, nil
	}
	return r, nil
}

// read reads the rules: those of the groups that name this program, or else those of the groups for all.
func (r *robots) read(data []byte) {
	var own, all robots
	named, forOwn, forAll, inRules := false, false, false, false
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	lines.Buffer(nil, maxRobots+1)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if inRules {
				forOwn, forAll, inRules = false, false, false
			}
			name := strings.ToLower(value)
			forAll = forAll || name == "*"
			if strings.HasPrefix(name, robotsName) && (len(name) == len(robotsName) || name[len(robotsName)] == '/' || name[len(robotsName)] == ' ') {
				forOwn, named = true, true
			}
		case "allow", "disallow", "crawl-delay":
			inRules = true
			if forOwn {
				own.add(key, value)
			}
			if forAll {
				all.add(key, value)
			}
		}
	}
	if !named {
		own = all
	}
	r.rules, r.delay = own.rules, own.delay
}

func (r *robots) add(key, value string) {
	switch {
	case key == "crawl-delay":
		if n, err := strconv.ParseFloat(value, 64); err == nil && n > 0 && n < 1e6 {
			r.delay = time.Duration(n * float64(time.Second))
		}
	case value != "": // an empty "disallow" forbids nothing
		r.rules = append(r.rules, rule{value, key == "allow"})
	}
}

// allows reports whether a page may be fetched: the longest pattern that matches its path decides, and of two equally long ones
// that which allows.
func (r *robots) allows(u *url.URL) bool {
	if r.none {
		return false
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if path == "/robots.txt" {
		return true
	}
	longest, allowed := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > longest || n == longest && rule.allow) && matches(rule.pattern, path) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// matches reports whether a path begins as a pattern says, in which "*" stands for anything and "$" at the end for the end.
func matches(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !whole || path == ""
}
