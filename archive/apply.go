package archive

import (
	"fmt"
	"slices"
	"strconv"

	"sayso"
)

// held is a statement while corrections are applied to a record.
type held struct {
	now sayso.Statement
	// read is the statement as it was read; nil where it was added or put back by hand.
	read *sayso.Statement
	// added is the correction that added it, 0 if none.
	added int64
	// aside is the correction that put it aside, 0 while it stands; hidden tells which of the two ways.
	aside  int64
	hidden bool
	// moved: its parts are not those that were read.
	moved bool
}

// outcome is what became of a correction.
type outcome struct {
	state State
	id    string
}

// applied is a record with corrections applied to it.
type applied struct {
	text   string
	record *sayso.Record
	// list has every statement, those put aside too. The record's own are those that stand, in the order of live.
	list []*held
	// dropped are contacts that a correction took out.
	dropped  map[string]bool
	outcomes []outcome
}

// apply applies corrections, in the order in which they were made, to a record as it was read. It changes nothing of the
// record, and depends on nothing else: it may be done again with every reading. Corrections that were taken back are in
// the list and have no effect.
func apply(text string, read *sayso.Record, corrections []Correction) *applied {
	record := *read
	record.Entities, record.Contacts, record.Roles = slices.Clone(read.Entities), slices.Clone(read.Contacts), slices.Clone(read.Roles)
	a := &applied{text: text, record: &record, dropped: map[string]bool{}}
	for i := range read.Statements {
		a.list = append(a.list, &held{now: read.Statements[i], read: &read.Statements[i]})
	}
	standing := holds(corrections)
	done := false
	for i := range corrections {
		c := &corrections[i]
		if !standing[i] {
			a.outcomes = append(a.outcomes, outcome{TakenBack, ""})
			continue
		}
		o := outcome{InForce, ""}
		switch {
		case c.Verb == Undone || c.Verb == Merged || c.Verb == Parted:
		case !c.Target.Quotes.standIn(text) || !c.Change.Quotes.standIn(text):
			o.state = Unanchored
		case c.Verb == Insert:
			o, done = a.insert(c), true
		case c.Verb == ContactIs:
			o, done = a.contact(c), true
		default:
			o, done = a.statement(c), true
		}
		a.outcomes = append(a.outcomes, o)
	}
	if done {
		a.settle(read)
	}
	return a
}

// holds tells which corrections have not been taken back: none that a later one undoes, unless that one is undone itself.
func holds(corrections []Correction) []bool {
	standing := make([]bool, len(corrections))
	undone := map[int64]bool{}
	for i := len(corrections) - 1; i >= 0; i-- {
		c := &corrections[i]
		standing[i] = !undone[c.ID]
		if c.Verb == Undone && standing[i] {
			undone[c.Undoes] = true
		}
	}
	return standing
}

// find returns the statement that a correction is about, and how much it is still the same, 0 to 1. It is nil where there
// is none, or more than one just as like it.
func (a *applied) find(t *Target) (*held, float64) {
	if t.Added != 0 {
		for _, h := range a.list {
			if h.added == t.Added {
				return h, 1
			}
		}
		return nil, 0
	}
	var best *held
	most, several := 0.0, false
	for _, h := range a.list {
		if h.added != 0 {
			continue
		}
		was := t.Read
		if was == nil {
			was = t.Statement
		}
		w := max(overlap(t.Statement, &h.now), overlap(was, h.read))
		switch {
		case w > most:
			best, most, several = h, w, false
		case w == most && w > 0:
			if isTarget := h.now.ID == t.Statement.ID; isTarget || best.now.ID == t.Statement.ID {
				if isTarget {
					best = h
				}
				continue
			}
			several = true
		}
	}
	if several {
		return nil, most
	}
	return best, most
}

// statement applies a correction of a statement.
func (a *applied) statement(c *Correction) outcome {
	h, same := a.find(&c.Target)
	if c.Target.Added != 0 && h == nil {
		return outcome{Unanchored, ""}
	}
	if h == nil && same > 0 {
		return outcome{Unanchored, ""} // it might be any of several
	}
	switch c.Verb {
	case Reject, Hide:
		enough := sameReject
		if c.Verb == Hide {
			enough = sameAlter
		}
		switch {
		case same >= enough:
			h.aside, h.hidden = c.ID, c.Verb == Hide || h.aside != 0 && h.hidden
			return outcome{InForce, h.now.ID}
		case same >= sameAlter:
			return outcome{Unanchored, ""}
		}
		return outcome{InForce, ""} // nobody reads it there any more
	case Accept:
		if same == 0 || same < sameAlter && len(c.Target.Statement.Cue) == 0 {
			h = a.putBack(c)
		} else {
			a.take(h, c.Target.Statement)
		}
		h.now.Checked = &sayso.Checked{How: "accepted", By: c.Author, At: c.At}
	default:
		switch {
		case same >= sameAlter:
		case same > 0:
			return outcome{Unanchored, ""}
		default:
			h = a.putBack(c)
		}
		a.alter(h, &c.Change)
		h.now.Checked = &sayso.Checked{How: "changed", By: c.Author, At: c.At}
	}
	h.aside, h.hidden = 0, false
	return outcome{InForce, h.now.ID}
}

