package reading

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"sayso/english/net"
	"sayso/english/nn"
)

// wordClasses are classes of words that are used alike: the word vectors of the network, gathered around as many centres.
// They let the filter know a cue that was never marked by its like.
type wordClasses []byte // class of each row of the word vectors, 2 bytes each

// numClasses was chosen on the development part of PolNeAR.
const numClasses = 320

// of returns the class of a row, 0 for a word without vector.
func (c wordClasses) of(row int) uint32 {
	if row <= 0 || 2*row+1 >= len(c) {
		return 0
	}
	return uint32(binary.LittleEndian.Uint16(c[2*row:]))
}

// append appends the classes as they are embedded.
func (c wordClasses) append(dst []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(dst, uint32(len(c)/2)), c...)
}

func loadClasses(file []byte) (wordClasses, []byte, error) {
	if len(file) < 4 {
		return nil, nil, fmt.Errorf("word classes are missing")
	}
	n := int(binary.LittleEndian.Uint32(file))
	if file = file[4:]; n > len(file)/2 {
		return nil, nil, fmt.Errorf("%d word classes do not fit %d bytes", n, len(file))
	}
	return file[:2*n], file[2*n:], nil
}

// learnClasses gathers the words of a network into classes.
func learnClasses(m *net.Model, seed uint64) (c wordClasses) {
	rows := m.WordVectors()
	var all []float32
	for i := range rows {
		at := len(all)
		all = m.WordVector(all, i)
		x := all[at:]
		if length := sqrt(nn.Dot(x, x)); length > 0 {
			for k := range x {
				x[k] /= length
			}
		}
	}
	dim := len(all) / rows
	for _, k := range gather(all, dim, numClasses, seed) {
		c = binary.LittleEndian.AppendUint16(c, uint16(k+1))
	}
	return c
}

// gather assigns each vector of length one to one of k centres: spherical k-means (Dhillon and Modha 2001), begun at
// vectors chosen by chance.
func gather(all []float32, dim, k int, seed uint64) []int {
	rows := len(all) / dim
	r := rand.New(rand.NewPCG(seed, 5))
	centres := make([]float32, 0, k*dim)
	for _, i := range r.Perm(rows)[:min(k, rows)] {
		centres = append(centres, all[i*dim:(i+1)*dim]...)
	}
	k = len(centres) / dim
	of := make([]int, rows)
	for range 12 {
		for i := range rows {
			x := all[i*dim : (i+1)*dim]
			best, most := 0, float32(-2)
			for j := range k {
				if d := nn.Dot(x, centres[j*dim:(j+1)*dim]); d > most {
					best, most = j, d
				}
			}
			of[i] = best
		}
		clear(centres)
		for i, j := range of {
			nn.AddScaled(centres[j*dim:(j+1)*dim], 1, all[i*dim:(i+1)*dim])
		}
		for j := range k {
			x := centres[j*dim : (j+1)*dim]
			if length := sqrt(nn.Dot(x, x)); length > 0 {
				for d := range x {
					x[d] /= length
				}
			}
		}
	}
	return of
}
