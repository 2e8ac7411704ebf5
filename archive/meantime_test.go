package archive_test

import (
	"os"
	"path/filepath"
	"testing"

	"sayso"
	"sayso/archive"
	"sayso/english/conllu"
	"sayso/english/coref"
	"sayso/reading"
)

// TestPeopleAcrossMeantime measures who is who across the 90 articles of MEANTIME, in the folder of corpora that
// SAYSO_DATA names: of two articles that name the same person or organisation, or two that share no number, whether the
// archive makes them one. Only what both the corpus and the reading name counts. The bounds are what was measured, less a
// little; nothing is learnt from the corpus.
func TestPeopleAcrossMeantime(t *testing.T) {
	data := os.Getenv("SAYSO_DATA")
	if data == "" {
		t.Skip("SAYSO_DATA does not name the folder of the corpora")
	}
	in, err := conllu.Open(filepath.Join(data, "meantime", "train.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	docs, err := coref.ReadMeantime(in)
	if err != nil {
		t.Fatal(err)
	}
	// seen is an entity of one article that has a number in the corpus.
	type seen struct {
		key, name, instance string
		kind                sayso.EntityType
	}
	var all []seen
	a := open(t)
	r := reading.New()
	for i := range docs {
		d := &docs[i]
		article := &sayso.Article{ID: d.Name, Title: d.Name, Outlet: "Wikinews", Text: d.Text}
		record := r.Read(article)
		add(t, a, archive.Entry{Article: article, Record: record})
		for e := range record.Entities {
			local := &record.Entities[e]
			if local.Type != sayso.Person && local.Type != sayso.Organisation {
				continue
			}
			votes := map[string]int{}
			best := ""
			for _, m := range local.Mentions {
				for _, g := range d.Mentions {
					if x := d.Entities[g.Entity]; x.Instance != "" && (x.Type == "person" || x.Type == "organization") && m.Start < g.End && g.Start < m.End && g.End-g.Start < 60 {
						if votes[x.Instance]++; votes[x.Instance] > votes[best] {
							best = x.Instance
						}
					}
				}
			}
			if best != "" {
				all = append(all, seen{article.Key(), local.Name, best, local.Type})
			}
		}
	}
	byPlace := map[[2]string]int64{}
	for _, kind := range []sayso.EntityType{sayso.Person, sayso.Organisation} {
		list, err := a.Most(t.Context(), kind, -1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			p, err := a.Entity(t.Context(), e.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, in := range p.In {
				byPlace[[2]string{in.Key, in.As}] = e.ID
			}
		}
	}
	for _, kind := range []sayso.EntityType{sayso.Person, sayso.Organisation} {
		right, found, gold := 0, 0, 0
		for i := range all {
			for k := range i {
				x, y := &all[i], &all[k]
				if x.kind != kind || y.kind != kind || x.key == y.key {
					continue
				}
				of := byPlace[[2]string{x.key, x.name}]
				one := of != 0 && of == byPlace[[2]string{y.key, y.name}]
				same := x.instance == y.instance
				if one {
					found++
				}
				if same {
					gold++
				}
				if one && same {
					right++
				}
			}
		}
		precision, recall := float64(right)/float64(max(found, 1)), float64(right)/float64(max(gold, 1))
		t.Logf("%s across articles: precision %.1f %% of %d pairs, recall %.1f %% of %d", kind, 100*precision, found, 100*recall, gold)
		if least := map[sayso.EntityType][2]float64{sayso.Person: {0.97, 0.75}, sayso.Organisation: {0.77, 0.24}}[kind]; precision < least[0] || recall < least[1] {
			t.Errorf("%s: that is less than %.0f and %.0f %%", kind, 100*least[0], 100*least[1])
		}
	}
}
