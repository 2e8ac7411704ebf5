package archive

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sayso"
)

// generator makes articles of invented words whose frequencies fall as those of English do: a few words are in nearly
// every statement, most are rare.
type generator struct {
	random *rand.Rand
	words  *rand.Zipf
	people *rand.Zipf
	n      int
}

func newGenerator(seed uint64) *generator {
	random := rand.New(rand.NewPCG(seed, 1))
	return &generator{random: random, words: rand.NewZipf(random, 1.1, 8, 50_000), people: rand.NewZipf(random, 1.1, 20, 20_000)}
}

var syllables = []string{"ba", "ker", "lo", "mi", "tan", "ru", "sel", "vo", "dan", "pre", "gol", "nu", "fi", "har", "ce", "ost"}

// invented is the word of a number, always the same one.
func invented(n int) string {
	var b strings.Builder
	for n += len(syllables); n > 0; n /= len(syllables) {
		b.WriteString(syllables[n%len(syllables)])
	}
	return b.String()
}

func person(n int) string {
	first, last := invented(n%97), invented(n)
	return strings.ToUpper(first[:1]) + first[1:] + " " + strings.ToUpper(last[:1]) + last[1:]
}

// entry makes an article of about 900 words with 20 statements, published some time in ten years.
func (g *generator) entry() Entry {
	g.n++
	at := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(g.random.Int64N(int64(10 * 365 * 24 * time.Hour))))
	outlet := g.random.IntN(100)
	article := &sayso.Article{ID: fmt.Sprintf("article-%d", g.n), Title: "Report " + strconv.Itoa(g.n),
		Outlet: "The " + person(outlet) + " Herald", Author: person(g.random.IntN(500)), Language: "en",
		URL: fmt.Sprintf("https://herald-%d.example/%s/%d", outlet, at.Format("2006/01"), g.n), Published: at.Format(time.RFC3339)}
	record := &sayso.Record{ID: article.ID, Title: article.Title, Outlet: article.Outlet, Author: article.Author,
		URL: article.URL, Published: article.Published, Language: "en"}
	people := make([]int, 6)
	for i := range people {
		people[i] = int(g.people.Uint64())
		name := person(people[i])
		record.Entities = append(record.Entities, sayso.Entity{ID: "e" + strconv.Itoa(i+1), Type: sayso.Person, Name: name,
			Names: []string{name, name[strings.Index(name, " ")+1:]}, Gender: "female"})
	}
	var text strings.Builder
	prose := func(n int) {
		for range n {
			text.WriteString(invented(int(g.words.Uint64())))
			text.WriteByte(' ')
		}
	}
	for i := range 20 {
		prose(20)
		text.WriteString("\n\n")
		speaker := g.random.IntN(len(people))
		name := person(people[speaker])
		s := sayso.Statement{ID: "s" + strconv.Itoa(i+1), Kind: sayso.Kinds[g.random.IntN(3)], Mode: sayso.Modes[g.random.IntN(17)],
			Speaker:    sayso.Speaker{Entity: "e" + strconv.Itoa(speaker+1), Name: name, Type: sayso.SpeakerPerson},
			Confidence: float64(g.random.IntN(100)) / 100, SaidOn: article.Published[:10], About: []string{"e1"}}
		start := text.Len()
		text.WriteString(name)
		s.Source = sayso.Spans{{Start: start, End: text.Len()}}
		record.Entities[speaker].Mentions = append(record.Entities[speaker].Mentions, s.Source[0])
		text.WriteString(" said ")
		s.Cue = sayso.Spans{{Start: text.Len() - 5, End: text.Len() - 1}}
		start = text.Len()
		prose(22)
		s.Content = sayso.Spans{{Start: start, End: text.Len() - 1}}
		record.Statements = append(record.Statements, s)
	}
	article.Text = text.String()
	record.TextSHA256 = article.TextSHA256()
	return Entry{article, record}
}

func (g *generator) entries(n int) []Entry {
	entries := make([]Entry, n)
	for i := range entries {
		entries[i] = g.entry()
	}
	return entries
}

// BenchmarkAdd adds 1,000 articles of about 900 words with 20 statements each, by batches of different sizes.
func BenchmarkAdd(b *testing.B) {
	entries := newGenerator(1).entries(1000)
	text := 0
	for _, e := range entries {
		text += len(e.Article.Text)
	}
	for _, size := range []int{1, 10, 100, 1000} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			var bytes int64
			for b.Loop() {
				path := filepath.Join(b.TempDir(), "bench.db")
				a, err := Open(b.Context(), path)
				if err != nil {
					b.Fatal(err)
				}
				for batch := range slices.Chunk(entries, size) {
					if _, err := a.Add(b.Context(), batch); err != nil {
						b.Fatal(err)
					}
				}
				if err := a.Close(); err != nil {
					b.Fatal(err)
				}
				info, err := os.Stat(path)
				if err != nil {
					b.Fatal(err)
				}
				bytes = info.Size()
			}
			b.ReportMetric(float64(bytes)/float64(text), "file/text")
		})
	}
}

// BenchmarkOpen opens an archive that is there, as find and serve do.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "bench.db")
	a, err := Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := a.Add(b.Context(), newGenerator(1).entries(100)); err != nil {
		b.Fatal(err)
	}
	a.Close()
	for b.Loop() {
		a, err := OpenExisting(context.Background(), path)
		if err != nil {
			b.Fatal(err)
		}
		a.Close()
	}
}
