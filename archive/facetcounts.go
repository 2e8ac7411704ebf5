package archive

import (
	"cmp"
	"slices"
	"time"

	"sayso"
)

// facetsAtMost is how many matches, the newest, are counted for facets.
const facetsAtMost = 1_000

// mostValues is how many values a facet has at most.
const mostValues = 12

// FacetCount is one value of a facet.
type FacetCount struct {
	// Name is the outlet, the speaker, the month "2031-05", the kind or mode, "named" or "unnamed".
	Name string `json:"name"`
	// Entity is the number of a speaker.
	Entity int64 `json:"entity,omitempty"`
	N      int   `json:"n"`
}

// Facets say how the matches of a query are spread, most frequent first; months, the latest first.
type Facets struct {
	// Counted is how many matches were looked at, the newest. If there are more, AtLeast is true.
	Counted int  `json:"counted"`
	AtLeast bool `json:"at_least,omitempty"`

	Outlets  []FacetCount `json:"outlets,omitempty"`
	Speakers []FacetCount `json:"speakers,omitempty"`
	Months   []FacetCount `json:"months,omitempty"`
	Kinds    []FacetCount `json:"kinds,omitempty"`
	Modes    []FacetCount `json:"modes,omitempty"`
	// Naming counts named and unnamed speakers.
	Naming []FacetCount `json:"naming,omitempty"`
}

// facets counts the newest of the ids, which fall.
func (p *planner) facets(ids []int64, found Found) (*Facets, error) {
	f := &Facets{Counted: min(len(ids), facetsAtMost)}
	f.AtLeast = found.Total > f.Counted || found.AtLeast
	ids = ids[:f.Counted]
	rows, err := p.tx.QueryContext(p.ctx, `SELECT m.outlet, coalesce(x.entity, 0), m.facets FROM json_each(?) j CROSS JOIN marks m ON m.statement = j.value
		LEFT JOIN appearances x ON x.id = m.appearance`, idList(ids))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	outlets, speakers := map[int64]int{}, map[int64]int{}
	var codes ['0']int // of the bytes of short terms
	for rows.Next() {
		var outlet, entity int64
		var terms string
		if err := rows.Scan(&outlet, &entity, &terms); err != nil {
			return nil, err
		}
		outlets[outlet]++
		speakers[entity]++
		for i := range len(terms) {
			if terms[i] < '0' {
				codes[terms[i]]++
			}
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if f.Outlets, err = p.facetNames(outlets, "SELECT id, name FROM outlets WHERE id IN (SELECT value FROM json_each(?))"); err != nil {
		return nil, err
	}
	for i := range f.Outlets {
		f.Outlets[i].Entity = 0
	}
	if f.Speakers, err = p.facetNames(speakers, "SELECT id, name FROM entities WHERE id IN (SELECT value FROM json_each(?))"); err != nil {
		return nil, err
	}
	for _, k := range sayso.Kinds {
		if n := codes[termCodes[string(k)+facetKind]]; n > 0 {
			f.Kinds = append(f.Kinds, FacetCount{Name: string(k), N: n})
		}
	}
	for _, m := range sayso.Modes {
		if n := codes[termCodes[string(m)+facetMode]]; n > 0 {
			f.Modes = append(f.Modes, FacetCount{Name: string(m), N: n})
		}
	}
	mostFirst(f.Kinds)
	mostFirst(f.Modes)
	for _, c := range []FacetCount{{Name: "named", N: codes[termCodes["named"+facetFlag]]}, {Name: "unnamed", N: codes[termCodes["unnamed"+facetFlag]]}} {
		if c.N > 0 {
			f.Naming = append(f.Naming, c)
		}
	}
	f.Months = months(ids)
	return f, nil
}

// months counts by month of publication.
func months(ids []int64) []FacetCount {
	var list []FacetCount
	from := int64(-1) // the first id of the present month
	for _, id := range ids {
		if moment(id>>idBits) < yearOneMoment {
			break // without a date; the rest as well
		}
		if n := len(list); n > 0 && id >= from {
			list[n-1].N++
			continue
		}
		at := moment(id >> idBits).time()
		month := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
		from = momentOf(month).firstID()
		list = append(list, FacetCount{Name: month.Format("2006-01"), N: 1})
	}
	return list
}

// facetNames names the most frequent of some rows. Row 0 is none.
func (p *planner) facetNames(counts map[int64]int, lookUp string) ([]FacetCount, error) {
	delete(counts, 0)
	var list []FacetCount
	for id, n := range counts {
		list = append(list, FacetCount{Entity: id, N: n})
	}
	slices.SortFunc(list, func(x, y FacetCount) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Entity, y.Entity)) })
	list = list[:min(len(list), mostValues)]
	ids := make([]int64, len(list))
	for i, c := range list {
		ids[i] = c.Entity
	}
	rows, err := p.tx.QueryContext(p.ctx, lookUp, idList(ids))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[int64]string{}
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		names[id] = name
	}
	for i := range list {
		list[i].Name = names[list[i].Entity]
	}
	return list, rows.Err()
}

func mostFirst(list []FacetCount) {
	slices.SortStableFunc(list, func(x, y FacetCount) int { return cmp.Compare(y.N, x.N) })
}
