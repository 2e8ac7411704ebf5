package intake

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// body is an article's text of usual length, 4 KB.
var body = strings.Repeat("The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn. “No,” said her clerk, "+
	"who had not been told.\n\n", 29)

// BenchmarkText takes in one text file of usual length.
func BenchmarkText(b *testing.B) { benchmark(b, "a.txt", []byte(body), 1) }

// BenchmarkMarkdown takes in one Markdown file of usual length.
func BenchmarkMarkdown(b *testing.B) {
	benchmark(b, "a.md", []byte("# Bridge\n\n"+strings.ReplaceAll(body, "mended", "*mended*")), 1)
}

// BenchmarkJSONLines takes in a thousand articles of usual length.
func BenchmarkJSONLines(b *testing.B) {
	line := `{"id":"a","title":"Bridge","published":"2031-05-14","text":"` + strings.ReplaceAll(body, "\n", `\n`) + "\"}\n"
	benchmark(b, "a.jsonl", []byte(strings.Repeat(line, 1000)), 1000)
}

// BenchmarkPage takes in a page of 60 KB, as news sites make them: half of it scripts and styles, the rest navigation,
// text and boxes.
func BenchmarkPage(b *testing.B) { benchmark(b, "a.html", []byte(newsPage()), 1) }

// BenchmarkReadability is what the same page costs without the fast path.
func BenchmarkReadability(b *testing.B) {
	page := newsPage()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if text, _ := readable(page); text == "" {
			b.Fatal("nothing found")
		}
	}
}

func newsPage() string {
	var page strings.Builder
	page.WriteString("<!DOCTYPE html><html><head><meta charset=utf-8><title>Bridge - Herald</title><script>" +
		strings.Repeat("var a={b:function(c){return c<d&&e>f}};", 400) + "</script><style>" +
		strings.Repeat(".story__body>p{margin:0 auto;color:#333}\n", 300) + "</style></head><body><nav><ul>")
	for range 150 {
		page.WriteString(`<li class="nav__item nav__item--level-1"><a class="nav__link" href="/news/local?ref=nav">Local news</a></li>` + "\n")
	}
	page.WriteString(`</ul></nav><main><article class="story"><h1>Bridge</h1><div class="story__body">`)
	for p := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
		page.WriteString(`<p class="story__text">` + p + " " + strconv.Itoa(page.Len()) + ` of <a href="/x">them</a>.</p>` + "\n")
	}
	page.WriteString("</div></article></main><aside><ul>")
	for range 40 {
		page.WriteString(`<li class="teaser"><a href="/news/1"><img src="a.jpg" alt="A bridge"><h3>A man finds his boots</h3></a></li>` + "\n")
	}
	page.WriteString("</ul></aside></body></html>")
	return page.String()
}

func benchmark(b *testing.B, name string, data []byte, articles int) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if got, errs := FromBytes(name, data, Options{}); len(got) != articles || len(errs) > 0 {
			b.Fatalf("%d articles, %v", len(got), errs)
		}
	}
	b.ReportMetric(float64(articles)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkWalk takes in a folder of a thousand pages and texts.
func BenchmarkWalk(b *testing.B) {
	dir := b.TempDir()
	page := newsPage()
	for i := range 1000 {
		name, data := "a"+strconv.Itoa(i)+".html", page
		if i%2 == 0 {
			name, data = "a"+strconv.Itoa(i)+".txt", body
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		n := 0
		for _, err := range Walk([]string{dir}, Options{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 1000 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
