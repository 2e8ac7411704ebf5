package reading

import (
	"iter"
	"sort"
	"strconv"
	"strings"

	"sayso"
	"sayso/english"
)

// toldVerbs are verbs of which the person in the object is whom it is said to.
var toldVerbs = wordSet("tell tells told telling ask asks asked asking urge urges urged urging warn warns warned warning assure assures assured assuring " +
	"remind reminds reminded reminding inform informs informed informing advise advises advised advising brief briefs briefed briefing notify notifies " +
	"notified press presses pressed pressing confront confronts confronted confronting question questions questioned questioning implore implores implored " +
	"beg begs begged order orders ordered ordering instruct instructs instructed instructing encourage encourages encouraged encouraging challenge " +
	"challenges challenged challenging invite invites invited inviting persuade persuaded convince convinced scold scolds scolded scolding lecture lectured " +
	"dare dares dared daring petition petitioned lobby lobbied counsel counseled counselled caution cautions cautioned email emailed text texted " +
	"interview interviewed quiz quizzed grill grilled")

// toVerbs are verbs of which the person behind "to" is whom it is said to.
var toVerbs = wordSet("say says said saying write writes wrote written writing complain complains complained complaining explain explains explained " +
	"explaining admit admits admitted admitting confess confesses confessed confide confides confided declare declares declared announce announces " +
	"announced report reports reported suggest suggests suggested boast boasts boasted brag brags bragged repeat repeats repeated describe describes " +
	"described mention mentions mentioned insist insisted apologize apologized apologise apologised speak spoke speaks spoken talk talked point pointed " +
	"reply replied respond responded propose proposed recommend recommended reveal reveals revealed disclose disclosed confirm confirmed testify testified " +
	"promise promised pledge pledged vow vowed show showed send sends sent sending give gave given appeal appealed lie lied")

// addresseeOf returns the tokens that stand for whom a statement was said to, as the rules saw them or as they hang on its
// verb: "told the Herald", "was asked by …", "complained to the council", "called on Falk to …".
func (r *Reader) addresseeOf(s *statement) tokens {
	if !s.addressee.empty() {
		return s.addressee
	}
	b := &r.branches
	if !b.there() {
		return tokens{}
	}
	for c := len(s.cue) - 1; c >= 0; c-- {
		for v := s.cue[c].end - 1; v >= s.cue[c].first; v-- {
			if !r.doc.Tokens[v].Tag.Verb() {
				continue
			}
			w := r.lower(v)
			told, to := toldVerbs[w], toVerbs[w]
			called := (w == "called" || w == "calls" || w == "calling" || w == "call") && v+1 < len(r.doc.Tokens) && r.isAny(v+1, "on", "upon")
			if !told && !to && !called {
				continue
			}
			for k := b.kid[v]; k >= 0; k = b.next[k] {
				n := int(k)
				if covers(s.content, tokens{n, n + 1}) && !told || covers(s.source, tokens{n, n + 1}) {
					continue
				}
				switch b.rel[k] {
				case isIndirectObject:
				case isObject:
					if !told {
						continue
					}
				case isPassiveSubject:
					if !told || len(s.source) > 0 && !r.agentIsSource(s, v) {
						continue
					}
				case isOblique, isNominal:
					c := r.caseOf(n)
					if !(to && c == "to") && !(called && (c == "on" || c == "upon")) {
						continue
					}
				default:
					continue
				}
				if venueNouns[r.lower(n)] != "" && r.people.at[n] == 0 {
					continue // told a rally
				}
				if t := r.nounPhraseAt(n); !t.empty() && (r.personal(t) || r.crowd(t)) {
					return t
				}
			}
		}
	}
	return r.spokeTo(s)
}

// speaking are verbs of speaking to somebody that take no content themselves.
var speaking = wordSet("spoke speaks speaking speak talked talks talking addressed addresses addressing")

// spokeTo returns whom the speaker of s spoke to where the cue only tells how: "spoke to dock workers, promising …".
func (r *Reader) spokeTo(s *statement) tokens {
	b := &r.branches
	for _, c := range s.cue {
		for j := c.first; j < c.end; j++ {
			h := int(b.head[j])
			if h < 0 || b.rel[j] != isAdverbial || !speaking[r.lower(h)] {
				continue
			}
			for k := b.kid[h]; k >= 0; k = b.next[k] {
				n := int(k)
				if !(b.rel[k] == isOblique && r.caseOf(n) == "to" || b.rel[k] == isObject) {
					continue
				}
				if venueNouns[r.lower(n)] != "" {
					if n = b.under(n, isNominal); n < 0 || r.caseOf(n) != "of" {
						continue
					}
				}
				if t := r.nounPhraseAt(n); r.personal(t) || r.crowd(t) {
					return t
				}
			}
		}
	}
	return tokens{}
}

