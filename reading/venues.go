package reading

import (
	"slices"
	"strings"

	"sayso"
	"sayso/english"
)

// venueNouns are nouns that tell where something was said.
var venueNouns = nounsOf(map[string]string{
	"interview":        "interview interviews sit-down appearance show program programme broadcast podcast q&a",
	"speech":           "speech speeches address remarks keynote lecture sermon gathering fundraiser",
	"rally":            "rally rallies",
	"debate":           "debate debates",
	"statement":        "statement statements communiqué release",
	"tweet":            "tweet tweets twitter",
	"post":             "post facebook instagram blog website site youtube webpage",
	"email":            "email emails e-mail e-mails",
	"letter":           "letter letters note",
	"hearing":          "hearing hearings testimony deposition committee subcommittee panel",
	"press conference": "conference briefing gaggle availability",
	"call":             "phone telephone call calls",
	"report":           "report reports study analysis audit",
	"poll":             "poll polls survey surveys",
	"ad":               "ad ads advertisement commercial",
	"other":            "memo op-ed essay column article editorial book memoir meeting complaint lawsuit filing forum video",
})

// documentKinds are nouns of what can be a source itself, or hold what its source says.
var documentKinds = nounsOf(map[string]string{
	"report": "report reports study studies analysis analyses audit data statistics research figures review findings",
	"poll":   "poll polls survey surveys polling", "letter": "letter letters", "statement": "statement communiqué release",
	"email": "email emails e-mail e-mails", "ad": "ad ads advertisement commercial", "tweet": "tweet tweets", "post": "post website blog",
	"other": "memo memos document documents complaint lawsuit filing filings records editorial article book video transcript",
})

func nounsOf(lists map[string]string) map[string]string {
	m := map[string]string{}
	for kind, list := range lists {
		for _, noun := range strings.Fields(list) {
			m[noun] = kind
		}
	}
	return m
}

// venueVerbs are cues that tell it themselves.
var venueVerbs = map[string]string{"tweet": "tweet", "retweet": "tweet", "post": "post", "blog": "post", "email": "email", "testify": "hearing"}

// bodiesOfState are words of bodies that are told things without being outlets.
var bodiesOfState = wordSet("ministry government administration campaign party committee subcommittee commission council court agency department office " +
	"embassy parliament senate congress house assembly cabinet palace police army navy forces company corporation union association bank fund " +
	"university college school church hospital tribunal board panel kremlin pentagon treasury team club fbi cia nsa dea irs epa doj nato un u.n. eu gop " +
	"dnc rnc nra dhs fda fcc sec who imf state states republic nation nations group foundation league bureau")

// interviewers are functions of people who ask for an outlet.
var interviewers = wordSet("host anchor reporter correspondent journalist editor columnist interviewer moderator presenter broadcaster anchorman anchorwoman")

// findVenue reads "in an interview with the Herald's Ilse Marrow", "at a rally in Breck", "on Twitter", "told the Herald".
func (r *Reader) findVenue(out *sayso.Statement, s *statement, first, end, i, within int) {
	k, kind := r.venueAround(s, first, end)
	if k < 0 {
		k, kind = r.venueUnder(s)
	}
	if k < 0 {
		k, kind = r.venueLast(s)
	}
	if k >= 0 {
		told := len(out.Addressee) > 0
		r.setVenue(out, kind, i, k, end)
		if !told && (kind == "interview" || kind == "letter" || kind == "call" || kind == "email") {
			r.noteTalk(out, s, i, tokens{k, k + 1})
			if n := len(r.talks); n > 0 && r.talks[n-1].statement == i && r.talks[n-1].phrase.first == k {
				r.talks[n-1].verb = kind
			}
		}
	}
	if out.Venue == nil && s.entry != nil {
		if kind := venueVerbs[s.entry.lemma]; kind != "" {
			out.Venue = &sayso.Venue{Kind: kind}
		}
	}
	if out.Venue == nil && len(s.source) > 0 {
		if kind := documentKinds[r.lower(r.headOf(s.source[0]))]; kind != "" && (r.speakers[i] < 0 || r.people.all[r.speakers[i]].kind != sayso.Person) {
			out.Venue = &sayso.Venue{Kind: kind}
		}
	}
	if out.Venue == nil {
		r.onOutlet(out, s, i, first, end)
	}
	if len(out.Addressee) == 0 && !s.circumstance.empty() {
		// said to reporters
		if k := s.circumstance.first; k+1 < s.circumstance.end && r.isAny(k, "to") {
			it := r.flat(k+1, s.circumstance.end)
			if np := r.bareForward(it, 0); np > 0 {
				r.addAddressee(out, span(it, 0, np), i, within)
			}
			r.release(it)
		}
	}
	if len(out.Addressee) == 0 {
		r.commentsTo(out, s, first, end)
	}
	if v := out.Venue; v == nil || v.Kind == "interview" && v.Outlet == "" && v.With == "" {
		if told := r.toldOutlet(out); told != nil && (v == nil || told.Kind == v.Kind) {
			out.Venue = told // told the Herald, perhaps in an interview
		}
	}
}

