package intake

import (
	"errors"
	"strings"

	"sayso"
	"sayso/intake/feed"
	"sayso/intake/newsml"
)

// isXMLRead reports whether XML with this root element is read.
func isXMLRead(root string) bool {
	switch strings.ToLower(root) {
	case "rss", "feed", "rdf", "opml":
		return true
	}
	return newsml.IsRoot(root)
}

// xml yields the articles of a feed or of an agency's XML.
func (rd *reading) xml(text, sum string) bool {
	root := xmlRoot([]byte(strings.TrimLeft(text[:min(len(text), headBytes)], " \t\r\n")))
	if newsml.IsRoot(root) {
		return rd.agency(text, sum)
	}
	f, err := feed.Parse([]byte(text), "")
	if err != nil {
		return rd.fail(&Error{Err: because(ErrFormat, "%v", err), Hint: "the feed is damaged"})
	}
	return rd.feed(f, sum)
}

// feed yields the articles that a feed holds in full.
func (rd *reading) feed(f *feed.Feed, sum string) bool {
	if len(f.Feeds) > 0 {
		return rd.fail(&Error{Err: because(ErrFormat, "a list of feeds (OPML) holds no articles"), Hint: "follow them with sayso follow add " + rd.name})
	}
	var docs []draft
	for i := range f.Items {
		if doc := draftFromItem(f, &f.Items[i]); doc.article.Text != "" {
			docs = append(docs, doc)
		}
	}
	if len(docs) == 0 {
		hint := ""
		if len(f.Items) > 0 {
			hint = "the feed has headlines and summaries only; sayso follow add fetches the articles"
		}
		return rd.fail(&Error{Err: ErrNoText, Hint: hint})
	}
	return rd.finishParts(docs, sum)
}

// minItemWords is how many words the summary of an item must have to be taken for the article itself.
const minItemWords = 60

// draftFromItem makes an article of an item of a feed, if the item has it. A short summary is none.
func draftFromItem(f *feed.Feed, item *feed.Item) draft {
	var doc draft
	a := &doc.article
	a.Text = itemText(item.Content)
	if a.Text == "" {
		if summary := itemText(item.Summary); len(strings.Fields(summary)) >= minItemWords {
			a.Text = summary
		}
	}
	a.ID, a.Title, a.URL = tidy(item.ID), plain(item.Title), webAddress(item.Link)
	a.Author = joinAuthors(item.Authors)
	if a.Outlet = plain(item.Source); a.Outlet == "" {
		a.Outlet = plain(f.Title)
	}
	setDate(a, published(item.Published), sayso.DateField)
	setDate(a, published(item.Updated), sayso.DateField)
	if doc.declared = item.Language; doc.declared == "" {
		doc.declared = f.Language
	}
	return doc
}

// itemText returns the text of an item's content, which is HTML or plain text.
func itemText(content string) string {
	if !strings.ContainsAny(content, "<&") {
		return strings.TrimSpace(unixLines(content))
	}
	x := extract(parsePage(content))
	x.dropJunk()
	paragraphs, _ := x.articleText(x.all(), "")
	return strings.Join(paragraphs, "\n\n")
}

// agency yields the articles of NewsML-G2 and NITF.
func (rd *reading) agency(text, sum string) bool {
	items, err := newsml.Parse(text)
	if len(items) == 0 {
		return rd.fail(&Error{Err: because(ErrFormat, "%v", err), Hint: "the file is damaged or of another kind"})
	}
	var docs []draft
	for i := range items {
		it := &items[i]
		doc := draft{hint: "the item has no text: it is a picture, or a reference to one"}
		if problem := withheld(it.Status); problem != nil {
			doc.problem = problem
		}
		a := &doc.article
		a.ID, a.Title, a.Outlet, a.Author = tidy(it.ID), tidy(it.Title), tidy(it.Provider), authorName(it.By)
		setDate(a, published(it.Published), sayso.DateField)
		doc.declared = it.Language
		a.Text = strings.Join(it.Paragraphs, "\n\n")
		docs = append(docs, doc)
	}
	if !rd.finishParts(docs, sum) {
		return false
	}
	if err != nil && !errors.Is(err, newsml.ErrNone) {
		return rd.fail(&Error{Err: because(ErrDamaged, "%v", err), Hint: "what stands before was read"})
	}
	return true
}

// withheld returns the error for an agency's item that must not be used.
func withheld(status string) error {
	switch strings.ToLower(status) {
	case "withheld", "canceled", "cancelled":
		return &Error{Err: because(ErrWithheld, "the agency has marked it %q: it is not read", strings.ToLower(status))}
	}
	return nil
}

// FromItem returns the article that an item of a feed holds in full, or nil if it holds no more than a summary.
func FromItem(f *feed.Feed, item *feed.Item) *sayso.Article {
	doc := draftFromItem(f, item)
	if len(strings.Fields(doc.article.Text)) < minItemWords && item.Link != "" {
		return nil // "content" that is a summary: the page has more
	}
	return articleOfItem(doc, item, item.Link)
}

// minOwnWords is how many words a feed must say of an item to be taken for want of its page: less are a link to it.
const minOwnWords = 5

// ownWords ends the path of an article that is no more than what a feed says of it.
const ownWords = " (the feed's own words)"

// OwnWords returns what a feed, which lies at that address, itself says of an item as an article, for want of its page; nil if
// that is nothing. [IsOwnWords] tells such articles from whole ones.
func OwnWords(f *feed.Feed, item *feed.Item, address string) *sayso.Article {
	doc := draftFromItem(f, item)
	if doc.article.Text == "" {
		doc.article.Text = itemText(item.Summary)
	}
	if len(strings.Fields(doc.article.Text)) < minOwnWords || doc.article.Text == doc.article.Title {
		return nil
	}
	return articleOfItem(doc, item, oneLine(address)+ownWords)
}

// IsOwnWords reports whether an article is what a feed says of it, and not its page. It goes by the article's path.
func IsOwnWords(a *sayso.Article) bool { return strings.HasSuffix(a.Path, ownWords) }

// articleOfItem finishes a draft, or returns nil if it holds no text.
func articleOfItem(doc draft, item *feed.Item, path string) *sayso.Article {
	if strings.TrimSpace(doc.article.Text) == "" {
		return nil
	}
	var found *sayso.Article
	rd := &reading{name: path, yield: func(a *sayso.Article, _ error) bool {
		found = a
		return true
	}}
	rd.finishOne(doc, sha256Hex([]byte(item.Content+item.Summary)))
	return found
}

// Complete fills in what the page of an item does not say of itself from its feed, and the address that it was fetched from.
func Complete(a *sayso.Article, f *feed.Feed, item *feed.Item, address string) {
	if a.URL == "" {
		a.URL = webAddress(address)
	}
	if a.Title == "" {
		a.Title = plain(item.Title)
	}
	if a.Author == "" {
		a.Author = joinAuthors(item.Authors)
	}
	if a.Outlet == "" {
		if a.Outlet = plain(item.Source); a.Outlet == "" {
			a.Outlet = plain(f.Title)
		}
	}
	setDate(a, published(item.Published), sayso.DateField)
	setDate(a, published(item.Updated), sayso.DateField)
}
