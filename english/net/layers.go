package net

import "sayso/english/nn"

// batch computes the pieces gathered and forgets them.
func (r *Reader) batch(out []Word, forms []string) {
	if len(r.pieces) == 0 {
		return
	}
	m, d := r.model, r.model.Header.Width
	r.inner = (r.rows - 2 + rowStep - 1) / rowStep * rowStep
	n := (r.inner + 2) * d
	r.q, r.x = grow(r.q, n), grow(r.x, n)
	r.input.fill(r, forms)
	if r.KeepStates {
		for _, p := range r.pieces {
			copy(r.inputs[int(p.first)*d:int(p.end)*d], r.q[int(p.start)*d:])
		}
	}
	for l := range m.layers {
		r.layer(&m.layers[l])
	}
	w := m.columns.width
	r.proj = grow(r.proj, r.inner*w)
	m.out.Apply(r.proj, r.q[d:], r.inner, d)
	r.tags(out)
	r.parse(out)
	for _, p := range r.pieces {
		if r.KeepStates {
			copy(r.states[int(p.first)*d:int(p.end)*d], r.q[int(p.start)*d:])
		}
		for i := p.first; i < p.end; i++ {
			copy(r.spread.scores[int(i)*NumNameTags:(int(i)+1)*NumNameTags], r.row(p.start + i - p.first)[m.columns.names:])
		}
	}
	r.pieces, r.rows = r.pieces[:0], 1
}

// row returns the projection of a row of the batch.
func (r *Reader) row(i int32) []float32 {
	w := r.model.columns.width
	return r.proj[(int(i)-1)*w : int(i)*w]
}

// layer computes one layer over the batch: x and q become its output.
func (r *Reader) layer(l *modelLayer) {
	d := r.model.Header.Width
	x, q := r.x[d:(r.inner+1)*d], r.q[d:(r.inner+1)*d]
	if l.kind == 'c' {
		// the window of row i begins one row before it
		l.AddPositive(x, r.q, r.inner, d)
	} else {
		r.act = grow(r.act, r.inner*l.N)
		l.Apply(r.act, q, r.inner, d)
		for _, p := range r.pieces {
			r.scan(int(p.start), int(p.start+p.end-p.first))
		}
	}
	nn.NormaliseRows(x, q, l.norm.gain, l.norm.bias)
	r.clearGaps()
}

// clearGaps empties the rows between the pieces and behind the last: there is nothing beyond the ends of a sentence.
func (r *Reader) clearGaps() {
	d := r.model.Header.Width
	for _, p := range r.pieces {
		end := int(p.start + p.end - p.first)
		clear(r.q[end*d : (end+1)*d])
	}
	clear(r.q[r.rows*d : (r.inner+2)*d])
}

// scan adds to x the states h = z·h' + (1-z)·c of the rows, where h' is the state of the row before in the first half
// of the columns, and of the row behind in the second.
func (r *Reader) scan(from, to int) {
	d := r.model.Header.Width
	half := d / 2
	h := r.state
	clear(h)
	for i := range to - from {
		f, b := from+i, to-1-i
		fa, ba := r.act[(f-1)*2*d:f*2*d], r.act[(b-1)*2*d:b*2*d]
		r.sigmas.Scan(h[:half], fa, fa[d:], r.x[f*d:])
		r.sigmas.Scan(h[half:], ba[half:], ba[d+half:], r.x[b*d+half:])
	}
}

// tags chooses the tags of the batch. The columns between those of the labels can never be the greatest.
func (r *Reader) tags(out []Word) {
	c := &r.model.columns
	for _, p := range r.pieces {
		for i := p.first; i < p.end; i++ {
			row := r.row(p.start + i - p.first)
			w := &out[i]
			w.UPOS = uint8(nn.Greatest(row[c.upos:c.xpos]))
			w.XPOS = uint8(nn.Greatest(row[c.xpos:c.feats]))
			w.Feats = uint16(nn.Greatest(row[c.feats:c.names]))
		}
	}
}
