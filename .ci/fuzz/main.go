// Fuzz tries every fuzz target of the module, all of them at the same time, for the same time. Run it in the module's folder:
//
//	go run ./.ci/fuzz -time 30s
//
// The test programs are built before the clock starts. It fails, and shows why, if a target fails; the input is then kept
// below testdata/fuzz, as with go test. Two things that go test takes for failures are none, see judge.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sync"
	"time"
)

func main() {
	o := options{out: os.Stdout}
	flag.DurationVar(&o.time, "time", 30*time.Second, "how long each target is tried")
	flag.BoolVar(&o.keep, "keep", false, "go on from the inputs that earlier runs found worth keeping, and keep new ones")
	flag.StringVar(&o.only, "only", "", "try only the targets that this regular expression matches, as PACKAGE.FuzzName")
	flag.Parse()
	packages := flag.Args()
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	failed, err := run(context.Background(), o, packages)
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(2)
	}
	if failed > 0 {
		os.Exit(1)
	}
}

type options struct {
	time time.Duration
	keep bool
	only string
	out  io.Writer
}

// target is one fuzz target.
type target struct {
	name   string // of its function
	pkg    string // its import path
	dir    string // where its package lies
	binary string // the package's test program
	cache  string // where Go keeps inputs that are worth keeping
}

// run tries the targets of the packages and returns how many of them failed.
func run(ctx context.Context, o options, packages []string) (failed int, err error) {
	targets, err := find(packages, o.only)
	if err != nil {
		return 0, err
	}
	if len(targets) == 0 {
		return 0, fmt.Errorf("no fuzz target in %q", packages)
	}
	scratch, err := os.MkdirTemp("", "fuzz-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(scratch)
	cache := filepath.Join(scratch, "cache")
	if o.keep {
		out, err := exec.Command("go", "env", "GOCACHE").Output()
		if err != nil {
			return 0, fmt.Errorf("find Go's cache: %w", err)
		}
		cache = filepath.Join(string(bytes.TrimSpace(out)), "fuzz")
	}
	if err := build(targets, scratch, cache); err != nil {
		return 0, err
	}
	fmt.Fprintf(o.out, "%d fuzz targets, %v each, all at the same time\n", len(targets), o.time)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := range targets {
		wg.Go(func() {
			r := targets[i].try(ctx, o.time)
			mu.Lock()
			defer mu.Unlock()
			if r.failed {
				failed++
			}
			r.print(o.out)
		})
	}
	wg.Wait()
	if failed > 0 {
		fmt.Fprintf(o.out, "%d of %d fuzz targets failed\n", failed, len(targets))
	}
	return failed, nil
}

var declaration = regexp.MustCompile(`(?m)^func (Fuzz\w*)\(\w+ \*testing\.F\)`)

// find returns the fuzz targets of the packages, in the order of go list.
func find(packages []string, only string) ([]target, error) {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return nil, fmt.Errorf("-only: %w", err)
	}
	list := exec.Command("go", append([]string{"list", "-json=Dir,ImportPath,TestGoFiles,XTestGoFiles"}, packages...)...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages: %w", err)
	}
	var targets []target
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir, ImportPath           string
			TestGoFiles, XTestGoFiles []string
		}
		if err := d.Decode(&p); err == io.EOF {
			return targets, nil
		} else if err != nil {
			return nil, fmt.Errorf("list the packages: %w", err)
		}
		for _, file := range append(p.TestGoFiles, p.XTestGoFiles...) {
			source, err := os.ReadFile(filepath.Join(p.Dir, file))
			if err != nil {
				return nil, err
			}
			for _, m := range declaration.FindAllSubmatch(source, -1) {
				t := target{name: string(m[1]), pkg: p.ImportPath, dir: p.Dir}
				if wanted.MatchString(t.String()) {
					targets = append(targets, t)
				}
			}
		}
	}
}

func (t target) String() string { return t.pkg + "." + t.name }

// build builds the test programs of the targets, a few at a time. The counters that fuzzing goes by are put into the code of this
// module alone: go test -fuzz puts them into all that it uses as well, which makes building last minutes, and then a tenth
// of the inputs are tried in the same time.
func build(targets []target, scratch, cache string) error {
	module, err := exec.Command("go", "list", "-m").Output()
	if err != nil {
		return fmt.Errorf("name the module: %w", err)
	}
	counters := fmt.Sprintf("-gcflags=%s/...=-d=libfuzzer", bytes.TrimSpace(module))
	var wg sync.WaitGroup
	free := make(chan struct{}, (runtime.NumCPU()+1)/2) // each compiles several files at a time
	faults := make([]error, len(targets))
	binary := map[string]string{}
	for i := range targets {
		t := &targets[i]
		t.cache = filepath.Join(cache, filepath.FromSlash(t.pkg))
		built := binary[t.pkg] != ""
		if !built {
			binary[t.pkg] = filepath.Join(scratch, fmt.Sprintf("%d.test", len(binary)))
		}
		if t.binary = binary[t.pkg]; built {
			continue
		}
		wg.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			if out, err := exec.Command("go", "test", "-c", counters, "-o", t.binary, t.pkg).CombinedOutput(); err != nil {
				faults[i] = fmt.Errorf("build the tests of %s: %w\n%s", t.pkg, err, out)
			}
		})
	}
	wg.Wait()
	for _, err := range faults {
		if err != nil {
			return err
		}
	}
	return nil
}
