//go:build unix

package english

import (
	"bufio"
	"encoding/json"
	"os"
	"syscall"
	"testing"
	"time"

	"sayso/english/net"
	"sayso/english/split"
)

// newsTexts returns articles of the shared corpora, nil where they are absent.
func newsTexts(tb testing.TB) []string {
	f, err := os.Open("../../shared/data/polnear/train/articles.jsonl")
	if err != nil {
		tb.Skip("measured on the shared corpora, which are not here")
	}
	defer f.Close()
	var texts []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, a.Text)
	}
	return texts
}

// testModel returns the embedded model, or the one in the file that SAYSO_NET names, to measure other sizes.
func testModel(tb testing.TB) *net.Model {
	path := os.Getenv("SAYSO_NET")
	if path == "" {
		return net.Embedded()
	}
	b, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	m, err := net.Load(b)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// BenchmarkAnalyseNews reads different articles one after the other: cold with a new analysis, warm with one that has
// read a hundred others.
func BenchmarkAnalyseNews(b *testing.B) {
	texts, m := newsTexts(b), testModel(b)
	for _, c := range []struct {
		name  string
		first int
	}{{"cold", 0}, {"warm", 100}} {
		b.Run(c.name, func(b *testing.B) {
			words, spent := 0, time.Duration(0)
			for b.Loop() {
				b.StopTimer()
				a := NewAnalysisWith(split.Embedded(), m)
				for _, t := range texts[:c.first] {
					a.Analyse(t)
				}
				b.StartTimer()
				start := processor()
				for _, t := range texts[c.first : c.first+100] {
					a.Analyse(t)
					words += len(a.Tokens)
				}
				spent += processor() - start
			}
			b.ReportMetric(float64(words)/spent.Seconds(), "words/s")
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
