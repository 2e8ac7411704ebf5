package intake

import (
	"strings"
	"testing"
)

func TestLivePages(t *testing.T) {
	const (
		a = "The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn."
		b = "Her clerk, who had not been told, said that he would have to look it up first."
		c = "The fire brigade says that two hundred people have left their homes in the lower town."
	)
	post := func(time, head, text string) string {
		return "<div class=live-post id=p" + time[11:13] + "><time datetime=" + time + ">now</time><h3>" + head + "</h3><p>" + text + "</p></div>"
	}
	page := "<html><link rel=canonical href=https://h.example/live><body><main><h1>Flood live</h1><div class=feed>" +
		post("2031-05-14T10:00:00Z", "Third", c) + post("2031-05-14T09:00:00Z", "Second", b) + post("2031-05-14T08:00:00Z", "First", a) + "</div></main></body></html>"
	want := "w#1|Flood live: Third|||https://h.example/live#p10|2031-05-14T10:00:00Z|" + c + "\n" +
		"w#2|Flood live: Second|||https://h.example/live#p09|2031-05-14T09:00:00Z|" + b + "\n" +
		"w#3|Flood live: First|||https://h.example/live#p08|2031-05-14T08:00:00Z|" + a + "\n"
	if got := known("w", page, Options{}); got != want {
		t.Errorf("entries on the page:\n got %swant %s", got, want)
	}

	// Where the page is filled by a script, its description has the entries.
	update := func(time, head, text string) string {
		return `{"@type":"BlogPosting","headline":"` + head + `","datePublished":"` + time + `","url":"https://h.example/live#` + head + `","articleBody":"` + text + `"}`
	}
	data := `<html><script type=application/ld+json>{"@type":"LiveBlogPosting","headline":"Flood live","datePublished":"2031-05-14T07:00:00Z","liveBlogUpdate":[` +
		update("2031-05-14T10:00:00Z", "Third", c) + "," + update("2031-05-14T09:00:00Z", "Second", b) + "," + update("2031-05-14T08:00:00Z", "First", a) + `]}</script><body><div id=root></div></body></html>`
	want = strings.NewReplacer("#p10", "#Third", "#p09", "#Second", "#p08", "#First").Replace(want)
	if got := known("w", data, Options{}); got != want {
		t.Errorf("entries in its description:\n got %swant %s", got, want)
	}

	// A list of articles with their times is no live page.
	list := strings.ReplaceAll(page, "live-post", "entry")
	if got := known("w", list, Options{}); strings.Count(got, "\n") != 1 {
		t.Errorf("a list: %s", got)
	}
}
