package mail_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"sayso/intake/mail"
)

// decode knows UTF-8 and Latin-1.
func decode(data []byte, charset string) (string, error) {
	if utf8.Valid(data) && !strings.EqualFold(charset, "iso-8859-1") {
		return string(data), nil
	}
	var b strings.Builder
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String(), nil
}

const header = "From: Ilse Marrow <ilse@h.example>\r\nTo: all@h.example\r\nDate: Wed, 14 May 2031 08:30:00 +0200\r\nSubject: No\r\nMessage-ID: <1@h.example>\r\n"

func told(in string) string {
	m, err := mail.Parse([]byte(in), decode)
	if err != nil {
		return "! " + err.Error()
	}
	return fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%s|%v", m.ID, m.FromName, m.FromAddress, m.Organization, m.Subject, m.Date, strings.TrimSpace(m.Text), strings.TrimSpace(m.HTML), m.Files)
}

func TestParse(t *testing.T) {
	about := "1@h.example|Ilse Marrow|ilse@h.example||No|2031-05-14T08:30:00+02:00|"
	multi := func(kind string, parts ...string) string {
		var b strings.Builder
		b.WriteString("Content-Type: multipart/" + kind + "; boundary=xyz\r\n\r\n")
		for _, p := range parts {
			b.WriteString("--xyz\r\n" + p + "\r\n")
		}
		return b.String() + "--xyz--\r\n"
	}
	tests := []struct{ name, in, want string }{
		{"plain", header + "\r\nShe said no.\r\n", about + "She said no.||[]"},
		{"quoted-printable Latin-1", header + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nCaf=E9 =\r\nno.", about + "Café no.||[]"},
		{"base64", header + "Content-Transfer-Encoding: base64\r\n\r\nU2hlIHNhaWQg\r\nbm8u\r\n", about + "She said no.||[]"},
		{"two kinds of the same", header + multi("alternative", "Content-Type: text/plain\r\n\r\nShe said no.", "Content-Type: text/html\r\n\r\n<p>She said no.</p>"), about + "She said no.|<p>She said no.</p>|[]"},
		{"with a file", header + multi("mixed", "Content-Type: text/plain\r\n\r\nShe said no.", "Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=\"no.pdf\"\r\n\r\nx"), about + "She said no.||[no.pdf]"},
		{"HTML alone", header + "Content-Type: text/html\r\n\r\n<p>No.</p>", about + "|<p>No.</p>|[]"},
		{"names in other charsets", "From: =?iso-8859-1?Q?Ren=E9?= <r@h.example>\r\nSubject: =?UTF-8?B?4oCcTm/igJ0=?=\r\nDate: none\r\nOrganization: The Herald\r\n\r\nNo.", "|René|r@h.example|The Herald|“No”||No.||[]"},
		{"a list", "From: ilse@h.example\r\nList-Id: \"The Wire\" <wire.h.example>\r\nSubject: No\r\n\r\nNo.", "|ilse@h.example|ilse@h.example|The Wire|No||No.||[]"},
		{"a boundary that never ends", header + "Content-Type: multipart/mixed; boundary=xyz\r\n\r\n--xyz\r\nContent-Type: text/plain\r\n\r\nShe said no.", about + "She said no.||[]"},
		{"no header", "x", "! read the message's header: EOF"},
	}
	for _, test := range tests {
		if got := told(test.in); got != test.want && !(strings.HasPrefix(test.want, "!") && strings.HasPrefix(got, "! ")) {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
	deep := header + "Content-Type: multipart/mixed; boundary=a\r\n\r\n"
	for range 500 {
		deep += "--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
	}
	if got := told(deep); !strings.HasPrefix(got, "!") && !strings.HasPrefix(got, about) {
		t.Errorf("parts within parts: %.100s", got)
	}
}

func TestIs(t *testing.T) {
	for in, want := range map[string]bool{
		header + "\r\nx": true, "Title: No\nDate: 2031\n\nShe said no.": false, "From: Corran\nThe mayor said no.": false,
		"Subject: No\nDate: x\n\nx": false, "": false, "The mayor said: no.": false, "Received: from a\n\tby b\nFrom: a@b.example\nTo: c\n\nx": true} {
		if got := mail.Is([]byte(in)); got != want {
			t.Errorf("Is(%.30q) = %v", in, got)
		}
	}
	if !mail.IsBox([]byte("From a@b Wed May 14 2031\n"+header+"\nx")) || mail.IsBox([]byte("From here to there is far.\n\nThe mayor.")) {
		t.Error("IsBox")
	}
}

func boxed(in string, limit int64) []string {
	box := mail.NewBox(bufio.NewReaderSize(strings.NewReader(in), 16), limit)
	var out []string
	for range 50 {
		data, line, err := box.Next()
		if err == io.EOF {
			return out
		}
		if err != nil && !errors.Is(err, mail.ErrTooLong) {
			return append(out, err.Error())
		}
		out = append(out, fmt.Sprintf("%d:%q:%v", line, data, err != nil))
	}
	return append(out, "no end")
}

func TestBox(t *testing.T) {
	tests := []struct {
		in    string
		limit int64
		want  string
	}{
		{"From a b c\nX: 1\n\nOne.\n\nFrom a b c\nX: 2\n\nTwo.\n", 99, `1:"X: 1\n\nOne.\n\n":false 6:"X: 2\n\nTwo.\n":false`},
		{"From a b c\nX: 1\n\nFrom here on.\nFrom far.\n>From b.\n", 99, `1:"X: 1\n\n":false 4:"From far.\nFrom b.\n":false`},
		{"From a b c\nX: 1\n\n" + strings.Repeat("long ", 20) + "\n\nFrom a b c\nX: 2\n\nTwo.", 50, `1:"":true 6:"X: 2\n\nTwo.":false`},
		{"", 9, ""},
	}
	for _, test := range tests {
		if got := strings.Join(boxed(test.in, test.limit), " "); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.in, got, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(header + "\r\nShe said no."))
	f.Add([]byte(header + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nx\r\n--a--"))
	f.Add([]byte("Subject: =?UTF-8?B?4oCc?=\r\nContent-Transfer-Encoding: base64\r\n\r\n!!"))
	f.Add([]byte("From a b c\n" + header + "\nx\n\nFrom a b c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		mail.Is(data)
		mail.IsBox(data)
		if m, err := mail.Parse(data, decode); err == nil && strings.ContainsAny(m.Subject+m.FromName+m.Organization, "\r\n") {
			t.Fatalf("%+v", m)
		}
		box := mail.NewBox(bufio.NewReader(strings.NewReader(string(data))), 100)
		for n := 0; ; n++ {
			if _, _, err := box.Next(); err == io.EOF {
				break
			}
			if n > len(data) {
				t.Fatal("no end")
			}
		}
	})
}
