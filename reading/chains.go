package reading

import (
	"slices"
	"strings"

	"sayso"
	"sayso/english"
)

// findVia finds through whom statement i came to the article: the statements around it by which an outlet, a paper or a
// report relays it, the nearest first; then what its own sentence, tokens first to end-1, says beside them ("as first
// reported by the Herald"). Where the speaker goes by others in turn ("citing two officials") those become its sources.
func (r *Reader) findVia(record *sayso.Record, i, first, end int) {
	out, s := &record.Statements[i], &r.found[i]
	for outer := r.enclosing(i, record); outer >= 0 && r.relays(record, outer, r.speakers[i]); outer = r.enclosing(outer, record) {
		if len(record.Statements[outer].Via) == 0 || !r.isDocument(outer) {
			r.addVia(out, r.speakers[outer])
		}
		r.addOnward(out, &record.Statements[outer], r.speakers[outer])
	}
	if s.depth > 0 {
		return
	}
	r.toldBySource(out, s, i)
	if n := r.pieceAround(s, first); n >= 0 && n != r.speakers[i] {
		r.addVia(out, n)
	}
	for k := first; k < end; k++ {
		if r.inside[k] {
			continue
		}
		if n := r.handedOn(s, k, end); n >= 0 && n != r.speakers[i] {
			r.addVia(out, n)
			continue
		}
		if n := r.quotedBy(s, k, end); n >= 0 && n != r.speakers[i] {
			r.addVia(out, n)
			continue
		}
		switch r.lower(k) {
		case "reported", "reports":
			// as (first) reported by the Herald
			if k+2 < end && r.isAny(k+1, "by") && !r.partOf(s, k) {
				if n := r.outletAt(k+2, end); n >= 0 && n != r.speakers[i] {
					r.addVia(out, n)
				}
			} else if n := r.relayedBy(k, first); n >= 0 && n != r.speakers[i] && !r.partOf(s, k) {
				r.addVia(out, n) // …, the Herald reported
			}
		case "according":
			if k+2 < end && r.isAny(k+1, "to") && !r.partOf(s, k) && (len(s.cue) == 0 || s.cue[0].first != k) {
				if n := r.outletAt(k+2, end); n >= 0 && n != r.speakers[i] {
					r.addVia(out, n)
				}
			}
		case "citing", "quoting":
			if k+1 < end && len(s.cue) > 0 && !r.partOf(s, k) && !covers(s.content, tokens{k, k + 1}) && !r.cueBetween(s, k) || k+1 < end && r.citesBefore(s, k) {
				it := r.flat(k+1, end)
				np := r.nounPhrase(it, 0)
				t := span(it, 0, np)
				r.release(it)
				if t.empty() || !r.personal(t) && documentKinds[r.lower(r.headOf(t))] == "" {
					continue
				}
				if n, _, name := r.resolve(t, -1, -1); n >= 0 {
					addParty(&out.Citing, r.people.party(n))
				} else if name != "" {
					addParty(&out.Citing, sayso.Party{Name: name})
				}
			}
		}
	}
}

// addOnward adds what leads on from those who relay a statement: the outlets of their document, or the one that nameless sources told.
func (r *Reader) addOnward(out, outer *sayso.Statement, n int) {
	if r.people.all[n].kind == sayso.Person {
		return
	}
	for _, p := range outer.Via {
		addParty(&out.Via, p)
	}
	if r.people.all[n].kind == sayso.Unnamed && len(outer.Addressee) > 0 && outer.Addressee[0].Entity != "" {
		if told := entityNumber(outer.Addressee[0].Entity); r.outlet(told) {
			r.addVia(out, told)
		}
	}
}

// toldBySource adds the outlet that a source is said to have told: "a person briefed on the plan who told the Herald".
func (r *Reader) toldBySource(out *sayso.Statement, s *statement, i int) {
	if len(s.source) != 1 {
		return
	}
	t := s.source[0]
	for k := t.first + 1; k+1 < t.end; k++ {
		if toldVerbs[r.lower(k)] && r.isAny(k-1, "who", "that") || r.isAny(k, "to") && r.isAny(k-1, "spoke", "spoken", "talked") {
			if n := r.outletAt(k+1, t.end); n >= 0 && n != r.speakers[i] {
				r.addVia(out, n)
			}
		}
	}
}

