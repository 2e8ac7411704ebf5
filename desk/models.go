package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"sync"

	"sayso"
	"sayso/account"
	"sayso/mcp"
)

func (d *desk) routeModels(mux *routes) {
	m := &models{desk: d}
	mux.HandleFunc("POST /mcp", m.answer)
	mux.HandleFunc("/mcp", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", http.MethodPost)
		d.refuse(w, r, http.StatusMethodNotAllowed, "Models ask by POST, in the Model Context Protocol; no sessions are kept.")
	})
}

// models answers language models with the tools of package mcp. The addresses in its answers are those under which the
// desk was asked, so there is a handler for each; the latest is kept, as there is hardly ever more than one.
type models struct {
	desk    *desk
	mutex   sync.Mutex
	base    string
	handler http.Handler
}

func (m *models) at(base string) (http.Handler, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.handler != nil && m.base == base {
		return m.handler, nil
	}
	server, err := mcp.New(mcp.Options{Store: m.desk.store, NewReader: func() sayso.Reader { return m.desk.newReader() }, Base: base, Version: m.desk.version})
	if err != nil {
		return nil, err
	}
	m.base, m.handler = base, mcp.Handler(server)
	return m.handler, nil
}

// maxAsked bounds what a model sends.
const maxAsked = 1 << 20

// answer answers a model. Texts that it hands in to be read take a processor, as all such do; other questions take a turn
// among the pages.
func (m *models) answer(w http.ResponseWriter, r *http.Request) {
	d := m.desk
	handler, err := m.at(origin(r))
	if err != nil {
		slog.Error("answer models", "error", err)
		d.refuse(w, r, http.StatusInternalServerError, "Models cannot be answered; the reason is in the server's log.")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxAsked))
	if err != nil {
		d.refuse(w, r, http.StatusRequestEntityTooLarge, "This could not be taken in; a text to read may have 200,000 bytes.")
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if readsText(body) {
		done, ok := d.readings.begin(w, r, d, account.FromContext(r.Context()))
		if !ok {
			return
		}
		defer done()
	} else {
		if !d.building(r.Context()) {
			return
		}
		defer func() { <-d.turns }()
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerIn)
	defer cancel()
	// The guard has looked at the host, and knows more of proxies than the SDK, which looks at it where it sees this.
	ctx = context.WithValue(ctx, http.LocalAddrContextKey, nil)
	handler.ServeHTTP(w, r.WithContext(ctx))
}

// readsText reports whether a request, or one of several that are sent together, has a text read.
func readsText(body []byte) bool {
	type call struct {
		Params struct {
			Name string `json:"name"`
		} `json:"params"`
	}
	var one call
	if json.Unmarshal(body, &one) == nil {
		return one.Params.Name == mcp.ReadText
	}
	var several []call
	_ = json.Unmarshal(body, &several) // what is no request is refused behind this
	for _, c := range several {
		if c.Params.Name == mcp.ReadText {
			return true
		}
	}
	return false
}
