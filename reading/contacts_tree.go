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
		if v.verb == "write" {
			return // the song was written by Falk
		}
		if s < 0 || agent < 0 || !v.object && !v.with["before"] && v.verb != "speak" {
			return
		}
		found.a, found.b = r.members(nil, s), r.members(buf[:0], agent)
		if r.caseOf(agent) == "by" || r.isAny(agent-1, "by") {
			found.a, found.b = found.b, found.a // who did it stands first, as in the active voice
		}
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
		if other >= 0 && (v.verb == "ask" || v.verb == "tell") && r.aside(other) {
			return // asked about the candidates
		}
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
	if personOnly[v.verb] && len(found.b) == 1 {
		if n := int(r.people.at[found.b[0]]) - 1; n >= 0 && r.people.all[n].kind != sayso.Person {
			return // a place, or a body in its house; a party, a team, an idea of somebody's
		}
	}
	found.negated, found.planned = r.negatedVerb(i), r.unreal(i) || r.scheduled(i) || v.verb == "invite"
	found.asked = v.verb == "invite" || r.askedFor(i)
	if found.negated && (v.verb == "tell" || v.verb == "ask") {
		return // what was not said is no contact
	}
	if (wordsOnly[v.verb] || v.verb == "reach out") && len(found.b) == 1 && r.crowd(r.nounPhraseAt(found.b[0])) {
		return // addressing a crowd
	}
	r.enterSides(record, &found)
}

// personOnly are verbs of contact only where they have a person for their object.
var personOnly = wordSet("visit join embrace host")

// wordsOnly are contacts that a crowd can be had with without meeting anybody in it.
var wordsOnly = wordSet("speak talk write appear tell ask email text contact brief chat communicate debate")

// aside reports whether the noun at token i stands behind a preposition that tells what is spoken of.
func (r *Reader) aside(i int) bool {
	switch r.caseOf(i) {
	case "about", "of", "for", "over", "on", "regarding":
		return true
	}
	return false
}

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
	r.enterContact(record, &sides{verb: verb, at: i, clause: i, negated: r.negatedVerb(i), planned: r.unreal(i) || r.scheduled(i)}, one, two,
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
