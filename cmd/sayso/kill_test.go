package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso/archive"
)

// TestKilledAtAnyMoment kills add, reread, correct and backup with SIGKILL at random moments, SAYSO_KILLS times or a few.
// Whatever was confirmed is there, nothing is there twice, the archive is whole after every kill, and the same command
// goes on where it was stopped.
func TestKilledAtAnyMoment(t *testing.T) {
	kills := 5
	if s := os.Getenv("SAYSO_KILLS"); s != "" {
		var err error
		if kills, err = strconv.Atoi(s); err != nil {
			t.Fatalf("SAYSO_KILLS: %v", err)
		}
	}
	var k *killing
	killed, by := 0, map[string]int{}
	for round := 0; killed < kills; round++ {
		if round > 20*kills {
			t.Fatalf("killed %d times in %d rounds: the commands are done before they can be killed", killed, round)
		}
		if round%16 == 0 { // a new archive, so that it stays small
			k = newKilling(t, by)
		}
		k.round, k.killed = round, 0
		[]func(){k.add, k.correct, k.reread, k.backup}[round%4]()
		k.whole(k.file)
		if killed += k.killed; k.killed > 0 {
			t.Logf("killed %d times: %v", killed, by)
		}
	}
}

// killing is an archive on which commands are killed.
type killing struct {
	t                *testing.T
	dir, file        string
	round            int
	articles, killed int
	kills            map[string]int
	// took is how long each command took when it was left alone.
	took map[string]time.Duration
	// confirmed are the reasons of the corrections that were confirmed.
	confirmed map[string]bool
	tried     map[string]bool
	reader    int
}

func newKilling(t *testing.T, kills map[string]int) *killing {
	dir := t.TempDir()
	k := &killing{t: t, dir: dir, file: filepath.Join(dir, "killed.db"), kills: kills, took: map[string]time.Duration{},
		confirmed: map[string]bool{}, tried: map[string]bool{}}
	k.finish("add", "--reader", "rules", k.articlesOf(20))
	return k
}

// articlesOf writes so many new articles into a file.
func (k *killing) articlesOf(n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, `{"id":"n%d","outlet":"Northern Wire","published":"2031-03-0%d","text":"Ilse Marrow said that harbour %d was closed.\n\nTom Achterberg denied that it was. “We will wait,” said Hedda Quill, who met him."}`+"\n",
			k.articles, 1+k.articles%9, k.articles)
		k.articles++
	}
	path := filepath.Join(k.dir, fmt.Sprintf("from%d.jsonl", k.articles))
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		k.t.Fatal(err)
	}
	return path
}

