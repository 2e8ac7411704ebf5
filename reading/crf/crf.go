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

// Model is a trained field, ready to label. It may be used by several goroutines at once.
type Model struct {
	labels int
	mask   uint32
	// table holds labels int8 a slot; a weight is its entry times step.
	table []byte
	step  float32
	// transitions[a*labels+b] is the score of label b behind label a; start[b] of b in front.
	transitions, start []float32
	// Hidden is the layer that adds to the scores, nil if the field has none.
	Hidden  *Hidden
	weights []int8 // of Hidden, as trained
}

// Impossible is the score of a transition that may not be.
const Impossible = float32(-1e9)

// Labels is the number of labels.
func (m *Model) Labels() int { return m.labels }

// Scratch is memory for labelling, to be used again. Its zero value is ready.
type Scratch struct {
	emissions, alpha, beta []float32
	from                   []uint8
	path                   []uint8
}

// emit fills the emission scores of a sequence: features[i] are the hashes of position i.
func (m *Model) emit(s *Scratch, features [][]uint32, added []float32) []float32 {
	n := len(features) * m.labels
	if cap(s.emissions) < n {
		s.emissions = make([]float32, n)
		s.alpha = make([]float32, n)
		s.beta = make([]float32, n)
		s.from = make([]uint8, n)
	}
	e := s.emissions[:n]
	L := m.labels
	for i, fs := range features {
		sum := m.sums(fs)
		row := e[i*L : (i+1)*L]
		for l := range row {
			row[l] = float32(float32(sum[l]) * m.step)
		}
		if added != nil {
			for l, x := range added[i*L : (i+1)*L] {
				row[l] += x
			}
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
	table, mask, L := m.table, m.mask, m.labels
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
	for l, w := range m.table[at : at+m.labels] {
		sum[l] += int32(int8(w))
	}
}

// Best returns the likeliest labels of a sequence. added, if not nil, are scores of the labels at every position to be
// added to those of the features. The slice is valid until the scratch is used again.
func (m *Model) Best(s *Scratch, features [][]uint32, added []float32) []uint8 {
	n := len(features)
	if n == 0 {
		return nil
	}
	return m.best(s, m.emit(s, features, added), n)
}

func (m *Model) best(s *Scratch, e []float32, n int) []uint8 {
	L := m.labels
	score := s.alpha[:n*L]
	from := s.from[:n*L]
	for l := 0; l < L; l++ {
		score[l] = m.start[l] + e[l]
	}
	for i := 1; i < n; i++ {
		for b := 0; b < L; b++ {
			best, arg := float32(math.Inf(-1)), 0
			for a := 0; a < L; a++ {
				if x := score[(i-1)*L+a] + m.transitions[a*L+b]; x > best {
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
	arg := 0
	for l := 1; l < L; l++ {
		if score[(n-1)*L+l] > score[(n-1)*L+arg] {
			arg = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		path[i] = uint8(arg)
		arg = int(from[i*L+arg])
	}
	return path
}

// Marginals returns the probability of every label at every position, labels side by side. added is as for
// [Model.Best]. The slice is valid until the scratch is used again.
func (m *Model) Marginals(s *Scratch, features [][]uint32, added []float32) []float32 {
	n := len(features)
	if n == 0 {
		return nil
	}
	return m.marginals(s, m.emit(s, features, added), n)
}

// Label returns what [Model.Best] and [Model.Marginals] return, for the price of one of them.
func (m *Model) Label(s *Scratch, features [][]uint32, added []float32) (best []uint8, marginals []float32) {
	n := len(features)
	if n == 0 {
		return nil, nil
	}
	e := m.emit(s, features, added)
	best = m.best(s, e, n)
	return best, m.marginals(s, e, n)
}

func (m *Model) marginals(s *Scratch, e []float32, n int) []float32 {
	passes(e, e, n, m.labels, m.transitions, m.start, s.alpha[:n*m.labels], s.beta[:n*m.labels], nil)
	out := s.alpha[:n*m.labels]
	for i := range out {
		out[i] *= s.beta[i]
	}
	normalise(out, m.labels)
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

// forwardBackward fills alpha and beta, scaled to sum to one at every position, and returns the log of the partition
// sum.
func forwardBackward(e []float32, n, L int, transitions, start, alpha, beta []float32) float64 {
	logZ := 0.0
	passes(make([]float32, n*L), e, n, L, transitions, start, alpha, beta, &logZ)
	return logZ
}

// passes is [forwardBackward] with memory for the powers of the emissions, which may be the emissions themselves. logZ
// may be nil.
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

const magic = "saysoCRF2\n\x00\x00"

// Load reads a model from file, which it keeps using, and returns what follows it.
func Load(file []byte) (*Model, []byte, error) {
	const header = len(magic) + 12
	if len(file) < header || string(file[:len(magic)]) != magic {
		return nil, nil, fmt.Errorf("not a field of this version")
	}
	labels := int(binary.LittleEndian.Uint32(file[len(magic):]))
	bits := binary.LittleEndian.Uint32(file[len(magic)+4:])
	m := &Model{labels: labels, mask: 1<<bits - 1, step: math.Float32frombits(binary.LittleEndian.Uint32(file[len(magic)+8:]))}
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
	m.start = floats(labels)
	m.transitions = floats(labels * labels)
	m.table = file[:labels<<bits]
	file = file[labels<<bits:]
	if len(file) == 0 {
		return nil, nil, fmt.Errorf("the field is cut short")
	}
	hidden := file[0] == 1
	file = file[1:]
	if hidden {
		var err error
		if m.Hidden, file, err = loadHidden(file); err != nil {
			return nil, nil, err
		}
		if m.Hidden.labels != labels {
			return nil, nil, fmt.Errorf("a field of %d labels has a hidden layer for %d", labels, m.Hidden.labels)
		}
	}
	return m, file, nil
}

// Append appends the model's file to dst.
func (m *Model) Append(dst []byte) []byte {
	dst = append(dst, magic...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(m.labels))
	bits := uint32(0)
	for 1<<bits-1 != m.mask {
		bits++
	}
	dst = binary.LittleEndian.AppendUint32(dst, bits)
	dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(m.step))
	for _, x := range append(append([]float32{}, m.start...), m.transitions...) {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(x))
	}
	dst = append(dst, m.table...)
	if m.Hidden == nil {
		return append(dst, 0)
	}
	return m.Hidden.append(append(dst, 1), m.weights)
}
