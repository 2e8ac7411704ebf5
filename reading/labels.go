package reading

import "sayso/english"

// Labels of the network for cues.
const (
	cueOut = iota
	cueBegin
	cueIn
	cueLabels
)

func cueAllowed(from, to int) bool { return to != cueIn || from == cueBegin || from == cueIn }

// Labels of the network for source and content of a cue.
const (
	partOut = iota
	sourceBegin
	sourceIn
	contentBegin
	contentIn
	partLabels
)

func partAllowed(from, to int) bool {
	switch to {
	case sourceIn:
		return from == sourceBegin || from == sourceIn
	case contentIn:
		return from == contentBegin || from == contentIn
	}
	return true
}

// window returns the tokens in which source and content of a cue are sought: its paragraph, at most 220 tokens to
// either side, and the next paragraph where a colon introduces it.
func (r *Reader) window(v *view, c tokens) (first, end int) {
	first, end = c.first, c.end
	p := v.para[c.first]
	for first > 0 && v.para[first-1] == p && c.first-first < 220 {
		first--
	}
	for end < len(v.para) && v.para[end] == p && end-c.end < 220 {
		end++
	}
	if end < len(v.para) && v.para[end] != p && r.isForm(end-1, ":") {
		for p = v.para[end]; end < len(v.para) && v.para[end] == p && end-c.end < 440; {
			end++
		}
	}
	return first, end
}

// cueHead returns the token that carries a cue's meaning: its last word of the lexicon, else its last verb, else its
// last word.
func (r *Reader) cueHead(v *view, c tokens) int {
	head := c.end - 1
	found := false
	for i := c.first; i < c.end; i++ {
		if r.doc.Tokens[i].Tag.Verb() {
			head, found = i, true
		}
	}
	for i := c.first; i < c.end; i++ {
		if v.takes[i] != 0 && (r.doc.Tokens[i].Tag.Verb() || !found) {
			head = i
		}
	}
	if r.doc.Tokens[head].Kind == english.Mark && head > c.first {
		head--
	}
	return head
}