// start runs a command on the archive and kills it when patience is over, if it is not done by then.
func (k *killing) start(patience time.Duration, args ...string) (out string, killed bool) {
	k.t.Helper()
	program, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	cmd := exec.Command(program, append(args, "--archive", k.file)...)
	cmd.Env = append(os.Environ(), "SAYSO_TEST_COMMAND=1")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	if patience > 0 {
		timer := time.AfterFunc(patience, func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
		defer timer.Stop()
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && !exit.Exited():
		k.killed++
		k.kills[args[0]]++
		return stdout.String(), true
	case err != nil:
		k.t.Fatalf("sayso %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	if took := time.Since(begun); took > k.took[args[0]] {
		k.took[args[0]] = took
	}
	return stdout.String(), false
}

// finish runs a command to its end.
func (k *killing) finish(args ...string) string {
	k.t.Helper()
	out, _ := k.start(0, args...)
	return out
}

// moment is some moment in the life of a command.
func (k *killing) moment(command string) time.Duration {
	longest := k.took[command]
	if longest == 0 {
		longest = k.took["add"]
	}
	return time.Duration(1 + rand.Int64N(int64(longest)))
}

func (k *killing) add() {
	path := k.articlesOf(40)
	k.start(k.moment("add"), "add", "--reader", "rules", path)
	k.whole(k.file)
	k.finish("add", "--reader", "rules", path)
	sum := k.summary()
	if sum.Articles != k.articles {
		k.t.Fatalf("%d articles, want %d", sum.Articles, k.articles)
	}
}

func (k *killing) summary() archive.Summary {
	k.t.Helper()
	store, err := archive.OpenExisting(k.t.Context(), k.file)
	if err != nil {
		k.t.Fatal(err)
	}
	defer store.Close()
	sum, err := store.Summary(k.t.Context())
	if err != nil {
		k.t.Fatal(err)
	}
	return sum
}

func (k *killing) correct() {
	keys := k.keys()
	reason := fmt.Sprintf("round %d", k.round)
	k.tried[reason] = true
	args := [][]string{{"correct", "reject", "", "s1"}, {"correct", "change", "", "s2", "--speaker", "Nils Rode"}, {"correct", "add", "", "--content", "harbour"}}[rand.IntN(3)]
	args[2] = keys[k.round%len(keys)]
	out, killed := k.start(k.moment("correct"), append(args, "--reason", reason)...)
	if strings.Contains(out, reason) {
		k.confirmed[reason] = true
	}
	if !killed && !k.confirmed[reason] {
		k.t.Fatalf("%v: done, and says %q", args, out)
	}
	k.logged()
}

func (k *killing) keys() []string {
	store, err := archive.OpenExisting(k.t.Context(), k.file)
	if err != nil {
		k.t.Fatal(err)
	}
	defer store.Close()
	keys, err := store.Outdated(k.t.Context(), archive.OutdatedQuery{})
	if err != nil {
		k.t.Fatal(err)
	}
	return keys
}

// logged holds the log against what was confirmed.
func (k *killing) logged() {
	k.t.Helper()
	seen := map[string]int{}
	for line := range strings.Lines(k.finish("corrections", "--format", "jsonl", "--limit", "-1")) {
		var c archive.Correction
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			k.t.Fatal(err)
		}
		seen[c.Reason]++
		if !k.tried[c.Reason] || seen[c.Reason] > 1 {
			k.t.Fatalf("correction %q is in the log %d times", c.Reason, seen[c.Reason])
		}
		if c.State == archive.TakenBack {
			k.t.Fatalf("correction %q is %s", c.Reason, c.State)
		}
	}
	for reason := range k.confirmed {
		if seen[reason] == 0 {
			k.t.Fatalf("correction %q was confirmed and is not in the log", reason)
		}
	}
}

func (k *killing) reread() {
	reader := []string{"full", "rules"}[k.reader%2]
	if _, killed := k.start(k.moment("reread"), "reread", "--reader", reader); killed {
		k.whole(k.file)
	}
	k.finish("reread", "--reader", reader)
	if out := k.finish("reread", "--reader", reader); !strings.Contains(out, ": 0 articles read again") {
		k.t.Fatalf("read again twice: %s", out)
	}
	k.reader++
	if sum := k.summary(); sum.Articles != k.articles {
		k.t.Fatalf("%d articles, want %d", sum.Articles, k.articles)
	}
	k.logged()
}

func (k *killing) backup() {
	path := filepath.Join(k.dir, "copy.db")
	_, killed := k.start(k.moment("backup"), "backup", "--force", path)
	if _, err := os.Stat(path); err == nil {
		k.whole(path)
	} else if !killed {
		k.t.Fatal(err)
	}
	k.finish("backup", "--force", path)
	k.whole(path)
	if rand.IntN(2) == 0 { // so that there is one to be replaced, or not
		return
	}
	if err := os.Remove(path); err != nil {
		k.t.Fatal(err)
	}
}

// whole runs sayso check on a file.
func (k *killing) whole(file string) {
	k.t.Helper()
	var out bytes.Buffer
	if status := run([]string{"check", "--archive", file}, strings.NewReader(""), &out, io.Discard); status != 0 {
		k.t.Fatalf("round %d: check ends with %d\n%s", k.round, status, out.String())
	}
}
