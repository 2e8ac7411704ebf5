package net

import (
	"math"
	"math/rand/v2"
	"testing"
)

// valid reports whether a sequence of tags is made of whole names.
func valid(tags []int) bool {
	open := 0 // 1 + the type of the name that is open
	for _, t := range tags {
		switch {
		case t == 0:
			if open > 0 {
				return false
			}
		default:
			p, typ := (t-1)%4, (t-1)/4+1
			switch {
			case (p == begin || p == single) && open > 0:
				return false
			case (p == inside || p == end) && open != typ:
				return false
			case p == begin:
				open = typ
			case p == end:
				open = 0
			}
		}
	}
	return open == 0
}

// bonus is what the decoder adds to the score of a tag.
func bonus(tag int) float64 {
	if tag == 0 {
		return outside
	}
	if p := (tag - 1) % 4; p == begin || p == single {
		return -float64(beginCost[(tag-1)/4])
	}
	return 0
}

func TestNamesAreTheBestSequenceOfWholeNames(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var d NameDecoder
	for range 60 {
		n := 1 + r.IntN(3)
		score := make([]float32, n*NumNameTags)
		for i := range score {
			score[i] = float32(r.NormFloat64())
		}
		best := math.Inf(-1)
		tags := make([]int, n)
		var try func(i int)
		try = func(i int) {
			if i == n {
				if valid(tags) {
					sum := 0.0
					for k, tag := range tags {
						sum += float64(score[k*NumNameTags+tag]) + bonus(tag)
					}
					best = max(best, sum)
				}
				return
			}
			for tag := range NumNameTags {
				tags[i] = tag
				try(i + 1)
			}
		}
		try(0)
		clear(tags)
		for _, name := range d.Decode(nil, score, NumNameTags, n) {
			b := 1 + 4*int(name.Type)
			if name.End-name.First == 1 {
				tags[name.First] = b + single
				continue
			}
			for i := name.First; i < name.End; i++ {
				tags[i] = b + inside
			}
			tags[name.First], tags[name.End-1] = b+begin, b+end
		}
		if !valid(tags) {
			t.Fatalf("tags %v are no sequence of names", tags)
		}
		sum := 0.0
		for k, tag := range tags {
			sum += float64(score[k*NumNameTags+tag]) + bonus(tag)
		}
		if math.Abs(sum-best) > 1e-4 {
			t.Fatalf("names of score %g, the best have %g", sum, best)
		}
	}
}
