package archive

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/intake"
	"sayso/query"
	"sayso/reading"
)

var bigStatements = flag.Int("big", 20_000, "how many statements the archive of BenchmarkBig has")

// varier makes articles without end from some that were read: names, numbers, and a part of all other words are exchanged
// for others of the same length out of the same articles, by chance that is always the same, so that all spans stay where
// they are. One in twenty is left as it is but for its last paragraph: a copy that another outlet carries.
type varier struct {
	base  []Entry
	words [24][]string // lower-case words by length, as often as they occur
	names [24][]string // words of names
}

// exchanged are the shares of words and of names that are others, in percent.
const (
	exchangedWords = 35
	exchangedNames = 40
)

// newVarier reads the articles of ../shared where there is one, else the samples.
func newVarier(t testing.TB) *varier {
	v := &varier{}
	r := reading.ByRules()
	add := func(a *sayso.Article) {
		record := r.Read(a)
		v.base = append(v.base, Entry{a, record})
		for _, w := range textWords(a.Text) {
			if word := a.Text[w.start:w.end]; len(word) < len(v.words) && isPlain(word) {
				v.words[len(word)] = append(v.words[len(word)], word)
			}
		}
		for i := range record.Entities {
			if record.Entities[i].Type == sayso.Person {
				for _, word := range strings.Fields(record.Entities[i].Name) {
					if len(word) < len(v.names) && isName(word) {
						v.names[len(word)] = append(v.names[len(word)], word)
					}
				}
			}
		}
	}
	if file, err := os.Open("../../shared/data/polnear/train/articles.jsonl"); err == nil {
		defer file.Close()
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var d struct{ ID, Publisher, Date, Title, Text string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				t.Fatal(err)
			}
			add(&sayso.Article{ID: d.ID, Outlet: d.Publisher, Published: d.Date, Title: d.Title, Text: d.Text, Language: "en"})
		}
	} else {
		for a, err := range intake.Walk([]string{"../samples"}, intake.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			add(a)
		}
	}
	return v
}

func isPlain(word string) bool {
	return len(word) > 2 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
}

func isName(word string) bool {
	return len(word) > 2 && 'A' <= word[0] && word[0] <= 'Z' && strings.Trim(word[1:], "abcdefghijklmnopqrstuvwxyz") == ""
}

// entry is the article of a number, always the same one.
func (v *varier) entry(n int) Entry {
	base := v.base[n%len(v.base)]
	seed := uint64(n / len(v.base))
	if seed == 0 {
		return base
	}
	copied := mix(uint64(n))%20 == 0
	if copied {
		seed = 1 // as it was the first time, with other digits at the end
	}
	exchange := func(s string) string {
		out := []byte(s)
		for _, w := range textWords(s) {
			word := s[w.start:w.end]
			h := mix(w.hash ^ seed*0x9e3779b97f4a7c15)
			pool, share := v.words[:], uint64(exchangedWords)
			switch {
			case isName(word):
				pool, share = v.names[:], exchangedNames
			case strings.Trim(word, "0123456789") == "":
				for i := range word {
					out[w.start+i] = '0' + byte((h>>(4*(i%16)))%10)
				}
				continue
			case !isPlain(word):
				continue
			}
			if len(word) < len(pool) && len(pool[len(word)]) > 0 && h%100 < share {
				copy(out[w.start:], pool[len(word)][h>>8%uint64(len(pool[len(word)]))])
			}
		}
		return string(out)
	}
	random := rand.New(rand.NewPCG(uint64(n), 2))
	at := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(random.Int64N(int64(10 * 365 * 24 * time.Hour))))
	a, r := *base.Article, *base.Record
	a.ID, a.Published, a.Title = fmt.Sprintf("%s-%d", a.ID, n), at.Format("2006-01-02T15:04"), exchange(a.Title)
	a.Outlet, a.URL = fmt.Sprintf("%s %d", a.Outlet, random.IntN(20)), fmt.Sprintf("https://outlet.example/%d", n)
	a.Text = exchange(a.Text)
	if tail := strings.LastIndexByte(strings.TrimSpace(a.Text), '\n'); copied && tail > 0 {
		a.Text = a.Text[:tail] + strings.Repeat("~", len(a.Text)-tail)
		for !boundary(base.Article.Text, tail) {
			tail--
		}
	}
	r.ID, r.Title, r.Outlet, r.Published, r.TextSHA256 = a.ID, a.Title, a.Outlet, a.Published, a.TextSHA256()
	r.Entities, r.Statements = slices.Clone(r.Entities), slices.Clone(r.Statements)
	for i := range r.Entities {
		e := &r.Entities[i]
		e.Name, e.Names = exchange(e.Name), slices.Clone(e.Names)
		for k := range e.Names {
			e.Names[k] = exchange(e.Names[k])
		}
	}
	for i := range r.Statements {
		r.Statements[i].Speaker.Name = exchange(r.Statements[i].Speaker.Name)
	}
	return Entry{&a, &r}
}

