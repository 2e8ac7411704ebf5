package coref

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"
)

//go:embed coref.bin
var embedded []byte

const magic = "sayso coref 2\x00\x00\x00"

// tableBits is the binary logarithm of the number of weights.
const tableBits = 18

// Model is a set of weights, read where they lie in their file. It may be shared.
type Model struct {
	scale   float32
	weights []byte // int8 each
	hidden  hidden // of he and she
	nouns   []byte // hash table of nouns, 4 bytes each: hash with its lowest two bits replaced by flags
}

// Flags of nouns.
const (
	personNoun = 1
	groupNoun  = 2
)

// Embedded returns the model whose weights are part of the program.
var Embedded = sync.OnceValue(func() *Model {
	m, err := Load(embedded)
	if err != nil {
		panic("embedded coref.bin: " + err.Error())
	}
	return m
})

// Load returns the model in a file of weights. It reads from the bytes as long as it lives.
func Load(b []byte) (*Model, error) {
	const head, net = len(magic) + 12, (hiddenRows + 1) * hiddenWidth
	if len(b) < head || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("not weights of coreference of this version")
	}
	m := &Model{scale: math.Float32frombits(binary.LittleEndian.Uint32(b[len(magic):]))}
	m.hidden.scale = math.Float32frombits(binary.LittleEndian.Uint32(b[len(magic)+4:]))
	n := int(binary.LittleEndian.Uint32(b[len(magic)+8:]))
	if n < 1 || n > len(b) || n&(n-1) != 0 || len(b) != head+net+1<<tableBits+4*n {
		return nil, fmt.Errorf("weights of coreference: %d bytes with a table of %d nouns do not fit", len(b), n)
	}
	b = b[head:]
	m.hidden.out, m.hidden.rows, b = b[:hiddenWidth], b[hiddenWidth:net], b[net:]
	m.weights, m.nouns = b[:1<<tableBits], b[1<<tableBits:]
	return m, nil
}

// file returns the model as it is embedded.
func (m *Model) file() []byte {
	out := append([]byte(magic), make([]byte, 12)...)
	binary.LittleEndian.PutUint32(out[len(magic):], math.Float32bits(m.scale))
	binary.LittleEndian.PutUint32(out[len(magic)+4:], math.Float32bits(m.hidden.scale))
	binary.LittleEndian.PutUint32(out[len(magic)+8:], uint32(len(m.nouns)/4))
	return slices.Concat(out, m.hidden.out, m.hidden.rows, m.weights, m.nouns)
}

// score adds up the weights of features.
func (m *Model) score(features []uint32) float32 {
	sum := int32(0)
	for _, f := range features {
		sum += int32(int8(m.weights[f&(1<<tableBits-1)]))
	}
	return float32(sum) * m.scale
}

// noun returns the flags of a noun; a plural's are those of its singular.
func (m *Model) noun(form string, plural bool) byte {
	var buf [24]byte
	w := small(buf[:0], form)
	if f := m.nounFlags(w); f != 0 || !plural {
		return f
	}
	n := len(w)
	switch {
	case n > 3 && string(w[n-3:]) == "men":
		w[n-2] = 'a'
		return m.nounFlags(w)
	case n > 4 && string(w[n-3:]) == "ies":
		return m.nounFlags(append(w[:n-3], 'y'))
	case n > 4 && w[n-1] == 's':
		if f := m.nounFlags(w[:n-1]); f != 0 {
			return f
		}
		if w[n-2] == 'e' {
			return m.nounFlags(w[:n-2])
		}
	}
	return 0
}

func hashBytes(w []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range w {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func (m *Model) nounFlags(w []byte) byte {
	n := uint32(len(m.nouns) / 4)
	if n == 0 {
		return 0
	}
	h := hashBytes(w)
	for i := h & (n - 1); ; i = (i + 1) & (n - 1) {
		e := binary.LittleEndian.Uint32(m.nouns[4*i:])
		if e == 0 {
			return 0
		}
		if e>>2 == h>>2 {
			return byte(e & 3)
		}
	}
}

// nounTable returns the hash table of nouns with flags. Words come in a fixed order.
func nounTable(words []string, flags map[string]byte) []byte {
	size := 1
	for size < 2*len(words)+2 {
		size *= 2
	}
	t := make([]byte, 4*size)
	for _, w := range words {
		h := hashBytes([]byte(w))
		i := h & uint32(size-1)
		for {
			e := binary.LittleEndian.Uint32(t[4*i:])
			if e == 0 || e>>2 == h>>2 {
				binary.LittleEndian.PutUint32(t[4*i:], h&^3|e&3|uint32(flags[w]))
				break
			}
			i = (i + 1) & uint32(size-1)
		}
	}
	return t
}
