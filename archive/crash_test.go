package archive_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/archive"
)

// childVariable makes the test binary a process that adds articles: "path,first,articles,batch".
const childVariable = "SAYSO_ARCHIVE_TEST_CHILD"

func TestMain(m *testing.M) {
	if order := os.Getenv(childVariable); order != "" {
		if err := child(order); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// child adds numbered articles in batches, and says after each batch which is the next.
func child(order string) error {
	parts := strings.Split(order, ",")
	numbers := make([]int, 3)
	for i := range numbers {
		var err error
		if numbers[i], err = strconv.Atoi(parts[i+1]); err != nil {
			return err
		}
	}
	first, articles, batch := numbers[0], numbers[1], numbers[2]
	ctx := context.Background()
	a, err := archive.Open(ctx, parts[0])
	if err != nil {
		return err
	}
	for n := first; n < first+articles; n += batch {
		var entries []archive.Entry
		for i := n; i < min(n+batch, first+articles); i++ {
			entries = append(entries, numbered(i))
		}
		if _, err := a.Add(ctx, entries); err != nil {
			return err
		}
		fmt.Println(n + batch)
	}
	return a.Close()
}

// numbered is the article of a number: always the same, some long, some without statements.
func numbered(n int) archive.Entry {
	random := rand.New(rand.NewPCG(uint64(n), 7))
	statements := make([]said, random.IntN(9))
	for i := range statements {
		name := fmt.Sprintf("Speaker No%d", random.IntN(20))
		statements[i] = said{source: name, cue: "said", speaker: person(name), names: []string{name, name[8:]},
			content: fmt.Sprintf("the %d of %d ", n, i) + strings.Repeat(fmt.Sprintf("harbour %d ", random.IntN(500)), random.IntN(60))}
	}
	return entry(fmt.Sprintf("article-%d", n), fmt.Sprintf("Herald %d", n%5), fmt.Sprintf("20%02d-0%d", random.IntN(40), 1+n%9), statements...)
}

func start(t *testing.T, path string, first, articles, batch int) (*exec.Cmd, *bytes.Buffer, *bufio.Scanner) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), fmt.Sprintf("%s=%s,%d,%d,%d", childVariable, path, first, articles, batch))
	var problems bytes.Buffer
	command.Stderr = &problems
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	return command, &problems, bufio.NewScanner(out)
}

// TestKilled kills a process that adds articles, at any moment from its start on, again and again. What is left must
// open, be whole, hold every batch that Add had returned from, and nothing half or twice.
func TestKilled(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	var path string
	acknowledged, killed := 0, 0
	for round := range rounds {
		if round%8 == 0 { // killed early, too, while the file is being made
			path, acknowledged = filepath.Join(t.TempDir(), "crash.db"), 0
		}
		batch := []int{1, 7, 40, 300}[round%4]
		command, problems, lines := start(t, path, acknowledged, 100_000, batch)
		wait := time.Duration(rand.N(150)) * time.Millisecond
		if round%8 == 0 {
			wait = time.Duration(rand.N(30)) * time.Millisecond
		}
		timer := time.AfterFunc(wait, func() { command.Process.Kill() })
		for lines.Scan() {
			next, err := strconv.Atoi(lines.Text())
			if err != nil {
				t.Fatalf("the child says %q", lines.Text())
			}
			acknowledged = next
		}
		err := command.Wait()
		timer.Stop()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Exited() {
			t.Fatalf("the child should have been killed, but: %v\n%s", err, problems)
		}
		killed++
		kept := checkWhole(t, path)
		if kept < acknowledged || kept > acknowledged+batch {
			t.Fatalf("round %d: %d articles were acknowledged, batches of %d, but %d are kept", round, acknowledged, batch, kept)
		}
		acknowledged = kept
	}
	t.Logf("killed %d times", killed)
}