// agentIsSource reports whether the source is the agent of the passive verb v: "was told by Marrow".
func (r *Reader) agentIsSource(s *statement, v int) bool {
	a := r.branches.under(v, isAgent)
	return a >= 0 && covers(s.source, tokens{a, a + 1})
}

// crowds are words for those who listen without being spoken to one by one.
var crowds = wordSet("reporters journalists supporters crowd crowds audience audiences voters listeners viewers readers press media people world country " +
	"nation public thousands hundreds dozens fans congregation")

// crowd reports whether a phrase stands for a crowd.
func (r *Reader) crowd(t tokens) bool {
	h := r.headOf(t)
	w := r.lower(h)
	return crowds[w] || r.capital(h) && people(w) && !strings.HasSuffix(w, "ers") // Norlanders are rare, leaders are not
}

// addAddressee enters the party that tokens t stand for as addressee of statement i.
func (r *Reader) addAddressee(out *sayso.Statement, t tokens, i, within int) {
	t = r.trim(t)
	if t.empty() {
		return
	}
	for t.end < len(r.doc.Tokens) && !r.doc.Tokens[t.end-1].Tag.Noun() && r.doc.Tokens[t.end-1].Tag != english.PRP && r.doc.Tokens[t.end].Tag.Noun() && !r.startsSentence(t.end) {
		t.end++ // a cheering crowd
	}
	if h := r.headOf(t); r.people.at[h] == 0 && venueNouns[r.lower(h)] != "" && !r.isAny(h, "committee", "subcommittee", "panel") {
		return // told a rally
	}
	n, _, name := r.resolve(t, -1, within)
	if n >= 0 && n == r.speakers[i] {
		if n = r.somebodyElse(t.first, n); n < 0 {
			return
		}
	}
	switch {
	case n >= 0:
		out.Addressee = append(out.Addressee, r.people.party(n))
	case name != "" && r.doc.Tokens[t.first].Tag != english.PRP:
		out.Addressee = append(out.Addressee, sayso.Party{Name: name})
	}
}

// fromAfar are cues by which one can turn to somebody without meeting or writing to them.
var fromAfar = wordSet("urge warn encourage challenge advise order instruct caution remind dare invite persuade convince petition lobby implore beg")

// noteTalk keeps who spoke to the phrase t in statement i, for the contacts.
func (r *Reader) noteTalk(out *sayso.Statement, s *statement, i int, t tokens) {
	if len(s.cue) == 0 || len(out.Addressee) == 0 || s.entry != nil && fromAfar[s.entry.lemma] {
		return
	}
	if r.grammar != nil {
		for _, c := range s.cue {
			for k := c.first; k < c.end; k++ {
				if r.verbAt(k) && fromAfar[r.grammar.Lemma(k)] {
					return
				}
			}
		}
	}
	k := talk{statement: i, verb: "talk", other: -1, phrase: r.trim(t)}
	if s.entry != nil && (s.entry.lemma == "tell" || s.entry.lemma == "ask" || s.entry.lemma == "write") {
		k.verb = s.entry.lemma
	}
	if id := out.Addressee[0].Entity; id != "" {
		k.other = entityNumber(id)
	}
	r.talks = append(r.talks, k)
}

// somebodyElse returns the person other than n whom "him" or "her" at token i stands for: the one named last who fits; -1
// if there is none, or if the word is another.
func (r *Reader) somebodyElse(i, n int) int {
	gender := ""
	switch r.lower(i) {
	case "him", "his", "he":
		gender = "male"
	case "her", "she":
		gender = "female"
	default:
		return -1
	}
	for k := i - 1; k >= 0 && k > i-120; k-- {
		if m := int(r.people.at[k]) - 1; m >= 0 && m != n && r.people.all[m].kind == sayso.Person {
			if g := r.people.all[m].genderHint(); g == "" || g == gender {
				return m
			}
		}
	}
	return -1
}

// near returns the numbers of the statements around s, in the order of the text.
func (r *Reader) near(s *statement) iter.Seq[int] {
	return func(yield func(int) bool) {
		at := s.start()
		k := sort.Search(len(r.found), func(i int) bool { return r.found[i].start() >= at })
		for i := max(0, k-8); i < min(len(r.found), k+8); i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// entityNumber is the number of the entity of an ID.
func entityNumber(id string) int {
	n, err := strconv.Atoi(id[1:])
	if err != nil {
		return -1
	}
	return n - 1
}
