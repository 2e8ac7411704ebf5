package net

import "sayso/english/nn"

// inputMemory computes what a word alone gives to the first layer, and remembers it for the words seen last.
type inputMemory struct {
	cache  []cached
	recent []uint8 // for each set of the cache the way that was used last
	x0     []int16 // rows of the cached words

	missing  []missing
	again    []again
	normal   []byte
	features []uint32
	sum      []float32
	ints     []int16 // sums of the features of the missing words
	products []int32
	x        []float32
	q        []int16
}

const (
	setBits  = 12
	ways     = 2
	longForm = 22
)

// cached is a word whose row is remembered. While the row is not yet computed, pending is 1 + the number of the word
// among those that are missing.
type cached struct {
	size    uint8
	form    [longForm]byte
	pending int32
}

// missing is a word to be computed: for a row of the batch, and for a slot of the cache, -1 if there is none.
type missing struct {
	row, slot int32
	back      float32 // what its integers must be multiplied with
}

// again is a row with a word that is missing already.
type again struct{ row, missing int32 }

func (n *inputMemory) init(m *Model) {
	n.cache = make([]cached, ways<<setBits)
	n.recent = make([]uint8, 1<<setBits)
	n.x0 = make([]int16, m.Header.Width*len(n.cache))
	n.sum = make([]float32, m.words.cols+m.affix.cols)
}

// find returns the slot of a form and whether it holds the form; if not, the form is to be put there. Long forms have
// the slot -1.
func (n *inputMemory) find(form string) (slot int, found bool) {
	if len(form) > longForm || len(form) == 0 {
		return -1, false
	}
	h := uint64(14695981039346656037)
	for i := range len(form) {
		h = (h ^ uint64(form[i])) * 1099511628211
	}
	// The top bits alone tell short forms apart badly: on news, mixing saves more than half of the misses.
	h = (h ^ h>>32) * 0x9e3779b97f4a7c15
	set := int(h >> (64 - setBits))
	for way := range ways {
		c := &n.cache[set*ways+way]
		if int(c.size) == len(form) && string(c.form[:c.size]) == form {
			n.recent[set] = uint8(way)
			return set*ways + way, true
		}
	}
	way := 1 - n.recent[set]
	n.recent[set] = way
	return set*ways + int(way), false
}

// fill sets q and x to the input of the first layer for the batch of r.
func (n *inputMemory) fill(r *Reader, forms []string) {
	d := r.model.Header.Width
	n.missing, n.again = n.missing[:0], n.again[:0]
	clear(r.q[:d])
	for _, p := range r.pieces {
		for i := p.first; i < p.end; i++ {
			row := int(p.start + i - p.first)
			slot, found := n.find(forms[i])
			if !found {
				n.miss(r.model, forms[i], row, slot)
			} else if c := &n.cache[slot]; c.pending > 0 {
				n.again = append(n.again, again{int32(row), c.pending - 1})
			} else {
				copy(r.q[row*d:(row+1)*d], n.x0[slot*d:(slot+1)*d])
			}
		}
	}
	r.clearGaps()
	n.compute(r.model)
	for k, w := range n.missing {
		q := n.q[k*d : (k+1)*d]
		copy(r.q[int(w.row)*d:], q)
		if w.slot < 0 {
			continue
		}
		if c := &n.cache[w.slot]; c.pending == int32(k+1) { // otherwise another word has taken the place
			copy(n.x0[int(w.slot)*d:], q)
			c.pending = 0
		}
	}
	for _, a := range n.again {
		copy(r.q[int(a.row)*d:], n.q[int(a.missing)*d:int(a.missing+1)*d])
	}
	nn.Widen(r.x[:len(r.q)], r.q)
}

// miss sums up the features of a form, to be computed for a row of the batch.
func (n *inputMemory) miss(m *Model, form string, row, slot int) {
	n.normal = Normal(n.normal[:0], form)
	n.features = Features(n.features[:0], form, n.normal)
	if f := m.flagsOf(n.normal); f != 0 {
		n.features = append(n.features, FlagRow(f, StartsCapital(form)))
	}
	clear(n.sum)
	m.words.addTo(n.sum[:m.words.cols], m.wordRow(n.normal))
	for _, f := range n.features {
		m.affix.addTo(n.sum[m.words.cols:], int(f))
	}
	// These values have no bounds known beforehand: each word has a scale of its own.
	scale := float32(1)
	if top := nn.MaxAbs(n.sum); top > 0 {
		scale = nn.MaxInput / top
	}
	k, at := len(n.sum), len(n.missing)*len(n.sum)
	if len(n.ints) < at+k {
		n.ints = append(n.ints, make([]int16, at+k)...)
	}
	nn.Quantise(n.ints[at:at+k], n.sum, scale)
	n.missing = append(n.missing, missing{int32(row), int32(slot), 1 / scale})
	if slot >= 0 {
		c := &n.cache[slot]
		c.size = uint8(copy(c.form[:], form))
		c.pending = int32(len(n.missing))
	}
}

// compute sets q to the rows of the missing words.
func (n *inputMemory) compute(m *Model) {
	rows, d := len(n.missing), m.Header.Width
	n.products, n.x, n.q = grow(n.products, rows*d), grow(n.x, rows*d), grow(n.q, rows*d)
	nn.MulInts(n.products, n.ints, rows, len(n.sum), m.in.Weights)
	for k, w := range n.missing {
		nn.ScaleColumns(n.x[k*d:(k+1)*d], n.products[k*d:(k+1)*d], w.back, m.in.Scale, m.in.Bias)
	}
	nn.NormaliseRows(n.x, n.q, m.inNorm.gain, m.inNorm.bias)
}
