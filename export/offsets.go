package export

import "unicode/utf8"

// mark is how far counting has come at a byte of a text.
type mark struct{ bytes, points, units int }

// every is how many bytes lie between marks.
const every = 256

// offsets turns byte offsets into a text into offsets in Unicode code points, which W3C's selectors and brat count, and
// UTF-16 units, which browsers count.
type offsets struct {
	text  string
	marks []mark
}

func newOffsets(text string) *offsets {
	o := &offsets{text: text, marks: make([]mark, 1, len(text)/every+1)}
	var at mark
	for next := every; at.bytes < len(text); {
		at = step1(text, at)
		if at.bytes >= next {
			o.marks = append(o.marks, at)
			next = at.bytes + every
		}
	}
	return o
}

// step1 goes on by one character.
func step1(text string, at mark) mark {
	r, size := utf8.DecodeRuneInString(text[at.bytes:])
	at.bytes += size
	at.points++
	at.units++
	if r > 0xffff {
		at.units++
	}
	return at
}

// at counts up to a byte offset.
func (o *offsets) at(offset int) mark {
	lo, hi := 0, len(o.marks)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; o.marks[mid].bytes <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	at := o.marks[lo]
	for at.bytes < offset {
		at = step1(o.text, at)
	}
	return at
}

// points is a byte offset in code points.
func (o *offsets) points(offset int) int { return o.at(offset).points }

// units is a byte offset in UTF-16 units.
func (o *offsets) units(offset int) int { return o.at(offset).units }