// setVenue gives a statement the venue of which the noun at token k tells.
func (r *Reader) setVenue(out *sayso.Statement, kind string, i, k, end int) {
	v := &sayso.Venue{Kind: kind}
	out.Venue = v
	r.venueParts(out, v, i, k, end)
	if v.Outlet != "" || v.With != "" || kind != "interview" {
		return
	}
	if k > 0 && r.doc.Tokens[k-1].Tag.ProperNoun() && r.capital(k-1) && !r.isTimeToken(k-1) {
		// in a Herald interview, where the name is nobody's yet
		first := k - 1
		for first > 0 && r.doc.Tokens[first-1].Tag.ProperNoun() && !r.startsSentence(first) {
			first--
		}
		v.Outlet = r.doc.Words(first, k)
		if len(out.Addressee) == 0 {
			out.Addressee = append(out.Addressee, sayso.Party{Name: v.Outlet})
		}
		return
	}
	if j := r.namedBefore(k); j >= 0 {
		r.venueParts(out, v, i, j, min(j+20, len(r.doc.Tokens)))
		return
	}
	if outlet := r.article.Outlet; outlet != "" && r.indefinite(k) && !r.isAny(min(k+1, len(r.doc.Tokens)-1), "with", "on", "for", "to") {
		// an interview with nobody named is with those who tell of it
		v.Outlet = outlet
		if len(out.Addressee) == 0 {
			out.Addressee = append(out.Addressee, sayso.Party{Name: outlet})
		}
	}
}

// indefinite reports whether the noun at token k has an indefinite article.
func (r *Reader) indefinite(k int) bool {
	for j := k - 1; j >= 0 && j > k-5; j-- {
		if r.isAny(j, "a", "an") {
			return true
		}
		if tag := r.doc.Tokens[j].Tag; !tag.Noun() && tag != english.JJ && tag != english.HYPH && tag != english.VBN {
			return false
		}
	}
	return false
}

// namedBefore returns the token of an earlier mention of what "the interview" at token k goes back to, which tells more of
// it; -1 if there is none.
func (r *Reader) namedBefore(k int) int {
	definite := false
	for j := k - 1; j >= 0 && j > k-4; j-- {
		definite = definite || r.isAny(j, "the", "that", "same", "this")
	}
	if !definite {
		return -1
	}
	w := r.lower(k)
	for j := k - 1; j >= 0 && j > k-800; j-- {
		if r.lower(j) == w && j+1 < k && (r.isAny(j+1, "with", "on") || r.people.at[max(j-1, 0)] > 0) {
			return j
		}
	}
	return -1
}

// venueAround looks for the noun of a venue among the words of the sentence, tokens first to end-1, that are nobody's
// content.
func (r *Reader) venueAround(s *statement, first, end int) (at int, kind string) {
	at = -1
	others := r.contentsIn(s, first, end)
	r.outside(s, first, end, func(k int) bool {
		found := venueNouns[r.lower(k)]
		if found == "" || r.inPart(s, k) || slices.ContainsFunc(others, func(t tokens) bool { return t.first <= k && k < t.end }) ||
			!r.introduced(k, first) && !r.tells(s, k) || r.cueBetween(s, k) {
			return true
		}
		if found = r.kindHere(found, k, end); found == "" {
			return true
		}
		at, kind = k, found
		return false
	})
	return at, kind
}

// tells reports whether the cue itself names the venue at token k: "issued a statement saying", "told a rally".
func (r *Reader) tells(s *statement, k int) bool {
	if documentKinds[r.lower(k)] != "" && covers(s.cue, tokens{k, k + 1}) {
		return true
	}
	b := &r.branches
	if !b.there() || b.head[k] < 0 {
		return false
	}
	h := int(b.head[k])
	if !covers(s.cue, tokens{h, h + 1}) {
		// a letter calling for …
		for _, c := range s.cue {
			for j := c.first; j < c.end; j++ {
				if int(b.head[j]) == k && (b.rel[j] == isClause || b.rel[j] == isRelative) && documentKinds[r.lower(k)] != "" {
					return true
				}
			}
		}
		return false
	}
	switch b.rel[k] {
	case isIndirectObject:
		return true
	case isObject:
		return toldVerbs[r.lower(h)] || issues[r.lower(h)] && documentKinds[r.lower(k)] != ""
	}
	return false
}

// issues are verbs of giving out a document.
var issues = wordSet("issue issued issues issuing send sends sent sending release released releases publish published publishes post posted posts put write wrote " +
	"written sign signed circulate circulated")

// venueUnder looks for the noun of a venue that hangs on the cue although it stands inside what is taken for the content:
// "noted the rule in an interview".
func (r *Reader) venueUnder(s *statement) (int, string) {
	b := &r.branches
	if !b.there() {
		return -1, ""
	}
	for _, c := range s.cue {
		for j := c.first; j < c.end; j++ {
			if !r.verbAt(j) {
				continue
			}
			for k := b.kid[j]; k >= 0; k = b.next[k] {
				n := int(k)
				kind := venueNouns[r.lower(n)]
				if kind == "" || b.rel[k] != isOblique || n < j || r.inside[n] && s.depth == 0 {
					continue
				}
				switch r.caseOf(n) {
				case "in", "on", "at", "during", "by", "via", "through", "over":
					if kind = r.kindHere(kind, n, len(r.doc.Tokens)); kind != "" {
						return n, kind
					}
				}
			}
		}
	}
	return -1, ""
}

