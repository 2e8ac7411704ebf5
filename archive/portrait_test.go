package archive_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sayso"
	"sayso/archive"
)

// gathered is an archive of an affair over months, of records made by hand: who said what to whom about whom, who met whom.
func gathered(t *testing.T) archive.Store {
	t.Helper()
	store, err := archive.Open(t.Context(), filepath.Join(t.TempDir(), "gathered.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var entries []archive.Entry
	for i := range 24 {
		a := &sayso.Article{ID: fmt.Sprintf("g%d", i), Title: fmt.Sprintf("Number %d", i), Outlet: []string{"The Herald", "Post", ""}[i%3], Published: fmt.Sprintf("2031-%02d-%02d", i/4+1, i%4*7+1)}
		if i == 23 {
			a.Published = ""
		}
		var text strings.Builder
		put := func(words string) sayso.Span {
			at := text.Len()
			text.WriteString(words + " ")
			return sayso.Span{Start: at, End: at + len(words)}
		}
		r := &sayso.Record{ID: a.ID, Entities: []sayso.Entity{
			{ID: "e1", Type: sayso.Person, Name: "Hedda Quill", Names: []string{"Hedda Quill", "Quill"}, Gender: "female"},
			{ID: "e2", Type: sayso.Person, Name: "Tom Achterberg", Names: []string{"Tom Achterberg"}, Gender: "male"},
			{ID: "e3", Type: sayso.Organisation, Name: "Harbour Board", Names: []string{"Harbour Board"}},
			{ID: "e4", Type: sayso.Unnamed, Name: "two officials"}}}
		say := func(entity, name string, of sayso.SpeakerType, kind sayso.Kind, about ...string) *sayso.Statement {
			s := sayso.Statement{ID: fmt.Sprintf("s%d", len(r.Statements)+1), Kind: kind, Mode: sayso.Say, Content: sayso.Spans{put("words number " + fmt.Sprint(i))}, About: about,
				Speaker: sayso.Speaker{Entity: entity, Name: name, Type: of}, Confidence: .5}
			r.Statements = append(r.Statements, s)
			return &r.Statements[len(r.Statements)-1]
		}
		say("e1", "Hedda Quill", sayso.SpeakerPerson, sayso.Direct, "e2").Addressee = []sayso.Party{{Entity: "e3", Name: "Harbour Board"}}
		say("e2", "Tom Achterberg", sayso.SpeakerPerson, sayso.Indirect, "e1")
		say("e4", "two officials", sayso.SpeakerUnnamed, sayso.Mixed, "e1")
		say("e1", "Hedda Quill", sayso.SpeakerPerson, sayso.Indirect, "e1").Within = "s2"
		if i%2 == 0 {
			say("", "", sayso.SpeakerNone, sayso.Indirect)
		}
		r.Roles = []sayso.Role{{Person: "e1", Role: []string{"minister", "chairwoman"}[i/12], Org: "e3", Span: put("role"), SaySo: "s2"},
			{Person: "e1", Role: "member", Org: "e3", Span: put("member"), SaySo: "article"},
			{Person: "e2", Role: "head", Org: "e3", Span: put("head"), SaySo: "article"}}
		r.Contacts = []sayso.Contact{{ID: "c1", Parties: [][]string{{"e1"}, {"e2", "e4"}}, Verb: "meet", Span: put("met"), Negated: i%4 == 1, Planned: i%4 == 2, SaySo: []string{"article", "s2"}[i%2]}}
		a.Text = text.String()
		r.TextSHA256 = a.TextSHA256()
		entries = append(entries, archive.Entry{Article: a, Record: r})
	}
	if _, err := store.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	return store
}

func only(t *testing.T, store archive.Store, name string) archive.Entity {
	t.Helper()
	list, err := store.Entities(t.Context(), name)
	if err != nil || len(list) != 1 {
		t.Fatalf("%s: %v, %v", name, list, err)
	}
	return list[0]
}

func TestPortraitAgreesWithProfile(t *testing.T) {
	store := gathered(t)
	quill := only(t, store, "Hedda Quill")
	p, err := store.Portrait(t.Context(), quill.ID)
	if err != nil {
		t.Fatal(err)
	}
	profile, err := store.Entity(t.Context(), quill.ID)
	if err != nil {
		t.Fatal(err)
	}
	// What the portrait leaves to other calls.
	profile.In, profile.About, profile.Contacts, profile.Disputes, profile.Outlets = nil, 0, 0, 0, nil
	byRole := cmpopts.SortSlices(func(x, y archive.RoleSeen) bool { return x.Role < y.Role })
	if diff := cmp.Diff(profile, p.Profile, byRole, cmpopts.IgnoreFields(archive.RoleSeen{}, "First")); diff != "" {
		t.Error(diff)
	}
	if p.Roles[1].Role != "minister" || p.Roles[1].First != "2031-01-01" || p.Roles[1].Last != "2031-03-22" {
		t.Errorf("roles %+v", p.Roles)
	}
	if p.Statements != 48 || p.Seen != 24 || p.Part {
		t.Errorf("%d statements, seen in %d articles", p.Statements, p.Seen)
	}
	if want := []archive.Count{{Name: "", N: 16}, {Name: "Post", N: 16}, {Name: "The Herald", N: 16}}; !slices.Equal(p.QuotedBy, want) {
		t.Errorf("quoted by %v", p.QuotedBy)
	}
	if len(p.Months) != 6 || p.Months[0] != (archive.Count{Name: "2031-01", N: 8}) || p.Months[5] != (archive.Count{Name: "2031-06", N: 6}) {
		t.Errorf("months %v", p.Months)
	}
	if len(p.SpokeTo) != 1 || p.SpokeTo[0].Name != "Harbour Board" || p.SpokeTo[0].N != 24 || len(p.SpokeAbout) != 1 || p.SpokeAbout[0].Name != "Tom Achterberg" {
		t.Errorf("to %v, about %v", p.SpokeTo, p.SpokeAbout)
	}
	if _, err := store.Portrait(t.Context(), 999); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("nobody's portrait: %v", err)
	}
}

// The pages of Latest have, one behind the other, what Said has at once.
func TestLatestAgreesWithSaid(t *testing.T) {
	store := gathered(t)
	quill := only(t, store, "Hedda Quill").ID
	for part, q := range map[archive.Part]archive.SaidQuery{archive.SpeakerPart: {By: quill, Limit: -1}, archive.AboutPart: {About: quill, Limit: -1}} {
		want, err := store.Said(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var got []archive.Hit
		for more := true; more; {
			var hits []archive.Hit
			if hits, more, err = store.Latest(t.Context(), quill, part, 7, len(got)); err != nil {
				t.Fatal(err)
			}
			got = append(got, hits...)
		}
		name := func(h archive.Hit) string { return h.Article.ID + "/" + h.Statement.ID }
		if len(got) != want.Total {
			t.Errorf("part %d: %d of %d", part, len(got), want.Total)
		}
		for i := range min(len(got), len(want.Hits)) {
			if name(got[i]) != name(want.Hits[i]) {
				t.Errorf("part %d, place %d: %s, not %s", part, i, name(got[i]), name(want.Hits[i]))
				break
			}
		}
	}
	contacts, more, err := store.LatestContacts(t.Context(), quill, 5)
	if err != nil || len(contacts) != 5 || !more || contacts[0].Article.ID != "g22" {
		t.Errorf("contacts: %v, %v, %v", contacts, more, err)
	}
}

func TestStatement(t *testing.T) {
	store := gathered(t)
	entry, err := store.Article(t.Context(), articleOf(t, store, "g5"))
	if err != nil {
		t.Fatal(err)
	}
	key := entry.Article.Key()
	p, err := store.Statement(t.Context(), key[:12], "s2")
	if err != nil {
		t.Fatal(err)
	}
	if p.Hit.Statement.ID != "s2" || len(p.Holds) != 1 || p.Holds[0].Statement.ID != "s4" || len(p.Contacts) != 1 || len(p.Roles) != 1 || p.Roles[0].Role != "minister" ||
		p.Prev != "s1" || p.Next != "s3" || len(p.About) != 1 || p.About[0].Name != "Hedda Quill" {
		t.Errorf("%+v", p)
	}
	if want := p.Hit.Statement.Content.Of(entry.Article.Text); p.Content != want || !strings.Contains(p.Passage, want) || entry.Article.Text[p.From:p.From+len(p.Passage)] != p.Passage {
		t.Errorf("passage %q from %d", p.Passage, p.From)
	}
	if p, err = store.Statement(t.Context(), key, "s4"); err != nil || len(p.Within) != 1 || p.Within[0].Statement.ID != "s2" {
		t.Errorf("%+v, %v", p.Within, err)
	}
	for _, c := range [][2]string{{key, "s9"}, {"ffffffffffff", "s1"}, {"x", "s1"}, {key, ""}} {
		if _, err := store.Statement(t.Context(), c[0], c[1]); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("%q: %v", c, err)
		}
	}
}

// articleOf finds the key of an article by its name.
func articleOf(t *testing.T, store archive.Store, id string) string {
	t.Helper()
	key := ""
	if err := store.Each(context.Background(), archive.Query{}, func(h archive.Hit) error {
		if h.Article.ID == id {
			key = h.Key
		}
		return nil
	}); err != nil || key == "" {
		t.Fatalf("%s: %v", id, err)
	}
	return key
}

func TestNumbersCountWhatIsThere(t *testing.T) {
	store := gathered(t)
	for _, q := range []archive.NumbersQuery{{}, {Outlet: "Post"}, {Period: "2031"}, {Period: "2031-02"}, {Outlet: "The Herald", Period: "2031-02"}} {
		var want archive.Measures
		articles := map[string]bool{}
		if err := store.Each(t.Context(), archive.Query{}, func(h archive.Hit) error {
			if q.Outlet != "" && h.Article.Outlet != q.Outlet || !strings.HasPrefix(h.Article.Published, q.Period) {
				return nil
			}
			want.Statements++
			articles[h.Key] = true
			switch h.Statement.Kind {
			case sayso.Direct:
				want.Direct++
			case sayso.Mixed:
				want.Mixed++
			default:
				want.Indirect++
			}
			switch h.Statement.Speaker.Name {
			case "Hedda Quill":
				want.People++
				want.Female++
			case "Tom Achterberg":
				want.People++
				want.Male++
			case "two officials":
				want.Unnamed++
			default:
				want.Nobody++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want.Articles = len(articles)
		got, err := store.Numbers(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Total); diff != "" {
			t.Errorf("%+v: %s", q, diff)
		}
		if len(got.Speakers) != 2 || got.Speakers[0].Name != "Hedda Quill" || got.Speakers[0].N != want.Female {
			t.Errorf("%+v: %v", q, got.Speakers)
		}
		hits, more, err := store.Gendered(t.Context(), "male", q, 500, 0)
		if err != nil || more || len(hits) != want.Male {
			t.Errorf("%+v: %d statements of men, want %d (%v)", q, len(hits), want.Male, err)
		}
	}
	var wrong *archive.QueryError
	if _, err := store.Numbers(t.Context(), archive.NumbersQuery{Period: "March"}); !errors.As(err, &wrong) {
		t.Errorf("a period that is none: %v", err)
	}
	page, err := store.Outlet(t.Context(), "Post")
	if err != nil || page.Articles != 8 || page.All.Articles != 24 || len(page.Latest) != 8 || page.First == "" {
		t.Errorf("%+v, %v", page, err)
	}
	if _, err := store.Outlet(t.Context(), "Nowhere"); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("no outlet: %v", err)
	}
}

func TestNetwork(t *testing.T) {
	store := gathered(t)
	n, err := store.Network(t.Context(), archive.NetworkQuery{})
	if err != nil {
		t.Fatal(err)
	}
	quill, achterberg := only(t, store, "Hedda Quill"), only(t, store, "Tom Achterberg")
	if n.Contacts != 24 || len(n.Nodes) != 3 || len(n.Edges) != 2 || n.Nodes[0].Entity != quill.ID || n.Nodes[0].N != 48 {
		t.Fatalf("%+v", n)
	}
	for _, e := range n.Edges {
		if e.Reported != 12 || e.Denied != 6 || e.Planned != 6 || e.First != "2031-01-01" || e.Last != "2031-06-15" {
			t.Errorf("%+v", e)
		}
	}
	one, other := archive.NodeRef{Entity: quill.ID}, archive.NodeRef{Name: "Two officials"}
	for q, want := range map[archive.NetworkQuery]int{
		{}: 24, {Denied: true}: 6, {Reported: true, Planned: true}: 18, {After: "2031-02", Before: "2031-02"}: 4, {By: achterberg.ID}: 12, {Outlet: "Post"}: 4,
		{Around: quill.ID}: 24, {By: quill.ID}: 0,
	} {
		n, err := store.Network(t.Context(), q)
		if err != nil || n.Contacts != want {
			t.Errorf("%+v: %d contacts, want %d (%v)", q, n.Contacts, want, err)
		}
		sum := 0
		for _, e := range n.Edges {
			sum += e.N()
		}
		if sum != 2*want {
			t.Errorf("%+v: %d passages in edges", q, sum)
		}
		found, _, err := store.Between(t.Context(), q, one, other, 100, 0)
		if err != nil || len(found) != want {
			t.Errorf("%+v: %d passages between two, want %d (%v)", q, len(found), want, err)
		}
	}
	if n, err = store.Network(t.Context(), archive.NetworkQuery{Edges: 1}); err != nil || len(n.Edges) != 1 || n.Left != 1 || n.Below != 24 || len(n.Nodes) != 2 {
		t.Errorf("one edge: %+v, %v", n, err)
	}
	var wrong *archive.QueryError
	if _, err := store.Network(t.Context(), archive.NetworkQuery{Before: "x"}); !errors.As(err, &wrong) {
		t.Errorf("a date that is none: %v", err)
	}
}
