package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// result is what came of a target.
type result struct {
	target string
	failed bool
	tries  string // how many inputs were tried, as the test program says
	notes  []string
	output string // of a failure
}

func (r *result) print(w io.Writer) {
	verdict := "ok  "
	if r.failed {
		verdict = "FAIL"
	}
	fmt.Fprintf(w, "%s %-45s %s\n", verdict, r.target, r.tries)
	for _, note := range r.notes {
		fmt.Fprintln(w, "     "+note)
	}
	if !r.failed {
		return
	}
	for line := range strings.Lines(strings.TrimSpace(r.output)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "fuzz: ") {
			fmt.Fprintln(w, "     "+line)
		}
	}
}

// The bounds of a target's programs.
const (
	// alone is how long all known inputs of a target may take together where nothing is asked of them but to end.
	alone = 2 * time.Minute
	// grace is how long a test program may go on behind its time.
	grace = 3 * time.Minute
)

// try tries a target for a time.
func (t *target) try(ctx context.Context, d time.Duration) result {
	r := result{target: t.String()}
	end := time.Now().Add(d)
	known := t.inputs()
	for left := d; left >= time.Second || r.output == ""; left = time.Until(end) {
		var err error
		r.output, err = t.program(ctx, left+grace, "-test.run=^$", "-test.fuzz=^"+t.name+"$", "-test.fuzztime="+left.String(), "-test.fuzzminimizetime=10x",
			"-test.parallel=1", "-test.fuzzcachedir="+t.cache)
		r.tries = tries(r.output)
		switch judge(r.output, err) {
		case passed:
			return r
		case failed:
			r.failed = true
			return r
		}
		started := time.Now()
		if out, err := t.program(ctx, alone, "-test.run=^"+t.name+"$"); err != nil {
			r.failed, r.output = true, r.output+"\nand without fuzzing:\n"+out
			return r
		}
		r.notes = append(r.notes, fmt.Sprintf("an input took more than ten seconds on this busy machine; all known ones together end in %.1f s", time.Since(started).Seconds()))
		for _, path := range t.inputs() {
			if !slices.Contains(known, path) {
				os.Remove(path) // it is no failure; if it stays, nothing is lost
			}
		}
	}
	return r
}

// program runs the target's test program and returns what it says.
func (t *target) program(ctx context.Context, limit time.Duration, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	c := exec.CommandContext(ctx, t.binary, args...)
	c.Dir = t.dir
	c.WaitDelay = time.Second // the programs that it started may hold its output open
	out, err := c.CombinedOutput()
	if ctx.Err() != nil {
		return string(out) + fmt.Sprintf("\nit did not end within %v", limit), ctx.Err()
	}
	return string(out), err
}

// inputs are the files of inputs that are kept beside the sources.
func (t *target) inputs() []string {
	paths, _ := filepath.Glob(filepath.Join(t.dir, "testdata", "fuzz", t.name, "*")) // the pattern is sound
	return paths
}

type verdict int

const (
	passed verdict = iota
	failed
	// doubtful is a run in which the test program lost the process that tries inputs. That is what a crash looks like, and
	// an input that never ends; but also an input that ends within ten seconds only where the machine is not busy. Which of
	// them it was shows when the known inputs are run without a limit.
	doubtful
)

var onlyTimeWasUp = regexp.MustCompile(`^--- FAIL: \w+ \([\d.]+s\)\n\s+context deadline exceeded\nFAIL$`)

// judge says what the output and the exit of a test program mean. On a busy machine it may end with "context deadline
// exceeded" and nothing else, where the time was up while it waited for its other process: that is no failure. A failure has a
// message of the target's own.
func judge(output string, err error) verdict {
	if err == nil {
		return passed
	}
	var said []string
	for line := range strings.Lines(output) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "fuzz: ") {
			said = append(said, line)
		}
	}
	switch {
	case onlyTimeWasUp.MatchString(strings.Join(said, "\n")):
		return passed
	case strings.Contains(output, "fuzzing process hung or terminated unexpectedly"):
		return doubtful
	}
	return failed
}

// perSecond is a rate that is of the last three seconds, and 0 at the end.
var perSecond = regexp.MustCompile(` \(\d+/sec\)`)

var progress = regexp.MustCompile(`(?m)^fuzz: elapsed: \S+ (execs.*)$`)

// tries returns the last that a test program says of its progress.
func tries(output string) string {
	all := progress.FindAllStringSubmatch(output, -1)
	if len(all) == 0 {
		return ""
	}
	return perSecond.ReplaceAllString(all[len(all)-1][1], "")
}
