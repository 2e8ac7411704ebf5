package intake

import "testing"

func TestFormatIsToldByContent(t *testing.T) {
	tests := []struct {
		name, head string
		want       format
	}{
		{"a.txt", "The mayor said no.", plainText},
		{"a.html", "The mayor said no.", plainText},
		{"a.json", "The mayor said no.", plainText},
		{"a.txt", "# Mayor says no\n\nThe **mayor** said no.", markdown},
		{"a.txt", "---\ntitle: No\n---\nThe mayor said no.", markdown},
		{"a.txt", "The mayor said [no](https://x.example).", markdown},
		{"a.md", "The mayor said no.", markdown},
		{"a.md.gz", "The mayor said no.", markdown},
		{"a.txt", "The mayor said *no*. # 1 in the polls", plainText},
		{"a.txt", "* One.\n* Two.\n\nSaid [the mayor] (in passing).", plainText},
		{"a.txt", "--- The mayor said no ---\nand that was that.", plainText},
		{"a.txt", "<!DOCTYPE html><p>No", htmlPage},
		{"a.txt", "\n  <HTML>", htmlPage},
		{"a.txt", "<!-- saved from url=(0014)about:internet -->\n<html>", htmlPage},
		{"a.txt", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">", htmlPage},
		{"a.txt", "<p>The mayor said no.</p>", htmlPage},
		{"a.txt", "The mayor.</p><p>Said.</p><p>No.</p>", htmlPage},
		{"a.txt", "<Applause> The mayor said no.", plainText},
		{"a.txt", "BMW said no. OTTO said yes.", plainText},
		{"a.txt", "5 < 6, said the mayor.", plainText},
		{"a.txt", `{"text": "no"}`, jsonLines},
		{"a.txt", "{\"text\": \"no\"}\n{\"text\": \"no\"}", jsonLines},
		{"a.txt", "{\n\"text\": \"no\"}", jsonValues},
		{"a.txt", "{\"text\":\n \"no\"}", jsonValues},
		{"a.txt", "[\n{\"text\": \"no\"}]", jsonValues},
	}
	for _, test := range tests {
		if got, err := sniff(test.name, []byte(test.head)); got != test.want || err != nil {
			t.Errorf("sniff(%q, %q) = %d, %v, want %d", test.name, test.head, got, err, test.want)
		}
	}
}

func TestWhatIsNotReadIsNamed(t *testing.T) {
	tests := map[string]string{
		"%PDF-1.7 …":                   "w: a PDF document is not read; save its text as .txt",
		"PK\x03\x04\x14\x00":           "w: a zip archive or office document is not read; unpack it, or save it as plain text",
		`{\rtf1\ansi`:                  "w: a rich text document is not read; save it as plain text",
		"\xff\xd8\xff\xe0\x00\x10JFIF": "w: it is not text but a picture",
		"ID3\x03\x00\x00\x00":          "w: it is not text but sound",
		"ab\x00\x01\x02cd\x00e":        "w: it is not text; only text, Markdown, HTML and JSON are read",
		`<?xml version="1.0"?><rss version="2.0"><channel>`: "w: a feed (RSS or Atom) is not read; save the articles it links to",
		`<?xml version="1.0"?><newsItem>`:                   "w: XML is not read; save its text as .txt",
		"id,title,text\n1,No,The mayor said no.\n":          "w: a table (CSV) is not read; turn it into JSON lines with the keys id, title, text",
		"  \n\t": "w: it is empty",
		"<html><title>No</title><nav><a href=/>Home</a></nav></html>": "w: no article text found; save the page when it has loaded in full, or paste its text",
		"Title: No\n\n": "w: no article text found",
	}
	for in, want := range tests {
		if got := outcome("w", in, Options{}); got != want+"\n" {
			t.Errorf("%q:\n got %s\nwant %s", in, got, want)
		}
	}
}
