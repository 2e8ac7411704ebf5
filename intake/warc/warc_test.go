package warc_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"sayso/intake/warc"
)

func record(version, kind, uri, block string) string {
	return fmt.Sprintf("WARC/%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-05-14T08:30:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		version, kind, uri, len(block), block)
}

func page(n int) string {
	return record("1.0", "response", fmt.Sprintf("https://h.example/%d", n), fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Page %d", n))
}

func packed(parts ...string) string {
	var b bytes.Buffer
	for _, part := range parts {
		z := gzip.NewWriter(&b)
		io.WriteString(z, part)
		z.Close()
	}
	return b.String()
}

// listed reads a file and tells what it holds: an address with its page, or the damage.
func listed(r *warc.Reader) []string {
	var out []string
	for range 100 {
		rec, err := r.Next()
		var damage *warc.Damage
		switch {
		case err == io.EOF:
			return out
		case errors.As(err, &damage):
			out = append(out, "! "+err.Error())
			continue
		case err != nil:
			return append(out, "!! "+err.Error())
		}
		line := fmt.Sprintf("%s %s", rec.Type, rec.URI)
		if rec.Type == "response" {
			if a, err := rec.HTTP(); err != nil {
				line += " ! " + err.Error()
			} else {
				body, err := io.ReadAll(a.Body)
				if err != nil {
					continue // Next tells why
				}
				line += fmt.Sprintf(" %d %s %s", a.Status, a.ContentType, body)
			}
		}
		out = append(out, line)
	}
	return append(out, "no end")
}

func TestRead(t *testing.T) {
	info := record("1.0", "warcinfo", "", "software: test\r\n")
	three := "warcinfo  | response https://h.example/1 200 text/html <p>Page 1 | response https://h.example/2 200 text/html <p>Page 2"
	tests := []struct{ name, in, want string }{
		{"not packed", info + page(1) + page(2), three},
		{"packed by records", packed(info, page(1), page(2)), three},
		{"packed as one", packed(info + page(1) + page(2)), three},
		{"version 1.1", strings.ReplaceAll(info+page(1)+page(2), "WARC/1.0", "WARC/1.1"), three},
		{"line feeds alone between records", strings.ReplaceAll(info, "\r\n\r\nWARC", "\nWARC") + page(1) + page(2), three},
		{"an address in brackets", record("1.0", "metadata", "<https://h.example/1>", ""), "metadata https://h.example/1"},
		{"nothing", "", ""},
		{"chunks", record("1.1", "response", "u", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nPag\r\n3\r\ne 1\r\n0\r\n\r\n"), "response u 200  Page 1"},
		{"said to be chunks", record("1.1", "response", "u", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nPage 1"), "response u 200  Page 1"},
		{"a packed page", record("1.1", "response", "u", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+packed("Page 1")), "response u 200  Page 1"},
		{"said to be packed", record("1.1", "response", "u", "HTTP/2 200\r\nContent-Encoding: br\r\n\r\n<p>Page 1"), "response u 200  <p>Page 1"},
		{"no answer in it", record("1.1", "response", "u", "Page 1\r\n\r\n"), "response u ! it holds no HTTP answer"},
	}
	for _, test := range tests {
		if got := strings.Join(listed(warc.NewReader(strings.NewReader(test.in), 0)), " | "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestDamage(t *testing.T) {
	one, two, three := packed(page(1)), packed(page(2)), packed(page(3))
	broken := []byte(two)
	for i := 40; i < 60; i++ {
		broken[i] ^= 0xff
	}
	ok := func(n int) string { return fmt.Sprintf("response https://h.example/%d 200 text/html <p>Page %d", n, n) }
	at := func(n int, why string) string { return fmt.Sprintf("! damaged record at byte %d: %s", n, why) }
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a member cut off in the middle", one + two[:50] + three, []string{ok(1), at(len(one), "*"), ok(3)}},
		{"a member that does not unpack", one + string(broken) + three, []string{ok(1), at(len(one), "*"), ok(3)}},
		{"the end is missing", one + two[:50], []string{ok(1), at(len(one), "the file ends within it")}},
		{"rubbish between members", one + "rubbish" + three, []string{ok(1), at(len(one), "*"), ok(3)}},
		{"a length too large", page(1) + strings.Replace(page(2), "Content-Length: ", "Content-Length: 9", 1) + page(3),
			[]string{ok(1), at(len(page(1)), "the file ends within it"), ok(3)}},
		{"a length too small", page(1) + strings.Replace(page(2), "Content-Length: 5", "Content-Length: 4", 1) + page(3),
			[]string{ok(1), "*", at(len(page(1)), "no record follows where it should end"), ok(3)}},
		{"no length", page(1) + strings.Replace(page(2), "Content-Length", "Length", 1) + page(3),
			[]string{ok(1), at(len(page(1)), "its length is missing"), ok(3)}},
		{"a length that is no number", page(1) + strings.Replace(page(2), "Content-Length: ", "Content-Length: -", 1) + page(3),
			[]string{ok(1), "*", ok(3)}},
	}
	for _, test := range tests {
		got := listed(warc.NewReader(strings.NewReader(test.in), 0))
		if len(got) != len(test.want) {
			t.Errorf("%s: %q", test.name, got)
			continue
		}
		for i := range got {
			if want, any := strings.CutSuffix(test.want[i], "*"); got[i] != want && !(any && strings.HasPrefix(got[i], want)) {
				t.Errorf("%s:\n got %s\nwant %s", test.name, got[i], test.want[i])
			}
		}
	}
}

// A reader that starts at a record's offset goes on from there.
func TestOffsets(t *testing.T) {
	for name, file := range map[string]string{"packed": packed(page(1), page(2), page(3)), "not packed": page(1) + page(2) + page(3)} {
		all := listed(warc.NewReader(strings.NewReader(file), 0))
		r := warc.NewReader(strings.NewReader(file), 0)
		for i := range all {
			rec, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			if got := listed(warc.NewReader(strings.NewReader(file[rec.Offset:]), rec.Offset)); strings.Join(got, "|") != strings.Join(all[i:], "|") {
				t.Errorf("%s: from byte %d on: %q", name, rec.Offset, got)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(page(1) + page(2)))
	f.Add([]byte(packed(page(1), page(2))))
	f.Add([]byte(packed(page(1))[:60]))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := warc.NewReader(bytes.NewReader(data), 0)
		last := int64(-1)
		for n := 0; ; n++ {
			rec, err := r.Next()
			var damage *warc.Damage
			if errors.As(err, &damage) {
				if damage.Offset > int64(len(data)) {
					t.Fatalf("damage at %d of %d", damage.Offset, len(data))
				}
			} else if err != nil {
				break
			} else {
				if rec.Offset < last || rec.Offset > int64(len(data)) {
					t.Fatalf("a record at %d after one at %d", rec.Offset, last)
				}
				last = rec.Offset
				if a, err := rec.HTTP(); err == nil {
					io.Copy(io.Discard, io.LimitReader(a.Body, 1<<20))
				}
			}
			if n > len(data)+10 {
				t.Fatal("no end")
			}
		}
	})
}
