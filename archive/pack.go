package archive

import (
	"bytes"
	"compress/flate"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
)

// Long texts are kept packed, so that an archive is not many times as large as what was put into it. SQL need not know:
// tables have columns that unpack them where they are read, by the functions registered here.
//
// A packed text starts with a byte that says how: packRaw, as it is; packZstd, Zstandard; packWords, Deflate with a
// dictionary, for texts of some dozen bytes, of which Zstandard makes nothing smaller.

const (
	packRaw   = 0
	packZstd  = 1
	packWords = 2
)

// smallest is the length, in bytes, from which a text is packed.
const smallest = 48

// errPacked says that a packed text is damaged.
var errPacked = errors.New("a packed text is damaged: bring back a copy of the archive")

var (
	encoder = sync.OnceValues(func() (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithEncoderLevel(zstd.SpeedDefault))
	})
	decoder = sync.OnceValues(func() (*zstd.Decoder, error) {
		return zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
	})
	deflaters = sync.Pool{New: func() any {
		w, err := flate.NewWriterDict(io.Discard, 5, []byte(wordsDictionary))
		if err != nil {
			return err
		}
		return w
	}}
	inflaters = sync.Pool{New: func() any { return flate.NewReaderDict(bytes.NewReader(nil), []byte(wordsDictionary)) }}
)

// wordsDictionary is what short texts are packed with: the commonest strings last, where they are cheapest to point at.
// It may never change: what is packed with it could not be read.
const wordsDictionary = ` investigation administration government officials international organisation department statement spokesman ` +
	`spokeswoman director secretary minister president senator committee company election campaign policy economic security ` +
	`national American million thousand percent according question support because before through against between during ` +
	`without another something nothing everything everyone important different political public country problem business ` +
	`children family women together should could would think there their these those where which while after again never ` +
	`always still people really things going getting making taking working looking trying says said saying told asked ` +
	`that it would be that they would that there was that there is that the that he was that he had that he is that it is ` +
	`that we are going to I don't think we don't want to I think that's you know, it's a lot of he's the way in which ` +
	`has been have been had been will be would have could have should be to be able to do not did not does not is not was not ` +
	`as well as one of the out of the because of the some of the most of the part of the at the end of the by the from the ` +
	`with the for the on the and the to the in the of the, and , but the , which is a , who “We “I “It ’s .” ?” ,”`

func pack(text string) ([]byte, error) {
	if len(text) < smallest {
		return append([]byte{packRaw}, text...), nil
	}
	e, err := encoder()
	if err != nil {
		return nil, fmt.Errorf("prepare to pack texts: %w", err)
	}
	packed := e.EncodeAll([]byte(text), append(make([]byte, 0, len(text)/2), packZstd))
	if len(packed) > len(text) {
		return append(packed[:0], append([]byte{packRaw}, text...)...), nil
	}
	return packed, nil
}

// packWithWords packs a short text.
func packWithWords(into []byte, text string) ([]byte, error) {
	if len(text) >= smallest {
		w, ok := deflaters.Get().(*flate.Writer)
		if !ok {
			return nil, errors.New("prepare to pack words")
		}
		defer deflaters.Put(w)
		buf := bytes.NewBuffer(append(into, packWords))
		w.Reset(buf)
		if _, err := io.WriteString(w, text); err != nil {
			return nil, fmt.Errorf("pack words: %w", err)
		}
		if err := w.Close(); err != nil {
			return nil, fmt.Errorf("pack words: %w", err)
		}
		if packed := buf.Bytes(); len(packed) <= len(into)+len(text) {
			return packed, nil
		}
	}
	return append(append(into, packRaw), text...), nil
}

func unpack(packed []byte) (string, error) {
	if len(packed) == 0 {
		return "", nil
	}
	switch rest := packed[1:]; packed[0] {
	case packRaw:
		return string(rest), nil
	case packZstd:
		d, err := decoder()
		if err != nil {
			return "", fmt.Errorf("prepare to unpack texts: %w", err)
		}
		text, err := d.DecodeAll(rest, nil)
		if err != nil {
			return "", errors.Join(errPacked, err)
		}
		return string(text), nil
	case packWords:
		r := inflaters.Get().(io.ReadCloser)
		defer inflaters.Put(r)
		if err := r.(flate.Resetter).Reset(bytes.NewReader(rest), []byte(wordsDictionary)); err != nil {
			return "", errors.Join(errPacked, err)
		}
		var b strings.Builder
		if _, err := io.Copy(&b, r); err != nil {
			return "", errors.Join(errPacked, err)
		}
		return b.String(), nil
	}
	return "", errPacked
}

// packNumbers packs rising numbers as their differences.
func packNumbers(numbers []uint64) []byte {
	out := make([]byte, 0, 4*len(numbers))
	last := uint64(0)
	for _, n := range numbers {
		out = binary.AppendUvarint(out, n-last)
		last = n
	}
	return out
}

func unpackNumbers(packed []byte) ([]uint64, error) {
	var numbers []uint64
	last := uint64(0)
	for len(packed) > 0 {
		d, n := binary.Uvarint(packed)
		if n <= 0 {
			return nil, errPacked
		}
		last += d
		numbers = append(numbers, last)
		packed = packed[n:]
	}
	return numbers, nil
}

// The functions are known to every connection that is opened after this package has been loaded.
func init() {
	for name, f := range map[string]func(args [][]byte) (driver.Value, error){
		"sayso_pack":      func(args [][]byte) (driver.Value, error) { return pack(string(args[0])) },
		"sayso_unpack":    func(args [][]byte) (driver.Value, error) { return unpack(args[0]) },
		"sayso_statement": func(args [][]byte) (driver.Value, error) { return statementJSON(args[0]) },
		"sayso_source":    func(args [][]byte) (driver.Value, error) { return statementWords(args[0], 0) },
		"sayso_cue":       func(args [][]byte) (driver.Value, error) { return statementWords(args[0], 1) },
		"sayso_content":   func(args [][]byte) (driver.Value, error) { return statementWords(args[0], 2) },
		"sayso_pack_statement": func(args [][]byte) (driver.Value, error) {
			return repack(string(args[0]), string(args[1]), string(args[2]), string(args[3]))
		},
	} {
		n := int32(1)
		if name == "sayso_pack_statement" {
			n = 4
		}
		sqlite.MustRegisterDeterministicScalarFunction(name, n, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			given := make([][]byte, len(args))
			for i, arg := range args {
				switch v := arg.(type) {
				case []byte:
					given[i] = v
				case string:
					given[i] = []byte(v)
				case nil:
					return nil, nil
				default:
					return nil, fmt.Errorf("%s: argument %d is a %T", name, i+1, arg)
				}
			}
			return f(given)
		})
	}
}
