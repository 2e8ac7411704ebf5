package intake

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/intake/mail"
)

// message yields the article of a message, and those of the documents that are attached to it. A press release is its
// sender's own words: the sender stands as its author, and as its outlet unless the message names an organisation.
func (rd *reading) message(data []byte, sum, path string, line int) bool {
	m, err := mail.Parse(data, decode)
	if err != nil {
		return rd.fail(&Error{Line: line, Err: because(ErrDamaged, "%v", err), Hint: "save the message's text as .txt"})
	}
	doc := draft{declared: m.Language, hint: "the message has no text of its own"}
	a := &doc.article
	a.ID, a.Title, a.Path, a.SHA256 = cmp.Or(tidy(m.ID), path), tidy(m.Subject), path, sum
	a.Author = authorName(m.FromName)
	a.Outlet = cmp.Or(tidy(m.Organization), a.Author)
	a.URL = webAddress(m.URL)
	setDate(a, published(m.Date), sayso.DateHeader)
	if a.Text = mailText(m.Text, m.Flowed); a.Text == "" {
		page := readHTML(m.HTML)
		a.Text, doc.leftOut = page.article.Text, page.leftOut
	}
	documents := slices.ContainsFunc(m.Files, func(f mail.File) bool { return f.Data != nil })
	if (a.Text != "" || !documents) && !rd.finish(doc, line) {
		return false
	}
	for _, f := range m.Files {
		if f.Data != nil && !rd.attached(a, path, f) {
			return false
		}
	}
	return true
}

// attached yields the article of a document that came with a message. What it does not say of itself the message tells.
func (rd *reading) attached(letter *sayso.Article, path string, f mail.File) bool {
	if rd.depth >= maxArchives {
		return true
	}
	inner := *rd
	inner.name, inner.inside, inner.depth, inner.file = path+"/"+oneLine(strings.ToValidUTF8(f.Name, "\uFFFD")), true, rd.depth+1, nil
	inner.yield = func(a *sayso.Article, err error) bool {
		if a != nil {
			a.Title, a.Author, a.Outlet = cmp.Or(a.Title, letter.Title), cmp.Or(a.Author, letter.Author), cmp.Or(a.Outlet, letter.Outlet)
			setDate(a, letter.Published, letter.DateSource)
		}
		return rd.yield(a, err)
	}
	return inner.stream(bytes.NewReader(f.Data))
}

// mailText takes what is quoted of other messages and the signature off a message, and the line ends that mail programs put
// into paragraphs.
func mailText(text string, flowed bool) string {
	var kept []string
	for line := range strings.SplitSeq(unixLines(text), "\n") {
		if line == "-- " || line == "--" {
			break
		}
		if strings.HasPrefix(line, ">") {
			continue
		}
		kept = append(kept, line)
	}
	return unwrap(strings.Trim(strings.Join(kept, "\n"), "\n"), flowed)
}

// The lengths, in characters, of lines that were wrapped by a program and not by their author.
const (
	minWrapped = 45
	maxWrapped = 80
)

// unwrap joins the lines of paragraphs that were wrapped: those in which every line but the last is nearly full.
func unwrap(text string, flowed bool) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		lines := strings.Split(p, "\n")
		wrapped := len(lines) > 1
		for k, line := range lines {
			if k == len(lines)-1 {
				break
			}
			n := utf8.RuneCountInString(strings.TrimRight(line, " "))
			next, _, _ := strings.Cut(strings.TrimLeft(lines[k+1], " "), " ")
			// A line is full if the next word would have made it too long.
			full := n >= minWrapped && n <= maxWrapped && n+1+utf8.RuneCountInString(next) > 60
			if flowed {
				full = strings.HasSuffix(line, " ")
			}
			wrapped = wrapped && full
		}
		if wrapped {
			for k := range lines {
				lines[k] = strings.TrimSpace(lines[k])
			}
			paragraphs[i] = strings.Join(lines, " ")
		}
	}
	return strings.TrimSpace(strings.Join(paragraphs, "\n\n"))
}

// mbox yields the messages of a mailbox.
func (rd *reading) mbox(r *bufio.Reader) bool {
	box := mail.NewBox(r, rd.opts.maxBytes())
	for {
		data, line, err := box.Next()
		switch {
		case err == io.EOF:
			return true
		case errors.Is(err, mail.ErrTooLong):
			if !rd.fail(&Error{Line: line, Err: tooLarge(rd.opts.maxBytes())}) {
				return false
			}
			continue
		case err != nil:
			return rd.fail(rd.readError(err))
		}
		if !rd.message(data, sha256Hex(data), fmt.Sprintf("%s:%d", rd.name, line), line) {
			return false
		}
	}
}
