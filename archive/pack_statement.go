package archive

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"sync/atomic"

	"sayso"
)

// A packed statement is what most statements have as numbers, and the rest as JSON: a sixth of its JSON, on news.

// moreOfStatement is what some statements have.
type moreOfStatement struct {
	Addressee []sayso.Party `json:"addressee,omitempty"`
	Venue     *sayso.Venue  `json:"venue,omitempty"`
	Via       []sayso.Party `json:"via,omitempty"`
	Citing    []sayso.Party `json:"citing,omitempty"`
	SaidOn    string        `json:"said_on,omitempty"`
	Why       []string      `json:"why,omitempty"`
}

const (
	flagNegated = 1 << iota
	flagHypothetical
	flagDenial
	flagOmission
	flagMore  // JSON follows
	flagWhole // all is in it
)

// What the numbers stand for. Archives have the places in these lists: new ones go to the end. A kind or mode that is not
// here is packed all the same, only larger.
var (
	packedKinds    = []sayso.Kind{sayso.Direct, sayso.Mixed, sayso.Indirect}
	packedModes    = []sayso.Mode{sayso.Say, sayso.Ask, sayso.Deny, sayso.Claim, sayso.Confirm, sayso.Acknowledge, sayso.Accuse, sayso.Believe, sayso.Intend, sayso.Promise, sayso.Suggest, sayso.Report, sayso.Demand, sayso.Warn, sayso.Praise, sayso.Criticise, sayso.Decide}
	packedSpeakers = []sayso.SpeakerType{"", sayso.SpeakerPerson, sayso.SpeakerOrganisation, sayso.SpeakerUnnamed, sayso.SpeakerWriter, sayso.SpeakerNone}
)

// kindCode and modeCode are what the rows of statements have for a kind and a mode: the places in the lists, or the thing
// itself. (The view statements has the lists once more.)
func kindCode(k sayso.Kind) any {
	if i := slices.Index(packedKinds, k); i >= 0 {
		return i
	}
	return string(k)
}

func modeCode(m sayso.Mode) any {
	if i := slices.Index(packedModes, m); i >= 0 {
		return i
	}
	return string(m)
}

// repack packs a statement that is given as JSON.
func repack(encoded []byte) ([]byte, error) {
	var s sayso.Statement
	if err := json.Unmarshal(encoded, &s); err != nil {
		return nil, fmt.Errorf("statement %.40q: %w", encoded, err)
	}
	return packStatement(&s)
}

// localNumber is the number of an ID such as "s12" or "e3", plus one; 0 for no ID, and false for what is none of these.
func localNumber(id string, letter byte) (uint64, bool) {
	if id == "" {
		return 0, true
	}
	if id[0] != letter || len(id) < 2 || len(id) > 9 || id[1] == '0' && len(id) > 2 {
		return 0, false
	}
	n, err := strconv.ParseUint(id[1:], 10, 32)
	return n + 1, err == nil && id[1] != '+'
}

func localID(n uint64, letter byte) string {
	if n == 0 {
		return ""
	}
	return string(strconv.AppendUint([]byte{letter}, n-1, 10))
}

// packStatement writes a statement as numbers.
func packStatement(s *sayso.Statement) ([]byte, error) {
	whole := func() ([]byte, error) {
		encoded, err := json.Marshal(s)
		if err != nil {
			return nil, fmt.Errorf("statement %s: %w", s.ID, err)
		}
		return append([]byte{flagWhole}, encoded...), nil
	}
	id, okID := localNumber(s.ID, 's')
	within, okWithin := localNumber(s.Within, 's')
	entity, okEntity := localNumber(s.Speaker.Entity, 'e')
	kind, mode, speaker := slices.Index(packedKinds, s.Kind), slices.Index(packedModes, s.Mode), slices.Index(packedSpeakers, s.Speaker.Type)
	confidence := math.Round(s.Confidence * 100)
	if !okID || !okWithin || !okEntity || kind < 0 || mode < 0 || speaker < 0 || confidence < 0 || confidence > 100 || confidence/100 != s.Confidence {
		return whole()
	}
	more := moreOfStatement{Addressee: s.Addressee, Venue: s.Venue, Via: s.Via, Citing: s.Citing, SaidOn: s.SaidOn, Why: s.Why}
	rest := *s
	rest.ID, rest.Kind, rest.Mode, rest.Source, rest.Cue, rest.Content, rest.Speaker, rest.Within, rest.About = "", "", "", nil, nil, nil, sayso.Speaker{}, "", nil
	rest.Addressee, rest.Venue, rest.Via, rest.Citing, rest.SaidOn, rest.Why = nil, nil, nil, nil, "", nil
	rest.Negated, rest.Hypothetical, rest.Denial, rest.Omission, rest.Confidence = false, false, false, false, 0
	if !reflect.ValueOf(rest).IsZero() { // a field that this function does not know
		return whole()
	}
	var flags byte
	for flag, is := range map[byte]bool{flagNegated: s.Negated, flagHypothetical: s.Hypothetical, flagDenial: s.Denial, flagOmission: s.Omission,
		flagMore: len(more.Addressee) > 0 || more.Venue != nil || len(more.Via) > 0 || len(more.Citing) > 0 || more.SaidOn != "" || len(more.Why) > 0} {
		if is {
			flags |= flag
		}
	}
	out := make([]byte, 0, 64)
	out = append(out, flags, byte(kind), byte(mode), byte(speaker), byte(confidence))
	out = binary.AppendUvarint(out, id)
	out = binary.AppendUvarint(out, within)
	last := 0
	for _, spans := range []sayso.Spans{s.Source, s.Cue, s.Content} {
		out = binary.AppendUvarint(out, uint64(len(spans)))
		for _, span := range spans {
			out = binary.AppendVarint(out, int64(span.Start-last))
			out = binary.AppendVarint(out, int64(span.End-span.Start))
			last = span.End
		}
	}
	out = binary.AppendUvarint(out, entity)
	out = binary.AppendUvarint(out, uint64(len(s.Speaker.Name)))
	out = append(out, s.Speaker.Name...)
	out = binary.AppendUvarint(out, uint64(len(s.About)))
	for _, e := range s.About {
		n, ok := localNumber(e, 'e')
		if !ok || n == 0 {
			return whole()
		}
		out = binary.AppendUvarint(out, n)
	}
	if flags&flagMore != 0 {
		encoded, err := json.Marshal(&more)
		if err != nil {
			return nil, fmt.Errorf("statement %s: %w", s.ID, err)
		}
		out = append(out, encoded...)
	}
	return out, nil
}

