package notify_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sayso"
	"sayso/archive"
	"sayso/notify"
)

// receiver is a webhook that answers as it is told, and remembers.
type receiver struct {
	*httptest.Server
	mu      sync.Mutex
	answers []int // one a request; then 204
	bodies  []notify.Body
	keys    []string
	fault   error
}

func listen(t *testing.T, secret string, answers ...int) *receiver {
	r := &receiver{answers: answers}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.mu.Lock()
		defer r.mu.Unlock()
		data, err := io.ReadAll(req.Body)
		if err != nil {
			r.fault = err
		}
		if err := notify.Verify(req.Header.Get("Sayso-Signature"), secret, data, time.Now(), time.Minute); err != nil {
			r.fault = err
		}
		var b notify.Body
		if err := json.Unmarshal(data, &b); err != nil || b.Delivery != req.Header.Get("Sayso-Delivery") || req.Method != http.MethodPost {
			r.fault = errors.New("not what is to be sent: " + string(data))
		}
		status := http.StatusNoContent
		if len(r.answers) > 0 {
			status, r.answers = r.answers[0], r.answers[1:]
		}
		r.keys = append(r.keys, b.Delivery)
		if status < 300 {
			r.bodies = append(r.bodies, b)
		}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	t.Cleanup(r.Close)
	return r
}

func open(t *testing.T) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// add adds one article with one statement.
func add(t *testing.T, a *archive.Archive, content string) {
	t.Helper()
	article := &sayso.Article{ID: content, Title: "On " + content, Outlet: "Portside Post", Text: content}
	record := &sayso.Record{Statements: []sayso.Statement{{ID: "s1", Kind: sayso.Indirect, Mode: sayso.Say, Content: sayso.Spans{{Start: 0, End: len(content)}},
		Speaker: sayso.Speaker{Type: sayso.SpeakerNone}}}}
	if n, err := a.Add(t.Context(), []archive.Entry{{Article: article, Record: record}}); err != nil || n != 1 {
		t.Fatal(n, err)
	}
}

