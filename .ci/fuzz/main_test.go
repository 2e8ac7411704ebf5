package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// planted is a package with targets of which some fail.
const planted = `package planted

import (
	"testing"
	"time"
)

func FuzzSound(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {})
}

func FuzzWrongSeed(f *testing.F) {
	f.Add("no")
	f.Fuzz(func(t *testing.T, s string) {
		if s == "no" {
			t.Error("the seed is wrong")
		}
	})
}

func FuzzWrong(f *testing.F) {
	f.Add("yes")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 3 {
			t.Errorf("%q is too long", s)
		}
	})
}

func FuzzPanics(f *testing.F) {
	f.Add([]byte{1})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1 {
			panic("two bytes")
		}
	})
}

var first = time.Now()

func FuzzSlowOnce(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {
		if s == "a" && time.Since(first) < time.Second && len(f.Name()) > 0 && !alone {
			time.Sleep(11 * time.Second)
		}
	})
}
`

// The flag that tells a run with fuzzing from one without: only the first has the counters' worker.
const plantedAlone = `package planted

import (
	"os"
	"slices"
)

var alone = !slices.ContainsFunc(os.Args, func(s string) bool { return len(s) > 10 && s[:10] == "-test.fuzz" })
`

func TestFailuresAreToldFromABusyMachine(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module planted\n\ngo 1.26\n", "planted_test.go": planted, "alone_test.go": plantedAlone} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	var out strings.Builder
	failed, err := run(t.Context(), options{time: 13 * time.Second, out: &out}, []string{"./..."})
	if err != nil {
		t.Fatal(err)
	}
	if failed != 3 {
		t.Errorf("%d failed", failed)
	}
	for _, want := range []string{"ok   planted.FuzzSound", "FAIL planted.FuzzWrongSeed", "the seed is wrong", "FAIL planted.FuzzWrong ", "is too long", "FAIL planted.FuzzPanics",
		"two bytes", "ok   planted.FuzzSlowOnce", "took more than ten seconds", "3 of 5 fuzz targets failed"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it does not say %q", want)
		}
	}
	for name, want := range map[string]int{"FuzzWrong": 1, "FuzzPanics": 1, "FuzzSlowOnce": 0} {
		if got, _ := filepath.Glob(filepath.Join("testdata/fuzz", name, "*")); len(got) != want {
			t.Errorf("inputs kept of %s: %q", name, got)
		}
	}
	if t.Failed() {
		t.Log(out.String())
	}
}

func TestJudge(t *testing.T) {
	wrong := errors.New("exit status 1")
	tests := []struct {
		output string
		err    error
		want   verdict
	}{
		{"fuzz: elapsed: 3s, execs: 12 (4/sec), new interesting: 0 (total: 1)\nPASS\n", nil, passed},
		{"fuzz: elapsed: 3s, execs: 12 (4/sec), new interesting: 0 (total: 1)\n--- FAIL: FuzzX (3.09s)\n    context deadline exceeded\nFAIL\n", wrong, passed},
		{"--- FAIL: FuzzX (0.09s)\n    --- FAIL: FuzzX (0.00s)\n        x_test.go:3: context deadline exceeded\n    \n    Failing input written to testdata/fuzz/FuzzX/1\nFAIL\n", wrong, failed},
		{"--- FAIL: FuzzX (0.09s)\n    context deadline exceeded\n--- FAIL: FuzzX (0.09s)\nFAIL\n", wrong, failed},
		{"failure while testing seed corpus entry: FuzzX/seed#0\n--- FAIL: FuzzX (0.09s)\n    context deadline exceeded\nFAIL\n", wrong, failed},
		{"--- FAIL: FuzzX (10.04s)\n    fuzzing process hung or terminated unexpectedly: exit status 2\n    Failing input written to testdata/fuzz/FuzzX/1\nFAIL\n", wrong, doubtful},
		{"flag provided but not defined\n", wrong, failed},
		{"", wrong, failed},
	}
	for _, test := range tests {
		if got := judge(test.output, test.err); got != test.want {
			t.Errorf("%q: %v, want %v", test.output, got, test.want)
		}
	}
}
