package intake

import (
	"runtime"
	"sync"

	"sayso"
)

// smallFile is the size in bytes up to which a file is prepared ahead. Larger ones are streamed when their turn comes,
// so that memory stays bounded by a few small files.
const smallFile = 1 << 20

// prepared is a file in the order of the walk, with its articles if a worker takes them in.
type prepared struct {
	entry
	result chan []item // nil if the file is read when its turn comes
}

// item is what is yielded for one article.
type item struct {
	article *sayso.Article
	err     error
}

// run yields the articles of paths. Small files are taken in by several workers at the same time, some ahead of their
// turn; what is yielded, and in which order, does not depend on them.
func (w *walk) run(paths []string, yield func(*sayso.Article, error) bool) {
	workers := w.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	stop := make(chan struct{})
	queue := make(chan prepared, 4*workers)
	jobs := make(chan prepared)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer close(stop)

	wg.Go(func() {
		defer close(queue)
		defer close(jobs)
		entries(paths, func(e entry) bool {
			p := prepared{entry: e}
			small := e.size > 0 && e.size <= smallFile
			if small {
				p.result = make(chan []item, 1)
			}
			select {
			case queue <- p:
			case <-stop:
				return false
			}
			if !small {
				return true
			}
			select {
			case jobs <- p:
				return true
			case <-stop:
				return false
			}
		})
	})
	for range workers {
		wg.Go(func() {
			for p := range jobs {
				p.result <- w.opts.collect(p.entry) // does not block: the channel holds one
			}
		})
	}
	for p := range queue {
		if !w.take(p, yield) {
			return
		}
	}
}

// The bounds of what a worker keeps of one file. A compressed file that grows beyond them is streamed after all.
const (
	maxKeptItems = 4096
	maxKeptBytes = 16 << 20
)

// collect takes in one small file. It returns nil if the file turns out to hold too much.
func (o Options) collect(e entry) []item {
	items := []item{}
	var done int64
	bytes, tooMuch := 0, false
	o.read(e, &done, func(a *sayso.Article, err error) bool {
		items = append(items, item{a, err})
		if a != nil {
			bytes += len(a.Text)
		}
		tooMuch = bytes > maxKeptBytes || len(items) > maxKeptItems
		return !tooMuch
	})
	if tooMuch {
		return nil
	}
	return items
}

// take yields the articles of one file, counts it as done and reports whether to go on.
func (w *walk) take(p prepared, yield func(*sayso.Article, error) bool) bool {
	start := w.progress.Bytes
	goOn := true
	var items []item
	if p.result != nil {
		items = <-p.result
	}
	if items == nil {
		goOn = w.opts.read(p.entry, &w.progress.Bytes, func(a *sayso.Article, err error) bool {
			w.report()
			return yield(a, err)
		})
	} else {
		w.progress.Bytes += p.size
		for _, it := range items {
			w.report()
			if goOn = yield(it.article, it.err); !goOn {
				break
			}
		}
	}
	w.progress.Bytes = max(w.progress.Bytes, start+p.size)
	w.progress.Files++
	w.report()
	return goOn
}
