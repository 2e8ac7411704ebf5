package intake

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// template is one publisher's way to make a page of a story.
type template struct {
	name string
	page func(*story) string
	edit func(*story) // what this template cannot tell, as the time of day
}

// templates are named after what they are like, not after who uses them.
var templates = []template{
	{"islands and hashed classes", islandsPage, nil},
	{"text blocks in one article element", textBlocksPage, nil},
	{"section with companion columns", companionPage, nil},
	{"rich text with enhancements", enhancementsPage, func(s *story) { // it tells the time in milliseconds
		if len(s.date) == len(time.DateOnly) {
			s.date += "T00:00:00Z"
		}
	}},
	{"paragraphs that are divs", divsPage, nil},
	{"zones and inline placeholders", zonesPage, nil},
	{"tabloid of tables and fonts", tabloidPage, func(s *story) { s.date = s.date[:10] }},
	{"blog with a graph", blogPage, nil},
	{"accelerated page", acceleratedPage, nil},
	{"teaser content and paywall", paywallPage, nil},
}

func esc(s string) string { return html.EscapeString(s) }

// blockMarks are how a template writes the blocks of a story.
type blockMarks struct {
	prose, list, heading, quote, figure func(...string) string
	embed, box                          func(...string) string
	link                                func(string) string
	between                             func(i int) string // what stands between blocks, as advertisements
}

func (m *blockMarks) body(s *story) string {
	var b strings.Builder
	for i, bl := range s.blocks {
		texts := make([]string, len(bl.text))
		for k, t := range bl.text {
			texts[k] = esc(t)
		}
		switch bl.kind {
		case prose:
			b.WriteString(m.prose(texts...))
		case linked:
			b.WriteString(m.prose(texts[0] + m.link(texts[1]) + texts[2]))
		case heading:
			b.WriteString(m.heading(texts...))
		case quoted:
			b.WriteString(m.quote(texts...))
		case bullets:
			b.WriteString(m.list(texts...))
		case embedded:
			b.WriteString(m.embed(texts...))
		case pictured:
			b.WriteString(m.figure(texts...))
		case boxed:
			b.WriteString(m.box(texts...))
		}
		if m.between != nil {
			b.WriteString(m.between(i))
		}
	}
	return b.String()
}

// each writes every text between two strings.
func each(before, after string) func(...string) string {
	return func(texts ...string) string {
		var b strings.Builder
		for _, t := range texts {
			b.WriteString(before + t + after)
		}
		return b.String()
	}
}

func around(before string, inner func(...string) string, after string) func(...string) string {
	return func(texts ...string) string { return before + inner(texts...) + after }
}

// others are stories that boxes and lists lead to, with a sentence each.
var others = [][2]string{
	{"A man in Essel finds his boots after forty years", "They stood where he had left them, he said, and they are as good as they ever were."},
	{"Council to vote on the price of bread", "The price has risen three times this year, and the mayor says that it will rise again."},
	{"Ten walks for a wet Sunday", "From the old lighthouse to the chapel on the hill, these are the walks that our readers like most."},
	{"The orchestra loses its conductor", "He wants to spend more time in the mountains, a spokeswoman for the orchestra said on Monday."},
	{"Storm warning for the north coast", "Forecasters expect gusts of more than a hundred kilometres an hour from Tuesday evening on."},
}

func teaserList(item func(title, words string) string) string {
	var b strings.Builder
	for _, o := range others {
		b.WriteString(item(esc(o[0]), esc(o[1])))
	}
	return b.String()
}

func printed(s *story, layout string) string {
	t, err := time.Parse(time.RFC3339, s.date)
	if err != nil {
		t, _ = time.Parse(time.DateOnly, s.date)
		layout = strings.TrimSuffix(layout, " at 15:04 GMT")
	}
	return t.Format(layout)
}

func authorsOf(s *story) []string { return strings.Split(s.author, " and ") }

