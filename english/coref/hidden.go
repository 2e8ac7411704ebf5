package coref

// hiddenRows and hiddenWidth are the size of the network that looks at the candidates of he and she: a row of weights
// for each thing seen, of which the sum goes through a layer of that width. Weights and layers are learnt several times
// in different order, and the members judge together.
const (
	members     = 3
	memberWidth = 16
	hiddenRows  = 1 << 12
	hiddenWidth = members * memberWidth
)

// hidden is a network of one layer over what is seen of a candidate, one number for each thing seen. It learns what
// things mean together, where the weights of a feature stand alone. The rows and the output are bytes, so that sums
// come out the same on every machine.
type hidden struct {
	scale float32
	rows  []byte // int8, hiddenWidth for each thing seen
	out   []byte // int8, hiddenWidth
}

// score is the output of the network for the things seen.
func (h *hidden) score(seen []uint32) float32 {
	if len(seen) == 0 {
		return 0
	}
	var layer [hiddenWidth]int32
	for _, s := range seen {
		row := h.rows[(s&(hiddenRows-1))*hiddenWidth:][:hiddenWidth]
		for j, w := range row {
			layer[j] += int32(int8(w))
		}
	}
	sum := int32(0)
	for j, x := range layer {
		sum += max(x, 0) * int32(int8(h.out[j]))
	}
	return float32(sum) * h.scale
}

// see adds something seen for the network.
func (f *features) see(id uint32, x ...uint32) {
	h := id*0x9e3779b1 + 0x7feb352d
	for _, v := range x {
		h = (h ^ v) * 0xcc9e2d51
		h ^= h >> 15
	}
	f.seen = append(f.seen, h^h>>16)
}
