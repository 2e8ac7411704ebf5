package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// one takes in data that holds one article.
func one(t *testing.T, name, data string) *sayso.Article {
	t.Helper()
	articles, errs := FromBytes(name, []byte(data), Options{})
	if len(errs) > 0 || len(articles) != 1 {
		t.Fatalf("%d articles, errors %v", len(articles), errs)
	}
	return articles[0]
}

func TestPlainText(t *testing.T) {
	tests := []struct {
		name, in string
		want     sayso.Article
	}{
		{"is handed through byte for byte", "The mayor  said\tno.\n\n\n“Never,” she said.\n\n",
			sayso.Article{Text: "The mayor  said\tno.\n\n\n“Never,” she said.\n\n"}},
		{"loses its byte order mark", "\ufeffThe mayor said no.", sayso.Article{Text: "The mayor said no."}},
		{"gets line feeds for carriage returns", "One.\r\nTwo.\rThree.\n", sayso.Article{Text: "One.\nTwo.\nThree.\n"}},
		{"a first line that stands alone is the title, and stays",
			"Mayor says no to bridge\n\nThe mayor said no to the bridge on Monday.\n",
			sayso.Article{Title: "Mayor says no to bridge",
				Text: "Mayor says no to bridge\n\nThe mayor said no to the bridge on Monday.\n"}},
		{"a first line that is a sentence is no title", "The mayor said no.\n\nShe said it twice on Monday morning.\n",
			sayso.Article{Text: "The mayor said no.\n\nShe said it twice on Monday morning.\n"}},
		{"takes a block of known keys as what is known of the article",
			"Title: Mayor says no\nOutlet: The Corran Herald\nAuthor: By Ilse Marrow\nDate: 14 May 2031\n" +
				"URL: https://herald.example/no\n\n\nThe mayor said no.\n",
			sayso.Article{Title: "Mayor says no", Outlet: "The Corran Herald", Author: "Ilse Marrow", Published: "2031-05-14", DateSource: sayso.DateHeader,
				URL: "https://herald.example/no", Text: "The mayor said no.\n"}},
		{"keys can be written in any case", "HEADLINE: No\nsource: Herald\n\nThe mayor said no.",
			sayso.Article{Title: "No", Outlet: "Herald", Text: "The mayor said no."}},
		{"a block with an unknown key is text", "Title: Mayor says no\nWeather: rain\n\nThe mayor said no.",
			sayso.Article{Text: "Title: Mayor says no\nWeather: rain\n\nThe mayor said no."}},
		{"a block without an empty line after it is text", "Author: this is how it starts\nThe mayor said no.",
			sayso.Article{Text: "Author: this is how it starts\nThe mayor said no."}},
		{"a dialogue is text", "Mayor: No.\nClerk: Yes.\n\nThe mayor said no to the clerk.",
			sayso.Article{Text: "Mayor: No.\nClerk: Yes.\n\nThe mayor said no to the clerk."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.want.ID, test.want.Path, test.want.Language = "a.txt", "a.txt", "en"
			test.want.SHA256 = sha256Hex([]byte(test.in))
			if diff := cmp.Diff(&test.want, one(t, "a.txt", test.in)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	tests := []struct {
		name, in string
		want     sayso.Article
	}{
		{"the first heading is the title", "# Mayor says *no*\n\nThe mayor said no.\n",
			sayso.Article{Title: "Mayor says no", Text: "The mayor said no."}},
		{"front matter", "---\ntitle: \"Mayor: no\"\nauthors:\n  - Ilse Marrow\n  - Tom Achterberg\ndate: 2031-05-14\n" +
			"tags: [bridge, mayor]\nsource: 'The Herald''s own'\nlink: https://herald.example/no\n---\n\n## Says who\n\nThe mayor said no.\n",
			sayso.Article{Title: "Mayor: no", Author: "Ilse Marrow and Tom Achterberg", Published: "2031-05-14", DateSource: sayso.DateHeader,
				Outlet: "The Herald's own", URL: "https://herald.example/no", Text: "Says who\n\nThe mayor said no."}},
		{"a title in front matter leaves the heading in the text", "---\ntitle: No\n---\n# The bridge\n\nThe mayor said no.",
			sayso.Article{Title: "No", Text: "The bridge\n\nThe mayor said no."}},
		{"emphasis, links, pictures and code lose their marks",
			"The **mayor** said _no_ to [the bridge](https://x.example) ![a bridge](b.png), `so there`.",
			sayso.Article{Text: "The mayor said no to the bridge , so there."}},
		{"lines of a paragraph are joined, hard breaks stay", "See [it](https://x.example).\nThe mayor\nsaid  \nno.",
			sayso.Article{Text: "See it. The mayor said\nno."}},
		{"quotations and lists become paragraphs",
			"# T\n\n> The mayor\n> said no.\n>\n> Twice.\n\n- It is old.\n- It is *wet*.\n\n1. First.\n2. Second.\n",
			sayso.Article{Title: "T", Text: "The mayor said no.\n\nTwice.\n\nIt is old.\n\nIt is wet.\n\nFirst.\n\nSecond."}},
		{"code blocks are left out", "# T\n\nThe mayor said no.\n\n```go\nfmt.Println(\"the\")\n```\n\nAnd that was that.\n\n---\n",
			sayso.Article{Title: "T", Text: "The mayor said no.\n\nAnd that was that."}},
		{"entities and backslashes are taken off", "# T\n\nThe mayor &amp; the clerk said \\*no\\*. It cost 5 \\$.",
			sayso.Article{Title: "T", Text: "The mayor & the clerk said *no*. It cost 5 $."}},
		{"reference links and HTML", "# T\n\n<p>The mayor said <b>no</b>.</p>\n\nSee [there][1].\n\n[1]: https://x.example\n",
			sayso.Article{Title: "T", Text: "The mayor said no.\n\nSee there."}},
		{"quotation marks stay as they are", "# T\n\n\"No,\" said the mayor -- and 'twice' at that...",
			sayso.Article{Title: "T", Text: "\"No,\" said the mayor -- and 'twice' at that..."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.want.ID, test.want.Path, test.want.Language = "a", "a", "en"
			test.want.SHA256 = sha256Hex([]byte(test.in))
			if diff := cmp.Diff(&test.want, one(t, "a", test.in)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestMarkdownDeepNestingIsReadAsItStands(t *testing.T) {
	in := "# T\n\n" + strings.Repeat(">", 50_000) + " The mayor said no."
	if a := one(t, "a.md", in); a.Text != in {
		t.Errorf("text is %.40q…", a.Text)
	}
}
