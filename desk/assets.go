package desk

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
)

//go:embed assets templates
var embedded embed.FS

// assets are the style sheet and the script, under names that change with their content, so that browsers may keep them
// for ever.
type assets struct {
	byName map[string][]byte // by the name with the hash
	hashed map[string]string // the name with the hash, by the plain one
}

func loadAssets() (*assets, error) {
	a := &assets{map[string][]byte{}, map[string]string{}}
	files, err := fs.ReadDir(embedded, "assets")
	if err != nil {
		return nil, fmt.Errorf("read the desk's assets: %w", err)
	}
	for _, f := range files {
		data, err := fs.ReadFile(embedded, "assets/"+f.Name())
		if err != nil {
			return nil, fmt.Errorf("read the desk's assets: %w", err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(f.Name())
		name := strings.TrimSuffix(f.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.byName[name], a.hashed[f.Name()] = data, name
	}
	return a, nil
}

func (a *assets) url(name string) (string, error) {
	hashed, ok := a.hashed[name]
	if !ok {
		return "", fmt.Errorf("there is no asset %q", name)
	}
	return "/assets/" + hashed, nil
}

func (a *assets) serve(w http.ResponseWriter, r *http.Request) {
	data, ok := a.byName[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("name"))))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(data)
}

// parsePages parses every page together with the layout.
func parsePages(a *assets) (map[string]*template.Template, error) {
	funcs := template.FuncMap{
		"inc":          func(i int) int { return i + 1 },
		"asset":        a.url,
		"day":          day,
		"moment":       moment,
		"speakerURL":   func(name string) string { return "/speaker/" + url.PathEscape(name) },
		"articleURL":   func(key string) string { return "/article/" + key },
		"short":        func(key string) string { return key[:min(16, len(key))] },
		"kindName":     func(k sayso.Kind) string { return string(k) },
		"percent":      func(p float64) string { return fmt.Sprintf("%.0f %%", 100*p) },
		"web":          isWeb,
		"plural":       plural,
		"personURL":    func(id int64) string { return "/person/" + strconv.FormatInt(id, 10) },
		"spoken":       func(s sayso.Statement, id int64) spoken { return spoken{s, id} },
		"statementURL": statementPath,
		"outletURL":    outletURL,
		"group":        group,
		"brief":        brief,
		"share":        shareOf,
		"exportQuery":  exportQuery,
		"exportPerson": exportPerson,
		"exportWith":   exportWith,
		"exportOutlet": exportOutlet,
		"exportHere":   exportHere,
		"sides":        sidesOf,
		"cells": func(m archive.Measures, q archive.NumbersQuery, outlet string) []numberCell {
			return numberCells(m, outlet, q.Period, outlet != "")
		},
		"cellsOf": func(m archive.Measures, q archive.NumbersQuery, month string) []numberCell {
			return numberCells(m, q.Outlet, month, month != "")
		},
		"shorten": func(words string) string { return shorten(words, cardWords) },
		"linked": func(parties []sayso.Party, known []archive.Entity) linkedParties {
			return linkedParties{parties, known}
		},
		"wayOf": func(chain []string, key, anchor string) wayData { return wayData{chain, key, anchor} },
	}
	files, err := fs.ReadDir(embedded, "templates")
	if err != nil {
		return nil, fmt.Errorf("read the desk's templates: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		t, err := template.New(name).Funcs(funcs).ParseFS(embedded, "templates/layout.html", "templates/parts.html", "templates/"+f.Name())
		if err != nil {
			return nil, fmt.Errorf("parse the desk's templates: %w", err)
		}
		pages[name] = t
	}
	return pages, nil
}

// spoken is a statement with the number of its speaker across the archive, 0 for nobody in particular.
type spoken struct {
	sayso.Statement
	Person int64
}

// linkedParties are parties of a statement, with those of them who are known across the archive.
type linkedParties struct {
	Parties []sayso.Party
	Known   []archive.Entity
}

// URL is the page of a party, "" if it has none.
func (l linkedParties) URL(p sayso.Party) string {
	for _, e := range l.Known {
		if e.Name == p.Name || len(l.Parties) == 1 && len(l.Known) == 1 {
			return personURL(e.ID)
		}
	}
	return ""
}

// wayData is the way of a statement to its place in an article.
type wayData struct {
	Chain       []string
	Key, Anchor string
}

// day writes a date for people: "14 May 2031", as precise as it is known.
func day(published string) string {
	months := [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	part := strings.Split(strings.SplitN(published, "T", 2)[0], "-")
	month := 0
	if len(part) > 1 {
		_, _ = fmt.Sscanf(part[1], "%d", &month)
	}
	switch {
	case month < 1 || month > 12:
		return part[0]
	case len(part) > 2:
		return strings.TrimPrefix(part[2], "0") + " " + months[month-1] + " " + part[0]
	}
	return months[month-1] + " " + part[0]
}

// moment is day with the time, where that is known: "14 May 2031, 09:30".
func moment(published string) string {
	if _, at, ok := strings.Cut(published, "T"); ok && len(at) >= 5 {
		return day(published) + ", " + at[:5]
	}
	return day(published)
}

// isWeb reports whether an address can be linked: http or https, nothing else.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func plural(n int, what string) string {
	if n == 1 || what == "per cent" {
		return group(n) + " " + what
	}
	if stem, ok := strings.CutSuffix(what, "y"); ok && !strings.HasSuffix(stem, "a") && !strings.HasSuffix(stem, "e") {
		return group(n) + " " + stem + "ies"
	}
	return fmt.Sprintf("%s %ss", group(n), what)
}

// group writes a number with thin spaces between its thousands.
func group(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
