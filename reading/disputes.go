package reading

import (
	"strings"

	"sayso"
	"sayso/english"
)

// deniesContent reports whether a content denies something in so many words: "were not an attempt to", "this is not
// true", "nonsense".
func (r *Reader) deniesContent(content []tokens) bool {
	for _, t := range content {
		for i := t.first; i < t.end; i++ {
			switch r.lower(i) {
			case "nonsense", "untrue", "baseless", "unfounded", "falsehood", "fabricated", "fabrication", "groundless":
				return true
			case "not", "n't", "n’t", "no", "never":
				for k := i + 1; k < t.end && k <= i+3; k++ {
					switch r.lower(k) {
					case "true", "attempt", "effort", "truth", "correct", "accurate", "case", "aware":
						return true
					}
				}
				if r.lower(i) == "no" && i > t.first && r.isAny(i-1, "were", "was", "is", "are", "been", "had") && i+1 < t.end && r.doc.Tokens[i+1].Tag.Noun() {
					return contactNouns[r.lower(i+1)] != ""
				}
			}
		}
	}
	return false
}

// disputeWindow is how many statements before and behind a denial are held against it.
const disputeWindow = 300

// findDisputes joins denials to the statements of others in the same article that assert what they deny: those that
// share at least two words of substance, one of them a verb's or a noun's that is no name.
func (r *Reader) findDisputes(record *sayso.Record) {
	for d := range record.Statements {
		if !record.Statements[d].Denial {
			continue
		}
		denied := r.substance(r.found[d].content)
		var asserts []string
		for a := max(0, d-disputeWindow); a < min(len(record.Statements), d+disputeWindow); a++ {
			s := &record.Statements[a]
			if a == d || s.Denial || s.Negated || r.speakers[a] >= 0 && r.speakers[a] == r.speakers[d] || s.Within == record.Statements[d].ID ||
				record.Statements[d].Within == s.ID {
				continue
			}
			shared := 0
			for stem := range r.substance(r.found[a].content) {
				if denied[stem] {
					shared++
				}
			}
			if shared >= 2 {
				asserts = append(asserts, s.ID)
			}
		}
		if len(asserts) > 0 {
			record.Disputes = append(record.Disputes, sayso.Dispute{Asserts: asserts, Denies: []string{record.Statements[d].ID}})
		}
	}
}

// substance returns the stems of the nouns, verbs and adjectives of a content, names left out.
func (r *Reader) substance(content []tokens) map[string]bool {
	out := map[string]bool{}
	for _, t := range content {
		for i := t.first; i < t.end; i++ {
			tag := r.doc.Tokens[i].Tag
			if !tag.Noun() && !tag.Verb() && tag != english.JJ || r.people.at[i] > 0 {
				continue
			}
			w := r.lower(i)
			if len(w) < 5 {
				continue
			}
			out[stem(w)] = true
		}
	}
	return out
}

// stem cuts the commonest endings off a word, enough to hold "interfere" and "interfered" together.
func stem(w string) string {
	for _, ending := range []string{"ingly", "ations", "ation", "ing", "ies", "ed", "es", "s", "e"} {
		if strings.HasSuffix(w, ending) && len(w)-len(ending) >= 4 {
			return w[:len(w)-len(ending)]
		}
	}
	return w
}
