package archive

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
)

// Long texts are kept packed, and the words of a statement's parts are taken from the text of its article, so that an
// archive is not many times as large as what was put into it. SQL that reads need not know: views give what was packed
// as it was, by the functions registered here.
//
// A packed text starts with a byte that says how.

const (
	// packRaw is as it is, packZstd Zstandard.
	packRaw  = 0
	packZstd = 1
	// packRecord is a record's JSON without its entities: behind the byte, what is left out, how many bytes the entities'
	// numbers take, the numbers, and the JSON, packed. To read it takes the article's text: see pack_record.go.
	packRecord = 2
	// packKeyed is Zstandard with recordSample as its dictionary.
	packKeyed = 3
)

// recordSample is a record such as are packed, without entities: its keys and usual values are then references. Archives are
// packed with it: it must stay as it is to the letter.
const recordSample = `{"id":"e1","person":"e3","role":"minister","org":"e2","former":false,"then":true,"from":"2031","until":"2032","change":"appointed","changed_on":"2031-05","by":"e4",` +
	`"asserts":["s1"],"denies":["s2"],"contacts":["c2"]}],"requested":true,"when":"2031-05-14","where":"Breck","topic":"the harbour","negated":true,"planned":true,` +
	`"id":"https://www.","title":"The ","outlet":"The ","author":"By ","url":"https://www.","published":"2031-05-14T08:30:00Z","language":"en","text_sha256":"","statements":[],` +
	`"contacts":[{"id":"c1","parties":[["e1"],["e2"]],"verb":"met with","span":[120,180],"negated":false,"planned":false,"say_so":"article","confidence":0.5},` +
	`{"id":"c2","parties":[["e3","e4"],["e5"]],"verb":"talked to","span":[1400,1480],"negated":false,"planned":false,"say_so":"s1","confidence":0.45}],` +
	`"roles":[{"person":"e1","role":"president","former":false,"span":[1200,1240],"say_so":"article"},{"person":"e10","role":"spokesman","org":"e2","former":false,"span":[2100,2150],"say_so":"s12"},` +
	`{"person":"e2","role":"director","org":"e12","former":true,"span":[300,350],"say_so":"article"}],"disputes":[{"asserts":["s1"],"denies":["s2"]}]}`

// smallest is the length, in bytes, from which a text is packed.
const smallest = 300

// errPacked says that a packed text is damaged.
var errPacked = errors.New("a packed text is damaged: bring back a copy of the archive")

var (
	encoder = sync.OnceValues(func() (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithEncoderLevel(zstd.SpeedDefault))
	})
	keyedEncoder = sync.OnceValues(func() (*zstd.Encoder, error) {
		return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithEncoderLevel(zstd.SpeedDefault),
			zstd.WithEncoderDictRaw(1, []byte(recordSample)))
	})
	decoder = sync.OnceValues(func() (*zstd.Decoder, error) {
		return zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30), zstd.WithDecoderDictRaw(1, []byte(recordSample)))
	})
)

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

// packKeys packs the JSON of a record without entities.
func packKeys(rest string) ([]byte, error) {
	e, err := keyedEncoder()
	if err != nil {
		return nil, fmt.Errorf("prepare to pack records: %w", err)
	}
	return e.EncodeAll([]byte(rest), append(make([]byte, 0, len(rest)/2), packKeyed)), nil
}

func unpack(packed []byte) (string, error) {
	if len(packed) == 0 {
		return "", nil
	}
	switch rest := packed[1:]; packed[0] {
	case packRaw:
		return string(rest), nil
	case packZstd, packKeyed:
		d, err := decoder()
		if err != nil {
			return "", fmt.Errorf("prepare to unpack texts: %w", err)
		}
		text, err := d.DecodeAll(rest, nil)
		if err != nil {
			return "", errors.Join(errPacked, err)
		}
		return string(text), nil
	}
	return "", errPacked
}

// The functions are known to every connection that is opened after this package has been loaded.
func init() {
	for name, f := range map[string]func(args [][]byte) (driver.Value, error){
		"sayso_pack":           func(args [][]byte) (driver.Value, error) { return pack(string(args[0])) },
		"sayso_terms":          func(args [][]byte) (driver.Value, error) { return unpackTerms(string(args[0])), nil },
		"sayso_pack_traits":    func(args [][]byte) (driver.Value, error) { return packTraitLines(args[0]), nil },
		"sayso_unpack":         func(args [][]byte) (driver.Value, error) { return unpack(args[0]) },
		"sayso_record":         func(args [][]byte) (driver.Value, error) { return recordJSON(args[0], args[1]) },
		"sayso_statement":      func(args [][]byte) (driver.Value, error) { return statementJSON(args[0]) },
		"sayso_pack_statement": func(args [][]byte) (driver.Value, error) { return repack(args[0]) },
		"sayso_source":         func(args [][]byte) (driver.Value, error) { return statementWords(args[0], args[1], 0) },
		"sayso_cue":            func(args [][]byte) (driver.Value, error) { return statementWords(args[0], args[1], 1) },
		"sayso_content":        func(args [][]byte) (driver.Value, error) { return statementWords(args[0], args[1], 2) },
	} {
		n := int32(1)
		if name == "sayso_source" || name == "sayso_cue" || name == "sayso_content" || name == "sayso_record" {
			n = 2 // something packed, and the packed text of its article
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
