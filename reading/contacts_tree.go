package reading

import (
	"strings"

	"sayso"
	"sayso/english"
)

// meetings are the verbs of contact by form. See meeting.
var meetings = func() map[string]meeting {
	m := map[string]meeting{}
	for _, line := range []string{
		// lemma : how the other party stands : forms. o is the object, t a list or plural as subject alone.
		"meet:o t with:meet meets met meeting", "speak:t with to by:speak speaks spoke spoken speaking", "talk:t with to:talk talks talked talking",
		"chat:t with:chat chats chatted chatting", "call:o:call calls called calling", "phone:o:phone phones phoned phoning telephone telephoned telephoning",
		"dine:t with:dine dines dined dining lunch lunched lunching sup supped", "visit:o with:visit visits visited visiting",
		"travel:t with alongside:travel travels traveled travelled traveling travelling fly flies flew flown flying",
		"accompany:o:accompany accompanies accompanied accompanying", "appear:t with alongside before beside:appear appears appeared appearing",
		"testify:before to:testify testifies testified testifying", "interview:o:interview interviews interviewed interviewing",
		"question:o:question questions questioned questioning interrogate interrogated interrogating grill grilled grilling quiz quizzed",
		"confront:o:confront confronts confronted confronting", "debate:o t with against:debate debates debated debating",
		"brief:o:brief briefs briefed briefing", "host:o:host hosts hosted hosting", "receive:o:received receives", "greet:o:greet greets greeted greeting",
		"invite:o:invite invites invited inviting", "contact:o:contact contacts contacted contacting", "approach:o:approached approaches approach approaching",
		"email:o:email emails emailed emailing e-mailed e-mail", "text:o:texted texting", "write:to o:write writes wrote written writing",
		"correspond:t with:correspond corresponds corresponded corresponding", "negotiate:t with:negotiate negotiates negotiated negotiating",
		"confer:t with:confer confers conferred conferring", "consult:o t with:consult consults consulted consulting",
		"communicate:t with:communicate communicates communicated communicating", "reach out:to:reach reaches reached reaching",
		"sit down:with:sit sits sat sitting", "huddle:t with:huddle huddles huddled huddling", "campaign:t with alongside:campaigned campaigning campaign campaigns",
		"join:o:join joins joined joining", "embrace:o t:embraced hugged", "summon:o before:summon summons summoned hauled haul dragged",
		"press:o:pressed presses pressing", "ask:o:ask asks asked asking", "tell:o:tell tells told telling"} {
		part := strings.Split(line, ":")
		v := meeting{verb: part[0], with: map[string]bool{}}
		for _, way := range strings.Fields(part[1]) {
			switch way {
			case "o":
				v.object = true
			case "t":
				v.together = true
			default:
				v.with[way] = true
			}
		}
		for _, form := range strings.Fields(part[2]) {
			m[form] = v
		}
	}
	return m
}()

// meeting is a verb of contact: its name in the record; the prepositions that lead to the other party; whether that can be
// the object; and whether several can do it together ("Marrow and Falk met").
type meeting struct {
	verb             string
	with             map[string]bool
	object, together bool
}

// meetingNouns are nouns of contact, with the verb they stand for.
var meetingNouns = nounsOf(map[string]string{
	"meet": "meeting meetings encounter encounters summit get-together sit-down", "talk": "talks conversation conversations discussion discussions chat " +
		"negotiations exchange exchanges talk", "dine": "dinner dinners lunch lunches breakfast supper", "interview": "interview interviews",
	"contact": "contact contacts communication communications", "call": "call calls", "debate": "debate debates", "visit": "visit visits",
	"write": "letter letters correspondence", "question": "questioning grilling interrogation",
})

// supports are verbs that have a noun of contact for their object and add nothing to it.
var supports = wordSet("have has had having hold holds held holding attend attends attended attending do did done doing give gave given giving take takes took " +
	"taken conduct conducts conducted enjoy enjoyed join joined share shared send sends sent sending write wrote written make makes made making get got")

// wishes are verbs that have for object a contact which is only asked for, planned or called off.
var wishes = wordSet("request requests requested requesting seek seeks sought seeking propose proposes proposed proposing offer offers offered plan plans planned planning " +
	"schedule schedules scheduled scheduling arrange arranges arranged arranging want wants wanted cancel cancels canceled cancelled canceling cancelling " +
	"postpone postpones postponed demand demands demanded suggest suggested discuss discussed expect expects expected await awaited refuse refused declined decline " +
	"reject rejected avoid avoided")

