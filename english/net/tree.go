package net

import "math"

// Tree finds the best tree of a sentence. It keeps its memory between calls.
type Tree struct {
	colour []int8
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
	s := make([][]float64, n) // s[i][h]: h as the head of i
	for i := range s {
		s[i] = make([]float64, n)
		for h := range s[i] {
			s[i][h] = float64(score[i*w+h+1])
		}
	}
	parent := edmonds(s, root)
	for i := range heads {
		heads[i] = int32(parent[i] + 1)
	}
	heads[root] = 0
}

// edmonds returns the parent of every node in the best tree rooted at root (its own parent is -1). s is overwritten.
func edmonds(s [][]float64, root int) []int {
	n := len(s)
	parent := make([]int, n)
	for i := range parent {
		parent[i] = -1
		if i == root {
			continue
		}
		best := math.Inf(-1)
		for h, v := range s[i] {
			if h != i && (parent[i] < 0 || v > best) {
				best, parent[i] = v, h
			}
		}
	}
	cycle := findCycle(parent)
	if cycle == nil {
		return parent
	}
	// Contract the cycle into one node, solve, and break it where the solution enters.
	in := make([]bool, n)
	for _, c := range cycle {
		in[c] = true
	}
	number := make([]int, n)
	var old []int
	for i := range n {
		if !in[i] {
			number[i] = len(old)
			old = append(old, i)
		}
	}
	c := len(old)
	small := make([][]float64, c+1)
	for i := range small {
		small[i] = make([]float64, c+1)
	}
	enter, leave := make([]int, c), make([]int, c)
	for x, i := range old {
		for y, h := range old {
			small[x][y] = s[i][h]
		}
		best := math.Inf(-1)
		leave[x] = cycle[0]
		for _, h := range cycle {
			if s[i][h] > best {
				best, leave[x] = s[i][h], h
			}
		}
		small[x][c] = best
		best = math.Inf(-1)
		enter[x] = cycle[0]
		for _, k := range cycle {
			if g := s[k][i] - s[k][parent[k]]; g > best {
				best, enter[x] = g, k
			}
		}
		small[c][x] = best
	}
	solved := edmonds(small, number[root])
	result := make([]int, n)
	copy(result, parent)
	for x, i := range old {
		switch p := solved[x]; {
		case p < 0:
			result[i] = -1
		case p == c:
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

func findCycle(parent []int) []int {
	state := make([]int8, len(parent))
	for i := range parent {
		j := i
		for j >= 0 && state[j] == 0 {
			state[j] = 1
			j = parent[j]
		}
		if j >= 0 && state[j] == 1 {
			cycle := []int{j}
			for k := parent[j]; k != j; k = parent[k] {
				cycle = append(cycle, k)
			}
			return cycle
		}
		for j = i; j >= 0 && state[j] == 1; j = parent[j] {
			state[j] = 2
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
