package train

import (
	"encoding/gob"
	"fmt"
	"os"
	"time"
)

func Try(data, vecFile string, layers string, width, epochs int, rate float64) {
	t0 := time.Now()
	c, err := load(data, map[string]bool{"whitehouse": true, "polnear": true, "wikinews": true, "current-events": true})
	if err != nil {
		panic(err)
	}
	f, _ := os.Open(vecFile)
	v := &vocabulary{number: map[string]int32{}}
	var vec []float32
	d := gob.NewDecoder(f)
	d.Decode(&v.words)
	d.Decode(&vec)
	for i, w := range v.words[1:] {
		v.number[w] = int32(i + 1)
	}
	flags, err := gazetteer(data, nil)
	if err != nil {
		panic(err)
	}
	scaleVectors(vec, 96)
	e := &encoder{labels: collectLabels(c.train[:c.trees]), vocab: v, counts: map[string]int{}, flags: flags, cache: map[string][]uint32{}}
	for _, s := range c.train[:c.trees] {
		for _, w := range s.words {
			e.counts[normal(w.form)]++
		}
	}
	enc := func(in []sentence) []*item {
		out := make([]*item, len(in))
		for i := range in {
			out[i] = e.encode(&in[i])
		}
		return out
	}
	items := enc(c.train)
	sh := defaultShape
	sh.layers, sh.width = layers, width
	n := newNetwork(sh, e.labels, vec, 1)
	sc := defaultSchedule
	sc.epochs, sc.rate = epochs, float32(rate)
	t := newTrainer(n, sc, items, c.trees, c.names)
	np := 0
	for _, p := range n.dense {
		np += len(p.w)
	}
	fmt.Println("ready", time.Since(t0), "steps", t.steps, "labels", len(e.labels.upos.values), len(e.labels.xpos.values), len(e.labels.feats.values), len(e.labels.rels.values), "dense", np)
	ewt, gum, news, uner, wide := enc(c.dev.ewt), enc(c.dev.gum), enc(c.dev.news), enc(c.dev.uner), enc(c.dev.wide)
	for ep := range epochs {
		r := t.epoch(ep, nil)
		fmt.Printf("epoch %d %v loss %.3f right %.3f\n", ep+1, time.Since(t0).Round(time.Second), r.loss, r.right)
		if ep%2 == 1 || ep == epochs-1 {
			a, b, nw, u, wd := measure(n, ewt), measure(n, gum), measure(n, news), measure(n, uner), measure(n, wide)
			fmt.Printf("   EWT upos %.2f xpos %.2f feats %.2f uas %.2f las %.2f | GUM upos %.2f las %.2f | news las %.2f | uner per %.2f all %.2f | wide %.2f  %v\n",
				a.upos, a.xpos, a.feats, a.uas, a.las, b.upos, b.las, nw.las, u.person, u.names, wd.names, time.Since(t0).Round(time.Second))
		}
	}
}
