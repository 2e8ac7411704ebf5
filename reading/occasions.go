package reading

import (
	"slices"
	"sort"
	"strings"

	"sayso"
	"sayso/english"
)

// An occasion is one interview, speech or letter of which an article reports several statements. It names the occasion
// once; what the same speaker says afterwards belongs to it, until another is named or the words speak of another time.
type occasions struct {
	// of holds for each entity the number of the statement that last named an occasion of theirs, -1 if none did.
	of []int
	// first holds the first one.
	first []int
	// seen holds the paragraph in which the occasion was last spoken of.
	seen []int
}

func (r *Reader) newOccasions() *occasions {
	o := &occasions{}
	o.room(len(r.people.all))
	return o
}

// room makes room for n entities: addressees and parties may add some.
func (o *occasions) room(n int) {
	for len(o.of) <= n {
		o.of, o.first, o.seen = append(o.of, -1), append(o.first, -1), append(o.seen, -1)
	}
}

// take gives statement i the occasion of its speaker if it names none of its own, or keeps the one it names. Its sentence
// is tokens first to end-1.
func (o *occasions) take(r *Reader, record *sayso.Record, i, first, end int) {
	who := r.speakers[i]
	out := &record.Statements[i]
	if who < 0 || r.found[i].depth > 0 || out.Within != "" || out.Omission {
		return
	}
	o.room(who)
	other := r.otherTime(&r.found[i], first, end)
	if out.Venue != nil {
		if other && o.of[who] >= 0 || !lasting(out.Venue.Kind) {
			return
		}
		o.of[who], o.seen[who] = i, r.paragraphOf(r.found[i].start())
		if o.first[who] < 0 && !other {
			o.first[who] = i
		}
		return
	}
	if other || !spoken(out) {
		return
	}
	named := o.of[who]
	if named < 0 {
		if kind := r.scene(&r.found[i]); kind != "" && out.Kind != sayso.Indirect {
			out.Venue = &sayso.Venue{Kind: kind}
		}
		return
	}
	from := &record.Statements[named]
	if out.SaidOn != "" && from.SaidOn != "" && out.SaidOn != from.SaidOn {
		return
	}
	if r.present(&r.found[i]) && !r.present(&r.found[named]) {
		return // what somebody says again and again
	}
	p := r.paragraphOf(r.found[i].start())
	far := reach(from.Venue.Kind)
	if people(strings.ToLower(r.people.all[who].name)) {
		far = 0 // Republicans: others each time
	}
	if out.Kind == sayso.Indirect && r.ownInterview(from.Venue) && r.othersSince(o.of[who], i, who) {
		far = min(far, indirectReach)
	}
	if p-o.seen[who] > far {
		return
	}
	if r.inherit(out, from) {
		o.seen[who] = p
	}
}

// scene returns the kind of occasion that the article tells of in its own voice just before a statement: "He appeared at a
// hearing. …"; empty where it does not.
func (r *Reader) scene(s *statement) string {
	at := s.start()
	first := int(r.doc.Sentences[r.doc.Paragraphs[r.paragraphOf(at)].First].First)
	if at-first < 4 && first > 0 {
		first--
		for k := first; k > 0 && k > first-maxSentence && !r.startsSentence(first); k-- {
			first--
		}
	}
	for k := at - 1; k >= first && k > at-120; k-- {
		kind := venueNouns[r.lower(k)]
		switch kind {
		case "hearing", "debate", "rally", "speech", "press conference":
		default:
			continue
		}
		if r.inside[k] || !r.introduced(k, first) {
			continue
		}
		if kind = r.kindHere(kind, k, at); kind != "" && !r.othersVenue(s, k) {
			return kind
		}
	}
	return ""
}

// othersVenue reports whether the sentence of token k is one in which somebody else than the speaker of s says something.
func (r *Reader) othersVenue(s *statement, k int) bool {
	mine := -1
	for i := range r.near(s) {
		if &r.found[i] == s {
			mine = r.speakers[i]
		}
	}
	for i := range r.near(s) {
		o := &r.found[i]
		if o == s || r.speakers[i] == mine {
			continue
		}
		if first, end := r.sentenceOf(o); first <= k && k < end {
			return true
		}
	}
	return false
}

