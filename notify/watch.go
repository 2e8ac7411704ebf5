package notify

import (
	"context"
	"log/slog"
	"time"

	"sayso/archive"
)

// Watch sends what is due every few seconds until ctx ends: what this process adds to the archive, and what others add.
func (s *Sender) Watch(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		_, err := s.Run(ctx, func(d *archive.Delivery, why error) {
			slog.Warn("a webhook did not take what is new; it is tried again later", "search", d.Name, "error", why)
		})
		if err != nil && ctx.Err() == nil {
			slog.Error("look for what is new of saved searches", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
