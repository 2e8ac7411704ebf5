package desk

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sayso/account"
	"sayso/api"
	"sayso/archive"
	"sayso/export"
	"sayso/query"
)

func (d *desk) routeExport(mux *routes) {
	mux.HandleFunc("GET /export/{format}", d.export)
}

// exports are the files that are being written: each reads the archive for as long as whoever asked takes to receive it.
type exports struct {
	slots chan struct{}
	// unknown is the one slot that those without an account may have.
	unknown chan struct{}
}

const (
	exportsAtOnce = 2
	// exportQueue is how long an export waits for a slot.
	exportQueue = 10 * time.Second
	// exportStall is how long who receives one may take for a piece of it.
	exportStall = time.Minute
)

func newExports() *exports {
	return &exports{make(chan struct{}, exportsAtOnce), make(chan struct{}, 1)}
}

// begin waits for a slot, and reports whether one came in time.
func (e *exports) begin(ctx context.Context, unknown bool) (done func(), ok bool) {
	wait := time.NewTimer(exportQueue)
	defer wait.Stop()
	needed := []chan struct{}{e.slots}
	if unknown {
		needed = []chan struct{}{e.unknown, e.slots}
	}
	var held []chan struct{}
	release := func() {
		for _, slot := range held {
			<-slot
		}
	}
	for _, slot := range needed {
		select {
		case slot <- struct{}{}:
			held = append(held, slot)
		case <-wait.C:
			release()
			return nil, false
		case <-ctx.Done():
			release()
			return nil, false
		}
	}
	return release, true
}