// requests are those of the wishes, and of other verbs before an infinitive, by which one party asks the other for it.
var requests = wordSet("request requests requested requesting seek seeks sought seeking propose proposes proposed offer offers offered demand demands demanded " +
	"ask asks asked asking invite invites invited inviting")

// contactsOfTrees finds contacts by the trees.
func (r *Reader) contactsOfTrees(record *sayso.Record) {
	for i := range r.branches.head {
		t := &r.doc.Tokens[i]
		if t.Kind != english.Word || t.End-t.Start > 16 || r.people.at[i] > 0 {
			continue
		}
		switch {
		case t.Tag.Verb():
			if v, ok := meetings[r.lower(i)]; ok {
				r.meetingByVerb(record, i, v)
			}
		case t.Tag.Noun():
			if verb, ok := meetingNouns[r.lower(i)]; ok {
				r.meetingByNoun(record, i, verb)
			}
		}
	}
}

// sides are the two parties of a contact in the making: heads of phrases.
type sides struct {
	verb                    string
	at                      int // the verb or noun
	a, b                    []int
	negated, planned, asked bool
	clause                  int // the verb on which time, place and topic hang, beside those at the noun; -1 if there is none
}

func (r *Reader) meetingByVerb(record *sayso.Record, i int, v meeting) {
	b := &r.branches
	next := i + 1
	switch v.verb {
	case "reach out", "sit down":
		if next >= len(b.head) || !r.isAny(next, "out", "down") {
			return
		}
	case "press":
		if b.under(i, isOblique) < 0 {
			return
		}
	case "call":
		if next >= len(b.head) || r.isAny(next, "out", "for", "on", "off", "upon", "into", "it") || b.under(i, isOpenClause) >= 0 || b.under(i, isIndirectObject) >= 0 {
			return // called out by, called a liar by
		}
	}
	s, passive := r.subjectOfVerb(i)
	found := sides{verb: v.verb, at: i, clause: i}
	var buf [8]int
	switch {
	case passive:
		// was met by, was interviewed by; was hauled before
		agent := b.under(i, isAgent)
		if v.verb == "summon" || agent < 0 {
			agent = r.otherParty(i, v)
		}
		if s < 0 || agent < 0 || !v.object && !v.with["before"] && v.verb != "speak" {
			return
		}
		found.a, found.b = r.members(nil, s), r.members(buf[:0], agent)
	default:
		if s < 0 {
			return
		}
		other := r.otherParty(i, v)
		if other < 0 && v.object {
			if other = b.under(i, isObject); other >= 0 && !r.plainObject(i, other, v) {
				return
			}
			if other < 0 || v.verb == "tell" || v.verb == "ask" {
				if o := b.under(i, isIndirectObject); o >= 0 {
					if other = o; v.verb != "write" && v.verb != "tell" && v.verb != "ask" {
						return
					}
				}
			}
		}
		found.a = r.members(nil, s)
		switch {
		case other >= 0:
			found.b = r.members(buf[:0], other)
		case v.together && b.under(i, isObject) < 0 && len(found.a) > 1:
			found.a, found.b = found.a[:1], found.a[1:]
		case v.together && b.under(i, isObject) < 0 && r.pair(s):
			r.meetingOfPair(record, i, s, v.verb)
			return
		default:
			return
		}
	}
	if v.verb == "visit" && len(found.b) == 1 {
		if n := int(r.people.at[found.b[0]]) - 1; n >= 0 && r.people.all[n].kind != sayso.Person {
			return // a place, or a body in its house
		}
	}
	found.negated, found.planned = r.negatedVerb(i), r.unreal(i) || v.verb == "invite"
	found.asked = v.verb == "invite" || r.askedFor(i)
	if found.negated && (v.verb == "tell" || v.verb == "ask") {
		return // what was not said is no contact
	}
	if (wordsOnly[v.verb] || v.verb == "reach out") && len(found.b) == 1 && r.crowd(r.nounPhraseAt(found.b[0])) {
		return // addressing a crowd
	}
	r.enterSides(record, &found)
}

// wordsOnly are contacts that a crowd can be had with without meeting anybody in it.
var wordsOnly = wordSet("speak talk write appear tell ask email text contact brief chat communicate debate")

