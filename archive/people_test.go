package archive_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
	"sayso/authority"
)

// figure is a person of a test article: the name as it is printed, and what the article says of them.
type figure struct {
	name, role, org, gender string
	says                    string
}

// affair makes an article that names these people one after the other, near each other.
func affair(id, outlet, published string, figures ...figure) archive.Entry {
	article := &sayso.Article{ID: id, Outlet: outlet, Published: published, Title: "On " + id}
	record := &sayso.Record{ID: id, Statements: []sayso.Statement{}}
	var text strings.Builder
	put := func(words string) sayso.Span {
		start := text.Len()
		text.WriteString(words + " ")
		return sayso.Span{Start: start, End: start + len(words)}
	}
	orgs := map[string]string{}
	for i, f := range figures {
		e := sayso.Entity{ID: fmt.Sprintf("e%d", i+1), Type: sayso.Person, Name: f.name, Names: []string{f.name}, Gender: f.gender}
		e.Mentions = append(e.Mentions, put(f.name))
		if f.role != "" {
			role := sayso.Role{Person: e.ID, Role: f.role, Span: put(f.role), SaySo: sayso.SaySoArticle}
			if f.org != "" {
				if orgs[f.org] == "" {
					orgs[f.org] = fmt.Sprintf("o%d", i+1)
					record.Entities = append(record.Entities, sayso.Entity{ID: orgs[f.org], Type: sayso.Organisation, Name: f.org, Mentions: sayso.Spans{put(f.org)}})
				}
				role.Org = orgs[f.org]
			}
			record.Roles = append(record.Roles, role)
		}
		record.Entities = append(record.Entities, e)
		if f.says != "" {
			record.Statements = append(record.Statements, sayso.Statement{ID: fmt.Sprintf("s%d", len(record.Statements)+1), Kind: sayso.Indirect, Mode: sayso.Say,
				Source: sayso.Spans{e.Mentions[0]}, Cue: sayso.Spans{put("said")}, Content: sayso.Spans{put(f.says)},
				Speaker: sayso.Speaker{Entity: e.ID, Name: f.name, Type: sayso.SpeakerPerson}})
		}
	}
	article.Text = text.String()
	record.TextSHA256 = article.TextSHA256()
	return archive.Entry{Article: article, Record: record}
}

// groups tells who is one with whom: the articles in which each person of a name is, "a b | c".
func groups(t testing.TB, a archive.Store, name string) string {
	t.Helper()
	list, err := a.Entities(context.Background(), name)
	if errors.Is(err, archive.ErrNotFound) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, strings.Join(placesOf(t, a, e.ID), " "))
	}
	slices.Sort(out)
	return strings.Join(out, " | ")
}

