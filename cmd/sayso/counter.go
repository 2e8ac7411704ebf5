package main

import (
	"fmt"
	"io"
	"time"
)

// counter shows on a terminal how far work has come that is counted in things, once it has taken a second.
type counter struct {
	out         io.Writer // nil where there is nothing to show on
	what        string
	start, last time.Time
	shown       bool
}

func newCounter(out io.Writer, what string) *counter {
	c := &counter{what: what, start: time.Now()}
	if isTerminal(out) {
		c.out = out
	}
	return c
}

// update tells that so many are done.
func (c *counter) update(done, all int) {
	now := time.Now()
	if c.out == nil || now.Sub(c.start) < time.Second || now.Sub(c.last) < 200*time.Millisecond {
		return
	}
	c.last, c.shown = now, true
	left := ""
	if done > 0 {
		rest := time.Duration(float64(now.Sub(c.start)) / float64(done) * float64(all-done))
		left = ", " + rest.Round(time.Second).String() + " left"
	}
	fmt.Fprintf(c.out, "\r\x1b[K%d of %d %s%s", done, all, c.what, left)
}

// end takes the line away.
func (c *counter) end() {
	if c.shown {
		fmt.Fprint(c.out, "\r\x1b[K")
	}
	c.out, c.shown = nil, false
}
