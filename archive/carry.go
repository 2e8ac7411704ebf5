package archive

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"sayso"
)

// Corrections are carried over from one version of an article to another: all of them to a version that comes in, and what is
// hidden to every version there is. Each becomes an entry of the log of its own, by whoever made it. It holds where all the
// passages that it is about stand in the other text together as they did, with what is around them in their paragraphs, in one
// place only; else
// it is unanchored, and waits for somebody to look. Nothing is moved by guess.

// carryToNew carries corrections over to versions of articles that came in, given by their rows.
func (b *batch) carryToNew(ctx context.Context, versions []int64) error {
	for _, id := range versions {
		keys, err := column[string](b.query(`SELECT a.key FROM articles n JOIN articles a ON a.work = n.work AND a.id < n.id WHERE n.id = ?
			ORDER BY a.moment = 0 DESC, a.moment DESC, a.id DESC LIMIT 1`, id))
		if err != nil || len(keys) == 0 {
			return err
		}
		before, err := corrections(ctx, b.tx, "c.article = ? ORDER BY c.id", keys[0])
		if err != nil {
			return err
		}
		var standing []Correction
		for i, stands := range holds(before) {
			if stands && before[i].Verb != Undone {
				standing = append(standing, before[i])
			}
		}
		if len(standing) == 0 {
			continue
		}
		var key string
		if err := b.queryRow("SELECT key FROM articles WHERE id = ?", id).Scan(&key); err != nil {
			return err
		}
		if err := b.carry(ctx, standing, key); err != nil {
			return fmt.Errorf("corrections of the version before: %w", err)
		}
	}
	return nil
}

// otherVersions returns the keys of the other versions of an article.
func (b *batch) otherVersions(id int64) ([]string, error) {
	return column[string](b.query("SELECT a.key FROM articles n JOIN articles a ON a.work = n.work AND a.id <> n.id WHERE n.id = ? AND n.work <> 0 ORDER BY a.id", id))
}

// carry adds corrections of one version of an article to those of another, and shows that one with them.
func (b *batch) carry(ctx context.Context, list []Correction, key string) error {
	k, err := keptArticle(ctx, b.tx, key)
	if err != nil {
		return err
	}
	numbers := map[int64]int64{} // of the entries here, by those that they were carried over from
	for i := range list {
		c := list[i].in(k.article.Text)
		c.Article, c.Reader, c.At = k.key, k.reader, now()
		c.What = carriedWords + strings.TrimPrefix(c.What, carriedWords)
		c.Target.Carried = list[i].root()
		if to := numbers[c.Target.Added]; to != 0 {
			c.Target.Added = to
		}
		if err := b.log(&c); err != nil {
			return err
		}
		numbers[list[i].ID] = c.ID
		k.corrections = append(k.corrections, c)
	}
	return b.show(k, k.read, k.reader)
}

// carriedWords begin what an entry of the log says that was carried over.
const carriedWords = "as in another version: "

// root is the correction that this one was carried over from first, or itself.
func (c *Correction) root() int64 { return cmp.Or(c.Target.Carried, c.ID) }

// hideElsewhere carries what hides a statement over to the other versions of its article.
func (b *batch) hideElsewhere(ctx context.Context, c *Correction, article int64) error {
	keys, err := b.otherVersions(article)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := b.carry(ctx, []Correction{*c}, key); err != nil {
			return fmt.Errorf("hide it in another version: %w", err)
		}
	}
	return nil
}

// takeBackElsewhere takes back, in the other versions of an article, what was hidden there by a correction or by the one
// that it was carried over from.
func (b *batch) takeBackElsewhere(ctx context.Context, c *Correction, article int64, author, reason string) error {
	keys, err := b.otherVersions(article)
	if err != nil {
		return err
	}
	for _, key := range keys {
		k, err := keptArticle(ctx, b.tx, key)
		if err != nil {
			return err
		}
		stands := holds(k.corrections)
		for i := range k.corrections {
			if other := &k.corrections[i]; stands[i] && other.Verb == Hide && other.root() == c.root() {
				if _, err := b.takeBack(k, i, author, reason); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

// in is the correction as it is to be made in another text. Where its passages are not found there, it is the same.
func (c *Correction) in(text string) Correction {
	moved := *c
	moved.ID, moved.State, moved.Statement = 0, InForce, ""
	by, ok := shiftOf(append(c.Target.Quotes.all(), c.Change.Quotes.all()...), text)
	if !ok {
		return moved
	}
	t, ch := &moved.Target, &moved.Change
	t.Read, t.Statement = movedStatement(t.Read, by), movedStatement(t.Statement, by)
	if t.Statement != nil {
		t.Quotes = statementQuotes(text, t.Statement)
	}
	if t.Contact != nil {
		contact := *t.Contact
		contact.ID = "" // another one's here
		contact.Span.Start, contact.Span.End = contact.Span.Start+by, contact.Span.End+by
		t.Contact, t.Quotes = &contact, &PartQuotes{Passage: []Quote{quote(text, contact.Span)}}
	}
	for _, part := range []**sayso.Spans{&ch.Source, &ch.Cue, &ch.Content} {
		if *part != nil {
			spans := movedSpans(**part, by)
			*part = &spans
		}
	}
	ch.Quotes = ch.quotes(text)
	return moved
}

// all are the passages of all parts.
func (p *PartQuotes) all() []Quote {
	if p == nil {
		return nil
	}
	return slices.Concat(p.Source, p.Cue, p.Content, p.Passage)
}

// shiftOf finds by how many bytes passages that stood in one text are moved in another, all by as many. With what is around
// it in its paragraph, one of them must occur once.
func shiftOf(quotes []Quote, text string) (by int, ok bool) {
	for i := range quotes {
		q := &quotes[i]
		// What stands in the paragraphs before and behind says nothing of this one.
		q.Prefix = q.Prefix[strings.LastIndexByte(q.Prefix, '\n')+1:]
		q.Suffix, _, _ = strings.Cut(q.Suffix, "\n")
		words := q.Prefix + q.Exact + q.Suffix
		at := strings.Index(text, words)
		if q.Exact == "" || at < 0 {
			return 0, false
		}
		if !ok && at == strings.LastIndex(text, words) {
			by, ok = at+len(q.Prefix)-q.Start, true
		}
	}
	for _, q := range quotes {
		q.Start += by
		ok = ok && q.standsIn(text)
	}
	return by, ok
}

func movedSpans(spans sayso.Spans, by int) sayso.Spans {
	if spans == nil {
		return nil
	}
	moved := make(sayso.Spans, len(spans))
	for i, s := range spans {
		moved[i] = sayso.Span{Start: s.Start + by, End: s.End + by}
	}
	return moved
}

// movedStatement is a statement in another text. Its ID there is another one.
func movedStatement(s *sayso.Statement, by int) *sayso.Statement {
	if s == nil {
		return nil
	}
	moved := *s
	moved.ID, moved.Within = "", ""
	moved.Source, moved.Cue, moved.Content = movedSpans(s.Source, by), movedSpans(s.Cue, by), movedSpans(s.Content, by)
	return &moved
}
