package reading

import "sayso/english"

// Verbs of saying and thinking also tell of deeds, by what they govern: a woman expects a child, a magazine names somebody on its
// list, a guest calls the police. Nothing is said there.

// deeds are, for verbs of the lexicon, the nouns with which they tell of a deed.
var deeds = map[string]map[string]bool{
	"expect": wordSet("child children baby babies twins triplets son daughter boy girl grandchild guests visitors company"),
	"call": wordSet("police ambulance cab taxi doctor strike strikes election elections vote foul timeout witness mother father wife husband " +
		"son daughter brother sister friend office hotline number"),
	"tell":      wordSet("joke jokes story stories tale tales time fortune lie lies"),
	"recall":    wordSet("ambassador ambassadors envoy envoys car cars vehicles toys products parliament player players"),
	"refuse":    wordSet("drink food entry bail"),
	"reject":    wordSet("ball parcel"),
	"accept":    wordSet("prize award medal trophy drink gift"),
	"support":   wordSet("family families child children roof"),
	"recognise": wordSet("master face voice"),
	"recognize": wordSet("master face voice"),
	"order":     wordSet("drink drinks coffee beer wine pizza dinner lunch food"),
	"announce":  wordSet("engagement"),
}

// isDeed reports whether a statement but tells of a deed, or of a question of nobody about something.
func (r *Reader) isDeed(s *statement) bool {
	if r.grammar == nil || len(s.content) == 0 || len(s.cue) != 1 {
		return false
	}
	for _, t := range s.content {
		for i := t.first; i < t.end; i++ {
			if tag := r.doc.Tokens[i].Tag; tag.Verb() && tag != english.VBN || tag == english.MD || r.doc.Tokens[i].Kind == english.Quote {
				return false
			}
		}
	}
	cue := s.cue[0]
	verb := cue.end - 1
	for verb > cue.first && !r.doc.Tokens[verb].Tag.Verb() {
		verb--
	}
	last := s.content[len(s.content)-1]
	switch lemma := r.grammar.Lemma(verb); lemma {
	case "name":
		return s.content[0].first >= cue.end && r.appoints(s.content[0]) || len(s.content) > 1 && r.appoints(last)
	case "ask":
		if !r.isAny(cue.end-1, "about") {
			return false
		}
		if len(s.source) == 1 && s.source[0].end == s.source[0].first+1 && nobodies[r.lower(s.source[0].first)] {
			return true
		}
		return last.end == last.first+1 && r.doc.Tokens[last.first].Tag == english.PRP
	default:
		nouns := deeds[lemma]
		if lemma == "call" && last.end-last.first > 4 {
			return false // called her vote for the war a mistake
		}
		return nouns != nil && cue.end-1 == verb && last.first >= cue.end && nouns[r.lower(r.firstHead(last))]
	}
}

// firstHead returns the last noun of t before a preposition or a comma, its first token if there is none. It goes by tags alone, as
// names are not known yet.
func (r *Reader) firstHead(t tokens) int {
	head := t.first
	for i := t.first; i < t.end; i++ {
		switch tag := r.doc.Tokens[i].Tag; {
		case tag.Noun():
			head = i
		case tag == english.IN, tag == english.Comma, tag == english.TO:
			return head
		}
	}
	return head
}

// nobodies are pronouns for those of whom nothing is known.
var nobodies = wordSet("somebody someone nobody anybody anyone everybody everyone")

// lists are nouns for what somebody is named to.
var lists = wordSet("list lists ranking rankings index roster team squad board committee council cabinet panel post position job office shortlist")

// appoints reports whether what is named is somebody for an office or a list: "named him on its list", "named Holm mayor".
func (r *Reader) appoints(t tokens) bool {
	for i := t.first; i < t.end; i++ {
		switch {
		case i > t.first && function(r.lower(i)), r.isAny(i, "on", "to", "in", "among", "for") && r.listBehind(i, t.end):
			return true
		}
	}
	return false
}

func (r *Reader) listBehind(i, end int) bool {
	for k := i + 1; k < end && k < i+7; k++ {
		if lists[r.lower(k)] {
			return true
		}
	}
	return false
}
