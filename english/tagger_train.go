package english

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// TaggedWord is a word with its Penn tag, for training.
type TaggedWord struct {
	Form string
	Tag  Tag
}

// TrainTagger counts the tagged sentences and returns the file of the fast tagger. The same sentences give the same
// bytes.
func TrainTagger(sentences [][]TaggedWord) []byte {
	tr := newTaggerCounts()
	for _, s := range sentences {
		tr.countForms(s)
	}
	for _, s := range sentences {
		tr.countSentence(s)
	}
	return tr.file()
}

type tagCounts [NumTags]float64

func (c *tagCounts) total() (n float64) {
	for _, x := range c {
		n += x
	}
	return n
}

type taggerCounts struct {
	lower map[string]bool // forms that occur in small letters
	words map[string]*tagCounts
	tags  tagCounts
	bi    map[[2]Tag]float64
	tri   map[[3]Tag]float64
}

func newTaggerCounts() *taggerCounts {
	return &taggerCounts{lower: map[string]bool{}, words: map[string]*tagCounts{}, bi: map[[2]Tag]float64{}, tri: map[[3]Tag]float64{}}
}

func (tr *taggerCounts) countForms(s []TaggedWord) {
	for _, w := range s {
		if wordClass(w.Form, false) == 1 {
			tr.lower[w.Form] = true
		}
	}
}

func (tr *taggerCounts) countSentence(s []TaggedWord) {
	a, b := NoTag, NoTag
	first := true
	for _, w := range s {
		tr.tags[w.Tag]++
		tr.bi[[2]Tag{b, w.Tag}]++
		tr.tri[[3]Tag{a, b, w.Tag}]++
		a, b = b, w.Tag
		form := string(straight([]byte(w.Form)))
		if class := wordClass(form, first); class >= 3 && !w.Tag.ProperNoun() {
			if lower := string(lowerASCII(nil, form)); tr.lower[lower] {
				form = lower
			}
		}
		if letterAt(w.Form, 0) > 0 {
			first = false
		}
		c := tr.words[form]
		if c == nil {
			c = &tagCounts{}
			tr.words[form] = c
		}
		c[w.Tag]++
	}
}

// interpolation weights by deleted interpolation (Brants 2000, figure 1).
func (tr *taggerCounts) interpolation() (l1, l2, l3 float64) {
	n := tr.tags.total()
	pairs := map[[2]Tag]float64{}
	for k, c := range tr.tri {
		pairs[[2]Tag{k[0], k[1]}] += c
	}
	ones := map[Tag]float64{}
	for k, c := range tr.bi {
		ones[k[0]] += c
	}
	over := func(a, b float64) float64 {
		if b <= 0 {
			return 0
		}
		return a / b
	}
	for k, c := range tr.tri {
		f3 := over(c-1, pairs[[2]Tag{k[0], k[1]}]-1)
		f2 := over(tr.bi[[2]Tag{k[1], k[2]}]-1, ones[k[1]]-1)
		f1 := over(tr.tags[k[2]]-1, n-1)
		switch {
		case f3 >= f2 && f3 >= f1:
			l3 += c
		case f2 >= f1:
			l2 += c
		default:
			l1 += c
		}
	}
	sum := l1 + l2 + l3
	return l1 / sum, l2 / sum, l3 / sum
}

func (tr *taggerCounts) transitions() []byte {
	l1, l2, l3 := tr.interpolation()
	n := tr.tags.total()
	pairs := map[[2]Tag]float64{}
	for k, c := range tr.tri {
		pairs[[2]Tag{k[0], k[1]}] += c
	}
	ones := map[Tag]float64{}
	for k, c := range tr.bi {
		ones[k[0]] += c
	}
	out := make([]byte, 0, int(NumTags)*int(NumTags)*int(NumTags)*2)
	for a := NoTag; a < NumTags; a++ {
		for b := NoTag; b < NumTags; b++ {
			for c := NoTag; c < NumTags; c++ {
				p := l1 * (tr.tags[c] + 0.1) / (n + 5)
				if ones[b] > 0 {
					p += l2 * tr.bi[[2]Tag{b, c}] / ones[b]
				}
				if x := pairs[[2]Tag{a, b}]; x > 0 {
					p += l3 * tr.tri[[3]Tag{a, b, c}] / x
				}
				out = binary.LittleEndian.AppendUint16(out, uint16(quantise(math.Log(p))))
			}
		}
	}
	return out
}