// numberReader reads numbers from bytes that may be damaged.
type numberReader struct {
	data []byte
	bad  bool
}

func (r *numberReader) next() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *numberReader) signed() int {
	v, n := binary.Varint(r.data)
	if n <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

// bytes takes the next n bytes.
func (r *numberReader) bytes(n uint64) []byte {
	if n > uint64(len(r.data)) {
		r.bad = true
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

// count is a number of things of which each takes at least a byte.
func (r *numberReader) count() int {
	n := r.next()
	if n > uint64(len(r.data)) {
		r.bad = true
		return 0
	}
	return int(n)
}

// unpackStatement reads a packed statement.
func unpackStatement(packed []byte) (sayso.Statement, error) {
	r := numberReader{data: packed}
	var s sayso.Statement
	head := r.bytes(1)
	if r.bad {
		return s, errPacked
	}
	flags := head[0]
	if flags&flagWhole != 0 {
		err := json.Unmarshal(r.data, &s)
		return s, err
	}
	head = r.bytes(4)
	if r.bad || int(head[0]) >= len(packedKinds) || int(head[1]) >= len(packedModes) || int(head[2]) >= len(packedSpeakers) {
		return s, errPacked
	}
	s.Kind, s.Mode, s.Speaker.Type, s.Confidence = packedKinds[head[0]], packedModes[head[1]], packedSpeakers[head[2]], float64(head[3])/100
	s.Negated, s.Hypothetical, s.Denial, s.Omission = flags&flagNegated != 0, flags&flagHypothetical != 0, flags&flagDenial != 0, flags&flagOmission != 0
	s.ID, s.Within = localID(r.next(), 's'), localID(r.next(), 's')
	last := 0
	for _, spans := range []*sayso.Spans{&s.Source, &s.Cue, &s.Content} {
		n := r.count()
		for range n {
			start := last + r.signed()
			last = start + r.signed()
			*spans = append(*spans, sayso.Span{Start: start, End: last})
		}
	}
	s.Speaker.Entity = localID(r.next(), 'e')
	s.Speaker.Name = string(r.bytes(r.next()))
	for range r.count() {
		s.About = append(s.About, localID(r.next(), 'e'))
	}
	if r.bad {
		return s, errPacked
	}
	if flags&flagMore != 0 {
		var more moreOfStatement
		if err := json.Unmarshal(r.data, &more); err != nil {
			return s, fmt.Errorf("%w: %w", errPacked, err)
		}
		s.Addressee, s.Venue, s.Via, s.Citing, s.SaidOn, s.Why = more.Addressee, more.Venue, more.Via, more.Citing, more.SaidOn, more.Why
	}
	return s, nil
}

// statementJSON is the JSON that a packed statement has in its record.
func statementJSON(packed []byte) (string, error) {
	s, err := unpackStatement(packed)
	if err != nil {
		return "", err
	}
	encoded, err := json.Marshal(&s)
	return string(encoded), err
}

// lastText is the text that was unpacked last. A row's source, cue and content are taken from one text, as are those of the
// statements before and behind it.
var lastText atomic.Pointer[unpacked]

type unpacked struct {
	packed []byte
	text   string
}

func unpackLast(packed []byte) (string, error) {
	if last := lastText.Load(); last != nil && bytes.Equal(last.packed, packed) {
		return last.text, nil
	}
	text, err := unpack(packed)
	if err == nil {
		lastText.Store(&unpacked{bytes.Clone(packed), text})
	}
	return text, err
}

// statementWords returns the words of a packed statement's source (0), cue (1) or content (2), of its article's packed text.
func statementWords(packed, text []byte, part int) (string, error) {
	s, err := unpackStatement(packed)
	if err != nil {
		return "", err
	}
	spans := [...]sayso.Spans{s.Source, s.Cue, s.Content}[part]
	if len(spans) == 0 {
		return "", nil
	}
	words, err := unpackLast(text)
	if err != nil {
		return "", err
	}
	return wordsIn(spans, words)
}

// wordsOf returns the words of a packed statement's source, cue and content.
func wordsOf(packed []byte, text string) (words [3]string, err error) {
	s, err := unpackStatement(packed)
	if err != nil {
		return words, err
	}
	for i, spans := range [...]sayso.Spans{s.Source, s.Cue, s.Content} {
		if words[i], err = wordsIn(spans, text); err != nil {
			return words, err
		}
	}
	return words, nil
}

func wordsIn(spans sayso.Spans, text string) (string, error) {
	if len(spans) == 0 {
		return "", nil
	}
	for _, span := range spans {
		if span.Start < 0 || span.End < span.Start || span.End > len(text) {
			return "", errPacked
		}
	}
	return spans.Of(text), nil
}
