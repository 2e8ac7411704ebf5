package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sayso/account"
)

// counting answers with a number that grows each time it is made.
func counting(made *atomic.Int64, status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(status)
		fmt.Fprint(w, made.Add(1))
	}
}

func ask(k *keptPages, version, path string, who account.Identity, tag string, page http.HandlerFunc) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r = r.WithContext(account.NewContext(r.Context(), who))
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	w := httptest.NewRecorder()
	k.serve(w, r, version, page)
	return w
}

func TestPagesAreKept(t *testing.T) {
	var k keptPages
	var made atomic.Int64
	page := counting(&made, http.StatusOK)
	hedda, tom := account.Identity{Name: "hedda", Role: account.Correct}, account.Identity{Name: "tom", Role: account.Read}
	for _, c := range []struct {
		what, version, path string
		who                 account.Identity
		want                string
	}{
		{"the first time", "1", "/a", hedda, "1"},
		{"again", "1", "/a", hedda, "1"},
		{"another query", "1", "/a?q=x", hedda, "2"},
		{"somebody else", "1", "/a", tom, "3"},
		{"another role", "1", "/a", account.Identity{Name: "tom", Role: account.Correct}, "4"},
		{"after a change", "2", "/a", hedda, "5"},
		{"again after it", "2", "/a", hedda, "5"},
	} {
		w := ask(&k, c.version, c.path, c.who, "", page)
		if got := w.Body.String(); got != c.want || w.Header().Get("Content-Type") != "text/plain" || w.Header().Get("ETag") == "" {
			t.Errorf("%s: %s, want %s; %v", c.what, got, c.want, w.Header())
		}
	}
	tag := ask(&k, "2", "/a", hedda, "", page).Header().Get("ETag")
	for _, c := range []struct {
		what, version string
		who           account.Identity
		want          int
	}{{"unchanged", "2", hedda, 304}, {"somebody else", "2", tom, 200}, {"changed", "3", hedda, 200}} {
		if w := ask(&k, c.version, "/a", c.who, tag, page); w.Code != c.want {
			t.Errorf("%s: %d", c.what, w.Code)
		}
	}
}

func TestFaultsAreNotKept(t *testing.T) {
	var k keptPages
	var made atomic.Int64
	for i := range 3 {
		w := ask(&k, "1", "/a", account.Identity{}, "", counting(&made, http.StatusServiceUnavailable))
		if w.Body.String() != fmt.Sprint(i+1) || w.Header().Get("ETag") != "" {
			t.Errorf("%s %v", w.Body, w.Header())
		}
	}
	func() {
		defer func() { recover() }()
		ask(&k, "1", "/b", account.Identity{}, "", func(http.ResponseWriter, *http.Request) { panic("for the test") })
	}()
	if w := ask(&k, "1", "/b", account.Identity{}, "", counting(&made, http.StatusOK)); w.Body.String() != "4" {
		t.Errorf("after a panic: %s", w.Body)
	}
}

// Many who ask for a page at the same time share it.
func TestPagesAreMadeOnce(t *testing.T) {
	var k keptPages
	var made atomic.Int64
	start := make(chan struct{})
	page := func(w http.ResponseWriter, r *http.Request) {
		<-start
		counting(&made, http.StatusOK)(w, r)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if w := ask(&k, "1", "/a", account.Identity{}, "", page); w.Body.String() != "1" {
				t.Errorf("got %s", w.Body)
			}
		})
	}
	time.Sleep(10 * time.Millisecond)
	close(start)
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

// So many pages are made at once and no more, and who asks longer than the patience goes without.
func TestTurnsAreBounded(t *testing.T) {
	d := &desk{turns: make(chan struct{}, 1)}
	if !d.building(t.Context()) {
		t.Fatal("no turn")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if d.building(ctx) {
		t.Error("two at once")
	}
	<-d.turns
	if !d.building(t.Context()) {
		t.Error("no turn after the first has ended")
	}
}