// lasting reports whether more than one statement of an article is likely to come from an occasion of that kind.
func lasting(kind string) bool {
	switch kind {
	case "poll", "report", "ad":
		return false
	}
	return true
}

// reach is how many paragraphs behind the one in which it was last spoken of an occasion may lie.
func reach(kind string) int {
	switch kind {
	case "tweet", "post":
		return 2
	case "statement", "email", "letter", "other":
		return 5
	}
	return 4
}

// indirectReach is how far an occasion reaches to what is only reported, once others have spoken: that may come from anywhere.
const indirectReach = 1

// ownInterview reports whether a venue is an interview with the outlet of the article itself, which asked for a part of it alone.
func (r *Reader) ownInterview(v *sayso.Venue) bool {
	return v.Kind == "interview" && (v.Outlet == "" && v.With == "" || sameOutlet(v.Outlet, r.article.Outlet))
}

// othersSince reports whether anybody else than entity who speaks in a statement between two others.
func (r *Reader) othersSince(from, to, who int) bool {
	for k := from + 1; k < to; k++ {
		if r.found[k].depth == 0 && r.speakers[k] >= 0 && r.speakers[k] != who {
			return true
		}
	}
	return false
}

// spoken reports whether a statement tells of an act of speech, which has its occasion.
func spoken(out *sayso.Statement) bool {
	switch out.Mode {
	case sayso.Believe, sayso.Intend, sayso.Decide:
		return false
	}
	return !out.Hypothetical || out.Negated
}

// inherit gives a statement the occasion of another, and reports whether they can have the same.
func (r *Reader) inherit(out, from *sayso.Statement) bool {
	v := *from.Venue
	if len(out.Addressee) > 0 && !slices.ContainsFunc(out.Addressee, func(p sayso.Party) bool { return p.Name == v.With || p.Name == v.Outlet }) {
		if len(from.Addressee) == 0 || !r.anybody(out.Addressee[0]) {
			return false // said to somebody else
		}
		out.Addressee = nil // "told the host": who that is, the occasion says
	}
	out.Venue = &v
	if len(out.Addressee) == 0 {
		out.Addressee = slices.Clone(from.Addressee)
	}
	if out.SaidOn == "" {
		out.SaidOn = from.SaidOn
	}
	return true
}

// anybody reports whether an addressee is known by no more than that they asked: "the host".
func (r *Reader) anybody(p sayso.Party) bool {
	name := strings.ToLower(p.Name)
	last := name[strings.LastIndexByte(name, ' ')+1:]
	if p.Entity == "" {
		return !bodies[last] && !bodiesOfState[last]
	}
	return r.people.all[entityNumber(p.Entity)].kind == sayso.Unnamed && interviewers[last]
}

// lead gives the statements of headline and lead the occasion that the article names right afterwards, and any other of a
// speaker that one which the next paragraphs name first.
func (o *occasions) lead(r *Reader, record *sayso.Record) {
	for i := range record.Statements {
		out := &record.Statements[i]
		who := r.speakers[i]
		if who < 0 || who >= len(o.first) || out.Venue != nil || r.found[i].depth > 0 || out.Within != "" || !spoken(out) {
			continue
		}
		p := r.paragraphOf(r.found[i].start())
		reach := 0
		switch {
		case p < 3:
			reach = 4
		case out.Kind != sayso.Indirect:
			reach = 1 // words told without the occasion; what is only reported may come from anywhere
		}
		named := o.first[who]
		if named <= i || r.paragraphOf(r.found[named].start()) > p+reach {
			continue
		}
		first, end := r.sentenceOf(&r.found[i])
		if !r.otherTime(&r.found[i], first, end) {
			r.inherit(out, &record.Statements[named])
		}
	}
}

