package reading

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"sayso"
	"sayso/english"
)

// contactVerbs are verbs of contact by form: the verb as the record gives it, and the prepositions that lead to the
// other party; an empty one means that it may be the object.
var contactVerbs = func() map[string]contactVerb {
	m := map[string]contactVerb{}
	for _, line := range []string{
		"meet: with:meet meets met meeting", "speak:with to:speak speaks spoke spoken speaking", "talk:with to:talk talks talked talking",
		"call: :telephone telephoned phoned phone", "dine:with:dine dines dined dining", "lunch:with:lunch lunched lunching",
		"travel:with:travel travels traveled travelled travelling traveling", "appear:with alongside:appear appears appeared appearing",
		"correspond:with:correspond corresponded corresponding", "confer:with:confer confers conferred conferring",
		"interview: :interview interviews interviewed interviewing", "visit: :visits visited visiting", "contact: :contact contacts contacted contacting",
		"negotiate:with:negotiate negotiates negotiated negotiating", "communicate:with:communicate communicated communicating"} {
		part := strings.Split(line, ":")
		v := contactVerb{verb: part[0], with: wordSet(part[1]), object: strings.HasPrefix(part[1], " ")}
		for _, form := range strings.Fields(part[2]) {
			m[form] = v
		}
	}
	return m
}()

type contactVerb struct {
	verb   string
	with   map[string]bool
	object bool // the other party may be the direct object
}

// contactNouns are nouns of contact, with the verb they stand for.
var contactNouns = map[string]string{"meeting": "meet", "meetings": "meet", "talks": "talk", "conversation": "talk", "conversations": "talk",
	"dinner": "dine", "lunch": "dine", "interview": "interview", "interviews": "interview", "contacts": "contact", "contact": "contact", "call": "call", "calls": "call",
	"discussions": "talk", "discussion": "talk"}

// findContacts finds the passages that say that two parties met, spoke, wrote or appeared together.
func (r *Reader) findContacts(record *sayso.Record) {
	r.meetingsAt = r.meetingsAt[:0]
	r.lastMeeting.a = nil
	r.contactsOfSpeech(record)
	if r.branches.there() {
		r.contactsOfTrees(record)
	} else {
		r.contactsOfTokens(record)
	}
	slices.SortStableFunc(record.Contacts, func(a, b sayso.Contact) int { return a.Span.Start - b.Span.Start })
	for i := range record.Contacts {
		record.Contacts[i].ID = contactID(i)
	}
}

func contactID(n int) string { return "c" + strconv.Itoa(n+1) }

// contactsOfTokens finds contacts by the words and tags alone, for want of trees.
func (r *Reader) contactsOfTokens(record *sayso.Record) {
	for _, s := range r.doc.Sentences {
		it := r.flat(int(s.First), int(s.End))
		words := it[:0]
		for _, x := range it {
			if r.doc.Tokens[x.first].Kind != english.Quote {
				words = append(words, x)
			}
		}
		whole := len(it)
		it = words
		for k := range it {
			w := r.lower(it[k].first)
			if v, ok := contactVerbs[w]; ok && it[k].tag.Verb() {
				r.verbContact(record, it, k, v)
			} else if verb, ok := contactNouns[w]; ok && it[k].tag.Noun() {
				r.nounContact(record, it, k, verb)
			}
		}
		r.release(it[:whole])
	}
}

// verbContact reads "A met (with) B".
func (r *Reader) verbContact(record *sayso.Record, it []item, k int, v contactVerb) {
	other := k + 1
	for other < len(it) && (it[other].tag == english.RB || it[other].tag == english.RP || r.isAny(it[other].first, "privately", "twice", "briefly")) {
		other++
	}
	if other >= len(it) {
		return
	}
	switch {
	case v.with[r.lower(it[other].first)]:
		other++
	case v.object && !r.isAny(it[other].first, "to", "for", "in", "at", "on", "a", "an"):
	default:
		return
	}
	end := r.nounPhrase(it, other)
	if end == other || r.onlyTime(it, other, end) {
		return
	}
	first, c := k, cue{verb: k}
	r.extend(it, &c)
	first = c.first
	subj := r.subjectBefore(it, first)
	if subj.found && c.infinitive {
		bare := r.bareBefore(it, subj.end-1) // the task of the envoy to meet …
		subj.first, subj.head = bare, [2]int{bare, subj.end}
	}
	if !subj.found {
		subj = r.earlierSubject(it, first)
	}
	if !subj.found {
		return
	}
	planned := false
	if c.infinitive && subj.end-subj.first > 1 && lexicon().form[r.lower(it[subj.end-1].first)]&thirdPerson != 0 && it[subj.end-2].tag.ProperNoun() {
		subj.end-- // "Marrow plans to": a verb that looks like a noun
	}
	planned = c.infinitive && !r.passedOver(it, first)
	for i := first; i < k; i++ {
		planned = planned || r.isAny(it[i].first, "will", "plans", "hopes", "wants", "would", "shall")
	}
	span := tokens{it[subj.first].first, it[end-1].end}
	if subj.end > k { // cannot be
		return
	}
	r.addContact(record, tokens{it[subj.first].first, it[subj.end-1].end}, tokens{it[other].first, it[end-1].end}, v.verb, span, c.negated, planned)
}

