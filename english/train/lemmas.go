package train

import (
	"cmp"
	"slices"

	"sayso/english/net"
)

// lemmaRules are the scripts that make lemmas, by key.
type lemmaRules struct {
	scripts []string
	keys    []uint32
	numbers []int // script of each key
}

// learnLemmas finds, for each form with its Penn tag, the script that most often makes its lemma. A whole form or a
// longer ending is kept only where it says something else than the shorter one does.
func learnLemmas(in []sentence) lemmaRules {
	type key struct {
		ending string
		xpos   string
		n      int // length of the ending, -1 for a whole form
	}
	counts := map[key]map[string]int{}
	for _, s := range in {
		for _, w := range s.words {
			if w.lemma == "" || w.lemma == "_" && w.form != "_" || w.xpos == "" {
				continue
			}
			script := net.ScriptOf(w.form, w.lemma).String()
			n := normal(w.form)
			for k := -1; k <= min(net.LongestEnding, len(n)); k++ {
				id := key{n, w.xpos, k}
				if k >= 0 {
					id.ending = n[len(n)-k:]
				}
				if counts[id] == nil {
					counts[id] = map[string]int{}
				}
				counts[id][script]++
			}
		}
	}
	best := func(id key) (string, int) {
		top, total := "", 0
		for s, c := range counts[id] {
			total += c
			if c > counts[id][top] || c == counts[id][top] && s < top {
				top = s
			}
		}
		return top, total
	}
	// what the endings of a form say, down from the given length, among those kept
	kept := map[key]string{}
	backoff := func(ending, xpos string, n int) string {
		for ; n >= 0; n-- {
			if s, ok := kept[key{ending[len(ending)-n:], xpos, n}]; ok {
				return s
			}
		}
		return ""
	}
	ids := make([]key, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	order := func(n int) int { // endings from short to long, whole forms last
		if n < 0 {
			return net.LongestEnding + 1
		}
		return n
	}
	slices.SortFunc(ids, func(a, b key) int {
		return cmp.Or(cmp.Compare(order(a.n), order(b.n)), cmp.Compare(a.ending, b.ending), cmp.Compare(a.xpos, b.xpos))
	})
	use := map[string]int{}
	var out lemmaRules
	for _, id := range ids {
		s, total := best(id)
		n, least := id.n-1, 2
		if id.n < 0 {
			n, least = min(net.LongestEnding, len(id.ending)), 1
		}
		if total < least && id.n != 0 || backoff(id.ending, id.xpos, n) == s {
			continue
		}
		number, known := use[s]
		if !known {
			if len(out.scripts) >= net.MaxScripts {
				continue
			}
			number = len(out.scripts)
			use[s] = number
			out.scripts = append(out.scripts, s)
		}
		kept[id] = s
		out.keys = append(out.keys, net.LemmaKey([]byte(id.ending), wholeOr(id.n, id.ending), id.xpos))
		out.numbers = append(out.numbers, number)
	}
	return out
}

func wholeOr(n int, ending string) int {
	if n < 0 {
		return -1
	}
	return len(ending)
}
