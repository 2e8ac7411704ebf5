package pdf_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sayso/intake/pdf"
)

func same(s string) string { return s }

// document makes a PDF of pages, each of lines "x y size text", in a font whose characters are all 500 wide.
func document(pages ...string) []byte {
	var b strings.Builder
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.4\n")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 4+2*i))
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages)))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 0 /LastChar 255 /Widths [" + strings.Repeat("500 ", 256) + "] >>")
	for i, page := range pages {
		var content strings.Builder
		for line := range strings.SplitSeq(page, "\n") {
			var x, y, size float64
			var n int
			fmt.Sscanf(line, "%f %f %f%n", &x, &y, &size, &n)
			parts := strings.SplitN(line, " ", 4)
			if len(parts) == 4 {
				text := strings.NewReplacer("(", `\(`, ")", `\)`).Replace(parts[3])
				fmt.Fprintf(&content, "BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", size, x, y, text)
			}
		}
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", 5+2*i))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", content.Len(), content.String()))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return []byte(b.String())
}

func TestParse(t *testing.T) {
	tests := []struct {
		name  string
		pages []string
		title string
		want  []string
		at    []pdf.Place
	}{
		{"lines are joined, gaps part paragraphs", []string{"72 700 10 The mayor of Little Ouse said on Monday that the\n72 688 10 bridge would be mended.\n72 664 10 Her clerk, who had not been told, said no and went\n72 652 10 home."}, "",
			[]string{"The mayor of Little Ouse said on Monday that the bridge would be mended.", "Her clerk, who had not been told, said no and went home."}, []pdf.Place{{0, 0}}},
		{"a short line that ends a sentence ends the paragraph", []string{"72 700 10 The mayor of Little Ouse said on Monday that the\n72 688 10 bridge stays.\n72 676 10 Her clerk, who had not been told, said no and went\n72 664 10 home again, as he does."}, "",
			[]string{"The mayor of Little Ouse said on Monday that the bridge stays.", "Her clerk, who had not been told, said no and went home again, as he does."}, []pdf.Place{{0, 0}}},
		{"a large first line is the title", []string{"72 740 20 Bridge to be mended\n72 700 10 The mayor of Little Ouse said so on Monday.\n72 688 10 She said it twice."}, "Bridge to be mended",
			[]string{"The mayor of Little Ouse said so on Monday. She said it twice."}, []pdf.Place{{0, 0}}},
		{"a paragraph goes on on the next page", []string{"72 700 10 The mayor of Little Ouse said on Monday that the", "72 700 10 bridge would be mended by the autumn of this year."}, "",
			[]string{"The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn of this year."}, []pdf.Place{{0, 0}, {0, 49}}},
		{"hyphens at the ends of lines go", []string{"72 700 10 The mayor of Little Ouse said on Mon-\n72 688 10 day that the bridge would be mended."}, "",
			[]string{"The mayor of Little Ouse said on Monday that the bridge would be mended."}, []pdf.Place{{0, 0}}},
		{"margins and page numbers go", []string{"72 780 8 The Herald, page 1\n72 700 10 The mayor said no.\n72 30 8 1", "72 780 8 The Herald, page 2\n72 700 10 The clerk said yes.\n72 30 8 2", "72 780 8 The Herald, page 3\n72 700 10 The cook said nothing.\n72 30 8 3"}, "",
			[]string{"The mayor said no.", "The clerk said yes.", "The cook said nothing."}, []pdf.Place{{0, 0}, {1, 0}, {2, 0}}},
	}
	for _, test := range tests {
		d, err := pdf.Parse(document(test.pages...), same)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if d.Title != test.title || !slices.Equal(d.Paragraphs, test.want) || !slices.Equal(d.Pages, test.at) {
			t.Errorf("%s: %q %q %v", test.name, d.Title, d.Paragraphs, d.Pages)
		}
	}
}

func TestDamaged(t *testing.T) {
	whole := document("72 700 10 The mayor said no.")
	if _, err := pdf.Parse(document(""), same); !errors.Is(err, pdf.ErrNoText) {
		t.Errorf("without text: %v", err)
	}
	for _, n := range []int{0, 5, len(whole) / 2, len(whole) - 30} {
		if _, err := pdf.Parse(whole[:n], same); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("cut at %d: %v", n, err)
		}
	}
	many := strings.Replace(string(whole), "/Count 1", "/Count 9999999", 1)
	if _, err := pdf.Parse([]byte(many), same); err == nil {
		t.Error("ten million pages")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(document("72 700 10 The mayor said no.", "72 700 10 She said yes."))
	if data, err := os.ReadFile("../testdata/formats/story.pdf"); err == nil {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			t.Skip()
		}
		d, err := pdf.Parse(data, same)
		if (d == nil) == (err == nil) {
			t.Fatal("neither a document nor an error")
		}
	})
}
