// Package follow takes in what news sites publish: it asks the feeds that an archive lists whether anything is new, takes the
// articles from the feeds themselves or fetches their pages, and hands them on to be read and kept.
//
// A page that cannot be had is tried again, less and less often; meanwhile its article is what the feed says of it.
//
// It is polite: it asks with the marks of the last answer, so that an unchanged feed costs its server next to nothing; it waits
// between two requests to the same host; it does what robots.txt says; and after failures it waits longer each time.
//
// It is careful: it connects to public addresses only, unless it is told otherwise, whatever a name or a redirection resolves
// to; and answers, redirections and times are bounded.
package follow

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/archive"
	"sayso/intake/feed"
)

// State is what an archive keeps of feeds.
type State interface {
	Feeds(ctx context.Context) ([]archive.Feed, error)
	AddFeeds(ctx context.Context, feeds []archive.Feed) (added int, err error)
	SeenItems(ctx context.Context, feed string) (map[string]string, error)
	SaveFeed(ctx context.Context, f archive.Feed, marks map[string]string) error
}

// Options say how feeds are followed. The zero value is what most callers want.
type Options struct {
	// AllowPrivate lets requests go to addresses of this machine and of private networks as well, and through a proxy that
	// the environment names.
	AllowPrivate bool
	// Every is how often a feed is asked for, 30 minutes if zero.
	Every time.Duration
	// Pause is how long to wait between two requests to the same host, 2 seconds if zero.
	Pause time.Duration
	// Now is the clock, time.Now if nil; Sleep waits, and is for tests as well.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

// The bounds of a run.
const (
	// maxPages is how many pages are fetched for one feed in one run. The others come in the next one.
	maxPages = 100
	// batchSize is how many articles are handed on at once.
	batchSize = 20
	// maxBackOff is the longest time between two tries of a feed that fails.
	maxBackOff = 24 * time.Hour
)

// Event is what became of a feed in a run.
type Event struct {
	Feed string
	// New and Updated count its items that were taken in.
	New, Updated int
	// Unchanged says that the server had nothing new.
	Unchanged bool
	// Err is why the feed, or the page of Item, could not be had. OwnWords says that the item was taken in with what the feed
	// itself says of it instead.
	Err      error
	Item     string
	OwnWords bool
}

// Follower follows the feeds of an archive.
type Follower struct {
	state State
	take  func(ctx context.Context, articles []*sayso.Article) error
	opts  Options
	web   *web
}

// New makes a follower. take is called with the articles that are new or have changed; what it returns no error for is not
// fetched again.
func New(state State, take func(ctx context.Context, articles []*sayso.Article) error, opts Options) *Follower {
	if opts.Every <= 0 {
		opts.Every = 30 * time.Minute
	}
	if opts.Pause <= 0 {
		opts.Pause = 2 * time.Second
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Sleep == nil {
		opts.Sleep = sleep
	}
	return &Follower{state: state, take: take, opts: opts, web: newWeb(&opts)}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Run asks for every feed that is due, once, and tells of each by calling tell. It returns an error only if it could not go on:
// the archive failed, or ctx has ended.
func (f *Follower) Run(ctx context.Context, tell func(Event)) error {
	feeds, err := f.state.Feeds(ctx)
	if err != nil {
		return fmt.Errorf("look up the feeds: %w", err)
	}
	for _, fd := range feeds {
		if fd.Gone || f.opts.Now().Before(fd.Due) {
			continue
		}
		if err := f.ask(ctx, fd, tell); err != nil {
			return err
		}
	}
	return nil
}

// Watch runs again and again until ctx ends. A run that fails is told of and tried again.
func (f *Follower) Watch(ctx context.Context, tell func(Event)) error {
	for {
		if err := f.Run(ctx, tell); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			tell(Event{Err: err})
		}
		if err := f.opts.Sleep(ctx, min(time.Minute, f.opts.Every)); err != nil {
			return err
		}
	}
}

// ask asks for one feed and takes in what is new in it.
func (f *Follower) ask(ctx context.Context, fd archive.Feed, tell func(Event)) error {
	seen, err := f.seen(ctx, fd.URL)
	if err != nil {
		return err
	}
	if seen.anyDue(f.opts.Now()) { // then the items must be told again, changed or not
		fd.ETag, fd.Modified = "", ""
	}
	page, err := f.web.get(ctx, fd.URL, fd.ETag, fd.Modified)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	fd.Checked = f.opts.Now()
	var parsed *feed.Feed
	if err == nil && !page.unchanged {
		parsed, err = feed.Parse(page.body, page.address)
		if err == nil && len(parsed.Feeds) > 0 {
			err = errors.New("it is a list of feeds, not a feed; add the feeds in it with: sayso follow add FILE")
		}
	}
	if err != nil {
		f.failed(&fd, err)
		tell(Event{Feed: fd.URL, Err: err})
		return f.save(ctx, fd, nil)
	}
	fd.Failures, fd.Problem = 0, ""
	fd.Due = fd.Checked.Add(max(f.opts.Every, page.wait))
	if page.unchanged {
		tell(Event{Feed: fd.URL, Unchanged: true})
		return f.save(ctx, fd, nil)
	}
	if parsed.Title != "" {
		fd.Title = oneLine(parsed.Title)
	}
	event := Event{Feed: fd.URL}
	whole, err := f.items(ctx, fd, parsed, seen, &event, tell)
	if err != nil {
		return err
	}
	if whole { // else the next request must not be answered with "nothing new"
		fd.ETag, fd.Modified = page.etag, page.modified
	}
	tell(event)
	return f.save(ctx, fd, nil)
}

func (f *Follower) save(ctx context.Context, fd archive.Feed, marks map[string]string) error {
	if err := f.state.SaveFeed(ctx, fd, marks); err != nil {
		return fmt.Errorf("keep the state of %s: %w", fd.URL, err)
	}
	return nil
}

// failed notes a failure and when to try again: after a quarter of an hour, half an hour, an hour, and so on up to a day, or when
// the server says.
func (f *Follower) failed(fd *archive.Feed, err error) {
	fd.Failures++
	fd.Problem = oneLine(err.Error())
	wait := maxBackOff
	if fd.Failures < 8 {
		wait = min(maxBackOff, 15*time.Minute<<(fd.Failures-1))
	}
	var status *StatusError
	if errors.As(err, &status) {
		wait = max(wait, min(status.Wait, 7*maxBackOff))
		fd.Gone = status.Status == 410
	}
	fd.Due = fd.Checked.Add(wait)
}

// oneLine keeps what others wrote from breaking or colouring the user's terminal.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s[:min(len(s), 500)]), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}
