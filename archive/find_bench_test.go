package archive

import (
	"flag"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var benchStatements = flag.Int("statements", 20_000, "the size of the archive that BenchmarkFind searches")

// BenchmarkFind measures how long a page of 50 hits with its total takes:
//
//	go test -run xxx -bench Find -benchtime 40x ./archive -statements 500000
func BenchmarkFind(b *testing.B) {
	a, err := Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	g := newGenerator(1)
	for n := 0; n < *benchStatements; n += 4000 {
		if _, err := a.Add(b.Context(), g.entries(200)); err != nil {
			b.Fatal(err)
		}
	}
	measure := func(name string, f func(i int) error) {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if err := f(i); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
	for _, c := range []struct {
		name  string
		query func(i int) Query
	}{
		{"nothing", func(int) Query { return Query{} }},
		{"everywhere", func(int) Query { return Query{Words: "said"} }},
		{"frequent", func(i int) Query { return Query{Words: invented(i % 5)} }},
		{"middling", func(i int) Query { return Query{Words: invented(200 + i)} }},
		{"rare", func(i int) Query { return Query{Words: invented(20_000 + i)} }},
		{"two", func(i int) Query { return Query{Words: invented(i) + " " + invented(i+3)} }},
		{"phrase", func(i int) Query { return Query{Words: `"` + invented(i%7) + " " + invented(i%5) + `"`} }},
		{"phrase+frequent", func(i int) Query { return Query{Words: `"` + invented(i%7) + " " + invented(30+i%5) + `" said`} }},
		{"ranked-frequent", func(i int) Query { return Query{Words: invented(i % 5), Order: Relevance} }},
		{"ranked-everywhere", func(i int) Query { return Query{Words: "said", Order: Relevance} }},
		{"ranked-two", func(i int) Query { return Query{Words: invented(i) + " " + invented(i+3), Order: Relevance} }},
		{"speaker", func(i int) Query { return Query{Speaker: person(i)} }},
		{"speaker-rare", func(i int) Query { return Query{Speaker: person(9_000 + i)} }},
		{"speaker-is", func(i int) Query { return Query{SpeakerIs: person(i)} }},
		{"speaker+frequent", func(i int) Query { return Query{SpeakerIs: person(i), Words: invented(i % 5)} }},
		{"kind", func(int) Query { return Query{Kind: "direct"} }},
		{"all-filters", func(i int) Query {
			return Query{Words: invented(i % 5), Outlet: "herald", Kind: "direct", After: "2024", Before: "2026"}
		}},
		{"month", func(int) Query { return Query{After: "2025-03", Before: "2025-03"} }},
		{"five-years", func(int) Query { return Query{After: "2022", Before: "2026"} }},
		{"page-100", func(i int) Query { return Query{Words: invented(i % 5), Offset: 5000} }},
	} {
		measure(c.name, func(i int) error {
			_, err := a.Find(b.Context(), c.query(i))
			return err
		})
	}
	measure("Summary", func(int) error {
		_, err := a.Summary(b.Context())
		return err
	})
	measure("Speaker", func(i int) error {
		_, err := a.Speaker(b.Context(), person(0))
		return err
	})
	hit, err := a.Find(b.Context(), Query{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	measure("Article", func(int) error {
		_, err := a.Article(b.Context(), hit.Hits[0].Key[:10])
		return err
	})
}
