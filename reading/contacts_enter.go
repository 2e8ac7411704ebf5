package reading

import (
	"sayso"
	"sayso/english"
)

// How a contact that was found enters the record: its parties, when, where and about what.

// enterSides enters the contact of two lists of phrases.
func (r *Reader) enterSides(record *sayso.Record, s *sides) {
	at := tokens{s.at, s.at + 1}
	resolve := func(heads []int) []int {
		var out []int
		for _, h := range heads {
			t := r.nounPhraseAt(h)
			if n := int(r.people.at[r.headOf(t)]) - 1; !r.personal(t) && (n < 0 || s.verb == "visit" || s.verb == "travel") {
				continue
			}
			holder := -1
			if _, within := r.before(t.first); within >= 0 {
				holder = within
			}
			n := r.contactParty(t, holder)
			if n >= 0 && !contains(out, n) {
				out = append(out, n)
				at.first, at.end = min(at.first, t.first), max(at.end, r.groupTail(t).end)
			}
		}
		return out
	}
	a, b := resolve(s.a), resolve(s.b)
	if len(a) == 0 || len(b) == 0 {
		return
	}
	for k, n := range b {
		if contains(a, n) {
			// "him" beside "he": somebody else
			if m := r.somebodyElse(s.b[min(k, len(s.b)-1)], n); m >= 0 && !contains(a, m) {
				b[k] = m
				continue
			}
			return
		}
	}
	r.enterContact(record, s, a, b, at)
}

// enterContact enters the contact of entities a and b, of which tokens at tell.
func (r *Reader) enterContact(record *sayso.Record, s *sides, a, b []int, at tokens) {
	for _, have := range r.meetingsAt {
		if have == s.at {
			return
		}
	}
	if s.clause >= 0 && s.clause != s.at && contains(r.meetingsAt, s.clause) && s.verb != "interview" {
		return // met for a debate
	}
	r.meetingsAt = append(r.meetingsAt, s.at)
	r.lastMeeting.a, r.lastMeeting.b, r.lastMeeting.at = a, b, s.at
	span := r.spans([]tokens{at})[0]
	holder := r.holder(record, span)
	if holder < 0 && !(s.at > 0 && r.isAny(s.at-1, "to")) {
		// most of it, where the subject stands before the content: "denied having met"
		holder = r.holder(record, r.spans([]tokens{{s.at, s.at + 1}})[0])
	}
	c := sayso.Contact{ID: contactID(len(record.Contacts)), Parties: [][]string{entityIDs(a), entityIDs(b)}, Verb: s.verb, Span: span,
		Negated: s.negated, Planned: s.planned && !s.negated, Requested: s.asked && !s.negated, SaySo: sayso.SaySoArticle, Confidence: 0.6}
	if holder >= 0 && record.Statements[holder].Omission {
		holder = r.enclosing(holder, record) // that it was kept back, not that it was so, is what is said
	}
	if holder >= 0 {
		o := &record.Statements[holder]
		c.SaySo = o.ID
		if o.Mode == sayso.Deny && !o.Negated && !c.Negated {
			c.Negated, c.Planned = true, false
		}
	}
	r.aroundMeeting(&c, s)
	record.Contacts = append(record.Contacts, c)
}

// groupTail widens the phrase of a group by what it belongs to, where the tree hangs that on the verb: "met advisers to the
// Renn campaign".
func (r *Reader) groupTail(t tokens) tokens {
	if t.end+1 >= len(r.doc.Tokens) || r.people.at[r.headOf(t)] > 0 || !r.doc.Tokens[t.end-1].Tag.Noun() || r.startsSentence(t.end) ||
		!r.isAny(t.end, "of", "to", "for", "from", "in") {
		return t
	}
	it := r.flat(t.end+1, min(t.end+9, len(r.doc.Tokens)))
	if np := r.bareForward(it, 0); np > 0 && !r.isTime(it, np-1) && !r.onlyTime(it, 0, np) && venueNouns[r.lower(it[np-1].first)] == "" {
		t.end = it[np-1].end
	}
	r.release(it)
	return t
}

func entityIDs(list []int) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = entityID(n)
	}
	return out
}

