package evaluate

import (
	"bufio"
	"encoding/json"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"sayso/english"
)

// articles returns the news articles of the training data, where they are.
func articles(b *testing.B) []string {
	f, err := os.Open("../../../shared/data/polnear/train/articles.jsonl")
	if err != nil {
		b.Skip("the corpora are not here")
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	var out []string
	for in.Scan() {
		var a struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		out = append(out, a.Text)
	}
	return out
}

// BenchmarkArticles analyses news articles on one core: tokens, sentences, tags, trees, names, mentions and the lemma of
// every word. It reports the memory the process took at most as well.
func BenchmarkArticles(b *testing.B) {
	texts := articles(b)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	a := english.NewAnalysis()
	words, letters := 0, 0
	for b.Loop() {
		for _, t := range texts {
			a.Analyse(t)
			words += len(a.Tokens)
			for i := range a.Tokens {
				letters += len(a.Lemma(i))
			}
		}
	}
	if letters == 0 {
		b.Fatal("no lemma")
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
	b.ReportMetric(float64(len(texts)*b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(peak(), "peak-MB")
}

// peak returns the greatest memory of the process in MB, 0 where the system does not tell.
func peak() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}
