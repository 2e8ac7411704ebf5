package intake

import (
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// maxReadability bounds the pages that the slower extraction is tried on.
const maxReadability = 4 << 20

// readable returns the main part of a page as HTML, as readability sees it, or "". It is the second opinion on pages
// whose own marks tell too little.
func readable(page string) (article, title string) {
	if len(page) > maxReadability {
		return "", ""
	}
	doc, err := html.Parse(strings.NewReader(page)) // refuses pages nested deeper than 512 elements
	if err != nil {
		return "", ""
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true // read before, and by stricter rules
	parsed, err := parser.ParseAndMutate(doc, nil)
	if err != nil || parsed.Node == nil {
		return "", ""
	}
	var b strings.Builder
	if err := parsed.RenderHTML(&b); err != nil {
		return "", ""
	}
	return b.String(), parsed.Title()
}