// relays reports whether the statement that holds another, spoken by entity inner, relays it: what an outlet, a report or
// somebody by whom one goes says, or what nameless sources tell an outlet. Who asks or demands something relays nothing.
func (r *Reader) relays(record *sayso.Record, outer, inner int) bool {
	o, n := &r.found[outer], r.speakers[outer]
	if n < 0 || n == inner {
		return false
	}
	switch record.Statements[outer].Mode {
	case sayso.Ask, sayso.Demand, sayso.Intend, sayso.Decide:
		return false
	}
	if r.people.all[n].kind == sayso.Unnamed {
		if o.rule == accordingTo && r.isDocument(outer) || len(o.source) == 1 && relaying[r.lower(r.headOf(o.source[0]))] {
			return true
		}
		told := record.Statements[outer].Addressee
		return len(told) > 0 && told[0].Entity != "" && r.outlet(entityNumber(told[0].Entity))
	}
	return o.rule == accordingTo || o.entry != nil && o.entry.mode == sayso.Report || r.paper(n)
}

// isDocument reports whether the source of statement i is a text that nobody is named for: "a transcript".
func (r *Reader) isDocument(i int) bool {
	s := &r.found[i]
	return len(s.source) == 1 && documentKinds[r.lower(r.headOf(s.source[0]))] != "" && r.speakers[i] >= 0 && r.people.all[r.speakers[i]].kind == sayso.Unnamed
}

// relaying are nouns for nameless people who pass on what others say.
var relaying = wordSet("source sources insider insiders")

// addVia enters entity n into the chain of a statement, unless it is the outlet of the article itself.
func (r *Reader) addVia(out *sayso.Statement, n int) {
	if p := r.people.party(n); !sameOutlet(p.Name, r.article.Outlet) {
		addParty(&out.Via, p)
	}
}

// sameOutlet reports whether a name is that of the outlet, perhaps the end of it alone: the Herald for The Breck Herald.
func sameOutlet(name, outlet string) bool {
	name, outlet = strings.TrimPrefix(strings.ToLower(name), "the "), strings.TrimPrefix(strings.ToLower(outlet), "the ")
	return name != "" && strings.HasSuffix(" "+outlet, " "+name)
}

// citesBefore reports whether "citing" at token k stands between the source and the cue of s, "The Herald, citing two officials, said",
// though it is the cue of a statement of its own.
func (r *Reader) citesBefore(s *statement, k int) bool {
	return len(s.cue) > 0 && len(s.source) == 1 && k < s.cue[0].first && !r.partOf(s, k) && !covers(s.content, tokens{k, k + 1}) && !r.cueBetween(s, k+1) &&
		(s.source[0].end <= k || r.startsSentence(k))
}

// quotedBy returns the outlet of "as quoted by the Herald", "was quoted as saying by the Herald", "per the Herald" at token k; -1 if
// there is none.
func (r *Reader) quotedBy(s *statement, k, end int) int {
	if covers(s.content, tokens{k, k + 1}) || k+1 >= end {
		return -1
	}
	switch {
	case r.isAny(k, "per") && r.isAny(k-1, ",", "”", "\""):
		return r.outletAt(k+1, end)
	case r.isAny(k, "by", "in") && r.isAny(k-1, "quoted", "cited", "carried", "relayed", "saying") && k > 2 && (r.isAny(k-2, "as", "was", "were", "first") || r.isAny(k-3, "as")):
		return r.outletAt(k+1, end)
	}
	return -1
}

// handings are participles by which an outlet comes by what it hands on, or gives it out: "a letter obtained by the Herald".
var handings = wordSet("combed obtained seen reviewed published aired broadcast leaked printed quoted cited carried viewed examined")

