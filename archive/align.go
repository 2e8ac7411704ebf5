package archive

import "slices"

// pair is a word that two texts have in common: its places in both.
type pair struct{ a, b int }

// align finds the words that two texts have in common, in the order of both: those that are unique in both are held
// against each other first, and what lies between two of them in the same way (patience sorting); short stretches get the
// longest common subsequence there is.
func align(a, b []textWord) []pair {
	var out []pair
	alignWithin(a, b, 0, len(a), 0, len(b), &out)
	return out
}

// exactCells is up to how many cells the table of a longest common subsequence may have.
const exactCells = 40_000

func alignWithin(a, b []textWord, a0, a1, b0, b1 int, out *[]pair) {
	for a0 < a1 && b0 < b1 && a[a0].hash == b[b0].hash {
		*out = append(*out, pair{a0, b0})
		a0, b0 = a0+1, b0+1
	}
	tail := 0
	for a0 < a1 && b0 < b1 && a[a1-1].hash == b[b1-1].hash {
		a1, b1, tail = a1-1, b1-1, tail+1
	}
	switch {
	case a0 == a1 || b0 == b1:
	case (a1-a0)*(b1-b0) <= exactCells:
		longestCommon(a, b, a0, a1, b0, b1, out)
	default:
		i, j := a0, b0
		for _, p := range uniquePairs(a, b, a0, a1, b0, b1) {
			alignWithin(a, b, i, p.a, j, p.b, out)
			*out = append(*out, p)
			i, j = p.a+1, p.b+1
		}
		if i > a0 {
			alignWithin(a, b, i, a1, j, b1, out)
		}
	}
	for k := range tail {
		*out = append(*out, pair{a1 + k, b1 + k})
	}
}

// longestCommon appends a longest common subsequence.
func longestCommon(a, b []textWord, a0, a1, b0, b1 int, out *[]pair) {
	n, m := a1-a0, b1-b0
	table := make([]uint16, (n+1)*(m+1)) // [i][j]: the longest of what follows i and j
	for i := n - 1; i >= 0; i-- {
		row, below := table[i*(m+1):], table[(i+1)*(m+1):]
		for j := m - 1; j >= 0; j-- {
			if a[a0+i].hash == b[b0+j].hash {
				row[j] = below[j+1] + 1
			} else {
				row[j] = max(below[j], row[j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case a[a0+i].hash == b[b0+j].hash:
			*out = append(*out, pair{a0 + i, b0 + j})
			i, j = i+1, j+1
		case table[(i+1)*(m+1)+j] >= table[i*(m+1)+j+1]:
			i++
		default:
			j++
		}
	}
}

// uniquePairs are the words that occur once in each stretch, as far as they come in the same order in both.
func uniquePairs(a, b []textWord, a0, a1, b0, b1 int) []pair {
	type seen struct{ inA, inB, a, b int }
	words := make(map[uint64]*seen, a1-a0)
	for i := a0; i < a1; i++ {
		s := words[a[i].hash]
		if s == nil {
			s = &seen{}
			words[a[i].hash] = s
		}
		s.inA++
		s.a = i
	}
	var order []*seen
	for j := b0; j < b1; j++ {
		if s := words[b[j].hash]; s != nil {
			s.inB++
			s.b = j
			if s.inB == 1 {
				order = append(order, s)
			}
		}
	}
	order = slices.DeleteFunc(order, func(s *seen) bool { return s.inA != 1 || s.inB != 1 })
	// The longest run of rising places in a: piles by patience, each card with the one it lies on.
	var piles []int
	under := make([]int, len(order))
	for i, s := range order {
		at, _ := slices.BinarySearchFunc(piles, s.a, func(card, place int) int { return order[card].a - place })
		under[i] = -1
		if at > 0 {
			under[i] = piles[at-1]
		}
		if at == len(piles) {
			piles = append(piles, i)
		} else {
			piles[at] = i
		}
	}
	if len(piles) == 0 {
		return nil
	}
	out := make([]pair, len(piles))
	for i, k := piles[len(piles)-1], len(piles)-1; i >= 0; i, k = under[i], k-1 {
		out[k] = pair{order[i].a, order[i].b}
	}
	return out
}

// pieces compares two texts word by word: what both have, what only the first has (Dropped), what only the second has
// (Added), in the order of the texts. Marks and white space go with the word before them; those of Same are the second's.
func pieces(a, b string) []Piece {
	x, y := textWords(a), textWords(b)
	var out []Piece
	add := func(op PieceOp, text string) {
		if text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += text
			return
		}
		out = append(out, Piece{op, text})
	}
	// stretch is a text from one word up to another.
	stretch := func(text string, list []textWord, from, to int) string {
		start, end := len(text), len(text)
		if from < len(list) {
			start = list[from].start
		}
		if from == 0 {
			start = 0
		}
		if to < len(list) {
			end = list[to].start
		}
		if to == 0 {
			end = 0
		}
		return text[min(start, end):end]
	}
	i, j := 0, 0
	for _, p := range align(x, y) {
		add(Dropped, stretch(a, x, i, p.a))
		add(Added, stretch(b, y, j, p.b))
		add(Same, stretch(b, y, p.b, p.b+1))
		i, j = p.a+1, p.b+1
	}
	if i < len(x) {
		add(Dropped, stretch(a, x, i, len(x)))
	}
	if j < len(y) || len(y) == 0 {
		add(Added, stretch(b, y, j, len(y)))
	}
	return out
}