// passedOver reports whether an infinitive tells what did happen: "was seen to meet", "used to meet".
func (r *Reader) passedOver(it []item, first int) bool {
	return first > 0 && r.is(it, first-1, "used", "came", "able", "managed")
}

// earlierSubject finds the subject of a verb that shares it with a verb before: "was fired for speaking to …".
func (r *Reader) earlierSubject(it []item, k int) subject {
	for j := k - 1; j > 0; j-- {
		if it[j].tag.Finite() {
			f := j
			for f > 0 && (it[f-1].tag == english.RB || it[f-1].tag.Finite()) {
				f--
			}
			if subj := r.subjectBefore(it, f); subj.found {
				return subj
			}
		}
	}
	return subject{}
}

// nounContact reads "a meeting between A and B", "A's meeting with B", "an interview with B".
func (r *Reader) nounContact(record *sayso.Record, it []item, k int, verb string) {
	if k+2 >= len(it) {
		return
	}
	switch {
	case r.is(it, k+1, "between"):
		for m := k + 3; m < len(it)-1 && m < k+20; m++ {
			if it[m].tag == english.CC && r.is(it, m, "and") {
				left := r.bareForward(it, k+2)
				right := r.nounPhrase(it, m+1)
				if left > k+2 && right > m+1 {
					r.addContact(record, tokens{it[k+2].first, it[m-1].end}, tokens{it[m+1].first, it[right-1].end}, verb,
						tokens{it[k].first, it[right-1].end}, false, false)
				}
				return
			}
		}
	case r.is(it, k+1, "with"):
		end := r.nounPhrase(it, k+2)
		if end == k+2 || r.onlyTime(it, k+2, end) {
			return
		}
		start := r.bareBefore(it, k)
		if r.capital(it[k].first) && k > 0 {
			return
		}
		for j := start; j < k; j++ {
			switch it[j].tag {
			case english.POS:
				r.addContact(record, tokens{it[start].first, it[j-1].end}, tokens{it[k+2].first, it[end-1].end}, verb,
					tokens{it[start].first, it[end-1].end}, false, false)
				return
			case english.PRPS:
				r.addContact(record, tokens{it[j].first, it[j].end}, tokens{it[k+2].first, it[end-1].end}, verb,
					tokens{it[j].first, it[end-1].end}, false, false)
				return
			}
		}
		if verb == "interview" && start > 0 && r.is(it, start-1, "in", "during") && end < len(it) {
			// In an interview with the Herald's Tom Achterberg, Marrow said
			next := end
			if it[next].tag == english.Comma {
				next++
			}
			if np := r.nounPhrase(it, next); np > next && start-1 == 0 {
				r.addContact(record, tokens{it[next].first, it[np-1].end}, tokens{it[k+2].first, it[end-1].end}, verb,
					tokens{it[start].first, it[np-1].end}, false, false)
			} else if subj := r.earlierSubject(it, start); subj.found {
				r.addContact(record, tokens{it[subj.first].first, it[subj.end-1].end}, tokens{it[k+2].first, it[end-1].end}, verb,
					tokens{it[subj.first].first, it[end-1].end}, false, false)
			}
			return
		}
		if subj := r.earlierSubject(it, k); subj.found && start > 0 && subj.end <= start && start-subj.end < 4 {
			// Marrow had lunch with …, held talks with …
			c := cue{verb: max(start-1, 0)}
			r.extend(it, &c)
			r.addContact(record, tokens{it[subj.first].first, it[subj.end-1].end}, tokens{it[k+2].first, it[end-1].end}, verb,
				tokens{it[subj.first].first, it[end-1].end}, c.negated, false)
		}
	}
}