func TestNewStatementsAreSentOnce(t *testing.T) {
	a := open(t)
	hook := listen(t, "hush")
	if _, err := a.Save(t.Context(), archive.Saved{Name: "Storms", Query: "storm", Webhook: hook.URL, Secret: "hush"}); err != nil {
		t.Fatal(err)
	}
	s := notify.New(a, notify.Options{Base: "http://desk.example/", AllowPrivate: true})
	for _, content := range []string{"a storm is near", "all is calm", "storms again"} {
		add(t, a, content)
		for range 2 {
			if _, err := s.Run(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if hook.fault != nil {
		t.Error(hook.fault)
	}
	if len(hook.bodies) != 2 || hook.keys[0] == hook.keys[1] {
		t.Fatalf("sent %+v", hook.bodies)
	}
	b := hook.bodies[0]
	st := b.Statements[0]
	if b.Search.Name != "Storms" || b.Search.Query != "storm" || len(b.Statements) != 1 || st.Content != "a storm is near" ||
		st.Article.Outlet != "Portside Post" || st.ID != "urn:sayso:"+st.Article.Key+":s1" || st.URL != "http://desk.example/article/"+st.Article.Key+"#s1" {
		t.Errorf("sent %+v", b)
	}
}

// Who checked a statement is an account's name, and is not sent.
func TestWhoCheckedIsNotSent(t *testing.T) {
	a, r := open(t), listen(t, "")
	if _, err := a.Save(t.Context(), archive.Saved{Name: "all", Query: "rain", Webhook: r.URL}); err != nil {
		t.Fatal(err)
	}
	add(t, a, "rain")
	found, err := a.Find(t.Context(), archive.Query{})
	if err != nil || len(found.Hits) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	if _, err := a.Correct(t.Context(), archive.Edit{Verb: archive.Accept, Article: found.Hits[0].Key, Statement: found.Hits[0].Statement.ID, Author: "hedda"}); err != nil {
		t.Fatal(err)
	}
	if _, err := notify.New(a, notify.Options{AllowPrivate: true}).Run(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if len(r.bodies) != 1 || len(r.bodies[0].Statements) != 1 {
		t.Fatalf("%+v", r.bodies)
	}
	if c := r.bodies[0].Statements[0].Statement.Checked; c == nil || c.How != "accepted" || c.By != "" || c.At == "" {
		t.Errorf("sent as checked: %+v", c)
	}
}

func TestWhatDoesNotArriveIsTriedAgain(t *testing.T) {
	a := open(t)
	hook := listen(t, "hush", 500, 302, 404)
	saved, err := a.Save(t.Context(), archive.Saved{Query: "storm", Webhook: hook.URL, Secret: "hush"})
	if err != nil {
		t.Fatal(err)
	}
	add(t, a, "a storm is near")
	sender := notify.New(impatient{a}, notify.Options{AllowPrivate: true})
	var faults []string
	for i, sent := 0, 0; sent == 0; i++ {
		n, err := sender.Run(t.Context(), func(_ *archive.Delivery, why error) { faults = append(faults, why.Error()) })
		if err != nil || i > 10 {
			t.Fatalf("try %d: %v", i, err)
		}
		sent += n
		time.Sleep(5 * time.Millisecond)
		add(t, a, "another storm "+strings.Repeat("!", i)) // for a delivery of its own
	}
	if hook.fault != nil {
		t.Error(hook.fault)
	}
	if got := strings.Join(faults, " "); strings.Count(got, "it answers") != 3 || strings.Contains(got, hook.URL) {
		t.Errorf("faults %q", faults)
	}
	if len(hook.bodies) == 0 || len(hook.bodies[0].Statements) != 1 || hook.keys[0] != hook.keys[1] || hook.keys[0] != hook.keys[2] || hook.keys[0] != hook.keys[3] {
		t.Errorf("keys %v, sent %+v", hook.keys, hook.bodies)
	}
	if s, err := a.SavedSearch(t.Context(), saved.ID); err != nil || s.Failed != 0 || s.Fault != "" {
		t.Errorf("%+v, %v", s, err)
	}
}

// impatient tries again at once.
type impatient struct{ *archive.Archive }

func (i impatient) Undelivered(ctx context.Context, d *archive.Delivery, why error, next time.Time) error {
	if wait := time.Until(next); wait < 25*time.Second || wait > 7*time.Hour {
		return errors.New("it waits " + wait.String())
	}
	return i.Archive.Undelivered(ctx, d, why, time.Now().Add(time.Millisecond))
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	a := open(t)
	hook := listen(t, "")
	if _, err := a.Save(t.Context(), archive.Saved{Query: "storm", Webhook: hook.URL}); err != nil {
		t.Fatal(err)
	}
	add(t, a, "a storm is near")
	var fault error
	if n, err := notify.New(a, notify.Options{}).Run(t.Context(), func(_ *archive.Delivery, why error) { fault = why }); n != 0 || err != nil {
		t.Errorf("%d sent, %v", n, err)
	}
	if !errors.Is(fault, notify.ErrPrivate) || len(hook.keys) != 0 {
		t.Errorf("fault %v, %d requests", fault, len(hook.keys))
	}
}

func TestAddresses(t *testing.T) {
	for _, bad := range []string{"", "hooks.example", "ftp://hooks.example", "https://", "https://a:b@hooks.example", "javascript:x", "file:///etc"} {
		if notify.CheckURL(bad) == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	if err := notify.CheckURL("https://hooks.example/x?y=z"); err != nil {
		t.Error(err)
	}
}

func TestASlowReceiverIsLeft(t *testing.T) {
	a := open(t)
	done := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		select {
		case <-done:
		case <-req.Context().Done():
		}
	}))
	defer slow.Close()
	defer close(done)
	if _, err := a.Save(t.Context(), archive.Saved{Query: "storm", Webhook: slow.URL}); err != nil {
		t.Fatal(err)
	}
	add(t, a, "a storm is near")
	started := time.Now()
	var fault error
	_, err := notify.New(a, notify.Options{AllowPrivate: true, Timeout: 100 * time.Millisecond}).Run(t.Context(), func(_ *archive.Delivery, why error) { fault = why })
	if err != nil || fault == nil || time.Since(started) > 5*time.Second {
		t.Errorf("%v, %v after %v", err, fault, time.Since(started))
	}
}

func TestVerify(t *testing.T) {
	now := time.Unix(1_900_000_000, 0)
	good := notify.Sign("hush", now, []byte("body"))
	if want := "t=1900000000,v1="; !strings.HasPrefix(good, want) || len(good) != len(want)+64 {
		t.Errorf("signature %q", good)
	}
	if err := notify.Verify(good, "hush", []byte("body"), now.Add(time.Minute), time.Hour); err != nil {
		t.Error(err)
	}
	for name, err := range map[string]error{
		"another body":   notify.Verify(good, "hush", []byte("Body"), now, time.Hour),
		"another secret": notify.Verify(good, "Hush", []byte("body"), now, time.Hour),
		"too old":        notify.Verify(good, "hush", []byte("body"), now.Add(2*time.Hour), time.Hour),
		"no signature":   notify.Verify("", "hush", []byte("body"), now, time.Hour),
		"another time":   notify.Verify(strings.Replace(good, "t=19", "t=18", 1), "hush", []byte("body"), now, 1<<62),
	} {
		if err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
