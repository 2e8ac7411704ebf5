package english

import "sayso/english/net"

// MentionKind is how a mention stands for what it stands for.
type MentionKind uint8

const (
	NameMention MentionKind = iota
	NominalMention
	PronounMention
)

// Gender is the gender of whom a mention stands for, where the words tell.
type Gender uint8

const (
	UnknownGender Gender = iota
	Male
	Female
	Neuter
)

// Mention is a run of tokens, First inclusive to End exclusive, that stands for someone or something.
type Mention struct {
	First, End int32
	// Head is the token that the others of the mention belong to.
	Head   int32
	Kind   MentionKind
	Gender Gender
	Plural bool
	// Name is the number of the name in [Analysis.Names], -1 if the mention is none.
	Name int32
}

// findMentions fills Mentions from names and tree.
func (a *Analysis) findMentions() {
	a.Mentions = a.Mentions[:0]
	a.inName = fit(a.inName, len(a.Tokens))
	clear(a.inName)
	for k, n := range a.Names {
		for i := n.First; i < n.End; i++ {
			a.inName[i] = int32(k + 1)
		}
	}
	a.left = fit(a.left, len(a.Tokens))
	for i := range a.left {
		a.left[i] = int32(i)
	}
	for _, s := range a.Sentences {
		a.extend(s)
		for i := s.First; i < s.End; i++ {
			a.mentionAt(s, i)
		}
	}
}

func fit(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n, n+n/4)
	}
	return s[:n]
}

// extend finds where the base phrase of each noun begins: with the first of the articles, adjectives, numbers,
// possessors and nouns before it that depend on it. Phrases reach one step: what depends on a dependent counts where
// its words lie between.
func (a *Analysis) extend(s Sentence) {
	for i := s.First; i < s.End; i++ {
		h := a.Grammar[i].Head
		if h <= i {
			continue
		}
		switch universal(a.Rel(int(i))) {
		case "det", "amod", "nummod", "compound", "nmod", "flat":
			if a.Grammar[i].Head > i && a.left[i] < a.left[h] {
				a.left[h] = a.left[i]
			}
		}
	}
}

func universal(rel string) string {
	for i := range len(rel) {
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}

func (a *Analysis) mentionAt(s Sentence, i int32) {
	tag := a.Tokens[i].Tag
	if k := a.inName[i]; k > 0 {
		n := a.Names[k-1]
		if n.First == i {
			a.Mentions = append(a.Mentions, Mention{First: n.First, End: n.End, Head: a.headOf(n.First, n.End), Kind: NameMention,
				Gender: a.nameGender(n), Name: k - 1})
		}
		return
	}
	switch {
	case tag == PRP || tag == PRPS:
		m := Mention{First: i, End: i + 1, Head: i, Kind: PronounMention, Name: -1, Plural: a.Plural(int(i))}
		var buf [16]byte
		switch string(lowerASCII(buf[:0], a.short(i))) {
		case "he", "him", "his", "himself":
			m.Gender = Male
		case "she", "her", "hers", "herself":
			m.Gender = Female
		case "it", "its", "itself":
			m.Gender = Neuter
		case "they", "them", "their", "theirs", "we", "us", "our", "ours", "themselves", "ourselves":
			m.Plural = true
		}
		a.Mentions = append(a.Mentions, m)
	case tag.Noun() && (a.Tokens[i].Kind == Word || a.Tokens[i].Kind == Number):
		if a.Rel(int(i)) == "nmod:desc" {
			return // a title: Mr., President
		}
		switch universal(a.Rel(int(i))) {
		case "compound", "flat", "fixed", "goeswith":
			return // part of a greater phrase
		}
		m := Mention{First: a.left[i], End: i + 1, Head: i, Kind: NominalMention, Name: -1, Plural: tag == NNS || tag == NNPS}
		for m.First < i && a.inName[m.First] > 0 && a.Names[a.inName[m.First]-1].First < m.First {
			m.First-- // names are not cut
		}
		for m.End < s.End && a.Grammar[m.End].Head == i && universal(a.Rel(int(m.End))) == "flat" && a.inName[m.End] == 0 {
			m.End++
		}
		m.Gender = nounGender(a.short(i))
		a.Mentions = append(a.Mentions, m)
	}
}

// short returns the form of token i, "" if it is too long for any word of a list.
func (a *Analysis) short(i int32) string {
	if t := &a.Tokens[i]; t.End-t.Start <= 16 {
		return a.Text[t.Start:t.End]
	}
	return ""
}

// headOf returns the token of a run that depends on one outside it.
func (a *Analysis) headOf(first, end int32) int32 {
	for i := first; i < end; i++ {
		if h := a.Grammar[i].Head; h < first || h >= end {
			return i
		}
	}
	return end - 1
}

// nameGender returns the gender of a person by title or first name.
func (a *Analysis) nameGender(n Name) Gender {
	if n.Type != Person {
		if n.Type == Group {
			return UnknownGender
		}
		return Neuter
	}
	first := n.First
	titles := [...]int32{first, first - 1}
	for _, i := range titles {
		if i < 0 {
			continue
		}
		switch a.short(i) {
		case "Mr.", "Mr", "Sir", "Lord", "King", "Prince", "MR.":
			return Male
		case "Mrs.", "Ms.", "Miss", "Mrs", "Ms", "Lady", "Queen", "Princess", "MS.", "MRS.":
			return Female
		}
	}
	switch f := a.model.Flags(a.short(first)) & (net.MaleName | net.FemaleName); f {
	case net.MaleName:
		return Male
	case net.FemaleName:
		return Female
	}
	return UnknownGender
}

var maleNouns = set("man men boy boys husband father son brother uncle nephew grandfather gentleman gentlemen king prince " +
	"spokesman chairman congressman businessman policeman actor widower guy guys dad")
var femaleNouns = set("woman women girl girls wife mother daughter sister aunt niece grandmother lady ladies queen princess " +
	"spokeswoman chairwoman congresswoman businesswoman policewoman actress widow mom mum")

func nounGender(form string) Gender {
	if len(form) == 0 {
		return UnknownGender
	}
	var buf [16]byte
	low := lowerASCII(buf[:0], form)
	switch {
	case maleNouns[string(low)]:
		return Male
	case femaleNouns[string(low)]:
		return Female
	}
	return UnknownGender
}
