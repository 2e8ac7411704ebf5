package net

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"

	"sayso/english/nn"
)

//go:embed net.bin
var embedded []byte

// Embedded returns the model whose weights are part of the program.
var Embedded = sync.OnceValue(func() *Model {
	m, err := Load(embedded)
	if err != nil {
		panic("embedded weights: " + err.Error())
	}
	return m
})

// rowTable is a table of quantised rows, read where it lies in the file.
type rowTable struct {
	cols   int
	rows   int
	scales []byte
	values []int8
}

func (f *file) table(name string, rows int) rowTable {
	scales, values, s := f.split(name, rows, -1, -1)
	return rowTable{s.Cols, s.Rows, scales, values}
}

// addTo adds row r to dst.
func (t *rowTable) addTo(dst []float32, r int) {
	scale := math.Float32frombits(binary.LittleEndian.Uint32(t.scales[4*r:]))
	nn.AddBytes(dst, scale, t.values[r*t.cols:(r+1)*t.cols])
}

// affine returns a product whose inputs are integers of step.
func (f *file) affine(name string, rows, cols int, step float32) nn.Affine {
	scales, values, s := f.split(name, rows, cols, cols)
	bias := f.floats(name+".bias", cols)
	if f.err != nil {
		return nn.Affine{}
	}
	a := nn.Affine{Weights: nn.Pack(values, s.Rows, s.Cols), Scale: floats(scales), Bias: bias}
	for i := range a.Scale {
		a.Scale[i] *= step
	}
	return a
}

// unused makes the columns from first to end the least of all.
func unused(bias []float32, first, end int) {
	for i := first; i < end; i++ {
		bias[i] = float32(math.Inf(-1))
	}
}

// norm is the gain and bias of a normalisation.
type norm struct{ gain, bias []float32 }

type modelLayer struct {
	kind byte
	nn.Affine
	norm norm
}

// columns are where the heads' columns begin in the last projection.
type columns struct{ arcHead, arcWord, relHead, relWord, upos, xpos, feats, names, width int }

// Model is a set of weights. It is not changed by use and can be shared.
type Model struct {
	Header  Header
	columns columns
	vocab   words32
	flags   words32
	lemmas  words32
	scripts []Script
	words   rowTable
	affix   rowTable
	in      nn.Affine
	inNorm  norm
	layers  []modelLayer
	out     nn.Affine
	arc     nn.Affine
	arcRoot []int16
	relRoot []float32
	dist    []float32
	// distances are the scores of the distances -MaxSentence+1, -MaxSentence+2 ..., filled up to whole vectors
	distances []float32
	rel       nn.Affine
}

// ColumnsOf returns the width of the last projection and where its heads begin, in the order head of an arc, word of
// an arc, head and word of a relation, UPOS, XPOS, features, names; each begins at a multiple of 16.
func ColumnsOf(arc, rel, upos, xpos, feats int) (at [8]int, width int) {
	for i, n := range [8]int{arc, arc, rel, rel, upos, xpos, feats, NumNameTags} {
		at[i] = width
		width += (n + 15) &^ 15
	}
	return at, width
}