func placesOf(t testing.TB, a archive.Store, id int64) []string {
	t.Helper()
	p, err := a.Entity(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, in := range p.In {
		list = append(list, strings.TrimPrefix(in.Title, "On "))
	}
	slices.Sort(list)
	return list
}

func TestWhoIsWho(t *testing.T) {
	stell := figure{name: "Goran Stell", role: "spokesman", org: "Palace of Halvmark"}
	for _, c := range []struct {
		name    string
		ask     string
		want    string
		entries []archive.Entry
	}{
		{"the same function in the same organisation makes one", "Goran Stell", "a b", []archive.Entry{
			affair("a", "Herald", "2031-03-01", stell), affair("b", "Post", "2031-03-09", stell)}},
		{"the name alone does not", "Ann Lund", "a | b", []archive.Entry{
			affair("a", "Herald", "2031-03-01", figure{name: "Ann Lund"}), affair("b", "Post", "2031-03-09", figure{name: "Ann Lund"})}},
		{"different functions among different people do not", "Ann Lund", "a | b", []archive.Entry{
			affair("a", "Herald", "2031-03-01", figure{name: "Ann Lund", role: "judge"}, figure{name: "Odd Finch"}),
			affair("b", "Post", "2031-03-09", figure{name: "Ann Lund", role: "goalkeeper"}, figure{name: "Ida Quill"})}},
		{"a third article that shares something with both joins them", "Ann Lund", "a b c", []archive.Entry{
			affair("a", "Herald", "2031-03-01", figure{name: "Ann Lund", role: "judge", org: "High Court"}),
			affair("b", "Post", "2031-03-09", figure{name: "Ann Lund"}, figure{name: "Odd Finch"}, figure{name: "Ida Quill"}),
			affair("c", "Wire", "2031-03-10", figure{name: "Ann Lund", role: "judge", org: "High Court"}, figure{name: "Odd Finch"}, figure{name: "Ida Quill"})}},
		{"different middle names keep apart", "Otto Renn", "a | b", []archive.Entry{
			affair("a", "Herald", "2031-03-01", figure{name: "Otto H. Renn", role: "minister", org: "Halvmark"}),
			affair("b", "Herald", "2031-03-09", figure{name: "Otto W. Renn", role: "minister", org: "Halvmark"})}},
		{"short and formal first names are one name", "Robert Quill", "a b", []archive.Entry{
			affair("a", "Herald", "2031-03-01", figure{name: "Bob Quill", role: "mayor", org: "Breck"}),
			affair("b", "Herald", "2031-03-09", figure{name: "Mayor Robert Quill", role: "mayor", org: "Breck"})}},
		{"a son is not his father", "Otto Renn", "a", []archive.Entry{
			affair("a", "Herald", "2031-03-01", figure{name: "Otto Renn", role: "minister", org: "Halvmark"}),
			affair("b", "Herald", "2031-03-09", figure{name: "Otto Renn Jr.", role: "minister", org: "Halvmark"})}},
	} {
		a := open(t)
		add(t, a, c.entries...)
		if got := groups(t, a, c.ask); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A last name goes to whom the articles around it mean by it, whose full names are known: "Marrow" beside the one's
// people is the one, beside the other's the other, and between the two nobody.
func TestSingleNames(t *testing.T) {
	a := open(t)
	ilse := figure{name: "Ilse Marrow", role: "minister", gender: "female"}
	jon := figure{name: "Jon Marrow", role: "skipper", gender: "male"}
	add(t, a,
		affair("a", "Herald", "2031-03-01", ilse, figure{name: "Edda Falk"}, figure{name: "Aldous Renn"}),
		affair("b", "Herald", "2031-03-02", ilse, figure{name: "Edda Falk"}, figure{name: "Aldous Renn"}),
		affair("c", "Post", "2031-03-01", jon, figure{name: "Tom Achterberg"}, figure{name: "Agda Lund"}),
		affair("d", "Post", "2031-03-02", jon, figure{name: "Tom Achterberg"}, figure{name: "Agda Lund"}),
		affair("ilse", "Wire", "2031-03-03", figure{name: "Marrow", role: "minister"}, figure{name: "Edda Falk"}),
		affair("jon", "Wire", "2031-03-03", figure{name: "Marrow", role: "skipper"}, figure{name: "Agda Lund"}),
		affair("open", "Wire", "2031-03-03", figure{name: "Marrow"}))
	if got := groups(t, a, "Ilse Marrow"); got != "a b ilse" {
		t.Errorf("Ilse Marrow is in %q", got)
	}
	if got := groups(t, a, "Jon Marrow"); got != "c d jon" {
		t.Errorf("Jon Marrow is in %q", got)
	}
	if got := groups(t, a, "Marrow"); got != "a b ilse | c d jon | open" {
		t.Errorf("Marrow is %q", got)
	}
	list, err := a.Entities(t.Context(), "Marrow")
	if err != nil || len(list) != 3 {
		t.Fatalf("Entities: %v, %v", list, err)
	}
	for _, e := range list {
		if e.Name == "Marrow" {
			p, err := a.Entity(t.Context(), e.ID)
			if err != nil || len(p.Candidates) != 2 {
				t.Errorf("candidates of the open one: %+v, %v; want both", p.Candidates, err)
			}
		}
	}
}

// A single name that stood alone is told when the full name comes in later.
func TestSingleNameIsToldLater(t *testing.T) {
	a := open(t)
	add(t, a, affair("first", "Wire", "2031-03-03", figure{name: "Marrow", role: "minister"}, figure{name: "Edda Falk"}))
	add(t, a, affair("a", "Herald", "2031-03-01", figure{name: "Ilse Marrow", role: "minister"}, figure{name: "Edda Falk"}))
	if got := groups(t, a, "Ilse Marrow"); got != "a first" {
		t.Errorf("Ilse Marrow is in %q", got)
	}
}

// town2 is enough people of one name for decisions to matter.
func town2(t testing.TB) *archive.Archive {
	a := open(t)
	judge := figure{name: "Ann Lund", role: "judge", org: "High Court", says: "the case was closed"}
	add(t, a, affair("a", "Herald", "2031-03-01", judge), affair("b", "Herald", "2031-03-02", judge), affair("c", "Post", "2031-03-03", judge),
		affair("d", "Post", "2031-03-09", figure{name: "Anna Lund", role: "goalkeeper", says: "the match was lost"}))
	return a
}

func idOf(t testing.TB, a archive.Store, name string) int64 {
	t.Helper()
	list, err := a.Entities(context.Background(), name)
	if err != nil || len(list) != 1 {
		t.Fatalf("%q is %v, %v; want one", name, list, err)
	}
	return list[0].ID
}

func keyOf(t testing.TB, a archive.Store, name, title string) string {
	t.Helper()
	p, err := a.Entity(context.Background(), idOf(t, a, name))
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range p.In {
		if in.Title == "On "+title {
			return in.Key
		}
	}
	t.Fatalf("%s is not in %s", name, title)
	return ""
}

func TestMergeAndUndo(t *testing.T) {
	a := town2(t)
	one, other := idOf(t, a, "Ann Lund"), idOf(t, a, "Anna Lund")
	left, err := a.Merge(t.Context(), one, other)
	if err != nil {
		t.Fatal(err)
	}
	if got := placesOf(t, a, left); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("merged: %v", got)
	}
	for _, old := range []int64{one, other} {
		if p, err := a.Entity(t.Context(), old); err != nil || p.ID != left {
			t.Errorf("the old number %d leads to %d, %v; want %d", old, p.ID, err, left)
		}
	}
	if p, err := a.Entity(t.Context(), left); err != nil || p.Statements != 4 || len(p.Decisions) != 1 {
		t.Errorf("merged: %d statements, decisions %v, %v", p.Statements, p.Decisions, err)
	}
	if _, err := a.Merge(t.Context(), left, left); !errors.Is(err, archive.ErrSame) {
		t.Errorf("merging one with itself: %v", err)
	}
	// Articles that come later find the merged one under both names.
	add(t, a, affair("e", "Post", "2031-03-11", figure{name: "Anna Lund", role: "goalkeeper"}, figure{name: "Odd Finch"}),
		affair("f", "Post", "2031-03-12", figure{name: "Ann Lund", role: "judge", org: "High Court"}))
	if err := a.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := groups(t, a, "Anna Lund"); !strings.Contains(got, "a b c d") || !strings.Contains(got, "f") {
		t.Errorf("after more articles: %q", got)
	}
	decisions, err := a.Decisions(t.Context())
	if err != nil || len(decisions) != 1 || decisions[0].Verb != "merge" || decisions[0].Undone != "" {
		t.Fatalf("decisions: %+v, %v", decisions, err)
	}
	if err := a.Undo(t.Context(), decisions[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := groups(t, a, "Ann Lund"); got != "a b c f" {
		t.Errorf("undone: %q", got)
	}
	if err := a.Undo(t.Context(), decisions[0].ID); err == nil {
		t.Error("undoing twice is no error")
	}
	if decisions, _ = a.Decisions(t.Context()); len(decisions) != 1 || decisions[0].Undone == "" {
		t.Errorf("an undone decision stays in the list: %+v", decisions)
	}
}

func TestSplitIsKept(t *testing.T) {
	a := town2(t)
	id := idOf(t, a, "Ann Lund")
	apart, err := a.Split(t.Context(), id, []string{keyOf(t, a, "Ann Lund", "b")})
	if err != nil {
		t.Fatal(err)
	}
	check := func(when, want string) {
		t.Helper()
		if got := groups(t, a, "Ann Lund"); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	check("split", "a c | b")
	if got := placesOf(t, a, apart); !slices.Equal(got, []string{"b"}) {
		t.Errorf("the one apart is in %v", got)
	}
	if err := a.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
	check("linked anew", "a c | b")
	add(t, a, affair("e", "Herald", "2031-03-05", figure{name: "Ann Lund", role: "judge", org: "High Court"}))
	if got := groups(t, a, "Ann Lund"); got != "a c e | b" && got != "a c | b e" {
		t.Errorf("one that is like both went to neither, or made them one: %q", got)
	}
	// A later decision outranks an earlier one, and undoing it brings that back.
	list, err := a.Entities(t.Context(), "Ann Lund")
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	if _, err := a.Merge(t.Context(), list[0].ID, list[1].ID); err != nil {
		t.Fatal(err)
	}
	check("merged again", "a b c e")
	if err := a.Relink(t.Context()); err != nil {
		t.Fatal(err)
	}
	check("merged again and linked anew", "a b c e")
	decisions, _ := a.Decisions(t.Context())
	if err := a.Undo(t.Context(), decisions[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := groups(t, a, "Ann Lund"); got != "a c e | b" && got != "a c | b e" {
		t.Errorf("the merge undone: %q", got)
	}
	if _, err := a.Split(t.Context(), id, []string{"0123456789ab"}); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("splitting off an article that is none: %v", err)
	}
}

// The same articles make the same people, whatever the order and the batches in which they come.
func TestOrderDoesNotMatter(t *testing.T) {
	people := []string{"Ann Lund", "Odd Finch", "Ida Quill", "Goran Stell", "Edda Falk"}
	roles := []string{"judge", "goalkeeper", "minister", "spokesman"}
	orgs := []string{"High Court", "Breck United", "Halvmark"}
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 1))
		var entries []archive.Entry
		for i := range 8 {
			var figures []figure
			for _, name := range people {
				if random.IntN(2) > 0 {
					f := figure{name: name}
					if random.IntN(3) > 0 {
						f.role, f.org = roles[random.IntN(len(roles))], orgs[random.IntN(len(orgs))]
					}
					figures = append(figures, f)
				}
			}
			entries = append(entries, affair(fmt.Sprintf("a%d", i), "Herald", fmt.Sprintf("2031-%02d-01", 1+i), figures...))
		}
		var want []string
		for turn := range 3 {
			a := open(t)
			list := slices.Clone(entries)
			if turn > 0 {
				random.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
			}
			for batch := range slices.Chunk(list, 1+turn*turn*2) {
				add(t, a, batch...)
			}
			for again := range 2 { // as it came, and linked anew
				var got []string
				for _, name := range people {
					got = append(got, name+": "+groups(t, a, name))
				}
				if want == nil {
					want = got
				} else if !slices.Equal(got, want) {
					t.Fatalf("seed %d, turn %d, %d:\n%s\nwant\n%s", seed, turn, again, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
				if err := a.Relink(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// A role in a list counts on the days on which it was held.
func TestListsCountAtTheDate(t *testing.T) {
	a := open(t)
	list := []authority.Entry{
		{ID: "1", Name: "Ilse Marrow", Gender: "female", Wikidata: "Q900001", Roles: []authority.Role{{Role: "mayor", Place: "Breck", From: "2028-01-01", To: "2032-12-31"}}},
		{ID: "2", Name: "Jon Marrow", Roles: []authority.Role{{Role: "mayor", Place: "Breck", From: "2010-01-01", To: "2014-12-31"}}},
	}
	added, err := a.AddAuthority(t.Context(), archive.Authority{Name: "mayors", Licence: "CC0 1.0"}, func(f func(authority.Entry) error) (string, error) {
		for _, e := range list {
			if err := f(e); err != nil {
				return "", err
			}
		}
		return "test", nil
	})
	if err != nil || added.Entries != 2 {
		t.Fatalf("%+v, %v", added, err)
	}
	add(t, a,
		affair("now", "Herald", "2031-03-01", figure{name: "Mayor Marrow", role: "mayor", says: "no"}),
		affair("then", "Herald", "2012-03-01", figure{name: "Mayor Marrow", role: "mayor", says: "yes"}),
		affair("between", "Herald", "2020-03-01", figure{name: "Mayor Marrow", role: "mayor", says: "perhaps"}))
	got := map[string]string{}
	people, err := a.Entities(t.Context(), "Marrow")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range people {
		p, err := a.Entity(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range p.In {
			got[in.Title] = ""
			if p.Known != nil {
				got[in.Title] = p.Known.Name
			}
		}
	}
	for title, want := range map[string]string{"On now": "Ilse Marrow", "On then": "Jon Marrow", "On between": ""} {
		if got[title] != want {
			t.Errorf("%s: %q, want %q", title, got[title], want)
		}
	}
	if err := a.RemoveAuthority(t.Context(), "mayors"); err != nil {
		t.Error(err)
	}
	if err := a.RemoveAuthority(t.Context(), "mayors"); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("removing what is not there: %v", err)
	}
	// A list that breaks off is not there at all.
	broken := errors.New("broken")
	if _, err := a.AddAuthority(t.Context(), archive.Authority{Name: "half"}, func(f func(authority.Entry) error) (string, error) {
		return "", errors.Join(f(list[0]), broken)
	}); !errors.Is(err, broken) {
		t.Errorf("a broken list: %v", err)
	}
	if lists, err := a.Authorities(t.Context()); err != nil || len(lists) != 0 {
		t.Errorf("lists: %v, %v", lists, err)
	}
}

// An article that takes a person for an organisation, or a place for a person, is set right by what all others know.
func TestTakenForAThing(t *testing.T) {
	quill := figure{name: "Hedda Quill", role: "minister", gender: "female"}
	others := []figure{quill, {name: "Odd Finch"}, {name: "Edda Falk"}}
	known := []archive.Entry{affair("a", "Herald", "2031-03-01", others...), affair("b", "Herald", "2031-03-02", others...), affair("c", "Post", "2031-03-03", others...)}
	for i := range 5 {
		known = append(known, affair(fmt.Sprintf("more%d", i), "Herald", "2031-03-05", others...))
	}
	mistaken := affair("thing", "Wire", "2031-03-04", figure{name: "Odd Finch"}, figure{name: "Edda Falk"}, figure{name: "Jon Marrow", role: "head", org: "Hedda Quill"})
	stranger := affair("firm", "Wire", "2031-03-04", figure{name: "Ann Lund", role: "head", org: "Hedda Quill"})
	for _, c := range []struct {
		name    string
		entries []archive.Entry
		want    string
	}{
		{"afterwards", append(slices.Clone(known), mistaken), "a b c more0 more1 more2 more3 more4 thing"},
		{"among others it is another", append(slices.Clone(known), stranger), "a b c more0 more1 more2 more3 more4 | firm"},
		{"where few know the person it is another", append(slices.Clone(known[:2]), mistaken), "a b | thing"},
	} {
		for _, together := range []bool{true, false} {
			a := open(t)
			if together {
				add(t, a, c.entries...)
			} else {
				for i := len(c.entries) - 1; i >= 0; i-- { // the mistaken one first
					add(t, a, c.entries[i])
				}
			}
			if got := groups(t, a, "Hedda Quill"); got != c.want {
				t.Errorf("%s, together: %v: %q, want %q", c.name, together, got, c.want)
			}
			if err := a.Relink(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := groups(t, a, "Hedda Quill"); got != c.want {
				t.Errorf("%s, linked anew: %q, want %q", c.name, got, c.want)
			}
		}
	}
}

// Two people of one family are not one; two articles on the one beside the other are.
func TestRelativesTell(t *testing.T) {
	a := open(t)
	add(t, a, affair("a", "Herald", "2031-03-01", figure{name: "Ilse Marrow"}, figure{name: "Jon Marrow"}),
		affair("b", "Post", "2031-07-09", figure{name: "Jon Marrow"}, figure{name: "Ilse Marrow"}),
		affair("c", "Post", "2031-07-10", figure{name: "Jon Marrow"}))
	if got := groups(t, a, "Jon Marrow"); got != "a b | c" {
		t.Errorf("Jon Marrow is in %q", got)
	}
	if got := groups(t, a, "Ilse Marrow"); got != "a b" {
		t.Errorf("Ilse Marrow is in %q", got)
	}
}

// A person and an organisation that are decided to be one are a person, whichever is named first and whatever comes.
func TestMergeOfPersonAndOrganisation(t *testing.T) {
	for _, name := range []string{"Hedda Quill", "Quill"} {
		for turn := range 2 {
			a := open(t)
			add(t, a, affair("a", "Herald", "2031-03-01", figure{name: name, says: "no"}), affair("b", "Post", "2031-03-01", figure{name: "Ann Lund", role: "head", org: "Quillon"}))
			ids := []int64{idOf(t, a, name), idOf(t, a, "Quillon")}
			left, err := a.Merge(t.Context(), ids[turn], ids[1-turn])
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				p, err := a.Entity(t.Context(), left)
				if err != nil || p.Type != sayso.Person || p.Articles != 2 {
					t.Errorf("%s, turn %d: %+v, %v; want a person in 2 articles", name, turn, p.Entity, err)
				}
				if err := a.Relink(t.Context()); err != nil {
					t.Fatal(err)
				}
				left = idOf(t, a, "Quillon")
			}
			decisions, err := a.Decisions(t.Context())
			if err != nil || len(decisions) != 1 {
				t.Fatalf("decisions: %v, %v", decisions, err)
			}
			if err := a.Undo(t.Context(), decisions[0].ID); err != nil {
				t.Fatal(err)
			}
			if p, err := a.Entity(t.Context(), idOf(t, a, "Quillon")); err != nil || p.Type != sayso.Organisation {
				t.Errorf("%s, turn %d, undone: %+v, %v", name, turn, p, err)
			}
		}
	}
}
