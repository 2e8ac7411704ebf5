package intake

import (
	"os"
	"strings"
	"testing"
)

// The pages of a printed document are known by their places in its text.
func TestPagesOfPDF(t *testing.T) {
	data, err := os.ReadFile("testdata/formats/story.pdf")
	if err != nil {
		t.Fatal(err)
	}
	a := one(t, "w", string(data))
	for words, page := range map[string]int{"has denied that it knew": 1, "We learned of it": 1, "declined to comment": 2} {
		if got := a.Pages.Page(strings.Index(a.Text, words)); got != page {
			t.Errorf("%q is on page %d, not %d (%s)", words, got, page, a.Pages)
		}
	}
}

// Documents that hold no text, or that nobody may read, say so.
func TestDocumentsWithoutText(t *testing.T) {
	tests := map[string]string{
		archiveOf(t, "word/document.xml", "<w:document><w:body><w:p/></w:body></w:document>"): "w: no article text found\n",
		"%PDF-1.4\n%%EOF\n": "w: read the PDF:",
	}
	for in, want := range tests {
		if got := outcome("w", in, Options{}); !strings.HasPrefix(got, want) {
			t.Errorf("%.20q: %s", in, got)
		}
	}
}
