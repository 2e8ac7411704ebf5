//go:build unix

package reading

import (
	"bufio"
	"encoding/json"
	"os"
	"syscall"
	"testing"
	"time"

	"sayso"
)

// newsArticles returns articles of the shared corpora; where these are absent, the test is skipped.
func newsArticles(tb testing.TB) []sayso.Article {
	f, err := os.Open("../../shared/data/polnear/train/articles.jsonl")
	if err != nil {
		tb.Skip("measured on the shared corpora, which are not here")
	}
	defer f.Close()
	var articles []sayso.Article
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a sayso.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			tb.Fatal(err)
		}
		articles = append(articles, a)
	}
	return articles
}

// BenchmarkReadNews reads different articles one after the other, text to record, with a reader that has read fifty
// others.
func BenchmarkReadNews(b *testing.B) {
	articles := newsArticles(b)
	for _, c := range []struct {
		name string
		make func() *Reader
	}{{"weights", New}, {"rules", ByRules}} {
		b.Run(c.name, func(b *testing.B) {
			r := c.make()
			for i := range articles[:50] {
				r.Read(&articles[i])
			}
			words, start := 0, processor()
			b.ReportAllocs()
			for b.Loop() {
				for i := range articles[50:150] {
					r.Read(&articles[50+i])
					words += len(r.doc.Tokens)
				}
			}
			b.ReportMetric(float64(words)/(processor()-start).Seconds(), "words/s")
		})
	}
}

// processor returns the time that the process has had on processors: other work on the machine disturbs it less than it
// disturbs the clock.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