// addContact enters a contact between two phrases.
func (r *Reader) addContact(record *sayso.Record, a, b tokens, verb string, span tokens, negated, planned bool) {
	if !r.personal(a) || !r.personal(b) {
		return // met the deadline, spoke to a crowd, visited London
	}
	at := r.spans([]tokens{span})[0]
	for _, have := range record.Contacts {
		if have.Span == at {
			return
		}
	}
	holder := r.holder(record, at)
	one, two := r.contactParty(a, holder), r.contactParty(b, holder)
	if one < 0 || two < 0 || one == two {
		return
	}
	c := sayso.Contact{ID: "c" + strconv.Itoa(len(record.Contacts)+1), Parties: [][]string{{entityID(one)}, {entityID(two)}}, Verb: verb,
		Span: at, Negated: negated, Planned: planned, SaySo: sayso.SaySoArticle, Confidence: 0.5}
	if holder >= 0 {
		c.SaySo = record.Statements[holder].ID
	}
	record.Contacts = append(record.Contacts, c)
}

// personal reports whether a phrase stands for people or a body that can be met.
func (r *Reader) personal(t tokens) bool {
	t = r.trim(t)
	if t.empty() {
		return false
	}
	head := r.headOf(t)
	if n := int(r.people.at[head]) - 1; n >= 0 {
		return r.people.all[n].kind != sayso.Place
	}
	switch w := r.lower(head); {
	case r.doc.Tokens[head].Tag == english.PRP, w == "who":
		return w != "it" && w != "you"
	default:
		return functionOrPlural(w) || roles[w] || roles[strings.TrimSuffix(w, "s")] || bodies[w] || personWords[w] || r.doc.Tokens[head].Tag == english.NNPS && people(w) ||
			commonCapital[w] && people(w)
	}
}

// personalNoun reports whether the phrase of items k to stop-1 begins with one whose head is a word for people.
func (r *Reader) personalNoun(it []item, k, stop int) bool {
	end := min(r.bareForward(it, k), stop)
	if end <= k || it[end-1].quote >= 0 {
		return false
	}
	w := r.lower(it[end-1].first)
	return roles[w] || roles[strings.TrimSuffix(w, "s")] || personWords[w]
}

var personWords = wordSet("people officials advisers advisors lawmakers representatives members families delegation counterpart counterparts " +
	"colleagues friends colleague friend staff team guests donors investigators negotiators relatives allies ally parents children sources individuals relatives leaders")

// contactParty returns the entity of a party, made for it if the phrase is no name's: a group as it is printed, with what
// it belongs to.
func (r *Reader) contactParty(t tokens, holder int) int {
	t = r.trim(t)
	if t.empty() {
		return -1
	}
	wide := r.groupTail(t)
	last, inner := r.before(t.first)
	within := holder
	if within < 0 {
		within = inner
	}
	n, typ, name := r.resolve(t, last, within)
	if n < 0 || r.people.all[n].kind == sayso.Unnamed {
		if holder := r.officeHolder(t); holder >= 0 {
			return holder
		}
	}
	if n >= 0 {
		return n
	}
	if name == "" || t.end-t.first == 1 && r.doc.Tokens[t.first].Tag == english.PRP {
		return -1
	}
	if wide != t {
		name = r.doc.Words(wide.first, wide.end)
	}
	return r.people.unnamed(r, t, name, typ)
}

// before returns the entity that spoke last before token at, in no other statement, and the innermost statement whose
// content holds the token; -1 where there is none.
func (r *Reader) before(at int) (last, within int) {
	last, within = -1, -1
	// statements are in the order of the text
	after := sort.Search(len(r.found), func(i int) bool { return r.found[i].start() > at })
	size := 0
	for i := after - 1; i >= 0 && i >= after-100; i-- {
		s := &r.found[i]
		if last < 0 && s.depth == 0 && s.start() < at && i < len(r.speakers) {
			last = r.speakers[i]
		}
		for _, t := range s.content {
			if t.first <= at && at < t.end && (within < 0 || t.end-t.first < size) {
				within, size = i, t.end-t.first
			}
		}
	}
	return last, within
}