// otherParty returns the head of the phrase behind one of the verb's prepositions, -1 if there is none.
func (r *Reader) otherParty(i int, v meeting) int {
	b := &r.branches
	if k := i + 1; k+1 < len(b.head) && v.with[r.lower(k)] && r.doc.Tokens[k+1].Kind == english.Word {
		// right behind it: the words are surer than the tree
		it := r.flat(k+1, min(k+13, len(r.doc.Tokens)))
		np := r.bareForward(it, 0)
		r.release(it)
		if np > 0 {
			return r.headOf(tokens{k + 1, k + 1 + np})
		}
	}
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		if int(k) < i || b.rel[k] != isOblique && b.rel[k] != isAgent && b.rel[k] != isOpenClause && b.rel[k] != isNominal {
			continue
		}
		if c := r.caseOf(int(k)); c != "" && c != "by" && v.with[c] {
			return int(k)
		}
	}
	return -1
}

// plainObject reports whether the object of a verb of contact is the other party and not half of another construction:
// "called it a lie", "met the deadline".
func (r *Reader) plainObject(i, object int, v meeting) bool {
	b := &r.branches
	if v.verb == "write" {
		return false
	}
	if v.verb == "call" || v.verb == "question" || v.verb == "debate" || v.verb == "approach" || v.verb == "join" {
		if b.under(i, isOpenClause) >= 0 || b.under(i, isClausal) >= 0 {
			return false
		}
		end := r.nounPhraseAt(object).end
		if end < len(r.doc.Tokens) && !r.startsSentence(end) {
			t := &r.doc.Tokens[end]
			switch {
			case t.Tag == english.DT, t.Tag == english.JJ, t.Tag == english.VBG && v.verb == "call", t.Kind == english.Quote, t.Tag.Noun() && !r.isTimeToken(end) && !dayparts[r.lower(end)]:
				return false
			}
		}
	}
	return true
}

// pair reports whether the phrase at token s stands for two people named before: "the two", "they", "both".
func (r *Reader) pair(s int) bool {
	switch r.lower(s) {
	case "they", "both", "two", "men", "women", "leaders", "sides", "pair", "candidates", "presidents", "ministers", "couple", "we":
		return true
	}
	return false
}

// meetingOfPair enters a contact of the two who were named last, for whom the phrase at token s stands.
func (r *Reader) meetingOfPair(record *sayso.Record, i, s int, verb string) {
	one, two := r.lastTwo(s)
	if len(one) == 0 {
		return
	}
	first := min(s, i)
	r.enterContact(record, &sides{verb: verb, at: i, clause: i, negated: r.negatedVerb(i), planned: r.unreal(i)}, one, two,
		tokens{min(first, r.nounPhraseAt(s).first), i + 1})
}

// farBack is how many tokens before "they" the two it stands for may have met.
const farBack = 80

// lastTwo returns the two parties whom "they" or "the two" at token s stands for: those of the contact told right before,
// else the two people named in this sentence and the one before; none if there are no two.
func (r *Reader) lastTwo(s int) (one, two []int) {
	if r.lastMeeting.at < s && s-r.lastMeeting.at < farBack && len(r.lastMeeting.a) > 0 {
		return r.lastMeeting.a, r.lastMeeting.b
	}
	first, second := -1, -1
	for k, stops := s-1, 0; k >= 0 && k > s-farBack; k-- {
		if r.startsSentence(k + 1) {
			if stops++; stops > 1 {
				break
			}
		}
		n := int(r.people.at[k]) - 1
		if n < 0 || r.people.all[n].kind != sayso.Person || n == first || n == second {
			continue
		}
		switch {
		case first < 0:
			first = n
		case second < 0:
			second = n
		default:
			return nil, nil
		}
	}
	if second < 0 {
		return nil, nil
	}
	return []int{second}, []int{first}
}

// askedFor reports whether the verb at token i is the infinitive of a request: "asked to meet Vash".
func (r *Reader) askedFor(i int) bool {
	b := &r.branches
	h := int(b.head[i])
	return h >= 0 && b.rel[i] == isOpenClause && requests[r.lower(h)]
}

