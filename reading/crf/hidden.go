package crf

import (
	"encoding/binary"
	"fmt"
	"math"

	"sayso/english/nn"
)

// Hidden is a layer of rectified units between dense vectors and the scores of a field's labels, which it adds to those
// of the sparse features. A position has a vector of its own, its state; a sequence may have an anchor, a state that all
// its positions see beside their own; and each position stands at one of a few places with regard to the anchor.
//
// States come as integers and are multiplied as integers, so that the scores are the same on every machine.
type Hidden struct {
	labels, inputs, width, places int
	anchored                      bool
	in                            nn.Affine // states to units, and behind them anchors to units
	scale                         []float32 // of each column of in
	bias, place, out              []float32
	lanes                         []float32 // out with eight values for each unit
}

// HiddenOptions say what layer to train.
type HiddenOptions struct {
	// Inputs is the length of a state, Width the number of units, a multiple of 16, Places that of places.
	Inputs, Width, Places int
	Anchored              bool
	// Dropout is the share of units left out at random, Rate that of AdaGrad.
	Dropout, Rate float64
}

// stateScale is the value of a state's 1.
const stateScale = 1.0 / 256

// Columns is the number of values that [Hidden.Project] gives for each state.
func (h *Hidden) Columns() int { return h.in.N }

// Project fills dst, of rows of [Hidden.Columns] values, with what the states contribute to the units: as positions in
// the first half, as anchors, if there are any, in the second.
func (h *Hidden) Project(dst []float32, states []int16) {
	h.in.Apply(dst, states, len(states)/h.inputs, h.inputs)
}

// Scores adds the layer's part to the scores e of a sequence. projected holds the rows of [Hidden.Project] of its
// positions, anchor that of its anchor, places where each position stands.
func (h *Hidden) Scores(e, projected, anchor []float32, places []uint16) {
	n, W, L := h.in.N, h.width, h.labels
	var base, none [maxUnits]float32
	copy(base[:], h.bias)
	if h.anchored {
		for j, v := range anchor[W : 2*W] {
			base[j] += v
		}
	}
	for i := range len(projected) / n {
		place := none[:W]
		if h.places > 0 {
			place = h.place[int(places[i])*W : int(places[i]+1)*W]
		}
		var scores [8]float32
		copy(scores[:L], e[i*L:])
		nn.AddUnits(&scores, projected[i*n:i*n+W], base[:], place, h.lanes)
		copy(e[i*L:(i+1)*L], scores[:L])
	}
}

// maxUnits bounds the number of units.
const maxUnits = 256

// pack makes the product of trained weights and the scales, and the lanes of out.
func (h *Hidden) pack(weights []int8, columns int) {
	h.in = nn.Affine{Weights: nn.Pack(weights, h.inputs, columns), Scale: h.scale, Bias: make([]float32, columns)}
	h.lanes = make([]float32, 8*h.width)
	for j := range h.width {
		copy(h.lanes[8*j:8*j+h.labels], h.out[j*h.labels:])
	}
}

// append appends the layer's file to dst; a nil layer is an empty one.
func (h *Hidden) append(dst []byte, weights []int8) []byte {
	anchored := uint32(0)
	if h.anchored {
		anchored = 1
	}
	for _, n := range []uint32{uint32(h.labels), uint32(h.inputs), uint32(h.width), uint32(h.places), anchored} {
		dst = binary.LittleEndian.AppendUint32(dst, n)
	}
	for _, part := range [][]float32{h.scale, h.bias, h.place, h.out} {
		for _, v := range part {
			dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(v))
		}
	}
	for _, v := range weights {
		dst = append(dst, byte(v))
	}
	return dst
}

func loadHidden(file []byte) (*Hidden, []byte, error) {
	if len(file) < 20 {
		return nil, nil, fmt.Errorf("the hidden layer is missing")
	}
	var n [5]int
	for i := range n {
		n[i] = int(binary.LittleEndian.Uint32(file[4*i:]))
	}
	file = file[20:]
	h := &Hidden{labels: n[0], inputs: n[1], width: n[2], places: n[3], anchored: n[4] == 1}
	if h.labels < 1 || h.labels > 8 || h.inputs < 2 || h.inputs > 4096 || h.inputs%2 != 0 || h.width < 16 || h.width > maxUnits ||
		h.width%16 != 0 || h.places > 1<<16 {
		return nil, nil, fmt.Errorf("a hidden layer of %d units for %d inputs cannot be", h.width, h.inputs)
	}
	columns := h.width
	if h.anchored {
		columns *= 2
	}
	if len(file) < 4*(columns+h.width+h.places*h.width+h.width*h.labels)+h.inputs*columns {
		return nil, nil, fmt.Errorf("the hidden layer is cut short")
	}
	floats := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(file[4*i:]))
		}
		file = file[4*n:]
		return out
	}
	h.scale, h.bias, h.place, h.out = floats(columns), floats(h.width), floats(h.places*h.width), floats(h.width*h.labels)
	weights := make([]int8, h.inputs*columns)
	for i := range weights {
		weights[i] = int8(file[i])
	}
	h.pack(weights, columns)
	return h, file[len(weights):], nil
}
