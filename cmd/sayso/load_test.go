package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode"
)

// TestLoad is 200 people who read and one who adds articles without a pause, on a desk in another process:
//
//	SAYSO_LOAD=ARCHIVE go test ./cmd/sayso -run TestLoad -v
//
// It adds to the archive: give it a copy. SAYSO_LOAD_SECONDS (60), SAYSO_LOAD_READERS (200) and SAYSO_LOAD_THINK (1s, the mean
// time between an answer and the next question of a reader; 0 for none) change it. No answer may fail, and of a hundred
// answers 99 must come within 300 ms.
func TestLoad(t *testing.T) {
	archive := os.Getenv("SAYSO_LOAD")
	if archive == "" {
		t.Skip("SAYSO_LOAD names no archive")
	}
	number := func(name string, otherwise int) int {
		if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
			return n
		}
		return otherwise
	}
	readers, seconds, think := number("SAYSO_LOAD_READERS", 200), number("SAYSO_LOAD_SECONDS", 60), time.Second
	if d, err := time.ParseDuration(os.Getenv("SAYSO_LOAD_THINK")); err == nil {
		think = d
	}
	desk := startDesk(t, archive)
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: 2 * readers, MaxIdleConnsPerHost: 2 * readers}, Timeout: time.Minute}
	questions := questionsFor(t, client, desk.address)

	var mutex sync.Mutex
	took := map[string][]time.Duration{}
	var faults []string
	count := func(kind string, d time.Duration, fault error) {
		mutex.Lock()
		defer mutex.Unlock()
		if fault != nil {
			faults = append(faults, kind+": "+fault.Error())
		}
		took[kind] = append(took[kind], d)
	}
	end := time.Now().Add(time.Duration(seconds) * time.Second)
	before := desk.processor(t)
	var all sync.WaitGroup
	for i := range readers {
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(i), 1))
			time.Sleep(time.Duration(random.Float64() * float64(think))) // they do not all come in at once
			for time.Now().Before(end) {
				kind, path := questions(random)
				start := time.Now()
				fault := fetch(client, desk.address+path)
				count(kind, time.Since(start), fault)
				time.Sleep(time.Duration(random.ExpFloat64() * float64(think)))
			}
		})
	}
	all.Go(func() {
		random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 2)) // another article each time the test runs
		for time.Now().Before(end) {
			start := time.Now()
			fault := add(client, desk.address, random)
			count("add an article", time.Since(start), fault)
		}
	})
	all.Wait()
	busy := desk.processor(t) - before
	desk.stop(t)

	n, worst := 0, []time.Duration(nil)
	for _, kind := range slices.Sorted(mapKeys(took)) {
		t.Logf("%-16s %s", kind, spread(took[kind]))
		if kind != "add an article" {
			n += len(took[kind])
			worst = append(worst, took[kind]...)
		}
	}
	t.Logf("%-16s %s", "all that is read", spread(worst))
	t.Logf("%d answers a second; %.2f ms of a processor an answer, the writer's included; %d faults", n/seconds, busy.Seconds()*1000/float64(n), len(faults))
	for _, f := range faults[:min(len(faults), 10)] {
		t.Error(f)
	}
	if p99 := worst[len(worst)*99/100]; p99 > 300*time.Millisecond {
		t.Errorf("one answer of a hundred took %v or longer, want at most 300 ms", p99.Round(time.Millisecond))
	}
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// spread sorts times and says how they are spread.
func spread(list []time.Duration) string {
	slices.Sort(list)
	at := func(p float64) time.Duration { return list[int(p*float64(len(list)-1))].Round(100 * time.Microsecond) }
	return fmt.Sprintf("%7d answers  p50 %-8v p90 %-8v p99 %-8v longest %v", len(list), at(.5), at(.9), at(.99), at(1))
}

// served is a desk in a process of its own.
type served struct {
	cmd     *exec.Cmd
	address string
}

func startDesk(t *testing.T, archive string) *served {
	t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"serve", "--archive", archive, "--listen", "127.0.0.1:0"}, strings.Fields(os.Getenv("SAYSO_LOAD_SERVE"))...)...)
	cmd.Env = append(os.Environ(), "SAYSO_TEST_COMMAND=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the desk did not start: %v", err)
	}
	return &served{cmd, strings.TrimSpace(line[strings.Index(line, "http://"):])}
}