func quantise(x float64) int16 {
	return int16(math.Round(math.Max(-30000, math.Min(30000, x*scale))))
}

// endings returns the smoothed tag distribution of every ending that is frequent enough among rare words.
func (tr *taggerCounts) endings() map[string]*tagCounts {
	raw := map[string]*tagCounts{}
	for form, c := range tr.words {
		if c.total() > 10 || letterAt(form, 0) == 0 {
			continue
		}
		lower := lowerASCII(nil, form)
		classes := []byte{wordClass(form, false)}
		if classes[0] == 2 {
			classes = append(classes, 4)
		} else if classes[0] == 1 {
			classes = append(classes, 4)
		}
		for _, class := range classes {
			for n := 0; n <= min(maxEnding, len(lower)); n++ {
				if n < len(lower) && n > 0 && !utf8.RuneStart(lower[len(lower)-n]) {
					continue
				}
				key := string(endingKey(nil, class, lower, n))
				if raw[key] == nil {
					raw[key] = &tagCounts{}
				}
				for t, x := range c {
					raw[key][t] += x
				}
			}
		}
	}
	keys := make([]string, 0, len(raw))
	for k := range raw {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	out := map[string]*tagCounts{}
	for _, k := range keys {
		c := raw[k]
		n := c.total()
		if n < 4 && len(k) > 1 {
			continue
		}
		smooth := &tagCounts{}
		parent := out[k[:1]+k[min(2, len(k)):]]
		const weight = 3.0
		for t := range c {
			p := c[t] / n
			if parent != nil && len(k) > 1 {
				p = (c[t] + weight*parent[t]) / (n + weight)
			}
			smooth[t] = p
		}
		out[k] = smooth
	}
	return out
}

func (tr *taggerCounts) file() []byte {
	entries := map[string]*tagCounts{}
	for k, c := range tr.endings() {
		entries[k] = c
	}
	for form, c := range tr.words {
		n := c.total()
		p := &tagCounts{}
		for t := range c {
			p[t] = c[t] / n
		}
		entries[form] = p
	}
	keys := make([]string, 0, len(entries))
	for k := range entries {
		keys = append(keys, k)
	}
	slices.Sort(keys)

	slots := 1
	for slots < len(keys)*3/2 {
		slots *= 2
	}
	table := make([]byte, slots*8)
	taken := map[uint32]bool{}
	sets := []byte{}
	known := map[string]uint32{}
	for _, k := range keys {
		set := tr.candidateSet(entries[k])
		if len(set) == 1 {
			continue
		}
		h := hashKey([]byte(k))
		if taken[h] { // two keys of one hash: the first keeps it
			continue
		}
		taken[h] = true
		at, ok := known[string(set)]
		if !ok {
			at = uint32(len(sets)) + 1
			known[string(set)] = at
			sets = append(sets, set...)
		}
		i := h & uint32(slots-1)
		for binary.LittleEndian.Uint32(table[i*8+4:]) != 0 {
			i = (i + 1) & uint32(slots-1)
		}
		binary.LittleEndian.PutUint32(table[i*8:], h)
		binary.LittleEndian.PutUint32(table[i*8+4:], at)
	}
	out := []byte(taggerMagic)
	out = binary.LittleEndian.AppendUint32(out, uint32(slots))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(sets)))
	out = append(out, tr.transitions()...)
	out = append(out, table...)
	return append(out, sets...)
}

// candidateSet writes the likeliest tags of a distribution, best first.
func (tr *taggerCounts) candidateSet(p *tagCounts) []byte {
	total := tr.tags.total()
	var order []Tag
	for t := NoTag + 1; t < NumTags; t++ {
		if p[t] > 0.002 {
			order = append(order, t)
		}
	}
	slices.SortStableFunc(order, func(a, b Tag) int {
		switch {
		case p[a] > p[b]:
			return -1
		case p[a] < p[b]:
			return 1
		}
		return 0
	})
	if len(order) > maxCandidates {
		order = order[:maxCandidates]
	}
	out := []byte{byte(len(order))}
	for _, t := range order {
		out = append(out, byte(t))
		// coarse steps let many words share one set
		score := math.Round((math.Log(p[t])-math.Log((tr.tags[t]+1)/(total+1)))*8) / 8
		out = binary.LittleEndian.AppendUint16(out, uint16(quantise(score)))
	}
	return out
}
