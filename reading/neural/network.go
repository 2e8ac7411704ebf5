package neural

import (
	"slices"

	"sayso/english/nn"
)

// Labels of the two fields: for cues outside, begin, inside; for parts outside, source begin and inside, content begin
// and inside.
const (
	CueLabels  = 3
	PartLabels = 5
)

// Shape is the size of a network.
type Shape struct {
	// States is the width of a token's state in english/net, and of its input there.
	States int
	// Flags is the number of rows of the table of what is known of a token beside its states.
	Flags int
	// Layers has a letter for each: c for a convolution, s for a scan. Width is theirs.
	Layers string
	Width  int
	// Units is the number of units between a cue with one of its tokens and the scores of parts.
	Units int
	// Places is the number of places where a token can stand with regard to a cue, Ways that of ways through the tree.
	Places, Ways int
}

// NumFlags is the number of flags of a token.
const NumFlags = 4

// affine is a product with weights of 8 bits, whose inputs are integers of [nn.Fixed].
type affine = nn.Affine

type layer struct {
	kind byte
	affine
	gain, beta []float32
}

// Model is a trained network. It is not changed by use and can be shared.
type Model struct {
	Shape
	in             affine
	flags          []float32
	inGain, inBeta []float32
	layers         []layer
	cue            affine
	units          affine // of a token, and behind them of a cue
	places, ways   []float32
	bias, out      []float32
}

// Text is what the network reads: the tokens of an article.
type Text struct {
	// States are those of the tokens in the last layer of english/net, Inputs those before its first, in steps of
	// 1/256.
	States, Inputs []int16
	// Flags are NumFlags rows of the table of flags for each token.
	Flags []uint16
	// Ends tells of each paragraph where it ends; paragraphs follow one another.
	Ends []int32
}

// Reader applies a model. It keeps its memory between texts; each goroutine needs its own.
type Reader struct {
	model  *Model
	rows   []int32 // row of each token in a batch
	wide   []int16
	q      []int16
	x, act []float32
	h      []float32
	cues   []float32
	units  []float32
	base   []float32
	sigmas *nn.Sigmas
}

// NewReader returns a reader of the model.
func NewReader(m *Model) *Reader { return &Reader{model: m, sigmas: nn.NewSigmas()} }

// batchWords is the number of words from which paragraphs are no longer gathered into one batch.
const batchWords = 192

