// Package warc reads web archives in the WARC format, versions 1.0 and 1.1 (ISO 28500), record by record: packed by gzip with a
// member for each record, as crawlers write them, or not packed.
//
// A record that is damaged gives a [*Damage] that says where it stands, and reading goes on with the next one that can be
// found. Memory does not grow with the file. [NewReader] can start at the offset of any record, so that work that was cut
// off goes on where it stopped.
package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Record is one record of a file.
type Record struct {
	// Offset is where the record begins in the file as it lies, in bytes: for a packed file, where its member does.
	Offset int64
	// Type is "response", "request", "warcinfo", "resource", "conversion", "revisit", "metadata"…
	Type string
	// URI is what was fetched.
	URI string
	// Date is when, in ISO 8601.
	Date string
	// ContentType is that of the record: "application/http; msgtype=response" for an answer with its HTTP header.
	ContentType string
	// Length is the length of the block as its header gives it.
	Length int64
	// Block is what was kept. It can be read until the next call of Next.
	Block io.Reader
}

// Damage is a record that cannot be read. Next goes on behind it.
type Damage struct {
	Offset int64
	Err    error
}

func (d *Damage) Error() string { return fmt.Sprintf("damaged record at byte %d: %v", d.Offset, d.Err) }
func (d *Damage) Unwrap() error { return d.Err }

// Is reports whether a file that starts like this is a WARC file, packed or not.
func Is(head []byte) bool {
	if bytes.HasPrefix(head, magic) {
		return true
	}
	return startsMember(head)
}

var magic = []byte("WARC/")

// startsMember reports whether head is the start of a gzip member that holds a record.
func startsMember(head []byte) bool {
	if len(head) < 18 || head[0] != 0x1f || head[1] != 0x8b || head[2] != 8 {
		return false
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	start := make([]byte, len(magic))
	n, _ := io.ReadFull(z, start)
	return bytes.Equal(start[:n], magic)
}

// windowBytes is how much is looked at when a record is looked for.
const windowBytes = 64 << 10

// maxWound bounds, in bytes, how far a file is wound back in all.
const maxWound = 64 << 20

// maxHeaderBytes bounds the header of a record; real ones have less than 2 KB.
const maxHeaderBytes = 64 << 10

// Reader reads records. It is not safe for use by several goroutines at once.
type Reader struct {
	in     tape
	packed bool
	member *gzip.Reader
	plain  *bufio.Reader // the records, unpacked
	block  *block
	inPlay bool // a record has been handed out and not been passed yet
	lost   bool // the place of the next record is not known
	within bool // the next record lies in the member that is open: the file was packed as one
	lastAt int64
	wound  int64 // bytes that were wound back so far
}

// NewReader reads the file in r, which begins at offset start of it: 0, or the offset of a record.
func NewReader(r io.Reader, start int64) *Reader {
	return &Reader{in: tape{r: r, base: start}}
}

// Next returns the next record; at the end, io.EOF. After a *Damage it can be called again. Any other error is one of
// reading the file.
func (wr *Reader) Next() (*Record, error) {
	if wr.inPlay {
		if err := wr.pass(); err != nil {
			return nil, err
		}
	}
	if wr.lost {
		if err := wr.find(); err != nil {
			return nil, err
		}
	}
	return wr.record()
}

// pass reads over what is left of a record and what stands between it and the next one.
func (wr *Reader) pass() error {
	wr.inPlay = false
	if _, err := io.Copy(io.Discard, wr.block); err != nil {
		return wr.damaged(err)
	}
	wr.within = false
	for {
		b, err := wr.plain.ReadByte()
		switch {
		case err == io.EOF:
			return nil
		case err != nil && wr.packed:
			return wr.damaged(err)
		case err != nil:
			return err
		case b == '\r' || b == '\n':
			continue
		}
		wr.plain.UnreadByte() // cannot fail after ReadByte
		if start, _ := wr.plain.Peek(len(magic)); !bytes.Equal(start, magic) {
			return wr.damaged(errors.New("no record follows where it should end"))
		}
		wr.within = wr.packed
		return nil
	}
}

// block is what a record holds. It fails where the file ends before the record's length.
type block struct {
	r    io.Reader
	left int64
}

func (b *block) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, io.EOF
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err == io.EOF && b.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// damaged makes the error for the record that was last begun.
func (wr *Reader) damaged(err error) error {
	wr.lost, wr.inPlay, wr.within = true, false, false
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the file ends within it")
	}
	return &Damage{Offset: wr.lastAt, Err: err}
}