// Load returns the model in a file of weights. The model reads from the bytes as long as it lives.
func Load(b []byte) (*Model, error) {
	f, err := openFile(b)
	if err != nil {
		return nil, err
	}
	h := &f.Header
	m := &Model{Header: *h}
	at, width := ColumnsOf(h.Arc, h.Rel, len(h.UPOS), len(h.XPOS), len(h.Feats))
	m.columns = columns{at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7], width}
	d := h.Width
	m.vocab, m.flags, m.lemmas = f.words32("vocab"), f.words32("flags"), f.words32("lemmas")
	m.words, m.affix = f.table("words", -1), f.table("affix", AffixRows)
	m.in = f.affine("in", m.words.cols+m.affix.cols, d, 1)
	m.inNorm = norm{f.floats("in.gain", d), f.floats("in.beta", d)}
	for i := range h.Layers {
		name := "layer" + string('0'+byte(i))
		l := modelLayer{kind: h.Layers[i]}
		if l.kind == 'c' {
			l.Affine = f.affine(name, 3*d, d, 1.0/fixed)
		} else {
			l.Affine = f.affine(name, d, 2*d, 1.0/fixed)
		}
		l.norm = norm{f.floats(name+".gain", d), f.floats(name+".beta", d)}
		m.layers = append(m.layers, l)
	}
	m.out = f.affine("out", d, width, 1.0/fixed)
	m.arc = f.affine("arc", h.Arc, h.Arc, 1.0/fixed)
	root := f.floats("arc.root", h.Arc)
	m.relRoot, m.dist = f.floats("rel.root", h.Rel), f.floats("distance", Distances)
	m.rel = f.affine("rel", h.Rel, (len(h.Rels)+15)&^15, 1.0/fixed)
	if f.err != nil {
		return nil, f.err
	}
	c := &m.columns
	unused(m.out.Bias, c.upos+len(h.UPOS), c.xpos)
	unused(m.out.Bias, c.xpos+len(h.XPOS), c.feats)
	unused(m.out.Bias, c.feats+len(h.Feats), c.names)
	unused(m.rel.Bias, len(h.Rels), m.rel.N)
	m.arcRoot = make([]int16, h.Arc)
	nn.Quantise(m.arcRoot, root, fixed)
	m.distances = make([]float32, 2*MaxSentence+16)
	for i := range m.distances {
		m.distances[i] = m.dist[Distance(MaxSentence, i)]
	}
	for _, s := range h.LemmaScripts {
		script, err := parseScript(s)
		if err != nil {
			return nil, err
		}
		m.scripts = append(m.scripts, script)
	}
	return m, nil
}

// wordRow returns the row of a normal form in the table of word vectors, 0 if it has none.
func (m *Model) wordRow(normal []byte) int {
	h := Hash('w', normal)
	mask := uint32(len(m.vocab)/4 - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		v := m.vocab.at(int(i))
		if v == 0 {
			return 0
		}
		if v>>16 == h>>16 {
			return min(int(v&0xffff), m.words.rows-1)
		}
	}
}

// WordRow returns the row of a form in the table of word vectors, 0 if it has none.
func (m *Model) WordRow(form string) int {
	var buf [64]byte
	return m.wordRow(Normal(buf[:0], form))
}

// WordVectors is the number of rows of the table of word vectors, of which row 0 stands for unknown words.
func (m *Model) WordVectors() int { return m.words.rows }

// WordVector appends a row of the table of word vectors to dst.
func (m *Model) WordVector(dst []float32, row int) []float32 {
	at := len(dst)
	dst = append(dst, make([]float32, m.words.cols)...)
	m.words.addTo(dst[at:], row)
	return dst
}

// flagsOf returns the gazetteer flags of a normal form.
func (m *Model) flagsOf(normal []byte) byte {
	h := Hash('g', normal)
	mask := uint32(len(m.flags)/4 - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		v := m.flags.at(int(i))
		if v == 0 {
			return 0
		}
		if v>>8 == h>>8 {
			return byte(v)
		}
	}
}

// VocabTable returns the hash table in which [Model] looks words up: row i of the table of vectors is words[i].
func VocabTable(words []string) []uint32 {
	t := make([]uint32, tableSize(len(words)))
	for i, w := range words {
		if i > 0 {
			h := Hash('w', []byte(w))
			put(t, h, h&0xffff0000|uint32(i), 16)
		}
	}
	return t
}

// FlagTable returns the hash table of gazetteer flags for the words given, in that order.
func FlagTable(words []string, flags map[string]byte) []uint32 {
	t := make([]uint32, tableSize(len(words)))
	for _, w := range words {
		h := Hash('g', []byte(w))
		put(t, h, h&0xffffff00|uint32(flags[w]), 8)
	}
	return t
}

func tableSize(n int) int {
	size := 64
	for size < 2*n {
		size *= 2
	}
	return size
}

// put stores v in the first free place for h; where a key of the same look is there already, that one stays.
func put(t []uint32, h, v uint32, low int) {
	mask := uint32(len(t) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if t[i] == 0 {
			t[i] = v
			return
		}
		if t[i]>>low == v>>low {
			return
		}
	}
}

// Flags returns the gazetteer flags of a word.
func (m *Model) Flags(form string) byte {
	var buf [32]byte
	if len(form) == 0 || len(form) > len(buf) {
		return 0
	}
	return m.flagsOf(Normal(buf[:0], form))
}
