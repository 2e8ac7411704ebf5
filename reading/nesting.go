package reading

import (
	"slices"

	"sayso"
)

// cutOut takes statements of direct speech out of the contents, in the outlet's words, that ran over them: the clause of
// "Marrow noted that the port was closed - the mayor cried: "Never!"" ends where the mayor comes in. Where nothing would be
// left of the content ("noted that the mayor cried …") the one stays within the other.
func (r *Reader) cutOut() {
	for i := range r.found {
		in := &r.found[i]
		if r.kind(in.content) != sayso.Direct || !r.longQuotation(in.content[0]) {
			continue
		}
		inner := tokens{in.start(), in.last()}
		for k := range r.found {
			out := &r.found[k]
			if k == i || len(out.cue) == 0 || len(in.cue) > 0 && out.cue[0].first >= inner.first && out.cue[0].first < inner.end {
				continue
			}
			for p, t := range out.content {
				if t.first > inner.first || inner.end > t.end || r.inside[inner.first] && r.quotedAround(inner.first) >= t.first {
					continue
				}
				before, behind := r.trim(tokens{t.first, inner.first}), r.trim(tokens{inner.end, t.end})
				if before.end-before.first < 3 {
					break
				}
				out.content[p] = before
				if behind.end-behind.first >= 4 {
					out.content = slices.Insert(out.content, p+1, behind)
				}
				break
			}
		}
	}
}

// longQuotation reports whether t is a quotation of at least three words.
func (r *Reader) longQuotation(t tokens) bool { return r.quoteAt[t.first] >= 0 && t.end-t.first > 4 }

// quotedAround returns the token that opens the outermost quotation around token i, -1 if there is none.
func (r *Reader) quotedAround(i int) int {
	for k := i; k >= 0 && r.inside[k]; k-- {
		if n := r.quoteAt[k]; n >= 0 && r.quotations[n].parent < 0 {
			if k < i && r.quotations[n].end > i {
				return k
			}
			return -1
		}
	}
	return -1
}
