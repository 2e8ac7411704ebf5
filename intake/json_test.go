package intake

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// outcome writes what an input gave, one line for each article or error.
func outcome(name, data string, o Options) string {
	var b strings.Builder
	articles, errs := FromBytes(name, []byte(data), o)
	for _, a := range articles {
		fmt.Fprintf(&b, "%s: %q\n", a.ID, a.Text)
	}
	for _, err := range errs {
		fmt.Fprintf(&b, "%v\n", err)
	}
	return b.String()
}

func TestJSONFields(t *testing.T) {
	full := sayso.Article{ID: "7", Title: "Mayor says no", Outlet: "The Corran Herald", Author: "Ilse Marrow",
		URL: "https://herald.example/no", Published: "2031-05-14", Text: "The mayor said no.", Language: "en", Path: "w:1",
		DateSource: sayso.DateField}
	tests := map[string]string{
		"sayso's own names":            `{"id":"7","title":"Mayor says no","outlet":"The Corran Herald","author":"Ilse Marrow","url":"https://herald.example/no","published":"2031-05-14","text":"The mayor said no."}`,
		"other names":                  `{"id":7,"headline":"Mayor says no","publisher":"The Corran Herald","byline":"By Ilse Marrow","link":"https://herald.example/no","date":"May 14, 2031","body":"The mayor said no."}`,
		"a news API":                   `{"id":7,"source":{"id":null,"name":"The Corran Herald"},"author":"Ilse Marrow","title":"Mayor says no","url":"https://herald.example/no","publishedAt":"2031-05-14","content":"The mayor said no."}`,
		"schema.org":                   `{"id":7,"headline":"Mayor says no","publisher":{"@type":"Organization","name":"The Corran Herald"},"author":[{"@type":"Person","name":"Ilse Marrow"}],"url":"https://herald.example/no","datePublished":"2031-05-14","articleBody":"The mayor said no."}`,
		"blank fields are passed over": `{"id":7,"title":" ","headline":"Mayor says no","outlet":"","publisher":"The Corran Herald","author":null,"authors":["Ilse Marrow"],"url":"none","link":"https://herald.example/no","published":"soon","date":"2031-05-14","text":"","content":null,"body":"The mayor said no."}`,
	}
	for name, in := range tests {
		t.Run(name, func(t *testing.T) {
			full := full
			full.SHA256 = sha256Hex([]byte(in))
			if diff := cmp.Diff(&full, one(t, "w", in)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"one object a line", "{\"id\":\"a\",\"text\":\"He said no.\"}\n{\"id\":\"b\",\"text\":\"She said yes.\"}\n",
			"a: \"He said no.\"\nb: \"She said yes.\"\n"},
		{"ids that are numbers keep their digits", `{"id":90071992547409931,"text":"He said no."}`, "90071992547409931: \"He said no.\"\n"},
		{"without an id the line counts", "{\"text\":\"He said no.\"}\r\n\r\n{\"text\":\"She said yes.\"}",
			"w:1: \"He said no.\"\nw:3: \"She said yes.\"\n"},
		{"a text is handed through as it is", `{"id":1,"text":"  \u201cNo,\u201d\r\n\the said. \ud83d\ude00 <b>\u00ad\u200b "}`,
			"1: \"  “No,”\\r\\n\\the said. 😀 <b>\\u00ad\\u200b \"\n"},
		{"only invalid UTF-8 in it is replaced", "{\"id\":1,\"text\":\"He said \xff no.\"}", "1: \"He said \ufffd no.\"\n"},
		{"a bad line does not stop the others",
			"{\"id\":1,\"text\":\"He said no.\"}\n{\"id\":2,\"text\":\n{\"id\":3}\n[1]\n{\"id\":4,\"text\":\"She said yes.\"}\n",
			"1: \"He said no.\"\n4: \"She said yes.\"\n" +
				"w:2: not valid JSON: it ends in the middle (at byte 15)\n" +
				"w:3: no article text found; none of \"text\", \"content\" and \"body\" holds any\n" +
				"w:4: not a JSON object but a JSON array\n"},
		{"a bad first line neither", "oops\n{\"id\":1,\"text\":\"He said no.\"}\n{\"id\":2,\"text\":\"She said yes.\"}\n",
			"1: \"He said no.\"\n2: \"She said yes.\"\nw:1: not valid JSON: invalid character 'o' looking for beginning of value (at byte 1)\n"},
		{"one object over several lines", "{\n  \"id\": 1,\n  \"text\": \"He said {no}.\"\n}\n", "1: \"He said {no}.\"\n"},
		{"several such objects", "{\n\"id\": 1,\n\"text\": \"He said no.\"\n}\n{\n\"text\": \"She said \\\"yes}\\\".\"\n}\n",
			"1: \"He said no.\"\nw:5: \"She said \\\"yes}\\\".\"\n"},
		{"an array", "[{\"id\":1,\"text\":\"He said no.\"},\n {\"text\":\"She said yes.\", \"x\": [{}]}]", "1: \"He said no.\"\nw:2: \"She said yes.\"\n"},
		{"an array with things that are no articles", "[{\"id\":1,\"text\":\"He said no.\"}, 5, \"x\",\n{\"id\":2}, {\"id\":3,\"text\":\"She said yes.\"}]",
			"1: \"He said no.\"\n3: \"She said yes.\"\nw:1: a JSON object was expected here\n" +
				"w:2: no article text found; none of \"text\", \"content\" and \"body\" holds any\n"},
		{"an array cut off", "[{\"id\":1,\"text\":\"He said no.\"},\n{\"id\":2,\"text\":\"She sa",
			"1: \"He said no.\"\nw:2: the JSON object that starts here does not end\n"},
		{"an empty array", "[]", "w: the JSON list is empty\n"},
		{"articles within an object", `{"status":"ok","articles":[{"id":1,"text":"He said no."},{"text":"She said yes."},{"id":3}]}`,
			"1: \"He said no.\"\nw:1#2: \"She said yes.\"\nw:1: no article text found; none of \"text\", \"content\" and \"body\" holds any\n"},
		{"a JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"content_html":"<p>He said <b>no</b> to the bridge &amp; all that on Monday, for the second time.</p>"}]}`,
			"1: \"He said no to the bridge & all that on Monday, for the second time.\"\n"},
		{"text in brackets is no JSON", "[Updated] The mayor said no.", "w: \"[Updated] The mayor said no.\"\n"},
		{"text in braces neither", "{Updated} The mayor said no.", "w: \"{Updated} The mayor said no.\"\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, outcome("w", test.in, Options{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestJSONLongLines(t *testing.T) {
	long := `{"id":1,"text":"He said ` + strings.Repeat("no and ", 500_000) + `no."}`
	in := long + "\n" + `{"id":2,"text":"She said yes."}` + "\n"
	articles, errs := FromBytes("w", []byte(in), Options{})
	if len(errs) > 0 || len(articles) != 2 || len(articles[0].Text) != 8+7*500_000+3 {
		t.Errorf("%d articles, errors %v", len(articles), errs)
	}
	for name, in := range map[string]string{"lines": in, "array": "[" + strings.Replace(in, "}\n{", "},\n{", 1) + "]"} {
		want := "2: \"She said yes.\"\nw:1: more than 1 MB for one article\n"
		if diff := cmp.Diff(want, outcome("w", in, Options{MaxBytes: 1 << 20})); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// repeated is an endless file in memory: n copies of a line.
type repeated struct {
	line string
	n    int
	rest string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.rest = r.line
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func TestJSONIsStreamed(t *testing.T) {
	object := `{"id":1,"text":"` + strings.Repeat("He said no. ", 1000) + `"}`
	for name, line := range map[string]string{"lines": object + "\n", "array": "[" + object + "\n,"} {
		var before, after runtime.MemStats
		n, peak := 0, uint64(0)
		runtime.GC()
		runtime.ReadMemStats(&before)
		for _, err := range Read("w", &repeated{line: line, n: 3000}, Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n%1000 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&after)
				peak = max(peak, after.HeapAlloc)
			}
		}
		if n != 3000 {
			t.Errorf("%s: %d articles", name, n)
		}
		if peak > before.HeapAlloc+4<<20 {
			t.Errorf("%s: %d MB of 36 MB are kept", name, (peak-before.HeapAlloc)>>20)
		}
	}
}

func TestStopsWhenAsked(t *testing.T) {
	for range Read("w", &repeated{line: `{"text":"He said no."}` + "\n", n: 1 << 60}, Options{}) {
		return
	}
}

func gzipped(t *testing.T, data string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGzip(t *testing.T) {
	page := "<html><title>No</title><p>The mayor said no to the bridge, and she said it twice on Monday.</p>"
	tests := []struct{ name, in, want string }{
		{"text", gzipped(t, "The mayor said no."), "w: \"The mayor said no.\"\n"},
		{"pages", gzipped(t, page), "w: \"The mayor said no to the bridge, and she said it twice on Monday.\"\n"},
		{"JSON", gzipped(t, "{\"id\":1,\"text\":\"He said no.\"}\n{\"text\":\"She said yes.\"}"), "1: \"He said no.\"\nw:2: \"She said yes.\"\n"},
		{"several members", gzipped(t, "{\"id\":1,\"text\":\"He said no.\"}\n") + gzipped(t, "{\"id\":2,\"text\":\"She said yes.\"}\n"),
			"1: \"He said no.\"\n2: \"She said yes.\"\n"},
		{"cut off", gzipped(t, strings.Repeat("The mayor said no. ", 99))[:40], "w: unpack: unexpected EOF; the packed file is damaged or cut off\n"},
		{"nothing in it", gzipped(t, ""), "w: it is empty\n"},
		{"far larger unpacked", gzipped(t, strings.Repeat("The mayor said no. ", 200_000)),
			"w: more than 1 MB for one article; split it, or give articles as JSON lines\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, outcome("w", test.in, Options{MaxBytes: 1 << 20})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestErrorsCanBeTold(t *testing.T) {
	tests := []struct {
		in   string
		want error
	}{
		{"", ErrEmpty}, {" \n", ErrEmpty}, {"a\x00b", ErrBinary}, {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ErrBinary}, {"%PDF-1.7", ErrDamaged},
		{"{\"id\":1}", ErrNoText}, {"{\"id\":1", ErrJSON}, {"<html><nav>Home</nav>", ErrNoText},
		{"Der Hund und die Katze haben sich nicht mehr lieb, weil sie auch noch einen Vogel haben.", ErrLanguage},
		{strings.Repeat("The mayor. ", 100), ErrTooLarge},
	}
	for _, test := range tests {
		_, errs := FromBytes("w", []byte(test.in), Options{MaxBytes: 200, OnlyEnglish: true})
		if len(errs) != 1 || !errors.Is(errs[0], test.want) {
			t.Errorf("%.20q: %v, want %v", test.in, errs, test.want)
			continue
		}
		var e *Error
		if !errors.As(errs[0], &e) || e.Path != "w" || strings.Contains(e.Error(), "\n") {
			t.Errorf("%.20q: %#v", test.in, errs[0])
		}
	}
}
