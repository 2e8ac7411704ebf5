package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/desk"
)

func serveCommand() *cobra.Command {
	var file archiveFlag
	var addr, reader string
	var hosts []string
	var hooks webhookFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the archive in the browser",
		Long: `Show the archive in the browser: search, a page a speaker, articles with their statements marked, and a page that
reads a pasted text or a dropped file at once. The archive is made if it is not there.

The pages have no log-in. They are meant for this machine; to let others in, put a server that asks who they are in front.`,
		Example: `  sayso serve
  sayso serve --archive news.db --addr 127.0.0.1:9000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if readers[reader] == nil {
				return usageError{fmt.Errorf("--reader %q: there is no such reader", reader)}
			}
			store, err := archive.Open(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			pages, err := desk.New(desk.Options{Store: store, NewReader: func() sayso.Reader { return readers[reader]() }, AllowedHosts: hosts})
			if err != nil {
				return fmt.Errorf("make the pages: %w", err)
			}
			listener, err := net.Listen("tcp", addr)
			if err != nil {
				if errors.Is(err, syscall.EADDRINUSE) {
					return fmt.Errorf("listen on %s: something else uses this address already; choose another with --addr", addr)
				}
				return fmt.Errorf("listen on %s: %w", addr, err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "sayso shows %s on http://%s\n", string(file), listener.Addr())
			ctx, stop := context.WithCancel(cmd.Context())
			watched := hooks.watch(ctx, store)
			err = serve(ctx, listener, pages)
			stop()
			<-watched // before the archive is closed
			return err
		},
	}
	file.add(cmd)
	hooks.add(cmd)
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8017", "address to listen on")
	cmd.Flags().StringVar(&reader, "reader", defaultReader, "how to read pasted texts")
	cmd.Flags().StringSliceVar(&hosts, "host", nil, "name under which others reach the pages, if not localhost (may be given more than once)")
	return cmd
}

// serve answers until ctx ends, then lets requests under way finish.
func serve(ctx context.Context, listener net.Listener, pages http.Handler) error {
	server := &http.Server{Handler: pages, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 120 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(patience); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
