package archive_test

import (
	"errors"
	"testing"
	"time"

	"sayso/archive"
	"sayso/query"
)

func TestSavedSearch(t *testing.T) {
	a := town(t)
	ctx := t.Context()
	saved, err := a.Save(ctx, archive.Saved{Name: " The  storm ", Query: "storm  -speaker:hughes"})
	if err != nil || saved.ID == 0 || saved.Name != "The storm" || saved.Query != "storm -speaker:hughes" || saved.New != 0 {
		t.Fatalf("%+v, %v", saved, err)
	}
	var wrong *query.Error
	if _, err := a.Save(ctx, archive.Saved{Query: "is:stormy"}); !errors.As(err, &wrong) {
		t.Errorf("a query that cannot be meant: %v", err)
	}
	// What comes now is new, whenever it was published.
	add(t, a, entry("late", "Portside Post", "2030-01", said{content: "the storm has gone"}, said{content: "calm"}),
		entry("later", "Portside Post", "2031-07", said{content: "a storm again"}))
	list, err := a.Saved(ctx, "")
	if err != nil || len(list) != 1 || list[0].New != 2 || list[0].NewAtLeast {
		t.Fatalf("%+v, %v", list, err)
	}
	found, err := a.Find(ctx, archive.Query{Where: where(t, list[0].Query)})
	if err != nil {
		t.Fatal(err)
	}
	fresh := ""
	for _, h := range found.Hits {
		if h.Added > list[0].SeenTo {
			fresh += h.Article.ID + " "
		}
	}
	if fresh != "later late " {
		t.Errorf("new are %q", fresh)
	}
	last, err := a.LastAdded(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(a.Seen(ctx, saved.ID, last), a.Seen(ctx, saved.ID, 1)); err != nil { // never back
		t.Fatal(err)
	}
	if s, err := a.SavedSearch(ctx, saved.ID); err != nil || s.New != 0 || s.SeenTo != last {
		t.Errorf("after looking: %+v, %v", s, err)
	}
	if other, err := a.Saved(ctx, "somebody"); err != nil || other != nil {
		t.Errorf("of somebody else: %v, %v", other, err)
	}
	if err := a.RemoveSaved(ctx, saved.ID); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{"remove": a.RemoveSaved(ctx, saved.ID), "see": a.Seen(ctx, saved.ID, 1)} {
		if !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("%s what is gone: %v", name, err)
		}
	}
	if again, err := a.Save(ctx, archive.Saved{Query: ""}); err != nil || again.ID == saved.ID || again.Name != "everything" {
		t.Errorf("the next one: %+v, %v", again, err)
	}
}

func TestDeliveries(t *testing.T) {
	a := town(t)
	ctx := t.Context()
	soon := func() time.Time { return time.Now().Add(time.Minute) }
	saved, err := a.Save(ctx, archive.Saved{Query: "storm", Webhook: "https://hooks.example/1", Secret: "s"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Save(ctx, archive.Saved{Query: "storm"}); err != nil { // without a webhook
		t.Fatal(err)
	}
	next := func(want string) *archive.Delivery {
		t.Helper()
		d, err := a.NextDelivery(ctx, soon())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if d != nil {
			got = ids(d.Hits)
		}
		if got != want {
			t.Fatalf("delivers %q, want %q", got, want)
		}
		return d
	}
	next("") // what was there is not new
	add(t, a, entry("one", "", "2031-07", said{content: "a storm"}, said{content: "calm"}), entry("calm", "", "", said{content: "calm"}))
	d := next("one/s1")
	if d.ID != saved.ID || d.Webhook != saved.Webhook || d.Secret != "s" {
		t.Errorf("%+v", d)
	}
	next("") // it is on its way
	if err := a.Undelivered(ctx, d, errors.New("nobody listens"), time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	add(t, a, entry("two", "", "2031-08", said{content: "another storm"}))
	if s, err := a.SavedSearch(ctx, saved.ID); err != nil || s.Failed != 1 || s.Fault != "nobody listens" {
		t.Errorf("%+v, %v", s, err)
	}
	first := d.Key()
	d = next("one/s1") // again the same, whatever has come meanwhile
	if d.Key() != first {
		t.Errorf("now it is %s, was %s", d.Key(), first)
	}
	if err := a.Undelivered(ctx, d, errors.New("nobody listens"), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	next("") // not yet
	if err := a.Delivered(ctx, d); err != nil {
		t.Fatal(err)
	}
	if d = next("two/s1"); d.Key() == first {
		t.Errorf("two deliveries of one key")
	}
	if err := a.Delivered(ctx, d); err != nil {
		t.Fatal(err)
	}
	add(t, a, entry("three", "", "2031-09", said{content: "calm"}))
	next("") // passed over
	add(t, a, entry("four", "", "2031-09", said{content: "storms"}))
	next("four/s1")
}

// A process that went away while it was sending does not keep others from it for ever.
func TestDeliveryOfAProcessThatIsGone(t *testing.T) {
	a := town(t)
	if _, err := a.Save(t.Context(), archive.Saved{Query: "storm", Webhook: "https://hooks.example/1"}); err != nil {
		t.Fatal(err)
	}
	add(t, a, entry("one", "", "2031-07", said{content: "a storm"}))
	for range 2 {
		if d, err := a.NextDelivery(t.Context(), time.Now().Add(-time.Second)); err != nil || d == nil || ids(d.Hits) != "one/s1" {
			t.Errorf("%+v, %v", d, err)
		}
	}
}