// record reads the record that begins here.
func (wr *Reader) record() (*Record, error) {
	if wr.within {
		return wr.open()
	}
	if wr.plain != nil && !wr.packed {
		wr.in.wind(wr.in.at() - int64(wr.plain.Buffered()))
	}
	head := wr.in.peek(len(magic))
	if len(head) == 0 {
		return nil, wr.in.err
	}
	wr.lastAt = wr.in.at()
	var source io.Reader = &wr.in
	if wr.packed = isGzip(head); wr.packed {
		if wr.member == nil {
			wr.member = new(gzip.Reader)
		}
		if err := wr.member.Reset(&wr.in); err != nil {
			return nil, wr.damaged(err)
		}
		wr.member.Multistream(false)
		source = wr.member
	}
	if wr.plain == nil {
		wr.plain = bufio.NewReaderSize(source, 32<<10)
	} else {
		wr.plain.Reset(source)
	}
	return wr.open()
}

// open reads the header of a record and hands it out.
func (wr *Reader) open() (*Record, error) {
	record, err := wr.header()
	if err != nil {
		return nil, wr.damaged(err)
	}
	record.Offset = wr.lastAt
	wr.block = &block{wr.plain, record.Length}
	record.Block = wr.block
	wr.inPlay = true
	return record, nil
}

func isGzip(head []byte) bool { return len(head) > 2 && head[0] == 0x1f && head[1] == 0x8b }

// header reads the lines up to the empty one.
func (wr *Reader) header() (*Record, error) {
	version, err := wr.line(maxHeaderBytes)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, "WARC/1.") && version != "WARC/0.18" && version != "WARC/0.17" {
		return nil, fmt.Errorf("it begins with %.20q and not with a version of WARC", version)
	}
	record := &Record{Length: -1}
	for left := maxHeaderBytes; ; {
		line, err := wr.line(left)
		if err != nil {
			return nil, err
		}
		left -= len(line) + 1
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' { // a line that goes on: no field that is read here does
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("a line of its header has no colon")
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(key) {
		case "warc-type":
			record.Type = strings.ToLower(value)
		case "warc-target-uri":
			record.URI = strings.Trim(value, "<>") // as some writers of 1.0 put it
		case "warc-date":
			record.Date = value
		case "content-type":
			record.ContentType = value
		case "content-length":
			if record.Length, err = strconv.ParseInt(value, 10, 64); err != nil || record.Length < 0 {
				return nil, fmt.Errorf("its length is %.20q", value)
			}
		}
	}
	if record.Length < 0 {
		return nil, errors.New("its length is missing")
	}
	return record, nil
}

// line reads a line of a header, without its end.
func (wr *Reader) line(limit int) (string, error) {
	var line []byte
	for {
		part, err := wr.plain.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > limit {
			return "", errors.New("its header is too long")
		}
		switch err {
		case nil:
			return strings.TrimRight(string(line), "\r\n"), nil
		case bufio.ErrBufferFull:
		case io.EOF:
			return "", io.ErrUnexpectedEOF
		default:
			return "", err
		}
	}
}

// find goes to the next place behind the damaged record's beginning where a record can begin.
func (wr *Reader) find() error {
	// Not without end: a file can be made so that each try reads all that is kept.
	if back := wr.in.at() - wr.lastAt; wr.wound < maxWound {
		wr.wound += min(back, keptBytes)
		wr.in.wind(wr.lastAt + 1)
	}
	wr.plain = nil
	for {
		window := wr.in.peek(windowBytes)
		if len(window) == 0 {
			return wr.in.err
		}
		for i := range window {
			switch window[i] {
			case 0x1f:
				if startsMember(window[i:]) {
					wr.lost = false
				}
			case 'W':
				if bytes.HasPrefix(window[i:], []byte("WARC/1.")) && (i == 0 || window[i-1] == '\n') {
					wr.lost = false
				}
			}
			if !wr.lost {
				wr.in.wind(wr.in.at() + int64(i))
				return nil
			}
		}
		// Keep the end of the window: a record's first bytes could lie across it.
		keep := min(len(window)-1, 4<<10)
		if len(window) < windowBytes { // the end of the file
			keep = 0
		}
		wr.in.wind(wr.in.at() + int64(len(window)-keep))
	}
}