func islandsPage(s *story) string {
	m := blockMarks{
		prose: each(`<p class="dcr-1kas69x">`, "</p>"), heading: each(`<h2 id="x" class="dcr-nwv5nn">`, "</h2>"),
		list:   around(`<ul class="dcr-9ktzqp">`, each("<li><p>", "</p></li>"), "</ul>"),
		quote:  around(`<blockquote class="dcr-zzndwp quoted">`, each("<p>", "</p>"), "</blockquote>"),
		figure: each(`<figure id="2f" data-spacefinder-role="inline" class="dcr-173mewl"><div><picture><source srcset="/a.jpg"><img alt="A picture of the thing" src="/a.jpg"></picture></div><figcaption class="dcr-fd61eq"><span class="dcr-1inf02i"><svg><path d="M6"></path></svg></span><span>`, "</span></figcaption></figure>"),
		embed: func(t ...string) string {
			return `<figure data-spacefinder-role="inline" class="dcr-173mewl"><gu-island name="TweetBlockComponent" deferuntil="visible"><blockquote class="nojs-tweet"><p>` + t[0] + `</p>` + t[1] + `</blockquote></gu-island></figure>`
		},
		box: func(t ...string) string {
			return `<figure data-spacefinder-role="richLink" class="dcr-1aa5wj5"><gu-island name="RichLinkComponent" props="{&quot;text&quot;:&quot;x&quot;}"><div class="rich-link"><span>Related: </span><a href="/o">` + t[0] + `</a></div></gu-island></figure><figure data-spacefinder-role="inline"><aside aria-label="newsletter promotion"><h4>Sign up to First Thing</h4><p>Our briefing breaks down the key stories of the day, telling you what is happening and why it matters.</p><a href="#skip">skip past newsletter promotion</a></aside></figure>`
		},
		link: each1(`<a href="https://www.herald.example/x" data-link-name="in body link">`, "</a>"),
		between: func(i int) string {
			if i == 2 {
				return `<div class="ad-slot-container" data-name="inline1"><div id="dfp-ad--inline1" class="js-ad-slot ad-slot">Advertisement</div></div>`
			}
			return ""
		},
	}
	var authors []string
	for _, a := range authorsOf(s) {
		authors = append(authors, `{"@type":"Person","name":"`+a+`","sameAs":"https://www.herald.example/profile/x"}`)
	}
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>` + esc(s.title) + ` | Corran | The Corran Herald</title>
<meta property="og:site_name" content="The Corran Herald"><meta property="og:title" content="` + esc(s.title) + `"><meta property="article:published_time" content="` + s.date + `">
<link rel="canonical" href="` + s.address() + `"><script type="application/ld+json">[{"@type":"NewsArticle","@context":"https://schema.org","@id":"https://amp.herald.example/x","publisher":{"@type":"Organization","name":"The Corran Herald"},"isAccessibleForFree":true,"headline":` + js(s.title) + `,"author":[` + strings.Join(authors, ",") + `],"datePublished":"` + s.date + `","dateModified":"2031-12-01T00:00:00Z"},{"@type":"WebPage","@context":"http://schema.org","@id":"` + s.address() + `"}]</script></head>
<body><a href="#maincontent" class="dcr-skip">Skip to main content</a><header><nav><ul><li><a href="/uk">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main data-layout="StandardLayout"><article class="dcr-y70er6"><div data-gu-name="title"><a href="/corran"><span>Corran</span></a></div><div data-gu-name="headline"><h1 class="dcr-u0h1qy">` + esc(s.title) + `</h1></div>
<div data-gu-name="standfirst"></div><aside data-gu-name="meta"><div class="dcr-hn0k3p"><address aria-label="Contributor info"><a rel="author" href="/profile/x">` + esc(s.author) + `</a></address><details><summary><span>` + printed(s, "Mon 2 Jan 2006 15.04 GMT") + `</span></summary>Last modified on Mon 1 Dec 2031 00.00 GMT</details><a href="/share">Share</a></div></aside>
<div data-gu-name="body"><div id="maincontent"><div class="article-body-commercial-selector article-body-viewer-selector dcr-ch7w1w">` + m.body(s) + `</div></div><div data-print-layout="hide"><span>Explore more on these topics</span><ul><li><a href="/a">Corran</a></li><li><a href="/b">news</a></li></ul></div></div></article>
<section data-title="Most viewed"><h2>Most viewed</h2><ol>` + teaserList(func(t, w string) string { return `<li><a href="/x"><h4>` + t + `</h4></a></li>` }) + `</ol></section>
<section id="related"><h2>Related stories</h2>` + teaserList(func(t, w string) string {
		return `<div class="fc-item"><a href="/y"><h3>` + t + `</h3></a><div><p>` + w + `</p></div></div>`
	}) + `</section></main><footer><p>© 2031 The Corran Herald & Media Limited or its affiliated companies. All rights reserved. (modern)</p></footer></body></html>`
}

func each1(before, after string) func(string) string {
	return func(s string) string {
		if s == "" {
			return ""
		}
		return before + s + after
	}
}

func js(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

func textBlocksPage(s *story) string {
	textBlock := func(inner string) string {
		return `<div data-component="text-block" class="ssrcss-18mjolk-ComponentWrapper"><div class="ssrcss-7uxr49-RichTextContainer">` + inner + `</div></div>`
	}
	m := blockMarks{
		prose: func(t ...string) string {
			return textBlock(`<p class="ssrcss-1q0x1qg-Paragraph e1jhz7w10">` + t[0] + "</p>")
		},
		heading: func(t ...string) string {
			return `<div data-component="subheadline-block"><h2 id="h" class="ssrcss-y2fd7s-StyledHeading">` + t[0] + "</h2></div>"
		},
		list: around(`<div data-component="unordered-list-block"><div><ul role="list" class="ssrcss-1ynlzyd-BulletedList">`, each("<li>", "</li>"), "</ul></div></div>"),
		quote: func(t ...string) string {
			return textBlock("<blockquote><p>" + strings.Join(t, "</p><p>") + "</p></blockquote>")
		},
		figure: each(`<div data-component="image-block"><figure><div><picture><img src="a.png" alt="a quay"></picture><span role="text"><span class="visually-hidden">Image source, </span>Ada Quill</span></div><figcaption><span class="visually-hidden">Image caption, </span><p>`, "</p></figcaption></figure></div>"),
		embed: func(t ...string) string {
			return `<div data-component="embed-block"><div class="tweet-embed"><blockquote class="twitter-tweet"><p>` + t[0] + `</p>` + t[1] + `</blockquote></div></div>`
		},
		box: func(t ...string) string {
			items := ""
			for _, x := range t {
				items += `<li><a href="/news/1">` + x + `</a></li>`
			}
			return `<div data-component="links-block"><ul role="list" class="ssrcss-1gcvj6i-Promo">` + items + `</ul></div>`
		},
		link: each1(`<a href="https://www.herald.example/news/1" class="ssrcss-k17ofw-InlineLink">`, "</a>"),
	}
	return `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>` + esc(s.title) + ` - The Corran Herald</title><meta name="author" content="The Corran Herald">
<meta property="og:title" content="` + esc(s.title) + `"><meta property="og:site_name" content="The Corran Herald"><meta property="og:url" content="` + s.address() + `"><link rel="canonical" href="` + s.address() + `"></head>
<body><div id="root"><header role="banner"><nav aria-label="Herald"><a href="/">Home</a><a href="/news">News</a></nav></header><div id="main-wrapper"><main id="main-content"><article class="ssrcss-1mhwnz8-ArticleWrapper">
<header data-component="headline-block"><h1 id="main-heading" tabindex="-1">` + esc(s.title) + `</h1></header><div data-component="byline-block"><span><time data-testid="timestamp" datetime="` + s.date + `">` + printed(s, "2 January 2006") + `</time></span><div class="ssrcss-68pt20-Text-TextContributorName" data-testid="byline-contributors-contributor-0"><span class="byline-name">By ` + esc(s.author) + `</span></div><div class="ssrcss-84ltp5-Text">Corran correspondent</div></div>
` + m.body(s) + `
<div data-component="links-block"><h2>More on this story</h2><ul><li><a href="/news/2">Council to vote on the price of bread</a></li></ul></div><div data-component="topic-list"><h2>Related topics</h2><ul><li><a href="/topics/1">Shipping</a></li></ul></div></article>
<aside><section data-component="top-stories-section"><h2>Top stories</h2><ul>` + teaserList(func(t, w string) string {
		return `<li><div type="article"><a href="/z"><p>` + t + `</p></a><p>` + w + `</p><span class="visually-hidden">Published</span><time datetime="2037-01-01T00:00:00Z">2 hours ago</time></div></li>`
	}) + `</ul></section></aside></main></div><footer><p>Copyright © 2031 Herald. The Herald is not responsible for the content of external sites. Read about our approach to external linking.</p></footer></div></body></html>`
}

func companionPage(s *story) string {
	open := `<div class="css-s99gbd StoryBodyCompanionColumn" data-testid="companionColumn-0"><div class="css-53u6y8">`
	m := blockMarks{
		prose: each(`<p class="css-at9mc1 evys1bk0">`, "</p>"), heading: each(`<h2 class="css-13o6u42 eoo0vm40">`, "</h2>"),
		list: around(`<ul class="css-1rlfk0">`, each(`<li class="css-17ukl2o">`, "</li>"), "</ul>"), quote: around(`<blockquote class="css-1t7b6zw">`, each("<p>", "</p>"), "</blockquote>"),
		figure: each(`</div><aside class="css-ew4tgv" aria-label="companion column"></aside></div><div data-testid="photoviewer-wrapper"><figure class="img-sz-large css-hxpw2c" role="group" aria-label="media"><div><span class="css-1ly73wi">Image</span><img src="x"></div><figcaption class="css-1l44abu"><span aria-hidden="true">`, `</span><span class="css-1u46b97"><span class="css-1ly73wi">Credit...</span>Ada Quill for The Herald</span></figcaption></figure></div>`+open),
		embed: func(t ...string) string {
			return `<div class="css-17ukxxl" data-testid="social-embed"><blockquote class="twitter-tweet"><p>` + t[0] + "</p>" + t[1] + `</blockquote></div>`
		},
		box: func(t ...string) string {
			return `<div class="css-1mxtopx"><div id="styln-recirc" class="recirculation"><h3>More Coverage</h3><ul><li><a href="/1">` + strings.Join(t, `</a></li><li><a href="/1">`) + `</a></li></ul></div></div>`
		},
		link: each1(`<a class="css-yywogo" href="https://www.herald.example/x" title="">`, "</a>"),
		between: func(i int) string {
			if i%3 == 1 {
				return `</div><aside class="css-ew4tgv"></aside></div><div class="css-1336jft"><div id="story-ad-1-wrapper" class="css-13wylk3"><p>Advertisement</p><a href="#after-story-ad-1">SKIP ADVERTISEMENT</a></div></div>` + open
			}
			return ""
		},
	}
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title data-rh="true">` + esc(s.title) + ` - The Corran Herald</title><meta data-rh="true" property="article:published_time" content="` + s.date + `"><meta data-rh="true" property="og:title" content="` + esc(s.title) + `"><meta data-rh="true" name="byl" content="By ` + esc(s.author) + `"><link data-rh="true" rel="canonical" href="` + s.address() + `">
<script data-rh="true" type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","description":"x","image":[{"@type":"ImageObject","caption":"A quay"}],"mainEntityOfPage":"` + s.address() + `","url":"` + s.address() + `","inLanguage":"en","author":[` + persons(s) + `],"dateModified":"2031-12-01T00:00:00.000Z","datePublished":"` + s.date + `","headline":` + js(s.title) + `,"publisher":{"@id":"https://www.herald.example/#publisher"},"copyrightHolder":{"@id":"https://www.herald.example/#publisher"},"hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".meteredContent"}}</script>
<script data-rh="true" type="application/ld+json">{"@context":"https://schema.org","@type":"NewsMediaOrganization","name":"The Corran Herald","@id":"https://www.herald.example/#publisher"}</script></head>
<body><div id="app"><div><nav><button>Sections</button><a href="/">SKIP TO CONTENT</a></nav><main id="site-content"><div><article id="story" class="css-1vxca1d e1lmdhsb0"><div id="top-wrapper"><div id="top-slug"><p>Advertisement</p></div></div><div id="sponsor-wrapper"><p>SKIP ADVERTISEMENT</p></div>
<header class="css-1n7yjps euiyums1"><h1 id="link-1" class="css-zy8vja e1h9rw200" data-testid="headline">` + esc(s.title) + `</h1><div class="css-1e4gjm7"><div data-testid="share-tools"><ul role="toolbar"><li><button>Share full article</button></li></ul></div></div><div class="css-vp77d3 epjyd6m0"><p class="css-4anu6l e1jsehar1"><span class="byline-prefix">By </span><span class="css-1baulvz last-byline" itemprop="name">` + esc(s.author) + `</span></p></div><time class="css-8blifc e16638kd0" datetime="` + s.date + `"><span>` + printed(s, "Jan. 2, 2006") + `</span></time></header>
<section name="articleBody" class="meteredContent css-1r7ky0e">` + open + m.body(s) + `</div></div></section><div class="bottom-of-article"><div class="css-1wtxjr"><p>A version of this article appears in print on , Section A, Page 1 of the Corran edition with the headline: A Crack. <a href="/r">Order Reprints</a> | <a href="/t">Today’s Paper</a> | <a href="/s">Subscribe</a></p></div></div></article></div>
<section id="more-in" class="css-recirc"><h2>More in Corran</h2><ol>` + teaserList(func(t, w string) string {
		return `<li><article><a href="/t"><h3>` + t + `</h3><p>` + w + `</p></a></article></li>`
	}) + `</ol></section></main><footer role="contentinfo"><ul><li>© 2031 The Corran Herald Company</li></ul></footer></div></div></body></html>`
}

