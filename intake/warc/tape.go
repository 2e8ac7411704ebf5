package warc

import "io"

// tape is a file that can be wound back some way: behind a damaged record the next one may begin within what has been read
// as part of it.
type tape struct {
	r    io.Reader
	buf  []byte // what is kept: from keptBytes before the present place, or the mark, up to what has been read ahead
	pos  int    // of the present place in buf
	base int64  // offset in the file of buf[0]
	err  error
}

const (
	// keptBytes is how far a tape can be wound back.
	keptBytes = 1 << 20
	readBytes = 64 << 10
)

func (t *tape) at() int64 { return t.base + int64(t.pos) }

// fill reads ahead once, dropping what need not be kept.
func (t *tape) fill() {
	if t.pos > 2*keptBytes {
		drop := t.pos - keptBytes
		t.buf = t.buf[:copy(t.buf, t.buf[drop:])]
		t.pos -= drop
		t.base += int64(drop)
	}
	n := len(t.buf)
	if cap(t.buf)-n < readBytes {
		grown := make([]byte, n, max(2*cap(t.buf), n+readBytes))
		copy(grown, t.buf)
		t.buf = grown
	}
	for range 100 {
		var got int
		got, t.err = t.r.Read(t.buf[n : n+readBytes])
		t.buf = t.buf[:n+got]
		if got > 0 || t.err != nil {
			return
		}
	}
	t.err = io.ErrNoProgress
}

func (t *tape) Read(p []byte) (int, error) {
	if t.pos == len(t.buf) {
		if t.err != nil {
			return 0, t.err
		}
		if t.fill(); t.pos == len(t.buf) {
			return 0, t.err
		}
	}
	n := copy(p, t.buf[t.pos:])
	t.pos += n
	return n, nil
}

func (t *tape) ReadByte() (byte, error) {
	for t.pos == len(t.buf) {
		if t.err != nil {
			return 0, t.err
		}
		t.fill()
	}
	b := t.buf[t.pos]
	t.pos++
	return b, nil
}

// peek returns the next n bytes, or fewer at the end of the file.
func (t *tape) peek(n int) []byte {
	for len(t.buf)-t.pos < n && t.err == nil {
		t.fill()
	}
	return t.buf[t.pos:min(t.pos+n, len(t.buf))]
}

// wind goes to an offset, or to the nearest one behind it that is still kept.
func (t *tape) wind(offset int64) {
	t.pos = int(min(max(offset-t.base, 0), int64(len(t.buf))))
}
