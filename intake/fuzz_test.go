package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"sayso"
)

// checkTaken checks what holds for whatever is taken in: there is an article or an error, never nothing; articles are
// valid UTF-8, without carriage returns unless JSON has them, with an ID and a language; errors are one line.
func checkTaken(t fataler, data []byte, fromJSON bool) []*sayso.Article {
	articles, errs := FromBytes("in", data, Options{MaxBytes: 1 << 20})
	if len(articles)+len(errs) == 0 {
		t.Fatalf("%q gave nothing", data)
	}
	for _, a := range articles {
		if strings.TrimSpace(a.Text) == "" || !utf8.ValidString(a.Text) || !fromJSON && strings.Contains(a.Text, "\r") {
			t.Fatalf("%q gave the text %q", data, a.Text)
		}
		for _, s := range []string{a.Title, a.Outlet, a.Author, a.URL, a.Published} {
			if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\n\x00") {
				t.Fatalf("%q gave %q in %+v", data, s, a)
			}
		}
		if a.ID == "" || a.Path == "" || a.Language == "" || len(a.SHA256) != 64 {
			t.Fatalf("%q gave %+v", data, a)
		}
		if a.Published != "" && published(a.Published) != a.Published {
			t.Fatalf("%q gave the date %q, which reads as %q", data, a.Published, published(a.Published))
		}
	}
	for _, err := range errs {
		var e *Error
		if !errors.As(err, &e) || strings.ContainsAny(e.Error(), "\r\n") || !utf8.ValidString(e.Error()) || e.Path != "in" {
			t.Fatalf("%q gave the error %q", data, err)
		}
	}
	return articles
}

// fataler is what testing.T and rapid.T share.
type fataler interface {
	Fatalf(format string, args ...any)
}

func isJSON(data []byte) bool {
	trimmed := bytes.TrimSpace(bytes.TrimPrefix(data, utf8BOM))
	f, ok := sniffJSON(trimmed)
	return ok && (f == jsonLines || f == jsonValues)
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"The mayor said no.\r\n", "Title: No\nDate: 14 May 2031\n\nThe mayor said no.", "\xff\xfeT\x00h\x00e\x00",
		"# No\n\n> The *mayor* said [no](https://x.example).\n\n- one\n", "---\ntitle: No\nauthors:\n- A\n---\ntext", "caf\xe9 “no”", "\x1f\x8b\x08"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkTaken(t, data, isGzip(data) || isJSON(data) || utf16Decoder(data) != nil)
		readMarkdown(strings.ToValidUTF8(string(data), "?"))
	})
}

func FuzzHTML(f *testing.F) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range pages {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, seed := range []string{"<p>a<table><tr><td><li></td></p>", "<a><q><pre>\n\n<br><br></q>", "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[[{}]]}",
		"<div class='aB-c related'>x</div>", "<time datetime=2031>", "<sup><a href=x>1</a></sup>", "<h1>5 comments</h1><p>By A, May 14, 2031"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkTaken(t, append([]byte("<html>"), data...), false)
	})
}

func FuzzJSONLines(f *testing.F) {
	for _, seed := range []string{"{\"text\":\"He said no.\"}\n{\"id\":1e3}", "[{\"text\":\"a\"},{\"authors\":[{\"name\":[\"x\"]}],\"text\":\"\\ud800\"}]",
		"{\n\"articles\":[{\"text\":\"a\",\"date\":1935826200}]}", "{\"text\":\"a\\\"}\\\\\"}", "[[{\"text\":\"x\"}]", "{\"data\":{\"a\":1},\"source\":{\"name\":{}}}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkTaken(t, append([]byte("{\"text\":\"He said no.\"}\n"), data...), true)
		checkTaken(t, append([]byte("[{\"text\":\"He said no.\"},"), data...), true)
	})
}

// Whatever text a JSON line carries comes out byte for byte, wherever the borders of buffers fall.
func TestPropertyJSONTextIsHandedThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringMatching(`The mayor said [a-z "\\{}\[\],\r\n\t“”é😀]{0,200}`), 1, 20).Draw(t, "texts")
		lines := rapid.Bool().Draw(t, "lines")
		var b bytes.Buffer
		for i, text := range texts {
			object, err := json.Marshal(map[string]any{"id": i, "text": text, "pad": strings.Repeat("x", rapid.IntRange(0, 40_000).Draw(t, "pad"))})
			if err != nil {
				t.Fatal(err)
			}
			if !lines {
				b.WriteString(map[bool]string{true: "[\n", false: ",\n"}[i == 0])
			}
			b.Write(object)
			b.WriteByte('\n')
		}
		if !lines {
			b.WriteString("]")
		}
		data := b.Bytes()
		if rapid.Bool().Draw(t, "gzip") {
			var packed bytes.Buffer
			z := gzip.NewWriter(&packed)
			if _, err := z.Write(data); err != nil || z.Close() != nil {
				t.Fatal(err)
			}
			data = packed.Bytes()
		}
		i := 0
		for a, err := range Read("in", &slowReader{bytes.NewReader(data), rapid.IntRange(1, 70_000).Draw(t, "chunk")}, Options{}) {
			if err != nil || a.Text != texts[i] {
				t.Fatalf("article %d: %v, %v, want %q", i, err, a, texts[i])
			}
			i++
		}
		if i != len(texts) {
			t.Fatalf("%d of %d", i, len(texts))
		}
	})
}

