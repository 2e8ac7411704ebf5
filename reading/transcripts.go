package reading

import (
	"unicode"

	"sayso/english"
)

// turnsOfTranscript is how many paragraphs must begin with a speaker and a colon.
const turnsOfTranscript = 2

// transcript finds a speaker set before a colon at the start of a paragraph: "MARROW: …", "The Herald: …", "MARROW, MAYOR: …".
func (r *Reader) transcript(it []item, depth int) {
	if depth > 0 {
		return
	}
	k := 0
	for k < len(it) && k < 6 && it[k].quote < 0 && (it[k].tag.ProperNoun() || r.capital(it[k].first) && it[k].tag != english.DT || it[k].tag == english.DT && k == 0) {
		k++
	}
	if k > 0 {
		k = r.titled(it, k)
	}
	if k == 0 || k+2 >= len(it) || !r.is(it, k, ":") || it[k-1].tag.Verb() && !it[k-1].tag.ProperNoun() {
		return
	}
	rest := r.trim(span(it, k+1, len(it)))
	source := span(it, 0, k)
	if rest.empty() || rest.end-rest.first < 3 && !r.inCapitals(source) {
		return
	}
	st := statement{rule: colon, entry: according}
	st.source = []tokens{source}
	st.cue = []tokens{span(it, k, k+1)}
	st.content = []tokens{rest}
	if rest.end < len(r.doc.Tokens) && r.isForm(rest.end, "?") {
		st.entry = asking
	}
	r.found = append(r.found, st)
}

// longestTitle is how many items a speaker's title has before the colon, at most.
const longestTitle = 12

// titled goes on behind the title of a speaker named in k items: "MARROW, CHAIR OF THE COMMITTEE", "Marrow (mayor)". Behind
// a comma the name must be in capitals: "Last year, Marrow: …" names nobody's title.
func (r *Reader) titled(it []item, k int) int {
	closes := r.is(it, k, "(")
	if !closes && (!r.is(it, k, ",") || !r.inCapitals(span(it, 0, k))) {
		return k
	}
	for n := k + 1; n < len(it) && n <= k+longestTitle && it[n].quote < 0; n++ {
		if r.is(it, n, ":") {
			if n == k+1 || closes && !r.is(it, n-1, ")") {
				return k
			}
			return n
		}
	}
	return k
}

// inCapitals reports whether all words of a passage are in capitals, as transcripts have their speakers.
func (r *Reader) inCapitals(t tokens) bool {
	for _, c := range r.doc.Words(t.first, t.end) {
		if unicode.IsLower(c) {
			return false
		}
	}
	return true
}

// turn reports whether statement i is a turn of a transcript.
func (r *Reader) turn(i int) bool {
	s := &r.found[i]
	return len(s.cue) == 1 && s.cue[0].end == s.cue[0].first+1 && r.isForm(s.cue[0].first, ":")
}

// opens reports whether statement i is a turn whose speaker stands at the start of a paragraph.
func (r *Reader) opens(i int) bool {
	if !r.turn(i) || len(r.found[i].source) != 1 {
		return false
	}
	first, d := r.found[i].source[0].first, r.doc
	return first < r.found[i].cue[0].first && int(d.Sentences[d.Paragraphs[r.paragraphOf(first)].First].First) == first
}

// findTranscript sets verbatim where the text is one: then turns are the very words of their speakers.
func (r *Reader) findTranscript() {
	turns := 0
	for i := range r.found {
		if r.opens(i) {
			turns++
		}
	}
	r.verbatim = turns >= turnsOfTranscript
}
