package english

import "unicode/utf8"

// starters are words that open a sentence far more often than they follow an abbreviation such as "U.S.".
var starters = set("the a an he she it they we i you this that these those there but and or so if in on at when while after " +
	"before as for his her its their our my mr. mrs. ms. dr. what why how who where according since although though " +
	"some many most one no not yet then now still even however meanwhile asked both all")

// sayers are verbs that follow a quotation and so keep its sentence going: "Why?" Marrow asked.
var sayers = set("said says asked asks added replied told wrote shouted cried demanded continued answered wondered tweeted " +
	"joked insisted explained exclaimed recalled")

// splitSentences fills Sentences and Paragraphs from Tokens and breaks.
func (d *Document) splitSentences() {
	d.Sentences = d.Sentences[:0]
	d.Paragraphs = d.Paragraphs[:0]
	n := int32(len(d.Tokens))
	for p, first := range d.breaks {
		end := n
		if p+1 < len(d.breaks) {
			end = d.breaks[p+1]
		}
		if first >= end {
			continue
		}
		sentence := int32(len(d.Sentences))
		start := first
		for i := first; i < end; i++ {
			if last := d.sentenceEnd(i, end); last > 0 && last < end {
				d.Sentences = append(d.Sentences, Sentence{start, last})
				start = last
				i = last - 1
			}
		}
		d.Sentences = append(d.Sentences, Sentence{start, end})
		d.Paragraphs = append(d.Paragraphs, Paragraph{sentence, int32(len(d.Sentences))})
	}
}

// sentenceEnd returns the token after the sentence that token i ends, 0 if it ends none. end bounds the paragraph.
func (d *Document) sentenceEnd(i, end int32) int32 {
	t := &d.Tokens[i]
	abbreviation := false
	switch {
	case t.Kind == Stop:
	case t.Kind == Word && d.Text[t.End-1] == '.' && t.End-t.Start > 1:
		abbreviation = true
		if isTitle(d.Form(int(i))) {
			return 0
		}
	default:
		return 0
	}
	// closing quotation marks and brackets stay with the sentence
	j := i + 1
	closed := false
	for j < end && d.closes(j) {
		closed = closed || d.Tokens[j].Kind == Quote
		j++
	}
	if j >= end {
		return end
	}
	next := &d.Tokens[j]
	if !next.Space && !closed {
		// a missing blank: "the end.The next": only before a capital
		if t.Kind != Stop || next.Kind != Word || !d.capital(j) {
			return 0
		}
	}
	form := d.Text[t.Start:t.End]
	if abbreviation {
		initial := len(form) == 2
		var buf [16]byte
		switch {
		case next.Kind == Quote && next.Space:
			return j
		case initial || next.Kind != Word || !d.capital(j) || !starters[string(lowerASCII(buf[:0], d.Form(int(j))))]:
			return 0
		}
		return j
	}
	switch next.Kind {
	case Word:
		if !d.capital(j) {
			return 0
		}
		if closed && d.saidAfter(j, end) {
			return 0
		}
		if form == "..." || form == "…" {
			return j
		}
		return j
	case Quote, Number, Address:
		return j
	case Dash, Mark:
		switch d.Form(int(j)) {
		case "(", "[", "-", "•", "*", "$", "–", "—":
			if d.Tokens[j].Kind == Dash && j+1 < end && d.Tokens[j+1].Kind == Word && !d.capital(j+1) {
				return 0
			}
			return j
		}
	}
	return 0
}

// closes reports whether token i is a closing quotation mark or bracket: it follows without a blank.
func (d *Document) closes(i int32) bool {
	t := &d.Tokens[i]
	if t.Space {
		return false
	}
	switch t.Kind {
	case Quote:
		switch d.Form(int(i)) {
		case "“", "‘", "«", "``":
			return false
		}
		return true
	case Mark:
		c := d.Text[t.Start]
		return c == ')' || c == ']'
	}
	return false
}

// capital reports whether token i begins with a capital letter.
func (d *Document) capital(i int32) bool {
	r, _ := utf8.DecodeRuneInString(d.Text[d.Tokens[i].Start:])
	return isCapital(r)
}

// saidAfter reports whether a verb of saying follows a quotation within the next few words, with no stop before it.
func (d *Document) saidAfter(j, end int32) bool {
	for k := j; k < end && k < j+6; k++ {
		if d.Tokens[k].Kind == Stop || d.Tokens[k].Kind == Quote {
			return false
		}
		if d.Tokens[k].Kind == Word && sayers[d.Form(int(k))] {
			return k > j
		}
	}
	return false
}
