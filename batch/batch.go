// Package batch works on many things at once and hands out the results in the order of the input.
package batch

import (
	"iter"
	"sync"
)

// result is the place of one result in the order of the input.
type result[Out any] struct {
	out  Out
	err  error
	done chan struct{}
}

// Map calls work on every value of in, in jobs goroutines, and yields what comes of each in the order of in. Errors of
// in are passed through in their place. newWorker is called once for each goroutine, so that a worker may keep memory of
// its own between calls. No more than a few values a goroutine are under way at any time, however fast in is and however
// slowly the results are taken. in itself is drawn by one goroutine alone.
//
// When the caller stops early, Map waits for the values under way and returns.
func Map[In, Out any](in iter.Seq2[In, error], jobs int, newWorker func() func(In) Out) iter.Seq2[Out, error] {
	if jobs < 1 {
		jobs = 1
	}
	return func(yield func(Out, error) bool) {
		type task struct {
			in   In
			slot *result[Out]
		}
		tasks := make(chan task)
		order := make(chan *result[Out], 4*jobs)
		stop := make(chan struct{})
		var workers sync.WaitGroup
		for range jobs {
			workers.Go(func() {
				work := newWorker()
				for t := range tasks {
					t.slot.out = work(t.in)
					close(t.slot.done)
				}
			})
		}
		workers.Go(func() {
			defer close(order)
			defer close(tasks)
			for v, err := range in {
				slot := &result[Out]{err: err, done: make(chan struct{})}
				select {
				case order <- slot:
				case <-stop:
					return
				}
				if err != nil {
					close(slot.done)
					continue
				}
				select {
				case tasks <- task{v, slot}:
				case <-stop:
					return
				}
			}
		})
		defer workers.Wait()
		defer close(stop)
		for slot := range order {
			<-slot.done
			if !yield(slot.out, slot.err) {
				return
			}
		}
	}
}

// All is a sequence of values that cannot fail, for Map.
func All[T any](values []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range values {
			if !yield(v, nil) {
				return
			}
		}
	}
}
