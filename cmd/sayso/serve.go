package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/desk"
)

// serveFlags are what the command line says of serving.
type serveFlags struct {
	listen, reader, cert, key      string
	hosts                          []string
	public, behindProxy, accessLog bool
	follow                         bool
	every                          time.Duration
	hooks                          webhookFlags
}

func serveCommand() *cobra.Command {
	var file archiveFlag
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the archive in the browser",
		Long: `Show the archive in the browser: search, a page a speaker, articles with their statements marked, and a page that
reads a pasted text or a dropped file at once. Programs find the same under /api/v1, language models under /mcp. The archive is made if it is not there.

On this machine nobody signs in. To let others in, make accounts with 'sayso user add' and say with --listen where to listen.
Then everybody signs in, except that with --public everybody may read. Let it speak HTTPS, with --cert and --key or behind a
proxy that does (--behind-proxy): otherwise passwords go over the network for all to see. A certificate that is renewed is
taken up without a restart.`,
		Example: `  sayso serve
  sayso serve --archive news.db --listen 127.0.0.1:9000
  sayso serve --listen :443 --cert desk.pem --key desk.key
  sayso serve --behind-proxy --public --host desk.example`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if readers[flags.reader] == nil {
				return usageError{fmt.Errorf("--reader %q: there is no such reader", flags.reader)}
			}
			if (flags.cert == "") != (flags.key == "") {
				return usageError{errors.New("--cert and --key go together")}
			}
			store, err := archive.Open(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			return flags.serve(cmd, store, string(file))
		},
	}
	file.add(cmd)
	flags.hooks.add(cmd)
	f := cmd.Flags()
	const here = "127.0.0.1:8017"
	f.StringVar(&flags.listen, "listen", here, "address to listen on; beyond this machine accounts are needed")
	f.StringVar(&flags.listen, "addr", here, "the same as --listen")
	_ = f.MarkHidden("addr") // its name until others could be let in
	f.StringVar(&flags.reader, "reader", defaultReader, "how to read pasted texts")
	f.StringSliceVar(&flags.hosts, "host", nil, "name under which others reach the pages, if not localhost (may be given more than once)")
	f.StringVar(&flags.cert, "cert", "", "certificate file for HTTPS, with those of its issuers (PEM)")
	f.StringVar(&flags.key, "key", "", "the certificate's key file (PEM)")
	f.BoolVar(&flags.public, "public", false, "let everybody read without signing in")
	f.BoolVar(&flags.behindProxy, "behind-proxy", false, "a proxy on this machine or network passes requests on: believe its X-Forwarded-For, -Host and -Proto, and ask for accounts")
	f.BoolVar(&flags.follow, "follow", false, "take in what the followed feeds publish (see sayso follow)")
	f.DurationVar(&flags.every, "every", 30*time.Minute, "how often to look at the feeds, with --follow")
	f.BoolVar(&flags.accessLog, "access-log", false, "write a line for every request to standard error")
	return cmd
}

// serve answers requests for the archive in file until the command ends.
func (flags *serveFlags) serve(cmd *cobra.Command, store archive.Store, file string) error {
	ctx := cmd.Context()
	if _, _, err := net.SplitHostPort(flags.listen); err != nil {
		return usageError{fmt.Errorf("--listen %s: give an address and a port, as in 127.0.0.1:8017", flags.listen)}
	}
	options := desk.Options{Store: store, NewReader: func() sayso.Reader { return readers[flags.reader]() }, AllowedHosts: flags.hosts,
		Version: release(), Public: flags.public, BehindProxy: flags.behindProxy}
	if flags.accessLog {
		options.AccessLog = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	}
	if flags.public || flags.behindProxy || !isHere(flags.listen) {
		options.Access = desk.Accounts
		users, err := store.Users(ctx)
		if err != nil {
			return err
		}
		if len(users) == 0 && !flags.public {
			return fmt.Errorf("listen on %s: others can reach this address, and the archive has no account: make one with\n"+
				"  sayso user add NAME --role admin --archive %s\nor let everybody read, and nobody correct, with --public", flags.listen, file)
		}
	}
	pages, err := desk.New(options)
	if err != nil {
		return fmt.Errorf("make the pages: %w", err)
	}
	var secure *tls.Config
	scheme := "http"
	if flags.cert != "" {
		files, err := newCertificate(flags.cert, flags.key)
		if err != nil {
			return err
		}
		secure = &tls.Config{GetCertificate: files.get, MinVersion: tls.VersionTLS12}
		scheme = "https"
	}
	listener, err := net.Listen("tcp", flags.listen)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("listen on %s: something else uses this address already; choose another with --listen", flags.listen)
		}
		return fmt.Errorf("listen on %s: %w", flags.listen, err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "sayso shows %s on %s://%s\n", file, scheme, listener.Addr())
	if !isHere(flags.listen) && secure == nil && !flags.behindProxy {
		fmt.Fprintln(cmd.ErrOrStderr(), "Passwords go over the network unencrypted: use --cert and --key, or a proxy that speaks HTTPS and --behind-proxy.")
	}
	ctx, stop := context.WithCancel(ctx)
	watched, followed := flags.hooks.watch(ctx, store), flags.followed(ctx, store, cmd.ErrOrStderr())
	err = serve(ctx, listener, pages, secure)
	stop()
	<-watched // before the archive is closed
	return errors.Join(err, <-followed)
}

// followed takes in what the archive's feeds publish until ctx ends, if that was asked for. The channel tells how it ended.
func (flags *serveFlags) followed(ctx context.Context, store archive.Store, w io.Writer) <-chan error {
	done := make(chan error, 1)
	if !flags.follow {
		done <- nil
		return done
	}
	reads := readingFlags{jobs: 1, reader: flags.reader}
	go func() {
		done <- followUntil(ctx, store, &reads, &followFlags{private: flags.hooks.allowPrivate, every: flags.every}, w)
	}()
	return done
}

// isHere reports whether only this machine can reach an address.
func isHere(address string) bool {
	resolved, err := net.ResolveTCPAddr("tcp", address)
	return err == nil && resolved.IP != nil && resolved.IP.IsLoopback()
}

// patience is how long requests under way may take to finish when the desk stops.
const patience = 10 * time.Second

// serve answers until ctx ends, then lets requests under way finish. secure, if not nil, makes it HTTPS.
func serve(ctx context.Context, listener net.Listener, pages http.Handler, secure *tls.Config) error {
	server := &http.Server{Handler: pages, TLSConfig: secure, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 60 * time.Second,
		WriteTimeout: 120 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug)} // what foreign clients do wrong is no news
	failed := make(chan error, 1)
	go func() {
		if secure != nil {
			failed <- server.ServeTLS(listener, "", "")
		} else {
			failed <- server.Serve(listener)
		}
	}()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := server.Shutdown(wait); err != nil {
		server.Close() // what takes longer is cut off; the archive takes no harm from it
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
