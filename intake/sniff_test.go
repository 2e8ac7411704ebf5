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
		if got, err := sniff(test.name, []byte(test.head), &Options{}); got != test.want || err != nil {
			t.Errorf("sniff(%q, %q) = %d, %v, want %d", test.name, test.head, got, err, test.want)
		}
	}
}

func TestWhatIsNotReadIsNamed(t *testing.T) {
	tests := map[string]string{
		"%PDF-1.7 …":                   "w: read the PDF: not a PDF file: invalid header; open it in a viewer and print it into a new file, or save its text",
		"PK\x03\x04\x14\x00":           "w: unpack: zip: not a valid zip file; the zip archive is damaged or cut off",
		`{\rtf1\ansi`:                  "w: a rich text document is not read; save it as plain text",
		"\xff\xd8\xff\xe0\x00\x10JFIF": "w: it is not text but a picture",
		"ID3\x03\x00\x00\x00":          "w: it is not text but sound",
		"ab\x00\x01\x02cd\x00e":        "w: it is not text; see sayso help read for what can be read",
		`<?xml version="1.0"?><rss version="2.0"><channel>`:                                            "w: read the feed: XML syntax error on line 1: unexpected EOF; the feed is damaged",
		`<rss><channel><item><title>No</title><link>https://h.example/1</link></item></channel></rss>`: "w: no article text found; the feed has headlines and summaries only; sayso follow add fetches the articles",
		`<opml><body><outline xmlUrl="https://h.example/feed"/></body></opml>`:                         "w: a list of feeds (OPML) holds no articles; follow them with sayso follow add w",
		`<?xml version="1.0"?><kml><p>The mayor.</p></kml>`:                                            "w: XML of this kind (kml) is not read; save its text as .txt",
		"id,title,url\n1,No,https://h.example/1\n":                                                     "w: no column holds the articles' text; there are: id, title, url; name it with --map text=COLUMN, or fetch the articles at the addresses in it first",
		"id,title,text\n1,No,\n":                                                                       "w:2: no article text found; the cell for its text is empty",
		"  \n\t":                                                                                       "w: it is empty",
		"<html><title>No</title><nav><a href=/>Home</a></nav></html>":                                  "w: no article text found; save the page when it has loaded in full, or paste its text",
		"Title: No\n\n": "w: no article text found",
	}
	for in, want := range tests {
		if got := outcome("w", in, Options{}); got != want+"\n" {
			t.Errorf("%q:\n got %s\nwant %s", in, got, want)
		}
	}
}
