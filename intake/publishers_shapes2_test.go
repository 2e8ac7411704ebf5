package intake

import (
	"fmt"
	"strings"
)

func zonesPage(s *story) string {
	m := blockMarks{
		prose: each(`<p class="paragraph inline-placeholder vossi-paragraph" data-uri="cms.cnn/x" data-editable="text" data-component-name="paragraph">`, "</p>\n"), heading: each(`<h2 class="subheader" data-editable="text" data-component-name="subheader">`, "</h2>"),
		list:   around(`<ul class="list__items list__items--ul">`, each(`<li class="list__item inline-placeholder">`, "</li>"), "</ul>"),
		quote:  around(`<blockquote class="blockquote">`, each("<p>", "</p>"), "</blockquote>"),
		figure: each(`<div data-component-name="image" class="image image__hide-placeholder"><div class="image__container"><picture class="image__picture"><img class="image__dam-img"></picture></div><div class="image__metadata"><div itemprop="caption" class="image__caption attribution"><span data-editable="metaCaption" class="inline-placeholder">`, `</span></div><figcaption class="image__credit">Ada Quill/Herald</figcaption></div></div>`),
		embed: func(t ...string) string {
			return `<div class="twitter"><blockquote class="twitter-tweet"><p>` + t[0] + `</p>` + t[1] + `</blockquote></div>`
		},
		box: func(t ...string) string {
			return `<div class="related-content related-content--article" data-component-name="related-content"><a href="/1" class="related-content__link"><div class="related-content__label">Related article</div><div class="related-content__headline"><span class="related-content__headline-text">` + strings.Join(t, " ") + `</span></div></a></div><div class="video-resource" data-headline="x"><div class="video-resource__headline">The harbour master speaks about the crack to reporters</div><div>01:24 - Source: <a href="/h">Herald</a></div></div>`
		},
		link: each1(`<a href="https://www.herald.example/x" target="_blank">`, "</a>"),
	}
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>` + esc(s.title) + ` | Herald</title><meta property="og:title" content="` + esc(s.title) + ` | Herald"><meta property="og:site_name" content="The Corran Herald"><meta name="author" content="` + esc(s.author) + `"><script type="application/ld+json">[{"@context":"https://schema.org","@type":"NewsArticle","inLanguage":"en","mainEntityOfPage":{"@type":"WebPage","@id":"` + s.address() + `"},"url":"` + s.address() + `","headline":` + js(s.title) + `,"author":[` + persons(s) + `],"publisher":{"@type":"NewsMediaOrganization","name":"The Corran Herald"},"datePublished":"` + s.date + `","articleBody":` + js(strings.ReplaceAll(s.text(), "\n\n", " ")) + `},{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","name":"World"}]},{"@type":"VideoObject","name":"The harbour master speaks","datePublished":"2030-01-01T00:00:00Z"}]</script></head>
<body class="layout layout-with-rail article-page"><div class="header__wrapper-outer"><header class="header"><nav class="header__nav"><a href="/us">US</a></nav></header></div><div class="ad-feedback__modal"><p>How relevant is this ad to you? Did you encounter any technical issues?</p><p>Thank you! Your effort and contribution in providing this feedback is much appreciated.</p></div>
<section class="layout__wrapper"><div class="headline headline--has-lowertext"><h1 data-editable="headlineText" class="headline__text inline-placeholder">` + esc(s.title) + `</h1><div class="headline__sub-container"><div class="byline byline--default"><div class="byline__names">By <span class="byline__name">` + strings.ReplaceAll(esc(s.author), " and ", `</span> and <span class="byline__name">`) + `</span>, Herald</div></div><div class="timestamp vossi-timestamp">Published ` + printed(s, "3:04 PM GMT, Mon January 2, 2006") + `</div></div></div>
<section class="layout__main"><article class="article"><main class="article__main"><div class="article__content" itemprop="articleBody"><div class="source inline-placeholder" data-editable="source"><cite class="source__cite"><span class="source__location">Corran</span><span class="source__text">Herald</span> — </cite></div>` + m.body(s) + `</div></main></article></section>
<aside class="layout__rail"><div class="zone"><h2>More from Herald</h2>` + teaserList(func(t, w string) string {
		return `<div class="card container__item"><a href="/z"><span class="container__headline-text">` + t + `</span></a><div class="card__description">` + w + `</div></div>`
	}) + `</div></aside></section><footer class="footer"><p>© 2031 Herald. A Media Company. All Rights Reserved. Herald Sans ™ & © 2031.</p></footer></body></html>`
}

func tabloidPage(s *story) string {
	m := blockMarks{
		prose: each(`<p class="mol-para-with-font"><font style="font-size: 1.2em;">`, "</font></p>"), heading: each(`<p class="mol-para-with-font"><b>`, "</b></p>"),
		list: around(`<ul class="mol-bullets-with-font">`, each(`<li class="class"><font style="font-size: 1.2em;">`, "</font></li>"), "</ul>"),
		quote: func(t ...string) string {
			return `<div class="mol-quote"><blockquote><p>` + strings.Join(t, "</p><p>") + `</p></blockquote></div>`
		},
		figure: each(`<div class="artSplitter mol-img-group"><div class="mol-img"><div class="image-wrap"><img class="blkBorder img-share" src="a.jpg" alt="x"></div></div><p class="imageCaption">`, `</p></div>`),
		embed: func(t ...string) string {
			return `<div class="mol-embed"><blockquote class="twitter-tweet">` + t[0] + `<br><br>` + t[1] + `</blockquote></div>`
		},
		box: func(t ...string) string {
			return `<div class="related-carousel with-fb-or-twitter half related-item-count-2"><div class="xwv-related"><div class="relatedItemsTopBorder">&nbsp;</div><h3>RELATED ARTICLES</h3><ul class="cleared"><li><a href="/1"><span>` + strings.Join(t, `</span></a></li><li><a href="/1"><span>`) + `</span></a></li></ul></div><div class="shareArticles"><h3>Share this article</h3><span>Share</span><span>1.2k shares</span></div></div>`
		},
		link: each1(`<a href="/x" class="class">`, "</a>"),
	}
	return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>` + esc(s.title) + ` | The Corran Herald</title></head>
<body bgcolor="#ffffff"><table width="964"><tr><td><div id="masthead"><a href="/">Home</a> <a href="/news">News</a> <a href="/showbiz">Showbiz</a></div></td></tr><tr><td><table><tr><td width="636" valign="top"><div class="article-text wide heading-tag-switch" id="js-article-text"><h1>` + esc(s.title) + `</h1>
<p class="author-section byline-plain">By <a href="/author" class="author" rel="nofollow">` + strings.ReplaceAll(esc(s.author), " and ", `</a> and <a class="author" href="/b">`) + `</a> </p><p class="byline-section"><span class="article-timestamp article-timestamp-published"><span class="article-timestamp-label">Published:</span> ` + printed(s, "2 January 2006") + `</span></p>
<div itemprop="articleBody">` + m.body(s) + `</div></div><link rel="canonical" href="` + s.address() + `"><div id="reader-comments"><h2>Comments <span>(2)</span></h2><div class="comment"><p>I have always said that the harbour was rotten, and nobody ever listened to me about it.</p></div></div></td>
<td width="308" valign="top"><div class="femail item"><h3>DON'T MISS</h3><ul>` + teaserList(func(t, w string) string {
		return `<li><a href="/p"><span class="pufftext"><strong>` + t + `</strong> ` + w + `</span></a></li>`
	}) + `</ul></div></td></tr></table></td></tr></table><div class="page-footer"><p>Published by Herald Newspapers Ltd, part of the Herald Media Group.</p></div></body></html>`
}

func blogPage(s *story) string {
	m := blockMarks{
		prose: each("<p>", "</p>\n\n\n\n"), heading: each(`<h3 class="wp-block-heading">`, "</h3>"), list: around(`<ul class="wp-block-list">`, each("<li>", "</li>"), "</ul>"), quote: around(`<blockquote class="wp-block-quote is-layout-flow">`, each("<p>", "</p>"), "</blockquote>"),
		figure: each(`<figure class="wp-block-image size-large"><img decoding="async" src="a.jpg" alt="" class="wp-image-1"/><figcaption class="wp-element-caption">`, "</figcaption></figure>"),
		embed: func(t ...string) string {
			return `<figure class="wp-block-embed is-type-rich is-provider-twitter"><div class="wp-block-embed__wrapper"><blockquote class="twitter-tweet"><p>` + t[0] + `</p>` + t[1] + `</blockquote></div></figure>`
		},
		box: func(t ...string) string {
			return `<p><strong>Related:</strong> <a href="/1">` + t[0] + `</a></p><div class="wp-block-jetpack-subscriptions newsletter-box"><p>Subscribe to get access to the rest of this and other subscriber-only content, every week.</p></div>`
		},
		link: each1(`<a href="https://www.herald.example/x" rel="noopener">`, "</a>"),
	}
	return `<!DOCTYPE html><html lang="en-US" prefix="og: https://ogp.me/ns#"><head><meta charset="UTF-8"><title>` + esc(s.title) + ` - The Corran Herald</title><link rel="canonical" href="` + s.address() + `" /><meta property="og:title" content="` + esc(s.title) + ` - The Corran Herald" /><meta property="og:site_name" content="The Corran Herald" /><meta name="author" content="admin" />
<script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[{"@type":["Article","BlogPosting"],"@id":"` + s.address() + `#article","isPartOf":{"@id":"` + s.address() + `"},"author":[` + graphAuthors(s) + `],"headline":` + js(s.title) + `,"datePublished":"` + s.date + `","dateModified":"2031-12-02T10:00:00+00:00","mainEntityOfPage":{"@id":"` + s.address() + `"},"publisher":{"@id":"https://www.herald.example/#organization"},"articleSection":["News"]},{"@type":"WebPage","@id":"` + s.address() + `","url":"` + s.address() + `","name":"x","datePublished":"` + s.date + `"},{"@type":"Organization","@id":"https://www.herald.example/#organization","name":"The Corran Herald","logo":{"@type":"ImageObject","caption":"The Corran Herald"}}` + graphPersons(s) + `]}</script></head>
<body class="wp-singular post-template-default single single-post single-format-standard"><div id="page" class="site"><header id="masthead" class="site-header"><nav id="site-navigation" class="main-navigation"><ul class="menu"><li><a href="/">Home</a></li></ul></nav></header><div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-1" class="post-1 post type-post status-publish format-standard has-post-thumbnail hentry category-news"><header class="entry-header"><div class="entry-meta"><span class="cat-links"><a href="/news">News</a></span></div><h1 class="entry-title">` + esc(s.title) + `</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="` + s.date + `">` + printed(s, "January 2, 2006") + `</time><time class="updated" datetime="2031-12-02">December 2, 2031</time></span><span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author">` + esc(s.author) + `</a></span></span></div></header>
<div class="entry-content">` + m.body(s) + `<div class="sharedaddy sd-sharing-enabled"><div class="robots-nocontent sd-block"><h3 class="sd-title">Share this:</h3><div class="sd-content"><ul><li><a>Click to share on Facebook (Opens in new window)</a></li></ul></div></div></div><div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Related</em></h3></div></div><footer class="entry-footer"><span class="tags-links">Tagged <a href="/t">harbour</a></span></footer></article>
<nav class="navigation post-navigation"><div class="nav-links"><a href="/p">Previous post: The orchestra loses its conductor</a></div></nav><div class="author-box"><h4>About the author</h4><p>The author has written for the Herald since 2019, and lives by the sea with two dogs.</p></div><div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on “` + esc(s.title) + `”</h2><ol class="comment-list"><li class="comment"><p>This is what happens when nobody looks after a harbour, as I wrote in my letter of last year.</p></li></ol></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent Posts</h2><ul>` + teaserList(func(t, w string) string { return `<li><a href="/r">` + t + `</a><p>` + w + `</p></li>` }) + `</ul></section></aside></div><footer class="site-footer"><p>Proudly powered by WordPress</p></footer></div></body></html>`
}

func graphAuthors(s *story) string {
	var out []string
	for i := range authorsOf(s) {
		out = append(out, fmt.Sprintf(`{"@id":"https://www.herald.example/#/schema/person/%d"}`, i))
	}
	return strings.Join(out, ",")
}

func graphPersons(s *story) string {
	out := ""
	for i, a := range authorsOf(s) {
		out += fmt.Sprintf(`,{"@type":"Person","@id":"https://www.herald.example/#/schema/person/%d","name":"%s"}`, i, a)
	}
	return out
}

func acceleratedPage(s *story) string {
	m := blockMarks{
		prose: each("<p>", "</p>"), heading: each("<h2>", "</h2>"), list: around("<ul>", each("<li>", "</li>"), "</ul>"), quote: around("<blockquote>", each("<p>", "</p>"), "</blockquote>"),
		figure: each(`<figure class="amp-wp-inline"><amp-img src="a.jpg" width="800" height="600" layout="responsive"><noscript><img src="a.jpg"></noscript></amp-img><figcaption class="wp-caption-text">`, "</figcaption></figure>"),
		embed: func(t ...string) string {
			return `<amp-twitter width="375" height="472" layout="responsive" data-tweetid="1"><blockquote placeholder><p>` + t[0] + `</p>` + t[1] + `</blockquote></amp-twitter>`
		},
		box: func(t ...string) string {
			return `<amp-list width="auto" height="100" src="https://www.herald.example/r.json"><template type="amp-mustache"><p>{{title}} and many other stories of this kind that you will like to read, too.</p></template><div fallback><p>` + strings.Join(t, " ") + ` and more of the kind, to be read when it has loaded.</p></div></amp-list>`
		},
		link: each1(`<a href="https://www.herald.example/x">`, "</a>"),
		between: func(i int) string {
			if i == 1 {
				return `<amp-ad width="300" height="250" type="doubleclick" data-slot="/1/x"><div fallback><p>This advertisement could not be loaded, and we are very sorry about that.</p></div></amp-ad>`
			}
			return ""
		},
	}
	return `<!doctype html><html amp lang="en"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script><title>` + esc(s.title) + `</title><link rel="canonical" href="` + s.address() + `"><script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","mainEntityOfPage":"` + s.address() + `","headline":` + js(s.title) + `,"datePublished":"` + s.date + `","author":[` + persons(s) + `],"publisher":{"@type":"Organization","name":"The Corran Herald"}}</script><style amp-custom>p{margin:0}</style></head>
<body><amp-sidebar id="sidebar" layout="nodisplay" side="left"><ul><li>Home</li><li>The news of the day, from all over Corran, in ten minutes, for those who are in a hurry.</li></ul></amp-sidebar><header id="top" class="amp-wp-header"><a href="/">The Corran Herald</a></header><amp-consent id="c" layout="nodisplay"><div id="ui"><p>We and our partners store and access information on your device, such as cookies, and process personal data.</p></div></amp-consent>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">` + esc(s.title) + `</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">` + esc(s.author) + `</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="` + s.date + `">3 months ago</time></div></header><div class="amp-wp-article-content">` + m.body(s) + `</div><amp-social-share type="email"></amp-social-share></article>
<amp-carousel height="300" layout="fixed-height" type="carousel">` + teaserList(func(t, w string) string {
		return `<div class="slide"><a href="/x">` + t + `</a><p>` + w + `</p></div>`
	}) + `</amp-carousel><footer class="amp-wp-footer"><p>All rights to the texts and pictures on this page belong to the Herald and its agencies.</p></footer></body></html>`
}

func paywallPage(s *story) string {
	m := blockMarks{
		prose: each(`<div class="wpds-c-PJLV article-body" data-qa="article-body"><p data-testid="drop-cap-letter" data-el="text" class="wpds-c-heFNVF">`, "</p></div>"), heading: each(`<div class="article-body"><h3 data-qa="header" class="wpds-c-header">`, "</h3></div>"),
		list: around(`<div class="article-body"><ul class="b">`, each(`<li data-testid="li">`, "</li>"), "</ul></div>"), quote: around(`<div class="article-body"><blockquote data-el="quote">`, each("<p>", "</p>"), "</blockquote></div>"),
		figure: each(`<div data-qa="article-image"><div class="relative"><img src="a.jpg"></div><div class="gray-dark caption-wrap font-xxxs">`, `</div></div>`),
		embed: func(t ...string) string {
			return `<div class="article-body"><div data-qa="social-embed" class="embed-wrap"><blockquote class="twitter-tweet"><p>` + t[0] + `</p>` + t[1] + `</blockquote></div></div>`
		},
		box: func(t ...string) string {
			return `<div class="teaser-promo" data-qa="interstitial"><a href="/1" data-qa="interstitial-link">[` + strings.Join(t, " ") + `]</a></div><div data-qa="newsletter-promo" class="newsletter-inline-unit"><span>Following the harbour?</span><p>Sign up for our weekly letter about everything that floats, free of charge, every Friday.</p></div>`
		},
		link: each1(`<a data-qa="interstitial-text" href="https://www.herald.example/x">`, `</a>`),
		between: func(i int) string {
			if i == 2 {
				return `<div class="hide-for-print ad-wrap" data-qa="article-body-ad"><div class="dib gray-darkest">Advertisement</div></div><div class="paywall-gate" hidden><p>Subscribe to continue reading this story, and all of our others, for a small sum a week.</p></div>`
			}
			return ""
		},
	}
	return `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>` + esc(s.title) + ` - The Corran Herald</title><meta property="og:site_name" content="The Corran Herald"/><meta property="og:title" content="` + esc(s.title) + `"/><meta property="article:published_time" content="` + s.date + `"/><link rel="canonical" href="` + s.address() + `"/><script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":` + js(s.title) + `,"datePublished":"` + s.date + `","author":[` + persons(s) + `],"isPartOf":{"@type":["CreativeWork","Product"],"name":"The Corran Herald","productID":"herald.example:basic"},"publisher":{"@id":"herald.example","@type":"NewsMediaOrganization","name":"The Corran Herald"}}</script></head>
<body><div id="__next"><header data-qa="sc-header"><nav><a href="/">Sections</a></nav></header><main class="flex-grow"><header class="wpds-c-hed"><h1 id="main-content" data-qa="headline"><span data-qa="headline-opinion-text">` + esc(s.title) + `</span></h1><div class="gray-dark"><div class="byline" data-qa="author-byline">By <a href="/people/x" rel="author">` + strings.ReplaceAll(esc(s.author), " and ", `</a> and <a href="/people/y" rel="author">`) + `</a></div><div class="display-date" data-qa="display-date">` + printed(s, "January 2, 2006 at 15:04 GMT") + `</div></div></header>
<article class="grid-layout"><div class="meteredContent grid-center"><div class="teaser-content grid-center">` + m.body(s) + `</div></div><div class="comments-summary" data-qa="comments-summary"><h3>What readers are saying</h3><p>The comments express concern about the state of the harbour and of the people who run it.</p></div></article>
<div data-qa="most-read" class="most-read-container"><h2>Most read</h2>` + teaserList(func(t, w string) string { return `<div class="card"><a href="/m">` + t + `</a><p>` + w + `</p></div>` }) + `</div></main><footer><p>© 1996-2031 The Corran Herald. The Herald publishes its terms of service and digital products terms of sale here.</p></footer></div></body></html>`
}