func persons(s *story) string {
	var out []string
	for _, a := range authorsOf(s) {
		out = append(out, `{"@context":"https://schema.org","@type":"Person","url":"https://www.herald.example/by/x","name":"`+a+`"}`)
	}
	return strings.Join(out, ",")
}

func enhancementsPage(s *story) string {
	t, _ := time.Parse(time.RFC3339, s.date)
	ms := fmt.Sprint(t.UnixMilli())
	m := blockMarks{
		prose: each("<p>", "</p>"), heading: each("<h2>", "</h2>"), list: around("<ul>", each("<li>", "</li>"), "</ul>"), quote: around("<blockquote>", each("<p>", "</p>"), "</blockquote>"),
		figure: each(`<div class="Enhancement" data-align-center><div class="Enhancement-item"><figure class="Figure"><a class="AnchorLink" id="image-1"></a><bsp-figure><picture data-crop="imgEn-medium"><img class="Image" alt="The quay"></picture></bsp-figure><div class="Figure-content"><figcaption class="Figure-caption"><p>`, `</p></figcaption></div></figure></div></div>`),
		embed: func(t ...string) string {
			return `<div class="TweetEmbed" data-align-center><div class="TweetUrl"><blockquote class="twitter-tweet"><p>` + t[0] + `</p>` + t[1] + `</blockquote></div></div>`
		},
		box: func(t ...string) string {
			return `<div class="Enhancement" data-align-floatRight><div class="Enhancement-item"><bsp-list-loadmore class="PageListEnhancementGeneric" data-module><h2 class="PageListEnhancementGeneric-title">Related Stories</h2><div class="PageList-items"><div class="PageList-items-item"><div class="PagePromo"><div class="PagePromo-content"><a class="Link" href="/1"><span class="PagePromoContentIcons-text">` + strings.Join(t, " ") + `</span></a></div></div></div></div></bsp-list-loadmore></div></div>`
		},
		link: each1(`<span class="LinkEnhancement"><a class="Link AnClick-LinkEnhancement" href="https://herald.example/x">`, "</a></span>"),
		between: func(i int) string {
			if i == 1 {
				return `<div class="Advertisement" data-module><div id="gpt-1" class="DfpAd">Advertisement</div></div>`
			}
			return ""
		},
	}
	return `<!DOCTYPE html><html class="ArticlePage" lang="en"><head><meta charset="UTF-8"><meta property="og:title" content="` + esc(s.title) + `"><meta property="og:url" content="` + s.address() + `"><meta property="og:site_name" content="The Corran Herald"><meta property="og:type" content="article"><title>` + esc(s.title) + ` | The Corran Herald</title><link rel="canonical" href="` + s.address() + `"></head>
<body class="Page-body ArticlePage-body"><bsp-header class="Page-header"><nav class="Page-header-navigation"><a href="/">World</a><a href="/">Politics</a></nav></bsp-header><div class="Page-content"><main class="Page-main"><div class="Page-lead"><div class="Page-breadcrumbs"><a href="/hub">Corran</a></div><h1 class="Page-headline">` + esc(s.title) + `</h1></div>
<div class="Page-twoColumn"><div class="Page-contentColumn"><div class="Page-storyBody gtmMainScrollContent"><div class="Page-byline"><div class="Page-byline-info"><div class="Page-authors">By&nbsp;<a class="Link" href="/author/x">` + strings.ReplaceAll(esc(s.author), " and ", `</a> and <a class="Link" href="/author/y">`) + `</a></div><div class="Page-dateModified"><span class="Page-dateModified-date"><bsp-timestamp data-timestamp="` + ms + `">Published [hour]:[minute] [AMPM] [timezone], [monthFull] [day], [year]</bsp-timestamp></span></div></div><div class="Page-actions"><bsp-actionbar><button>Share</button><ul><li><a>Copy Link copied</a></li><li><a>Email</a></li></ul></bsp-actionbar></div></div>
<div class="RichTextStoryBody RichTextBody">` + m.body(s) + `</div><div class="Page-below"><div class="AuthorBlock author-bio"><p>Marrow covers the harbour and the sea for the Herald. She is based in Corran.</p></div></div></div></div>
<aside class="Page-aside"><div class="PageListRightRailA"><h2>Most read</h2>` + teaserList(func(t, w string) string {
		return `<div class="PagePromo"><div class="PagePromo-title"><a href="/1">` + t + `</a></div><div class="PagePromo-description">` + w + `</div></div>`
	}) + `</div></aside></div></main></div><footer class="Page-footer"><p>The Corran Herald is an independent global news organization dedicated to factual reporting. Founded in 1846.</p><p>Copyright 2031 The Corran Herald. All Rights Reserved.</p></footer></body></html>`
}

