// Package notify sends what is new of saved searches to their webhooks.
//
// Each delivery is one POST of JSON (see [Body]) with the headers
//
//	Sayso-Delivery:  its key, the same whenever it is tried again: one who has it already can pass over it
//	Sayso-Signature: t=SECONDS,v1=HEX, where HEX is the HMAC-SHA256 of "SECONDS.BODY" by the secret of the saved search
//
// An answer of 200 to 299 says that it has arrived; then it is never sent again. Whatever else happens, the same delivery is
// tried again later, and then later still. What has been sent stands in the archive, so that a crash neither loses a statement
// nor, but for the moment between the answer and the note of it, sends one twice.
package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"sayso"
	"sayso/archive"
	"sayso/public"
)

// Store is what of the archive this needs.
type Store interface {
	NextDelivery(ctx context.Context, until time.Time) (*archive.Delivery, error)
	Delivered(ctx context.Context, d *archive.Delivery) error
	Undelivered(ctx context.Context, d *archive.Delivery, why error, next time.Time) error
}

// Body is what is sent.
type Body struct {
	Search     Search      `json:"search"`
	Delivery   string      `json:"delivery"`
	Statements []Statement `json:"statements"`
}

// Search is the saved search.
type Search struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Query string `json:"query"`
}

// Statement is one new statement, with its words written out.
type Statement struct {
	// ID is the same for ever.
	ID string `json:"id"`
	// URL is its page, if it is known where the desk is.
	URL       string          `json:"url,omitempty"`
	Article   Article         `json:"article"`
	Source    string          `json:"source,omitempty"`
	Cue       string          `json:"cue,omitempty"`
	Content   string          `json:"content,omitempty"`
	Statement sayso.Statement `json:"statement"`
}

// Article is where it stands.
type Article struct {
	Key       string `json:"key"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"`
	URL       string `json:"url,omitempty"`
}

// Sender sends deliveries.
type Sender struct {
	store  Store
	client *http.Client
	// Base is the address of the desk, for links; "" if it is not known.
	base string
}

// Options say how to send.
type Options struct {
	// Base is the address of the desk, "" if it is not known.
	Base string
	// AllowPrivate lets webhooks be on this machine and in private networks. Otherwise such addresses are refused, so that
	// whoever may save a search cannot reach what only this machine can.
	AllowPrivate bool
	// Timeout is how long an answer may take, 10 seconds if zero.
	Timeout time.Duration
}