func (r *Reader) meetingByNoun(record *sayso.Record, i int, verb string) {
	b := &r.branches
	if verb == "call" && !(i > 0 && r.isAny(i-1, "phone", "telephone", "video", "conference")) && !r.hasCase(i, "with", "between") {
		return // a call for peace
	}
	sent := -1
	if verb == "write" && !r.hasCase(i, "to", "between", "with") {
		// they sent a letter on Thursday to the council
		if h := int(b.head[i]); h >= 0 && b.rel[i] == isObject && issues[r.lower(h)] {
			for k := b.kid[h]; k >= 0; k = b.next[k] {
				if int(k) > i && r.caseOf(int(k)) == "to" {
					sent = int(k)
				}
			}
		}
		if sent < 0 {
			return
		}
	}
	if r.gerund(record, i, verb) {
		return
	}
	found := sides{verb: verb, at: i, clause: -1}
	between, with := -1, sent
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		if b.rel[k] != isNominal && b.rel[k] != isOblique && b.rel[k] != isAgent || int(k) < i {
			continue
		}
		switch c := r.caseOf(int(k)); c {
		case "between", "among":
			between = int(k)
		case "with":
			if with < 0 || !r.partyAt(with) {
				with = int(k)
			}
		case "to":
			if verb == "write" || verb == "visit" || verb == "call" {
				with = int(k)
			}
		case "against":
			if verb == "debate" {
				with = int(k)
			}
		case "of":
			if verb == "interview" || verb == "question" {
				with = int(k)
			}
		}
	}
	if with < 0 && between < 0 {
		// the tree may hang the party on the verb beside the noun
		letter := verb == "write" && r.isAny(i+1, "to")
		if h := int(b.head[i]); h >= 0 && i+1 < len(b.head) && (letter || r.isAny(i+1, "with", "between")) {
			for k := b.kid[h]; k >= 0; k = b.next[k] {
				if c := r.caseOf(int(k)); int(k) > i && (c == "with" || c == "between" || letter && c == "to") {
					if c == "between" {
						between = int(k)
					} else {
						with = int(k)
					}
					break
				}
			}
		}
	}
	up := r.outOfQuantity(i)
	governor := int(b.head[up])
	for steps := 0; governor >= 0 && !r.verbAt(governor) && (b.rel[up] == isOblique || b.rel[up] == isTime || b.rel[up] == isAdverb) && steps < 3; steps++ {
		up, governor = governor, int(b.head[governor])
	}
	if governor >= 0 && r.verbAt(governor) {
		found.clause = governor
		found.negated = r.negatedVerb(governor)
		found.planned = r.unreal(governor) || wishes[r.lower(governor)] && b.rel[up] == isObject
		found.asked = requests[r.lower(governor)] && b.rel[up] == isObject
		if refusals[r.lower(governor)] && b.rel[up] == isObject {
			found.negated, found.planned = !found.negated, false // denied a meeting with
		}
	}
	if d := b.under(i, isDeterminer); d >= 0 && r.isAny(d, "no") || b.under(up, isDeterminer) >= 0 && r.isAny(b.under(up, isDeterminer), "no") {
		found.negated = true
	}
	if i > 0 && r.isAny(i-1, "planned", "upcoming", "scheduled", "proposed", "possible", "future", "next") {
		found.planned = true
	}
	var buf [8]int
	switch {
	case between >= 0:
		all := r.members(buf[:0], between)
		if len(all) < 2 {
			return
		}
		found.a, found.b = all[:1], all[1:]
	case with >= 0:
		found.b = r.members(buf[:0], with)
		a := b.under(i, isOwner)
		if a < 0 {
			a = r.compoundParty(i)
		}
		if a < 0 && governor >= 0 && r.verbAt(governor) {
			w := r.lower(governor)
			aside := b.rel[up] == isOblique || b.rel[up] == isTime || b.rel[up] == isAdverb || b.rel[up] == isAdverbial // in a meeting with B, A said
			if aside || supports[w] || wishes[w] || refusals[w] {
				passive := false
				if a, passive = r.subjectOfVerb(governor); aside && passive {
					a = b.under(governor, isAgent) // was mentioned by A in an interview with B
				}
				if _, meets := meetings[w]; meets && !aside && contains(r.meetingsAt, governor) {
					return
				}
			}
		}
		if a < 0 && b.rel[up] == isNominal && governor >= 0 && !r.verbAt(governor) {
			a = b.under(governor, isOwner)
		}
		if a < 0 {
			return
		}
		found.a = r.members(nil, a)
	case verb == "interview" && r.compoundParty(i) >= 0 && governor >= 0 && r.verbAt(governor) && b.rel[up] != isSubject:
		// in a Herald interview A said
		a, _ := r.subjectOfVerb(governor)
		if a < 0 {
			return
		}
		found.a, found.b = r.members(nil, a), []int{r.compoundParty(i)}
	case b.under(i, isOwner) >= 0 && r.isAny(b.under(i, isOwner), "their"):
		own := b.under(i, isOwner)
		if one, two := r.lastTwo(own); len(one) > 0 {
			r.enterContact(record, &found, one, two, tokens{own, i + 1})
		}
		return
	default:
		return
	}
	r.enterSides(record, &found)
}

