package reading

import (
	"sayso/english"
)

// quotation is a pair of quotation marks and what stands between them.
type quotation struct {
	// open is the token of the opening mark, end the token after the closing mark. Where the closing mark is
	// missing because the quotation goes on in the next paragraph, end is the end of the paragraph.
	open, end int
	// parent is the number of the quotation around it, -1 if there is none.
	parent int32
	// next is the number of the quotation that continues this one in the next paragraph, -1 if none.
	next int32
	// continued: this quotation continues one of the paragraph before.
	continued bool
	closed    bool
	single    bool
	// spoken: a statement has taken it as its content.
	taken bool
}

// markKind is what a quotation mark may do where it stands.
type markKind uint8

const (
	noMark markKind = iota
	opens
	closes
	either
)

// pairQuotations fills quotations and quoteAt. Marks are paired within a paragraph. A quotation that stays open to the
// end of its paragraph is continued where the next paragraph begins with an opening mark, as the style of most
// newspapers has it; otherwise the mark is taken for a slip and the quotation ends with the paragraph.
func (r *Reader) pairQuotations() {
	d := r.doc
	r.quotations = r.quotations[:0]
	r.quoteAt = append(r.quoteAt[:0], make([]int32, len(d.Tokens))...)
	for i := range r.quoteAt {
		r.quoteAt[i] = -1
	}
	r.inside = append(r.inside[:0], make([]bool, len(d.Tokens))...)
	var open []int32 // numbers of the quotations that are open, outermost first
	pending := int32(-1)
	for p := range d.Paragraphs {
		first := int(d.Sentences[d.Paragraphs[p].First].First)
		end := int(d.Sentences[d.Paragraphs[p].End-1].End)
		open = open[:0]
		start := len(r.quotations)
		for i := first; i < end; i++ {
			if d.Tokens[i].Kind != english.Quote {
				continue
			}
			mark, single := r.markAt(i, first, end)
			if mark == noMark {
				continue
			}
			top := len(open) - 1
			if mark == opens && top >= 0 && d.Form(i) == "“" && !d.Tokens[i].Space && d.Form(r.quotations[open[top]].open) == "„" {
				mark = closes // „so“
			}
			inSame := top >= 0 && r.quotations[open[top]].single == single
			if mark == either {
				if inSame || !single && len(open) > 0 && !r.quotations[open[0]].single {
					mark = closes
				} else {
					mark = opens
				}
			}
			if mark == opens && inSame && !single {
				// An opening mark inside an open quotation of the same marks: the earlier one was never closed.
				r.close(open[top], i, false)
				open = open[:top]
			}
			switch mark {
			case opens:
				if single && !r.singleCloses(i, end) {
					continue
				}
				q := quotation{open: i, end: end, parent: -1, next: -1, single: single}
				if len(open) > 0 {
					q.parent = open[len(open)-1]
				}
				if pending >= 0 && i == first {
					r.quotations[pending].next = int32(len(r.quotations))
					q.continued = true
				}
				open = append(open, int32(len(r.quotations)))
				r.quotations = append(r.quotations, q)
			case closes:
				for k := top; k >= 0; k-- {
					if r.quotations[open[k]].single == single {
						r.close(open[k], i+1, true)
						open = open[:k]
						break
					}
				}
			}
		}
		pending = -1
		if len(open) > 0 {
			outer := open[0]
			q := &r.quotations[outer]
			next := -1
			if p+1 < len(d.Paragraphs) {
				next = int(d.Sentences[d.Paragraphs[p+1].First].First)
			}
			switch {
			case next >= 0 && !q.single && r.opensAt(next):
				pending = outer
			case q.single || q.open != first && end-q.open > 60:
				// a stray mark in running text: no quotation
				q.end = q.open + 1
			}
		}
		for n := start; n < len(r.quotations); n++ {
			if q := &r.quotations[n]; q.end > q.open+1 {
				r.quoteAt[q.open] = int32(n)
				for i := q.open; i < q.end && q.parent < 0; i++ {
					r.inside[i] = true
				}
			}
		}
	}
}

func (r *Reader) close(n int32, end int, closed bool) {
	r.quotations[n].end, r.quotations[n].closed = end, closed
}

// opensAt reports whether token i is a double mark that can open a quotation.
func (r *Reader) opensAt(i int) bool {
	if r.doc.Tokens[i].Kind != english.Quote {
		return false
	}
	switch r.doc.Form(i) {
	case "“", "\"", "''", "``", "«", "„":
		return true
	}
	return false
}

// markAt tells what the mark at token i may do; first and end bound the paragraph.
func (r *Reader) markAt(i, first, end int) (mark markKind, single bool) {
	d := r.doc
	t := &d.Tokens[i]
	spaceAfter := i+1 >= end || d.Tokens[i+1].Space
	before := i == first || t.Space || r.leadsIn(i-1)
	switch d.Form(i) {
	case "«", "»":
		// «so», »so« in some countries: the blanks decide
		switch {
		case before && !spaceAfter:
			return opens, false
		case !before && spaceAfter, d.Form(i) == "»":
			return closes, false
		}
		return opens, false
	case "“", "``", "„":
		return opens, false
	case "”":
		if before && !spaceAfter {
			return opens, false // a wrong curl
		}
		return closes, false
	case "\"", "''":
		switch {
		case before && !spaceAfter:
			return opens, false
		case !before && spaceAfter:
			return closes, false
		case !before && i+1 < end && r.followsClose(i+1):
			return closes, false
		}
		return either, false
	case "‘", "‹":
		if spaceAfter {
			return noMark, true
		}
		return opens, true
	case "’", "'", "›", "`":
		switch {
		case before && !spaceAfter && i+1 < end && (d.Tokens[i+1].Kind == english.Word || d.Tokens[i+1].Kind == english.Number):
			return opens, true
		case !before && (spaceAfter || i+1 < end && d.Tokens[i+1].Kind != english.Word):
			return closes, true
		}
	}
	return noMark, true
}

// leadsIn reports whether a quotation may open right behind token i: an opening bracket, a dash, another opening mark.
func (r *Reader) leadsIn(i int) bool {
	switch t := &r.doc.Tokens[i]; t.Kind {
	case english.Dash:
		return true
	case english.Quote:
		switch f := r.doc.Form(i); f {
		case "“", "‘", "``":
			return true
		case "\"", "''", "'":
			return t.Space
		}
	case english.Mark:
		c := r.doc.Text[t.Start]
		return c == '(' || c == '['
	}
	return false
}

// followsClose reports whether token i is what follows a closing mark without a blank.
func (r *Reader) followsClose(i int) bool {
	switch r.doc.Tokens[i].Kind {
	case english.Stop, english.Dash, english.Quote:
		return true
	case english.Mark:
		return true
	case english.Word: // the genitive of a quoted name: "Today"'s
		return r.doc.Form(i) == "'s" || r.doc.Form(i) == "’s"
	}
	return false
}

// singleCloses reports whether the single mark that opens at token i is closed in its paragraph: by a mark behind
// punctuation, or by one that no noun follows (as it would a genitive: the ministers' wives).
func (r *Reader) singleCloses(i, end int) bool {
	for k := i + 2; k < end; k++ {
		if r.doc.Tokens[k].Kind != english.Quote {
			continue
		}
		switch r.doc.Form(k) {
		case "’", "'":
			if mark, _ := r.markAt(k, i, end); mark == closes {
				return true
			}
		case "“", "”", "\"":
			// nested the wrong way round: a double mark inside single ones is fine where it is paired
			continue
		}
	}
	return false
}
