// Package mail reads single messages (EML, RFC 5322 and MIME) and finds the messages in a mailbox file (mbox, RFC 4155).
package mail

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// Message is what is kept of a message.
type Message struct {
	ID           string // Message-ID, without brackets
	FromName     string // the sender as the message shows it, or the address if it shows no name
	FromAddress  string
	Organization string // the header of this name, or the name of the list it was sent to
	Subject      string
	Date         string // RFC 3339, "" if it has none that can be read
	Language     string
	URL          string // where it stands on the web, if its header says so
	// Text is the part in plain text, HTML the one in HTML. One of them can be empty.
	Text, HTML string
	// Flowed says that line ends in Text that follow a space are none (RFC 3676).
	Flowed bool
	// Files are the names of what is attached and was left out.
	Files []string
}

// Decode turns bytes into text; the charset's label may be empty.
type Decode func(data []byte, charset string) (string, error)

// The bounds on parts within parts, and parts in all.
const (
	maxNesting = 10
	maxParts   = 1000
)

// Is reports whether a file that starts like this is a message: several header fields of mail before anything else.
func Is(head []byte) bool {
	known, from := 0, false
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if known == 0 && !from {
				return false
			}
			continue
		}
		key, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(key) == 0 || bytes.ContainsAny(key, " \t") {
			return false
		}
		switch strings.ToLower(string(key)) {
		case "from":
			from = true
		case "received", "return-path", "message-id", "mime-version", "delivered-to", "subject", "to", "date", "content-type", "reply-to", "list-id", "sender", "cc",
			"dkim-signature", "content-transfer-encoding", "x-mailer", "list-unsubscribe", "in-reply-to", "references":
			known++
		}
	}
	return from && known >= 2
}

// IsBox reports whether a file that starts like this is a mailbox.
func IsBox(head []byte) bool {
	line, rest, ok := bytes.Cut(head, []byte("\n"))
	return ok && bytes.HasPrefix(line, []byte("From ")) && len(bytes.Fields(line)) >= 3 && Is(rest)
}

// Parse reads a message.
func Parse(data []byte, decode Decode) (*Message, error) {
	raw, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the message's header: %w", err)
	}
	p := parser{decode: decode, message: &Message{}}
	m := p.message
	m.ID = strings.Trim(strings.TrimSpace(raw.Header.Get("Message-Id")), "<>")
	m.Subject = p.words(raw.Header.Get("Subject"))
	m.Language, _, _ = strings.Cut(strings.TrimSpace(raw.Header.Get("Content-Language")), ",")
	m.URL = strings.Trim(strings.TrimSpace(raw.Header.Get("Archived-At")), "<>")
	if date, err := mail.ParseDate(raw.Header.Get("Date")); err == nil {
		m.Date = date.Format(time.RFC3339)
	}
	p.sender(raw.Header)
	if err := p.part(header{raw.Header}, raw.Body, 0); err != nil && m.Text == "" && m.HTML == "" {
		return nil, err
	}
	return m, nil
}

type parser struct {
	decode  Decode
	message *Message
	parts   int
}

// header is that of a message or of a part of one.
type header struct{ fields map[string][]string }