// processor is the time of processors that the desk has taken.
func (s *served) processor(t *testing.T) time.Duration {
	t.Helper()
	res, err := http.Get(s.address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), "process_cpu_seconds_total "); ok {
			seconds, err := strconv.ParseFloat(value, 64)
			if err != nil {
				t.Fatal(err)
			}
			return time.Duration(seconds * float64(time.Second))
		}
	}
	t.Fatal("the desk does not tell how long it has worked")
	return 0
}

// stop ends the desk as a user does, and wants it to end well.
func (s *served) stop(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("the desk ended with %v", err)
	}
}

func fetch(client *http.Client, address string) error {
	res, err := client.Get(address)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, res.Status)
	}
	return nil
}

// questionsFor finds out what the archive has, and returns what its readers ask.
func questionsFor(t *testing.T, client *http.Client, address string) func(*rand.Rand) (kind, path string) {
	t.Helper()
	get := func(path string, into any) {
		res, err := client.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if err := json.NewDecoder(res.Body).Decode(into); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	var people struct{ People []struct{ ID int64 } }
	get("/api/v1/people?limit=200", &people)
	var statements struct {
		Statements []struct {
			Article struct{ Key string }
			Content string
		}
	}
	var words, keys []string
	seen := map[string]bool{}
	for _, kind := range []string{"direct", "mixed", "indirect"} {
		get("/api/v1/statements?limit=500&kind="+kind, &statements)
		for _, s := range statements.Statements {
			if !seen[s.Article.Key] {
				seen[s.Article.Key] = true
				keys = append(keys, s.Article.Key)
			}
			for _, w := range strings.Fields(s.Content) {
				w = strings.Trim(w, ".,“”\"’'?!:;")
				if len(w) > 4 && !seen[w] && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) {
					seen[w] = true
					words = append(words, w)
				}
			}
		}
	}
	if len(people.People) == 0 || len(keys) == 0 || len(words) == 0 {
		t.Fatal("the archive is empty")
	}
	slices.SortFunc(words, cmp.Compare)
	return func(random *rand.Rand) (kind, path string) {
		word := func() string { return url.QueryEscape(words[random.IntN(len(words))]) }
		// Those who are quoted most are looked at most.
		person := people.People[int(float64(len(people.People))*random.Float64()*random.Float64())].ID
		switch p := random.IntN(100); {
		case p < 30:
			return "search", "/?q=" + word()
		case p < 38:
			return "search, two", "/?order=relevance&q=" + word() + "+" + word()
		case p < 46:
			return "search, filter", "/?q=kind:direct+mode:say+" + word()
		case p < 50:
			return "start", "/"
		case p < 65:
			return "person", fmt.Sprintf("/person/%d", person)
		case p < 82:
			return "article", "/article/" + keys[random.IntN(len(keys))]
		case p < 86:
			return "people", "/people"
		case p < 90:
			return "contacts", "/contacts"
		case p < 93:
			return "disputes", "/disputes"
		}
		return "API", "/api/v1/statements?q=" + word()
	}
}

// add has an article read and kept, as the page for it does.
func add(client *http.Client, address string, random *rand.Rand) error {
	names := []string{"Ilse Marrow", "Tom Achterberg", "Hedda Quill", "Goran Stell", "Edda Falk"}
	things := []string{"the harbour", "the budget", "the ferry", "the inquiry", "the bridge", "the strike"}
	var text strings.Builder
	for range 25 {
		fmt.Fprintf(&text, "%s said on Monday that %s would be closed for %d days. ", names[random.IntN(len(names))], things[random.IntN(len(things))], random.IntN(1e6))
		fmt.Fprintf(&text, "“We have asked for it,” %s told reporters.\n\n", names[random.IntN(len(names))])
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	form := url.Values{"article": {text.String()}, "title": {"A load"}, "outlet": {"The Breck Herald"}, "published": {fmt.Sprintf("2031-%02d-%02d", 1+random.IntN(12), 1+random.IntN(28))}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/keep", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s, %v", res.Status, err)
	}
	return nil
}
