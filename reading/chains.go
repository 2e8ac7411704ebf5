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
	for outer := r.enclosing(i, record); outer >= 0; outer = r.enclosing(outer, record) {
		o := &r.found[outer]
		relays := o.rule == accordingTo || o.entry != nil && o.entry.mode == sayso.Report || r.speakers[outer] >= 0 && r.paper(r.speakers[outer])
		if !relays || r.speakers[outer] < 0 || r.speakers[outer] == r.speakers[i] || r.people.all[r.speakers[outer]].kind == sayso.Unnamed {
			break
		}
		addParty(&out.Via, r.people.party(r.speakers[outer]))
	}
	if s.depth > 0 {
		return
	}
	for k := first; k < end; k++ {
		if r.inside[k] {
			continue
		}
		switch r.lower(k) {
		case "reported":
			// as (first) reported by the Herald
			if k+2 < end && r.isAny(k+1, "by") && !r.partOf(s, k) {
				if n := r.outletAt(k+2, end); n >= 0 && n != r.speakers[i] {
					addParty(&out.Via, r.people.party(n))
				}
			} else if n := r.relayedBy(k, first); n >= 0 && n != r.speakers[i] && !r.partOf(s, k) {
				addParty(&out.Via, r.people.party(n)) // …, the Herald reported
			}
		case "according":
			if k+2 < end && r.isAny(k+1, "to") && !r.partOf(s, k) && (len(s.cue) == 0 || s.cue[0].first != k) {
				if n := r.outletAt(k+2, end); n >= 0 && n != r.speakers[i] {
					addParty(&out.Via, r.people.party(n))
				}
			}
		case "citing", "quoting":
			if k+1 < end && len(s.cue) > 0 && (k > s.cue[len(s.cue)-1].end-1 || k > first) && !covers(s.content, tokens{k, k + 1}) && !r.cueBetween(s, k) {
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
	if r.isAny(j, ",", "as", "the", "which", "that") || r.doc.Tokens[j].Kind == english.Quote || j == first {
		return n
	}
	return -1
}