// venueLast looks for "in an interview with …", "in a statement" among the last words of a content in the outlet's own words,
// where they seldom belong to what was said.
func (r *Reader) venueLast(s *statement) (int, string) {
	if len(s.content) == 0 || len(s.cue) == 0 {
		return -1, ""
	}
	t := s.content[len(s.content)-1]
	for k := t.end - 1; k >= t.first+3 && k > t.end-12; k-- {
		if r.inside[k] {
			return -1, ""
		}
		kind := venueNouns[r.lower(k)]
		if kind != "interview" && kind != "statement" || !r.isAny(k-2, "in") && !r.isAny(k-3, "in") || !r.indefinite(k) {
			continue
		}
		if kind = r.kindHere(kind, k, len(r.doc.Tokens)); kind != "" {
			return k, kind
		}
	}
	return -1, ""
}

// kindHere narrows the kind of venue that the noun at token k stands for; empty if it is none here.
func (r *Reader) kindHere(kind string, k, end int) string {
	before := k - 1
	if r.people.at[k] > 0 && kind != "tweet" && !r.isAny(k, "facebook", "instagram", "youtube") {
		return "" // a word of a name
	}
	if next := k + 1; next < end && r.doc.Tokens[next].Tag.Noun() && !r.isTimeToken(next) && !dayparts[r.lower(next)] && !timeword[r.lower(next)] &&
		kind != "tweet" && kind != "post" && venueNouns[r.lower(next)] == "" && r.people.at[next] == 0 {
		return "" // the debate moderator
	}
	switch w := r.lower(k); w {
	case "conference":
		switch {
		case r.isAny(before, "news", "press", "media"):
		case k+1 < end && r.isAny(k+1, "call"):
			return "call"
		default:
			return ""
		}
	case "briefing":
		if r.isAny(before, "intelligence", "security") {
			return ""
		}
	case "release":
		if !r.isAny(before, "press", "news") {
			return ""
		}
	case "phone", "telephone":
		if k+1 < end && r.isAny(k+1, "interview", "interviews") {
			return "interview"
		}
	case "call", "calls":
		if !r.isAny(before, "phone", "telephone", "conference", "video") && !(k+1 < end && r.isAny(k+1, "with")) {
			return ""
		}
	case "appearance", "show", "program", "programme", "broadcast":
		if w == "appearance" && !(k+1 < end && r.isAny(k+1, "on")) || r.isAny(before, "slide", "talk") && !r.isAny(k-2, "radio", "television", "tv") ||
			w == "program" && !r.isAny(before, "radio", "television", "tv", "news", "morning", "talk") && !(k+1 < end && r.doc.Tokens[k+1].Kind == english.Quote) {
			return ""
		}
	case "address":
		if r.isAny(before, "email", "e-mail", "mailing") {
			return ""
		}
	case "committee", "subcommittee", "panel":
		for j := before; j >= 0 && j > k-8; j-- {
			if r.isAny(j, "before") {
				return "hearing"
			}
			if r.doc.Tokens[j].Tag.Verb() {
				break
			}
		}
		return ""
	case "panelist", "site":
		if w == "site" && !r.isAny(before, "web", "news", "campaign") {
			return ""
		}
	case "email", "emails", "e-mail", "e-mails", "letter", "letters", "note":
		for j := before; j >= 0 && j > k-6; j-- {
			if r.isAny(j, "in", "by", "via", "through") {
				return kind
			}
			if r.isAny(j, "on", "at", "during", "over") {
				return ""
			}
		}
	case "report", "reports", "study", "analysis", "audit", "poll", "polls", "survey", "surveys", "ad", "ads", "book", "article", "debate", "debates",
		"meeting", "forum", "complaint", "lawsuit":
		// talked of as often as they are spoken in: only where the phrase is introduced by "in" or "at"
		for j := before; j >= 0 && j > k-6; j-- {
			if r.isAny(j, "in", "at", "during") {
				return kind
			}
			if r.isAny(j, "on", "by", "through", "over") {
				return ""
			}
		}
	}
	return kind
}

// cueBetween reports whether the cue of another statement stands between token k and the cue of s, so that the words at k
// belong to it.
func (r *Reader) cueBetween(s *statement, k int) bool {
	if len(s.cue) == 0 {
		return false
	}
	lo, hi := k, s.cue[0].first
	if lo > hi {
		lo, hi = s.cue[len(s.cue)-1].end, k
	}
	for i := range r.near(s) {
		o := &r.found[i]
		if o == s || o.depth > 0 {
			continue
		}
		for _, c := range o.cue {
			if lo <= c.first && c.end <= hi {
				return true
			}
		}
	}
	return false
}
