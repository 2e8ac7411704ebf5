package archive

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"

	"sayso"
)

// What the flags of a packed record say.
const (
	restHashed   = 1 << iota // the record's hash is that of the article's text, and not in it
	restEntities             // the entities are in the numbers
)

// packedRest packs what of a record is not kept elsewhere: without its statements, and without its text where that is the
// article's. The entities, which are most of it, are packed as numbers: their names are those of mentions in the text.
func packedRest(article *sayso.Article, record *sayso.Record) (packed []byte, hasText bool, err error) {
	short := *record
	flags := byte(0)
	if short.TextSHA256 != "" && short.TextSHA256 == article.TextSHA256() {
		flags, short.TextSHA256 = flags|restHashed, ""
	}
	var numbers []byte
	if len(record.Entities) > 0 {
		if numbers, err = packEntities(article.Text, record.Entities); err != nil {
			return nil, false, err
		}
		flags, short.Entities = flags|restEntities, nil
	}
	rest, hasText, err := encodeRest(article, &short)
	if err != nil {
		return nil, false, err
	}
	text, err := packKeys(rest)
	if err != nil {
		return nil, false, err
	}
	packed = append(make([]byte, 0, len(numbers)+len(text)+8), packRecord, flags)
	packed = binary.AppendUvarint(packed, uint64(len(numbers)))
	return append(append(packed, numbers...), text...), hasText, nil
}

// unpackRecord returns a record that packedRest has packed, but for the byte in front. The text is its article's.
func unpackRecord(packed []byte, text string) (*sayso.Record, error) {
	outer := numberReader{data: packed}
	head := outer.bytes(1)
	r := numberReader{data: outer.bytes(outer.next())}
	if outer.bad || len(outer.data) == 0 || outer.data[0] == packRecord {
		return nil, errPacked
	}
	rest, err := unpack(outer.data)
	if err != nil {
		return nil, err
	}
	record := &sayso.Record{}
	if err := json.Unmarshal([]byte(rest), record); err != nil {
		return nil, errors.Join(errPacked, err)
	}
	if head[0]&restHashed != 0 {
		record.TextSHA256 = (&sayso.Article{Text: text}).TextSHA256()
	}
	if head[0]&restEntities != 0 {
		record.Entities = r.entities(text)
	}
	if r.bad || len(r.data) > 0 {
		return nil, errPacked
	}
	return record, nil
}

// recordIn returns the record in a packed record. The text is its article's, packed too.
func recordIn(packed, text []byte) (*sayso.Record, error) {
	if len(packed) > 0 && packed[0] == packRecord {
		words, err := unpackLast(text)
		if err != nil {
			return nil, err
		}
		return unpackRecord(packed[1:], words)
	}
	rest, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	record := &sayso.Record{}
	if err := json.Unmarshal([]byte(rest), record); err != nil {
		return nil, errors.Join(errPacked, err)
	}
	return record, nil
}

// recordJSON is the JSON of a packed record.
func recordJSON(packed, text []byte) (string, error) {
	if len(packed) == 0 || packed[0] != packRecord {
		return unpack(packed)
	}
	record, err := recordIn(packed, text)
	if err != nil {
		return "", err
	}
	encoded, err := json.Marshal(record)
	return string(encoded), err
}

// The byte that an entity starts with: the type's place in packedTypes, and these.
const (
	entityFemale = 1 << (iota + 3)
	entityMale
	entityOf    // the number of the one that it belongs to follows
	entityOwn   // its ID is not that of its place: "e1" for the first, and so on
	entityWhole // JSON follows, without mentions
)

// packedTypes are types of entities. Archives have the places: new ones go to the end, and there is room for eight.
var packedTypes = []sayso.EntityType{sayso.Person, sayso.Organisation, sayso.Place, sayso.Unnamed}