// paragraphOf returns the number of the paragraph of token i.
func (r *Reader) paragraphOf(i int) int {
	d := r.doc
	return sort.Search(len(d.Paragraphs), func(p int) bool { return int(d.Sentences[d.Paragraphs[p].First].First) > i }) - 1
}

var otherTimes = wordSet("earlier previously once ago formerly past then later before repeatedly often frequently long")

// otherTime reports whether a statement of tokens first to end-1 speaks of another time than what the article reports:
// "has said", "said in June", "once told".
func (r *Reader) otherTime(s *statement, first, end int) bool {
	for _, c := range s.cue {
		for k := c.first; k < c.end; k++ {
			if r.isAny(k, "has", "have", "had", "'ve", "’ve") && k+1 < c.end {
				return true
			}
			if otherTimes[r.lower(k)] && !r.isAny(k, "later", "repeatedly") {
				return true
			}
		}
	}
	if len(s.cue) == 0 {
		return false
	}
	other := false
	others := r.contentsIn(s, first, end)
	r.outside(s, first, end, func(k int) bool {
		if slices.ContainsFunc(others, func(t tokens) bool { return t.first <= k && k < t.end }) || r.inPart(s, k) {
			return true
		}
		w := r.lower(k)
		switch {
		case otherTimes[w] && (r.doc.Tokens[k].Tag == english.RB || w == "ago" || w == "past") && w != "later":
			other = true
		case months[w] && r.isTimeToken(k) && r.isAny(k-1, "in", "last"),
			(w == "year" || w == "month") && r.isAny(k-1, "last"), r.doc.Tokens[k].Kind == english.Number && r.isAny(k-1, "in") && r.number(k, end) > 1900:
			other = true
		}
		return !other
	})
	return other
}

// present reports whether the cue of s is in the present tense.
func (r *Reader) present(s *statement) bool {
	for _, c := range s.cue {
		for k := c.first; k < c.end; k++ {
			switch r.doc.Tokens[k].Tag {
			case english.VBZ, english.VBP:
				return true
			case english.VBD, english.MD:
				return false
			}
		}
	}
	return false
}

// inPart reports whether token k belongs to the source of s.
func (r *Reader) inPart(s *statement, k int) bool {
	return slices.ContainsFunc(s.source, func(t tokens) bool { return t.first <= k && k < t.end })
}

// leastTurns is how many turns two speakers must have taken before their transcript counts as a conversation.
const leastTurns = 4

// findDialogue reads transcripts, in which the speaker stands before a colon: where two people take turns, each speaks to the
// other.
func (r *Reader) findDialogue(record *sayso.Record) {
	// the same name may be several entities, where nobody knows who that is
	a, b, turns := "", "", 0
	who := func(i int) string {
		if r.speakers[i] < 0 {
			return ""
		}
		return r.people.all[r.speakers[i]].name
	}
	one, two := -1, -1
	for i := range r.found {
		if !r.turn(i) {
			continue
		}
		switch name := who(i); {
		case name == "":
		case a == "":
			a, one, turns = name, r.speakers[i], turns+1
		case name == a, name == b:
			turns++
		case b == "":
			b, two, turns = name, r.speakers[i], turns+1
		default:
			return // more than two: nobody can tell who speaks to whom
		}
	}
	if b == "" || turns < leastTurns {
		return
	}
	var venue *sayso.Venue
	for i := range record.Statements {
		if v := record.Statements[i].Venue; v != nil && v.Kind == "interview" && (who(i) == a || who(i) == b) {
			venue = v
			break
		}
	}
	for i := range r.found {
		out := &record.Statements[i]
		name := who(i)
		if name != a && name != b || name == "" || !r.turn(i) && (out.Venue == nil || venue == nil || *out.Venue != *venue) {
			continue
		}
		other := one
		if name == a {
			other = two
		}
		v := sayso.Venue{Kind: "interview", With: r.people.all[other].name}
		if venue != nil {
			v.Outlet = venue.Outlet
		}
		out.Venue = &v
		out.Addressee = []sayso.Party{r.people.party(other)}
	}
}
