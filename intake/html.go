package intake

import (
	"strings"

	"golang.org/x/net/html"
)

// readHTML makes an article of a page.
func readHTML(page string) draft {
	var doc draft
	article, title := readable(page)
	doc.article.Title = tidy(title)
	doc.article.Text = strings.Join(fragmentParagraphs(article), "\n\n")
	return doc
}

// fragmentParagraphs returns the paragraphs of a piece of HTML.
func fragmentParagraphs(fragment string) []string {
	var paragraphs []string
	var current strings.Builder
	flush := func() {
		if p := tidy(current.String()); p != "" {
			paragraphs = append(paragraphs, p)
		}
		current.Reset()
	}
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			flush()
			return paragraphs
		case html.TextToken:
			current.Write(z.Text())
		case html.StartTagToken, html.EndTagToken:
			if name, _ := z.TagName(); strings.Contains(" p div li h1 h2 h3 h4 blockquote ", " "+string(name)+" ") {
				flush()
			}
		}
	}
}
