package archive

import (
	"flag"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var benchStatements = flag.Int("statements", 20_000, "the size of the archive that BenchmarkFind searches")

var benchArchive = flag.String("bench-archive", "", "the archive that BenchmarkFind searches; if it is not there, it is made")

// BenchmarkFind measures how long a page of 50 hits with its total takes:
//
//	go test -run xxx -bench Find -benchtime 40x ./archive -statements 1000000 -bench-archive /tmp/bench.db
func BenchmarkFind(b *testing.B) {
	path := *benchArchive
	if path == "" {
		path = filepath.Join(b.TempDir(), "bench.db")
	}
	a, err := Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	if sum, err := a.Summary(b.Context()); err != nil {
		b.Fatal(err)
	} else if sum.Statements == 0 {
		g := newGenerator(1)
		for n := 0; n < *benchStatements; n += 4000 {
			if _, err := a.Add(b.Context(), g.entries(200)); err != nil {
				b.Fatal(err)
			}
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
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
	for _, c := range []struct {
		name  string
		query func(i int) string
	}{
		{"nothing", func(int) string { return "" }},
		{"everywhere", func(int) string { return "said" }},
		{"frequent", func(i int) string { return invented(i % 5) }},
		{"middling", func(i int) string { return invented(200 + i) }},
		{"rare", func(i int) string { return invented(20_000 + i) }},
		{"two", func(i int) string { return invented(i) + " " + invented(i+3) }},
		{"either", func(i int) string { return invented(i) + " OR " + invented(i+3) }},
		{"but-not", func(i int) string { return invented(100+i) + " -" + invented(i+3) }},
		{"only-not", func(i int) string { return "-" + invented(i%5) }},
		{"phrase", func(i int) string { return `"` + invented(i%7) + " " + invented(i%5) + `"` }},
		{"phrase+frequent", func(i int) string { return `"` + invented(i%7) + " " + invented(30+i%5) + `" said` }},
		{"beginning", func(i int) string { return invented(i)[:3] + "*" }},
		{"ranked-frequent", func(i int) string { return invented(i % 5) }},
		{"ranked-everywhere", func(int) string { return "said" }},
		{"ranked-two", func(i int) string { return invented(i) + " " + invented(i+3) }},
		{"speaker", func(i int) string { return `speaker:"` + person(i) + `"` }},
		{"speaker-rare", func(i int) string { return `speaker:"` + person(9_000+i) + `"` }},
		{"last-name", func(i int) string { return "speaker:" + strings.Fields(person(i))[1] }},
		{"speaker+frequent", func(i int) string { return `speaker:"` + person(i) + `" ` + invented(i%5) }},
		{"number", func(i int) string { return "speaker:#" + strconv.Itoa(1+i) }},
		{"number+frequent", func(i int) string { return "speaker:#" + strconv.Itoa(1+i) + " " + invented(i%5) }},
		{"number+rare", func(i int) string { return "speaker:#" + strconv.Itoa(1+i) + " " + invented(2000+i) }},
		{"about", func(i int) string { return `about:"` + person(i) + `" -` + invented(i%5) }},
		{"kind", func(int) string { return "kind:direct" }},
		{"denial", func(int) string { return "is:denial" }},
		{"all-filters", func(i int) string { return invented(i%5) + " outlet:herald kind:direct date:2024/2026" }},
		{"month", func(int) string { return "date:2025-03" }},
		{"month+frequent", func(i int) string { return "date:2025-03 " + invented(i%5) }},
		{"five-years", func(int) string { return "date:2022/2026" }},
		{"page-100", func(i int) string { return invented(i % 5) }},
	} {
		for _, facets := range []bool{false, true} {
			name := c.name
			if facets {
				name += "/facets"
			}
			measure(name, func(i int) error {
				q := Query{Where: asked(b, c.query(i)).Where, Facets: facets}
				if strings.HasPrefix(c.name, "ranked") {
					q.Order = Relevance
				}
				if c.name == "page-100" {
					q.Offset = 5000
				}
				_, err := a.Find(b.Context(), q)
				return err
			})
		}
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
