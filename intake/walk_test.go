package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree writes files into a new folder and makes it the working folder.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, data := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// walked returns the IDs of the articles and the texts of the errors, in order.
func walked(paths []string, o Options) []string {
	var all []string
	for a, err := range Walk(paths, o) {
		if err != nil {
			all = append(all, "! "+err.Error())
		} else {
			all = append(all, a.ID)
		}
	}
	return all
}

func TestWalk(t *testing.T) {
	const text = "The mayor said no."
	tree(t, map[string]string{
		"b.txt":                     text,
		"news/2031/a.txt":           text,
		"news/2031/empty.txt":       "",
		"news/2031/wire.jsonl":      "{\"id\":\"x\",\"text\":\"He said no.\"}\n{\"text\":\"She said yes.\"}\n",
		"news/b.html":               "<p>The mayor said no to the bridge, and she said it twice.</p>",
		"news/b_files/frame.html":   text,
		"news/c_files/d.txt":        text,
		"news/.hidden":              text,
		"news/.git/config":          text,
		"news/README.md":            "# About\n\nThese are articles.",
		"news/LICENSE":              text,
		"news/photo.bin":            "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"news/style.css":            "the { of: and }",
		"news/unknown.bin":          "ab\x00cd",
		"news/de.txt":               "Der Hund und die Katze haben sich nicht mehr lieb, weil sie auch noch einen Vogel haben.",
		"news/odd name [1], ñ.text": text,
	})
	if err := os.Symlink("../b.txt", "news/link.txt"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(".", "news/loop"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", "news/broken"); err != nil {
		t.Fatal(err)
	}
	got := walked([]string{"b.txt", "news", "none.txt", "-", "news/README.md", "news/photo.bin", "./b.txt"},
		Options{Stdin: strings.NewReader(text)})
	want := []string{
		"b.txt",
		"news/2031/a.txt",
		"! news/2031/empty.txt: it is empty",
		"x",
		"news/2031/wire.jsonl:2",
		"news/b.html",
		"! news/broken: open: no such file or directory; check the spelling",
		"news/c_files/d.txt",
		"news/de.txt",
		"news/link.txt",
		"news/odd name [1], ñ.text",
		"! news/unknown.bin: it is not text; see sayso help read for what can be read",
		"! none.txt: open: no such file or directory; check the spelling",
		"stdin",
		"news/README.md",
		"! news/photo.bin: it is not text but a picture",
		"./b.txt",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWalkOrderDoesNotDependOnWorkers(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		switch i % 4 {
		case 0:
			files[fmt.Sprintf("%03d.jsonl", i)] = strings.Repeat(`{"text":"He said no."}`+"\n", 1+i%7)
		case 1:
			files[fmt.Sprintf("%03d.txt", i)] = ""
		case 2:
			files[fmt.Sprintf("%03d.txt", i)] = strings.Repeat("The mayor said no. ", 1+i*20)
		case 3:
			files[fmt.Sprintf("%03d.html", i)] = "<p>" + strings.Repeat("The mayor said no. ", 1+i) + "</p>"
		}
	}
	tree(t, files)
	want := walked([]string{"."}, Options{Workers: 1})
	if len(want) < 300 || !slices.IsSorted(want[:10]) && !strings.HasPrefix(want[0], "000") {
		t.Fatalf("%d outcomes, starting with %q", len(want), want[:3])
	}
	for _, workers := range []int{2, 7} {
		if diff := cmp.Diff(want, walked([]string{"."}, Options{Workers: workers})); diff != "" {
			t.Errorf("%d workers: -want +got:\n%s", workers, diff)
		}
	}
}

func TestWalkStopsWhenAsked(t *testing.T) {
	files := map[string]string{}
	for i := range 100 {
		files[fmt.Sprintf("%03d.txt", i)] = "The mayor said no."
	}
	tree(t, files)
	n := 0
	for range Walk([]string{"."}, Options{Workers: 3}) {
		if n++; n == 5 {
			break
		}
	}
	if n != 5 {
		t.Errorf("%d", n)
	}
}

func TestWalkSmallFileThatUnpacksToMuch(t *testing.T) {
	const n = 20_000
	tree(t, map[string]string{"a.gz": gzipped(t, strings.Repeat(`{"text":"He said no."}`+"\n", n)), "b.txt": "The mayor said no."})
	got := walked([]string{"."}, Options{})
	if len(got) != n+1 || got[n-1] != fmt.Sprintf("a.gz:%d", n) || got[n] != "b.txt" {
		t.Errorf("%d outcomes", len(got))
	}
}

func TestProgress(t *testing.T) {
	files := map[string]string{
		"a.txt":      "The mayor said no.",
		"b.jsonl.gz": gzipped(t, strings.Repeat(`{"text":"He said no."}`+"\n", 1000)),
		"c.txt":      "",
		"d.bin":      "%PDF-" + strings.Repeat("x", 200_000),
		"e.txt":      strings.Repeat("The mayor said no. ", 100_000),
	}
	tree(t, files)
	var total int64
	for _, data := range files {
		total += int64(len(data))
	}
	var seen []Progress
	walked([]string{"."}, Options{Progress: func(p Progress) { seen = append(seen, p) }})
	for i, p := range seen {
		if p.TotalBytes != total || p.TotalFiles != len(files) || p.Bytes > total ||
			i > 0 && (p.Bytes < seen[i-1].Bytes || p.Files < seen[i-1].Files) {
			t.Fatalf("step %d of %d: %+v", i, len(seen), p)
		}
	}
	if last := seen[len(seen)-1]; last.Bytes != total || last.Files != len(files) {
		t.Errorf("ends with %+v, want %d bytes, %d files", last, total, len(files))
	}
	seen = nil
	walked([]string{"a.txt", "-"}, Options{Stdin: strings.NewReader("The mayor said yes."), Progress: func(p Progress) { seen = append(seen, p) }})
	if last := seen[len(seen)-1]; last.TotalBytes != 0 || last.Files != 2 || last.Bytes != 37 {
		t.Errorf("with a stream of unknown length: %+v", last)
	}
}

func TestWalkErrorsWrapThoseOfTheFileSystem(t *testing.T) {
	for _, err := range Walk([]string{"no/such/file"}, Options{}) {
		var e *Error
		if !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &e) || e.Path != "no/such/file" || e.Op != "open" {
			t.Errorf("%#v", err)
		}
	}
}

// failing gives some bytes, then an error.
type failing struct{ io.Reader }

func (f failing) Read(p []byte) (int, error) {
	if n, err := f.Reader.Read(p); err == nil {
		return n, nil
	}
	return 0, errors.New("the disk\nis on fire")
}

func TestReadErrorsComeAfterWhatCouldBeRead(t *testing.T) {
	const fails = "w: read: the disk is on fire\n"
	tests := map[string]string{
		"":                   fails,
		"The mayor said no.": fails, // half an article is none
		"{\"id\":\"x\",\"text\":\"He said no.\"}\n{\"id":   "x\nw:2: read: the disk is on fire\n",
		"[{\"id\":\"x\",\"text\":\"He said no.\"},\n{\"id": "x\nw:2: read: the disk is on fire\n",
	}
	for data, want := range tests {
		got := ""
		for a, err := range Read("w", failing{strings.NewReader(data)}, Options{}) {
			if err != nil {
				got += err.Error() + "\n"
			} else {
				got += a.ID + "\n"
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", data, got, want)
		}
	}
}

// TestSamples reads the articles that lie beside the sources, if any do.
func TestSamples(t *testing.T) {
	if _, err := os.Stat("../samples"); err != nil {
		t.Skip("no samples here")
	}
	n := 0
	for a, err := range Walk([]string{"../samples"}, Options{}) {
		if err != nil {
			t.Error(err)
			continue
		}
		n++
		if len(a.Text) < 100 {
			t.Errorf("%s: text is %q", a.ID, a.Text)
		}
	}
	if n == 0 {
		t.Skip("no samples here")
	}
}
