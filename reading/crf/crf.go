// Package crf labels sequences with a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over
// hashed sparse features.
//
// A feature is a 32-bit hash; its weights, one a label, lie at its low bits in one table. Hashes that fall together share
// their weights: with far more slots than features that matter, this costs less than a dictionary would. The table is
// kept in 8-bit integers and used where it lies in the file.
package crf

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Chain is the part of a field that ties labels to one another. It may be used by several goroutines at once.
type Chain struct {
	Labels int
	// Transitions[a*Labels+b] is the score of label b behind label a; Start[b] of b in front.
	Transitions, Start []float32
}

// Model is a field over features, ready to label. It may be used by several goroutines at once.
type Model struct {
	Chain
	mask uint32
	// table holds an int8 a label in each slot; a weight is its entry times step.
	table []byte
	step  float32
}

// Impossible is the score of a transition that may not be.
const Impossible = float32(-1e9)

// Scratch is memory for labelling, to be used again. Its zero value is ready.
type Scratch struct {
	emissions, alpha, beta []float32
	from                   []uint8
	path                   []uint8
}

// Emissions returns the scores of the labels at every position of a sequence, labels side by side: features[i] are the
// hashes of position i. The slice is valid until the scratch is used for another sequence.
func (m *Model) Emissions(s *Scratch, features [][]uint32) []float32 {
	L := m.Labels
	s.grow(len(features) * L)
	e := s.emissions[:len(features)*L]
	for i, fs := range features {
		sum := m.sums(fs)
		for l := range L {
			e[i*L+l] = float32(float32(sum[l]) * m.step)
		}
	}
	return e
}

// sums adds up the weights of features for each label. What it takes is the time to fetch them: the table is larger than
// the near caches, so that the fewer steps there are between one feature and the next, the more are fetched at once. The
// weights of a slot are added side by side in two words of four lanes, as values from 0 to 255.
func (m *Model) sums(features []uint32) (sum [8]int32) {
	const (
		lanes = 0x00ff00ff00ff00ff
		bias  = 0x80
		most  = 256 // features until a lane may be full
	)
	table, mask, L := m.table, m.mask, m.Labels
	last := len(table) - 8
	for len(features) > 0 {
		n := min(len(features), most)
		var even, odd uint64
		for _, f := range features[:n] {
			at := int(f&mask) * L
			if at > last {
				m.addSlot(&sum, at)
				even += bias * 0x0001000100010001
				odd += bias * 0x0001000100010001
				continue
			}
			x := binary.LittleEndian.Uint64(table[at:]) ^ bias*0x0101010101010101
			even += x & lanes
			odd += x >> 8 & lanes
		}
		features = features[n:]
		for l := range sum[:L] {
			lane := even
			if l%2 == 1 {
				lane = odd
			}
			sum[l] += int32(lane>>(l/2*16)&0xffff) - int32(bias*n)
		}
	}
	return sum
}

// addSlot adds the weights of the slot that begins at a byte of the table.
func (m *Model) addSlot(sum *[8]int32, at int) {
	for l, w := range m.table[at : at+m.Labels] {
		sum[l] += int32(int8(w))
	}
}

// Best returns the likeliest labels of a sequence with the scores e of all labels at every position. The slice is valid
// until the scratch is used again.
func (c *Chain) Best(s *Scratch, e []float32) []uint8 {
	L := c.Labels
	n := len(e) / L
	if n == 0 {
		return nil
	}
	s.grow(n * L)
	score, from := s.alpha[:n*L], s.from[:n*L]
	for l := range L {
		score[l] = c.Start[l] + e[l]
	}
	for i := 1; i < n; i++ {
		for b := range L {
			best, arg := float32(math.Inf(-1)), 0
			for a := range L {
				if x := score[(i-1)*L+a] + c.Transitions[a*L+b]; x > best {
					best, arg = x, a
				}
			}
			score[i*L+b] = best + e[i*L+b]
			from[i*L+b] = uint8(arg)
		}
	}
	if cap(s.path) < n {
		s.path = make([]uint8, n)
	}
	path := s.path[:n]
	arg := top(score[(n-1)*L : n*L])
	for i := n - 1; i >= 0; i-- {
		path[i] = uint8(arg)
		arg = int(from[i*L+arg])
	}
	return path
}

// Marginals returns the probability of every label at every position, labels side by side, of a sequence with the
// scores e, which are used up. The slice is valid until the scratch is used again.
func (c *Chain) Marginals(s *Scratch, e []float32) []float32 {
	L := c.Labels
	n := len(e) / L
	if n == 0 {
		return nil
	}
	s.grow(n * L)
	passes(e, e, n, L, c.Transitions, c.Start, s.alpha[:n*L], s.beta[:n*L], nil)
	out := s.alpha[:n*L]
	for i := range out {
		out[i] *= s.beta[i]
	}
	normalise(out, L)
	return out
}

