package archive_test

import (
	"fmt"
	"strings"
	"testing"

	"sayso/archive"
	"sayso/query"
)

func TestFacets(t *testing.T) {
	a := town(t)
	if found, err := open(t).Find(t.Context(), archive.Query{Facets: true}); err != nil || found.Facets == nil || found.Facets.Counted != 0 {
		t.Errorf("of nothing: %+v, %v", found, err)
	}
	tell := func(list []archive.FacetCount) string {
		var b strings.Builder
		for _, c := range list {
			fmt.Fprintf(&b, "%s %d, ", c.Name, c.N)
		}
		return strings.TrimSuffix(b.String(), ", ")
	}
	for _, c := range []struct{ query, outlets, speakers, months, kinds, modes, naming string }{
		{"", "The Corran Herald 4, Port Tollen Post 2, Herald of Tollen 1", "Ilse Marrow 1", "2031-06 1, 2031-05 5, 2029-01 1", "indirect 7, direct 1",
			"say 5, deny 1, believe 1, warn 1", "named 5, unnamed 1"},
		{"storm", "The Corran Herald 2, Port Tollen Post 1", "Ilse Marrow 1", "2031-05 3", "indirect 3", "say 3", "named 1, unnamed 1"},
		{"is:writer", "", "", "", "indirect 1", "believe 1", ""},
		{"nothing of the kind", "", "", "", "", "", ""},
	} {
		found, err := a.Find(t.Context(), archive.Query{Where: where(t, c.query), Limit: 1, Facets: true})
		if err != nil {
			t.Fatal(err)
		}
		f := found.Facets
		for name, pair := range map[string][2]string{"outlets": {tell(f.Outlets), c.outlets}, "speakers": {tell(f.Speakers), c.speakers}, "months": {tell(f.Months), c.months},
			"kinds": {tell(f.Kinds), c.kinds}, "modes": {tell(f.Modes), c.modes}, "naming": {tell(f.Naming), c.naming}} {
			if pair[0] != pair[1] {
				t.Errorf("%q: %s are %q, want %q", c.query, name, pair[0], pair[1])
			}
		}
		if f.AtLeast || f.Counted != found.Total {
			t.Errorf("%q: %d of %d counted", c.query, f.Counted, found.Total)
		}
		// A facet counts what its own condition finds.
		for field, list := range map[string][]archive.FacetCount{"outlet:=": f.Outlets, "date:": f.Months, "kind:": f.Kinds, "mode:": f.Modes, "is:": f.Naming, "#": f.Speakers} {
			for _, v := range list {
				more := fmt.Sprintf("%s %s\"%s\"", c.query, field, v.Name)
				if field == "#" {
					more = fmt.Sprintf("%s speaker:#%d", c.query, v.Entity)
				}
				if narrower, err := a.Find(t.Context(), archive.Query{Where: where(t, more)}); err != nil || narrower.Total != v.N {
					t.Errorf("%s: %d, %v; the facet says %d", more, narrower.Total, err, v.N)
				}
			}
		}
	}
}

// An outlet whose name has quotation marks is asked for as a query writes them.
func TestOutletWithQuotationMarks(t *testing.T) {
	a := open(t)
	add(t, a, entry("one", `The "Port" Post`, "", said{content: "calm"}), entry("two", "The 'Port' Post", "", said{content: "calm"}), entry("three", "Port Post", "", said{content: "calm"}))
	text := query.Whole("outlet", `The "Port" Post`).String()
	found, err := a.Find(t.Context(), archive.Query{Where: where(t, text)})
	if err != nil || found.Total != 2 {
		t.Errorf("%s finds %s, %v", text, ids(found.Hits), err)
	}
}
