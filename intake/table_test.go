package intake

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"sayso"
)

// known writes what is known of the articles of an input, one a line.
func known(name, data string, o Options) string {
	var b strings.Builder
	articles, errs := FromBytes(name, []byte(data), o)
	for _, a := range articles {
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s|%s|%s\n", a.ID, a.Title, a.Outlet, a.Author, a.URL, a.Published, strings.ReplaceAll(a.Text, "\n", "/"))
	}
	for _, err := range errs {
		fmt.Fprintf(&b, "! %v\n", err)
	}
	return b.String()
}

func TestTables(t *testing.T) {
	tests := []struct {
		name, in string
		mapped   map[string]string
		want     string
	}{
		{"commas", "id,title,text\n7,No,\"The mayor said \"\"no\"\".\nTwice.\"\n8,Yes,He said yes.\n", nil,
			"7|No||||" + "|The mayor said \"no\"./Twice.\n8|Yes|||||He said yes.\n"},
		{"Media Cloud with texts", "id,indexed_date,language,media_name,media_url,publish_date,title,url,text\n7,2031-05-20,en,The Corran Herald,h.example,2031-05-14,No,https://h.example/7,The mayor said no.\n", nil,
			"7|No|The Corran Herald||https://h.example/7|2031-05-14|The mayor said no.\n"},
		{"news-please", "authors;date_publish;maintext;source_domain;title;url\n['Ilse Marrow', 'Tom Achterberg'];2031-05-14 08:30:00;The mayor said no.;h.example;No;https://h.example/7\n", nil,
			"w:2|No|h.example|Ilse Marrow and Tom Achterberg|https://h.example/7|2031-05-14T08:30:00|The mayor said no.\n"},
		{"tabs", "url\tdate\ttitle\ttext\nhttps://h.example/7\t14 May 2031\tNo\tThe mayor said no.\n", nil,
			"w:2|No|||https://h.example/7|2031-05-14|The mayor said no.\n"},
		{"columns of other names", "Headline,Story,When\nNo,The mayor said no.,2031\n", map[string]string{"text": "story", "published": "when"},
			"w:2|No||||2031|The mayor said no.\n"},
		{"cells with markup", "title,content\nNo,\"<p>The mayor said on Monday that she would <b>not</b> have the bridge.</p><p>Twice.</p>\"\n", nil,
			"w:2|No|||||The mayor said on Monday that she would not have the bridge./" + "/Twice.\n"},
		{"lines of other lengths", "title,text\nNo\nYes,He said yes.,more\n", nil, "w:3|Yes|||||He said yes.\n! w:2: no article text found; the cell for its text is empty\n"},
		{"a quotation mark that stays open", "title,text\nNo,\"The mayor said no.\nYes,He said yes.\n", nil, "w:2|No|||||The mayor said no./Yes,He said yes./\n"},
		{"a column that is not there", "title,text\nNo,He said no.\n", map[string]string{"author": "who"}, "! w: there is no column \"who\" for author; there are: title, text; give --map author=COLUMN\n"},
		{"the first line of a text", "Read, title and text\n\nThe mayor said no.\n", nil, "w||||||Read, title and text/" + "/The mayor said no./\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := known("w", test.in, Options{Map: test.mapped}); got != test.want {
				t.Errorf("\n got %swant %s", got, test.want)
			}
		})
	}
}

