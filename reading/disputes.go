package reading

import (
	"slices"
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
	r.disputedContacts(record)
}

// disputedContacts joins contacts that somebody denies to those between the same parties that another, or the article,
// asserts.
func (r *Reader) disputedContacts(record *sayso.Record) {
	for d := range record.Contacts {
		denied := &record.Contacts[d]
		if !denied.Negated || denied.SaySo == sayso.SaySoArticle {
			continue
		}
		dispute := sayso.Dispute{Asserts: []string{}, Denies: []string{denied.SaySo}, Contacts: []string{denied.ID}}
		for a := range record.Contacts {
			c := &record.Contacts[a]
			if c.Negated || c.Planned || c.SaySo == denied.SaySo || !related(c.Verb, denied.Verb) || !r.sameParties(c.Parties, denied.Parties) {
				continue
			}
			dispute.Contacts = append(dispute.Contacts, c.ID)
			if c.SaySo != sayso.SaySoArticle && !slices.Contains(dispute.Asserts, c.SaySo) {
				dispute.Asserts = append(dispute.Asserts, c.SaySo)
			}
		}
		if len(dispute.Contacts) == 1 {
			continue
		}
		merged := false
		for i := range record.Disputes {
			o := &record.Disputes[i]
			if slices.Equal(o.Denies, dispute.Denies) {
				for _, id := range dispute.Asserts {
					if !slices.Contains(o.Asserts, id) {
						o.Asserts = append(o.Asserts, id)
					}
				}
				o.Contacts = append(o.Contacts, dispute.Contacts...)
				merged = true
				break
			}
		}
		if !merged {
			record.Disputes = append(record.Disputes, dispute)
		}
	}
}

// related reports whether who denies the one kind of contact may deny the other: a contact of any kind, or the same.
func related(asserted, denied string) bool {
	if asserted == denied || denied == "contact" {
		return true
	}
	inPerson := func(v string) bool {
		return v == "meet" || v == "dine" || v == "visit" || v == "sit down" || v == "huddle"
	}
	inWords := func(v string) bool {
		return v == "speak" || v == "talk" || v == "call" || v == "communicate" || v == "phone"
	}
	return inPerson(asserted) && inPerson(denied) || inWords(asserted) && inWords(denied) || inPerson(asserted) && inWords(denied)
}

// sameParties reports whether two contacts are between the same parties, either way round: the same entities, or a group of
// the same body.
func (r *Reader) sameParties(a, b [][]string) bool {
	if len(a) != 2 || len(b) != 2 {
		return false
	}
	meets := func(x, y []string) bool {
		for _, i := range x {
			for _, j := range y {
				if i == j || r.groupOf(i) == r.groupOf(j) && r.groupOf(i) >= 0 {
					return true
				}
			}
		}
		return false
	}
	return meets(a[0], b[0]) && meets(a[1], b[1]) || meets(a[0], b[1]) && meets(a[1], b[0])
}

// groupOf returns the named body to which an entity belongs: itself, if it is one; -1 if that is not known.
func (r *Reader) groupOf(id string) int {
	n := entityNumber(id)
	p := &r.people.all[n]
	switch p.kind {
	case sayso.Organisation:
		return n
	case sayso.Unnamed:
		return r.bodyOf(n)
	}
	return -1
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
