package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// archiveOf makes a zip archive of pairs of name and content.
func archiveOf(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarOf(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: files[i], Mode: 0o644, Size: int64(len(files[i+1]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstdOf(t testing.TB, data string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return string(w.EncodeAll([]byte(data), nil))
}

func TestArchives(t *testing.T) {
	const said = "The mayor said no."
	both := "w/a.txt: \"The mayor said no.\"\nw/b/c.jsonl:1: \"She said yes.\"\n"
	files := []string{"a.txt", said, "b/c.jsonl", `{"text":"She said yes."}`, "__MACOSX/._a.txt", "x", ".hidden", "x", "photo.jpg", "x", "README.md", "# About"}
	tests := []struct{ name, in, want string }{
		{"zip", archiveOf(t, files...), both},
		{"tar", tarOf(t, files...), both},
		{"tar, packed", gzipped(t, tarOf(t, files...)), both},
		{"tar, packed otherwise", zstdOf(t, tarOf(t, files...)), both},
		{"an archive in an archive", archiveOf(t, "in.zip", archiveOf(t, "a.txt", said)), "w/in.zip/a.txt: \"The mayor said no.\"\n"},
		{"a packed file in an archive", tarOf(t, "a.txt.gz", gzipped(t, said)), "w/a.txt.gz: \"The mayor said no.\"\n"},
		{"names that lead out of it", archiveOf(t, "../../a.txt", said, "/b.txt", said), "w/a.txt: \"The mayor said no.\"\nw/b.txt: \"The mayor said no.\"\n"},
		{"a bad file in it does not stop the others", archiveOf(t, "a.jsonl", "{\"text\":\n", "b.txt", said, "c.txt", "", "d.bin", "a\x00b"),
			"w/b.txt: \"The mayor said no.\"\nw/a.jsonl:1: the JSON object that starts here does not end\nw/c.txt: it is empty\nw/d.bin: it is not text; see sayso help read for what can be read\n"},
		{"nothing in it", archiveOf(t), "w: the archive is empty\n"},
		{"another office document", archiveOf(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<x/>"), "w: an office document that is no text is not read; save it as .docx, or a table as .csv\n"},
		{"a document that is cut", archiveOf(t, "word/document.xml", "<w:document><w:body><w:p><w:t>The mayor"), "w: read word/document.xml: XML syntax error on line 1: unexpected EOF; open it and save it anew, or save it as plain text\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := outcome("w", test.in, Options{}); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

// What is cut off or otherwise damaged gives an error, and what could be read before it.
func TestDamagedArchives(t *testing.T) {
	said := strings.Repeat("The mayor said no to the bridge on Monday, and yes to the tunnel on Tuesday. ", 99)
	whole := map[string]string{"zip": archiveOf(t, "a.txt", said), "tar": tarOf(t, "a.txt", said, "b.txt", said), "gz": gzipped(t, said), "zst": zstdOf(t, said)}
	if data, err := os.ReadFile("testdata/formats/story.txt.bz2"); err == nil {
		whole["bz2"] = string(data)
	}
	for name, data := range whole {
		for _, n := range []int{len(data) / 3, len(data) / 2, len(data) - 5} {
			got := outcome("w", data[:n], Options{})
			if name == "tar" && n == len(data)-5 {
				continue // the padding at its end
			}
			if !strings.Contains(got, "damaged") || strings.Count(got, "\n") > 3 {
				t.Errorf("%s, cut at %d of %d: %q", name, n, len(data), got)
			}
		}
		broken := []byte(data)
		for i := len(broken) / 2; i < len(broken)/2+20; i++ {
			broken[i] ^= 0x5a
		}
		if got := outcome("w", string(broken), Options{}); got == "" || name != "tar" && !strings.Contains(got, "damaged") {
			t.Errorf("%s, broken in the middle: %q", name, got)
		}
	}
}

// spaces gives as many spaces as it says.
type spaces int64

func (s *spaces) Read(p []byte) (int, error) {
	if *s <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), int64(*s))
	for i := range p[:n] {
		p[i] = ' '
	}
	*s -= spaces(n)
	return int(n), nil
}

// bombs are small files that unpack to ten gigabytes, or would.
func bombs(t *testing.T) map[string]string {
	t.Helper()
	packed := func(r io.Reader) string {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(z, r); err != nil {
			t.Fatal(err)
		}
		z.Close()
		return b.String()
	}
	// Ten megabytes packed once, a thousand times over, packed again: some kilobytes that hold ten gigabytes.
	n := spaces(10 << 20)
	inner := packed(&n)
	many := packed(strings.NewReader(strings.Repeat(inner, 1000)))
	files := []string{}
	for i := range 1000 {
		files = append(files, fmt.Sprintf("%d.gz", i), inner)
	}
	blank := bytes.Repeat([]byte("The mayor said no. "), 1<<16)
	large, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer large.Close()
	frame := large.EncodeAll(blank, nil)
	nested := "The mayor said no."
	for range 1000 {
		nested = archiveOf(t, "a.zip", nested)
	}
	return map[string]string{
		"gzip within gzip":         many,
		"a tar of packed files":    packed(strings.NewReader(tarOf(t, files...))),
		"a zip of packed files":    archiveOf(t, "in.gz", many),
		"zstd":                     strings.Repeat(string(frame), 10_000),
		"a thousand nested in zip": nested,
		"JSON lines without end":   packed(strings.NewReader("{\"text\":\"no\"}\n{\"")) + strings.Repeat(inner, 300),
	}
}

func TestBombsAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for name, data := range bombs(t) {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		got := outcome("w", data, Options{})
		runtime.ReadMemStats(&after)
		if !strings.Contains(got, "archives within each other") && !strings.Contains(got, "times its size") && !strings.Contains(got, "MB for one article") {
			t.Errorf("%s (%d bytes): %.300q", name, len(data), got)
		}
		if grown := int64(after.Sys) - int64(before.Sys); grown > 400<<20 {
			t.Errorf("%s: memory grew by %d MB", name, grown>>20)
		}
	}
}

// XML that defines entities upon entities is not expanded.
func TestXMLBombs(t *testing.T) {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">")
	for c := 'b'; c < 'm'; c++ {
		fmt.Fprintf(&b, "<!ENTITY %c \"%s\">", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	b.WriteString("]>\n")
	head := b.String()
	tests := map[string]string{
		"a feed":                head + "<rss><channel><item><title>No</title><description>&l;&l; " + strings.Repeat("the mayor said no ", 30) + "</description></item></channel></rss>",
		"NITF":                  strings.Replace(head, "DOCTYPE rss", "DOCTYPE nitf", 1) + "<nitf><body><body.content><p>&l;&l; The mayor said no.</p></body.content></body></nitf>",
		"a file from elsewhere": "<!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><nitf><body><body.content><p>&x; The mayor said no.</p></body.content></body></nitf>",
		"deep":                  "<rss>" + strings.Repeat("<a>", 100_000),
	}
	for name, in := range tests {
		got := outcome("w", in, Options{})
		if len(got) > 2000 || strings.Contains(got, "aaaaaaaaaa") || strings.Contains(got, "root:") {
			t.Errorf("%s: %.300q", name, got)
		}
	}
	doc := archiveOf(t, "word/document.xml", strings.Replace(head, "DOCTYPE rss", "DOCTYPE w", 1)+"<w:document><w:body><w:p><w:r><w:t>&l; The mayor said no.</w:t></w:r></w:p></w:body></w:document>")
	if got := outcome("w", doc, Options{}); len(got) > 2000 || strings.Contains(got, "aaaaaaaaaa") {
		t.Errorf("docx: %.300q", got)
	}
}

// A web archive of any size takes the memory of one page, and is read on from any of its places.
func TestWebArchive(t *testing.T) {
	page := func(i int) string {
		body := fmt.Sprintf("<html><body><article><h1>Bridge number %d</h1><p>The mayor said on Monday that bridge number %d would be mended by the autumn, and not before.</p></article></body></html>", i, i)
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h.example/2031/05/14/%d\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(block), block)
	}
	var b bytes.Buffer
	for i := range 200 {
		b.WriteString(gzipped(t, page(i)))
	}
	path := filepath.Join(t.TempDir(), "crawl.warc.gz")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	var places []int64
	for a, err := range Walk([]string{path}, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		file, at, ok := Place(a.Path)
		if !ok || file != filepath.ToSlash(path) || a.URL != fmt.Sprintf("https://h.example/2031/05/14/%d", len(places)) || a.Published != "2031-05-14" || a.DateSource != "url" {
			t.Fatalf("%+v", a)
		}
		places = append(places, at)
	}
	if len(places) != 200 {
		t.Fatalf("%d articles", len(places))
	}
	n := 0
	for a, err := range Walk([]string{path}, Options{Resume: func(name string, size int64) int64 {
		if name != filepath.ToSlash(path) || size != int64(b.Len()) {
			t.Errorf("asked where to go on in %s of %d bytes", name, size)
		}
		return places[150]
	}}) {
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 && !strings.HasSuffix(a.URL, "/150") {
			t.Errorf("went on with %s", a.URL)
		}
		n++
	}
	if n != 50 {
		t.Errorf("%d articles from there on", n)
	}
}
