package neural

import "sayso/english/nn"

// rows are sequences of tokens laid out for layers: a row of zeros stands before and behind each sequence.
type rows struct {
	width  int
	at     []int32 // row of each token
	next   int32
	x, act []float32
	q      []int16
	h      []float32
}

func (b *rows) begin() { b.at, b.next = b.at[:0], 1 }

// sequence adds a sequence of n tokens.
func (b *rows) sequence(n int) {
	for range n {
		b.at = append(b.at, b.next)
		b.next++
	}
	b.next++
}

// end makes room for all rows, their values being undefined, and returns their number.
func (b *rows) end() int {
	n := int(b.next)
	b.x, b.q, b.act = grow(b.x, n*b.width), grow(b.q, n*b.width), grow(b.act, n*2*b.width)
	return n
}

// normalise normalises the rows of tokens and sets those between the sequences to zero.
func (b *rows) normalise(gain, beta []float32) {
	d, k := b.width, 0
	zero := func(row int) {
		clear(b.q[row*d : (row+1)*d])
		clear(b.x[row*d : (row+1)*d])
	}
	for k < len(b.at) {
		first := int(b.at[k])
		zero(first - 1)
		for k++; k < len(b.at) && b.at[k] == b.at[k-1]+1; k++ {
		}
		end := int(b.at[k-1]) + 1
		nn.NormaliseRows(b.x[first*d:end*d], b.q[first*d:end*d], gain, beta)
	}
	zero(int(b.next) - 1)
}

// layer applies one layer.
func (b *rows) layer(l *layer, sigmas *nn.Sigmas) {
	d, n := b.width, int(b.next)
	if l.kind == 'c' {
		l.AddPositive(b.x[d:], b.q, n-2, d) // the window of a row begins one row before it
	} else {
		l.Apply(b.act, b.q, n, d)
		b.scan(sigmas)
	}
	b.normalise(l.gain, l.beta)
}

// scan adds to x the states h = z·h' + (1-z)·c, where h' is the state of the row before in the first half of the columns,
// and of the row behind in the second. States begin anew in each sequence.
func (b *rows) scan(sigmas *nn.Sigmas) {
	d := b.width
	half := d / 2
	b.h = grow(b.h, half)
	last := int32(-2)
	run := func(row int32, from int) {
		if row-last != 1 && last-row != 1 {
			clear(b.h)
		}
		last = row
		act, x := b.act[int(row)*2*d:int(row+1)*2*d], b.x[int(row)*d:int(row+1)*d]
		sigmas.Scan(b.h, act[from:from+half], act[d+from:d+from+half], x[from:from+half])
	}
	for _, row := range b.at {
		run(row, 0)
	}
	last = -2
	for k := len(b.at) - 1; k >= 0; k-- {
		run(b.at[k], half)
	}
}
