package intake

import (
	"bufio"
	"bytes"
	"io"
)

// jsonLines yields one article for every line of r. A line that is none gives an error and the next one is read.
func (rd *reading) jsonLines(r *bufio.Reader) bool {
	lines := lineReader{r: r, limit: rd.opts.maxBytes()}
	for {
		line, err := lines.next()
		if err == io.EOF {
			return true
		}
		goOn := true
		switch object := bytes.TrimSpace(line); {
		case err == errLineTooLong:
			goOn = rd.fail(&Error{Line: lines.n, Err: tooLarge(lines.limit)})
		case err != nil:
			e := rd.readError(err)
			e.Line = lines.n
			rd.fail(e)
			return true
		case len(object) > 0:
			goOn = rd.take(object, lines.n)
		}
		if !goOn {
			return false
		}
	}
}

// lineReader reads lines of any length up to a limit.
type lineReader struct {
	r     *bufio.Reader
	limit int64
	n     int // number of the line last returned
	buf   []byte
}

var errLineTooLong = because(ErrTooLarge, "line too long")

// next returns a line, valid until the next call. A line over the limit is skipped and gives errLineTooLong.
func (l *lineReader) next() ([]byte, error) {
	l.n++
	l.buf = l.buf[:0]
	tooLong := false
	for {
		part, err := l.r.ReadSlice('\n')
		if err == nil && len(l.buf) == 0 && !tooLong {
			if int64(len(part)) > l.limit {
				return nil, errLineTooLong
			}
			return part, nil
		}
		if tooLong = tooLong || int64(len(l.buf)+len(part)) > l.limit; tooLong {
			l.buf = l.buf[:0]
		} else {
			l.buf = append(l.buf, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(l.buf) == 0 && !tooLong:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case tooLong:
			return nil, errLineTooLong
		}
		return l.buf, nil
	}
}

// jsonValues yields one article for every object in r, wherever its lines end: in an array or one after the other.
func (rd *reading) jsonValues(r *bufio.Reader) bool {
	objects := objectReader{r: r, limit: rd.opts.maxBytes(), line: 1}
	for {
		object, line, err := objects.next()
		goOn := true
		switch {
		case err == io.EOF:
			if objects.found == 0 {
				return rd.fail(&Error{Err: because(ErrEmpty, "the JSON list is empty")})
			}
			return true
		case err == errLineTooLong:
			goOn = rd.fail(&Error{Line: line, Err: tooLarge(objects.limit)})
		case err == errNotObject:
			goOn = rd.fail(&Error{Line: line, Err: because(ErrJSON, "a JSON object was expected here")})
		case err == io.ErrUnexpectedEOF:
			rd.fail(&Error{Line: line, Err: because(ErrJSON, "the JSON object that starts here does not end")})
			return true
		case err != nil:
			e := rd.readError(err)
			e.Line = line
			rd.fail(e)
			return true
		default:
			goOn = rd.take(object, line)
		}
		if !goOn {
			return false
		}
	}
}

// objectReader splits a stream of JSON into its outermost objects by their braces, one at a time, without parsing
// them: so the stream can be longer than memory, and an object that is not valid spoils no other.
type objectReader struct {
	r     *bufio.Reader
	limit int64
	line  int // line of the next byte
	found int // objects and problems so far
	buf   []byte
}

var errNotObject = because(ErrJSON, "not an object")

// next returns an object, valid until the next call, and the line it starts on.
func (o *objectReader) next() ([]byte, int, error) {
	garbage := 0
	for {
		b, err := o.r.ReadByte()
		if err != nil {
			if garbage > 0 && err == io.EOF {
				return nil, garbage, errNotObject
			}
			return nil, o.line, err
		}
		switch b {
		case '\n':
			o.line++
		case ' ', '\t', '\r', ',', '[', ']':
		case '{':
			if garbage > 0 {
				o.r.UnreadByte() // cannot fail after ReadByte
				return nil, garbage, errNotObject
			}
			o.found++
			line := o.line
			object, err := o.object()
			return object, line, err
		default:
			if garbage == 0 {
				garbage = o.line
				o.found++
			}
		}
	}
}

// object reads up to the brace that closes the one just read.
func (o *objectReader) object() ([]byte, error) {
	o.buf = append(o.buf[:0], '{')
	depth, inString, tooLong := 1, false, false
	for {
		// Look at what is buffered instead of asking for each byte.
		if o.r.Buffered() == 0 {
			if _, err := o.r.Peek(1); err == io.EOF {
				return nil, io.ErrUnexpectedEOF
			} else if err != nil {
				return nil, err
			}
		}
		part, _ := o.r.Peek(o.r.Buffered()) // cannot fail: as much is buffered
		n, done := 0, false
		for n < len(part) && !done {
			b := part[n]
			n++
			if inString {
				switch b {
				case '"':
					inString = false
				case '\\':
					if n == len(part) { // the escaped byte is in the next buffer
						o.keep(part[:n], &tooLong)
						o.r.Discard(n)
						escaped, err := o.r.ReadByte()
						if err != nil {
							return nil, io.ErrUnexpectedEOF
						}
						o.keep([]byte{escaped}, &tooLong)
						part, n = nil, 0
						continue
					}
					n++
				case '\n':
					o.line++
				}
				continue
			}
			switch b {
			case '"':
				inString = true
			case '{', '[':
				depth++
			case '}', ']':
				depth--
				done = depth == 0
			case '\n':
				o.line++
			}
		}
		o.keep(part[:n], &tooLong)
		o.r.Discard(n) // cannot fail: these bytes have been peeked
		if done {
			if tooLong {
				return nil, errLineTooLong
			}
			return o.buf, nil
		}
	}
}

// keep appends to the object unless that makes it too long.
func (o *objectReader) keep(part []byte, tooLong *bool) {
	if *tooLong = *tooLong || int64(len(o.buf)+len(part)) > o.limit; *tooLong {
		o.buf = o.buf[:0]
		return
	}
	o.buf = append(o.buf, part...)
}