// export answers with what a query finds, or with one article or statement, as a file of the format that the address
// names. It is written while the archive is read, however much it is. Where the archive fails in the middle the
// connection is cut, so that half a file does not pass for a whole one.
func (d *desk) export(w http.ResponseWriter, r *http.Request) {
	format, err := export.Lookup(r.PathValue("format"))
	if err != nil {
		d.refuse(w, r, http.StatusNotFound, plainly(err))
		return
	}
	form := r.URL.Query()
	where, err := query.Parse(form.Get("q"))
	if err != nil {
		d.refuse(w, r, http.StatusBadRequest, "This query cannot be meant: "+err.Error())
		return
	}
	key, statement := form.Get("article"), form.Get("statement")
	if key != "" {
		if key, err = d.exported(r.Context(), key, statement); err != nil {
			d.broken(w, r, "an article to export", err)
			return
		}
	}
	head := w.Header()
	who := account.FromContext(r.Context())
	done, ok := d.exports.begin(r.Context(), d.access == Accounts && who.Author() == "")
	if !ok {
		head.Set("Retry-After", "30")
		d.refuse(w, r, http.StatusServiceUnavailable, "Other files are being written right now. Try again in half a minute.")
		return
	}
	defer done()
	head.Set("Content-Type", withCharset(format.MIME))
	head.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="sayso-%s.%s"`, format.Name, format.Extension))
	head.Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	out := &patient{w: w, control: http.NewResponseController(w)}
	_ = out.control.SetWriteDeadline(time.Time{}) // until the first piece is there: the archive may have to be searched for it
	buffered := bufio.NewWriterSize(out, 64<<10)
	err = func() error {
		writer, err := format.New(struct{ io.Writer }{buffered}, export.Options{Base: origin(r), Version: d.version})
		if err != nil {
			return err
		}
		if key != "" {
			err = d.exportArticle(r.Context(), key, statement, writer)
		} else {
			_, err = export.From(r.Context(), d.store, archive.Query{Where: where}, writer)
		}
		out.broken = err != nil // what closing writes would make a whole file of half a one
		return errors.Join(err, writer.Close())
	}()
	if err == nil {
		err = buffered.Flush()
	}
	switch {
	case err == nil:
	case r.Context().Err() != nil || out.failed: // who asked has gone away
		panic(http.ErrAbortHandler)
	case out.wrote:
		slog.Error("export", "format", format.Name, "error", err)
		panic(http.ErrAbortHandler)
	default:
		head.Del("Content-Disposition")
		d.broken(w, r, "statements to export", err)
	}
}

// exported returns the whole key of an article to be exported, if it is there and has the statement.
func (d *desk) exported(ctx context.Context, key, statement string) (string, error) {
	entry, err := d.store.Article(ctx, key)
	if err != nil || statement == "" {
		if err != nil {
			return "", err
		}
		return entry.Article.Key(), nil
	}
	for i := range entry.Record.Statements {
		if entry.Record.Statements[i].ID == statement {
			return entry.Article.Key(), nil
		}
	}
	return "", fmt.Errorf("statement %q: %w", statement, archive.ErrNotFound)
}

// exportArticle writes one article, or one statement of it.
func (d *desk) exportArticle(ctx context.Context, key, statement string, w export.Writer) error {
	entry, err := d.store.Article(ctx, key)
	if err != nil {
		return err
	}
	people, err := d.store.Here(ctx, key)
	if err != nil {
		return err
	}
	item := &export.Item{Article: entry.Article, Record: entry.Record, Key: key, People: people}
	if statement != "" {
		item.Only = map[string]bool{statement: true}
	}
	return w.Write(item)
}

// withCharset says of text that it is UTF-8.
func withCharset(media string) string {
	if strings.HasPrefix(media, "text/") {
		return media + "; charset=utf-8"
	}
	return media
}

// plainly is an error as a sentence.
func plainly(err error) string {
	words := err.Error()
	return strings.ToUpper(words[:1]) + words[1:] + "."
}

// patient writes to somebody for as long as they take it in: not the whole answer has to be out by a time, but each piece.
type patient struct {
	w             http.ResponseWriter
	control       *http.ResponseController
	wrote, failed bool
	// broken: nothing further is to go out.
	broken bool
}

func (p *patient) Write(b []byte) (int, error) {
	if p.broken {
		return len(b), nil
	}
	p.wrote = true
	_ = p.control.SetWriteDeadline(time.Now().Add(exportStall)) // where that cannot be set, the server's own holds
	n, err := p.w.Write(b)
	if err != nil {
		p.failed = true
	}
	return n, err
}

// exportMenu is the list of formats on a page, for what the page shows.
type exportMenu struct {
	What  string
	Files []exportFile
}

type exportFile struct{ Name, About, URL string }

func menuOf(what string, of url.Values) exportMenu {
	menu := exportMenu{What: what}
	for _, f := range export.Formats() {
		address := "/export/" + f.Name
		if len(of) > 0 {
			address += "?" + of.Encode()
		}
		menu.Files = append(menu.Files, exportFile{f.Name, f.About, address})
	}
	return menu
}

// exportQuery is the menu for what a query finds.
func exportQuery(what, q string) exportMenu {
	if q == "" {
		return menuOf(what, nil)
	}
	return menuOf(what, url.Values{"q": {q}})
}

// exportPerson is the menu for what somebody said; exportWith for what they said and what was said about them.
func exportPerson(id int64) exportMenu {
	return exportQuery("what this speaker said", askTerms("speaker", numberOf(id)))
}

func exportWith(what, q string, id int64) exportMenu {
	if id == 0 {
		return exportQuery(what, q)
	}
	n := strconv.FormatInt(id, 10)
	return exportQuery(what, strings.TrimSpace("(speaker:#"+n+" OR about:#"+n+") "+q))
}

// exportOutlet is the menu for what an outlet carried.
func exportOutlet(name string) exportMenu {
	return exportQuery("what this outlet carried", askTerms("outlet=", name))
}

// exportHere is the menu for an article, or for one statement of it.
func exportHere(key, statement string) exportMenu {
	if statement == "" {
		return menuOf("this article", url.Values{"article": {key}})
	}
	return menuOf("this statement", url.Values{"article": {key}, "statement": {statement}})
}

// exportAPI describes the export to programs.
func (d *desk) exportAPI() api.Export {
	e := api.Export{Handler: d.export}
	for _, f := range export.Formats() {
		e.Formats = append(e.Formats, api.ExportFormat{Name: f.Name, About: f.About, MIME: f.MIME})
	}
	return e
}
