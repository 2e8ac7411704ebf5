package follow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"sayso"
	"sayso/archive"
	"sayso/intake"
	"sayso/intake/feed"
)

// items takes in the items of a feed that are new or have changed, and those whose pages are to be tried again. whole says that
// none is left for the next run.
func (f *Follower) items(ctx context.Context, fd archive.Feed, parsed *feed.Feed, seen seenItems, event *Event, tell func(Event)) (whole bool, err error) {
	whole = true
	pages := 0
	var articles []*sayso.Article
	marks := map[string]string{}
	flush := func() error {
		if len(articles) > 0 {
			if err := f.take(ctx, articles); err != nil {
				return fmt.Errorf("take in the articles of %s: %w", fd.URL, err)
			}
		}
		if len(marks) > 0 {
			if err := f.save(ctx, fd, marks); err != nil {
				return err
			}
		}
		articles, marks = nil, map[string]string{}
		return nil
	}
	for i := range parsed.Items {
		item := &parsed.Items[i]
		id, version := itemKey(item), versionOf(item)
		if id == "" {
			continue
		}
		before, known := seen[id]
		same := known && before.version == version
		if same && !before.due(f.opts.Now()) {
			marks[id] = before.String() // it is still there
			continue
		}
		found, fetched, err := f.article(ctx, parsed, item, pages < maxPages)
		if ctx.Err() != nil {
			return false, errors.Join(flush(), ctx.Err())
		}
		if fetched {
			pages++
		}
		if errors.Is(err, errLater) {
			whole = false
			continue
		}
		now := itemState{version: version, taken: known && before.taken}
		if err != nil {
			if same {
				now.tries = before.tries
			} else if own := intake.OwnWords(parsed, item, fd.URL); own != nil {
				found = []*sayso.Article{own}
			}
			now.failed(err, f.opts.Now())
			tell(Event{Feed: fd.URL, Item: oneLine(item.Link), Err: err, OwnWords: len(found) > 0})
		}
		switch {
		case len(found) == 0:
		case now.taken:
			event.Updated++
		default:
			event.New++
			now.taken = true
		}
		articles = append(articles, found...)
		marks[id] = now.String()
		if len(articles) >= batchSize {
			if err := flush(); err != nil {
				return false, err
			}
		}
	}
	return whole, flush()
}

// errLater says that an item's page is left for the next run.
var errLater = errors.New("left for the next run")

// article returns the article of an item: its own content if it has it, else that of its page; several if that is a live page.
func (f *Follower) article(ctx context.Context, parsed *feed.Feed, item *feed.Item, mayFetch bool) (found []*sayso.Article, fetched bool, err error) {
	own := intake.FromItem(parsed, item)
	if own != nil {
		return []*sayso.Article{own}, false, nil
	}
	if item.Link == "" {
		return nil, false, errNothing
	}
	if !mayFetch {
		return nil, false, errLater
	}
	page, err := f.web.get(ctx, item.Link, "", "")
	if err != nil {
		return nil, true, err
	}
	articles, faults := intake.FromBytes(page.address, page.body, intake.Options{MaxBytes: maxAnswer, Charset: page.charset})
	if len(articles) == 0 {
		return nil, true, fmt.Errorf("read the page: %w", errors.Join(faults...))
	}
	for _, a := range articles {
		intake.Complete(a, parsed, item, page.address)
	}
	return articles, true, nil
}

var errNothing = fmt.Errorf("%w: the feed has neither its text nor its address", intake.ErrNoText)

// itemKey is what an item is known by.
func itemKey(item *feed.Item) string {
	if item.ID != "" {
		return item.ID
	}
	return item.Link
}

// versionOf is short for all that an item says.
func versionOf(item *feed.Item) string {
	h := sha256.New()
	for _, part := range []string{item.Title, item.Link, item.Updated, item.Content, item.Summary} {
		fmt.Fprintf(h, "%d %s", len(part), part) // a hash does not fail
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// seenItems are what is known of a feed's items, by their keys.
type seenItems map[string]itemState

// seen looks up what is known of a feed's items.
func (f *Follower) seen(ctx context.Context, url string) (seenItems, error) {
	marks, err := f.state.SeenItems(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("look up what has been seen of %s: %w", url, err)
	}
	seen := seenItems{}
	for id, mark := range marks {
		seen[id] = readState(mark)
	}
	return seen, nil
}

func (s seenItems) anyDue(now time.Time) bool {
	for _, item := range s {
		if item.due(now) {
			return true
		}
	}
	return false
}

// itemState is what is known of an item that was seen. As text it is the item's mark in the archive: the version alone where there
// is no more to be done.
type itemState struct {
	version string
	// tries is how often its page has failed, next when it is to be tried again: never if zero.
	tries int
	next  time.Time
	// taken says that there is an article of the item: one of the feed's own words while its page fails.
	taken bool
}

// The times between two tries of a page that fails are half an hour, an hour, two, and so on up to a day, until maxTries: three
// days in all.
const (
	firstRetry = 30 * time.Minute
	lastRetry  = 24 * time.Hour
	maxTries   = 8
)

func (s *itemState) due(now time.Time) bool { return !s.next.IsZero() && !now.Before(s.next) }

// failed notes that the page could not be had.
func (s *itemState) failed(err error, now time.Time) {
	s.tries++
	if s.tries >= maxTries || hopeless(err) {
		return
	}
	wait := min(lastRetry, firstRetry<<(s.tries-1))
	var status *StatusError
	if errors.As(err, &status) {
		wait = max(wait, min(status.Wait, lastRetry))
	}
	s.next = now.Add(wait)
}

// hopeless reports whether trying again will not help.
func hopeless(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Status == 410
	}
	return errors.Is(err, errNothing) || errors.Is(err, ErrPrivate) || errors.Is(err, ErrAddress)
}

func (s itemState) String() string {
	if s.next.IsZero() {
		return s.version
	}
	return fmt.Sprintf("%s %d %d %t", s.version, s.tries, s.next.Unix(), s.taken)
}

func readState(mark string) itemState {
	var s itemState
	var next int64
	if n, _ := fmt.Sscan(mark, &s.version, &s.tries, &next, &s.taken); n < 4 { // the version alone, and that is the rule
		return itemState{version: mark, taken: true}
	}
	s.next = time.Unix(next, 0).UTC()
	return s
}
