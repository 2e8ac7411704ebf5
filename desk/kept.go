package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"

	"sayso/account"
)

// pages made once are kept for as long as the archive does not change: most of the time nobody adds anything, and then a
// page costs no more than to send it. While somebody does, those who ask for the same page at the same time share it.
// Pages are kept by what they depend on: their address, and who is asking.
type keptPages struct {
	mutex   sync.Mutex
	version string
	pages   map[string]*keptPage
	bytes   int
}

type keptPage struct {
	// made is closed when the page is there; body is nil where it could not be made to be kept.
	made   chan struct{}
	header http.Header
	body   []byte
}

// maxKept bounds the bytes of all kept pages, maxKeptPages their number.
const (
	maxKept      = 32 << 20
	maxKeptPages = 4096
)

// serve answers with the kept page, or has it built and keeps it. version is the state of the archive before it is asked.
func (k *keptPages) serve(w http.ResponseWriter, r *http.Request, version string, build http.HandlerFunc) {
	who := account.FromContext(r.Context())
	// The browser's own copy is of one who asked as well: who signs out must not be shown it.
	sum := sha256.Sum256([]byte(strings.Join([]string{version, who.Name, who.Token, who.Role.String()}, "\x00")))
	tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	if r.Header.Get("If-None-Match") == tag {
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "private, no-cache")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	key := strings.Join([]string{who.Name, who.Token, who.Role.String(), r.URL.RequestURI()}, "\x00")
	k.mutex.Lock()
	if k.version != version {
		k.version, k.pages, k.bytes = version, map[string]*keptPage{}, 0
	}
	page := k.pages[key]
	mine := page == nil && len(k.pages) < maxKeptPages && k.bytes < maxKept
	if mine {
		page = &keptPage{made: make(chan struct{})}
		k.pages[key] = page
	}
	k.mutex.Unlock()
	switch {
	case page == nil: // no room
		build(w, r)
		return
	case mine:
		k.build(w, r, key, page, tag, build)
		return
	}
	select {
	case <-page.made:
	case <-r.Context().Done():
		return
	}
	if page.body == nil {
		build(w, r)
		return
	}
	for name, values := range page.header {
		w.Header()[name] = values
	}
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(page.body) // a reader that has gone away is no fault of ours
}

// build has a page made, sends it, and keeps it if it is whole and well.
func (k *keptPages) build(w http.ResponseWriter, r *http.Request, key string, page *keptPage, tag string, build http.HandlerFunc) {
	taken := &taker{ResponseWriter: w, before: w.Header().Clone(), tag: tag}
	good := false
	defer func() { // a panic goes on; who waits must not wait for ever
		k.mutex.Lock()
		if good {
			k.bytes += len(page.body)
		} else if page.body = nil; k.pages[key] == page {
			delete(k.pages, key)
		}
		k.mutex.Unlock()
		close(page.made)
	}()
	build(taken, r)
	if taken.status == http.StatusOK && w.Header().Get("Set-Cookie") == "" && r.Context().Err() == nil {
		page.header, page.body, good = taken.header, taken.body.Bytes(), taken.body.Len() > 0
	}
}

// taker takes a copy of what is sent.
type taker struct {
	http.ResponseWriter
	before http.Header
	tag    string // the ETag of a page that is well
	header http.Header
	status int
	body   bytes.Buffer
}

func (t *taker) WriteHeader(status int) {
	if t.status = status; status == http.StatusOK {
		t.Header().Set("ETag", t.tag)
		t.header = http.Header{} // as the page has set it: what stands behind may compress it, and say so
		for name, values := range t.Header() {
			if _, ok := t.before[name]; !ok {
				t.header[name] = values
			}
		}
	}
	t.ResponseWriter.WriteHeader(status)
}

func (t *taker) Write(b []byte) (int, error) {
	if t.status == 0 {
		t.WriteHeader(http.StatusOK)
	}
	t.body.Write(b)
	return t.ResponseWriter.Write(b)
}

// atOnce is how many pages are made at the same time. More would only make each of them late: the processors and the
// connections to the archive are what they wait for, and who came first is to be served first.
func atOnce() int { return 4 * max(2, runtime.GOMAXPROCS(0)) }

// building waits for a turn to make a page, and reports whether it came before the one who asks lost patience.
func (d *desk) building(ctx context.Context) bool {
	select {
	case d.turns <- struct{}{}:
		return true
	default:
	}
	select {
	case d.turns <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// keeping answers from the kept pages, and with nothing but a word to who has the page already.
func (d *desk) keeping(w http.ResponseWriter, r *http.Request, handler http.HandlerFunc) {
	version, err := d.store.Version(r.Context())
	if err != nil {
		slog.Warn("look up the state of the archive", "error", err) // the page itself will tell, if it is broken
		handler(w, r)
		return
	}
	d.kept.serve(w, r, version, handler)
}
