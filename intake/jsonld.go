package intake

import (
	"encoding/json"
	"html"
	"strings"
)

// maxJSONLD bounds a block of JSON-LD in bytes.
const maxJSONLD = 2 << 20

// articleTypes are the types of schema.org that a news article goes by, the better ones first.
var articleTypes = map[string]int{
	"NewsArticle": 3, "ReportageNewsArticle": 3, "AnalysisNewsArticle": 3, "AskPublicNewsArticle": 3,
	"BackgroundNewsArticle": 3, "OpinionNewsArticle": 3, "ReviewNewsArticle": 3, "LiveBlogPosting": 3, "Article": 2,
	"Report": 2, "BlogPosting": 2, "AdvertiserContentArticle": 2, "SocialMediaPosting": 1, "WebPage": 1,
}

// linkedData finds the article among a page's blocks of JSON-LD, or returns nil.
func linkedData(blocks []string) map[string]any {
	var best map[string]any
	bestRank := 0
	ids := map[string]map[string]any{}
	for _, block := range blocks {
		eachObject(parseLinkedData(block), 0, func(object map[string]any) {
			if id, ok := object["@id"].(string); ok && len(object) > 1 {
				ids[id] = object
			}
			if rank := articleRank(object); rank > bestRank {
				best, bestRank = object, rank
			}
		})
	}
	if best == nil {
		return nil
	}
	for key, value := range best { // {"@id": "#publisher"} stands for another object of the page
		best[key] = resolve(value, ids)
	}
	return best
}

// articleRank tells how well an object serves as the article.
func articleRank(object map[string]any) int {
	rank := 0
	for _, t := range texts(object["@type"]) {
		rank = max(rank, 2*articleTypes[t[strings.LastIndexAny(t, "/:")+1:]])
	}
	if rank > 0 && firstText(object["headline"]) != "" {
		rank++
	}
	return rank
}

// eachObject calls f for the objects of a block that stand for the page or its main thing: not for those in lists of
// other articles.
func eachObject(v any, depth int, f func(map[string]any)) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			eachObject(item, depth+1, f)
		}
	case map[string]any:
		f(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			eachObject(v[key], depth+1, f)
		}
	}
}

func resolve(v any, ids map[string]map[string]any) any {
	switch v := v.(type) {
	case map[string]any:
		if id, ok := v["@id"].(string); ok && firstText(v["name"]) == "" && ids[id] != nil {
			return ids[id]
		}
	case []any:
		for i := range v {
			if object, ok := v[i].(map[string]any); ok {
				v[i] = resolve(object, ids)
			}
		}
	}
	return v
}

// parseLinkedData reads a block of JSON-LD, with the wrappings and the raw line breaks that sites leave in it. A block
// that is beyond repair gives nil: the page is read without it.
func parseLinkedData(block string) any {
	block = strings.TrimSpace(block)
	for _, wrap := range []string{"<!--", "-->", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "//]]>", "/*]]>*/", "]]>", ";"} {
		block = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(block, wrap), wrap))
	}
	var v any
	if json.Unmarshal([]byte(block), &v) == nil {
		return v
	}
	spaced := strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, block)
	if json.Unmarshal([]byte(spaced), &v) == nil {
		return v
	}
	return nil
}

// texts returns the texts in a value that is one or a list of them.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// plain decodes the entities that sites leave in JSON-LD and makes one line of it.
func plain(s string) string { return tidy(html.UnescapeString(s)) }

// bodyOfLinkedData returns the articleBody in paragraphs. Many sites leave out the borders between them there, so it
// is used only where the page itself has less.
func bodyOfLinkedData(object map[string]any) []string {
	body := firstText(object["articleBody"])
	if body == "" {
		return nil
	}
	body = html.UnescapeString(body)
	if strings.Contains(body, "</p>") || strings.Contains(body, "<br") {
		return fragmentParagraphs(body)
	}
	var paragraphs []string
	for line := range strings.SplitSeq(unixLines(body), "\n") {
		if line = tidy(line); line != "" {
			paragraphs = append(paragraphs, line)
		}
	}
	return paragraphs
}
