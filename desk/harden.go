package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"sayso/account"
)

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *recorder) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// recovered turns a panic into an answer of 500 and a line in the log; the desk goes on for everybody else.
func recovered(w *recorder, r *http.Request, d *desk) {
	fault := recover()
	if fault == nil {
		return
	}
	if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(fault) // the server's own word for: end the connection and say nothing
	}
	slog.Error("a page failed", "method", r.Method, "path", r.URL.Path, "fault", fault, "stack", string(debug.Stack()))
	if w.status != 0 {
		panic(http.ErrAbortHandler) // part of an answer is out: it must not look whole
	}
	d.refuse(w, r, http.StatusInternalServerError, "This could not be answered; the reason is in the server's log.")
}

// logNote lets the access log see what a route's guard has found out.
type logNote struct {
	recorder *recorder
	pattern  string
}

type noteKey struct{}

// logged writes a line for every request. The query is left out: what people search for is their own business.
func logged(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, n := time.Now(), &logNote{}
		seen := &recorder{ResponseWriter: w}
		defer func() {
			log.Info("request", "method", r.Method, "path", r.URL.Path, "status", seen.code(), "bytes", seen.bytes,
				"ms", time.Since(start).Milliseconds(), "route", n.pattern, "address", account.Network(r.RemoteAddr))
		}()
		next.ServeHTTP(seen, r.WithContext(context.WithValue(r.Context(), noteKey{}, n)))
	})
}

// problem answers a program in the words of RFC 9457.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": detail})
}

// readings bounds the reading of texts that are sent: so many at once as there are processors, and for those without an
// account so many in a time.
type readings struct {
	slots chan struct{}
	limit account.Limit
}

const (
	// queueFor is how long a text waits for a processor.
	queueFor = 15 * time.Second
	// maxUnknown bounds a text of somebody without an account, in bytes.
	maxUnknown = 256 << 10
)

func newReadings() *readings {
	return &readings{slots: make(chan struct{}, runtime.GOMAXPROCS(0)), limit: account.Limit{Burst: 20, Every: 15 * time.Second}}
}

// begin takes in what was sent and waits for a processor. The text is taken in first, so that who sends slowly holds up
// nobody. The handler finds it in the request's body.
func (s *readings) begin(w http.ResponseWriter, r *http.Request, d *desk, who account.Identity) (done func(), ok bool) {
	unknown := d.access == Accounts && who.Name == "" && who.Token == ""
	most := int64(maxBody)
	if unknown {
		most = maxUnknown
		if wait := s.limit.Take(account.Network(r.RemoteAddr), time.Now()); wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds()+1)))
			d.refuse(w, r, http.StatusTooManyRequests, "Too many texts in a short time. Wait "+waitWords(wait)+", or sign in.")
			return nil, false
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge) && unknown:
		d.refuse(w, r, http.StatusRequestEntityTooLarge, "This is too large: up to 256 KB can be read without signing in.")
		return nil, false
	case errors.As(err, &tooLarge):
		d.refuse(w, r, http.StatusRequestEntityTooLarge, "This is too large.")
		return nil, false
	case err != nil:
		d.refuse(w, r, http.StatusBadRequest, "What was sent could not be read.")
		return nil, false
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	patience, cancel := context.WithTimeout(r.Context(), queueFor)
	defer cancel()
	select {
	case s.slots <- struct{}{}:
		start := time.Now()
		return func() {
			<-s.slots
			d.metrics.reading(time.Since(start))
		}, true
	case <-patience.Done():
		w.Header().Set("Retry-After", "30")
		d.refuse(w, r, http.StatusServiceUnavailable, "Too many texts are being read right now. Try again in half a minute.")
		return nil, false
	}
}
