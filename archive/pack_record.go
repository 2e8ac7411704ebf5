package archive

import (
	"encoding/binary"
	"encoding/json"
	"errors"

	"sayso"
)

// packedRest packs what of a record is not kept elsewhere: without its statements, and without its text where that is the
// article's. The mentions of entities, of which there are hundreds, are packed as numbers.
func packedRest(article *sayso.Article, record *sayso.Record) (packed []byte, hasText bool, err error) {
	short := *record
	short.Entities = append([]sayso.Entity(nil), record.Entities...)
	var numbers []byte
	for i := range short.Entities {
		e := &short.Entities[i]
		numbers = binary.AppendUvarint(numbers, uint64(len(e.Mentions)))
		last := 0
		for _, m := range e.Mentions {
			numbers = binary.AppendVarint(numbers, int64(m.Start-last))
			numbers = binary.AppendVarint(numbers, int64(m.End-m.Start))
			last = m.End
		}
		e.Mentions = nil
	}
	rest, hasText, err := encodeRest(article, &short)
	if err != nil {
		return nil, false, err
	}
	text, err := pack(rest)
	if err != nil {
		return nil, false, err
	}
	packed = binary.AppendUvarint(append(make([]byte, 0, len(numbers)+len(text)+8), packRecord), uint64(len(numbers)))
	return append(append(packed, numbers...), text...), hasText, nil
}

// unpackRecord returns the JSON of a record that packedRest has packed, but for the byte in front.
func unpackRecord(packed []byte) (string, error) {
	outer := numberReader{data: packed}
	r := numberReader{data: outer.bytes(outer.next())}
	if outer.bad || len(outer.data) == 0 || outer.data[0] == packRecord {
		return "", errPacked
	}
	rest, err := unpack(outer.data)
	if err != nil {
		return "", err
	}
	var record sayso.Record
	if err := json.Unmarshal([]byte(rest), &record); err != nil {
		return "", errors.Join(errPacked, err)
	}
	for i := range record.Entities {
		last := 0
		for range r.count() {
			start := last + r.signed()
			last = start + r.signed()
			record.Entities[i].Mentions = append(record.Entities[i].Mentions, sayso.Span{Start: start, End: last})
		}
	}
	if r.bad || len(r.data) > 0 {
		return "", errPacked
	}
	encoded, err := json.Marshal(&record)
	return string(encoded), err
}
