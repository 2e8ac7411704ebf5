package desk_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso"
	"sayso/archive"
	"sayso/desk"
	"sayso/reading"
)

// BenchmarkPages makes the pages of the archive that SAYSO_LOAD names, one after the other, without a network between.
func BenchmarkPages(b *testing.B) {
	path := os.Getenv("SAYSO_LOAD")
	if path == "" {
		b.Skip("SAYSO_LOAD names no archive")
	}
	store, err := archive.OpenExisting(context.Background(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	pages, err := desk.New(desk.Options{Store: store, NewReader: func() sayso.Reader { return reading.ByRules() }})
	if err != nil {
		b.Fatal(err)
	}
	most, err := store.Most(b.Context(), sayso.Person, 1)
	if err != nil || len(most) == 0 {
		b.Fatal(err)
	}
	found, err := store.Find(b.Context(), archive.Query{Limit: 1})
	if err != nil || len(found.Hits) == 0 {
		b.Fatal(err)
	}
	for _, p := range []string{"/", "/?q=people", "/?q=people&order=relevance", "/?q=people&kind=direct", fmt.Sprintf("/person/%d", most[0].ID),
		"/article/" + found.Hits[0].Key, "/people", "/contacts", "/disputes", "/about", "/api/v1/statements?q=people", "/api/v1/summary"} {
		b.Run(strings.ReplaceAll(p, "/", "_"), func(b *testing.B) {
			size, n, start := 0, 0, processor(b)
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "http://localhost"+p, nil)
				r.RemoteAddr = "127.0.0.1:1"
				w := httptest.NewRecorder()
				pages.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("%s: %d", p, w.Code)
				}
				size = w.Body.Len()
				n++
			}
			// Beside other work the time of processors says more than the time that passes.
			b.ReportMetric(float64((processor(b)-start).Microseconds())/float64(n)/1000, "cpu-ms/op")
			b.ReportMetric(float64(size)/1024, "KB")
		})
	}
}

// processor is the time of processors that this process has taken.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
