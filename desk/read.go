package desk

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"sayso"
	"sayso/archive"
	"sayso/intake"
)

// maxPasted bounds what can be pasted or dropped.
const maxPasted = 5 << 20

type readData struct {
	Text     string
	Faults   []string
	Articles []articleData
	Kept     bool
}

func (d *desk) readForm(w http.ResponseWriter, r *http.Request) {
	d.show(w, r, http.StatusOK, "read", page{Title: "Read a text", Here: "read", Data: readData{}})
}

// readText reads what was pasted or dropped and shows it. Nothing is kept.
func (d *desk) readText(w http.ResponseWriter, r *http.Request) {
	data := readData{}
	fault := func(status int, message string) {
		data.Faults = append(data.Faults, message)
		d.show(w, r, status, "read", page{Title: "Read a text", Here: "read", Data: data})
	}
	name, source, err := pasted(w, r)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		fault(http.StatusRequestEntityTooLarge, "This is too large: up to 5 MB can be read here. The command line reads files of any size.")
		return
	case err != nil:
		fault(http.StatusBadRequest, "The form could not be read: "+err.Error())
		return
	case len(strings.TrimSpace(string(source))) == 0:
		fault(http.StatusBadRequest, "There is nothing to read yet: paste a text or choose a file.")
		return
	}
	if name == pastedName {
		data.Text = string(source)
	}
	articles, faults := intake.FromBytes(name, source, intake.Options{MaxBytes: maxPasted, OnlyEnglish: true})
	for _, err := range faults {
		data.Faults = append(data.Faults, strings.TrimPrefix(err.Error(), pastedName+": "))
	}
	reader := d.newReader()
	for _, a := range articles {
		if len(data.Articles) == 50 {
			data.Faults = append(data.Faults, "Only the first 50 articles of the file are shown. Add the file with the command line to have them all.")
			break
		}
		data.Articles = append(data.Articles, describe(a, reader.Read(a), nil))
	}
	status := http.StatusOK
	if len(data.Articles) == 0 {
		status = http.StatusUnprocessableEntity
	}
	d.show(w, r, status, "read", page{Title: "Read a text", Here: "read", Data: data})
}

// pastedName stands for a text that has no file name.
const pastedName = "pasted text"

// pasted returns the text or the file of the form.
func pasted(w http.ResponseWriter, r *http.Request) (name string, source []byte, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxPasted)
	if err := r.ParseMultipartForm(maxPasted); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return "", nil, err
	}
	if file, header, err := r.FormFile("file"); err == nil {
		defer file.Close()
		source, err := io.ReadAll(file)
		if err != nil || len(source) > 0 {
			return header.Filename, source, err
		}
	}
	return pastedName, []byte(strings.ReplaceAll(r.FormValue("text"), "\r\n", "\n")), nil
}

// keep puts an article that was read on the page into the archive and shows it there.
func (d *desk) keep(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 2*maxPasted)
	if err := r.ParseForm(); err != nil {
		d.fail(w, r, http.StatusBadRequest, "The form could not be read.")
		return
	}
	a := &sayso.Article{ID: r.PostFormValue("id"), Title: r.PostFormValue("title"), Outlet: r.PostFormValue("outlet"),
		Author: r.PostFormValue("author"), URL: r.PostFormValue("url"), Published: r.PostFormValue("published"), Language: "en",
		Text: strings.ToValidUTF8(strings.ReplaceAll(r.PostFormValue("article"), "\r\n", "\n"), "\uFFFD")}
	if strings.TrimSpace(a.Text) == "" {
		d.fail(w, r, http.StatusBadRequest, "There is no text to keep.")
		return
	}
	reader, ctx := d.newReader(), r.Context()
	if f, ok := reader.(interface{ Fingerprint() string }); ok {
		ctx = archive.WithReader(ctx, f.Fingerprint())
	}
	if _, err := d.store.Add(ctx, []archive.Entry{{Article: a, Record: reader.Read(a)}}); err != nil {
		d.broken(w, r, "room for an article", err)
		return
	}
	http.Redirect(w, r, "/article/"+a.Key(), http.StatusSeeOther)
}