func divsPage(s *story) string {
	i := 0
	para := func(t ...string) string {
		i++
		return fmt.Sprintf(`<div data-testid="paragraph-%d" class="text__text__1FZLe text__dark-grey__3Ml43 text__regular__2N1Xr text__large__nEccO body__full_width__ekUdw article-body__paragraph__2-BtD">%s</div>`, i, t[0])
	}
	m := blockMarks{
		prose: para, heading: each(`<h2 data-testid="Heading" class="text__text__1FZLe heading__heading_4__g">`, "</h2>"), list: around("<ul>", each(`<li><span data-testid="Text">`, "</span></li>"), "</ul>"), quote: around("<blockquote>", each("<div>", "</div>"), "</blockquote>"),
		figure: each(`<div class="primary-image__container" data-testid="primary-image"><figure><img alt="x"><figcaption data-testid="primary-image-caption">`, ` Purchase Licensing Rights</figcaption></figure></div>`),
		embed: func(t ...string) string {
			return `<div data-testid="twitter"><blockquote><p>` + t[0] + `</p>` + t[1] + `</blockquote></div>`
		},
		box: func(t ...string) string {
			return `<div data-testid="ContextWidget" class="context-widget__container"><div role="complementary" class="context-widget__items"><a href="/1">` + strings.Join(t, " ") + `</a></div></div>`
		},
		link: each1(`<a data-testid="Link" href="/x" class="text__text__1FZLe link__link__3Ji6W">`, `</a>`),
		between: func(i int) string {
			if i == 3 {
				return `<div data-testid="ResponsiveAdSlot" class="ad-slot__container"><div class="ad-slot__inner">Advertisement · Scroll to continue</div></div>`
			}
			return ""
		},
	}
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>` + esc(s.title) + ` | The Corran Herald</title><meta name="article:published_time" content="` + s.date + `"/><meta name="article:author" content="` + esc(s.author) + `"/><meta name="og:site_name" content="The Corran Herald"><meta property="og:title" content="` + esc(s.title) + `"/><link rel="canonical" href="` + s.address() + `"/></head>
<body><div id="fusion-app"><header><nav><ul><li><a href="/world">World</a></li></ul></nav></header><div class="article__container"><main id="main-content"><article data-testid="Article"><header><div data-testid="ArticleHeader"><h1 data-testid="Heading">` + esc(s.title) + `</h1><div><div class="author-name" data-testid="AuthorName">By <a rel="author" href="/a">` + esc(s.author) + `</a></div><time datetime="` + s.date + `"><span class="date-line__date___kNbY">` + printed(s, "January 2, 2006") + `</span><span>8:30 AM UTC</span><span>Updated 3 days ago</span></time></div></div></header>
<div class="article-body__wrapper__3IxHM"><div class="article-body__content__17Yit" data-testid="ArticleBody">` + m.body(s) + `</div><p class="text__text__1FZLe sign-off">Our Standards: <a href="/standards">The Herald Trust Principles.</a></p><div data-testid="Toolbar"><button>Purchase Licensing Rights</button></div></div></article>
<div data-testid="ReadNext"><h2>Read Next</h2>` + teaserList(func(t, w string) string {
		return `<div class="story-card"><span>Corran</span><a href="/x"><h3>` + t + `</h3></a><p>` + w + `</p><time datetime="2037-01-01">1 hour ago</time></div>`
	}) + `</div></main></div><footer><p>All quotes delayed a minimum of 15 minutes. See here for a complete list of exchanges and delays.</p></footer></div></body></html>`
}
