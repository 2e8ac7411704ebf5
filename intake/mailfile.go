package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/intake/mail"
)

// readMail makes an article of a message. A press release is its sender's own words: the sender stands as its author, and as
// its outlet unless the message names an organisation.
func readMail(data []byte) draft {
	m, err := mail.Parse(data, decode)
	if err != nil {
		return draft{problem: &Error{Err: because(ErrDamaged, "%v", err), Hint: "save the message's text as .txt"}}
	}
	doc := draft{declared: m.Language, hint: "the message has no text of its own"}
	if len(m.Files) > 0 {
		doc.hint = fmt.Sprintf("what is attached (%s) is not read; save it and give it by itself", strings.Join(m.Files, ", "))
	}
	a := &doc.article
	a.ID, a.Title = m.ID, tidy(m.Subject)
	a.Author = authorName(m.FromName)
	if a.Outlet = tidy(m.Organization); a.Outlet == "" {
		a.Outlet = a.Author
	}
	a.URL = webAddress(m.URL)
	setDate(a, published(m.Date), sayso.DateHeader)
	if a.Text = mailText(m.Text, m.Flowed); a.Text == "" {
		page := readHTML(m.HTML)
		a.Text, doc.leftOut = page.article.Text, page.leftOut
	}
	return doc
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
		doc := readMail(data)
		doc.article.Path = fmt.Sprintf("%s:%d", rd.name, line)
		if doc.article.ID == "" {
			doc.article.ID = doc.article.Path
		}
		doc.article.SHA256 = sha256Hex(data)
		if !rd.finish(doc, line) {
			return false
		}
	}
}
