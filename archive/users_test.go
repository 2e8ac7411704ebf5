package archive_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"sayso"
	"sayso/account"
	"sayso/archive"
	"sayso/query"
	"sayso/reading"
)

func TestSessions(t *testing.T) {
	ctx := t.Context()
	a := fresh(t)
	if err := a.AddUser(ctx, "Hedda", account.Correct, "hash"); err != nil {
		t.Fatal(err)
	}
	if err := a.AddUser(ctx, "hedda", account.Read, "other"); !errors.Is(err, archive.ErrExists) {
		t.Errorf("the same name again: %v", err)
	}
	user, hash, err := a.Password(ctx, "HEDDA")
	if err != nil || user.Name != "Hedda" || user.Role != account.Correct || hash != "hash" || user.Seen != "" {
		t.Errorf("%+v %q %v", user, hash, err)
	}
	one, two, over := account.Sum("one"), account.Sum("two"), account.Sum("over")
	for _, s := range []struct {
		hash []byte
		ends time.Duration
	}{{over, -time.Minute}, {one, time.Hour}, {two, time.Hour}} {
		if err := a.StartSession(ctx, "hedda", s.hash, time.Now().Add(s.ends)); err != nil {
			t.Fatal(err)
		}
	}
	if user, ends, err := a.Session(ctx, one); err != nil || user.Name != "Hedda" || user.Seen == "" || time.Until(ends) > time.Hour {
		t.Errorf("%+v %v %v", user, ends, err)
	}
	gone := func(what string, hash []byte) {
		t.Helper()
		if _, _, err := a.Session(ctx, hash); !errors.Is(err, archive.ErrNoUser) {
			t.Errorf("%s: %v", what, err)
		}
	}
	gone("a session that has ended", over)
	gone("a secret that there never was", account.Sum("three"))
	if err := a.ExtendSession(ctx, one, time.Now().Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, ends, err := a.Session(ctx, one); err != nil || time.Until(ends) < 40*time.Hour {
		t.Errorf("extended: %v %v", ends, err)
	}
	if err := a.EndSession(ctx, one); err != nil {
		t.Fatal(err)
	}
	gone("signed out", one)
	if _, _, err := a.Session(ctx, two); err != nil {
		t.Errorf("the other session: %v", err)
	}
	if err := a.SetPassword(ctx, "hedda", "new"); err != nil {
		t.Fatal(err)
	}
	gone("with an old password", two)
	if err := a.StartSession(ctx, "hedda", one, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := a.RemoveUser(ctx, "hedda"); err != nil {
		t.Fatal(err)
	}
	gone("of an account that is gone", one)
	for name, err := range map[string]error{"password": a.SetPassword(ctx, "hedda", "x"), "role": a.SetRole(ctx, "hedda", account.Read),
		"remove": a.RemoveUser(ctx, "hedda"), "session": a.StartSession(ctx, "hedda", one, time.Now()), "token": a.RemoveToken(ctx, "none")} {
		if !errors.Is(err, archive.ErrNoUser) {
			t.Errorf("%s of nobody: %v", name, err)
		}
	}
}

// What is asked for page by page has everything once, although articles of every date are added between the pages.
func TestMarksStayGoodWhileArticlesAreAdded(t *testing.T) {
	ctx := t.Context()
	a := fresh(t)
	r := reading.ByRules()
	n := 0
	add := func(articles int) {
		for range articles {
			n++
			text := fmt.Sprintf("Ilse Marrow met Tom Achterberg on Monday, Hedda Quill said on day %d.\n\nTom Achterberg denied that he had met Ilse Marrow %d times.", n, n)
			article := &sayso.Article{ID: fmt.Sprint(n), Title: fmt.Sprint("Article ", n), Outlet: "The Breck Herald", Published: fmt.Sprintf("2031-03-%02d", 1+n*7%28), Text: text}
			record := r.Read(article)
			if len(record.Disputes) == 0 {
				record.Disputes = []sayso.Dispute{{Asserts: []string{"s1"}, Denies: []string{"s2"}}}
			}
			if _, err := a.Add(ctx, []archive.Entry{{Article: article, Record: record}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	add(20)
	all := func(page func(archive.Mark) ([]string, archive.Mark)) []string {
		var out []string
		for mark, i := (archive.Mark{}), 0; ; i++ {
			keys, next := page(mark)
			out = append(out, keys...)
			back, err := archive.ParseMark(next.String())
			if next != (archive.Mark{}) && (err != nil || back != next) {
				t.Errorf("%v became %v, %v", next, back, err)
			}
			if mark = next; mark == (archive.Mark{}) || i > 1000 {
				return out
			}
			add(1)
		}
	}
	marrow, err := query.Parse("Marrow")
	if err != nil {
		t.Fatal(err)
	}
	quill, err := a.Entities(ctx, "Tom Achterberg")
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]func(archive.Mark) ([]string, archive.Mark){
		"find": func(m archive.Mark) (keys []string, next archive.Mark) {
			found, next, err := a.FindPast(ctx, archive.Query{Where: marrow, Limit: 3}, m)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range found.Hits {
				keys = append(keys, h.Key+h.Statement.ID)
			}
			return keys, next
		},
		"said": func(m archive.Mark) (keys []string, next archive.Mark) {
			found, err := a.Said(ctx, archive.SaidQuery{By: quill[0].ID, Limit: 3, Past: m})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range found.Hits {
				keys = append(keys, h.Key+h.Statement.ID)
			}
			return keys, found.Next
		},
		"contacts": func(m archive.Mark) (keys []string, next archive.Mark) {
			found, err := a.Contacts(ctx, archive.ContactQuery{Limit: 3, Past: m})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range found.Contacts {
				keys = append(keys, c.Key+c.Contact.ID)
			}
			return keys, found.Next
		},
		"disputes": func(m archive.Mark) (keys []string, next archive.Mark) {
			found, err := a.Disputes(ctx, archive.DisputeQuery{Limit: 3, Past: m})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found.Disputes {
				keys = append(keys, fmt.Sprint(d.ID))
			}
			return keys, found.Next
		},
	} {
		before := n
		list := all(page)
		seen := map[string]bool{}
		for _, key := range list {
			if seen[key] {
				t.Errorf("%s: %s twice", name, key)
			}
			seen[key] = true
		}
		if len(list) < before/2 {
			t.Errorf("%s: %d of %d articles", name, len(list), before)
		}
	}
}

func FuzzParseMark(f *testing.F) {
	f.Add("")
	f.Add(archive.Mark{Row: 1 << 62, Moment: -5, Class: 1}.String())
	f.Fuzz(func(t *testing.T, word string) {
		m, err := archive.ParseMark(word)
		if err != nil {
			return
		}
		if back, err := archive.ParseMark(m.String()); back != m || (err != nil && m != archive.Mark{}) {
			t.Errorf("%q is %v, and then %v, %v", word, m, back, err)
		}
	})
}

func TestVersionChangesWithTheArchive(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "test.db")
	a, err := archive.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	version := func() string {
		t.Helper()
		v, err := a.Version(ctx)
		if err != nil || v == "" {
			t.Fatalf("%q, %v", v, err)
		}
		return v
	}
	empty := version()
	if _, err := a.Summary(ctx); err != nil || version() != empty {
		t.Errorf("reading changes it: %v", err)
	}
	article := &sayso.Article{ID: "1", Text: "Hedda Quill said that it rained."}
	if _, err := a.Add(ctx, []archive.Entry{{Article: article, Record: reading.ByRules().Read(article)}}); err != nil {
		t.Fatal(err)
	}
	one := version()
	if one == empty {
		t.Error("an article does not change it")
	}
	other, err := archive.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := other.AddUser(ctx, "hedda", account.Read, "x"); err != nil {
		t.Fatal(err)
	}
	if version() == one {
		t.Error("another process does not change it")
	}
}

// fresh is a new archive.
func fresh(t *testing.T) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}