// packEntities writes entities as numbers: for each its mentions, and its names by the mentions that they are the words of.
func packEntities(text string, list []sayso.Entity) ([]byte, error) {
	out := binary.AppendUvarint(make([]byte, 0, 16*len(list)), uint64(len(list)))
	for i := range list {
		e := &list[i]
		head := byte(max(0, slices.Index(packedTypes, e.Type)))
		of, okOf := localNumber(e.Of, 'e')
		if !slices.Contains(packedTypes, e.Type) || e.Gender != "" && e.Gender != "female" && e.Gender != "male" || !okOf || len(e.SameAs) > 0 ||
			e.Names != nil && len(e.Names) == 0 || e.Mentions != nil && len(e.Mentions) == 0 {
			head = entityWhole
		} else {
			switch e.Gender {
			case "female":
				head |= entityFemale
			case "male":
				head |= entityMale
			}
			if of != 0 {
				head |= entityOf
			}
			if e.ID != localID(uint64(i)+2, 'e') {
				head |= entityOwn
			}
		}
		out = append(out, head)
		out = binary.AppendUvarint(out, uint64(len(e.Mentions)))
		last := 0
		for _, m := range e.Mentions {
			out = binary.AppendVarint(out, int64(m.Start-last))
			out = binary.AppendVarint(out, int64(m.End-m.Start))
			last = m.End
		}
		if head == entityWhole {
			short := *e
			short.Mentions = nil
			encoded, err := json.Marshal(&short)
			if err != nil {
				return nil, err
			}
			out = append(binary.AppendUvarint(out, uint64(len(encoded))), encoded...)
			continue
		}
		if head&entityOwn != 0 {
			out = append(binary.AppendUvarint(out, uint64(len(e.ID))), e.ID...)
		}
		if head&entityOf != 0 {
			out = binary.AppendUvarint(out, of)
		}
		out = binary.AppendUvarint(out, uint64(len(e.Names)))
		for _, name := range append(e.Names[:len(e.Names):len(e.Names)], e.Name) {
			at := slices.IndexFunc(e.Mentions, func(m sayso.Span) bool {
				return m.Start >= 0 && m.Start <= m.End && m.End <= len(text) && text[m.Start:m.End] == name
			})
			if out = binary.AppendUvarint(out, uint64(at+1)); at < 0 {
				out = append(binary.AppendUvarint(out, uint64(len(name))), name...)
			}
		}
	}
	return out, nil
}

// entities reads what packEntities has written.
func (r *numberReader) entities(text string) []sayso.Entity {
	list := make([]sayso.Entity, r.count())
	for i := range list {
		e := &list[i]
		head := r.bytes(1)
		if r.bad {
			return nil
		}
		last := 0
		var mentions []sayso.Span
		for range r.count() {
			start := last + r.signed()
			last = start + r.signed()
			mentions = append(mentions, sayso.Span{Start: start, End: last})
		}
		if head[0] == entityWhole {
			if json.Unmarshal(r.bytes(r.next()), e) != nil {
				r.bad = true
			}
			e.Mentions = mentions
			continue
		}
		if e.Mentions = mentions; int(head[0]&7) >= len(packedTypes) {
			r.bad = true
			return nil
		}
		e.ID, e.Type = localID(uint64(i)+2, 'e'), packedTypes[head[0]&7]
		switch {
		case head[0]&entityFemale != 0:
			e.Gender = "female"
		case head[0]&entityMale != 0:
			e.Gender = "male"
		}
		if head[0]&entityOwn != 0 {
			e.ID = string(r.bytes(r.next()))
		}
		if head[0]&entityOf != 0 {
			e.Of = localID(r.next(), 'e')
		}
		for range r.count() {
			e.Names = append(e.Names, r.name(mentions, text))
		}
		e.Name = r.name(mentions, text)
	}
	return list
}

// name reads a name: that of a mention, or one of its own.
func (r *numberReader) name(mentions []sayso.Span, text string) string {
	at := r.next()
	if at == 0 {
		return string(r.bytes(r.next()))
	}
	if at > uint64(len(mentions)) {
		r.bad = true
		return ""
	}
	m := mentions[at-1]
	if m.Start < 0 || m.Start > m.End || m.End > len(text) {
		r.bad = true
		return ""
	}
	return text[m.Start:m.End]
}