func grow[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// Read computes the scores of a text. They are valid until the next text is read.
func (r *Reader) Read(t *Text) {
	m := r.model
	n := len(t.States) / m.States
	r.cues, r.units = grow(r.cues, n*CueLabels), grow(r.units, n*2*m.Units)
	for p := 0; p < len(t.Ends); {
		q := p + 1
		first := int32(0)
		if p > 0 {
			first = t.Ends[p-1]
		}
		for q < len(t.Ends) && t.Ends[q]-first <= batchWords {
			q++
		}
		r.batch(t, first, t.Ends[p:q])
		p = q
	}
}

// batch computes the paragraphs that begin at token first and end at ends.
func (r *Reader) batch(t *Text, first int32, ends []int32) {
	m := r.model
	S, d := m.States, m.Width
	n := int(ends[len(ends)-1] - first)
	// A row of zeros stands between paragraphs, before the first and behind the last.
	r.rows = r.rows[:0]
	row, i := int32(1), first
	for _, end := range ends {
		for ; i < end; i++ {
			r.rows = append(r.rows, row)
			row++
		}
		row++
	}
	rows := int(row)
	r.wide, r.q, r.x = grow(r.wide, rows*2*S), grow(r.q, rows*d), grow(r.x, rows*d)
	r.act = grow(r.act, rows*max(2*d, 2*m.Units))
	clear(r.wide)
	for k, row := range r.rows {
		at := (int(first) + k) * S
		to := r.wide[int(row)*2*S : int(row+1)*2*S]
		copy(to, t.States[at:at+S])
		copy(to[S:], t.Inputs[at:at+S])
	}
	m.in.Apply(r.x, r.wide, rows, 2*S)
	for k, row := range r.rows {
		x := r.x[int(row)*d : int(row+1)*d]
		for _, f := range t.Flags[(int(first)+k)*NumFlags : (int(first)+k+1)*NumFlags] {
			for j, v := range m.flags[int(f)*d : int(f+1)*d] {
				x[j] += v
			}
		}
	}
	r.normalise(m.inGain, m.inBeta, rows)
	for l := range m.layers {
		r.layer(&m.layers[l], rows)
	}
	for _, part := range []struct {
		a   *affine
		dst []float32
		n   int
	}{{&m.cue, r.cues, CueLabels}, {&m.units, r.units, 2 * m.Units}} {
		part.a.Apply(r.act, r.q, rows, d)
		for k := range n {
			copy(part.dst[(int(first)+k)*part.n:(int(first)+k+1)*part.n], r.act[int(r.rows[k])*part.a.N:])
		}
	}
}

// normalise normalises the rows and sets those between the paragraphs to zero.
func (r *Reader) normalise(gain, beta []float32, rows int) {
	nn.NormaliseRows(r.x, r.q, gain, beta)
	d := r.model.Width
	k := 0
	for row := range rows {
		if k < len(r.rows) && int(r.rows[k]) == row {
			k++
			continue
		}
		clear(r.q[row*d : (row+1)*d])
		clear(r.x[row*d : (row+1)*d])
	}
}

func (r *Reader) layer(l *layer, rows int) {
	d := r.model.Width
	if l.kind == 'c' {
		l.AddPositive(r.x[d:], r.q, rows-2, d) // the window of a row begins one row before it
	} else {
		l.Apply(r.act, r.q, rows, d)
		r.scan()
	}
	r.normalise(l.gain, l.beta, rows)
}

// scan adds to x the states h = z·h' + (1-z)·c, where h' is the state of the row before in the first half of the columns,
// and of the row behind in the second. States begin anew in each paragraph.
func (r *Reader) scan() {
	d := r.model.Width
	half := d / 2
	r.h = grow(r.h, half)
	last := int32(-2)
	run := func(row int32, from int) {
		if row-last != 1 && last-row != 1 {
			clear(r.h)
		}
		last = row
		act, x := r.act[int(row)*2*d:int(row+1)*2*d], r.x[int(row)*d:int(row+1)*d]
		r.sigmas.Scan(r.h, act[from:from+half], act[d+from:d+from+half], x[from:from+half])
	}
	for _, row := range r.rows {
		run(row, 0)
	}
	last = -2
	for k := len(r.rows) - 1; k >= 0; k-- {
		run(r.rows[k], half)
	}
}

// AddCues adds the scores of cue labels of tokens first to end-1 to dst.
func (r *Reader) AddCues(dst []float32, first, end int) {
	for i, v := range r.cues[first*CueLabels : end*CueLabels] {
		dst[i] += v
	}
}

// AddParts adds to dst the scores of part labels of tokens first to end-1 with regard to the cue that token anchor
// carries. places and ways tell of each token where it stands and which way through the tree leads to it.
func (r *Reader) AddParts(dst []float32, first, end, anchor int, places, ways []uint16) {
	m := r.model
	W := m.Units
	r.base = grow(r.base, W)
	for j, v := range r.units[anchor*2*W+W : (anchor+1)*2*W] {
		r.base[j] = v + m.bias[j]
	}
	for i := range end - first {
		row := r.units[(first+i)*2*W : (first+i)*2*W+W]
		base := r.base[:len(row)]
		place := m.places[int(places[i])*W:][:len(row)]
		way := m.ways[int(ways[i])*W:][:len(row)]
		var sum [PartLabels]float32
		for j, v := range row {
			v = v + base[j] + place[j] + way[j]
			if v <= 0 {
				continue
			}
			out := m.out[j*PartLabels:][:PartLabels]
			for l, w := range out {
				// The conversion keeps compilers from fusing product and sum: equal results everywhere.
				sum[l] += float32(v * w)
			}
		}
		for l, v := range sum {
			dst[i*PartLabels+l] += v
		}
	}
}
