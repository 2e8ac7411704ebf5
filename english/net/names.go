package net

// NameTypes are the types of names, in the order of their tags.
var NameTypes = [...]string{"PER", "LOC", "ORG", "NORP", "MISC"}

// NumNameTags is the number of tags of the names: O, and B, I, E, S for each type.
const NumNameTags = 1 + 4*len(NameTypes)

// NameTags returns the tags by their numbers.
func NameTags() []string {
	tags := []string{"O"}
	for _, t := range NameTypes {
		tags = append(tags, "B-"+t, "I-"+t, "E-"+t, "S-"+t)
	}
	return tags
}

// Name is a run of words, First inclusive, End exclusive, with the number of its type in [NameTypes].
type Name struct {
	First, End int32
	Type       int32
}

// The corpora mark names by different rules, and a network that learns from all of them finds too many. So the score of
// O gets outside added, and beginning a name costs something by its type. Chosen on the dev sets.
const outside = 0.7

var beginCost = [len(NameTypes)]float32{0.9, 0, 0, 0, 0}

// NameDecoder finds the best sequence of name tags. It keeps its memory between calls.
type NameDecoder struct {
	back []uint8
}

// position in a name: the tag number minus one, modulo four.
const (
	begin = iota
	inside
	end
	single
)

// Decode appends the names of a sentence to dst. score holds a row of stride values for each of n words, of which the
// first NumNameTags are the scores of the tags.
func (d *NameDecoder) Decode(dst []Name, score []float32, stride, n int) []Name {
	const T = NumNameTags
	d.back = grow(d.back, n*T)
	var cur, next [T]float32
	const never = -1e30
	for t := range cur {
		cur[t] = never
	}
	cur[0] = 0 // as if an O stood before the sentence
	for i := range n {
		// Tags after which anything but the inside of a name may come: O, E, S.
		open, from := float32(never), uint8(0)
		for t := 0; t < T; t++ {
			if t == 0 || (t-1)%4 >= end {
				if cur[t] > open {
					open, from = cur[t], uint8(t)
				}
			}
		}
		row := score[i*stride : i*stride+T]
		back := d.back[i*T : i*T+T]
		for t := range next {
			if t > 0 {
				if p := (t - 1) % 4; p == inside || p == end {
					b, in := t-p, t-p+1 // the tags B and I of the same type
					if cur[in] > cur[b] {
						b = in
					}
					next[t], back[t] = cur[b]+row[t], uint8(b)
					continue
				}
			}
			next[t], back[t] = open+row[t], from
			if t > 0 {
				next[t] -= beginCost[(t-1)/4]
			}
		}
		next[0] += outside
		cur = next
	}
	best := 0
	for t := 1; t < T; t++ {
		if (t-1)%4 >= end && cur[t] > cur[best] {
			best = t
		}
	}
	first := len(dst)
	stop := int32(0)
	for i := n - 1; i >= 0; i-- {
		if best > 0 {
			typ := int32(best-1) / 4
			switch (best - 1) % 4 {
			case single:
				dst = append(dst, Name{int32(i), int32(i + 1), typ})
			case end:
				stop = int32(i + 1)
			case begin:
				dst = append(dst, Name{int32(i), stop, typ})
			}
		}
		best = int(d.back[i*T+best])
	}
	for a, b := first, len(dst)-1; a < b; a, b = a+1, b-1 {
		dst[a], dst[b] = dst[b], dst[a]
	}
	return dst
}