// bigArchive opens an archive of at least so many statements. It is kept in the folder SAYSO_BENCH_DIR, if that is set.
func bigArchive(b *testing.B, v *varier, statements int) (*Archive, int, string) {
	folder := os.Getenv("SAYSO_BENCH_DIR")
	if folder == "" {
		folder = b.TempDir()
	}
	path := filepath.Join(folder, fmt.Sprintf("sayso-bench-%d-%d.db", schemaVersion, statements))
	a, err := Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { a.Close() })
	var n, have int
	if err := a.writer.QueryRow("SELECT articles, statements FROM totals").Scan(&n, &have); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	first := n
	for have < statements {
		entries := make([]Entry, 200)
		for i := range entries {
			entries[i] = v.entry(n + i)
			have += len(entries[i].Record.Statements)
		}
		n += len(entries)
		if _, err := a.Add(b.Context(), entries); err != nil {
			b.Fatal(err)
		}
		if (n-first)%20_000 == 0 {
			b.Logf("%d articles, %d statements, %.0f articles/s", n, have, float64(n-first)/time.Since(start).Seconds())
		}
	}
	return a, n, path
}

// BenchmarkBig measures an archive of many statements:
//
//	SAYSO_BENCH_DIR=/tmp go test ./archive -run '^$' -bench Big -benchtime 200x -big 1000000 -timeout 2h
func BenchmarkBig(b *testing.B) {
	v := newVarier(b)
	a, n, path := bigArchive(b, v, *bigStatements)
	b.Run("size", func(b *testing.B) {
		if _, err := a.writer.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		var text int64
		if err := a.readers.QueryRow("SELECT sum(length(CAST(text AS BLOB))) FROM texts").Scan(&text); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
		}
		b.ReportMetric(float64(info.Size())/float64(text), "file/text")
		b.ReportMetric(float64(n), "articles")
	})
	measure := func(name string, f func(ctx context.Context, i int) error) {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if err := f(b.Context(), i); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
	// word is a word as often as the texts have it.
	word := func(i int) string {
		h := mix(uint64(i) + 77)
		pool := v.words[4+h%6]
		return pool[(h>>8)%uint64(len(pool))]
	}
	for name, words := range map[string]func(i int) string{
		"one word": word, "two words": func(i int) string { return word(i) + " " + word(i+1_000_000) },
		"filtered": func(i int) string { return word(i) + " kind:direct -is:repeated" },
	} {
		for _, order := range []Order{Newest, Relevance} {
			measure("find/"+name+"/"+string(order), func(ctx context.Context, i int) error {
				where, err := query.Parse(words(i))
				if err != nil {
					return err
				}
				_, err = a.Find(ctx, Query{Where: where, Order: order})
				return err
			})
		}
	}
	people, err := a.Most(b.Context(), sayso.Person, 1)
	if err != nil || len(people) == 0 {
		b.Fatal(people, err)
	}
	b.Logf("the person: %d statements in %d articles", people[0].Statements, people[0].Articles)
	// What the page of a person asks.
	measure("person", func(ctx context.Context, _ int) error {
		id := people[0].ID
		_, err := a.Portrait(ctx, id)
		_, _, said := a.Latest(ctx, id, SpeakerPart, 10, 0)
		_, _, about := a.Latest(ctx, id, AboutPart, 5, 0)
		_, _, contacts := a.LatestContacts(ctx, id, 5)
		_, disputes := a.LatestDisputes(ctx, id, 5)
		return errors.Join(err, said, about, contacts, disputes)
	})
	measure("quotations", func(ctx context.Context, i int) error {
		_, err := a.Quotations(ctx, QuotationQuery{Words: word(i)})
		return err
	})
	measure("copies", func(ctx context.Context, i int) error {
		_, err := a.Copies(ctx, CopyQuery{Limit: 20, Offset: i})
		return err
	})
	b.Run("add", func(b *testing.B) {
		r := reading.ByRules()
		var reads, adds time.Duration
		articles := 0
		for b.Loop() {
			entries := make([]Entry, 20)
			for i := range entries {
				entries[i] = v.entry(n + i)
			}
			n += len(entries)
			start := time.Now()
			for i := range entries {
				entries[i].Record = r.Read(entries[i].Article)
			}
			reads += time.Since(start)
			start = time.Now()
			if _, err := a.Add(b.Context(), entries); err != nil {
				b.Fatal(err)
			}
			adds += time.Since(start)
			articles += len(entries)
		}
		b.ReportMetric(float64(articles)/(reads+adds).Seconds(), "articles/s")
		b.ReportMetric(adds.Seconds()*1000/float64(articles), "add-ms/article")
		b.ReportMetric(float64(reads+adds)/float64(reads), "add/read")
	})
}

// Exchanged texts keep their length and their spans, and are the same each time.
func TestVariedArticlesCanBeAdded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many articles")
	}
	v := newVarier(t)
	v.base = v.base[:min(len(v.base), 40)]
	a := openNew(t)
	var entries []Entry
	for n := range 4 * len(v.base) {
		e := v.entry(n)
		if again := v.entry(n); again.Article.Text != e.Article.Text {
			t.Fatalf("article %d is another one the second time", n)
		}
		entries = append(entries, e)
	}
	if added, err := a.Add(t.Context(), entries); err != nil || added != len(entries) {
		t.Fatalf("%d of %d added, %v", added, len(entries), err)
	}
	copies, err := a.Copies(t.Context(), CopyQuery{})
	if err != nil || copies.Total == 0 || copies.Articles > len(entries)/4 {
		t.Errorf("%d copies of %d origins, %v", copies.Articles, copies.Total, err)
	}
}
