package net

import (
	"math"

	"sayso/english/nn"
)

// Word is what the network says of a word. UPOS, XPOS, Feats and Rel are numbers in the model's [Header].
type Word struct {
	UPOS, XPOS, Rel uint8
	Feats           uint16
	// Head is the number of the head within the sentence, counted from 1; 0 is the root.
	Head int32
}

// MaxSentence is the number of words that are read together. A longer sentence is read in pieces, the roots of the
// later ones hanging on the root of the first.
const MaxSentence = 128

// batchWords is the number of words after which a batch of sentences is computed.
const batchWords = 192

// fixed is the scale of the activations as integers: steps of 1/256, up to ±32.
const fixed = 256

// Reader applies a model. It keeps its memory between texts; each goroutine needs its own.
type Reader struct {
	model *Model
	cache []cached
	x0    []int16 // the first layer's input of the cached words

	normal   []byte
	features []uint32
	input    []float32
	inputInt []int16
	sums     []int32

	pieces []piece
	rows   int
	x, s   []float32
	q      []int16
	act    []float32
	proj   []float32

	arcs   arcMemory
	names  NameDecoder
	spread nameMemory
	tree   Tree
	heads  []int32
	sigmas *[sigmaSteps + 1]float32

	// KeepStates tells to keep the last layer's output and the first one's input for [Reader.States].
	KeepStates     bool
	states, inputs []int16
}

// piece is a part of a sentence that is read at once, in the batch from row start.
type piece struct{ first, end, start int32 }

const (
	cacheBits = 13
	longForm  = 23
)

// cached is a word whose features have been summed up before.
type cached struct {
	size uint8
	form [longForm]byte
}

// NewReader returns a reader of the model.
func NewReader(m *Model) *Reader {
	d := m.Header.Width
	r := &Reader{model: m, cache: make([]cached, 1<<cacheBits), x0: make([]int16, d<<cacheBits)}
	r.input = make([]float32, m.words.cols+m.affix.cols)
	r.inputInt = make([]int16, len(r.input))
	r.sums = make([]int32, 0, d)
	r.sigmas = sigmas()
	return r
}

// Model returns the model that the reader applies.
func (r *Reader) Model() *Model { return r.model }

// Read reads sentences: the forms of all their words, and for each sentence where it ends. It sets out, of the length
// of forms, and appends the names, whose words are numbered as in forms.
func (r *Reader) Read(out []Word, names []Name, forms []string, ends []int32) []Name {
	first := int32(0)
	r.pieces = r.pieces[:0]
	r.rows = 1
	if r.KeepStates {
		r.states = grow(r.states, len(forms)*r.model.Header.Width)
		r.inputs = grow(r.inputs, len(forms)*r.model.Header.Width)
	}
	r.spread.scores = grow(r.spread.scores, len(forms)*NumNameTags)
	for _, end := range ends {
		for first < end {
			stop := min(end, first+MaxSentence)
			r.pieces = append(r.pieces, piece{first, stop, int32(r.rows)})
			r.rows += int(stop-first) + 1
			first = stop
			if r.rows > batchWords {
				r.batch(out, forms)
			}
		}
	}
	r.batch(out, forms)
	r.spread.spread(forms)
	first = 0
	for _, end := range ends {
		from := len(names)
		names = r.names.Decode(names, r.spread.scores[int(first)*NumNameTags:], NumNameTags, int(end-first))
		for i := from; i < len(names); i++ {
			names[i].First += first
			names[i].End += first
		}
		first = end
	}
	first = 0
	for _, end := range ends {
		if end-first > MaxSentence {
			join(out[first:end])
		}
		first = end
	}
	return names
}

// States returns the last layer's output for each word of the text read last, and the first one's input, if they were
// kept: rows of the model's width in steps of 1/256. They are valid until the next text is read.
func (r *Reader) States() (last, input []int16) { return r.states, r.inputs }

// join makes one tree of a sentence that was read in pieces.
func join(words []Word) {
	root := -1
	for at := 0; at < len(words); at += MaxSentence {
		for i := at; i < min(at+MaxSentence, len(words)); i++ {
			switch w := &words[i]; {
			case w.Head > 0:
				w.Head += int32(at)
			case root < 0:
				root = i
			default:
				w.Head = int32(root + 1)
			}
		}
	}
}