// gerund reads a verb that the tags take for a noun: "denied meeting Vash".
func (r *Reader) gerund(record *sayso.Record, i int, verb string) bool {
	b := &r.branches
	h := int(b.head[i])
	if h < 0 || !r.isForm(i, "meeting") || !r.verbAt(h) || b.rel[i] != isObject && b.rel[i] != isOpenClause || b.under(i, isDeterminer) >= 0 ||
		b.under(i, isOwner) >= 0 || i+1 >= len(b.head) {
		return false
	}
	next := i + 1
	if r.isAny(next, "with") {
		next++
	}
	if next >= len(b.head) {
		return false
	}
	t := &r.doc.Tokens[next]
	if !t.Tag.ProperNoun() && t.Tag != english.PRP && t.Tag != english.PRPS && t.Tag != english.DT {
		return false
	}
	s, _ := r.subjectOfVerb(h)
	if s < 0 {
		return false
	}
	it := r.flat(next, min(next+8, len(r.doc.Tokens)))
	np := r.nounPhrase(it, 0)
	r.release(it)
	if np == 0 {
		return false
	}
	other := r.headOf(tokens{next, next + np})
	w := r.lower(h)
	r.enterSides(record, &sides{verb: verb, at: i, clause: h, a: []int{s}, b: []int{other}, negated: refusals[w] != r.negatedVerb(h),
		planned: wishes[w] && !refusals[w]})
	return true
}

// hasCase reports whether a phrase with one of the prepositions hangs on the noun at token i, or follows it.
func (r *Reader) hasCase(i int, cases ...string) bool {
	if i+1 < len(r.doc.Tokens) && r.isAny(i+1, cases...) {
		return true
	}
	b := &r.branches
	for k := b.kid[i]; k >= 0; k = b.next[k] {
		c := r.caseOf(int(k))
		for _, want := range cases {
			if c == want {
				return true
			}
		}
	}
	return false
}

// outOfQuantity climbs from a noun to the one that counts it: from "meetings" to "lots of meetings".
func (r *Reader) outOfQuantity(i int) int {
	b := &r.branches
	for range 2 {
		h := int(b.head[i])
		if h < 0 || b.rel[i] != isNominal || r.caseOf(i) != "of" || h > i {
			break
		}
		switch r.lower(h) {
		case "lots", "lot", "number", "series", "round", "couple", "dozens", "hundreds", "plenty", "kind", "kinds", "sort", "first", "second", "last", "most", "part":
			i = h
			continue
		}
		break
	}
	return i
}

// compoundParty returns the head of a name right before the noun at token i: "a Herald interview"; -1 if there is none.
func (r *Reader) compoundParty(i int) int {
	for k := i - 1; k >= 0 && k > i-3; k-- {
		if n := int(r.people.at[k]) - 1; n >= 0 {
			if r.people.all[n].kind != sayso.Place && !months[r.lower(k)] && !weekdays[r.lower(k)] {
				return k
			}
			return -1
		}
		if !r.doc.Tokens[k].Tag.Noun() && r.doc.Tokens[k].Tag != english.JJ {
			return -1
		}
	}
	return -1
}

// partyAt reports whether the phrase at token i stands for people or a body.
func (r *Reader) partyAt(i int) bool { return r.personal(r.nounPhraseAt(i)) }

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
	if np := r.bareForward(it, 0); np > 0 && !r.isTime(it, np-1) && !r.onlyTime(it, 0, np) {
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
			c.When = r.dateIn(int(b.left[from]), int(b.right[from]))
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
		if other == n {
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