func TestTablesInOtherCharsets(t *testing.T) {
	const want = "1|No|||||“No,” said René – it’s not for sale.\n"
	const in = "id\ttitle\ttext\n1\tNo\t“No,” said René – it’s not for sale.\n"
	latin, err := charmap.Windows1252.NewEncoder().String(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{in, "\ufeff" + in, strings.ReplaceAll(in, "\n", "\r\n"), latin} {
		if got := known("w", data, Options{}); got != want {
			t.Errorf("%q: %q", data[:20], got)
		}
	}
}

// A table of any length takes the memory of a row; a row without end is refused.
func TestTablesAreStreamed(t *testing.T) {
	n := 0
	for _, err := range Read("w", &repeated{line: "No," + strings.Repeat("He said no. ", 1000) + "\n", n: 3000, rest: "title,text\n"}, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 3000 {
		t.Errorf("%d articles", n)
	}
	var last error
	for _, err := range Read("w", &repeated{line: "He said no. ", n: 1 << 30, rest: "title,text\nNo,\""}, Options{MaxBytes: 1 << 20}) {
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "more than 1 MB for one article; a quotation mark may be missing") {
		t.Errorf("%v", last)
	}
}

func TestFieldsCanBeMapped(t *testing.T) {
	in := `{"key":5,"story":"He said no.","meta":{"by":["Ilse Marrow"],"paper":{"name":"The Corran Herald"}},"when":"2031-05-14","text":"teaser"}`
	o := Options{Map: map[string]string{"text": "story", "id": "key", "author": "meta.by", "outlet": "meta.paper", "published": "when"}}
	if got, want := known("w", in, o), "5||The Corran Herald|Ilse Marrow||2031-05-14|He said no.\n"; got != want {
		t.Errorf("\n got %swant %s", got, want)
	}
}

func TestAgencies(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"ninjs 1", `{"uri":"u1","versioncreated":"2031-05-14T08:30:00Z","headline":"No","byline":"By Ilse Marrow","infosource":[{"name":"Wire"}],"body_text":"The mayor said no."}`,
			"u1|No|Wire|Ilse Marrow||2031-05-14T08:30:00Z|The mayor said no.\n"},
		{"ninjs 2", `{"uri":"u1","firstcreated":"2031-05-14T08:30:00Z","versioncreated":"2031-05-15T08:30:00Z","headlines":[{"role":"short","value":"N"},{"role":"main","value":"No"}],"by":"Ilse Marrow","infosources":[{"name":"Wire"}],"bodies":[{"role":"caption","value":"A picture."},{"role":"main","contenttype":"text/html","value":"<p>The mayor said no.</p><p>Twice.</p>"}]}`,
			"u1|No|Wire|Ilse Marrow||2031-05-14T08:30:00Z|The mayor said no./" + "/Twice.\n"},
		{"canceled", `{"uri":"u1","pubStatus":"canceled","headlines":[{"value":"No"}],"bodies":[{"value":"The mayor said no."}]}`, "! w:1: the agency has marked it \"canceled\": it is not read\n"},
		{"a picture", `{"uri":"u1","type":"picture","versioncreated":"2031-05-14T08:30:00Z","headline":"No"}`, "! w:1: no article text found; the item has no text: it is a picture, or a reference to one\n"},
		{"Event Registry is none", `{"uri":"u1","title":"No","body":"The mayor said no.","dateTime":"2031-05-14T08:30:00Z","source":{"title":"Herald"},"lang":"eng"}`,
			"w:1|No|Herald|||2031-05-14T08:30:00Z|The mayor said no.\n"},
	}
	for _, test := range tests {
		if got := known("w", test.in, Options{}); got != test.want {
			t.Errorf("%s:\n got %swant %s", test.name, got, test.want)
		}
	}
}

func TestPressReleases(t *testing.T) {
	mail := "From: =?UTF-8?Q?Ministry_of_Bridges?= <press@bridges.example>\nTo: list@x.example\nDate: Wed, 14 May 2031 08:30:00 +0000\nSubject: Bridge\n  closed\nMessage-ID: <7@bridges.example>\n\n" +
		"The bridge is closed from Monday on, and will stay closed until the autumn,\nwhen it will have been mended.\n\n> Is it closed?\n\nKarel Dunn\nSpokesman\n-- \nMinistry of Bridges\n"
	want := "7@bridges.example|Bridge closed|Ministry of Bridges|Ministry of Bridges||2031-05-14T08:30:00Z|The bridge is closed from Monday on, and will stay closed until the autumn, when it will have been mended./" + "/" + "/Karel Dunn/Spokesman\n"
	got := strings.ReplaceAll(known("w", mail, Options{}), "////", "///")
	if got != want {
		t.Errorf("\n got %swant %s", got, want)
	}
	box := "From press@bridges.example Wed May 14 08:30:00 2031\n" + mail + "\nFrom x y z\n" + strings.ReplaceAll(mail, "<7@", "<8@")
	if got := known("w", box, Options{}); strings.Count(got, "|Bridge closed|") != 2 || !strings.Contains(got, "8@bridges.example|") {
		t.Errorf("a mailbox: %s", got)
	}
}

// A date tells where it was found.
func TestDateSources(t *testing.T) {
	const text = "<p>The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn.</p>"
	tests := map[string]struct {
		in   string
		want sayso.DateSource
	}{
		"JSON-LD":    {`<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"2031-05-14"}</script>` + text, sayso.DateJSONLD},
		"meta":       {`<meta property=article:published_time content=2031-05-14>` + text, sayso.DateMeta},
		"time":       {`<article><h1>A bridge</h1><time datetime=2031-05-14>May 14</time>` + text + `</article>`, sayso.DateElement},
		"byline":     {`<h1>A bridge</h1><p>By Ilse Marrow, May 14, 2031</p>` + text, sayso.DateText},
		"address":    {`<link rel=canonical href=https://h.example/2031/05/14/bridge>` + text, sayso.DateURL},
		"address, 2": {`<link rel=canonical href=https://h.example/2031/may/14/bridge>` + text, sayso.DateURL},
		"address, 3": {`<link rel=canonical href=https://h.example/news/2031-05-14-bridge>` + text, sayso.DateURL},
	}
	for name, test := range tests {
		if a := one(t, "w", "<html>"+test.in); a.Published != "2031-05-14" || a.DateSource != test.want {
			t.Errorf("%s: %s by %q", name, a.Published, a.DateSource)
		}
	}
	if a := one(t, "w", "<html><link rel=canonical href=https://h.example/2031/13/45/bridge>"+text); a.Published != "" {
		t.Errorf("no day: %s", a.Published)
	}
}