// New makes a sender.
func New(store Store, o Options) *Sender {
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Second
	}
	dialer := &net.Dialer{Timeout: o.Timeout}
	if !o.AllowPrivate {
		// Looked at when the connection is made, so that no name can be made to point elsewhere in between.
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return checkAddress(address) }
	}
	return &Sender{store: store, base: strings.TrimSuffix(o.Base, "/"), client: &http.Client{
		Timeout: o.Timeout,
		// No proxy: it would look up names itself.
		Transport: &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: o.Timeout, ResponseHeaderTimeout: o.Timeout,
			DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// ErrPrivate is why an address is refused.
var ErrPrivate = errors.New("it is an address of this machine or of a private network; --allow-private lets it through")

func checkAddress(address string) error {
	if !public.Address(address) {
		return fmt.Errorf("%s: %w", address, ErrPrivate)
	}
	return nil
}

// CheckURL makes sure that an address can be a webhook.
func CheckURL(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Errorf("webhook %q: %w", address, err)
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return fmt.Errorf("webhook %q: want an address that starts with https:// or http://", address)
	case u.User != nil:
		return fmt.Errorf("webhook: leave user and password out of the address; the secret signs what is sent")
	}
	return nil
}

// Run sends all deliveries that are due and tells how many arrived. The errors are those of the archive; a delivery that does
// not arrive is given to failed, if that is not nil.
func (s *Sender) Run(ctx context.Context, failed func(*archive.Delivery, error)) (sent int, err error) {
	for {
		// Longer than one can take, so that nobody else sends the same meanwhile.
		d, err := s.store.NextDelivery(ctx, time.Now().Add(2*s.client.Timeout+time.Minute))
		if err != nil || d == nil {
			return sent, err
		}
		if why := s.send(ctx, d); why != nil {
			// An end in between is no fault of theirs: noted without the context, to be tried soon.
			next := time.Now().Add(backOff(d.Failed))
			if err := s.store.Undelivered(context.WithoutCancel(ctx), d, why, next); err != nil && !errors.Is(err, archive.ErrNotFound) {
				return sent, err
			}
			if ctx.Err() != nil {
				return sent, ctx.Err()
			}
			if failed != nil {
				failed(d, why)
			}
			continue
		}
		sent++
		if err := s.store.Delivered(context.WithoutCancel(ctx), d); err != nil && !errors.Is(err, archive.ErrNotFound) {
			return sent, err
		}
	}
}

// backOff is how long to wait after so many failures before: 30 seconds, doubled to 6 hours.
func backOff(failed int) time.Duration {
	return min(30*time.Second<<min(failed, 10), 6*time.Hour)
}

// send sends one delivery. A nil error says that it has arrived.
func (s *Sender) send(ctx context.Context, d *archive.Delivery) error {
	if err := CheckURL(d.Webhook); err != nil {
		return err
	}
	body, err := json.Marshal(s.body(d))
	if err != nil {
		return fmt.Errorf("write the delivery: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.Webhook, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("make the request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "sayso")
	req.Header.Set("Sayso-Delivery", d.Key())
	if d.Secret != "" {
		req.Header.Set("Sayso-Signature", Sign(d.Secret, time.Now(), body))
	}
	res, err := s.client.Do(req)
	if err != nil {
		var addressed *url.Error // says the whole address, which may be a secret
		if errors.As(err, &addressed) {
			err = addressed.Err
		}
		return fmt.Errorf("send to %s: %w", d.Host(), err)
	}
	defer res.Body.Close()
	_, _ = io.CopyN(io.Discard, res.Body, 64<<10) // what it says does not matter
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return fmt.Errorf("send to %s: it answers %s", d.Host(), res.Status)
	}
	return nil
}

func (s *Sender) body(d *archive.Delivery) *Body {
	b := &Body{Search: Search{d.ID, d.Name, d.Query}, Delivery: d.Key()}
	for i := range d.Hits {
		h := &d.Hits[i]
		st := Statement{ID: h.IRI(), Source: h.Source, Cue: h.Cue, Content: h.Content, Statement: h.Statement,
			Article: Article{h.Key, h.Article.Title, h.Article.Outlet, h.Article.Author, h.Article.Published, h.Article.URL}}
		if st.Statement.Checked != nil { // who checked it is an account's name, which is nobody's business out there
			st.Statement.Checked = &sayso.Checked{How: st.Statement.Checked.How, At: st.Statement.Checked.At}
		}
		if s.base != "" {
			st.URL = s.base + "/article/" + h.Key + "#" + url.PathEscape(h.Statement.ID)
		}
		b.Statements = append(b.Statements, st)
	}
	return b
}

// Sign is the signature of a body.
func Sign(secret string, at time.Time, body []byte) string {
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(seconds + "."))
	mac.Write(body)
	return "t=" + seconds + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// Verify checks a signature, as one who gets a delivery does. It must not be older than the age given.
func Verify(signature, secret string, body []byte, now time.Time, age time.Duration) error {
	seconds, rest, _ := strings.Cut(strings.TrimPrefix(signature, "t="), ",")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || !strings.HasPrefix(rest, "v1=") {
		return fmt.Errorf("the signature %q is not of the form t=…,v1=…", signature)
	}
	at := time.Unix(n, 0)
	if !hmac.Equal([]byte(signature), []byte(Sign(secret, at, body))) {
		return errors.New("the signature is of another body or another secret")
	}
	if d := now.Sub(at); d > age || d < -age {
		return fmt.Errorf("the signature is %v old", d.Round(time.Second))
	}
	return nil
}
