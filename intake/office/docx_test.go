package office_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"sayso/intake/office"
)

// packed makes an archive of pairs of name and content.
func packed(t testing.TB, files ...string) *zip.Reader {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func word(body string) string {
	return `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`
}

func text(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }

func TestParse(t *testing.T) {
	tests := []struct {
		name, part, in, title string
		want                  []string
	}{
		{"runs are joined", "word/document.xml", word("<w:p>" + text("The mayor ") + text("said no.") + "</w:p><w:p/><w:p>" + text("Twice.") + "</w:p>"), "", []string{"The mayor said no.", "Twice."}},
		{"a title", "word/document.xml", word(`<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>` + text("Bridge") + `</w:p><w:p>` + text("No.") + `</w:p>`), "Bridge", []string{"No."}},
		{"tabs and breaks", "word/document.xml", word("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"), "", []string{"a b\nc"}},
		{"cells", "word/document.xml", word("<w:tbl><w:tr><w:tc><w:p>" + text("a") + "</w:p></w:tc><w:tc><w:p>" + text("b") + "</w:p></w:tc></w:tr></w:tbl>"), "", []string{"a", "b"}},
		{"what was deleted, and stand-ins", "word/document.xml", word("<w:p><w:del><w:r><w:delText>x</w:delText><w:t>y</w:t></w:r></w:del>" + text("a") + "<mc:AlternateContent><mc:Choice>" + text("b") + "</mc:Choice><mc:Fallback>" + text("b") + "</mc:Fallback></mc:AlternateContent></w:p>"), "", []string{"ab"}},
		{"OpenDocument", "content.xml", `<office:document-content><office:automatic-styles>x</office:automatic-styles><office:body><office:text><text:h>Head</text:h><text:p>The <text:span>mayor</text:span><text:s/>said<text:line-break/>no.</text:p><text:list><text:list-item><text:p>One.</text:p></text:list-item></text:list><text:p>x<office:annotation><text:p>note</text:p></office:annotation></text:p></office:text></office:body></office:document-content>`, "", []string{"Head", "The mayor said\nno.", "One.", "x"}},
	}
	for _, test := range tests {
		files := []string{test.part, test.in}
		if test.part == "content.xml" {
			files = append([]string{"mimetype", "application/vnd.oasis.opendocument.text"}, files...)
		}
		d, err := office.Parse(packed(t, files...), 1<<20)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if d.Title != test.title || !slices.Equal(d.Paragraphs, test.want) {
			t.Errorf("%s: %q %q", test.name, d.Title, d.Paragraphs)
		}
	}
}

func TestProblems(t *testing.T) {
	if _, err := office.Parse(packed(t, "a.txt", "x"), 100); !errors.Is(err, office.ErrNone) {
		t.Errorf("no document: %v", err)
	}
	if _, err := office.Parse(packed(t, "word/document.xml", word("<w:p>"+text(strings.Repeat("x", 500))+"</w:p>")), 100); !errors.Is(err, office.ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	if _, err := office.Parse(packed(t, "word/document.xml", word(strings.Repeat("<w:p>", 5000))), 1<<20); err == nil {
		t.Error("nested without end")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(word("<w:p>" + text("a") + "<w:del>x</w:del></w:p>"))
	f.Add("<a><p>x<s/></p>")
	f.Fuzz(func(t *testing.T, document string) {
		for _, files := range [][]string{{"word/document.xml", document}, {"mimetype", "application/vnd.oasis.opendocument.text", "content.xml", document, "meta.xml", document}} {
			d, err := office.Parse(packed(t, files...), 1<<20)
			if (d == nil) == (err == nil) {
				t.Fatal("neither a document nor an error")
			}
		}
	})
}