// handedOn returns the outlet behind the participle at token k and "by", where that tells of what s was said in or of its
// source: "in an email seen by the Herald". -1 if there is none.
func (r *Reader) handedOn(s *statement, k, end int) int {
	if !handings[r.lower(k)] || k == 0 || k+2 >= end || covers(s.content, tokens{k, k + 1}) || covers(s.cue, tokens{k, k + 1}) && !covers(s.cue, tokens{k - 1, k}) || r.cueBetween(s, k) {
		return -1
	}
	by := k + 1
	if r.isAny(by, "through") {
		by++ // combed through by the Herald
	}
	if !r.isAny(by, "by", "in", "on") && !(r.isAny(k, "leaked") && r.isAny(by, "to")) {
		return -1
	}
	if tag := r.doc.Tokens[k-1].Tag; !tag.Noun() && tag != english.Comma && tag != english.RB && r.people.at[k-1] == 0 && !r.isTimeToken(k-1) {
		return -1
	}
	// in what there is to hand on
	for j := k - 1; j >= 0 && j > k-12 && !r.startsSentence(j+1); j-- {
		w := r.lower(j)
		if documentKinds[w] != "" || venueNouns[w] != "" || w == "remarks" || w == "comments" || w == "transcript" || w == "recording" || w == "memo" {
			return r.outletAt(by+1, end)
		}
	}
	return -1
}

// pieces are nouns for what an outlet prints of its own.
var pieces = wordSet("profile story article piece report investigation column feature obituary account coverage")

// pieceAround returns the outlet of whose piece the paragraph of s tells, at the beginning of a sentence before the cue: "In the
// Herald's profile of Marrow". first is where the sentence of s begins. -1 if there is none.
func (r *Reader) pieceAround(s *statement, first int) int {
	if len(s.cue) == 0 {
		return -1
	}
	start, _ := r.tokensIn(r.doc.Paragraphs[r.paragraphOf(first)])
	for k := start; k <= first && k+4 < len(r.doc.Tokens); k++ {
		if r.inside[k] || !r.isAny(k, "in") || !r.startsSentence(k) {
			continue
		}
		if k != first && !slices.ContainsFunc(s.content, func(t tokens) bool { return r.inside[t.first] }) {
			continue // only quotations go on in the next sentences
		}
		n := r.outletAt(k+1, len(r.doc.Tokens))
		if n < 0 {
			continue
		}
		owned := false
		for j := k + 1; j < k+14 && !r.startsSentence(j+1); j++ {
			owned = owned || r.isAny(j, "'s", "’s", "'", "’")
			if owned && pieces[r.lower(j)] {
				return n
			}
			if r.doc.Tokens[j].Tag == english.Comma || r.doc.Tokens[j].Tag == english.IN {
				break
			}
		}
	}
	return -1
}

func addParty(list *[]sayso.Party, p sayso.Party) {
	if !slices.Contains(*list, p) {
		*list = append(*list, p)
	}
}

// partOf reports whether token k is part of the cue or source of s.
func (r *Reader) partOf(s *statement, k int) bool {
	t := tokens{k, k + 1}
	return covers(s.cue, t) || covers(s.source, t)
}

// papers are words by which an outlet's name can be told.
var papers = wordSet("times post herald tribune gazette news press guardian telegraph observer chronicle courier mail journal today wire radio television tv " +
	"network channel magazine review globe examiner monitor economist")

// paper reports whether entity n is an outlet beyond doubt, by a word of its name.
func (r *Reader) paper(n int) bool {
	if !r.outlet(n) {
		return false
	}
	name := strings.ToLower(r.people.all[n].name)
	for name != "" {
		word, rest, _ := strings.Cut(name, " ")
		if papers[word] {
			return true
		}
		name = rest
	}
	return false
}

// outletAt returns the outlet whose name begins at token k, perhaps behind an article; -1 if there is none.
func (r *Reader) outletAt(k, end int) int {
	for j := k; j < end && j < k+3; j++ {
		if n := int(r.people.at[j]) - 1; n >= 0 {
			if r.outlet(n) {
				return n
			}
			return -1
		}
		if r.doc.Tokens[j].Tag != english.DT {
			return -1
		}
	}
	return -1
}

// relayedBy returns the outlet that is the subject of "reported" at token k; -1 if there is none.
func (r *Reader) relayedBy(k, first int) int {
	j := k - 1
	for j > first && r.isAny(j, "first", "previously", "earlier", "also", "has", "had") {
		j--
	}
	if j < first {
		return -1
	}
	n := int(r.people.at[j]) - 1
	if n < 0 || !r.outlet(n) {
		return -1
	}
	for j > first && int(r.people.at[j])-1 == n {
		j--
	}
	if j > first && r.isAny(j, "the") {
		j--
	}
	if r.isAny(j, ",", "as", "which", "that", "the") || r.doc.Tokens[j].Kind == english.Quote || j == first && int(r.people.at[j])-1 == n {
		return n
	}
	return -1
}
