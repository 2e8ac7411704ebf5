package archive

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"sayso"
	"sayso/query"
)

// older unpacks an archive of the sample articles that an earlier program has made.
func older(t *testing.T, name string) string {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// all reads every statement, article and person of an archive.
func all(t *testing.T, a *Archive) (hits []Hit, entries map[string]Entry, people []Entity) {
	t.Helper()
	entries = map[string]Entry{}
	err := a.Each(t.Context(), Query{}, func(h Hit) error {
		h.id, h.Entity = 0, 0 // who is who may be found out in another way by now
		hits = append(hits, h)
		if _, ok := entries[h.Key]; ok {
			return nil
		}
		e, err := a.Article(t.Context(), h.Key)
		entries[h.Key] = e
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if people, err = a.Most(t.Context(), sayso.Person, 100); err != nil {
		t.Fatal(err)
	}
	return hits, entries, people
}

// An archive of the second schema is brought up to date when it is opened: what it holds is the same as if it were new,
// and people keep their numbers.
func TestOlderArchiveIsTheSame(t *testing.T) {
	path := older(t, "schema2.db.gz")
	const byNumber = "SELECT id || ' ' || name || ' ' || statements FROM entities ORDER BY id"
	db, err := connect(path, "rw", "")
	if err != nil {
		t.Fatal(err)
	}
	before, err := column[string](db.Query(byNumber))
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if after, err := column[string](a.readers.Query(byNumber)); err != nil || !slices.Equal(before, after) {
		t.Errorf("people: %q; before %q, %v", after, before, err)
	}
	hits, entries, people := all(t, a)
	if len(hits) < 20 || len(people) < 5 {
		t.Fatalf("%d statements, %d people", len(hits), len(people))
	}
	again := openNew(t)
	var list []Entry
	keys, err := column[string](a.writer.Query("SELECT key FROM articles ORDER BY id"))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		e, err := a.Article(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		if e.Article.Key() != key {
			t.Errorf("article %s has the key %s", key, e.Article.Key())
		}
		list = append(list, e)
	}
	if _, err := again.Add(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	newHits, newEntries, _ := all(t, again)
	if !reflect.DeepEqual(hits, newHits) {
		t.Error("other statements than in a new archive")
	}
	if !reflect.DeepEqual(entries, newEntries) {
		t.Error("other articles than in a new archive")
	}
	for _, one := range []*Archive{a, again} {
		var grouped, quoted, repeated int
		if err := one.writer.QueryRow("SELECT (SELECT articles - grouped FROM totals), (SELECT count(*) FROM quoted), (SELECT count(*) FROM marks WHERE sayso_terms(facets) LIKE '% repeated5%')").
			Scan(&grouped, &quoted, &repeated); err != nil || grouped != 0 || quoted < 10 {
			t.Errorf("%d articles not grouped, %d quotations, %d repeated, %v", grouped, quoted, repeated, err)
		}
		if found, err := one.Find(t.Context(), Query{Where: mustParse(t, "is:repeated")}); err != nil || found.Total != repeated {
			t.Errorf("%d statements are found as repeated, %d are, %v", found.Total, repeated, err)
		}
	}
	quotations, err := a.Quotations(t.Context(), QuotationQuery{})
	if err != nil {
		t.Fatal(err)
	}
	anew, err := again.Quotations(t.Context(), QuotationQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]Quotation{quotations.Quotations, anew.Quotations} {
		for i := range list {
			list[i].Entity = 0
		}
	}
	if !reflect.DeepEqual(quotations, anew) {
		t.Errorf("quotations: %+v; in a new archive %+v", quotations, anew)
	}
	where, err := query.Parse("rights")
	if err != nil {
		t.Fatal(err)
	}
	found, err := a.Find(t.Context(), Query{Where: where})
	if err != nil || len(found.Hits) == 0 || len(found.Hits[0].Marks) == 0 {
		t.Errorf("words are not found or not marked: %v, %v", found, err)
	}
	// What entities are known by has come along.
	if p, err := a.Entity(t.Context(), people[0].ID); err != nil || len(p.Names) == 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

// So is one of the first schema, in which nobody was linked.
func TestOldestArchiveIsLinked(t *testing.T) {
	path := older(t, "schema2.db.gz")
	db, err := connect(path, "rw", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"entity_decisions", "decision_members", "decisions", "denial_words", "disputants", "disputes", "parties", "contacts", "roles",
		"said", "moved", "entity_traits", "entity_forms", "entity_keys", "appearances", "entities", "authority_roles", "authority_names", "authority_entries", "authorities"} {
		if _, err := db.Exec("DROP TABLE " + table); err != nil {
			t.Fatal(err)
		}
	}
	for _, query := range []string{"ALTER TABLE totals DROP COLUMN linked", "DELETE FROM goose_db_version WHERE version_id = 2", "PRAGMA user_version = 1"} {
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	list, err := a.Entities(t.Context(), "Goran Stell")
	if err != nil || len(list) != 1 || list[0].Statements == 0 {
		t.Errorf("%v, %v", list, err)
	}
	var behind int
	if err := a.writer.QueryRow("SELECT articles - linked FROM totals").Scan(&behind); err != nil || behind != 0 {
		t.Errorf("%d not linked, %v", behind, err)
	}
}
