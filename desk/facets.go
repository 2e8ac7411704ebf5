package desk

import (
	"slices"
	"strconv"

	"sayso/archive"
	"sayso/query"
)

// facetGroup is a facet as the page shows it.
type facetGroup struct {
	Name   string
	Values []facetValue
	// Of is how many statements were counted, the newest; 0 if all were.
	Of int
}

// facetValue leads to the query with one condition more, or, where it is one of the query's, without it.
type facetValue struct {
	Name string
	N    int
	URL  string
	On   bool
}

// facetGroups makes facets links that refine a query.
func facetGroups(where *query.Node, order archive.Order, f *archive.Facets) []facetGroup {
	conditions := where.Conditions()
	var groups []facetGroup
	add := func(name string, list []archive.FacetCount, show func(archive.FacetCount) string, condition func(archive.FacetCount) *query.Node) {
		group := facetGroup{Name: name}
		if f.AtLeast {
			group.Of = f.Counted
		}
		on := false
		for _, c := range list {
			n := condition(c)
			v := facetValue{Name: show(c), N: c.N, URL: searchURL(query.All(where, n), order)}
			if i := slices.IndexFunc(conditions, func(have *query.Node) bool { return have.String() == n.String() }); i >= 0 {
				v.On, v.URL, on = true, searchURL(where.Without(conditions[i]), order), true
			}
			group.Values = append(group.Values, v)
		}
		// One value that everything has does not refine.
		if len(list) > 1 || on {
			groups = append(groups, group)
		}
	}
	plain := func(c archive.FacetCount) string { return c.Name }
	field := func(name string) func(archive.FacetCount) *query.Node {
		return func(c archive.FacetCount) *query.Node {
			return &query.Node{Op: query.Is, Field: name, Text: c.Name}
		}
	}
	add("Speaker", f.Speakers, plain, func(c archive.FacetCount) *query.Node {
		return &query.Node{Op: query.Is, Field: "speaker", Text: "#" + strconv.FormatInt(c.Entity, 10)}
	})
	add("Outlet", f.Outlets, plain, func(c archive.FacetCount) *query.Node {
		return &query.Node{Op: query.Is, Field: "outlet", Text: c.Name, Exact: true}
	})
	add("Month", f.Months[:min(len(f.Months), 12)], func(c archive.FacetCount) string { return day(c.Name) }, field("date"))
	add("Kind", f.Kinds, plain, field("kind"))
	add("Mode", f.Modes, plain, field("mode"))
	add("Source", f.Naming, plain, field("is"))
	return groups
}
