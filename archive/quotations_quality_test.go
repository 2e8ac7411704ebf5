package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Wordings of invented words are cut, joined, punctuated anew and changed in a word by chance, as editors do. Nearly all
// variants must be found, and no two wordings be taken for one.
func TestEditedQuotationsAreFound(t *testing.T) {
	a := openNew(t)
	g := newGenerator(9)
	random := rand.New(rand.NewPCG(4, 4))
	edits := map[string]func(words []string) []string{
		"the same":        func(w []string) []string { return w },
		"start cut":       func(w []string) []string { return w[len(w)/3:] },
		"end cut":         func(w []string) []string { return w[:len(w)*2/3] },
		"middle left out": func(w []string) []string { return append(slices.Clone(w[:len(w)/3]), w[len(w)/2:]...) },
		"a word changed": func(w []string) []string {
			w = slices.Clone(w)
			w[random.IntN(len(w))] = "[they]"
			return w
		},
		"punctuated": func(w []string) []string {
			w = slices.Clone(w)
			for i := range w {
				if random.IntN(3) == 0 {
					w[i] = strings.ToUpper(w[i][:1]) + w[i][1:] + ","
				}
			}
			return w
		},
		"a word put in": func(w []string) []string { return slices.Insert(slices.Clone(w), random.IntN(len(w)), "(laughs)") },
	}
	var kinds []string
	for kind := range edits {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	const wordings = 150
	var entries []Entry
	for n := range wordings {
		words := make([]string, 9+random.IntN(30))
		for i := range words {
			words[i] = invented(int(g.words.Uint64()))
		}
		for k, kind := range kinds {
			id := fmt.Sprintf("%d-%d", n, k)
			entries = append(entries, quoting(id, "Outlet "+id, "2031-05-14", "", strings.Join(edits[kind](words), " "), ""))
		}
	}
	random.Shuffle(len(entries), func(i, k int) { entries[i], entries[k] = entries[k], entries[i] })
	for batch := range slices.Chunk(entries, 100) {
		mustAdd(t, a, batch...)
	}
	// of[n] counts the variants of a wording by the quotation they are in, has the wordings of each quotation.
	of, has := map[int]map[int64]int{}, map[int64]map[int]bool{}
	missed := map[string]int{}
	rows, err := a.readers.Query("SELECT a.name, d.quotation FROM quoted d JOIN articles a ON a.id = d.article")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	type member struct {
		wording, kind int
		quotation     int64
	}
	var members []member
	for rows.Next() {
		var name string
		var m member
		if err := rows.Scan(&name, &m.quotation); err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscanf(name, "%d-%d", &m.wording, &m.kind); err != nil {
			t.Fatal(err)
		}
		if of[m.wording] == nil {
			of[m.wording] = map[int64]int{}
		}
		of[m.wording][m.quotation]++
		if has[m.quotation] == nil {
			has[m.quotation] = map[int]bool{}
		}
		has[m.quotation][m.wording] = true
		members = append(members, m)
	}
	found := 0
	for _, m := range members {
		most := 0
		for _, n := range of[m.wording] {
			most = max(most, n)
		}
		if of[m.wording][m.quotation] == most {
			found++
		} else {
			missed[kinds[m.kind]]++
		}
	}
	mixed := 0
	for _, list := range has {
		if len(list) > 1 {
			mixed++
		}
	}
	t.Logf("%d of %d variants with the others of their wording; missed %v; %d quotations of %d hold two wordings", found, len(members), missed, mixed, len(has))
	if float64(found) < 0.97*float64(len(entries)) || mixed > 0 {
		t.Errorf("%d of %d found, %d mixed", found, len(entries), mixed)
	}
}
