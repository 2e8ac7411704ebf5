package net

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"unsafe"
)

// Magic begins every file of weights.
const Magic = "sayso net 1\n"

// Header describes a file of weights. The file is the magic, the length of the header as four bytes, little-endian,
// the header as JSON, and the sections at their places behind it.
type Header struct {
	// Corpora are the names of what the weights were trained on.
	Corpora []string `json:"corpora"`
	Seed    uint64   `json:"seed"`
	// Layers has a letter for each layer: c for a convolution, s for a scan.
	Layers string `json:"layers"`
	// Width of the layers, and of the parser's projections.
	Width int `json:"width"`
	Arc   int `json:"arc"`
	Rel   int `json:"rel"`
	// The values of the labels, by their numbers.
	UPOS  []string `json:"upos"`
	XPOS  []string `json:"xpos"`
	Feats []string `json:"feats"`
	Rels  []string `json:"rels"`
	// LemmaScripts are what is done to a form to make its lemma; see [Script].
	LemmaScripts []string  `json:"lemma_scripts"`
	Sections     []Section `json:"sections"`
}

// Section is a matrix in the file. Kind is "i8" (a float32 scale for each row or column, then the values), "f32" or
// "u32"; At counts from the end of the header.
type Section struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	Rows int    `json:"rows"`
	Cols int    `json:"cols"`
	At   int    `json:"at"`
	Size int    `json:"size"`
}

// Builder makes a file of weights.
type Builder struct {
	Header Header
	data   []byte
}

func (b *Builder) section(name, kind string, rows, cols int, write func()) {
	for len(b.data)%64 != 0 {
		b.data = append(b.data, 0)
	}
	at := len(b.data)
	write()
	b.Header.Sections = append(b.Header.Sections, Section{name, kind, rows, cols, at, len(b.data) - at})
}

// Rows adds a matrix quantised with a scale for each row, for a table that is looked up.
func (b *Builder) Rows(name string, w []float32, rows, cols int) {
	b.section(name, "i8", rows, cols, func() {
		q := make([]byte, 0, rows*cols)
		for r := range rows {
			row := w[r*cols : (r+1)*cols]
			var top float32
			for _, v := range row {
				top = max(top, v, -v)
			}
			b.float(top / 127)
			for _, v := range row {
				q = append(q, byte(quantise(v, top)))
			}
		}
		b.data = append(b.data, q...)
	})
}

// Columns adds a matrix quantised with a scale for each column, for a product.
func (b *Builder) Columns(name string, w []float32, rows, cols int) {
	b.section(name, "i8", rows, cols, func() {
		top := make([]float32, cols)
		for i, v := range w[:rows*cols] {
			top[i%cols] = max(top[i%cols], v, -v)
		}
		for _, t := range top {
			b.float(t / 127)
		}
		for i, v := range w[:rows*cols] {
			b.data = append(b.data, byte(quantise(v, top[i%cols])))
		}
	})
}

func quantise(v, top float32) int8 {
	if top == 0 {
		return 0
	}
	return int8(math.Round(float64(v / top * 127)))
}

func (b *Builder) float(v float32) {
	b.data = binary.LittleEndian.AppendUint32(b.data, math.Float32bits(v))
}

// Floats adds a row of float32 values.
func (b *Builder) Floats(name string, w []float32) {
	b.section(name, "f32", 1, len(w), func() {
		for _, v := range w {
			b.float(v)
		}
	})
}

// Words adds a row of 32-bit values.
func (b *Builder) Words(name string, w []uint32) {
	b.section(name, "u32", 1, len(w), func() {
		for _, v := range w {
			b.data = binary.LittleEndian.AppendUint32(b.data, v)
		}
	})
}

// Bytes returns the file.
func (b *Builder) Bytes() ([]byte, error) {
	h, err := json.Marshal(&b.Header)
	if err != nil {
		return nil, fmt.Errorf("net: write the header: %w", err)
	}
	out := append([]byte(Magic), binary.LittleEndian.AppendUint32(nil, uint32(len(h)))...)
	out = append(out, h...)
	return append(out, b.data...), nil
}

// file gives access to the sections of a file of weights.
type file struct {
	Header
	data []byte
	err  error
}

func openFile(b []byte) (*file, error) {
	if len(b) < len(Magic)+4 || string(b[:len(Magic)]) != Magic {
		return nil, fmt.Errorf("net: not a file of weights of this version")
	}
	n := int(binary.LittleEndian.Uint32(b[len(Magic):]))
	rest := b[len(Magic)+4:]
	if n < 0 || n > len(rest) {
		return nil, fmt.Errorf("net: the header of the weights is cut off")
	}
	f := &file{data: rest[n:]}
	if err := json.Unmarshal(rest[:n], &f.Header); err != nil {
		return nil, fmt.Errorf("net: header of the weights: %w", err)
	}
	return f, nil
}

// section returns the bytes of a section of the given shape; rows or cols of -1 fit any. The first error is kept.
func (f *file) section(name, kind string, rows, cols int) (data []byte, s Section) {
	if f.err != nil {
		return nil, Section{}
	}
	for _, s := range f.Sections {
		if s.Name != name {
			continue
		}
		size := 4 * s.Rows * s.Cols
		if kind == "i8" {
			size = -1
		}
		if s.Kind != kind || rows >= 0 && s.Rows != rows || cols >= 0 && s.Cols != cols || s.At < 0 || s.Size < 0 ||
			s.At+s.Size > len(f.data) || s.Rows < 0 || s.Cols < 0 || size >= 0 && s.Size != size {
			f.err = fmt.Errorf("net: section %s of the weights has not the shape expected", name)
			return nil, Section{}
		}
		return f.data[s.At : s.At+s.Size], s
	}
	f.err = fmt.Errorf("net: the weights have no section %s", name)
	return nil, Section{}
}

func (f *file) floats(name string, n int) []float32 {
	b, _ := f.section(name, "f32", 1, n)
	return floats(b)
}

func floats(b []byte) []float32 {
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// int8s returns the bytes as signed values, over the same memory.
func int8s(b []byte) []int8 {
	if len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b))
}

// split parts a quantised section into its scales and values.
func (f *file) split(name string, rows, cols, scales int) ([]byte, []int8, Section) {
	b, s := f.section(name, "i8", rows, cols)
	if f.err != nil {
		return nil, nil, s
	}
	if scales < 0 {
		scales = s.Rows
	}
	if len(b) != 4*scales+s.Rows*s.Cols {
		f.err = fmt.Errorf("net: section %s of the weights has %d bytes", name, len(b))
		return nil, nil, s
	}
	return b[:4*scales], int8s(b[4*scales:]), s
}

// words32 is a row of 32-bit values that is read where it lies.
type words32 []byte

func (w words32) at(i int) uint32 { return binary.LittleEndian.Uint32(w[4*i:]) }

func (f *file) words32(name string) words32 {
	b, s := f.section(name, "u32", 1, -1)
	if f.err == nil && (s.Cols == 0 || s.Cols&(s.Cols-1) != 0) {
		f.err = fmt.Errorf("net: section %s of the weights is no hash table", name)
	}
	return words32(b)
}