// checkWhole opens what a killed process left and returns how many articles it has.
func checkWhole(t *testing.T, path string) int {
	t.Helper()
	ctx := t.Context()
	a, err := archive.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]string{
		"SELECT group_concat(integrity_check) FROM pragma_integrity_check": "ok",
		"SELECT count(*) FROM pragma_foreign_key_check":                    "0",
		`SELECT articles = (SELECT count(*) FROM articles) AND statements = (SELECT count(*) FROM statements)
			FROM totals`: "1",
		`SELECT count(*) FROM articles a WHERE statements <>
			(SELECT count(*) FROM statements s WHERE s.article = a.id)`: "0",
		"SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM texts)": "0",
		`SELECT count(*) FROM voices v LEFT JOIN (SELECT voice, count(*) AS n FROM statements GROUP BY voice) s
			ON s.voice = v.id WHERE v.statements IS NOT s.n`: "0",
		`SELECT count(*) FROM speakers p LEFT JOIN (SELECT speaker, sum(statements) AS n FROM voices GROUP BY speaker) v
			ON v.speaker = p.id WHERE p.statements IS NOT v.n`: "0",
		`SELECT count(*) FROM outlets o LEFT JOIN (SELECT outlet, count(*) AS n FROM articles GROUP BY outlet) a
			ON a.outlet = o.id WHERE o.articles IS NOT a.n`: "0",
		"SELECT count(*) FROM statements WHERE id NOT IN (SELECT rowid FROM words WHERE words MATCH 'facets : (direct1 OR mixed1 OR indirect1)')":                        "0",
		"SELECT count(*) FROM (SELECT rowid AS id FROM words WHERE words MATCH 'facets : (direct1 OR mixed1 OR indirect1)') WHERE id NOT IN (SELECT id FROM statements)": "0",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Fatalf("%s: %q, %v; want %q", query, got, err, want)
		}
	}
	// Compares the index of words with what it indexes, word for word.
	if _, err := db.Exec("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)"); err != nil {
		t.Fatalf("the index of words: %v", err)
	}
	sum, err := a.Summary(ctx)
	if err != nil {
		t.Fatal(err)
	}
	// One writer, in order: what is kept is the first so many articles.
	for _, n := range []int{0, sum.Articles / 2, sum.Articles - 1} {
		if n >= 0 && n < sum.Articles {
			checkSame(t, a, numbered(n))
		}
	}
	return sum.Articles
}

// checkSame gets an entry back and compares it byte for byte.
func checkSame(t interface{ Fatalf(string, ...any) }, a *archive.Archive, want archive.Entry) {
	got, err := a.Article(context.Background(), want.Article.Key())
	if err != nil {
		t.Fatalf("Article(%s): %v", want.Article.ID, err)
		return
	}
	if *got.Article != *want.Article {
		t.Fatalf("the article came back as\n%+v, want\n%+v", got.Article, want.Article)
	}
	if g, w := encode(t, got.Record), encode(t, want.Record); g != w {
		t.Fatalf("the record came back as\n%s, want\n%s", g, w)
	}
}

func encode(t interface{ Fatalf(string, ...any) }, r *sayso.Record) string {
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(data)
}

// TestTwoProcesses lets processes add overlapping articles to one new archive at the same time, with a reader beside
// them: all succeed, and every article is there once.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shared.db")
	const articles = 300
	type process struct {
		command  *exec.Cmd
		problems *bytes.Buffer
		read     chan struct{}
	}
	var processes []process
	for _, batch := range []int{3, 50, 11} {
		command, problems, lines := start(t, path, 0, articles, batch)
		read := make(chan struct{})
		go func() {
			defer close(read)
			for lines.Scan() { // keep the pipe empty
			}
		}()
		processes = append(processes, process{command, problems, read})
	}
	a, err := archive.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for n := 0; n < articles; {
		found, err := a.Find(t.Context(), archive.Query{Where: where(t, "harbour"), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Hits) > found.Total {
			t.Fatalf("%d hits of %d", len(found.Hits), found.Total)
		}
		sum, err := a.Summary(t.Context())
		if err != nil || sum.Articles < n {
			t.Fatalf("%d articles after %d, %v", sum.Articles, n, err)
		}
		n = sum.Articles
	}
	for _, p := range processes {
		<-p.read
		if err := p.command.Wait(); err != nil {
			t.Errorf("%v\n%s", err, p.problems)
		}
	}
	if n := checkWhole(t, path); n != articles {
		t.Errorf("%d articles, want %d", n, articles)
	}
}