func normalise(p []float32, labels int) {
	for i := 0; i < len(p); i += labels {
		var z float32
		for l := 0; l < labels; l++ {
			z += p[i+l]
		}
		if z > 0 {
			for l := 0; l < labels; l++ {
				p[i+l] /= z
			}
		}
	}
}

// passes fills alpha and beta, scaled to sum to one at every position, and adds the log of the partition sum to logZ, which
// may be nil. powers is memory for the powers of the emissions, which may be the emissions themselves.
func passes(powers, e []float32, n, L int, transitions, start, alpha, beta []float32, logZ *float64) {
	var exp [64]float32
	for i := range transitions {
		exp[i] = float32(math.Exp(float64(transitions[i])))
	}
	emission := func(i int) []float32 {
		row, em := e[i*L:(i+1)*L], powers[i*L:(i+1)*L]
		top := row[0]
		for _, x := range row[1:] {
			top = max(top, x)
		}
		for l, x := range row {
			em[l] = float32(math.Exp(float64(x - top)))
		}
		if logZ != nil {
			*logZ += float64(top)
		}
		return em
	}
	scale := func(x []float32) float32 {
		var z float32
		for _, v := range x {
			z += v
		}
		if z <= 0 {
			z = math.SmallestNonzeroFloat32
		}
		for l := range x {
			x[l] /= z
		}
		return z
	}
	em := emission(0)
	for l := 0; l < L; l++ {
		alpha[l] = em[l] * float32(math.Exp(float64(start[l])))
	}
	z := scale(alpha[:L])
	if logZ != nil {
		*logZ += math.Log(float64(z))
	}
	for i := 1; i < n; i++ {
		em := emission(i)
		before, here := alpha[(i-1)*L:i*L], alpha[i*L:(i+1)*L]
		for b := range here {
			var sum float32
			for a, x := range before {
				// The conversions keep compilers from fusing product and sum: equal results everywhere.
				sum += float32(x * exp[a*L+b])
			}
			here[b] = sum * em[b]
		}
		z := scale(here)
		if logZ != nil {
			*logZ += math.Log(float64(z))
		}
	}
	for l := 0; l < L; l++ {
		beta[(n-1)*L+l] = 1
	}
	for i := n - 1; i > 0; i-- {
		em := powers[i*L : (i+1)*L]
		behind, here := beta[i*L:(i+1)*L], beta[(i-1)*L:i*L]
		for a := range here {
			var sum float32
			for b, x := range behind {
				sum += float32(float32(exp[a*L+b]*em[b]) * x)
			}
			here[a] = sum
		}
		scale(here)
	}
}

const magic = "saysoCRF3\n\x00\x00"

// Load reads a model from file, which it keeps using, and returns what follows it.
func Load(file []byte) (*Model, []byte, error) {
	const header = len(magic) + 12
	if len(file) < header || string(file[:len(magic)]) != magic {
		return nil, nil, fmt.Errorf("not a field of this version")
	}
	labels := int(binary.LittleEndian.Uint32(file[len(magic):]))
	bits := binary.LittleEndian.Uint32(file[len(magic)+4:])
	m := &Model{Chain: Chain{Labels: labels}, mask: 1<<bits - 1, step: math.Float32frombits(binary.LittleEndian.Uint32(file[len(magic)+8:]))}
	file = file[header:]
	if labels < 1 || labels > 8 || bits > 26 || len(file) < 4*labels*(labels+1)+labels<<bits {
		return nil, nil, fmt.Errorf("%d labels and 2^%d slots do not fit %d bytes", labels, bits, len(file))
	}
	floats := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(file[4*i:]))
		}
		file = file[4*n:]
		return out
	}
	m.Start = floats(labels)
	m.Transitions = floats(labels * labels)
	m.table = file[:labels<<bits]
	return m, file[labels<<bits:], nil
}

// Append appends the model's file to dst.
func (m *Model) Append(dst []byte) []byte {
	dst = append(dst, magic...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(m.Labels))
	bits := uint32(0)
	for 1<<bits-1 != m.mask {
		bits++
	}
	dst = binary.LittleEndian.AppendUint32(dst, bits)
	dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(m.step))
	for _, x := range append(append([]float32{}, m.Start...), m.Transitions...) {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(x))
	}
	return append(dst, m.table...)
}
