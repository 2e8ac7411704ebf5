package batch_test

import (
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"sayso/batch"
)

var errOdd = errors.New("every seventh is bad")

func numbers(n int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			var err error
			if i%7 == 6 {
				err = errOdd
			}
			if !yield(i, err) {
				return
			}
		}
	}
}

func square() func(int) int {
	return func(i int) int {
		time.Sleep(time.Duration(i%5) * 100 * time.Microsecond) // so that workers overtake each other
		return i * i
	}
}

func TestOrderAtAnyNumberOfJobs(t *testing.T) {
	for _, jobs := range []int{0, 1, 2, 8, 64} {
		i := 0
		for out, err := range batch.Map(numbers(200), jobs, square) {
			switch {
			case i%7 == 6:
				if !errors.Is(err, errOdd) {
					t.Fatalf("%d jobs: error %v at %d", jobs, err, i)
				}
			case err != nil || out != i*i:
				t.Fatalf("%d jobs: %d, %v at %d", jobs, out, err, i)
			}
			i++
		}
		if i != 200 {
			t.Fatalf("%d jobs: %d results", jobs, i)
		}
	}
}

func TestStopsEarly(t *testing.T) {
	var drawn atomic.Int64
	endless := func(yield func(int, error) bool) {
		for i := 0; yield(i, nil); i++ {
			drawn.Add(1)
		}
	}
	var got []int
	for out := range batch.Map(endless, 4, square) {
		got = append(got, out)
		if len(got) == 3 {
			break
		}
	}
	if !slices.Equal(got, []int{0, 1, 4}) {
		t.Errorf("got %v", got)
	}
	if n := drawn.Load(); n > 100 {
		t.Errorf("%d values drawn for three results", n)
	}
}

func TestOneWorkerEach(t *testing.T) {
	var made atomic.Int64
	worker := func() func(int) int {
		made.Add(1)
		return func(i int) int { return i }
	}
	for range batch.Map(numbers(100), 3, worker) {
	}
	if n := made.Load(); n != 3 {
		t.Errorf("%d workers for 3 jobs", n)
	}
}