// input0 puts the input of the first layer for a form into dst.
func (r *Reader) input0(dst []int16, form string) {
	d := r.model.Header.Width
	slot := -1
	if len(form) <= longForm {
		h := uint64(14695981039346656037)
		for i := range len(form) {
			h = (h ^ uint64(form[i])) * 1099511628211
		}
		slot = int(h >> (64 - cacheBits))
		c := &r.cache[slot]
		if int(c.size) == len(form) && len(form) > 0 && string(c.form[:c.size]) == form {
			copy(dst, r.x0[slot*d:(slot+1)*d])
			return
		}
	}
	m := r.model
	r.normal = Normal(r.normal[:0], form)
	r.features = Features(r.features[:0], form, r.normal)
	if f := m.flagsOf(r.normal); f != 0 {
		r.features = append(r.features, FlagRow(f, StartsCapital(form)))
	}
	clear(r.input)
	m.words.addTo(r.input[:m.words.cols], m.wordRow(r.normal))
	for _, f := range r.features {
		m.affix.addTo(r.input[m.words.cols:], int(f))
	}
	// These values have no bounds known beforehand: each word has a scale of its own.
	var top float32
	for _, v := range r.input {
		top = max(top, v, -v)
	}
	scale := float32(1)
	if top > 0 {
		scale = nn.MaxInput / top
	}
	quantiseRow(r.inputInt, r.input, scale)
	r.sums = grow(r.sums, d)
	nn.MulInts(r.sums, r.inputInt, 1, len(r.inputInt), m.in.w)
	r.s = grow(r.s, d)
	back := 1 / scale
	for i, v := range r.sums {
		r.s[i] = float32(float32(float32(v)*back)*m.in.scale[i]) + m.in.bias[i]
	}
	r.x = grow(r.x, d)
	normalise(r.x[:d], r.s[:d], m.inNorm)
	quantiseRow(dst, r.x[:d], fixed)
	if slot >= 0 {
		c := &r.cache[slot]
		c.size = uint8(copy(c.form[:], form))
		copy(r.x0[slot*d:(slot+1)*d], dst)
	}
}

// quantiseRow sets q to x·scale, rounded and bounded.
func quantiseRow(q []int16, x []float32, scale float32) {
	q = q[:len(x)]
	const half = nn.MaxInput + 0.5
	for i, v := range x {
		v = float32(v*scale) + half
		if v < 0 {
			v = 0
		} else if v > 2*nn.MaxInput {
			v = 2 * nn.MaxInput
		}
		q[i] = int16(int32(v) - nn.MaxInput)
	}
}

// normalise brings a row to mean 0 and deviation 1, times gain, plus bias.
func normalise(x, s []float32, n norm) {
	var m0, m1, m2, m3 float32
	for i := 0; i+4 <= len(s); i += 4 {
		m0 += s[i]
		m1 += s[i+1]
		m2 += s[i+2]
		m3 += s[i+3]
	}
	mean := (m0 + m1 + m2 + m3) / float32(len(s))
	m0, m1, m2, m3 = 0, 0, 0, 0
	for i := 0; i+4 <= len(s); i += 4 {
		a, b, c, d := s[i]-mean, s[i+1]-mean, s[i+2]-mean, s[i+3]-mean
		m0 += float32(a * a)
		m1 += float32(b * b)
		m2 += float32(c * c)
		m3 += float32(d * d)
	}
	v := (m0+m1+m2+m3)/float32(len(s)) + 1e-5
	inv := 1 / float32(math.Sqrt(float64(v)))
	gain, bias := n.gain[:len(s)], n.bias[:len(s)]
	x = x[:len(s)]
	for i, v := range s {
		x[i] = float32(float32((v-mean)*inv)*gain[i]) + bias[i]
	}
}

// batch computes the pieces gathered and forgets them.
func (r *Reader) batch(out []Word, forms []string) {
	if len(r.pieces) == 0 {
		return
	}
	m, d := r.model, r.model.Header.Width
	r.q = grow(r.q, r.rows*d)
	clear(r.q)
	for _, p := range r.pieces {
		for i := p.first; i < p.end; i++ {
			at := int(p.start+i-p.first) * d
			r.input0(r.q[at:at+d], forms[i])
			if r.KeepStates {
				copy(r.inputs[int(i)*d:int(i+1)*d], r.q[at:at+d])
			}
		}
	}
	r.x = grow(r.x, r.rows*d)
	for i, v := range r.q {
		r.x[i] = float32(v) * (1.0 / fixed)
	}
	for l := range m.layers {
		r.layer(&m.layers[l])
	}
	w := m.columns.width
	r.sums = grow(r.sums, r.rows*w)
	nn.MulInts(r.sums, r.q, r.rows, d, m.out.w)
	r.proj = grow(r.proj, r.rows*w)
	for row := range r.rows {
		floatsOf(r.proj[row*w:(row+1)*w], r.sums[row*w:(row+1)*w], &m.out)
	}
	for _, p := range r.pieces {
		r.tags(out[p.first:p.end], int(p.start))
		r.parse(out[p.first:p.end], int(p.start))
		if r.KeepStates {
			copy(r.states[int(p.first)*d:int(p.end)*d], r.q[int(p.start)*d:])
		}
		for i := p.first; i < p.end; i++ {
			at := int(p.start+i-p.first)*w + m.columns.names
			copy(r.spread.scores[int(i)*NumNameTags:], r.proj[at:at+NumNameTags])
		}
	}
	r.pieces, r.rows = r.pieces[:0], 1
}

