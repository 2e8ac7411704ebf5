package train

import (
	"strings"

	"sayso/english/net"
)

// figures are shares of right answers on a dev set, on given tokens.
type figures struct {
	words             int
	upos, xpos, feats float64
	uas, las          float64
	person, names     float64 // F1 of names: persons; persons, places and organisations
}

// measure applies the network, in floats, to sentences.
func measure(n *network, items []*item) figures {
	w := &worker{net: n}
	var f figures
	var upos, xpos, feats, uas, las, arcs int
	var hit, said, gold [len(net.NameTypes)]int
	var tree net.Tree
	var decoder net.NameDecoder
	for _, it := range items {
		w.forward([]*item{it})
		words, width := len(it.words), n.heads.width
		best := func(i, at, n int) int {
			row := w.proj[(w.starts[0]+i)*width+at:]
			b := 0
			for j := range n {
				if row[j] > row[b] {
					b = j
				}
			}
			return b
		}
		f.words += words
		for i := range words {
			if best(i, n.heads.upos, len(n.labels.upos.values)) == int(it.upos[i]) {
				upos++
			}
			if best(i, n.heads.xpos, len(n.labels.xpos.values)) == int(it.xpos[i]) {
				xpos++
			}
			if best(i, n.heads.feats, len(n.labels.feats.values)) == int(it.feats[i]) {
				feats++
			}
		}
		if it.head[0] >= 0 {
			w.arcScores(0)
			heads := make([]int32, words)
			tree.Decode(heads, w.arcs.score)
			w.relScores(0, heads)
			for i, h := range heads {
				arcs++
				if h != it.head[i] {
					continue
				}
				uas++
				row := w.arcs.logits[i*n.relWidth():]
				b := 0
				for j := range n.labels.rels.values {
					if row[j] > row[b] {
						b = j
					}
				}
				if universal(n.labels.rels.values[b]) == universal(it.source.words[i].rel) {
					las++
				}
			}
		}
		if it.scope != noNames {
			at := w.starts[0]*width + n.heads.names
			found := decoder.Decode(nil, w.proj[at:], width, words)
			truth := goldNames(it)
			for _, x := range found {
				said[x.Type]++
				for _, y := range truth {
					if x == y {
						hit[x.Type]++
					}
				}
			}
			for _, y := range truth {
				gold[y.Type]++
			}
		}
	}
	share := func(a, b int) float64 { return 100 * float64(a) / max(1, float64(b)) }
	f.upos, f.xpos, f.feats = share(upos, f.words), share(xpos, f.words), share(feats, f.words)
	f.uas, f.las = share(uas, arcs), share(las, arcs)
	f.person = share(2*hit[0], said[0]+gold[0])
	f.names = share(2*(hit[0]+hit[1]+hit[2]), said[0]+said[1]+said[2]+gold[0]+gold[1]+gold[2])
	return f
}

// universal is a relation without its subtype.
func universal(rel string) string {
	u, _, _ := strings.Cut(rel, ":")
	return u
}

func goldNames(it *item) (out []net.Name) {
	first := 0
	for i, t := range it.name {
		if t <= 0 {
			continue
		}
		p := (t - 1) % 4
		if p == 0 || p == 3 {
			first = i
		}
		if p >= 2 {
			out = append(out, net.Name{First: int32(first), End: int32(i + 1), Type: (t - 1) / 4})
		}
	}
	return out
}