// sameAdded is how much a statement that is read must share with one that was added by hand to be that one.
const sameAdded = 0.5

// insert applies an addition: what is read there now gives way to it.
func (a *applied) insert(c *Correction) outcome {
	var h *held
	most := sameAdded
	for _, x := range a.list {
		if w := overlap(c.Target.Statement, &x.now); x.aside == 0 && x.added == 0 && w >= most {
			h, most = x, w
		}
	}
	if h == nil {
		h = a.putBack(c)
	} else {
		a.take(h, c.Target.Statement)
	}
	h.added = c.ID
	h.now.Checked = &sayso.Checked{How: "added", By: c.Author, At: c.At}
	return outcome{InForce, h.now.ID}
}

// putBack adds the statement that a correction is about, which the reading does not have, in its place in the text.
func (a *applied) putBack(c *Correction) *held {
	h := &held{moved: true}
	s := c.Target.Statement
	h.now = sayso.Statement{ID: "x" + strconv.FormatInt(c.ID, 10), Venue: s.Venue, SaidOn: s.SaidOn, Confidence: s.Confidence,
		Via: a.parties(s.Via), Citing: a.parties(s.Citing)}
	a.take(h, s)
	at := slices.IndexFunc(a.list, func(x *held) bool { return startOf(&x.now) > startOf(&h.now) })
	if at < 0 {
		at = len(a.list)
	}
	a.list = slices.Insert(a.list, at, h)
	return h
}

func startOf(s *sayso.Statement) int {
	at := -1
	for _, spans := range []sayso.Spans{s.Source, s.Cue, s.Content} {
		if len(spans) > 0 && (at < 0 || spans[0].Start < at) {
			at = spans[0].Start
		}
	}
	return at
}

// take makes of a statement what a person took for right.
func (a *applied) take(h *held, s *sayso.Statement) {
	n := &h.now
	h.moved = h.moved || Fingerprint(n) != Fingerprint(s)
	n.Source, n.Cue, n.Content, n.Kind, n.Mode = s.Source, s.Cue, s.Content, s.Kind, s.Mode
	n.Negated, n.Omission, n.Hypothetical, n.Denial = s.Negated, s.Omission, s.Hypothetical, s.Denial
	n.Speaker, n.Addressee = a.speaker(s.Speaker), a.parties(s.Addressee)
}

