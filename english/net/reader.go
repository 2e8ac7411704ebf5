package net

import (
	"sayso/english/nn"
)

// Word is what the network says of a word. UPOS, XPOS, Feats and Rel are numbers in the model's [Header].
type Word struct {
	UPOS, XPOS, Rel uint8
	Feats           uint16
	// Head is the number of the head within the sentence, counted from 1; 0 is the root.
	Head int32
}

// MaxSentence is the number of words that are read together. A longer sentence is read in pieces, the roots of the
// later ones hanging on the root of the first.
const MaxSentence = 128

// batchWords is the number of words after which a batch of sentences is computed.
const batchWords = 192

// fixed is the scale of the activations as integers: steps of 1/256, up to ±32.
const fixed = nn.Fixed

// rowStep is the number of rows that the fastest products take at once; a batch is filled up with empty rows.
const rowStep = 12

// Reader applies a model. It keeps its memory between texts; each goroutine needs its own.
type Reader struct {
	model *Model
	input inputMemory

	pieces []piece
	rows   int // in the batch, with an empty one before and behind each piece
	inner  int // rows from row 1 that are computed, a multiple of rowStep
	x      []float32
	q      []int16
	act    []float32
	proj   []float32 // of rows from row 1
	state  []float32 // of the scan

	arcs   arcMemory
	names  NameDecoder
	spread nameMemory
	tree   Tree
	sigmas *nn.Sigmas

	// KeepStates tells to keep the last layer's output and the first one's input for [Reader.States].
	KeepStates     bool
	states, inputs []int16
}

// piece is a part of a sentence that is read at once, in the batch from row start.
type piece struct{ first, end, start int32 }

// NewReader returns a reader of the model.
func NewReader(m *Model) *Reader {
	r := &Reader{model: m, sigmas: nn.NewSigmas(), state: make([]float32, m.Header.Width)}
	r.input.init(m)
	return r
}

// Model returns the model that the reader applies.
func (r *Reader) Model() *Model { return r.model }

// Read reads sentences: the forms of all their words, and for each sentence where it ends. It sets out, of the length
// of forms, and appends the names, whose words are numbered as in forms.
func (r *Reader) Read(out []Word, names []Name, forms []string, ends []int32) []Name {
	first := int32(0)
	r.pieces = r.pieces[:0]
	r.rows = 1
	if r.KeepStates {
		r.states = grow(r.states, len(forms)*r.model.Header.Width)
		r.inputs = grow(r.inputs, len(forms)*r.model.Header.Width)
	}
	r.spread.scores = grow(r.spread.scores, len(forms)*NumNameTags)
	for _, end := range ends {
		for first < end {
			stop := min(end, first+MaxSentence)
			r.pieces = append(r.pieces, piece{first, stop, int32(r.rows)})
			r.rows += int(stop-first) + 1
			first = stop
			if r.rows > batchWords {
				r.batch(out, forms)
			}
		}
	}
	r.batch(out, forms)
	r.spread.spread(forms)
	first = 0
	for _, end := range ends {
		from := len(names)
		names = r.names.Decode(names, r.spread.scores[int(first)*NumNameTags:], NumNameTags, int(end-first))
		for i := from; i < len(names); i++ {
			names[i].First += first
			names[i].End += first
		}
		first = end
	}
	first = 0
	for _, end := range ends {
		if end-first > MaxSentence {
			join(out[first:end])
		}
		first = end
	}
	return names
}

// States returns the last layer's output for each word of the text read last, and the first one's input, if they were
// kept: rows of the model's width in steps of 1/256. They are valid until the next text is read.
func (r *Reader) States() (last, input []int16) { return r.states, r.inputs }

// join makes one tree of a sentence that was read in pieces.
func join(words []Word) {
	root := -1
	for at := 0; at < len(words); at += MaxSentence {
		for i := at; i < min(at+MaxSentence, len(words)); i++ {
			switch w := &words[i]; {
			case w.Head > 0:
				w.Head += int32(at)
			case root < 0:
				root = i
			default:
				w.Head = int32(root + 1)
			}
		}
	}
}