func (h header) get(key string) string {
	if v := h.fields[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// words decodes the words of a header that are written in another charset.
func (p *parser) words(s string) string {
	decoder := mime.WordDecoder{CharsetReader: func(label string, in io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		text, err := p.decode(data, label)
		return strings.NewReader(text), err
	}}
	if text, err := decoder.DecodeHeader(s); err == nil {
		s = text
	}
	if text, err := p.decode([]byte(s), ""); err == nil { // bytes that should not stand in a header
		s = text
	}
	return strings.Join(strings.Fields(s), " ")
}

func (p *parser) sender(h mail.Header) {
	m := p.message
	from := p.words(h.Get("From"))
	if address, err := mail.ParseAddress(from); err == nil {
		m.FromName, m.FromAddress = address.Name, address.Address
	} else if name, rest, ok := strings.Cut(from, "<"); ok {
		m.FromName, m.FromAddress = strings.Trim(strings.TrimSpace(name), `"`), strings.TrimRight(strings.TrimSpace(rest), ">")
	} else {
		m.FromAddress = from
	}
	if m.FromName == "" {
		m.FromName = m.FromAddress
	}
	if m.Organization = p.words(h.Get("Organization")); m.Organization == "" {
		name, _, ok := strings.Cut(p.words(h.Get("List-Id")), "<")
		if ok {
			m.Organization = strings.Trim(strings.TrimSpace(name), `"`)
		}
	}
}

// part reads a part of a message, and those within it.
func (p *parser) part(h header, body io.Reader, depth int) error {
	if p.parts++; p.parts > maxParts || depth > maxNesting {
		return errors.New("the message has too many parts within each other")
	}
	kind, params, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil {
		kind, params = "text/plain", nil
	}
	disposition, about, _ := mime.ParseMediaType(h.get("Content-Disposition"))
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return fmt.Errorf("read the message's parts: %w", err)
			}
			if err := p.part(header{part.Header}, part, depth+1); err != nil {
				return err
			}
		}
	}
	name := about["filename"]
	if name == "" {
		name = params["name"]
	}
	if disposition == "attachment" || kind != "text/plain" && kind != "text/html" {
		if name != "" {
			p.message.Files = append(p.message.Files, p.words(name))
		}
		return nil
	}
	switch strings.ToLower(strings.TrimSpace(h.get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, err := io.ReadAll(body)
	if err != nil && len(data) == 0 {
		return fmt.Errorf("unpack the message's text: %w", err)
	}
	text, err := p.decode(data, params["charset"])
	if err != nil {
		return err
	}
	m := p.message
	if kind == "text/html" {
		if m.HTML == "" {
			m.HTML = text
		}
	} else if m.Text == "" || depth == 0 {
		m.Text = text
		m.Flowed = strings.EqualFold(params["format"], "flowed")
	}
	return nil
}

// Box finds the messages in a mailbox, one after the other.
type Box struct {
	in    *bufio.Reader
	limit int64
	buf   []byte
	line  int  // lines read so far
	begun bool // the line that begins the next message has been read
	start int
}

// ErrTooLong is returned for a message over the limit; the next call goes on behind it.
var ErrTooLong = errors.New("the message is too long")

// NewBox reads the mailbox in r. limit bounds a message in bytes.
func NewBox(r *bufio.Reader, limit int64) *Box { return &Box{in: r, limit: limit} }

// Next returns the next message as its bytes, which are valid until the next call, and the line of the file on which it
// begins. At the end the error is io.EOF.
func (b *Box) Next() (message []byte, line int, err error) {
	b.buf = b.buf[:0]
	tooLong, blank := false, true
	for {
		part, err := b.in.ReadSlice('\n')
		whole := err == nil
		if len(part) > 0 && whole {
			b.line++
		}
		if whole && blank && bytes.HasPrefix(part, []byte("From ")) && len(bytes.Fields(part)) >= 3 {
			begun, start := b.begun, b.start
			b.begun, b.start = true, b.line
			if begun {
				return b.found(start, tooLong)
			}
			continue
		}
		if whole {
			blank = len(bytes.TrimRight(part, "\r\n")) == 0
			if quoted := bytes.TrimLeft(part, ">"); len(quoted) < len(part) && bytes.HasPrefix(quoted, []byte("From ")) {
				part = part[1:]
			}
		} else {
			blank = false
		}
		if tooLong = tooLong || int64(len(b.buf)+len(part)) > b.limit; !tooLong {
			b.buf = append(b.buf, part...)
		}
		switch {
		case err == io.EOF:
			if !b.begun {
				return nil, b.line, io.EOF
			}
			b.begun = false
			return b.found(b.start, tooLong)
		case err != nil && err != bufio.ErrBufferFull:
			return nil, b.line, err
		}
	}
}

func (b *Box) found(line int, tooLong bool) ([]byte, int, error) {
	if tooLong {
		return nil, line, ErrTooLong
	}
	return b.buf, line, nil
}
