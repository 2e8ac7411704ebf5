package intake

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// marks are what is known of a node from its name and attributes.
type marks uint32

const (
	isText marks = 1 << iota
	inLink
	isBlock
	isHidden    // never shown, or never article text, by its name or attributes
	isJunk      // by its class: a box, a teaser, tools, advertising
	isComments  // readers' comments
	isCaption   // words under a picture
	isByline    // names the author
	isDateLine  // holds the date
	isLabel     // a small line beside the text: section, topics, reading time
	isPullQuote // repeats a sentence of the text in large type
	isBody      // itemprop="articleBody"
	isArticle   // role="article"
	isMain      // role="main"
	isPublished // itemprop="datePublished"
	isGallery   // pictures with a text each
	isLivePart  // an entry of a page that is told in instalments
)

// classWords tell what an element is by a word of its class or id. They are matched as whole words of names such as
// "article__related-links" and "relatedLinks".
var classWords = func() map[string]marks {
	words := map[string]marks{}
	set := func(m marks, names string) {
		for name := range strings.FieldsSeq(names) {
			words[name] |= m
		}
	}
	set(isComments, "comment comments commentlist commentary-list disqus respond fbcomments livefyre comentarios")
	set(isJunk, "related recirc recirculation recommended recommendation recommendations recommend teaser teasers promo "+
		"promos promotion promoted newsletter newsletters signup subscribe subscription share sharing "+
		"sharebar sharetools addthis social advert adverts ad ads adslot adunit advertisement advertising adsense "+
		"sponsor sponsored sponsors dfp outbrain taboola cookie cookies consent gdpr breadcrumb breadcrumbs sidebar "+
		"widget widgets popular trending mostread nav navbar navigation menu menubar toolbar pagination pager paging "+
		"modal popup overlay masthead copyright footer topbar login tags taglist playlist readmore seealso "+
		"morestories donate donation poll quiz jumplinks skip infobox factbox moreon topstories headlines ticker "+
		"feedback survey appstore hidden visuallyhidden invisible noprint")
	set(isCaption, "caption captions figcaption credit credits cutline photocredit imagecaption copyrightholder")
	set(isByline, "byline author authors contributor contributors reporter writer")
	set(isDateLine, "date dateline datetime timestamp time published pubdate publishdate postdate updated")
	set(isLabel, "meta metadata kicker eyebrow section label overline topic topics category categories readtime duration "+
		"tag source info")
	set(isPullQuote, "pullquote")
	set(isGallery, "gallery slideshow lightbox carousel slider")
	return words
}()

// classPairs tell it by two words that follow each other.
var classPairs = map[[2]string]marks{
	{"most", "read"}: isJunk, {"most", "popular"}: isJunk, {"most", "viewed"}: isJunk, {"read", "more"}: isJunk,
	{"read", "next"}: isJunk, {"read", "also"}: isJunk, {"see", "also"}: isJunk, {"more", "from"}: isJunk,
	{"more", "on"}: isJunk, {"more", "stories"}: isJunk, {"more", "news"}: isJunk, {"more", "articles"}: isJunk,
	{"up", "next"}: isJunk, {"author", "bio"}: isJunk, {"author", "box"}: isJunk, {"author", "card"}: isJunk,
	{"about", "author"}: isJunk, {"author", "info"}: isJunk, {"author", "description"}: isJunk, {"sign", "up"}: isJunk,
	{"top", "stories"}: isJunk, {"latest", "news"}: isJunk, {"sr", "only"}: isJunk, {"screen", "reader"}: isJunk,
	{"video", "resource"}: isJunk, {"video", "player"}: isJunk, {"media", "player"}: isJunk, {"audio", "player"}: isJunk,
	{"pull", "quote"}: isPullQuote, {"live", "post"}: isLivePart, {"live", "entry"}: isLivePart, {"live", "update"}: isLivePart,
	{"live", "block"}: isLivePart, {"liveblog", "post"}: isLivePart, {"liveblog", "entry"}: isLivePart, {"blog", "update"}: isLivePart,
}

// stateWords show that a name speaks about its element instead of naming its part: "has-sidebar", "no-comments".
var stateWords = map[string]bool{
	"has": true, "no": true, "with": true, "without": true, "is": true, "not": true, "show": true, "enable": true,
	"enabled": true, "disabled": true, "open": true, "closed": true, "hide": true, "can": true, "allow": true,
	"layout": true, "page": true, "theme": true, "template": true,
}

// classCache keeps the marks of names already looked at: pages of one site use the same few hundred.
var classCache = struct {
	sync.RWMutex
	marks map[string]marks
}{marks: map[string]marks{}}

// maxClassCache bounds the cache; names beyond it are looked at anew each time.
const maxClassCache = 20000

// classMarks returns the marks of a class or id attribute.
func classMarks(attr []byte) marks {
	classCache.RLock()
	m, ok := classCache.marks[string(attr)]
	classCache.RUnlock()
	if ok {
		return m
	}
	for name := range strings.FieldsSeq(string(attr[:min(len(attr), 500)])) {
		m |= nameMarks(name)
	}
	classCache.Lock()
	if len(classCache.marks) < maxClassCache {
		classCache.marks[string(attr)] = m
	}
	classCache.Unlock()
	return m
}

// nameMarks returns the marks of one name of a class attribute.
func nameMarks(name string) marks {
	words := nameWords(name)
	for _, w := range words {
		if stateWords[w] {
			return 0
		}
	}
	var m marks
	for i, w := range words {
		m |= classWords[w]
		if i > 0 {
			pair := [2]string{words[i-1], w}
			if pairMarks, ok := classPairs[pair]; ok {
				m |= pairMarks
			}
		}
	}
	return m
}

// nameWords splits "relatedLinks", "related-links" and "related__links2" into words in lower case.
func nameWords(name string) []string {
	var words []string
	start := 0
	prev := rune(0)
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
		start = end
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r):
			cut(i)
			_, size := utf8.DecodeRuneInString(name[i:])
			start = i + size
		case unicode.IsUpper(r) && unicode.IsLower(prev):
			cut(i)
		}
		prev = r
	}
	cut(len(name))
	return words
}