// alter applies changes to a statement.
func (a *applied) alter(h *held, c *Change) {
	n := &h.now
	set(&n.Source, c.Source)
	set(&n.Cue, c.Cue)
	set(&n.Content, c.Content)
	h.moved = h.moved || c.Source != nil || c.Cue != nil || c.Content != nil
	set(&n.Mode, c.Mode)
	set(&n.Negated, c.Negated)
	if c.Negated != nil && !*c.Negated {
		n.Omission = false
	}
	set(&n.Denial, c.Denial)
	set(&n.Hypothetical, c.Hypothetical)
	switch {
	case c.Kind != nil:
		n.Kind = *c.Kind
	case c.Content != nil:
		n.Kind = kindOf(a.text, n.Content)
	}
	if c.Speaker != nil {
		n.Speaker = a.speaker(*c.Speaker)
	}
	if c.Addressee != nil {
		n.Addressee = a.parties(*c.Addressee)
	}
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// settle writes the statements that stand into the record, and mends what pointed to those that do not.
func (a *applied) settle(read *sayso.Record) {
	live := []sayso.Statement{}
	moved := map[string]bool{}
	for _, h := range a.list {
		if h.aside == 0 {
			live = append(live, h.now)
			if h.moved {
				moved[h.now.ID] = true
			}
		}
	}
	if read.Statements == nil && len(live) == 0 {
		live = nil
	}
	a.record.Statements = live
	there := map[string]bool{}
	for i := range live {
		there[live[i].ID] = true
	}
	for i := range live {
		s := &live[i]
		if moved[s.ID] || s.Within != "" && (!there[s.Within] || moved[s.Within]) || a.holder(s, moved) != "" {
			s.Within = a.holder(s, nil)
		}
	}
	for _, h := range a.list { // as it is in the record, so that what is shown of it is the same
		for i := range live {
			if h.aside == 0 && live[i].ID == h.now.ID {
				h.now.Within = live[i].Within
			}
		}
	}
	// What rested on a statement that was rejected rests on the one around it, or on the article; what rested on one that
	// is hidden is not shown either.
	basis := func(saySo string) (string, bool) {
		for range len(a.list) {
			if there[saySo] || saySo == sayso.SaySoArticle {
				return saySo, true
			}
			i := slices.IndexFunc(a.list, func(h *held) bool { return h.now.ID == saySo })
			switch {
			case i < 0:
				return saySo, true
			case a.list[i].hidden:
				return "", false
			case a.list[i].now.Within == "":
				return sayso.SaySoArticle, true
			}
			saySo = a.list[i].now.Within
		}
		return sayso.SaySoArticle, true
	}
	var contacts []sayso.Contact
	gone := map[string]bool{}
	for _, c := range a.record.Contacts {
		saySo, shown := basis(c.SaySo)
		if !shown || a.dropped[c.ID] {
			gone[c.ID] = true
			continue
		}
		c.SaySo = saySo
		contacts = append(contacts, c)
	}
	a.record.Contacts = contacts
	var roles []sayso.Role
	for _, r := range a.record.Roles {
		if saySo, shown := basis(r.SaySo); shown {
			r.SaySo = saySo
			roles = append(roles, r)
		}
	}
	a.record.Roles = roles
	a.record.Disputes = nil
	out := func(id string) bool {
		return !there[id] && slices.ContainsFunc(a.list, func(h *held) bool { return h.now.ID == id })
	}
	for _, d := range read.Disputes {
		kept := sayso.Dispute{Asserts: slices.DeleteFunc(slices.Clone(d.Asserts), out), Denies: slices.DeleteFunc(slices.Clone(d.Denies), out),
			Contacts: slices.DeleteFunc(slices.Clone(d.Contacts), func(id string) bool { return gone[id] })}
		if len(kept.Asserts) < len(d.Asserts) && len(kept.Asserts) == 0 || len(kept.Denies) < len(d.Denies) && len(kept.Denies) == 0 ||
			len(kept.Contacts) < len(d.Contacts) && len(kept.Contacts) == 0 {
			continue // one side is left
		}
		a.record.Disputes = append(a.record.Disputes, kept)
	}
}

// holder returns the statement in whose content another one stands, the smallest if there are several; only among those
// given, if any are.
func (a *applied) holder(s *sayso.Statement, among map[string]bool) string {
	best, size := "", 0
	for _, h := range a.list {
		t := &h.now
		if h.aside != 0 || t.ID == s.ID || among != nil && !among[t.ID] {
			continue
		}
		n := length(t.Content)
		if n > length(s.Content) && (best == "" || n < size) && inside(s.Source, t.Content) && inside(s.Cue, t.Content) && inside(s.Content, t.Content) {
			best, size = t.ID, n
		}
	}
	return best
}

// inside reports whether every part lies in a part of the others.
func inside(spans, others sayso.Spans) bool {
	for _, s := range spans {
		if !slices.ContainsFunc(others, func(o sayso.Span) bool { return o.Contains(s) }) {
			return false
		}
	}
	return true
}

// byID returns the statement of an ID, put aside or not.
func (a *applied) byID(id string) *held {
	for _, h := range a.list {
		if h.now.ID == id {
			return h
		}
	}
	return nil
}

// checkPart reports a part that does not lie in a text, in order.
func checkPart(text, name string, spans sayso.Spans) error {
	last := 0
	for _, span := range spans {
		if span.Start < last || span.End <= span.Start || span.End > len(text) || !boundary(text, span.Start) || !boundary(text, span.End) {
			return fmt.Errorf("%w: the %s from %d to %d is not a part of the text of %d bytes, in order", ErrCorrection, name, span.Start, span.End, len(text))
		}
		last = span.End
	}
	return nil
}

// checkStatement reports a statement without parts, or with parts that have words in common.
func checkStatement(s *sayso.Statement) error {
	parts := [3]sayso.Spans{s.Source, s.Cue, s.Content}
	for p, spans := range parts {
		for q := range p {
			if spans.Overlaps(parts[q]) {
				return fmt.Errorf("%w: %s and %s have words in common", ErrCorrection, partWords[q], partWords[p])
			}
		}
	}
	if length(s.Source)+length(s.Cue)+length(s.Content) == 0 {
		return fmt.Errorf("%w: a statement needs a source, a cue or a content", ErrCorrection)
	}
	return nil
}

var partWords = [3]string{"source", "cue", "content"}
