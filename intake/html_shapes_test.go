package intake

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// pageText returns the text of the article in a page.
func pageText(page string) string { return readHTML(page).article.Text }

func TestPageParagraphs(t *testing.T) {
	const (
		a = "The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn."
		b = "Her clerk, who had not been told, said that he would have to look it up first."
	)
	tests := []struct{ name, in, want string }{
		{"p", "<p>" + a + "<p>" + b, a + "\n\n" + b},
		{"two line breaks", "<div>" + a + "<br> &nbsp;<br/>" + b + "</div>", a + "\n\n" + b},
		{"one line break", "<div>" + a + "<br>" + b + "</div>", a + "\n" + b},
		{"divs", "<div><div>" + a + "</div><div>" + b + "</div></div>", a + "\n\n" + b},
		{"list items", "<ul><li>" + a + "<li>" + b + "</ul>", a + "\n\n" + b},
		{"block quotes", "<p>" + a + "</p><blockquote>" + b + "</blockquote>", a + "\n\n" + b},
		{"cells", "<table><tr><td><p>" + a + "<td>" + b + "</table>", a + "\n\n" + b},
		{"preformatted lines", "<pre>" + a + "\n\n" + b + "\n</pre>", a + "\n\n" + b},
		{"white space is collapsed", "<p>\n  " + strings.ReplaceAll(a, " ", " \n\t&nbsp;") + "  </p>", a},
		{"what does not show is taken out", "<p>" + strings.ReplaceAll(a, "bridge", "br&shy;id\u200bge&zwnj;\ufeff") + "</p>", a},
		{"entities", "<p>" + a + " &ldquo;R&eacute;n&#233; &amp; Co&#x2026;&rdquo; &#147;no&#148;</p>", a + " “Réné & Co…” “no”"},
		{"inline elements break no word", "<p>The <b>m</b>ayor<i> of</i> Little<span> Ouse</span>" + a[24:] + "</p>", a},
		{"quotations in q", "<p>" + a + " <q>No <q>more</q></q>, she said.", a + " “No “more””, she said."},
		{"struck out words are out", "<p>" + a + " <del>And that was it.</del></p>", a},
		{"footnote marks are out", "<p>" + a + "<sup><a href=#1>[1]</a></sup></p>", a},
		{"powers are not", "<p>" + a + " It is 5 m<sup>2</sup>.</p>", a + " It is 5 m2."},
		{"a paragraph that is one link", "<p>" + a + "</p><p><a href=/x>" + b + "</a></p>", a + "\n\n" + b},
		{"scripts, styles, comments", "<p>" + a + "<script>var a='<p>" + b + "</p>'</script><style>p{}</style><!-- " + b + " --></p>", a},
		{"hidden parts", "<p>" + a + "</p><p hidden>" + b + "</p><div style='display: none'>" + b + "</div><p aria-hidden=true>" + b + "</p>", a},
		{"a form around the page", "<form><p>" + a + "</p><p>" + b + "</p><input><select><option>One</select></form>", a + "\n\n" + b},
		{"no end tags", "<body><div><p>" + a + "<div>" + b, a + "\n\n" + b},
		{"end tags in the wrong order", "<b><p>" + a + "</b></p></div></td>" + "<i><p>" + b + "</i></span></p>", a + "\n\n" + b},
		{"an open link", "<p><a name=x><a href=/1>No</a> " + a + "<p>" + b, "No " + a + "\n\n" + b},
		{"a text twice is taken once", "<p>" + a + "</p><p>" + b + "</p><p>" + a + "</p>", a + "\n\n" + b},
		{"short answers stay twice", "<p>" + a + "</p><p>“No.”</p><p>" + b + "</p><p>“No.”</p><p>" + a + " Again.</p>",
			a + "\n\n“No.”\n\n" + b + "\n\n“No.”\n\n" + a + " Again."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, pageText(test.in)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestPageJunk(t *testing.T) {
	const (
		a    = "The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn of this year, or the next."
		b    = "Her clerk, who had not been told, said that he would have to look it up first, and that it might take him a while."
		text = a + "\n\n" + b
	)
	other := "Elsewhere a man has found his boots again, and he says that they are as good as they ever were."
	junk := map[string]string{
		"navigation":           "<nav><p>" + other + "</p></nav>",
		"an aside":             "<aside><p>" + other + "</p></aside>",
		"a related box":        "<div class='c-relatedLinks x'><p>" + other + "</p></div>",
		"a newsletter box":     "<section id=newsletter-signup><p>" + other + "</p></section>",
		"an advertisement":     "<div class=ad><p>" + other + "</p></div>",
		"a caption":            "<figure><img><figcaption>" + other + "</figcaption></figure>",
		"a caption by class":   "<div class=wp-caption><p class=wp-caption-text>" + other + "</p></div>",
		"a list of links":      "<ul><li><a href=1>A man finds his boots</a><li><a href=2>A woman finds hers</a></ul>",
		"a teaser line":        "<p>Read more: <a href=1>A man finds his boots</a></p>",
		"another teaser line":  "<p><strong>RELATED:</strong> <a href=1>" + other + "</a></p>",
		"an advertising mark":  "<p>Advertisement</p>",
		"a reading hint":       "<div>Story continues below</div>",
		"a sharing bar":        "<div class=share-bar><span>Share</span> <span>Tweet</span></div>",
		"a copyright line":     "<p>© 2031 The Ouse Herald</p>",
		"a clock":              "<div>14:05</div>",
		"a table of numbers":   "<table><tr><th>Year<th>Cost<tr><td>2030<td>1,000<tr><td>2031<td>2,000</table>",
		"a picture credit":     "<p>Photo: Ouse Herald</p>",
		"a pull quote":         "<div class=pull-quote>" + "“The bridge would be mended.”" + "</div>",
		"buttons and labels":   "<button>Play the film of the mayor now.</button><label>Your name, please, if you would be so kind.</label>",
		"text for no pictures": "<noscript><p>" + other + "</p></noscript>",
	}
	for name, box := range junk {
		t.Run(name, func(t *testing.T) {
			for place, page := range map[string]string{
				"between": "<article><h1>Bridge</h1><p>" + a + "</p>" + box + "<p>" + b + "</p></article>",
				"after":   "<div><h1>Bridge</h1><p>" + a + "</p><p>" + b + "</p>" + box + "</div>",
				"before":  "<article>" + box + "<p>" + a + "</p><p>" + b + "</p></article>",
			} {
				if diff := cmp.Diff(text, pageText(page)); diff != "" {
					t.Errorf("%s: -want +got:\n%s", place, diff)
				}
			}
		})
	}
}

func TestPageFrameIsNoBox(t *testing.T) {
	p := "<p>The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn.</p>"
	for _, class := range []string{"content-sidebar-wrap", "has-sidebar", "post no-comments", "social", "subscribe-wall"} {
		if got := pageText("<body class='" + class + "'><div class='" + class + "'>" + p + "</div>"); !strings.HasPrefix(got, "The mayor") {
			t.Errorf("%s: %q", class, got)
		}
	}
}

func TestPageTextFromLinkedDataWhereThePageHasNone(t *testing.T) {
	page := `<script type="application/ld+json">{"@type":"NewsArticle","headline":"No","articleBody":"The mayor said no.\nShe said it twice &amp; left."}</script>
<div id=root></div><p>Please enable JavaScript to read on.</p>`
	if got, want := pageText(page), "The mayor said no.\n\nShe said it twice & left."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPageMetadata(t *testing.T) {
	const text = "<p>The mayor of Little Ouse said on Monday that the bridge would be mended by the autumn.</p>"
	tests := []struct{ name, in, title, outlet, author, url, published string }{
		{name: "title and site in the title element", in: "<title>Bridge to be mended - The Ouse Herald</title><h1>Bridge to be mended</h1>" + text,
			title: "Bridge to be mended", outlet: "The Ouse Herald"},
		{name: "a heading of two lines", in: "<h1>Bridge to be<br>mended</h1>" + text, title: "Bridge to be mended"},
		{name: "Open Graph", in: "<meta property=og:title content='Bridge &amp;amp; tunnel'><meta property=og:site_name content=Herald><meta property=article:published_time content=2031-05-14T08:30:00Z><meta property=article:author content=https://f.example/ilse><meta name=author content='By Ilse Marrow'><meta property=og:url content=https://h.example/b>" + text,
			title: "Bridge & tunnel", outlet: "Herald", author: "Ilse Marrow", url: "https://h.example/b", published: "2031-05-14T08:30:00Z"},
		{name: "Dublin Core", in: "<meta name=DC.title content=Bridge><meta name=DC.creator content='Ilse Marrow'><meta name=DC.date content=2031-05-14><meta name=DC.publisher content=Herald>" + text,
			title: "Bridge", outlet: "Herald", author: "Ilse Marrow", published: "2031-05-14"},
		{name: "citation tags", in: "<meta name=citation_title content=Bridge><meta name=citation_author content='Ilse Marrow'><meta name=citation_author content='Tom Achterberg'><meta name=citation_publication_date content=2031/05/14>" + text,
			title: "Bridge", author: "Ilse Marrow and Tom Achterberg", published: "2031-05-14"},
		{name: "parsely", in: "<meta name=parsely-title content=Bridge><meta name=parsely-author content='Ilse Marrow'><meta name=parsely-link content=https://h.example/b><meta name=parsely-pub-date content=2031-05-14T08:30:00Z>" + text,
			title: "Bridge", author: "Ilse Marrow", url: "https://h.example/b", published: "2031-05-14T08:30:00Z"},
		{name: "microdata", in: "<article><h1>A bridge</h1><span itemprop=author><span itemprop=name>Ilse Marrow</span></span><meta itemprop=datePublished content=2031-05-14>" + text + "</article>",
			title: "A bridge", author: "Ilse Marrow", published: "2031-05-14"},
		{name: "time element", in: "<time datetime=2037-01-01>Today</time><article><h1>A bridge</h1><time datetime=2031-05-14>May 14</time>" + text + "<time datetime=2032-01-01></time></article>",
			title: "A bridge", published: "2031-05-14"},
		{name: "printed byline", in: "<p>Friday, January 2, 2037</p><h1>A bridge</h1><p>By Ilse Marrow and Tom Achterberg | Posted May 14, 2031 at 8:30 p.m. EDT</p>" + text,
			title: "A bridge", author: "Ilse Marrow and Tom Achterberg", published: "2031-05-14T20:30:00-04:00"},
		{name: "canonical link before what others say", in: "<link rel=canonical href=https://h.example/b><meta property=og:url content=https://h.example/b?x>" + text, url: "https://h.example/b"},
		{name: "an address without a path is that of the site", in: "<link rel=canonical href=https://h.example/><meta property=og:url content=https://h.example/b>" + text, url: "https://h.example/b"},
		{name: "linked data beats tags", in: `<meta property=og:title content=Tag><script type=application/ld+json>[{"@type":"Organization","name":"X"},{"@type":"http://schema.org/ReportageNewsArticle","headline":"Bridge","url":"https://h.example/b","dateCreated":"2031-05","publisher":"Herald","author":{"name":["Ilse Marrow"]}}]</script>` + text,
			title: "Bridge", outlet: "Herald", author: "Ilse Marrow", url: "https://h.example/b", published: "2031-05"},
		{name: "linked data with raw line breaks and wrapping", in: "<script type=application/ld+json>//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\nbridge\"};\n//]]></script>" + text, title: "A bridge"},
		{name: "broken linked data", in: "<script type=application/ld+json>{\"@type\":</script><title>A bridge</title>" + text, title: "A bridge"},
		{name: "other articles in linked data", in: `<script type=application/ld+json>{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Boots","datePublished":"2030"}]}</script><h1>A bridge</h1>` + text, title: "A bridge"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := readHTML(test.in).article
			got := []string{a.Title, a.Outlet, a.Author, a.URL, a.Published}
			if diff := cmp.Diff([]string{test.title, test.outlet, test.author, test.url, test.published}, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if !strings.HasPrefix(a.Text, "The mayor of") {
				t.Errorf("text %q", a.Text)
			}
		})
	}
}

// hostilePages are built to take for ever: with n parts, a step that looks at each part from each other takes n² time.
func hostilePages(n int) map[string]string {
	return map[string]string{
		"divs":           strings.Repeat("<div>", n) + "The mayor said no.",
		"divs with text": strings.Repeat("<div>The mayor said no to the bridge, and yes to the tunnel. ", n/5),
		"paragraphs":     strings.Repeat("<p>The mayor said no to the bridge, and yes to the tunnel.", n/5),
		"links":          strings.Repeat("<a href=x>", n) + "No.",
		"spans":          strings.Repeat("<span class=author>", n) + "Ilse" + strings.Repeat("</span>", n),
		"bodies":         strings.Repeat("<div itemprop=articleBody class=related>The mayor said no, and no again.</div>", n/5),
		"articles":       strings.Repeat("<article><p>The mayor said no to the bridge, and yes to the tunnel.", n/5),
		"tables":         strings.Repeat("<table><tr><td>", n/3) + "No.",
		"end tags":       strings.Repeat("<i><div>", 300) + strings.Repeat("</b></p></table></section>", n),
		"captions":       "<figure>" + strings.Repeat("<figcaption>The mayor said no, and no again.</figcaption>", n/5),
		"headings":       "<p>" + strings.Repeat("The mayor said no. ", 50) + strings.Repeat("<h3>Related</h3><p>The mayor said no, and no again, on Monday.", n/10),
		"comments":       "<p>" + strings.Repeat("The mayor said no. ", 50) + strings.Repeat("<h3>5 comments</h3>", n/5),
		"bylines":        strings.Repeat("<p>By Ilse Marrow</p>", n/5),
		"meta":           strings.Repeat("<meta name=author content=Ilse>", n/5),
		"linked data":    "<script type=application/ld+json>" + strings.Repeat("[", n) + "</script><p>No.",
		"attributes":     "<div " + strings.Repeat("class=a ", n) + ">No.",
		"one class":      "<div class='" + strings.Repeat("a-b ", n) + "'>No.",
		"open tag":       "<p>" + strings.Repeat("<", n),
		"open comment":   strings.Repeat("<!--", n),
		"entities":       strings.Repeat("&amp;&lt", n),
		"one word":       "<p>" + strings.Repeat("x", 10*n),
		"long title":     "<title>" + strings.Repeat("No - ", n) + "</title>" + strings.Repeat("<h1>No</h1>", n/5),
	}
}

// TestPagesWithoutEnd checks that four times the page takes about four times as long, not sixteen times.
func TestPagesWithoutEnd(t *testing.T) {
	took := func(page string) time.Duration {
		best := time.Hour
		for range 2 {
			start := time.Now()
			readHTML("<html>" + page)
			best = min(best, time.Since(start))
		}
		return best
	}
	const n = 4_000
	large := hostilePages(4 * n)
	for name, page := range hostilePages(n) {
		var a, b time.Duration
		for range 5 { // a machine that is busy with other things makes any time long
			if a, b = took(page), took(large[name]); b <= 11*a || b <= 100*time.Millisecond {
				break
			}
		}
		if b > 11*a && b > 100*time.Millisecond {
			t.Errorf("%s: %v, then %v", name, a, b)
		}
	}
}
