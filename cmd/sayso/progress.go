package main

import (
	"io"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"sayso/intake"
)

// progress shows a bar on standard error, where that is a terminal, once the work has taken a second.
type progress struct {
	mu    sync.Mutex
	out   io.Writer // nil where there is nothing to show on
	start time.Time
	pool  *mpb.Progress
	bar   *mpb.Bar
}

func newProgress(out io.Writer) *progress {
	p := &progress{start: time.Now()}
	if isTerminal(out) {
		p.out = out
	}
	return p
}

// update moves the bar.
func (p *progress) update(now intake.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == nil {
		return
	}
	if p.bar == nil {
		if time.Since(p.start) < time.Second {
			return
		}
		p.pool = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(48), mpb.WithRefreshRate(150*time.Millisecond))
		p.bar = p.pool.AddBar(now.TotalBytes,
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersKibiByte("% .1f / % .1f", decor.WC{W: 20})),
			mpb.AppendDecorators(decor.Percentage(decor.WC{W: 5}), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO)))
	}
	if now.TotalBytes > 0 {
		p.bar.SetTotal(now.TotalBytes, false)
	}
	p.bar.SetCurrent(now.Bytes)
}

// print writes an error above the bar.
func (p *progress) print(w io.Writer, err error) {
	p.mu.Lock()
	pool := p.pool
	p.mu.Unlock()
	if pool != nil {
		w = pool
	}
	report(w, err)
}

// end takes the bar away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Abort(true)
		p.pool.Wait()
		p.bar, p.pool = nil, nil
	}
	p.out = nil
}
