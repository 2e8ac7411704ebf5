package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/archive"
	"sayso/mcp"
)

func mcpCommand() *cobra.Command {
	var file archiveFlag
	var base, addr, reader string
	cmd := &cobra.Command{
		Use:   "mcp",
		Short: "Let a language model ask the archive (Model Context Protocol)",
		Long: `Answer a language model's questions about the archive, over standard input and output, or over streamable HTTP with --addr.

The tools only read: search_statements, statement, person, contacts_between, disputes, read_text. Every answer has the exact words,
on whose say-so they stand, and the address of their page; run "sayso serve" beside it, so that the addresses lead somewhere.`,
		Example: `  sayso mcp --archive news.db
  sayso mcp --addr 127.0.0.1:8018
  claude mcp add sayso -- sayso mcp --archive /home/ilse/news.db`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if readers[reader] == nil {
				return usageError{fmt.Errorf("--reader %q: there is no such reader", reader)}
			}
			store, err := archive.OpenExisting(cmd.Context(), string(file))
			if err != nil {
				return err
			}
			defer store.Close()
			server, err := mcp.New(mcp.Options{Store: store, NewReader: func() sayso.Reader { return readers[reader]() }, Base: base, Version: release()})
			if err != nil {
				return err
			}
			if addr == "" {
				return mcp.Serve(cmd.Context(), server)
			}
			host, _, err := net.SplitHostPort(addr)
			if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
				return usageError{errors.New("--addr: give an address of this machine, such as 127.0.0.1:8018: there is no log-in here")}
			}
			listener, err := net.Listen("tcp", addr)
			if err != nil {
				return fmt.Errorf("listen on %s: %w", addr, err)
			}
			mux := http.NewServeMux()
			mux.Handle("/mcp", mcp.Handler(server))
			fmt.Fprintf(cmd.ErrOrStderr(), "sayso answers models on http://%s/mcp\n", listener.Addr())
			return serve(cmd.Context(), listener, mux, nil)
		},
	}
	file.add(cmd)
	cmd.Flags().StringVar(&base, "base", "http://127.0.0.1:8017", "address of the desk, for the addresses in answers")
	cmd.Flags().StringVar(&addr, "addr", "", "answer over HTTP on this loopback address instead")
	cmd.Flags().StringVar(&reader, "reader", defaultReader, "how to read texts that are handed in")
	return cmd
}
