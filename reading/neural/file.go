package neural

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"

	"sayso/english/nn"
	"sayso/reading/crf"
)

// writer gathers the weights of a network in the order in which [Load] takes them.
type writer struct{ out []byte }

func (w *writer) floats(v []float32) {
	for _, x := range v {
		w.out = binary.LittleEndian.AppendUint32(w.out, math.Float32bits(x))
	}
}

// matrix writes a matrix in 8 bits with a scale for each column, which makes floats of products with integers of
// [nn.Fixed], and its bias.
func (w *writer) matrix(v []float32, rows, cols int, bias []float32) {
	top := make([]float32, cols)
	for i, x := range v {
		top[i%cols] = max(top[i%cols], x, -x)
	}
	scale := make([]float32, cols)
	for j, t := range top {
		scale[j] = t / 127 / nn.Fixed
	}
	w.floats(scale)
	w.floats(bias)
	for i, x := range v {
		q := int8(0)
		if t := top[i%cols]; t > 0 {
			q = int8(math.Round(float64(x / t * 127)))
		}
		w.out = append(w.out, byte(q))
	}
}

// file takes weights off a file.
type file struct {
	rest []byte
	err  error
}

func (f *file) take(n int) []byte {
	if f.err == nil && len(f.rest) < n {
		f.err = fmt.Errorf("the network's weights are cut short")
	}
	if f.err != nil {
		return make([]byte, n)
	}
	b := f.rest[:n]
	f.rest = f.rest[n:]
	return b
}

func (f *file) floats(n int) []float32 {
	b := f.take(4 * n)
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

func (f *file) matrix(rows, cols int) nn.Affine {
	scale, bias := f.floats(cols), f.floats(cols)
	b := f.take(rows * cols)
	w := make([]int8, len(b))
	for i, x := range b {
		w[i] = int8(x)
	}
	return nn.Affine{Weights: nn.Pack(w, rows, cols), Scale: scale, Bias: bias}
}

func (f *file) layers(kinds string, d int) []layer {
	out := make([]layer, len(kinds))
	for i := range out {
		l := &out[i]
		l.kind = kinds[i]
		if l.kind == 'c' {
			l.affine = f.matrix(3*d, d)
		} else {
			l.affine = f.matrix(d, 2*d)
		}
		l.gain, l.beta = f.floats(d), f.floats(d)
	}
	return out
}

// cueColumns and outColumns are the widths of the products for cues and parts, of which the first CueLabels and
// PartLabels columns count.
const cueColumns, outColumns = 16, 16

// check bounds a shape, so that a damaged file is an error and no demand for all memory.
func (s *Shape) check() error {
	ok := s.States > 0 && s.States <= 4096 && s.States%16 == 0 && s.Width > 0 && s.Width <= 4096 && s.Width%32 == 0 && s.Flags > 0 && s.Flags <= 1<<16 &&
		s.Units > 0 && s.Units <= 1024 && s.Units%32 == 0 && s.Places > 0 && s.Places <= 1<<16 && s.Ways > 0 && s.Ways <= 1<<16 && len(s.Layers)+len(s.PartLayers) <= 20
	for _, kind := range s.Layers + s.PartLayers {
		ok = ok && (kind == 'c' || kind == 's')
	}
	if !ok {
		return fmt.Errorf("a network of shape %+v cannot be", *s)
	}
	return nil
}

// Load takes a network off a file of weights and returns what follows it.
func Load(b []byte) (*Model, []byte, error) {
	if len(b) < 4 {
		return nil, nil, fmt.Errorf("the network is missing")
	}
	n := int(binary.LittleEndian.Uint32(b))
	if b = b[4:]; n > len(b) {
		return nil, nil, fmt.Errorf("the network's shape is cut short")
	}
	m := &Model{}
	if err := json.Unmarshal(b[:n], &m.Shape); err != nil {
		return nil, nil, fmt.Errorf("the network's shape: %w", err)
	}
	if err := m.check(); err != nil {
		return nil, nil, err
	}
	f := &file{rest: b[n:]}
	d, W := m.Width, m.Units
	m.in = f.matrix(2*m.States, d)
	m.flags = f.floats(m.Flags * d)
	m.inGain, m.inBeta = f.floats(d), f.floats(d)
	m.layers = f.layers(m.Layers, d)
	m.cue, m.units = f.matrix(d, cueColumns), f.matrix(d, 2*W)
	m.places, m.ways = f.floats(m.Places*W), f.floats(m.Ways*W)
	m.partGain, m.partBeta = f.floats(W), f.floats(W)
	m.partLayers = f.layers(m.PartLayers, W)
	m.out = f.matrix(W, outColumns)
	m.Cues = crf.Chain{Labels: CueLabels, Transitions: f.floats(CueLabels * CueLabels), Start: f.floats(CueLabels)}
	m.Parts = crf.Chain{Labels: PartLabels, Transitions: f.floats(PartLabels * PartLabels), Start: f.floats(PartLabels)}
	if f.err != nil {
		return nil, nil, f.err
	}
	return m, f.rest, nil
}
