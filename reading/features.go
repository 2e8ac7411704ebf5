package reading

import (
	"sayso/english"
)

// The filter sees a statement through features: facts about it, each hashed to 32 bits. A feature's number and its values
// make the hash.

type hash uint32

func feature(number uint32) hash { return hash(2166136261 ^ number*0x9e3779b1) }

func (h hash) with(x uint32) hash {
	v := (uint32(h) ^ x) * 0x01000193
	v ^= v >> 15
	v *= 0x2c1b3c6d
	v ^= v >> 12
	return hash(v)
}

func hashWord(w string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// view is what the features need to know of every token, computed once for a text.
type view struct {
	words   []uint32 // hash of the form in small letters, digits and typographic marks made equal
	tags    []uint32
	quotes  []uint32 // how deep inside quotation marks: 0, 1, 2
	quoteID []int32  // the outermost quotation of the token, -1 outside
	para    []int32
	sent    []int32
	lemma   []uint32 // hash of the cue's lemma for words of the lexicon, else that of the word
	takes   []uint32
	tree    treeView
}

// look fills the view.
func (r *Reader) look(v *view) {
	d := r.doc
	n := len(d.Tokens)
	v.words, v.tags, v.lemma, v.takes = v.words[:0], v.tags[:0], v.lemma[:0], v.takes[:0]
	v.quotes, v.quoteID, v.para, v.sent = v.quotes[:0], v.quoteID[:0], v.para[:0], v.sent[:0]
	for i := 0; i < n; i++ {
		t := &d.Tokens[i]
		form := d.Form(i)
		var w uint32
		switch t.Kind {
		case english.Number:
			w = 7 + uint32(min(len(form), 5))
		case english.Quote:
			w = 3
			if t.Tag == english.CloseQuote {
				w = 4
			}
		case english.Dash:
			w = 5
		default:
			w = hashWord(form)
		}
		v.words = append(v.words, w)
		v.tags = append(v.tags, uint32(t.Tag))
		lemma, takes := w, uint32(0)
		if t.Kind == english.Word {
			lower := r.lower(i)
			if e := lexicon().verbs[lower]; e != nil {
				lemma, takes = hashWord(e.lemma), uint32(e.takes)+1
			} else if e := lexicon().nouns[lower]; e != nil {
				lemma, takes = hashWord(e.lemma), 300
			}
		}
		v.lemma = append(v.lemma, lemma)
		v.takes = append(v.takes, takes)
		v.quotes = append(v.quotes, 0)
		v.quoteID = append(v.quoteID, -1)
		v.para = append(v.para, 0)
		v.sent = append(v.sent, 0)
	}
	for p, para := range d.Paragraphs {
		for s := para.First; s < para.End; s++ {
			for i := d.Sentences[s].First; i < d.Sentences[s].End; i++ {
				v.para[i], v.sent[i] = int32(p), s
			}
		}
	}
	v.tree.look(r)
	for n, q := range r.quotations {
		if q.end <= q.open+1 {
			continue
		}
		for i := q.open; i < q.end; i++ {
			v.quotes[i]++
			if q.parent < 0 {
				v.quoteID[i] = int32(n)
			}
		}
	}
}

const outside = 0xffff // stands for what lies beyond the text

func at(x []uint32, i int) uint32 {
	if i < 0 || i >= len(x) {
		return outside
	}
	return x[i]
}

// bucket makes distances coarse: 0 to 6 as they are, then in powers.
func bucket(d int) uint32 {
	switch {
	case d < 0:
		return 100 + bucket(-d)
	case d <= 6:
		return uint32(d)
	case d <= 9:
		return 7
	case d <= 14:
		return 8
	case d <= 22:
		return 9
	case d <= 35:
		return 10
	case d <= 60:
		return 11
	}
	return 12
}
