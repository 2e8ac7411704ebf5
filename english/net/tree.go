package net

import "math"

// Tree finds the best tree of a sentence. It keeps its memory between calls.
type Tree struct {
	colour []int8
	floats arena[float64]
	ints   arena[int32]
}

// arena gives out pieces of memory that are all given back at once. They hold what they held before.
type arena[T any] struct{ free, all []T }

func (a *arena[T]) reset() { a.free = a.all }

func (a *arena[T]) take(n int) []T {
	if len(a.free) < n {
		a.all = make([]T, max(2*len(a.all), n, 1024))
		a.free = a.all
	}
	piece := a.free[:n:n]
	a.free = a.free[n:]
	return piece
}

// Decode sets heads[i] to the head of word i+1 in the best tree with a single root, 0 standing for the root itself.
// score[i*(n+1)+h] says how well h suits as the head of word i+1; n is len(heads).
func (t *Tree) Decode(heads []int32, score []float32) {
	n := len(heads)
	w := n + 1
	roots, root := 0, 0
	for i := range heads {
		row := score[i*w : i*w+w]
		best, at := float32(math.Inf(-1)), int32(0)
		for h, v := range row {
			if v > best && h != i+1 {
				best, at = v, int32(h)
			}
		}
		heads[i] = at
		if at == 0 {
			roots, root = roots+1, i
		}
	}
	if roots == 1 && t.acyclic(heads) {
		return
	}
	// The greedy choice is no tree: choose the root first, then the best tree under it.
	if roots != 1 {
		gain := float32(math.Inf(-1))
		for i := range heads {
			row := score[i*w : i*w+w]
			best := float32(math.Inf(-1))
			for h := 1; h < w; h++ {
				if h != i+1 && row[h] > best {
					best = row[h]
				}
			}
			g := row[0] - best
			if n == 1 {
				g = 0
			}
			if g > gain {
				gain, root = g, i
			}
		}
	}
	t.arborescence(heads, score, root)
}

func (t *Tree) acyclic(heads []int32) bool {
	t.colour = grow(t.colour, len(heads)+1)
	clear(t.colour)
	t.colour[0] = 2
	for i := range heads {
		j := int32(i + 1)
		for t.colour[j] == 0 {
			t.colour[j] = 1
			j = heads[j-1]
		}
		if t.colour[j] == 1 {
			return false
		}
		for j = int32(i + 1); t.colour[j] == 1; j = heads[j-1] {
			t.colour[j] = 2
		}
	}
	return true
}

// arborescence is the algorithm of Chu, Liu and Edmonds over the words, rooted at word root (from 0).
func (t *Tree) arborescence(heads []int32, score []float32, root int) {
	n := len(heads)
	w := n + 1
	t.floats.reset()
	t.ints.reset()
	s := t.floats.take(n * n) // s[i*n+h]: h as the head of i
	for i := range n {
		for h, v := range score[i*w+1 : i*w+w] {
			s[i*n+h] = float64(v)
		}
	}
	parent := t.edmonds(s, n, root)
	for i := range heads {
		heads[i] = parent[i] + 1
	}
	heads[root] = 0
}

// edmonds returns the parent of each of n nodes in the best tree rooted at root (its own parent is -1).
func (t *Tree) edmonds(s []float64, n, root int) []int32 {
	parent := t.ints.take(n)
	for i := range n {
		parent[i] = -1
		if i == root {
			continue
		}
		best := math.Inf(-1)
		for h, v := range s[i*n : i*n+n] {
			if h != i && (parent[i] < 0 || v > best) {
				best, parent[i] = v, int32(h)
			}
		}
	}
	cycle := t.findCycle(parent)
	if len(cycle) == 0 {
		return parent
	}
	// Contract the cycle into one node, solve, and break it where the solution enters.
	number := t.ints.take(n) // of the nodes outside the cycle, -1 for those in it
	clear(number)
	for _, c := range cycle {
		number[c] = -1
	}
	old := t.ints.take(n - len(cycle))
	c := 0
	for i := range number {
		if number[i] == 0 {
			number[i] = int32(c)
			old[c] = int32(i)
			c++
		}
	}
	w := c + 1
	small := t.floats.take(w * w)
	enter, leave := t.ints.take(c), t.ints.take(c)
	for x, i := range old {
		row := s[int(i)*n : int(i)*n+n]
		for y, h := range old {
			small[x*w+y] = row[h]
		}
		best := math.Inf(-1)
		leave[x] = cycle[0]
		for _, h := range cycle {
			if row[h] > best {
				best, leave[x] = row[h], h
			}
		}
		small[x*w+c] = best
		best = math.Inf(-1)
		enter[x] = cycle[0]
		for _, k := range cycle {
			if g := s[int(k)*n+int(i)] - s[int(k)*n+int(parent[k])]; g > best {
				best, enter[x] = g, k
			}
		}
		small[c*w+x] = best
	}
	solved := t.edmonds(small, w, int(number[root]))
	result := t.ints.take(n)
	copy(result, parent)
	for x, i := range old {
		switch p := solved[x]; {
		case p < 0:
			result[i] = -1
		case int(p) == c:
			result[i] = leave[x]
		default:
			result[i] = old[p]
		}
	}
	if p := solved[c]; p >= 0 {
		result[enter[p]] = old[p]
	}
	return result
}

// findCycle returns the nodes of a cycle, none if there is none.
func (t *Tree) findCycle(parent []int32) []int32 {
	t.colour = grow(t.colour, len(parent))
	clear(t.colour)
	for i := range parent {
		j := int32(i)
		for j >= 0 && t.colour[j] == 0 {
			t.colour[j] = 1
			j = parent[j]
		}
		if j >= 0 && t.colour[j] == 1 {
			n := 1
			for k := parent[j]; k != j; k = parent[k] {
				n++
			}
			cycle := t.ints.take(n)
			for k := range cycle {
				cycle[k] = j
				j = parent[j]
			}
			return cycle
		}
		for j = int32(i); j >= 0 && t.colour[j] == 1; j = parent[j] {
			t.colour[j] = 2
		}
	}
	return nil
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Distances is the number of classes of the distance between a word and its head.
const Distances = 36

// Distance returns the class of the distance between word i and head h, both counted from 1; 0 is the root.
func Distance(i, h int) int {
	if h == 0 {
		return 0
	}
	d := h - i
	switch {
	case d > 24:
		d = 17
	case d > 12:
		d = 16
	case d < -24:
		d = -17
	case d < -12:
		d = -16
	case d > 12 || d < -12:
	}
	return 18 + d
}
