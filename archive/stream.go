package archive

import "sort"

// The answer to a query is a stream of the ids of statements, the newest first, which is the highest first. Streams are
// read from the index and from tables a chunk at a time, and combined here: so a query costs what its page needs, whatever
// is combined with what.

// none is where a stream ends.
const none = -1

// stream gives the statements of a condition.
type stream interface {
	// next returns the highest id below a bound, or none. From call to call the bound does not rise.
	next(below int64) (int64, error)
}

// Sizes of chunks, in statements.
const (
	firstChunk = 64
	maxChunk   = 4096
)

// cursor is a stream that is read in chunks.
type cursor struct {
	// fetch returns ids below a bound, falling: at least n of them, unless there are no more.
	fetch func(below int64, n int) ([]int64, error)
	ids   []int64
	at    int
	used  int // ids of the chunk that were asked for
	size  int
	done  bool
}

func (c *cursor) next(below int64) (int64, error) {
	for {
		c.at += sort.Search(len(c.ids)-c.at, func(i int) bool { return c.ids[c.at+i] < below })
		if c.at < len(c.ids) {
			c.used++
			return c.ids[c.at], nil
		}
		if c.done || below <= 0 {
			return none, nil
		}
		switch {
		case c.size == 0:
			c.size = firstChunk
		case c.used*4 >= len(c.ids): // read on
			c.size = min(c.size*4, maxChunk)
		default: // skipped over
			c.size = max(c.size/4, firstChunk/2)
		}
		ids, err := c.fetch(below, c.size)
		if err != nil {
			return none, err
		}
		c.ids, c.at, c.used = ids, 0, 0
		c.done = len(ids) < c.size
	}
}

// list is a stream of ids that are known, falling.
type list struct {
	ids []int64
	at  int
}

func (l *list) next(below int64) (int64, error) {
	l.at += sort.Search(len(l.ids)-l.at, func(i int) bool { return l.ids[l.at+i] < below })
	if l.at == len(l.ids) {
		return none, nil
	}
	return l.ids[l.at], nil
}

// both gives what is in all of some streams and in none of others.
type both struct {
	in, out []stream
}

func (b *both) next(below int64) (int64, error) {
candidates:
	for {
		id, err := b.in[0].next(below)
		if id == none || err != nil {
			return none, err
		}
		for _, s := range b.in[1:] {
			other, err := s.next(id + 1)
			if other == none || err != nil {
				return none, err
			}
			if other < id {
				below = other + 1
				continue candidates
			}
		}
		for _, s := range b.out {
			other, err := s.next(id + 1)
			if err != nil {
				return none, err
			}
			if other == id {
				below = id
				continue candidates
			}
		}
		return id, nil
	}
}

// either gives what is in one of some streams.
type either struct{ of []stream }

func (e *either) next(below int64) (int64, error) {
	best := int64(none)
	for _, s := range e.of {
		id, err := s.next(below)
		if err != nil {
			return none, err
		}
		best = max(best, id)
	}
	return best, nil
}
