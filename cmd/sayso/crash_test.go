package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso/archive"
)

// TestAddSurvivesKill kills `sayso add` with SIGKILL again and again, then lets it finish: the archive must hold every
// article once and no statement twice, as if nothing had happened.
func TestAddSurvivesKill(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "many.jsonl")
	var b strings.Builder
	const articles, statements = 3000, 3
	for i := range articles {
		fmt.Fprintf(&b, `{"id":"n%d","outlet":"Northern Wire","text":"Ilse Marrow said that harbour %d was closed. Tom Achterberg denied that it was. “We will wait,” said Hedda Quill."}`+"\n", i, i)
	}
	if err := os.WriteFile(source, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "killed.db")
	add := func(patience time.Duration) (killed bool) {
		cmd := exec.Command(program, "add", "--archive", file, source)
		cmd.Env = append(os.Environ(), "SAYSO_TEST_COMMAND=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if patience > 0 {
			timer := time.AfterFunc(patience, func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
			defer timer.Stop()
		}
		err := cmd.Wait()
		var exit *exec.ExitError
		if errors.As(err, &exit) && !exit.Exited() {
			return true
		}
		if err != nil {
			t.Fatalf("sayso add: %v", err)
		}
		return false
	}
	kills := 0
	for round := range 25 {
		if add(time.Duration(15+round*9) * time.Millisecond) {
			kills++
		}
	}
	add(0)
	if kills == 0 {
		t.Log("this machine was too fast to be killed in time")
	}
	store, err := archive.OpenExisting(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	sum, err := store.Summary(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if sum.Articles != articles || sum.Statements != articles*statements {
		t.Errorf("%d articles and %d statements after %d kills, want %d and %d", sum.Articles, sum.Statements, kills, articles, articles*statements)
	}
}

func TestInterruptedOutputEndsQuietly(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	if status := run([]string{"read", "../../samples"}, strings.NewReader(""), brokenPipe{w}, io.Discard); status != 0 {
		t.Errorf("status %d", status)
	}
}

// brokenPipe fails as a pipe does of which nobody reads the other end.
type brokenPipe struct{ *os.File }

func (brokenPipe) Write([]byte) (int, error) { return 0, syscall.EPIPE }