// slowReader gives a few bytes at a time.
type slowReader struct {
	r io.Reader
	n int
}

func (s *slowReader) Read(p []byte) (int, error) { return s.r.Read(p[:min(len(p), s.n)]) }

// Text that is UTF-8 without carriage returns and without a header comes out byte for byte; any other bytes come out as
// valid UTF-8 without carriage returns, or as an error.
func TestPropertyPlainText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[A-Za-z]{1,20} said that it was not for them, and that they had to go, but [a-z \n\t“”é😀.,;!]{0,300}`).Draw(t, "text")
		if articles := checkTaken(t, []byte(text), false); len(articles) != 1 || articles[0].Text != text {
			t.Fatalf("%q became %v", text, articles)
		}
		junk := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		checkTaken(t, append([]byte("He said: "), junk...), false)
	})
}

// FuzzFormats gives every reader what it is for, damaged.
func FuzzFormats(f *testing.F) {
	files, err := filepath.Glob("testdata/formats/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<17 {
			t.Skip()
		}
		for a, err := range Read("in", bytes.NewReader(data), Options{MaxBytes: 1 << 20}) {
			if err != nil {
				if strings.ContainsAny(err.Error(), "\r\n") || !utf8.ValidString(err.Error()) {
					t.Fatalf("the error %q", err)
				}
				continue
			}
			if strings.TrimSpace(a.Text) == "" || !utf8.ValidString(a.Text) || a.ID == "" || a.Path == "" || len(a.SHA256) != 64 {
				t.Fatalf("%+v", a)
			}
			for _, s := range []string{a.ID, a.Title, a.Outlet, a.Author, a.URL, a.Published} {
				if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\n\x00") {
					t.Fatalf("%q in %+v", s, a)
				}
			}
		}
	})
}

// FuzzPacked packs what it is given and damages the package: a byte is changed, the end is cut off. Fuzzing what is packed
// already finds little, as nearly every change of it ends at a checksum.
func FuzzPacked(f *testing.F) {
	for kind := range byte(5) {
		f.Add(kind, []byte("The mayor said no.\n"), uint16(3), byte(1), uint16(0))
		f.Add(kind, []byte("PK\x03\x04"), uint16(30), byte(0xff), uint16(20))
	}
	f.Fuzz(func(t *testing.T, kind byte, data []byte, at uint16, change byte, cut uint16) {
		if len(data) > 1<<16 {
			t.Skip()
		}
		packed := pack(t, kind, data)
		if int(at) < len(packed) {
			packed[at] ^= change
		}
		packed = packed[:max(0, len(packed)-int(cut))]
		n := 0
		for a, err := range Read("in", bytes.NewReader(packed), Options{MaxBytes: 1 << 20}) {
			n++
			if err != nil {
				if strings.ContainsAny(err.Error(), "\r\n") || !utf8.ValidString(err.Error()) {
					t.Fatalf("the error %q", err)
				}
			} else if strings.TrimSpace(a.Text) == "" || !utf8.ValidString(a.Text) || !utf8.ValidString(a.Path) {
				t.Fatalf("%+v", a)
			}
		}
		if change == 0 && cut == 0 && n == 0 && kind%5 < 3 {
			t.Fatalf("%q gave nothing, packed in the way of %d", data, kind%5)
		}
	})
}

// pack packs data in one of five ways.
func pack(t *testing.T, kind byte, data []byte) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch kind % 5 {
	case 0:
		w = gzip.NewWriter(&b)
	case 1:
		w, err = zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	case 2:
		files := tar.NewWriter(&b)
		if err = files.WriteHeader(&tar.Header{Name: "a/b.txt", Mode: 0o600, Size: int64(len(data))}); err != nil {
			break
		}
		w = files
	default:
		files := zip.NewWriter(&b)
		var file io.Writer
		if file, err = files.CreateHeader(&zip.FileHeader{Name: "a/b.txt", Method: uint16(kind%5-3) * zip.Deflate}); err != nil {
			break
		}
		w = struct {
			io.Writer
			io.Closer
		}{file, files}
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