// aroundMeeting reads when, where and about what two met.
func (r *Reader) aroundMeeting(c *sayso.Contact, s *sides) {
	b := &r.branches
	if !b.there() {
		return
	}
	for _, from := range [2]int{s.at, s.clause} {
		if from < 0 {
			continue
		}
		if c.When == "" {
			c.When = r.dateIn(int(b.left[from]), int(b.right[from]), s.planned)
		}
		for k := b.kid[from]; k >= 0; k = b.next[k] {
			n := int(k)
			switch b.rel[k] {
			case isOblique, isNominal:
				t := r.nounPhraseAt(n)
				switch r.caseOf(n) {
				case "in", "at", "near", "outside", "inside", "aboard":
					if c.Where == "" && r.placeAt(t, n) {
						c.Where = r.doc.Words(t.first, t.end)
					}
				case "about", "on", "over", "regarding", "concerning":
					if c.Topic == "" && n > s.at && !r.timeAt(t) {
						c.Topic = r.doc.Words(t.first, t.end)
					}
				}
			case isAdverbial, isOpenClause, isClause:
				if w := r.lower(n); c.Topic == "" && n > s.at && (w == "discuss" || w == "discussing" || w == "review" || w == "negotiate") {
					if o := b.under(n, isObject); o >= 0 {
						t := r.nounPhraseAt(o)
						c.Topic = r.doc.Words(t.first, t.end)
					}
				}
			}
		}
	}
}

// venuesOfMeetings are nouns for where people meet.
var venuesOfMeetings = wordSet("office hotel embassy residence palace restaurant airport home house tower headquarters building club garden ranch estate mansion castle " +
	"ship train capital city town village church school university hall centre center lobby room apartment café cafe bar pub villa bunker harbour harbor port conference " +
	"summit reception party dinner event rally convention wedding funeral forum ceremony")

// placeAt reports whether the phrase t with head n stands for a place.
func (r *Reader) placeAt(t tokens, n int) bool {
	if r.timeAt(t) {
		return false
	}
	if e := int(r.people.at[n]) - 1; e >= 0 {
		return r.people.all[e].kind != sayso.Person
	}
	return venuesOfMeetings[r.lower(n)]
}

// timeAt reports whether a phrase is nothing but a time.
func (r *Reader) timeAt(t tokens) bool {
	last := t.end - 1
	w := r.lower(last)
	return weekdays[w] || months[w] || dayparts[w] || timeword[w] || r.doc.Tokens[last].Kind == english.Number ||
		r.isAny(last, "week", "month", "year", "weekend", "day", "days", "weeks", "months", "years", "time", "hour", "minutes", "hours", "past", "future")
}

// contactsOfSpeech enters those who spoke to one another because one said something to the other: "Marrow told the Herald".
func (r *Reader) contactsOfSpeech(record *sayso.Record) {
	for _, t := range r.talks {
		out := &record.Statements[t.statement]
		s := &r.found[t.statement]
		n := r.speakers[t.statement]
		if n < 0 || out.Hypothetical || out.Negated || len(s.source) == 0 || r.overlapsMeeting(record, t, s) {
			continue
		}
		if v := out.Venue; v != nil && t.verb != "ask" && (v.Kind == "speech" || v.Kind == "rally" || v.Kind == "press conference") {
			continue // addressing a crowd
		}
		other := t.other
		if len(out.Addressee) > 0 && out.Addressee[0].Entity != "" && (other < 0 || r.people.all[other].kind == sayso.Unnamed) {
			other = entityNumber(out.Addressee[0].Entity) // the host: as the occasion told
		}
		if other < 0 {
			if r.crowd(t.phrase) || !r.personal(t.phrase) {
				continue
			}
			if other = r.contactParty(t.phrase, r.enclosing(t.statement, record)); other < 0 {
				continue
			}
		}
		if other == n || r.people.all[other].kind != sayso.Person && r.crowd(t.phrase) {
			continue
		}
		at := s.source[0]
		for _, p := range []tokens{s.cue[0], t.phrase} {
			at.first, at.end = min(at.first, p.first), max(at.end, p.end)
		}
		if at.end-at.first > 60 {
			at = tokens{min(s.cue[0].first, t.phrase.first), max(s.cue[0].end, t.phrase.end)}
		}
		r.enterContact(record, &sides{verb: t.verb, at: s.cue[0].first, clause: -1}, []int{n}, []int{other}, at)
		for k := s.cue[0].first + 1; k < s.cue[0].end; k++ {
			r.meetingsAt = append(r.meetingsAt, k)
		}
		r.meetingsAt = append(r.meetingsAt, t.phrase.first)
	}
}

// talk is one saying something to another, as found beside a statement.
type talk struct {
	statement int
	verb      string
	other     int // the entity spoken to; -1 where only the phrase is known
	phrase    tokens
}

// overlapsMeeting reports whether a contact between the two is there already, of words that the talk is told in.
func (r *Reader) overlapsMeeting(record *sayso.Record, t talk, s *statement) bool {
	phrase, cue := r.spans([]tokens{t.phrase}), r.spans(s.cue[:1])
	for i := range record.Contacts {
		c := &record.Contacts[i]
		if len(phrase) > 0 && c.Span.Overlaps(phrase[0]) && (c.Span.Overlaps(cue[0]) || c.Verb == t.verb) {
			return true
		}
	}
	return false
}
