package neural

import (
	"slices"

	"sayso/english/nn"
	"sayso/reading/crf"
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
	// Units is the width of the layers that see the window of one cue, PartLayers has a letter for each.
	Units      int
	PartLayers string
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
	// of the layers over the window of a cue
	partGain, partBeta []float32
	partLayers         []layer
	out                affine
	// Cues and Parts tie the labels of neighbouring tokens.
	Cues, Parts crf.Chain
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
	wide   []int16
	below  rows // of the layers over paragraphs
	above  rows // of those over the window of a cue
	cues   []float32
	units  []float32
	parts  []float32
	sigmas *nn.Sigmas
}

// NewReader returns a reader of the model.
func NewReader(m *Model) *Reader {
	r := &Reader{model: m, sigmas: nn.NewSigmas()}
	r.below.width, r.above.width = m.Width, m.Units
	return r
}

// Model returns the model that the reader applies.
func (r *Reader) Model() *Model { return r.model }

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
	m, b := r.model, &r.below
	S, d := m.States, m.Width
	n := int(ends[len(ends)-1] - first)
	b.begin()
	i := first
	for _, end := range ends {
		b.sequence(int(end - i))
		i = end
	}
	rows := b.end()
	r.wide = grow(r.wide, rows*2*S)
	clear(r.wide)
	for k, row := range b.at {
		at := (int(first) + k) * S
		to := r.wide[int(row)*2*S : int(row+1)*2*S]
		copy(to, t.States[at:at+S])
		copy(to[S:], t.Inputs[at:at+S])
	}
	m.in.Apply(b.x, r.wide, rows, 2*S)
	for k, row := range b.at {
		x := b.x[int(row)*d : int(row+1)*d]
		for _, f := range t.Flags[(int(first)+k)*NumFlags : (int(first)+k+1)*NumFlags] {
			nn.AddScaled(x, 1, m.flags[int(f)*d:int(f+1)*d])
		}
	}
	b.normalise(m.inGain, m.inBeta)
	for l := range m.layers {
		b.layer(&m.layers[l], r.sigmas)
	}
	for _, part := range []struct {
		a   *affine
		dst []float32
		n   int
	}{{&m.cue, r.cues, CueLabels}, {&m.units, r.units, 2 * m.Units}} {
		b.act = grow(b.act, rows*part.a.N)
		part.a.Apply(b.act, b.q, rows, d)
		for k := range n {
			copy(part.dst[(int(first)+k)*part.n:(int(first)+k+1)*part.n], b.act[int(b.at[k])*part.a.N:])
		}
	}
}

// CueScores returns the scores of cue labels of tokens first to end-1, labels side by side.
func (r *Reader) CueScores(first, end int) []float32 { return r.cues[first*CueLabels : end*CueLabels] }

// PartScores returns the scores of part labels of tokens first to end-1, labels side by side, with regard to the cue that
// token anchor carries. places and ways tell of each token where it stands and which way through the tree leads to it.
// The scores are valid until the next cue's.
func (r *Reader) PartScores(first, end, anchor int, places, ways []uint16) []float32 {
	m, b := r.model, &r.above
	W := m.Units
	b.begin()
	b.sequence(end - first)
	rows := b.end()
	cue := r.units[anchor*2*W+W : (anchor+1)*2*W]
	for i, row := range b.at {
		x := b.x[int(row)*W : int(row+1)*W]
		copy(x, r.units[(first+i)*2*W:(first+i)*2*W+W])
		nn.AddScaled(x, 1, cue)
		nn.AddScaled(x, 1, m.places[int(places[i])*W:int(places[i]+1)*W])
		nn.AddScaled(x, 1, m.ways[int(ways[i])*W:int(ways[i]+1)*W])
	}
	b.normalise(m.partGain, m.partBeta)
	for l := range m.partLayers {
		b.layer(&m.partLayers[l], r.sigmas)
	}
	b.act = grow(b.act, rows*m.out.N)
	m.out.Apply(b.act, b.q, rows, W)
	r.parts = grow(r.parts, (end-first)*PartLabels)
	for i, row := range b.at {
		copy(r.parts[i*PartLabels:(i+1)*PartLabels], b.act[int(row)*m.out.N:])
	}
	return r.parts
}