// floatsOf turns integer sums of inputs of the fixed scale into floats.
func floatsOf(dst []float32, sums []int32, a *affine) {
	scale, bias := a.scale[:len(sums)], a.bias[:len(sums)]
	dst = dst[:len(sums)]
	for i, v := range sums {
		dst[i] = float32(float32(float32(v)*(1.0/fixed))*scale[i]) + bias[i]
	}
}

// layer computes one layer over the batch: x and q become its output.
func (r *Reader) layer(l *modelLayer) {
	d := r.model.Header.Width
	n := l.w.N
	r.sums = grow(r.sums, r.rows*n)
	r.act = grow(r.act, r.rows*n)
	if l.kind == 'c' {
		// the window of row i begins one row before it
		nn.MulInts(r.sums[n:], r.q, r.rows-2, d, l.w)
	} else {
		nn.MulInts(r.sums, r.q, r.rows, d, l.w)
	}
	r.s = grow(r.s, d)
	for _, p := range r.pieces {
		from, to := int(p.start), int(p.start+p.end-p.first)
		for row := from; row < to; row++ {
			floatsOf(r.act[row*n:(row+1)*n], r.sums[row*n:(row+1)*n], &l.affine)
		}
		if l.kind == 'c' {
			for i, v := range r.act[from*n : to*n] {
				if v > 0 {
					r.x[from*d+i] += v
				}
			}
		} else {
			r.scan(from, to)
		}
		for row := from; row < to; row++ {
			x := r.x[row*d : (row+1)*d]
			copy(r.s, x)
			normalise(x, r.s[:d], l.norm)
			quantiseRow(r.q[row*d:(row+1)*d], x, fixed)
		}
	}
}

// scan adds to x the states h = z·h' + (1-z)·c of the rows, where h' is the state of the row before in the first half
// of the columns, and of the row behind in the second.
func (r *Reader) scan(from, to int) {
	d := r.model.Header.Width
	half := d / 2
	r.s = grow(r.s, d)
	h := r.s[:d]
	clear(h)
	for i := range to - from {
		f, b := from+i, to-1-i
		r.scanRow(h[:half], r.act[f*2*d:], r.x[f*d:], d)
		r.scanRow(h[half:], r.act[b*2*d+half:], r.x[b*d+half:], d)
	}
}

func (r *Reader) scanRow(h, act, x []float32, d int) {
	gates, values := act[:len(h)], act[d:d+len(h)]
	x = x[:len(h)]
	for i, state := range h {
		z := r.sigma(gates[i])
		state = float32(z*state) + float32((1-z)*values[i])
		h[i] = state
		x[i] += state
	}
}

const sigmaSteps = 4096

// sigmas is the logistic function at -8 to 8. It is computed with plain sums and products only.
func sigmas() *[sigmaSteps + 1]float32 {
	var t [sigmaSteps + 1]float32
	for i := range t {
		x := (float64(i) - sigmaSteps/2) * (16.0 / sigmaSteps)
		t[i] = float32(1 / (1 + exp(-x)))
	}
	return &t
}

// exp is e to the power of x, by the series of x/64 raised to the 64th power: math.Exp may differ in its last bit from
// one architecture to another.
func exp(x float64) float64 {
	y := x / 64
	sum, term := 1.0, 1.0
	for k := 1; k < 16; k++ {
		term = float64(term*y) / float64(k)
		sum += term
	}
	for range 6 {
		sum = float64(sum * sum)
	}
	return sum
}

func (r *Reader) sigma(x float32) float32 {
	i := int32(float32((x+8)*(sigmaSteps/16.0)) + 0.5)
	return r.sigmas[min(max(i, 0), sigmaSteps)]
}

// greatest returns the number of the first greatest value.
func greatest(v []float32) int {
	best, at := v[0], 0
	for i, x := range v {
		if x > best {
			best, at = x, i
		}
	}
	return at
}

func (r *Reader) tags(out []Word, start int) {
	m := r.model
	c := m.columns
	for i := range out {
		row := r.proj[(start+i)*c.width : (start+i+1)*c.width]
		w := &out[i]
		w.UPOS = uint8(greatest(row[c.upos : c.upos+len(m.Header.UPOS)]))
		w.XPOS = uint8(greatest(row[c.xpos : c.xpos+len(m.Header.XPOS)]))
		w.Feats = uint16(greatest(row[c.feats : c.feats+len(m.Header.Feats)]))
	}
}
